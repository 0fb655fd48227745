//! The rules of names in `rename = "…"`.

use syn::LitStr;

use crate::diagnostics::{Diagnostic, Diagnostics};

/// The position of a name, which decides its form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Json,
    Url,
}

/// The name in `rename = "…"`.
pub(super) fn renamed(rename: &LitStr, names: Names, diagnostics: &mut Diagnostics) -> String {
    let name = rename.value();
    let diagnostic = |fact: &str| Diagnostic::new(rename.span(), fact);
    if name.trim().is_empty() {
        let diagnostic = diagnostic("the name of a property can't be empty");
        diagnostics.add(diagnostic.help("write the name in JSON: `rename = \"displayName\"`"));
    } else if name == "@odata.type" {
        let diagnostic = diagnostic("the macro writes `@odata.type`");
        diagnostics.add(diagnostic.help("mark the field `#[graph(type_name)]` instead"));
    } else if name == "@odata.etag" {
        let diagnostic = diagnostic("`@odata.etag` is an annotation that is never sent");
        diagnostics.add(diagnostic.help("mark the field `#[graph(etag)]` instead"));
    } else if names == Names::Json && name.starts_with("@odata.") {
        diagnostics.add(
            diagnostic(&format!("`{name}` is control information of the object, not a property"))
                .help("remove the field; a struct may have `#[graph(etag)]` and `#[graph(type_name)]` only")
                .note("a `Page` has `next_link` and `count`; `User::users().entity(&user.id)` addresses an entity"),
        );
    } else if names == Names::Url && !is_identifier(&name) {
        diagnostics.add(
            diagnostic(&format!("`{name}` is not the name of an argument"))
                .help("write the name as in the documentation of the function: `rename = \"startDateTime\"`")
                .note("a name in a URL has letters, digits and `_`"),
        );
    } else if !is_property(&name) {
        diagnostics.add(
            diagnostic(&format!("`{name}` is not the name of a property"))
                .help("write the name as in the documentation of the resource: `rename = \"displayName\"`")
                .note("a name has letters, digits, `_`, `.` and `-`; an annotation has the form `children@delta`"),
        );
    }
    name
}

/// An OData identifier (CSDL 4.01, §15.2).
fn is_identifier(name: &str) -> bool {
    name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// A property's name, or an annotation's: `children@delta`, `@microsoft.graph.downloadUrl`. Open extensions have `.` and
/// `-` in theirs. An object's own control information is the runtime's.
fn is_property(name: &str) -> bool {
    let is_plain = |name: &str| {
        let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-');
        !name.is_empty() && name.chars().all(is_letter)
    };
    match name.split_once('@') {
        None => is_plain(name),
        Some(("", term)) => is_plain(term) && term.contains('.') && !term.starts_with("odata."),
        Some((property, term)) => is_plain(property) && is_plain(term),
    }
}
