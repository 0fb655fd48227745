//! Nothing but `graph-core` is needed to annotate a struct.
#![deny(missing_docs, warnings)]
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;

use graph_core::chrono::{DateTime, FixedOffset};
use graph_core::{
    graph_action, graph_complex, graph_entity, graph_enum, graph_function, graph_union, Error, Flags, JsonObject, Page,
};

/// A kind.
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Importance {
    /// Not so much.
    Low,
    /// Very.
    High,
    /// Newer than this enum.
    #[graph(other)]
    Other(String),
}

/// A value.
#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
pub struct ItemBody {
    /// Its text.
    pub content: Option<String>,
}

/// An entity.
#[graph_entity(path = "users/{userId}/messages", permissions(delegated = ["Mail.ReadWrite"]))]
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The importance.
    pub importance: Option<Importance>,
    /// The body.
    pub body: Option<ItemBody>,
    /// The time of sending.
    pub sent_date_time: Option<DateTime<FixedOffset>>,
    /// Words.
    pub categories: Vec<String>,
    /// The service's.
    #[graph(read_only)]
    pub r#type: Option<i32>,
}

/// A set.
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Read already.
    Read = 1,
    /// Newer than this enum.
    #[graph(other)]
    Other(String),
}

/// An open type.
#[graph_entity]
#[derive(Debug, Clone, PartialEq)]
pub struct EventMessage {
    /// Its marks.
    pub marks: Option<Flags<Mark>>,
    /// Whatever else there is.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// Any message.
#[graph_union(path = "users/{userId}/messages", odata_type = "microsoft.graph.message")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyMessage {
    /// Of an event.
    Event(EventMessage),
    /// A plain one.
    #[graph(base)]
    Message(Message),
    /// Of a type newer than this enum.
    #[graph(other)]
    Other(JsonObject),
}

/// Sends a message.
#[graph_action(path = "me/sendMail", permissions(delegated = ["Mail.Send"]))]
#[derive(Debug, Clone, PartialEq)]
pub struct SendMail {
    /// The message.
    pub message: Message,
    /// Saves the message in Sent Items.
    pub save_to_sent_items: Option<bool>,
}

/// The changes since a round.
#[graph_function(path = "users/{userId}/messages/delta", returns = Vec<Message>)]
#[derive(Debug, Clone, PartialEq)]
pub struct MessagesSince {
    /// The round.
    #[graph(alias)]
    pub token: String,
}

/// Lists a user's messages.
///
/// # Errors
/// As of the client.
pub async fn messages(client: &graph_core::Client, user: &str) -> Result<Page<Message>, Error> {
    Message::messages(user).list().send(client).await
}

/// Makes a message important.
///
/// # Errors
/// As of the client.
pub async fn raise(client: &graph_core::Client, user: &str, message: &Message) -> Result<(), Error> {
    let changes = Message::changes().set(Message::IMPORTANCE, Importance::High).clear(Message::BODY);
    Message::messages(user).entity(&message.id).update(changes).send(client).await.map(drop)
}
