//! A webhook whose notifications include the resource, and a subscription that is kept: renewed in time, or when the service asks for it.
//!
//! The example starts an emulator on a free loopback port, which calls the webhook. The certificate is that of the emulator's tests: create
//! your own, and keep its key secret.

mod endpoint;

use std::time::Duration;

use graph_core::chrono::Utc;
use graph_core::http::StatusCode;
use graph_core::notification::{ChangeType, ClientState, Keys, LifecycleEvent, Notification, Subscription};
use graph_core::{Client, Error, StaticToken, graph_entity};
use graph_emulator::Emulator;
use tokio::net::TcpListener;
use uuid::Uuid;

const CERTIFICATE: &str = include_str!("../graph-emulator/src/tests/notifications/certificate.pem");
const KEY: &str = include_str!("../graph-emulator/src/tests/notifications/key.pem");

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[graph_entity(path = "me/messages")]
#[derive(Debug)]
struct Message {
    #[graph(key)]
    id: Option<String>,
    subject: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::new();
    let serving = emulator.serve().await?;
    let client = Client::builder().base_url(serving.url()).credential(StaticToken::new("any token will do")).build()?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let state = ClientState::new(format!("{:x}", Uuid::new_v4()));
    let mut received = endpoint::serve(listener, state.clone());

    let mut subscription = subscribe(&client, &url, &state).await?;
    Message::messages().create(&Message { id: None, subject: Some("Lunch".into()) }).send(&client).await?;
    let keys = Keys::new().with_pem("2026-11", KEY)?;
    loop {
        let rest = subscription.next_renewal(Utc::now()).map(|at| (at - Utc::now()).to_std().unwrap_or_default());
        let notification = tokio::select! {
            () = tokio::time::sleep(rest.unwrap_or(Duration::MAX)) => None,
            notification = received.recv() => notification,
        };
        match notification {
            Some(Notification::Change(change)) => {
                let content = change.encrypted_content.ok_or("the notification has no resource")?;
                println!("{} {:?}", change.change_type, keys.decrypt::<Message>(&content)?);
                // Here the emulator takes the part of the service, which asks when a permission has changed.
                emulator.notify_lifecycle(subscription.id.as_deref().unwrap_or_default(), "reauthorizationRequired");
            }
            Some(Notification::Lifecycle(event)) if event.event == LifecycleEvent::Missed => {
                println!("run a delta query");
            }
            // The time has come, or the service asks for it.
            _ => {
                subscription = match subscription.renew(Utc::now()).send(&client).await {
                    Ok(renewed) => renewed.unwrap_or(subscription),
                    // It has ended.
                    Err(Error::Api(error)) if error.status == StatusCode::NOT_FOUND => {
                        subscribe(&client, &url, &state).await?
                    }
                    Err(error) => return Err(error.into()),
                };
                println!("{subscription:?}");
                // A program that runs for months goes on.
                return Ok(());
            }
        }
    }
}

async fn subscribe(client: &Client, url: &str, state: &ClientState) -> Result<Subscription> {
    let certificate: String = CERTIFICATE.lines().filter(|line| !line.starts_with("-----")).collect();
    let new = Subscription::new("me/messages?$select=subject", [ChangeType::Created], url, Utc::now());
    let new = new.with_resource_data(certificate, "2026-11", Utc::now());
    let new = Subscription { client_state: Some(state.clone()), lifecycle_notification_url: Some(url.into()), ..new };
    Ok(Subscription::subscriptions().create(&new).send(client).await?)
}
