//! Hostile answers: each is an error or a right answer, in bounded time, without a panic, and without a token for another origin.
//!
//! A row is an answer, or several in turn of which the last one repeats, with the outcome of one call. The other calls receive the
//! same answers: whatever they make of them must be bounded, and must not give the token away.

#![allow(clippy::too_many_lines, reason = "a table is as long as it has rows")]

mod transport;
mod call;
mod bodies;
mod errors;
mod headers;
mod links;
mod redirects;
mod pages;
mod deltas;
mod batches;
mod monitors;
mod downloads;
mod uploads;
#[cfg(feature = "optional")]
mod subscriptions;
#[cfg(feature = "optional")]
mod tokens;
mod sockets;
mod limits;

use std::collections::HashSet;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use call::{CALLS, Call};
use graph_tests::memory;
use transport::{Answer, Hostile, TOKEN};

/// The longest time of one row with all calls, in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);
/// More memory than any row needs, in KiB. The largest body has some MiB.
const MOST_MEMORY: u64 = 1024 * 1024;

/// A call, what the service answers, and the outcome: a text, `error`, or `error: …` with a part of the message.
struct Row {
    name: String,
    call: Call,
    answers: Vec<Answer>,
    expected: String,
}

fn row(name: impl Into<String>, call: Call, answers: Vec<Answer>, expected: impl Into<String>) -> Row {
    Row { name: name.into(), call, answers, expected: expected.into() }
}

/// The outcome of a call, and what is wrong with its way there.
async fn outcome(call: Call, answers: &[Answer]) -> (String, Vec<String>) {
    let hostile = Hostile::new(answers.to_vec());
    let client = match hostile.client() {
        Ok(client) => client,
        Err(error) => return (error.to_string(), vec![error.to_string()]),
    };
    let mut wrong = Vec::new();
    let outcome = match call.make(&client).await {
        Ok(text) => {
            // A file that is not complete must not be reported as uploaded.
            let lacks = call.uploads().filter(|size| hostile.sent() < *size);
            wrong.extend(lacks.map(|size| format!("{call:?} sends {} of {size} bytes", hostile.sent())));
            text
        }
        Err(error) => {
            let (text, debug) = (error.to_string(), format!("{error:?}"));
            if text.contains(TOKEN) || debug.contains(TOKEN) {
                wrong.push(format!("{call:?} shows the token"));
            }
            format!("error: {text}")
        }
    };
    wrong.extend(hostile.leaks().iter().map(|host| format!("{call:?} sends the token to {host}")));
    if hostile.is_endless() {
        wrong.push(format!("{call:?} sends {} requests", hostile.requests()));
    }
    (outcome, wrong)
}

/// What is wrong with a row.
fn failures(row: &Row) -> Vec<String> {
    let runtime = match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => runtime,
        Err(error) => return vec![error.to_string()],
    };
    runtime.block_on(async {
        let (found, mut wrong) = outcome(row.call, &row.answers).await;
        let is_right = match row.expected.as_str() {
            "error" => found.starts_with("error: "),
            part if part.starts_with("error: ") => {
                found.starts_with("error: ") && found.contains(part.trim_start_matches("error: "))
            }
            text => found == text,
        };
        if !is_right {
            let shown: String = found.chars().take(200).collect();
            wrong.push(format!("{:?} is `{shown}` and not `{}`", row.call, row.expected));
        }
        for call in CALLS.iter().copied() {
            wrong.extend(outcome(call, &row.answers).await.1);
        }
        wrong
    })
}

fn rows() -> Vec<Row> {
    let topics = [
        bodies::rows(),
        errors::rows(),
        headers::rows(),
        links::rows(),
        redirects::rows(),
        pages::rows(),
        deltas::rows(),
        batches::rows(),
        monitors::rows(),
        downloads::rows(),
        uploads::rows(),
        #[cfg(feature = "optional")]
        subscriptions::rows(),
    ];
    topics.into_iter().flatten().collect()
}

#[test]
fn each_hostile_answer_is_an_error_or_a_right_answer() {
    let rows = rows();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    let names: HashSet<_> = rows.iter().map(|row| row.name.clone()).collect();
    assert_eq!(names.len(), rows.len(), "a name occurs twice");
    let mut wrong = Vec::new();
    for row in rows {
        let name = row.name.clone();
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || drop(sender.send(failures(&row))));
        match receiver.recv_timeout(LONGEST) {
            Ok(failures) => wrong.extend(failures.iter().map(|failure| format!("{name}: {failure}"))),
            Err(RecvTimeoutError::Disconnected) => wrong.push(format!("{name}: panics")),
            Err(RecvTimeoutError::Timeout) => {
                wrong.push(format!("{name}: takes more than {LONGEST:?}"));
                continue;
            }
        }
        let _ = thread.join();
    }
    assert!(wrong.is_empty(), "{}\n{} failures", wrong.join("\n"), wrong.len());
    assert!(memory::peak().is_none_or(|peak| peak < MOST_MEMORY), "{:?} KiB", memory::peak());
}
