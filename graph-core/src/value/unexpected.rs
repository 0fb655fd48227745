//! Objects in a response that are not of the declared type: an error with a success status, a wrapped entity, `null`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The position of an object in a response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Level {
    /// The body of an entity.
    Entity,
    /// The body of a collection or a primitive value: an envelope.
    Envelope,
    /// An item of the collection.
    Element,
    /// The value of a property, or JSON outside of a response.
    #[default]
    Nested,
}

impl Level {
    /// The level of an object within this object.
    pub(crate) fn within(self) -> Self {
        match self {
            Self::Envelope => Self::Element,
            Self::Entity | Self::Element | Self::Nested => Self::Nested,
        }
    }

    /// The level of an object within an array of this level.
    pub(crate) fn of_elements(self) -> Self {
        if self == Self::Entity { Self::Element } else { self }
    }
}

/// The form of an object that is not of the declared type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unexpected {
    /// `{"error": {…}}`
    Error,
    /// `{"value": {…}}`: the entity within an object.
    Wrapped,
    /// `{"value": […]}`
    Collection,
    /// `{"value": 1}`
    Primitive,
    /// `{"@odata.null": true}`, `{"value": null}`, or `{}`.
    Null,
}

impl Unexpected {
    /// The reason of a decode error.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Error => "is an error of the service",
            Self::Wrapped => "is an object within `value`",
            Self::Collection => "is a collection, not an entity: read it as a `Page`",
            Self::Primitive => "is a primitive value within `value`, not an entity",
            Self::Null => "is empty: read it as an `Option`, by `.optional()` or `returns = Option<…>`",
        }
    }
}

/// The properties of one object, summarized.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The object has a property that the struct declares.
    pub(crate) declared: bool,
    others: bool,
    annotations: bool,
    null: Shape,
    error: Shape,
    value: Shape,
}

impl Seen {
    /// Adds a property that the struct does not declare.
    pub(crate) fn add(&mut self, name: Undeclared, shape: Shape) {
        match name {
            Undeclared::Error => self.error = shape,
            Undeclared::Value => self.value = shape,
            Undeclared::Null => self.null = shape,
            Undeclared::Annotation => self.annotations = true,
            Undeclared::Other => self.others = true,
        }
    }

    /// Adds every property of a map, as undeclared properties.
    ///
    /// # Errors
    /// The deserializer's.
    fn add_all<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.add(Undeclared::of(&name), map.next_value()?);
        }
        Ok(())
    }

    /// Returns `true` if the object consists of an error, annotations and `value`.
    fn is_error(&self) -> bool {
        let is_error = !matches!(self.error, Shape::Absent | Shape::Null);
        is_error && !self.declared && !self.others
    }

    /// Returns the form of an object that is not of the type. `is_empty` is `true` for a struct without declared properties.
    ///
    /// # Rule
    /// A property `error` is an error of the service. If the type declares `error`, it is data, unless the object contains
    /// nothing else. An object that consists of `value`, of `"@odata.null": true` (OData JSON 4.0, §14) or of nothing is not
    /// an entity without values.
    pub(crate) fn form(&self, level: Level, type_name: &str, is_empty: bool) -> Option<Unexpected> {
        let is_alone = !self.declared && !self.others;
        let is_error = match self.error {
            Shape::Absent | Shape::Null => false,
            Shape::Object => is_alone || !has_error_property(type_name),
            Shape::Text => is_alone || level == Level::Envelope,
            _ => is_alone,
        };
        if level != Level::Nested && is_error {
            return Some(Unexpected::Error);
        }
        if level != Level::Entity || !is_alone || is_empty {
            return None;
        }
        match self.value {
            Shape::Object => Some(Unexpected::Wrapped),
            Shape::Array => Some(Unexpected::Collection),
            Shape::Null => Some(Unexpected::Null),
            Shape::Absent if self.null == Shape::True => Some(Unexpected::Null),
            Shape::Absent if self.null == Shape::Absent && !self.annotations => Some(Unexpected::Null),
            Shape::Absent => None,
            _ => Some(Unexpected::Primitive),
        }
    }
}

/// Returns `true` if a body is an object that consists of an error and annotations.
pub(crate) fn is_error_alone(body: &[u8]) -> bool {
    seen_in(body).is_some_and(|seen| seen.is_error() && seen.value == Shape::Absent)
}

