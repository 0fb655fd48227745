//! A stateful Microsoft Graph service for tests and first steps, in process or on loopback.
//!
//! It stores JSON entities by path and does with them what Graph does: create, get, list, update, replace, delete,
//! query, `$ref` in every form, batches and deltas. It is a [`Transport`](graph_core::Transport), so a client can use it without a socket, and
//! [`Emulator::serve`] puts it on a port. [`Emulator::request_log`] tells what it received.
//!
//! [`EmulatorBuilder::metadata`] gives it the service's own `$metadata`, and it then refuses what the service would refuse;
//! [`EmulatorBuilder::data_file`] keeps what is stored in a file.
//!
//! # What is at a path
//! Without metadata what was stored tells a collection from an entity.
//! - A path becomes a collection by [`Emulator::seed`], by [`Emulator::declare_collection`], by a `POST` to `…/$ref`, or
//!   by a `POST` of an entity with its `@odata.type`, which the client's creates always have. Below it there are its
//!   entities by id: `users/ada`, `users('ada')`.
//! - A path becomes an entity of its own by [`Emulator::seed_singleton`], and a relation by `PUT …/$ref`.
//! - Any other path is 404, and 501 for a `POST` without an `@odata.type`: that is an action (`POST users/ada/sendMail`)
//!   that [`Emulator::on`] was not told about.
//!
//! An entity is stored once, where it was created. References lead to it, also in the middle of a path:
//! `groups/g/members/ada/messages` is `users/ada/messages`. Deleting an entity deletes what is below it and every
//! reference to it; so does deleting it through a reference: `DELETE groups/g/members/ada` is not `…/ada/$ref`.
//! `DELETE …/$ref` of an entity that was created in that very collection deletes it.
//!
//! So an entity that has two addresses is stored at one and referenced at the other, as a mail that is both in
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
//! # What it does
//! | request | answer |
//! |---|---|
//! | `POST` collection | 201, `Location`; 409 if the `id` is taken; without one a UUID is assigned |
//! | `GET` collection | 200; each option of the next table, `@odata.nextLink` |
//! | `GET` collection`/$count` | 200 and the number as `text/plain`; `$filter`, `$search` |
//! | `GET` collection`/microsoft.graph.group` | the same for those whose `@odata.type` it is; so before a key |
//! | `GET` collection`/delta`, item`/delta` | 200; `$select`, `$top`, `$deltatoken=latest`, `@odata.nextLink` or `@odata.deltaLink`. A drive item has it for all below it. What was removed has `@removed`; a drive item or list item has the facet `deleted`, unless `$select` leaves it out. A relation that is selected has `x@delta`, with those that came and those that went |
//! | `GET` entity | 200; `$select`, `$expand`; with its type behind it, 404 if it is of another |
//! | `PATCH`, `PUT` entity | 200; 204 for `Prefer: return=minimal`, and for a `PATCH` of a directory object. What `null` in a `PATCH` clears, and what a `PUT` does not have again, is `null` from then on, in a delta as well |
//! | `PUT` a new key | 201 |
//! | `DELETE` entity | 204 |
//! | `POST` messages, pages, of bytes | 201; the bytes are `…/$value` of the message, `…/content` of the page |
//! | `GET` file attachment`/$value` | its `contentBytes` |
//! | `POST` collection`/$ref` | 204 with `@odata.id`, 400 if it is there already; 201 with an entity |
//! | `PUT` relation`/$ref` | 204 |
//! | `GET` …`/$ref` | 200, the URL or the list of URLs |
//! | `DELETE` …`/{key}/$ref`, collection`/$ref?$id=`, relation`/$ref` | 204 |
//! | `GET`, `PUT`, `PATCH`, `DELETE` …`/$value`, …`/content` | bytes as they came, with their content type; a drive item that has some says where they are without a token: `@microsoft.graph.downloadUrl`, selected as `content.downloadUrl` |
//! | `POST /$batch` | 200 and an answer for each, in another order; 424 for what depends on a failure |
//! | what [`Emulator::on`] was told about | what the handler says; without a token too for [`Emulator::on_open`] |
//!
//! | option | what it knows |
//! |---|---|
//! | `$filter` | `eq ne gt ge lt le in has and or not`, parentheses, `any all $count` and lambdas within lambdas, casts in paths; `startswith endswith contains tolower toupper trim length concat indexof substring year month day hour minute second date time now round floor ceiling cast isof`; each literal but binary |
//! | `$orderby` | several keys, `asc` and `desc`, paths and functions; `null` comes first |
//! | `$search` | clauses in double quotes, `"property:text"`, words without quotes, `AND OR NOT`, parentheses |
//! | `$expand` | what is stored below or referenced, with `$select $filter $orderby $top $skip $count $expand`: of a relation between directory objects 20 at most, of a drive item's `children` a page, with `children@odata.nextLink` |
//! | `$select`, `$top`, `$skip`, `$count=true` | `@odata.count` is of all that match; `$top` is a page's size |
//!
//! - Query options have any letter case and need no `$`, operators and `true`, `false`, `null` any case, and so have the names of
//!   a handler's template. A `/` may stand at the end of a path. [`EmulatorBuilder::strict`] wants what the documentation writes.
//! - A key in the body of an update is ignored, and so is what the metadata says can't be set.
//! - `$top` is the size of a page, as in Graph, up to the server's own; so is `Prefer: odata.maxpagesize`. A link to the
//!   next page follows while there is more. The pages show each entity that stays just once, whatever is added or
//!   deleted meanwhile; with `$orderby` they keep the order of the first. A thousand such orders are kept: an older link
//!   is 400.
//! - Text in a filter or an order is compared character by character, with case: the service folds case for many
//!   properties, which only metadata could tell. `$search` has no regard to case, and finds parts of words.
//! - A stored text is a date, a time, a duration, a GUID or a number if that is what it is compared with. What can't be
//!   compared is 400, but that a text that is no GUID just differs from each. Types are told apart by `@odata.type`
//!   alone: what derives from what is not known.
//! - Directory objects (`users`, `groups`, `devices`, …, `members`, `memberOf`, …) refuse advanced queries without
//!   `ConsistencyLevel: eventual`, and without `$count=true` where the service needs it, on each page.
//! - `me` is one of `users`, and what is below one address is below the other: [`Emulator::seed_singleton`] says which user.
//!   `users/ada@example.org` is the user with that `userPrincipalName`.
//! - A user comes with the default properties where no `$select` names others, a group without those that are returned on
//!   `$select` alone. A password is not stored.
//! - A reference may be on the request's own host, by any name of loopback, or on the host of any of Graph's clouds.
//! - An entity of the directory that is deleted is in `directory/deletedItems` from then on, as far as the service keeps its
//!   type, and `…/restore` brings it back without what was below it and without its references. An application gets an `appId`.
//! - A delta link that is too old ([`Emulator::expire_delta_tokens`]) is 410 `syncStateNotFound` with a `Location`.
//! - `If-Match` is honoured wherever an entity is addressed: 412.
//! - 401 without a bearer token (any will do), 405 for another method, 400 for a body that is no JSON object, gives a name
//!   twice or has more than 64 levels, 415 for a `Content-Type` that is not
//!   `application/json`, with Graph's error bodies, `request-id` and `client-request-id`.
//! - A `+` in a query option's value is a space, as in Graph; a plus is `%2B`.
//! - Annotations of a body are not stored, but for `@odata.type`.
//! - [`Emulator::fail`] makes requests fail: any status, a lost request, a lost answer, also for one of a batch.
//!
//! # What follows from others
//! These are computed whenever they are read, beside what was seeded at their own address. Their changes (`delta`) are 501, and
//! a `POST` or `DELETE` of a `$ref` at an inverse relation is 405.
//!
//! | collection | of |
//! |---|---|
//! | `memberOf`, `transitiveMemberOf`, `transitiveMembers` | `members` of groups, administrative units and roles |
//! | `directReports`, `transitiveReports` | `manager` |
//! | `ownedObjects`, `ownedDevices`, `registeredDevices`, `sponsorOf` | `owners`, `registeredOwners`, `registeredUsers`, `sponsors` |
//! | `directoryObjects` | the collections of all directory objects |
//! | `appRoleAssignments`, `appRoleAssignedTo`, `oauth2PermissionGrants`, `agreementAcceptances`, `scopedRoleMemberOf`, `scopedMembers` | each other and the root's, by the ids that they name |
//! | a policy's `appliesTo` | what has the policy |
//! | `joinedTeams`, `chats` of a user | `members` of teams and chats; the group's members for a team |
//! | `managedDevices`, `managedAppRegistrations` of a user; `users` of a managed device | the `userId` of those of the tenant |
//! | `planner/tasks` of a user, `tasks` and `buckets` of a plan, `tasks` of a bucket, `planner/plans` of a group | the planner's own |
//! | `classes`, `taughtClasses`, `schools` in `education` | `members`, `teachers`, `users`, `classes` |
//! | `calendarView` | the `events` that overlap the window; 501 for a series and for a time zone other than UTC |
//! | `calendar/events`; `calendars`, `drives`; `groups/{id}/team` | the same as `events`; with `calendar`, `drive`; `teams/{id}` |
//! | `messages`, a group's `threads`, `onenote/pages` and `sections` | with those that are created in folders, conversations, notebooks |
//!
//! 501 is the answer at those that only the service can tell, unless something is seeded there: `createdObjects`, `people`,
//! `licenseDetails`, `followedSites`, `insights/used`, `membersWithLicenseErrors`, `domainNameReferences` and their like.
//!
//! # What it does not do
//! It answers 501 `notImplemented` rather than wrongly: other query options, arithmetic, negation and the rest of
//! OData's functions in a filter, parameter aliases, `$levels` and paths in `$expand`,
//! functions and actions that no handler knows, a property's own address, `POST` to an entity, `@odata.bind`,
//! `If-None-Match`, and `If-Match` where no entity is addressed. What only metadata could tell, it can't without: names and
//! types of properties are not checked, and a name in a filter that nothing has is `null`.
//!
//! # With metadata
//! [`EmulatorBuilder::metadata`] takes the text of `GET /v1.0/$metadata`. What stands above stays so, and besides:
//!
//! | of | what the metadata decides |
//! |---|---|
//! | a name | paths, properties, types, operations and their parameters, members and relations are known in any letter case: the exact name first, then the only one that differs in case alone. What is stored has the metadata's spelling, and keys keep their own. [`EmulatorBuilder::strict`] wants names exact |
//! | a path | one that leads nowhere is 400 `BadRequest`. Collections are there and empty; single entities at the root, and those that an entity contains, are there with their type. Well-known keys are there: those of `mailFolders` (`inbox`, `sentitems`, …), of a drive's `special` folders, and `sites/root`; a list has one once it was asked for. An alternate key (`applications(appId='…')`) finds its entity, and so does a set of a base type (`directoryObjects/ada`) |
//! | `$metadata`, `/v1.0/` | the text as it was given, and the service document; both without a token |
//! | a type | what is created is of the path's type, or of one that extends it by `@odata.type`; an abstract type needs that. Casts and `isof` know what extends what |
//! | a property | it must be one of the type, or an extension's where that is open (its name has a `_`); have a value of its EDM type, complex values and collections throughout (a change of a complex value leaves what it does not name); be `null` only if it may. Read-only properties are ignored, and immutable ones and keys in an update: the stored values stay |
//! | what a create lacks | what can't be `null` and has a default in the service (numbers, booleans, dates, GUIDs, enumerations, collections) or is computed gets it; a text, bytes or a complex value must be given, unless [`EmulatorBuilder::default_values`] says otherwise |
//! | relations in a body | entities are checked and stored below their owner, in a collection that contains them alone; `x@odata.bind` refers to entities of the relation's type, `null` to none |
//! | `$ref` | behind a relation only, one of a complex value too, to an entity of its type. An entity that is posted to a relation is created where its binding leads, and referred to; so is one in the body of a `POST` to `…/$ref`, which says its type unless the relation contains it |
//! | a property's address | `GET`, `…/$value`, `…/$count`; `PATCH` and `PUT` of one directly below an entity |
//! | query options | each name, which a type has that derives from the place's type where not that one itself, and each comparison of `$select`, `$filter`, `$orderby` and `$expand`, within expansions and lambdas as well; members of enumerations, which compare by their numbers (`has` compares bits, and is 400 for any other type); what the annotations say is not supported |
//! | a method | 405 where a collection is not `Insertable`, `Updatable` or `Deletable`, and for an operation called by the wrong one |
//! | an operation | its arguments, also before a handler is asked; without a handler it is 501 with the method and template for a handler, or what [`EmulatorBuilder::empty_responses`] makes of its type |
//!
//! An error of the metadata is 400 with the code `BadRequest` and a message that names the property. A member is stored as the
//! metadata writes it, and those of a set in its order.
//!
//! It is laxer than the service in these:
//! - What is seeded is not checked; lengths, patterns and other facets are not, whoever sends them.
//! - An extension need not be registered: on an open entity any name with a `_` is one, of any value.
//! - A number in a text may stand for a member of an enumeration, and `null` clears a collection that may hold `null`.
//! - A relation that contains its entities takes references, too, as Intune's pages show.
//! - A single contained entity is there where the service may have none (`groups/{id}/team`).
//! - A query option of a path's own is passed over, but the window of a `calendarView`.
//! - `$select` is never refused as a whole, nor names in `$search`; what the metadata says both ways is granted.
//!
//! It is stricter in these:
//! - What the metadata says can't be `null` must be given in a create, and not all of it has to in the service:
//!   [`EmulatorBuilder::default_values`] helps.
//! - `beta` is checked by the same metadata.
//!
//! And 501 remains a key of several properties.
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
mod store;
mod schema;
mod query;
mod testing;
mod service;
mod emulator;
mod builder;
mod seed;
#[cfg(test)]
mod tests;

pub use crate::builder::{BuildError, EmulatorBuilder};
pub use crate::emulator::Emulator;
pub use crate::http::server::Serving;
pub use crate::store::file::DataError;
pub use crate::testing::fault::Fault;
pub use crate::testing::handler::{Invocation, Reply};
pub use crate::testing::request_log::Received;
