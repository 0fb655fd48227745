//! The effect of each field attribute.

use graph_core::{graph_complex, graph_entity, graph_enum, object::Structured};
use serde_json::{Value, json};

#[graph_complex(odata_type = "contoso.wheel")]
#[derive(Debug, Default, Clone, PartialEq)]
struct Wheel {
    size: Option<i32>,
}

#[allow(clippy::option_option, reason = "absent, null and a value are three things")]
#[graph_entity(odata_type = "microsoft.graph.vehicle")]
#[derive(Debug, Clone, PartialEq)]
struct Car {
    #[graph(key)]
    number: String,
    #[graph(type_name)]
    type_name: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    #[graph(rename = "IMEI")]
    imei: Option<String>,
    #[serde(rename = "snake_case", alias = "snake_case", alias = "older")]
    renamed: Option<i32>,
    #[graph(read_only)]
    age: Option<i32>,
    #[graph(skip)]
    cached: u8,
    #[serde(default)]
    doors: i32,
    #[serde(default = "four")]
    wheels: Vec<Wheel>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    owners: Vec<String>,
    #[serde(serialize_with = "shout")]
    name: Option<String>,
    #[serde(serialize_with = "Self::count", skip_serializing_if = "Option::is_none")]
    towed: Option<Box<Self>>,
    #[serde(deserialize_with = "Self::positive", default)]
    seats: i32,
    spare: Box<Option<Wheel>>,
    doubtful: Option<Option<i32>>,
}

impl Car {
    #[allow(clippy::ref_option)] // serde's interface
    fn count<S: serde::Serializer>(towed: &Option<Box<Self>>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if towed.is_some() { "one" } else { "none" })
    }

    fn positive<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
        serde::Deserialize::deserialize(deserializer).map(i32::abs)
    }
}

fn four() -> Vec<Wheel> {
    vec![Wheel::default(); 4]
}

#[allow(clippy::ref_option)] // serde's interface
fn shout<S: serde::Serializer>(name: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&name.as_deref().unwrap_or("nobody").to_uppercase())
}

fn car(json: Value) -> Result<Car, serde_json::Error> {
    serde_json::from_value(json)
}

#[test]
fn serde_attributes_of_a_field_apply() -> Result<(), serde_json::Error> {
    let full = car(json!({
        "number": "n", "unknown": {"a": [1]}, "@odata.etag": "W/\"1\"", "imei": 1, "IMEI": "i", "older": 5, "age": 9,
        "doors": 3, "seats": -2, "owners": [], "name": "herbie", "cached": 200, "spare": {"size": "16"}, "doubtful": null,
        "wheels": [], "age@odata.type": "#Int32", "@odata.type": "https://x/$metadata#microsoft.graph.truck"
    }))?;
    assert_eq!((full.age, full.cached, full.renamed, full.doors), (Some(9), 0, Some(5), 3));
    assert_eq!((full.etag.as_deref(), full.doubtful), (Some("W/\"1\""), Some(None)));
    assert_eq!(
        serde_json::to_string(&full)?,
        concat!(
            r##"{"@odata.type":"https://x/$metadata#microsoft.graph.truck","number":"n","IMEI":"i","snake_case":5,"doors":3,"##,
            r##""wheels":[],"name":"HERBIE","seats":2,"spare":{"@odata.type":"#contoso.wheel","size":16},"doubtful":null}"##
        )
    );
    Ok(())
}

