//! An emulator on a socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::{Emulator, Fault};

/// Sends a request head and a body unchanged, on a new connection.
pub(super) fn exchange(address: &str, head: &str, body: &[u8]) -> std::io::Result<String> {
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_head_or_body_closes_the_connection() {
    let server = Emulator::new().server().read_timeout(Duration::from_millis(100));
    let serving = server.serve_on(([127, 0, 0, 1], 0).into()).await.unwrap();
    let head = "GET /v1.0/users HTTP/1.1\r\nHost:";
    let body = "POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{";
    for text in [head, body] {
        let mut stream = TcpStream::connect(serving.url().strip_prefix("http://").unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "{text}").unwrap();
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer) {
            Ok(_) => assert!(!String::from_utf8_lossy(&answer).contains("200")),
            // The connection is still open after the time limit of the test otherwise.
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{text}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_may_wait_before_it_sends_the_body() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let serving = emulator.serve().await.unwrap();
    let address = serving.url().strip_prefix("http://").unwrap();
    let begin = |length: usize| {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST /v1.0/users HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\n\
             Connection: close\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        )
        .unwrap();
        stream
    };
    let body = br#"{"id":"ada"}"#;
    let mut stream = begin(body.len());
    let mut interim = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut interim).unwrap();
    assert_eq!(String::from_utf8_lossy(&interim), "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");

    let mut answer = String::new();
    begin(5 * 1024 * 1024).read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "a body that is too large is not asked for: {answer}");
    let refused = emulator.request_log().pop().unwrap();
    assert_eq!((refused.body_length, refused.is_body_kept), (5 * 1024 * 1024, false));
}

/// The links in the responses to requests with these headers.
fn links(address: &str, path: &str, headers: &str) -> Vec<String> {
    let authorized = format!("HTTP/1.1\r\nAuthorization: Bearer t\r\nContent-Type: application/json{headers}");
    let page = exchange(address, &format!("GET {path}/v1.0/users?$top=1 {authorized}"), b"").unwrap();
    let created = exchange(address, &format!("POST {path}/v1.0/users {authorized}"), b"{}").unwrap();
    let start = format!("POST {path}/v1.0/me/messages/m/attachments/createUploadSession {authorized}");
    let upload = br#"{"AttachmentItem":{"attachmentType":"file","name":"a","size":1}}"#;
    let upload = exchange(address, &start, upload).unwrap();
    let inner = json!({ "id": "1", "method": "POST", "url": "users", "headers": { "content-type": "application/json" }, "body": {} });
    let batch = json!({ "requests": [inner] }).to_string();
    let batch = exchange(address, &format!("POST {path}/v1.0/$batch {authorized}"), batch.as_bytes()).unwrap();
    let link = |text: &str, name: &str| {
        let (_, value) = text.split_once(name).unwrap_or_else(|| panic!("{name}: {text}"));
        value.trim_start_matches(['"', ':', ' ']).split(['"', '\r']).next().unwrap().to_owned()
    };
    vec![
        link(&page, "@odata.nextLink"),
        link(&created, "location"),
        link(&upload, "uploadUrl"),
        link(&upload, "@odata.context"),
        link(&batch, "Location"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_have_the_url_that_clients_see() {
    let emulator = Emulator::new();
    for id in ["ada", "bob"] {
        emulator.seed("users", json!({ "id": id }));
    }
    emulator.seed("me/messages", json!({ "id": "m" }));
    let forwarded =
        "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: graph.example.org\r\nX-Forwarded-Prefix: /emulated";
    let plain = emulator.serve().await.unwrap();
    let address = plain.url().strip_prefix("http://").unwrap();
    for (headers, root) in [("", plain.url()), (forwarded, "https://graph.example.org/emulated")] {
        for link in links(address, "", headers) {
            assert!(link.starts_with(&format!("{root}/v1.0/")), "{link}");
        }
    }
    let server = emulator.server().public_url("https://graph.example.org/g/");
    let public = server.serve_on(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = public.url().strip_prefix("http://").unwrap();
    for (path, headers) in [("", ""), ("/g", ""), ("", forwarded)] {
        for link in links(address, path, headers) {
            assert!(link.starts_with("https://graph.example.org/g/v1.0/"), "{link}");
        }
    }
    let control =
        exchange(address, "GET /_emulator/settings HTTP/1.1\r\nOrigin: https://graph.example.org", b"").unwrap();
    assert!(control.starts_with("HTTP/1.1 200"), "{control}");

    let error = emulator.server().public_url("graph").serve_on(([127, 0, 0, 1], 0).into()).await.unwrap_err();
    assert_eq!(error.to_string(), "the public URL `graph` is not like `https://graph.example.org/path`");
}

#[cfg(feature = "tls")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_trusts_the_issuer_connects_by_tls() {
    use std::sync::Arc;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::TlsConnector;
    use tokio_rustls::rustls::crypto::ring::default_provider;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    use crate::Certificate;

    let certificate = Certificate::generate(["graph.example.org"]).unwrap();
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" })).seed("users", json!({ "id": "bob" }));
    let serving = emulator.server().tls(&certificate).serve_on(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = serving.url().strip_prefix("https://").unwrap();
    let connect = async |issuer: &Certificate, name: &'static str| {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(issuer.issuer_pem().as_bytes()).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
        let stream = tokio::net::TcpStream::connect(address).await.unwrap();
        TlsConnector::from(Arc::new(config.with_no_client_auth()))
            .connect(ServerName::try_from(name).unwrap(), stream)
            .await
    };
    for name in ["localhost", "127.0.0.1", "graph.example.org"] {
        let mut stream = connect(&certificate, name).await.unwrap();
        let head = "GET /v1.0/users?$top=1 HTTP/1.1\r\nAuthorization: Bearer t\r\nConnection: close\r\nHost:";
        stream.write_all(format!("{head} {name}\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        // A server may close without a farewell.
        let _ = stream.read_to_string(&mut answer).await;
        assert!(answer.contains(&format!("https://{name}/v1.0/users?$top=1&$skiptoken=")), "{answer}");
    }
    assert!(connect(&certificate, "example.com").await.is_err());
    assert!(connect(&Certificate::generate([]).unwrap(), "localhost").await.is_err(), "another issuer");
    assert!(!format!("{certificate:?}").contains("PRIVATE"));
}
