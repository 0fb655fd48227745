use std::sync::Mutex;

use http::{HeaderName, HeaderValue};

use super::Decision::{GiveUp, Wait};
use super::*;
use crate::client::clock::Clock;
use crate::client::transport::BoxFuture;

const SECOND: Duration = Duration::from_secs(1);
/// The longest back-offs with the default policy, by attempt.
const BACK_OFF: [Duration; 3] = [Duration::from_millis(500), SECOND, Duration::from_secs(2)];

/// A clock whose waits return at once. It starts on a Sunday of 1994, 08:49:37.
struct FakeClock(Mutex<DateTime<Utc>>);

impl FakeClock {
    fn new() -> Self {
        Self(Mutex::new(DateTime::from_timestamp(784_111_777, 0).unwrap_or_default()))
    }
}

impl Clock for FakeClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.lock().map(|now| *now).unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        if let Ok(mut now) = self.0.lock() {
            *now += duration;
        }
        Box::pin(std::future::ready(()))
    }
}

/// One attempt and what follows from it.
struct Row {
    name: &'static str,
    policy: RetryPolicy,
    method: Method,
    number: u32,
    /// 0 is a lost connection.
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    elapsed: Duration,
    random: f64,
    expected: Decision,
}

/// A throttled GET that backs off for the whole of its first ceiling: each row says what is otherwise.
fn row(name: &'static str) -> Row {
    Row {
        name,
        policy: RetryPolicy::default(),
        method: Method::GET,
        number: 1,
        status: 429,
        headers: &[],
        elapsed: Duration::ZERO,
        random: 1.0,
        expected: Wait(BACK_OFF[0]),
    }
}

fn decide(row: &Row) -> Decision {
    let headers = row
        .headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    let outcome = match StatusCode::from_u16(row.status) {
        Ok(status) => Outcome::Status { status, headers: &headers },
        Err(_) => Outcome::NoResponse,
    };
    let attempt = Attempt { method: &row.method, number: row.number, outcome, elapsed: row.elapsed };
    row.policy.decide(&attempt, FakeClock::new().now(), row.random)
}

fn check(rows: impl IntoIterator<Item = Row>) {
    for row in rows {
        assert_eq!(decide(&row), row.expected, "{}: {} {}", row.name, row.method, row.status);
    }
}

#[test]
fn retried_attempts() {
    let anew = Wait(BACK_OFF[0]);
    let idempotent = [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE];
    let others = [Method::POST, Method::PATCH, Method::CONNECT, Method::from_bytes(b"MERGE").unwrap_or_default()];
    let willing = RetryPolicy::default().resend_unsafe(true);
    for method in idempotent.iter().chain(&others) {
        let of = |name, status, expected| Row { method: method.clone(), status, expected, ..row(name) };
        check([of("throttled", 429, anew)]);
        check(
            (400..600)
                .filter(|status| !matches!(status, 408 | 429 | 500 | 502..=504 | 509))
                .map(|status| Row { policy: willing, ..of("final, willing or not", status, GiveUp) }),
        );
        check([100, 200, 204, 302, 304, 399].map(|status| of("no error", status, GiveUp)));
    }
    for status in [0, 408, 500, 502, 503, 504, 509] {
        check(idempotent.iter().map(|method| Row { method: method.clone(), status, ..row("idempotent") }));
        check(others.iter().map(|method| Row {
            method: method.clone(),
            status,
            expected: GiveUp,
            ..row("perhaps done already")
        }));
        check(others.iter().map(|method| Row {
            method: method.clone(),
            status,
            policy: willing,
            ..row("the caller is willing")
        }));
    }
    let requested = &[("retry-after", "1")];
    check([
        Row {
            method: Method::POST,
            status: 503,
            headers: requested,
            expected: GiveUp,
            ..row("requested, perhaps done")
        },
        Row { method: Method::POST, headers: requested, expected: Wait(SECOND), ..row("requested, not done") },
        Row { status: 404, headers: requested, expected: GiveUp, ..row("a final status with a requested wait") },
    ]);
}

#[test]
fn how_often() {
    let times = |count| RetryPolicy::default().max_attempts(count);
    check([
        Row { number: 2, expected: Wait(BACK_OFF[1]), ..row("second") },
        Row { number: 3, expected: Wait(BACK_OFF[2]), ..row("third") },
        Row { number: 4, expected: GiveUp, ..row("the fourth is the last") },
        Row { number: u32::MAX, expected: GiveUp, ..row("far beyond") },
        Row { policy: RetryPolicy::never(), expected: GiveUp, ..row("never") },
        Row { policy: times(0), expected: GiveUp, ..row("none is one") },
        Row { policy: times(2), ..row("two") },
        Row { policy: times(2), number: 2, expected: GiveUp, ..row("not three") },
    ]);
}

