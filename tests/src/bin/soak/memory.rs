//! The growth of this process.

use graph_tests::memory::resident;

/// The number of samples of a run.
const SAMPLES: usize = 200;

/// The memory of this process in kilobytes, at some operations.
#[derive(Default)]
pub(crate) struct Memory {
    interval: usize,
    operations: usize,
    samples: Vec<(f64, f64)>,
}

impl Memory {
    pub(crate) fn new(operations: usize) -> Self {
        Self { interval: (operations / SAMPLES).max(1), ..Self::default() }
    }

    /// Counts an operation.
    pub(crate) fn count(&mut self) {
        self.operations += 1;
        if self.operations.is_multiple_of(self.interval) {
            let number = |number: u64| u32::try_from(number).ok().map(f64::from);
            self.samples.extend(number(self.operations as u64).zip(resident().and_then(number)));
        }
    }

    /// The growth in kilobytes for 100,000 operations, by least squares over the last half of the run. `None` if the system does not
    /// say how much memory a process has.
    pub(crate) fn growth(&self) -> Option<f64> {
        slope(self.samples.get(self.samples.len() / 2..)?).map(|slope| slope * 100_000.0)
    }
}

/// The slope of the line through some points.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let number = f64::from(u32::try_from(points.len()).ok()?);
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / number;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let products: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let squares: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    (squares > 0.0).then_some(products / squares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_line() {
        let line = |of: fn(f64) -> f64| (0..10).map(|x| (f64::from(x), of(f64::from(x)))).collect::<Vec<_>>();
        let shown = |points: &[(f64, f64)]| slope(points).map(|slope| format!("{slope:.3}"));
        assert_eq!(shown(&line(|x| 3.0 * x + 5.0)).as_deref(), Some("3.000"));
        assert_eq!(shown(&line(|_| 7.0)).as_deref(), Some("0.000"));
        assert_eq!(shown(&[(1.0, 1.0)]), None);
    }
}
