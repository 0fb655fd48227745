//! Any text as metadata, and its first line as a path.
#![no_main]

#[path = "../questions.rs"]
mod questions;

libfuzzer_sys::fuzz_target!(|text: &str| questions::ask(text));
