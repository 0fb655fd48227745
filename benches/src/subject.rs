//! What is measured: a subject, its sides, and the figures that are shown of them.

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
    /// The first one is the measure of the others.
    pub sides: &'static [Side],
    pub figures: &'static [Figure],
}

pub struct Side {
    pub name: &'static str,
    /// Creates what a run needs. It is not measured.
    pub prepare: fn(&Setup) -> Outcome<Run>,
}

/// A row of the table: a quantity of a side as a multiple of the first side's.
pub struct Figure {
    pub title: &'static str,
    pub quantity: Quantity,
    pub side: &'static str,
    /// The side that is tuned by hand, if there is one.
    pub tuned: Option<&'static str>,
    /// The most, or for units per second the least.
    pub goal: f64,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Quantity {
    /// CPU time of this process in user and system mode.
    Cpu,
    /// Wall time of the median run.
    Median,
    /// Units per second of wall time.
    Rate,
}

impl Subject {
    pub fn side(&self, name: &str) -> Outcome<&'static Side> {
        let sides = self.sides;
        let known = || sides.iter().map(|side| side.name).collect::<Vec<_>>().join(", ");
        let side = sides.iter().find(|side| side.name == name);
        side.ok_or_else(|| format!("`{}` has no side `{name}`; it has {}", self.name, known()).into())
    }
}
