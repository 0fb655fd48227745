//! Measures the compile time of the macro on this machine.
//!
//! Without an argument it compares the macro with serde's derive; with `--schema`, the check against the service's metadata with none;
//! with `--growth`, crates of more and more structs.
//! It prints the budget beside the figures and does not fail where one is over it.

mod crates;
mod derive;
mod schema;

use crates::Result;

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("graph-compile-time-{}", std::process::id()));
    let measured = match std::env::args().nth(1).as_deref() {
        None => derive::measure(&folder),
        Some("--schema") => schema::measure(&folder),
        Some("--growth") => derive::measure_growth(&folder),
        Some(other) => Err(format!("there is no argument `{other}`: give none, `--schema` or `--growth`").into()),
    };
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    measured
}
