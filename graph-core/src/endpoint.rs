//! Endpoints: an address, and what can be asked of it.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::Method;

use crate::body::Body;
use crate::changes::Changes;
use crate::delta::{self, DeltaPage};
use crate::entity::Entity;
use crate::filter::Filter;
use crate::link::{NextLink, RoundLink};
use crate::monitor::Operation;
use crate::page::Page;
use crate::path::{Key, ResourcePath};
use crate::query::Query;
use crate::reference::Reference;
use crate::request::{Read, Request};
use crate::response::Answer;
use crate::structured::Structured;

/// The address of a collection of entities: what a path of `#[graph_entity]` gives.
///
/// # Shape
/// Each method builds a [`Request`]; nothing is sent before [`Request::send`].
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses")]
/// pub struct DeviceConfigurationDeviceStatus { #[graph(key)] pub id: Option<String>, pub platform: Option<i32> }
/// use DeviceConfigurationDeviceStatus as DeviceStatus;
///
/// let statuses = DeviceStatus::device_statuses("c1");
/// let request = statuses.create(&DeviceStatus { id: None, platform: Some(8) });
/// assert_eq!(request.method(), "POST");
/// assert_eq!(request.path(), "deviceManagement/deviceConfigurations/c1/deviceStatuses");
/// ```
pub struct Collection<E: Entity> {
    path: ResourcePath,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Collection<E> {
    /// Creates an entity: `POST` → 201 and the entity as the service made it.
    pub fn create(&self, entity: &E) -> Request<E> {
        request::<E, _>(Method::POST, &self.path, E::from_response).with_json(entity)
    }

    /// Creates an entity from bytes, such as a package or a page: `POST` with this media type → 201 and the entity.
    pub fn create_from(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<E> {
        request::<E, _>(Method::POST, &self.path, E::from_response)
            .with_body(Body::Content(bytes.into()))
            .header("Content-Type", media_type)
    }

    /// Creates an entity in the background: `POST` → 202 and an [`Operation`] that ends with the entity; or at once, 201
    /// and the entity.
    ///
    /// # Rule
    /// Such as [create a team](https://learn.microsoft.com/graph/api/team-post).
    pub fn create_async(&self, entity: &E) -> Request<Operation<E>> {
        request::<E, _>(Method::POST, &self.path, Operation::returned(E::VERSION)).with_json(entity)
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

    /// Lists the entities, one page: `GET` → 200. It asks for the properties that the struct declares, and expands its
    /// navigation properties.
    pub fn list(&self) -> Request<Page<E>> {
        request::<E, _>(Method::GET, &self.path, Page::from_response).with_query(Query::of(E::projection()))
    }

    /// What changed since a last look, at first all: `GET …/delta` → 200.
    ///
    /// # Rule
    /// An entity that changed may come with its changed properties alone, so the fields have to be `Option`s. The last page
    /// of a round has the link of the next one; navigation properties are not expanded unless told
    /// ([delta query](https://learn.microsoft.com/graph/delta-query-overview)).
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, Change, Client, DeltaLink, Error};
    /// #[graph_entity(path = "users")]
    /// pub struct User { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }
    ///
    /// /// Takes over what changed, and gives the link to be stored until the next time.
    /// async fn synchronize(client: &Client, stored: Option<DeltaLink>) -> Result<Option<DeltaLink>, Error> {
    ///     let users = User::users();
    ///     let round = stored.map_or_else(|| users.delta(), |link| users.resume(&link));
    ///     let mut changes = round.stream(client);
    ///     while let Some(change) = changes.try_next().await? {
    ///         match change {
    ///             Change::Updated(user) => println!("{:?} is {:?}", user.id, user.display_name),
    ///             Change::Removed { key, reason } => println!("{key} is gone: {reason:?}"),
    ///         }
    ///     }
    ///     Ok(changes.delta_link().cloned())
    /// }
    /// ```
    pub fn delta(&self) -> Request<DeltaPage<E>> {
        self.round().with_query(Query::of_changes(E::projection()))
    }

    /// The page that a link leads to: to go on where a stream ended with an error
    /// ([`Elements::next_link`](crate::Elements::next_link)). The headers of the first request have to be given again.
    pub fn page(&self, link: &NextLink) -> Request<Page<E>> {
        request::<E, ()>(Method::GET, &self.path, <()>::from_response).following(link.as_str(), Page::from_response)
    }

    /// The next round of a delta query: what changed since the one that gave this link; or the next page of a round.
    ///
    /// # Errors
    /// [`Error::Resync`](crate::Error::Resync) where the service no longer knows.
    pub fn resume(&self, link: &impl RoundLink) -> Request<DeltaPage<E>> {
        self.round().following(link.url(), DeltaPage::from_response)
    }

    fn round(&self) -> Request<DeltaPage<E>> {
        request::<E, _>(Method::GET, &self.path.clone().segment("delta"), DeltaPage::from_response)
            .with_fault(delta::fault)
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
            .with_query(Query::default())
    }

    /// The number of entities that meet the condition: `GET …/$count?$filter=…` → 200.
    pub fn count_of(&self, filter: Filter<E>) -> Request<u64> {
        self.count().query_mut(|query| query.add_filter(filter.of_any()))
    }

    /// The address of one of its entities. An entity's own key field will do: `statuses.entity(&created.id)`.
    #[must_use]
    pub fn entity(&self, key: impl Into<Key>) -> Item<E> {
        Item { path: self.path.clone().key("key", &key.into()), entity: PhantomData }
    }
}

/// The address of one entity: of a collection, or a singleton.
///
/// # Shape
/// Each method builds a [`Request`]; nothing is sent before [`Request::send`].
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(path = "users", singleton(name = "me", template = "me"))]
/// pub struct User { #[graph(key)] pub id: Option<String>, pub job_title: Option<String> }
///
/// assert_eq!(User::me().get().path(), "me");
/// let request = User::users().entity("ada").update(User::changes().set(User::JOB_TITLE, "Countess"));
/// assert_eq!(request.method(), "PATCH");
/// assert_eq!(request.path(), "users/ada");
/// ```
pub struct Item<E: Entity> {
    path: ResourcePath,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Item<E> {
    /// Reads the entity: `GET` → 200. It asks for the properties that the struct declares, and expands its navigation
    /// properties.
    pub fn get(&self) -> Request<E> {
        request::<E, _>(Method::GET, &self.path, E::from_response).with_query(Query::of(E::projection()))
    }

    /// The bytes of the entity itself, such as a photo's: `GET …/$value` → 200.
    pub fn value(&self) -> Request<Bytes> {
        self.bytes("$value")
    }

    /// Puts bytes in place of the entity's own: `PUT …/$value`.
    pub fn set_value(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<()> {
        self.set_bytes("$value", media_type, bytes.into(), <()>::from_response)
    }

    /// The bytes of a file: `GET …/content` → 200, over a redirect where the service gives one.
    pub fn content(&self) -> Request<Bytes> {
        self.bytes("content")
    }

    /// Puts bytes in place of a file's: `PUT …/content` → the file's entity.
    pub fn set_content(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<Option<E>> {
        self.set_bytes("content", media_type, bytes.into(), Option::from_response)
    }

    fn bytes(&self, segment: &str) -> Request<Bytes> {
        request::<E, _>(Method::GET, &self.path.clone().segment(segment), Bytes::from_response).header("Accept", "*/*")
    }

    fn set_bytes<R>(&self, segment: &str, media_type: &str, bytes: Bytes, read: Read<R>) -> Request<R> {
        let path = self.path.clone().segment(segment);
        request::<E, _>(Method::PUT, &path, read).with_body(Body::Content(bytes)).header("Content-Type", media_type)
    }

    /// Changes some properties: `PATCH` → 200 and the entity, or 204 and `None`, as the service chooses. Without a
    /// change nothing is sent, and the answer is `None`.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.3: what is absent keeps its value, `null` clears it.
    pub fn update(&self, changes: Changes<E>) -> Request<Option<E>> {
        let mut request = request::<E, _>(Method::PATCH, &self.path, Option::from_response);
        if changes.is_empty() {
            return request.with_body(Body::NoChanges);
        }
        match changes.checked() {
            Ok((properties, bindings)) => {
                bindings.into_iter().fold(request.with_json(&properties), Request::with_bound)
            }
            Err(problem) => {
                request.reject(problem);
                request
            }
        }
    }

    /// Changes some properties that the derived type `D` has: as [`update`](Self::update), with `@odata.type`.
    ///
    /// # Rule
    /// A value of a derived type says so (OData JSON 4.01, §4.6.3).
    pub fn update_as<D: Structured>(&self, changes: Changes<D>) -> Request<Option<E>> {
        self.update(changes.typed().of_another())
    }

    /// Puts the whole entity in place of the one that is there: `PUT` → 200 and the entity, or 204 and `None`. What is
    /// absent is reset: also what the struct does not declare, and what it marks as read-only. To change some
    /// properties use [`update`](Self::update).
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.3.
    pub fn replace(&self, entity: &E) -> Request<Option<E>> {
        request::<E, _>(Method::PUT, &self.path, Option::from_response).with_json(entity)
    }

    /// Deletes the entity: `DELETE` → 204. To take it out of a collection and keep it, use
    /// [`Collection::remove_ref`].
    pub fn delete(&self) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.path, <()>::from_response)
    }

    /// Makes another entity the related one: `PUT …/$ref` with `{"@odata.id": "<absolute URL>"}` → 204.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.3 ([assign manager](https://learn.microsoft.com/graph/api/user-post-manager)).
    pub fn set_ref(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::PUT, &self.references(), <()>::from_response)
            .with_body(Body::Reference(reference.clone()))
    }

