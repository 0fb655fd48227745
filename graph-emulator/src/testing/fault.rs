//! Faults: error responses, wrong responses and lost connections on purpose.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use http::header::{CONTENT_ENCODING, LOCATION, WWW_AUTHENTICATE};
use http::{HeaderName, Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::http::delivery::{ConnectionLost, Delivery, Length};
use crate::http::options::REPEATED;
use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::testing::gzip;
use crate::testing::retry_after::RetryAfter;
use crate::testing::rule::Rule;
use crate::testing::template::Template;

/// A failure of some requests, for tests of what a client does about it.
///
/// # Shape
/// It affects the next request, unless [`on`](Self::on), [`method`](Self::method), [`path`](Self::path), [`nth`](Self::nth),
/// [`every`](Self::every), [`times`](Self::times) or [`always`](Self::always) say otherwise. If several faults match a request,
/// the first one is used. Each request of a batch counts as a request.
///
/// | fault | the request is performed | in a batch |
/// |---|---|---|
/// | [`status`](Self::status), [`throttled`](Self::throttled), [`claims`](Self::claims), [`expired_delta`](Self::expired_delta) | no | yes |
/// | [`html`](Self::html), [`gzip_bomb`](Self::gzip_bomb), [`redirect`](Self::redirect), [`error_as_ok`](Self::error_as_ok) | no | yes |
/// | [`status_after`](Self::status_after) | yes | yes |
/// | [`refused`](Self::refused), [`lost_request`](Self::lost_request) | no, and it is not logged | |
/// | [`lost_response`](Self::lost_response), [`cut_off`](Self::cut_off), [`longer`](Self::longer), [`shorter`](Self::shorter) | yes | |
/// | [`delayed`](Self::delayed), [`trickled`](Self::trickled) | yes | |
/// | [`next_link`](Self::next_link), [`link_loop`](Self::link_loop), [`repeated_page`](Self::repeated_page), [`empty_page`](Self::empty_page) | yes; only a page is affected | yes |
/// | [`unanswered`](Self::unanswered) | yes | only there |
///
/// In process, a fault of the connection is a [`TransportError`](graph_core::TransportError) with an [`io::Error`](std::io::Error)
/// of its kind. In the served form, a refused connection is one that is reset: the port is open.
///
/// # Example
/// ```
/// use graph_core::{Client, StaticToken, graph_entity};
/// use graph_emulator::{Emulator, Fault, RetryAfter};
/// use http::{Method, StatusCode};
/// use serde_json::json;
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::new();
/// emulator.seed("users", json!({ "id": "ada" }));
/// emulator.fault(Fault::throttled(RetryAfter::Decimal(0.01)).on(Method::GET, "users/{id}").times(2));
///
/// let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build()?;
/// assert!(User::users().list().send(&client).await.is_ok());
/// assert!(User::users().entity("ada").get().send(&client).await.is_ok());
/// let statuses: Vec<_> = emulator.request_log().iter().map(|received| received.status.as_u16()).collect();
/// assert_eq!(statuses, [200, 429, 429, 200]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "give it to `Emulator::fault`"]
pub struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) rule: Rule,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FaultKind {
    Status(StatusCode),
    StatusAfter(StatusCode),
    Throttled(RetryAfter),
    Claims(String),
    ExpiredDelta,
    Html(StatusCode),
    GzipBomb(u32),
    Redirect(String),
    ErrorAsOk(String),
    Lost { is_performed: bool, how: ConnectionLost },
    Delivered(Delivery),
    Page(PageFault),
    Unanswered,
}

/// The change of a page by a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageFault {
    /// The next link is this URL.
    NextLink(String),
    /// The next link is the URL of this page.
    LinkLoop,
    /// The page comes again, by another URL.
    Repeated,
    /// A page without items comes before this one.
    Empty,
}

