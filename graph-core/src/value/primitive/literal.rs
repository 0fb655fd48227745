//! URL forms of dates and times: without quotes, otherwise as in JSON.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeZone};

use super::binary::Binary;
use super::date_and_time::{date_to_text, time_to_text};
use super::date_text::ShortText;
use super::date_time_offset::to_text;
use super::duration::Duration;
use crate::value::literal::{HasDate, HasTime, Literal, Ordered};

/// # Rule
/// No quotes. A `+` in the offset becomes `%2B` in the URL (OData URL Conventions 4.01, §5.1.1.14.1). A year after 9999
/// has no form; the last instant that has one replaces it.
impl<Tz: TimeZone> Literal for DateTime<Tz> {
    fn write_literal(&self, text: &mut String) {
        let written = to_text(self.naive_utc(), self.offset().fix());
        text.push_str(written.as_ref().map_or(
            if self.timestamp() < 0 { "0001-01-01T00:00:00Z" } else { "9999-12-31T23:59:59Z" },
            ShortText::as_str,
        ));
    }
}

/// A year after 9999 has no form; the last day that has one replaces it.
impl Literal for NaiveDate {
    fn write_literal(&self, text: &mut String) {
        let earliest = Self::from_ymd_opt(1, 1, 1).unwrap_or(*self);
        let latest = Self::from_ymd_opt(9999, 12, 31).unwrap_or(*self);
        let written = date_to_text((*self).clamp(earliest, latest));
        text.push_str(written.as_ref().map_or("", ShortText::as_str));
    }
}

impl Literal for NaiveTime {
    fn write_literal(&self, text: &mut String) {
        text.push_str(time_to_text(*self).as_str());
    }
}

/// # Rule
/// `duration'PT1H'` (OData URL Conventions 4.01, §5.1.1.14.1).
impl Literal for Duration {
    fn write_literal(&self, text: &mut String) {
        text.push_str("duration");
        self.to_string().write_literal(text);
    }
}

/// # Rule
/// `binary'AQI'`, base64url (OData URL Conventions 4.01, §5.1.1.14.1).
impl Literal for Binary {
    fn write_literal(&self, text: &mut String) {
        text.push_str("binary");
        URL_SAFE_NO_PAD.encode(self.as_ref()).write_literal(text);
    }
}

#[cfg(feature = "decimal")]
impl Literal for rust_decimal::Decimal {
    fn write_literal(&self, text: &mut String) {
        text.push_str(&self.to_string());
    }
}

#[cfg(feature = "decimal")]
impl Ordered for rust_decimal::Decimal {}
impl Ordered for Duration {}
impl<Tz: TimeZone> Ordered for DateTime<Tz> {}
impl<Tz: TimeZone> HasDate for DateTime<Tz> {}
impl<Tz: TimeZone> HasTime for DateTime<Tz> {}
impl Ordered for NaiveDate {}
impl HasDate for NaiveDate {}
impl Ordered for NaiveTime {}
impl HasTime for NaiveTime {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_have_no_quotes() {
        let moment = DateTime::parse_from_rfc3339("2026-01-02T03:04:05.1200000+02:00").unwrap_or_default();
        assert_eq!(moment.to_literal(), "2026-01-02T03:04:05.12+02:00");
        assert_eq!(NaiveDate::from_ymd_opt(2019, 11, 1).unwrap_or_default().to_literal(), "2019-11-01");
        assert_eq!(NaiveTime::from_hms_opt(8, 30, 0).unwrap_or_default().to_literal(), "08:30:00");
        assert_eq!("-PT1H".parse::<Duration>().map(|length| length.to_literal()).as_deref(), Ok("duration'-PT1H'"));
        assert_eq!(Binary::from(vec![0xfb, 0xff]).to_literal(), "binary'-_8'");
        assert_eq!(NaiveDate::MAX.to_literal(), "9999-12-31");
        assert_eq!(DateTime::<chrono::Utc>::MAX_UTC.to_literal(), "9999-12-31T23:59:59Z");
    }
}
