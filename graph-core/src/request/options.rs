//! Query options of requests for entities.

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

/// Query options of list requests.
///
/// # Rule
/// A query that the directory only accepts as an advanced query receives the header `ConsistencyLevel: eventual`, and
/// `$count=true` if required: `$search`, `$count`, `ne`, `not`, `endswith`, and `$filter` with `$orderby`. It expands only the
/// arguments of `expand`, since the directory refuses most expansions
/// ([advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)).
impl<E: Entity> Request<Page<E>> {
    list_options!(E);
    projection_options!(E);

    /// Reads the entities as another type, such as a union of derived types, whose properties the query can then use. The query
    /// selects the properties of that type: none for a union.
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

    /// Makes the query an advanced query of the directory if the crate does not detect it: adds the header
    /// `ConsistencyLevel: eventual` and `$count=true`.
    pub fn eventual(self) -> Self {
        self.count().header("ConsistencyLevel", "eventual")
    }

    /// Requests another format than JSON, or other metadata: `$format`.
    pub fn format(self, format: &str) -> Self {
        self.with_query(|query| query.format = Some(format.to_owned()))
    }
}

/// Query options of delta requests.
impl<E: Entity> Request<DeltaPage<E>> {
    list_options!(E);
    projection_options!(E);

    /// Requests only future changes: the response has no entities, only the delta link.
    ///
    /// # Rule
    /// `$deltatoken=latest` ([delta query](https://learn.microsoft.com/graph/delta-query-overview#use-delta-query-to-track-changes));
    /// `token=latest` for drive items, list items and sites.
    pub fn latest(self) -> Self {
        self.parameter(token_option(E::TYPE), "latest")
    }
}

/// Responses that may have no content.
impl<T: Value> Request<T> {
    /// Reads a response without an entity as `None` instead of an error: a to-one relationship without an entity, a nullable
    /// return value, a create with `Prefer: return=minimal`, or one that the service completes later.
    ///
    /// # Rule
    /// A single-valued relationship or return value that is `null` is `204 No Content`
    /// ([OData Protocol 4.01, §11.2.4 and §11.5.3.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    /// `404` is still an error.
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

/// Query options of entity requests.
impl<E: Entity> Request<E> {
    projection_options!(E);

    /// Makes the query an advanced query of the directory, which some expansions require: adds the header
    /// `ConsistencyLevel: eventual` and `$count=true`.
    pub fn eventual(self) -> Self {
        self.with_query(|query| query.count = true).header("ConsistencyLevel", "eventual")
    }

    /// Binds related entities to the created entity.
    pub fn bind(self, binding: Binding<E>) -> Self {
        self.with_bound(binding.into_bound())
    }
}
