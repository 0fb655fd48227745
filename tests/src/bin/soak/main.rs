//! `cargo run --release -p graph-tests --bin soak -- --operations 200000 --faults storm --seed 1`: concurrent operations against the
//! emulator in a process of its own, on loopback. It fails if client and service do not agree at the end, if the token went elsewhere,
//! or if the memory of the client grows.
//!
//! With `--over memory` client and emulator are in one process, without a socket: the seed repeats the whole run.

mod memory;
mod server;

use std::cell::RefCell;
use std::env::args;
use std::process::ExitCode;
use std::rc::Rc;

use graph_tests::server::Server;
use graph_tests::soak::{Outcome, Soak};

use crate::memory::Memory;

const USAGE: &str = "arguments: --operations N, --seed N, --faults storm|none, --over socket|memory";

/// The most that the memory of the client grows in the last half of a run, in kilobytes for 100,000 operations.
const MAX_GROWTH: f64 = 1024.0;
/// A shorter run is too short for its growth to mean something.
const MIN_OPERATIONS: usize = 100_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["serve", faults, seed] => seed.parse().map_err(Into::into).and_then(|seed| server::serve(faults, seed)),
        options => read(options).and_then(Options::run),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Options<'a> {
    soak: Soak,
    faults: &'a str,
    in_memory: bool,
}

fn read<'a>(arguments: &[&'a str]) -> Outcome<Options<'a>> {
    let mut options = Options { soak: Soak { operations: 200_000, seed: 1 }, faults: "storm", in_memory: false };
    for argument in arguments.chunks(2) {
        match *argument {
            ["--operations", number] => options.soak.operations = number.parse()?,
            ["--seed", number] => options.soak.seed = number.parse()?,
            ["--faults", kind @ ("storm" | "none")] => options.faults = kind,
            ["--over", kind @ ("socket" | "memory")] => options.in_memory = kind == "memory",
            _ => return Err(USAGE.into()),
        }
    }
    Ok(options)
}

impl Options<'_> {
    fn run(self) -> Outcome<()> {
        if self.in_memory { in_memory(self.soak) } else { over_socket(self.soak, self.faults) }
    }
}

fn in_memory(soak: Soak) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(soak.in_memory())?;
    println!("seed {}: {} operations, {report}; fingerprint {:x}", soak.seed, soak.operations, report.fingerprint);
    Ok(())
}

fn over_socket(soak: Soak, faults: &str) -> Outcome<()> {
    let server = Server::start([faults, &soak.seed.to_string()])?;
    let memory = Rc::new(RefCell::new(Memory::new(soak.operations)));
    let sampled = Rc::clone(&memory);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(soak.over(server.url(), move || sampled.borrow_mut().count()))?;
    let memory = memory.take();
    let Soak { operations, seed } = soak;
    let growth = memory.growth();
    let kilobytes = growth.map_or("not measured here".to_owned(), |growth| format!("{growth:.0} kB"));
    println!("seed {seed}: {operations} operations, {report}; memory grows by {kilobytes} for 100,000 operations");
    match growth {
        Some(growth) if operations >= MIN_OPERATIONS && growth > MAX_GROWTH => {
            Err(format!("the memory grows by more than {MAX_GROWTH} kB").into())
        }
        _ => Ok(()),
    }
}