    /// Ends the relation to this entity: `DELETE …/$ref` → 204. The entity itself stays.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2 ([remove manager](https://learn.microsoft.com/graph/api/user-delete-manager)).
    pub fn clear_ref(&self) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.references(), <()>::from_response)
    }

    /// The entity's address, to be given to [`Collection::add_ref`] or [`set_ref`](Self::set_ref).
    #[must_use]
    pub fn reference(&self) -> Reference {
        Reference::from_path(E::VERSION, self.path.clone())
    }
}

fn request<E: Entity, R>(method: Method, path: &ResourcePath, read: Read<R>) -> Request<R> {
    Request::new(method, E::VERSION, path.clone(), read).with_permissions(E::PERMISSIONS)
}

/// What both kinds of endpoint have: a path.
macro_rules! address {
    ($($endpoint:ident),*) => {$(
        impl<E: Entity> $endpoint<E> {
            #[doc(hidden)]
            #[must_use]
            pub fn from_template(template: &str, keys: &[Key]) -> Self {
                Self { path: ResourcePath::from_template(template, keys), entity: PhantomData }
            }

            /// The same address for entities of a derived type alone: `…/microsoft.graph.user`.
            ///
            /// # Rule
            /// OData URL Conventions 4.01, §4.11.
            #[must_use]
            pub fn cast<D: Entity>(&self) -> $endpoint<D> {
                $endpoint { path: self.path.clone().segment(D::TYPE), entity: PhantomData }
            }

            fn references(&self) -> ResourcePath {
                self.path.clone().segment("$ref")
            }
        }

        impl<E: Entity> Clone for $endpoint<E> {
            fn clone(&self) -> Self {
                Self { path: self.path.clone(), entity: PhantomData }
            }
        }

        impl<E: Entity> fmt::Debug for $endpoint<E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($endpoint)).field(&self.path).finish()
            }
        }
    )*};
}

address!(Collection, Item);