/// The effect of a fault on one request.
pub(crate) enum Effect {
    /// The request is not performed.
    Instead(Result<ODataResponse, ODataError>),
    /// The request is performed, and fails nevertheless.
    Afterwards(ODataError),
    /// The request is performed, and the page that it returns is changed.
    Page(PageFault),
    /// The response of a request that is performed, or not, does not arrive.
    Lost { is_performed: bool, how: ConnectionLost },
    /// The request is performed, and its response arrives in another way.
    Delivered(Delivery),
    /// The request of a batch is performed, and the batch has no response to it.
    Unanswered,
}

/// Responses that say what a service or a gateway says when something is wrong.
impl Fault {
    /// A status with Graph's error body; the request is not performed.
    pub fn status(status: StatusCode) -> Self {
        Self::of(FaultKind::Status(status))
    }

    /// A status with Graph's error body, although the request is performed, as after a time-out of a gateway.
    pub fn status_after(status: StatusCode) -> Self {
        Self::of(FaultKind::StatusAfter(status))
    }

    /// 429; the request is not performed.
    pub fn throttled(wait: RetryAfter) -> Self {
        Self::of(FaultKind::Throttled(wait))
    }

    /// 401 with a challenge for a token with these claims, as JSON text.
    ///
    /// # Rule
    /// The claims are in Base64 ([claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
    pub fn claims(claims: &str) -> Self {
        Self::of(FaultKind::Claims(claims.to_owned()))
    }

    /// 410 `syncStateNotFound` with a `Location`, for a link of a delta query. It affects no other request.
    pub fn expired_delta() -> Self {
        Self::of(FaultKind::ExpiredDelta)
    }

    /// A page of HTML with this status, as from a proxy or a portal.
    pub fn html(status: StatusCode) -> Self {
        Self::of(FaultKind::Html(status))
    }

    /// 200 and a compressed body of `size` zeros, about 159 times smaller. 64 MiB is enough to see whether a client limits it.
    ///
    /// In process nothing decompresses it: the client reads the compressed bytes.
    pub fn gzip_bomb(size: u32) -> Self {
        Self::of(FaultKind::GzipBomb(size))
    }

    /// 302 to another URL.
    pub fn redirect(url: &str) -> Self {
        Self::of(FaultKind::Redirect(url.to_owned()))
    }

    /// 200 and a body that is an error with this code.
    pub fn error_as_ok(code: &str) -> Self {
        Self::of(FaultKind::ErrorAsOk(code.to_owned()))
    }
}

/// Connections that fail, and responses that do not arrive as they should.
impl Fault {
    /// The connection is refused: the request is neither performed nor logged.
    pub fn refused() -> Self {
        Self::lost(false, ConnectionLost::Refused)
    }

    /// The connection is reset before the request arrives: it is neither performed nor logged.
    pub fn lost_request() -> Self {
        Self::lost(false, ConnectionLost::Reset)
    }

    /// The connection is reset before the response arrives: the request is performed.
    pub fn lost_response() -> Self {
        Self::lost(true, ConnectionLost::Reset)
    }

    /// The connection ends after this number of bytes of the body, or at its end.
    pub fn cut_off(after: usize) -> Self {
        Self::with_length(Length::CutOff(after))
    }

    /// `Content-Length` is larger than the body by this number.
    pub fn longer(by: usize) -> Self {
        Self::with_length(Length::Longer(by))
    }

    /// `Content-Length` is smaller than the body by this number: what arrives has lost its end, and seems complete.
    pub fn shorter(by: usize) -> Self {
        Self::with_length(Length::Shorter(by))
    }

    /// The response begins after this time of the emulator's clock.
    pub fn delayed(delay: Duration) -> Self {
        Self::of(FaultKind::Delivered(Delivery { delay, ..Delivery::default() }))
    }

    /// The body arrives in eight pieces, each after this time of the emulator's clock.
    pub fn trickled(pause: Duration) -> Self {
        Self::of(FaultKind::Delivered(Delivery { pause, ..Delivery::default() }))
    }

