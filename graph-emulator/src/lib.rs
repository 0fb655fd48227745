//! A stateful Microsoft Graph service for tests and first steps, in process or on loopback.
//!
//! It stores JSON entities by path and supports the operations of Graph: create, get, list, update, replace, delete, query,
//! `$ref` in every form, batches and deltas. It is a [`Transport`](graph_core::Transport), so a client can use it without a
//! socket; [`Emulator::serve`] binds it to a port. [`Emulator::request_log`] returns the requests that it received.
//!
//! [`EmulatorBuilder::metadata`] adds the service's own `$metadata`; the emulator then rejects what the service would reject.
//! [`EmulatorBuilder::data_file`] saves the stored entities in a file. A program in another language controls a served emulator by JSON below
//! `/_emulator` (`docs/emulator.md`), as [`EmulatorBuilder::script`] does at the start.
//!
//! # Paths
//! Without metadata, the stored entities decide whether a path is a collection or an entity.
//! - A path becomes a collection by [`Emulator::seed`], by [`Emulator::declare_collection`], by a `POST` to `…/$ref`, or by a
//!   `POST` of an entity with its `@odata.type`, which the client's creates always have. Its entities are addressed by id:
//!   `users/ada`, `users('ada')`.
//! - A path becomes a single entity by [`Emulator::seed_singleton`], and a navigation property by `PUT …/$ref`.
//! - Any other path is 404. A `POST` without an `@odata.type` is 501: it is an action (`POST users/ada/sendMail`) without a
//!   handler ([`Emulator::on`]).
//!
//! An entity is stored once, where it was created. References lead to it, also in the middle of a path:
//! `groups/g/members/ada/messages` is `users/ada/messages`. Deleting an entity deletes the entities below it and every
//! reference to it. A `DELETE` through a reference does the same: `DELETE groups/g/members/ada` deletes the user, `DELETE
//! …/ada/$ref` removes the reference. `DELETE …/$ref` of an entity that was created in that very collection deletes the entity.
//!
//! An entity that has two addresses is therefore stored at one and referenced at the other, as a mail that is both in
//! `me/messages` and in its folder:
//! ```
//! use graph_core::{Client, StaticToken, graph_entity};
//! use graph_emulator::Emulator;
//! use serde_json::json;
//!
//! #[graph_entity(path = "me/messages", path(name = "in_folder", template = "me/mailFolders/{folderId}/messages"))]
//! pub struct Message { #[graph(key)] pub id: Option<String>, pub subject: Option<String> }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::new();
//! emulator.seed("me/messages", json!({ "id": "m0", "subject": "Hello" }));
//! let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
//! let stored = Message::messages().entity("m0");
//! Message::in_folder("inbox").add_ref(&stored.reference()).send(&client).await?;
//!
//! let listed = Message::in_folder("inbox").list().send(&client).await?;
//! assert_eq!(listed.value.first().and_then(|mail| mail.subject.as_deref()), Some("Hello"));
//! stored.delete().send(&client).await?;
//! assert!(Message::in_folder("inbox").list().send(&client).await?.value.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # Requests
//! | request | response |
//! |---|---|
//! | `POST` collection | 201, `Location`; 409 if the `id` is taken; without one a UUID is assigned |
//! | `GET` collection | 200; each option of the next table, `@odata.nextLink` |
//! | `GET` collection`/$count` | 200 and the number as `text/plain`; `$filter`, `$search` |
//! | `GET` collection`/microsoft.graph.group` | the entities with that `@odata.type`; a key may follow |
//! | `GET` collection`/delta`, item`/delta` | 200; `$select`, `$top`, `$deltatoken=latest`, `@odata.nextLink` or `@odata.deltaLink`. The delta of a drive item reports all items below it. A removed entity has `@removed`; a drive item or list item has the facet `deleted`, unless `$select` omits it. A selected navigation property has `x@delta` with the added and the removed entities |
//! | `GET` entity | 200; `$select`, `$expand`; followed by a type, 404 if the entity has another type |
//! | `PATCH`, `PUT` entity | 200; 204 for `Prefer: return=minimal`, and for a `PATCH` of a directory object. A property that a `PATCH` sets to `null`, or that a `PUT` omits, is `null` from then on, in a delta as well |
//! | `PUT` a new key | 201 |
//! | `DELETE` entity | 204 |
//! | `POST` messages, pages, with bytes | 201; the bytes are `…/$value` of the message, `…/content` of the page |
//! | `GET` file attachment`/$value` | its `contentBytes` |
//! | `POST` collection`/$ref` | 204 with `@odata.id`, 400 if the reference exists; 201 with an entity |
//! | `PUT` navigation property`/$ref` | 204 |
//! | `GET` …`/$ref` | 200, the URL or the list of URLs |
//! | `DELETE` …`/{key}/$ref`, collection`/$ref?$id=`, navigation property`/$ref` | 204 |
//! | `GET`, `PUT`, `PATCH`, `DELETE` …`/$value`, …`/content` | the bytes as received, with their content type; a drive item with content has a URL that needs no token: `@microsoft.graph.downloadUrl`, selected as `content.downloadUrl` |
//! | `POST /$batch` | 200 and a response for each request, in another order; 424 for a request that depends on a failed one |
//! | `POST /{tenant}/oauth2/v2.0/token`, `…/devicecode`, `GET /metadata/identity/oauth2/token` | a token, a device code or the identity platform's error: client credentials with a secret or an unchecked assertion, refresh tokens, device codes whose second poll succeeds, managed identities ([`Emulator::register_application`]). `GET /{tenant}/v2.0/.well-known/openid-configuration` has their URLs. The permissions of a token: [`EmulatorBuilder::permissions`] |
//! | `GET` …`/$value`, …`/content` with `Range` | 206 and the range, 416 for none; the whole content for an `If-Range` of another `ETag`. With [`Emulator::content_origin`], `…/content` is 302 to a URL there, which refuses a token and expires by [`Emulator::expire_download_urls`] |
//! | `POST` …`/createUploadSession` of a drive item, `attachments`, a print document | a session, unless there is a handler. `PUT` takes fragments in order (416 for another one; 400 unless it is a multiple of 320 KiB or the last one of a drive item), `GET` returns the missing ranges, `DELETE` cancels, `POST` commits with `deferCommit`. A token is 401, an expired session ([`Emulator::expire_upload_sessions`]) 404, a taken name 409. Content is in memory, once; the log omits it. Sessions do not survive the process |
//! | an operation with a handler ([`Emulator::on`]) | the handler's reply; without a token too for [`Emulator::on_open`] |
//!
//! | option | support |
//! |---|---|
//! | `$filter` | `eq ne gt ge lt le in has and or not`, parentheses, `any all $count`, nested lambdas, casts in paths; `startswith endswith contains tolower toupper trim length concat indexof substring year month day hour minute second date time now round floor ceiling cast isof`; every literal except binary |
//! | `$orderby` | several keys, `asc` and `desc`, paths and functions; `null` comes first |
//! | `$search` | clauses in double quotes, `"property:text"`, words without quotes, `AND OR NOT`, parentheses |
//! | `$expand` | entities stored below the entity or referenced by it, with `$select $filter $orderby $top $skip $count $expand`: at most 20 for a relationship between directory objects, a page for a drive item's `children`, with `children@odata.nextLink` |
//! | `$select`, `$top`, `$skip`, `$count=true` | `@odata.count` counts all matches; `$top` is the page size |
//!
//! - Query options have any letter case and need no `$`. Operators, `true`, `false`, `null` and the names in a handler's
//!   template have any letter case. A path may end with a `/`. [`EmulatorBuilder::strict`] requires the documented spelling.
//! - A key in the body of an update is ignored, and so is a property that the metadata marks as not writable.
//! - `$top` is the page size, as in Graph, up to the server's own; so is `Prefer: odata.maxpagesize`. A page has a link to the
//!   next one while there are more entities. The pages show each entity that is not deleted exactly once, whatever is added or
//!   deleted meanwhile; with `$orderby` they keep the order of the first page. The emulator keeps a thousand such orders: an
//!   older link is 400.
//! - Text in a filter or an order is compared character by character, with case: the service folds case for many properties,
//!   which only metadata could tell. `$search` ignores case and finds parts of words.
//! - A stored text is read as a date, a time, a duration, a GUID or a number if it is compared with one. Values that can't be
//!   compared are 400, except that a text that is not a GUID differs from every GUID. The emulator knows types by `@odata.type`
//!   alone: it does not know which type derives from which.
//! - Directory objects (`users`, `groups`, `devices`, …, `members`, `memberOf`, …) reject advanced queries without
//!   `ConsistencyLevel: eventual`, and without `$count=true` where the service needs it, on each page.
//! - `me` is one of `users`, and both addresses have the same entities below them: [`Emulator::seed_singleton`] chooses the
//!   user. `users/ada@example.org` is the user with that `userPrincipalName`.
//! - Without `$select`, a user has the default properties, and a group lacks those that only `$select` returns. Passwords are
//!   not stored.
//! - A reference may be on the request's own host, by any name of loopback, or on the host of any of Graph's clouds.
//! - A deleted directory object is in `directory/deletedItems` if the service keeps its type. `…/restore` restores it without
//!   the entities below it and without its references. An application gets an `appId`.
//! - An expired delta link ([`Emulator::expire_delta_tokens`]) is 410 `syncStateNotFound` with a `Location`.
//! - `If-Match` is evaluated wherever an entity is addressed: 412.
//! - 401 without a bearer token (any token is accepted, unless [`Emulator::require_issued_tokens`] is called), 405 for another method, 400 for a body that is not a JSON object, has
//!   a duplicate name or more than 64 levels, 415 for a `Content-Type` other than `application/json`, with Graph's error
//!   bodies, `request-id` and `client-request-id`.
//! - A `+` in a query option's value is a space, as in Graph; a plus is `%2B`.
//! - Annotations of a body are not stored, except `@odata.type`.
//! - [`Emulator::fault`] makes requests fail: any status, lost connections, incomplete, late and wrong responses, also for one
//!   request of a batch. [`Emulator::storm`] does so by chance, from a seed.
//!
//! # Notifications
//! A `POST` to `subscriptions` needs `changeType`, `resource`, `notificationUrl` and `expirationDateTime`. The emulator calls plain `http` URLs on
//! loopback alone; a subscription with another URL is stored, and its notifications are only logged ([`Emulator::notification_log`]).
//!
//! - Before it responds to a create, or to an update with a URL, it posts a `validationToken` to both URLs: 400 `ValidationError` unless the
//!   webhook repeats it.
//! - After a request or a [`seed`](Emulator::seed) that changed the resource, an entity or a collection, it posts the notifications: once, those of a request
//!   for the same URL together. [`Emulator::deliver_notifications`] waits for that.
//! - A subscription that has ended is gone. [`Emulator::expire_subscriptions`] ends all, [`Emulator::notify_lifecycle`] posts an event, and `POST
//!   …/reauthorize` is 204.
//! - With the feature `rich-notifications`, `includeResourceData` encrypts all stored properties of the entity for the `encryptionCertificate`; there are no
//!   validation tokens. Without the feature it is 501.
//! - Not supported: changes of references as changes of their owner, the root of a drive and a list as resources, filters in the resource, and the longest lifetime of a resource.
//!
//! # Derived collections
//! These are computed when they are read, in addition to the entities that were seeded at their own address. Their changes
//! (`delta`) are 501, and a `POST` or `DELETE` of a `$ref` at an inverse navigation property is 405.
//!
//! | collection | derived from |
//! |---|---|
//! | `memberOf`, `transitiveMemberOf`, `transitiveMembers` | `members` of groups, administrative units and roles |
//! | `directReports`, `transitiveReports` | `manager` |
//! | `ownedObjects`, `ownedDevices`, `registeredDevices`, `sponsorOf` | `owners`, `registeredOwners`, `registeredUsers`, `sponsors` |
//! | `directoryObjects` | the collections of all directory objects |
//! | `appRoleAssignments`, `appRoleAssignedTo`, `oauth2PermissionGrants`, `agreementAcceptances`, `scopedRoleMemberOf`, `scopedMembers` | each other and the collections at the root, by the ids in them |
//! | a policy's `appliesTo` | the objects that have the policy |
//! | `joinedTeams`, `chats` of a user | `members` of teams and chats; the group's members for a team |
//! | `managedDevices`, `managedAppRegistrations` of a user; `users` of a managed device | the `userId` of the tenant's devices |
//! | `planner/tasks` of a user, `tasks` and `buckets` of a plan, `tasks` of a bucket, `planner/plans` of a group | the collections of `planner` |
//! | `classes`, `taughtClasses`, `schools` in `education` | `members`, `teachers`, `users`, `classes` |
//! | `calendarView` | the `events` that overlap the window; 501 for a series and for a time zone other than UTC |
//! | `calendar/events`; `calendars`, `drives`; `groups/{id}/team` | `events`; `calendar`, `drive`; `teams/{id}` |
//! | `messages`, a group's `threads`, `onenote/pages` and `sections` | also the entities that are created in folders, conversations, notebooks |
//!
//! Collections that only the service can compute are 501, unless something is seeded there: `createdObjects`, `people`,
//! `licenseDetails`, `followedSites`, `insights/used`, `membersWithLicenseErrors`, `domainNameReferences` and similar ones.
//!
//! # Limits
//! It returns 501 `notImplemented` rather than a wrong result: other query options, arithmetic, negation and the rest of
//! OData's functions in a filter, parameter aliases, `$levels` and paths in `$expand`, functions and actions without a handler,
//! the address of a property, `POST` to an entity, `@odata.bind`, `If-None-Match`, and `If-Match` where no entity is addressed.
//! Without metadata it does not check names and types of properties, and an unknown name in a filter is `null`.
//!
//! # With metadata
//! [`EmulatorBuilder::metadata`] takes the text of `GET /v1.0/$metadata`. Everything above still applies, and in addition:
//!
//! | subject | what the metadata decides |
//! |---|---|
//! | a name | paths, properties, types, operations and their parameters, members and navigation properties are found in any letter case: first the exact name, then the only one that differs in case alone. Entities are stored with the metadata's spelling; keys keep their own. [`EmulatorBuilder::strict`] requires exact names |
//! | a path | an unknown segment is 400 `BadRequest`. Collections exist and are empty; singletons and contained single entities exist with their type. Well-known keys exist: those of `mailFolders` (`inbox`, `sentitems`, …), of a drive's `special` folders, and `sites/root`; a list contains one after it was first requested. An alternate key (`applications(appId='…')`) addresses its entity, and so does the key in a set of a base type (`directoryObjects/ada`) |
//! | `$metadata`, `/v1.0/` | the text as given, and the service document; both without a token |
//! | a type | a created entity has the path's type, or a derived one by `@odata.type`; an abstract type requires `@odata.type`. Casts and `isof` know the inheritance |
//! | a property | it must be declared by the type, or be an extension of an open type (its name has a `_`). Its value must have its EDM type, within complex values and collections too (an update of a complex value keeps the properties that it omits), and be `null` only if the property is nullable. Read-only properties are ignored; an update ignores immutable properties and keys as well |
//! | a property that a create omits | a property that can't be `null` and has a default in the service (numbers, booleans, dates, GUIDs, enumerations, collections) or is computed gets its default; a string, bytes or a complex value is required, unless [`EmulatorBuilder::default_values`] is set |
//! | navigation properties in a body | entities are checked and stored below their owner, in a containment collection only; `x@odata.bind` refers to entities of the navigation property's type, `null` removes the reference |
//! | `$ref` | after a navigation property only, also one of a complex value, and with an entity of its type. An entity that is posted to a navigation property is created in the set of its binding, and referenced; so is one in the body of a `POST` to `…/$ref`, which needs its type unless the navigation property contains it |
//! | the address of a property | `GET`, `…/$value`, `…/$count`; `PATCH` and `PUT` of a property of an entity |
//! | query options | each name, which the type or a derived type must declare, and each comparison of `$select`, `$filter`, `$orderby` and `$expand`, within expansions and lambdas as well; members of enumerations, which compare by their numbers (`has` compares bits, and is 400 for any other type); unsupported options by the annotations |
//! | a method | 405 where a collection is not `Insertable`, `Updatable` or `Deletable`, and for an operation called with the wrong method |
//! | an operation | its arguments, before a handler is called as well; without a handler it is 501 with the method and template for a handler, or the response of [`EmulatorBuilder::empty_responses`] |
//!
//! An error of the metadata is 400 with the code `BadRequest` and a message that names the property. Members are stored with
//! the metadata's spelling, those of a flags enumeration in its order.
//!
//! The emulator accepts more than the service:
//! - Seeded entities are not checked. Lengths, patterns and other facets are never checked.
//! - An extension need not be registered: an open entity accepts any name with a `_`, with any value.
//! - A number in a string may replace a member of an enumeration, and `null` clears a collection that may hold `null`.
//! - A containment navigation property accepts references, as Intune's pages show.
//! - A single contained entity exists where the service may have none (`groups/{id}/team`).
//! - A path's own query options are ignored, except the window of a `calendarView`.
//! - `$select` as a whole and names in `$search` are never rejected. Where the annotations contradict each other, the option is
//!   accepted.
//!
//! The emulator is stricter than the service:
//! - A create must give every property that can't be `null`, which the service does not always require:
//!   [`EmulatorBuilder::default_values`] helps.
//! - `beta` is checked by the same metadata.
//!
//! A key of several properties is 501.
//!
//! # Example
//! ```
//! use graph_core::{Client, StaticToken, graph_entity};
//! use graph_emulator::Emulator;
//! use serde_json::json;
//!
//! #[graph_entity(path = "deviceManagement/managedDevices")]
//! pub struct Device { #[graph(key)] pub id: Option<String>, pub device_name: Option<String> }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::new();
//! for (id, name) in [("a", "Laptop"), ("b", "Phone"), ("c", "Printer")] {
//!     emulator.seed("deviceManagement/managedDevices", json!({ "id": id, "deviceName": name }));
//! }
//! let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
//! let devices = Device::managed_devices().list();
//! let page = devices.parameter("$filter", "startsWith(deviceName,'P')").parameter("$orderby", "deviceName desc");
//! let names: Vec<_> = page.send(&client).await?.value.into_iter().map(|device| device.device_name).collect();
//! assert_eq!(names, [Some("Printer".to_owned()), Some("Phone".to_owned())]);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that can't go on fails"))]

// A module imports only from those above it, here and in each folder.
mod http;
mod identity;
mod store;
mod schema;
mod query;
mod testing;
mod notification;
mod service;
mod emulator;
mod seed;
mod tokens;
mod lifecycle;
mod control;
mod builder;
mod served;
#[cfg(test)]
mod tests;

pub use crate::builder::{BuildError, EmulatorBuilder};
pub use crate::control::script::{Script, ScriptError};
pub use crate::emulator::Emulator;
pub use crate::http::server::Serving;
#[cfg(feature = "tls")]
pub use crate::http::tls::Certificate;
pub use crate::served::Server;
pub use crate::store::file::DataError;
pub use crate::testing::fault::Fault;
pub use crate::testing::handler::{Invocation, Reply};
pub use crate::testing::notification_log::{Delivery, DeliveryOutcome};
pub use crate::testing::request_log::Received;
pub use crate::testing::retry_after::RetryAfter;
pub use crate::testing::storm::Storm;
