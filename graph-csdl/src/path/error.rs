//! The error of a path, with the known name that is nearest.

use std::fmt;
use std::ops::Range;

use super::resource::ResourceKind;
use super::segment::Segment;
use crate::metadata::Metadata;
use crate::model::{Container, Definition, Operation, OperationKind, StructuredType};
use crate::names::short;
use crate::similar::nearest;

/// The error of a path that addresses nothing: the wrong segment, and the known name that is nearest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathError {
    /// The segment, as written; empty if the path is empty or has an empty segment.
    pub segment: String,
    /// The bytes of the wrong name in the path: the segment's name, or one in its parentheses.
    pub range: Range<usize>,
    /// The message: `` `microsoft.graph.user` has no `mesages` ``.
    pub message: String,
    /// The known name that is nearest; or the cast and the name, if a derived type has it.
    pub nearest: Option<String>,
}

impl PathError {
    /// The path that the error is of, with the nearest name in place of the wrong one.
    #[must_use]
    pub fn corrected(&self, path: &str) -> Option<String> {
        let nearest = self.nearest.as_ref()?;
        let (before, after) = (path.get(..self.range.start)?, path.get(self.range.end..)?);
        Some(format!("{before}{nearest}{after}"))
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.nearest.iter().try_for_each(|name| write!(f, "; did you mean `{name}`?"))
    }
}

impl std::error::Error for PathError {}

fn path_error(segment: &Segment<'_>, message: String) -> PathError {
    PathError { segment: segment.text.to_owned(), range: segment.name_range(), message, nearest: None }
}

/// The error of an empty path, or of an empty segment.
pub(super) fn empty(path: &str) -> PathError {
    let message = match path {
        "" => "the path is empty".to_owned(),
        _ if path.starts_with('/') => format!("`{path}` begins with `/`: a path is relative to the service root"),
        _ if path.ends_with('/') => format!("`{path}` ends with `/`, and has no segment after it"),
        _ => format!("`{path}` has an empty segment"),
    };
    PathError { segment: String::new(), range: 0..0, message, nearest: None }
}

/// The error of a step with an empty segment.
pub(super) fn empty_segment() -> PathError {
    PathError { segment: String::new(), range: 0..0, message: "the segment is empty".to_owned(), nearest: None }
}

pub(super) fn unclosed(segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("`{}` has a parenthesis or a quote that is not closed", segment.text))
}

pub(super) fn no_container(segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("`{}` is unknown: the metadata has no entity container", segment.text))
}

/// The error of a container that names a target which is not declared, can't be read, or is of another kind.
pub(super) fn no_target(segment: &Segment<'_>, kind: &str, name: &str) -> PathError {
    path_error(segment, format!("`{}` refers to the {kind} `{name}`, which the metadata does not have", segment.name))
}

pub(super) fn no_root(container: &Container, segment: &Segment<'_>) -> PathError {
    let nearest = nearest(&segment.name, container.roots()).map(str::to_owned);
    PathError { nearest, ..path_error(segment, format!("the service has no `{}` at its root", segment.name)) }
}

pub(super) fn cannot_follow(kind: &ResourceKind<'_>, segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("`{}` can't follow {kind}", segment.text))
}

pub(super) fn no_composition(overloads: &[&Operation], segment: &Segment<'_>) -> PathError {
    let is_action = overloads.iter().any(|operation| operation.kind == OperationKind::Action);
    let why = if is_action { "is an action" } else { "is a function that is not composable" };
    let name = overloads.first().map(|operation| operation.name.as_str()).unwrap_or_default();
    path_error(segment, format!("`{}` can't follow `{name}`, which {why}", segment.text))
}

pub(super) fn no_entity(kind: &ResourceKind<'_>, segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("`{}` is {kind}, and a path between colons begins at one entity", segment.text))
}

/// The error of a path of names, up to the byte `end`, after an entity without such paths. The suggestion removes the path.
pub(super) fn without_names(of: &StructuredType, segment: &Segment<'_>, end: usize) -> PathError {
    let begin = segment.text.trim_end_matches(':');
    let range = segment.name_range().start..end;
    let message = format!("a path between colons begins at a drive item or a site, and `{begin}` is a `{}`", of.name);
    PathError { range, nearest: Some(begin.to_owned()), ..path_error(segment, message) }
}

pub(super) fn no_names(segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("`{}/:` has no path between its colons", segment.text))
}

pub(super) fn no_key(segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("a key is missing in the parentheses of `{}`", segment.text))
}

pub(super) fn needless_key(kind: &ResourceKind<'_>, segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("`{}` is {kind}, and takes no key in parentheses", segment.name))
}

pub(super) fn no_cast(of: &StructuredType, cast: &StructuredType, segment: &Segment<'_>) -> PathError {
    path_error(segment, format!("no `{}` is a `{}`", of.name, cast.name))
}

