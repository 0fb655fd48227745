//! What is measured: a subject, its sides, and one execution of a side.

use std::error::Error;

use crate::setup::Setup;

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Executes a side once and returns the number of units that it processed.
pub type Run = Box<dyn FnMut() -> Outcome<usize>>;

/// A task that each side does in its own way.
pub struct Subject {
    pub name: &'static str,
    /// What a run counts, and figures are divided by.
    pub unit: &'static str,
    pub sides: &'static [Side],
}

pub struct Side {
    pub name: &'static str,
    /// Creates what a run needs. It is not measured.
    pub prepare: fn(&Setup) -> Outcome<Run>,
}

impl Subject {
    /// # Errors
    /// The subject has no such side.
    pub fn side(&self, name: &str) -> Outcome<&'static Side> {
        let sides = self.sides;
        let known = || sides.iter().map(|side| side.name).collect::<Vec<_>>().join(", ");
        let side = sides.iter().find(|side| side.name == name);
        side.ok_or_else(|| format!("`{}` has no side `{name}`; it has {}", self.name, known()).into())
    }
}
