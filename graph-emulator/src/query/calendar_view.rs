//! `calendarView`: the events of a time window.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value as Json;

use crate::http::options::Options;
use crate::http::response::ODataError;
use crate::store::properties::Properties;

/// A time window: it has the events that end after its start and start before its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeWindow {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl TimeWindow {
    /// The window of a request for a calendar view; `None` for any other collection.
    ///
    /// # Rule
    /// Both options are required, and a time without an offset is UTC:
    /// <https://learn.microsoft.com/graph/api/user-list-calendarview>.
    ///
    /// # Errors
    /// A missing window, or an invalid time.
    pub(crate) fn of(options: &Options, collection: &[String]) -> Result<Option<Self>, ODataError> {
        if collection.last().is_none_or(|last| last != "calendarView") {
            return Ok(None);
        }
        let time = |name: &str| {
            let text = options.own(name).ok_or_else(|| {
                let message = "This request requires a time window specified by the query string parameters StartDateTime \
                               and EndDateTime.";
                ODataError::refused(message)
            })?;
            time(text)
                .ok_or_else(|| ODataError::refused(format!("The value '{text}' of '{name}' is not a date and time.")))
        };
        Ok(Some(Self { start: time("startDateTime")?, end: time("endDateTime")? }))
    }

    /// Whether an event is in the window. An event without times was put into the view itself.
    ///
    /// # Errors
    /// An event whose times only the service can compute: of a series, or in a time zone other than UTC.
    pub(crate) fn has(&self, event: &Properties) -> Result<bool, ODataError> {
        if event.get("recurrence").is_some_and(|recurrence| !recurrence.is_null()) {
            return Err(ODataError::not_implemented(
                "the occurrences of an event with a 'recurrence' in a calendar view",
            ));
        }
        let (Some(start), Some(end)) = (event.get("start"), event.get("end")) else { return Ok(true) };
        Ok(instant(start)? < self.end && instant(end)? > self.start)
    }
}

/// A `dateTimeTimeZone`.
fn instant(value: &Json) -> Result<DateTime<Utc>, ODataError> {
    let text = |name: &str| value.get(name).and_then(Json::as_str).unwrap_or_default();
    let zone = text("timeZone");
    if !matches!(zone, "" | "UTC" | "Etc/UTC" | "Etc/GMT" | "GMT" | "tzone://Microsoft/Utc") {
        return Err(ODataError::not_implemented(&format!("an event of the time zone '{zone}' in a calendar view")));
    }
    let invalid = || ODataError::refused(format!("The event's time '{}' is not a date and time.", text("dateTime")));
    time(text("dateTime")).ok_or_else(invalid)
}

/// A time with an offset, or in UTC without one.
fn time(text: &str) -> Option<DateTime<Utc>> {
    let with_offset = DateTime::parse_from_rfc3339(text).map(DateTime::<Utc>::from);
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let plain = || forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    with_offset.ok().or_else(|| plain().map(|time| time.and_utc()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::http::spelling::Spelling;

    fn path(text: &str) -> Vec<String> {
        text.split('/').map(str::to_owned).collect()
    }

    #[test]
    fn an_event_is_in_the_window_that_it_overlaps() {
        let options = "startDateTime=2024-05-05T10:00:00Z&EndDateTime=2024-05-05T14:00:00%2B02:00";
        let window =
            TimeWindow::of(&Options::parse(options, Spelling::AnyCase).unwrap(), &path("users/ada/calendarView"))
                .unwrap()
                .unwrap();
        let event = |start: &str, end: &str| {
            let time = |text: &str| json!({ "dateTime": format!("2024-05-05T{text}"), "timeZone": "UTC" });
            let event = json!({ "start": time(start), "end": time(end) });
            window.has(event.as_object().unwrap()).unwrap()
        };
        assert!(event("10:30:00.0000000", "11:00:00") && event("09:00", "10:00:01") && event("09:00:00", "13:00:00"));
        assert!(!event("09:00:00", "10:00:00") && !event("12:00:00", "13:00:00"));
        for unknown in [
            json!({ "start": { "dateTime": "2024-05-05T10:00:00", "timeZone": "Pacific Standard Time" }, "end": {} }),
            json!({ "recurrence": {} }),
            json!({ "start": { "dateTime": "today" }, "end": { "dateTime": "x" } }),
        ] {
            assert!(window.has(unknown.as_object().unwrap()).is_err(), "{unknown}");
        }
    }

    #[test]
    fn a_calendar_view_needs_its_window() {
        let of = |options: &str, collection: &str| {
            TimeWindow::of(&Options::parse(options, Spelling::AnyCase).unwrap(), &path(collection))
                .map(|window| window.is_some())
        };
        assert!(of("", "users/ada/events").is_ok_and(|is_view| !is_view));
        for wrong in ["", "startDateTime=2024-05-05T10:00:00Z", "startDateTime=x&endDateTime=2024-05-05"] {
            assert!(of(wrong, "me/calendarView").is_err(), "{wrong}");
        }
    }
}