/// The error of arguments that no overload has together.
pub(super) fn no_parameter(overloads: &[&Operation], names: &[&str], segment: &Segment<'_>) -> PathError {
    let parameters = || overloads.iter().flat_map(|operation| &operation.parameters).map(|known| known.name.as_str());
    let operation = overloads.first().map(|operation| operation.name.as_str()).unwrap_or_default();
    match names.iter().find(|name| !parameters().any(|known| known == **name)) {
        Some(name) => {
            let nearest = nearest(name, parameters()).map(str::to_owned);
            let error = path_error(segment, format!("`{operation}` has no parameter `{name}`"));
            PathError { nearest, range: segment.argument_range(name), ..error }
        }
        None => path_error(segment, format!("no overload of `{operation}` has all of `{}`", names.join("`, `"))),
    }
}

impl Metadata {
    pub(super) fn unknown_key(&self, of: &StructuredType, name: &str, segment: &Segment<'_>) -> PathError {
        let properties = self.properties(&of.name).map(|known| known.name.as_str());
        let nearest = nearest(name, properties).map(str::to_owned);
        let error = path_error(segment, format!("`{}` has no property `{name}` that could be its key", of.name));
        PathError { nearest, range: segment.argument_range(name), ..error }
    }

    /// The error of a segment in the position of a key that is a misspelt type: only its last part is wrong, and near to a known
    /// one.
    pub(super) fn misspelt(&self, segment: &Segment<'_>) -> Option<PathError> {
        let name = self.qualified(&segment.name);
        let (namespace, _) = name.rsplit_once('.')?;
        let is_structured = |known: &&str| matches!(self.definition(known), Some(Definition::Structured(_)));
        let has_namespace = |known: &&str| {
            known.rsplit_once('.').is_some_and(|(of, last)| of == namespace && last.len() + of.len() + 3 >= name.len())
        };
        let known = nearest(&name, self.type_names().filter(has_namespace)).filter(is_structured)?;
        let message = format!("the metadata has no type `{}`", segment.name);
        Some(PathError { nearest: Some(known.to_owned()), ..path_error(segment, message) })
    }

    /// The error of a segment that is not a property, relation, cast or operation of the type.
    pub(super) fn unknown(&self, of: &StructuredType, segment: &Segment<'_>) -> PathError {
        let message = if segment.is_placeholder() {
            format!("expected a property, relation or operation of `{}`, found `{}`", of.name, segment.text)
        } else {
            format!("`{}` has no `{}`{}", of.name, segment.name, self.bound_elsewhere(segment))
        };
        let bases = self.bases(&of.name);
        let written = short(&segment.name);
        let operations = self.operations_like(|name| nearest(written, [name]).is_some());
        let bound = operations.filter(|operation| bases.distance(operation, false).is_some());
        let navigation = self.navigation(&of.name).map(|known| known.name.as_str());
        let properties = self.properties(&of.name).map(|known| known.name.as_str());
        let near = || {
            nearest(written, navigation.chain(properties).chain(bound.map(Operation::short_name))).map(str::to_owned)
        };
        let types = || nearest(&self.qualified(&segment.name), self.derived(&of.name)).map(str::to_owned);
        let cast = self.derived_with(&of.name, &segment.name);
        let nearest = cast.map(|found| format!("{}/{}", found.name, segment.name)).or_else(near).or_else(types);
        PathError { nearest, ..path_error(segment, message) }
    }

    /// The binding types of the operations with the segment's name, for the message.
    fn bound_elsewhere(&self, segment: &Segment<'_>) -> String {
        let mut bindings: Vec<_> =
            self.operations_named(&segment.name).filter_map(|operation| operation.binding.as_ref()).collect();
        bindings.dedup();
        let first: Vec<_> = bindings.iter().take(2).map(|binding| format!("`{binding}`")).collect();
        match bindings.len() {
            0 => String::new(),
            1 | 2 => format!(", which is bound to {}", first.join(" and ")),
            more => format!(", which is bound to {} and {} more", first.join(", "), more - first.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corrected_path_has_the_nearest_name() {
        let error = |range, nearest: Option<&str>| PathError {
            segment: "mesages".to_owned(),
            range,
            message: String::new(),
            nearest: nearest.map(str::to_owned),
        };
        let messages = |range, path: &str| error(range, Some("messages")).corrected(path);
        assert_eq!(messages(11..18, "users/{id}/mesages").as_deref(), Some("users/{id}/messages"));
        assert_eq!(messages(8..15, "mesages/mesages").as_deref(), Some("mesages/messages"));
        assert_eq!(error(0..7, None).corrected("mesages"), None);
        // The range is not within another path.
        assert_eq!(messages(8..15, "mesages"), None);
    }
}
