//! Delta queries of collections and items.

use http::Method;

use super::endpoint::{Collection, Item, request};
use crate::object::entity::Entity;
use crate::query::query::Query;
use crate::request::request::Request;
use crate::response::delta::{self, DeltaPage};
use crate::response::link::{DeltaLink, NextLink};
use crate::response::response::FromResponse;

macro_rules! delta_queries {
    ($($(#[$doc:meta])* $endpoint:ident),* $(,)?) => {$(
        impl<E: Entity> $endpoint<E> {
            $(#[$doc])*
            pub fn delta(&self) -> Request<DeltaPage<E>> {
                self.round().with_default_query(Query::of(delta::changes_of::<E>(E::VERSION)))
            }

            /// Starts the next round of a delta query: the changes since the round of this link.
            ///
            /// # Errors
            /// [`Error::Resync`](crate::Error::Resync) if the link has expired.
            pub fn resume(&self, link: &DeltaLink) -> Request<DeltaPage<E>> {
                self.round().following(link.as_str(), DeltaPage::from_response)
            }

            /// Reads the page of a link within a round, to continue after an error of its stream. The headers of the first request
            /// must be set again.
            pub fn delta_page(&self, link: &NextLink) -> Request<DeltaPage<E>> {
                self.round().following(link.as_str(), DeltaPage::from_response)
            }

            fn round(&self) -> Request<DeltaPage<E>> {
                request::<E, _>(Method::GET, &self.path.clone().segment("delta"), DeltaPage::from_response)
                    .with_error_wrapper(delta::wrap_error)
            }
        }
    )*};
}

delta_queries! {
    /// Starts a delta query, whose first round returns all entities: `GET …/delta` → 200.
    ///
    /// # Rule
    /// A changed entity may contain only its changed properties, so the fields must be `Option`s. A cleared property is `null`, and
    /// an unchanged one may be absent: `Option<Option<T>>` distinguishes them, whereas `Option<T>` is `None` for both. The last page
    /// of a round has the delta link. Navigation properties are expanded only on request. A field for the changes of a navigation
    /// property, such as `members@delta`, selects it. The query also selects the facet `deleted` of a type that marks removals by it
    /// ([delta query](https://learn.microsoft.com/graph/delta-query-overview)).
    ///
    /// # Example
    /// A local copy of jobs: absent properties stay unchanged, `null` clears them.
    /// ```
    /// # use std::collections::BTreeMap;
    /// # use graph_core::{graph_entity, Change, Client, DeltaLink, Error};
    /// #[graph_entity(path = "users")]
    /// pub struct User {
    ///     #[graph(key)]
    ///     pub id: Option<String>,
    ///     pub job_title: Option<Option<String>>,
    /// }
    ///
    /// type Jobs = BTreeMap<String, Option<String>>;
    ///
    /// fn merge(jobs: &mut Jobs, change: Change<User>) {
    ///     match change {
    ///         Change::Updated(User { id: Some(id), job_title }) => {
    ///             let job = jobs.entry(id).or_default();
    ///             if let Some(changed) = job_title {
    ///                 *job = changed;
    ///             }
    ///         }
    ///         Change::Removed { key, .. } => drop(jobs.remove(&key)),
    ///         _ => {}
    ///     }
    /// }
    ///
    /// /// Merges the changes, and returns the link to store.
    /// async fn synchronize(client: &Client, stored: Option<DeltaLink>, jobs: &mut Jobs) -> Result<Option<DeltaLink>, Error> {
    ///     let users = User::users();
    ///     let round = stored.map_or_else(|| users.delta(), |link| users.resume(&link));
    ///     let mut changes = round.stream(client);
    ///     while let Some(change) = changes.try_next().await? {
    ///         merge(jobs, change);
    ///     }
    ///     Ok(changes.delta_link().cloned())
    /// }
    ///
    /// let mut jobs = Jobs::from([("ada".into(), Some("Countess".into())), ("bob".into(), Some("Clerk".into()))]);
    /// for json in [r#"{"id": "ada", "jobTitle": null}"#, r#"{"id": "bob"}"#] {
    ///     merge(&mut jobs, serde_json::from_str(json)?);
    /// }
    /// assert_eq!(jobs, Jobs::from([("ada".into(), None), ("bob".into(), Some("Clerk".into()))]));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Collection,
    /// Starts a delta query of an item and all items below it: `GET …/delta` → 200.
    ///
    /// # Rule
    /// The same as for [`Collection::delta`]. Drive items support it ([driveItem: delta](https://learn.microsoft.com/graph/api/driveitem-delta)).
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// #[graph_entity(singleton(name = "root", template = "me/drive/root"))]
    /// pub struct DriveItem { #[graph(key)] pub id: Option<String>, pub name: Option<String> }
    ///
    /// let request = DriveItem::root().delta();
    /// assert_eq!(request.path(), "me/drive/root/delta");
    /// assert_eq!(request.query(), "$select=id,name,deleted");
    /// ```
    Item,
}
