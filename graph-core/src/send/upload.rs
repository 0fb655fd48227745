//! Uploads: content in fragments, which continue after a lost connection.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};

use super::failures::Failures;
use super::source::Source;
use crate::client::client::Client;
use crate::client::retry::{Outcome, RetryPolicy};
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
///   retry policy of the upload or the client; each fragment has the attempts and the budget of a new request.
/// - A session that does not exist any more (404) is replaced by a new one, once, unless the fragment that completes the file was sent:
///   then the item is read, and has the size of the upload if it is complete.
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
    /// The last byte of the first range that the session lacks, if that is not the rest.
    last: Option<u64>,
    /// The position is that of the session.
    is_known: bool,
    /// The request that completes the file was sent.
    may_be_complete: bool,
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
            last: None,
            is_known,
            may_be_complete: false,
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
    /// - [`Error::Transport`] if the connection was lost in each attempt.
    /// - [`TransferError::Read`] and [`TransferError::SourceLength`] of the source.
    /// - [`TransferError::SessionGone`] if the session does not exist any more, again; [`TransferError::Unconfirmed`] if it does not and the
    ///   upload may be complete; [`TransferError::Stalled`] if it takes no further bytes.
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
                        self.wait(Outcome::NoResponse).await.map_err(|()| TransferError::Unconfirmed)?;
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
        if response.status().is_success() || is_gone { Ok(()) } else { Err(self.refused(&response)) }
    }

    /// Sends content that a session does not take.
    async fn send_whole(&mut self) -> Result<Step<R>, Error> {
        let content = self.read(0, self.size).await?;
        let request = self.upload.simple_request(content).ok_or(TransferError::Empty)?;
        let result = request.send(&self.client).await?;
        self.target = Target::Finished;
        self.advance_to(self.size);
        Ok(Step::Finished(result))
    }

    async fn send_fragment(&mut self, uri: Uri) -> Result<Step<R>, Error> {
        let first = self.position;
        let end = first.saturating_add(u64::try_from(self.upload.fragment()).unwrap_or(u64::MAX));
        let lacking = self.last.map_or(self.size, |last| last.saturating_add(1));
        let end = end.min(lacking).min(self.size);
        let content = self.read(first, end - first).await?;
        let mut headers = HeaderMap::with_capacity(4);
        let range = format!("bytes {first}-{}/{}", end.saturating_sub(1), self.size);
        if let Ok(range) = HeaderValue::try_from(range) {
            headers.insert(CONTENT_RANGE, range);
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        let request = request(Method::PUT, uri, headers, content);
        let completes = end == self.size && !self.upload.is_deferred();
        self.send_once(request, end, completes).await
    }

    /// Creates the file of a session that has all bytes: `POST` without a body.
    async fn commit(&mut self, uri: Uri) -> Result<Step<R>, Error> {
        let request = request(Method::POST, uri, HeaderMap::new(), Bytes::new());
        self.send_once(request, self.size, true).await
    }

    /// Sends a request to the session, after which it has the bytes before `end`.
    async fn send_once(&mut self, request: Prepared<'_>, end: u64, completes: bool) -> Result<Step<R>, Error> {
        let was_complete = self.may_be_complete;
        // Until the response is read, it is not known if the bytes have arrived.
        self.is_known = false;
        self.may_be_complete |= completes;
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
                Err(()) => Err(error.into()),
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
            status if status.is_success() => self.read_state(&response, None).await,
            StatusCode::NOT_FOUND | StatusCode::GONE => self.replace(&response).await,
            _ => Err(self.refused(&response)),
        }
    }

    /// Reads the response to a fragment, whose last byte is before `end`.
    async fn after(&mut self, response: &Response<Bytes>, end: u64) -> Result<Step<R>, Error> {
        let (status, headers) = (response.status(), response.headers());
        match status {
            _ if status.is_success() => self.read_state(response, Some(end)).await,
            StatusCode::NOT_FOUND | StatusCode::GONE => self.replace(response).await,
            // The session has these bytes.
            StatusCode::RANGE_NOT_SATISFIABLE => match self.wait(Outcome::NoResponse).await {
                Ok(()) => Ok(Step::Continues),
                Err(()) => Err(self.refused(response)),
            },
            _ => match self.wait(Outcome::Status { status, headers }).await {
                Ok(()) => Ok(Step::Continues),
                Err(()) => Err(self.refused(response)),
            },
        }
    }

    /// Reads a successful response: the missing ranges, or the result.
    async fn read_state(&mut self, response: &Response<Bytes>, end: Option<u64>) -> Result<Step<R>, Error> {
        let state = SessionState::read(response.body());
        // After 202 the upload is not complete, whatever the body is.
        let Some(state) = state.or_else(|| {
            (response.status() == StatusCode::ACCEPTED).then_some(SessionState { url: None, missing: None })
        }) else {
            self.target = Target::Finished;
            self.advance_to(self.size);
            let result = self.upload.reader()(response).map_err(|error| Error::of_response(error, response));
            return result.map(Step::Finished);
        };
        let (position, last) = match (state.missing, end) {
            (Some(Some((first, last))), _) => (first, last),
            (Some(None), _) => (self.size, None),
            (None, Some(end)) => (end, None),
            // The state says nothing: the session takes the whole file.
            (None, None) => (0, None),
        };
        if position > self.size || last.is_some_and(|last| last < position) {
            return Err(TransferError::Stalled { position: self.position }.into());
        }
        self.last = last;
        self.is_known = true;
        if position < self.size {
            self.may_be_complete = false;
        }
        if position <= self.position && end.is_some() {
            // The session took nothing of the fragment.
            self.position = position;
            self.wait(Outcome::NoResponse).await.map_err(|()| TransferError::Stalled { position })?;
            return Ok(Step::Continues);
        }
        self.advance_to(position);
        Ok(Step::Continues)
    }

    /// Starts again in another session, or finds out if the upload is complete.
    async fn replace(&mut self, response: &Response<Bytes>) -> Result<Step<R>, Error> {
        if self.may_be_complete {
            let (size, entity) = self.upload.confirmation().ok_or(TransferError::Unconfirmed)?;
            let stored = size.send(&self.client).await.map_err(|_| TransferError::Unconfirmed)?;
            let stored: serde_json::Value = serde_json::from_slice(&stored).unwrap_or_default();
            if stored.get("size").and_then(serde_json::Value::as_u64) != Some(self.size) {
                return Err(TransferError::Unconfirmed.into());
            }
            let result = entity.send(&self.client).await?;
            self.target = Target::Finished;
            self.advance_to(self.size);
            return Ok(Step::Finished(result));
        }
        if self.restarts >= MOST_RESTARTS {
            let error = ApiError::read(response, self.upload.permissions());
            return Err(TransferError::SessionGone(Box::new(error)).into());
        }
        self.restarts += 1;
        self.target = create(self.upload.session_request(self.size), *self.policy(), &self.client).await?;
        (self.position, self.last, self.is_known) = (0, None, true);
        Ok(Step::Continues)
    }

    /// Waits before another attempt; `Err` after the last one.
    async fn wait(&mut self, outcome: Outcome<'_>) -> Result<(), ()> {
        let (policy, now) = (*self.policy(), self.client.clock().now());
        let Some(wait) = self.failures.add(&Method::PUT, outcome, &policy, now) else {
            // The next call has the attempts of a new request.
            self.failures = Failures::default();
            return Err(());
        };
        self.client.clock().sleep(wait).await;
        Ok(())
    }

    fn advance_to(&mut self, position: u64) {
        if position > self.position {
            self.failures = Failures::default();
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

    fn refused(&self, response: &Response<Bytes>) -> Error {
        Error::Api(Box::new(ApiError::read(response, self.upload.permissions())))
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
