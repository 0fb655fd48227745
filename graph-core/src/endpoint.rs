//! Endpoints: an address, and what can be asked of it.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use crate::changes::Changes;
use crate::entity::Entity;
use crate::error::RequestError;
use crate::page::Page;
use crate::path::{Key, ResourcePath};
use crate::reference::Reference;
use crate::request::{Answer, Body, Request};
use crate::response;
use crate::structured::{Structured, type_name};

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
        request::<E, _>(Method::POST, &self.path, response::entity).with_json(entity)
    }

    /// Creates an entity through the collection's references: `POST …/$ref` with the entity → 201 and the entity.
    ///
    /// # Rule
    /// Some pages document `$ref` with the entity itself as its body, such as
    /// "Add deviceStatuses". To add an entity that exists already, use [`add_ref`](Self::add_ref).
    pub fn create_ref(&self, entity: &E) -> Request<E> {
        request::<E, _>(Method::POST, &self.references(), response::entity).with_json(entity)
    }

    /// Adds an entity that exists already: `POST …/$ref` with `{"@odata.id": "<absolute URL>"}` → 204. Adding it twice
    /// is an error 400 of the service.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.1 ([add members](https://learn.microsoft.com/graph/api/group-post-members)).
    pub fn add_ref(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::POST, &self.references(), response::nothing)
            .with_body(Body::Reference(reference.clone()))
    }

    /// Takes an entity out of the collection: `DELETE …/{key}/$ref` → 204. The entity itself stays.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2 ([remove member](https://learn.microsoft.com/graph/api/group-delete-members)).
    pub fn remove_ref(&self, key: impl Into<Key>) -> Request<()> {
        self.entity(key).clear_ref()
    }

    /// Lists the entities, one page: `GET` → 200.
    pub fn list(&self) -> Request<Page<E>> {
        request::<E, _>(Method::GET, &self.path, response::page)
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
    /// Reads the entity: `GET` → 200.
    pub fn get(&self) -> Request<E> {
        request::<E, _>(Method::GET, &self.path, response::entity)
    }

    /// Changes some properties: `PATCH` → 200 and the entity, or 204 and `None`, as the service chooses. Without a
    /// change nothing is sent, and the answer is `None`.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.3: what is absent keeps its value, `null` clears it.
    pub fn update(&self, changes: Changes<E>) -> Request<Option<E>> {
        let mut request = request::<E, _>(Method::PATCH, &self.path, response::updated);
        match changes.checked() {
            Ok(properties) if properties.is_empty() => request.with_body(Body::NoChanges),
            Ok(properties) => request.with_json(&properties),
            Err(source) => {
                request.reject(RequestError::Body { source });
                request
            }
        }
    }

    /// Puts the whole entity in place of the one that is there: `PUT` → 200 and the entity, or 204 and `None`. What is
    /// absent is reset: also what the struct does not declare, and what it marks as read-only. To change some
    /// properties use [`update`](Self::update).
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.3.
    pub fn replace(&self, entity: &E) -> Request<Option<E>> {
        request::<E, _>(Method::PUT, &self.path, response::updated).with_json(entity)
    }

    /// Deletes the entity: `DELETE` → 204. To take it out of a collection and keep it, use
    /// [`Collection::remove_ref`].
    pub fn delete(&self) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.path, response::nothing)
    }

    /// Makes another entity the related one: `PUT …/$ref` with `{"@odata.id": "<absolute URL>"}` → 204.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.3 ([assign manager](https://learn.microsoft.com/graph/api/user-post-manager)).
    pub fn set_ref(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::PUT, &self.references(), response::nothing)
            .with_body(Body::Reference(reference.clone()))
    }

    /// Ends the relation to this entity: `DELETE …/$ref` → 204. The entity itself stays.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2 ([remove manager](https://learn.microsoft.com/graph/api/user-delete-manager)).
    pub fn clear_ref(&self) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.references(), response::nothing)
    }

    /// The entity's address, to be given to [`Collection::add_ref`] or [`set_ref`](Self::set_ref).
    #[must_use]
    pub fn reference(&self) -> Reference {
        Reference::from_path(E::VERSION, self.path.clone())
    }
}

fn request<E: Entity, R>(method: Method, path: &ResourcePath, answer: Answer<R>) -> Request<R> {
    Request::new(method, E::VERSION, path.clone(), answer).with_permissions(E::PERMISSIONS)
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
            pub fn cast<D: Entity + Structured>(&self) -> $endpoint<D> {
                $endpoint { path: self.path.clone().segment(type_name(D::TYPE_TAG)), entity: PhantomData }
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
