//! A `$metadata` file and its declarations by name.

mod declarations;

use std::fmt;

use self::declarations::{Declarations, Item};
use crate::error::Error;
use crate::model::{Container, Definition, EnumType, Operation, StructuredType};
use crate::names::short;
use crate::parse::index::DeclarationKind;
use crate::similar::nearest;

/// A `$metadata` file.
///
/// # Example
/// ```
/// use graph_csdl::Metadata;
///
/// let metadata = Metadata::parse(r#"
///     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
///       <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
///         <EntityType Name="entity" Abstract="true">
///           <Key><PropertyRef Name="id"/></Key>
///           <Property Name="id" Type="Edm.String" Nullable="false"/>
///         </EntityType>
///         <EntityType Name="user" BaseType="graph.entity"><Property Name="mail" Type="Edm.String"/></EntityType>
///         <EntityContainer Name="GraphService"><EntitySet Name="users" EntityType="graph.user"/></EntityContainer>
///       </Schema>
///     </edmx:DataServices></edmx:Edmx>"#)?;
///
/// let names: Vec<&str> = metadata.properties("graph.user").map(|property| property.name.as_str()).collect();
/// assert_eq!(names, ["id", "mail"]);
/// assert_eq!(metadata.nearest_type("microsoft.graph.usr"), Some("microsoft.graph.user"));
/// assert!(metadata.path("users/{id}").is_ok());
/// # Ok::<(), graph_csdl::Error>(())
/// ```
pub struct Metadata {
    declarations: Declarations,
}

