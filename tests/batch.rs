//! Batches: the calls to the service to the last character, and what becomes of its answers.

#[path = "batch/service.rs"]
mod service;
#[path = "batch/answers.rs"]
mod answers;
#[path = "batch/calls.rs"]
mod calls;
#[path = "batch/rounds.rs"]
mod rounds;
