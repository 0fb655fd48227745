//! The code generator of graph-core's attributes: parses, checks, checks against `$metadata` (feature `schema`) and expands an
//! annotated item.
//!
//! `graph-macros` calls [`expand`] for each item of a program; `graph-entity` analyzes the items of source files (feature
//! `analysis`). Both report the same diagnostics.

// Each file imports only from those above it.
mod allowed;
mod api_version;
mod item_kind;
mod diagnostics;
mod read;
mod names;
mod type_text;
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
#[cfg(feature = "analysis")]
pub mod analysis;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

pub use crate::api_version::ApiVersion;
use crate::diagnostics::Diagnostics;
pub use crate::item_kind::ItemKind;
use crate::read::{HalfTyped, ReadItem};
#[cfg(feature = "schema")]
pub use crate::schema::MetadataSource;

/// Expands the attribute of this kind: returns the item as written, its impls, and a `compile_error!` for each mistake.
#[must_use]
pub fn expand(kind: ItemKind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let output = match read::item(kind, &item, &mut diagnostics) {
        ReadItem::Whole(mut input) => {
            let impls = impls(kind, &mut input, arguments, &mut diagnostics);
            quote!(#input #impls)
        }
        ReadItem::HalfTyped(HalfTyped { written, mut readable, .. }) => {
            let impls = impls(kind, &mut readable, arguments, &mut Diagnostics::of_half_typed());
            quote!(#written #impls)
        }
        ReadItem::Unreadable => item,
    };
    let errors = diagnostics.into_errors();
    quote!(#output #errors)
}

fn impls(
    kind: ItemKind,
    input: &mut DeriveInput,
    arguments: TokenStream,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let mut arguments = arguments::parse(kind, arguments, diagnostics);
    let mut checked = check::check(kind, input, &mut arguments, diagnostics);
    // Only an item without mistakes is checked against the metadata.
    let assertions = diagnostics.is_empty().then(|| schema::check(&checked, diagnostics));
    let tracked = diagnostics.is_empty().then(|| schema::complete(&mut checked, diagnostics));
    let impls = if diagnostics.is_empty() { expand::expand(&checked) } else { None };
    let impls = impls.unwrap_or_else(|| fallback::fallback(&checked));
    let impls = expand::scope(checked.item(), &impls);
    quote!(#impls #assertions #tracked)
}
