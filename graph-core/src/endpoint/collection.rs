//! Requests of a collection.

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
use crate::request::upload::Upload;
use crate::response::link::NextLink;
use crate::response::page::Page;
use crate::response::poller::Poller;
use crate::response::response::FromResponse;
use crate::value::path::Key;
impl<E: Entity> Collection<E> {
    /// Creates an entity: `POST` → 201 with the created entity.
    pub fn create(&self, entity: &E) -> Request<E> {
        request::<E, _>(Method::POST, &self.path, E::from_response).with_json(entity)
    }

    /// Creates an entity from bytes, such as a package or a page: `POST` with this media type → 201 with the entity.
    pub fn create_from(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<E> {
        request::<E, _>(Method::POST, &self.path, E::from_response).with_bytes(media_type, bytes.into())
    }

    /// Uploads a file attachment of a message or an event: below 3 MB by `POST`, otherwise in an upload session:
    /// `POST …/attachments/createUploadSession`. The result is the id of the attachment.
    ///
    /// # Rule
    /// [Attach large files](https://learn.microsoft.com/graph/outlook-large-attachments): up to 150 MB.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, Client, Error};
    /// #[graph_entity(path = "me/messages/{messageId}/attachments")]
    /// pub struct Attachment { #[graph(key)] pub id: Option<String>, pub size: Option<i32> }
    ///
    /// async fn attach(message: &str, file: std::fs::File, client: &Client) -> Result<Attachment, Error> {
    ///     let attachments = Attachment::attachments(message);
    ///     let id = attachments.upload_attachment("film.mp4").media_type("video/mp4").send(file, client).await?;
    ///     attachments.entity(id).get().send(client).await
    /// }
    /// ```
    pub fn upload_attachment(&self, name: &str) -> Upload<String> {
        Upload::of_attachment(E::VERSION, self.path.clone(), name).with_permissions(E::PERMISSIONS)
    }

    /// Creates an entity asynchronously: `POST` → 202 with a [`Poller`] whose outcome is the entity, or 201 with the entity.
    ///
    /// # Rule
    /// For example [create a team](https://learn.microsoft.com/graph/api/team-post).
    pub fn create_async(&self, entity: &E) -> Request<Poller<E>> {
        request::<E, _>(Method::POST, &self.path, Poller::returned(E::VERSION)).with_json(entity)
    }

    /// Creates an entity through `$ref`: `POST …/$ref` with the entity → 201 with the created entity.
    ///
    /// # Rule
    /// Some pages document `$ref` with the entity as its body, such as "Add deviceStatuses". Use [`add_ref`](Self::add_ref) to add
    /// an existing entity.
    pub fn create_ref(&self, entity: &E) -> Request<E> {
        request::<E, _>(Method::POST, &self.references(), E::from_response).with_json(entity)
    }

    /// Adds an existing entity: `POST …/$ref` with `{"@odata.id": "<absolute URL>"}` → 204. The service responds with 400 if the
    /// collection already contains it.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.1 ([add members](https://learn.microsoft.com/graph/api/group-post-members)).
    pub fn add_ref(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::POST, &self.references(), <()>::from_response)
            .with_body(Body::Reference(reference.clone()))
    }

    /// Removes an entity from the collection: `DELETE …/{key}/$ref` → 204. The entity is not deleted.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2 ([remove member](https://learn.microsoft.com/graph/api/group-delete-members)).
    pub fn remove_ref(&self, key: impl Into<Key>) -> Request<()> {
        self.entity(key).clear_ref()
    }

    /// Removes an entity from the collection by its URL: `DELETE …/$ref?$id=<absolute URL>` → 204. The entity is not deleted. Use it
    /// if the key is unknown or does not identify the entity.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2. The URL has the host of the service that receives the request, and is percent-encoded again.
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

    /// Lists one page of entities: `GET` → 200. It selects the declared properties and expands the declared navigation properties.
    pub fn list(&self) -> Request<Page<E>> {
        request::<E, _>(Method::GET, &self.path, Page::from_response).with_default_query(Query::of(E::projection()))
    }

    /// Reads the page of a link, to continue after an error of a stream ([`Items::next_link`](crate::Items::next_link)). The headers
    /// of the first request must be set again.
    pub fn page(&self, link: &NextLink) -> Request<Page<E>> {
        request::<E, ()>(Method::GET, &self.path, <()>::from_response).following(link.as_str(), Page::from_response)
    }

    /// Counts the entities: `GET …/$count` → 200.
    ///
    /// # Rule
    /// The response is `text/plain`, possibly with a byte-order mark (OData Protocol 4.01, §11.2.10). The request has the header
    /// `ConsistencyLevel: eventual`, which the directory requires.
    pub fn count(&self) -> Request<u64> {
        let path = self.path.clone().segment("$count");
        request::<E, _>(Method::GET, &path, u64::from_response)
            .header("Accept", "text/plain")
            .with_default_query(Query::default())
    }

    /// Counts the entities that meet the condition: `GET …/$count?$filter=…` → 200.
    pub fn count_of(&self, filter: Filter<E>) -> Request<u64> {
        self.count().with_query(|query| query.add_filter(filter.of_any()))
    }

    /// The endpoint of one entity. The key may be that of a received entity: `statuses.entity(&created.id)`.
    #[must_use]
    pub fn entity(&self, key: impl Into<Key>) -> Item<E> {
        Item { path: self.path.clone().key("key", &key.into()), entity: PhantomData }
    }
}
