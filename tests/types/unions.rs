//! Unions: the member that an object is read into, without loss.

use graph_core::{
    ApiVersion, Cloud, Entity, JsonObject, Page, client::ServiceRoot, graph_complex, graph_entity, graph_union,
    object::Union, value::Value,
};
use serde_json::{Value as Json, json};

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Rule {
    name: String,
    limits: Vec<i64>,
    next: Option<Box<AnyConfiguration>>,
}

#[graph_entity(version = "beta")]
#[derive(Debug, Clone, PartialEq)]
struct DeviceConfiguration {
    #[graph(key)]
    id: Option<String>,
    version: Option<i64>,
}

#[graph_entity(path = "windows", odata_type = "microsoft.graph.windows10GeneralConfiguration")]
#[derive(Debug, Clone, PartialEq)]
struct Windows {
    #[graph(key)]
    id: Option<String>,
    #[graph(type_name)]
    type_name: Option<String>,
    version: Option<i64>,
    exact: Option<Digits>,
    rules: Option<Vec<Rule>>,
    #[graph(additional)]
    rest: JsonObject,
}

#[graph_entity(odata_type = "microsoft.graph.iosGeneralDeviceConfiguration")]
#[derive(Debug, Clone, PartialEq)]
struct Ios {
    #[graph(key)]
    id: Option<String>,
    version: i64,
    at: Option<chrono::DateTime<chrono::FixedOffset>>,
}

#[graph_entity]
#[derive(Debug, Clone, PartialEq)]
struct Group {
    parts: Vec<AnyConfiguration>,
}

#[graph_union(
    path = "deviceManagement/deviceConfigurations",
    singleton(name = "current", template = "deviceManagement/current"),
    odata_type = "microsoft.graph.deviceConfiguration",
    version = "beta",
    permissions(delegated = ["DeviceManagementConfiguration.Read.All"])
)]
#[derive(Debug, Clone, PartialEq)]
enum AnyConfiguration {
    Windows(Windows),
    Ios(Box<Ios>),
    #[graph(base)]
    Base(DeviceConfiguration),
    Group(Group),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_union(odata_type = "microsoft.graph.deviceConfiguration")]
#[derive(Debug, PartialEq)]
enum WithoutBase {
    Ios(Ios),
    #[cfg(not(test))]
    Gone(NoSuchType),
    Windows(Windows),
    #[graph(other)]
    Unknown(JsonObject),
}

/// The digits of a number in the text.
#[derive(Debug, Clone, PartialEq)]
struct Digits(String);

impl<'de> serde::Deserialize<'de> for Digits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: Box<serde_json::value::RawValue> = serde::Deserialize::deserialize(deserializer)?;
        Ok(Self(text.get().to_owned()))
    }
}

impl serde::Serialize for Digits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::value::RawValue::from_string(self.0.clone()).map_err(serde::ser::Error::custom)?;
        text.serialize(serializer)
    }
}

impl Value for Digits {
    type Assigned = Self;
}

fn read(json: &str) -> Result<AnyConfiguration, serde_json::Error> {
    let from_text = serde_json::from_str(json)?;
    assert_eq!(serde_json::from_reader::<_, AnyConfiguration>(json.as_bytes())?, from_text);
    Ok(from_text)
}

const WINDOWS: &str = "#microsoft.graph.windows10GeneralConfiguration";

