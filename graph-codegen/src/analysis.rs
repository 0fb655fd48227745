//! Items of source files as plain data: their declarations, and their diagnostics with line and column. rustc shows the same
//! diagnostics for the same item.
//!
//! # Example
//! ```
//! use graph_codegen::analysis::{Invocation, analyze};
//! use graph_codegen::{ItemKind, MetadataSource};
//!
//! let item: proc_macro2::TokenStream = "struct User { #[graph(kye)] id: Option<String> }".parse()?;
//! let invocation = Invocation {
//!     kind: ItemKind::Entity,
//!     span: proc_macro2::Span::call_site(),
//!     arguments: "path = \"users\"".parse()?,
//!     item,
//! };
//! let analysis = analyze(invocation, &MetadataSource::Manifest(None))?;
//! assert_eq!(analysis.diagnostics[0].message, "`graph` has no argument `kye`");
//! assert_eq!(analysis.item.map(|item| item.type_name).as_deref(), Some("microsoft.graph.user"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::sync::Arc;

use graph_csdl::validate::Part;
use graph_csdl::{Metadata, TypeRef};
use proc_macro2::{Ident, Span, TokenStream};
use syn::DeriveInput;
use syn::spanned::Spanned;

use crate::api_version::ApiVersion;
use crate::arguments::{self, ParsedSchema};
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedAnswer, CheckedOperation};
use crate::check::structured::{CheckedProperty, CheckedStruct, Role};
use crate::check::union::{CheckedMember, CheckedUnion};
use crate::check::{self, Checked};
use crate::diagnostics::{self, Diagnostics};
use crate::item_kind::ItemKind;
use crate::read::{self, ReadItem};
use crate::schema::{self, MetadataSource};
use crate::type_text::type_text;

/// An attribute and the item below it, as tokens.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// The kind of the attribute.
    pub kind: ItemKind,
    /// The `#` of the attribute.
    pub span: Span,
    /// The tokens in the parentheses of the attribute.
    pub arguments: TokenStream,
    /// The item without the attribute.
    pub item: TokenStream,
}

/// The outcome of [`analyze`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Analysis {
    /// The item; `None` where it can't be parsed.
    pub item: Option<Item>,
    /// The mistakes and the warnings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The metadata that the item was checked against.
    pub metadata: Option<Arc<Metadata>>,
}

/// A mistake or a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its severity.
    pub level: Level,
    /// The first character to change.
    pub location: Location,
    /// The fact.
    pub message: String,
    /// The edit to make.
    pub help: Option<String>,
    /// The rule.
    pub note: Option<String>,
}

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It does not compile.
    Error,
    /// It compiles.
    Warning,
}

/// A position in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl From<Span> for Location {
    /// The position at which a span starts.
    fn from(span: Span) -> Self {
        let start = span.start();
        Self { line: start.line, column: start.column + 1 }
    }
}

/// The declarations of an annotated item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is an argument that the attribute has or has not")]
pub struct Item {
    /// Which attribute it has.
    pub kind: ItemKind,
    /// Its name.
    pub location: Location,
    /// Its name in Rust.
    pub name: String,
    /// The qualified name of the service's type; without meaning for an operation.
    pub type_name: String,
    /// `schema = false`: the metadata does not declare it.
    pub is_unchecked: bool,
    /// The version that the item names.
    pub version: Option<ApiVersion>,
    /// Its paths.
    pub endpoints: Vec<Endpoint>,
    /// Its stream properties.
    pub streams: Vec<Stream>,
    /// The fields of a struct that are properties, annotations of properties or arguments.
    pub fields: Vec<Field>,
    /// The variants of an enum, the catch-all last.
    pub variants: Vec<Variant>,
    /// A value of the enumeration is a set of members: `flags`.
    pub is_flags: bool,
    /// Members of the enumeration may be missing: `partial`.
    pub is_partial: bool,
    /// No member of the union may be missing: `complete`.
    pub is_complete: bool,
    /// The return type of the operation.
    pub returns: Option<Returns>,
    /// The return type of the operation in the metadata.
    pub result: Option<TypeRef>,
    /// The types of the metadata that extend a union's base and have values; the base, where it has some, first.
    pub derived: Vec<String>,
}

/// The declared return type of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Returns {
    /// The type, of `Vec<…>` that in it.
    pub location: Location,
    /// The type as Rust text.
    pub ty: String,
}

/// A path of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// Its text.
    pub location: Location,
    /// The function that it becomes: `messages`, or `request` of an operation.
    pub function: String,
    /// `users/{userId}/messages`.
    pub template: String,
    /// The path addresses one entity.
    pub is_singleton: bool,
}

