//! Arguments that are a type or a path, and stand without quotes.

use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{LitStr, Path, Token, Type};

use super::{once, skip_value};
use crate::problems::{Problem, Problems};

/// `crate = path`.
pub(super) fn runtime(meta: &ParseNestedMeta, slot: &mut Option<Path>, problems: &mut Problems) -> syn::Result<()> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        let text: LitStr = value.parse()?;
        let help = format!("write `crate = {}`", text.value());
        problems.add(Problem::new(text.span(), "`crate` takes a path without quotes").help(help));
    } else {
        once(slot, value.parse()?, meta, "crate", problems);
    }
    Ok(())
}

/// `returns = Type`.
pub(super) fn returns(meta: &ParseNestedMeta, slot: &mut Option<Type>, problems: &mut Problems) -> syn::Result<()> {
    const HELP: &str =
        "write the type of the answer, such as `returns = Vec<User>`, or leave it out where there is none";
    if !meta.input.peek(Token![=]) {
        skip_value(meta)?;
        problems.add(Problem::new(meta.path.span(), "`returns` takes a type").help(HELP));
        return Ok(());
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        let text: LitStr = value.parse()?;
        let help = format!("write `returns = {}`", text.value());
        problems.add(Problem::new(text.span(), "`returns` takes a type without quotes").help(help));
        return Ok(());
    }
    if value.is_empty() || value.peek(Token![,]) {
        problems.add(Problem::new(meta.path.span(), "`returns` takes a type").help(HELP));
        return Ok(());
    }
    once(slot, value.parse()?, meta, "returns", problems);
    Ok(())
}
