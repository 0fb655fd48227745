//! Uploads: content in fragments, which continue after a lost connection.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use serde_json::Value as Json;

use super::failures::Failures;
use super::quick_xor_hash::QuickXorHash;
use super::source::Source;
use crate::client::client::Client;
use crate::client::retry::{Outcome, OverBudget, RetryPolicy};
use crate::error::decode::DecodeError;
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::error::transfer::TransferError;
use crate::request::prepared::Prepared;
use crate::request::progress::Progress;
use crate::request::request::Request;
use crate::request::upload::{SessionState, Upload};
use crate::response::link::{ResolvedLink, UploadUrl};
use crate::value::path::ResourcePath;

/// The number of times that an upload starts again after its session disappeared.
const MOST_RESTARTS: u32 = 1;
/// The path of an upload session, for observers: its URL grants access.
const AN_UPLOAD: &str = "(an upload)";

/// An upload in progress: the result of [`Upload::start`].
///
/// # Shape
/// [`finish`](Self::finish) sends all fragments, [`advance`](Self::advance) one. Both are cancel-safe: after a dropped future or an
/// error the next call asks the session which bytes it has, and goes on there.
///
/// # Rule
/// - Fragments are sent in order. After a lost connection, 5xx, 408, 429 or 416, the session is asked for its missing ranges, by the
///   retry policy of the upload or the client. Each byte beyond those that the session has had so far begins anew, with the attempts and
///   the budget of a new request.
/// - The result is in the response to the request that completes the file. If the session has taken all bytes, and this response can't be
///   read or says nothing, the session is asked.
/// - A session that does not exist any more (404) is replaced by a new one, once, unless the fragment that completes the file was sent:
///   then the item is read, and has the size and the hash of the upload if it is complete. The former file of an upload that replaces
///   one may have the same size, so the size alone is not sufficient there.
/// - Requests to the URL of the session have no token
///   ([create an upload session](https://learn.microsoft.com/graph/api/driveitem-createuploadsession)).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Client, Error};
/// #[graph_entity(singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
/// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
///
/// async fn upload(file: std::fs::File, client: &Client) -> Result<DriveItem, Error> {
///     let mut session = DriveItem::at("Films/Metropolis.mp4").upload().start(file, client).await?;
///     let url = session.url().cloned(); // store it, to continue by `upload().resume(url)` after a crash
///     # drop(url);
///     session.finish().await
/// }
/// ```
#[must_use = "an upload is complete after `finish`"]
pub struct UploadSession<R, S> {
    client: Client,
    upload: Upload<R>,
    source: S,
    size: u64,
    target: Target,
    /// The number of bytes that the session has, as far as it is known.
    position: u64,
    /// The highest position of the session so far. Only bytes beyond it are progress.
    highest: u64,
    /// The position after the last byte that the session was sent. `None` if another process may have sent more.
    sent: Option<u64>,
    /// The last byte of the first range that the session lacks, if that is not the rest.
    last: Option<u64>,
    /// The position is that of the session.
    is_known: bool,
    /// The request that completes the file was sent, or may have been before the upload was resumed.
    may_be_complete: bool,
    /// Nothing is known yet of an upload that was resumed.
    is_unknown: bool,
    restarts: u32,
    failures: Failures,
}

enum Target {
    Session {
        url: UploadUrl,
        uri: Uri,
    },
    /// One request, for content that a session does not take.
    Simple,
    Finished,
}

/// The state of an upload after a request.
enum Step<R> {
    Continues,
    Finished(R),
}

impl<R> Upload<R> {
    /// Uploads the content, and returns the result: the entity of a file, or the id of an attachment.
    ///
    /// # Errors
    /// The errors of [`start`](Self::start) and [`UploadSession::finish`]. The content that was sent is lost then: call `start` to be able
    /// to continue.
    pub async fn send<S: Source>(self, source: S, client: &Client) -> Result<R, Error> {
        self.start(source, client).await?.finish().await
    }

