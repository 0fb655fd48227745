//! What was asked for, found in the metadata.

use graph_csdl::names::with_key;
use graph_csdl::{Address, Definition, Metadata, Operation, ResourceKind, nearest};

use super::options::{Error, Options};
use crate::metadata::resolve;

/// Which types are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Selection {
    /// Everything that the metadata declares, as a package.
    All,
    /// These, and what they refer to.
    These(Vec<Asked>),
}

impl Selection {
    /// One type, by its name.
    #[must_use]
    pub fn of_type(name: impl Into<String>) -> Self {
        Self::These(vec![Asked::Type(name.into())])
    }

    /// What stands at a path.
    #[must_use]
    pub fn of_path(path: impl Into<String>) -> Self {
        Self::These(vec![Asked::Path(path.into())])
    }
}

/// One of the types that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// `microsoft.graph.user`, `graph.user` or `user`.
    Type(String),
    /// `users/{id}/messages`: the type that stands there, with this path, or the operation that is called there.
    Path(String),
}

/// What was asked for.
#[derive(Default)]
pub(super) struct Wanted<'m> {
    /// Whether it is everything.
    pub(super) is_all: bool,
    pub(super) types: Vec<WantedType<'m>>,
    pub(super) operations: Vec<(&'m Operation, String)>,
}

/// A type, and the path that it was asked for by.
pub(super) struct WantedType<'m> {
    pub(super) definition: &'m Definition,
    pub(super) address: Option<Address>,
}

/// Finds it, or what is wrong with it.
pub(super) fn resolve<'m>(
    metadata: &'m Metadata,
    selection: &Selection,
    options: &Options,
) -> Result<Wanted<'m>, Error> {
    let mut wanted = Wanted::default();
    match selection {
        Selection::All => {
            wanted.is_all = true;
            let types = metadata.definitions().map(|definition| WantedType { definition, address: None });
            wanted.types = types.collect();
        }
        Selection::These(asked) => {
            for asked in asked {
                match asked {
                    Asked::Type(name) => {
                        wanted.types.push(WantedType { definition: definition(metadata, name)?, address: None });
                    }
                    Asked::Path(path) => at_path(metadata, path, &mut wanted)?,
                }
            }
        }
    }
    for field in options.fields.iter().flatten() {
        known_field(metadata, &wanted, field)?;
    }
    Ok(wanted)
}

fn definition<'m>(metadata: &'m Metadata, name: &str) -> Result<&'m Definition, Error> {
    resolve::definition(metadata, name).map_err(|unknown| {
        let error = Error::new(unknown.fact);
        match (path_of(metadata, name), unknown.near.as_slice()) {
            (Some(path), _) => error.help(format!("ask for what stands at a path: `--path '{path}'`")),
            (None, []) => error,
            (None, [only]) => error.help(format!("ask for `{only}`")),
            (None, several) => error.help(format!("ask for one of them: `{}`", several.join("`, `"))),
        }
    })
}

/// The path where something was asked for that is no type: a path, or the name of an operation.
fn path_of(metadata: &Metadata, name: &str) -> Option<String> {
    let path = resolve::path_of(name);
    if metadata.path(path).is_ok() {
        return Some(path.to_owned());
    }
    let overloads = resolve::operations(metadata, name).ok()?;
    resolve::operation_paths(metadata, &overloads).into_iter().next()
}

