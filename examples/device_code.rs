//! A user who signs in in a browser on any device.
//!
//! The example starts an emulator on a free loopback port, which signs the user in by itself. With `AZURE_CLIENT_ID` set, it uses the
//! real service: the application allows public client flows and has the delegated permission `User.Read`.

use std::env::var;

use graph_core::identity::DeviceCodeCredential;
use graph_core::{Client, graph_entity};
use graph_emulator::Emulator;
use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[graph_entity(singleton(name = "me", template = "me"))]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    if let Ok(client_id) = var("AZURE_CLIENT_ID") {
        let tenant = var("AZURE_TENANT_ID").unwrap_or("organizations".into());
        return greet(&Client::builder().credential(credential(&tenant, &client_id)?).build()?).await;
    }
    let emulator = Emulator::new();
    emulator.require_issued_tokens().seed_singleton("me", json!({ "id": "ada", "displayName": "Ada" }));
    let serving = emulator.serve().await?;
    let credential = credential("organizations", "client-id")?.authority(serving.url())?;
    greet(&Client::builder().base_url(serving.url()).credential(credential).build()?).await
}

fn credential(tenant: &str, client_id: &str) -> Result<DeviceCodeCredential> {
    Ok(DeviceCodeCredential::new(tenant, client_id, |prompt| println!("{}", prompt.message))?)
}

async fn greet(client: &Client) -> Result<()> {
    let me = User::me().get().send(client).await?;
    println!("Hello, {}!", me.display_name.unwrap_or_default());
    Ok(())
}
