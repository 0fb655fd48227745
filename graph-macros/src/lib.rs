//! The attributes of `graph-core`, which re-exports them and bears their docs' examples.

// Each file imports only from those above it.
mod keys;
mod problems;
mod names;
mod path_template;
mod arguments;
mod parse;
mod check;
mod expand;
mod fallback;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::DeriveInput;

use crate::problems::{Problem, Problems};

/// Makes a struct a Graph entity: a type that has an address.
#[proc_macro_attribute]
pub fn graph_entity(arguments: TokenStream, item: TokenStream) -> TokenStream {
    structured("graph_entity", keys::ENTITY, arguments, item)
}

/// Makes a struct a Graph complex type: a value without key or address.
#[proc_macro_attribute]
pub fn graph_complex(arguments: TokenStream, item: TokenStream) -> TokenStream {
    structured("graph_complex", keys::TYPE, arguments, item)
}

/// Makes an enum a Graph enumeration.
#[proc_macro_attribute]
pub fn graph_enum(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate("graph_enum", item, |input, problems| {
        let mut arguments = arguments::parse("graph_enum", keys::TYPE, arguments.into(), problems);
        let checked = check::enumeration::check(input, &mut arguments, problems);
        match &checked.other {
            Some(other) if problems.is_empty() => expand::enumeration::enumeration(&checked, other),
            _ => fallback::enumeration(&checked),
        }
    })
}

fn structured(attribute: &str, known: &[&'static str], arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotate(attribute, item, |input, problems| {
        let mut arguments = arguments::parse(attribute, known, arguments.into(), problems);
        let checked = check::structured::check(attribute, input, &mut arguments, problems);
        if problems.is_empty() { expand::structured::structured(&checked) } else { fallback::structured(&checked) }
    })
}

/// Parses the item, and puts the impls and the mistakes behind it.
fn annotate(
    attribute: &str,
    item: TokenStream,
    impls: impl FnOnce(&mut DeriveInput, &mut Problems) -> Tokens,
) -> TokenStream {
    let item = Tokens::from(item);
    let mut problems = Problems::default();
    let output = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(mut input) => {
            let impls = impls(&mut input, &mut problems);
            quote!(#input #impls)
        }
        Err(error) => {
            let kind = if attribute == "graph_enum" { "an enum" } else { "a struct with named fields" };
            let fact = format!("`#[{attribute}]` can't be read here: {error}");
            problems.add(Problem::new(error.span(), fact).help(format!("put it on {kind}")));
            item
        }
    };
    let errors = problems.into_errors();
    quote!(#output #errors).into()
}
