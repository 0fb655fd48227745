//! A declaration's XML -> the model.

pub(crate) mod aliases;
pub(crate) mod element;
pub(crate) mod index;
mod annotations;
mod container;
mod operation;
mod types;

pub(crate) use annotations::{annotate, annotations, says_optional};
pub(crate) use container::container;
pub(crate) use operation::operation;
pub(crate) use types::definition;

use std::collections::HashSet;

use self::aliases::Aliases;
use self::element::Element;
use crate::error::OffsetError;
use crate::model::TypeRef;

/// The attribute `Type`, and `Nullable`, which is true where it is not said.
fn type_ref(element: &Element, aliases: &Aliases) -> Result<TypeRef, OffsetError> {
    let written = element.required("Type")?;
    let is_nullable = element.flag("Nullable", true)?;
    let inner = written.strip_prefix("Collection(").map(|inner| inner.strip_suffix(')'));
    let (name, is_collection) = match inner {
        Some(Some(name)) => (name, true),
        None => (written, false),
        Some(None) => return Err(element.error(format!("the type `{written}` has no `)`"))),
    };
    if name.is_empty() || name.contains(['(', ')', '/', ' ']) {
        return Err(element.error(format!("`{written}` is the name of no type")));
    }
    Ok(TypeRef { name: aliases.qualified(name), is_collection, is_nullable })
}

/// The attribute `Name`, which no other of `names` may have.
fn unique<'e>(element: &'e Element, names: &mut HashSet<&'e str>) -> Result<String, OffsetError> {
    let name = element.required("Name")?;
    if names.insert(name) { Ok(name.to_owned()) } else { Err(element.error(format!("`{name}` is declared twice"))) }
}
