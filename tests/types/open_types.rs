//! Open types: properties that the struct does not declare.

use graph_core::{
    JsonObject, graph_complex, graph_entity,
    object::{PropertyInfo, Structured},
};
use serde_json::{Value, json};

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Address {
    city: Option<String>,
    #[graph(additional)]
    rest: JsonObject,
}

#[graph_entity(path = "things")]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    #[graph(additional)]
    rest: JsonObject,
    #[serde(alias = "title")]
    display_name: Option<String>,
    #[graph(read_only)]
    age: Option<i32>,
    #[allow(clippy::option_option, reason = "absent, null and a value are three things")]
    doubtful: Option<Option<i32>>,
    address: Option<Address>,
}

fn thing(json: Value) -> Result<Thing, serde_json::Error> {
    let from_text = serde_json::from_str(&json.to_string())?;
    assert_eq!(serde_json::from_value::<Thing>(json)?, from_text);
    Ok(from_text)
}

#[test]
fn unknown_properties_keep_order_and_annotations() -> Result<(), serde_json::Error> {
    let json = concat!(
        r##"{"@odata.context":"c","@odata.type":"#microsoft.graph.thing","zeta":1,"@odata.etag":"e","id":"a","##,
        r##""size@odata.type":"#Int64","size":9007199254740993,"displayName":"n","displayName@odata.type":"#String","##,
        r##""alpha":{"z":[1,{"y":null}],"b":0.1},"manager@odata.navigationLink":"l","##,
        r##""manager@odata.associationLink":"l","members@odata.context":"x","members@odata.nextLink":"x","##,
        r##""#thing.act":{"target":"t"},"@microsoft.graph.tips":"t","":"empty","alpha@contoso.unit":"cm"}"##,
    );
    let read: Thing = serde_json::from_str(json)?;
    let names: Vec<_> = read.rest.keys().map(String::as_str).collect();
    assert_eq!(names, ["zeta", "size@odata.type", "size", "alpha", "", "alpha@contoso.unit"]);
    assert_eq!(read.etag.as_deref(), Some("e"));
    let written = concat!(
        r##"{"@odata.type":"#microsoft.graph.thing","id":"a","displayName":"n","zeta":1,"##,
        r##""size@odata.type":"#Int64","size":9007199254740993,"alpha":{"z":[1,{"y":null}],"b":0.1},"":"empty","##,
        r##""alpha@contoso.unit":"cm"}"##,
    );
    assert_eq!(serde_json::to_string(&read)?, written);
    assert_eq!(serde_json::from_str::<Thing>(written)?.rest, read.rest);
    Ok(())
}

#[test]
fn additional_excludes_declared_properties() -> Result<(), serde_json::Error> {
    let mut read = thing(json!({"title": "t", "age": 3, "age@odata.type": "#Int32", "title@odata.type": "#String"}))?;
    assert_eq!((read.display_name.as_deref(), read.age), (Some("t"), Some(3)));
    assert!(read.rest.is_empty());
    for name in ["displayName", "title", "age", "@odata.type", "@odata.etag"] {
        read.rest.insert(name.into(), json!("by hand"));
    }
    read.rest.insert("manager@odata.bind".into(), json!("https://graph.microsoft.com/v1.0/users/a"));
    let written = json!({
        "@odata.type": "#microsoft.graph.thing",
        "displayName": "t",
        "manager@odata.bind": "https://graph.microsoft.com/v1.0/users/a",
    });
    assert_eq!(serde_json::to_value(&read)?, written);
    Ok(())
}

#[test]
fn the_last_of_two_equal_unknown_names_counts() -> Result<(), serde_json::Error> {
    let read: Thing = serde_json::from_str(r#"{"x":1,"id":"a","x":2}"#)?;
    assert_eq!(read.rest.get("x"), Some(&json!(2)));
    Ok(())
}

#[test]
fn an_update_contains_the_differences() -> Result<(), serde_json::Error> {
    let before = thing(json!({
        "id": "a", "same": [1], "changed": 1, "gone": 1, "gone@odata.type": "#Int32", "typed": "1",
        "typed@odata.type": "#Int32", "doubtful": 1, "address": {"city": "c", "street": "s", "zone": 1},
    }))?;
    let after = thing(json!({
        "id": "b", "typed@odata.type": "#Int32", "same": [1], "changed": 2, "added": null, "typed": "2",
        "address": {"city": "c", "zone": 2},
    }))?;
    let expected = json!({
        "typed@odata.type": "#Int32", "changed": 2, "added": null, "typed": "2", "gone": null,
        "address": {"@odata.type": "#microsoft.graph.address", "city": "c", "zone": 2, "street": null},
    });
    assert_eq!(before.changes_to(&after).to_json(), expected);
    assert!(before.changes_to(&before).is_empty());
    Ok(())
}

#[test]
fn a_changed_annotation_sends_its_value() -> Result<(), serde_json::Error> {
    let before = thing(json!({"x": "1", "x@odata.type": "#Int32"}))?;
    let after = thing(json!({"x": "1", "x@odata.type": "#Int64"}))?;
    assert_eq!(before.changes_to(&after).to_json(), json!({"x": "1", "x@odata.type": "#Int64"}));
    Ok(())
}

#[test]
fn the_property_table_marks_open_types() {
    assert!(Thing::PROPERTIES.last().is_some_and(PropertyInfo::is_additional));
    assert!(!Thing::properties().any(|property| property.is_additional() || property.name() == "rest"));
    assert_eq!(Thing::properties().count(), 6);
}

#[test]
fn an_error_within_an_unknown_property_does_not_show_its_name() {
    let message = serde_json::from_str::<Thing>(r#"{"secret":[1,}"#).map_err(|error| error.to_string());
    assert!(message.is_err_and(|text| text.starts_with("*: ") && !text.contains("secret")));
    let message =
        serde_json::from_str::<Thing>(r#"{"x":1,"address":{"y":2,"city":3}}"#).map_err(|error| error.to_string());
    assert!(message.is_err_and(|text| text.starts_with("address.city: ")));
}

#[test]
fn a_disabled_additional_field_keeps_nothing() -> Result<(), serde_json::Error> {
    #[graph_complex]
    struct Closed {
        one: i32,
        #[cfg(not(test))]
        #[graph(additional)]
        rest: NoSuchType,
    }
    let read: Closed = serde_json::from_str(r#"{"x":1,"one":1}"#)?;
    assert_eq!(serde_json::to_string(&read)?, r##"{"@odata.type":"#microsoft.graph.closed","one":1}"##);
    assert_eq!((read.one, Closed::PROPERTIES.len()), (1, 1));
    Ok(())
}