#[test]
fn the_tag_may_be_anywhere_and_digits_are_kept() -> Result<(), serde_json::Error> {
    let tag = format!(r#""@odata.type":"{WINDOWS}""#);
    let properties = [
        r#""id":"c1""#,
        r#""version":9007199254740993"#,
        r#""exact":0.12345678901234567890123456789"#,
        r#""rules":[{"name":"\u00e9\n\"[{","limits":["9223372036854775807"]}]"#,
        r#""colour":{"z":[1],"a":2}"#,
    ];
    let mut values = Vec::new();
    for position in 0..=properties.len() {
        let mut parts = properties.to_vec();
        parts.insert(position, &tag);
        values.push(read(&format!("{{{}}}", parts.join(",")))?);
    }
    let AnyConfiguration::Windows(windows) = &values[0] else { panic!("{:?}", values[0]) };
    assert_eq!(windows.version, Some(9_007_199_254_740_993));
    assert_eq!(windows.exact, Some(Digits("0.12345678901234567890123456789".into())));
    assert_eq!(windows.type_name.as_deref(), Some(WINDOWS));
    assert_eq!(windows.rest.keys().collect::<Vec<_>>(), ["colour"]);
    let rule = Rule { name: "é\n\"[{".into(), limits: vec![i64::MAX], next: None };
    assert_eq!(windows.rules, Some(vec![rule]));
    assert!(values.iter().all(|value| *value == values[0]));
    let written = serde_json::to_string(&values[0])?;
    assert!(written.starts_with(&format!("{{{tag},")) && written.contains("0.12345678901234567890123456789"));
    assert_eq!(read(&written)?, values[0]);
    Ok(())
}

#[test]
fn the_tag_is_read_in_each_form() -> Result<(), serde_json::Error> {
    let name = "microsoft.graph.iosGeneralDeviceConfiguration";
    for tag in [name.to_owned(), format!("#{name}"), format!("https://graph.microsoft.com/beta/$metadata#{name}")] {
        let value = read(&format!(r#"{{"version":1,"@odata.type":"{tag}"}}"#))?;
        assert!(matches!(&value, AnyConfiguration::Ios(ios) if ios.version == 1), "{tag}");
        assert_eq!(value.type_name(), name);
        let value = serde_json::from_value::<AnyConfiguration>(json!({"@odata.type": tag, "version": 1}))?;
        assert_eq!(serde_json::to_string(&value)?, format!(r##"{{"@odata.type":"#{name}","version":1}}"##));
    }
    Ok(())
}

#[test]
fn values_are_read_from_a_json_tree() -> Result<(), serde_json::Error> {
    let json =
        json!({"version": u32::MAX, "rules": [{"name": "a", "limits": [i64::MIN]}], "@odata.type": WINDOWS, "x": 1.5});
    let value: AnyConfiguration = serde_json::from_value(json.clone())?;
    let AnyConfiguration::Windows(windows) = &value else { panic!("{value:?}") };
    assert_eq!(windows.rest.get("x"), Some(&json!(1.5)));
    assert_eq!(value, read(&json.to_string())?);
    Ok(())
}

#[test]
fn an_absent_tag_means_the_declared_type() -> Result<(), serde_json::Error> {
    let base = AnyConfiguration::Base(DeviceConfiguration { id: Some("a".into()), version: Some(2) });
    for tag in [
        "",
        r##""@odata.type":"#microsoft.graph.deviceConfiguration","##,
        r#""@odata.type":null,"#,
        r#""@odata.type":"","#,
    ] {
        assert_eq!(read(&format!(r#"{{"id":"a",{tag}"version":2}}"#))?, base, "{tag}");
    }
    assert_eq!(base.type_name(), "microsoft.graph.deviceConfiguration");
    let without: WithoutBase = serde_json::from_str(r#"{"id":"a","version":2}"#)?;
    assert!(matches!(&without, WithoutBase::Unknown(object) if object.len() == 2));
    assert_eq!(without.type_name(), "");
    assert_eq!(serde_json::to_string(&without)?, r#"{"id":"a","version":2}"#);
    Ok(())
}

#[test]
fn an_unknown_type_is_kept() -> Result<(), serde_json::Error> {
    let json = concat!(
        r##"{"@odata.type":"#microsoft.graph.macOS","@odata.etag":"W/\"1\"","id":"c","n":9007199254740993,"a":[{"@odata.type":"#x"}],"##,
        r##""b@odata.type":"#Int64"}"##,
    );
    let value = read(json)?;
    assert!(matches!(&value, AnyConfiguration::Other(object) if object.len() == 6));
    assert_eq!(serde_json::to_string(&value)?, json);
    assert_eq!(value.type_name(), "microsoft.graph.macOS");
    // The tag is written first, wherever it was.
    let late = read(r#"{"id":"c","@odata.type":"https://g/$metadata#m.x","n":1}"#)?;
    assert_eq!(serde_json::to_string(&late)?, r#"{"@odata.type":"https://g/$metadata#m.x","id":"c","n":1}"#);
    assert_eq!(late.type_name(), "m.x");
    Ok(())
}

#[test]
fn disabled_members_do_not_affect_the_others() -> Result<(), serde_json::Error> {
    let value: WithoutBase = serde_json::from_value(json!({"@odata.type": WINDOWS}))?;
    assert!(matches!(value, WithoutBase::Windows(_)));
    assert_eq!(WithoutBase::TYPE_TAGS, ["#microsoft.graph.iosGeneralDeviceConfiguration", "", WINDOWS]);
    Ok(())
}

#[test]
fn unions_within_unions_and_pages() -> Result<(), serde_json::Error> {
    let json = r##"{"value":[
        {"version":1,"@odata.type":"#microsoft.graph.iosGeneralDeviceConfiguration"},
        {"parts":[{"id":"x","parts":[],"@odata.type":"#microsoft.graph.group"},{"id":"base"},{"@odata.type":"#new","n":1}],
         "@odata.type":"#microsoft.graph.group"},
        {"rules":[{"name":"r","limits":[],"next":{"id":"i","@odata.type":"#microsoft.graph.windows10GeneralConfiguration"}}],
         "@odata.type":"#microsoft.graph.windows10GeneralConfiguration"}
    ]}"##;
    let page: Page<AnyConfiguration> = serde_json::from_str(json)?;
    let AnyConfiguration::Group(group) = &page.value[1] else { panic!("{:?}", page.value[1]) };
    assert!(matches!(&group.parts[0], AnyConfiguration::Group(inner) if inner.parts.is_empty()));
    assert!(matches!(&group.parts[1], AnyConfiguration::Base(base) if base.id.as_deref() == Some("base")));
    assert!(matches!(&group.parts[2], AnyConfiguration::Other(_)));
    let AnyConfiguration::Windows(windows) = &page.value[2] else { panic!("{:?}", page.value[2]) };
    let next = windows.rules.as_ref().and_then(|rules| rules[0].next.as_deref());
    assert!(matches!(next, Some(AnyConfiguration::Windows(next)) if next.id.as_deref() == Some("i")));
    let again: Page<AnyConfiguration> = serde_json::from_value(json!({"value": serde_json::to_value(&page.value)?}))?;
    assert_eq!(again, page);
    Ok(())
}

#[test]
fn an_error_names_its_json_path_wherever_the_tag_is() {
    let message = |json: Json| match serde_json::from_str::<Page<AnyConfiguration>>(&json.to_string()) {
        Ok(page) => panic!("{page:?}"),
        Err(error) => error.to_string(),
    };
    let rules = json!([{"name": "a", "limits": [1, "x"]}]);
    let late = message(json!({"value": [{}, {"rules": rules, "@odata.type": WINDOWS}]}));
    let early = message(json!({"value": [{}, {"@odata.type": WINDOWS, "rules": rules}]}));
    for text in [&late, &early] {
        assert!(text.starts_with("value[1].rules[0].limits[1]: invalid value: a text, expected Edm.Int64"), "{text}");
    }
    assert_eq!(late.matches(" at line ").count(), 1, "{late}");
    let missing =
        message(json!({"value": [{"id": "a", "@odata.type": "#microsoft.graph.iosGeneralDeviceConfiguration"}]}));
    assert!(missing.starts_with("value[0]: missing field `version`"), "{missing}");
}

#[test]
fn a_deeply_nested_value_before_the_tag_is_an_error() {
    let deep = |levels: usize| {
        let open = r#"{"parts":["#.repeat(levels);
        let close = r##"],"@odata.type":"#microsoft.graph.group"}"##.repeat(levels);
        serde_json::from_str::<AnyConfiguration>(&format!("{open}{close}"))
    };
    assert!(deep(20).is_ok());
    let message = deep(50_000).map_err(|error| error.to_string());
    assert!(message.is_err_and(|text| text.contains("nested too deeply") || text.contains("recursion limit")));
}

#[test]
fn a_union_has_endpoints_and_casts_to_its_members() {
    let all = AnyConfiguration::device_configurations();
    let new = AnyConfiguration::from(Ios { id: None, version: 1, at: None });
    assert!(matches!(&new, AnyConfiguration::Ios(_)));
    let request = all.create(&new);
    assert_eq!((request.method().as_str(), request.path()), ("POST", "deviceManagement/deviceConfigurations"));
    assert_eq!(AnyConfiguration::current().get().path(), "deviceManagement/current");
    assert_eq!(AnyConfiguration::PERMISSIONS.delegated, ["DeviceManagementConfiguration.Read.All"]);
    let windows = all.cast::<Windows>();
    let path = "deviceManagement/deviceConfigurations/microsoft.graph.windows10GeneralConfiguration";
    assert_eq!(windows.list().path(), path);
    assert_eq!(windows.entity("a/b").get().path(), format!("{path}/a%2Fb"));
    let one = all.entity("c1").cast::<DeviceConfiguration>();
    let request = one.update(DeviceConfiguration::changes().set(DeviceConfiguration::VERSION, 2));
    let http = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0));
    let url =
        "https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/c1/microsoft.graph.deviceConfiguration";
    assert!(http.is_ok_and(|http| http.uri() == url));
}

/// Change notifications contain `#Microsoft.Graph.Message`.
#[test]
fn a_tag_is_read_in_any_letter_case() -> Result<(), serde_json::Error> {
    for tag in [
        "#Microsoft.Graph.IosGeneralDeviceConfiguration",
        "microsoft.graph.IOSGENERALDEVICECONFIGURATION",
        "https://graph.microsoft.com/v1.0/$metadata#Microsoft.Graph.iosGeneralDeviceConfiguration",
    ] {
        let read: AnyConfiguration = serde_json::from_value(json!({ "@odata.type": tag, "version": 1 }))?;
        assert!(matches!(read, AnyConfiguration::Ios(_)), "{tag}");
    }
    let base: AnyConfiguration =
        serde_json::from_value(json!({ "@odata.type": "#Microsoft.Graph.DeviceConfiguration" }))?;
    assert!(matches!(base, AnyConfiguration::Base(_)));
    // Kept JSON text is written unchanged.
    let unknown = json!({ "@odata.type": "#Microsoft.Graph.Unknown", "a": 1 });
    let read: AnyConfiguration = serde_json::from_value(unknown.clone())?;
    assert_eq!(serde_json::to_value(read)?, unknown);
    let kept = json!({ "@odata.type": "#Microsoft.Graph.Windows10GeneralConfiguration" });
    let read: AnyConfiguration = serde_json::from_value(kept.clone())?;
    assert_eq!(serde_json::to_value(read)?, kept);
    Ok(())
}

/// Two members whose tags differ in letter case alone are distinguished by it.
#[test]
fn an_ambiguous_tag_is_unknown() -> Result<(), serde_json::Error> {
    #[graph_complex(odata_type = "contoso.part")]
    #[derive(Debug, PartialEq)]
    struct Lower {}

    #[graph_complex(odata_type = "contoso.Part")]
    #[derive(Debug, PartialEq)]
    struct Upper {}

    #[graph_union(odata_type = "contoso.base")]
    #[derive(Debug, PartialEq)]
    enum Part {
        Lower(Lower),
        Upper(Upper),
        #[graph(other)]
        Other(JsonObject),
    }

    let read = |tag: &str| serde_json::from_value::<Part>(json!({ "@odata.type": tag }));
    assert_eq!(read("#contoso.part")?, Part::Lower(Lower {}));
    assert_eq!(read("#contoso.Part")?, Part::Upper(Upper {}));
    assert!(matches!(read("#contoso.PART")?, Part::Other(_)));
    Ok(())
}

#[graph_entity(path = "seats")]
#[derive(Debug, Clone, PartialEq)]
struct Seat {
    #[graph(key, read_only)]
    row: Option<i32>,
    #[graph(key)]
    name: Option<String>,
    title: Option<String>,
}

#[graph_entity(path = "people")]
#[derive(Debug, Clone, PartialEq)]
struct Person {
    #[graph(key, read_only)]
    id: uuid::Uuid,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Note {
    id: Option<String>,
}

#[graph_union(path = "places")]
#[derive(Debug, Clone, PartialEq)]
enum AnyPlace {
    Seat(Seat),
    Person(Box<Person>),
    Note(Note),
    #[graph(other)]
    Other(JsonObject),
}

/// Each member has its key: also one that is never sent, has two properties, or is of an unknown type.
#[test]
fn the_key_of_a_union_is_that_of_its_member() -> Result<(), Box<dyn std::error::Error>> {
    let path = |json: Json| {
        let place = serde_json::from_value::<AnyPlace>(json)?;
        Ok::<_, serde_json::Error>(AnyPlace::places().entity(place.key()).get().path().to_owned())
    };
    let seat = json!({ "@odata.type": "#microsoft.graph.seat", "row": 4, "name": "o'x", "title": "t" });
    assert_eq!(path(seat)?, "places(row=4,name='o''x')");
    let id = "5f8a1c9e-0000-4000-8000-000000000001";
    assert_eq!(path(json!({ "@odata.type": "#microsoft.graph.person", "id": id }))?, format!("places/{id}"));
    assert_eq!(path(json!({ "@odata.type": "#microsoft.graph.desk", "id": "a/b" }))?, "places/a%2Fb");
    assert_eq!(path(json!({ "@odata.type": "#microsoft.graph.desk", "id": 7 }))?, "places/7");
    for without in [
        json!({ "@odata.type": "#microsoft.graph.seat", "row": 4 }),
        json!({ "@odata.type": "#microsoft.graph.note", "id": "no key of it" }),
        json!({ "@odata.type": "#microsoft.graph.desk" }),
        json!({ "@odata.type": "#microsoft.graph.desk", "id": null }),
    ] {
        let place = serde_json::from_value::<AnyPlace>(without.clone())?;
        let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
        assert!(AnyPlace::places().entity(place.key()).get().to_http(&root).is_err(), "{without}");
    }
    Ok(())
}
