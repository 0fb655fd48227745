//! A file, and what it declares by name.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use crate::element::Element;
use crate::error::Error;
use crate::model::{
    Annotations, Container, Definition, EnumType, NavigationProperty, Operation, Property, StructuredType, TypeRef,
    short,
};
use crate::nearest::nearest;
use crate::outline::{Aliases, Declaration, Kind, outline};
use crate::read::{self, Source};

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
    text: Box<str>,
    aliases: Aliases,
    declarations: Vec<Declaration>,
    /// What was read of each declaration; `None` of one that can't be read.
    items: Vec<OnceLock<Option<Box<Item>>>>,
    fault: OnceLock<Error>,
    types: HashMap<String, usize>,
    /// By the name without its namespace.
    operations: HashMap<String, Vec<usize>>,
    /// By their target.
    annotations: HashMap<String, Vec<usize>>,
    /// The types that extend a type directly, in the order of the file.
    extended: HashMap<String, Vec<usize>>,
    container: Option<usize>,
}

enum Item {
    Type(Definition),
    Operation(Operation),
    Container(Container),
}

impl Metadata {
    /// Reads a whole file.
    ///
    /// # Errors
    /// A text that is no CSDL 4.0, and the first declaration that can't be read, with its place.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let metadata = Self::outline(text)?;
        for index in 0..metadata.declarations.len() {
            metadata.item(index);
        }
        match metadata.fault.into_inner() {
            Some(fault) => Err(fault),
            None => Ok(Self { fault: OnceLock::new(), ..metadata }),
        }
    }

    /// Finds where each declaration stands, and reads none of them before it is asked for: for a few types of a large file.
    /// A declaration that can't be read is as good as absent; [`fault`](Self::fault) says so.
    ///
    /// # Errors
    /// A text that is no CSDL 4.0, one that is cut off, and a type that is declared twice.
    pub fn outline(text: &str) -> Result<Self, Error> {
        let outline = outline(text)?;
        let mut metadata = Self {
            text: text.into(),
            aliases: outline.aliases,
            items: outline.declarations.iter().map(|_| OnceLock::new()).collect(),
            declarations: outline.declarations,
            fault: OnceLock::new(),
            types: HashMap::new(),
            operations: HashMap::new(),
            annotations: HashMap::new(),
            extended: HashMap::new(),
            container: None,
        };
        metadata.index()?;
        Ok(metadata)
    }

    fn index(&mut self) -> Result<(), Error> {
        for (index, declaration) in self.declarations.iter().enumerate() {
            let name = declaration.name.clone();
            match declaration.kind {
                Kind::Action | Kind::Function => {
                    self.operations.entry(short(&name).to_owned()).or_default().push(index);
                }
                Kind::Annotations => self.annotations.entry(name).or_default().push(index),
                Kind::EntityContainer => {
                    self.container.get_or_insert(index);
                }
                Kind::EntityType | Kind::ComplexType | Kind::EnumType | Kind::TypeDefinition => {
                    if let Some(base) = &declaration.base {
                        self.extended.entry(base.clone()).or_default().push(index);
                    }
                    if self.types.insert(name, index).is_some() {
                        let fact = format!("`{}` is declared twice", declaration.name);
                        return Err(Error::new(&self.text, declaration.range.start, fact));
                    }
                }
            }
        }
        Ok(())
    }

    /// The first declaration that was asked for and can't be read.
    #[must_use]
    pub fn fault(&self) -> Option<&Error> {
        self.fault.get()
    }

    /// The text, as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A type's or operation's name with its namespace, where it has an alias: `graph.user` → `microsoft.graph.user`.
    #[must_use]
    pub fn qualified(&self, name: &str) -> String {
        self.aliases.qualified(name)
    }

    /// The names of all types, in the order of the file.
    pub fn type_names(&self) -> impl Iterator<Item = &str> {
        self.declarations
            .iter()
            .filter(|declaration| is_type(declaration.kind))
            .map(|declaration| declaration.name.as_str())
    }

    /// All types, in the order of the file.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        (0..self.declarations.len()).filter_map(|index| self.definition_at(index))
    }

    /// The type of a name with its namespace or alias.
    #[must_use]
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        let index = self.types.get(name).or_else(|| self.types.get(&self.qualified(name)))?;
        self.definition_at(*index)
    }

    /// The entity or complex type of this name.
    #[must_use]
    pub fn structured(&self, name: &str) -> Option<&StructuredType> {
        match self.definition(name)? {
            Definition::Structured(found) => Some(found),
            Definition::Enum(_) | Definition::Alias(_) => None,
        }
    }

    /// The enumeration of this name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&EnumType> {
        match self.definition(name)? {
            Definition::Enum(found) => Some(found),
            Definition::Structured(_) | Definition::Alias(_) => None,
        }
    }

    /// The known type whose name is closest: its namespace may be another.
    #[must_use]
    pub fn nearest_type(&self, name: &str) -> Option<&str> {
        let name = self.qualified(name);
        let elsewhere = || self.type_names().find(|known| short(known) == short(&name));
        nearest(&name, self.type_names().filter(|known| near_in_length(known, &name))).or_else(elsewhere)
    }

    /// All actions and functions, in the order of the file.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        (0..self.declarations.len())
            .filter(|index| self.declarations.get(*index).is_some_and(|declaration| is_operation(declaration.kind)))
            .filter_map(|index| self.operation_at(index))
    }

    /// The overloads of a name, with its namespace or without.
    pub fn operations_named(&self, name: &str) -> impl Iterator<Item = &Operation> {
        let qualified = name.contains('.').then(|| self.qualified(name));
        let indexes = self.operations.get(short(name)).map(Vec::as_slice).unwrap_or_default();
        let operations = indexes.iter().filter_map(|index| self.operation_at(*index));
        operations.filter(move |operation| qualified.as_ref().is_none_or(|qualified| *qualified == operation.name))
    }

    /// The names of all operations, without namespaces, in no order.
    pub(crate) fn operation_names(&self) -> impl Iterator<Item = &str> {
        self.operations.keys().map(String::as_str)
    }

    /// Where paths begin; `None` where the file has no container.
    #[must_use]
    pub fn container(&self) -> Option<&Container> {
        match self.item(self.container?)? {
            Item::Container(container) => Some(container),
            Item::Type(_) | Item::Operation(_) => None,
        }
    }

    /// The names of the types that extend this one directly.
    pub(crate) fn extended(&self, name: &str) -> impl Iterator<Item = &str> {
        let indexes = self.extended.get(name).map(Vec::as_slice).unwrap_or_default();
        indexes.iter().filter_map(|index| self.declarations.get(*index)).map(|declaration| declaration.name.as_str())
    }

    fn definition_at(&self, index: usize) -> Option<&Definition> {
        if !self.declarations.get(index).is_some_and(|declaration| is_type(declaration.kind)) {
            return None;
        }
        match self.item(index)? {
            Item::Type(definition) => Some(definition),
            Item::Operation(_) | Item::Container(_) => None,
        }
    }

    fn operation_at(&self, index: usize) -> Option<&Operation> {
        match self.item(index)? {
            Item::Operation(operation) => Some(operation),
            Item::Type(_) | Item::Container(_) => None,
        }
    }

    fn item(&self, index: usize) -> Option<&Item> {
        let declaration = self.declarations.get(index)?;
        let read = || match self.read(declaration) {
            Ok(item) => item.map(Box::new),
            Err(error) => {
                self.fault.get_or_init(|| error);
                None
            }
        };
        self.items.get(index)?.get_or_init(read).as_deref()
    }

    fn read(&self, declaration: &Declaration) -> Result<Option<Item>, Error> {
        let source = Source { text: &self.text, aliases: &self.aliases };
        let element = Element::read(&self.text, declaration.range.clone())?;
        Ok(match declaration.kind {
            Kind::Annotations => {
                read::annotations(&element, &source)?;
                None
            }
            Kind::EntityContainer => {
                let mut container = read::container(&declaration.name, &element, &source)?;
                let sets = container.sets.iter_mut().map(|set| (&set.name, &mut set.annotations));
                let singletons = container.singletons.iter_mut().map(|one| (&one.name, &mut one.annotations));
                for (name, annotations) in sets.chain(singletons) {
                    self.annotate(annotations, &format!("{}/{name}", declaration.name))?;
                }
                Some(Item::Container(container))
            }
            Kind::Action | Kind::Function => {
                let mut operation = read::operation(declaration, &element, &source)?;
                let target = overload(&operation);
                self.annotate(&mut operation.annotations, &target)?;
                for parameter in &mut operation.parameters {
                    self.annotate(&mut parameter.annotations, &format!("{target}/{}", parameter.name))?;
                }
                Some(Item::Operation(operation))
            }
            Kind::EntityType | Kind::ComplexType | Kind::EnumType | Kind::TypeDefinition => {
                let definition = read::definition(declaration, &element, &source)?;
                definition.map(|definition| self.annotated(definition)).transpose()?.map(Item::Type)
            }
        })
    }

    /// The type with what is said of it and its parts elsewhere.
    fn annotated(&self, mut definition: Definition) -> Result<Definition, Error> {
        let of = definition.name().to_owned();
        let target = |part: &str| format!("{of}/{part}");
        match &mut definition {
            Definition::Structured(found) => {
                self.annotate(&mut found.annotations, &of)?;
                for Property { name, annotations, .. } in &mut found.properties {
                    self.annotate(annotations, &target(name))?;
                }
                for NavigationProperty { name, annotations, .. } in &mut found.navigation {
                    self.annotate(annotations, &target(name))?;
                }
            }
            Definition::Enum(found) => {
                self.annotate(&mut found.annotations, &of)?;
                for member in &mut found.members {
                    self.annotate(&mut member.annotations, &target(&member.name))?;
                }
            }
            Definition::Alias(found) => self.annotate(&mut found.annotations, &of)?,
        }
        Ok(definition)
    }

    fn annotate(&self, into: &mut Annotations, target: &str) -> Result<(), Error> {
        let source = Source { text: &self.text, aliases: &self.aliases };
        let indexes = self.annotations.get(target).map(Vec::as_slice).unwrap_or_default();
        for declaration in indexes.iter().filter_map(|index| self.declarations.get(*index)) {
            let element = Element::read(&self.text, declaration.range.clone())?;
            read::annotate(into, &element, &source)?;
        }
        Ok(())
    }
}

/// What annotations of this overload have as their target.
fn overload(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let types: Vec<String> = operation.binding.iter().chain(parameters).map(TypeRef::to_string).collect();
    format!("{}({})", operation.name, types.join(","))
}

const fn is_type(kind: Kind) -> bool {
    matches!(kind, Kind::EntityType | Kind::ComplexType | Kind::EnumType | Kind::TypeDefinition)
}

const fn is_operation(kind: Kind) -> bool {
    matches!(kind, Kind::Action | Kind::Function)
}

fn near_in_length(known: &str, name: &str) -> bool {
    known.len().abs_diff(name.len()) <= 2
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, declarations, .. } = self;
        f.debug_struct("Metadata").field("bytes", &text.len()).field("declarations", &declarations.len()).finish()
    }
}
