//! What a name or a path on the command line stands for.

use std::collections::HashSet;

use graph_csdl::names::{namespace, short, with_key};
use graph_csdl::{Addresses, Container, Definition, Metadata, Operation, Resource, ResourceKind, edits};

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Subject<'m> {
    Type(&'m Definition),
    /// The path as it is shown, and where it leads.
    Path(String, Resource<'m>),
    /// All overloads of one name.
    Operation(Vec<&'m Operation>),
}

/// There is no such thing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    pub(crate) fact: String,
    /// Names that may have been meant, the likeliest first.
    pub(crate) near: Vec<String>,
}

/// Finds a path, which has a `/` or is a name at the root, or a type: `user`, `graph.user`, `microsoft.graph.user`;
/// or else an operation of this name.
pub(crate) fn find<'m>(metadata: &'m Metadata, asked: &str) -> Result<Subject<'m>, Unknown> {
    let path = path_of(asked);
    let first = path.split(['/', '(']).next().unwrap_or_default();
    if path.contains('/') || roots(metadata).any(|root| root == first) {
        return match metadata.path(path) {
            Ok(place) => Ok(Subject::Path(path.to_owned(), place)),
            Err(error) => {
                let near = error.corrected(path).into_iter().collect();
                Err(Unknown { fact: format!("`{path}` leads nowhere: {}", error.message), near })
            }
        };
    }
    let types = types(metadata, asked);
    if !types.is_empty() {
        return the_one(asked, &types).map(Subject::Type);
    }
    let operations = operations(metadata, asked)?;
    if !operations.is_empty() {
        return Ok(Subject::Operation(operations));
    }
    let callable = metadata.operations().map(|operation| operation.name.as_str());
    let known = metadata.type_names().chain(roots(metadata)).chain(callable);
    Err(Unknown { fact: format!("there is no type or operation `{asked}`"), near: near(asked, known) })
}

/// The type of a name, with its namespace, an alias of it, or without.
pub(crate) fn definition<'m>(metadata: &'m Metadata, asked: &str) -> Result<&'m Definition, Unknown> {
    match types(metadata, asked) {
        none if none.is_empty() => {
            Err(Unknown { fact: format!("there is no type `{asked}`"), near: near(asked, metadata.type_names()) })
        }
        found => the_one(asked, &found),
    }
}

fn types<'m>(metadata: &'m Metadata, asked: &str) -> Vec<&'m Definition> {
    let asked = asked.trim().trim_start_matches('#');
    let in_graph = || metadata.definition(&format!("microsoft.graph.{asked}"));
    if let Some(found) = metadata.definition(asked).or_else(in_graph) {
        return vec![found];
    }
    metadata.type_names().filter(|name| ends_in(name, asked)).filter_map(|name| metadata.definition(name)).collect()
}

fn the_one<'m>(asked: &str, found: &[&'m Definition]) -> Result<&'m Definition, Unknown> {
    match found {
        [only] => Ok(only),
        several => Err(ambiguous("types", asked, several.iter().map(|found| found.name().to_owned()).collect())),
    }
}

fn ambiguous(what: &str, asked: &str, near: Vec<String>) -> Unknown {
    Unknown { fact: format!("several {what} are called `{asked}`"), near }
}

/// The overloads of a name, with its namespace or without: those of one type stand together.
pub(crate) fn operations<'m>(metadata: &'m Metadata, asked: &str) -> Result<Vec<&'m Operation>, Unknown> {
    let mut overloads: Vec<&Operation> = metadata.operations_named(asked.trim()).collect();
    let in_graph = format!("microsoft.graph.{}", asked.trim());
    if overloads.iter().any(|operation| operation.name == in_graph) {
        overloads.retain(|operation| operation.name == in_graph);
    }
    overloads
        .sort_by_key(|operation| (&operation.name, operation.binding.as_ref().map(|of| (&of.name, of.is_collection))));
    let mut names: Vec<String> = overloads.iter().map(|operation| operation.name.clone()).collect();
    names.dedup();
    if names.len() > 1 { Err(ambiguous("operations", asked, names)) } else { Ok(overloads) }
}

