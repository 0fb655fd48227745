//! The data file: restarts, kills, and concurrent writes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use serde_json::{Value as Json, json};

use super::metadata::SERVICE;
use super::{ROOT, ask, delete, get, get_eventual, send};
use crate::{BuildError, Emulator};

/// Set for a process of the tests that only serves this file.
const SERVED: &str = "GRAPH_EMULATOR_TEST_SERVES";

/// A folder that is removed with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("graph-emulator-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("data.json")
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(file: &Path) -> Emulator {
    Emulator::builder().data_file(file).build().unwrap()
}

#[test]
fn stored_entities_survive_a_restart() {
    let folder = Folder::new();
    let first = open(&folder.file());
    first.declare_collection("users").declare_collection("groups");
    for id in ["ada", "bob", "eve/x"] {
        assert_eq!(ask(&first, "POST users", &json!({ "id": id, "n": [1, null, { "a": 2.5 }] })).status, 201);
    }
    let message = json!({ "@odata.type": "#microsoft.graph.message", "id": "m" });
    assert_eq!(ask(&first, "POST users/ada/messages", &message).status, 201);
    let reference = json!({ "@odata.id": format!("{ROOT}/users/ada") });
    assert_eq!(ask(&first, "PUT users/bob/manager/$ref", &reference).status, 204);
    assert_eq!(delete(&first, "users/eve%2Fx").status, 204);
    let photo = Request::put(format!("{ROOT}/users/ada/photo/$value")).header("authorization", "Bearer t");
    let photo = photo.header("content-type", "image/png").body(Bytes::from_static(&[0, 159, 255])).unwrap();
    assert_eq!(send(&first, photo).status, 200);
    let delta_link = get(&first, "users/delta").text("/@odata.deltaLink").to_owned();
    let before = get(&first, "users/ada");
    drop(first);

    let second = open(&folder.file());
    let after = get(&second, "users/ada");
    assert_eq!((&after.body, after.header("etag")), (&before.body, before.header("etag")));
    assert_eq!(get(&second, "users").ids(), ["ada", "bob"]);
    assert_eq!(get(&second, "users/bob/manager/messages").ids(), ["m"]);
    let photo = Request::get(format!("{ROOT}/users/ada/photo/$value")).header("authorization", "Bearer t");
    let photo = second.respond(photo.body(Bytes::new()).unwrap()).unwrap();
    assert_eq!(
        (photo.headers()["content-type"].to_str().unwrap(), photo.body().as_ref()),
        ("image/png", &[0, 159, 255][..])
    );
    assert_eq!(get(&second, &delta_link).code(), (410, "syncStateNotFound"));
    assert_eq!(folder.names(), ["data.json", "data.json.lock"], "nothing else is left beside it");
}

#[test]
fn deep_bodies_are_readable_again_or_refused() {
    let folder = Folder::new();
    let first = open(&folder.file());
    first.declare_collection("users");
    // The body itself is one level.
    let nested = |levels: usize| (0..levels).fold(json!(1), |within, _| json!([within]));
    assert_eq!(ask(&first, "POST users", &json!({ "id": "ada", "x": nested(63) })).status, 201);
    let refused = ask(&first, "POST users", &json!({ "id": "bob", "x": nested(64) }));
    assert_eq!(refused.code(), (400, "Request_BadRequest"));
    assert!(refused.text("/error/message").contains("it has more than 64 levels"));
    drop(first);
    assert_eq!(get(&open(&folder.file()), "users/ada").body["x"], nested(63));
}

#[test]
fn metadata_and_a_file_go_together() {
    let folder = Folder::new();
    let open = || Emulator::builder().metadata(SERVICE).data_file(folder.file()).build().unwrap();
    let guest = json!({ "@odata.type": "#microsoft.graph.guest", "id": "eve" });
    assert_eq!(ask(&open(), "POST users", &guest).status, 201);
    let again = open();
    assert_eq!(get(&again, "users/microsoft.graph.user").ids(), ["eve"]);
    assert!(get(&again, "groups").ids().is_empty());
    assert_eq!(ask(&again, "PATCH users/eve", &json!({ "invitedByy": "x" })).code(), (400, "BadRequest"));
}

#[test]
fn a_data_file_is_locked() {
    let folder = Folder::new();
    let first = open(&folder.file());
    let clone = first.clone();
    let error = Emulator::builder().data_file(folder.file()).build().unwrap_err();
    assert!(error.to_string().ends_with("is in use by another emulator: give each a file of its own"), "{error}");
    drop(first);
    assert!(Emulator::builder().data_file(folder.file()).build().is_err(), "a clone is the same one");
    drop(clone);
    open(&folder.file());
}

