//! `graph-entity`: see `graph-entity --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    graph_cli::run(std::env::args_os())
}
