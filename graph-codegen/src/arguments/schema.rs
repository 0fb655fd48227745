//! `schema = "…"`: the metadata file that an item is checked against.

use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{LitBool, LitStr, Token};

use super::{set_once, skip_value};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The value of `schema = …`.
#[derive(Clone)]
pub(crate) enum ParsedSchema {
    /// The file, relative to the folder of the crate's `Cargo.toml`.
    File(LitStr),
    /// `schema = false`: the metadata does not declare the item.
    Off,
}

/// Reads `= "…"` or `= false`.
pub(super) fn schema(
    meta: &ParseNestedMeta,
    slot: &mut Option<ParsedSchema>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    let span = meta.path.span();
    if meta.input.peek(Token![=]) && meta.input.peek2(LitStr) {
        let file: LitStr = meta.value()?.parse()?;
        set_once(slot, ParsedSchema::File(file), meta, "schema", diagnostics);
        return Ok(());
    }
    if meta.input.peek(Token![=]) && meta.input.peek2(LitBool) {
        let is_on: LitBool = meta.value()?.parse()?;
        if !is_on.value {
            set_once(slot, ParsedSchema::Off, meta, "schema", diagnostics);
            return Ok(());
        }
    } else {
        skip_value(meta)?;
    }
    diagnostics.add(
        Diagnostic::new(span, "expected a file name or `false` for `schema`")
            .help("write `schema = \"metadata/v1.0.csdl\"`, or `schema = false` to skip the check")
            .note("`schema` under `[package.metadata.graph]` in Cargo.toml applies to the whole crate"),
    );
    Ok(())
}
