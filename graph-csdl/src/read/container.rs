//! The entity container.

use super::{Source, annotations};
use crate::element::Element;
use crate::error::Error;
use crate::model::{Binding, Container, EntitySet, OperationImport, Singleton};

/// The container that an element declares under this name.
pub(crate) fn container(name: &str, element: &Element, source: &Source<'_>) -> Result<Container, Error> {
    let mut container = Container { name: name.to_owned(), ..Container::default() };
    for child in &element.children {
        match child.name.as_str() {
            "EntitySet" => container.sets.push(EntitySet {
                name: source.owned(child, "Name")?,
                entity_type: source.aliases.qualified(child.required("EntityType", source.text)?),
                bindings: bindings(child, source)?,
                annotations: annotations(child, source)?,
            }),
            "Singleton" => container.singletons.push(Singleton {
                name: source.owned(child, "Name")?,
                entity_type: source.aliases.qualified(child.required("Type", source.text)?),
                bindings: bindings(child, source)?,
                annotations: annotations(child, source)?,
            }),
            kind @ ("ActionImport" | "FunctionImport") => {
                let attribute = kind.strip_suffix("Import").unwrap_or(kind);
                container.imports.push(OperationImport {
                    name: source.owned(child, "Name")?,
                    operation: source.aliases.qualified(child.required(attribute, source.text)?),
                });
            }
            _ => {}
        }
    }
    Ok(container)
}

fn bindings(element: &Element, source: &Source<'_>) -> Result<Vec<Binding>, Error> {
    let read = |binding| Ok(Binding { path: source.owned(binding, "Path")?, target: source.owned(binding, "Target")? });
    element.named("NavigationPropertyBinding").map(read).collect()
}
