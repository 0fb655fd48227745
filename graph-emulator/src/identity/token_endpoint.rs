//! The token endpoint of the identity platform, and the endpoint of managed identities.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use graph_csdl::permissions::Scheme;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::access_tokens::{AccessTokens, Issued, seconds};
use super::granted::Granted;
use super::rights::{Access, Rights, Scopes, is_graph};
use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};

/// The fields of a form that the request log does not keep.
const SECRETS: [&str; 4] = ["client_secret", "client_assertion", "refresh_token", "device_code"];
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The applications that are registered, and the tokens that were issued.
#[derive(Default)]
pub(crate) struct TokenEndpoint(Mutex<State>);

struct State {
    /// Client ids and secrets; without one, any is accepted.
    applications: HashMap<String, String>,
    lifetime: Duration,
    /// Graph requests need a token of this endpoint.
    is_required: bool,
    /// The permissions of the applications, by the test itself.
    granted: Granted,
    /// Those that came from outside.
    granted_outside: Granted,
    tokens: AccessTokens,
    /// The scopes of their tokens.
    refresh_tokens: HashMap<String, String>,
    device_codes: HashMap<String, DeviceCode>,
}

struct DeviceCode {
    scope: String,
    is_polled: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            applications: HashMap::new(),
            lifetime: Duration::from_secs(3599),
            is_required: false,
            granted: Granted::default(),
            granted_outside: Granted::default(),
            tokens: AccessTokens::default(),
            refresh_tokens: HashMap::new(),
            device_codes: HashMap::new(),
        }
    }
}

/// A tenant in a request to a host.
struct Tenant<'r> {
    name: &'r str,
    host: &'r str,
}