fn at_path<'m>(metadata: &'m Metadata, path: &str, wanted: &mut Wanted<'m>) -> Result<(), Error> {
    let path = resolve::path_of(path);
    let place = metadata.path(path).map_err(|error| {
        let fact = format!("the path `{path}` leads nowhere: {}", error.message);
        match (error.corrected(path), path_of(metadata, path)) {
            (Some(meant), _) => Error::new(fact).help(format!("write `{meant}`")),
            (None, Some(path)) => {
                Error::new(fact).help(format!("ask for the operation where it is called: `--path '{path}'`"))
            }
            (None, None) => Error::new(fact),
        }
    })?;
    let (of, address) = match place.kind {
        ResourceKind::Collection(of) => (&of.name, Some(collection(path, &of.name))),
        ResourceKind::Entity(of) => (&of.name, Some(single(metadata, path, &of.name))),
        ResourceKind::Value(ty) if metadata.definition(&ty.name).is_some() => (&ty.name, None),
        // The bytes are read and written by the entity that has them.
        ResourceKind::Value(ty) if ty.is_stream() => {
            let (entity, _) = path.rsplit_once('/').unwrap_or_default();
            return at_path(metadata, entity.strip_suffix(':').unwrap_or(entity), wanted);
        }
        ResourceKind::Operation(overloads) => {
            let path = path.rsplit_once('(').filter(|(_, end)| !end.contains('/')).map_or(path, |(path, _)| path);
            wanted.operations.extend(overloads.into_iter().map(|operation| (operation, template(path))));
            return Ok(());
        }
        target => {
            let fact = format!("the path `{path}` leads to {target}, which is no type to write");
            return Err(Error::new(fact).help("ask for a path that ends in an entity, a collection or an operation"));
        }
    };
    let definition = metadata.definition(of).ok_or_else(|| Error::new(format!("there is no type `{of}`")))?;
    wanted.types.push(WantedType { definition, address });
    Ok(())
}

fn collection(path: &str, of: &str) -> Address {
    let path = template(path);
    let item = with_key(&path, of);
    Address { collection: Some(path), item, ..Address::default() }
}

/// One entity: by a key of a collection, which then is the address, or without.
fn single(metadata: &Metadata, path: &str, of: &str) -> Address {
    let is_collection = |path| metadata.path(path).is_ok_and(|place| matches!(place.kind, ResourceKind::Collection(_)));
    if let Some((parent, _)) = path.rsplit_once('/').filter(|(parent, _)| is_collection(parent)) {
        return collection(parent, of);
    }
    let path = template(path);
    Address { single: Some(path.clone()), item: path, ..Address::default() }
}

/// The path with each placeholder named once: `users/{id}/messages/{id2}`.
fn template(path: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let segments = path.split('/').map(|segment| {
        let (key, colon) = segment.strip_suffix(':').map_or((segment, ""), |key| (key, ":"));
        let Some(name) = key.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            return segment.to_owned();
        };
        let name = if name.is_empty() { "id" } else { name };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !names.contains(name));
        let free = free.unwrap_or_else(|| name.to_owned());
        names.push(free.clone());
        format!("{{{free}}}{colon}")
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Whether one of the types has a property of this name.
fn known_field(metadata: &Metadata, wanted: &Wanted<'_>, field: &str) -> Result<(), Error> {
    let types = || wanted.types.iter().map(|wanted| wanted.definition.name());
    if types().any(|of| metadata.property(of, field).is_some() || metadata.navigation_property(of, field).is_some()) {
        return Ok(());
    }
    let properties = types().flat_map(|of| metadata.properties(of)).map(|known| known.name.as_str());
    let navigation = types().flat_map(|of| metadata.navigation(of)).map(|known| known.name.as_str());
    let error = match types().collect::<Vec<_>>().as_slice() {
        [only] => Error::new(format!("`{only}` has no property `{field}`")),
        _ => Error::new(format!("none of the types has a property `{field}`")),
    };
    Err(match nearest(field, properties.chain(navigation)) {
        Some(near) => error.help(format!("write `{near}`")),
        None => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_placeholder_is_named_once() {
        for (path, expected) in [
            ("users/{id}/messages/{id}/attachments", "users/{id}/messages/{id2}/attachments"),
            ("users/{}/messages", "users/{id}/messages"),
            ("drives/{id}/items/{id}:/{path}:/children", "drives/{id}/items/{id2}:/{path}:/children"),
            ("me", "me"),
        ] {
            assert_eq!(template(path), expected);
        }
    }
}
