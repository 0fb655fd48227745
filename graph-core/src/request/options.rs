//! What a request for entities can be asked: which of them, in which order, and which of their properties.

use super::reference::Binding;
use super::request::Request;
use crate::object::entity::Entity;
use crate::query::expand::Expansion;
use crate::query::filter::{IntoFilter, IntoOrder};
use crate::query::query::{Query, list_options, projection_options};
use crate::query::search::IntoSearch;
use crate::query::selection::Selection;
use crate::response::delta::{DeltaPage, token_option};
use crate::response::page::Page;
use crate::response::response::FromResponse;
use crate::value::value::Value;

/// What a list can be asked for.
///
/// # Rule
/// What the directory answers only as an advanced query gets the header `ConsistencyLevel: eventual`, and
/// `$count=true` where that is needed too, by itself: `$search`, `$count`, `ne`, `not`, `endswith`, and `$filter` with
/// `$orderby`. It expands only what `expand` asks for, since the directory refuses most of that
/// ([advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)).
impl<E: Entity> Request<Page<E>> {
    list_options!(E);
    projection_options!(E);

    /// The same query, its entities read as another type: as a union of the types that are derived from this one, whose
    /// properties the query can then be about. It selects what that type declares: nothing, if it is a union.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, graph_union, JsonObject, Page, Request};
    /// #[graph_entity(path = "directoryObjects")]
    /// pub struct DirectoryObject { pub id: Option<String> }
    ///
    /// #[graph_entity]
    /// pub struct User { pub display_name: Option<String> }
    ///
    /// #[graph_union(odata_type = "microsoft.graph.directoryObject")]
    /// pub enum AnyObject { User(User), #[graph(other)] Other(JsonObject) }
    ///
    /// let objects = DirectoryObject::directory_objects().list().filter(DirectoryObject::ID.eq("a"));
    /// let request: Request<Page<AnyObject>> = objects.read_as();
    /// assert_eq!(request.query(), "$filter=id%20eq%20'a'");
    /// ```
    pub fn read_as<U: Entity>(self) -> Request<Page<U>> {
        let declared = Query::of(U::projection());
        self.with_query(|query| query.project(declared)).with_reader(Page::from_response)
    }

    /// Makes it an advanced query of the directory, where the library does not know that it has to be one: the header
    /// `ConsistencyLevel: eventual` and `$count=true`.
    pub fn eventual(self) -> Self {
        self.count().header("ConsistencyLevel", "eventual")
    }

    /// In another representation than JSON, or with other metadata: `$format`.
    pub fn format(self, format: &str) -> Self {
        self.with_query(|query| query.format = Some(format.to_owned()))
    }
}

/// What a delta query can be asked for.
impl<E: Entity> Request<DeltaPage<E>> {
    list_options!(E);
    projection_options!(E);

    /// Only what changes from now on: the answer has no entities, and the link of the next round.
    ///
    /// # Rule
    /// `$deltatoken=latest` ([delta query](https://learn.microsoft.com/graph/delta-query-overview#use-delta-query-to-track-changes));
    /// `token=latest` for drive items, list items and sites.
    pub fn latest(self) -> Self {
        self.parameter(token_option(E::TYPE), "latest")
    }
}

/// What may be answered with nothing.
impl<T: Value> Request<T> {
    /// Reads an answer without an entity as `None`, which is an error otherwise: a to-one relation that is not set, a result
    /// that may be null, a create under `Prefer: return=minimal`, or one that the service accepts and does later.
    ///
    /// # Rule
    /// `204 No Content` is the answer for a single-valued relation or a result that is null
    /// ([OData Protocol 4.01, §11.2.4 and §11.5.3.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    /// `404` stays an error.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, Client, Error};
    /// #[graph_entity(path = "users", singleton(name = "manager", template = "users/{userId}/manager"))]
    /// pub struct User { #[graph(key)] pub id: Option<String> }
    ///
    /// async fn has_manager(client: &Client, user: &str) -> Result<bool, Error> {
    ///     Ok(User::manager(user).get().optional().send(client).await?.is_some())
    /// }
    /// ```
    pub fn optional(self) -> Request<Option<T>> {
        self.with_reader(Option::from_response)
    }
}

/// What an entity can be asked for.
impl<E: Entity> Request<E> {
    projection_options!(E);

    /// Makes it an advanced query of the directory, as something that is expanded may need: the header
    /// `ConsistencyLevel: eventual` and `$count=true`.
    pub fn eventual(self) -> Self {
        self.with_query(|query| query.count = true).header("ConsistencyLevel", "eventual")
    }

    /// Binds related entities to the one that is created.
    pub fn bind(self, binding: Binding<E>) -> Self {
        self.with_bound(binding.into_bound())
    }
}
