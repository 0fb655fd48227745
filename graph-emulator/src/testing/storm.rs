//! Faults by chance.

use chrono::{DateTime, Utc};
use http::StatusCode;

use crate::http::request::ParsedRequest;
use crate::testing::fault::{Effect, Fault};
use crate::testing::retry_after::RetryAfter;

/// Faults by chance, from a seed: the same seed and the same order of requests have the same faults.
///
/// # Shape
/// A storm consists of faults that a service has on a bad day: throttling in several forms, 5xx before and after the request is
/// performed, lost connections, responses that are cut off, and batches that lack a response. [`of`](Self::of) takes others, and [`and`](Self::and) more. The
/// rules of a fault restrict it in a storm as well, except that it may happen any number of times. The faults of
/// [`Emulator::fault`](crate::Emulator::fault) come first.
///
/// # Example
/// ```
/// use graph_core::{Client, RetryPolicy, StaticToken, graph_entity};
/// use graph_emulator::{Emulator, Fault, RetryAfter, Storm};
/// use serde_json::json;
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::builder().page_size(2).build()?;
/// (0..100).for_each(|number| drop(emulator.seed("users", json!({ "id": format!("u{number}") }))));
/// emulator.storm(Storm::seeded(7).rate(0.3).of([Fault::throttled(RetryAfter::Seconds(0)), Fault::empty_page()]));
///
/// let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build()?;
/// let patient = RetryPolicy::default().max_attempts(20);
/// let users = User::users().list().retry(patient).collect_all(&client, usize::MAX).await?;
/// assert_eq!(users.len(), 100);
/// assert!(emulator.request_log().len() > 50);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "give it to `Emulator::storm`"]
pub struct Storm {
    pub(crate) seed: u64,
    random: u64,
    pub(crate) rate: f64,
    pub(crate) faults: Vec<Fault>,
}

impl Storm {
    /// A storm of the usual faults, with the rate 0.05.
    pub fn seeded(seed: u64) -> Self {
        let faults = vec![
            Fault::throttled(RetryAfter::Seconds(1)),
            Fault::throttled(RetryAfter::Decimal(0.5)),
            Fault::throttled(RetryAfter::Milliseconds(300)),
            Fault::throttled(RetryAfter::None),
            Fault::status(StatusCode::SERVICE_UNAVAILABLE),
            Fault::status_after(StatusCode::GATEWAY_TIMEOUT),
            Fault::refused(),
            Fault::lost_request(),
            Fault::lost_response(),
            Fault::cut_off(10),
            Fault::unanswered(),
        ];
        Self { seed, random: seed, rate: 0.05, faults }
    }

    /// The part of the requests that fail, from 0 to 1.
    pub fn rate(self, rate: f64) -> Self {
        Self { rate, ..self }
    }

    /// Replaces the faults.
    pub fn of(self, faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { faults: faults.into_iter().collect(), ..self }
    }

    /// Adds faults.
    pub fn and(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.faults.extend(faults);
        self
    }

    /// The effect on a request, if chance says so. Each request draws two numbers, whatever it is.
    pub(crate) fn strike(&mut self, request: &ParsedRequest, is_in_batch: bool, now: DateTime<Utc>) -> Option<Effect> {
        let (chance, choice) = (self.next(), self.next());
        let fitting: Vec<&Fault> = self.faults.iter().filter(|fault| fault.fits(request, is_in_batch)).collect();
        let is_struck = f64::from(u32::try_from(chance >> 32).unwrap_or_default()) < self.rate * 4_294_967_296.0;
        let index = choice.checked_rem(u64::try_from(fitting.len()).unwrap_or_default())?;
        let fault = fitting.get(usize::try_from(index).ok()?).filter(|_| is_struck)?;
        Some(fault.effect(request, now))
    }

    /// `SplitMix64`, <https://prng.di.unimi.it/splitmix64.c>.
    fn next(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
