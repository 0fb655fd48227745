//! Permissions, as text and as JSON.

use graph_csdl::permissions::{Comparison, Permission, PermissionTable, RequiredRequest, Scheme};
use serde_json::{Map, Value as Json, json};

use super::requests::Requests;
use crate::grants;
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

/// The least set of permissions for each scheme.
pub(super) type LeastSets<'t> = [(Scheme, Vec<&'t str>)];

/// The requests with the least permission of each and its alternatives, and the least set, for each scheme.
pub(super) fn text(
    requests: &Requests<'_>,
    sets: &LeastSets<'_>,
    granted: Option<&Comparison<'_>>,
    style: Style,
) -> String {
    let mut text = String::new();
    for (scheme, least) in sets {
        if !text.is_empty() {
            text.push('\n');
        }
        line(&mut text, &style.bold(heading(*scheme)));
        let mut table = Table::default();
        for request in requests.required.requests() {
            row(&mut table, request, *scheme);
        }
        text.push_str(&table.render(style, 2));
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
        Some(least) => (least.to_string(), Tone::Bold),
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
    sets: &LeastSets<'_>,
    granted: Option<&Comparison<'_>>,
    sources: &Sources,
) -> Json {
    let unseen = requests.unseen.iter().map(|unseen| {
        let (line, column) = (unseen.location.line, unseen.location.column);
        json!({ "file": unseen.file.display().to_string(), "line": line, "column": column, "message": unseen.message })
    });
    let all = requests.required.requests().into_iter();
    let (access, left_out) = required_resource_access(table, sets);
    let mut json = json!({
        "requests": all.map(|request| request_as_json(request, requests.calls(request), sets)).collect::<Vec<_>>(),
        "least": by_scheme(sets, |_, least| json!(least)),
        "requiredResourceAccess": access,
        "resourceSpecific": left_out,
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

fn by_scheme(sets: &LeastSets<'_>, value: impl Fn(Scheme, &[&str]) -> Json) -> Map<String, Json> {
    sets.iter().map(|(scheme, least)| (scheme.word().to_owned(), value(*scheme, least))).collect()
}

fn request_as_json(request: &RequiredRequest<'_>, calls: &[Call], sets: &LeastSets<'_>) -> Json {
    let calls = calls.iter().map(|call| {
        let (line, column) = (call.location.line, call.location.column);
        json!({ "file": call.file.display().to_string(), "line": line, "column": column })
    });
    let mut json = Map::new();
    json.insert("method".to_owned(), json!(request.method()));
    json.insert("path".to_owned(), json!(request.path()));
    json.insert("calls".to_owned(), calls.collect());
    json.extend(by_scheme(sets, |scheme, _| {
        if request.is_listed() { grants::as_json(&request.grants(scheme)) } else { Json::Null }
    }));
    Json::Object(json)
}

/// The property `requiredResourceAccess` of an app registration, and the permissions that are left out of it: the owner of a team or chat
/// consents to them. Where the table has no identifier of a permission, its name replaces it.
///
/// # Rule
/// <https://learn.microsoft.com/graph/api/resources/requiredresourceaccess>
pub(super) fn required_resource_access<'t>(table: &PermissionTable, sets: &LeastSets<'t>) -> (Json, Vec<&'t str>) {
    let (mut access, mut left_out) = (Vec::new(), Vec::new());
    for (scheme, least) in sets {
        let kind = if *scheme == Scheme::Application { "Role" } else { "Scope" };
        for name in least {
            let permission = table.permission(name);
            if permission.is_some_and(Permission::is_resource_specific) {
                left_out.push(*name);
                continue;
            }
            let details = permission.and_then(|permission| permission.scheme(*scheme));
            let id = details.and_then(|details| details.id.as_deref()).unwrap_or(name);
            access.push(json!({ "id": id, "type": kind }));
        }
    }
    left_out.sort_unstable();
    left_out.dedup();
    (json!([{ "resourceAppId": GRAPH, "resourceAccess": access }]), left_out)
}

/// Prints the permissions that `requiredResourceAccess` lacks to the standard error.
pub(super) fn warn_left_out(names: &[&str]) {
    if !names.is_empty() {
        let help = message_part(
            "help",
            "declare them in the manifest of the Teams app",
            Style { width: usize::MAX, colour: false },
        );
        let fact = "an app registration can't list permissions that the owner of a team or chat consents to";
        warn(&format!("warning: {fact}, so they are left out: {}\n{}", names.join(", "), help.trim_end()));
    }
}
