//! The table of `just bench`: each figure as a multiple of the hand-written side's, from one run.

use std::env::current_exe;
use std::process::Command;
use std::time::Duration;

use graph_benches::measure::{Effort, Rounds, measure};
use graph_benches::setup::Setup;
use graph_benches::subject::{Figure, Outcome, Quantity, Side, Subject};
use graph_benches::subjects;

use crate::{callgrind, memory_use};

const EFFORT: Effort = Effort { rounds: 9, sample: Duration::from_millis(100) };

/// Measures all subjects and prints the table.
pub(super) fn print() -> Outcome<()> {
    let setup = Setup::full();
    println!("| | first side | tuned | this | goal | instructions: first side · this · tuned |");
    println!("|:--|--:|--:|--:|--:|--:|");
    for subject in subjects::all() {
        let sides = measure(subject, &setup, EFFORT)?;
        for figure in subject.figures {
            print_figure(subject, figure, &sides)?;
        }
    }
    println!();
    print_allocations()?;
    println!();
    memory_use::print([20_000, 2_000_000])?;
    if !callgrind::is_installed() {
        println!("\nInstructions are not counted: valgrind is not installed.");
    }
    Ok(())
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

fn print_figure(subject: &Subject, figure: &Figure, sides: &[Rounds]) -> Outcome<()> {
    let named = |name: &str| subject.sides.iter().zip(sides).find(|(side, _)| side.name == name);
    let (Some(first), Some(this)) = (subject.sides.iter().zip(sides).next(), named(figure.side)) else {
        return Err(format!("`{}` has no side `{}`", subject.name, figure.side).into());
    };
    let tuned = named("tuned");
    let ratio = |(_, rounds): (&Side, &Rounds)| rounds.ratio(first.1, figure.quantity);
    let (sign, is_met) = match figure.quantity {
        Quantity::Rate => ("≥", ratio(this) >= figure.goal),
        Quantity::Cpu | Quantity::Median => ("≤", ratio(this) <= figure.goal),
    };
    let shown = [first, this].into_iter().chain(tuned);
    let base = value(first.1.value(figure.quantity), figure.quantity, subject.unit);
    let tuned = tuned.map_or(String::new(), |tuned| format!("{:.2}", ratio(tuned)));
    let counts = instructions(subject, shown.map(|(side, _)| side))?;
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

/// Those of the first side, and of the others as multiples.
fn instructions<'s>(subject: &Subject, sides: impl Iterator<Item = &'s Side>) -> Outcome<String> {
    let is_large = subjects::LARGE.iter().any(|large| large.name == subject.name);
    if is_large || !callgrind::is_installed() {
        return Ok(String::new());
    }
    let counts = sides.map(|side| callgrind::instructions(subject, side)).collect::<Outcome<Vec<f64>>>()?;
    let Some((first, others)) = counts.split_first() else { return Ok(String::new()) };
    let others: Vec<String> = others.iter().map(|count| format!(" · {:.2}", count / first)).collect();
    Ok(format!("{first:.0}{}", others.concat()))
}

/// The allocator that counts is in a program of its own: it takes time.
fn print_allocations() -> Outcome<()> {
    let program = current_exe()?.with_file_name("allocations");
    let status = Command::new(&program).args(["create", "encode", "decode"]).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        other => Err(format!("{}: {other:?}", program.display()).into()),
    }
}
