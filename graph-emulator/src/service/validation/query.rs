//! Validation of query options against the type and its capabilities.

use graph_csdl::{Annotations, StructuredType};

use crate::http::response::ODataError;
use crate::http::url::PathSuffix;
use crate::schema::Schema;
use crate::schema::path::ResolvedPath;
use crate::service::request::ResourceRequest;

/// An option, the capability that it needs, and the message. `$select` is never rejected: a service without support for it
/// returns everything, and typed clients send it with each list.
const NEEDED: [(&str, &str, &str); 6] = [
    ("$filter", "Filterable", "can't be filtered"),
    ("$orderby", "Sortable", "can't be ordered"),
    ("$search", "Searchable", "can't be searched"),
    ("$count", "Countable", "can't be counted"),
    ("$top", "TopSupported", "does not support page sizes"),
    ("$skip", "SkipSupported", "can't be skipped through"),
];

/// Validates all options of a request for entities of a type, and gives names the type's spelling.
pub(super) fn check(
    schema: &Schema,
    request: &mut ResourceRequest,
    resolved_path: &ResolvedPath,
    of: &StructuredType,
) -> Result<(), ODataError> {
    let options = &request.url.options;
    let is_asked =
        |option: &str| options.get(option).is_some() || (option == "$count" && request.url.suffix == PathSuffix::Count);
    let refused =
        NEEDED.iter().find(|(option, capability, _)| is_asked(option) && resolved_path.is_refused(capability));
    if let Some((option, _, why)) = refused {
        return Err(ODataError::refused(format!("The query option '{option}' is not allowed: the resource {why}.")));
    }
    if is_asked("$expand") && expands_nothing(resolved_path, of) {
        let message = "The query option '$expand' is not allowed: the resource can't be expanded.";
        return Err(ODataError::refused(message));
    }
    resolve(schema, request, of, &resolved_path.annotations().collect::<Vec<_>>())
}

/// Gives the names in the options the spelling of the type; annotations of the navigation property may forbid some.
pub(super) fn resolve(
    schema: &Schema,
    request: &mut ResourceRequest,
    of: &StructuredType,
    said: &[&Annotations],
) -> Result<(), ODataError> {
    request.criteria_mut()?.resolve(schema.names(), of, said)?;
    view(schema, request, of)
}

/// Gives the names in `$select` and `$expand` the spelling of the type.
pub(super) fn view(schema: &Schema, request: &mut ResourceRequest, of: &StructuredType) -> Result<(), ODataError> {
    request.view_mut()?.resolve(schema.names(), of)
}

/// `Expandable` on a navigation property is about the property within its owner: `user/messages` has `false`, and a list of
/// messages can be expanded.
fn expands_nothing(resolved_path: &ResolvedPath, of: &StructuredType) -> bool {
    match resolved_path.relation() {
        Some(_) => of.annotations.capability("Expandable") == Some(false),
        None => resolved_path.is_refused("Expandable"),
    }
}
