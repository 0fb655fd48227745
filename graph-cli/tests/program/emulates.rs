//! `graph-entity emulate`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use crate::called::{Outcome, Place, program_with, started};

/// The program, ended behind its test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program as it serves, and where.
fn serve(metadata: &str, arguments: &[&str]) -> (Serving, String) {
    let mut serving = Serving(started(metadata, &[&["emulate", "--port", "0"], arguments].concat()));
    let mut first = String::new();
    let output = serving.0.stdout.take().unwrap_or_else(|| panic!("no output"));
    BufReader::new(output).read_line(&mut first).unwrap_or_else(|error| panic!("{error}"));
    let address = first.trim().strip_prefix("serving http://").unwrap_or_else(|| panic!("{first}"));
    (serving, address.to_owned())
}

fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
    let head = "Host: localhost\r\nAuthorization: Bearer any\r\nConnection: close\r\n";
    let mut answer = String::new();
    let said = write!(stream, "{}", request.replace("HTTP/1.1\r\n", &format!("HTTP/1.1\r\n{head}")));
    said.and_then(|()| stream.read_to_string(&mut answer)).unwrap_or_else(|error| panic!("{error}"));
    answer
}

#[test]
fn it_serves_what_the_metadata_has_and_keeps_what_is_stored() {
    let place = Place::new("emulate");
    let metadata = place.metadata("small.csdl");
    let data = format!("{}/data.json", place.path());
    let (_serving, address) = serve(&metadata, &["--data", &data]);
    let address = address.as_str();

    let body = r#"{"displayName":"Oak"}"#;
    let request = format!(
        "PATCH /v1.0/gardener HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let trees = ask(address, "GET /v1.0/trees HTTP/1.1\r\n\r\n");
    assert!(trees.starts_with("HTTP/1.1 200") && trees.contains("\"value\":[]"), "{trees}");
    let refused = ask(address, &request);
    assert!(refused.starts_with("HTTP/1.1 400") && refused.contains("displayName"), "{refused}");

    let port = address.rsplit(':').next().unwrap_or_default();
    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--port", port]);
    assert_eq!(status, 2);
    assert!(errors.starts_with(&format!("error: port {port} can't be served")), "{errors}");
}

#[test]
fn names_have_any_case_unless_it_is_strict() {
    let place = Place::new("emulate-strict");
    let metadata = place.metadata("small.csdl");
    for (arguments, status) in [(&[][..], "200"), (&["--strict"], "400")] {
        let (_serving, address) = serve(&metadata, arguments);
        let trees = ask(&address, "GET /v1.0/Trees/?TOP=1 HTTP/1.1\r\n\r\n");
        assert!(trees.starts_with(&format!("HTTP/1.1 {status}")), "{arguments:?}: {trees}");
    }
}

#[test]
fn a_data_file_of_another_kind_stays_as_it_is() {
    let place = Place::new("emulate-data");
    let metadata = place.metadata("small.csdl");
    let data = place.file("data.json", "[1]");
    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--data", &data]);
    assert_eq!(status, 2);
    assert!(errors.contains(&format!("the data file `{data}`")), "{errors}");

    let Outcome { status, errors, .. } = program_with(&metadata, &["emulate", "--data", &place.path()]);
    assert_eq!(status, 2);
    let fact = errors.lines().next().unwrap_or_default();
    let parts: Vec<&str> = fact.split(": ").collect();
    assert!(parts.len() > 2 && parts[parts.len() - 1] != parts[parts.len() - 2], "the cause is said once: {fact}");
}
