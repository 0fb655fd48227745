//! Fields and members under `cfg`.

use graph_core::{
    Flags, JsonObject, graph_action, graph_entity, graph_enum, graph_function, graph_union,
    object::{PropertyInfo, Structured},
    request::Body,
    value::Enumeration,
};

#[graph_enum]
#[derive(Debug, PartialEq)]
enum Level {
    Low,
    #[cfg(not(test))]
    Middle,
    #[cfg(test)]
    High,
    #[graph(other)]
    Other(String),
}

#[graph_entity]
#[derive(Debug, PartialEq)]
struct Configured {
    first: i32,
    #[cfg(not(test))]
    gone: NoSuchType,
    #[cfg(test)]
    kept: i32,
    #[cfg(all(test, not(test)))]
    #[graph(rename = "kept")]
    gone_too: NoSuchType,
    #[cfg(not(test))]
    #[serde(with = "no_such_module", default)]
    by_function: u8,
    #[cfg(not(test))]
    #[graph(skip)]
    skipped: NoSuchType,
    #[cfg(not(test))]
    #[graph(type_name)]
    type_name: Option<String>,
    last: Option<Level>,
}

#[graph_enum(flags)]
#[derive(Debug, PartialEq)]
enum Bits {
    #[cfg(not(test))]
    One = 1,
    #[cfg(test)]
    First = 1,
    Two = 2,
    #[graph(other)]
    Other(String),
}

#[graph_union]
#[derive(Debug)]
enum Any {
    #[cfg(not(test))]
    #[graph(base)]
    Gone(NoSuchType),
    #[cfg(test)]
    Kept(Box<Configured>),
    #[graph(other)]
    Other(JsonObject),
}

#[test]
fn disabled_members_do_not_exist() -> Result<(), serde_json::Error> {
    assert_eq!(serde_json::from_str::<Flags<Bits>>("3")?, Flags::from([Bits::First, Bits::Two]));
    let absent: Any = serde_json::from_str("{}")?;
    assert!(matches!(absent, Any::Other(_)));
    let kept: Any = serde_json::from_str(r##"{"first":1,"kept":2,"@odata.type":"#microsoft.graph.configured"}"##)?;
    assert!(matches!(kept, Any::Kept(_)));
    Ok(())
}

#[graph_action(path = "me/configure")]
struct Configure {
    first: i32,
    #[cfg(not(test))]
    gone: NoSuchType,
    #[cfg(test)]
    kept: i32,
    #[cfg(not(test))]
    #[serde(serialize_with = "no_such_function")]
    by_function: u8,
    last: Option<Level>,
}

#[graph_action(path = "me/reset")]
struct Reset {
    #[cfg(not(test))]
    gone: NoSuchType,
}

#[graph_function(path = "me/configuration")]
struct Configuration {
    first: i32,
    #[cfg(not(test))]
    #[graph(alias)]
    gone: NoSuchType,
    #[cfg(test)]
    kept: i32,
    #[cfg(not(test))]
    #[serde(serialize_with = "no_such_function")]
    by_function: u8,
    last: Option<Level>,
}

#[test]
fn a_disabled_argument_is_not_sent() {
    let configure = Configure { first: 1, kept: 2, last: Some(Level::High) }.request();
    assert!(matches!(configure.body(), Body::Json(json) if json == r#"{"first":1,"kept":2,"last":"high"}"#));
    assert_eq!(Reset {}.request().body(), &Body::Empty);
    let configuration = Configuration { first: 1, kept: 2, last: Some(Level::High) }.request();
    assert_eq!(configuration.path(), "me/configuration(first=1,kept=2,last='high')");
}

#[test]
fn disabled_fields_do_not_exist() -> Result<(), serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.configured","first":1,"kept":2,"last":"high"}"##;
    let read: Configured = serde_json::from_str(json)?;
    assert_eq!(read, Configured { first: 1, kept: 2, last: Some(Level::High) });
    assert_eq!(serde_json::to_string(&read)?, json);
    assert_eq!(Configured::KEPT.name(), "kept");
    assert_eq!(Level::MEMBERS, ["low", "high"]);
    assert!(Configured::properties().map(PropertyInfo::name).eq(["first", "kept", "last"]));
    let middle: Configured = serde_json::from_str(r#"{"first":1,"kept":2,"last":"middle","":3}"#)?;
    assert_eq!(middle.last, Some(Level::Other("middle".into())));
    Ok(())
}
