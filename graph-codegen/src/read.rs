//! Tokens -> an item as far as it can be read.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::half_typed::{HalfTyped, half_typed};
use crate::item_kind::ItemKind;

/// An item as far as it can be read.
pub(crate) enum ReadItem {
    Whole(DeriveInput),
    /// rustc reports it by itself.
    HalfTyped(HalfTyped),
    /// Neither a struct nor an enum, which is reported.
    Unreadable,
}

/// Reads an item under the attribute of this kind.
pub(crate) fn item(kind: ItemKind, item: &TokenStream, diagnostics: &mut Diagnostics) -> ReadItem {
    let error = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(input) => return ReadItem::Whole(input),
        Err(error) => error,
    };
    let Some(half_typed) = half_typed(item) else {
        diagnostics.add(unreadable(kind, &error));
        return ReadItem::Unreadable;
    };
    diagnostics.extend(half_typed.beyond_syn.as_ref().map(|error| {
        Diagnostic::new(error.span(), format!("`#[{}]` can't read this part of the item", kind.attribute()))
            .help("move the expression into a constant, and use the constant here")
    }));
    ReadItem::HalfTyped(half_typed)
}

fn unreadable(kind: ItemKind, error: &syn::Error) -> Diagnostic {
    let item = match kind {
        ItemKind::Enumeration | ItemKind::Union => "an enum",
        ItemKind::Action | ItemKind::Function => "a struct whose fields are the arguments",
        ItemKind::Entity | ItemKind::Complex => "a struct with named fields",
    };
    let message = format!("`#[{}]` can't be applied here: {error}", kind.attribute());
    Diagnostic::new(error.span(), message).help(format!("put it on {item}"))
}
