//! Resolution of a name or path on the command line to a type, a resource or an operation.

use std::collections::HashSet;

use graph_csdl::names::{namespace, short, with_key};
use graph_csdl::{Addresses, Container, Definition, Metadata, Operation, Resource, ResourceKind, edits};

/// The subject that a name or path denotes.
#[derive(Debug)]
pub(crate) enum Subject<'m> {
    Type(&'m Definition),
    /// The path without query and host, and its resource.
    Path(String, Resource<'m>),
    /// All overloads of one name.
    Operation(Vec<&'m Operation>),
}

/// The error of a name or path that denotes nothing, or several things.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    pub(crate) message: String,
    /// Similar names, the most likely first.
    pub(crate) suggestions: Vec<String>,
}

/// Resolves a path, which has a `/` or is a name at the root; or a type: `user`, `graph.user`, `microsoft.graph.user`; or an
/// operation.
pub(crate) fn subject<'m>(metadata: &'m Metadata, text: &str) -> Result<Subject<'m>, Unknown> {
    let path = path_of(text);
    let first = path.split(['/', '(']).next().unwrap_or_default();
    if path.contains('/') || roots(metadata).any(|root| root == first) {
        return match metadata.path(path) {
            Ok(resource) => Ok(Subject::Path(path.to_owned(), resource)),
            Err(error) => {
                let suggestions = error.corrected(path).into_iter().collect();
                Err(Unknown { message: format!("cannot resolve the path `{path}`: {}", error.message), suggestions })
            }
        };
    }
    let types = types(metadata, text);
    if !types.is_empty() {
        return unambiguous(text, &types).map(Subject::Type);
    }
    let operations = operations(metadata, text)?;
    if !operations.is_empty() {
        return Ok(Subject::Operation(operations));
    }
    let operations = metadata.operations().map(|operation| operation.name.as_str());
    let known = metadata.type_names().chain(roots(metadata)).chain(operations);
    Err(Unknown { message: format!("there is no type or operation `{text}`"), suggestions: similar(text, known) })
}

/// Resolves a type by its name: with its namespace, with an alias, or without either.
pub(crate) fn definition<'m>(metadata: &'m Metadata, name: &str) -> Result<&'m Definition, Unknown> {
    match types(metadata, name) {
        none if none.is_empty() => Err(Unknown {
            message: format!("there is no type `{name}`"),
            suggestions: similar(name, metadata.type_names()),
        }),
        found => unambiguous(name, &found),
    }
}

fn types<'m>(metadata: &'m Metadata, name: &str) -> Vec<&'m Definition> {
    let name = name.trim().trim_start_matches('#');
    let in_graph = || metadata.definition(&format!("microsoft.graph.{name}"));
    if let Some(found) = metadata.definition(name).or_else(in_graph) {
        return vec![found];
    }
    let is_named = |full: &&str| full.strip_suffix(name).is_some_and(|namespace| namespace.ends_with('.'));
    metadata.type_names().filter(is_named).filter_map(|name| metadata.definition(name)).collect()
}

fn unambiguous<'m>(name: &str, found: &[&'m Definition]) -> Result<&'m Definition, Unknown> {
    match found {
        [only] => Ok(only),
        several => Err(ambiguous("types", name, several.iter().map(|found| found.name().to_owned()).collect())),
    }
}

fn ambiguous(noun: &str, name: &str, suggestions: Vec<String>) -> Unknown {
    Unknown { message: format!("several {noun} have the name `{name}`"), suggestions }
}

/// Resolves the overloads of a name, with or without its namespace; those bound to the same type are adjacent.
pub(crate) fn operations<'m>(metadata: &'m Metadata, name: &str) -> Result<Vec<&'m Operation>, Unknown> {
    let mut overloads: Vec<&Operation> = metadata.operations_named(name.trim()).collect();
    let in_graph = format!("microsoft.graph.{}", name.trim());
    if overloads.iter().any(|operation| operation.name == in_graph) {
        overloads.retain(|operation| operation.name == in_graph);
    }
    overloads
        .sort_by_key(|operation| (&operation.name, operation.binding.as_ref().map(|of| (&of.name, of.is_collection))));
    let mut names: Vec<String> = overloads.iter().map(|operation| operation.name.clone()).collect();
    names.dedup();
    if names.len() > 1 { Err(ambiguous("operations", name, names)) } else { Ok(overloads) }
}

