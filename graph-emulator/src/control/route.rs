//! Requests that control the emulator.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;
use http::{Method, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use crate::control::entity::{self, read_all};
use crate::control::fault;
use crate::control::fields::{Fields, elements};
use crate::control::granted;
use crate::control::operation::Operation;
use crate::control::permissions;
use crate::control::script::{Script, page_size};
use crate::control::traffic::Filter;
use crate::emulator::Emulator;
use crate::http::json;
use crate::http::response::{ODataError, ODataResponse};
use crate::http::server::Via;
use crate::http::url::{Origin, is_loopback};

/// The first segment of all control paths.
///
/// # Rule
/// A path of Graph begins with its version, and one of the token endpoint with a tenant, which is a GUID or a domain name: neither
/// has an underscore at its start.
const ROOT: &str = "/_emulator";

const PAGE: &str = include_str!("page.html");
/// The page runs its own script and style, and connects to its own origin.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The methods of each resource, and its purpose.
const RESOURCES: [(&str, &str); 10] = [
    ("entities", "GET, POST"),
    ("operations", "GET, POST, DELETE"),
    ("faults", "GET, POST, DELETE"),
    ("storm", "GET, PUT, DELETE"),
    ("requests", "GET, DELETE"),
    ("events", "GET"),
    ("permissions", "GET"),
    ("settings", "GET, PATCH"),
    ("script", "POST"),
    ("reset", "POST"),
];

/// The response to a control request.
pub(crate) enum Controlled {
    Response(ODataResponse),
    /// Events for all requests after one.
    Events(u64),
}

/// The part of a path after the root, if it is a control path.
pub(crate) fn control_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOT)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// Fails unless the request comes from this machine, and not by a page of another site.
///
/// # Rule
/// A page in a browser may send requests to loopback: `Origin` says where it is from. A page whose host name resolves to loopback has that
/// name in `Host`.
pub(crate) fn authorize(head: &Parts, via: &Via) -> Result<(), ODataError> {
    if !via.is_loopback() && !via.settings.is_controlled_remotely {
        return Err(ODataError::forbidden("The control paths are for requests from the emulator's own machine."));
    }
    let host = head.headers.get(HOST).and_then(|host| Authority::try_from(host.as_bytes()).ok());
    let public = via.settings.public_url.as_ref();
    let is_own = |host: &Authority| {
        is_loopback(host.host()) || public.is_some_and(|public| public.host().eq_ignore_ascii_case(host.host()))
    };
    if !via.settings.is_controlled_remotely && !host.as_ref().is_some_and(is_own) {
        let message = "The control paths are at a name of loopback, such as 'localhost', or at the public URL.";
        return Err(ODataError::forbidden(message));
    }
    let own = [head.extensions.get::<Origin>().map(Origin::site), host.map(|host| format!("http://{host}"))];
    match head.headers.get(ORIGIN) {
        Some(origin) if !own.iter().flatten().any(|own| own.as_bytes() == origin.as_bytes()) => {
            Err(ODataError::forbidden("The control paths are not for pages of other sites."))
        }
        _ => Ok(()),
    }
}

/// Performs a control request; `path` is the part after the root.
pub(crate) fn respond(emulator: &Emulator, head: &Parts, path: &str, body: &Bytes) -> Result<Controlled, ODataError> {
    let path = path.trim_matches('/');
    let (resource, rest) = path.split_once('/').unwrap_or((path, ""));
    let query = parameters(head.uri.query().unwrap_or_default());
    let is_known = |rest: &str| rest.is_empty() || resource == "entities";
    let Some((_, allowed)) = RESOURCES.iter().find(|(name, _)| *name == resource && is_known(rest)) else {
        if path.is_empty() && head.method == Method::GET {
            return Ok(Controlled::Response(page()));
        }
        let names = RESOURCES.map(|(name, _)| name).join(", ");
        return Err(ODataError::unknown_control(&format!("'{ROOT}/{path}' does not exist: use one of {names}.")));
    };
    let control = Control { emulator, body, query: &query };
    let response = match (resource, &head.method) {
        ("entities", &Method::GET) => control.stored(rest)?,
        ("entities", &Method::POST) if rest.is_empty() => control.seed()?,
        ("operations", &Method::GET) => list(&emulator.shared.handlers.documents()),
        ("operations", &Method::POST) => control.add_operations()?,
        ("operations", &Method::DELETE) => {
            emulator.shared.handlers.remove_documents();
            ODataResponse::no_content()
        }
        ("faults", &Method::GET) => {
            let faults: Vec<Json> = emulator.shared.faults.all().iter().map(fault::write).collect();
            list(&faults)
        }
        ("faults", &Method::POST) => control.add_faults()?,
        ("faults", &Method::DELETE) => {
            emulator.shared.faults.clear();
            ODataResponse::no_content()
        }
        ("storm", &Method::GET) => {
            ok(emulator.shared.faults.storm().map_or(Json::Null, |storm| fault::write_storm(&storm)))
        }
        ("storm", &Method::PUT) => control.begin_storm()?,
        ("storm", &Method::DELETE) => {
            emulator.shared.faults.end_storm();
            ODataResponse::no_content()
        }
        ("requests", &Method::GET) => control.requests()?,
        ("requests", &Method::DELETE) => {
            emulator.clear_request_log();
            ODataResponse::no_content()
        }
        ("events", &Method::GET) => return control.events(head),
        ("permissions", &Method::GET) => ok(permissions::needed(emulator)?),
        ("settings", &Method::GET) => ok(settings(emulator)),
        ("settings", &Method::PATCH) => control.change_settings()?,
        ("script", &Method::POST) => {
            let script = Script::read(&control.json()?)?;
            script.check(emulator).map_err(|error| ODataError::refused(error.to_string()))?;
            script.apply(emulator);
            saved(emulator)?
        }
        ("reset", &Method::POST) => {
            emulator.reset().map_err(|error| ODataError::not_saved(&error))?;
            ODataResponse::no_content()
        }
        _ => return Err(ODataError::method_not_allowed(allowed)),
    };
    Ok(Controlled::Response(response))
}

