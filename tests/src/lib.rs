//! Resources and test doubles that several integration tests share.

#![allow(missing_docs, reason = "the names of fixtures say what they are")]

pub mod event;
pub mod resources;
pub mod script;
