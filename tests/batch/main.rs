//! Batches: the calls to the service to the last character, and what becomes of its answers.

mod service;
mod answers;
mod calls;
mod rounds;
