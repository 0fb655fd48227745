//! Properties that hold for any value, any text and any bytes.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Timelike, Utc};
use graph_core::{
    ApiVersion, Binary, BoxFuture, Client, Cloud, Error, Page, RetryPolicy, Transport, TransportError,
    client::ServiceRoot, graph_complex, graph_entity, graph_enum, json, value::Value,
};
use graph_tests::resources::{DeviceConfigurationDeviceStatus as DeviceStatus, User};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum Level {
    Low,
    High,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Part {
    name: String,
    parts: Vec<Part>,
    level: Option<Level>,
}

#[allow(clippy::option_option, reason = "absent, null and a value are three things")]
#[graph_entity(path = "things")]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    small: i8,
    large: Option<i64>,
    larger: u64,
    ratio: f64,
    single: Option<f32>,
    is_on: bool,
    at: Option<DateTime<FixedOffset>>,
    moments: Vec<DateTime<chrono::Utc>>,
    day: NaiveDate,
    time: Option<NaiveTime>,
    guid: uuid::Uuid,
    part: Option<Box<Part>>,
    level: Level,
    levels: Vec<Level>,
    doubtful: Option<Option<String>>,
    names: BTreeMap<String, Option<i32>>,
    #[graph(read_only)]
    received: Option<String>,
}

fn level() -> impl Strategy<Value = Level> {
    // Any text: that of a known member is that member.
    any::<String>().prop_map(|name| Level::from(name.as_str()))
}

fn part() -> impl Strategy<Value = Part> {
    let leaf = (any::<String>(), proptest::option::of(level()));
    let leaf = leaf.prop_map(|(name, level)| Part { name, parts: Vec::new(), level });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (any::<String>(), proptest::collection::vec(inner, 0..3), proptest::option::of(level()))
            .prop_map(|(name, parts, level)| Part { name, parts, level })
    })
}

/// Instants whose year also has four digits in their own offset.
fn moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    (-62_135_510_400_i64..253_402_214_400, 0_u32..1_000_000_000, -1_439_i32..1_440).prop_filter_map(
        "a moment",
        |(seconds, nanoseconds, minutes)| {
            let moment = DateTime::from_timestamp(seconds, nanoseconds)?;
            Some(moment.with_timezone(&FixedOffset::east_opt(minutes * 60)?))
        },
    )
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (1_i32..3_652_059).prop_filter_map("a day", NaiveDate::from_num_days_from_ce_opt)
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0_u32..86_400, 0_u32..1_000_000_000).prop_filter_map("a time", |(seconds, nanoseconds)| {
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanoseconds)
    })
}

prop_compose! {
    fn thing()(
        (id, small, large, larger) in any::<(Option<String>, i8, Option<i64>, u64)>(),
        (ratio, single, is_on) in (any::<f64>(), any::<Option<f32>>(), any::<bool>()),
        at in proptest::option::of(moment()),
        moments in proptest::collection::vec(moment().prop_map(|moment| moment.to_utc()), 0..3),
        (day, time, guid) in (day(), proptest::option::of(time()), any::<u128>().prop_map(uuid::Uuid::from_u128)),
        part in proptest::option::of(part().prop_map(Box::new)),
        level in level(),
        levels in proptest::collection::vec(level(), 0..3),
        doubtful in any::<Option<Option<String>>>(),
        names in any::<BTreeMap<String, Option<i32>>>(),
    ) -> Thing {
        Thing {
            id, small, large, larger, ratio, single, is_on, at, moments, day, time, guid, part, level, levels,
            doubtful, names, received: None,
        }
    }
}

/// Instants of any year, with leap seconds, and offsets with seconds.
fn any_moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    let seconds = prop_oneof![
        4 => -62_200_000_000_i64..253_410_000_000,
        1 => DateTime::<Utc>::MIN_UTC.timestamp()..DateTime::<Utc>::MAX_UTC.timestamp(),
    ];
    let nanoseconds =
        prop_oneof![0_u32..1_000_000_000, (0_u32..1_000, 0_u32..10).prop_map(|(n, e)| n * 10_u32.pow(e.min(6)))];
    let offset =
        prop_oneof![2 => (-1_439_i32..1_440).prop_map(|minutes| minutes * 60), 1 => -86_399_i32..86_400, 1 => Just(0)];
    (seconds, nanoseconds, any::<bool>(), offset).prop_filter_map(
        "a moment",
        |(seconds, nanoseconds, leaps, offset)| {
            let instant = DateTime::from_timestamp(seconds, nanoseconds)?;
            let leap = || instant.with_second(59)?.with_nanosecond(1_000_000_000 + nanoseconds);
            let instant = if leaps { leap()? } else { instant };
            Some(instant.with_timezone(&FixedOffset::east_opt(offset)?))
        },
    )
}

