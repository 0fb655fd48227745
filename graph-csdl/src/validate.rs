//! Whether what a program declares is what the metadata has: every rule of it, and nothing but rules.
//!
//! The macros ask it of one annotated item at a time, and show each diagnostic at the token to change; the command line asks
//! it of source files.
//!
//! # Example
//! ```
//! use graph_csdl::validate::{AnnotatedItem, AnnotatedProperty, AnnotatedStruct, Part};
//! use graph_csdl::{Metadata, StructuredKind};
//!
//! let metadata = Metadata::parse(r#"<Schema Namespace="microsoft.graph">
//!     <ComplexType Name="emailAddress"><Property Name="address" Type="Edm.String"/></ComplexType></Schema>"#)?;
//! let written = AnnotatedStruct {
//!     name: "microsoft.graph.emailAddress",
//!     kind: StructuredKind::Complex,
//!     properties: vec![AnnotatedProperty { name: "adress", ..AnnotatedProperty::default() }],
//!     endpoints: Vec::new(),
//!     streams: Vec::new(),
//! };
//! let report = AnnotatedItem::Struct(written).validate(&metadata);
//! assert_eq!(report.diagnostics[0].part, Part::Property(0));
//! assert_eq!(report.diagnostics[0].message, "`microsoft.graph.emailAddress` has no property `adress`");
//! assert_eq!(report.diagnostics[0].help.as_deref(), Some("did you mean `address`?"));
//! # Ok::<(), graph_csdl::Error>(())
//! ```

mod endpoint;
mod enumeration;
mod field;
mod suggestion;
mod operation;
mod structured;
mod union;

use crate::metadata::Metadata;
use crate::model::{Annotations, Definition, OperationKind, StructuredKind, TypeRef};

/// What a program declares by one annotated item.
#[derive(Debug, Clone)]
pub enum AnnotatedItem<'a> {
    /// A struct that is an entity or a complex type.
    Struct(AnnotatedStruct<'a>),
    /// An enum that is an enumeration.
    Enum(AnnotatedEnum<'a>),
    /// An enum that is one of several types.
    Union(AnnotatedUnion<'a>),
    /// A struct that is an action or a function.
    Operation(AnnotatedOperation<'a>),
}

/// An entity type or a complex type, or the part of it that is needed.
#[derive(Debug, Clone)]
pub struct AnnotatedStruct<'a> {
    /// The type's qualified name.
    pub name: &'a str,
    /// Which of the two.
    pub kind: StructuredKind,
    /// The fields that are properties, without annotations such as `@odata.etag`.
    pub properties: Vec<AnnotatedProperty<'a>>,
    /// The paths that lead to it.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
    /// The names of its stream properties.
    pub streams: Vec<&'a str>,
}

/// A property.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark that stands by itself on a field")]
#[derive(Debug, Clone, Copy, Default)]
pub struct AnnotatedProperty<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// It is the key or a part of it.
    pub is_key: bool,
    /// It leads to other entities.
    pub is_navigation: bool,
    /// It is never sent.
    pub is_read_only: bool,
    /// It is not looked up.
    pub is_unchecked: bool,
}

/// A path.
#[derive(Debug, Clone, Copy)]
pub struct AnnotatedEndpoint<'a> {
    /// `users/{id}/messages`.
    pub template: &'a str,
    /// One entity stands there, and not a collection.
    pub is_single: bool,
}

/// An enumeration.
#[derive(Debug, Clone)]
pub struct AnnotatedEnum<'a> {
    /// The type's qualified name.
    pub name: &'a str,
    /// A value is a set of members.
    pub is_flags: bool,
    /// Members may be missing.
    pub is_partial: bool,
    /// The members.
    pub members: Vec<AnnotatedMember<'a>>,
}

/// A member of an enumeration.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnnotatedMember<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// Its number, where one is said.
    pub number: Option<i64>,
    /// It is not looked up.
    pub is_unchecked: bool,
}

/// One of several types that extend a base.
#[derive(Debug, Clone)]
pub struct AnnotatedUnion<'a> {
    /// The base's qualified name.
    pub name: &'a str,
    /// The paths that lead to it.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
}

/// An action or a function.
#[derive(Debug, Clone)]
pub struct AnnotatedOperation<'a> {
    /// Which of the two.
    pub kind: OperationKind,
    /// Its paths, which end in its name.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
    /// Its arguments; the marks of properties mean nothing here.
    pub arguments: Vec<AnnotatedProperty<'a>>,
    /// It has a result.
    pub has_result: bool,
}

/// What is to be said of a declaration.
#[derive(Debug, Default)]
pub struct Report<'m> {
    /// The mistakes, in the order of the parts.
    pub diagnostics: Vec<Diagnostic>,
    /// What is deprecated, and what the metadata says of it.
    pub deprecations: Vec<(Part, String)>,
    /// The type of each property or argument, in their order; `None` of one that is unknown or not looked up.
    pub types: Vec<Option<&'m TypeRef>>,
    /// An operation's result.
    pub result: Option<&'m TypeRef>,
    /// The stream property of a function's answer that its path ends in, and that is read instead of the answer.
    bytes: Option<&'m TypeRef>,
    /// The types that extend a union's base and have values, in the order of the file; the base, where it has some, first.
    pub members: Vec<&'m str>,
}

