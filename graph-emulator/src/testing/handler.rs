//! Handlers of actions and functions.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::http::options::Options;
use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::http::spelling::Spelling;
use crate::testing::template::{Template, TemplateMatch};

/// A request for an operation that has a handler ([`Emulator::on`](crate::Emulator::on)).
pub struct Invocation {
    root: String,
    keys: Vec<(String, String)>,
    arguments: Vec<(String, Json)>,
    options: Options,
    headers: HeaderMap,
    json: Json,
    body: Bytes,
}

impl Invocation {
    /// The URL of the service with its version, for links in the reply: `https://graph.microsoft.com/v1.0`.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The key at a `{name}` of the template, decoded; empty for an unknown name.
    #[must_use]
    pub fn key(&self, name: &str) -> &str {
        self.keys.iter().find(|(own, _)| own == name).map_or("", |(_, key)| key)
    }

    /// An argument of a function. Strings, members of enumerations and durations have no quotes; a number or an alias gives its
    /// JSON value; dates, GUIDs and other literals are strings.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Json> {
        self.arguments.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// A query option, decoded: `$top`, or one of the function's own.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.own(name)
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as JSON; `null` for an empty body, or one of another content type.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// The body as received.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for Invocation {
    /// Shows neither values nor the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(String, Json)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("Invocation")
            .field("keys", &self.keys)
            .field("arguments", &names(&self.arguments))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Reply of an action or a function.
///
/// # Example
/// ```
/// use graph_emulator::Reply;
/// use http::StatusCode;
/// use serde_json::json;
///
/// let done = Reply::status(StatusCode::NO_CONTENT);
/// let user = Reply::json(json!({ "id": "ada" }));
/// let refused = Reply::error(StatusCode::CONFLICT, "conflict", "It runs already.");
/// # drop((done, user, refused));
/// ```
#[must_use = "a handler returns it"]
pub struct Reply(ODataResponse);

impl Reply {
    /// A status and no body.
    pub fn status(status: StatusCode) -> Self {
        Self(ODataResponse::empty(status))
    }

    /// 200 and a JSON body.
    pub fn json(body: impl Into<Json>) -> Self {
        Self(ODataResponse::json(StatusCode::OK, body))
    }

    /// 200 and bytes with their content type.
    pub fn bytes(content_type: &str, bytes: impl Into<Bytes>) -> Self {
        Self(ODataResponse::raw(StatusCode::OK, content_type.to_owned(), bytes.into()))
    }

    /// A failure with Graph's error body.
    pub fn error(status: StatusCode, code: &str, message: &str) -> Self {
        Self(ODataResponse::json(status, json!({ "error": { "code": code, "message": message } })))
    }

    /// The same reply with another status.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self(self.0.with_status(status))
    }

    /// The same reply with one more header; an invalid value is left out.
    pub fn header(self, name: HeaderName, value: impl Into<String>) -> Self {
        Self(self.0.header(name, value.into()))
    }
}

impl fmt::Debug for Reply {
    /// Shows no body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").finish_non_exhaustive()
    }
}

type Handler = dyn Fn(&Invocation) -> Reply + Send + Sync;

struct Registered {
    method: Method,
    needs_token: bool,
    template: Template,
    /// The document, if the handler came from outside.
    document: Option<Json>,
    handler: Box<Handler>,
}

/// The handlers; the last one that matches is called.
#[derive(Default)]
pub(crate) struct Handlers(Mutex<Vec<Arc<Registered>>>);

impl Handlers {
    pub(crate) fn add(
        &self,
        method: Method,
        template: &str,
        needs_token: bool,
        document: Option<Json>,
        handler: Box<Handler>,
    ) {
        let registered = Registered { method, needs_token, template: Template::parse(template), document, handler };
        self.lock().push(Arc::new(registered));
    }

    /// The documents of the handlers that came from outside.
    pub(crate) fn documents(&self) -> Vec<Json> {
        self.lock().iter().filter_map(|one| one.document.clone()).collect()
    }

    /// Removes the handlers that came from outside.
    pub(crate) fn remove_documents(&self) {
        self.lock().retain(|one| one.document.is_none());
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Registered>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The handler for a request, if there is one.
    pub(crate) fn find(&self, request: &ParsedRequest) -> Option<MatchedHandler> {
        let handlers = self.lock();
        if handlers.is_empty() {
            return None;
        }
        let segments = request.segments()?;
        let find = |spelling| {
            let mut candidates = handlers.iter().rev().filter(|one| one.method == request.method);
            candidates.find_map(|one| {
                let matched = one.template.match_path(segments, spelling)?;
                Some(MatchedHandler { matched, registered: Arc::clone(one) })
            })
        };
        // A template that matches exactly comes before one of another letter case.
        find(Spelling::Exact).or_else(|| if request.spelling.is_exact() { None } else { find(request.spelling) })
    }
}

/// A handler and the keys and arguments of a request.
pub(crate) struct MatchedHandler {
    registered: Arc<Registered>,
    matched: TemplateMatch,
}

impl MatchedHandler {
    pub(crate) fn needs_token(&self) -> bool {
        self.registered.needs_token
    }

    /// Calls the handler without a lock: it may use the emulator.
    pub(crate) fn respond(
        self,
        request: &ParsedRequest,
        json: Result<Json, ODataError>,
    ) -> Result<ODataResponse, ODataError> {
        let options = request.options()?.clone();
        let invocation = Invocation {
            root: request.service_root()?,
            arguments: self.matched.arguments(&options)?,
            keys: self.matched.keys,
            options,
            headers: request.headers.clone(),
            json: json?,
            body: request.body()?.clone(),
        };
        Ok((self.registered.handler)(&invocation).0)
    }
}
