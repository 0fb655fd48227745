//! What can be asked of a collection.

use std::marker::PhantomData;

use bytes::Bytes;
use http::Method;

use super::endpoint::{Collection, Item, request};
use crate::object::entity::Entity;
use crate::query::filter::Filter;
use crate::query::query::Query;
use crate::request::body::Body;
use crate::request::reference::Reference;
use crate::request::request::Request;
use crate::response::link::NextLink;
use crate::response::page::Page;
use crate::response::poller::Poller;
use crate::response::response::FromResponse;
use crate::value::path::Key;
impl<E: Entity> Collection<E> {
    /// Creates an entity: `POST` → 201 and the entity as the service made it.
    pub fn create(&self, entity: &E) -> Request<E> {
        request::<E, _>(Method::POST, &self.path, E::from_response).with_json(entity)
    }

    /// Creates an entity from bytes, such as a package or a page: `POST` with this media type → 201 and the entity.
    pub fn create_from(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<E> {
        request::<E, _>(Method::POST, &self.path, E::from_response).with_bytes(media_type, bytes.into())
    }

    /// Creates an entity in the background: `POST` → 202 and a [`Poller`] that ends with the entity; or at once, 201
    /// and the entity.
    ///
    /// # Rule
    /// Such as [create a team](https://learn.microsoft.com/graph/api/team-post).
    pub fn create_async(&self, entity: &E) -> Request<Poller<E>> {
        request::<E, _>(Method::POST, &self.path, Poller::returned(E::VERSION)).with_json(entity)
    }

    /// Creates an entity through the collection's references: `POST …/$ref` with the entity → 201 and the entity.
    ///
    /// # Rule
    /// Some pages document `$ref` with the entity itself as its body, such as
    /// "Add deviceStatuses". To add an entity that exists already, use [`add_ref`](Self::add_ref).
    pub fn create_ref(&self, entity: &E) -> Request<E> {
        request::<E, _>(Method::POST, &self.references(), E::from_response).with_json(entity)
    }

    /// Adds an entity that exists already: `POST …/$ref` with `{"@odata.id": "<absolute URL>"}` → 204. Adding it twice
    /// is an error 400 of the service.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.1 ([add members](https://learn.microsoft.com/graph/api/group-post-members)).
    pub fn add_ref(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::POST, &self.references(), <()>::from_response)
            .with_body(Body::Reference(reference.clone()))
    }

    /// Takes an entity out of the collection: `DELETE …/{key}/$ref` → 204. The entity itself stays.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2 ([remove member](https://learn.microsoft.com/graph/api/group-delete-members)).
    pub fn remove_ref(&self, key: impl Into<Key>) -> Request<()> {
        self.entity(key).clear_ref()
    }

    /// Takes the entity at an address out of the collection: `DELETE …/$ref?$id=<absolute URL>` → 204. The entity itself
    /// stays. It is for entities whose address is all that is known, or whose key alone does not name them.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2. The URL is that of the service that the request goes to, percent-encoded once more.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, ApiVersion, Cloud, client::ServiceRoot};
    /// #[graph_entity(path(name = "members", template = "groups/{groupId}/members"), path = "directoryObjects")]
    /// pub struct DirectoryObject { #[graph(key)] pub id: Option<String> }
    ///
    /// let ada = DirectoryObject::directory_objects().entity("ada").reference();
    /// let request = DirectoryObject::members("g1").remove_ref_to(&ada);
    /// let http = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0))?;
    /// assert_eq!(http.uri().path(), "/v1.0/groups/g1/members/$ref");
    /// assert_eq!(http.uri().query(), Some("$id=https://graph.microsoft.com/v1.0/directoryObjects/ada"));
    /// # Ok::<(), graph_core::error::RequestError>(())
    /// ```
    pub fn remove_ref_to(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.references(), <()>::from_response).with_id(reference.clone())
    }

    /// Lists the entities, one page: `GET` → 200. It asks for the properties that the struct declares, and expands its
    /// navigation properties.
    pub fn list(&self) -> Request<Page<E>> {
        request::<E, _>(Method::GET, &self.path, Page::from_response).with_default_query(Query::of(E::projection()))
    }

    /// The page that a link leads to: to go on where a stream ended with an error
    /// ([`Items::next_link`](crate::Items::next_link)). The headers of the first request have to be given again.
    pub fn page(&self, link: &NextLink) -> Request<Page<E>> {
        request::<E, ()>(Method::GET, &self.path, <()>::from_response).following(link.as_str(), Page::from_response)
    }

    /// The number of entities: `GET …/$count` → 200.
    ///
    /// # Rule
    /// The answer is `text/plain`, perhaps behind a byte-order mark (OData Protocol 4.01, §11.2.10). The directory needs
    /// `ConsistencyLevel: eventual` for it, which is added.
    pub fn count(&self) -> Request<u64> {
        let path = self.path.clone().segment("$count");
        request::<E, _>(Method::GET, &path, u64::from_response)
            .header("Accept", "text/plain")
            .with_default_query(Query::default())
    }

    /// The number of entities that meet the condition: `GET …/$count?$filter=…` → 200.
    pub fn count_of(&self, filter: Filter<E>) -> Request<u64> {
        self.count().with_query(|query| query.add_filter(filter.of_any()))
    }

    /// The address of one of its entities. An entity's own key field will do: `statuses.entity(&created.id)`.
    #[must_use]
    pub fn entity(&self, key: impl Into<Key>) -> Item<E> {
        Item { path: self.path.clone().key("key", &key.into()), entity: PhantomData }
    }
}
