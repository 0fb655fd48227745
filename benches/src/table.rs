//! The table of `just bench`: each figure as a multiple of the hand-written side's, from one run.

use std::env::current_exe;
use std::process::Command;
use std::time::Duration;

use graph_benches::measure::{Effort, Rounds, measure};
use graph_benches::setup::Setup;
use graph_benches::subject::{Figure, Outcome, Quantity, Side, Subject};
use graph_benches::subjects;

use crate::{callgrind, memory_use};

const EFFORT: Effort = Effort { rounds: 25, sample: Duration::from_millis(40) };

/// The heap keeps what it has. Otherwise its layout, which depends on what ran before, decides which side returns memory to the system
/// and requests it again in each run.
const HEAP: [(&str, &str); 2] = [("MALLOC_TRIM_THRESHOLD_", "1000000000"), ("MALLOC_TOP_PAD_", "67108864")];

/// Prints the table of these subjects, or of all with their allocations and memory.
pub(super) fn print(names: &[&str]) -> Outcome<()> {
    println!("| | first side | tuned | this | goal | instructions: first side · tuned · this |");
    println!("|:--|--:|--:|--:|--:|--:|");
    for subject in subjects::all().filter(|subject| names.is_empty() || names.contains(&subject.name)) {
        let program = Command::new(current_exe()?).args(["figures", subject.name]).envs(HEAP).status()?;
        if !program.success() {
            return Err(format!("`{}`: {program}", subject.name).into());
        }
    }
    if names.is_empty() {
        println!();
        print_allocations()?;
        println!();
        memory_use::print([20_000, 2_000_000])?;
    }
    if !callgrind::is_installed() {
        println!("\nInstructions are not counted: valgrind is not installed.");
    }
    Ok(())
}

/// Measures a subject and prints its rows.
pub(super) fn print_figures(name: &str) -> Outcome<()> {
    let subject = subjects::named(name)?;
    let sides = Measured::all(subject, &Setup::full())?;
    subject.figures.iter().try_for_each(|figure| print_figure(subject, figure, &sides))
}

/// Runs each side once, to see that it does.
pub(super) fn try_all() -> Outcome<()> {
    let setup = Setup::small();
    for subject in subjects::all() {
        for side in subject.sides {
            let units = (side.prepare)(&setup)?()?;
            println!("{} {}: {units} × {}", subject.name, side.name, subject.unit);
        }
    }
    memory_use::print([1_000, 10_000])
}

struct Measured {
    side: &'static Side,
    rounds: Rounds,
    /// Instructions, if they can be counted.
    count: Option<f64>,
}

impl Measured {
    /// The sides of a subject, in order.
    fn all(subject: &Subject, setup: &Setup) -> Outcome<Vec<Self>> {
        let is_large = subjects::LARGE.iter().any(|large| large.name == subject.name);
        let is_counted = !is_large && callgrind::is_installed();
        let sides = subject.sides.iter().zip(measure(subject, setup, EFFORT)?);
        sides
            .map(|(side, rounds)| {
                let count = is_counted.then(|| callgrind::instructions(subject, side)).transpose()?;
                Ok(Self { side, rounds, count })
            })
            .collect()
    }
}

fn print_figure(subject: &Subject, figure: &Figure, sides: &[Measured]) -> Outcome<()> {
    let named = |name: &str| sides.iter().find(|measured| measured.side.name == name);
    let (Some(first), Some(this)) = (sides.first(), named(figure.side)) else {
        return Err(format!("`{}` has no side `{}`", subject.name, figure.side).into());
    };
    let tuned = figure.tuned.and_then(named);
    let ratio = |measured: &Measured| measured.rounds.ratio(&first.rounds, figure.quantity);
    let (sign, is_met) = match figure.quantity {
        Quantity::Rate => ("≥", ratio(this) >= figure.goal),
        Quantity::Cpu | Quantity::Median => ("≤", ratio(this) <= figure.goal),
    };
    let base = value(first.rounds.value(figure.quantity), figure.quantity, subject.unit);
    let counts = match first.count {
        Some(count) => {
            let others = tuned.into_iter().chain([this]).filter_map(|other| Some(other.count? / count));
            let ratios: Vec<String> = others.map(|ratio| format!(" · {ratio:.2}")).collect();
            format!("{count:.0}{}", ratios.concat())
        }
        None => String::new(),
    };
    let tuned = tuned.map_or(String::new(), |tuned| format!("{:.2}", ratio(tuned)));
    let (title, this, goal, met) = (figure.title, ratio(this), figure.goal, if is_met { " ✓" } else { "" });
    println!("| {title} | {base} | {tuned} | **{this:.2}** | {sign} {goal:.2}{met} | {counts} |");
    Ok(())
}

/// `812 ns/item`, `1,180,000 items/s`.
fn value(value: f64, quantity: Quantity, unit: &str) -> String {
    match quantity {
        Quantity::Rate => format!("{:.2} M {unit}s/s", value / 1e6),
        Quantity::Cpu | Quantity::Median if value < 10_000.0 => format!("{value:.0} ns/{unit}"),
        Quantity::Cpu | Quantity::Median => format!("{:.1} µs/{unit}", value / 1e3),
    }
}

/// A separate program counts allocations, since its allocator takes time.
fn print_allocations() -> Outcome<()> {
    let program = current_exe()?.with_file_name("allocations");
    let status = Command::new(&program).args(["create", "encode", "decode"]).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        other => Err(format!("{}: {other:?}", program.display()).into()),
    }
}
