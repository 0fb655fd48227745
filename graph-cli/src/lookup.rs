//! What a name or a path on the command line stands for.

use graph_csdl::names::{namespace, short};
use graph_csdl::{Container, Definition, Metadata, Operation, Place};

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Subject<'m> {
    Type(&'m Definition),
    /// The path as it is shown, and where it leads.
    Path(String, Place<'m>),
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
                let near = error.meant(path).into_iter().collect();
                Err(Unknown { fact: format!("`{path}` leads nowhere: {}", error.fact), near })
            }
        };
    }
    definition(metadata, asked).map(Subject::Type).or_else(|unknown| match operations(metadata, asked.trim()) {
        Ok(none) if none.is_empty() => Err(unknown),
        found => found.map(Subject::Operation),
    })
}

/// The overloads of a name, with its namespace or without: those of one type stand together.
fn operations<'m>(metadata: &'m Metadata, asked: &str) -> Result<Vec<&'m Operation>, Unknown> {
    let mut overloads: Vec<&Operation> = metadata.operations_named(asked).collect();
    let in_graph = format!("microsoft.graph.{asked}");
    if overloads.iter().any(|operation| operation.name == in_graph) {
        overloads.retain(|operation| operation.name == in_graph);
    }
    overloads
        .sort_by_key(|operation| (&operation.name, operation.binding.as_ref().map(|of| (&of.name, of.is_collection))));
    let mut names: Vec<String> = overloads.iter().map(|operation| operation.name.clone()).collect();
    names.dedup();
    match names.as_slice() {
        [] | [_] => Ok(overloads),
        _ => Err(Unknown { fact: format!("several operations are called `{asked}`"), near: names }),
    }
}

/// The type of a name, with its namespace, an alias of it, or without.
pub(crate) fn definition<'m>(metadata: &'m Metadata, asked: &str) -> Result<&'m Definition, Unknown> {
    let asked = asked.trim().trim_start_matches('#');
    let in_graph = || metadata.definition(&format!("microsoft.graph.{asked}"));
    if let Some(found) = metadata.definition(asked).or_else(in_graph) {
        return Ok(found);
    }
    let elsewhere: Vec<&str> = metadata.type_names().filter(|name| ends_in(name, asked)).collect();
    match elsewhere.as_slice() {
        [only] => metadata.definition(only).ok_or_else(|| unknown(metadata, asked)),
        [] => Err(unknown(metadata, asked)),
        several => Err(Unknown {
            fact: format!("several types are called `{asked}`"),
            near: several.iter().map(|name| (*name).to_owned()).collect(),
        }),
    }
}

fn ends_in(name: &str, asked: &str) -> bool {
    name.strip_suffix(asked).is_some_and(|namespace| namespace.ends_with('.'))
}

fn unknown(metadata: &Metadata, asked: &str) -> Unknown {
    let wanted = short(asked).to_lowercase();
    let most = (wanted.chars().count() / 2).min(3);
    let rank = |name: &str| {
        let known = short(name).to_lowercase();
        let edits = if known.len().abs_diff(wanted.len()) <= most { strsim::levenshtein(&known, &wanted) } else { 99 };
        let holds = wanted.len() > 2 && known.contains(&wanted);
        // Of names that are equally near the one that is more often meant: that of the shorter namespace.
        (edits <= most || holds).then_some((edits.min(most + 1), known.len(), namespace(name).len()))
    };
    let roots = roots(metadata).map(|name| (rank(name), name));
    let types = metadata.type_names().map(|name| (rank(name), name));
    let operations = metadata.operations().map(|operation| (rank(&operation.name), operation.name.as_str()));
    let mut near: Vec<_> =
        types.chain(roots).chain(operations).filter_map(|(rank, name)| Some((rank?, name))).collect();
    near.sort_unstable();
    near.dedup();
    Unknown {
        fact: format!("there is no type or operation `{asked}`"),
        near: near.into_iter().take(5).map(|(_, name)| name.to_owned()).collect(),
    }
}

/// The path of a URL, and of what was copied from a page: `GET https://graph.microsoft.com/v1.0/users/{id}?$select=id`.
fn path_of(asked: &str) -> &str {
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
