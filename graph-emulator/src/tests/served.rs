//! An emulator on a socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::{Emulator, Fault};

/// Sends a request head and a body unchanged, on a new connection.
fn exchange(address: &str, head: &str, body: &[u8]) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    let length = body.len();
    write!(stream, "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n")?;
    // A server that rejects a body need not read all of it.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_port_responds_like_the_transport() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let serving = emulator.serve().await.unwrap();
    let address = serving.url().strip_prefix("http://").unwrap().to_owned();
    let authorized = "Authorization: Bearer t\r\nContent-Type: application/json";

    let created =
        exchange(&address, &format!("POST /v1.0/users HTTP/1.1\r\n{authorized}"), br#"{"id":"a/b"}"#).unwrap();
    assert!(created.starts_with("HTTP/1.1 201 Created"), "{created}");
    assert!(created.contains(&format!("location: http://{address}/v1.0/users/a%2Fb\r\n")), "{created}");
    let stranger = exchange(&address, "GET /v1.0/users/a%2Fb HTTP/1.1", b"").unwrap();
    assert!(stranger.starts_with("HTTP/1.1 401 Unauthorized"), "{stranger}");
    let large = vec![b' '; 5 * 1024 * 1024];
    let refused = exchange(&address, &format!("POST /v1.0/users HTTP/1.1\r\n{authorized}"), &large).unwrap();
    assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 413"), "{refused}");
    let statuses: Vec<_> = emulator.request_log().iter().map(|received| received.status.as_u16()).collect();
    assert_eq!(statuses, [201, 401, 413]);

    serving.shutdown().await;
    assert!(TcpStream::connect(&address).is_err());
    emulator.seed("users", json!({ "id": "still here" }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_goes_to_the_host_that_it_came_to() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let serving = emulator.serve().await.unwrap();
    let address = serving.url().strip_prefix("http://").unwrap().to_owned();
    let create = json!({ "id": "1", "method": "POST", "url": "users", "headers": { "content-type": "application/json" }, "body": { "id": "a" } });
    let head = "POST /beta/$batch HTTP/1.1\r\nAuthorization: Bearer t\r\nContent-Type: application/json";
    let response = exchange(&address, head, json!({ "requests": [create] }).to_string().as_bytes()).unwrap();
    assert!(response.contains(&format!(r#""Location":"http://{address}/beta/users/a""#)), "{response}");
}

#[tokio::test]
async fn dropping_stops_the_server() {
    let serving = Emulator::new().serve().await.unwrap();
    let address = serving.url().strip_prefix("http://").unwrap().to_owned();
    drop(serving);
    while TcpStream::connect(&address).is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_has_no_complete_response() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" })).fault(Fault::lost_request()).fault(Fault::lost_response());
    let serving = emulator.serve().await.unwrap();
    let address = serving.url().strip_prefix("http://").unwrap().to_owned();
    let ask = || exchange(&address, "DELETE /v1.0/users/ada HTTP/1.1\r\nAuthorization: Bearer t", b"").unwrap();
    for _ in 0..2 {
        let cut = ask();
        // A chunked response ends with an empty chunk: this one never does.
        assert!(!cut.contains("204") && !cut.ends_with("0\r\n\r\n"), "{cut}");
    }
    assert!(ask().starts_with("HTTP/1.1 404"), "the second was done");
    assert_eq!(emulator.request_log().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_the_connection_reaches_the_socket() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" }));
    let serving = emulator.serve().await.unwrap();
    let address = serving.url().strip_prefix("http://").unwrap().to_owned();
    let ask = || exchange(&address, "GET /v1.0/users/ada HTTP/1.1\r\nAuthorization: Bearer t", b"").unwrap();
    let body = |answer: &str| answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
    let whole = ask();
    let full = body(&whole).unwrap();
    for (fault, expected) in [
        (Fault::refused(), None),
        (Fault::lost_request(), None),
        (Fault::lost_response(), None),
        (Fault::cut_off(3), full.get(..3)),
        (Fault::cut_off(0), Some("")),
        (Fault::longer(5), Some(full.as_str())),
        (Fault::shorter(5), full.get(..full.len() - 5)),
        (Fault::delayed(Duration::from_millis(2)), Some(full.as_str())),
        (Fault::trickled(Duration::from_millis(2)), Some(full.as_str())),
    ] {
        emulator.fault(fault.clone());
        let answer = ask();
        assert_eq!(body(&answer).as_deref(), expected, "{fault:?}: {answer}");
        let declared = match fault {
            _ if expected.is_none() => continue,
            fault if format!("{fault:?}").contains("Longer") => full.len() + 5,
            fault if format!("{fault:?}").contains("Shorter") => full.len() - 5,
            _ => full.len(),
        };
        assert!(answer.contains(&format!("content-length: {declared}\r\n")), "{answer}");
    }
    assert_eq!(body(&ask()), Some(full));
}
