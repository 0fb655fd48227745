//! The certificates and keys beside this file were made for these tests. They are valid for 100 years.

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, Stream};

use super::*;
use crate::client::transports::ResponseTooLarge;

const ROOT: &str = include_str!("root.pem");
const SERVER: &str = include_str!("server.pem");
const CLIENT: &str = include_str!("client.pem");

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Accepts one connection on loopback.
fn listen<T: Send + 'static>(
    scheme: &str,
    serve: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> Outcome<(String, thread::JoinHandle<Outcome<T>>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("{scheme}://{}/", listener.local_addr()?);
    Ok((url, thread::spawn(move || Ok(serve(listener.accept()?.0)))))
}

/// Reads up to the end of a request's head.
fn read_head(stream: &mut impl Read) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
        head.extend(byte);
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn request(url: &str) -> http::Request<Bytes> {
    let mut request = http::Request::new(Bytes::new());
    *request.uri_mut() = url.parse().unwrap_or_default();
    request
}

async fn get(transport: &Reqwest, url: &str) -> Result<http::Response<Bytes>, TransportError> {
    transport.send(request(url)).await
}

/// Sends a GET to a server with a TLS certificate of the test root, and returns the protocol that the two agreed on, the number of
/// certificates of the client, and the beginning of the request.
async fn tls(transport: &Reqwest, offered: &[&[u8]]) -> Outcome<(Result<u16, String>, String, usize, String)> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ROOT.as_bytes())?)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier.allow_unauthenticated().build()?)
        .with_single_cert(
            CertificateDer::pem_slice_iter(SERVER.as_bytes()).collect::<Result<_, _>>()?,
            PrivateKeyDer::from_pem_slice(SERVER.as_bytes())?,
        )?;
    config.alpn_protocols = offered.iter().map(|name| name.to_vec()).collect();
    let (url, server) = listen("https", move |mut socket| {
        let mut connection = ServerConnection::new(Arc::new(config)).ok()?;
        let head = {
            let mut stream = Stream::new(&mut connection, &mut socket);
            let head = read_head(&mut stream);
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
            head
        };
        let protocol = String::from_utf8_lossy(connection.alpn_protocol().unwrap_or_default()).into_owned();
        Some((protocol, connection.peer_certificates().map_or(0, <[_]>::len), head))
    })?;
    let status =
        get(transport, &url).await.map(|response| response.status().as_u16()).map_err(|error| error.to_string());
    let (protocol, certificates, head) = server.join().map_err(|_| "the server panicked")??.ok_or("no connection")?;
    Ok((status, protocol, certificates, head.lines().next().unwrap_or_default().to_owned()))
}

#[test]
fn outside_of_a_runtime_there_is_an_error_and_no_panic() {
    let Ok(transport) = Reqwest::new() else { panic!("no transport") };
    let mut request = http::Request::new(Bytes::new());
    *request.uri_mut() = Uri::from_static("http://127.0.0.1:1/");
    let poll = transport.send(request).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(Err(error)) = poll else { panic!("{poll:?}") };
    assert_eq!(error.to_string(), format!("the request got no complete response: {NO_RUNTIME}"));
}

