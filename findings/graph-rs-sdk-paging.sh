#!/usr/bin/env bash
# graph-rs-sdk 3.0.1 (crates.io), lists: paging and the options that take a list
#
# Expected: each page is asked for with the headers of the first one, since a link repeats the query and not the headers:
#   `Prefer: outlook.timezone`, `ConsistencyLevel`. A retry that the client is configured with covers each page. Several
#   properties of `$orderby` and of `$expand` are separated by commas (OData URL Conventions, sections "$orderby" and
#   "$expand"), and several filters are one conjunction.
# Actual: the following pages are asked for without any header of the request, so times of the second page are in another
#   time zone than those of the first one. No page is retried. A page that fails with 429 ends the iteration, and is an
#   `Ok` for each type that can read the error's JSON. Properties of `$orderby` and `$expand` are separated by spaces,
#   filters by commas.
# Consequence: a client keeps the headers of a list request for all of its pages, sends each page through the same
#   retries, and gives an error of a page as an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "show"
version = "0.1.0"
edition = "2021"

[dependencies]
graph-rs-sdk = { version = "=3.0.1", features = ["test-util"] }
reqwest = { version = "0.12", default-features = false }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
TOML

cat >src/main.rs <<'RS'
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use graph_rs_sdk::{GraphClient, GraphClientConfiguration, ODataQuery};
use reqwest::header::{HeaderName, HeaderValue};

/// Answers two pages, and fails the third.
fn serve(listener: TcpListener, link: String) {
    for number in 1..=3 {
        let (mut stream, _) = listener.accept().unwrap();
        let head: Vec<String> = BufReader::new(stream.try_clone().unwrap())
            .lines()
            .map(|line| line.unwrap())
            .take_while(|line| !line.is_empty())
            .collect();
        let prefer = head.iter().any(|line| line.starts_with("prefer:"));
        println!("   page {number} asked for {} Prefer", if prefer { "with" } else { "without" });
        let (status, body) = match number {
            3 => ("429 Too Many Requests", r#"{"error":{"code":"TooManyRequests","message":"Wait."}}"#.to_owned()),
            _ => ("200 OK", format!(r#"{{"@odata.nextLink":"{link}","value":[{{"id":"{number}"}}]}}"#)),
        };
        let length = body.len();
        let headers = format!("Content-Type: application/json\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: {length}");
        write!(stream, "HTTP/1.1 {status}\r\n{headers}\r\n\r\n{body}").unwrap();
    }
}

#[tokio::main]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let link = format!("{root}/me/events?$skiptoken=2");
    let server = std::thread::spawn(move || serve(listener, link));
    let configuration = GraphClientConfiguration::new()
        .access_token("token")
        .https_only(false)
        .retry(Some(3))
        .wait_for_retry_after_headers(true);
    let mut client = GraphClient::from(configuration);
    client.use_test_endpoint(&root.parse().unwrap());

    println!("graph-rs-sdk 3.0.1");
    let url = client
        .me()
        .events()
        .list_events()
        .order_by(&["start/dateTime", "subject"])
        .expand(&["attachments", "extensions"])
        .filter(&["isAllDay", "isOrganizer"])
        .url();
    for (name, value) in url.query_pairs() {
        println!("   {name}={value}");
    }
    let zone = HeaderValue::from_static("outlook.timezone=\"Pacific Standard Time\"");
    let pages = client
        .me()
        .events()
        .list_events()
        .header(HeaderName::from_static("prefer"), zone)
        .paging()
        .json::<serde_json::Value>()
        .await
        .unwrap();
    for page in pages {
        println!("   {} {}", page.status().as_u16(), if page.body().is_ok() { "Ok" } else { "Err" });
    }
    server.join().unwrap();
}
RS
cat >expected <<'END'
graph-rs-sdk 3.0.1
   $orderby=start/dateTime subject
   $expand=attachments extensions
   $filter=isAllDay,isOrganizer
   page 1 asked for with Prefer
   page 2 asked for without Prefer
   page 3 asked for without Prefer
   200 Ok
   200 Ok
   429 Ok
END
cargo run --quiet | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
