//! Under `deny(missing_docs, warnings)`: generated code has docs and no warnings.
#![deny(missing_docs, warnings, unreachable_pub, clippy::pedantic)]

use graph_core::{JsonObject, graph_action, graph_complex, graph_entity, graph_enum, graph_function, graph_union};

/// A user.
#[graph_entity(path = "users", version = "beta", permissions(delegated = ["User.Read"]))]
struct Unused {
    /// Old.
    #[deprecated = "use `display_name`"]
    #[graph(key)]
    name: Option<String>,
    /// New.
    display_name: String,
}

/// Nothing.
#[graph_complex]
struct Empty {}

/// Skips all.
#[graph_complex]
struct Defaults {
    #[serde(default)]
    one: i32,
    #[graph(skip)]
    two: i32,
}

/// A kind.
#[graph_enum]
enum Kind {
    #[graph(other)]
    Other(String),
}

/// Flags.
#[graph_enum(flags)]
enum Set {
    /// One.
    One = 1,
    #[graph(other)]
    Other(String),
}

/// Open.
#[graph_complex]
struct Open {
    /// Old.
    #[deprecated = "use nothing"]
    #[graph(additional)]
    rest: JsonObject,
}

/// A union.
#[graph_union(path = "units")]
enum Unit {
    /// Open.
    Open(Open),
    /// The rest.
    #[graph(other)]
    Other(JsonObject),
}

#[test]
fn unions_and_sets() -> Result<(), serde_json::Error> {
    let unit: Unit = serde_json::from_str(r#"{"a":1}"#)?;
    assert_eq!(serde_json::to_string(&unit)?, r#"{"a":1}"#);
    assert!(matches!(unit, Unit::Other(_)) && !matches!(unit, Unit::Open(_)));
    assert!(matches!(Set::from("1"), Set::One));
    assert!(matches!(Set::from("3"), Set::Other(_)));
    Ok(())
}

/// Sends.
#[graph_action(path = "me/send", permissions(delegated = ["Mail.Send"]))]
#[derive(Debug, Clone, Copy)]
struct Send;

/// Finds.
#[graph_function(path = "users/{userId}/find", returns = Vec<Unused>, select = true)]
#[derive(Debug, Clone, Copy)]
struct Find {
    /// Old.
    #[deprecated = "use `size`"]
    length: i32,
    /// New.
    size: Option<i32>,
}

#[test]
fn calls_are_built() {
    assert_eq!(Send.request().path(), "me/send");
    #[allow(deprecated)]
    let find = Find { length: 1, size: None };
    assert_eq!(find.request("ada").path(), "users/ada/find(length=1)");
}

#[test]
fn an_empty_object_is_an_object() -> Result<(), serde_json::Error> {
    let empty: Empty = serde_json::from_str(r#"{"a":1}"#)?;
    assert_eq!(serde_json::to_string(&empty)?, r##"{"@odata.type":"#microsoft.graph.empty"}"##);
    let defaults: Defaults = serde_json::from_str("{}")?;
    assert_eq!((defaults.one, defaults.two), (0, 0));
    let kind: Kind = serde_json::from_str("\"k\"")?;
    assert_eq!(kind.as_str(), "k");
    let unused: Unused = serde_json::from_str(r#"{"displayName":"d"}"#)?;
    assert_eq!(unused.display_name, "d");
    Ok(())
}
