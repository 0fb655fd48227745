//! The entity container.

use std::collections::HashSet;

use super::{annotations, unique};
use crate::error::OffsetError;
use crate::model::{Binding, Container, EntitySet, OperationImport, Singleton};
use crate::parse::aliases::Aliases;
use crate::parse::element::Element;

/// The container that an element declares under this name.
pub(crate) fn container(name: &str, element: &Element, aliases: &Aliases) -> Result<Container, OffsetError> {
    let mut container = Container { name: name.to_owned(), ..Container::default() };
    let mut names = HashSet::new();
    for child in &element.children {
        match child.name.as_str() {
            "EntitySet" => container.sets.push(EntitySet {
                name: unique(child, &mut names)?,
                entity_type: aliases.qualified(child.required("EntityType")?),
                bindings: bindings(child)?,
                annotations: annotations(child, aliases)?,
            }),
            "Singleton" => container.singletons.push(Singleton {
                name: unique(child, &mut names)?,
                entity_type: aliases.qualified(child.required("Type")?),
                bindings: bindings(child)?,
                annotations: annotations(child, aliases)?,
            }),
            kind @ ("ActionImport" | "FunctionImport") => {
                let attribute = kind.strip_suffix("Import").unwrap_or(kind);
                container.imports.push(OperationImport {
                    name: unique(child, &mut names)?,
                    operation: aliases.qualified(child.required(attribute)?),
                });
            }
            _ => {}
        }
    }
    Ok(container)
}

fn bindings(element: &Element) -> Result<Vec<Binding>, OffsetError> {
    let read = |binding: &Element| {
        Ok(Binding { path: binding.required("Path")?.to_owned(), target: binding.required("Target")?.to_owned() })
    };
    element.named("NavigationPropertyBinding").map(read).collect()
}