#[test]
fn a_missing_property_has_its_default_or_is_an_error() -> Result<(), serde_json::Error> {
    let least = car(json!({"number": "n", "spare": null}))?;
    assert_eq!((least.doors, least.wheels.len(), least.doubtful), (0, 4, None));
    let written = serde_json::to_string(&least)?;
    assert!(!written.contains("towed"));
    assert!(written.starts_with(r##"{"@odata.type":"#microsoft.graph.vehicle","number":"n","doors":0,"##), "{written}");
    let message = |json: Value| car(json).err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(message(json!({"spare": null})), "missing field `number`");
    assert_eq!(message(json!({"number": null, "spare": null})), "number: invalid type: null, expected a string");
    Ok(())
}

#[test]
fn a_box_is_absent_like_its_content() -> Result<(), serde_json::Error> {
    assert_eq!(car(json!({"number": "n"}))?.spare, Box::new(None));
    assert!(!serde_json::to_string(&car(json!({"number": "n"}))?)?.contains("spare"));
    Ok(())
}

#[test]
fn the_last_of_two_equal_names_counts() -> Result<(), serde_json::Error> {
    let twice: Car = serde_json::from_str(r#"{"number":"a","spare":null,"number":"b"}"#)?;
    assert_eq!(twice.number, "b");
    Ok(())
}

#[test]
fn changes_leave_out_key_etag_type_and_read_only() -> Result<(), serde_json::Error> {
    let before = car(json!({"number": "a", "spare": null, "wheels": [], "owners": ["x"], "name": "n", "doubtful": 1}))?;
    let after = Car {
        number: "b".into(),
        etag: Some("e".into()),
        type_name: Some("t".into()),
        age: Some(1),
        cached: 1,
        owners: Vec::new(),
        doubtful: Some(None),
        ..before.clone()
    };
    assert_eq!(before.changes_to(&after).to_json(), json!({"owners": [], "doubtful": null}));
    // If `null` is a distinct value, an absent property is not a change.
    assert!(before.changes_to(&Car { doubtful: None, ..before.clone() }).is_empty());
    let set = Car::changes().set(Car::IMEI, "i").set(Car::DOUBTFUL, 2).clear(Car::RENAMED).set(Car::DOORS, 5);
    assert_eq!(set.to_json(), json!({"IMEI": "i", "doubtful": 2, "snake_case": null, "doors": 5}));
    Ok(())
}

#[test]
fn the_property_table_describes_each_property() {
    let of = |name: &str| {
        let property = Car::properties().find(|property| property.name() == name);
        property.map(|property| (property.is_key(), property.is_read_only()))
    };
    assert_eq!(of("number"), Some((true, false)));
    assert_eq!(of("age"), Some((false, true)));
    assert_eq!(of("@odata.etag"), Some((false, true)));
    assert_eq!(of("cached"), None);
    assert_eq!(Car::TYPE_TAG, "#microsoft.graph.vehicle");
}

#[graph_enum]
#[derive(Debug, PartialEq)]
enum Platform {
    #[graph(rename = "iOS")]
    Ios,
    #[serde(rename = "macOS", alias = "macos", alias = "macOS")]
    MacOs,
    Windows10,
    #[graph(other)]
    Later(String),
}

#[test]
fn an_unknown_member_is_written_unchanged() -> Result<(), serde_json::Error> {
    let read: Vec<Platform> = serde_json::from_str(r#"["iOS","macos","windows10","visionOS","",7]"#)?;
    let later = |name: &str| Platform::Later(name.into());
    let expected = [Platform::Ios, Platform::MacOs, Platform::Windows10, later("visionOS"), later(""), later("7")];
    assert_eq!(read, expected);
    assert_eq!(serde_json::to_string(&read)?, r#"["iOS","macOS","windows10","visionOS","","7"]"#);
    assert_eq!(Platform::from("macOS").as_str(), "macOS");
    Ok(())
}

#[test]
fn values_in_maps_have_their_graph_form() -> Result<(), serde_json::Error> {
    use std::collections::{BTreeMap, HashMap};

    #[graph_complex]
    struct Maps {
        moments: BTreeMap<String, chrono::DateTime<chrono::FixedOffset>>,
        ratios: HashMap<String, f64>,
        sizes: Option<BTreeMap<String, Vec<i64>>>,
    }
    let json = concat!(
        r##"{"@odata.type":"#microsoft.graph.maps","moments":{"a":"2017-01-01T00:01:04.5793352+03:00"},"##,
        r##""ratios":{"b":"-INF"},"sizes":{"c":[12]}}"##
    );
    let read: Maps = serde_json::from_str(&json.replace("[12]", "[\"12\"]"))?;
    assert_eq!(serde_json::to_string(&read)?, json);
    let empty: Maps = serde_json::from_str(r#"{"moments":null,"ratios":{}}"#)?;
    assert!(empty.moments.is_empty() && empty.sizes.is_none());
    let error = serde_json::from_str::<Maps>(r#"{"moments":{},"ratios":{"secret":[]}}"#).err();
    let message = error.map(|error| error.to_string()).unwrap_or_default();
    assert!(message.starts_with("ratios.*: ") && !message.contains("secret"), "{message}");
    Ok(())
}

#[test]
fn cfg_attr_of_other_attributes_is_kept() -> Result<(), serde_json::Error> {
    #[graph_complex]
    struct Kept {
        #[cfg_attr(test, allow(dead_code))]
        one: i32,
    }
    let kept: Kept = serde_json::from_str(r#"{"one":1}"#)?;
    assert_eq!(kept.one, 1);
    Ok(())
}
