//! Which service an example asks.
#![allow(unreachable_pub, reason = "it stands here as it would in a library")]

use std::env::var;

use graph_core::{ApiVersion, Client, StaticToken};
use graph_emulator::{Emulator, Serving};

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A client of the real service, or of the one at `GRAPH_ENDPOINT`, where `GRAPH_TOKEN` is set; else of the emulator,
/// over a free loopback port, and what keeps it running.
pub async fn connect(emulator: &Emulator, version: ApiVersion) -> Result<(Client, Option<Serving>)> {
    if let Ok(token) = var("GRAPH_TOKEN") {
        let endpoint = var("GRAPH_ENDPOINT").unwrap_or("https://graph.microsoft.com".into());
        return Ok((client(&endpoint, version, &token)?, None));
    }
    let serving = emulator.serve().await?;
    Ok((client(serving.url(), version, "any token will do")?, Some(serving)))
}

fn client(endpoint: &str, version: ApiVersion, token: &str) -> Result<Client> {
    Ok(Client::builder().base_url(endpoint).version(version).credential(StaticToken::new(token)).build()?)
}
