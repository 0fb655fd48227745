//! The subjects, one file each.

pub mod batch;
pub mod create;
pub mod decode;
pub mod delta;
pub mod encode;
pub mod linear;
pub mod list;
pub mod open;
pub mod post;
pub mod union;

use crate::subject::{Outcome, Subject};

/// Without a socket.
pub const IN_MEMORY: [&Subject; 6] =
    [&decode::SUBJECT, &encode::SUBJECT, &create::SUBJECT, &union::SUBJECT, &open::SUBJECT, &delta::SUBJECT];

/// Too large for callgrind.
pub const LARGE: [&Subject; 1] = [&linear::SUBJECT];

/// Against the server on loopback.
pub const OVER_LOOPBACK: [&Subject; 3] = [&list::SUBJECT, &post::SUBJECT, &batch::SUBJECT];

pub fn all() -> impl Iterator<Item = &'static Subject> {
    IN_MEMORY.into_iter().chain(OVER_LOOPBACK).chain(LARGE)
}

/// The subjects with these names; without a name all that are not too large.
pub fn chosen<S: AsRef<str>>(names: &[S]) -> Outcome<Vec<&'static Subject>> {
    if names.is_empty() {
        return Ok(IN_MEMORY.into_iter().chain(OVER_LOOPBACK).collect());
    }
    names.iter().map(|name| named(name.as_ref())).collect()
}

pub fn named(name: &str) -> Outcome<&'static Subject> {
    let known = || all().map(|subject| subject.name).collect::<Vec<_>>().join(", ");
    let subject = all().find(|subject| subject.name == name);
    subject.ok_or_else(|| format!("no subject `{name}`; there are {}", known()).into())
}
