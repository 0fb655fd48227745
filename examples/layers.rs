//! Layers of tower around the transport: a maximum of requests at once and of their time, and a log.
//!
//! The example starts an emulator on a free loopback port.

use std::time::Duration;

use graph_core::client::transports::reqwest::Reqwest;
use graph_core::client::transports::tower::{Body, ServiceTransport, TransportService};
use graph_core::{Client, StaticToken, graph_entity, http};
use graph_emulator::Emulator;
use serde_json::json;
use tower::ServiceBuilder;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada" }));
    let serving = emulator.serve().await?;
    let service = ServiceBuilder::new()
        .concurrency_limit(8)
        .timeout(Duration::from_secs(60))
        .map_request(|request: http::Request<Body>| {
            println!("{} {}", request.method(), request.uri().path());
            request
        })
        .service(TransportService::new(Reqwest::new()?));
    let client = Client::builder()
        .base_url(serving.url())
        .transport(ServiceTransport::new(service))
        .credential(StaticToken::new("any token will do"))
        .build()?;
    println!("{:?}", User::users().list().send(&client).await?.value);
    Ok(())
}
