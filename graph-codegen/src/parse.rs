//! The annotated item as written: the tree of syn to `Parsed…`. Our attributes are removed, so that the item remains as the user
//! wrote it.

use proc_macro2::{Ident, Span, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{
    Attribute, Expr, ExprPath, Fields, GenericArgument, LitStr, Meta, PathArguments, Token, Type, Visibility,
    parse_quote,
};

use crate::allowed;
use crate::arguments::{flag, name, set_once, set_text, skip_value, unknown};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// A field and the options in its attributes.
pub(crate) struct ParsedField {
    pub(crate) name: Ident,
    pub(crate) visibility: Visibility,
    pub(crate) ty: Type,
    /// The attributes that generated items repeat: `cfg`, `doc`, `deprecated` and `allow`.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) options: FieldOptions,
}

/// `#[graph(…)]` and `#[serde(…)]` of a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) key: Option<Span>,
    pub(crate) read_only: Option<Span>,
    pub(crate) etag: Option<Span>,
    pub(crate) type_name: Option<Span>,
    pub(crate) navigation: Option<Span>,
    pub(crate) additional: Option<Span>,
    pub(crate) skip: Option<Span>,
    /// The metadata is not searched for it.
    pub(crate) unchecked: Option<Span>,
    /// The function's argument is sent as a parameter alias.
    pub(crate) by_alias: Option<Span>,
    pub(crate) rename: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) serialize_with: Option<ExprPath>,
    pub(crate) deserialize_with: Option<ExprPath>,
    pub(crate) skip_serializing_if: Option<ExprPath>,
    pub(crate) default: Option<FieldDefault>,
}

impl FieldOptions {
    /// Whether a function of the user reads or writes it, so that it may have any type.
    pub(crate) fn is_by_function(&self) -> bool {
        self.serialize_with.is_some() || self.deserialize_with.is_some()
    }
}

/// `#[serde(default)]` or `#[serde(default = "…")]`.
pub(crate) enum FieldDefault {
    Trait,
    Function(ExprPath),
}

/// A variant and the options in its attributes.
pub(crate) struct ParsedVariant {
    pub(crate) name: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) fields: Fields,
    pub(crate) discriminant: Option<Expr>,
    pub(crate) other: Option<Span>,
    pub(crate) unchecked: Option<Span>,
    pub(crate) rename: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
}

/// A variant of a union and the options in its attributes.
pub(crate) struct ParsedMember {
    pub(crate) name: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) fields: Fields,
    pub(crate) discriminant: Option<Expr>,
    pub(crate) base: Option<Span>,
    pub(crate) other: Option<Span>,
}

/// Reads a named field and removes our attributes from it.
pub(crate) fn field(field: &mut syn::Field, name: Ident, diagnostics: &mut Diagnostics) -> ParsedField {
    read_field(field, name, diagnostics, |graph, options, meta, diagnostics| {
        if graph { graph_option(options, meta, diagnostics) } else { serde_option(options, meta, diagnostics) }
    })
}

fn read_field(
    field: &mut syn::Field,
    name: Ident,
    diagnostics: &mut Diagnostics,
    mut option: impl FnMut(bool, &mut FieldOptions, &ParseNestedMeta, &mut Diagnostics) -> syn::Result<()>,
) -> ParsedField {
    let mut options = FieldOptions::default();
    for attribute in take_attributes(&mut field.attrs, diagnostics) {
        let graph = attribute.path().is_ident("graph");
        read_nested(&attribute, diagnostics, |meta, diagnostics| option(graph, &mut options, meta, diagnostics));
    }
    let ty = field.ty.clone();
    if options.skip.is_none() && !options.is_by_function() {
        name_lifetimes(&mut field.ty);
    }
    ParsedField { name, visibility: field.vis.clone(), ty, attributes: repeated(&field.attrs), options }
}

