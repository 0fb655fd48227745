//! Fields of operations, which are arguments.

use proc_macro2::Ident;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;

use super::{ParsedField, graph_option, not_supported, read_field, serde_option};
use crate::allowed;
use crate::arguments::{flag, name, skip_value, unknown};
use crate::diagnostics::{Diagnostic, Diagnostics};

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
