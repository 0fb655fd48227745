//! The data file: restarts, kills, and concurrent writes.

mod kill;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use bytes::Bytes;
use http::Request;
use serde_json::{Value as Json, json};

use super::metadata::SERVICE;
use super::{ROOT, ask, delete, get, get_eventual, send};
use crate::{BuildError, Emulator};

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
                let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
                assert!(
                    lines.all(|line| serde_json::from_str::<Json>(line).is_ok()),
                    "each line is whole when it is read"
                );
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

/// The text of a file with three records after the whole state: a user is created, updated, and deleted.
fn log(folder: &Folder) -> String {
    let emulator = open(&folder.file());
    emulator.declare_collection("users");
    assert_eq!(ask(&emulator, "POST users", &json!({ "id": "ada", "n": 1 })).status, 201);
    assert_eq!(ask(&emulator, "PATCH users/ada", &json!({ "n": 2 })).status, 204);
    assert_eq!(delete(&emulator, "users/ada").status, 204);
    drop(emulator);
    fs::read_to_string(folder.file()).unwrap()
}

#[test]
fn each_change_is_a_line() {
    let folder = Folder::new();
    let log = log(&folder);
    let lines: Vec<Json> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["record"]["format"], 2);
    let change = &lines[lines.len() - 2]["record"];
    assert_eq!(change["entities"]["users/ada"]["properties"]["n"], 2);
    assert_eq!(change.as_object().unwrap().keys().collect::<Vec<_>>(), ["clock", "entities"], "what has changed");
    let deleted = &lines[lines.len() - 1]["record"];
    assert!(
        deleted["entities"]["users/ada"].is_null() && deleted["entities"]["directory/deletedItems/ada"].is_object()
    );
}

#[test]
fn an_incomplete_last_line_is_left_out() {
    let folder = Folder::new();
    let log = log(&folder);
    let last = log.trim_end().rfind('\n').unwrap() + 1;
    for end in [last, last + 1, last + 9, usize::midpoint(last, log.len()), log.len() - 1] {
        fs::write(folder.file(), &log.as_bytes()[..end]).unwrap();
        let emulator = open(&folder.file());
        assert_eq!(get(&emulator, "users/ada").body["n"], 2, "{end} of {} bytes", log.len());
        drop(emulator);
        assert_eq!(get(&open(&folder.file()), "users/ada").body["n"], 2);
    }
}

#[test]
fn a_damaged_line_is_an_error_with_its_place() {
    let folder = Folder::new();
    let log = log(&folder);
    let (mut offset, count) = (0, log.lines().count());
    for (line, text) in (1..).zip(log.split_inclusive('\n')) {
        for at in [0, 12, 21, text.len() / 2, text.len() - 2] {
            let mut damaged = log.clone().into_bytes();
            damaged[offset + at] ^= 1;
            fs::write(folder.file(), &damaged).unwrap();
            let error = Emulator::builder().data_file(folder.file()).build().unwrap_err().to_string();
            let place = format!("line {line}, at byte {offset}: ");
            // A file whose first line is not a record is read as a document.
            let is_said = error.contains(&place) || (line == 1 && error.contains("it is not JSON"));
            assert!(is_said && error.contains("data.json") && error.contains("left as it is"), "{error}, not {place}");
            assert_eq!(fs::read(folder.file()).unwrap(), damaged, "line {line} of {count}");
        }
        offset += text.len();
    }
    // A line is missing: the first one has the format.
    fs::write(folder.file(), log.split_once('\n').unwrap().1).unwrap();
    let error = Emulator::builder().data_file(folder.file()).build().unwrap_err().to_string();
    assert!(error.contains("line 1, at byte 0: it is not data of an emulator"), "{error}");
}

#[test]
fn a_document_of_the_former_format_is_read() {
    let folder = Folder::new();
    let document = json!({
        "format": 1, "clock": 9,
        "entities": {
            "users/ada": { "revision": 3, "properties": { "id": "ada", "n": 1 } },
            "users/bob": { "revision": 5, "properties": { "id": "bob" } },
        },
        "collections": {
            "users": { "members": { "ada": [2, "users/ada"], "bob": [4, "users/bob"] }, "removed": { "eve": [6, true] } },
            "groups/g/members": { "members": { "ada": [8, "users/ada"] }, "removed": {} },
        },
        "relations": { "users/bob/manager": "users/ada" },
        "media": { "users/ada/photo": { "contentType": "image/png", "base64": "AJ//" } },
    });
    fs::write(folder.file(), format!("{document:#}\n")).unwrap();
    for _ in 0..2 {
        let emulator = open(&folder.file());
        assert_eq!(get(&emulator, "users").ids(), ["ada", "bob"]);
        assert_eq!(get(&emulator, "users/ada").header("etag"), "W/\"3\"");
        assert_eq!(get(&emulator, "groups/g/members").ids(), ["ada"]);
        assert_eq!(get(&emulator, "users/bob/manager").body["n"], 1);
        assert_eq!(get(&emulator, "users/ada/photo/$value").status, 200);
    }
    assert!(fs::read_to_string(folder.file()).unwrap().starts_with(r#"{"crc32":""#), "it is converted");
}

#[test]
fn a_long_log_is_replaced_by_the_state() {
    let folder = Folder::new();
    let emulator = open(&folder.file());
    emulator.seed("users", json!({ "id": "ada" }));
    let long = "x".repeat(100_000);
    for number in 0..40 {
        assert_eq!(ask(&emulator, "PATCH users/ada", &json!({ "n": number, "text": long })).status, 204);
    }
    let length = fs::metadata(folder.file()).unwrap().len();
    assert!(length < 2_000_000, "{length} bytes");
    drop(emulator);
    assert_eq!(get(&open(&folder.file()), "users/ada").body["n"], 39);
}

#[test]
fn a_file_that_another_program_changed_is_replaced() {
    let folder = Folder::new();
    let emulator = open(&folder.file());
    emulator.declare_collection("users");
    let create = |id: &str| ask(&emulator, "POST users", &json!({ "id": id })).status;
    assert_eq!(create("ada"), 201);
    fs::write(folder.file(), "mine").unwrap();
    assert_eq!((create("bob"), create("eve")), (500, 201));
    drop(emulator);
    assert_eq!(get(&open(&folder.file()), "users").ids(), ["ada", "bob", "eve"]);
}
