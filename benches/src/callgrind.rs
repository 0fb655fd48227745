//! Instructions of a side, counted by valgrind's callgrind.

use std::env::current_exe;
use std::process::Command;

use graph_benches::subject::{Outcome, Side, Subject};
use graph_benches::subjects;

/// Valgrind can be run.
pub(super) fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

/// Prints a table of the subjects with these names, or of all.
pub(super) fn print(names: &[&str]) -> Outcome<()> {
    println!("| subject | side | instructions | of the first |");
    println!("|:--|:--|--:|--:|");
    for subject in subjects::chosen(names)? {
        let mut first = None;
        for side in subject.sides {
            let count = instructions(subject, side)?;
            let ratio = count / *first.get_or_insert(count);
            println!("| {} | {} | {count:.0} per {} | {ratio:.2} |", subject.name, side.name, subject.unit);
        }
    }
    Ok(())
}

/// The instructions of a unit in user mode.
pub(super) fn instructions(subject: &Subject, side: &Side) -> Outcome<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=*graph_benches*counted*"])
        .arg(current_exe()?)
        .args(["run", subject.name, side.name, "3"])
        .output()
        .map_err(|error| format!("valgrind can't be run: {error}"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    let collected = log.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, count)| count.trim());
    let units = String::from_utf8_lossy(&output.stdout);
    match (collected.map(str::parse::<f64>), units.trim().parse::<f64>()) {
        (Some(Ok(collected)), Ok(units)) => Ok(collected / units),
        _ => Err(format!("`{} {}` has no result under valgrind: {log}", subject.name, side.name).into()),
    }
}