/// Returns `true` for such a body, and for one with an error beside `value`. It applies to bodies that could not be decoded.
pub(crate) fn is_error(body: &[u8]) -> bool {
    seen_in(body).is_some_and(|seen| seen.is_error())
}

/// The properties of a body that may contain an error; `None` for other bodies.
fn seen_in(body: &[u8]) -> Option<Seen> {
    struct Object(Seen);

    impl<'de> Deserialize<'de> for Object {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct ObjectVisitor;

            impl<'de> Visitor<'de> for ObjectVisitor {
                type Value = Object;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object")
                }

                fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object, A::Error> {
                    let mut seen = Seen::default();
                    seen.add_all(map)?;
                    Ok(Object(seen))
                }
            }

            deserializer.deserialize_map(ObjectVisitor)
        }
    }

    let json = std::str::from_utf8(body).ok()?.trim_start_matches('\u{feff}');
    // This check avoids parsing most responses twice.
    let is_likely = json.as_bytes().windows(6).any(|text| text.eq_ignore_ascii_case(b"error\""));
    if is_likely { serde_json::from_str::<Object>(json).ok().map(|object| object.0) } else { None }
}

/// The name of an undeclared property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undeclared {
    Error,
    Value,
    /// `@odata.null`
    Null,
    Annotation,
    Other,
}

impl Undeclared {
    pub(crate) fn of(name: &str) -> Self {
        match name {
            _ if ["error", "odata.error"].iter().any(|error| name.eq_ignore_ascii_case(error)) => Self::Error,
            "value" => Self::Value,
            "@odata.null" | "@null" => Self::Null,
            _ if name.contains('@') => Self::Annotation,
            _ => Self::Other,
        }
    }
}

/// The shape of a JSON value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `null`, or no value.
    #[default]
    Absent,
    True,
    /// A string that is not empty.
    Text,
    Array,
    /// An object that is not empty.
    Object,
    Null,
    /// `false`, a number, `""` or `{}`.
    Other,
}

impl Shape {
    pub(crate) fn of(json: &serde_json::Value) -> Self {
        Self::deserialize(json).unwrap_or(Self::Other)
    }
}

/// Reads a value of any shape and keeps only the shape.
impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, is_true: bool) -> Result<Shape, E> {
        Ok(if is_true { Shape::True } else { Shape::Other })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Shape, E> {
        Ok(if text.is_empty() { Shape::Other } else { Shape::Text })
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        Shape::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Shape, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Shape::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut shape = Shape::Other;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            shape = Shape::Object;
        }
        Ok(shape)
    }
}

/// Returns `true` if the type declares or inherits a property `error` (`$metadata` of v1.0, August 2026).
fn has_error_property(type_name: &str) -> bool {
    type_name.strip_prefix("microsoft.graph.").is_some_and(|name| HAVE_ERROR.binary_search(&name).is_ok())
}

