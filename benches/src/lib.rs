//! Subjects to measure, each with the sides that it compares: by hand, tuned by hand, and with the attributes.

#![allow(missing_docs, reason = "the names of fixtures and sides say what they are")]
#![allow(clippy::missing_errors_doc, reason = "each error ends the program")]

// A module imports only from those above it.
pub mod device_statuses;
pub mod server;
pub mod setup;
pub mod subject;
pub mod memory;
pub mod loopback;
pub mod by_hand;
pub mod tuned;
pub mod attributes;
pub mod subjects;
pub mod measure;