    /// A batch has no response to the request, which is performed.
    pub fn unanswered() -> Self {
        Self::of(FaultKind::Unanswered)
    }
}

/// Faults of paging. A response that is not a page is not changed.
impl Fault {
    /// The link of the next page is this URL, also on the last page.
    pub fn next_link(url: &str) -> Self {
        Self::of(FaultKind::Page(PageFault::NextLink(url.to_owned())))
    }

    /// The link of the next page is the URL of the page itself.
    pub fn link_loop() -> Self {
        Self::of(FaultKind::Page(PageFault::LinkLoop))
    }

    /// The page comes again, at another URL; then the following ones.
    pub fn repeated_page() -> Self {
        Self::of(FaultKind::Page(PageFault::Repeated))
    }

    /// A page without items comes first; its link leads to the page.
    pub fn empty_page() -> Self {
        Self::of(FaultKind::Page(PageFault::Empty))
    }
}

/// Additions.
impl Fault {
    /// Adds a header to the response of a fault that is not performed; an invalid value is left out.
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds `Retry-After` to the response: a number of seconds, or a date.
    pub fn retry_after(self, wait: impl Into<String>) -> Self {
        self.header(http::header::RETRY_AFTER, wait)
    }
}

/// The requests that are affected.
impl Fault {
    /// Restricts the fault to a method and a template of paths, as [`Emulator::on`](crate::Emulator::on) takes it:
    /// `users/{id}/messages`, `$batch`.
    pub fn on(mut self, method: Method, template: &str) -> Self {
        self.rule.template = Some(Arc::new(Template::parse(template)));
        self.method(method)
    }

    /// Restricts the fault to a method.
    pub fn method(mut self, method: Method) -> Self {
        self.rule.method = Some(method);
        self
    }

    /// Restricts the fault to a path as the client writes it, but decoded and without version and query: `users/ada`,
    /// `users('ada')`, `$batch`.
    pub fn path(mut self, path: &str) -> Self {
        self.rule.path = Some(path.trim_matches('/').to_owned());
        self
    }

    /// The number of the first matching request that fails: with 2, the first one succeeds. 0 is the same as 1.
    pub fn nth(mut self, number: usize) -> Self {
        self.rule.first = number.max(1);
        self
    }

    /// The interval between matching requests that fail, from the first one on: with 3, every third request fails. 0 is the same as 1.
    pub fn every(mut self, number: usize) -> Self {
        self.rule.every = number.max(1);
        self
    }

    /// The number of requests that fail at most.
    pub fn times(mut self, times: usize) -> Self {
        self.rule.times = times;
        self
    }

    /// No limit to the number of requests that fail.
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }
}

impl Fault {
    fn of(kind: FaultKind) -> Self {
        Self { kind, headers: Vec::new(), rule: Rule::default() }
    }

    fn lost(is_performed: bool, how: ConnectionLost) -> Self {
        Self::of(FaultKind::Lost { is_performed, how })
    }

    fn with_length(length: Length) -> Self {
        Self::of(FaultKind::Delivered(Delivery { length, ..Delivery::default() }))
    }

    /// Whether the fault can happen to this request.
    pub(crate) fn fits(&self, request: &ParsedRequest, is_in_batch: bool) -> bool {
        let fits_kind = match self.kind {
            FaultKind::Lost { .. } | FaultKind::Delivered(_) => !is_in_batch,
            FaultKind::Unanswered => is_in_batch,
            FaultKind::ExpiredDelta => is_delta_link(request),
            _ => true,
        };
        fits_kind && self.rule.matches(request)
    }

