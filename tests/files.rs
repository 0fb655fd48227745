//! Downloads and uploads of large content: on the wire of a scripted transport, over the emulator in process, and on loopback.

use std::collections::VecDeque;
use std::io::{self, Cursor, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use graph_core::client::BodyStream;
use graph_core::client::transports::recorder::Recorder;
use graph_core::client::transports::replay::Replay;
use graph_core::error::TransferError;
use graph_core::transfer::{ConflictBehavior, Progress, Reader, UploadUrl};
use graph_core::{BoxFuture, Client, Error, RetryPolicy, StaticToken, Transport, TransportError, graph_entity};
use graph_emulator::{Emulator, Fault};
use graph_tests::script::{Script, Scripted};
use http::{Method, Request, Response, StatusCode};
use serde_json::json;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const UNIT: usize = 320 * 1024;

#[graph_entity(path = "me/drive/items", singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
    size: Option<u64>,
}

#[graph_entity(path = "me/messages/{messageId}/attachments")]
#[derive(Debug, Clone, PartialEq)]
struct Attachment {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
}

#[graph_entity(path = "print/shares/{shareId}/jobs/{jobId}/documents")]
#[derive(Debug, Clone, PartialEq)]
struct PrintDocument {
    #[graph(key)]
    id: Option<String>,
}

/// A response of the scripted streams: status, headers, chunks. `None` is a lost connection in the middle.
type Chunked = (u16, Vec<(&'static str, &'static str)>, Vec<Option<&'static str>>);

/// Returns responses in chunks, and records each request.
#[derive(Clone, Default)]
struct Streams(Arc<Mutex<Exchange>>);

/// The responses to come, and the requests so far.
type Exchange = (VecDeque<Chunked>, Vec<Request<Bytes>>);

struct Chunks(VecDeque<Option<&'static str>>);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.0.pop_front();
        Poll::Ready(chunk.map(|chunk| chunk.map(Bytes::from).ok_or_else(|| TransportError::new("cut"))))
    }
}

impl Streams {
    fn new(responses: impl IntoIterator<Item = Chunked>) -> Self {
        Self(Arc::new(Mutex::new((responses.into_iter().collect(), Vec::new()))))
    }

    fn client(&self) -> Result<Client, Box<dyn std::error::Error>> {
        let clock = Script::default();
        Ok(Client::builder().credential(StaticToken::new("secret")).transport(self.clone()).clock(clock).build()?)
    }

    fn headers(&self, name: &str) -> Vec<String> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let value = |request: &Request<Bytes>| request.headers().get(name)?.to_str().ok().map(str::to_owned);
        inner.1.iter().map(|request| value(request).unwrap_or_default()).collect()
    }

    fn hosts(&self) -> Vec<String> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.1.iter().map(|request| request.uri().host().unwrap_or_default().to_owned()).collect()
    }
}

impl Transport for Streams {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Err(TransportError::new("a download opens its responses"))))
    }

    fn open(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            inner.1.push(request);
            let (status, headers, chunks) = inner.0.pop_front().ok_or_else(|| TransportError::new("no answer"))?;
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(BodyStream::new(Chunks(chunks.into()))).map_err(TransportError::new)
        })
    }
}

/// A writer without space.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn read(streams: &Streams) -> Result<String, Error> {
    read_range(streams, None).await
}

async fn read_range(streams: &Streams, range: Option<(u64, u64)>) -> Result<String, Error> {
    let client = streams.client().map_err(TransportError::new_text)?;
    let request = DriveItem::items().entity("i").content();
    let request = if let Some((start, end)) = range { request.range(start..end) } else { request };
    let mut content = Vec::new();
    let written = request.download(&client).await?.write_to(&mut content).await?;
    assert_eq!(written, content.len() as u64);
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// Wraps an error of the test itself.
trait NewText {
    fn new_text(error: Box<dyn std::error::Error>) -> TransportError;
}

impl NewText for TransportError {
    fn new_text(error: Box<dyn std::error::Error>) -> TransportError {
        TransportError::new(error.to_string())
    }
}

fn transfer<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Transfer(error)) => format!("{error:?}"),
        other => format!("not a transfer error: {other:?}"),
    }
}

#[tokio::test]
async fn a_download_continues_after_the_last_byte_that_arrived() -> Outcome {
    let streams = Streams::new([
        (200, vec![("content-length", "9"), ("etag", "\"1\"")], vec![Some("abc"), Some("d"), None]),
        (206, vec![("content-range", "bytes 4-8/9"), ("etag", "\"1\"")], vec![Some("e"), None]),
        // A connection that ends early without an error.
        (206, vec![("content-range", "bytes 5-8/9"), ("etag", "\"1\"")], vec![Some("f")]),
        (206, vec![("content-range", "bytes 6-8/9"), ("etag", "\"1\"")], vec![Some("ghi")]),
    ]);
    assert_eq!(read(&streams).await?, "abcdefghi");
    assert_eq!(streams.headers("range"), ["", "bytes=4-8", "bytes=5-8", "bytes=6-8"]);
    assert_eq!(streams.headers("if-range"), ["", "\"1\"", "\"1\"", "\"1\""]);
    assert_eq!(streams.headers("accept-encoding"), ["identity"; 4]);
    Ok(())
}

