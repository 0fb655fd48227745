//! `graph-entity emulate`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use crate::called::{Directory, Outcome, program_with, started};

/// A running program, ended on drop.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program, and returns its address.
fn serve(metadata: &str, arguments: &[&str]) -> (Serving, String) {
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
    let (_serving, address) = serve(&metadata, &["--data", &data]);
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
        let (_serving, address) = serve(&metadata, arguments);
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
