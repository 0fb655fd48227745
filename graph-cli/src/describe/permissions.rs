//! The permissions of the requests at a path.

use graph_csdl::permissions::{Grant, PermissionTable, Scheme};
use serde_json::{Value as Json, json};

use super::requests::PathRequest;
use super::sections::section;
use crate::grants;
use crate::terminal::style::Style;
use crate::terminal::table::{Table, Tone};

/// A section with the least permission of each request that the table lists.
pub(super) fn permissions(table: &PermissionTable, requests: &[PathRequest], style: Style) -> String {
    let mut rows = Table::default();
    let mut count = 0;
    for PathRequest { method, path, .. } in requests {
        let [work, personal, application] =
            Scheme::ALL.map(|scheme| of(table, method, path, scheme).first().map(ToString::to_string));
        if work.is_none() && personal.is_none() && application.is_none() {
            continue;
        }
        let shown = |least: &Option<String>| least.clone().unwrap_or_else(|| "not supported".to_owned());
        let least = if work == application {
            shown(&work)
        } else {
            format!("{} (application: {})", shown(&work), shown(&application))
        };
        let personal = personal.map(|personal| format!("personal account: {personal}"));
        rows.row(
            [((*method).to_owned(), Tone::Dim), (path.clone(), Tone::Plain), (least, Tone::Bold)],
            personal.as_deref(),
        );
        count += 1;
    }
    section("Least permissions", count, &rows.render(style, 2), style)
}

/// The permissions of a request for each scheme, as members of its JSON.
pub(super) fn as_json(table: &PermissionTable, request: &PathRequest) -> Json {
    let of = |scheme| grants::as_json(&of(table, request.method, &request.path, scheme));
    json!({
        "delegated": of(Scheme::DelegatedWork),
        "personal": of(Scheme::DelegatedPersonal),
        "application": of(Scheme::Application),
    })
}

/// The permissions that let a request pass, the least first.
fn of<'t>(table: &'t PermissionTable, method: &str, path: &str, scheme: Scheme) -> Vec<Grant<'t>> {
    table.at(path).map(|found| found.grants(method, scheme)).unwrap_or_default()
}
