//! Times of the sides of a subject, taken in alternation.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

use crate::setup::Setup;
use crate::subject::{Outcome, Quantity, Run, Subject};

/// How often and how long to measure.
#[derive(Clone, Copy)]
pub struct Effort {
    pub rounds: usize,
    /// The time of a side in a round. A side runs at least once.
    pub sample: Duration,
}

/// The rounds of one side.
#[derive(Clone)]
pub struct Rounds(Vec<Round>);

/// Nanoseconds per unit.
#[derive(Clone, Copy)]
struct Round {
    wall: f64,
    cpu: f64,
    median: f64,
}

impl Rounds {
    /// The median of the rounds: nanoseconds per unit, or units per second.
    #[must_use]
    pub fn value(&self, quantity: Quantity) -> f64 {
        median(self.0.iter().map(|round| round.get(quantity)).collect())
    }

    /// The median of the ratios to another side in the same round: what slows the machine for some rounds slows both.
    #[must_use]
    pub fn ratio(&self, other: &Self, quantity: Quantity) -> f64 {
        median(self.0.iter().zip(&other.0).map(|(this, other)| this.get(quantity) / other.get(quantity)).collect())
    }
}

impl Round {
    fn get(&self, quantity: Quantity) -> f64 {
        match quantity {
            Quantity::Cpu => self.cpu,
            Quantity::Median => self.median,
            Quantity::Rate => 1e9 / self.wall,
        }
    }
}

/// Measures the sides of a subject in alternation, and returns them in order.
pub fn measure(subject: &Subject, setup: &Setup, effort: Effort) -> Outcome<Vec<Rounds>> {
    let mut sides = Vec::new();
    for side in subject.sides {
        let mut run = (side.prepare)(setup)?;
        run()?;
        let start = Instant::now();
        run()?;
        let repeats = usize::try_from(effort.sample.as_nanos() / start.elapsed().as_nanos().max(1))?;
        sides.push((run, repeats.max(1), Rounds(Vec::with_capacity(effort.rounds))));
    }
    for round in 0..effort.rounds {
        // Each round begins with another side.
        let begin = round % sides.len().max(1);
        let (last, first) = sides.split_at_mut(begin);
        for (run, repeats, rounds) in first.iter_mut().chain(last) {
            rounds.0.push(sample(run, *repeats)?);
        }
    }
    Ok(sides.into_iter().map(|(_, _, rounds)| rounds).collect())
}

fn sample(run: &mut Run, repeats: usize) -> Outcome<Round> {
    let mut runs = Vec::with_capacity(repeats);
    let mut units = 0;
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    for _ in 0..repeats {
        let start = Instant::now();
        let processed = run()?;
        runs.push(start.elapsed().as_secs_f64() / number(processed)?);
        units += processed;
    }
    let (cpu, wall) = (cpu.elapsed().as_secs_f64(), wall.elapsed().as_secs_f64());
    let per_unit = |seconds: f64| Ok::<_, Box<dyn std::error::Error>>(seconds * 1e9 / number(units)?);
    Ok(Round { wall: per_unit(wall)?, cpu: per_unit(cpu)?, median: median(runs) * 1e9 })
}

fn number(count: usize) -> Outcome<f64> {
    Ok(f64::from(u32::try_from(count)?))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2).copied().unwrap_or(f64::NAN);
    let lower = values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN);
    f64::midpoint(lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_between_two() {
        let shown = |values: &[f64]| format!("{}", median(values.to_vec()));
        assert_eq!([shown(&[3.0, 1.0, 2.0]), shown(&[4.0, 1.0, 3.0, 2.0]), shown(&[])], ["2", "2.5", "NaN"]);
    }
}
