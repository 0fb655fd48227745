//! A mixed load on loopback.

use std::env::temp_dir;
use std::fs;
use std::path::Path;
use std::process::id;
use std::thread;
use std::time::{Duration, Instant};

use graph_tests::server::Server;

use crate::Outcome;
use crate::connection::Connection;

/// The stored users.
pub(crate) const USERS: u32 = 10_000;
const CONNECTIONS: u32 = 8;
const LENGTH: Duration = Duration::from_secs(10);

pub(crate) fn measure() -> Outcome<()> {
    let folder = temp_dir().join(format!("emulator-load-{}", id()));
    fs::create_dir(&folder)?;
    let file = folder.join("data.json");
    println!("| {USERS} users, {CONNECTIONS} connections | requests/s | p50, ms | p99, ms | worst, ms |");
    println!("|:--|--:|--:|--:|--:|");
    let outcome = [("in memory", None), ("with a data file", Some(file.as_path()))]
        .into_iter()
        .try_for_each(|(title, file)| under_load(title, file));
    fs::remove_dir_all(folder)?;
    outcome
}

fn under_load(title: &str, file: Option<&Path>) -> Outcome<()> {
    let server = Server::start(file)?;
    let address = server.url().strip_prefix("http://").ok_or("the server did not start")?;
    let end = Instant::now() + LENGTH;
    let outcome = thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|number| scope.spawn(move || client(address, number, end).map_err(|error| error.to_string())))
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().map_err(|_| "a client panicked".to_owned())?)
            .collect::<Result<Vec<_>, String>>()
    });
    let mut times: Vec<f64> = outcome?.concat();
    times.sort_by(f64::total_cmp);
    let count = u32::try_from(times.len())?;
    let at = |hundredths: usize| {
        times.get((times.len() * hundredths / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    let rate = f64::from(count) / LENGTH.as_secs_f64();
    println!("| {title} | {rate:.0} | {:.2} | {:.2} | {:.2} |", at(50), at(99), at(100));
    Ok(())
}

/// Sends requests until the end: of twenty, twelve reads, two pages, four updates, a create and its delete. Returns the time of
/// each in milliseconds.
fn client(address: &str, number: u32, end: Instant) -> Outcome<Vec<f64>> {
    let mut connection = Connection::open(address)?;
    let mut times = Vec::new();
    let mut round = number * 1_000_003;
    while Instant::now() < end {
        round = round.wrapping_add(1);
        let user = format!("users/u{}", round.wrapping_mul(2_654_435_761) % USERS);
        let own = format!("c{number}-{}", round / 20);
        let (method, path, body) = match round % 20 {
            0 => ("POST", "users".to_owned(), format!(r#"{{"id":"{own}","displayName":"New","age":5}}"#)),
            10 => ("DELETE", format!("users/{own}"), String::new()),
            1 | 11 => ("GET", "users?$top=20".to_owned(), String::new()),
            2 | 12 => ("GET", format!("{user}?$select=id,displayName"), String::new()),
            3 | 4 | 13 | 14 => ("PATCH", user, format!(r#"{{"age":{}}}"#, round % 60)),
            _ => ("GET", user, String::new()),
        };
        let start = Instant::now();
        let status = connection.send(method, &path, &body)?;
        let is_expected = match method {
            "DELETE" => matches!(status, 204 | 404),
            _ => (200..300).contains(&status),
        };
        if !is_expected {
            return Err(format!("{method} {path}: {status}").into());
        }
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}