#[test]
fn the_requested_wait_is_read() {
    let wait = |millis| Wait(Duration::from_millis(millis));
    for (name, value, expected) in [
        ("whole seconds", "7", wait(7_000)),
        ("decimal seconds", "2.7", wait(2_700)),
        ("no seconds", "0", wait(0)),
        ("spaces around", " 3 ", wait(3_000)),
        ("longer than a back-off's ceiling", "90", wait(90_000)),
        ("IMF-fixdate", "Sun, 06 Nov 1994 08:49:47 GMT", wait(10_000)),
        ("RFC 850", "Sunday, 06-Nov-94 08:49:47 GMT", wait(10_000)),
        ("asctime", "Sun Nov  6 08:49:47 1994", wait(10_000)),
        ("now", "Sun, 06 Nov 1994 08:49:37 GMT", wait(0)),
        ("past", "Sun, 06 Nov 1994 08:49:36 GMT", wait(0)),
        ("long past", "Thu, 01 Jan 1970 00:00:00 GMT", wait(0)),
        ("far future", "Fri, 31 Dec 9999 23:59:59 GMT", GiveUp),
        ("beyond the budget", "100.001", GiveUp),
        ("great", "18446744073709551615", GiveUp),
        ("greater", "18446744073709551616", GiveUp),
        ("negative", "-1", Wait(BACK_OFF[0])),
        ("negative zero", "-0", Wait(BACK_OFF[0])),
        ("signed", "+1", Wait(BACK_OFF[0])),
        ("not a number", "NaN", Wait(BACK_OFF[0])),
        ("infinite", "inf", Wait(BACK_OFF[0])),
        ("exponent", "1e1", Wait(BACK_OFF[0])),
        ("points", "1.2.3", Wait(BACK_OFF[0])),
        ("a point", ".", Wait(BACK_OFF[0])),
        ("empty", "", Wait(BACK_OFF[0])),
        ("text", "soon", Wait(BACK_OFF[0])),
        ("no date", "Sun, 31 Feb 1994 08:49:37 GMT", Wait(BACK_OFF[0])),
        ("the wrong weekday", "Mon, 06 Nov 1994 08:49:47 GMT", Wait(BACK_OFF[0])),
    ] {
        let headers: &'static [_] = vec![("retry-after", value)].leak();
        check([429, 503].map(|status| Row { status, headers, expected, ..row(name) }));
    }
    let nines: &'static str = "9".repeat(400).leak();
    let nines: &'static [_] = vec![("retry-after", nines)].leak();
    check([
        Row { headers: nines, expected: GiveUp, ..row("greater than an f64") },
        Row { headers: &[("retry-after-ms", "250")], expected: wait(250), ..row("milliseconds") },
        Row {
            headers: &[("x-ms-retry-after-ms", "1.5")],
            expected: Wait(Duration::from_micros(1_500)),
            ..row("Azure's")
        },
        Row {
            headers: &[("retry-after", "1"), ("retry-after-ms", "900")],
            expected: wait(900),
            ..row("the exact one")
        },
        Row {
            headers: &[("retry-after", "1"), ("retry-after-ms", "?")],
            expected: wait(1_000),
            ..row("the readable one")
        },
        Row { headers: &[("x-ms-retry-after-ms", "-5")], ..row("negative milliseconds") },
    ]);
}

#[test]
fn back_offs_double_up_to_the_maximum() {
    let policy = RetryPolicy::default().max_attempts(u32::MAX);
    let longest = Duration::MAX;
    check([
        Row { random: 0.0, expected: Wait(Duration::ZERO), ..row("no jitter") },
        Row { random: 0.25, expected: Wait(BACK_OFF[0] / 4), ..row("a quarter") },
        Row { number: 0, ..row("no number is the first") },
        Row { policy, number: 6, expected: Wait(SECOND * 16), ..row("doubled five times") },
        Row { policy, number: 7, expected: Wait(SECOND * 30), ..row("capped") },
        Row { policy, number: 1_000_000, expected: Wait(SECOND * 30), ..row("capped for ever") },
        Row { policy: policy.base_delay(SECOND * 3), expected: Wait(SECOND * 3), ..row("another base") },
        Row { policy: policy.max_delay(BACK_OFF[0] / 2), expected: Wait(BACK_OFF[0] / 2), ..row("another cap") },
        Row { random: f64::NAN, ..row("a random that is none") },
        Row { random: 7.0, ..row("a random that is too great") },
        Row { random: -7.0, expected: Wait(Duration::ZERO), ..row("a random that is too small") },
        Row {
            policy: policy.base_delay(longest).max_delay(longest).budget(longest),
            number: 40,
            expected: Wait(longest),
            ..row("no overflow")
        },
    ]);
}

