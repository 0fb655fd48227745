//! The commands: arguments in, text and an exit status out.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::generate::command as generate;
use crate::terminal::output::{Verdict, show_json, warn};
use crate::{check, describe, diff, emulate};

/// Microsoft Graph's `$metadata` at hand: describe its types and paths, write and check annotated structs, emulate it.
#[derive(Debug, Parser)]
#[command(name = "graph-entity", version, max_term_width = 110, after_help = GUIDE)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

const GUIDE: &str = "\
The metadata file:
  Every command reads the service's own description of itself, 3 MB that need no sign-in:
    curl -o v1.0.csdl 'https://graph.microsoft.com/v1.0/$metadata'
    curl -o beta.csdl 'https://graph.microsoft.com/beta/$metadata'
  Name it by --metadata, or once for all commands:
    export GRAPH_METADATA=v1.0.csdl

Exit status:
  0  all is well
  1  the answer is no: findings, differences, an unknown type, path or operation
  2  wrong usage, or a file that can't be read (with --json, told as JSON)

Colours are left out where the output is no terminal, or NO_COLOR is set.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Write annotated structs for types or paths, or for everything.
    #[command(after_long_help = generate::EXAMPLES)]
    Generate(generate::Generate),

    /// Show what a type has, what stands at a path and which requests it takes, or where an operation is called.
    #[command(after_long_help = describe::EXAMPLES)]
    Describe(describe::Describe),

    /// Check annotated structs of Rust sources against the metadata.
    #[command(after_long_help = check::EXAMPLES)]
    Check(check::Check),

    /// Show what changed between two metadata files, and what of it touches annotated structs.
    #[command(after_long_help = diff::EXAMPLES)]
    Diff(diff::Diff),

    /// Serve an emulated Microsoft Graph on a local port, for tests and first steps.
    #[command(after_long_help = emulate::EXAMPLES)]
    Emulate(emulate::Emulate),
}

impl Command {
    /// Whether the output is read by a script.
    const fn is_json(&self) -> bool {
        match self {
            Self::Generate(command) => command.json,
            Self::Describe(command) => command.json,
            Self::Check(command) => command.json,
            Self::Diff(command) => command.json,
            Self::Emulate(_) => false,
        }
    }
}

/// Does what the arguments say, the first of which is the program's name.
///
/// # Errors
/// The exit status is 0 where all is well, 1 where the answer is no, and 2 for wrong usage and files that can't be read.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let program = match Program::try_parse_from(arguments) {
        Ok(program) => program,
        Err(error) => {
            // Help and version go to the standard output, and are no failure. A closed pipe is none either.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match &program.command {
        Command::Generate(command) => command.run(),
        Command::Describe(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Emulate(command) => command.run(),
    };
    match outcome {
        Ok(Verdict::Yes) => ExitCode::SUCCESS,
        Ok(Verdict::No) => ExitCode::from(1),
        Ok(Verdict::Unread) => ExitCode::from(2),
        Err(failure) => {
            let is_shown = program.command.is_json() && show_json(&failure.as_json()).is_ok();
            if !is_shown {
                warn(&format!("error: {failure}"));
            }
            ExitCode::from(2)
        }
    }
}
