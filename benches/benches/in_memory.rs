//! Times of the subjects in memory, each side for itself. `just bench` compares the sides.

#![allow(clippy::panic, reason = "a subject that fails has no time")]

use std::fmt;

use divan::Bencher;
use divan::counter::ItemsCount;
use graph_benches::setup::Setup;
use graph_benches::subject::{Outcome, Side, Subject};
use graph_benches::subjects;

fn main() {
    divan::main();
}

struct Case {
    subject: &'static Subject,
    side: &'static Side,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.subject.name, self.side.name)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    let sides = |subject: &'static Subject| subject.sides.iter().map(move |side| Case { subject, side });
    subjects::IN_MEMORY.into_iter().flat_map(sides)
}

#[divan::bench(args = cases())]
fn subject(bencher: Bencher<'_, '_>, case: &Case) {
    measure(bencher, case).unwrap_or_else(|error| panic!("{case}: {error}"));
}

fn measure(bencher: Bencher<'_, '_>, case: &Case) -> Outcome<()> {
    let mut run = (case.side.prepare)(&Setup::small())?;
    let units = run()?;
    bencher.counter(ItemsCount::new(units)).bench_local(run);
    Ok(())
}
