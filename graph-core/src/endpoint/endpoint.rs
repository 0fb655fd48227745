//! Endpoints: addresses of collections and items.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use crate::object::entity::Entity;
use crate::request::request::{Read, Request};
use crate::value::path::{Key, ResourcePath};

/// The endpoint of a collection of entities, which a path of `#[graph_entity]` defines.
///
/// # Shape
/// Each method builds a [`Request`], which [`Request::send`] sends.
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
    pub(super) path: ResourcePath,
    pub(super) entity: PhantomData<fn() -> E>,
}

/// The endpoint of one entity of a collection, or of a singleton.
///
/// # Shape
/// Each method builds a [`Request`], which [`Request::send`] sends.
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
    pub(super) path: ResourcePath,
    pub(super) entity: PhantomData<fn() -> E>,
}

pub(super) fn request<E: Entity, R>(method: Method, path: &ResourcePath, read: Read<R>) -> Request<R> {
    let permissions = E::PERMISSIONS.or_least_of(E::LEAST_PERMISSIONS, method.as_str());
    Request::new(method, E::VERSION, path.clone(), read).with_permissions(permissions)
}

/// The common part of endpoints: the path.
macro_rules! address {
    ($($endpoint:ident),*) => {$(
        impl<E: Entity> $endpoint<E> {
            #[doc(hidden)]
            #[must_use]
            pub fn from_template(template: &str, keys: &[Key]) -> Self {
                Self { path: ResourcePath::from_template(template, keys), entity: PhantomData }
            }

            /// The same endpoint, restricted to entities of a derived type: `…/microsoft.graph.user`.
            ///
            /// # Rule
            /// OData URL Conventions 4.01, §4.11.
            #[must_use]
            pub fn cast<D: Entity>(&self) -> $endpoint<D> {
                $endpoint { path: self.path.clone().segment(D::TYPE), entity: PhantomData }
            }

            pub(super) fn references(&self) -> ResourcePath {
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