    pub(crate) fn effect(&self, request: &ParsedRequest, now: DateTime<Utc>) -> Effect {
        let refuse = |failure: ODataError| {
            let headers = self.headers.iter().cloned();
            headers.fold(failure, |failure, (name, value)| failure.header(name, value))
        };
        let error = |failure| Effect::Instead(Err(refuse(failure)));
        let answer = |response: ODataResponse| {
            let headers = self.headers.iter().cloned();
            Effect::Instead(Ok(headers.fold(response, |response, (name, value)| response.header(name, value))))
        };
        match &self.kind {
            FaultKind::Status(status) => error(ODataError::injected(*status)),
            FaultKind::StatusAfter(status) => Effect::Afterwards(refuse(ODataError::injected(*status))),
            FaultKind::Throttled(wait) => {
                let failure = ODataError::injected(StatusCode::TOO_MANY_REQUESTS);
                error(wait.header(now).into_iter().fold(failure, |failure, (name, value)| failure.header(name, value)))
            }
            FaultKind::Claims(claims) => {
                let challenge = format!(
                    "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
                     error=\"insufficient_claims\", claims=\"{}\"",
                    STANDARD.encode(claims)
                );
                error(ODataError::injected(StatusCode::UNAUTHORIZED).header(WWW_AUTHENTICATE, challenge))
            }
            FaultKind::ExpiredDelta => {
                let failure = ODataError::sync_state_not_found();
                let location = request.resource_url().map(|url| url.without(&DELTA_TOKENS));
                error(location.into_iter().fold(failure, |failure, url| failure.header(LOCATION, url)))
            }
            FaultKind::Html(status) => {
                let page = "<!DOCTYPE html><html><body><h1>Our services aren't available right now</h1></body></html>";
                let response = ODataResponse::raw(StatusCode::OK, "text/html".to_owned(), page.into());
                answer(response.with_status(*status))
            }
            FaultKind::GzipBomb(size) => {
                let bytes = gzip::zeros(*size).into();
                let response = ODataResponse::raw(StatusCode::OK, "application/json".to_owned(), bytes);
                answer(response.header(CONTENT_ENCODING, "gzip".to_owned()))
            }
            FaultKind::Redirect(url) => answer(ODataResponse::empty(StatusCode::FOUND).header(LOCATION, url.clone())),
            FaultKind::ErrorAsOk(code) => {
                let error = json!({ "code": code, "message": "A fault of the emulator." });
                answer(ODataResponse::json(StatusCode::OK, json!({ "error": error })))
            }
            FaultKind::Lost { is_performed, how } => Effect::Lost { is_performed: *is_performed, how: *how },
            FaultKind::Delivered(delivery) => Effect::Delivered(*delivery),
            FaultKind::Page(page) => Effect::Page(page.clone()),
            FaultKind::Unanswered => Effect::Unanswered,
        }
    }
}

/// The query options that carry the state of a delta query.
const DELTA_TOKENS: [&str; 3] = ["$deltatoken", "$skiptoken", "token"];

fn is_delta_link(request: &ParsedRequest) -> bool {
    let is_delta = |segments: &[String]| segments.last().is_some_and(|last| request.spelling.is(last, "delta"));
    let has_token = |name: &&str| request.options().is_ok_and(|options| options.get(name).is_some());
    request.segments().is_some_and(is_delta) && DELTA_TOKENS.iter().any(has_token)
}

impl PageFault {
    /// Changes the page that a request returns; `number` tells the links of repeated pages apart.
    pub(crate) fn change(&self, request: &ParsedRequest, response: &mut ODataResponse, number: usize) {
        let Some(page) = response.json_mut().and_then(Json::as_object_mut) else { return };
        let (Some(Json::Array(_)), Some(own)) = (page.get("value"), request.own_url()) else { return };
        let again = || format!("{own}{}{REPEATED}={number}", if own.contains('?') { '&' } else { '?' });
        let link = match self {
            Self::NextLink(url) => url.clone(),
            Self::LinkLoop => own,
            Self::Repeated => again(),
            Self::Empty => {
                page.insert("value".to_owned(), Json::Array(Vec::new()));
                again()
            }
        };
        page.shift_remove("@odata.deltaLink");
        page.insert("@odata.nextLink".to_owned(), link.into());
    }
}
