//! Requests that were sent, from files of several formats.

use std::collections::BTreeSet;
use std::path::Path;

use graph_csdl::permissions::{RequiredPermissions, is_batch};
use serde_json::Value as Json;

use crate::terminal::output::{CommandError, counted, warn};

const HELP: &str = "the file is a cassette of graph-core's `Recorder`, the emulator's log from `/_emulator/requests`, or an HTTP archive (HAR)";

/// The formats: the place of their entries.
const FORMATS: [&str; 3] = ["/exchanges", LOG, "/log/entries"];
/// The place in the emulator's log, which has the requests of a batch as entries of their own.
const LOG: &str = "/value";

/// Adds the requests of a file, and warns of those that it does not show.
pub(super) fn observe(file: &Path, required: &mut RequiredPermissions<'_>) -> Result<(), CommandError> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| CommandError::new(format!("cannot read `{shown}`: {error}"), "choose another file"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let document: Json = serde_json::from_str(text)
        .map_err(|error| CommandError::new(format!("`{shown}` is not JSON: {error}"), HELP))?;
    let count = document.get("count").and_then(Json::as_u64);
    let found = FORMATS.iter().find_map(|place| Some((*place, document.pointer(place)?.as_array()?)));
    let Some((format, entries)) = found.filter(|(format, _)| *format != LOG || count.is_some()) else {
        return Err(CommandError::new(format!("`{shown}` has no requests"), HELP));
    };
    let (mut unseen, mut left_out_of_batches, mut left_out, mut others) = (0, 0, 0, BTreeSet::new());
    for (index, entry) in entries.iter().enumerate() {
        let request = entry.get("request").unwrap_or(&Json::Null);
        let Some((method, url)) = method_and_url(request) else {
            return Err(CommandError::new(format!("entry {} of `{shown}` has no method and URL", index + 1), HELP));
        };
        if !required.observe(method, url) {
            left_out += 1;
            others.extend(host(url));
        }
        if method.eq_ignore_ascii_case("POST") && is_batch(url) && format != LOG {
            match batch(request, required) {
                Some(count) => left_out_of_batches += count,
                None => unseen += 1,
            }
        }
    }
    if unseen > 0 {
        let noun = if unseen == 1 { "batch" } else { "batches" };
        warn(&format!("{shown}: warning: {unseen} {noun} without a readable body, so the requests are not seen"));
    }
    if left_out_of_batches > 0 {
        let requests = counted(left_out_of_batches, "request");
        warn(&format!("{shown}: warning: {requests} of a batch without a method or a relative URL, left out"));
    }
    if left_out > 0 {
        let hosts: Vec<&str> = others.into_iter().collect();
        let hosts = if hosts.is_empty() { String::new() } else { format!(": {}", hosts.join(", ")) };
        let requests = counted(left_out, "request");
        warn(&format!("{shown}: {requests} to other hosts, or without a version of Microsoft Graph, left out{hosts}"));
    }
    if format == LOG && count.is_some_and(|count| usize::try_from(count).is_ok_and(|count| count > entries.len())) {
        let count = count.unwrap_or_default();
        warn(&format!("{shown}: warning: the log has the last {} of {count} requests", entries.len()));
    }
    Ok(())
}

/// Adds the requests of a batch, and returns the number of those that are left out; `None` if its body can't be read.
fn batch(request: &Json, required: &mut RequiredPermissions<'_>) -> Option<usize> {
    let parse = |text: &str| serde_json::from_str::<Json>(text.trim_start_matches('\u{feff}')).ok();
    let text = request.pointer("/postData/text").or_else(|| request.get("text")).and_then(Json::as_str);
    let body = request.get("json").cloned().or_else(|| text.and_then(parse)).unwrap_or_default();
    let mut left_out = 0;
    for request in body.get("requests")?.as_array()? {
        match method_and_url(request) {
            // The service takes relative URLs alone.
            Some((method, url)) if !is_absolute(url) => {
                required.observe(method, &format!("/v1.0/{}", url.trim_start_matches('/')));
            }
            _ => left_out += 1,
        }
    }
    Some(left_out)
}