#[test]
fn a_file_with_other_content_is_unchanged() {
    let folder = Folder::new();
    for (text, fact) in [
        ("{", "it is not JSON"),
        ("", "it is not JSON"),
        ("[]", "it has no `format`"),
        (r#"{"format":2}"#, "its format is 2"),
        (r#"{"format":1,"clock":1,"entities":{},"collections":{},"relations":{}}"#, "it has no `media`"),
    ] {
        fs::write(folder.file(), text).unwrap();
        let error = Emulator::builder().data_file(folder.file()).build().unwrap_err();
        let message = error.to_string();
        assert!(
            message.contains(fact) && message.contains("data.json") && message.contains("left as it is"),
            "{message}"
        );
        assert!(matches!(&error, BuildError::Data(error) if error.path() == folder.file()));
        assert_eq!(fs::read_to_string(folder.file()).unwrap(), text);
    }
}

#[test]
fn an_unreadable_file_is_reported() {
    let folder = Folder::new();
    let error = Emulator::builder().data_file(&folder.0).build().unwrap_err();
    assert!(error.to_string().ends_with("can't be read"), "its source is not said twice: {error}");
    assert!(std::error::Error::source(&error).is_some());
    assert!(!folder.0.with_extension("lock").exists());
    fs::write(folder.file(), [0xff]).unwrap();
    assert!(Emulator::builder().data_file(folder.file()).build().is_err());
}

#[test]
fn a_failed_write_to_the_data_file_is_500() {
    let folder = Folder::new();
    let emulator = open(&folder.file());
    emulator.declare_collection("users");
    fs::remove_dir_all(&folder.0).unwrap();
    let refused = ask(&emulator, "POST users", &json!({ "id": "ada" }));
    assert_eq!(refused.code(), (500, "generalException"));
    let message = refused.text("/error/message");
    assert!(message.contains("data.json` can't be written: "), "{message}");
    assert!(emulator.save().is_err());
    fs::create_dir(&folder.0).unwrap();
    emulator.save().unwrap();
    drop(emulator);
    assert_eq!(get(&open(&folder.file()), "users").ids(), ["ada"]);
}

#[test]
fn save_writes_seeded_entities() {
    let folder = Folder::new();
    open(&folder.file()).seed("users", json!({ "id": "ada" })).save().unwrap();
    let emulator = open(&folder.file());
    assert_eq!(get(&emulator, "users").ids(), ["ada"]);
    let batch = json!({ "requests": [{ "id": "1", "method": "DELETE", "url": "users/ada" }] });
    assert_eq!(ask(&emulator, "POST $batch", &batch).status, 200);
    drop(emulator);
    assert!(get(&open(&folder.file()), "users").ids().is_empty(), "a batch's requests are written, too");
}

#[test]
fn writes_at_the_same_time_are_all_kept() {
    let folder = Folder::new();
    let emulator = open(&folder.file());
    emulator.declare_collection("users");
    let (is_done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|thread| {
                let emulator = &emulator;
                scope.spawn(move || {
                    for number in 0..10 {
                        let created = ask(emulator, "POST users", &json!({ "id": format!("{thread}-{number}") }));
                        assert_eq!(created.status, 201);
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !is_done.load(Ordering::SeqCst) {
                let text = fs::read_to_string(folder.file()).unwrap();
                assert!(serde_json::from_str::<Json>(&text).is_ok(), "the file is whole whenever it is read");
                reads.fetch_add(1, Ordering::SeqCst);
            }
        });
        for writer in writers {
            writer.join().unwrap();
        }
        is_done.store(true, Ordering::SeqCst);
    });
    assert!(reads.load(Ordering::SeqCst) > 0);
    drop(emulator);
    assert_eq!(get_eventual(&open(&folder.file()), "users/$count").body, json!(80));
}

/// The process to kill: it serves the file until then.
#[tokio::test]
async fn served_by_another_process() {
    let Some(file) = std::env::var_os(SERVED) else { return };
    let emulator = open(Path::new(&file));
    emulator.declare_collection("users");
    let serving = emulator.serve_on(([127, 0, 0, 1], 0).into()).await.unwrap();
    println!("serving {}", serving.url());
    tokio::time::sleep(Duration::from_mins(1)).await;
}

fn create(address: &str, id: &str) -> Option<()> {
    let mut stream = TcpStream::connect(address).ok()?;
    let body = format!(r#"{{"id":"{id}"}}"#);
    let head =
        "POST /v1.0/users HTTP/1.1\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\nConnection: close";
    write!(stream, "{head}\r\nHost: {address}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).ok()?;
    let mut response = String::new();
    // The part of the response before the connection was lost.
    let _ = stream.read_to_string(&mut response);
    response.starts_with("HTTP/1.1 201").then_some(())
}

#[test]
fn successful_requests_survive_a_kill() {
    let folder = Folder::new();
    let mut answered: Vec<String> = Vec::new();
    for round in 0..3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::data_file::served_by_another_process", "--nocapture"])
            .env(SERVED, folder.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let url =
            lines.find_map(|line| line.split_once("serving http://").map(|(_, address)| address.to_owned())).unwrap();
        let (sender, receiver) = mpsc::channel();
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let (address, sender) = (url.clone(), sender.clone());
                thread::spawn(move || {
                    let ids = (0..).map(|number| format!("{round}-{writer}-{number}"));
                    let answered = ids.map_while(|id| create(&address, &id).map(|()| id));
                    answered.inspect(|_| sender.send(()).unwrap_or_default()).collect::<Vec<_>>()
                })
            })
            .collect();
        // In the middle of both writers' requests: some have a response by then, however slow the disk is.
        drop(sender);
        assert_eq!(receiver.iter().take(9).count(), 9);
        child.kill().unwrap();
        child.wait().unwrap();
        for writer in writers {
            answered.extend(writer.join().unwrap());
        }
        let emulator = open(&folder.file());
        for id in &answered {
            assert_eq!(get(&emulator, &format!("users/{id}")).status, 200, "{id} of {}", answered.len());
        }
    }
    assert!(answered.len() >= 27, "{} creates", answered.len());
    open(&folder.file());
    assert_eq!(folder.names(), ["data.json", "data.json.lock"], "what a kill left beside it is gone");
}