    /// Starts an upload session, or continues that of [`resume`](Self::resume). An empty file and a small attachment need none: they are
    /// sent by one request of [`UploadSession::finish`].
    ///
    /// # Errors
    /// The errors of [`Request::send`](crate::Request::send); [`TransferError::Read`] if the length of the source can't be read,
    /// [`TransferError::NoUploadUrl`], [`TransferError::Empty`] for an empty print document.
    pub async fn start<S: Source>(self, mut source: S, client: &Client) -> Result<UploadSession<R, S>, Error> {
        let size = source.length().await.map_err(TransferError::Read)?;
        let (target, is_known) = match self.url() {
            Some(url) => (target(client, url.clone())?, false),
            None if self.is_simple(size) => (Target::Simple, true),
            None => {
                let policy = *self.policy().unwrap_or(client.policy());
                (create(self.session_request(size), policy, client).await?, true)
            }
        };
        Ok(UploadSession {
            client: client.clone(),
            upload: self,
            source,
            size,
            target,
            position: 0,
            highest: 0,
            sent: is_known.then_some(0),
            last: None,
            is_known,
            may_be_complete: !is_known,
            is_unknown: !is_known,
            restarts: 0,
            failures: Failures::default(),
        })
    }
}

/// Starts a session. Its request may be sent again: a session that is not used expires.
async fn create(request: Request<Bytes>, policy: RetryPolicy, client: &Client) -> Result<Target, Error> {
    let created = request.retry(policy.resend_unsafe(true)).send(client).await?;
    let url = SessionState::read(&created).and_then(|session| session.url).ok_or(TransferError::NoUploadUrl)?;
    target(client, url)
}

/// The state in a successful response of a session. After 202 the upload is not complete, whatever the body is.
fn state(response: &Response<Bytes>) -> Option<SessionState> {
    let state = SessionState::read(response.body()).filter(|_| response.status().is_success());
    let accepted = || SessionState { url: None, missing: None };
    state.or_else(|| (response.status() == StatusCode::ACCEPTED).then(accepted))
}

fn target(client: &Client, url: UploadUrl) -> Result<Target, Error> {
    let uri = ResolvedLink::new(url.as_str(), client.root(), None)?.uri().clone();
    Ok(Target::Session { url, uri })
}

fn request(method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Prepared<'static> {
    let path = Cow::Owned(ResourcePath::raw(AN_UPLOAD));
    Prepared { method, path, uri, headers: Cow::Owned(headers), body, is_json: false }
}

impl<R, S: Source> UploadSession<R, S> {
    /// The URL of the session, to continue the upload in another process: [`Upload::resume`]. `None` for content that is sent without a
    /// session, and after the end. It changes if the session has to be started again.
    #[must_use]
    pub fn url(&self) -> Option<&UploadUrl> {
        match &self.target {
            Target::Session { url, .. } => Some(url),
            Target::Simple | Target::Finished => None,
        }
    }