/// A stream property of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stream {
    /// Its text.
    pub location: Location,
    /// Its name in JSON.
    pub name: String,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that the field has or has not")]
pub struct Field {
    /// Its name.
    pub location: Location,
    /// Its name in Rust.
    pub rust_name: String,
    /// Its name in JSON.
    pub name: String,
    /// Other names that are read.
    pub aliases: Vec<String>,
    /// Its type as Rust text.
    pub ty: String,
    /// A function of the user reads or writes it, so its type is not checked.
    pub is_adapted: bool,
    /// `key`.
    pub is_key: bool,
    /// `navigation`.
    pub is_navigation: bool,
    /// It is received and never sent, such as an annotation that only the service writes.
    pub is_read_only: bool,
    /// `unchecked`, or an annotation.
    pub is_unchecked: bool,
    /// The type of the property in the metadata, where it was looked up.
    pub property_type: Option<TypeRef>,
}

impl Field {
    /// Whether it is a property of the service's type, not an annotation such as `@odata.etag` or `children@delta`.
    #[must_use]
    pub fn is_property(&self) -> bool {
        !self.name.contains('@')
    }
}

/// A variant of an enumeration or a union.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variant {
    /// Its name.
    pub location: Location,
    /// Its name in Rust.
    pub rust_name: String,
    /// Its name in JSON; without meaning for a union and for the catch-all.
    pub name: String,
    /// Other names that are read.
    pub aliases: Vec<String>,
    /// The member's number, where one is written.
    pub number: Option<i64>,
    /// The catch-all.
    pub is_other: bool,
    /// `unchecked`.
    pub is_unchecked: bool,
    /// Of a union: the declared type itself.
    pub is_base: bool,
    /// Of a union: the type that it holds, as Rust text.
    pub holds: Option<String>,
}

/// Parses and checks an item as its attribute does in a program, then checks it against the metadata, if there is some. Rules
/// about types, which rustc alone can check, are left out.
///
/// # Errors
/// The item is half typed, which rustc reports itself.
pub fn analyze(invocation: Invocation, source: &MetadataSource) -> syn::Result<Analysis> {
    let Invocation { kind, span, arguments, item } = invocation;
    let mut diagnostics = Diagnostics::default();
    let mut input = match read::item(kind, &item, &mut diagnostics) {
        ReadItem::Whole(input) => input,
        ReadItem::HalfTyped(_) if diagnostics.is_empty() => syn::parse2::<DeriveInput>(item)?,
        ReadItem::HalfTyped(_) | ReadItem::Unreadable => {
            let diagnostics = diagnostics.into_iter().map(|found| diagnostic(found, span)).collect();
            return Ok(Analysis { item: None, diagnostics, metadata: None });
        }
    };
    let mut arguments = arguments::parse(kind, arguments, &mut diagnostics);
    let mut checked = check::check(kind, &mut input, &mut arguments, &mut diagnostics);
    let mut item = self::item(kind, &checked);
    let is_sound = diagnostics.is_empty();
    let mut found = Vec::new();
    let metadata =
        if is_sound { validate(&mut checked, source, &mut item, &mut diagnostics, &mut found) } else { None };
    found.extend(diagnostics.into_iter().map(|found| diagnostic(found, span)));
    found.sort_by_key(|found| found.location);
    Ok(Analysis { item: Some(item), diagnostics: found, metadata })
}

/// Checks an item against its metadata, and adds the types of the metadata to it.
fn validate(
    checked: &mut Checked,
    source: &MetadataSource,
    item: &mut Item,
    diagnostics: &mut Diagnostics,
    warnings: &mut Vec<Diagnostic>,
) -> Option<Arc<Metadata>> {
    let schema::Outcome { metadata, deprecations, types, result, derived } =
        schema::outcome(checked, source, diagnostics)?;
    for (field, ty) in item.fields.iter_mut().zip(types) {
        field.property_type = ty;
    }
    (item.result, item.derived) = (result, derived);
    for (part, span, note) in deprecations {
        let message = format!("`{}` is deprecated", subject(item, part));
        let (location, note) = (span.into(), Some(note.trim().to_owned()));
        warnings.push(Diagnostic { level: Level::Warning, location, message, help: None, note });
    }
    Some(metadata)
}

