//! What a file declares, as plain data. Names of types are qualified, with no alias: `microsoft.graph.user`.

mod annotations;

pub use annotations::{Annotations, Deprecation};

use crate::names::short;
use crate::primitive::Primitive;

/// The type of a property, parameter or result, and whether there may be several values or none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeRef {
    /// `Edm.String`, `microsoft.graph.user`: of one value, also where there are several.
    pub name: String,
    /// `Collection(…)`.
    pub is_collection: bool,
    /// Whether there may be none; of a collection, whether an element may be `null`.
    pub is_nullable: bool,
}

impl TypeRef {
    /// The primitive type; `None` for a type that a file declares.
    #[must_use]
    pub fn primitive(&self) -> Option<Primitive> {
        Primitive::parse(&self.name)
    }

    /// Whether it is one value of `Edm.Stream`: content.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        !self.is_collection && self.primitive() == Some(Primitive::Stream)
    }
}

impl std::fmt::Display for TypeRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_collection { write!(f, "Collection({})", self.name) } else { f.write_str(&self.name) }
    }
}

/// What a name of a type stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definition {
    /// An entity type or a complex type.
    Structured(StructuredType),
    /// An enumeration.
    Enum(EnumType),
    /// Another name of a primitive type.
    TypeDefinition(TypeDefinition),
}

impl Definition {
    /// The type's qualified name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Structured(of) => &of.name,
            Self::Enum(of) => &of.name,
            Self::TypeDefinition(of) => &of.name,
        }
    }

    /// The entity or complex type; `None` of another kind of type.
    #[must_use]
    pub const fn structured(&self) -> Option<&StructuredType> {
        match self {
            Self::Structured(of) => Some(of),
            Self::Enum(_) | Self::TypeDefinition(_) => None,
        }
    }

    /// What is said of the type.
    #[must_use]
    pub fn annotations(&self) -> &Annotations {
        match self {
            Self::Structured(of) => &of.annotations,
            Self::Enum(of) => &of.annotations,
            Self::TypeDefinition(of) => &of.annotations,
        }
    }
}

/// Whether a structured type has keys and addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructuredKind {
    /// `EntityType`.
    Entity,
    /// `ComplexType`.
    Complex,
}

/// An entity type or a complex type: what it declares itself, without what it inherits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StructuredType {
    /// The qualified name.
    pub name: String,
    /// Entity or complex.
    pub kind: StructuredKind,
    /// The type that it extends.
    pub base: Option<String>,
    /// Whether there are values of derived types alone.
    pub is_abstract: bool,
    /// Whether values may have properties that are not declared.
    pub is_open: bool,
    /// Whether `…/$value` is the entity's content.
    pub has_stream: bool,
    /// The names of the key's properties; empty where the key is inherited.
    pub key: Vec<String>,
    /// In the order of the file.
    pub properties: Vec<Property>,
    /// In the order of the file.
    pub navigation: Vec<NavigationProperty>,
    /// What is said of the type.
    pub annotations: Annotations,
}

impl StructuredType {
    /// Whether it stands for any entity at all: the root of all entity types, which has a key and nothing else.
    #[must_use]
    pub fn is_any_entity(&self) -> bool {
        let is_bare = self.navigation.is_empty() && self.properties.iter().all(|known| self.key.contains(&known.name));
        self.kind == StructuredKind::Entity && self.is_abstract && self.base.is_none() && is_bare
    }
}

/// A property that is a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Property {
    /// `displayName`.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// What is said of it.
    pub annotations: Annotations,
}

/// A property that leads to other entities.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NavigationProperty {
    /// `members`.
    pub name: String,
    /// The type of what it leads to.
    pub ty: TypeRef,
    /// Whether what it leads to lives here alone.
    pub is_contained: bool,
    /// What is said of it.
    pub annotations: Annotations,
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnumType {
    /// The qualified name.
    pub name: String,
    /// Whether a value is a set of members.
    pub is_flags: bool,
    /// In the order of the file.
    pub members: Vec<Member>,
    /// What is said of the type.
    pub annotations: Annotations,
}

/// A member of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// Its name as it stands in JSON.
    pub name: String,
    /// Its number.
    pub value: i64,
    /// What is said of it.
    pub annotations: Annotations,
}

/// Another name of a primitive type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeDefinition {
    /// The qualified name.
    pub name: String,
    /// `Edm.String`.
    pub underlying: String,
    /// What is said of the type.
    pub annotations: Annotations,
}

/// By which method an operation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// `POST`.
    Action,
    /// `GET`.
    Function,
}

/// An action or a function: one overload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The qualified name.
    pub name: String,
    /// Action or function.
    pub kind: OperationKind,
    /// What it is called on; `None` where it stands by itself.
    pub binding: Option<TypeRef>,
    /// Whether the path may go on behind the call.
    pub is_composable: bool,
    /// Without the one that it is bound to.
    pub parameters: Vec<Parameter>,
    /// What comes back.
    pub returns: Option<TypeRef>,
    /// What is said of it.
    pub annotations: Annotations,
}

impl Operation {
    /// The name without its namespace: `sendMail`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        short(&self.name)
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name as it stands in JSON.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// What is said of it.
    pub annotations: Annotations,
}

/// Where paths begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Container {
    /// The qualified name.
    pub name: String,
    /// Collections of entities.
    pub sets: Vec<EntitySet>,
    /// Single entities.
    pub singletons: Vec<Singleton>,
    /// Actions and functions that are bound to nothing.
    pub imports: Vec<OperationImport>,
}

impl Container {
    /// The first segments that paths can have: sets, singletons, and operations that are bound to nothing.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        let sets = self.sets.iter().map(|set| set.name.as_str());
        let singletons = self.singletons.iter().map(|one| one.name.as_str());
        sets.chain(singletons).chain(self.imports.iter().map(|import| import.name.as_str()))
    }
}

/// A collection of entities at the root: `users`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntitySet {
    /// The first segment of its paths.
    pub name: String,
    /// The type of its entities.
    pub entity_type: String,
    /// Where relations that are not contained lead.
    pub bindings: Vec<Binding>,
    /// What is said of it.
    pub annotations: Annotations,
}

/// A single entity at the root: `me`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Singleton {
    /// The first segment of its paths.
    pub name: String,
    /// The entity's type.
    pub entity_type: String,
    /// Where relations that are not contained lead.
    pub bindings: Vec<Binding>,
    /// What is said of it.
    pub annotations: Annotations,
}

/// Where a relation that is not contained leads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Binding {
    /// The navigation property, with what leads to it.
    pub path: String,
    /// An entity set, or a path of the container.
    pub target: String,
}

/// An action or function at the root.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationImport {
    /// The first segment of its paths.
    pub name: String,
    /// The qualified name of the operation.
    pub operation: String,
}