impl Metadata {
    /// Reads a whole file.
    ///
    /// # Errors
    /// A text that is not CSDL 4.0, and the first declaration that can't be read, with its position.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_lazy(text)?.declarations.read_all().map(|declarations| Self { declarations })
    }

    /// Locates each declaration, and reads it on first use: for a few types of a large file. A declaration that can't be read
    /// is missing; [`first_error`](Self::first_error) reports it.
    ///
    /// # Errors
    /// A text that is not CSDL 4.0 or is cut off, and a type that is declared twice.
    pub fn parse_lazy(text: &str) -> Result<Self, Error> {
        match Declarations::index(text) {
            Ok(declarations) => Ok(Self { declarations }),
            Err(error) => Err(error.into_error(text)),
        }
    }

    /// The error of the first declaration that was used and can't be read.
    #[must_use]
    pub fn first_error(&self) -> Option<&Error> {
        self.declarations.first_error()
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.declarations.text
    }

    /// The name of a type or operation with its namespace in place of an alias: `graph.user` → `microsoft.graph.user`.
    #[must_use]
    pub fn qualified(&self, name: &str) -> String {
        self.declarations.aliases.qualified(name)
    }

    /// The names of all types, in the order of the file.
    pub fn type_names(&self) -> impl Iterator<Item = &str> {
        let types = self.declarations.list.iter().filter(|declaration| is_type(declaration.kind));
        types.map(|declaration| declaration.name.as_str())
    }

    /// All types, in the order of the file.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        (0..self.declarations.list.len()).filter_map(|index| self.definition_at(index))
    }

    /// The type of a name with its namespace or alias.
    #[must_use]
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        let index = self.declarations.types.get(name).or_else(|| self.declarations.types.get(&self.qualified(name)))?;
        self.definition_at(*index)
    }

    /// The entity or complex type of this name.
    #[must_use]
    pub fn structured(&self, name: &str) -> Option<&StructuredType> {
        self.definition(name)?.structured()
    }

    /// The enumeration of this name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&EnumType> {
        match self.definition(name)? {
            Definition::Enum(found) => Some(found),
            Definition::Structured(_) | Definition::TypeDefinition(_) => None,
        }
    }

    /// The known type with the nearest name; its namespace can be another one.
    #[must_use]
    pub fn nearest_type(&self, name: &str) -> Option<&str> {
        let name = self.qualified(name);
        let elsewhere = || self.type_names().find(|known| short(known) == short(&name));
        nearest(&name, self.type_names().filter(|known| near_in_length(known, &name))).or_else(elsewhere)
    }

    /// All actions and functions, in the order of the file.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        (0..self.declarations.list.len())
            .filter(|index| {
                self.declarations.list.get(*index).is_some_and(|declaration| is_operation(declaration.kind))
            })
            .filter_map(|index| self.operation_at(index))
    }

    /// The overloads of a name, with its namespace or without.
    pub fn operations_named(&self, name: &str) -> impl Iterator<Item = &Operation> {
        let qualified = name.contains('.').then(|| self.qualified(name));
        let indexes = self.declarations.operations.get(short(name)).map(Vec::as_slice).unwrap_or_default();
        let operations = indexes.iter().filter_map(|index| self.operation_at(*index));
        operations.filter(move |operation| qualified.as_ref().is_none_or(|qualified| *qualified == operation.name))
    }

    /// The operations whose name without a namespace passes the test, in the order of the file. No other one is read.
    pub(crate) fn operations_like(&self, is_like: impl Fn(&str) -> bool) -> impl Iterator<Item = &Operation> {
        let operations =
            self.declarations.list.iter().enumerate().filter(|(_, declaration)| is_operation(declaration.kind));
        let like = operations.filter(move |(_, declaration)| is_like(short(&declaration.name)));
        like.filter_map(|(index, _)| self.operation_at(index))
    }

    /// The qualified name of a type from one in any letter case: `Graph.User` → `microsoft.graph.user`.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="microsoft.graph" Alias="graph">
    /// #   <EntityType Name="user"/></Schema>"#)?;
    /// assert_eq!(metadata.type_ignore_case("Microsoft.Graph.User"), Some("microsoft.graph.user"));
    /// # Ok::<(), graph_csdl::Error>(())
    /// ```
    #[must_use]
    pub fn type_ignore_case(&self, name: &str) -> Option<&str> {
        if let Some(exact) = self.definition(name) {
            return Some(exact.name());
        }
        self.type_like(name)
    }

    /// The only type whose name differs from this one in nothing but letter case.
    pub(crate) fn type_like(&self, name: &str) -> Option<&str> {
        let [only] = self.declarations.types_ignore_case(&self.qualified_ignore_case(name)) else { return None };
        self.declarations.list.get(*only).map(|declaration| declaration.name.as_str())
    }

    /// The operations of this name without a namespace, in any letter case.
    pub(crate) fn operations_alike(&self, name: &str) -> impl Iterator<Item = &Operation> {
        let indexes = self.declarations.operations_ignore_case(short(name));
        indexes.iter().filter_map(|index| self.operation_at(*index))
    }

    /// As [`qualified`](Self::qualified), for an alias in any letter case.
    pub(crate) fn qualified_ignore_case(&self, name: &str) -> String {
        self.declarations.aliases.qualified_ignore_case(name)
    }

    /// The entity container, in which paths begin; `None` if the file has none.
    #[must_use]
    pub fn container(&self) -> Option<&Container> {
        match self.declarations.item(self.declarations.container?)? {
            Item::Container(container) => Some(container),
            Item::Type(_) | Item::Operation(_) => None,
        }
    }

    /// The names of the types that extend this one directly.
    pub(crate) fn extended(&self, name: &str) -> impl Iterator<Item = &str> {
        let indexes = self.declarations.extended.get(name).map(Vec::as_slice).unwrap_or_default();
        indexes
            .iter()
            .filter_map(|index| self.declarations.list.get(*index))
            .map(|declaration| declaration.name.as_str())
    }

    fn definition_at(&self, index: usize) -> Option<&Definition> {
        if !self.declarations.list.get(index).is_some_and(|declaration| is_type(declaration.kind)) {
            return None;
        }
        match self.declarations.item(index)? {
            Item::Type(definition) => Some(definition),
            Item::Operation(_) | Item::Container(_) => None,
        }
    }

    fn operation_at(&self, index: usize) -> Option<&Operation> {
        match self.declarations.item(index)? {
            Item::Operation(operation) => Some(operation),
            Item::Type(_) | Item::Container(_) => None,
        }
    }
}

const fn is_type(kind: DeclarationKind) -> bool {
    matches!(
        kind,
        DeclarationKind::EntityType
            | DeclarationKind::ComplexType
            | DeclarationKind::EnumType
            | DeclarationKind::TypeDefinition
    )
}

const fn is_operation(kind: DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::Action | DeclarationKind::Function)
}

fn near_in_length(known: &str, name: &str) -> bool {
    known.len().abs_diff(name.len()) <= 2
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Declarations { text, list, .. } = &self.declarations;
        f.debug_struct("Metadata").field("bytes", &text.len()).field("declarations", &list.len()).finish()
    }
}