/// A text of chrono without the trailing zeros of its fraction.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches('0').trim_end_matches('.')
}

/// The form of a date and time, by chrono; `None` for a year that does not have four digits.
fn formatted(moment: DateTime<FixedOffset>) -> Option<String> {
    let utc = FixedOffset::east_opt(0)?;
    let moment = if moment.offset().local_minus_utc() % 60 == 0 { moment } else { moment.with_timezone(&utc) };
    let local = moment.naive_utc().checked_add_offset(*moment.offset())?;
    let text = local.format("%Y-%m-%dT%H:%M:%S%.9f").to_string();
    let offset = moment.offset().to_string();
    let offset = if offset == "+00:00" { "Z" } else { &offset };
    (0..=9999).contains(&local.year()).then(|| format!("{}{offset}", trimmed(&text)))
}

/// The JSON form of a value; `None` if it has none.
fn written(value: &impl Value) -> Option<String> {
    value.encode(serde_json::value::Serializer).ok()?.as_str().map(str::to_owned)
}

/// For a service that receives a change, `null` and absent are equal.
fn without_nulls(mut thing: Thing) -> Thing {
    thing.doubtful = thing.doubtful.flatten().map(Some);
    thing.names.retain(|_, value| value.is_some());
    thing
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_entity_round_trips(thing in thing()) {
        let json = serde_json::to_string(&thing)?;
        prop_assert_eq!(String::from_utf8(json::to_vec(&thing)?)?, json.as_str());
        let read: Thing = serde_json::from_str(&json)?;
        prop_assert_eq!(&read, &thing, "{}", json);
        prop_assert_eq!(serde_json::to_string(&read)?, json);
        prop_assert!(thing.changes_to(&read).is_empty());
        // Also in a tree of values, with properties in any order.
        let mut tree = serde_json::to_value(&thing)?;
        if let Some(object) = tree.as_object_mut() {
            object.sort_keys();
        }
        prop_assert_eq!(serde_json::from_value::<Thing>(tree)?, thing);
    }

    #[test]
    fn dates_and_times_have_the_digits_of_chrono(moment in any_moment()) {
        prop_assert_eq!(written(&moment), formatted(moment));
        let date = moment.naive_utc().date();
        let text = (0..=9999).contains(&date.year()).then(|| date.format("%Y-%m-%d").to_string());
        prop_assert_eq!(written(&date), text);
        let time = moment.naive_utc().time();
        let text = time.format("%H:%M:%S%.9f").to_string();
        prop_assert_eq!(written(&time), Some(trimmed(&text).to_owned()));
    }

    #[test]
    fn guids_and_bytes_have_their_text(guid in any::<u128>(), bytes in any::<Vec<u8>>()) {
        let guid = uuid::Uuid::from_u128(guid);
        prop_assert_eq!(written(&guid), Some(guid.to_string()));
        let bytes = Binary::from(bytes);
        prop_assert_eq!(written(&bytes), Some(bytes.to_base64()));
        prop_assert_eq!(written(&bytes.clone().standard()), Some(bytes.standard().to_base64()));
    }

    #[test]
    fn changes_turn_any_value_into_any_other(before in thing(), after in thing()) {
        let mut tree = serde_json::to_value(&before)?;
        let changes = before.changes_to(&after).to_json();
        if let (Some(tree), Some(changes)) = (tree.as_object_mut(), changes.as_object()) {
            for (name, change) in changes {
                tree.insert(name.clone(), change.clone());
            }
        }
        let doubtful = after.doubtful.clone().or(before.doubtful.clone());
        let expected = Thing { id: before.id.clone(), doubtful, ..after };
        let patched: Thing = serde_json::from_value(tree)?;
        prop_assert_eq!(without_nulls(patched), without_nulls(expected));
    }

    #[test]
    fn any_key_is_one_segment(key in any::<String>()) {
        let request = User::manager(key.as_str()).get();
        let sent = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0));
        match sent {
            Err(_) => prop_assert!(matches!(key.as_str(), "" | "." | ".."), "{}", key),
            Ok(http) => {
                let path = http.uri().path().to_owned();
                let segment = path.strip_prefix("/v1.0/users").and_then(|rest| rest.strip_suffix("/manager"));
                let segment = segment.ok_or_else(|| TestCaseError::fail(path.clone()))?;
                let decoded = percent_decode_str(segment).decode_utf8_lossy().into_owned();
                let expected = match key.strip_prefix('$') {
                    Some(_) => format!("('{}')", key.replace('\'', "''")),
                    None => format!("/{key}"),
                };
                prop_assert_eq!(decoded, expected);
                prop_assert!(!segment.trim_start_matches('/').contains(['/', '?', '#', '+', ' ']), "{}", segment);
            }
        }
    }

    #[test]
    fn any_parameter_round_trips_through_the_url(pairs in any::<Vec<(String, String)>>()) {
        let mut request = User::users().list().select_all();
        for (name, value) in &pairs {
            request = request.parameter(name, value);
        }
        let sent = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0))?;
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let query = sent.uri().query().unwrap_or_default();
        let split = |pair: &str| pair.split_once('=').map(|(name, value)| (decode(name), decode(value)));
        let read: Vec<_> = if pairs.is_empty() { Vec::new() } else { query.split('&').filter_map(split).collect() };
        prop_assert_eq!(read, pairs);
        prop_assert!(!query.contains(['+', ' ', '#']), "{}", query);
    }

    #[test]
    fn any_body_is_a_value_or_an_error(status in 200_u16..600, body in body()) {
        let response = Answer(status, body.into());
        let client = Client::builder().retry(RetryPolicy::never()).transport(response).build()?;
        let answers = tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
            let one: Result<DeviceStatus, Error> = DeviceStatus::device_statuses("c").entity("s").get().send(&client).await;
            let all: Result<Page<User>, Error> = User::users().list().send(&client).await;
            let changed = User::me().update(User::changes().set(User::DISPLAY_NAME, "x")).send(&client).await;
            [one.map(drop), all.map(drop), changed.map(drop)]
        });
        for answer in answers {
            match answer {
                Ok(()) => prop_assert!((200..300).contains(&status)),
                Err(error) => prop_assert_eq!(error.status().map(|status| status.as_u16()), Some(status)),
            }
        }
    }
}

