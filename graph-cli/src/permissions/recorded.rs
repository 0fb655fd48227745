//! Requests that were sent, from files of several formats.

use std::path::Path;

use graph_csdl::permissions::RequiredPermissions;
use serde_json::Value as Json;

use crate::terminal::output::{CommandError, warn};

const HELP: &str = "the file is a cassette of graph-core's `Recorder`, the emulator's log from `/_emulator/requests`, or an HTTP archive (HAR)";

/// Adds the requests of a file, and warns of batches whose requests it does not have.
pub(super) fn observe(file: &Path, required: &mut RequiredPermissions<'_>) -> Result<(), CommandError> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| CommandError::new(format!("cannot read `{shown}`: {error}"), "choose another file"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let document: Json = serde_json::from_str(text)
        .map_err(|error| CommandError::new(format!("`{shown}` is not JSON: {error}"), HELP))?;
    let entries = ["/exchanges", "/value", "/log/entries"].iter().find_map(|place| document.pointer(place));
    let Some(entries) = entries.and_then(Json::as_array) else {
        return Err(CommandError::new(format!("`{shown}` has no requests"), HELP));
    };
    let mut unseen = 0;
    for (index, entry) in entries.iter().enumerate() {
        let request = entry.get("request").unwrap_or(&Json::Null);
        let Some((method, url)) = method_and_url(request) else {
            return Err(CommandError::new(format!("entry {} of `{shown}` has no method and URL", index + 1), HELP));
        };
        required.observe(method, url);
        let is_batch = url.split('?').next().is_some_and(|path| path.ends_with("/$batch"));
        if is_batch && !batch(request, required) {
            unseen += 1;
        }
    }
    if unseen > 0 {
        warn(&format!("{shown}: warning: {} without a recorded body, so the requests are not seen", several(unseen)));
    }
    Ok(())
}

fn several(batches: usize) -> String {
    if batches == 1 { "a batch".to_owned() } else { format!("{batches} batches") }
}

/// Adds the requests of a batch. Returns `false` if its body was not recorded.
fn batch(request: &Json, required: &mut RequiredPermissions<'_>) -> bool {
    let parse = |text: &str| serde_json::from_str::<Json>(text).ok();
    let text = request.pointer("/postData/text").or_else(|| request.get("text")).and_then(Json::as_str);
    let Some(body) = request.get("json").cloned().or_else(|| text.and_then(parse)) else { return false };
    let inner = body.get("requests").and_then(Json::as_array);
    for (method, url) in inner.into_iter().flatten().filter_map(method_and_url) {
        required.observe(method, &format!("/v1.0/{}", url.trim_start_matches('/')));
    }
    true
}

fn method_and_url(request: &Json) -> Option<(&str, &str)> {
    let text = |name: &str| request.get(name).and_then(Json::as_str);
    Some((text("method")?, text("url")?))
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
        let requests = required.requests().iter().map(|request| format!("{} {}", request.method(), request.path()));
        let message = |error: CommandError| error.to_string().split("\n\n").next().unwrap_or_default().to_owned();
        result.map(|()| requests.collect()).map_err(|error| message(error).replace(&file.display().to_string(), "FILE"))
    }

    #[test]
    fn each_format_has_the_same_requests() {
        let requests = r#"[
            {"request": {"method": "GET", "url": "https://graph.microsoft.com/v1.0/me?$select=id"}, "response": {}},
            {"request": {"method": "POST", "url": "https://login.microsoftonline.com/a/oauth2/v2.0/token"}},
            {"request": {"method": "POST", "url": "https://graph.microsoft.com/v1.0/$batch", BODY}}]"#;
        let inner = r#"{"requests": [{"id": "1", "method": "DELETE", "url": "/users/ada"}]}"#;
        for (name, root, body) in [
            ("cassette", r#"{"version": 1, "exchanges": LIST}"#, format!(r#""json": {inner}"#)),
            ("log", r#"{"count": 3, "value": LIST}"#, format!(r#""json": {inner}"#)),
            ("har", r#"{"log": {"entries": LIST}}"#, format!(r#""postData": {{"text": {}}}"#, Json::from(inner))),
        ] {
            let text = root.replace("LIST", &requests.replace("BODY", &body));
            assert_eq!(observed(name, &text), Ok(vec!["GET me".to_owned(), "DELETE users/ada".to_owned()]), "{name}");
        }
    }

    #[test]
    fn another_file_is_a_mistake() {
        for (name, text, expected) in [
            ("text", "GET /me", "`FILE` is not JSON: expected value at line 1 column 1"),
            ("other", "{}", "`FILE` has no requests"),
            ("entry", r#"{"value": [{"request": {"method": "GET"}}]}"#, "entry 1 of `FILE` has no method and URL"),
        ] {
            assert_eq!(observed(name, text), Err(expected.to_owned()));
        }
    }
}
