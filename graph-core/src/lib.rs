//! A typed Microsoft Graph client that compiles only what you declare.
//!
//! Annotate a struct with the properties you need and say where it lives; the macro gives it serde with Graph's names,
//! the `@odata.type` tag, and typed endpoints.
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
//! - What an annotation takes: [`graph_entity`], [`graph_complex`], [`graph_enum`], [`graph_union`], [`graph_action`],
//!   [`graph_function`].
//! - What can be asked: [`Collection`], [`Item`], [`Changes`], and each action and function; all give a [`Request`], a
//!   value.
//! - What sends it: [`Client`], over a [`Transport`], with a [`Credential`]; many at once: [`Batch`].
//! - What can go wrong: [`Error`].
//!
//! # Features
//! - `macros` (default): the attributes.
//! - `reqwest` (default): the transport over HTTP.
//! - `decimal`: `rust_decimal::Decimal` as the type of an `Edm.Decimal` property.
//! - `schema`: the check against the service's metadata while the crate is compiled, see
//!   [`graph_entity`](graph_entity#against-the-metadata).
//!
//! Cargo unifies features, so this crate enables `float_roundtrip`, `preserve_order` and `raw_value` of `serde_json` for
//! the whole program: objects keep the order of their properties, and floats are read exactly.

// A module imports only from those above it.
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
#[doc(hidden)]
pub mod __private;

/// The README's program compiles.
#[cfg(all(doctest, feature = "macros", feature = "reqwest"))]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(feature = "macros")]
pub use graph_macros::{graph_action, graph_complex, graph_entity, graph_enum, graph_function, graph_union};

// The crates whose types stand in this one's interface, so that a user's crate needs none of them. Not `serde_json`:
// once its `Value::String` is in sight, rustc writes `std::string::String` in every message.
pub use {bytes, chrono, http, serde, uuid};

#[cfg(feature = "decimal")]
pub use rust_decimal;

pub use crate::batch::batch::Batch;
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
pub use crate::response::delta::{Change, DeltaPage};
pub use crate::response::link::DeltaLink;
pub use crate::response::page::Page;
pub use crate::response::poller::Poller;
pub use crate::send::items::Items;
pub use crate::send::pages::Pages;
pub use crate::send::poller::PollerStatus;
pub use crate::value::flags::Flags;
pub use crate::value::primitive::{Binary, Duration};
pub use crate::value::value::JsonObject;
pub use crate::value::version::ApiVersion;

/// Retry policies: their parts, and the clock that they wait on.
pub mod retry {
    pub use crate::client::clock::{Clock, SystemClock};
    pub use crate::client::retry::{Attempt, Decision, Outcome, OverBudget};
}
