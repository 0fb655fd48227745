//! The reference page "Add deviceStatuses", over real HTTP.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it sends the create to the real service
//! or to `GRAPH_ENDPOINT`, for the configuration `GRAPH_DEVICE_CONFIGURATION`.

mod device_status;

use std::env::var;

use graph_core::{ApiVersion, Client, Collection, StaticToken};
use graph_emulator::Emulator;

use crate::device_status::DeviceStatus;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let statuses = DeviceStatus::device_statuses(var("GRAPH_DEVICE_CONFIGURATION").unwrap_or("d0313ccf".into()));
    if let Ok(token) = var("GRAPH_TOKEN") {
        let endpoint = var("GRAPH_ENDPOINT").unwrap_or("https://graph.microsoft.com".into());
        return create(&client(&endpoint, &token)?, &statuses).await.map(drop);
    }
    let serving = Emulator::new().serve().await?;
    let client = client(serving.url(), "any token will do")?;
    let created = create(&client, &statuses).await?;

    let through_ref = statuses.create_ref(&DeviceStatus { id: None, ..created.clone() }).send(&client).await?;
    println!("created through $ref: {:?}", through_ref.id);

    let elsewhere = DeviceStatus::device_statuses("another configuration");
    let other = elsewhere.create(&DeviceStatus { id: None, ..created.clone() }).send(&client).await?;
    statuses.add_ref(&elsewhere.entity(&other.id).reference()).send(&client).await?;
    println!("listed: {}", statuses.list().send(&client).await?.value.len());
    statuses.remove_ref(&other.id).send(&client).await?;

    let one = statuses.entity(&created.id);
    let changes = DeviceStatus::changes().set(DeviceStatus::USER_NAME, "Ada").clear(DeviceStatus::DEVICE_MODEL);
    let updated = one.update(changes).send(&client).await?;
    println!("updated: {:?}", updated.map(|status| (status.user_name, status.device_model)));

    one.delete().send(&client).await?;
    println!("left: {}", statuses.list().send(&client).await?.value.len());
    Ok(())
}

fn client(endpoint: &str, token: &str) -> Result<Client> {
    let credential = StaticToken::new(token);
    Ok(Client::builder().base_url(endpoint).version(ApiVersion::Beta).credential(credential).build()?)
}

async fn create(client: &Client, statuses: &Collection<DeviceStatus>) -> Result<DeviceStatus> {
    let request = statuses.create(&device_status::of_the_page()?);
    println!("{} {}/{}", request.method(), client.root(), request.path());
    let answer = request.send_full(client).await?;
    println!("{}\n{}", answer.status(), serde_json::to_string_pretty(answer.body())?);
    Ok(answer.into_body())
}
