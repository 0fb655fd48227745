//! A stateful Microsoft Graph service for tests and first steps, in process or on loopback.
//!
//! It stores JSON entities by path and does with them what Graph does: create, get, list, update, replace, delete, and
//! `$ref` in every form. It is a [`Transport`](graph_core::Transport), so a client can use it without a socket, and
//! [`Emulator::serve`] puts it on a port. [`Emulator::ledger`] tells what it received.
//!
//! # What is at a path
//! It knows no metadata: what was stored tells a collection from an entity.
//! - A path becomes a collection by a `POST` to it, by [`Emulator::seed`] or by [`Emulator::declare_collection`]. Below
//!   it there are its entities by id: `users/ada`, `users('ada')`.
//! - A path becomes an entity of its own by [`Emulator::seed_singleton`], and a relation by `PUT …/$ref`.
//! - Any other path is 404 but for `POST`, which makes it a collection. So an action is taken for a create, if nothing
//!   in its URL tells them apart: `POST users/ada/sendMail`.
//!
//! An entity is stored once, where it was created. References lead to it, also in the middle of a path:
//! `groups/g/members/ada/messages` is `users/ada/messages`. Deleting an entity deletes what is below it and every
//! reference to it; so does deleting it through a reference: `DELETE groups/g/members/ada` is not `…/ada/$ref`.
//! `DELETE …/$ref` of an entity that was created in that very collection deletes it.
//!
//! # What it does
//! | request | answer |
//! |---|---|
//! | `POST` collection | 201, `Location`; 409 if the `id` is taken; without one a UUID is assigned |
//! | `GET` collection | 200; `$select`, `$top`, `$skip`, `$count=true`, `@odata.nextLink` |
//! | `GET` entity | 200; `$select` |
//! | `PATCH`, `PUT` entity | 200; 204 for `Prefer: return=minimal`; `null` in a `PATCH` clears |
//! | `PUT` a new key | 201 |
//! | `DELETE` entity | 204 |
//! | `POST` collection`/$ref` | 204 with `@odata.id`, 400 if it is there already; 201 with an entity |
//! | `PUT` relation`/$ref` | 204 |
//! | `GET` …`/$ref` | 200, the URL or the list of URLs |
//! | `DELETE` …`/{key}/$ref`, collection`/$ref?$id=`, relation`/$ref` | 204 |
//!
//! - `$top` is the size of a page, as in Graph, up to the server's own; a link to the next page follows while there is
//!   more. The pages show each entity that stays just once, whatever is added or deleted meanwhile.
//! - `If-Match` is honoured wherever an entity is addressed: 412.
//! - 401 without a bearer token (any will do), 405 for another method, 400 for a body that is no JSON object, 415 for a
//!   `Content-Type` that is not `application/json`, with Graph's error bodies, `request-id` and `client-request-id`.
//! - Annotations of a body are not stored, but for `@odata.type`.
//!
//! # What it does not do
//! It answers 501 `notImplemented` rather than wrongly: other query options (`$filter`, `$expand`, …), `$count`,
//! `$value` and `$batch` as segments, casts and functions, a property's own address, `POST` to an entity, `@odata.bind`,
//! `If-None-Match`, and `If-Match` where no entity is addressed.
//! What only metadata could tell, it can't: names and types of properties are not checked.

#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that can't go on fails"))]

// Each file imports only from those above it.
mod answer;
mod options;
mod url;
mod properties;
mod call;
mod place;
mod collection;
mod store;
mod walk;
mod node;
mod filter;
mod search;
mod query;
mod consistency;
mod expand;
mod entities;
mod list;
mod reference;
mod media;
mod delta;
mod template;
mod handler;
mod service;
mod fault;
mod batch;
mod ledger;
mod emulator;
mod transport;
mod serve;
#[cfg(test)]
mod tests;

pub use crate::emulator::Emulator;
pub use crate::fault::Fault;
pub use crate::handler::{Invocation, Reply};
pub use crate::ledger::Received;
pub use crate::serve::Serving;
