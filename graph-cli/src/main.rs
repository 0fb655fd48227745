//! The program `graph-entity`.

use std::process::ExitCode;

fn main() -> ExitCode {
    graph_cli::run(std::env::args_os())
}
