//! The generated type that reads an object, and its declarations: the rules of the generator and of unions, implemented
//! independently.

use graph_csdl::{Definition, Metadata, StructuredKind, StructuredType, TypeRef};

use super::json::{Entries, Json, get};

/// The annotation with an object's type.
pub(crate) const TYPE_TAG: &str = "@odata.type";

/// The types of a run.
#[derive(Clone, Copy)]
pub(crate) struct Shapes<'m> {
    pub(crate) metadata: &'m Metadata,
    pub(crate) keep_unknown: bool,
}

/// The reader of an object.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reader<'m> {
    /// The struct of this type.
    Struct(&'m str),
    /// A catch-all: the object is kept whole.
    Whole,
}

/// The kind of a value's type.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape<'m> {
    /// `Int32`.
    Primitive(&'m str),
    Enum(&'m str),
    Object(&'m str),
    /// An object of any type.
    AnyObject,
    Any,
}

impl<'m> Shapes<'m> {
    /// The type of one value.
    pub(crate) fn shape(&self, ty: &'m TypeRef) -> Shape<'m> {
        if let Some(primitive) = self.metadata.underlying(&ty.name).strip_prefix("Edm.") {
            return Shape::Primitive(primitive);
        }
        match self.metadata.definition(&ty.name) {
            Some(of) if of.name() == "microsoft.graph.Json" => Shape::Any,
            Some(Definition::Structured(of)) if is_any_entity(of) => Shape::AnyObject,
            Some(Definition::Structured(of)) => Shape::Object(&of.name),
            Some(Definition::Enum(of)) => Shape::Enum(&of.name),
            Some(Definition::TypeDefinition(_)) | None => Shape::Any,
        }
    }

    /// The reader of an object at a place with a declared type.
    pub(crate) fn reader(&self, declared: &'m str, object: &Entries) -> Reader<'m> {
        let Some(name) = tag(object).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case(declared)) else {
            return Reader::Struct(declared);
        };
        let derived = self.metadata.derived(declared);
        // No two types of the service differ in letter case alone.
        let own = derived.iter().find(|known| known.eq_ignore_ascii_case(name));
        let own = own.and_then(|name| self.metadata.structured(name));
        match own {
            _ if derived.is_empty() || self.metadata.structured(declared).is_some_and(is_any_entity) => {
                Reader::Struct(declared)
            }
            Some(own) if !own.is_abstract => Reader::Struct(&own.name),
            _ => Reader::Whole,
        }
    }

    /// The type of a declared property, navigation or not.
    pub(crate) fn property(&self, of: &str, name: &str) -> Option<&'m TypeRef> {
        let property = self.metadata.property(of, name).map(|found| &found.ty);
        property.or_else(|| self.metadata.navigation_property(of, name).map(|found| &found.ty))
    }

    /// Returns `true` if undeclared properties are kept.
    pub(crate) fn keeps(&self, of: &str) -> bool {
        self.keep_unknown || self.metadata.is_open(of)
    }
}

/// Returns `true` for the base of all entity types, which has a key and nothing else. It has no union.
fn is_any_entity(of: &StructuredType) -> bool {
    let is_bare = of.navigation.is_empty() && of.properties.iter().all(|property| of.key.contains(&property.name));
    of.kind == StructuredKind::Entity && of.is_abstract && of.base.is_none() && is_bare
}

/// The type name in an object's annotation.
pub(crate) fn tag(object: &Entries) -> Option<&str> {
    match get(object, TYPE_TAG) {
        Some(Json::Text(tag)) => Some(tag.rsplit_once('#').map_or(tag, |(_, name)| name)),
        _ => None,
    }
}