/// Any bytes, and JSON that almost fits.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let fragment = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just(":"),
        Just("null"),
        Just("1e999"),
        Just("-0"),
        Just("\"value\""),
        Just("\"id\""),
        Just("\"platform\""),
        Just("\"status\""),
        Just("\"error\""),
        Just("\"innerError\""),
        Just("\"message\""),
        Just("\"{\\\"Message\\\":\\\"x\\\"}\""),
        Just("\"\\ud800\""),
        Just("{\"value\":[{\"businessPhones\":[]},"),
        Just("\"lastReportedDateTime\":\"2020-13-01T00:00:00Z\""),
        Just("\"@odata.type\":7"),
        Just("\"@odata.count\":-1"),
    ];
    let almost = proptest::collection::vec(fragment, 0..24).prop_map(|parts| parts.concat().into_bytes());
    let nested = (1_usize..2_000).prop_map(|depth| "{\"error\":{\"innerError\":".repeat(depth).into_bytes());
    prop_oneof![any::<Vec<u8>>(), almost, nested]
}

struct Answer(u16, Bytes);

impl Transport for Answer {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async { http::Response::builder().status(self.0).body(self.1.clone()).map_err(TransportError::new) })
    }
}

#[test]
fn numbers_beyond_json_round_trip() -> Result<(), serde_json::Error> {
    let json = r#"{"small":1,"larger":2,"ratio":"INF","single":"-INF","isOn":true,"moments":null,"day":"2020-02-29",
        "guid":"00000000-0000-0000-0000-000000000000","level":"low","levels":[],"names":{}}"#;
    let read: Thing = serde_json::from_str(json)?;
    assert_eq!((read.ratio, read.single), (f64::INFINITY, Some(f32::NEG_INFINITY)));
    let written = serde_json::to_value(&read)?;
    assert_eq!((written.get("ratio"), written.get("single")), (Some(&"INF".into()), Some(&"-INF".into())));
    Ok(())
}