#[tokio::test]
async fn a_recorded_download_is_replayed_with_its_lost_connections() -> Outcome {
    let streams = Streams::new([
        // One ends early without an error, one with.
        (200, vec![("content-length", "9"), ("etag", "\"1\"")], vec![Some("abc"), Some("d")]),
        (206, vec![("content-range", "bytes 4-8/9"), ("etag", "\"1\"")], vec![Some("e"), None]),
        (206, vec![("content-range", "bytes 5-8/9"), ("etag", "\"1\"")], vec![Some("fghi")]),
        (200, vec![("etag", "\"1\"")], vec![Some("ab"), Some("cd")]),
    ]);
    let recorder = Recorder::new(streams);
    let client = |transport| Client::builder().transport(transport).clock(Script::default()).build();
    let content = || DriveItem::items().entity("i").content();
    let recording = client(Box::new(recorder.clone()) as Box<dyn Transport>)?;
    let mut read = Vec::new();
    content().download(&recording).await?.write_to(&mut read).await?;
    assert_eq!(read, b"abcdefghi");
    // Of this one, a part is read.
    assert_eq!(content().download(&recording).await?.try_next().await?.as_deref(), Some(&b"ab"[..]));
    let text = recorder.cassette().to_string();
    let replay = Replay::new(text.parse()?);
    let replaying = client(Box::new(replay.clone()))?;
    let mut read = Vec::new();
    content().download(&replaying).await?.write_to(&mut read).await?;
    assert_eq!(read, b"abcdefghi", "{text}");
    assert_eq!(content().download(&replaying).await?.try_next().await?.as_deref(), Some(&b"ab"[..]));
    assert_eq!(replay.unused(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_rest_is_asked_for_at_the_item_and_the_token_stays_there() -> Outcome {
    let location = [("location", "https://files.example/a?sig=1")];
    let moved = || (302, location.to_vec(), vec![]);
    let streams = Streams::new([
        moved(),
        (200, vec![("content-length", "4"), ("etag", "\"1\"")], vec![Some("ab"), None]),
        moved(),
        (403, vec![], vec![Some("expired")]),
        moved(),
        (206, vec![("content-range", "bytes 2-3/4"), ("etag", "\"1\"")], vec![Some("cd")]),
    ]);
    assert_eq!(read(&streams).await?, "abcd");
    let hosts = ["graph.microsoft.com", "files.example"];
    assert_eq!(streams.hosts(), [hosts, hosts, hosts].concat());
    let tokens = streams.headers("authorization");
    assert_eq!(tokens, ["Bearer secret", "", "Bearer secret", "", "Bearer secret", ""]);
    assert_eq!(streams.headers("if-range"), ["", "", "\"1\"", "\"1\"", "\"1\"", "\"1\""]);
    // Refused again, it is the error of the host.
    let streams = Streams::new([moved(), (403, vec![], vec![]), moved(), (403, vec![], vec![]), moved()]);
    assert!(matches!(read(&streams).await, Err(Error::Api(error)) if error.status == 403));
    assert_eq!(streams.hosts().len(), 4);
    Ok(())
}

#[tokio::test]
async fn other_content_is_not_a_continuation() -> Outcome {
    let first = || (200, vec![("content-length", "4"), ("etag", "\"1\"")], vec![Some("ab"), None]);
    for (status, headers) in [
        (200, vec![("content-length", "4"), ("etag", "\"2\"")]),
        (206, vec![("content-range", "bytes 2-3/4"), ("etag", "\"2\"")]),
        (206, vec![("content-range", "bytes 2-4/5"), ("etag", "\"1\"")]),
        (206, vec![("content-range", "bytes 2-3/4")]),
        (416, vec![("content-range", "bytes */1")]),
    ] {
        let streams = Streams::new([first(), (status, headers.clone(), vec![Some("XX")])]);
        let result = transfer(read(&streams).await);
        assert!(
            result == "Changed" || (result == "Range" && headers[0].1.ends_with("/5")),
            "{status} {headers:?}: {result}"
        );
    }
    // The whole content again, of the same `ETag`: the bytes so far are skipped.
    let again = (200, vec![("content-length", "4"), ("etag", "\"1\"")], vec![Some("a"), Some("bc"), Some("d")]);
    assert_eq!(read(&Streams::new([first(), again])).await?, "abcd");
    // `Last-Modified` is sufficient; a weak `ETag` is compared, and not sent.
    let weak = |status, range: Option<&'static str>, chunks| {
        let mut headers = vec![("etag", "W/\"1\""), ("content-length", "4")];
        headers.extend(range.map(|range| ("content-range", range)));
        (status, headers, chunks)
    };
    let streams =
        Streams::new([weak(200, None, vec![Some("ab"), None]), weak(206, Some("bytes 2-3/4"), vec![Some("cd")])]);
    assert_eq!(read(&streams).await?, "abcd");
    assert_eq!(streams.headers("if-range"), ["", ""]);
    // Without either, the error of the connection is returned.
    let streams = Streams::new([(200, vec![("content-length", "4")], vec![Some("ab"), None]), first()]);
    assert!(matches!(read(&streams).await, Err(Error::Transport(_))));
    assert_eq!(streams.hosts().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_wrong_length_is_an_error() -> Outcome {
    let streams = Streams::new([(200, vec![("content-length", "3")], vec![Some("abcd")])]);
    assert_eq!(transfer(read(&streams).await), "Length { expected: 3, received: 4 }");
    let streams = Streams::new([(200, vec![("content-length", "3")], vec![Some("ab")])]);
    assert_eq!(transfer(read(&streams).await), "Length { expected: 3, received: 2 }");
    // A length that was not announced can't be wrong.
    assert_eq!(read(&Streams::new([(200, vec![], vec![Some("ab"), Some("c")])])).await?, "abc");
    assert_eq!(read(&Streams::new([(204, vec![], vec![])])).await?, "");
    Ok(())
}

#[tokio::test]
async fn attempts_are_counted_from_the_last_byte_on() -> Outcome {
    let lost = |chunks| (206, vec![("content-range", "bytes 1-2/3"), ("etag", "\"1\"")], chunks);
    let first = (200, vec![("content-length", "3"), ("etag", "\"1\"")], vec![Some("a"), None]);
    let streams = Streams::new([first.clone(), lost(vec![None]), lost(vec![None]), lost(vec![Some("bc")])]);
    assert_eq!(read(&streams).await?, "abc");
    let streams =
        Streams::new([first.clone(), lost(vec![None]), lost(vec![None]), lost(vec![None]), lost(vec![Some("bc")])]);
    assert!(matches!(read(&streams).await, Err(Error::Transport(_))));
    let never = DriveItem::items().entity("i").content().retry(RetryPolicy::never());
    let streams = Streams::new([first, lost(vec![Some("bc")])]);
    let mut download = never.download(&streams.client()?).await?;
    assert_eq!(download.try_next().await?.as_deref(), Some(b"a".as_slice()));
    assert!(matches!(download.try_next().await, Err(Error::Transport(_))));
    assert!(matches!(download.try_next().await, Ok(None)), "it ends after an error");
    Ok(())
}

#[tokio::test]
async fn a_range_is_cut_from_the_whole_content() -> Outcome {
    let whole = || (200, vec![("content-length", "9"), ("etag", "\"1\"")], vec![Some("abc"), Some("def"), Some("ghi")]);
    let part = || (206, vec![("content-range", "bytes 2-6/9"), ("content-length", "5")], vec![Some("cdefg")]);
    assert_eq!(read_range(&Streams::new([whole()]), Some((2, 7))).await?, "cdefg");
    assert_eq!(read_range(&Streams::new([whole()]), Some((2, 6))).await?, "cdef");
    assert_eq!(read_range(&Streams::new([whole()]), Some((7, 99))).await?, "hi");
    let streams = Streams::new([part()]);
    assert_eq!(read_range(&streams, Some((2, 7))).await?, "cdefg");
    assert_eq!(streams.headers("range"), ["bytes=2-6"]);
    assert_eq!(transfer(read_range(&Streams::new([part()]), Some((3, 7))).await), "Range");
    assert_eq!(transfer(read(&Streams::new([part()])).await), "Range", "no range was requested");
    let (client, item) = (Streams::new([whole()]).client()?, DriveItem::items().entity("i"));
    let request = item.content().header("Range", "bytes=-5");
    assert_eq!(transfer(request.download(&client).await), "Range", "it can't be cut");
    Ok(())
}

#[tokio::test]
async fn a_part_of_a_range_is_not_the_range() -> Outcome {
    let part = |range, chunk| (206, vec![("content-range", range), ("etag", "\"1\"")], vec![Some(chunk)]);
    // Up to the end of the range, or of the content.
    for (range, parts, expected) in [
        ((2, 7), vec![part("bytes 2-3/9", "cd"), part("bytes 4-4/9", "e"), part("bytes 5-6/9", "fg")], "cdefg"),
        ((7, 99), vec![part("bytes 7-7/9", "h"), part("bytes 8-8/9", "i")], "hi"),
        ((7, 9), vec![part("bytes 7-7/*", "h"), part("bytes 8-8/*", "i")], "hi"),
        ((7, 99), vec![part("bytes 7-7/*", "h"), part("bytes 8-8/9", "i")], "hi"),
    ] {
        let streams = Streams::new(parts.clone());
        assert_eq!(read_range(&streams, Some(range)).await?, expected, "{parts:?}");
        assert_eq!(streams.hosts().len(), parts.len());
    }
    let streams = Streams::new([part("bytes 2-3/9", "cd"), part("bytes 4-6/9", "efg")]);
    let request = DriveItem::items().entity("i").content().range(2..7).retry(RetryPolicy::never());
    let download = request.download(&streams.client()?).await?;
    assert_eq!(download.length(), Some(5));
    assert_eq!(download.write_to(&mut io::sink()).await?, 5, "it is not a repetition");
    assert_eq!(streams.headers("range"), ["bytes=2-6", "bytes=4-6"]);
    assert_eq!(streams.headers("if-range"), ["", "\"1\""]);
    // The end of content of unknown length.
    let end = |range| (416, vec![("content-range", range)], vec![]);
    let streams = Streams::new([part("bytes 7-8/*", "hi"), end("bytes */9")]);
    assert_eq!(read_range(&streams, Some((7, 99))).await?, "hi");
    let streams = Streams::new([part("bytes 7-8/*", "hi"), end("bytes */5")]);
    assert_eq!(transfer(read_range(&streams, Some((7, 99))).await), "Changed");
    // The whole content, of unknown length.
    let whole = (200, vec![("etag", "\"1\"")], vec![Some("abcdefghi")]);
    assert_eq!(read_range(&Streams::new([whole]), Some((7, 99))).await?, "hi");
    // The rest could be of other content, has fewer bytes than announced, or is beyond the content.
    let unknown = (206, vec![("content-range", "bytes 2-3/9")], vec![Some("cd")]);
    assert_eq!(transfer(read_range(&Streams::new([unknown]), Some((2, 7))).await), "Range");
    let short = || part("bytes 2-6/9", "cd");
    let streams = Streams::new([short(), part("bytes 4-6/9", "ef"), part("bytes 6-6/9", "g")]);
    assert_eq!(read_range(&streams, Some((2, 7))).await?, "cdefg");
    assert_eq!(
        transfer(read_range(&Streams::new([part("bytes 2-3/9", "cde")]), Some((2, 7))).await),
        "Length { expected: 2, received: 3 }"
    );
    assert_eq!(transfer(read_range(&Streams::new([part("bytes 2-6/5", "cdefg")]), Some((2, 7))).await), "Range");
    Ok(())
}

#[tokio::test]
async fn a_download_says_what_it_is_and_reports_its_progress() -> Outcome {
    let headers = vec![("content-length", "3"), ("etag", "\"1\""), ("content-type", "video/mp4")];
    let streams = Streams::new([(200, headers, vec![Some("ab"), Some("c")])]);
    let download = DriveItem::items().entity("i").content().download(&streams.client()?).await?;
    assert_eq!((download.length(), download.received(), download.status()), (Some(3), 0, StatusCode::OK));
    assert_eq!((download.content_type(), download.etag()), (Some("video/mp4"), Some("\"1\"")));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let observer = Arc::clone(&seen);
    let note = move |Progress { done, total, .. }| {
        observer.lock().unwrap_or_else(PoisonError::into_inner).push((done, total));
    };
    let full = |_: io::Result<()>| Error::from(TransferError::Write(io::ErrorKind::StorageFull.into()));
    download.on_progress(note).write_to(&mut io::sink()).await?;
    assert_eq!(*seen.lock().unwrap_or_else(PoisonError::into_inner), [(2, Some(3)), (3, Some(3))]);
    assert!(full(Ok(())).to_string().starts_with("the downloaded bytes can't be written: "));
    let streams = Streams::new([(200, vec![], vec![Some("ab")])]);
    let download = DriveItem::items().entity("i").content().download(&streams.client()?).await?;
    assert_eq!(transfer(download.write_to(&mut Full).await), "Write(Kind(StorageFull))");
    Ok(())
}

#[tokio::test]
async fn the_body_of_an_error_has_the_time_limits_of_the_call() -> Outcome {
    /// Responds with this status, and a body that does not arrive.
    struct Stalled(u16);
    impl Stream for Stalled {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }
    impl Transport for Stalled {
        fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            Box::pin(std::future::pending())
        }
        fn open(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
            let response = Response::builder().status(self.0).body(BodyStream::new(Stalled(self.0)));
            Box::pin(std::future::ready(response.map_err(TransportError::new)))
        }
    }
    let limit = Duration::from_millis(20);
    for (policy, setting) in [
        (RetryPolicy::never().call_timeout(limit), "call_timeout"),
        (RetryPolicy::never().attempt_timeout(limit), "attempt_timeout"),
    ] {
        for status in [404, 503, 302] {
            let client = Client::builder().transport(Stalled(status)).retry(policy).build()?;
            let error = DriveItem::items().entity("i").content().download(&client).await.err().ok_or("it arrived")?;
            assert!(error.to_string().contains(setting), "{status}: {error}");
        }
        let client = Client::builder().transport(Stalled(200)).retry(policy).build()?;
        assert_eq!(DriveItem::items().entity("i").content().download(&client).await?.status(), StatusCode::OK);
    }
    Ok(())
}

#[tokio::test]
async fn a_connection_that_is_lost_after_the_last_byte_loses_nothing() -> Outcome {
    let headers = vec![("content-length", "3"), ("etag", "\"1\"")];
    let streams = Streams::new([(200, headers, vec![Some("ab"), Some("c"), None])]);
    assert_eq!(read(&streams).await?, "abc");
    assert_eq!(streams.hosts().len(), 1);
    Ok(())
}

/// The waits that a client reports.
type Waits = Arc<Mutex<Vec<String>>>;

fn observed(transport: impl Transport + 'static) -> Result<(Client, Waits), Box<dyn std::error::Error>> {
    let waits = Waits::default();
    let seen = Arc::clone(&waits);
    let client = Client::builder().transport(transport).clock(Script::default()).on_wait(move |wait| {
        let text = format!("{} {} #{} {:?}", wait.method, wait.path, wait.attempts, wait.reason);
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    });
    Ok((client.build()?, waits))
}

#[tokio::test]
async fn each_wait_of_a_transfer_is_observed() -> Outcome {
    let headers = |range| vec![("content-range", range), ("etag", "\"1\"")];
    let streams = Streams::new([
        (200, vec![("content-length", "3"), ("etag", "\"1\"")], vec![Some("a"), None]),
        (206, headers("bytes 1-2/3"), vec![None]),
        (206, headers("bytes 1-2/3"), vec![Some("bc")]),
    ]);
    let (client, waits) = observed(streams)?;
    DriveItem::items().entity("i").content().download(&client).await?.write_to(&mut io::sink()).await?;
    let waits = std::mem::take(&mut *waits.lock().unwrap_or_else(PoisonError::into_inner));
    let path = "GET me/drive/items/{key}/content";
    assert_eq!(waits, [format!("{path} #1 Failed"), format!("{path} #2 Failed")]);

    let (client, waits) = observed(Script::new([CREATED, LOST, BEGIN, (429, &[], ""), BEGIN, REST, LOST, REST, DONE]))?;
    upload().send(bytes(), &client).await?;
    let waits = std::mem::take(&mut *waits.lock().unwrap_or_else(PoisonError::into_inner));
    let path = "PUT (an upload)";
    assert_eq!(waits, [format!("{path} #1 Failed"), format!("{path} #2 Throttled"), format!("{path} #1 Failed")]);
    Ok(())
}

#[tokio::test]
async fn a_wait_of_an_upload_beyond_the_budget_is_named() -> Outcome {
    let throttled: Scripted = (429, &[("retry-after", "300")], r#"{"error": {"code": "TooManyRequests"}}"#);
    for (script, attempts) in [
        (vec![CREATED, throttled], "(1 attempt)"),
        (vec![CREATED, LOST, BEGIN, LOST, BEGIN, throttled], "(3 attempts)"),
        (vec![CREATED, LOST, throttled], "(1 attempt)"),
        (vec![throttled], "(1 attempt)"),
    ] {
        let error =
            upload().send(bytes(), &Script::new(script).client()?).await.err().ok_or("it was sent")?.to_string();
        let expected = "not sent again: the service requests a wait of 300 s, and the budget is 100 s ";
        assert!(error.ends_with(&format!("{expected}{attempts}; `RetryPolicy::budget` sets it")), "{error}");
    }
    // An upload that may not be repeated is not kept from it by the budget.
    let script = Script::new([CREATED, throttled]);
    let error =
        upload().retry(RetryPolicy::never()).send(bytes(), &script.client()?).await.err().ok_or("it was sent")?;
    assert!(!error.to_string().contains("budget"), "{error}");
    Ok(())
}

// Uploads.

const CREATED: Scripted = (200, &[], r#"{"uploadUrl": "https://up.example/s?sig=1", "nextExpectedRanges": ["0-"]}"#);
const DONE: Scripted = (201, &[], r#"{"id": "7", "name": "a.bin", "size": 327690}"#);
const GONE: Scripted = (404, &[], r#"{"error": {"code": "itemNotFound"}}"#);
const LOST: Scripted = (0, &[], "");
/// Both fragments are missing.
const BEGIN: Scripted = (200, &[], r#"{"nextExpectedRanges": ["0-"]}"#);
/// The second fragment, of 10 bytes, is missing.
const REST: Scripted = (202, &[], r#"{"nextExpectedRanges": ["327680-"]}"#);

fn bytes() -> Bytes {
    vec![7; UNIT + 10].into()
}

fn upload() -> graph_core::Upload<DriveItem> {
    DriveItem::at("a.bin").upload().fragment_size(UNIT)
}

fn ranges(script: &Script) -> Vec<String> {
    script.headers("content-range").iter().map(|range| range.trim_start_matches("bytes ").to_owned()).collect()
}

const FIRST: &str = "0-327679/327690";
const SECOND: &str = "327680-327689/327690";

#[tokio::test]
async fn fragments_go_to_the_session_without_a_token() -> Outcome {
    let script = Script::new([CREATED, REST, DONE]);
    let item = upload().send(bytes(), &script.client()?).await?;
    assert_eq!(item.size, Some(327_690));
    assert_eq!(ranges(&script), ["", FIRST, SECOND]);
    assert_eq!(script.headers("authorization"), ["Bearer top-secret", "", ""]);
    assert_eq!(script.headers("client-request-id").iter().filter(|id| id.is_empty()).count(), 2);
    let lines = script.lines();
    assert_eq!(lines[0], "POST https://graph.microsoft.com/v1.0/me/drive/root:/a.bin:/createUploadSession");
    assert_eq!(lines[1..], ["PUT https://up.example/s?sig=1"; 2]);
    assert_eq!(script.received()[2].body().len(), 10);
    Ok(())
}

#[tokio::test]
async fn a_lost_fragment_is_sent_where_the_session_continues() -> Outcome {
    // The first fragment is lost: before and after it arrived.
    for (state, expected) in [
        ((200, &[][..], r#"{"nextExpectedRanges": ["0-"]}"#), vec!["", FIRST, "", FIRST, SECOND]),
        ((200, &[][..], r#"{"nextExpectedRanges": ["327680-"]}"#), vec!["", FIRST, "", SECOND]),
    ] {
        for fault in [LOST, (503, &[], ""), (429, &[("retry-after", "7")], ""), (416, &[], "")] {
            let repeats = expected.len() == 5;
            let after = if repeats { vec![REST, DONE] } else { vec![DONE] };
            let script = Script::new([vec![CREATED, fault, state], after].concat());
            upload().send(bytes(), &script.client()?).await?;
            assert_eq!(ranges(&script), expected, "{fault:?}");
            assert_eq!(script.waits().len(), 1, "{fault:?}");
            if fault.0 == 429 {
                assert_eq!(script.waits(), [Duration::from_secs(7)]);
            }
        }
    }
    // A session that lacks a part in the middle gets that part.
    let gap = (200, &[][..], r#"{"nextExpectedRanges": ["100-199", "327680-"]}"#);
    let script = Script::new([CREATED, LOST, gap, REST, DONE]);
    upload().send(bytes(), &script.client()?).await?;
    assert_eq!(ranges(&script), ["", FIRST, "", "100-199/327690", SECOND]);
    Ok(())
}

#[tokio::test]
async fn attempts_end_with_the_error_of_the_last_one() -> Outcome {
    let state: Scripted = (200, &[], r#"{"nextExpectedRanges": ["0-"]}"#);
    let script = Script::new([CREATED, LOST, state, LOST, state, LOST, state, LOST, state, REST, DONE]);
    let mut session = upload().start(bytes(), &script.client()?).await?;
    assert!(matches!(session.finish().await, Err(Error::Transport(_))));
    assert_eq!(ranges(&script).iter().filter(|range| *range == FIRST).count(), 4);
    // It goes on when it is called again.
    assert_eq!(session.finish().await?.name.as_deref(), Some("a.bin"));
    assert!(matches!(session.finish().await, Err(Error::Transfer(error)) if matches!(*error, TransferError::Finished)));

    for status in [400, 401, 403, 409, 412, 413, 507] {
        let script = Script::new([CREATED, (status, &[], r#"{"error": {"code": "nameAlreadyExists"}}"#), DONE]);
        let error = upload().send(bytes(), &script.client()?).await;
        assert!(matches!(error, Err(Error::Api(error)) if error.status == status), "{status}");
        assert_eq!(script.lines().len(), 2, "{status}");
    }
    let stuck: Scripted = (202, &[], r#"{"nextExpectedRanges": ["0-"]}"#);
    let script = Script::new([vec![CREATED], vec![stuck; 9]].concat());
    assert_eq!(transfer(upload().send(bytes(), &script.client()?).await), "Stalled { position: 0 }");
    assert_eq!(script.lines().len(), 5);
    let absurd: Scripted = (202, &[], r#"{"nextExpectedRanges": ["999999999-"]}"#);
    let script = Script::new([CREATED, absurd]);
    assert_eq!(transfer(upload().send(bytes(), &script.client()?).await), "Stalled { position: 0 }");
    Ok(())
}

#[tokio::test]
async fn a_session_that_does_not_advance_ends() -> Outcome {
    // It takes each fragment, and never says what it lacks.
    for state in ["", "{}", r#"{"expirationDateTime": "2030-01-01T00:00:00Z"}"#, r#"{"nextExpectedRanges": ["x"]}"#] {
        let silent: Scripted = (202, &[], state);
        let script = Script::new([vec![CREATED], vec![silent; 99]].concat());
        assert_eq!(transfer(upload().send(bytes(), &script.client()?).await), "Unconfirmed", "{state}");
        assert_eq!((script.lines().len(), script.waits().len()), (12, 3), "{state}");
    }
    // It loses the first fragment when the second one comes, again and again.
    let cycle: [Scripted; 3] = [REST, (416, &[], ""), (200, &[], r#"{"nextExpectedRanges": ["0-"]}"#)];
    let script = Script::new([vec![CREATED], cycle.repeat(33)].concat());
    let error = upload().send(bytes(), &script.client()?).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == 416));
    assert_eq!((script.lines().len(), script.waits().len()), (12, 3));
    // Bytes beyond the highest position begin a new row of attempts.
    let once: Vec<Scripted> = vec![REST, LOST, cycle[2], LOST, cycle[2], LOST, cycle[2], REST, DONE];
    let script = Script::new([vec![CREATED], once].concat());
    upload().send(bytes(), &script.client()?).await?;
    Ok(())
}

#[tokio::test]
async fn only_the_response_to_the_last_request_is_the_result() -> Outcome {
    let html: Scripted = (200, &[("content-type", "text/html")], "<html>sign in</html>");
    // The first fragment has no result. The session is asked.
    for response in [DONE, html, (200, &[], "{}"), (204, &[], "")] {
        let script = Script::new([CREATED, response, REST, DONE]);
        assert_eq!(upload().send(bytes(), &script.client()?).await?.id.as_deref(), Some("7"), "{response:?}");
        assert_eq!(ranges(&script), ["", FIRST, "", SECOND], "{response:?}");
    }
    let script = Script::new([vec![CREATED], [DONE, CREATED].repeat(9)].concat());
    assert_eq!(transfer(upload().send(bytes(), &script.client()?).await), "Stalled { position: 0 }");
    // A state is not the result either.
    for response in [DONE, html, (204, &[], "")] {
        let script = Script::new([CREATED, REST, LOST, response, response, REST, DONE]);
        let mut session = upload().start(bytes(), &script.client()?).await?;
        for _ in 0..2 {
            assert!(matches!(session.finish().await, Err(Error::Decode(_))), "{response:?}");
        }
        assert_eq!(session.finish().await?.id.as_deref(), Some("7"), "{response:?}");
    }
    // Nor is a page in place of the result, after which the session is asked.
    let ours: Scripted = (200, &[], r#"{"id": "7", "size": 327690}"#);
    let script = Script::new([CREATED, REST, html, GONE, ours, DONE]);
    let mut session = upload().start(bytes(), &script.client()?).await?;
    assert!(matches!(session.finish().await, Err(Error::Decode(_))));
    assert!(session.url().is_some());
    assert_eq!(session.finish().await?.id.as_deref(), Some("7"));
    // A service that commits a deferred file at its last fragment has committed it.
    let script = Script::new([CREATED, REST, DONE]);
    upload().defer_commit().send(bytes(), &script.client()?).await?;
    Ok(())
}

#[tokio::test]
async fn a_session_that_is_gone_is_replaced_once() -> Outcome {
    let script = Script::new([CREATED, GONE, CREATED, REST, DONE]);
    upload().send(bytes(), &script.client()?).await?;
    assert_eq!(ranges(&script), ["", FIRST, "", FIRST, SECOND]);
    // A session that has all bytes, and created no file yet.
    let all: Scripted = (202, &[], r#"{"nextExpectedRanges": []}"#);
    let script = Script::new([CREATED, REST, all, GONE, CREATED, REST, all, DONE]);
    upload().defer_commit().send(bytes(), &script.client()?).await?;
    assert_eq!(script.lines().len(), 8);
    let script = Script::new([CREATED, GONE, CREATED, GONE, DONE]);
    let error = upload().send(bytes(), &script.client()?).await.err().ok_or("it was sent")?;
    assert_eq!((error.status(), error.code()), (Some(StatusCode::NOT_FOUND), Some("itemNotFound")));
    assert!(error.to_string().contains("start the upload again: 404 itemNotFound"), "{error}");
    Ok(())
}

#[tokio::test]
async fn an_upload_that_may_be_complete_is_not_repeated() -> Outcome {
    let ours: Scripted = (200, &[], r#"{"id": "7", "size": 327690}"#);
    let other: Scripted = (200, &[], r#"{"id": "7", "size": 5}"#);
    let script = Script::new([CREATED, REST, LOST, GONE, ours, DONE]);
    assert_eq!(upload().send(bytes(), &script.client()?).await?.id.as_deref(), Some("7"));
    assert_eq!(script.lines()[4], "GET https://graph.microsoft.com/v1.0/me/drive/root:/a.bin?$select=id,size,file");
    let script = Script::new([CREATED, REST, LOST, GONE, other, DONE]);
    assert_eq!(transfer(upload().send(bytes(), &script.client()?).await), "Unconfirmed");
    // The file may have another name.
    let rename = || upload().conflict_behavior(ConflictBehavior::Rename);
    let script = Script::new([CREATED, REST, LOST, GONE, ours, DONE]);
    assert_eq!(transfer(rename().send(bytes(), &script.client()?).await), "Unconfirmed");
    assert_eq!(script.lines().len(), 4);
    // The last fragment did not arrive, so nothing is complete.
    let script = Script::new([CREATED, REST, LOST, REST, GONE, CREATED, REST, DONE]);
    rename().send(bytes(), &script.client()?).await?;
    let script = Script::new([CREATED, REST, LOST, REST, DONE]);
    rename().send(bytes(), &script.client()?).await?;
    Ok(())
}

#[tokio::test]
async fn a_former_file_of_the_same_size_is_not_the_upload() -> Outcome {
    let hash = r#"{"id": "7", "size": 327690, "file": {"hashes": {"quickXorHash": "BzjAAQ5wgAMc4AAHMgAFAAAAAAA="}}}"#;
    let other = r#"{"id": "7", "size": 327690, "file": {"hashes": {"quickXorHash": "AAAAAAAAAAAAAAAACgAFAAAAAAA="}}}"#;
    let none = r#"{"id": "7", "size": 327690, "file": {"mimeType": "text/plain"}}"#;
    let by_path = upload as fn() -> graph_core::Upload<DriveItem>;
    let replacing = || upload().conflict_behavior(ConflictBehavior::Replace);
    let by_id = || DriveItem::items().entity("7").upload().fragment_size(UNIT);
    for (upload, stored, is_complete) in [
        (by_path, hash, true),
        (by_path, other, false),
        // The name was not taken when the session began.
        (by_path, none, true),
        (replacing, hash, true),
        (replacing, other, false),
        (replacing, none, false),
        (by_id, hash, true),
        (by_id, other, false),
        (by_id, none, false),
    ] {
        let script = Script::new([CREATED, REST, LOST, GONE, (200, &[], stored), DONE]);
        let result = upload().send(bytes(), &script.client()?).await;
        if is_complete {
            assert_eq!(result?.name.as_deref(), Some("a.bin"), "{stored}");
        } else {
            assert_eq!(transfer(result), "Unconfirmed", "{stored}");
        }
    }
    Ok(())
}

/// The process may have stopped after the last fragment was stored.
#[tokio::test]
async fn an_upload_that_is_resumed_may_be_complete() -> Outcome {
    let hash = r#"{"id": "7", "size": 327690, "file": {"hashes": {"quickXorHash": "BzjAAQ5wgAMc4AAHMgAFAAAAAAA="}}}"#;
    let other = r#"{"id": "7", "size": 3, "file": {"hashes": {"quickXorHash": "AAAAAAAAAAAAAAAACgAFAAAAAAA="}}}"#;
    let resumed = || upload().resume(UploadUrl::from("https://up.example/s?sig=1"));
    let script = Script::new([GONE, (200, &[], hash), DONE]);
    assert_eq!(resumed().send(bytes(), &script.client()?).await?.name.as_deref(), Some("a.bin"));
    assert_eq!(script.lines().len(), 3, "the content is not sent again");
    for stored in [(404, &[][..], ""), (200, &[], other)] {
        let script = Script::new([GONE, stored, CREATED, REST, DONE]);
        assert_eq!(resumed().send(bytes(), &script.client()?).await?.name.as_deref(), Some("a.bin"), "{stored:?}");
    }
    let script = Script::new([GONE, (503, &[][..], ""), (503, &[], ""), (503, &[], "")]);
    assert_eq!(transfer(resumed().send(bytes(), &script.client()?).await), "Unconfirmed");
    // Another attachment would be a second one.
    let attachment =
        Attachment::attachments("m").upload_attachment("a.bin").resume(UploadUrl::from("https://up.example/s"));
    let script = Script::new([GONE, CREATED, REST, DONE]);
    assert_eq!(transfer(attachment.send(bytes(), &script.client()?).await), "Unconfirmed");
    Ok(())
}

#[tokio::test]
async fn a_saved_url_continues_an_upload() -> Outcome {
    let script = Script::new([REST, DONE]);
    let url = UploadUrl::from("https://up.example/s?sig=1");
    assert!(!format!("{url:?}").contains("sig"));
    let mut session = upload().resume(url).start(Cursor::new(bytes()), &script.client()?).await?;
    assert_eq!(session.advance().await?, None);
    assert_eq!(session.progress().done, 327_680);
    assert!(!format!("{session:?}").contains("sig"));
    assert!(session.advance().await?.is_some());
    assert_eq!(ranges(&script), ["", SECOND]);
    assert_eq!(script.headers("authorization"), ["", ""]);
    for url in ["http://up.example/s", "https://user@up.example/s", "http://127.0.0.1/s"] {
        let script = Script::new([REST, DONE]);
        let refused = upload().resume(url.into()).start(bytes(), &script.client()?).await;
        assert!(matches!(refused, Err(Error::Request(_))), "{url}");
    }
    let script = Script::new([(200, &[][..], "{}")]);
    assert_eq!(transfer(upload().start(bytes(), &script.client()?).await), "NoUploadUrl");
    Ok(())
}

#[tokio::test]
async fn a_dropped_future_loses_nothing() -> Outcome {
    let script = Script::slow([CREATED, REST, REST, DONE]);
    let mut session = upload().start(bytes(), &script.client()?).await?;
    {
        let mut dropped = std::pin::pin!(session.advance());
        let polled = std::future::poll_fn(|context| Poll::Ready(dropped.as_mut().poll(context))).await;
        assert!(polled.is_pending());
    }
    session.finish().await?;
    assert_eq!(ranges(&script), ["", FIRST, "", SECOND], "the session was asked");
    Ok(())
}

#[tokio::test]
async fn content_without_a_session_is_one_request() -> Outcome {
    let script = Script::new([DONE]);
    upload().send(Bytes::new(), &script.client()?).await?;
    let conflict = "@microsoft.graph.conflictBehavior=fail";
    let line = format!("PUT https://graph.microsoft.com/v1.0/me/drive/root:/a.bin:/content?{conflict}");
    assert_eq!(script.lines(), [line]);
    let script = Script::new([DONE]);
    DriveItem::items().entity("7").upload().send(Bytes::new(), &script.client()?).await?;
    assert_eq!(script.lines(), ["PUT https://graph.microsoft.com/v1.0/me/drive/items/7/content"]);

    let script = Script::new([(201, &[][..], r#"{"id": "att"}"#)]);
    let (attachments, client) = (Attachment::attachments("m"), script.client()?);
    let id = attachments.upload_attachment("a.txt").media_type("text/plain").send(b"hi".to_vec(), &client);
    assert_eq!(id.await?, "att");
    assert_eq!(script.lines(), ["POST https://graph.microsoft.com/v1.0/me/messages/m/attachments"]);
    let body: serde_json::Value = serde_json::from_slice(script.received()[0].body())?;
    let expected = json!({ "@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentType": "text/plain",
        "contentBytes": "aGk=" });
    assert_eq!(body, expected);
    let script = Script::new([DONE]);
    let document = PrintDocument::documents("s", "j").entity("d").upload_document("a.pdf", "application/pdf");
    assert_eq!(transfer(document.send(Bytes::new(), &script.client()?).await), "Empty");
    Ok(())
}

#[tokio::test]
async fn an_attachment_is_not_created_twice() -> Outcome {
    let created: Scripted = (201, &[], r#"{"id": "att"}"#);
    let upload = || Attachment::attachments("m").upload_attachment("a.txt");
    for unknown in [LOST, (503, &[], ""), (408, &[], ""), (201, &[], "<html>")] {
        let script = Script::new([unknown, created]);
        let mut session = upload().start(b"hi".to_vec(), &script.client()?).await?;
        assert!(session.finish().await.is_err(), "{unknown:?}");
        assert_eq!(transfer(session.finish().await), "Unconfirmed", "{unknown:?}");
        assert_eq!(transfer(session.finish().await), "Unconfirmed", "{unknown:?}");
        assert_eq!(script.lines().len(), 1, "{unknown:?}");
    }
    // A dropped future may have sent it.
    let script = Script::slow([created, created]);
    let mut session = upload().start(b"hi".to_vec(), &script.client()?).await?;
    {
        let mut dropped = std::pin::pin!(session.advance());
        let polled = std::future::poll_fn(|context| Poll::Ready(dropped.as_mut().poll(context))).await;
        assert!(polled.is_pending());
    }
    assert_eq!(transfer(session.finish().await), "Unconfirmed");
    // It is sent again if the service refused it, or if the policy allows it.
    let script = Script::new([(403, &[][..], ""), created]);
    let mut session = upload().start(b"hi".to_vec(), &script.client()?).await?;
    assert!(session.finish().await.is_err());
    assert_eq!(session.finish().await?, "att");
    let script = Script::new([LOST, created]);
    let policy = RetryPolicy::never().resend_unsafe(true);
    let mut session = upload().retry(policy).start(b"hi".to_vec(), &script.client()?).await?;
    assert!(session.finish().await.is_err());
    assert_eq!(session.finish().await?, "att");
    Ok(())
}

#[tokio::test]
async fn a_source_that_became_shorter_is_an_error() -> Outcome {
    struct Shrinking(Bytes);
    impl graph_core::transfer::Source for Shrinking {
        fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
            Box::pin(std::future::ready(Ok(self.0.len() as u64 + 1)))
        }
        fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
            self.0.read_at(position, length)
        }
    }
    let script = Script::new([CREATED, REST, DONE]);
    let error = transfer(upload().send(Shrinking(bytes()), &script.client()?).await);
    assert_eq!(error, "SourceLength { expected: 327691, read: 327690 }");
    Ok(())
}

// The emulator.

fn content(length: usize) -> Bytes {
    (0..length).map(|at| (at * 31 % 251).to_le_bytes()[0]).collect::<Vec<_>>().into()
}

/// In process, or on loopback with the content on another port.
async fn clients(
    emulator: &Emulator,
) -> Result<Vec<(Client, Vec<graph_emulator::Serving>)>, Box<dyn std::error::Error>> {
    let (graph, files) = (emulator.serve().await?, emulator.serve().await?);
    let builder = || Client::builder().credential(StaticToken::new("t")).clock(Script::default());
    let served = builder().base_url(graph.url()).build()?;
    emulator.content_origin(files.url());
    let inside = builder().base_url(graph.url()).transport(emulator.clone()).build()?;
    Ok(vec![(inside, Vec::new()), (served, vec![graph, files])])
}

#[tokio::test]
async fn a_file_goes_up_and_comes_down_under_faults() -> Outcome {
    let emulator = Emulator::new();
    let content = content(4 * UNIT + 4321);
    for (at, (client, _serving)) in clients(&emulator).await?.into_iter().enumerate() {
        let item = DriveItem::at(format!("Films/{at}.bin"));
        for fault in [Fault::lost_request(), Fault::lost_response(), Fault::status(StatusCode::BAD_GATEWAY)] {
            emulator.fault(fault.method(Method::PUT));
        }
        let source = Reader::new(Cursor::new(content.clone()));
        let sent = item.upload().fragment_size(UNIT).send(source, &client).await?;
        assert_eq!((sent.name, sent.size), (Some(format!("{at}.bin")), Some(content.len() as u64)));

        emulator.fault(Fault::cut_off(100_000).times(12).method(Method::GET));
        emulator.fault(Fault::lost_response().method(Method::GET));
        let mut read = Vec::new();
        let download = item.content().download(&client).await?;
        assert_eq!(
            (download.length(), download.content_type()),
            (Some(content.len() as u64), Some("application/octet-stream"))
        );
        download.write_to(&mut read).await?;
        assert!(read == content, "{at}");

        let mut part = Vec::new();
        item.content().range(1000..5000).download(&client).await?.write_to(&mut part).await?;
        assert!(part == content[1000..5000]);
        assert_eq!(item.content().range(..2).send(&client).await?, content[..2]);
        let after = item.content().range(content.len() as u64..).download(&client).await;
        assert!(matches!(after, Err(Error::Api(error)) if error.status == StatusCode::RANGE_NOT_SATISFIABLE));

        let log = emulator.request_log();
        let to_files = |received: &&graph_emulator::Received| received.path_and_query.contains("tempauth");
        assert!(log.iter().filter(to_files).count() > 12);
        assert!(log.iter().filter(to_files).all(|received| !received.headers.contains_key("authorization")));
        emulator.clear_request_log();
    }
    Ok(())
}

#[tokio::test]
async fn a_transfer_that_got_far_goes_on_at_once() -> Outcome {
    let emulator = Emulator::new();
    let serving = emulator.serve().await?;
    let content = content(8 * UNIT);
    let clock = Script::default();
    let client = Client::builder().base_url(serving.url()).credential(StaticToken::new("t")).clock(clock.clone());
    let client = client.build()?;
    // The fragment after 1.25 MiB is lost.
    emulator.fault(Fault::lost_request().method(Method::PUT).nth(5));
    DriveItem::at("a.bin").upload().fragment_size(UNIT).send(content.clone(), &client).await?;
    assert!(clock.waits().is_empty());
    // The second time, little has arrived since.
    for after in [1_200_000, 1_000] {
        emulator.fault(Fault::cut_off(after).method(Method::GET));
    }
    let mut read = Vec::new();
    DriveItem::at("a.bin").content().download(&client).await?.write_to(&mut read).await?;
    assert!(read == content);
    assert_eq!(clock.waits().len(), 1);
    Ok(())
}

#[tokio::test]
async fn content_that_changes_during_its_download_is_noticed() -> Outcome {
    let emulator = Emulator::new();
    emulator.seed("me/drive/items", json!({ "id": "f", "name": "f.bin", "file": {} }));
    emulator.seed_media("me/drive/items/f/content", "text/plain", content(1000));
    let client = Client::builder().transport(emulator.clone()).clock(Script::default());
    let client = client.credential(StaticToken::new("t")).build()?;
    emulator.fault(Fault::cut_off(10));
    let item = DriveItem::items().entity("f");
    let mut download = item.content().download(&client).await?;
    assert_eq!(download.try_next().await?, Some(content(10)));
    emulator.seed_media("me/drive/items/f/content", "text/plain", content(1000));
    assert_eq!(transfer(download.try_next().await), "Changed", "equal bytes are another revision");
    Ok(())
}

#[tokio::test]
async fn expired_urls_are_asked_for_again() -> Outcome {
    let emulator = Emulator::new();
    let bytes = content(2 * UNIT);
    for (client, _serving) in clients(&emulator).await? {
        let item = DriveItem::at("f.bin");
        let upload = || item.upload().fragment_size(UNIT).conflict_behavior(ConflictBehavior::Replace);
        let mut session = upload().start(bytes.clone(), &client).await?;
        assert_eq!(session.advance().await?, None);
        emulator.expire_upload_sessions();
        session.finish().await?;
        emulator.fault(Fault::cut_off(5).method(Method::GET).times(2));
        let mut download = item.content().download(&client).await?;
        download.try_next().await?;
        emulator.expire_download_urls();
        let mut rest = Vec::new();
        download.write_to(&mut rest).await?;
        assert!(rest == bytes[5..]);
        // Cancelled, then continued from its URL: the session does not exist any more, and another one is started.
        let session = upload().start(bytes.clone(), &client).await?;
        let url = session.url().cloned().ok_or("it has no URL")?;
        session.cancel().await?;
        upload().resume(url).send(bytes.clone(), &client).await?;
    }
    Ok(())
}

#[tokio::test]
async fn names_that_are_taken_fail_are_replaced_or_renamed() -> Outcome {
    let emulator = Emulator::new();
    let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("t")).build()?;
    let upload = || DriveItem::at("a b.txt").upload();
    upload().send(Bytes::from_static(b"one"), &client).await?;
    let taken = upload().send(Bytes::from_static(b"two"), &client).await;
    assert!(matches!(taken, Err(Error::Api(error)) if error.code.as_deref() == Some("nameAlreadyExists")));
    let renamed =
        upload().conflict_behavior(ConflictBehavior::Rename).send(Bytes::from_static(b"four"), &client).await?;
    assert_eq!((renamed.name.as_deref(), renamed.size), (Some("a b 1.txt"), Some(4)));
    let replaced = upload().conflict_behavior(ConflictBehavior::Replace).defer_commit();
    assert_eq!(replaced.send(Bytes::from_static(b"three"), &client).await?.size, Some(5));
    assert_eq!(DriveItem::at("a b.txt").content().send(&client).await?, "three");
    // An empty file, and a file by its id.
    let empty = DriveItem::at("empty").upload().send(Bytes::new(), &client).await?;
    assert_eq!(empty.size, Some(0));
    let filled = DriveItem::items().entity(&empty.id).upload().send(Bytes::from_static(b"x"), &client).await?;
    assert_eq!((filled.id, filled.size), (empty.id, Some(1)));
    let missing = DriveItem::items().entity("none").upload().send(Bytes::from_static(b"x"), &client).await;
    assert!(matches!(missing, Err(Error::Api(error)) if error.status == StatusCode::NOT_FOUND));
    Ok(())
}

#[tokio::test]
async fn attachments_and_print_documents_have_sessions_too() -> Outcome {
    let emulator = Emulator::new();
    emulator.seed("me/messages", json!({ "id": "m" })).declare_collection("me/messages/m/attachments");
    emulator.seed("print/shares/s/jobs/j/documents", json!({ "id": "d" }));
    let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("t")).build()?;
    let attachments = Attachment::attachments("m");
    for length in [1, 3 * 1024 * 1024, 10 * 1024 * 1024 + 1] {
        let id = attachments.upload_attachment("a.bin").inline("c1").send(content(length), &client).await?;
        let attachment = attachments.entity(&id);
        assert_eq!(attachment.get().send(&client).await?.name.as_deref(), Some("a.bin"));
        assert!(attachment.value().send(&client).await? == content(length));
    }
    let document = PrintDocument::documents("s", "j").entity("d");
    let upload = document.upload_document("a.pdf", "application/pdf").fragment_size(UNIT);
    upload.send(content(2 * UNIT + 1), &client).await?;
    assert!(document.value().send(&client).await? == content(2 * UNIT + 1));
    Ok(())
}

#[tokio::test]
async fn a_replacement_of_a_session_that_is_dropped_is_begun_again() -> Outcome {
    let script = Script::slow([CREATED, GONE, CREATED, GONE, CREATED, REST, DONE]);
    let mut session = upload().start(bytes(), &script.client()?).await?;
    {
        let mut dropped = std::pin::pin!(session.advance());
        for _ in 0..2 {
            let polled = std::future::poll_fn(|context| Poll::Ready(dropped.as_mut().poll(context))).await;
            assert!(polled.is_pending());
        }
    }
    assert_eq!(script.lines().len(), 3);
    session.finish().await?;
    Ok(())
}

#[tokio::test]
async fn a_replacement_of_a_session_that_fails_is_begun_again() -> Outcome {
    let script = Script::new([CREATED, GONE, (403, &[], ""), GONE, CREATED, REST, DONE]);
    let mut session = upload().start(bytes(), &script.client()?).await?;
    assert_eq!(session.finish().await.err().and_then(|error| error.status()), Some(StatusCode::FORBIDDEN));
    session.finish().await?;
    Ok(())
}
