//! The side of a developer who profiled: the page is checked as UTF-8 once, dates are read and written without their format being
//! interpreted, and buffers have the right size.

use std::fmt;
use std::hint::black_box;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use reqwest::Client;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::by_hand::ComplianceStatus;
use crate::memory::TOKEN;
use crate::subject::Outcome;

/// A device status whose texts are of the type `S`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "@odata.type", rename = "#microsoft.graph.deviceConfigurationDeviceStatus")]
pub struct DeviceStatus<S> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_display_name: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_model: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<i32>,
    #[serde(default, with = "date", skip_serializing_if = "Option::is_none")]
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ComplianceStatus>,
    #[serde(default, with = "date", skip_serializing_if = "Option::is_none")]
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_principal_name: Option<S>,
}

#[derive(Debug, Deserialize)]
pub struct Page<'p, T> {
    pub value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<&'p str>,
}

pub fn decode<'p, T: Deserialize<'p>>(page: &'p [u8]) -> Outcome<Page<'p, T>> {
    Ok(serde_json::from_str(std::str::from_utf8(page)?)?)
}

/// Reads all pages and returns the number of their items.
pub async fn list(http: &Client, url: &str) -> Outcome<usize> {
    let mut next = Some(url.to_owned());
    let mut count = 0;
    while let Some(url) = next {
        let bytes = http.get(&url).bearer_auth(TOKEN).send().await?.error_for_status()?.bytes().await?;
        let page = decode::<DeviceStatus<String>>(&bytes)?;
        for status in page.value {
            black_box(status);
            count += 1;
        }
        next = page.next_link.map(str::to_owned);
    }
    Ok(count)
}

pub fn encode(status: &DeviceStatus<String>) -> Outcome<Vec<u8>> {
    let mut text = Vec::with_capacity(640);
    serde_json::to_writer(&mut text, status)?;
    Ok(text)
}

mod date {
    use super::{Date, DateTime, Deserializer, FixedOffset, Serializer, written};

    #[expect(clippy::ref_option, reason = "serde's derive passes the field")]
    pub(super) fn serialize<S: Serializer>(
        date: &Option<DateTime<FixedOffset>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.serialize_str(written(date, &mut [0; 35])),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
        deserializer.deserialize_option(Date)
    }
}

/// Writes `2017-01-01T00:01:04.579335200+03:00`. The year has four digits, and the offset whole minutes.
fn written<'b>(date: &DateTime<FixedOffset>, buffer: &'b mut [u8; 35]) -> &'b str {
    let offset = date.offset().local_minus_utc();
    let zone = offset.unsigned_abs() / 60;
    *buffer = *b"0000-00-00T00:00:00.000000000+00:00";
    if offset < 0 {
        buffer[29] = b'-';
    }
    let numbers = [
        (0..4, date.year().unsigned_abs()),
        (5..7, date.month()),
        (8..10, date.day()),
        (11..13, date.hour()),
        (14..16, date.minute()),
        (17..19, date.second()),
        (20..29, date.nanosecond()),
        (30..32, zone / 60),
        (33..35, zone % 60),
    ];
    for (place, mut number) in numbers {
        for digit in buffer.get_mut(place).into_iter().flatten().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
    }
    std::str::from_utf8(buffer).unwrap_or_default()
}

struct Date;

impl<'de> Visitor<'de> for Date {
    type Value = Option<DateTime<FixedOffset>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        DateTime::parse_from_rfc3339(text).map(Some).map_err(E::custom)
    }
}