/// The method and the URL of a request, if they can be those of one.
fn method_and_url(request: &Json) -> Option<(&str, &str)> {
    let text = |name: &str| request.get(name).and_then(Json::as_str);
    let (method, url) = (text("method")?, text("url")?);
    let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_alphabetic());
    // What a terminal would obey, and what turns the direction of a line.
    let is_hidden =
        |letter: char| letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_url = !url.is_empty() && !url.contains(is_hidden);
    (is_method && is_url).then_some((method, url))
}

/// Whether a URL begins with a scheme.
fn is_absolute(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://").filter(|_| is_absolute(url))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    authority.rsplit('@').next()
}

#[cfg(test)]
mod tests {
    use graph_csdl::permissions::PermissionTable;

    use super::*;

    /// The requests of a file, or its error.
    fn observed(name: &str, text: &str) -> Result<Vec<String>, String> {
        let file = std::env::temp_dir().join(format!("graph-recorded-{name}-{}", std::process::id()));
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{error}"));
        let table = PermissionTable::default();
        let mut required = RequiredPermissions::new(&table);
        let result = observe(&file, &mut required);
        let _ = std::fs::remove_file(&file);
        let requests =
            required.requests().into_iter().map(|request| format!("{} {}", request.method(), request.path()));
        let message = |error: CommandError| error.to_string().split("\n\n").next().unwrap_or_default().to_owned();
        result.map(|()| requests.collect()).map_err(|error| message(error).replace(&file.display().to_string(), "FILE"))
    }

    #[test]
    fn each_format_has_the_same_requests() {
        let requests = r#"[
            {"request": {"method": "GET", "url": "https://graph.microsoft.com/v1.0/me?$select=id"}, "response": {}},
            {"request": {"method": "POST", "url": "https://login.microsoftonline.com/a/oauth2/v2.0/token"}},
            {"request": {"method": "POST", "url": "https://graph.microsoft.com/v1.0/$batch", BODY}}]"#;
        let logged = r#""isBodyKept": false}}, {"request": {"method": "delete", "url": "/v1.0/users/ada""#.to_owned();
        let inner = r#"{"requests": [{"id": "1", "method": "DELETE", "url": "/users/ada"}]}"#;
        for (name, root, body) in [
            ("cassette", r#"{"version": 1, "exchanges": LIST}"#, format!(r#""json": {inner}"#)),
            ("log", r#"{"count": 4, "value": LIST}"#, logged.clone()),
            ("har", r#"{"log": {"entries": LIST}}"#, format!(r#""postData": {{"text": {}}}"#, Json::from(inner))),
        ] {
            let text = root.replace("LIST", &requests.replace("BODY", &body));
            assert_eq!(observed(name, &text), Ok(vec!["GET me".to_owned(), "DELETE users/ada".to_owned()]), "{name}");
        }
    }

    /// graph-csdl can't depend on graph-core, so both know the hosts.
    #[test]
    fn a_request_to_each_cloud_is_seen() {
        use graph_core::Cloud;

        let table = PermissionTable::default();
        for cloud in [Cloud::Global, Cloud::UsGovernment, Cloud::UsGovernmentDod, Cloud::China] {
            let url = format!("https://{}/v1.0/me", cloud.host());
            assert!(RequiredPermissions::new(&table).observe("GET", &url), "{url}");
        }
    }

    #[test]
    fn another_file_is_a_mistake() {
        for (name, text, expected) in [
            ("text", "GET /me", "`FILE` is not JSON: expected value at line 1 column 1"),
            ("other", "{}", "`FILE` has no requests"),
            ("answer", r#"{"@odata.context": "x", "value": []}"#, "`FILE` has no requests"),
            (
                "control",
                r#"{"exchanges": [{"request": {"method": "G\u001bET", "url": "/v1.0/me"}}]}"#,
                "entry 1 of `FILE` has no method and URL",
            ),
            (
                "entry",
                r#"{"count": 1, "value": [{"request": {"method": "GET"}}]}"#,
                "entry 1 of `FILE` has no method and URL",
            ),
        ] {
            assert_eq!(observed(name, text), Err(expected.to_owned()));
        }
    }
}
