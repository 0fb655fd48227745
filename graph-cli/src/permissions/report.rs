//! Permissions, as text and as JSON.

use graph_csdl::permissions::{Comparison, Grant, PermissionTable, RequiredRequest, Scheme};
use serde_json::{Map, Value as Json, json};

use super::requests::Requests;
use crate::source::Sources;
use crate::source::calls::Call;
use crate::source::report::{position, unreadable_as_json};
use crate::terminal::output::warn;
use crate::terminal::style::{Style, line, message_part};
use crate::terminal::table::{Table, Tone};

/// The application of Microsoft Graph, which has the permissions.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// The number of alternatives that are shown.
const MOST: usize = 3;

const fn heading(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::DelegatedWork => "Delegated, work or school account",
        Scheme::DelegatedPersonal => "Delegated, personal account",
        Scheme::Application => "Application",
    }
}

/// The requests with the least permission of each and its alternatives, and the least set, for each scheme.
pub(super) fn text(
    requests: &Requests<'_>,
    schemes: &[Scheme],
    granted: Option<&Comparison<'_>>,
    style: Style,
) -> String {
    let mut text = String::new();
    for scheme in schemes {
        if !text.is_empty() {
            text.push('\n');
        }
        line(&mut text, &style.bold(heading(*scheme)));
        let mut table = Table::default();
        for request in requests.required.requests() {
            row(&mut table, request, *scheme);
        }
        text.push_str(&table.render(style, 2));
        let least = requests.required.least_set(*scheme);
        let least = if least.is_empty() { "none".to_owned() } else { least.join(", ") };
        text.push_str(&style.labelled(2, "least set:", &style.bold("least set:"), 11, &least));
    }
    if let Some(granted) = granted {
        text.push_str(&comparison(granted, style));
    }
    text
}

fn row(table: &mut Table, request: &RequiredRequest<'_>, scheme: Scheme) {
    let grants = request.grants(scheme);
    let (least, tone) = match grants.first() {
        Some(least) => (with_also(least), Tone::Bold),
        None if request.is_listed() => ("not supported".to_owned(), Tone::Bad),
        None => ("not in the table".to_owned(), Tone::Bad),
    };
    let cells = [(request.method().to_owned(), Tone::Dim), (request.path().to_owned(), Tone::Plain), (least, tone)];
    let others: Vec<&str> = grants.iter().skip(1).take(MOST).map(|grant| grant.permission.name()).collect();
    let more = match grants.len().saturating_sub(1 + MOST) {
        0 => String::new(),
        count => format!(", and {count} more"),
    };
    let others = (!others.is_empty()).then(|| format!("or {}{more}", others.join(", ")));
    table.row(cells, others.as_deref());
}

/// The name of a permission, and those that are required as well.
fn with_also(grant: &Grant<'_>) -> String {
    let name = grant.permission.name();
    match grant.also.as_slice() {
        [] => name.to_owned(),
        [only] => format!("{name} with {only}"),
        several => format!("{name} with one of {}", several.join(", ")),
    }
}

fn comparison(granted: &Comparison<'_>, style: Style) -> String {
    let mut text = format!("\n{}\n", style.bold("Granted"));
    let mut part = |label: &str, shown: String, names: String| {
        let names = if names.is_empty() { "none".to_owned() } else { names };
        text.push_str(&style.labelled(2, label, &shown, label.len().max(11) + 1, &names));
    };
    part("missing:", style.bad("missing:"), granted.missing.join(", "));
    part("not needed:", style.bad("not needed:"), granted.unneeded.join(", "));
    if !granted.broader.is_empty() {
        part("broader than the least set:", style.bold("broader than the least set:"), granted.broader.join(", "));
    }
    for request in &granted.uncovered {
        line(&mut text, &format!("  does not pass: {} {}", request.method(), request.path()));
    }
    text
}