/// The name of a part of an item.
fn subject(item: &Item, part: Part) -> &str {
    let found = match part {
        Part::Property(index) => item.fields.get(index).map(|field| &field.name),
        Part::Member(index) => item.variants.get(index).map(|variant| &variant.name),
        Part::Endpoint(index) => item.endpoints.get(index).map(|endpoint| &endpoint.template),
        Part::Stream(index) => item.streams.get(index).map(|stream| &stream.name),
        Part::Item | Part::Result => None,
    };
    found.unwrap_or(&item.name)
}

/// A diagnostic with an empty span is shown at the attribute, as rustc does.
fn diagnostic(found: diagnostics::Diagnostic, attribute: Span) -> Diagnostic {
    let diagnostics::Diagnostic { span, message, help, note } = found;
    let span = if span.byte_range().is_empty() { attribute } else { span };
    Diagnostic { level: Level::Error, location: Location::from(span), message, help, note }
}

fn item(kind: ItemKind, checked: &Checked) -> Item {
    let of = checked.item();
    let entity = checked.entity();
    let endpoints = entity.iter().flat_map(|entity| &entity.endpoints).map(|endpoint| Endpoint {
        location: Location::from(endpoint.span),
        function: endpoint.function.to_string(),
        template: endpoint.template.text.clone(),
        is_singleton: endpoint.singleton,
    });
    let streams = entity.iter().flat_map(|entity| &entity.streams);
    let streams = streams.map(|stream| Stream { location: Location::from(stream.span), name: stream.name.clone() });
    let item = Item {
        kind,
        location: Location::from(of.name.span()),
        name: of.name.to_string(),
        type_name: of.type_name().to_owned(),
        is_unchecked: matches!(of.schema, Some(ParsedSchema::Off)),
        version: entity.and_then(|entity| entity.version),
        endpoints: endpoints.collect(),
        streams: streams.collect(),
        fields: Vec::new(),
        variants: Vec::new(),
        is_flags: false,
        is_partial: false,
        is_complete: false,
        returns: None,
        result: None,
        derived: Vec::new(),
    };
    match checked {
        Checked::Struct(checked) => Item { fields: fields(checked), ..item },
        Checked::Enum(checked) => {
            Item { variants: enum_variants(checked), is_flags: checked.flags, is_partial: checked.partial, ..item }
        }
        Checked::Union(checked) => Item { variants: union_variants(checked), is_complete: checked.complete, ..item },
        Checked::Operation(checked) => Item { fields: fields(&checked.arguments), returns: returns(checked), ..item },
    }
}

fn fields(checked: &CheckedStruct) -> Vec<Field> {
    checked.properties.iter().map(field).collect()
}

fn field(property: &CheckedProperty) -> Field {
    Field {
        location: Location::from(property.field.span()),
        rust_name: property.field.to_string(),
        name: property.name.clone(),
        aliases: property.aliases.clone(),
        ty: type_text(&property.ty),
        is_adapted: property.serialize_with.is_some() || property.deserialize_with.is_some(),
        is_key: property.role == Role::Key,
        is_navigation: property.role == Role::Navigation,
        is_read_only: property.read_only,
        is_unchecked: property.unchecked,
        property_type: None,
    }
}

fn enum_variants(checked: &CheckedEnum) -> Vec<Variant> {
    let members = checked.members.iter().map(|member| Variant {
        name: member.name.clone(),
        aliases: member.aliases.clone(),
        number: member.number,
        is_unchecked: member.unchecked,
        ..variant(&member.variant)
    });
    let other = checked.other.iter().map(|other| Variant { is_other: true, ..variant(other) });
    members.chain(other).collect()
}

fn union_variants(checked: &CheckedUnion) -> Vec<Variant> {
    let holds = |member: &CheckedMember| Variant {
        holds: Some(type_text(&member.ty)),
        is_base: member.base,
        ..variant(&member.variant)
    };
    let other = checked.other.iter().map(|other| Variant { is_other: true, ..holds(other) });
    checked.members.iter().map(holds).chain(other).collect()
}

fn variant(name: &Ident) -> Variant {
    Variant {
        location: Location::from(name.span()),
        rust_name: name.to_string(),
        name: crate::names::lower_camel(name),
        aliases: Vec::new(),
        number: None,
        is_other: false,
        is_unchecked: false,
        is_base: false,
        holds: None,
    }
}

fn returns(checked: &CheckedOperation) -> Option<Returns> {
    let (ty, text) = match &checked.returns {
        CheckedAnswer::Nothing => return None,
        CheckedAnswer::Page(ty) => (ty, format!("Vec<{}>", type_text(ty))),
        CheckedAnswer::One(ty) => (ty, type_text(ty)),
    };
    Some(Returns { location: Location::from(ty.span()), ty: text })
}
