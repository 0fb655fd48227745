//! The program: parses the arguments, and runs a command.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::generate::command as generate;
use crate::terminal::output::{ExitStatus, show_json, warn};
use crate::{check, describe, diff, emulate, permissions};

/// Describes Microsoft Graph's `$metadata`, generates and checks annotated structs, and emulates the service.
#[derive(Debug, Parser)]
#[command(name = "graph-entity", version, max_term_width = 110, after_help = GUIDE)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

const GUIDE: &str = "\
Metadata:
  Most commands read the service's `$metadata` file (3 MB, no sign-in needed):
    curl -o v1.0.csdl 'https://graph.microsoft.com/v1.0/$metadata'
    curl -o beta.csdl 'https://graph.microsoft.com/beta/$metadata'
  Pass it by --metadata, or set it for all commands:
    export GRAPH_METADATA=v1.0.csdl

Permissions:
  `permissions` and `describe` read the service's table of permissions: --permissions, or GRAPH_PERMISSIONS.

Exit status:
  0  success
  1  errors in the sources, differences, or an unknown type, path or operation
  2  wrong usage, or an unreadable file (reported as JSON with --json)

Colours are used on a terminal, unless NO_COLOR is set.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate annotated structs for types or paths, or for the whole service.
    #[command(after_long_help = generate::EXAMPLES)]
    Generate(generate::Generate),

    /// Describe a type, a path with its requests, or an operation with its paths.
    #[command(after_long_help = describe::EXAMPLES)]
    Describe(describe::Describe),

    /// Check annotated structs in Rust sources against the metadata.
    #[command(after_long_help = check::EXAMPLES)]
    Check(check::Check),

    /// Find the permissions that a program needs, and the least set of them.
    #[command(after_long_help = permissions::EXAMPLES)]
    Permissions(permissions::Permissions),

    /// Show the changes between two metadata files, and those that affect annotated structs.
    #[command(after_long_help = diff::EXAMPLES)]
    Diff(diff::Diff),

    /// Serve an emulated Microsoft Graph on a local port.
    #[command(after_long_help = emulate::EXAMPLES)]
    Emulate(emulate::Emulate),
}

impl Command {
    /// Whether the output is JSON.
    const fn is_json(&self) -> bool {
        match self {
            Self::Generate(command) => command.json,
            Self::Describe(command) => command.json,
            Self::Check(command) => command.json,
            Self::Permissions(command) => command.json,
            Self::Diff(command) => command.json,
            Self::Emulate(command) => command.json,
        }
    }
}

/// Runs the program with these arguments, the first of which is its name.
///
/// # Errors
/// The exit status is 1 for errors in the sources, differences and unknown names; 2 for wrong usage and unreadable files.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let program = match Program::try_parse_from(arguments) {
        Ok(program) => program,
        Err(error) => {
            // Help and version are printed to the standard output. A closed pipe is not an error.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match &program.command {
        Command::Generate(command) => command.run(),
        Command::Describe(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Permissions(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Emulate(command) => command.run(),
    };
    match outcome {
        Ok(ExitStatus::Success) => ExitCode::SUCCESS,
        Ok(ExitStatus::Failure) => ExitCode::from(1),
        Ok(ExitStatus::Unreadable) => ExitCode::from(2),
        Err(error) => {
            let is_shown = program.command.is_json() && show_json(&error.as_json()).is_ok();
            if !is_shown {
                warn(&format!("error: {error}"));
            }
            ExitCode::from(2)
        }
    }
}
