//! The declarations of a file, each read on first use.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::error::{Error, OffsetError};
use crate::model::{Annotations, Container, Definition, NavigationProperty, Operation, Property, TypeRef};
use crate::names::short;
use crate::parse;
use crate::parse::aliases::Aliases;
use crate::parse::element::Element;
use crate::parse::index::{Declaration, DeclarationKind, index};

/// The declarations of a file, with indexes by name.
pub(crate) struct Declarations {
    pub(crate) text: Box<str>,
    pub(crate) aliases: Aliases,
    pub(crate) list: Vec<Declaration>,
    /// The item of each declaration that was read; `None` of one that can't be read.
    items: Vec<OnceLock<Option<Box<Item>>>>,
    first_error: OnceLock<Error>,
    pub(crate) types: HashMap<String, usize>,
    /// By the name without its namespace.
    pub(crate) operations: HashMap<String, Vec<usize>>,
    types_ignore_case: OnceLock<NamesIgnoreCase>,
    operations_ignore_case: OnceLock<NamesIgnoreCase>,
    /// By their target.
    annotations: HashMap<String, Vec<usize>>,
    /// The types that extend a type directly, in the order of the file.
    pub(crate) extended: HashMap<String, Vec<usize>>,
    pub(crate) container: Option<usize>,
}

/// A declaration that was read.
pub(crate) enum Item {
    Type(Definition),
    Operation(Operation),
    Container(Container),
}

impl Declarations {
    /// Locates the declarations, and reads none.
    ///
    /// # Errors
    /// A text that is not CSDL 4.0 or is cut off, and a type that is declared twice.
    pub(crate) fn index(text: &str) -> Result<Self, OffsetError> {
        let index = index(text)?;
        let mut declared = Self {
            text: text.into(),
            aliases: index.aliases,
            items: index.declarations.iter().map(|_| OnceLock::new()).collect(),
            list: index.declarations,
            first_error: OnceLock::new(),
            types: HashMap::new(),
            operations: HashMap::new(),
            types_ignore_case: OnceLock::new(),
            operations_ignore_case: OnceLock::new(),
            annotations: HashMap::new(),
            extended: HashMap::new(),
            container: None,
        };
        declared.add_all()?;
        Ok(declared)
    }

    fn add_all(&mut self) -> Result<(), OffsetError> {
        for (index, declaration) in self.list.iter().enumerate() {
            let name = declaration.name.clone();
            match declaration.kind {
                DeclarationKind::Action | DeclarationKind::Function => {
                    self.operations.entry(short(&name).to_owned()).or_default().push(index);
                }
                DeclarationKind::Annotations => self.annotations.entry(name).or_default().push(index),
                DeclarationKind::EntityContainer => {
                    self.container.get_or_insert(index);
                }
                DeclarationKind::EntityType
                | DeclarationKind::ComplexType
                | DeclarationKind::EnumType
                | DeclarationKind::TypeDefinition => {
                    if let Some(base) = &declaration.base {
                        self.extended.entry(base.clone()).or_default().push(index);
                    }
                    if self.types.insert(name, index).is_some() {
                        let message = format!("`{}` is declared twice", declaration.name);
                        return Err(OffsetError::new(declaration.range.start, message));
                    }
                }
            }
        }
        Ok(())
    }

    /// The types of this name in any letter case.
    pub(crate) fn types_ignore_case(&self, name: &str) -> &[usize] {
        let names = || self.types.iter().map(|(name, index)| (name.as_str(), *index));
        self.types_ignore_case.get_or_init(|| NamesIgnoreCase::of(names())).like(name)
    }

    /// The operations of this name, which has no namespace, in any letter case.
    pub(crate) fn operations_ignore_case(&self, name: &str) -> &[usize] {
        let all =
            || self.operations.iter().flat_map(|(name, indexes)| indexes.iter().map(|index| (name.as_str(), *index)));
        self.operations_ignore_case.get_or_init(|| NamesIgnoreCase::of(all())).like(name)
    }

    /// Reads all declarations, up to the first that can't be read.
    ///
    /// # Errors
    /// The error of that one.
    pub(crate) fn read_all(self) -> Result<Self, Error> {
        for index in 0..self.list.len() {
            self.item(index);
            if let Some(error) = self.first_error() {
                return Err(error.clone());
            }
        }
        Ok(self)
    }