#[test]
fn a_call_ends_with_its_budget() {
    let budget = RetryPolicy::default().budget(SECOND * 10);
    let ten = &[("retry-after", "10")];
    check([
        Row { policy: budget, headers: ten, expected: Wait(SECOND * 10), ..row("all of the budget") },
        Row { policy: budget, headers: ten, elapsed: Duration::from_nanos(1), expected: GiveUp, ..row("a bit more") },
        Row { policy: budget, elapsed: Duration::from_millis(9_500), ..row("a back-off fits") },
        Row {
            policy: budget,
            elapsed: Duration::from_millis(9_501),
            expected: GiveUp,
            ..row("a back-off does not fit")
        },
        Row { policy: budget, elapsed: SECOND * 10, expected: GiveUp, ..row("spent") },
        Row { policy: budget, elapsed: Duration::MAX, expected: GiveUp, ..row("overspent") },
        Row {
            policy: budget,
            elapsed: SECOND * 11,
            headers: &[("retry-after", "0")],
            expected: GiveUp,
            ..row("no wait, no time")
        },
        Row { policy: budget.budget(Duration::ZERO), expected: GiveUp, ..row("none") },
    ]);
}

/// A call as a client makes it, of attempts that take a second each: never more of them, never more time.
#[test]
fn a_call_ends() {
    let call = |policy: RetryPolicy, headers: &'static [_]| {
        let clock = FakeClock::new();
        let began = clock.now();
        for number in 1.. {
            drop(clock.sleep(SECOND));
            let elapsed = clock.now().signed_duration_since(began).to_std().unwrap_or_default();
            match decide(&Row { policy, number, headers, elapsed, ..row("call") }) {
                Wait(wait) => drop(clock.sleep(wait)),
                GiveUp => return (number, elapsed),
            }
        }
        (0, Duration::ZERO)
    };
    let policy = RetryPolicy::default();
    assert_eq!(call(policy, &[]), (4, Duration::from_millis(7_500)));
    assert_eq!(call(policy, &[("retry-after", "40")]), (3, SECOND * 83));
    assert_eq!(call(policy, &[("retry-after", "150")]), (1, SECOND));
    assert_eq!(call(policy.max_attempts(u32::MAX), &[("retry-after", "0")]).0, 101);
}

/// RFC 9110, §5.3: a gateway adds a field of its own, or appends to the list.
#[test]
fn the_longest_of_several_waits_wins() {
    let now = FakeClock::new().now();
    for (values, seconds) in [
        (&["0,120"][..], Some(120)),
        (&["120, 0"], Some(120)),
        (&["0", "120"], Some(120)),
        (&["soon, 5"], Some(5)),
        (&["5, soon", "x"], Some(5)),
        (&["Sun, 06 Nov 1994 08:50:07 GMT, 7"], Some(30)),
        (&["7,Sun, 06 Nov 1994 08:50:07 GMT"], Some(30)),
        (&["Sun, 06 Nov 1994 08:50:07 GMT"], Some(30)),
        (&["Sunday, 06-Nov-94 08:50:07 GMT"], Some(30)),
        (&[" , 3 ,"], Some(3)),
        (&[","], None),
    ] {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, HeaderValue::from_static(value));
        }
        assert_eq!(requested_wait(&headers, now).map(|wait| wait.as_secs()), seconds, "{headers:?}");
    }
    let headers = HeaderMap::from_iter([
        (HeaderName::from_static("retry-after-ms"), HeaderValue::from_static("20,1500")),
        (RETRY_AFTER, HeaderValue::from_static("60")),
    ]);
    assert_eq!(requested_wait(&headers, now), Some(Duration::from_millis(1500)));
}

#[test]
fn the_strictest_policy_allows_what_both_allow() {
    let patient = RetryPolicy::default().max_attempts(9).attempt_timeout(5 * SECOND).resend_unsafe(true);
    let hasty = RetryPolicy::never().budget(SECOND).call_timeout(7 * SECOND).consistent(SECOND);
    let expected = RetryPolicy::never().budget(SECOND).attempt_timeout(5 * SECOND).call_timeout(7 * SECOND);
    assert_eq!(patient.strictest(hasty), expected);
    assert_eq!(hasty.strictest(patient), expected);
    let short = patient.attempt_timeout(SECOND);
    assert_eq!(patient.strictest(short), short);
}

#[test]
fn an_entity_that_is_not_found_uses_up_no_budget() {
    let headers = HeaderMap::new();
    let outcome = |status| Outcome::Status { status, headers: &headers };
    let mut attempts = Attempts::default();
    for _ in 0..3 {
        let missing = attempts.next(&Method::GET, outcome(StatusCode::NOT_FOUND), SECOND);
        attempts.count(&missing, SECOND);
        let failed = attempts.next(&Method::GET, Outcome::NoResponse, SECOND);
        attempts.count(&failed, 2 * SECOND);
    }
    assert_eq!((attempts.number(), attempts.left_of(10 * SECOND)), (6, SECOND));
    let missing = attempts.next(&Method::GET, outcome(StatusCode::NOT_FOUND), SECOND);
    assert_eq!((missing.number, missing.elapsed), (4, 7 * SECOND));
    let failed = attempts.next(&Method::GET, outcome(StatusCode::BAD_GATEWAY), SECOND);
    assert_eq!((failed.number, failed.elapsed), (4, 10 * SECOND));
}
