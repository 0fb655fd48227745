//! Which generated type reads an object, and what is declared of it: the rules of the generator and of unions, written anew.

use graph_csdl::{Definition, Metadata, TypeRef};

use super::json::{Entries, Json, get};

/// A larger family has no union.
const LARGEST_FAMILY: usize = 200;

/// The annotation that says which type an object is of.
pub(crate) const TYPE_TAG: &str = "@odata.type";

/// The types of a run.
#[derive(Clone, Copy)]
pub(crate) struct Shapes<'m> {
    pub(crate) metadata: &'m Metadata,
    pub(crate) keep_unknown: bool,
}

/// What reads an object.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reader<'m> {
    /// The struct of this type.
    Struct(&'m str),
    /// The struct of this type, although the object says that it is of one which extends it.
    TooNarrow(&'m str),
    /// A catch-all: the object is kept whole.
    Whole,
}

/// What a value's type is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape<'m> {
    /// `Int32`.
    Primitive(&'m str),
    Enum(&'m str),
    Object(&'m str),
    Any,
}

impl<'m> Shapes<'m> {
    /// What one value of a type is.
    pub(crate) fn shape(&self, ty: &'m TypeRef) -> Shape<'m> {
        if let Some(primitive) = self.metadata.underlying(&ty.name).strip_prefix("Edm.") {
            return Shape::Primitive(primitive);
        }
        match self.metadata.definition(&ty.name) {
            Some(of) if of.name() == "microsoft.graph.Json" => Shape::Any,
            Some(Definition::Structured(of)) => Shape::Object(&of.name),
            Some(Definition::Enum(of)) => Shape::Enum(&of.name),
            Some(Definition::Alias(_)) | None => Shape::Any,
        }
    }

    /// What reads an object that stands where a type is declared.
    pub(crate) fn reader(&self, declared: &'m str, object: &Entries) -> Reader<'m> {
        let Some(name) = tag(object).filter(|name| !name.is_empty() && *name != declared) else {
            return Reader::Struct(declared);
        };
        let derived = self.metadata.derived(declared);
        let own = derived.iter().find(|known| **known == name).and_then(|name| self.metadata.structured(name));
        match own {
            _ if derived.is_empty() => Reader::Struct(declared),
            Some(_) if derived.len() > LARGEST_FAMILY => Reader::TooNarrow(declared),
            _ if derived.len() > LARGEST_FAMILY => Reader::Struct(declared),
            Some(own) if !own.is_abstract => Reader::Struct(&own.name),
            _ => Reader::Whole,
        }
    }

    /// The type of a property that a type declares, navigation or not.
    pub(crate) fn property(&self, of: &str, name: &str) -> Option<&'m TypeRef> {
        let property = self.metadata.property(of, name).map(|found| &found.ty);
        property.or_else(|| self.metadata.navigation_property(of, name).map(|found| &found.ty))
    }

    /// Whether what a type does not declare is kept.
    pub(crate) fn keeps(&self, of: &str) -> bool {
        self.keep_unknown || self.metadata.is_open(of)
    }
}

/// The name of the type that an object says it is of.
pub(crate) fn tag(object: &Entries) -> Option<&str> {
    match get(object, TYPE_TAG) {
        Some(Json::Text(tag)) => Some(tag.rsplit_once('#').map_or(tag, |(_, name)| name)),
        _ => None,
    }
}
