//! The selection of types and operations, and its resolution in the metadata.

use graph_csdl::names::with_key;
use graph_csdl::{Address, Definition, Metadata, Operation, ResourceKind, nearest};

use super::options::{Error, Options};
use crate::metadata::resolve;

/// A selection of types and operations.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Selection {
    /// Everything in the metadata, as a package.
    All,
    /// These, with the types that they refer to.
    These(Vec<Selector>),
}

impl Selection {
    /// Selects a type by its name.
    #[must_use]
    pub fn of_type(name: impl Into<String>) -> Self {
        Self::These(vec![Selector::Type(name.into())])
    }

    /// Selects the type or operation at a path.
    #[must_use]
    pub fn of_path(path: impl Into<String>) -> Self {
        Self::These(vec![Selector::Path(path.into())])
    }
}

/// A selected type or path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// `microsoft.graph.user`, `graph.user` or `user`.
    Type(String),
    /// `users/{id}/messages`: the type at this path, with the path as its endpoint, or the operation at this path.
    Path(String),
}

/// The resolved selection.
#[derive(Default)]
pub(super) struct Selected<'m> {
    /// Whether everything is selected.
    pub(super) is_all: bool,
    pub(super) types: Vec<SelectedType<'m>>,
    pub(super) operations: Vec<(&'m Operation, String)>,
}

/// A selected type, with its address if it was selected by path.
pub(super) struct SelectedType<'m> {
    pub(super) definition: &'m Definition,
    pub(super) address: Option<Address>,
}

/// Resolves a selection.
pub(super) fn resolve<'m>(
    metadata: &'m Metadata,
    selection: &Selection,
    options: &Options,
) -> Result<Selected<'m>, Error> {
    let mut selected = Selected::default();
    match selection {
        Selection::All => {
            selected.is_all = true;
            let types = metadata.definitions().map(|definition| SelectedType { definition, address: None });
            selected.types = types.collect();
        }
        Selection::These(selectors) => {
            for selector in selectors {
                match selector {
                    Selector::Type(name) => {
                        selected.types.push(SelectedType { definition: definition(metadata, name)?, address: None });
                    }
                    Selector::Path(path) => select_path(metadata, path, &mut selected)?,
                }
            }
        }
    }
    for field in options.fields.iter().flatten() {
        check_field(metadata, &selected, field)?;
    }
    Ok(selected)
}

fn definition<'m>(metadata: &'m Metadata, name: &str) -> Result<&'m Definition, Error> {
    resolve::definition(metadata, name).map_err(|unknown| {
        let error = Error::new(unknown.message);
        match (path_of(metadata, name), unknown.suggestions.as_slice()) {
            (Some(path), _) => error.with_help(format!("select it by its path: `--path '{path}'`")),
            (None, []) => error,
            (None, [only]) => error.with_help(format!("did you mean `{only}`?")),
            (None, several) => error.with_help(format!("did you mean one of these: `{}`?", several.join("`, `"))),
        }
    })
}

/// The path to select instead of a type: the name is a path, or that of an operation.
fn path_of(metadata: &Metadata, name: &str) -> Option<String> {
    let path = resolve::path_of(name);
    if metadata.path(path).is_ok() {
        return Some(path.to_owned());
    }
    let overloads = resolve::operations(metadata, name).ok()?;
    resolve::operation_paths(metadata, &overloads).into_iter().next()
}

fn select_path<'m>(metadata: &'m Metadata, path: &str, selected: &mut Selected<'m>) -> Result<(), Error> {
    let path = resolve::path_of(path);
    let resource = metadata.path(path).map_err(|error| {
        let message = format!("cannot resolve the path `{path}`: {}", error.message);
        match (error.corrected(path), path_of(metadata, path)) {
            (Some(meant), _) => Error::new(message).with_help(format!("did you mean `{meant}`?")),
            (None, Some(path)) => {
                Error::new(message).with_help(format!("select the operation by a path: `--path '{path}'`"))
            }
            (None, None) => Error::new(message),
        }
    })?;
    let (of, address) = match resource.kind {
        ResourceKind::Collection(of) => (&of.name, Some(collection(path, &of.name))),
        ResourceKind::Entity(of) => (&of.name, Some(single(metadata, path, &of.name))),
        ResourceKind::Value(ty) if metadata.definition(&ty.name).is_some() => (&ty.name, None),
        // The entity has the methods that read and write a stream property.
        ResourceKind::Value(ty) if ty.is_stream() => {
            let (entity, _) = path.rsplit_once('/').unwrap_or_default();
            return select_path(metadata, entity.strip_suffix(':').unwrap_or(entity), selected);
        }
        ResourceKind::Operation(overloads) => {
            let path = path.rsplit_once('(').filter(|(_, end)| !end.contains('/')).map_or(path, |(path, _)| path);
            selected.operations.extend(overloads.into_iter().map(|operation| (operation, template(path))));
            return Ok(());
        }
        kind => {
            let message = format!("the path `{path}` is {kind}, not a type or operation");
            return Err(Error::new(message).with_help("choose a path of an entity, a collection or an operation"));
        }
    };
    let definition = metadata.definition(of).ok_or_else(|| Error::new(format!("there is no type `{of}`")))?;
    selected.types.push(SelectedType { definition, address });
    Ok(())
}

fn collection(path: &str, of: &str) -> Address {
    let path = template(path);
    let item = with_key(&path, of);
    Address { collection: Some(path), item, ..Address::default() }
}

/// The address of an entity: that of its collection, or that of a singleton.
fn single(metadata: &Metadata, path: &str, of: &str) -> Address {
    let is_collection =
        |path| metadata.path(path).is_ok_and(|resource| matches!(resource.kind, ResourceKind::Collection(_)));
    if let Some((parent, _)) = path.rsplit_once('/').filter(|(parent, _)| is_collection(parent)) {
        return collection(parent, of);
    }
    let path = template(path);
    Address { single: Some(path.clone()), item: path, ..Address::default() }
}

/// The path with unique placeholders: `users/{id}/messages/{id2}`.
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

/// Checks that one of the types has a property of this name.
fn check_field(metadata: &Metadata, selected: &Selected<'_>, field: &str) -> Result<(), Error> {
    let types = || selected.types.iter().map(|selected| selected.definition.name());
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
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_unique() {
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
