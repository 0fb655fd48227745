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

// Each file imports only from those above it.
mod causes;
mod cloud;
pub mod literal;
mod path;
mod permissions;
mod transport;
pub mod transports;
mod clock;
mod retry;
mod credential;
mod unexpected;
mod json_path;
mod raw_text;
mod annotation;
mod projection;
mod odata_error;
mod error;
mod value;
mod containers;
mod wire;
mod properties;
mod plain;
mod structured;
mod value_key;
mod union;
mod enumeration;
mod flags;
pub mod edm;
mod entity;
pub mod property;
mod reference;
mod binding;
mod changes;
mod filter;
mod search;
mod expression;
mod operators;
mod query;
mod selection;
mod expand;
mod consistency;
mod link;
mod page;
mod body;
mod response;
mod delta;
mod monitor;
mod request;
mod options;
mod operation;
mod endpoint;
mod client;
mod challenge;
mod exchange;
mod pages;
mod elements;
mod progress;
mod batch;
#[doc(hidden)]
#[path = "private.rs"]
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

pub use crate::batch::{After, Answers, Batch, Handle};
pub use crate::binding::Binding;
pub use crate::body::Body;
pub use crate::changes::{AssignTo, Changes};
pub use crate::client::{BuildError, Client, ClientBuilder};
pub use crate::clock::{Clock, SystemClock};
pub use crate::cloud::{ApiVersion, Cloud, ServiceRoot, ServiceRootError};
pub use crate::containers::{CollectionValued, Nullable};
pub use crate::credential::{AccessToken, Credential, CredentialError, StaticToken, TokenRequest};
pub use crate::delta::{Change, DeltaPage, RemovalReason};
pub use crate::elements::Elements;
pub use crate::endpoint::{Collection, Item};
pub use crate::entity::Entity;
pub use crate::enumeration::Enumeration;
pub use crate::error::{BatchError, DecodeError, Error, OutcomeError, RequestError};
pub use crate::expand::{Expand, Expansion, Related};
pub use crate::expression::Expression;
pub use crate::filter::{Filter, IntoFilter, IntoOrder, Order};
pub use crate::flags::{FlagMember, FlagSet, Flags};
pub use crate::json_path::JsonPath;
pub use crate::link::{DeltaLink, NextLink};
pub use crate::monitor::{Operation, ResourceId};
pub use crate::odata_error::{ApiError, ErrorDetail};
pub use crate::operation::Call;
pub use crate::page::Page;
pub use crate::pages::{Paged, Pages};
pub use crate::path::{Key, KeyError};
pub use crate::permissions::Permissions;
pub use crate::plain::Plain;
pub use crate::progress::Progress;
pub use crate::projection::PropertyInfo;
pub use crate::property::Property;
pub use crate::reference::Reference;
pub use crate::request::Request;
pub use crate::response::Answer;
pub use crate::retry::{Attempt, Decision, Outcome, OverBudget, RetryPolicy};
pub use crate::search::{IntoSearch, Search};
pub use crate::selection::Selection;
pub use crate::structured::Structured;
pub use crate::transport::{BoxFuture, Transport, TransportError};
pub use crate::union::Union;
pub use crate::value::{JsonObject, Value};
pub use crate::wire::{Binary, BinaryError, Duration, DurationError, Moment, assume_utc};
