//! The code generator of graph-core's attributes: an annotated item is parsed, checked, checked against `$metadata` (feature
//! `schema`), and expanded.
//!
//! `graph-macros` calls it for each item of a program, and `graph-entity` for each item of a source file.

// Each file imports only from those above it.
mod allowed;
mod diagnostics;
mod half_typed;
mod names;
mod path_template;
mod arguments;
mod parse;
#[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "the check against the metadata alone reads it"))]
mod check;
mod expand;
mod fallback;
#[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "the check against the metadata alone reads twice"))]
mod file_cache;
#[cfg(feature = "schema")]
mod schema;
#[cfg(not(feature = "schema"))]
mod schema_off;
#[cfg(not(feature = "schema"))]
use crate::schema_off as schema;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::check::operation::Kind;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::half_typed::HalfTyped;

/// Expands `#[graph_entity]`.
#[must_use]
pub fn entity(arguments: TokenStream, item: TokenStream) -> TokenStream {
    structured("graph_entity", allowed::ENTITY, arguments, item)
}

/// Expands `#[graph_complex]`.
#[must_use]
pub fn complex(arguments: TokenStream, item: TokenStream) -> TokenStream {
    structured("graph_complex", allowed::TYPE, arguments, item)
}

/// Expands `#[graph_enum]`.
#[must_use]
pub fn enumeration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate("graph_enum", item, |input, diagnostics| {
        let mut arguments = arguments::parse("graph_enum", allowed::ENUM, arguments, diagnostics);
        let checked = check::enumeration::check(input, &mut arguments, diagnostics);
        let assertions = where_sound(diagnostics, |diagnostics| schema::enumeration(&checked, diagnostics));
        let impls = match &checked.other {
            Some(other) if diagnostics.is_empty() => expand::enumeration::enumeration(&checked, other),
            _ => fallback::enumeration(&checked),
        };
        quote!(#impls #assertions)
    })
}

/// Expands `#[graph_union]`.
#[must_use]
pub fn union(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate("graph_union", item, |input, diagnostics| {
        let mut arguments = arguments::parse("graph_union", allowed::UNION, arguments, diagnostics);
        let checked = check::union::check(input, &mut arguments, diagnostics);
        let assertions = where_sound(diagnostics, |diagnostics| schema::union(&checked, diagnostics));
        let impls = match &checked.other {
            Some(other) if diagnostics.is_empty() => expand::union::union(&checked, other),
            _ => fallback::union(&checked),
        };
        quote!(#impls #assertions)
    })
}

/// Expands `#[graph_action]`.
#[must_use]
pub fn action(arguments: TokenStream, item: TokenStream) -> TokenStream {
    operation(Kind::Action, arguments, item)
}

/// Expands `#[graph_function]`.
#[must_use]
pub fn function(arguments: TokenStream, item: TokenStream) -> TokenStream {
    operation(Kind::Function, arguments, item)
}

fn operation(kind: Kind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let attribute = kind.attribute();
    annotate(attribute, item, |input, diagnostics| {
        let mut arguments = arguments::parse(attribute, kind.arguments(), arguments, diagnostics);
        let checked = check::operation::check(kind, input, &mut arguments, diagnostics);
        let assertions = where_sound(diagnostics, |diagnostics| schema::operation(&checked, diagnostics));
        let is_sound = diagnostics.is_empty();
        let impls = if is_sound { expand::operation::operation(&checked) } else { fallback::operation(&checked) };
        quote!(#impls #assertions)
    })
}

fn structured(attribute: &str, known: &[&'static str], arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate(attribute, item, |input, diagnostics| {
        let mut arguments = arguments::parse(attribute, known, arguments, diagnostics);
        let checked = check::structured::check(attribute, input, &mut arguments, diagnostics);
        let assertions = where_sound(diagnostics, |diagnostics| schema::structured(&checked, diagnostics));
        let is_sound = diagnostics.is_empty();
        let impls = if is_sound { expand::structured::structured(&checked) } else { fallback::structured(&checked) };
        quote!(#impls #assertions)
    })
}

/// What an item that breaks no rule of its own is asked beyond them.
fn where_sound(diagnostics: &mut Diagnostics, validate: impl FnOnce(&mut Diagnostics) -> TokenStream) -> TokenStream {
    if diagnostics.is_empty() { validate(diagnostics) } else { TokenStream::new() }
}

/// Parses the item, and puts the impls and the mistakes behind it.
fn annotate(
    attribute: &str,
    item: TokenStream,
    impls: impl FnOnce(&mut DeriveInput, &mut Diagnostics) -> TokenStream,
) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let parsed = syn::parse2::<DeriveInput>(item.clone());
    let half_typed = if parsed.is_err() { half_typed::half_typed(&item) } else { None };
    let output = match (parsed, half_typed) {
        (Ok(mut input), _) => {
            let impls = impls(&mut input, &mut diagnostics);
            quote!(#input #impls)
        }
        (Err(_), Some(HalfTyped { written, mut readable, beyond_syn })) => {
            let impls = impls(&mut readable, &mut Diagnostics::of_half_typed());
            diagnostics.extend(beyond_syn.map(|error| {
                Diagnostic::new(error.span(), format!("`#[{attribute}]` can't read this part of the item"))
                    .help("move an expression into a constant, and name it here")
            }));
            quote!(#written #impls)
        }
        (Err(error), None) => {
            diagnostics.add(unreadable(attribute, &error));
            item
        }
    };
    let errors = diagnostics.into_errors();
    quote!(#output #errors)
}

fn unreadable(attribute: &str, error: &syn::Error) -> Diagnostic {
    let kind = match attribute {
        "graph_enum" | "graph_union" => "an enum",
        "graph_action" | "graph_function" => "a struct whose fields are the arguments",
        _ => "a struct with named fields",
    };
    let fact = format!("`#[{attribute}]` can't be read here: {error}");
    Diagnostic::new(error.span(), fact).help(format!("put it on {kind}"))
}
