//! Responses that are too large, over loopback.

use graph_core::client::transports::reqwest::Reqwest;
use graph_core::{Client, RetryPolicy, StaticToken};

use super::call::Call;
use super::sockets::listen;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The maximum of a response by default.
const DEFAULT: u64 = 256 << 20;

/// A gzip file of this many zeros or more: one block of DEFLATE, in which each match of 13 bits repeats 258 bytes. It has no end.
fn bomb(size: usize) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    // The last block with the fixed codes, then a literal zero.
    let start = [1, 1, 0].into_iter().chain([0, 0, 1, 1, 0, 0, 0, 0]);
    // The length 258 and the distance 1.
    let again = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0];
    let bits: Vec<u8> = start.chain(std::iter::repeat_n(again, size.div_ceil(258)).flatten()).collect();
    bytes.extend(bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |byte, bit| byte << 1 | bit)));
    bytes
}

/// The error of a call that is answered with these bytes.
async fn error(call: Call, limit: Option<u64>, bytes: Vec<u8>) -> Result<String, Box<dyn std::error::Error>> {
    let transport = Reqwest::builder();
    let transport = if let Some(limit) = limit { transport.max_response_size(limit) } else { transport };
    let builder = Client::builder().base_url(listen(bytes)?).transport(transport.build()?);
    let client = builder.credential(StaticToken::new("any")).retry(RetryPolicy::never()).build()?;
    Ok(call.make(&client).await.err().ok_or("there is no error")?.to_string())
}

#[tokio::test]
async fn a_response_beyond_the_limit_names_the_limit_and_its_setting() -> Outcome {
    let zipped = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n";
    let bomb = [zipped.as_bytes(), &bomb(32 << 20)].concat();
    assert!(bomb.len() < 300_000, "{} bytes", bomb.len());
    let plain = |head: &str, length: usize| [head.as_bytes(), &vec![b' '; length]].concat();
    let unknown = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7d1\r\n".to_vec();
    let chunks = [chunked, vec![b' '; 2001], b"\r\n0\r\n\r\n".to_vec()].concat();
    let refused = "HTTP/1.1 500 Oh\r\nconnection: close\r\n\r\n";
    let announced = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", DEFAULT + 1);
    for (name, limit, bytes) in [
        ("a gzip bomb", Some(1 << 20), bomb),
        ("until the end", Some(2_000), plain(unknown, 2_001)),
        ("in chunks", Some(2_000), chunks),
        ("an error", Some(2_000), plain(refused, 2_001)),
        ("announced", Some(2_000), plain("HTTP/1.1 200 OK\r\ncontent-length: 2001\r\n\r\n", 0)),
        ("announced, beyond the default", None, plain(&announced, 0)),
    ] {
        let size = limit.unwrap_or(DEFAULT);
        for call in [Call::Get, Call::Bytes] {
            let found = error(call, limit, bytes.clone()).await?;
            let expected = format!("larger than {size} bytes: raise the limit with `max_response_size(…)`");
            assert!(found.contains(&expected), "{name}, {call:?}: {found}");
        }
    }
    // Below the limit, the bytes are read: they end too early.
    let found = error(Call::Bytes, Some(64 << 20), [zipped.as_bytes(), &self::bomb(1 << 20)].concat()).await?;
    assert!(!found.contains("max_response_size"), "{found}");
    Ok(())
}

#[tokio::test]
async fn the_error_of_a_download_is_read_up_to_a_limit() -> Outcome {
    // A download is a stream, which has no limit; the body of its error is in memory.
    let zipped = "HTTP/1.1 404 No\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n";
    let bytes = [zipped.as_bytes(), &bomb(256 << 20)].concat();
    let before = graph_tests::memory::peak();
    let found = error(Call::Download, None, bytes).await?;
    assert!(found.starts_with("404 "), "{found}");
    let grown = graph_tests::memory::peak().zip(before).map_or(0, |(after, before)| after.saturating_sub(before));
    assert!(grown < 128 << 10, "{grown} KiB");
    Ok(())
}
