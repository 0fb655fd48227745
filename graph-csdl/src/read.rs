//! A declaration's XML -> the model.

mod annotations;
mod container;
mod operation;
mod types;

pub(crate) use annotations::{annotate, annotations};
pub(crate) use container::container;
pub(crate) use operation::operation;
pub(crate) use types::definition;

use crate::element::Element;
use crate::error::Error;
use crate::model::TypeRef;
use crate::outline::Aliases;

/// What a reader needs beside the element: the whole text, for places in it, and the aliases.
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    pub(crate) aliases: &'t Aliases,
}

impl Source<'_> {
    /// The attribute `Type`, and `Nullable`, which is true where it is not said.
    fn type_ref(&self, element: &Element) -> Result<TypeRef, Error> {
        let written = element.required("Type", self.text)?;
        let is_nullable = element.flag("Nullable", true, self.text)?;
        let inner = written.strip_prefix("Collection(").map(|inner| inner.strip_suffix(')'));
        let (name, is_collection) = match inner {
            Some(Some(name)) => (name, true),
            None => (written, false),
            Some(None) => return Err(self.error(element, format!("the type `{written}` has no `)`"))),
        };
        if name.is_empty() || name.contains(['(', ')', '/', ' ']) {
            return Err(self.error(element, format!("`{written}` is the name of no type")));
        }
        Ok(TypeRef { name: self.aliases.qualified(name), is_collection, is_nullable })
    }

    fn error(&self, element: &Element, fact: impl Into<String>) -> Error {
        Error::new(self.text, element.offset, fact)
    }

    fn owned(&self, element: &Element, attribute: &str) -> Result<String, Error> {
        element.required(attribute, self.text).map(str::to_owned)
    }
}
