//! A typed Microsoft Graph client that compiles only what you declare.
//!
//! An attribute on a struct with the properties that you need derives its serde implementation with Graph's names, its
//! `@odata.type` and its typed endpoints.
//!
//! ```
//! use graph_core::{graph_entity, graph_enum, Client, Error};
//!
//! #[graph_enum]
//! #[derive(Debug, Clone, PartialEq)]
//! pub enum ComplianceStatus { Unknown, Compliant, NonCompliant, #[graph(other)] Other(String) }
//!
//! #[graph_entity(path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses")]
//! #[derive(Debug, Clone, PartialEq)]
//! pub struct DeviceConfigurationDeviceStatus {
//!     #[graph(key)]
//!     pub id: Option<String>,
//!     pub device_display_name: Option<String>,
//!     pub status: Option<ComplianceStatus>,
//! }
//! use DeviceConfigurationDeviceStatus as DeviceStatus;
//!
//! async fn report(client: &Client, status: &DeviceStatus) -> Result<(), Error> {
//!     let statuses = DeviceStatus::device_statuses("d0313ccf");
//!     let created = statuses.create(status).send(client).await?;
//!     let one = statuses.entity(&created.id);
//!     one.update(DeviceStatus::changes().set(DeviceStatus::STATUS, ComplianceStatus::Compliant)).send(client).await?;
//!     one.delete().send(client).await
//! }
//! ```
//!
//! # Overview
//! - Attributes: [`graph_entity`], [`graph_complex`], [`graph_enum`], [`graph_union`], [`graph_action`], [`graph_function`].
//! - Endpoints: [`Collection`] and [`Item`]. Their methods, and each action and function, return a [`Request`], which is built
//!   without I/O. [`Changes`] is the body of an update.
//! - Sending: a [`Client`] with a [`Credential`] and a [`Transport`]; a [`Batch`] of requests; [`Pages`] and [`Items`] of a list;
//!   a [`Poller`] of a long-running operation.
//! - Errors: [`Error`].
//!
//! # Features
//! | feature | default | adds |
//! |:--|:--|:--|
//! | `macros` | yes | the attributes |
//! | `reqwest` | yes | the HTTP transport [`Reqwest`](client::transports::reqwest::Reqwest), for tokio |
//! | `blocking` | no | `build_blocking` of [`ClientBuilder`], and calls that block the thread |
//! | `tower` | no | a tower service as a [`Transport`], and a transport as a tower service |
//! | `compact_str` | no | `compact_str::CompactString` as the type of an `Edm.String` property: strings of up to 24 bytes have no allocation |
//! | `decimal` | no | `rust_decimal::Decimal` as the type of an `Edm.Decimal` property |
//! | `notifications` | no | the module `notification`: subscriptions, and the requests that the service posts to a webhook |
//! | `rich-notifications` | no | the decryption of notifications that include resource data, and the check of their origin |
//! | `azure-identity` | no | [`AzureCredential`](client::azure_identity::AzureCredential), over a credential of Azure's SDK |
//! | `identity` | no | credentials of the Microsoft identity platform, in the module `identity` |
//! | `tracing` | no | a span of the crate `tracing` for each call, and an event for each attempt and wait |
//! | `schema` | no | the check against the service's `$metadata` at compile time: see [`graph_entity`](graph_entity#check-against-the-metadata) |
//!
//! Cargo unifies features, so this crate enables the features `float_roundtrip`, `preserve_order` and `raw_value` of
//! `serde_json` for the whole program: floats are read exactly, and objects keep the order of their properties.

// A module imports only from those above it.
pub mod json;
pub mod value;
pub mod object;
pub mod edm;
pub mod query;
pub mod client;
pub mod error;
pub mod response;
pub mod request;
mod endpoint;
mod send;
pub mod batch;
#[cfg(feature = "notifications")]
pub mod notification;
#[cfg(feature = "identity")]
pub mod identity;
#[cfg(feature = "blocking")]
pub mod blocking;
#[doc(hidden)]
pub mod __private;

/// Compiles the program in the README.
#[cfg(all(doctest, feature = "macros", feature = "reqwest"))]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(feature = "macros")]
pub use graph_macros::{graph_action, graph_complex, graph_entity, graph_enum, graph_function, graph_union};

// The crates whose types are in the public API, so that a user's crate need not depend on them. `serde_json` is omitted: with its
// `Value::String` in scope, rustc writes `std::string::String` in every message.
pub use {bytes, chrono, http, serde, uuid};

#[cfg(feature = "compact_str")]
pub use compact_str;
#[cfg(feature = "decimal")]
pub use rust_decimal;

pub use crate::batch::batch::Batch;
pub use crate::client::cached_credential::CachedCredential;
pub use crate::client::client::{Client, ClientBuilder};
pub use crate::client::cloud::Cloud;
pub use crate::client::credential::{AccessToken, Credential, CredentialError, StaticToken, TokenRequest};
pub use crate::client::retry::RetryPolicy;
pub use crate::client::transport::{BoxFuture, Transport, TransportError};
pub use crate::endpoint::endpoint::{Collection, Item};
pub use crate::endpoint::operation::Operation;
pub use crate::error::error::Error;
pub use crate::error::odata_error::ApiError;
pub use crate::object::entity::Entity;
pub use crate::object::property::Property;
pub use crate::query::expand::Expand;
pub use crate::query::filter::Filter;
pub use crate::query::search::Search;
pub use crate::request::changes::Changes;
pub use crate::request::reference::Reference;
pub use crate::request::request::Request;
pub use crate::request::upload::Upload;
pub use crate::response::delta::{Change, DeltaPage};
pub use crate::response::link::DeltaLink;
pub use crate::response::page::Page;
pub use crate::response::poller::Poller;
pub use crate::send::download::Download;
pub use crate::send::items::Items;
pub use crate::send::pages::Pages;
pub use crate::send::poller::PollerStatus;
pub use crate::value::flags::Flags;
pub use crate::value::path::ApiVersion;
pub use crate::value::primitive::{Binary, Duration};
pub use crate::value::shared_str::SharedStr;
pub use crate::value::value::JsonObject;

/// Observers of the attempts and waits of a client.
pub mod observer {
    pub use crate::client::observer::{AttemptEvent, Observer, WaitEvent, WaitReason};
}

/// Retry decisions, and the clock that waits between attempts. [`RetryPolicy`] is at the crate root.
pub mod retry {
    pub use crate::client::clock::{Clock, SystemClock};
    pub use crate::client::retry::{Attempt, Decision, Outcome, OverBudget};
}

/// Parts of downloads and uploads of large content. [`Download`] and [`Upload`] are at the crate root.
pub mod transfer {
    pub use crate::request::progress::Progress;
    pub use crate::request::upload::ConflictBehavior;
    pub use crate::response::link::UploadUrl;
    pub use crate::send::sequential::Sequential;
    pub use crate::send::source::{Reader, Source};
    pub use crate::send::upload::UploadSession;
}
