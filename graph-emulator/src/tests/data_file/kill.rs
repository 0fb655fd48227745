//! Kills of a process that serves a data file: what was answered is there, and nothing is half.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use serde_json::Value as Json;

use super::super::{get, get_eventual};
use super::{Folder, open};
use crate::Emulator;

/// Set for a process of the tests that only serves this file.
const SERVED: &str = "GRAPH_EMULATOR_TEST_SERVES";

/// The number of kills, if it is not [`KILLS`].
const REQUESTED: &str = "GRAPH_KILLS";
const KILLS: usize = 20;

/// The process to kill: it serves the file until then.
#[tokio::test]
async fn served_by_another_process() {
    let Some(file) = env::var_os(SERVED) else { return };
    let emulator = open(Path::new(&file));
    emulator.declare_collection("users");
    let serving = emulator.serve_on(([127, 0, 0, 1], 0).into()).await.unwrap();
    println!("serving {}", serving.url());
    tokio::time::sleep(Duration::from_mins(1)).await;
}

/// The process, and its address.
fn served(file: &Path) -> (Child, String) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "tests::data_file::kill::served_by_another_process", "--nocapture"])
        .env(SERVED, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address =
        lines.find_map(|line| line.split_once("serving http://").map(|(_, address)| address.to_owned())).unwrap();
    (child, address)
}

/// The status of the response; `None` if the connection was lost before it.
fn status(address: &str, method: &str, path: &str, body: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(address).ok()?;
    let headers = "Authorization: Bearer t\r\nContent-Type: application/json\r\nConnection: close";
    let length = body.len();
    let head = format!("{method} /v1.0/{path} HTTP/1.1\r\n{headers}\r\nHost: {address}\r\nContent-Length: {length}");
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).ok()?;
    let mut response = String::new();
    // The part of the response before the connection was lost.
    let _ = stream.read_to_string(&mut response);
    response.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}

/// A client with some users of its own, each with a number or deleted.
struct Writer {
    name: usize,
    turn: u64,
    /// As the last answers said.
    answered: BTreeMap<String, Option<u64>>,
    /// The request without an answer: the user, and the number after it.
    open: Option<(String, Option<u64>)>,
}

impl Writer {
    fn new(name: usize) -> Self {
        Self { name, turn: 0, answered: BTreeMap::new(), open: None }
    }

    /// Creates, updates and deletes users until the process is gone.
    fn run(&mut self, address: &str, on_answer: &Sender<()>) {
        loop {
            self.turn += 1;
            let (turn, id) = (self.turn, format!("{}-{}", self.name, self.turn % 5));
            let body = format!(r#"{{"id":"{id}","n":{turn},"twice":[{turn},{turn}]}}"#);
            let (method, path, after) = match self.answered.get(&id).copied().flatten() {
                None => ("POST", "users".to_owned(), Some(turn)),
                Some(_) if turn % 3 == 0 => ("DELETE", format!("users/{id}"), None),
                Some(_) => ("PATCH", format!("users/{id}"), Some(turn)),
            };
            self.open = Some((id.clone(), after));
            let Some(status) = status(address, method, &path, &body) else { return };
            assert!(matches!(status, 201 | 204), "{method} {path}: {status}");
            self.open = None;
            self.answered.insert(id, after);
            on_answer.send(()).unwrap_or_default();
        }
    }

    /// Compares the stored users with the answers.
    fn check(&mut self, emulator: &Emulator) {
        let open = self.open.take();
        if let Some((id, _)) = &open {
            self.answered.entry(id.clone()).or_default();
        }
        for (id, answered) in &mut self.answered {
            let found = get(emulator, &format!("users/{id}"));
            let number = found.body["n"].as_u64();
            assert_eq!(found.status, if number.is_some() { 200 } else { 404 }, "{id}");
            let open = open.as_ref().filter(|(own, _)| own == id).map(|(_, after)| *after);
            assert!(number == *answered || Some(number) == open, "{id}: {number:?}, not {answered:?} or {open:?}");
            let twice = number.map_or(Json::Null, |number| vec![number, number].into());
            assert_eq!(found.body["twice"], twice, "{id} is whole");
            *answered = number;
        }
    }
}

#[test]
fn successful_requests_survive_a_kill() {
    let folder = Folder::new();
    let kills = env::var(REQUESTED).map_or(KILLS, |kills| kills.parse().unwrap());
    let mut writers: Vec<Writer> = (0..4).map(Writer::new).collect();
    let mut answers = 0;
    for kill in 0..kills {
        let (mut child, address) = served(&folder.file());
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            for writer in &mut writers {
                let (address, sender) = (&address, sender.clone());
                scope.spawn(move || writer.run(address, &sender));
            }
            // In the middle of the writers' requests, and not always at the same one.
            drop(sender);
            answers += receiver.iter().take(5 + kill % 40).count();
            child.kill().unwrap();
            child.wait().unwrap();
            answers += receiver.iter().count();
        });
        let emulator = open(&folder.file());
        for writer in &mut writers {
            writer.check(&emulator);
        }
        let stored = writers.iter().flat_map(|writer| writer.answered.values()).flatten().count();
        assert_eq!(get_eventual(&emulator, "users/$count").body, Json::from(stored), "and no other");
    }
    assert!(answers >= 5 * kills, "{answers} answers");
    assert_eq!(folder.names(), ["data.json", "data.json.lock"], "what a kill left beside it is gone");
    println!("{kills} kills, {answers} answers");
}
