//! The commands of `docs/emulator.md`.

use super::served::exchange;
use crate::Emulator;

const TABLE: &str = r#"{"permissions": {
  "User.Read.All": {"schemes": {"Application": {}}, "pathSets": [
    {"schemeKeys": ["Application"], "methods": ["GET"], "paths": {"/users/{id}": ""}}]},
  "User.ReadWrite.All": {"schemes": {"Application": {}}, "pathSets": [
    {"schemeKeys": ["Application"], "methods": ["GET", "DELETE"], "paths": {"/users/{id}": ""}}]}
}}"#;

/// The words of a command, as a shell splits them.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in command.chars() {
        match (letter, quote) {
            ('\'' | '"', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (letter, Some(end)) if letter == end => quote = None,
            (' ', None) => words.extend(word.take()),
            (letter, _) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// Sends the request of a `curl` command to an address, and returns the status and the body.
fn curl(command: &str, address: &str) -> (u16, String) {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"), "{command}");
    let (mut method, mut body, mut headers, mut path) = (None, None, String::new(), String::new());
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" => method = words.next(),
            "-d" => body = words.next(),
            "-H" => headers.extend([words.next().unwrap().as_str(), "\r\n"]),
            url => url.strip_prefix("http://127.0.0.1:8080").unwrap().clone_into(&mut path),
        }
    }
    if body.is_some() {
        headers += "Content-Type: application/x-www-form-urlencoded\r\n";
    }
    let method = method.unwrap_or_else(|| if body.is_some() { "POST" } else { "GET" }.to_owned());
    // As curl does.
    let path = path.replace('{', "%7B").replace('}', "%7D");
    let head = format!("{method} {path} HTTP/1.1\r\n{headers}");
    let response = exchange(address, head.trim_end(), body.unwrap_or_default().as_bytes()).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_command_has_its_output() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/emulator.md")).unwrap();
    let serving = Emulator::builder().permissions(TABLE).build().unwrap().serve().await.unwrap();
    let mut token = String::new();
    let address = serving.url().strip_prefix("http://").unwrap();
    let blocks = text.split("```console\n").skip(1).filter_map(|block| block.split("```").next());
    let commands: Vec<(&str, &str)> = blocks
        .flat_map(|block| block.split("$ ").skip(1))
        .map(|entry| entry.split_once('\n').unwrap_or((entry, "")))
        .collect();
    assert!(commands.len() > 20, "{}", commands.len());
    for (command, output) in commands {
        if let Some(command) = command.strip_prefix("TOKEN=$(") {
            let (_, body) = curl(command.strip_suffix(" | jq -r .access_token)").unwrap(), address);
            super::as_json(body.as_bytes())["access_token"].as_str().unwrap().clone_into(&mut token);
            continue;
        }
        let (status, body) = curl(&command.replace("$TOKEN", &token), address);
        if let Some(start) = output.trim_end().strip_suffix('…') {
            assert!(body.starts_with(start), "{command}\n{body}");
        } else {
            assert_eq!(body, output.trim_end(), "{command}");
            assert!(status < 400, "{command}: {status}");
        }
    }
}

#[test]
fn each_kind_of_fault_is_documented() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/emulator.md")).unwrap();
    for kind in crate::control::fault::KINDS {
        assert!(text.contains(&format!("`{kind}`")), "{kind}");
    }
}
