//! `graph_core::json` reads what `serde_json` reads, or refuses it with the same error. The inputs are pages with random mutations.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use graph_core::response::FromResponse;
use graph_core::value::Value;
use graph_core::{Binary, Duration, JsonObject, Page, graph_complex, graph_entity, graph_enum, graph_union};
use http::Response;
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use graph_tests::random::Random;

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum ComplianceStatus {
    Unknown,
    Compliant,
    NonCompliant,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses")]
#[derive(Debug, Clone, PartialEq)]
struct DeviceStatus {
    #[graph(key)]
    id: Option<String>,
    device_display_name: Option<String>,
    platform: Option<i32>,
    score: Option<f64>,
    is_managed: Option<bool>,
    device_id: Option<Uuid>,
    status: Option<ComplianceStatus>,
    last_reported_date_time: Option<DateTime<Utc>>,
    purchased: Option<NaiveDate>,
    grace_period: Option<Duration>,
    certificate: Option<Binary>,
    tags: Vec<String>,
}

#[graph_complex(odata_type = "example.open")]
#[derive(Debug, Clone, PartialEq)]
struct Open {
    id: String,
    nested: Option<Box<Open>>,
    #[graph(additional)]
    rest: JsonObject,
}

#[graph_union(odata_type = "example.thing")]
#[derive(Debug, Clone, PartialEq)]
enum Thing {
    Open(Open),
    #[graph(other)]
    Other(JsonObject),
}

/// Each shape of serde's data model.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Shapes<'a> {
    small: i8,
    byte: u8,
    long: i64,
    natural: u64,
    huge: i128,
    huge_natural: u128,
    single: f32,
    double: f64,
    letter: char,
    text: String,
    #[serde(borrow)]
    cow: Cow<'a, str>,
    borrowed: Option<&'a str>,
    unit: (),
    pair: (u8, Option<bool>),
    list: Vec<Form>,
    forms: BTreeMap<Unit, u8>,
    numbers: BTreeMap<u32, u8>,
    negative: BTreeMap<i64, u8>,
    letters: BTreeMap<char, u8>,
    new: New,
    either: Option<Either>,
    inner: Option<Box<Shapes<'a>>>,
    tagged: Option<Tagged>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct New(Vec<u8>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum Unit {
    First,
    Second,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Form {
    Unit,
    New(i32),
    Pair(i32, String),
    Object { a: i32, b: Option<Box<Form>> },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Either {
    Number(f64),
    Object { x: String, y: Option<u64> },
    Text(String),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "type")]
enum Tagged {
    A { value: i64 },
    B { text: String },
}

/// Values with their texts, which `Debug` shows.
#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Texts<'a> {
    #[serde(borrow)]
    value: Vec<&'a RawValue>,
    owned: Option<Box<RawValue>>,
}

/// An object or an array, and the number of its items that are not read.
#[derive(Debug, PartialEq, Deserialize)]
struct Two(u8, u8);

const PAGE: &str = r##"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","@odata.count":3,"value":[{"@odata.type":"#microsoft.graph.deviceStatus","@odata.etag":"W/\"JzEt\"","id":"a1","deviceDisplayName":"Grüße \uD83D\uDE00 \n","platform":7,"score":-12.50,"isManaged":true,"deviceId":"7fb6a8a4-9d0c-4d6f-a7f3-5f1f0f3c4a10","status":"nonCompliant","lastReportedDateTime":"2017-01-01T00:01:04.5793352+03:00","purchased":"2024-02-29","gracePeriod":"P1DT2H","certificate":"AQID","tags":["a","","\u00e9"]},{"id":null,"tags":[],"platform":"42","score":1e3,"unknown":{"a":[1,2,{"b":null}],"c":"\t"},"status":3},{"tags":null}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/x?$skiptoken=a"}"##;
const OPEN: &str = r##"{"value":[{"@odata.type":"#example.open","id":"1","nested":{"id":"2","x":[1,-2,3.5,"a\"b",{}],"y@odata.type":"#Int64"},"a":{"b":{"c":[[],[[]]]}},"z":18446744073709551615},{"id":"3","@odata.type":"example.other","n":-9223372036854775808,"f":0.1e-7},{"other":true,"null":null}]}"##;
const SHAPES: &str = r#" { "small" : -8 , "byte":255,"long":-9223372036854775808,"natural":18446744073709551615,
"huge":-170141183460469231731687303715884105728,"huge_natural":340282366920938463463374607431768211455,"single":0.1,"double":2.5e10,
"letter":"ß","text":"a\/b","cow":"plain","borrowed":"plain","unit":null,"pair":[1,null],"list":["Unit",{"New":1},{"Pair":[2,"x"]},{"Object":{"a":1,"b":"Unit"}}],
"forms":{"First":1,"Second":2},"numbers":{"0":1,"42":2},"negative":{"-7":1},"letters":{"x":1},"new":[1,2,3],
"either":{"x":"y","y":5},"inner":{"small":1,"inner":null},"tagged":{"type":"A","value":-1}}
"#;
const TEXTS: &str = r#"{"value":[ 1 ,"a\"b",{"a":[ 1, 2 ]},[],null,-1.5e10],"owned": {"x" : {}} }"#;
const PAIR: &str = "[1, 2]";

/// The parts that a mutation inserts.
const PARTS: &[&str] = &[
    "\"",
    "\\",
    "\\\"",
    "\\u00e9",
    "\\ud800",
    "\\udc00",
    "\\u12",
    "\\x",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    "]]]]",
    ",",
    ":",
    "null",
    "true",
    "false",
    "nul",
    "0",
    "-",
    "-0",
    "01",
    "1",
    "1.",
    ".5",
    "1e5",
    "1E+",
    "1e999",
    "-1.5",
    "999999999999999999",
    "9223372036854775808",
    "18446744073709551616",
    "99999999999999999999999",
    " ",
    "\n",
    "\r\n\t",
    "\u{1}",
    "é",
    "€",
    "{}",
    "[]",
    "\"a\"",
    "\"\"",
    "\"value\":",
    "\"\":1,",
    "\"id\":\"b\",",
    "\"platform\" : 5 ,",
    "\"\\u0069d\":null,",
    "{\"error\":{}}",
    "\"@odata.type\":\"#example.open\",",
    "\u{feff}",
];

/// A value, or the message of the error.
fn outcome<T: Debug>(result: serde_json::Result<T>) -> Result<String, String> {
    result.map(|value| format!("{value:?}")).map_err(|error| error.to_string())
}

/// Of two mistakes in the syntax, either may be reported.
fn compare<'a, T: Deserialize<'a> + Debug>(text: &'a str) {
    let (ours, theirs) = (graph_core::json::from_str::<T>(text), serde_json::from_str::<T>(text));
    let is_syntax = |result: &serde_json::Result<T>| result.as_ref().is_err_and(|error| !error.is_data());
    if !(is_syntax(&ours) && is_syntax(&theirs) || has_unreadable_values(text) && ours.is_err() && theirs.is_err()) {
        assert_eq!(outcome(ours), outcome(theirs), "{text}");
    }
}

/// Such a value can be skipped: half of a surrogate pair, or a number with an exponent of three digits. If the text has another
/// mistake after it, either is reported.
fn has_unreadable_values(text: &str) -> bool {
    let is_large = |exponent: &str| {
        let digits = exponent.trim_start_matches(['+', '-']);
        digits.bytes().take(3).filter(u8::is_ascii_digit).count() == 3
    };
    ["\\ud8", "\\udc", "\\uD8", "\\uDE"].iter().any(|value| text.contains(value))
        || text.split(['e', 'E']).skip(1).any(is_large)
}

/// Types that entities do not have, such as enums and numbers as keys, are read after a look for mistakes in the syntax.
fn compare_shapes(text: &str) {
    let (ours, theirs) = (graph_core::json::from_str::<Shapes<'_>>(text), serde_json::from_str::<Shapes<'_>>(text));
    let is_early = |result: &serde_json::Result<_>| {
        result.as_ref().is_err_and(|error| !error.is_data() || error.to_string().contains("numeric key"))
    };
    if !(ours.is_err() && theirs.is_err() && (is_early(&ours) || is_early(&theirs))) {
        assert_eq!(outcome(ours), outcome(theirs), "{text}");
    }
}

/// A client reads the page of a response, in which it also recognises errors and other forms.
fn compare_response<T: Value + Debug>(text: &str) {
    let client = Page::<T>::from_response(&Response::new(Bytes::copy_from_slice(text.as_bytes())));
    let theirs = serde_json::from_str::<Page<T>>(text.trim_start_matches('\u{feff}'));
    match (client, theirs) {
        (Ok(page), theirs) => assert_eq!(Ok(format!("{page:?}")), outcome(theirs), "{text}"),
        (Err(error), Ok(_)) => {
            let forms = ["an error of the service", "an object within", "a collection", "a primitive", "empty"];
            assert!(forms.iter().any(|form| error.to_string().contains(form)), "{error}: {text}");
        }
        (Err(_), Err(_)) => {}
    }
}

fn compare_all(text: &str) {
    compare::<serde_json::Value>(text);
    compare::<Page<DeviceStatus>>(text);
    compare::<Page<Open>>(text);
    compare::<Page<Thing>>(text);
    compare_response::<DeviceStatus>(text);
    compare_response::<Open>(text);
    compare_response::<Thing>(text);
    compare_shapes(text);
    compare::<Texts<'_>>(text);
    compare::<Two>(text);
}

#[test]
fn mutated_pages_are_read_as_serde_json_reads_them() {
    let seeds = [PAGE, OPEN, SHAPES, TEXTS, PAIR];
    for seed in seeds {
        compare_all(seed);
    }
    for text in [r#"{"@odata.count":[,"value":[]}"#, "{\"@odata.count\":[ , \n1],\"value\":[]}"] {
        compare_all(text);
    }
    compare::<BTreeMap<bool, u8>>(r#"{"true":1,"false":0}"#);
    for key in ["", " 1", "1 ", "-", "01", "1.5", "1e1", "x", "\\u0031", "18446744073709551616"] {
        let text = format!(r#"{{"{key}":1}}"#);
        let is_read = |result: serde_json::Result<BTreeMap<u64, u8>>| result.is_ok();
        assert_eq!(is_read(graph_core::json::from_str(&text)), is_read(serde_json::from_str(&text)), "{text}");
    }
    let inputs = std::env::var("GRAPH_FUZZ_INPUTS").ok().and_then(|inputs| inputs.parse().ok()).unwrap_or(2_000);
    let mut random =
        Random::seeded(std::env::var("GRAPH_FUZZ_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1));
    for _ in 0..inputs {
        let seed = seeds.get(random.below(seeds.len())).copied().unwrap_or_default();
        compare_all(&random.mutated(seed, PARTS));
    }
}
