//! A program without `async`: each call blocks the thread.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it uses the real service: the token needs `User.Read.All`.

use graph_core::{Client, StaticToken, graph_entity};
use graph_emulator::Emulator;
use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

fn main() -> Result<()> {
    let emulator = Emulator::new();
    for (id, name) in [("ada", "Ada"), ("bob", "Bob")] {
        emulator.seed("users", json!({ "id": id, "displayName": name }));
    }
    let builder = match std::env::var("GRAPH_TOKEN") {
        Ok(token) => Client::builder().credential(StaticToken::new(token)),
        // The emulator answers in memory.
        Err(_) => Client::builder().credential(StaticToken::new("any token will do")).transport(emulator),
    };
    let client = builder.build_blocking()?;
    for user in User::users().list().iter(&client).take(5) {
        println!("{:?}", user?.display_name);
    }
    match User::users().entity("eve").get().send_blocking(&client) {
        Ok(eve) => println!("{:?}", eve.display_name),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
