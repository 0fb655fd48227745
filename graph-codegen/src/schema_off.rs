//! Replaces the check against the metadata without the feature `schema`: an item or a crate that requests the check is reported.

mod manifest;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::ParsedSchema;
use crate::check::{Checked, CheckedItem};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::expand;
use crate::file_cache::{FileCache, Lookup};

/// Reports an item that requests the check.
pub(crate) fn check(checked: &Checked, diagnostics: &mut Diagnostics) -> TokenStream {
    off(checked.item(), diagnostics)
}

/// Adds nothing: only the feature reads the table of permissions.
pub(crate) fn complete(_: &mut Checked, _: &mut Diagnostics) -> TokenStream {
    TokenStream::new()
}

/// Reports the request for the check, by the item or by Cargo.toml.
fn off(item: &CheckedItem, diagnostics: &mut Diagnostics) -> TokenStream {
    match &item.schema {
        Some(ParsedSchema::File(file)) => {
            diagnostics.add(unchecked(file.span(), "`schema` has no effect: the feature `schema` is off"));
            TokenStream::new()
        }
        Some(ParsedSchema::Off) => TokenStream::new(),
        None => match std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) {
            Some(folder) => in_manifest(item, &folder.join("Cargo.toml"), diagnostics),
            None => TokenStream::new(),
        },
    }
}

/// Reads Cargo.toml for the first item of a crate, and makes rustc track it: Cargo ignores changes of its `metadata`.
fn in_manifest(item: &CheckedItem, path: &Path, diagnostics: &mut Diagnostics) -> TokenStream {
    let read =
        || std::fs::read_to_string(path).map(|text| Arc::new(manifest::asks(&text))).map_err(|error| error.to_string());
    let (Lookup::First(Ok(asks)), Some(tracked)) = (MANIFESTS.get(path, read), path.to_str()) else {
        return TokenStream::new();
    };
    if *asks {
        let fact = "`[package.metadata.graph]` has no effect: the feature `schema` is off";
        diagnostics.add(unchecked(item.name.span(), fact));
    }
    expand::scope(
        item,
        &quote!(
            const _: &[__g::u8] = __g::include_bytes!(#tracked);
        ),
    )
}

fn unchecked(span: proc_macro2::Span, fact: &str) -> Diagnostic {
    Diagnostic::new(span, fact).help("add `features = [\"schema\"]` to `graph-core` in Cargo.toml")
}

static MANIFESTS: FileCache<bool> = FileCache::new();