/// Adds missing lifetimes to references: one in the type of a property is reported, and rustc would report the missing lifetime
/// as well.
fn name_lifetimes(ty: &mut Type) {
    match ty {
        Type::Reference(reference) => {
            reference.lifetime.get_or_insert_with(|| parse_quote!('static));
            name_lifetimes(&mut reference.elem);
        }
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { continue };
                let has_lifetime = matches!(arguments.args.first(), Some(GenericArgument::Lifetime(_)));
                if segment.ident == "Cow" && !has_lifetime {
                    arguments.args.insert(0, parse_quote!('static));
                }
                for argument in &mut arguments.args {
                    match argument {
                        GenericArgument::Type(ty) => name_lifetimes(ty),
                        GenericArgument::Lifetime(lifetime) if lifetime.ident == "_" => {
                            *lifetime = parse_quote!('static);
                        }
                        _ => {}
                    }
                }
            }
        }
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(name_lifetimes),
        Type::Array(array) => name_lifetimes(&mut array.elem),
        Type::Slice(slice) => name_lifetimes(&mut slice.elem),
        Type::Group(group) => name_lifetimes(&mut group.elem),
        Type::Paren(paren) => name_lifetimes(&mut paren.elem),
        _ => {}
    }
}

/// Reads a field of an operation and removes our attributes from it. `known` has the names that `#[graph(…)]` allows on it.
pub(crate) fn argument(
    field: &mut syn::Field,
    field_name: Ident,
    known: &'static [&'static str],
    diagnostics: &mut Diagnostics,
) -> ParsedField {
    read_field(field, field_name, diagnostics, |graph, options, meta, diagnostics| {
        let key = name(meta);
        match key.as_str() {
            key if graph && !known.contains(&key) => no_argument(meta, known, diagnostics),
            "alias" if graph => flag(&mut options.by_alias, meta, "alias", diagnostics),
            _ if graph => graph_option(options, meta, diagnostics),
            key if allowed::SERDE_ARGUMENT.contains(&key) => serde_option(options, meta, diagnostics),
            key if allowed::SERDE_FIELD.contains(&key) => {
                not_supported(meta, "remove it; an argument is sent and never received", diagnostics)
            }
            _ => unknown(meta, "serde", allowed::SERDE_ARGUMENT, diagnostics),
        }
    })
}

/// Reports an argument of `#[graph(…)]` that is allowed on other fields, but not on those of an operation.
fn no_argument(meta: &ParseNestedMeta, known: &[&str], diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let key = name(meta);
    let note = if key == "alias" {
        "only an argument in the URL can have an alias; those of an action are in the body"
    } else if allowed::FIELD.contains(&key.as_str()) {
        "a field of an operation is an argument"
    } else {
        return unknown(meta, "graph", known, diagnostics);
    };
    skip_value(meta)?;
    let diagnostic = Diagnostic::new(meta.path.span(), format!("`{key}` is not supported on this argument"));
    diagnostics.add(diagnostic.help(format!("remove `{key}`")).note(note));
    Ok(())
}

/// Reads a variant and removes our attributes from it, and its number, which rustc rejects next to the catch-all.
pub(crate) fn variant(variant: &mut syn::Variant, diagnostics: &mut Diagnostics) -> ParsedVariant {
    let mut parsed = ParsedVariant {
        name: variant.ident.clone(),
        attributes: Vec::new(),
        fields: variant.fields.clone(),
        discriminant: variant.discriminant.take().map(|(_, value)| value),
        other: None,
        unchecked: None,
        rename: None,
        aliases: Vec::new(),
    };
    for attribute in take_attributes(&mut variant.attrs, diagnostics) {
        let graph = attribute.path().is_ident("graph");
        read_nested(&attribute, diagnostics, |meta, diagnostics| match (graph, name(meta).as_str()) {
            (true, "other") => flag(&mut parsed.other, meta, "other", diagnostics),
            (true, "unchecked") => flag(&mut parsed.unchecked, meta, "unchecked", diagnostics),
            (_, "rename") => set_text(&mut parsed.rename, meta, "rename", diagnostics),
            (false, "alias") => push_text(&mut parsed.aliases, meta, diagnostics),
            (false, "other") => {
                not_supported(meta, "write `#[graph(other)] Other(String)`: it keeps the text", diagnostics)
            }
            (true, _) => unknown(meta, "graph", allowed::VARIANT, diagnostics),
            (false, _) => unknown(meta, "serde", allowed::SERDE_VARIANT, diagnostics),
        });
    }
    parsed.attributes = repeated(&variant.attrs);
    parsed
}

/// Reads a variant of a union and removes our attributes from it, and its number, which is a mistake.
pub(crate) fn member(variant: &mut syn::Variant, diagnostics: &mut Diagnostics) -> ParsedMember {
    let mut parsed = ParsedMember {
        name: variant.ident.clone(),
        attributes: Vec::new(),
        fields: variant.fields.clone(),
        discriminant: variant.discriminant.take().map(|(_, value)| value),
        base: None,
        other: None,
    };
    for attribute in take_attributes(&mut variant.attrs, diagnostics) {
        if attribute.path().is_ident("serde") {
            diagnostics.add(
                Diagnostic::new(attribute.span(), "serde attributes are not supported on a member of a union")
                    .help("remove it; the `odata_type` of its struct identifies a member"),
            );
            continue;
        }
        read_nested(&attribute, diagnostics, |meta, diagnostics| match name(meta).as_str() {
            "base" => flag(&mut parsed.base, meta, "base", diagnostics),
            "other" => flag(&mut parsed.other, meta, "other", diagnostics),
            _ => unknown(meta, "graph", allowed::MEMBER, diagnostics),
        });
    }
    parsed.attributes = repeated(&variant.attrs);
    parsed
}

fn graph_option(options: &mut FieldOptions, meta: &ParseNestedMeta, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    match name(meta).as_str() {
        "key" => flag(&mut options.key, meta, "key", diagnostics),
        "read_only" => flag(&mut options.read_only, meta, "read_only", diagnostics),
        "etag" => flag(&mut options.etag, meta, "etag", diagnostics),
        "type_name" => flag(&mut options.type_name, meta, "type_name", diagnostics),
        "navigation" => flag(&mut options.navigation, meta, "navigation", diagnostics),
        "additional" => flag(&mut options.additional, meta, "additional", diagnostics),
        "skip" => flag(&mut options.skip, meta, "skip", diagnostics),
        "unchecked" => flag(&mut options.unchecked, meta, "unchecked", diagnostics),
        "rename" => set_text(&mut options.rename, meta, "rename", diagnostics),
        _ => unknown(meta, "graph", allowed::FIELD, diagnostics),
    }
}

fn serde_option(options: &mut FieldOptions, meta: &ParseNestedMeta, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    match name(meta).as_str() {
        "rename" if meta.input.peek(syn::token::Paren) => not_supported(
            meta,
            "write `rename = \"…\"`, and `alias = \"…\"` for another name that is read",
            diagnostics,
        ),
        "rename" => set_text(&mut options.rename, meta, "rename", diagnostics),
        "alias" => push_text(&mut options.aliases, meta, diagnostics),
        "skip" => flag(&mut options.skip, meta, "skip", diagnostics),
        "serialize_with" => set_path(&mut options.serialize_with, meta, diagnostics),
        "deserialize_with" => set_path(&mut options.deserialize_with, meta, diagnostics),
        "skip_serializing_if" => set_path(&mut options.skip_serializing_if, meta, diagnostics),
        "with" => {
            let mut module = None;
            set_path(&mut module, meta, diagnostics)?;
            if let Some(module) = module {
                set_once(&mut options.serialize_with, within(&module, "serialize"), meta, "with", diagnostics);
                set_once(&mut options.deserialize_with, within(&module, "deserialize"), meta, "with", diagnostics);
            }
            Ok(())
        }
        "default" if meta.input.peek(Token![=]) => {
            let mut function = None;
            set_path(&mut function, meta, diagnostics)?;
            if let Some(function) = function {
                set_once(&mut options.default, FieldDefault::Function(function), meta, "default", diagnostics);
            }
            Ok(())
        }
        "default" => {
            set_once(&mut options.default, FieldDefault::Trait, meta, "default", diagnostics);
            Ok(())
        }
        "skip_serializing" => not_supported(meta, "write `#[graph(read_only)]`: received, never sent", diagnostics),
        "skip_deserializing" => not_supported(meta, "write `#[graph(skip)]`: neither sent nor received", diagnostics),
        "flatten" => {
            let help = "declare each property as a field of this struct; for undeclared properties add \
                        `#[graph(additional)] rest: graph_core::JsonObject`";
            not_supported(meta, help, diagnostics)
        }
        _ => unknown(meta, "serde", allowed::SERDE_FIELD, diagnostics),
    }
}

fn not_supported(meta: &ParseNestedMeta, help: &str, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let (span, key) = (meta.path.span(), name(meta));
    skip_value(meta)?;
    diagnostics.add(Diagnostic::new(span, format!("`#[serde({key})]` is not supported")).help(help));
    Ok(())
}

fn push_text(list: &mut Vec<LitStr>, meta: &ParseNestedMeta, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let mut value = None;
    set_text(&mut value, meta, &name(meta), diagnostics)?;
    list.extend(value);
    Ok(())
}

fn set_path(slot: &mut Option<ExprPath>, meta: &ParseNestedMeta, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let mut value = None;
    set_text(&mut value, meta, &name(meta), diagnostics)?;
    let Some(value) = value else { return Ok(()) };
    match value.parse::<ExprPath>() {
        Ok(path) => set_once(slot, path, meta, &name(meta), diagnostics),
        Err(_) => diagnostics.add(
            Diagnostic::new(value.span(), format!("expected a path, found `{}`", value.value()))
                .help("name a function or module in scope: `\"wire::celsius\"`"),
        ),
    }
    Ok(())
}

/// The path of a function in the module of `with`.
fn within(module: &ExprPath, function: &str) -> ExprPath {
    let mut path = module.clone();
    path.path.segments.push(Ident::new(function, module.span()).into());
    path
}

fn read_nested(
    attribute: &Attribute,
    diagnostics: &mut Diagnostics,
    mut read: impl FnMut(&ParseNestedMeta, &mut Diagnostics) -> syn::Result<()>,
) {
    if let Err(error) = attribute.parse_nested_meta(|meta| read(&meta, diagnostics)) {
        diagnostics.add_syntax(&error, "write the attribute as `#[graph(key, rename = \"…\")]`");
    }
}

/// Removes `graph` and `serde` attributes, and returns them.
fn take_attributes(attributes: &mut Vec<Attribute>, diagnostics: &mut Diagnostics) -> Vec<Attribute> {
    let is_ours = |attribute: &Attribute| attribute.path().is_ident("graph") || attribute.path().is_ident("serde");
    for attribute in attributes.iter().filter(|attribute| hides_ours(attribute)) {
        diagnostics.add(
            Diagnostic::new(attribute.span(), "`cfg_attr` hides an attribute from the macro")
                .help("write two fields under `#[cfg(…)]` and `#[cfg(not(…))]`"),
        );
    }
    attributes.extract_if(.., |attribute| is_ours(attribute)).collect()
}

/// Whether `cfg_attr` adds an attribute that the expansion depends on.
fn hides_ours(attribute: &Attribute) -> bool {
    let Ok(list) = attribute.meta.require_list() else { return false };
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let given = list.tokens.clone().into_iter().skip_while(|token| !is_comma(token));
    let is_ours = |token: TokenTree| matches!(token.to_string().as_str(), "graph" | "serde" | "cfg");
    attribute.path().is_ident("cfg_attr") && given.into_iter().any(is_ours)
}

/// The `cfg`s among the attributes.
pub(crate) fn cfgs(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

/// The attributes that generated items repeat. `expect` becomes `allow`: only one of the items may cause the expected warning.
pub(crate) fn repeated(attributes: &[Attribute]) -> Vec<Attribute> {
    let repeat = |attribute: &Attribute| {
        if let (true, Meta::List(list)) = (attribute.path().is_ident("expect"), &attribute.meta) {
            let lints = &list.tokens;
            return Some(parse_quote!(#[allow(#lints)]));
        }
        let is_repeated = |name| attribute.path().is_ident(name);
        ["cfg", "doc", "deprecated", "allow"].into_iter().any(is_repeated).then(|| attribute.clone())
    };
    attributes.iter().filter_map(repeat).collect()
}