/// Prints the endpoints whose calls are not seen to the standard error.
pub(super) fn warn_unseen(requests: &Requests<'_>) {
    let style = Style { width: usize::MAX, colour: false };
    let lines = requests.unseen.iter().map(|unseen| {
        let help = match &unseen.path {
            Some(_) => "take all methods of it by --all-methods, or call it where its type is seen",
            None => "write both as literals, or add its permissions by hand",
        };
        let help = message_part("help", help, style);
        format!("{}: warning: {}\n{}", position(&unseen.file, unseen.location), unseen.message, help.trim_end())
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        warn(&lines.join("\n"));
    }
}

/// All as JSON.
pub(super) fn as_json(
    table: &PermissionTable,
    requests: &Requests<'_>,
    schemes: &[Scheme],
    granted: Option<&Comparison<'_>>,
    sources: &Sources,
) -> Json {
    let unseen = requests.unseen.iter().map(|unseen| {
        let (line, column) = (unseen.location.line, unseen.location.column);
        json!({ "file": unseen.file.display().to_string(), "line": line, "column": column, "message": unseen.message })
    });
    let all = requests.required.requests().into_iter();
    let mut json = json!({
        "requests": all.map(|request| request_as_json(request, requests.calls(request), schemes)).collect::<Vec<_>>(),
        "least": by_scheme(schemes, |scheme| json!(requests.required.least_set(scheme))),
        "requiredResourceAccess": required_resource_access(table, requests, schemes),
        "unseen": unseen.collect::<Vec<_>>(),
        "unreadable": unreadable_as_json(&sources.unreadable),
    });
    if let (Some(granted), Some(json)) = (granted, json.as_object_mut()) {
        let uncovered = granted.uncovered.iter();
        let uncovered = uncovered.map(|request| json!({ "method": request.method(), "path": request.path() }));
        let compared = json!({
            "missing": granted.missing,
            "unneeded": granted.unneeded,
            "broader": granted.broader,
            "uncovered": uncovered.collect::<Vec<_>>(),
        });
        json.insert("granted".to_owned(), compared);
    }
    json
}

fn by_scheme(schemes: &[Scheme], value: impl Fn(Scheme) -> Json) -> Map<String, Json> {
    schemes.iter().map(|scheme| (scheme.word().to_owned(), value(*scheme))).collect()
}

fn request_as_json(request: &RequiredRequest<'_>, calls: &[Call], schemes: &[Scheme]) -> Json {
    let calls = calls.iter().map(|call| {
        let (line, column) = (call.location.line, call.location.column);
        json!({ "file": call.file.display().to_string(), "line": line, "column": column })
    });
    let mut json = Map::new();
    json.insert("method".to_owned(), json!(request.method()));
    json.insert("path".to_owned(), json!(request.path()));
    json.insert("calls".to_owned(), calls.collect());
    json.extend(by_scheme(schemes, |scheme| {
        if request.is_listed() { grants_as_json(&request.grants(scheme)) } else { Json::Null }
    }));
    Json::Object(json)
}

fn grants_as_json(grants: &[Grant<'_>]) -> Json {
    grants.iter().map(|grant| json!({ "name": grant.permission.name(), "also": grant.also })).collect()
}

/// The property `requiredResourceAccess` of an app registration. Where the table has no identifier of a permission, its name
/// replaces it.
///
/// # Rule
/// <https://learn.microsoft.com/graph/api/resources/requiredresourceaccess>
pub(super) fn required_resource_access(table: &PermissionTable, requests: &Requests<'_>, schemes: &[Scheme]) -> Json {
    let access = schemes.iter().flat_map(|scheme| {
        let kind = if *scheme == Scheme::Application { "Role" } else { "Scope" };
        requests.required.least_set(*scheme).into_iter().map(move |name| {
            let details = table.permission(name).and_then(|permission| permission.scheme(*scheme));
            let id = details.and_then(|details| details.id.as_deref()).unwrap_or(name);
            json!({ "id": id, "type": kind })
        })
    });
    json!([{ "resourceAppId": GRAPH, "resourceAccess": access.collect::<Vec<_>>() }])
}