/// An endpoint of the identity platform.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Endpoint<'u> {
    /// With its tenant.
    Token(&'u str),
    DeviceCode(&'u str),
    /// The document with the URLs of the others.
    Discovery(&'u str),
    ManagedIdentity,
}

impl<'u> Endpoint<'u> {
    fn of(uri: &'u Uri) -> Option<Self> {
        let segments: Vec<&str> = uri.path().trim_start_matches('/').split('/').collect();
        match segments.as_slice() {
            [tenant, "oauth2", "v2.0", "token"] => Some(Self::Token(tenant)),
            [tenant, "oauth2", "v2.0", "devicecode"] => Some(Self::DeviceCode(tenant)),
            [tenant, "v2.0", ".well-known", "openid-configuration"] => Some(Self::Discovery(tenant)),
            ["metadata", "identity", "oauth2", "token"] => Some(Self::ManagedIdentity),
            _ => None,
        }
    }
}

impl TokenEndpoint {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn register(&self, client_id: &str, secret: &str) {
        self.state().applications.insert(client_id.to_owned(), secret.to_owned());
    }

    pub(crate) fn set_lifetime(&self, lifetime: Duration) {
        self.state().lifetime = lifetime;
    }

    pub(crate) fn require_issued(&self) {
        self.state().is_required = true;
    }

    pub(crate) fn is_issued_required(&self) -> bool {
        self.state().is_issued_required()
    }

    pub(crate) fn revoke(&self) {
        self.state().tokens.revoke();
    }

    /// Adds to what the test itself has granted.
    pub(crate) fn grant(&self, granted: Granted) {
        self.state().granted.extend(granted);
    }

    /// Replaces what was granted from outside, until [`forget_outside`](Self::forget_outside).
    pub(crate) fn grant_from_outside(&self, granted: Granted) {
        self.state().granted_outside.extend(granted);
    }

    pub(crate) fn forget_outside(&self) {
        self.state().granted_outside = Granted::default();
    }

    pub(crate) fn granted(&self) -> Granted {
        self.state().granted()
    }

    /// Issues a token with these rights.
    pub(crate) fn issue(&self, rights: Rights) -> String {
        self.state().new_token("emulator", Access::graph(Some(rights)))
    }

    /// The response of an endpoint; `None` for a request to Graph.
    pub(crate) fn respond(&self, request: &ParsedRequest) -> Option<Result<ODataResponse, ODataError>> {
        let endpoint = Endpoint::of(request.uri())?;
        let expected = match endpoint {
            Endpoint::Token(_) | Endpoint::DeviceCode(_) => Method::POST,
            Endpoint::Discovery(_) | Endpoint::ManagedIdentity => Method::GET,
        };
        if *request.method != expected {
            return Some(Err(ODataError::method_not_allowed(if expected == Method::GET { "GET" } else { "POST" })));
        }
        let form = || request.body().map(|body| form(body));
        let tenant = |name| Tenant { name, host: request.host() };
        Some(match endpoint {
            Endpoint::Token(name) => form().map(|form| self.state().token(&tenant(name), &form)),
            Endpoint::DeviceCode(name) => form().map(|form| self.state().device_code(&tenant(name), &form)),
            Endpoint::Discovery(tenant) => request.origin().map(|origin| discovery(&origin, tenant)),
            Endpoint::ManagedIdentity => Ok(self.state().managed_identity(request)),
        })
    }

    /// The rights of the token of a request to Graph at a host; `None` if they are not known.
    ///
    /// # Errors
    /// The emulator issued the token for another resource; or it requires its own tokens, and did not issue this one, or the token has
    /// expired.
    pub(crate) fn rights(&self, headers: &HeaderMap, host: &str) -> Result<Option<Arc<Rights>>, ODataError> {
        let state = self.state();
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        // A request without a token has its own error.
        let Some((_, token)) = value.and_then(|value| value.split_once(' ')) else { return Ok(None) };
        match state.tokens.valid(token.trim()) {
            Some(Issued { access: Access::Graph(rights), .. }) => Ok(rights.clone()),
            // A client of another service has a token for the host that it calls.
            Some(Issued { access: Access::Other(resource), .. }) if is_graph(resource, host) => Ok(None),
            Some(Issued { access: Access::Other(_), .. }) => Err(ODataError::invalid_audience()),
            None if state.is_issued_required() => Err(ODataError::token_refused()),
            None => Ok(None),
        }
    }
}

impl State {
    fn granted(&self) -> Granted {
        let mut granted = self.granted.clone();
        granted.extend(self.granted_outside.clone());
        granted
    }

    fn is_issued_required(&self) -> bool {
        self.is_required || self.granted.is_declared() || self.granted_outside.is_declared()
    }

    fn token(&mut self, tenant: &Tenant<'_>, form: &HashMap<String, String>) -> ODataResponse {
        let get = |name: &str| form.get(name).map_or("", String::as_str);
        let client_id = get("client_id");
        let known = self.applications.get(client_id);
        if client_id.is_empty() || (known.is_none() && !self.applications.is_empty()) {
            let text = format!("Application with identifier '{client_id}' was not found in the directory.");
            return refusal(StatusCode::BAD_REQUEST, "unauthorized_client", 700_016, &text);
        }
        match get("grant_type") {
            "client_credentials" => {
                let secret = form.get("client_secret");
                let is_wrong = matches!((secret, known), (Some(given), Some(own)) if given != own);
                let is_assertion = get("client_assertion").split('.').filter(|part| !part.is_empty()).count() == 3;
                if is_wrong {
                    let text = "Invalid client secret provided.";
                    return refusal(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_215, text);
                }
                if secret.is_none() && !is_assertion {
                    let text = "The request body must contain the parameter 'client_assertion' or 'client_secret'.";
                    return refusal(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_218, text);
                }
                let scope = get("scope");
                let is_default = |scope: &str| scope.ends_with("/.default");
                if scope.is_empty() || !scope.split_whitespace().all(is_default) {
                    let text = format!("The provided value for scope {scope} is not valid.");
                    return refusal(StatusCode::BAD_REQUEST, "invalid_scope", 1_002_012, &text);
                }
                let access = match Scopes::read(scope, tenant.host) {
                    Scopes::Other(resource) => Access::Other(resource),
                    Scopes::Default | Scopes::Named(_) => self.granted().of_application(),
                };
                ODataResponse::json(StatusCode::OK, self.issued(client_id, access))
            }
            "refresh_token" => {
                let Some(scope) = self.refresh_tokens.get(get("refresh_token")).cloned() else {
                    let text = "The provided refresh token has expired or was revoked.";
                    return refusal(StatusCode::BAD_REQUEST, "invalid_grant", 700_082, text);
                };
                let scope = Some(get("scope")).filter(|scope| !scope.is_empty()).unwrap_or(&scope);
                self.signed_in(tenant, client_id, scope)
            }
            DEVICE_CODE => match self.device_codes.get_mut(get("device_code")) {
                Some(DeviceCode { is_polled: true, scope }) => {
                    let scope = mem::take(scope);
                    self.device_codes.remove(get("device_code"));
                    self.signed_in(tenant, client_id, &scope)
                }
                Some(code) => {
                    code.is_polled = true;
                    let text = "The user must input their code.";
                    refusal(StatusCode::BAD_REQUEST, "authorization_pending", 70_016, text)
                }
                None => refusal(StatusCode::BAD_REQUEST, "bad_verification_code", 70_019, "Verification code expired."),
            },
            other => {
                let text = format!("The app requested an unsupported grant type '{other}'.");
                refusal(StatusCode::BAD_REQUEST, "unsupported_grant_type", 70_003, &text)
            }
        }
    }

    /// The access of a user's token with these scopes.
    ///
    /// # Errors
    /// A scope that the application is not granted.
    fn consented(&self, tenant: &Tenant<'_>, client_id: &str, scope: &str) -> Result<Access, ODataResponse> {
        self.granted().of_user(tenant.name, Scopes::read(scope, tenant.host)).map_err(|name| {
            let text = format!(
                "The user or administrator has not consented to use the application with ID '{client_id}'. The scope '{name}' is not granted."
            );
            refusal(StatusCode::BAD_REQUEST, "invalid_grant", 65_001, &text)
        })
    }

    fn new_token(&mut self, client_id: &str, access: Access) -> String {
        self.tokens.issue(client_id, access, self.lifetime)
    }

    /// The response with a new token.
    fn issued(&mut self, client_id: &str, access: Access) -> Map<String, Json> {
        let seconds = self.lifetime.as_secs();
        let mut body = Map::new();
        body.insert("token_type".to_owned(), "Bearer".into());
        body.insert("expires_in".to_owned(), seconds.into());
        body.insert("ext_expires_in".to_owned(), seconds.into());
        if let Access::Graph(Some(rights)) = &access
            && rights.scheme != Scheme::Application
        {
            body.insert("scope".to_owned(), rights.permissions.join(" ").into());
        }
        body.insert("access_token".to_owned(), self.new_token(client_id, access).into());
        body
    }

    /// The response with a new token for a user, and one to refresh it; or the refusal of a scope.
    fn signed_in(&mut self, tenant: &Tenant<'_>, client_id: &str, scope: &str) -> ODataResponse {
        let access = match self.consented(tenant, client_id, scope) {
            Ok(access) => access,
            Err(refusal) => return refusal,
        };
        let mut body = self.issued(client_id, access);
        let refresh_token = format!("refresh-{}", Uuid::new_v4());
        body.insert("refresh_token".to_owned(), refresh_token.clone().into());
        self.refresh_tokens.insert(refresh_token, scope.to_owned());
        ODataResponse::json(StatusCode::OK, body)
    }

    fn device_code(&mut self, tenant: &Tenant<'_>, form: &HashMap<String, String>) -> ODataResponse {
        let get = |name: &str| form.get(name).map_or("", String::as_str);
        if get("client_id").is_empty() {
            let text = "The request body must contain the parameter 'client_id'.";
            return refusal(StatusCode::BAD_REQUEST, "invalid_request", 900_144, text);
        }
        if let Err(refusal) = self.consented(tenant, get("client_id"), get("scope")) {
            return refusal;
        }
        let code = format!("device-{}", Uuid::new_v4());
        self.device_codes.insert(code.clone(), DeviceCode { scope: get("scope").to_owned(), is_polled: false });
        let (page, user_code) = ("https://microsoft.com/devicelogin", "EMULATED");
        ODataResponse::json(
            StatusCode::OK,
            json!({
                "device_code": code, "user_code": user_code, "verification_uri": page, "expires_in": 900, "interval": 1,
                "message": format!("To sign in, open the page {page} and enter the code {user_code}."),
            }),
        )
    }

    fn managed_identity(&mut self, request: &ParsedRequest) -> ODataResponse {
        let mut query = form(request.uri().query().unwrap_or_default().as_bytes());
        let resource = query.remove("resource").unwrap_or_default();
        let has_resource = !resource.is_empty();
        let has_header = ["metadata", "x-identity-header"].into_iter().any(|name| request.headers.contains_key(name));
        if !has_resource || !has_header {
            let missing = if has_resource { "Required metadata header not specified" } else { "Missing resource" };
            return ODataResponse::json(
                StatusCode::BAD_REQUEST,
                json!({ "error": "invalid_request", "error_description": missing }),
            );
        }
        let expiry = seconds(SystemTime::now().checked_add(self.lifetime).unwrap_or_else(SystemTime::now));
        let access =
            if is_graph(&resource, request.host()) { self.granted().of_application() } else { Access::Other(resource) };
        ODataResponse::json(
            StatusCode::OK,
            json!({
                "token_type": "Bearer", "expires_in": self.lifetime.as_secs().to_string(),
                "expires_on": expiry.to_string(), "access_token": self.new_token("managed-identity", access),
            }),
        )
    }
}

/// The document from which a client learns the URLs of the endpoints.
///
/// # Rule
/// [OpenID Connect Discovery](https://openid.net/specs/openid-connect-discovery-1_0.html). Nothing serves the page to sign in and the
/// keys: a client must be content with their URLs.
fn discovery(origin: &str, tenant: &str) -> ODataResponse {
    let endpoint = |path: &str| format!("{origin}/{tenant}/{path}");
    ODataResponse::json(
        StatusCode::OK,
        json!({
            "issuer": endpoint("v2.0"),
            "authorization_endpoint": endpoint("oauth2/v2.0/authorize"),
            "token_endpoint": endpoint("oauth2/v2.0/token"),
            "device_authorization_endpoint": endpoint("oauth2/v2.0/devicecode"),
            "jwks_uri": endpoint("discovery/v2.0/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }),
    )
}

/// An error of the token endpoint.
fn refusal(status: StatusCode, error: &str, code: u32, text: &str) -> ODataResponse {
    let id = Uuid::new_v4();
    let description = format!("AADSTS{code}: {text} Trace ID: {id} Correlation ID: {id}");
    let body =
        json!({ "error": error, "error_description": description, "error_codes": [code], "trace_id": id.to_string() });
    ODataResponse::json(status, body)
}

/// The decoded fields of a form.
fn form(body: &[u8]) -> HashMap<String, String> {
    let text = String::from_utf8_lossy(body);
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value))).collect()
}

/// The body of a request as the log keeps it: a token request without its secrets.
pub(crate) fn without_secrets(uri: &Uri, headers: &HeaderMap, body: Bytes) -> Bytes {
    let is_form = || headers.get(CONTENT_TYPE).is_some_and(|value| value == "application/x-www-form-urlencoded");
    if Endpoint::of(uri).is_none() || !is_form() {
        return body;
    }
    let text = String::from_utf8_lossy(&body);
    let field = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if SECRETS.contains(&&*percent_decode_str(name).decode_utf8_lossy()) => format!("{name}=***"),
        _ => pair.to_owned(),
    };
    text.split('&').map(field).collect::<Vec<_>>().join("&").into()
}
