//! The rules of fields that are annotations, such as `children@odata.nextLink`.

use syn::LitStr;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::names;
use crate::parse::ParsedField;

/// Whether only the service writes the annotation of this name: the control information of a property except its type and a
/// binding, and the URL of a file's content.
pub(super) fn is_read_only(name: &str) -> bool {
    match name.split_once('@') {
        Some(("", term)) => term == "microsoft.graph.downloadUrl",
        Some((_, term)) => term.strip_prefix("odata.").is_some_and(|term| !matches!(term, "type" | "bind")),
        None => false,
    }
}

/// Whether the service sends an annotation only for an expanded property. `graph_core` has the rules for the others.
fn comes_with_entities(term: &str) -> bool {
    matches!(term.strip_prefix("odata.").unwrap_or(term), "nextLink" | "count" | "context")
}

/// Reports an annotation of related entities that no request of the struct expands, and an annotation that is marked as a key or
/// a navigation property.
pub(super) fn check(fields: &[ParsedField], diagnostics: &mut Diagnostics) {
    for (field, rename) in fields.iter().filter_map(|field| Some((field, field.options.rename.as_ref()?))) {
        let name = rename.value();
        let Some((property, term)) = name.split_once('@') else { continue };
        for (mark, span) in [("key", field.options.key), ("navigation", field.options.navigation)] {
            let diagnostic = |span| {
                Diagnostic::new(span, format!("the annotation `{name}` can't be marked `{mark}`"))
                    .help(format!("remove `{mark}`"))
            };
            diagnostics.extend(span.map(diagnostic));
        }
        if property.is_empty() || !comes_with_entities(term) {
            continue;
        }
        let help = match fields.iter().find(|field| self::name(field) == property) {
            Some(field) if field.options.navigation.is_some() => continue,
            Some(field) => format!("add `#[graph(navigation)]` to `{}`", field.name),
            None => {
                let field = names::snake(property, rename.span());
                let field = field.map_or_else(|| property.to_owned(), |field| field.to_string());
                let ty = if term.ends_with("context") { "Option<…>" } else { "Option<Vec<…>>" };
                format!("also declare `#[graph(navigation)] {field}: {ty}`")
            }
        };
        diagnostics.add(
            Diagnostic::new(rename.span(), format!("`{name}` is never received"))
                .help(help)
                .note(format!("the service sends it only where `{property}` is expanded")),
        );
    }
}

/// The field's name in JSON.
fn name(field: &ParsedField) -> String {
    field.options.rename.as_ref().map_or_else(|| names::property(&field.name), LitStr::value)
}
