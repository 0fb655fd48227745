//! `graph-entity emulate`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use crate::called::{Directory, Outcome, program, program_with, started};

/// A running program, ended on drop.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program, and returns its address.
fn serve(metadata: Option<&str>, arguments: &[&str]) -> (Serving, String) {
    let mut serving = Serving(started(metadata, &[&["emulate", "--port", "0"], arguments].concat()));
    let mut first = String::new();
    let output = serving.0.stdout.take().unwrap_or_else(|| panic!("no output"));
    BufReader::new(output).read_line(&mut first).unwrap_or_else(|error| panic!("{error}"));
    let address = first.trim().strip_prefix("serving http://").unwrap_or_else(|| panic!("{first}"));
    (serving, address.to_owned())
}

fn send(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
    let head = "Host: localhost\r\nAuthorization: Bearer any\r\nConnection: close\r\n";
    let mut response = String::new();
    let written = write!(stream, "{}", request.replace("HTTP/1.1\r\n", &format!("HTTP/1.1\r\n{head}")));
    written.and_then(|()| stream.read_to_string(&mut response)).unwrap_or_else(|error| panic!("{error}"));
    response
}

#[test]
fn it_serves_the_metadata_and_validates_requests() {
    let directory = Directory::new("emulate");
    let metadata = directory.metadata("small.csdl");
    let data = format!("{}/data.json", directory.path());
    let (_serving, address) = serve(Some(&metadata), &["--data", &data]);
    let address = address.as_str();

    let body = r#"{"displayName":"Oak"}"#;
    let request = format!(
        "PATCH /v1.0/gardener HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let trees = send(address, "GET /v1.0/trees HTTP/1.1\r\n\r\n");
    assert!(trees.starts_with("HTTP/1.1 200") && trees.contains("\"value\":[]"), "{trees}");
    let rejected = send(address, &request);
    assert!(rejected.starts_with("HTTP/1.1 400") && rejected.contains("displayName"), "{rejected}");

    let port = address.rsplit(':').next().unwrap_or_default();
    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--port", port]);
    assert_eq!(status, 2);
    assert!(errors.starts_with(&format!("error: cannot serve port {port}")), "{errors}");
}

#[test]
fn strict_requires_the_exact_case() {
    let directory = Directory::new("emulate-strict");
    let metadata = directory.metadata("small.csdl");
    for (arguments, status) in [(&[][..], "200"), (&["--strict"], "400")] {
        let (_serving, address) = serve(Some(&metadata), arguments);
        let trees = send(&address, "GET /v1.0/Trees/?TOP=1 HTTP/1.1\r\n\r\n");
        assert!(trees.starts_with(&format!("HTTP/1.1 {status}")), "{arguments:?}: {trees}");
    }
}

#[test]
fn another_data_file_is_not_overwritten() {
    let directory = Directory::new("emulate-data");
    let metadata = directory.metadata("small.csdl");
    let data = directory.file("data.json", "[1]");
    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--data", &data]);
    assert_eq!(status, 2);
    assert!(errors.contains(&format!("the data file `{data}`")), "{errors}");

    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--data", &directory.path()]);
    assert_eq!(status, 2);
    let message = errors.lines().next().unwrap_or_default();
    let parts: Vec<&str> = message.split(": ").collect();
    assert!(
        parts.len() > 2 && parts[parts.len() - 1] != parts[parts.len() - 2],
        "the cause is printed once: {message}"
    );
}

fn body(response: &str) -> serde_json::Value {
    let text = response.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {response}"))
}

#[test]
fn without_metadata_any_property_is_accepted() {
    let directory = Directory::new("emulate-script");
    let script = r#"{ "pageSize": 1, "entities": { "path": "users", "entities": [{ "id": "ada", "any": 1 }, { "id": "bob" }] } }"#;
    let script = directory.file("script.json", script);
    let arguments =
        ["--script", &script, "--page-size", "7", "--log", "1", "--public-url", "https://graph.example.org/g"];
    let (_serving, address) = serve(None, &arguments);
    let users = body(&send(&address, "GET /v1.0/users HTTP/1.1\r\n\r\n"));
    assert_eq!(users["value"].as_array().map(Vec::len), Some(1), "the script's page size is applied last: {users}");
    let link = users["@odata.nextLink"].as_str().unwrap_or_default();
    assert!(link.starts_with("https://graph.example.org/g/v1.0/users?"), "{link}");
    send(&address, "GET /v1.0/users/ada HTTP/1.1\r\n\r\n");
    let log = body(&send(&address, "GET /_emulator/requests HTTP/1.1\r\n\r\n"));
    assert_eq!((&log["count"], log["value"].as_array().map(Vec::len)), (&2.into(), Some(1)));
}

#[test]
fn the_greeting_says_what_is_not_checked() {
    let mut serving = Serving(started(None, &["emulate", "--port", "0"]));
    let output = serving.0.stdout.take().unwrap_or_else(|| panic!("no output"));
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.ends_with("/_emulator/")));
    assert!(lines.any(|line| line.starts_with("without metadata: any property is accepted")));
}

