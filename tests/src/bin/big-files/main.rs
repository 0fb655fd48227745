//! `cargo run --release -p graph-tests --bin big-files`: a file of 1 GiB each way, through the emulator on loopback, in separate
//! processes. It prints the throughput and the peak memory beside those of reqwest by hand, and fails if a byte differs, if the memory of
//! the client exceeds that of an idle one by 16 MiB, or if the throughput, also with cut connections, is below 0.8 of reqwest's without.
//! Another size: `big-files 64` (MiB).

mod client;
mod content;
mod server;

use std::env::{args, current_exe};
use std::process::{Command, ExitCode};

use graph_tests::server::Server;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const MEBIBYTE: u64 = 1024 * 1024;
/// The most memory of a client above that of an idle one.
const MOST_KILOBYTES: u64 = 16 * 1024;
/// The least throughput of a client, in parts of that of reqwest.
const LEAST_THROUGHPUT: f64 = 0.8;
/// Each side runs so often, and its best time counts.
const RUNS: usize = 3;

/// A measured client: its name, and whether its time is compared.
const SIDES: [&str; 7] =
    ["idle", "download", "download by reqwest", "download, cut", "upload", "upload by reqwest", "upload, cut"];

fn main() -> ExitCode {
    let arguments: Vec<String> = args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["serve", size] => size.parse().map_err(Into::into).and_then(server::serve),
        ["client", side, url, bytes] => {
            bytes.parse().map_err(Into::into).and_then(|bytes| client::run(side, url, bytes))
        }
        [] => compare(1024 * MEBIBYTE),
        [mebibytes] => mebibytes.parse().map_err(Into::into).and_then(|size: u64| compare(size * MEBIBYTE)),
        _ => Err("big-files [MEBIBYTES]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The best time in seconds and the most memory in kilobytes of a side.
struct Measured {
    seconds: f64,
    kilobytes: u64,
}

fn compare(size: u64) -> Outcome<()> {
    let server = Server::start([size.to_string()])?;
    println!("| {} MiB | MiB/s | peak memory above idle |\n|:--|--:|--:|", size / MEBIBYTE);
    let mut measured = Vec::new();
    for side in SIDES {
        let mut best = Measured { seconds: f64::INFINITY, kilobytes: 0 };
        for _ in 0..RUNS {
            let client =
                Command::new(current_exe()?).args(["client", side, server.url(), &size.to_string()]).output()?;
            let text = String::from_utf8_lossy(&client.stdout).into_owned();
            let (seconds, kilobytes) = text
                .trim()
                .split_once(' ')
                .ok_or_else(|| format!("{side}: {}", String::from_utf8_lossy(&client.stderr)))?;
            best.seconds = best.seconds.min(seconds.parse()?);
            best.kilobytes = best.kilobytes.max(kilobytes.parse()?);
        }
        let idle = measured.first().map_or(best.kilobytes, |idle: &Measured| idle.kilobytes);
        if side != "idle" {
            let speed = f64::from(u32::try_from(size / MEBIBYTE)?) / best.seconds;
            let above = f64::from(u32::try_from(best.kilobytes.saturating_sub(idle))?) / 1024.0;
            println!("| {side} | {speed:.0} | {above:.1} MiB |");
        }
        measured.push(best);
    }
    // What the last upload stored.
    let verified =
        Command::new(current_exe()?).args(["client", "verification", server.url(), &size.to_string()]).output()?;
    if !verified.status.success() {
        return Err(format!("the upload differs: {}", String::from_utf8_lossy(&verified.stderr)).into());
    }
    check(&measured)
}

fn check(measured: &[Measured]) -> Outcome<()> {
    let [idle, download, plain_download, cut_download, upload, plain_upload, cut_upload] = measured else {
        return Err("a side was not measured".into());
    };
    for (own, plain) in
        [(download, plain_download), (upload, plain_upload), (cut_download, plain_download), (cut_upload, plain_upload)]
    {
        let ratio = plain.seconds / own.seconds;
        println!("throughput beside reqwest: {ratio:.2}");
        if ratio < LEAST_THROUGHPUT {
            return Err(format!("the throughput is below {LEAST_THROUGHPUT} of reqwest's").into());
        }
    }
    let is_large = |side: &Measured| side.kilobytes > idle.kilobytes + MOST_KILOBYTES;
    if [download, cut_download, upload, cut_upload].into_iter().any(is_large) {
        return Err(format!("the memory exceeds that of an idle client by {MOST_KILOBYTES} KiB").into());
    }
    Ok(())
}
