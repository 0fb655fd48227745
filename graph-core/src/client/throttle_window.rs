//! The limit of one kind of requests: the requests in flight, and the wait that the service requests.

use std::time::Duration;

use http::{HeaderMap, HeaderName, Response, StatusCode};

use super::clock::{Clock, Period};
use super::retry::requested_wait;

/// The part of a limit that is used: 0.8 to 1.8. The directory sends it from 0.8 on.
const PERCENTAGE: HeaderName = HeaderName::from_static("x-ms-throttle-limit-percentage");
/// `SharePoint` sends these when a limit is nearly used up.
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");
/// The directory counts requests in periods of ten seconds
/// ([identity and access service limits](https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits)).
const PERIOD: Duration = Duration::from_secs(10);

/// The answer of the service to a request.
#[derive(Clone, Copy)]
pub(crate) enum Answer<'c> {
    /// It refused the request, for this time if it said so.
    Throttled(Option<Period>),
    /// Another answer. The time is read where it matters: after few of them.
    Other { clock: &'c dyn Clock, nearly: Option<Nearly> },
}

/// A limit that is nearly used up, as the service reports it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Nearly {
    /// The used part of the limit.
    used: Option<f64>,
    /// The rest of the period that the limit applies to.
    rest: Duration,
    /// Nothing is left until the end of the period.
    is_used_up: bool,
}

impl<'c> Answer<'c> {
    pub(crate) fn of<B>(response: &Response<B>, clock: &'c dyn Clock) -> Self {
        let headers = response.headers();
        let status = response.status();
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            let since = clock.now();
            let wait = requested_wait(headers, since).map(|length| Period { since, length });
            if status == StatusCode::TOO_MANY_REQUESTS || wait.is_some() {
                return Self::Throttled(wait);
            }
        }
        Self::Other { clock, nearly: Nearly::read(headers) }
    }

    pub(super) fn wait(&self) -> Option<Period> {
        match *self {
            Self::Throttled(wait) => wait,
            Self::Other { clock, nearly } => {
                let nearly = nearly.filter(|nearly| nearly.is_used_up)?;
                Some(Period { since: clock.now(), length: nearly.rest })
            }
        }
    }
}

impl Nearly {
    /// # Rule
    /// `RateLimit-Reset` is in seconds, and `RateLimit-Remaining: 0` means a wait until then
    /// ([SharePoint throttling](https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online)).
    fn read(headers: &HeaderMap) -> Option<Self> {
        // Most answers have none of these: one look at the names is faster than to hash each of the three.
        if !headers.keys().any(|name| [PERCENTAGE, REMAINING, RESET].contains(name)) {
            return None;
        }
        let number = |name: HeaderName| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
        let limit = number(REMAINING).zip(number(RESET).map(Duration::from_secs));
        let used = percentage(headers);
        let rest =
            limit.map_or(Duration::ZERO, |(_, reset)| reset).max(if used.is_some() { PERIOD } else { Duration::ZERO });
        let is_used_up = limit.is_some_and(|(remaining, _)| remaining == 0);
        (used.is_some() || limit.is_some()).then_some(Self { used, rest, is_used_up })
    }
}

/// The used part of a limit, if the service reports it.
pub(super) fn percentage(headers: &HeaderMap) -> Option<f64> {
    headers.get(PERCENTAGE)?.to_str().ok()?.trim().parse().ok()
}

/// The use of one limit.
pub(super) struct Window {
    pub(super) in_flight: usize,
    /// The maximum now.
    pub(super) size: usize,
    /// The number of the times that a refusal narrowed it.
    pub(super) narrowed: u32,
    /// The successes since the size changed.
    successes: usize,
    /// No request is sent before its end.
    pub(super) wait: Option<Period>,
    /// The service reported that the limit is nearly used up: nothing widens the window before its end.
    nearly: Option<Period>,
    /// The number of returned permits.
    pub(super) returned: u64,
}

impl Window {
    pub(super) fn new(size: usize) -> Self {
        Self { in_flight: 0, size, narrowed: 0, successes: 0, wait: None, nearly: None, returned: 0 }
    }

    /// Widens or narrows the window, and keeps a requested wait.
    ///
    /// # Rule
    /// The requests that are in flight together are refused together. So a refusal narrows nothing during a wait, or if the window was
    /// narrowed since the request was sent: `narrowed` is the number before.
    pub(super) fn record(&mut self, answer: &Answer<'_>, narrowed: Option<u32>, most: usize) {
        match *answer {
            Answer::Throttled(wait) => {
                let is_waiting = self.wait.zip(wait).is_some_and(|(known, wait)| !known.left(wait.since).is_zero());
                if !is_waiting && narrowed.is_none_or(|narrowed| narrowed == self.narrowed) {
                    self.narrow(self.size / 2);
                    self.narrowed = self.narrowed.wrapping_add(1);
                }
            }
            Answer::Other { clock, nearly: Some(Nearly { used, rest, .. }) } => {
                self.nearly = Some(Period { since: clock.now(), length: rest });
                if used.is_some_and(|used| used >= 1.0) {
                    self.narrow(self.size - 1);
                }
            }
            Answer::Other { clock, nearly: None } if self.size < most => {
                self.nearly = self.nearly.filter(|nearly| !nearly.left(clock.now()).is_zero());
                if self.nearly.is_none() {
                    self.widen();
                }
            }
            Answer::Other { .. } => {}
        }
        if let Some(wait) = answer.wait() {
            let is_shorter = |known: &Period| known.left(wait.since) > wait.length;
            self.wait = self.wait.filter(is_shorter).or(Some(wait));
        }
    }

