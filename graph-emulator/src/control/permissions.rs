//! The permissions that the requests of the log need, as JSON.

use graph_csdl::permissions::{RequiredPermissions, RequiredRequest, Scheme};
use serde_json::{Value as Json, json};

use crate::emulator::Emulator;
use crate::http::response::ODataError;

/// The kinds of tokens, with their names in JSON.
const KINDS: [(&str, Scheme); 3] = [
    ("delegated", Scheme::DelegatedWork),
    ("personal", Scheme::DelegatedPersonal),
    ("application", Scheme::Application),
];

/// The number of requests, and of those that the log has kept; the latter with the permissions that let each pass, the least first, and the least set for all.
pub(crate) fn needed(emulator: &Emulator) -> Result<Json, ODataError> {
    let Some(table) = &emulator.permissions else {
        return Err(ODataError::refused("The emulator has no table of permissions: start it with `--permissions`."));
    };
    let mut required = RequiredPermissions::new(table);
    let log = emulator.request_log();
    let (count, kept) = (emulator.request_count(), log.len());
    for request in log {
        required.observe(request.method.as_str(), &request.path_and_query);
    }
    let by_kind = |value: &dyn Fn(Scheme) -> Json| -> serde_json::Map<String, Json> {
        KINDS.iter().map(|(kind, scheme)| ((*kind).to_owned(), value(*scheme))).collect()
    };
    let shown = |request: &RequiredRequest<'_>| {
        let names = |scheme| -> Json {
            let grants = request.grants(scheme).into_iter();
            grants.map(|grant| json!({ "name": grant.permission.name(), "also": grant.also })).collect()
        };
        let mut json = serde_json::Map::new();
        json.insert("method".to_owned(), request.method().into());
        json.insert("path".to_owned(), request.path().into());
        json.extend(by_kind(&|scheme| if request.is_listed() { names(scheme) } else { Json::Null }));
        Json::Object(json)
    };
    let requests: Vec<Json> = required.requests().iter().map(shown).collect();
    Ok(
        json!({ "count": count, "kept": kept, "requests": requests, "least": by_kind(&|scheme| json!(required.least_set(scheme))) }),
    )
}
