//! Many operations at once against the emulator in a storm of faults, and a comparison of what the client knows with what the service
//! has. A run in memory has one clock, one thread and one source of chance, so its seed repeats it.

mod clock;
mod files;
mod guard;
mod known;
mod users;
mod worker;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use graph_core::{Client, ClientBuilder, Error, RetryPolicy, StaticToken, Transport};
use graph_emulator::{Emulator, Fault, Storm};
use http::{Method, StatusCode};
use serde_json::json;
use tokio::task::LocalSet;

use self::clock::FlyingClock;
use self::files::Version;
use self::guard::{Guard, Origin};
use self::known::Known;
use self::worker::Worker;
use crate::random::Random;

/// The result of a run. Its error is what client and service do not agree about.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const WORKERS: usize = 8;
/// The host of redirects and next links that the service did not mean.
const ELSEWHERE: &str = "http://127.0.0.1:9";
/// How often the final reads are tried.
const READS: usize = 1_000;

/// The number of operations, and the seed of workers and faults.
#[derive(Debug, Clone, Copy)]
pub struct Soak {
    pub operations: usize,
    pub seed: u64,
}

/// The numbers of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub requests: u64,
    /// Another number for other methods or statuses.
    pub fingerprint: u64,
    pub users: usize,
    pub listings: usize,
    pub rounds: usize,
    pub files: usize,
    /// Writes that failed, so that the service may have acted.
    pub uncertain: usize,
    /// Of these, the ones that the service performed.
    pub performed: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, users, listings, rounds, files, uncertain, performed, .. } = self;
        write!(
            f,
            "{requests} requests, {users} users, {listings} listings, {rounds} delta rounds, {files} files, \
             {performed} of {uncertain} uncertain writes performed"
        )
    }
}

/// Prepares an emulator: the files of the workers, and faults by chance.
pub fn prepare(emulator: &Emulator, seed: u64) {
    emulator.declare_collection("users");
    for worker in 0..WORKERS {
        let id = files::id(worker);
        emulator.seed("me/drive/items", json!({ "id": id, "name": id, "file": {} }));
        emulator.seed_media(
            &format!("me/drive/items/{id}/content"),
            "application/octet-stream",
            Version::default().content(),
        );
    }
    emulator.storm(Storm::seeded(seed).rate(0.08).and([
        Fault::claims(r#"{"access_token":{"nbf":{"essential":true}}}"#),
        Fault::html(StatusCode::BAD_GATEWAY),
        // Nobody can detect these in a file: it may have any bytes, also those of an error, and any length.
        Fault::error_as_ok("generalException").on(Method::GET, "users"),
        Fault::error_as_ok("generalException").on(Method::POST, "users"),
        Fault::error_as_ok("generalException").on(Method::PATCH, "users/{id}"),
        Fault::shorter(1).on(Method::GET, "users"),
        Fault::shorter(1).on(Method::POST, "users"),
        Fault::empty_page(),
        Fault::link_loop(),
        Fault::expired_delta(),
        Fault::next_link(&format!("{ELSEWHERE}/v1.0/users")),
        Fault::redirect(&format!("{ELSEWHERE}/v1.0/users")),
    ]));
}

impl Soak {
    /// Runs against an emulator in memory.
    ///
    /// # Errors
    /// What client and service do not agree about.
    pub async fn in_memory(self) -> Outcome<Report> {
        let emulator = Emulator::builder().page_size(50).build()?;
        prepare(&emulator, self.seed);
        self.run(emulator, Origin::Graph, Client::builder(), || {}).await
    }

    /// Runs against a server of a prepared emulator. `progress` is called after each operation.
    ///
    /// # Errors
    /// What client and service do not agree about.
    pub async fn over(self, url: &str, progress: impl Fn() + 'static) -> Outcome<Report> {
        let transport = graph_core::client::transports::reqwest::Reqwest::new()?;
        self.run(transport, Origin::at(url)?, Client::builder().base_url(url), progress).await
    }

    async fn run(
        self,
        transport: impl Transport,
        origin: Origin,
        builder: ClientBuilder,
        progress: impl Fn() + 'static,
    ) -> Outcome<Report> {
        let guard = Guard::new(transport, origin);
        let policy = RetryPolicy::default().max_attempts(8).budget(Duration::from_secs(1_000_000 * 3_600));
        let builder = builder.credential(StaticToken::new("any")).clock(FlyingClock::default()).retry(policy);
        let client = builder.transport(guard.clone()).build()?;
        let known = Rc::new(RefCell::new(Known::default()));
        let progress: Rc<dyn Fn()> = Rc::new(progress);
        let workers = LocalSet::new();
        let mut running = Vec::new();
        for number in 0..WORKERS {
            let random = Random::seeded(self.seed.wrapping_mul(1_000).wrapping_add(number as u64));
            let worker = Worker::new(number, client.clone(), Rc::clone(&known), random, Rc::clone(&progress));
            running.push(workers.spawn_local(worker.run(self.operations / WORKERS)));
        }
        workers.await;
        for worker in running {
            worker.await??;
        }
        let mut known = known.take();
        compare(&mut known, &client).await?;
        let (requests, fingerprint) = guard.finish()?;
        Ok(Report { requests, fingerprint, ..known.report() })
    }
}

/// Compares the client's knowledge with all users and files of the service.
async fn compare(known: &mut Known, client: &Client) -> Outcome<()> {
    let before = known.begin_listing();
    let listed = until(async || users::list(client).await).await?;
    known.end_listing(&before, &listed, None)?;
    let rounds = known.rounds();
    while known.rounds() == rounds {
        let link = known.begin_round();
        let result = users::round(link.as_ref(), client).await;
        known.end_round(link, result);
    }
    known.compare_copy(&listed)?;
    for worker in 0..WORKERS {
        let content = until(async || files::download(worker, client).await).await?;
        known.check_file(worker, &content)?;
    }
    Ok(())
}

/// The result of a read, which the storm may fail.
async fn until<T>(mut read: impl AsyncFnMut() -> Result<T, Error>) -> Result<T, Error> {
    let mut result = read().await;
    for _ in 0..READS {
        if result.is_ok() {
            break;
        }
        result = read().await;
    }
    result
}