/// The paths at which one of the overloads can be called, the shortest first: behind the roots, where also what extends the
/// type has it, and behind the other paths to the type.
pub(crate) fn operation_paths(metadata: &Metadata, overloads: &[&Operation]) -> Vec<String> {
    let Some(first) = overloads.first() else { return Vec::new() };
    let mut types: Vec<_> = overloads.iter().filter_map(|operation| operation.binding.as_ref()).collect();
    types.dedup_by_key(|ty| &ty.name);
    let addresses = Addresses::find(metadata);
    let bound = types.into_iter().filter_map(|ty| metadata.structured(&ty.name));
    let bound = bound.flat_map(|of| addresses.paths(&of.name).into_iter().map(|path| (path, of.name.as_str())));
    let fronts = addresses.roots().map(|(of, root)| (root.path, of)).chain(bound);
    let behind =
        fronts.flat_map(|(path, of)| [with_key(&path, of), path]).map(|path| format!("{path}/{}", first.short_name()));

    let imports = metadata.container().into_iter().flat_map(|container| &container.imports);
    let at_root = imports.filter(|import| import.operation == first.name).map(|import| import.name.clone());

    let mut seen = HashSet::new();
    let mut found: Vec<String> = at_root.chain(behind).filter(|path| seen.insert(path.clone())).collect();
    found.retain(|path| metadata.path(path).is_ok_and(|place| is_of(&place.kind, first)));
    found.sort_by_key(|path| path.matches('/').count());
    found
}

/// Whether this is called there, and no other of the same name in another namespace.
fn is_of(target: &ResourceKind<'_>, first: &Operation) -> bool {
    matches!(target, ResourceKind::Operation(found) if found.iter().any(|operation| operation.name == first.name))
}

fn ends_in(name: &str, asked: &str) -> bool {
    name.strip_suffix(asked).is_some_and(|namespace| namespace.ends_with('.'))
}

/// The names that may have been meant by one that is not there, the likeliest first.
fn near<'m>(asked: &str, known: impl Iterator<Item = &'m str>) -> Vec<String> {
    let wanted = short(asked).to_lowercase();
    let most = (wanted.chars().count() / 2).min(3);
    let rank = |name: &str| {
        let known = short(name).to_lowercase();
        let edits = edits(&known, &wanted, most);
        let holds = wanted.len() > 2 && known.contains(&wanted);
        // Of names that are equally near the one that is more often meant: that of the shorter namespace.
        (edits.is_some() || holds).then_some((edits.unwrap_or(most + 1), known.len(), namespace(name).len()))
    };
    let mut near: Vec<_> = known.filter_map(|name| Some((rank(name)?, name))).collect();
    near.sort_unstable();
    near.dedup();
    // A name that differs in case alone is the one.
    if near.first().is_some_and(|((edits, ..), _)| *edits == 0) {
        near.retain(|((edits, ..), _)| *edits == 0);
    }
    near.into_iter().take(5).map(|(_, name)| name.to_owned()).collect()
}

/// The path of a URL, and of what was copied from a page: `GET https://graph.microsoft.com/v1.0/users/{id}?$select=id`.
pub(crate) fn path_of(asked: &str) -> &str {
    let asked = asked.trim();
    let behind_method = asked.split_once(' ').filter(|(method, _)| method.chars().all(|c| c.is_ascii_uppercase()));
    let asked = behind_method.map_or(asked, |(_, path)| path.trim());
    let asked = asked.split_once("://").map_or(asked, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let asked = asked.split_once('?').map_or(asked, |(path, _)| path).trim_matches('/');
    asked.strip_prefix("v1.0/").or_else(|| asked.strip_prefix("beta/")).unwrap_or(asked)
}

/// The first segments that paths can have.
pub(crate) fn roots(metadata: &Metadata) -> impl Iterator<Item = &str> {
    metadata.container().into_iter().flat_map(Container::roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_out_of_what_was_copied() {
        for (asked, path) in [
            ("users/{id}", "users/{id}"),
            ("/me/messages/", "me/messages"),
            ("GET https://graph.microsoft.com/v1.0/users/{id}?$select=id", "users/{id}"),
            ("https://graph.microsoft.com/beta/me", "me"),
            ("microsoft.graph.user", "microsoft.graph.user"),
        ] {
            assert_eq!(path_of(asked), path, "{asked}");
        }
    }
}
