//! A field of an operation, as written: an argument of the call.

use proc_macro2::Ident;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;

use super::{ParsedField, graph_option, instead, read_field, serde_option};
use crate::arguments::{flag, name, skip_value, unknown};
use crate::keys;
use crate::problems::{Problem, Problems};

/// Reads a field of an operation, which is an argument, and takes our attributes off it. `known` are the names that
/// `#[graph(…)]` takes on it.
pub(crate) fn argument(
    field: &mut syn::Field,
    field_name: Ident,
    known: &'static [&'static str],
    problems: &mut Problems,
) -> ParsedField {
    read_field(field, field_name, problems, |graph, options, meta, problems| {
        let key = name(meta);
        match key.as_str() {
            key if graph && !known.contains(&key) => no_argument(meta, known, problems),
            "alias" if graph => flag(&mut options.by_alias, meta, "alias", problems),
            _ if graph => graph_option(options, meta, problems),
            key if keys::SERDE_ARGUMENT.contains(&key) => serde_option(options, meta, problems),
            key if keys::SERDE_FIELD.contains(&key) => {
                instead(meta, "remove it: an argument is sent, and never received", problems)
            }
            _ => unknown(meta, "serde", keys::SERDE_ARGUMENT, problems),
        }
    })
}

/// Reports what `#[graph(…)]` has on other fields, but not on an operation's.
fn no_argument(meta: &ParseNestedMeta, known: &[&str], problems: &mut Problems) -> syn::Result<()> {
    let key = name(meta);
    let note = if key == "alias" {
        "an alias is for an argument in the URL, of a function; an action's stand in its body"
    } else if keys::FIELD.contains(&key.as_str()) {
        "a field of an operation is an argument of the call"
    } else {
        return unknown(meta, "graph", known, problems);
    };
    skip_value(meta)?;
    let problem = Problem::new(meta.path.span(), format!("`{key}` has no meaning for this argument"));
    problems.add(problem.help(format!("remove `{key}`")).note(note));
    Ok(())
}
