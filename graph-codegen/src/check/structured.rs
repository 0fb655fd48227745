//! The rules of entities and complex types: their shape and their properties.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, ExprPath, Fields, GenericArgument, LitStr, Path, PathArguments, Type, Visibility,
};

use super::annotations;
use super::endpoints::{self, CheckedEntity, CheckedStream, TAKEN};
use super::item::{CheckedItem, inside, is_str, item, shape, ungrouped};
use super::property_type;
use super::renamed::{Names, renamed};
use crate::arguments::ParsedArguments;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;
use crate::names;
use crate::parse::{self, FieldDefault, FieldOptions, ParsedField};

/// An entity or a complex type.
pub(crate) struct CheckedStruct {
    pub(crate) item: CheckedItem,
    /// `None` for a complex type.
    pub(crate) entity: Option<CheckedEntity>,
    pub(crate) properties: Vec<CheckedProperty>,
    pub(crate) skipped: Vec<CheckedSkip>,
    /// The field for undeclared properties: the type is open.
    pub(crate) additional: Option<CheckedAdditional>,
}

/// The field for undeclared properties.
pub(crate) struct CheckedAdditional {
    pub(crate) field: Ident,
    pub(crate) ty: Type,
    pub(crate) attributes: Vec<Attribute>,
}

/// A field that is not a property.
pub(crate) struct CheckedSkip {
    pub(crate) field: Ident,
    pub(crate) ty: Type,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) default: Option<FieldDefault>,
}

/// A field that is a property or an annotation in JSON.
pub(crate) struct CheckedProperty {
    pub(crate) field: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) ty: Type,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) constant: Ident,
    pub(crate) role: Role,
    pub(crate) read_only: bool,
    /// The metadata is not searched for it.
    pub(crate) unchecked: bool,
    pub(crate) serialize_with: Option<ExprPath>,
    pub(crate) deserialize_with: Option<ExprPath>,
    pub(crate) skip_serializing_if: Option<ExprPath>,
    pub(crate) default: Option<FieldDefault>,
    pub(crate) container: Option<Container>,
}

/// The container that the text of a type names. An alias is not recognized.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Option,
    Vec,
}

impl Container {
    fn of(ty: &Type) -> Option<Self> {
        let is = |name| inside(name, ty).is_some();
        if is("Option") { Some(Self::Option) } else { is("Vec").then_some(Self::Vec) }
    }
}

/// The role of a property in its object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    Key,
    /// The type tag, as received.
    TypeName,
    /// A reference to other entities.
    Navigation,
}