#[test]
fn a_wrong_script_is_not_served() {
    let directory = Directory::new("emulate-mistake");
    let script = directory.file("script.json", r#"{ "faults": [{ "kind": "throtled" }] }"#);
    let Outcome { status, errors, .. } = program(&["emulate", "--script", &script]);
    assert_eq!(status, 2);
    let expected = format!("error: {script}: 'faults[0].kind' can't be 'throtled': did you mean 'throttled'?\n");
    assert!(errors.starts_with(&expected), "{errors}");
    let Outcome { status, errors, .. } = program(&["emulate", "--public-url", "graph"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: the public URL `graph` is not like"), "{errors}");
}

#[test]
fn a_replay_prints_what_is_refused() {
    let directory = Directory::new("emulate-replay");
    let metadata = directory.metadata("small.csdl");
    let lines = [
        r#"{"id":"a","version":"v1.0","request":{"method":"GET","url":"https://graph.microsoft.com/v1.0/trees/{id}/branches","headers":{}}}"#,
        r#"{"id":"b","version":"beta","request":{"method":"PATCH","url":"/gardener","headers":{},"body":"{\"wrong\":1}"}}"#,
        r#"{"id":"c","version":"v1.0","request":{"method":"GET","url":"/shrubs","headers":{}}}"#,
        r#"{"id":"d","version":"v1.0","request":{"method":"GET","url":"/shrubs","headers":{}},"response":{"status":404}}"#,
        r#"{"id":"e","version":"v1.0","request":{"method":"PUT","url":"https://files.example/upload","headers":{}}}"#,
        r#"{"id":"f","version":"v1.0","request":null}"#,
    ];
    let file = directory.file("examples.jsonl", lines.join("\n"));
    let Outcome { status, output, errors } = program_with(&metadata, &["emulate", "--replay", &file]);
    assert_eq!((status, errors.as_str()), (1, ""), "{output}");
    assert!(output.starts_with("400  PATCH /beta/gardener\n     BadRequest: "), "{output}");
    assert!(output.contains("'wrong'") && output.contains("\n     b\n400  GET /v1.0/shrubs\n"), "{output}");
    assert!(
        output.ends_with("\n4 requests: 2 answered, 2 refused (2 × 400); 2 lines without a request to Graph\n"),
        "{output}"
    );
    let outcome = program_with(&metadata, &["emulate", "--replay", &file, "--json"]);
    let json = outcome.json();
    assert_eq!((outcome.status, &json["answered"], &json["skipped"]), (1, &2.into(), &2.into()));
    assert_eq!((&json["refused"][0]["id"], &json["refused"][0]["status"]), (&"b".into(), &400.into()));

    let good = directory.file("good.jsonl", lines[0]);
    let Outcome { status, output, .. } = program_with(&metadata, &["emulate", "--replay", &good]);
    assert_eq!((status, output.as_str()), (0, "1 request: 1 answered, 0 refused\n"));
    let broken = directory.file("broken.jsonl", "\n{}");
    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--replay", &broken]);
    assert_eq!(status, 2);
    assert!(errors.starts_with(&format!("error: {broken}:2: it has no `request`\n")), "{errors}");
    let Outcome { status, errors, .. } = program(&["emulate", "--replay", &good]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: no metadata file was given"), "{errors}");
}

#[cfg(feature = "tls")]
#[test]
fn the_certificate_is_a_file_with_the_lines_that_trust_it() {
    let directory = Directory::new("emulate-tls");
    let folder = format!("{}/new", directory.path());
    let mut serving = Serving(started(None, &["emulate", "--tls", "--tls-dir", &folder]));
    let output = serving.0.stdout.take().unwrap_or_else(|| panic!("no output"));
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    assert!(first.starts_with("serving https://127.0.0.1:"), "{first}");
    let file = format!("{folder}/ca.pem");
    for start in [
        "the certificate of this run: ",
        "  curl    curl --cacert ",
        "  Python  REQUESTS_CA_BUNDLE=",
        "  Node    NODE_EXTRA_CA_CERTS=",
    ] {
        let line = lines.find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}"));
        assert!(line.contains(&file), "{line}");
    }
    let certificate = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(certificate.starts_with("-----BEGIN CERTIFICATE-----") && !certificate.contains("KEY"), "{certificate}");
}
