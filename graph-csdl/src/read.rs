//! A declaration's XML -> the model.

mod annotations;
mod container;
mod operation;
mod types;

pub(crate) use annotations::{annotate, annotations, says_optional};
pub(crate) use container::container;
pub(crate) use operation::operation;
pub(crate) use types::definition;

use std::collections::HashSet;

use crate::aliases::Aliases;
use crate::element::Element;
use crate::error::Fault;
use crate::model::TypeRef;

/// The attribute `Type`, and `Nullable`, which is true where it is not said.
fn type_ref(element: &Element, aliases: &Aliases) -> Result<TypeRef, Fault> {
    let written = element.required("Type")?;
    let is_nullable = element.flag("Nullable", true)?;
    let inner = written.strip_prefix("Collection(").map(|inner| inner.strip_suffix(')'));
    let (name, is_collection) = match inner {
        Some(Some(name)) => (name, true),
        None => (written, false),
        Some(None) => return Err(element.fault(format!("the type `{written}` has no `)`"))),
    };
    if name.is_empty() || name.contains(['(', ')', '/', ' ']) {
        return Err(element.fault(format!("`{written}` is the name of no type")));
    }
    Ok(TypeRef { name: aliases.qualified(name), is_collection, is_nullable })
}

/// The attribute `Name`, which no other of `names` may have.
fn unique<'e>(element: &'e Element, names: &mut HashSet<&'e str>) -> Result<String, Fault> {
    let name = element.required("Name")?;
    if names.insert(name) { Ok(name.to_owned()) } else { Err(element.fault(format!("`{name}` is declared twice"))) }
}