/// Checks an entity or a complex type, and removes our attributes from its fields.
pub(super) fn check(
    kind: ItemKind,
    input: &mut DeriveInput,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedStruct {
    let mut checked = CheckedStruct {
        item: item(kind, input, arguments, diagnostics),
        entity: (kind == ItemKind::Entity).then(|| endpoints::check(&input.ident, TAKEN, arguments, diagnostics)),
        properties: Vec::new(),
        skipped: Vec::new(),
        additional: None,
    };
    let fields = fields(kind, input, diagnostics);
    unique_options(kind, &fields, diagnostics);
    annotations::check(&fields, diagnostics);
    for parsed in fields {
        conflicts(&parsed.options, diagnostics);
        if parsed.options.skip.is_some() {
            let ParsedField { name: field, ty, attributes, options, .. } = parsed;
            checked.skipped.push(CheckedSkip { field, ty, attributes, default: options.default });
        } else if parsed.options.additional.is_some() {
            let ParsedField { name: field, ty, attributes, .. } = parsed;
            checked.additional = Some(CheckedAdditional { field, ty, attributes });
        } else {
            checked.properties.push(property(parsed, Names::Json, &checked.item.runtime, diagnostics));
        }
    }
    duplicates(&mut checked.properties, diagnostics);
    if let Some(entity) = &mut checked.entity {
        entity.streams.retain(|stream| is_no_field(stream, &checked.properties, diagnostics));
    }
    checked
}

/// Whether the constant of a stream property is unique. A field of the same name is reported.
fn is_no_field(stream: &CheckedStream, properties: &[CheckedProperty], diagnostics: &mut Diagnostics) -> bool {
    let Some(same) = properties.iter().find(|property| property.constant == stream.constant) else { return true };
    let diagnostic = Diagnostic::new(stream.span, format!("`{}` is also the field `{}`", stream.name, same.field));
    diagnostics.add(diagnostic.help("remove the field").note("the JSON of an entity does not contain its streams"));
    false
}

/// The named fields; a wrong kind of item is reported.
fn fields(kind: ItemKind, input: &mut DeriveInput, diagnostics: &mut Diagnostics) -> Vec<ParsedField> {
    let (shape, name) = (shape(input), input.ident.clone());
    let diagnostic = match &mut input.data {
        Data::Struct(data) => match &mut data.fields {
            Fields::Named(named) => {
                let parse = |field: &mut syn::Field| {
                    let name = field.ident.clone()?;
                    Some(parse::field(field, name, diagnostics))
                };
                return named.named.iter_mut().filter_map(parse).collect();
            }
            Fields::Unnamed(unnamed) => Diagnostic::new(unnamed.span(), format!("expected named fields in `{name}`"))
                .help(format!("write `struct {name} {{ pub id: Option<String> }}`"))
                .note("a field is a property of the same name"),
            Fields::Unit => Diagnostic::new(name.span(), format!("`{name}` has no fields"))
                .help(format!("add the properties that you need: `struct {name} {{ pub id: Option<String> }}`")),
        },
        Data::Enum(_) if kind == ItemKind::Entity => Diagnostic::new(name.span(), format!("expected a struct, found the enum `{name}`"))
            .help("put the attribute on a struct; for an enumeration use `#[graph_enum]`, for one of several types `#[graph_union]`"),
        Data::Enum(_) | Data::Union(_) => Diagnostic::new(name.span(), format!("expected a struct, found the {shape} `{name}`"))
            .help("put the attribute on a struct with named fields; for an enumeration use `#[graph_enum]`, for one of several types `#[graph_union]`"),
    };
    diagnostics.add(diagnostic);
    Vec::new()
}

/// Reports options of one field that exclude each other.
pub(super) fn conflicts(options: &FieldOptions, diagnostics: &mut Diagnostics) {
    let given = [
        ("skip", options.skip),
        ("additional", options.additional),
        ("etag", options.etag),
        ("type_name", options.type_name),
        ("navigation", options.navigation),
        ("key", options.key),
        ("read_only", options.read_only),
        ("unchecked", options.unchecked.filter(|_| options.navigation.is_none())),
        ("rename", options.rename.as_ref().map(LitStr::span)),
        ("serialize_with", options.serialize_with.as_ref().map(Spanned::span)),
        ("deserialize_with", options.deserialize_with.as_ref().map(Spanned::span)),
        ("skip_serializing_if", options.skip_serializing_if.as_ref().map(Spanned::span)),
        ("alias", options.additional.and(options.aliases.first()).map(LitStr::span)),
        ("default", options.additional.filter(|_| options.default.is_some())),
    ];
    let mut given = given.into_iter().filter_map(|(option, span)| span.map(|span| (option, span)));
    let Some((first, _)) = given.next() else { return };
    let Some((second, span)) = given.next() else { return };
    let reason = match first {
        "skip" => "a skipped field is not a property",
        "additional" => "the field holds the properties that the struct does not declare",
        "etag" => "`etag` is the annotation `@odata.etag`, which only the service writes",
        "type_name" => "`type_name` is the annotation `@odata.type`",
        "navigation" if matches!(second, "read_only" | "rename") => return,
        "navigation" => "a navigation property refers to other entities and is expanded",
        _ => return,
    };
    diagnostics.add(
        Diagnostic::new(span, format!("`{second}` can't be combined with `{first}`"))
            .help(format!("remove `{second}`"))
            .note(reason),
    );
}

/// Makes a property. One with wrong options is kept for its constant.
pub(super) fn property(
    parsed: ParsedField,
    names: Names,
    runtime: &Path,
    diagnostics: &mut Diagnostics,
) -> CheckedProperty {
    let ParsedField { name: field, visibility, mut ty, attributes, options } = parsed;
    if !options.is_by_function()
        && let Some(meant) = property_type::check(&ty, runtime, diagnostics)
    {
        ty = meant;
    }
    let annotation =
        options.etag.map(|_| ("etag", "@odata.etag")).or(options.type_name.map(|_| ("type_name", "@odata.type")));
    if let Some((option, annotation)) = annotation
        && is_no_optional_string(&ty)
    {
        diagnostics.add(
            Diagnostic::new(ty.span(), format!("expected `Option<String>` for the `{option}` field"))
                .help(format!("write `{field}: Option<String>`"))
                .note(format!("`{annotation}` is a string and may be absent")),
        );
    }
    let name = match (annotation, &options.rename) {
        (Some((_, annotation)), _) => annotation.to_owned(),
        (None, Some(rename)) => renamed(rename, names, diagnostics),
        (None, None) => names::property(&field),
    };
    CheckedProperty {
        container: Container::of(&ty),
        constant: names::constant(&field),
        role: role(&options),
        visibility,
        ty,
        attributes,
        aliases: options.aliases.iter().map(LitStr::value).collect(),
        read_only: options.read_only.is_some() || annotation.is_some() || annotations::is_read_only(&name),
        unchecked: options.unchecked.is_some() || name.contains('@'),
        serialize_with: options.serialize_with,
        deserialize_with: options.deserialize_with,
        skip_serializing_if: options.skip_serializing_if,
        default: options.default,
        name,
        field,
    }
}

fn role(options: &FieldOptions) -> Role {
    if options.key.is_some() {
        Role::Key
    } else if options.type_name.is_some() {
        Role::TypeName
    } else if options.navigation.is_some() {
        Role::Navigation
    } else {
        Role::Plain
    }
}

/// Reports an option that only one field may have, and the key of a complex type.
fn unique_options(kind: ItemKind, fields: &[ParsedField], diagnostics: &mut Diagnostics) {
    let etags = fields.iter().filter_map(|field| field.options.etag);
    let type_names = fields.iter().filter_map(|field| field.options.type_name);
    let additional = fields.iter().filter_map(|field| field.options.additional);
    let seconds = etags.skip(1).map(|span| ("etag", span)).chain(type_names.skip(1).map(|span| ("type_name", span)));
    for (option, span) in seconds.chain(additional.skip(1).map(|span| ("additional", span))) {
        diagnostics
            .add(Diagnostic::new(span, format!("a second field is marked `{option}`")).help("remove one of them"));
    }
    if kind == ItemKind::Complex {
        for span in fields.iter().filter_map(|field| field.options.key) {
            diagnostics.add(
                Diagnostic::new(span, "a complex type can't have a key")
                    .help("remove `key`; for a type with an address use `#[graph_entity(path = \"…\")]`"),
            );
        }
    }
}

/// Reports two fields of one name or one constant. The second field of a constant is left out.
pub(super) fn duplicates(properties: &mut Vec<CheckedProperty>, diagnostics: &mut Diagnostics) {
    let mut names: HashMap<String, Ident> = HashMap::new();
    let mut constants: HashMap<String, Ident> = HashMap::new();
    properties.retain(|property| {
        if !parse::cfgs(&property.attributes).is_empty() {
            return true; // the other one may be of another configuration
        }
        let known = diagnostics.len();
        for name in std::iter::once(&property.name).chain(&property.aliases) {
            let first = names.insert(name.clone(), property.field.clone());
            // An alias may repeat the field's own name, and a second mark was reported already.
            if let Some(first) = first.filter(|first| *first != property.field && !name.starts_with("@odata.")) {
                diagnostics.add(same_name(property.field.span(), name, &first));
            }
        }
        let Some(first) = constants.insert(property.constant.to_string(), property.field.clone()) else { return true };
        if diagnostics.len() == known {
            let fact = format!("`{first}` and `{}` have the same constant `{}`", property.field, property.constant);
            let help = "rename one of the fields, and keep the name of its property with `#[graph(rename = \"…\")]`";
            diagnostics.add(Diagnostic::new(property.field.span(), fact).help(help));
        }
        false
    });
}

fn same_name(span: Span, name: &str, first: &Ident) -> Diagnostic {
    Diagnostic::new(span, format!("two fields have the name `{name}` in JSON"))
        .help("remove one, or rename it: `#[graph(rename = \"…\")]`")
        .note(format!("the other is `{first}`"))
}

/// Whether the text of a type excludes an optional string; an alias does not.
fn is_no_optional_string(ty: &Type) -> bool {
    const OTHERS: &[&str] = &["str", "Vec", "Box", "bool", "i32", "i64", "u32", "u64", "u8", "f64", "char"];
    let optional = inside("Option", ty);
    let Type::Path(path) = ungrouped(optional.as_ref().unwrap_or(ty)) else { return true };
    let Some(last) = path.path.segments.last() else { return true };
    let is_pointer = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().any(|argument| matches!(argument, GenericArgument::Type(ty) if is_str(ty)))
        }
        _ => false,
    };
    if is_pointer || last.ident == "String" {
        return optional.is_none();
    }
    OTHERS.iter().any(|other| last.ident == other)
}
