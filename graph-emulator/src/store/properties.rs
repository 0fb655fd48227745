//! The properties of an entity: those that are stored, and those that are shown.

use graph_csdl::find_ignore_case;
use serde_json::{Map, Value as Json};

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;

pub(crate) type Properties = Map<String, Json>;

/// The name of nearly every key.
pub(crate) const ID: &str = "id";
pub(crate) const TYPE: &str = "@odata.type";

/// The properties of a body to store: all without annotations, of which only types are kept, at any depth.
///
/// # Errors
/// A binding, or a type that is not a string.
pub(crate) fn storable(body: &Properties) -> Result<Properties, ODataError> {
    let mut stored = Properties::new();
    for (name, value) in body {
        match name.split_once('@') {
            Some((_, "odata.bind")) => return Err(ODataError::not_implemented(&format!("'{name}'; use `$ref`"))),
            Some((_, "odata.type")) if !value.is_string() => return Err(no_type(name)),
            None | Some((_, "odata.type")) => stored.insert(name.clone(), storable_value(value)?),
            Some(_) => None,
        };
    }
    Ok(stored)
}

fn storable_value(value: &Json) -> Result<Json, ODataError> {
    Ok(match value {
        Json::Object(properties) => storable(properties)?.into(),
        Json::Array(items) => items.iter().map(storable_value).collect::<Result<Vec<_>, _>>()?.into(),
        plain => plain.clone(),
    })
}

/// The id in a body; `None` if it is empty or `null`.
pub(crate) fn id(properties: &Properties) -> Result<Option<&str>, ODataError> {
    match properties.get(ID) {
        Some(Json::String(id)) => Ok(Some(id.as_str()).filter(|id| !id.is_empty())),
        None | Some(Json::Null) => Ok(None),
        Some(_) => Err(ODataError::bad_request("The property 'id' must be a string.")),
    }
}

/// The key in a body; one that is not `id` may be a number.
pub(crate) fn key(properties: &Properties, name: &str) -> Result<Option<String>, ODataError> {
    match properties.get(name) {
        Some(Json::Number(number)) if name != ID => Ok(Some(number.to_string())),
        Some(Json::String(key)) if name != ID => Ok(Some(key.clone()).filter(|key| !key.is_empty())),
        _ if name == ID => id(properties).map(|id| id.map(str::to_owned)),
        _ => Ok(None),
    }
}

/// A property by its name: the exact one, or else the only one that differs in case alone.
pub(crate) fn property<'p>(properties: &'p Properties, name: &str, spelling: Spelling) -> Option<&'p Json> {
    let like = || find_ignore_case(name, properties.keys().map(String::as_str));
    properties.get(name).or_else(|| properties.get(like().filter(|_| !spelling.is_exact())?))
}

/// The type in `@odata.type`, without the context before its `#`.
pub(crate) fn type_name(properties: &Properties) -> Option<&str> {
    properties.get(TYPE)?.as_str().map(without_context)
}

/// The name of a type, without the context before its `#`.
pub(crate) fn without_context(text: &str) -> &str {
    text.rsplit('#').next().unwrap_or(text)
}

/// The error of a type that is not a string.
pub(crate) fn no_type(name: &str) -> ODataError {
    ODataError::bad_request(format!("The annotation '{name}' must be the name of a type, a string."))
}

/// Whether properties have exactly that type. Without metadata the inheritance is unknown.
pub(crate) fn is_of_type(properties: &Properties, expected: &str) -> bool {
    type_name(properties).is_some_and(|own| full_name(own) == full_name(expected))
}

/// `graph.user` is short for `microsoft.graph.user`.
pub(crate) fn full_name(name: &str) -> String {
    name.strip_prefix("graph.").map_or_else(|| name.to_owned(), |name| format!("microsoft.graph.{name}"))
}

/// Sets the id: in its place if there is one, else in front, but after the type.
pub(crate) fn with_id(mut properties: Properties, id: &str) -> Properties {
    if properties.get(ID).is_some_and(|own| own == id) {
        return properties;
    }
    properties.shift_remove(ID);
    let position = usize::from(starts_with_type(&properties));
    properties.shift_insert(position, ID.to_owned(), id.into());
    properties
}

/// Sets the properties that a whole entity omits to `null`.
///
/// # Rule
/// OData 4.01 Protocol, §11.4.3.
pub(crate) fn reset(properties: &mut Properties, before: &Properties) {
    let is_cleared = |name: &&String| !name.contains('@') && name.as_str() != ID;
    for name in before.keys().filter(is_cleared) {
        properties.entry(name).or_insert(Json::Null);
    }
}

/// Adds an ETag in front, but after the type.
pub(crate) fn with_etag(shown: Properties, etag: Option<String>) -> Properties {
    with_annotation(shown, "@odata.etag", etag)
}

/// Adds an annotation in front, but after the type.
pub(crate) fn with_annotation(mut shown: Properties, name: &str, text: Option<String>) -> Properties {
    if let Some(text) = text {
        shown.shift_insert(usize::from(starts_with_type(&shown)), name.to_owned(), text.into());
    }
    shown
}

fn starts_with_type(properties: &Properties) -> bool {
    properties.keys().next().is_some_and(|first| first == TYPE)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Json) -> Properties {
        let Json::Object(properties) = value else { return Properties::new() };
        properties
    }

    #[test]
    fn only_types_of_the_annotations_are_stored() {
        let body = object(json!({
            "@odata.type": "#t", "@odata.etag": "x", "a": [{ "@odata.type": "#n", "@odata.id": "y" }],
            "a@odata.type": "Collection(n)", "a@odata.count": 1,
        }));
        let stored = json!({ "@odata.type": "#t", "a": [{ "@odata.type": "#n" }], "a@odata.type": "Collection(n)" });
        assert_eq!(Json::Object(storable(&body).unwrap()), stored);
        assert!(storable(&object(json!({ "a": { "b@odata.bind": [] } }))).is_err());
        assert!(storable(&object(json!({ "a": [{ "@odata.type": 5 }] }))).is_err());
    }

    #[test]
    fn a_type_may_be_written_in_many_ways() {
        for own in
            ["#microsoft.graph.user", "microsoft.graph.user", "https://x/$metadata#microsoft.graph.user", "graph.user"]
        {
            let user = object(json!({ "@odata.type": own }));
            assert!(is_of_type(&user, "microsoft.graph.user") && is_of_type(&user, "graph.user"), "{own}");
            assert!(!is_of_type(&user, "microsoft.graph.group"));
        }
        assert!(!is_of_type(&Properties::new(), "microsoft.graph.user"));
    }

    #[test]
    fn the_order_stays() {
        let text = |properties: Properties| Json::Object(properties).to_string();
        let typed = object(json!({ "@odata.type": "#t", "a": 1, "id": null }));
        assert_eq!(text(with_id(typed, "x")), r##"{"@odata.type":"#t","id":"x","a":1}"##);
        assert_eq!(text(with_id(object(json!({ "a": 1, "id": "x" })), "x")), r#"{"a":1,"id":"x"}"#);
    }

    #[test]
    fn a_replacement_clears_omitted_properties() {
        let mut whole = object(json!({ "id": "x", "c": 5, "e": null }));
        reset(&mut whole, &object(json!({ "id": "y", "a": 1, "a@odata.type": "#n", "c": 3 })));
        assert_eq!(Json::Object(whole), json!({ "id": "x", "c": 5, "e": null, "a": null }));
    }
}
