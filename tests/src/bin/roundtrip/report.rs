//! The tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::again::Outcome;
use super::compare::Finding;
use super::reasons::{Class, Reason};

/// The number of unknown types that are named.
const TYPES: usize = 12;

/// The results of all objects.
pub(crate) struct Report {
    /// The number of places shown for each reason.
    pub(crate) examples: usize,
    objects: usize,
    unknown: BTreeMap<String, usize>,
    known: BTreeSet<String>,
    read: usize,
    read_in_part: usize,
    not_read: usize,
    lossless: usize,
    /// The other objects, by the most severe of their reasons.
    worst: BTreeMap<Class, usize>,
    reasons: BTreeMap<(Class, Reason), Tally>,
}

#[derive(Default)]
struct Tally {
    objects: usize,
    places: usize,
    examples: Vec<String>,
}

impl Report {
    pub(crate) fn new(examples: usize) -> Self {
        Self {
            examples,
            objects: 0,
            unknown: BTreeMap::new(),
            known: BTreeSet::new(),
            read: 0,
            read_in_part: 0,
            not_read: 0,
            lossless: 0,
            worst: BTreeMap::new(),
            reasons: BTreeMap::new(),
        }
    }

    /// An object whose type the metadata does not have.
    pub(crate) fn add_unknown(&mut self, of: &str) {
        self.objects += 1;
        *self.unknown.entry(of.to_owned()).or_default() += 1;
    }

    pub(crate) fn add(&mut self, id: &str, of: &str, outcome: &Outcome) {
        self.objects += 1;
        if !self.known.contains(of) {
            self.known.insert(of.to_owned());
        }
        let count = match (outcome.is_read, outcome.removed.is_empty()) {
            (true, true) => &mut self.read,
            (true, false) => &mut self.read_in_part,
            (false, _) => &mut self.not_read,
        };
        *count += 1;
        let all = || outcome.removed.iter().chain(&outcome.found);
        match all().map(|finding| finding.reason.class()).min() {
            None | Some(Class::Kept) => self.lossless += 1,
            Some(class) => *self.worst.entry(class).or_default() += 1,
        }
        let mut met = BTreeSet::new();
        for Finding { reason, place, detail } in all() {
            let tally = self.reasons.entry((reason.class(), reason.clone())).or_default();
            tally.places += 1;
            if met.insert(reason) {
                tally.objects += 1;
                if tally.examples.len() < self.examples {
                    tally.examples.push(format!("{id} {of} {place}: {detail}"));
                }
            }
        }
    }

    /// The number of objects with a fault of the library.
    pub(crate) fn missed(&self) -> usize {
        self.worst.get(&Class::Fault).copied().unwrap_or_default()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unknown: usize = self.unknown.values().sum();
        let worst = |class| self.worst.get(&class).copied().unwrap_or_default();
        for (count, what) in [
            (self.objects, "objects"),
            (unknown, "  of types that the metadata does not have"),
            (self.objects - unknown, "  of types that it has"),
            (self.read, "    read as they are"),
            (self.read_in_part, "    read without what is wrong with them"),
            (self.not_read, "    not read"),
            (self.lossless, "    lossless"),
            (worst(Class::Form), "    the same in another form"),
            (worst(Class::Dropped), "    without what is dropped by design"),
            (worst(Class::Sample), "    changed by what is wrong with them"),
            (worst(Class::Fault), "    changed for no good reason"),
        ] {
            writeln!(f, "{count:>8} {what}")?;
        }
        let mut most: Vec<_> = self.unknown.iter().collect();
        most.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        writeln!(
            f,
            "\n{} types known, {} unknown; of the unknown the most objects have:",
            self.known.len(),
            most.len()
        )?;
        for (name, count) in most.into_iter().take(TYPES) {
            writeln!(f, "{count:>8} {name}")?;
        }
        writeln!(f, "\n{:>8} {:>8} {:<7} reason", "objects", "places", "whose")?;
        for ((class, reason), tally) in &self.reasons {
            writeln!(f, "{:>8} {:>8} {class:<7} {reason}", tally.objects, tally.places)?;
            for example in &tally.examples {
                writeln!(f, "{:26}{example}", "")?;
            }
        }
        Ok(())
    }
}