/// The paths at which one of the overloads can be called, the shortest first: at the service root, at resources of the binding
/// type, and at entity sets and singletons of derived types.
pub(crate) fn operation_paths(metadata: &Metadata, overloads: &[&Operation]) -> Vec<String> {
    let Some(first) = overloads.first() else { return Vec::new() };
    let mut types: Vec<_> = overloads.iter().filter_map(|operation| operation.binding.as_ref()).collect();
    types.dedup_by_key(|ty| &ty.name);
    let addresses = Addresses::find(metadata);
    let bound = types.into_iter().filter_map(|ty| metadata.structured(&ty.name));
    let bound = bound.flat_map(|of| addresses.paths(&of.name).into_iter().map(|path| (path, of.name.as_str())));
    let resources = addresses.roots().map(|(of, root)| (root.path, of)).chain(bound);
    let below = resources
        .flat_map(|(path, of)| [with_key(&path, of), path])
        .map(|path| format!("{path}/{}", first.short_name()));

    let imports = metadata.container().into_iter().flat_map(|container| &container.imports);
    let at_root = imports.filter(|import| import.operation == first.name).map(|import| import.name.clone());

    let mut seen = HashSet::new();
    let mut found: Vec<String> = at_root.chain(below).filter(|path| seen.insert(path.clone())).collect();
    found.retain(|path| metadata.path(path).is_ok_and(|resource| is_call_of(&resource.kind, first)));
    found.sort_by_key(|path| path.matches('/').count());
    found
}

/// Whether a resource is a call of this operation, and not of one with the same name in another namespace.
fn is_call_of(kind: &ResourceKind<'_>, of: &Operation) -> bool {
    matches!(kind, ResourceKind::Operation(found) if found.iter().any(|operation| operation.name == of.name))
}

/// Names that are similar to an unknown one, the most likely first.
fn similar<'m>(name: &str, known: impl Iterator<Item = &'m str>) -> Vec<String> {
    let wanted = short(name).to_lowercase();
    let most = (wanted.chars().count() / 2).min(3);
    let rank = |name: &str| {
        let known = short(name).to_lowercase();
        let edits = edits(&known, &wanted, most);
        let contains = wanted.len() > 2 && known.contains(&wanted);
        // Of equally similar names the one in the shorter namespace is the more common.
        (edits.is_some() || contains).then_some((edits.unwrap_or(most + 1), known.len(), namespace(name).len()))
    };
    let mut similar: Vec<_> = known.filter_map(|name| Some((rank(name)?, name))).collect();
    similar.sort_unstable();
    similar.dedup();
    // A name that differs only in case needs no alternatives.
    if similar.first().is_some_and(|((edits, ..), _)| *edits == 0) {
        similar.retain(|((edits, ..), _)| *edits == 0);
    }
    similar.into_iter().take(5).map(|(_, name)| name.to_owned()).collect()
}

/// The path in a URL or in a request line of the documentation: `GET https://graph.microsoft.com/v1.0/users/{id}?$select=id`.
pub(crate) fn path_of(text: &str) -> &str {
    let text = text.trim();
    let after_method = text.split_once(' ').filter(|(method, _)| method.chars().all(|c| c.is_ascii_uppercase()));
    let text = after_method.map_or(text, |(_, path)| path.trim());
    let text = text.split_once("://").map_or(text, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let text = text.split_once('?').map_or(text, |(path, _)| path).trim_matches('/');
    text.strip_prefix("v1.0/").or_else(|| text.strip_prefix("beta/")).unwrap_or(text)
}

/// The possible first segments of a path.
fn roots(metadata: &Metadata) -> impl Iterator<Item = &str> {
    metadata.container().into_iter().flat_map(Container::roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_copied_url() {
        for (text, path) in [
            ("users/{id}", "users/{id}"),
            ("/me/messages/", "me/messages"),
            ("GET https://graph.microsoft.com/v1.0/users/{id}?$select=id", "users/{id}"),
            ("https://graph.microsoft.com/beta/me", "me"),
            ("microsoft.graph.user", "microsoft.graph.user"),
        ] {
            assert_eq!(path_of(text), path, "{text}");
        }
    }
}