    /// The number of bytes that the service has, and of all bytes.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress { done: self.position, total: Some(self.size) }
    }

    /// Sends the rest, and returns the result.
    ///
    /// # Errors
    /// The errors of [`advance`](Self::advance). The upload can go on: call it again.
    pub async fn finish(&mut self) -> Result<R, Error> {
        loop {
            if let Some(result) = self.advance().await? {
                return Ok(result);
            }
        }
    }

    /// Sends one fragment. Returns the result after the last one, and `None` before.
    ///
    /// # Errors
    /// - [`Error::Api`] for an error of the service: 409 `nameAlreadyExists` if the name was taken meanwhile, 507 if there is no space.
    /// - [`Error::Decode`] if the response is neither the result nor the state of a session, such as the page of a proxy.
    /// - [`Error::Transport`] if the connection was lost in each attempt.
    /// - [`TransferError::Read`] and [`TransferError::SourceLength`] of the source.
    /// - [`TransferError::SessionGone`] if the session does not exist any more, again; [`TransferError::Unconfirmed`] if it does not and the
    ///   upload may be complete, and for an attachment without a session whose response was lost in an earlier call;
    ///   [`TransferError::Stalled`] if the session takes no further bytes, or reports some that were not sent.
    pub async fn advance(&mut self) -> Result<Option<R>, Error> {
        let before = self.position;
        loop {
            let step = match &self.target {
                Target::Finished => return Err(TransferError::Finished.into()),
                Target::Simple => self.send_whole().await?,
                Target::Session { uri, .. } => {
                    let uri = uri.clone();
                    if !self.is_known {
                        self.ask(uri).await?
                    } else if self.position < self.size {
                        self.send_fragment(uri).await?
                    } else if self.upload.is_deferred() {
                        self.commit(uri).await?
                    } else {
                        // The session has all bytes and reported no result, so it is asked for it.
                        self.wait(Outcome::NoResponse).await.map_err(|_| TransferError::Unconfirmed)?;
                        self.ask(uri).await?
                    }
                }
            };
            match step {
                Step::Finished(result) => return Ok(Some(result)),
                Step::Continues if self.is_known && self.position > before => return Ok(None),
                Step::Continues => {}
            }
        }
    }

    /// Cancels the upload: `DELETE` of the session, whose bytes are dropped. A session that does not exist any more is not an error.
    ///
    /// # Errors
    /// The errors of [`Request::send`](crate::Request::send).
    pub async fn cancel(self) -> Result<(), Error> {
        let Target::Session { uri, .. } = &self.target else { return Ok(()) };
        let request = request(Method::DELETE, uri.clone(), HeaderMap::new(), Bytes::new());
        let response = self.client.send_anonymously(request, &self.session_policy()).await?;
        let is_gone = matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE);
        if response.status().is_success() || is_gone { Ok(()) } else { Err(self.refused(&response, None)) }
    }

    /// Sends content that a session does not take.
    async fn send_whole(&mut self) -> Result<Step<R>, Error> {
        let content = self.read(0, self.size).await?;
        let request = self.upload.simple_request(content).ok_or(TransferError::Empty)?;
        let may_repeat = request.method().is_idempotent() || self.policy().resend_unsafe;
        if self.may_be_complete && !may_repeat {
            return Err(TransferError::Unconfirmed.into());
        }
        self.may_be_complete = true;
        let result =
            request.send(&self.client).await.inspect_err(|error| self.may_be_complete = may_have_acted(error))?;
        Ok(self.finished(result))
    }

    async fn send_fragment(&mut self, uri: Uri) -> Result<Step<R>, Error> {
        let first = self.position;
        let lacking = self.last.map_or(self.size, |last| last.saturating_add(1));
        let end = self.fragment_end(first).min(lacking);
        let content = self.read(first, end - first).await?;
        let mut headers = HeaderMap::with_capacity(4);
        let range = format!("bytes {first}-{}/{}", end.saturating_sub(1), self.size);
        if let Ok(range) = HeaderValue::try_from(range) {
            headers.insert(CONTENT_RANGE, range);
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        let request = request(Method::PUT, uri, headers, content);
        self.send_once(request, end).await
    }

    /// Creates the file of a session that has all bytes: `POST` without a body.
    async fn commit(&mut self, uri: Uri) -> Result<Step<R>, Error> {
        let request = request(Method::POST, uri, HeaderMap::new(), Bytes::new());
        self.send_once(request, self.size).await
    }

    /// Sends a request to the session, after which it has the bytes before `end`.
    async fn send_once(&mut self, request: Prepared<'_>, end: u64) -> Result<Step<R>, Error> {
        let was_complete = self.may_be_complete;
        // Until the response is read, it is not known if the bytes have arrived.
        self.is_known = false;
        self.is_unknown = false;
        self.sent = self.sent.map(|sent| sent.max(end));
        self.may_be_complete |= end == self.size;
        let once = self.session_policy().max_attempts(1);
        match self.client.send_anonymously(request, &once).await {
            Ok(response) => {
                if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE) {
                    // The session was not there for this request, so it completed nothing.
                    self.may_be_complete = was_complete;
                }
                self.after(&response, end).await
            }
            Err(Error::Transport(error)) if !error.is_permanent() => match self.wait(Outcome::NoResponse).await {
                Ok(()) => Ok(Step::Continues),
                Err(_) => Err(error.into()),
            },
            Err(error) => Err(error),
        }
    }

    /// Asks the session for its missing ranges.
    async fn ask(&mut self, uri: Uri) -> Result<Step<R>, Error> {
        let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        let request = request(Method::GET, uri, headers, Bytes::new());
        let response = self.client.send_anonymously(request, &self.session_policy()).await?;
        match response.status() {
            status if status.is_success() => {
                let unreadable = || DecodeError::of_body(status, "is not the state of an upload session");
                let state = state(&response).ok_or_else(|| Error::of_response(unreadable(), &response))?;
                self.go_on(&state, None).await
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => self.replace(&response).await,
            _ => Err(self.refused(&response, None)),
        }
    }

    /// Reads the response to a fragment, whose last byte is before `end`. Only that of the last one has the result.
    async fn after(&mut self, response: &Response<Bytes>, end: u64) -> Result<Step<R>, Error> {
        let (status, headers) = (response.status(), response.headers());
        match (status, state(response)) {
            (_, Some(state)) => self.go_on(&state, Some(end)).await,
            _ if status.is_success() && end == self.size => {
                let result = self.upload.reader()(response).map_err(|error| Error::of_response(error, response))?;
                Ok(self.finished(result))
            }
            _ if status.is_success() => {
                let position = self.position;
                self.wait(Outcome::NoResponse).await.map_err(|_| TransferError::Stalled { position })?;
                Ok(Step::Continues)
            }
            (StatusCode::NOT_FOUND | StatusCode::GONE, _) => self.replace(response).await,
            _ => {
                // After 416 the session has these bytes.
                let is_repeated = status == StatusCode::RANGE_NOT_SATISFIABLE;
                let outcome = if is_repeated { Outcome::NoResponse } else { Outcome::Status { status, headers } };
                let waited = self.wait(outcome).await;
                waited.map(|()| Step::Continues).map_err(|over_budget| self.refused(response, over_budget))
            }
        }
    }

    /// Goes to the first byte that the session lacks.
    async fn go_on(&mut self, state: &SessionState, end: Option<u64>) -> Result<Step<R>, Error> {
        let (position, last) = match (state.missing, end) {
            (Some(Some((first, last))), _) => (first, last),
            (Some(None), _) => (self.size, None),
            (None, Some(end)) => (end, None),
            // The state says nothing: the session takes the whole file.
            (None, None) => (0, None),
        };
        // A session can't have bytes that nobody sent: to skip them would lose them.
        let is_unsent = self.sent.is_some_and(|sent| position > sent);
        if position > self.size || is_unsent || last.is_some_and(|last| last < position) {
            return Err(TransferError::Stalled { position: self.position }.into());
        }
        self.last = last;
        self.is_known = true;
        if position < self.size || self.upload.is_deferred() {
            (self.may_be_complete, self.is_unknown) = (false, false);
        }
        if position <= self.position && end.is_some() {
            // The session took nothing of the fragment.
            self.position = position;
            self.wait(Outcome::NoResponse).await.map_err(|_| TransferError::Stalled { position })?;
            return Ok(Step::Continues);
        }
        self.advance_to(position);
        Ok(Step::Continues)
    }

    /// Starts again in another session, or finds out if the upload is complete.
    async fn replace(&mut self, response: &Response<Bytes>) -> Result<Step<R>, Error> {
        if self.may_be_complete
            && let Some(complete) = self.confirm().await?
        {
            return Ok(complete);
        }
        if self.restarts >= MOST_RESTARTS {
            let error = ApiError::read(response, self.upload.permissions());
            return Err(TransferError::SessionGone(Box::new(error)).into());
        }
        self.target = create(self.upload.session_request(self.size), *self.policy(), &self.client).await?;
        self.restarts += 1;
        (self.position, self.highest, self.last, self.is_known) = (0, 0, None, true);
        self.sent = Some(0);
        (self.may_be_complete, self.is_unknown) = (false, false);
        Ok(Step::Continues)
    }

    /// Reads the item, which is the result if it has the content of the upload. `None` if the upload certainly is not complete: only one
    /// that was resumed is old enough for that.
    async fn confirm(&mut self) -> Result<Option<Step<R>>, Error> {
        let (properties, entity) = self.upload.confirmation().ok_or(TransferError::Unconfirmed)?;
        let stored = match properties.send(&self.client).await {
            Ok(stored) => stored,
            Err(Error::Api(error)) if error.status == StatusCode::NOT_FOUND && self.is_unknown => return Ok(None),
            Err(_) => return Err(TransferError::Unconfirmed.into()),
        };
        let stored: Json = serde_json::from_slice(&stored).unwrap_or_default();
        let has_size = stored.get("size").and_then(Json::as_u64) == Some(self.size);
        let hash = stored.pointer("/file/hashes/quickXorHash").and_then(Json::as_str);
        let is_complete = match hash {
            Some(hash) => {
                has_size
                    && match self.hash().await {
                        // The source can't go back to its first byte.
                        Err(TransferError::Read(error)) if error.kind() == io::ErrorKind::Unsupported => {
                            return Err(TransferError::Unconfirmed.into());
                        }
                        own => own? == hash,
                    }
            }
            None => has_size && !self.upload.may_replace(),
        };
        if !is_complete {
            // A file that is replaced anyway can be sent again.
            let is_other = hash.is_some() || !has_size || self.upload.may_replace();
            return if self.is_unknown && is_other { Ok(None) } else { Err(TransferError::Unconfirmed.into()) };
        }
        let result = entity.send(&self.client).await?;
        Ok(Some(self.finished(result)))
    }

    /// Computes the hash of the whole content.
    async fn hash(&mut self) -> Result<String, TransferError> {
        let mut hash = QuickXorHash::default();
        let mut position = 0;
        while position < self.size {
            let end = self.fragment_end(position);
            hash.update(&self.read(position, end - position).await?);
            position = end;
        }
        Ok(hash.into_base64())
    }

    fn finished(&mut self, result: R) -> Step<R> {
        self.target = Target::Finished;
        self.advance_to(self.size);
        Step::Finished(result)
    }

    /// The end of a fragment that begins at this position.
    fn fragment_end(&self, position: u64) -> u64 {
        let length = u64::try_from(self.upload.fragment()).unwrap_or(u64::MAX);
        position.saturating_add(length).min(self.size)
    }

    /// Waits before another attempt; `Err` after the last one.
    async fn wait(&mut self, outcome: Outcome<'_>) -> Result<(), Option<OverBudget>> {
        let policy = *self.policy();
        let wait = self.failures.add(&self.client, (&Method::PUT, || AN_UPLOAD.to_owned()), outcome, &policy);
        // The next call has the attempts of a new request.
        let wait = wait.inspect_err(|_| self.failures = Failures::default())?;
        if !wait.is_zero() {
            self.client.clock().sleep(wait).await;
        }
        Ok(())
    }

    fn advance_to(&mut self, position: u64) {
        if position > self.highest {
            self.failures.end(position - self.highest);
            self.highest = position;
        }
        self.position = position;
        let progress = self.progress();
        if let Some(observer) = &mut self.upload.observer {
            observer(progress);
        }
    }

    /// Reads `length` bytes of the source.
    async fn read(&mut self, position: u64, length: u64) -> Result<Bytes, TransferError> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let content = self.source.read_at(position, length).await.map_err(TransferError::Read)?;
        if content.len() != length {
            let read = position.saturating_add(u64::try_from(content.len()).unwrap_or(u64::MAX));
            return Err(TransferError::SourceLength { expected: self.size, read });
        }
        Ok(content)
    }

    fn policy(&self) -> &RetryPolicy {
        self.upload.policy().unwrap_or(self.client.policy())
    }

    /// The policy of requests to the session, which is found at once, or does not exist any more.
    fn session_policy(&self) -> RetryPolicy {
        self.policy().consistent(Duration::ZERO)
    }

    /// The error of a response. Without an `over_budget` of the upload it keeps that of the request.
    fn refused(&self, response: &Response<Bytes>, over_budget: Option<OverBudget>) -> Error {
        let mut error = ApiError::read(response, self.upload.permissions());
        error.over_budget = over_budget.or(error.over_budget);
        Error::Api(Box::new(error))
    }
}

/// Returns `true` if the service may have acted on a request with this error.
fn may_have_acted(error: &Error) -> bool {
    match error {
        Error::Api(error) => !error.status.is_client_error() || error.status == StatusCode::REQUEST_TIMEOUT,
        Error::Request(_) | Error::Credential(_) => false,
        _ => true,
    }
}

impl<R, S> fmt::Debug for UploadSession<R, S> {
    /// Omits the URL, which grants access.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("upload", &self.upload)
            .field("position", &self.position)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_send<T: Send>(_: T) {}

    #[test]
    fn the_futures_can_be_spawned() {
        // It is compiled, and never called.
        let _ = |upload: Upload<String>, client: &Client| is_send(upload.send(Bytes::new(), client));
        let _ = |mut session: UploadSession<String, Bytes>| is_send(async move { session.finish().await });
        let _ = |session: UploadSession<String, Bytes>| is_send(session.cancel());
        let _ = |request: Request<Bytes>, client: &Client| is_send(request.download(client));
    }
}
