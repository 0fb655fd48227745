//! A credential of Azure's SDK: any `TokenCredential` of the crate `azure_core`, such as those of `azure_identity`.
//!
//! The example starts an emulator on a free loopback port. The credential of this file takes the place of one of `azure_identity`:
//! `DeveloperToolsCredential::new(None)?`, `WorkloadIdentityCredential::new(None)?`.

use std::sync::Arc;
use std::time::Duration;

use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::time::OffsetDateTime;
use graph_core::client::azure_identity::AzureCredential;
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

#[derive(Debug)]
struct OfTheSdk;

#[async_trait::async_trait]
impl TokenCredential for OfTheSdk {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        println!("a token for {scopes:?}");
        Ok(AccessToken::new("a token of the emulator", OffsetDateTime::now_utc() + Duration::from_secs(3600)))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada" }));
    let serving = emulator.serve().await?;

    // The closure makes the credential anew after the service refused a token, since credentials of the SDK keep their tokens.
    let credential = AzureCredential::renewing(|| Ok(Arc::new(OfTheSdk)))?;
    let client = Client::builder().base_url(serving.url()).credential(credential).build()?;
    for _ in 0..2 {
        let page = User::users().list().send(&client).await?;
        println!("{:?}", page.value.iter().map(|user| &user.display_name).collect::<Vec<_>>());
    }
    Ok(())
}