struct Control<'c> {
    emulator: &'c Emulator,
    body: &'c Bytes,
    query: &'c [(String, String)],
}

impl Control<'_> {
    /// The body, whatever its content type is: curl sends that of a form.
    fn json(&self) -> Result<Json, ODataError> {
        if self.body.is_empty() {
            return Err(ODataError::refused("The body is empty: send a JSON document."));
        }
        json::read(self.body).map_err(|error| ODataError::refused(format!("The body is not JSON: {error}.")))
    }

    fn stored(&self, path: &str) -> Result<ODataResponse, ODataError> {
        let parameter = |name: &str, default: usize| {
            let Some((_, value)) = self.query.iter().find(|(own, _)| own == name) else { return Ok(default) };
            value.parse().map_err(|_| refused_parameter(name, value))
        };
        if let Some((unknown, _)) = self.query.iter().find(|(name, _)| !matches!(name.as_str(), "skip" | "top")) {
            return Err(ODataError::refused(format!("'{unknown}' is not a known parameter: use skip or top.")));
        }
        Ok(ok(entity::at(self.emulator, path, parameter("skip", 0)?, parameter("top", 100)?)?))
    }

    fn seed(&self) -> Result<ODataResponse, ODataError> {
        for seed in read_all(&self.json()?, "")? {
            seed.apply(self.emulator);
        }
        saved(self.emulator)
    }

    fn add_operations(&self) -> Result<ODataResponse, ODataError> {
        let json = self.json()?;
        let operations = elements(&json, "").into_iter().map(|(place, json)| Operation::read(json, &place));
        let operations = operations.collect::<Result<Vec<_>, _>>()?;
        for operation in operations {
            operation.apply(self.emulator);
        }
        Ok(ODataResponse::no_content())
    }

    fn add_faults(&self) -> Result<ODataResponse, ODataError> {
        let json = self.json()?;
        let faults = elements(&json, "").into_iter().map(|(place, json)| fault::read(json, &place));
        let faults = faults.collect::<Result<Vec<_>, _>>()?;
        for fault in faults {
            self.emulator.fault(fault);
        }
        Ok(ODataResponse::no_content())
    }

    fn begin_storm(&self) -> Result<ODataResponse, ODataError> {
        self.emulator.storm(fault::read_storm(&self.json()?, "")?);
        Ok(ODataResponse::no_content())
    }

    fn requests(&self) -> Result<ODataResponse, ODataError> {
        let filter = Filter::read(self.query)?;
        let log = &self.emulator.shared.request_log;
        Ok(ok(json!({ "count": log.count(), "value": filter.apply(log.after(filter.after)) })))
    }

    /// All requests from now on, after the last one that the client has seen, or with so many of those before.
    fn events(&self, head: &Parts) -> Result<Controlled, ODataError> {
        let seen = head.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
        let last = match self.query {
            [] => 0,
            [(name, value)] if name == "last" => value.parse().map_err(|_| refused_parameter(name, value))?,
            _ => return Err(ODataError::refused("The events have the parameter last alone.")),
        };
        Ok(Controlled::Events(seen.unwrap_or_else(|| self.emulator.request_count().saturating_sub(last))))
    }

    fn change_settings(&self) -> Result<ODataResponse, ODataError> {
        let json = self.json()?;
        let mut fields = Fields::of(&json, "", r#"{"pageSize": 20}"#)?;
        let size = fields.optional("pageSize", "20", page_size)?;
        let granted = granted::read(&mut fields)?;
        fields.finish()?;
        granted::check(&granted, self.emulator)?;
        self.emulator.shared.token_endpoint.grant_from_outside(granted);
        if let Some(size) = size {
            self.emulator.set_page_size(size);
        }
        Ok(ok(settings(self.emulator)))
    }
}

/// The response to a change of what is stored.
fn saved(emulator: &Emulator) -> Result<ODataResponse, ODataError> {
    emulator.save().map_err(|error| ODataError::not_saved(&error))?;
    Ok(ODataResponse::no_content())
}

fn settings(emulator: &Emulator) -> Json {
    json!({ "pageSize": emulator.settings().page_size, "granted": granted::write(&emulator.shared.token_endpoint.granted()) })
}

fn ok(body: Json) -> ODataResponse {
    ODataResponse::json(StatusCode::OK, body)
}

fn list(value: &[Json]) -> ODataResponse {
    ok(json!({ "value": value }))
}

fn page() -> ODataResponse {
    ODataResponse::raw(StatusCode::OK, "text/html; charset=utf-8".to_owned(), Bytes::from_static(PAGE.as_bytes()))
        .header(CONTENT_SECURITY_POLICY, POLICY.to_owned())
        .header(CACHE_CONTROL, "no-store".to_owned())
}

fn refused_parameter(name: &str, value: &str) -> ODataError {
    ODataError::refused(format!("'{name}' can't be '{value}': write, for example, {name}=10."))
}

/// The decoded parameters of a query.
fn parameters(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}