/// A mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub part: Part,
    /// What is so.
    pub message: String,
    /// The edit to make.
    pub help: Option<String>,
    /// The rule.
    pub note: Option<String>,
    /// The metadata's name that a misspelt one was meant to be.
    pub suggestion: Option<String>,
}

/// A part of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The item itself.
    Item,
    /// The property or argument of this index.
    Property(usize),
    /// The path of this index.
    Endpoint(usize),
    /// The stream property of this index.
    Stream(usize),
    /// The member of this index.
    Member(usize),
    /// The result of an operation.
    Result,
}

impl AnnotatedItem<'_> {
    /// Compares the declaration with the metadata.
    #[must_use]
    pub fn validate<'m>(&self, metadata: &'m Metadata) -> Report<'m> {
        let mut report = Report::default();
        match self {
            Self::Struct(declared) => structured::check(declared, metadata, &mut report),
            Self::Enum(declared) => enumeration::check(declared, metadata, &mut report),
            Self::Union(declared) => union::check(declared, metadata, &mut report),
            Self::Operation(declared) => operation::check(declared, metadata, &mut report),
        }
        report
    }
}

impl Report<'_> {
    #[expect(clippy::indexing_slicing, reason = "the diagnostic at this index was pushed in the line before")]
    fn error(&mut self, part: Part, message: impl Into<String>) -> &mut Diagnostic {
        let index = self.diagnostics.len();
        self.diagnostics.push(Diagnostic { part, message: message.into(), help: None, note: None, suggestion: None });
        &mut self.diagnostics[index]
    }

    fn deprecated(&mut self, part: Part, annotations: &Annotations) {
        let Some(deprecation) = &annotations.deprecation else { return };
        let why = deprecation.description.as_deref().unwrap_or("the metadata says that it is deprecated");
        let when = deprecation.removal_date.as_ref().map(|date| format!(" (to be removed on {date})"));
        self.deprecations.push((part, format!("{why}{}", when.unwrap_or_default())));
    }
}

impl Diagnostic {
    fn help(&mut self, edit: impl Into<String>) -> &mut Self {
        self.help = Some(edit.into());
        self
    }

    fn suggestion(&mut self, name: &str) -> &mut Self {
        self.suggestion = Some(name.to_owned());
        self
    }

    fn note(&mut self, rule: impl Into<String>) -> &mut Self {
        self.note = Some(rule.into());
        self
    }
}

/// The type of this name. One that does not exist is a mistake, and one that is of another kind than `is_right` asks for.
fn definition<'m>(
    name: &str,
    attribute: &str,
    endpoints: &[AnnotatedEndpoint<'_>],
    metadata: &'m Metadata,
    report: &mut Report<'m>,
    is_right: impl Fn(&Definition) -> bool,
) -> Option<&'m Definition> {
    let Some(found) = metadata.definition(name) else {
        if metadata.nearest_type(name) != Some(name) {
            // One that is declared, and can't be read, is the file's fault, which says so.
            let diagnostic = report.error(Part::Item, format!("the metadata has no type `{name}`"));
            suggestion::suggest(name, is_enum(attribute), endpoints, metadata, diagnostic);
        }
        return None;
    };
    if !is_right(found) {
        let (noun, help) = kind_of(found, attribute);
        let diagnostic = report.error(Part::Item, format!("`{}` is {noun}", found.name())).help(help);
        if !matches!(found, Definition::Structured(of) if of.kind == StructuredKind::Entity) {
            suggestion::suggest_entity(endpoints, metadata, diagnostic);
        }
        return None;
    }
    if found.name() != name {
        let diagnostic =
            report.error(Part::Item, format!("`{name}` is `{}` by an alias, which is this file's own", found.name()));
        diagnostic.help(suggestion::by_argument(found.name()));
        diagnostic.note("the name is sent as `@odata.type`, and told by it");
    }
    Some(found)
}

/// What a type is, and what to do about an item that is said to be another kind of type.
fn kind_of(definition: &Definition, attribute: &str) -> (String, String) {
    let (noun, right) = match definition {
        Definition::Structured(of) if of.kind == StructuredKind::Entity => ("an entity type", "graph_entity"),
        Definition::Structured(_) => ("a complex type", "graph_complex"),
        Definition::Enum(of) if of.is_flags => ("an enumeration of flags", "graph_enum(flags)"),
        Definition::Enum(_) => ("an enumeration", "graph_enum"),
        Definition::TypeDefinition(of) => {
            let help = "remove the item: a field of that type holds the value itself";
            return (format!("another name of `{}`", of.underlying), help.to_owned());
        }
    };
    let is_struct = |attribute: &str| attribute == "graph_entity" || attribute == "graph_complex";
    let help = match (is_struct(attribute), is_struct(right)) {
        (true, false) => format!("declare an enum with `#[{right}]`"),
        (false, true) => format!("declare a struct with `#[{right}]`"),
        (true, true) | (false, false) => format!("write `#[{right}]` instead of `#[{attribute}]`"),
    };
    (noun.to_owned(), help)
}

fn is_enum(attribute: &str) -> bool {
    attribute.starts_with("graph_enum")
}
