//! Uploads from what can't go back: the output of another program, or a download.

use std::io::{self, Read};

use bytes::Bytes;
use graph_core::error::TransferError;
use graph_core::transfer::Sequential;
use graph_core::{Client, Error, StaticToken, Upload, graph_entity};
use graph_emulator::{Emulator, Fault};
use graph_tests::script::{Script, Scripted};
use http::{Method, StatusCode};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const UNIT: usize = 320 * 1024;

#[graph_entity(path = "me/drive/items", singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
#[derive(Debug, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    size: Option<u64>,
}

const CREATED: Scripted = (200, &[], r#"{"uploadUrl": "https://up.example/s?sig=1", "nextExpectedRanges": ["0-"]}"#);
const REST: Scripted = (202, &[], r#"{"nextExpectedRanges": ["327680-"]}"#);
const BEGIN: Scripted = (200, &[], r#"{"nextExpectedRanges": ["0-"]}"#);
const DONE: Scripted = (201, &[], r#"{"id": "7"}"#);
const GONE: Scripted = (404, &[], r#"{"error": {"code": "itemNotFound"}}"#);
const LOST: Scripted = (0, &[], "");

/// Returns a few bytes at a time, like a pipe.
struct Pipe(io::Cursor<Bytes>);

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.by_ref().take(1_000).read(buffer)
    }
}

fn content(length: usize) -> Bytes {
    (0..=250).cycle().take(length).collect()
}

fn upload() -> Upload<DriveItem> {
    DriveItem::at("a.bin").upload().fragment_size(UNIT)
}

fn pipe(content: &Bytes) -> Sequential<Pipe> {
    Sequential::new(Pipe(io::Cursor::new(content.clone())), content.len() as u64)
}

/// The bodies of the fragments that a script received.
fn fragments(script: &Script) -> Vec<Bytes> {
    let received = script.received();
    let fragments = received.into_iter().filter(|request| request.method() == Method::PUT);
    fragments.map(http::Request::into_body).collect()
}

fn failure(result: Result<DriveItem, Error>) -> String {
    result.map_or_else(|error| error.to_string(), |item| format!("{item:?}"))
}

#[tokio::test]
async fn a_lost_fragment_of_a_pipe_is_sent_again() -> Outcome {
    let content = content(UNIT + 10);
    let (first, second) = (content.slice(..UNIT), content.slice(UNIT..));
    let script = Script::new([CREATED, LOST, BEGIN, REST, LOST, REST, DONE]);
    upload().send(pipe(&content), &script.client()?).await?;
    assert_eq!(fragments(&script), [first.clone(), first, second.clone(), second]);
    Ok(())
}

#[tokio::test]
async fn a_resumed_upload_skips_what_the_session_has() -> Outcome {
    let content = content(UNIT + 10);
    let script = Script::new([CREATED]);
    let session = upload().start(Bytes::from_static(b"a"), &script.client()?).await?;
    let url = session.url().cloned().ok_or("no session")?;
    let script = Script::new([REST, DONE]);
    upload().resume(url).send(pipe(&content), &script.client()?).await?;
    assert_eq!(fragments(&script), [content.slice(UNIT..)]);
    Ok(())
}

#[tokio::test]
async fn what_was_passed_can_not_be_sent_again() -> Outcome {
    let content = content(2 * UNIT + 10);
    // The session forgets the first fragment when it gets the second one, or is lost.
    for after in [vec![BEGIN], vec![LOST, GONE, CREATED]] {
        let script = Script::new([vec![CREATED, REST], after].concat());
        let error = upload().send(pipe(&content), &script.client()?).await;
        assert_eq!(
            failure(error),
            "the bytes to upload can't be read: the service asks for the bytes from 0 on again, and the source can't go back"
        );
    }
    // Whether the file is complete can't be found out without its hash.
    let stored: Scripted = (200, &[], r#"{"id": "7", "size": 655370, "file": {"hashes": {"quickXorHash": "AAAA"}}}"#);
    let second: Scripted = (202, &[], r#"{"nextExpectedRanges": ["655360-"]}"#);
    let script = Script::new([CREATED, REST, second, LOST, GONE, stored]);
    let error = upload().send(pipe(&content), &script.client()?).await;
    assert!(matches!(error, Err(Error::Transfer(error)) if matches!(*error, TransferError::Unconfirmed)));
    Ok(())
}

#[tokio::test]
async fn a_source_that_ends_early_is_an_error() -> Outcome {
    let content = content(100);
    let script = Script::new([CREATED]);
    let source = Sequential::new(Pipe(io::Cursor::new(content)), 101);
    let error = upload().send(source, &script.client()?).await;
    assert!(failure(error).contains("100"));
    Ok(())
}

#[tokio::test]
async fn a_download_is_uploaded_under_faults() -> Outcome {
    let emulator = Emulator::new();
    let content = content(4 * UNIT + 4321);
    let serving = emulator.serve().await?;
    let client = Client::builder().base_url(serving.url()).credential(StaticToken::new("t")).clock(Script::default());
    // The download is in the way of nobody while its bytes are uploaded.
    let client = client.max_in_flight(1).build()?;
    upload().send(content.clone(), &client).await?;
    emulator.fault(Fault::cut_off(100_000).times(5).method(Method::GET));
    for fault in [Fault::lost_request(), Fault::lost_response(), Fault::status(StatusCode::BAD_GATEWAY)] {
        emulator.fault(fault.method(Method::PUT));
    }
    let download = DriveItem::at("a.bin").content().download(&client).await?;
    let length = download.length().ok_or("no length")?;
    let copy = DriveItem::at("b.bin").upload().fragment_size(UNIT);
    assert_eq!(copy.send(Sequential::new(download, length), &client).await?.size, Some(length));
    assert!(DriveItem::at("b.bin").content().send(&client).await? == content);
    Ok(())
}
