//! The permissions that the requests of the log need, as JSON.

use graph_csdl::permissions::{RequiredPermissions, RequiredRequest, Scheme};
use serde_json::{Map, Value as Json, json};

use crate::emulator::Emulator;
use crate::http::response::ODataError;

/// The number of all requests, and of those in the log; for each of these the permissions that let it pass, the least first; and the
/// least set for all of them.
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
    let by_kind = |value: &dyn Fn(Scheme) -> Json| -> Map<String, Json> {
        Scheme::ALL.into_iter().map(|scheme| (scheme.word().to_owned(), value(scheme))).collect()
    };
    let shown = |request: &RequiredRequest<'_>| {
        let names = |scheme| -> Json {
            let grants = request.grants(scheme).into_iter();
            grants.map(|grant| json!({ "name": grant.permission.name(), "also": grant.also })).collect()
        };
        let mut json = Map::new();
        json.insert("method".to_owned(), request.method().into());
        json.insert("path".to_owned(), request.path().into());
        json.extend(by_kind(&|scheme| if request.is_listed() { names(scheme) } else { Json::Null }));
        Json::Object(json)
    };
    let requests: Vec<Json> = required.requests().into_iter().map(shown).collect();
    Ok(
        json!({ "count": count, "kept": kept, "requests": requests, "least": by_kind(&|scheme| json!(required.least_set(scheme))) }),
    )
}