/// The types with a property `error`, sorted by name, without the prefix `microsoft.graph.`.
#[rustfmt::skip]
const HAVE_ERROR: [&str; 50] = [
    "aadUserConversationMemberResult", "actionResultPart", "browseSessionBase", "driveProtectionRule",
    "driveProtectionUnit", "driveProtectionUnitsBulkAdditionJob", "driveRestoreArtifact",
    "driveRestoreArtifactsBulkAdditionRequest", "exchangeRestoreSession", "exportItemResponse",
    "externalConnectors.connectionOperation", "externalConnectors.externalActivityResult",
    "granularMailboxRestoreArtifact", "licenseAssignmentState", "mailTips", "mailboxProtectionRule",
    "mailboxProtectionUnit", "mailboxProtectionUnitsBulkAdditionJob", "mailboxRestoreArtifact",
    "mailboxRestoreArtifactsBulkAdditionRequest", "oneDriveForBusinessBrowseSession",
    "oneDriveForBusinessRestoreSession", "onenoteOperation", "parseExpressionResponse",
    "partners.billing.failedOperation", "protectionRuleBase", "protectionUnitBase", "protectionUnitsBulkJobBase",
    "publicErrorResponse", "restoreArtifactBase", "restoreArtifactsBulkRequestBase", "restoreSessionBase",
    "richLongRunningOperation", "scheduleInformation", "security.retentionEventStatus", "sharePointBrowseSession",
    "sharePointMigrationJobErrorEvent", "sharePointRestoreSession", "site", "siteProtectionRule",
    "siteProtectionUnit", "siteProtectionUnitsBulkAdditionJob", "siteRestoreArtifact",
    "siteRestoreArtifactsBulkAdditionRequest", "subjectRightsRequestStageDetail", "synchronizationQuarantine",
    "synchronizationTaskExecution", "teamsAsyncOperation", "workbookFunctionResult", "workbookOperation",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn form(json: &str, level: Level, type_name: &str) -> Option<Unexpected> {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
        let mut seen = Seen::default();
        for (name, value) in &object {
            match name.as_str() {
                "id" => seen.declared = true,
                _ => seen.add(Undeclared::of(name), Shape::of(value)),
            }
        }
        seen.form(level, type_name, false)
    }

    #[test]
    fn the_table_can_be_searched() {
        assert!(HAVE_ERROR.is_sorted());
        assert!(has_error_property("microsoft.graph.site") && !has_error_property("microsoft.graph.user"));
    }

    #[test]
    fn an_error_is_an_error_wherever_an_entity_may_be() {
        let error = r#"{"@odata.context":"c","error":{"code":"x"}}"#;
        for level in [Level::Entity, Level::Envelope, Level::Element] {
            assert_eq!(form(error, level, "microsoft.graph.user"), Some(Unexpected::Error));
            assert_eq!(form(error, level, "microsoft.graph.site"), Some(Unexpected::Error));
        }
        assert_eq!(form(error, Level::Nested, "microsoft.graph.user"), None);
        let beside = r#"{"id":"1","error":{"code":"x"}}"#;
        assert_eq!(form(beside, Level::Entity, "microsoft.graph.user"), Some(Unexpected::Error));
        assert_eq!(form(beside, Level::Entity, "microsoft.graph.site"), None);
        for name in ["ERROR", "Error", "odata.error", "OData.Error"] {
            let error = format!(r#"{{"{name}":{{"code":"x"}}}}"#);
            assert_eq!(form(&error, Level::Entity, "microsoft.graph.user"), Some(Unexpected::Error), "{name}");
            assert!(is_error_alone(error.as_bytes()), "{name}");
        }
        let text = r#"{"error":"invalid_request"}"#;
        assert_eq!(form(text, Level::Entity, "microsoft.graph.user"), Some(Unexpected::Error));
        for data in [r#"{"id":"1","error":null}"#, r#"{"id":"1","error":{}}"#, r#"{"id":"1","error":"None"}"#] {
            assert_eq!(form(data, Level::Entity, "microsoft.graph.user"), None, "{data}");
        }
    }

    #[test]
    fn an_entity_has_content() {
        for (json, expected) in [
            ("{}", Some(Unexpected::Null)),
            (r#"{"@odata.context":"c","@odata.null":true}"#, Some(Unexpected::Null)),
            (r#"{"@odata.context":"c"}"#, None),
            (r#"{"@odata.null":false}"#, None),
            (r#"{"other":1}"#, None),
            (r#"{"value":{"id":"1"}}"#, Some(Unexpected::Wrapped)),
            (r#"{"@odata.context":"c","value":[]}"#, Some(Unexpected::Collection)),
            (r#"{"value":"text"}"#, Some(Unexpected::Primitive)),
            (r#"{"value":0}"#, Some(Unexpected::Primitive)),
            (r#"{"value":null}"#, Some(Unexpected::Null)),
            (r#"{"error":null}"#, Some(Unexpected::Null)),
            (r#"{"error":{}}"#, Some(Unexpected::Error)),
            (r#"{"id":"1","value":["data"]}"#, None),
        ] {
            assert_eq!(form(json, Level::Entity, ""), expected, "{json}");
            let element = expected.filter(|form| *form == Unexpected::Error);
            assert_eq!(form(json, Level::Element, ""), element, "{json}");
        }
    }

    #[test]
    fn an_untyped_body_is_an_error_if_it_consists_of_one() {
        assert!(is_error_alone("\u{feff} {\"error\":{\"code\":\"x\"}}".as_bytes()));
        for other in ["", "17", r#"{"error":{"code":"x"},"a":1}"#, r#"["error"]"#, r#"{"a":"error"}"#, r#"{"error":"#] {
            assert!(!is_error_alone(other.as_bytes()), "{other}");
        }
    }
}
