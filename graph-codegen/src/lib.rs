//! The code generator of graph-core's attributes: an annotated item is parsed, checked, checked against `$metadata` (feature
//! `schema`), and expanded.
//!
//! `graph-macros` calls it for each item of a program, and `graph-entity` for each item of a source file.

// Each file imports only from those above it.
mod keys;
mod problems;
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
mod known;
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
use crate::half_typed::HalfTyped;
use crate::problems::{Problem, Problems};

/// Expands `#[graph_entity]`.
#[must_use]
pub fn entity(arguments: TokenStream, item: TokenStream) -> TokenStream {
    structured("graph_entity", keys::ENTITY, arguments, item)
}

/// Expands `#[graph_complex]`.
#[must_use]
pub fn complex(arguments: TokenStream, item: TokenStream) -> TokenStream {
    structured("graph_complex", keys::TYPE, arguments, item)
}

/// Expands `#[graph_enum]`.
#[must_use]
pub fn enumeration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate("graph_enum", item, |input, problems| {
        let mut arguments = arguments::parse("graph_enum", keys::ENUM, arguments, problems);
        let checked = check::enumeration::check(input, &mut arguments, problems);
        let assertions = where_sound(problems, |problems| schema::enumeration(&checked, problems));
        let impls = match &checked.other {
            Some(other) if problems.is_empty() => expand::enumeration::enumeration(&checked, other),
            _ => fallback::enumeration(&checked),
        };
        quote!(#impls #assertions)
    })
}

/// Expands `#[graph_union]`.
#[must_use]
pub fn union(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate("graph_union", item, |input, problems| {
        let mut arguments = arguments::parse("graph_union", keys::UNION, arguments, problems);
        let checked = check::union::check(input, &mut arguments, problems);
        let assertions = where_sound(problems, |problems| schema::union(&checked, problems));
        let impls = match &checked.other {
            Some(other) if problems.is_empty() => expand::union::union(&checked, other),
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
    annotate(attribute, item, |input, problems| {
        let mut arguments = arguments::parse(attribute, kind.arguments(), arguments, problems);
        let checked = check::operation::check(kind, input, &mut arguments, problems);
        let assertions = where_sound(problems, |problems| schema::operation(&checked, problems));
        let is_sound = problems.is_empty();
        let impls = if is_sound { expand::operation::operation(&checked) } else { fallback::operation(&checked) };
        quote!(#impls #assertions)
    })
}

fn structured(attribute: &str, known: &[&'static str], arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate(attribute, item, |input, problems| {
        let mut arguments = arguments::parse(attribute, known, arguments, problems);
        let checked = check::structured::check(attribute, input, &mut arguments, problems);
        let assertions = where_sound(problems, |problems| schema::structured(&checked, problems));
        let is_sound = problems.is_empty();
        let impls = if is_sound { expand::structured::structured(&checked) } else { fallback::structured(&checked) };
        quote!(#impls #assertions)
    })
}

/// What an item that breaks no rule of its own is asked beyond them.
fn where_sound(problems: &mut Problems, ask: impl FnOnce(&mut Problems) -> TokenStream) -> TokenStream {
    if problems.is_empty() { ask(problems) } else { TokenStream::new() }
}

/// Parses the item, and puts the impls and the mistakes behind it.
fn annotate(
    attribute: &str,
    item: TokenStream,
    impls: impl FnOnce(&mut DeriveInput, &mut Problems) -> TokenStream,
) -> TokenStream {
    let mut problems = Problems::default();
    let parsed = syn::parse2::<DeriveInput>(item.clone());
    let half_typed = if parsed.is_err() { half_typed::half_typed(&item) } else { None };
    let output = match (parsed, half_typed) {
        (Ok(mut input), _) => {
            let impls = impls(&mut input, &mut problems);
            quote!(#input #impls)
        }
        (Err(_), Some(HalfTyped { written, mut readable, beyond_syn })) => {
            let impls = impls(&mut readable, &mut Problems::of_half_typed());
            problems.extend(beyond_syn.map(|error| {
                Problem::new(error.span(), format!("`#[{attribute}]` can't read this part of the item"))
                    .help("move an expression into a constant, and name it here")
            }));
            quote!(#written #impls)
        }
        (Err(error), None) => {
            problems.add(unreadable(attribute, &error));
            item
        }
    };
    let errors = problems.into_errors();
    quote!(#output #errors)
}

fn unreadable(attribute: &str, error: &syn::Error) -> Problem {
    let kind = match attribute {
        "graph_enum" | "graph_union" => "an enum",
        "graph_action" | "graph_function" => "a struct whose fields are the arguments",
        _ => "a struct with named fields",
    };
    let fact = format!("`#[{attribute}]` can't be read here: {error}");
    Problem::new(error.span(), fact).help(format!("put it on {kind}"))
}
