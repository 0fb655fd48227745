//! The peak memory of a long listing, measured in a separate process.

use std::env::current_exe;
use std::fs;
use std::process::Command;

use graph_benches::setup::Setup;
use graph_benches::subject::Outcome;
use graph_benches::subjects::list::SUBJECT;

/// Prints a line for each side of a listing. A side decodes one page and at the same time receives another one.
pub(super) fn print(lengths: [usize; 2]) -> Outcome<()> {
    let [short, long] = lengths;
    println!("| memory of a listing | {short} items | {long} items |\n|:--|--:|--:|");
    for side in SUBJECT.sides {
        let mut cells = Vec::new();
        for length in lengths {
            let output = Command::new(current_exe()?).args(["memory", side.name, &length.to_string()]).output()?;
            let kilobytes: f64 = String::from_utf8_lossy(&output.stdout).trim().parse()?;
            cells.push(format!("{:.1} MB", kilobytes / 1e3));
        }
        println!("| {} | {} |", side.name, cells.join(" | "));
    }
    Ok(())
}

/// Lists once, and prints the most memory of this process in kilobytes.
pub(super) fn list(side: &str, length: &str) -> Outcome<()> {
    let mut setup = Setup::small();
    setup.listed = length.parse()?;
    (SUBJECT.side(side)?.prepare)(&setup)?()?;
    let status = fs::read_to_string("/proc/self/status").map_err(|error| format!("/proc/self/status: {error}"))?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    println!("{}", peak.trim().trim_end_matches(" kB"));
    Ok(())
}
