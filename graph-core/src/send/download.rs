//! Downloads: content as a stream, which continues after a lost connection.

use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE,
};
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::failures::Failures;
use super::request::Opened;
use crate::client::body_stream::BodyStream;
use crate::client::client::Client;
use crate::client::retry::Outcome;
use crate::client::transport::BoxFuture;
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::error::transfer::TransferError;
use crate::request::prepared::Prepared;
use crate::request::progress::{Observer, Progress};
use crate::request::request::Request;

/// Content that arrives: the result of [`Request::download`]. It is a stream of chunks, and never in memory as a whole.
///
/// # Shape
/// After a lost connection the rest is requested and the stream goes on, by the retry policy of the request or the client: each lost
/// connection after further bytes has the attempts and the budget of a new request. The stream ends after an error.
///
/// # Rule
/// - The rest is requested with `Range`, and with the `ETag` in `If-Range`, from the address of the item and not from that of its
///   redirect, which expires after minutes
///   ([download a file](https://learn.microsoft.com/graph/api/driveitem-get-content)). Content of another `ETag`, `Last-Modified` or
///   length is [`TransferError::Changed`].
/// - Content with neither `ETag` nor `Last-Modified` does not continue: it could be other content by then
///   ([RFC 9110, §13.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5)).
/// - Fewer or more bytes than announced are an error. A service may return a part of the requested range, after which the rest is requested
///   ([RFC 9110, §15.3.7](https://www.rfc-editor.org/rfc/rfc9110#section-15.3.7)).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Client, Error};
/// #[graph_entity(singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
/// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
///
/// async fn save(client: &Client, file: &mut std::fs::File) -> Result<u64, Error> {
///     let film = DriveItem::at("Films/Metropolis.mp4").content().download(client).await?;
///     println!("{:?} bytes of {:?}", film.length(), film.content_type());
///     film.write_to(file).await
/// }
/// ```
#[must_use = "a download is read by `write_to`, or chunk by chunk"]
pub struct Download {
    client: Client,
    request: Request<Bytes>,
    content: Content,
    /// The position of the next byte to return.
    next: u64,
    /// The position of the next byte to arrive. It is lower if the service ignores `Range`.
    arriving: u64,
    /// The position after the last byte that the response announces.
    announced: Option<u64>,
    /// The service ignores `Range`, so bytes after the requested ones arrive.
    is_cut: bool,
    state: State,
    failures: Failures,
    observer: Option<Observer>,
}

enum State {
    Reading(BodyStream),
    /// The rest is requested. The result is `None` if the content ends here.
    Continuing(BoxFuture<'static, Result<Option<Part>, Error>>),
    Ended,
}

/// The content, as the first response describes it.
#[derive(Clone)]
struct Content {
    headers: HeaderMap,
    status: StatusCode,
    /// The position of the first requested byte.
    start: u64,
    /// The position after the last requested byte, or after the last byte of the content if that is lower.
    end: Option<u64>,
    /// The length of the whole content.
    total: Option<u64>,
}

/// The response of one request of a download.
struct Part {
    content: Content,
    body: BodyStream,
    /// The position of the first byte of the body.
    first: u64,
    /// The position after its last byte, if it is announced.
    end: Option<u64>,
    is_cut: bool,
}

impl Request<Bytes> {
    /// Requests a part of the content: `Range: bytes=0-1023` for `0..1024` → 206. An empty range requests its first byte.
    ///
    /// # Rule
    /// [Partial range downloads](https://learn.microsoft.com/graph/api/driveitem-get-content#partial-range-downloads). A service may
    /// ignore it and return the whole content, which [`download`](Self::download) cuts.
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// #[graph_entity(path = "drives/{driveId}/items")]
    /// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
    ///
    /// let request = DriveItem::items("d").entity("i").content().range(1024..2048);
    /// assert_eq!(request.headers()["range"], "bytes=1024-2047");
    /// assert_eq!(request.range(7..).headers()["range"], "bytes=7-");
    /// ```
    pub fn range(self, bytes: impl std::ops::RangeBounds<u64>) -> Self {
        use std::ops::Bound;
        let first = match bytes.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let last = match bytes.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(after) => Some(after.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        self.header(RANGE.as_str(), &written(first, last.map(|last| last.max(first))))
    }

    /// Opens a download: sends the request and returns when the headers of its response have arrived.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send); [`TransferError::Range`] for a response with another range than the requested one.
    pub async fn download(self, client: &Client) -> Result<Download, Error> {
        let range = self.headers().get(RANGE).map(Requested::read);
        let Part { content, body, first, end, is_cut } = open(client, &self, range, None).await?;
        Ok(Download {
            client: client.clone(),
            request: self,
            next: content.start,
            arriving: first,
            announced: end,
            is_cut,
            content,
            state: State::Reading(body),
            failures: Failures::default(),
            observer: None,
        })
    }
}

impl Download {
    /// The number of bytes of the requested range, which is the whole content without [`range`](Request::range). `None` if the
    /// service did not announce it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.content.end.map(|end| end.saturating_sub(self.content.start))
    }

