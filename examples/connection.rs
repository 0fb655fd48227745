//! The client of an example.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use std::env::var;

use graph_core::{Client, ClientBuilder, StaticToken};
use graph_emulator::{Emulator, Serving};

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Connects to the real service or to `GRAPH_ENDPOINT` if `GRAPH_TOKEN` is set, and otherwise to the emulator on a free
/// loopback port. The emulator serves until the second value is dropped.
pub async fn connect(emulator: &Emulator, builder: ClientBuilder) -> Result<(Client, Option<Serving>)> {
    if let Ok(token) = var("GRAPH_TOKEN") {
        let endpoint = var("GRAPH_ENDPOINT").unwrap_or("https://graph.microsoft.com".into());
        return Ok((builder.base_url(endpoint).credential(StaticToken::new(token)).build()?, None));
    }
    let serving = emulator.serve().await?;
    let client = builder.base_url(serving.url()).credential(StaticToken::new("any token will do")).build()?;
    Ok((client, Some(serving)))
}
