//! Why a path leads nowhere, and what it was meant to be.

use super::segment::Segment;
use crate::metadata::Metadata;
use crate::model::{Container, Definition, Operation, OperationKind, StructuredType};
use crate::names::short;
use crate::nearest::nearest;
use crate::place::{Target, Unresolved};

fn lost(segment: &Segment<'_>, fact: String) -> Unresolved {
    Unresolved { segment: segment.text.to_owned(), range: segment.name_range(), fact, nearest: None }
}

/// The path, or one of its segments, is empty.
pub(super) fn empty(path: &str) -> Unresolved {
    let fact = match path {
        "" => "the path is empty".to_owned(),
        _ if path.starts_with('/') => format!("`{path}` begins with `/`: a path is relative to the service root"),
        _ if path.ends_with('/') => format!("`{path}` ends with `/`, and nothing stands behind it"),
        _ => format!("`{path}` has nothing between two `/`"),
    };
    Unresolved { segment: String::new(), range: 0..0, fact, nearest: None }
}

pub(super) fn unclosed(segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("`{}` has a parenthesis or a quote without its end", segment.text))
}

pub(super) fn no_container(segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("`{}` leads nowhere: the metadata has no entity container", segment.text))
}

/// The container names something that is not declared, or can't be read, or is something else.
pub(super) fn no_target(segment: &Segment<'_>, kind: &str, name: &str) -> Unresolved {
    lost(segment, format!("`{}` leads to the {kind} `{name}`, which the metadata does not have", segment.name))
}

pub(super) fn no_root(container: &Container, segment: &Segment<'_>) -> Unresolved {
    let nearest = nearest(&segment.name, container.roots()).map(str::to_owned);
    Unresolved { nearest, ..lost(segment, format!("the service has no `{}` at its root", segment.name)) }
}

pub(super) fn nowhere(target: &Target<'_>, segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("`{}` can't stand behind {target}", segment.text))
}

pub(super) fn no_composition(overloads: &[&Operation], segment: &Segment<'_>) -> Unresolved {
    let is_action = overloads.iter().any(|operation| operation.kind == OperationKind::Action);
    let why = if is_action { "is an action" } else { "is a function that is not composable" };
    let name = overloads.first().map(|operation| operation.name.as_str()).unwrap_or_default();
    lost(segment, format!("`{}` can't stand behind `{name}`, which {why}", segment.text))
}

pub(super) fn no_address(target: &Target<'_>, segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("`{}` is {target}, and a path between colons begins at one entity", segment.text))
}

/// A path between colons that begins at an entity which has none: its entity alone is meant.
pub(super) fn without_paths(of: &StructuredType, segment: &Segment<'_>, end: &Segment<'_>) -> Unresolved {
    let begin = segment.text.trim_end_matches(':');
    let range = segment.name_range().start..end.end();
    let fact = format!("a path between colons begins at a drive item or a site, and `{begin}` is a `{}`", of.name);
    Unresolved { range, nearest: Some(begin.to_owned()), ..lost(segment, fact) }
}

pub(super) fn no_path(segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("`{}/:` has no path between its colons", segment.text))
}

pub(super) fn no_key(segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("a key is missing in the parentheses of `{}`", segment.text))
}

pub(super) fn needless_key(target: &Target<'_>, segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("`{}` is {target}, and takes no key in parentheses", segment.name))
}

pub(super) fn no_cast(of: &StructuredType, cast: &StructuredType, segment: &Segment<'_>) -> Unresolved {
    lost(segment, format!("no `{}` is a `{}`", of.name, cast.name))
}

/// No overload has all these names as parameters.
pub(super) fn no_parameter(overloads: &[&Operation], names: &[&str], segment: &Segment<'_>) -> Unresolved {
    let parameters = || overloads.iter().flat_map(|operation| &operation.parameters).map(|known| known.name.as_str());
    let operation = overloads.first().map(|operation| operation.name.as_str()).unwrap_or_default();
    match names.iter().find(|name| !parameters().any(|known| known == **name)) {
        Some(name) => {
            let nearest = nearest(name, parameters()).map(str::to_owned);
            let lost = lost(segment, format!("`{operation}` has no parameter `{name}`"));
            Unresolved { nearest, range: segment.argument_range(name), ..lost }
        }
        None => lost(segment, format!("no overload of `{operation}` has all of `{}`", names.join("`, `"))),
    }
}

impl Metadata {
    pub(super) fn unknown_key(&self, of: &StructuredType, name: &str, segment: &Segment<'_>) -> Unresolved {
        let properties = self.properties(&of.name).map(|known| known.name.as_str());
        let nearest = nearest(name, properties).map(str::to_owned);
        let lost = lost(segment, format!("`{}` has no property `{name}` that could be its key", of.name));
        Unresolved { nearest, range: segment.argument_range(name), ..lost }
    }

    /// A segment that could be a key, but is meant as the name of a type: only its last part is wrong, and near to a known one.
    pub(super) fn misspelt(&self, segment: &Segment<'_>) -> Option<Unresolved> {
        let name = self.qualified(&segment.name);
        let (namespace, _) = name.rsplit_once('.')?;
        let is_structured = |known: &&str| matches!(self.definition(known), Some(Definition::Structured(_)));
        let has_namespace = |known: &&str| {
            known.rsplit_once('.').is_some_and(|(of, last)| of == namespace && last.len() + of.len() + 3 >= name.len())
        };
        let known = nearest(&name, self.type_names().filter(has_namespace)).filter(is_structured)?;
        let fact = format!("the metadata has no type `{}`", segment.name);
        Some(Unresolved { nearest: Some(known.to_owned()), ..lost(segment, fact) })
    }

    /// Neither a property, nor a relation, nor a cast, nor an operation of the type.
    pub(super) fn unknown(&self, of: &StructuredType, segment: &Segment<'_>) -> Unresolved {
        let fact = if segment.is_placeholder() {
            format!("a property, relation or operation of `{}` is needed in place of `{}`", of.name, segment.text)
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
        Unresolved { nearest, ..lost(segment, fact) }
    }

    /// What an operation of the segment's name is called on, if there is one.
    fn bound_elsewhere(&self, segment: &Segment<'_>) -> String {
        let mut bindings: Vec<_> =
            self.operations_named(&segment.name).filter_map(|operation| operation.binding.as_ref()).collect();
        bindings.dedup();
        let first: Vec<_> = bindings.iter().take(2).map(|binding| format!("`{binding}`")).collect();
        match bindings.len() {
            0 => String::new(),
            1 | 2 => format!(", which is called on {}", first.join(" and ")),
            more => format!(", which is called on {} and {} more", first.join(", "), more - first.len()),
        }
    }
}