    /// The number of bytes that were returned.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.next.saturating_sub(self.content.start)
    }

    /// The media type of the content, such as `application/pdf`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.text(&CONTENT_TYPE)
    }

    /// The `ETag` of the content. That of a drive item's content is not the `eTag` of the item.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.text(&ETAG)
    }

    /// The status of the first response: 200, or 206 for a range.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.content.status
    }

    /// The headers of the first response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.content.headers
    }

    /// Calls a function after each chunk.
    pub fn on_progress(self, observer: impl FnMut(Progress) + Send + 'static) -> Self {
        Self { observer: Some(Box::new(observer)), ..self }
    }

    /// Returns the next chunk; `None` at the end. It is equivalent to `try_next` of the `futures` crates, and cancel-safe: no byte is
    /// lost if the future is dropped.
    ///
    /// # Errors
    /// [`Error::Transport`] if the connection was lost, and again in each attempt to continue; [`Error::Transfer`] if the content
    /// changed or has another length; [`Error::Api`] if the rest was refused.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_chunk(context)).await.transpose()
    }

    /// Writes the rest of the content, and returns the number of bytes that were written. `writer` is called between chunks and should
    /// not block for long.
    ///
    /// # Errors
    /// The errors of [`try_next`](Self::try_next); [`TransferError::Write`] if the writer fails.
    pub async fn write_to(mut self, writer: &mut (impl io::Write + ?Sized)) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(chunk) = self.try_next().await? {
            writer.write_all(&chunk).map_err(TransferError::Write)?;
            written += length(&chunk);
        }
        writer.flush().map_err(TransferError::Write)?;
        Ok(written)
    }

    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.content.headers.get(name)?.to_str().ok()
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let outcome = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Reading(body) => match ready!(body.poll_chunk(context)) {
                    Some(Ok(chunk)) => match self.accept(chunk) {
                        Ok(chunk) if chunk.is_empty() => continue,
                        Ok(chunk) => {
                            let progress = Progress { done: self.received(), total: self.length() };
                            if let Some(observer) = &mut self.observer {
                                observer(progress);
                            }
                            return Poll::Ready(Some(Ok(chunk)));
                        }
                        Err(error) => Err(error.into()),
                    },
                    // All announced bytes have arrived: only the end of the connection is not as it should be.
                    Some(Err(_)) if self.announced.is_some_and(|announced| self.arriving >= announced) => {
                        self.end_part()
                    }
                    Some(Err(error)) if error.is_permanent() => Err(error.into()),
                    Some(Err(error)) => self.fail(error.into()),
                    None => self.end_part(),
                },
                State::Continuing(part) => match ready!(part.as_mut().poll(context)) {
                    Ok(Some(part)) => self.go_on(part).map_err(Error::from),
                    Ok(None) => {
                        self.content.end = Some(self.next);
                        self.state = State::Ended;
                        Ok(())
                    }
                    Err(error) => Err(error),
                },
            };
            if let Err(error) = outcome {
                self.state = State::Ended;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// The part of a chunk that was requested, and not returned yet.
    fn accept(&mut self, mut chunk: Bytes) -> Result<Bytes, TransferError> {
        let repeated = self.next.saturating_sub(self.arriving).min(length(&chunk));
        self.arriving = self.arriving.checked_add(length(&chunk)).ok_or(TransferError::Range)?;
        drop(chunk.split_to(usize::try_from(repeated).unwrap_or(chunk.len())));
        if chunk.is_empty() {
            return Ok(chunk);
        }
        self.failures.end(length(&chunk));
        match (self.content.end, self.announced) {
            (Some(end), _) if self.arriving > end && self.is_cut => {
                chunk.truncate(usize::try_from(end.saturating_sub(self.next)).unwrap_or(chunk.len()));
            }
            (_, Some(announced)) if self.arriving > announced => {
                let length = |end: u64| end.saturating_sub(self.content.start);
                return Err(TransferError::Length { expected: length(announced), received: length(self.arriving) });
            }
            _ => {}
        }
        self.next += length(&chunk);
        if self.is_cut && self.is_complete() {
            self.state = State::Ended;
        }
        Ok(chunk)
    }

    /// The body of a response has ended. The rest of the range is requested if the response announced a part of it.
    ///
    /// # Rule
    /// A service may return a part of the requested range, and the client must determine if it needs further requests
    /// ([RFC 9110, §15.3.7](https://www.rfc-editor.org/rfc/rfc9110#section-15.3.7)).
    fn end_part(&mut self) -> Result<(), Error> {
        match self.announced {
            _ if self.is_complete() => self.state = State::Ended,
            Some(announced) if self.arriving < announced => return self.fail(self.wrong_length()),
            Some(_) if self.can_continue() => self.request_rest(Duration::ZERO),
            Some(_) => return Err(TransferError::Range.into()),
            // The transport did not notice, or could not.
            None if self.content.total.is_some() => return self.fail(self.wrong_length()),
            None => self.state = State::Ended,
        }
        Ok(())
    }

    /// Returns `true` if all requested bytes were returned.
    fn is_complete(&self) -> bool {
        self.content.end.is_some_and(|end| self.next >= end)
    }

    fn wrong_length(&self) -> Error {
        let (expected, received) = (self.length().unwrap_or_default(), self.received());
        TransferError::Length { expected, received }.into()
    }

    /// Returns `true` if a later response can be compared with this one.
    fn can_continue(&self) -> bool {
        let is_known = || [ETAG, LAST_MODIFIED].into_iter().any(|name| self.content.headers.contains_key(name));
        self.request.method() == Method::GET && is_known()
    }

    /// Requests the rest after a lost connection, or returns the error.
    fn fail(&mut self, error: Error) -> Result<(), Error> {
        if !self.can_continue() {
            return Err(error);
        }
        let policy = self.request.policy(self.client.policy());
        let path = || self.request.resource_path().template();
        match self.failures.add(&self.client, (&Method::GET, path), Outcome::NoResponse, &policy) {
            Ok(wait) => self.request_rest(wait),
            Err(_) => return Err(error),
        }
        Ok(())
    }

    fn request_rest(&mut self, wait: Duration) {
        let (client, request) = (self.client.clone(), self.request.clone());
        let last = self.content.end.map(|end| end.saturating_sub(1));
        let requested = Requested { first: self.next, last };
        let former = self.content.clone();
        self.state = State::Continuing(Box::pin(async move {
            if !wait.is_zero() {
                client.clock().sleep(wait).await;
            }
            match open(&client, &request, Some(Some(requested)), Some(&former)).await {
                Err(Error::Api(error)) if error.status == StatusCode::RANGE_NOT_SATISFIABLE => {
                    let total = error.headers().get(CONTENT_RANGE).and_then(whole_length);
                    let is_end = former.total.is_none() && total == Some(requested.first);
                    // Otherwise the content has become shorter.
                    if is_end { Ok(None) } else { Err(TransferError::Changed.into()) }
                }
                opened => opened.map(Some),
            }
        }));
    }

    /// Reads the rest from another response.
    fn go_on(&mut self, part: Part) -> Result<(), TransferError> {
        if part.content.is_other_than(&self.content) {
            return Err(TransferError::Changed);
        }
        if part.first > self.next {
            return Err(TransferError::Range);
        }
        if part.content.end.is_some_and(|end| end < self.next) {
            return Err(TransferError::Changed);
        }
        self.state = State::Reading(part.body);
        self.arriving = part.first;
        self.announced = part.end;
        self.is_cut = part.is_cut;
        self.content.end = part.content.end.or(self.content.end);
        self.content.total = self.content.total.or(part.content.total);
        Ok(())
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

/// No field is pinned.
impl Unpin for Download {}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("request", &self.request)
            .field("received", &self.received())
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// A range that was requested, with its last byte.
#[derive(Clone, Copy)]
struct Requested {
    first: u64,
    last: Option<u64>,
}

impl Requested {
    /// Reads `bytes=0-1023`; `None` for several ranges, and for one from the end.
    fn read(header: &HeaderValue) -> Option<Self> {
        let (first, last) = header.to_str().ok()?.trim().strip_prefix("bytes=")?.split_once('-')?;
        let last = if last.is_empty() { None } else { Some(last.trim().parse().ok()?) };
        Some(Self { first: first.trim().parse().ok()?, last })
    }

    /// The position after the last byte, of content of this length.
    fn end(self, total: Option<u64>) -> Option<u64> {
        let end = self.last.map(|last| last.saturating_add(1));
        [end, total].into_iter().flatten().min()
    }
}

fn written(first: u64, last: Option<u64>) -> String {
    last.map_or_else(|| format!("bytes={first}-"), |last| format!("bytes={first}-{last}"))
}

fn length(chunk: &Bytes) -> u64 {
    u64::try_from(chunk.len()).unwrap_or(u64::MAX)
}

/// Sends a request of a download. `range` is `Some(None)` for a range that the crate did not write.
#[allow(clippy::option_option, reason = "the documentation says what each `None` means")]
async fn open(
    client: &Client,
    request: &Request<Bytes>,
    range: Option<Option<Requested>>,
    former: Option<&Content>,
) -> Result<Part, Error> {
    let mut is_renewed = false;
    loop {
        let mut prepared: Prepared<'_> = request.prepare(client.root())?;
        let mut headers = prepared.headers.into_owned();
        // The ranges of encoded content are not those of the content.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let (Some(former), Some(Some(Requested { first, last }))) = (former, range) {
            if let Ok(range) = HeaderValue::try_from(written(first, last)) {
                headers.insert(RANGE, range);
            }
            if let Some(etag) = former.strong_etag() {
                headers.insert(IF_RANGE, etag.clone());
            }
        }
        prepared.headers = Cow::Owned(headers);
        let Opened { response, is_redirected } =
            client.open_with_redirects(prepared, &request.policy(client.policy())).await?;
        let (head, body) = response.into_parts();
        if head.status.is_success() {
            return Ok(Part::read(head, body, range)?);
        }
        // The URL of the redirect has expired during the waits of the attempts.
        let has_expired = matches!(head.status.as_u16(), 401 | 403 | 404 | 410);
        if is_redirected && has_expired && !is_renewed {
            is_renewed = true;
            continue;
        }
        let body = body.collect(usize::MAX).await.unwrap_or_default();
        let error = ApiError::read(&http::Response::from_parts(head, body), request.permissions());
        return Err(request.error_wrapper()(Box::new(error)));
    }
}

impl Part {
    /// `range` is `Some(None)` for a range that the crate did not write.
    #[allow(clippy::option_option, reason = "the documentation says what each `None` means")]
    fn read(head: Parts, body: BodyStream, range: Option<Option<Requested>>) -> Result<Self, TransferError> {
        let Parts { status, headers, .. } = head;
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let length = text(CONTENT_LENGTH).and_then(|length| length.trim().parse::<u64>().ok());
        let is_part = status == StatusCode::PARTIAL_CONTENT;
        let (start, end, total, announced) = match range {
            Some(range) if is_part => {
                let (first, last, total) = text(CONTENT_RANGE).and_then(content_range).ok_or(TransferError::Range)?;
                let range = range.unwrap_or(Requested { first, last: Some(last) });
                let is_valid = first <= last && total.is_none_or(|total| last < total);
                let is_requested = first == range.first && range.last.is_none_or(|requested| last <= requested);
                if !is_valid || !is_requested {
                    return Err(TransferError::Range);
                }
                // No content has a byte after the largest number.
                let announced = last.checked_add(1).ok_or(TransferError::Range)?;
                (first, range.end(total), total, Some(announced))
            }
            _ if status == StatusCode::NO_CONTENT => (0, Some(0), Some(0), Some(0)),
            None if !is_part => (0, length, length, length),
            // The range was ignored: the requested part is cut from the whole content.
            Some(Some(range)) => {
                let end = range.end(length);
                (range.first.min(end.unwrap_or(range.first)), end, length, length)
            }
            None | Some(None) => return Err(TransferError::Range),
        };
        let first = if is_part { start } else { 0 };
        let content = Content { headers, status, start, end, total };
        Ok(Self { content, body, first, end: announced, is_cut: !is_part && range.is_some() })
    }
}

impl Content {
    /// An `ETag` that `If-Range` may have.
    ///
    /// # Rule
    /// A weak one is not sufficient for ranges ([RFC 9110, §13.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5)).
    fn strong_etag(&self) -> Option<&HeaderValue> {
        self.headers.get(ETAG).filter(|etag| !etag.as_bytes().starts_with(b"W/"))
    }

    /// Returns `true` if a later response has other content.
    fn is_other_than(&self, former: &Self) -> bool {
        let differs = |name: HeaderName| match (self.headers.get(&name), former.headers.get(&name)) {
            (Some(own), Some(former)) => own != former,
            _ => false,
        };
        let is_shared = |name: HeaderName| self.headers.contains_key(&name) && former.headers.contains_key(&name);
        let differs_in_length = self.total.zip(former.total).is_some_and(|(own, former)| own != former);
        let is_unknown = !is_shared(ETAG) && !is_shared(LAST_MODIFIED);
        differs(ETAG) || differs(LAST_MODIFIED) || differs_in_length || is_unknown
    }
}

/// Reads `bytes 0-1023/2048`: the first and the last byte, and the length unless it is `*`.
fn content_range(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let total = if total.trim() == "*" { None } else { Some(total.trim().parse().ok()?) };
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?, total))
}

/// Reads `bytes */2048` of a range that is not in the content: the length.
fn whole_length(header: &HeaderValue) -> Option<u64> {
    header.to_str().ok()?.trim().strip_prefix("bytes */")?.trim().parse().ok()
}
