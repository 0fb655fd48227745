//! A progress bar that says why it stands still: the service throttles.
//!
//! The example starts an emulator on a free loopback port, which refuses some requests for a second. With `GRAPH_TOKEN` set, it uses the
//! real service or `GRAPH_ENDPOINT`; the token needs `User.Read.All`.

mod connection;

use graph_core::http::Method;
use graph_core::{Client, graph_entity};
use graph_emulator::{Emulator, Fault, RetryAfter};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::connection::{Result, connect};

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::builder().page_size(20).build()?;
    for number in 0..100 {
        emulator.seed("users", json!({ "id": format!("user-{number}"), "displayName": format!("User {number}") }));
    }
    emulator.fault(Fault::throttled(RetryAfter::Seconds(1)).on(Method::GET, "users").nth(3).every(2).times(2));
    // The count comes with the first page.
    let bar = ProgressBar::no_length();
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} users {msg}")?);
    let waiting = bar.clone();
    let builder = Client::builder().on_wait(move |wait| {
        waiting.set_message(format!("({:?}: {:.0} s)", wait.reason, wait.duration.as_secs_f64()));
    });
    let (client, _serving) = connect(&emulator, builder).await?;

    let mut users = User::users().list().count().stream(&client);
    while users.try_next().await?.is_some() {
        bar.set_length(users.count().unwrap_or_default());
        bar.inc(1);
    }
    bar.finish_with_message("");
    println!("{} users", bar.position());
    Ok(())
}
