//! Primitive values as text: numbers, dates, times, durations and GUIDs.

use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use graph_core::Duration;
use uuid::Uuid;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Int(i128),
    Float(f64),
}

impl Number {
    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(&b)),
            (a, b) => a.to_float().partial_cmp(&b.to_float()),
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "a whole number next to a fraction is compared as a fraction")]
    pub(crate) fn to_float(self) -> f64 {
        match self {
            Self::Int(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

pub(crate) fn number(text: &str) -> Option<Number> {
    match text {
        "INF" => return Some(Number::Float(f64::INFINITY)),
        "-INF" => return Some(Number::Float(f64::NEG_INFINITY)),
        "NaN" => return Some(Number::Float(f64::NAN)),
        // Rust also reads `inf` and `nan`: OData's numbers have no letter but the exponent's.
        _ if text.chars().any(|c| c.is_alphabetic() && !matches!(c, 'e' | 'E')) => return None,
        _ => {}
    }
    text.parse().map(Number::Int).ok().or_else(|| text.parse().map(Number::Float).ok())
}

/// A GUID in its only form in JSON, with hyphens.
pub(crate) fn guid(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|_| text.len() == 36)
}

pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == "2020-01-01".len())
}

/// The seconds are optional.
pub(crate) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let without_seconds = || {
        let text = text.strip_suffix('Z').map_or_else(|| text.to_owned(), |text| format!("{text}+00:00"));
        DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z").ok()
    };
    // RFC 3339 allows another character than `T`; OData does not.
    let has_t = text.as_bytes().get(10) == Some(&b'T');
    DateTime::parse_from_rfc3339(text).ok().or_else(without_seconds).filter(|_| has_t)
}

pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    let has_hour = text.as_bytes().get(2) == Some(&b':');
    let mut formats = ["%H:%M:%S%.f", "%H:%M"].iter().filter(|_| has_hour);
    formats.find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

/// `-P1DT2H3M4.5S`.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_duration_is_read_in_each_form() {
        for (text, seconds) in
            [("PT0S", 0), ("-PT15M", -900), ("P1D", 86_400), ("P1DT1H1M1S", 90_061), ("PT36H", 129_600)]
        {
            assert_eq!(duration(text).map(TimeDelta::try_from), Some(Ok(TimeDelta::seconds(seconds))), "{text}");
        }
        let exact = duration("PT17.1357909S").map(TimeDelta::try_from);
        assert_eq!(exact, Some(Ok(TimeDelta::nanoseconds(17_135_790_900))));
        for wrong in [
            "",
            "P",
            "PT",
            "P1DT",
            "PT1",
            "1D",
            "P1Y",
            "PT1S1M",
            "PT1.5M",
            "PT.5S",
            "PT1.S",
            "P-1D",
            "PT99999999999999999999S",
        ] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
