//! `cargo run --release -p graph-tests --bin emulator-load`: the cost of the emulator.
//!
//! `cost` measures single requests in process with 100, 10,000 and 100,000 stored users, without and with metadata: the median, in
//! milliseconds. `load` measures a mixed load on loopback by eight connections, with 10,000 stored users: requests a second, p50 and
//! p99, in memory and with a data file. Without an argument it measures both.

mod connection;
mod cost;
mod load;
mod server;
mod users;

use std::env::args;
use std::process::ExitCode;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["cost"] => cost::measure(),
        ["load"] => load::measure(),
        ["serve", file @ ..] => server::serve(file.first().copied()),
        [] => cost::measure().and_then(|()| load::measure()),
        _ => Err("emulator-load [cost|load]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