    fn narrow(&mut self, size: usize) {
        self.size = size.max(1);
        self.successes = 0;
    }

    fn widen(&mut self) {
        self.successes += 1;
        if self.successes >= self.size {
            self.size += 1;
            self.successes = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use http::HeaderValue;

    use super::*;
    use crate::client::transport::BoxFuture;

    const SECOND: Duration = Duration::from_secs(1);

    /// A clock that stands still.
    struct At(DateTime<Utc>);

    impl Clock for At {
        fn now(&self) -> DateTime<Utc> {
            self.0
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    fn throttled(since: DateTime<Utc>, seconds: u32) -> Answer<'static> {
        Answer::Throttled(Some(Period { since, length: seconds * SECOND }))
    }

    #[test]
    fn a_refusal_halves_the_window_once_for_the_requests_of_a_wait() {
        let now = Utc::now();
        let mut window = Window::new(64);
        for _ in 0..64 {
            window.record(&throttled(now, 10), None, 64);
        }
        assert_eq!(window.size, 32);
        window.record(&throttled(now + 10 * SECOND, 10), None, 64);
        assert_eq!(window.size, 16);
        window.record(&Answer::Throttled(None), None, 64);
        assert_eq!(window.size, 8);
        window.record(&Answer::Throttled(None), Some(2), 64);
        assert_eq!(window.size, 8);
        for _ in 0..1 + 8 + 9 {
            window.record(&Answer::Other { clock: &At(now), nearly: None }, None, 64);
        }
        assert_eq!(window.size, 10);
    }

    fn nearly(values: &[(HeaderName, &'static str)]) -> Option<Nearly> {
        let values = values.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        Nearly::read(&values.collect())
    }

    #[test]
    fn a_limit_that_is_nearly_used_up_is_remembered() {
        let now = Utc::now();
        let mut window = Window::new(8);
        let mut answer = |at, nearly| {
            window.record(&Answer::Other { clock: &At(at), nearly }, None, 8);
            window.size
        };
        for _ in 0..9 {
            answer(now, nearly(&[(PERCENTAGE, "1.0")]));
        }
        for (seconds, size) in [(1, 1), (9, 1), (11, 2), (12, 2), (13, 3)] {
            assert_eq!(answer(now + seconds * SECOND, None), size, "after {seconds} s");
        }
        let later = now + 20 * SECOND;
        answer(later, nearly(&[(REMAINING, "7"), (RESET, "60")]));
        for (seconds, size) in [(1, 3), (59, 3), (59, 3), (61, 3), (61, 3), (61, 4)] {
            assert_eq!(answer(later + seconds * SECOND, None), size, "after {seconds} s");
        }
    }

    #[test]
    fn the_wait_with_the_longest_rest_counts() {
        let now = Utc::now();
        let mut window = Window::new(4);
        let left = |window: &Window, now| window.wait.map(|wait| wait.left(now));
        window.record(&throttled(now, 60), None, 4);
        window.record(&throttled(now + SECOND, 5), None, 4);
        assert_eq!(left(&window, now + SECOND), Some(59 * SECOND));
        // The clock is set back: the first wait takes a minute at most.
        let back = now - 3_600 * SECOND;
        window.record(&throttled(back, 100), None, 4);
        assert_eq!(left(&window, back), Some(100 * SECOND));
    }

    #[test]
    fn the_used_part_of_a_limit_is_a_number() {
        let used =
            |value: &'static str| percentage(&HeaderMap::from_iter([(PERCENTAGE, HeaderValue::from_static(value))]));
        assert_eq!(used("0.8"), Some(0.8));
        assert_eq!(used(" 1.25 "), Some(1.25));
        assert_eq!(used("much"), None);
        let wait = |remaining, reset| {
            let nearly = nearly(&[(REMAINING, remaining), (RESET, reset)]);
            Answer::Other { clock: &At(Utc::now()), nearly }.wait().map(|wait| wait.length)
        };
        assert_eq!(wait("0", "31"), Some(Duration::from_secs(31)));
        for (remaining, reset) in [("1", "31"), ("0", "soon"), ("", "1"), ("0", "-1")] {
            assert_eq!(wait(remaining, reset), None);
        }
    }
}
