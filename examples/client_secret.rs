//! An application that gets its own tokens: with a secret, which is renewed before it expires and after it was revoked.
//!
//! The example starts an emulator on a free loopback port, which issues the tokens too. With `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and
//! `AZURE_CLIENT_SECRET` set, it uses the real service; the application needs the permission `User.Read.All`.

use std::env::var;

use graph_core::identity::ClientSecretCredential;
use graph_core::{Client, graph_entity};
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

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    if let (Ok(tenant), Ok(id), Ok(secret)) =
        (var("AZURE_TENANT_ID"), var("AZURE_CLIENT_ID"), var("AZURE_CLIENT_SECRET"))
    {
        let client = Client::builder().credential(ClientSecretCredential::new(&tenant, &id, secret)?).build()?;
        return list(&client).await;
    }
    let emulator = Emulator::new();
    emulator.register_application("client-id", "the secret").require_issued_tokens();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada" }));
    let serving = emulator.serve().await?;

    let credential = ClientSecretCredential::new("contoso.com", "client-id", "the secret")?.authority(serving.url())?;
    let client = Client::builder().base_url(serving.url()).credential(credential).build()?;
    list(&client).await?;
    emulator.revoke_tokens();
    list(&client).await?;

    let wrong = ClientSecretCredential::new("contoso.com", "client-id", "another secret")?.authority(serving.url())?;
    let client = Client::builder().base_url(serving.url()).credential(wrong).build()?;
    if let Err(error) = list(&client).await {
        println!("{error}");
    }
    Ok(())
}

async fn list(client: &Client) -> Result<()> {
    let page = User::users().list().top(5).send(client).await?;
    println!("{:?}", page.value.iter().map(|user| &user.display_name).collect::<Vec<_>>());
    Ok(())
}
