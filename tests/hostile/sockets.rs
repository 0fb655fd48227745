//! Bytes on a socket that are no HTTP, or no HTTP that a server may send.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use graph_core::{Client, RetryPolicy, StaticToken};

use super::call::Call;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const ADA: &str = r#"{"id":"ada"}"#;

/// Reads the head of a request, and sends bytes in return, whatever they are.
fn respond(mut stream: TcpStream, bytes: &[u8]) {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(1..) => head.extend_from_slice(&buffer),
            _ => return,
        }
    }
    // The client may have closed the connection in disgust.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Both);
}

/// The URL of a server that answers each request with these bytes, and closes each connection after them.
pub(super) fn listen(bytes: Vec<u8>) -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    // It ends with the process: a client may need no second connection.
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| respond(stream, &bytes)));
    Ok(url)
}

/// The outcome of a GET that is answered with these bytes.
async fn outcome(bytes: Vec<u8>) -> Result<String, Box<dyn std::error::Error>> {
    let builder =
        Client::builder().base_url(listen(bytes)?).credential(StaticToken::new("any")).retry(RetryPolicy::never());
    let client = builder.build()?;
    let called = tokio::time::timeout(Duration::from_secs(20), Call::Get.make(&client)).await?;
    Ok(called.unwrap_or_else(|error| format!("error: {error}")))
}

#[tokio::test]
async fn bytes_that_are_no_response_are_an_error() -> Outcome {
    let length = ADA.len();
    let whole = |head: &str| format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{ADA}").into_bytes();
    let chunked = |chunks: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}").into_bytes();
    let headers = |count: usize| (0..count).fold(String::new(), |head, number| head + &format!("x-{number}: 1\r\n"));
    for (name, bytes, expected) in [
        ("right", whole(&format!("Content-Length: {length}")), "ada"),
        ("chunked", chunked(&format!("{length:x}\r\n{ADA}\r\n0\r\n\r\n")), "ada"),
        ("until the end", whole("Content-Type: application/json"), "ada"),
        ("nothing", Vec::new(), "error"),
        ("no HTTP", b"SSH-2.0-OpenSSH_9.9\r\n".to_vec(), "error"),
        ("random bytes", (0..=255).collect(), "error"),
        ("no status", b"HTTP/1.1\r\n\r\n".to_vec(), "error"),
        ("a status of 99", b"HTTP/1.1 99 X\r\n\r\n".to_vec(), "error"),
        ("a status of 1000", b"HTTP/1.1 1000 X\r\n\r\n".to_vec(), "error"),
        ("HTTP 0.9", ADA.as_bytes().to_vec(), "error"),
        ("HTTP 9", b"HTTP/9.9 200 OK\r\n\r\n".to_vec(), "error"),
        ("a head without an end", b"HTTP/1.1 200 OK\r\nContent-Le".to_vec(), "error"),
        ("a head of 2 MB", format!("HTTP/1.1 200 OK\r\nx: {}", "x".repeat(2_000_000)).into_bytes(), "error"),
        ("10,000 headers", format!("HTTP/1.1 200 OK\r\n{}\r\n{ADA}", headers(10_000)).into_bytes(), "error"),
        ("a header without a colon", whole("Content-Length"), "error"),
        ("a header with a zero", whole("x: a\0b"), "error"),
        ("a negative length", whole("Content-Length: -1"), "error"),
        ("a length that is text", whole("Content-Length: many"), "error"),
        ("a length that is too large", whole("Content-Length: 99999999999999999999"), "error"),
        ("two lengths", whole(&format!("Content-Length: {length}\r\nContent-Length: 5")), "error"),
        ("a longer length", whole("Content-Length: 99"), "error"),
        ("a shorter length", whole("Content-Length: 5"), "error"),
        ("chunks without an end", chunked(&format!("{length:x}\r\n{ADA}\r\n")), "error"),
        ("a chunk that is cut off", chunked("99\r\n{\"id\""), "error"),
        ("a chunk without a size", chunked("\r\n\r\n"), "error"),
        ("a chunk that is enormous", chunked("ffffffffffffffff\r\n{}"), "error"),
        ("a chunk that is larger than any number", chunked("fffffffffffffffff\r\n{}"), "error"),
        ("gzip that is none", whole(&format!("Content-Encoding: gzip\r\nContent-Length: {length}")), "error"),
        (
            "an upgrade",
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n".to_vec(),
            "error",
        ),
        ("a hundred times 100", "HTTP/1.1 100 Continue\r\n\r\n".repeat(100).into_bytes(), "error"),
        ("two responses", [whole(&format!("Content-Length: {length}")), whole("Content-Length: 2")].concat(), "ada"),
    ] {
        let found = outcome(bytes).await.map_err(|error| format!("{name}: {error}"))?;
        let is_right = if expected == "error" { found.starts_with("error: ") } else { found == expected };
        assert!(is_right, "{name}: {found}");
    }
    Ok(())
}
