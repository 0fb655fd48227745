//! Arguments whose value is a type or a path without quotes.

use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{LitStr, Path, Token, Type};

use super::{set_once, skip_value};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// `crate = path`.
pub(super) fn runtime(
    meta: &ParseNestedMeta,
    slot: &mut Option<Path>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        let text: LitStr = value.parse()?;
        let help = format!("write `crate = {}`", text.value());
        diagnostics.add(Diagnostic::new(text.span(), "expected a path for `crate`, found a string literal").help(help));
    } else {
        set_once(slot, value.parse()?, meta, "crate", diagnostics);
    }
    Ok(())
}

/// `returns = Type`.
pub(super) fn returns(
    meta: &ParseNestedMeta,
    slot: &mut Option<Type>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    const HELP: &str =
        "write the type of the result, such as `returns = Vec<User>`, or remove `returns` if there is none";
    if !meta.input.peek(Token![=]) {
        skip_value(meta)?;
        diagnostics.add(Diagnostic::new(meta.path.span(), "expected a type for `returns`").help(HELP));
        return Ok(());
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        let text: LitStr = value.parse()?;
        let help = format!("write `returns = {}`", text.value());
        diagnostics
            .add(Diagnostic::new(text.span(), "expected a type for `returns`, found a string literal").help(help));
        return Ok(());
    }
    if value.is_empty() || value.peek(Token![,]) {
        diagnostics.add(Diagnostic::new(meta.path.span(), "expected a type for `returns`").help(HELP));
        return Ok(());
    }
    set_once(slot, value.parse()?, meta, "returns", diagnostics);
    Ok(())
}
