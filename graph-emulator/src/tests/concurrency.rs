//! Concurrent requests.

use std::collections::HashSet;
use std::thread;

use serde_json::{Value as Json, json};

use super::{ask, ask_with, get};
use crate::Emulator;

#[test]
fn each_create_has_its_own_id_and_is_listed() {
    let emulator = Emulator::builder().page_size(1000).build().unwrap();
    emulator.declare_collection("users");
    let create = || (0..50).map(|_| ask(&emulator, "POST users", &json!({})).text("/id").to_owned()).collect();
    let ids: HashSet<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| -> Vec<String> { create() })).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(ids.len(), 400);
    assert_eq!(get(&emulator, "users").ids().into_iter().collect::<HashSet<_>>(), ids);
    assert_eq!(emulator.request_log().len(), 401);
}

#[test]
fn no_update_under_an_etag_is_lost() {
    let emulator = Emulator::new();
    emulator.seed_singleton("counter", json!({ "n": 0 }));
    let increment = || loop {
        let seen = get(&emulator, "counter");
        let next = json!({ "n": seen.body["n"].as_u64().unwrap() + 1 });
        let etag = [("if-match", seen.header("etag"))];
        if ask_with(&emulator, "PATCH counter", &etag, &next).status == 200 {
            break;
        }
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..25).for_each(|_| increment()));
        }
    });
    assert_eq!(get(&emulator, "counter").body["n"], Json::from(100));
}
