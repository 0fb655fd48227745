//! Delta queries: what changed in a collection, or in an item and all below it.

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

            /// The next round of a delta query: what changed since the one that gave this link.
            ///
            /// # Errors
            /// [`Error::Resync`](crate::Error::Resync) where the service no longer knows.
            pub fn resume(&self, link: &DeltaLink) -> Request<DeltaPage<E>> {
                self.round().following(link.as_str(), DeltaPage::from_response)
            }

            /// The page of a round that a link leads to: to go on where the round's stream ended with an error. The headers
            /// of the first request have to be given again.
            pub fn delta_page(&self, link: &NextLink) -> Request<DeltaPage<E>> {
                self.round().following(link.as_str(), DeltaPage::from_response)
            }

            fn round(&self) -> Request<DeltaPage<E>> {
                request::<E, _>(Method::GET, &self.path.clone().segment("delta"), DeltaPage::from_response)
                    .with_fault(delta::fault)
            }
        }
    )*};
}

delta_queries! {
    /// What changed since a last look, at first all: `GET …/delta` → 200.
    ///
    /// # Rule
    /// An entity that changed may come with its changed properties alone, so the fields have to be `Option`s. A property that
    /// was cleared comes as `null`, and one that did not change may be absent: `Option<Option<T>>` tells them apart, where an
    /// `Option<T>` is `None` for both. The last page of a round has the link of the next one. Navigation properties are not
    /// expanded unless told; where the struct has a field for the changes of one, such as `members@delta`, it is selected. Of
    /// a type that marks a removal by the facet `deleted`, that is selected as well
    /// ([delta query](https://learn.microsoft.com/graph/delta-query-overview)).
    ///
    /// # Example
    /// A store of jobs that is kept up to date: what is absent stays as it is, `null` clears.
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
    ///         Change::Updated(_) => {}
    ///         Change::Removed { key, .. } => drop(jobs.remove(&key)),
    ///     }
    /// }
    ///
    /// /// Merges what changed, and gives the link to be stored until the next time.
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
    /// What changed in an item and all below it since a last look, at first all: `GET …/delta` → 200.
    ///
    /// # Rule
    /// As of [`Collection::delta`]. Drive items have it ([driveItem: delta](https://learn.microsoft.com/graph/api/driveitem-delta)).
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
