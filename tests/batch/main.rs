//! Batches: the exact calls to the service, and how their responses are read.

mod service;
mod responses;
mod calls;
mod retries;
