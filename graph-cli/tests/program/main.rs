//! The output and exit status of the program.

#![allow(clippy::panic, clippy::indexing_slicing, reason = "a failing test panics")]

mod called;
mod describes;
mod emulates;
mod generates;
mod permissions;
mod files;
mod sources;

use called::{Directory, Outcome, program};

#[test]
fn the_help() {
    let Outcome { status, output, errors } = program(&["--help"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert_eq!(output, include_str!("../golden/help.txt"));
}

#[test]
fn the_help_of_each_command_has_examples_and_exit_status() {
    for command in ["generate", "describe", "check", "diff", "permissions"] {
        let Outcome { status, output, .. } = program(&[command, "--help"]);
        assert_eq!(status, 0, "{command}");
        for part in ["Examples:\n", "JSON:\n", "Exit status:\n", "--json", "graph-entity "] {
            assert!(output.contains(part), "{command}: no {part}");
        }
    }
}

#[test]
fn wrong_usage_is_2() {
    for arguments in [
        &[][..],
        &["describ", "user"],
        &["describe"],
        &["check"],
        &["permissions"],
        &["permissions", "src", "--granted", "User.Read"],
        &["diff", "a.csdl"],
        &["generate"],
        &["generate", "--all", "--type", "x"],
        &["describe", "a", "-x"],
    ] {
        let Outcome { status, output, errors } = program(arguments);
        assert_eq!((status, output.as_str()), (2, ""), "{arguments:?}");
        assert!(errors.contains("Usage: graph-entity"), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let directory = Directory::new("pipe");
    let metadata = directory.metadata("small.csdl");
    let errors = called::closed(&["describe", "--metadata", &metadata, "tree"]);
    assert_eq!(errors, "", "no panic");
}
