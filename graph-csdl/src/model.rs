//! The declarations of a file, as plain data. Names of types are qualified and have no alias: `microsoft.graph.user`.

mod annotations;

pub use annotations::{Annotations, Deprecation};

use crate::names::short;
use crate::primitive::Primitive;

/// The type of a property, parameter or result: its name, and whether it is a collection and nullable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeRef {
    /// The name of the type of one value, also in a collection: `Edm.String`, `microsoft.graph.user`.
    pub name: String,
    /// Whether it is `Collection(…)`.
    pub is_collection: bool,
    /// Whether the value can be `null`; of a collection, whether an element can be `null`.
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

/// The definition of a named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definition {
    /// An entity type or a complex type.
    Structured(StructuredType),
    /// An enumeration.
    Enum(EnumType),
    /// A type definition: another name of a primitive type.
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

    /// The entity or complex type; `None` for another kind of type.
    #[must_use]
    pub const fn structured(&self) -> Option<&StructuredType> {
        match self {
            Self::Structured(of) => Some(of),
            Self::Enum(_) | Self::TypeDefinition(_) => None,
        }
    }

    /// The annotations of the type.
    #[must_use]
    pub fn annotations(&self) -> &Annotations {
        match self {
            Self::Structured(of) => &of.annotations,
            Self::Enum(of) => &of.annotations,
            Self::TypeDefinition(of) => &of.annotations,
        }
    }
}

/// The two kinds of structured types: only entities have keys and addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructuredKind {
    /// `EntityType`.
    Entity,
    /// `ComplexType`.
    Complex,
}

/// An entity type or a complex type: its own declaration, without inherited members.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StructuredType {
    /// The qualified name.
    pub name: String,
    /// Entity type or complex type.
    pub kind: StructuredKind,
    /// The base type.
    pub base: Option<String>,
    /// Whether all values are of derived types.
    pub is_abstract: bool,
    /// Whether values can have undeclared properties.
    pub is_open: bool,
    /// Whether the entity has content at `…/$value`.
    pub has_stream: bool,
    /// The names of the key's properties; empty if the key is inherited.
    pub key: Vec<String>,
    /// The properties, in the order of the file.
    pub properties: Vec<Property>,
    /// The navigation properties, in the order of the file.
    pub navigation: Vec<NavigationProperty>,
    /// The annotations of the type.
    pub annotations: Annotations,
}

impl StructuredType {
    /// Whether any entity is of this type: the abstract root of all entity types, which has a key and nothing else.
    #[must_use]
    pub fn is_any_entity(&self) -> bool {
        let is_bare = self.navigation.is_empty() && self.properties.iter().all(|known| self.key.contains(&known.name));
        self.kind == StructuredKind::Entity && self.is_abstract && self.base.is_none() && is_bare
    }
}

/// A structural property.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Property {
    /// The name: `displayName`.
    pub name: String,
    /// The type.
    pub ty: TypeRef,
    /// Its annotations.
    pub annotations: Annotations,
}

/// A navigation property: a relation to other entities.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NavigationProperty {
    /// The name: `members`.
    pub name: String,
    /// The type of the related entity or entities.
    pub ty: TypeRef,
    /// Whether the related entities are contained: they have no address elsewhere.
    pub is_contained: bool,
    /// Its annotations.
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
    /// The members, in the order of the file.
    pub members: Vec<Member>,
    /// The annotations of the type.
    pub annotations: Annotations,
}

/// A member of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// The name in JSON.
    pub name: String,
    /// The number.
    pub value: i64,
    /// Its annotations.
    pub annotations: Annotations,
}

/// A type definition: another name of a primitive type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeDefinition {
    /// The qualified name.
    pub name: String,
    /// The name of the primitive type: `Edm.String`.
    pub underlying: String,
    /// The annotations of the type.
    pub annotations: Annotations,
}

/// The two kinds of operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// An action, which is called by `POST`.
    Action,
    /// A function, which is called by `GET`.
    Function,
}

/// An overload of an action or a function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The qualified name.
    pub name: String,
    /// Action or function.
    pub kind: OperationKind,
    /// The type of the binding parameter; `None` of an unbound operation.
    pub binding: Option<TypeRef>,
    /// Whether a path can continue after the call.
    pub is_composable: bool,
    /// The parameters without the binding parameter.
    pub parameters: Vec<Parameter>,
    /// The type of the result.
    pub returns: Option<TypeRef>,
    /// Its annotations.
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
    /// The name in JSON.
    pub name: String,
    /// The type.
    pub ty: TypeRef,
    /// Whether a caller can omit it.
    pub is_optional: bool,
    /// Its annotations.
    pub annotations: Annotations,
}

/// The entity container, in which paths begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Container {
    /// The qualified name.
    pub name: String,
    /// The entity sets.
    pub sets: Vec<EntitySet>,
    /// The singletons.
    pub singletons: Vec<Singleton>,
    /// The imports of unbound actions and functions.
    pub imports: Vec<OperationImport>,
}

impl Container {
    /// The first segments that paths can have: entity sets, singletons and operation imports.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        let sets = self.sets.iter().map(|set| set.name.as_str());
        let singletons = self.singletons.iter().map(|one| one.name.as_str());
        sets.chain(singletons).chain(self.imports.iter().map(|import| import.name.as_str()))
    }
}

/// An entity set: a collection of entities at the service root, such as `users`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntitySet {
    /// The name, which is the first segment of its paths.
    pub name: String,
    /// The type of its entities.
    pub entity_type: String,
    /// The bindings of navigation properties that are not contained.
    pub bindings: Vec<Binding>,
    /// Its annotations.
    pub annotations: Annotations,
}

/// A singleton: one entity at the service root, such as `me`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Singleton {
    /// The name, which is the first segment of its paths.
    pub name: String,
    /// The type of the entity.
    pub entity_type: String,
    /// The bindings of navigation properties that are not contained.
    pub bindings: Vec<Binding>,
    /// Its annotations.
    pub annotations: Annotations,
}

/// A navigation property binding: the entity set of a relation that is not contained.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Binding {
    /// The path of the navigation property.
    pub path: String,
    /// The entity set, or a path of the container.
    pub target: String,
}

/// An import of an unbound action or function at the service root.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationImport {
    /// The name, which is the first segment of its paths.
    pub name: String,
    /// The qualified name of the operation.
    pub operation: String,
}
