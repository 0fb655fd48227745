//! The faults of an emulator.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::http::request::ParsedRequest;
use crate::testing::fault::{Effect, Fault};
use crate::testing::storm::Storm;

/// The faults that are not used up, and the storm.
#[derive(Default)]
pub(crate) struct Faults(Mutex<State>);

#[derive(Default)]
struct State {
    faults: Vec<Fault>,
    storm: Option<Storm>,
    /// The number of faults so far.
    count: usize,
}

/// The effect on a request, and the number of the fault.
pub(crate) struct Struck {
    pub(crate) effect: Effect,
    pub(crate) number: usize,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    pub(crate) fn begin(&self, storm: Storm) {
        self.state().storm = Some(storm);
    }

    /// The faults that are left.
    pub(crate) fn all(&self) -> Vec<Fault> {
        self.state().faults.clone()
    }

    pub(crate) fn storm(&self) -> Option<Storm> {
        self.state().storm.clone()
    }

    /// Ends the faults that are not of the storm.
    pub(crate) fn clear(&self) {
        self.state().faults.clear();
    }

    pub(crate) fn end_storm(&self) {
        self.state().storm = None;
    }

    pub(crate) fn end(&self) {
        let mut state = self.state();
        state.faults.clear();
        state.storm = None;
    }

    /// The effect on this request, if a fault affects it.
    pub(crate) fn strike(&self, request: &ParsedRequest, is_in_batch: bool, now: DateTime<Utc>) -> Option<Struck> {
        let mut state = self.state();
        let State { faults, storm, count } = &mut *state;
        let mut chosen = None;
        for fault in faults.iter_mut().filter(|fault| fault.fits(request, is_in_batch)) {
            // Each fault counts the requests that it matches.
            if fault.rule.count() && chosen.is_none() {
                fault.rule.take();
                chosen = Some(fault.effect(request, now));
            }
        }
        faults.retain(|fault| fault.rule.times > 0);
        let chance = storm.as_mut().and_then(|storm| storm.strike(request, is_in_batch, now));
        let effect = chosen.or(chance)?;
        *count = count.wrapping_add(1);
        Some(Struck { effect, number: *count })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