#[test]
fn an_error_names_the_setting() {
    let key = CLIENT.split_once("-----BEGIN CERT").map_or("", |(key, _)| key);
    let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let swapped = format!("{ROOT}{key}");
    let cases = [
        (Reqwest::builder().proxy("socks5://a:1"), "`proxy`: the scheme `socks5` is not supported"),
        (Reqwest::builder().proxy("a:secret@b:1"), "`proxy`: the URL has no scheme"),
        (Reqwest::builder().proxy("http://"), "`proxy`: the URL is not valid"),
        (Reqwest::builder().proxy("http://a:secret@b c/"), "`proxy`: the URL is not valid"),
        (Reqwest::builder().proxy_credentials("a", "secret"), "`proxy_credentials`: no proxy is set"),
        (
            Reqwest::builder().proxy("http://a").proxy_credentials("a:", "secret"),
            "`proxy_credentials`: the user contains `:`",
        ),
        (
            Reqwest::builder().root_certificates(""),
            "`root_certificates`: the text has no `-----BEGIN CERTIFICATE-----`",
        ),
        (Reqwest::builder().only_root_certificates(key), "`only_root_certificates`: the text has no"),
        (
            Reqwest::builder().root_certificates(certificate),
            "`root_certificates`: invalid peer certificate: BadEncoding",
        ),
        (
            Reqwest::builder().root_certificates("-----BEGIN CERTIFICATE-----\nsecret"),
            "`root_certificates`: the text is not valid PEM",
        ),
        (Reqwest::builder().identity(ROOT), "`identity`: the text has no private key"),
        (Reqwest::builder().identity(key), "`identity`: the text has no `-----BEGIN CERTIFICATE-----`"),
        (Reqwest::builder().identity(swapped), "`identity`: keys may not be consistent: KeyMismatch"),
        (Reqwest::builder().connect_timeout(Duration::ZERO), "`connect_timeout`: the time-out is zero"),
        (Reqwest::builder().read_timeout(Duration::ZERO), "`read_timeout`: the time-out is zero"),
    ];
    for (builder, message) in cases {
        assert!(!format!("{builder:?}").contains("secret"));
        let Err(error) = builder.build() else { panic!("no error: {message}") };
        let text = error.to_string();
        assert!(text.starts_with(message) && !text.contains("secret"), "{text}");
        assert!(message.starts_with(&format!("`{}`", error.setting())));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_service_chooses_the_version_of_http() -> Outcome<()> {
    let builder = || Reqwest::builder().only_root_certificates(ROOT);
    let both: &[&[u8]] = &[b"h2", b"http/1.1"];
    let one = (Ok(204), "http/1.1".to_owned(), 0, "GET / HTTP/1.1".to_owned());
    assert_eq!(tls(&builder().build()?, &[b"http/1.1"]).await?, one);
    assert_eq!(tls(&builder().http1_only().build()?, both).await?, one);
    for transport in [builder().build()?, builder().http2_only().build()?] {
        let (_, protocol, _, head) = tls(&transport, both).await?;
        assert_eq!((protocol.as_str(), head.as_str()), ("h2", "PRI * HTTP/2.0"));
    }
    let (refused, ..) = tls(&builder().http2_only().build()?, &[b"http/1.1"]).await?;
    assert!(refused.is_err());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_trusted_root_is_accepted() -> Outcome<()> {
    let one: &[&[u8]] = &[b"http/1.1"];
    let (status, ..) = tls(&Reqwest::builder().root_certificates(ROOT).build()?, one).await?;
    assert_eq!(status, Ok(204));
    let other = CLIENT.split_once("-----END PRIVATE KEY-----").map_or("", |(_, certificate)| certificate);
    for transport in [Reqwest::new()?, Reqwest::builder().only_root_certificates(other).build()?] {
        let (refused, _, _, head) = tls(&transport, one).await?;
        assert!(refused.is_err_and(|error| error.contains("UnknownIssuer")));
        assert_eq!(head, "");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_client_has_a_certificate() -> Outcome<()> {
    let transport = Reqwest::builder().only_root_certificates(ROOT).identity(CLIENT).build()?;
    let (status, _, certificates, _) = tls(&transport, &[b"http/1.1"]).await?;
    assert_eq!((status, certificates), (Ok(204), 1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn https_goes_through_the_proxy() -> Outcome<()> {
    let url = "https://graph.example.org/v1.0/me?$select=id";
    for (user, credentials, expected) in [
        ("", None, None),
        ("ada:p%40ss@", None, Some("ada:p@ss")),
        ("", Some(("ada", "p%40ss:@/")), Some("ada:p%40ss:@/")),
    ] {
        let (proxy, requests) = listen("http", |mut stream| {
            let head = read_head(&mut stream);
            let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n");
            head
        })?;
        let builder = Reqwest::builder().proxy(proxy.replace("://", &format!("://{user}")));
        let transport = match credentials {
            Some((user, password)) => builder.proxy_credentials(user, password),
            None => builder,
        };
        let error = get(&transport.build()?, url).await.map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| !error.contains("select")));
        let head = requests.join().map_err(|_| "the proxy panicked")??;
        assert!(head.starts_with("CONNECT graph.example.org:443 HTTP/1.1\r\n"), "{head}");
        let sent = head.lines().find(|line| line.to_ascii_lowercase().starts_with("proxy-authorization:"));
        let expected = expected.map(|text| format!("Basic {}", STANDARD.encode(text)));
        assert_eq!(sent.and_then(|line| line.split_once(": ")).map(|(_, value)| value), expected.as_deref());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_http_is_direct() -> Outcome<()> {
    let (url, server) = listen("http", |mut stream| {
        let head = read_head(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab");
        head
    })?;
    let transport = Reqwest::builder().proxy("http://127.0.0.1:1").http2_only().build()?;
    assert_eq!(get(&transport, &url).await?.into_body(), "ab");
    assert!(server.join().map_err(|_| "the server panicked")??.starts_with("GET / HTTP/1.1\r\n"));
    Ok(())
}

/// A response with this head and body, over HTTP.
async fn respond(transport: &Reqwest, head: &'static str, body: Vec<u8>) -> Outcome<Result<Bytes, TransportError>> {
    let (url, server) = listen("http", move |mut stream| {
        read_head(&mut stream);
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    })?;
    let response = get(transport, &url).await;
    server.join().map_err(|_| "the server panicked")??;
    Ok(response.map(http::Response::into_body))
}

fn is_too_large(response: Result<Bytes, TransportError>, limit: u64) -> bool {
    response.is_err_and(|error| {
        let cause = error.source().and_then(|source| source.downcast_ref::<ResponseTooLarge>());
        error.is_permanent() && cause.is_some_and(|cause| cause.limit == limit && cause.setting == LIMIT_SETTING)
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_response_is_read_up_to_the_limit() -> Outcome<()> {
    let transport = Reqwest::builder().max_response_size(1_000).build()?;
    let known = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
    let unknown = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    assert_eq!(respond(&transport, known, vec![b'a'; 1_000]).await??.len(), 1_000);
    assert_eq!(respond(&transport, unknown, vec![b'a'; 1_000]).await??.len(), 1_000);
    let too_long = "HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n";
    assert!(is_too_large(respond(&transport, too_long, Vec::new()).await?, 1_000));
    assert!(is_too_large(respond(&transport, unknown, vec![b'a'; 1_001]).await?, 1_000));
    assert_eq!(respond(&transport.clone().max_response_size(1_001), unknown, vec![b'a'; 1_001]).await??.len(), 1_001);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_compressed_response_is_refused_by_its_content() -> Outcome<()> {
    // 100,000 zeros.
    let gzip = include_bytes!("zeros.gz").to_vec();
    assert!(gzip.len() < 200);
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n";
    let transport = Reqwest::builder().max_response_size(99_999).build()?;
    assert!(is_too_large(respond(&transport, head, gzip.clone()).await?, 99_999));
    assert_eq!(respond(&transport.max_response_size(100_000), head, gzip).await??.len(), 100_000);
    Ok(())
}

/// Reads a response, as a whole or as a stream.
async fn read(transport: &Reqwest, url: &str, is_stream: bool) -> Result<Bytes, TransportError> {
    if !is_stream {
        return get(transport, url).await.map(http::Response::into_body);
    }
    transport.open(request(url)).await?.into_body().collect(1_000).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stalled_response_times_out() -> Outcome<()> {
    let sent = ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na"];
    let cases = sent.into_iter().flat_map(|sent| [(sent, false, 50), (sent, true, 50), (sent, false, 1)]);
    for (sent, is_stream, timeout) in cases {
        let (url, server) = listen("http", |mut stream| {
            read_head(&mut stream);
            let _ = stream.write_all(sent.as_bytes());
            // Until the client gives up.
            let _ = stream.read(&mut [0]);
        })?;
        let timeout = Duration::from_millis(timeout);
        let error = read(&Reqwest::builder().read_timeout(timeout).build()?, &url, is_stream).await;
        let limit = timeout.as_secs_f64();
        let expected =
            format!("nothing was received for {limit} s; `Reqwest::builder().read_timeout(…)` sets the limit");
        assert!(error.is_err_and(|error| !error.is_permanent() && error.to_string().contains(&expected)), "{sent}");
        // The time may be over before the client connects, and the server waits for a connection.
        let _ = TcpStream::connect(url.trim_start_matches("http://").trim_end_matches('/'));
        server.join().map_err(|_| "the server panicked")??;
    }
    let longest =
        Reqwest::builder().read_timeout(Duration::MAX).connect_timeout(Duration::MAX).idle_timeout(Duration::MAX);
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(respond(&longest.build()?, head, Vec::new()).await??, "");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_response_that_does_not_stall_is_read() -> Outcome<()> {
    for is_stream in [false, true] {
        let (url, server) = listen("http", |mut stream| {
            read_head(&mut stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
            for byte in b"bytes" {
                thread::sleep(Duration::from_millis(300));
                let _ = stream.write_all(&[*byte]);
            }
        })?;
        let transport = Reqwest::builder().read_timeout(Duration::from_secs(1)).build()?;
        assert_eq!(read(&transport, &url, is_stream).await?, "bytes");
        server.join().map_err(|_| "the server panicked")??;
    }
    Ok(())
}
