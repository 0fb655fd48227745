//! A webhook: a subscription to new messages, and the notification of one.
//!
//! The example starts an emulator on a free loopback port, which calls the webhook. With `GRAPH_TOKEN` set, it uses the real service: the token
//! needs `Mail.ReadWrite`, and `WEBHOOK_URL` is a public URL that forwards to port 8080.

mod connection;
mod endpoint;

use std::env::var;

use graph_core::notification::{ChangeType, ClientState, Notification, Subscription};
use graph_core::{Client, chrono::Utc, graph_entity};
use graph_emulator::Emulator;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::connection::{Result, connect};

#[graph_entity(path = "me/messages")]
#[derive(Debug)]
struct Message {
    #[graph(key)]
    id: Option<String>,
    subject: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (client, _serving) = connect(&Emulator::new(), Client::builder()).await?;
    let public = var("WEBHOOK_URL").ok();
    let listener = TcpListener::bind(("127.0.0.1", if public.is_some() { 8080 } else { 0 })).await?;
    let url = public.unwrap_or(format!("http://{}/", listener.local_addr()?));
    let state = ClientState::new(format!("{:x}", Uuid::new_v4()));
    let mut received = endpoint::serve(listener, state.clone());

    let subscription = Subscription::new("me/messages", [ChangeType::Created], url, Utc::now());
    let subscription = Subscription { client_state: Some(state), ..subscription };
    let subscription = Subscription::subscriptions().create(&subscription).send(&client).await?;
    println!("{subscription:?}, to be renewed at {:?}", subscription.next_renewal(Utc::now()));
    let draft = Message { id: None, subject: Some("Lunch".into()) };
    Message::messages().create(&draft).send(&client).await?;

    if let Some(Notification::Change(change)) = received.recv().await {
        let id = change.resource_data.and_then(|data| data.id).ok_or("the message has no id")?;
        let message = Message::messages().entity(&id);
        println!("{} {:?}", change.change_type, message.get().send(&client).await?);
        message.delete().send(&client).await?;
    }
    Ok(Subscription::subscriptions().entity(&subscription.id).delete().send(&client).await?)
}