    /// The error of the first declaration that was used and can't be read.
    pub(crate) fn first_error(&self) -> Option<&Error> {
        self.first_error.get()
    }

    /// The item of the declaration at this index.
    pub(crate) fn item(&self, index: usize) -> Option<&Item> {
        let declaration = self.list.get(index)?;
        let read = || match self.read(declaration) {
            Ok(item) => item.map(Box::new),
            Err(error) => {
                self.first_error.get_or_init(|| error.into_error(&self.text));
                None
            }
        };
        self.items.get(index)?.get_or_init(read).as_deref()
    }

    fn read(&self, declaration: &Declaration) -> Result<Option<Item>, OffsetError> {
        let element = Element::read(&self.text, declaration.range.clone())?;
        Ok(match declaration.kind {
            DeclarationKind::Annotations => {
                parse::annotations(&element, &self.aliases)?;
                None
            }
            DeclarationKind::EntityContainer => {
                let mut container = parse::container(&declaration.name, &element, &self.aliases)?;
                let sets = container.sets.iter_mut().map(|set| (&set.name, &mut set.annotations));
                let singletons = container.singletons.iter_mut().map(|one| (&one.name, &mut one.annotations));
                for (name, annotations) in sets.chain(singletons) {
                    self.annotate(annotations, &format!("{}/{name}", declaration.name))?;
                }
                Some(Item::Container(container))
            }
            DeclarationKind::Action | DeclarationKind::Function => {
                let mut operation = parse::operation(declaration, &element, &self.aliases)?;
                let target = overload(&operation);
                // A target without types means all overloads, unless a type has the same name.
                if !self.types.contains_key(&operation.name) {
                    self.annotate(&mut operation.annotations, &operation.name)?;
                }
                self.annotate(&mut operation.annotations, &target)?;
                for parameter in &mut operation.parameters {
                    let target = format!("{target}/{}", parameter.name);
                    self.annotate(&mut parameter.annotations, &target)?;
                    for element in self.targeting(&target) {
                        parameter.is_optional |= parse::says_optional(&element?, &self.aliases)?;
                    }
                }
                Some(Item::Operation(operation))
            }
            DeclarationKind::EntityType
            | DeclarationKind::ComplexType
            | DeclarationKind::EnumType
            | DeclarationKind::TypeDefinition => {
                let definition = parse::definition(declaration, &element, &self.aliases)?;
                definition.map(|definition| self.annotated(definition)).transpose()?.map(Item::Type)
            }
        })
    }

    /// The type with the annotations that target it and its parts.
    fn annotated(&self, mut definition: Definition) -> Result<Definition, OffsetError> {
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
            Definition::TypeDefinition(found) => self.annotate(&mut found.annotations, &of)?,
        }
        Ok(definition)
    }

    fn annotate(&self, into: &mut Annotations, target: &str) -> Result<(), OffsetError> {
        self.targeting(target).try_for_each(|element| parse::annotate(into, &element?, &self.aliases))
    }

    /// The annotations that have this target.
    fn targeting(&self, target: &str) -> impl Iterator<Item = Result<Element, OffsetError>> {
        let indexes = self.annotations.get(target).map(Vec::as_slice).unwrap_or_default();
        let declarations = indexes.iter().filter_map(|index| self.list.get(*index));
        declarations.map(|declaration| Element::read(&self.text, declaration.range.clone()))
    }
}

/// The target of annotations of this overload.
fn overload(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let types: Vec<String> = operation.binding.iter().chain(parameters).map(TypeRef::to_string).collect();
    format!("{}({})", operation.name, types.join(","))
}

/// Indexes of declarations by their lower-case names.
#[derive(Default)]
struct NamesIgnoreCase(HashMap<String, Vec<usize>>);

impl NamesIgnoreCase {
    fn of<'n>(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut folded: HashMap<String, Vec<usize>> = HashMap::new();
        for (name, index) in names {
            folded.entry(name.to_ascii_lowercase()).or_default().push(index);
        }
        Self(folded)
    }

    fn like(&self, name: &str) -> &[usize] {
        self.0.get(&name.to_ascii_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }
}
