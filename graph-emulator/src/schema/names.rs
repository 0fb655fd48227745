//! The emulator's metadata, and its names in the spelling of a request.

use std::borrow::Cow;
use std::sync::Arc;

use graph_csdl::{Definition, Metadata, StructuredType, nearest};

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;

/// The emulator's metadata.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) metadata: Arc<Metadata>,
    /// How names must be written.
    pub(crate) spelling: Spelling,
}

impl Schema {
    pub(crate) fn parse(csdl: &str, spelling: Spelling) -> Result<Self, graph_csdl::Error> {
        Metadata::parse(csdl).map(|metadata| Self { metadata: Arc::new(metadata), spelling })
    }

    /// The metadata's names, found in the spelling of a request.
    pub(crate) fn names(&self) -> Names<'_> {
        Names { metadata: &self.metadata, spelling: self.spelling }
    }
}

/// The metadata's names, found in the spelling of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'m> {
    pub(crate) metadata: &'m Metadata,
    pub(crate) spelling: Spelling,
}

impl<'m> Names<'m> {
    /// The metadata's spelling of a structural or navigation property.
    pub(crate) fn canonical(self, of: &str, name: &str) -> Option<&'m str> {
        if self.spelling.is_exact() {
            let property = self.metadata.property(of, name).map(|found| found.name.as_str());
            return property.or_else(|| self.metadata.navigation_property(of, name).map(|found| found.name.as_str()));
        }
        self.metadata.property_ignore_case(of, name)
    }

    /// The metadata's spelling of a name in a body: of a property, or of an annotation (`manager@odata.bind`). An unknown name
    /// is returned unchanged.
    pub(crate) fn annotated<'b>(self, of: &str, written: &'b str) -> Cow<'b, str> {
        let (property, annotation) = written.find('@').map_or((written, ""), |at| written.split_at(at));
        let spelt = if property.is_empty() { property } else { self.canonical(of, property).unwrap_or(property) };
        let known =
            ["@odata.type", "@odata.bind", "@odata.id"].into_iter().find(|known| self.spelling.is(annotation, known));
        let annotation = known.unwrap_or(annotation);
        let is_same = written.strip_prefix(spelt).is_some_and(|rest| rest == annotation);
        if is_same { Cow::Borrowed(written) } else { Cow::Owned(format!("{spelt}{annotation}")) }
    }

    pub(crate) fn definition(self, name: &str) -> Option<&'m Definition> {
        match self.spelling {
            Spelling::Exact => self.metadata.definition(name),
            Spelling::AnyCase => self.metadata.definition(self.metadata.type_ignore_case(name)?),
        }
    }

    pub(crate) fn structured(self, name: &str) -> Option<&'m StructuredType> {
        match self.definition(name)? {
            Definition::Structured(of) => Some(of),
            _ => None,
        }
    }

    /// The error of an unknown property, with the nearest known name.
    pub(crate) fn no_property(self, of: &str, name: &str) -> ODataError {
        ODataError::no_property(name, of, self.nearest(of, name))
    }

    /// The nearest structural or navigation property: of the type, or else of a derived one.
    pub(crate) fn nearest(self, of: &str, name: &str) -> Option<&'m str> {
        let properties = self.metadata.properties(of).map(|known| known.name.as_str());
        let own = properties.chain(self.metadata.navigation(of).map(|known| known.name.as_str()));
        let derived = || {
            let types = self.metadata.derived(of).into_iter().filter_map(|name| self.metadata.structured(name));
            nearest(name, types.flat_map(|of| of.properties.iter().map(|known| known.name.as_str())))
        };
        nearest(name, own).or_else(derived)
    }

    /// The error of an unknown type, with the nearest known name.
    pub(crate) fn no_type(self, name: &str) -> ODataError {
        ODataError::no_type(name, self.metadata.nearest_type(name))
    }
}
