//! References to entities, for `$ref` and `@odata.bind`.

use std::fmt;
use std::marker::PhantomData;

use serde_json::Value as Json;

use crate::client::cloud::ServiceRoot;
use crate::error::request::RequestError;
use crate::object::entity::Entity;
use crate::object::property::{Navigation, Property};
use crate::value::containers::CollectionValued;
use crate::value::path::{ApiVersion, KeyError, ResourcePath};
use crate::value::value::Value;

/// The URL of an entity, to add it to a collection or to set it as a related entity.
///
/// # Shape
/// `{"@odata.id": "<absolute URL>"}`. A reference from an endpoint takes its host from the client that sends it.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Cloud, Reference, ApiVersion, client::ServiceRoot};
/// #[graph_entity(path(name = "members", template = "groups/{groupId}/members"), path = "directoryObjects")]
/// pub struct DirectoryObject { #[graph(key)] pub id: Option<String> }
///
/// let ada = DirectoryObject::directory_objects().entity("ada").reference();
/// let request = DirectoryObject::members("g1").add_ref(&ada);
/// let http = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0))?;
/// assert_eq!(http.body(), r#"{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/ada"}"#);
/// # Ok::<(), graph_core::error::RequestError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(ReferenceUrl);

#[derive(Debug, Clone, PartialEq, Eq)]
enum ReferenceUrl {
    Path { version: Option<ApiVersion>, path: ResourcePath },
    Url(String),
}

impl Reference {
    /// Creates a reference from an absolute URL, such as an `@odata.id` of the service. It is sent unchanged.
    #[must_use]
    pub fn from_url(url: impl Into<String>) -> Self {
        Self(ReferenceUrl::Url(url.into()))
    }

    pub(crate) fn from_path(version: Option<ApiVersion>, path: ResourcePath) -> Self {
        Self(ReferenceUrl::Path { version, path })
    }

    /// The absolute URL at the service of the request.
    pub(crate) fn url(&self, root: &ServiceRoot) -> Result<String, KeyError> {
        match &self.0 {
            ReferenceUrl::Path { version, path } => Ok(root.url(*version, path.checked()?)),
            ReferenceUrl::Url(url) => Ok(url.clone()),
        }
    }
}

impl From<&Reference> for Reference {
    fn from(reference: &Reference) -> Self {
        reference.clone()
    }
}

/// The maximum number of entities that one request binds to a collection.
const MOST: usize = 20;

/// A navigation property of `E` with existing entities to bind: `nav@odata.bind`.
///
/// # Shape
/// [`set`](Property::set) and [`clear`](Property::clear) create it for a single-valued property, [`add`](Property::add) for a
/// collection. `.bind(…)` adds it to a create or an update.
///
/// # Rule
/// A URL replaces the related entity, `null` removes the relationship, and an array of up to 20 URLs adds to a collection
/// (OData JSON 4.0, §8.5; [add members](https://learn.microsoft.com/graph/api/group-post-members)).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, ApiVersion, Cloud, client::ServiceRoot};
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// #[graph_entity(path = "groups")]
/// pub struct Group {
///     #[graph(key)]
///     pub id: Option<String>,
///     #[graph(navigation)]
///     pub members: Option<Vec<User>>,
/// }
///
/// let ada = User::users().entity("ada").reference();
/// let request = Group::groups().entity("g1").update(Group::changes().bind(Group::MEMBERS.add([&ada])));
/// let http = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0))?;
/// assert_eq!(http.body(), r#"{"members@odata.bind":["https://graph.microsoft.com/v1.0/users/ada"]}"#);
/// # Ok::<(), graph_core::error::RequestError>(())
/// ```
#[must_use = "it does nothing until a request has it: `.bind(…)`"]
pub struct Binding<E> {
    bound: Bound,
    entity: PhantomData<fn() -> E>,
}

/// A binding without the type of the entity.
#[derive(Clone)]
pub(crate) struct Bound {
    property: &'static str,
    to: To,
}

#[derive(Clone)]
enum To {
    Nothing,
    One(Reference),
    More(Vec<Reference>),
}

impl<E> Binding<E> {
    fn new(property: &'static str, to: To) -> Self {
        Self { bound: Bound { property, to }, entity: PhantomData }
    }

    pub(crate) fn into_bound(self) -> Bound {
        self.bound
    }
}

impl Bound {
    pub(crate) fn property(&self) -> &'static str {
        self.property
    }

    /// `"manager@odata.bind":"https://…"`, as a member of an object.
    pub(crate) fn to_json(&self, root: &ServiceRoot) -> Result<String, RequestError> {
        let value = match &self.to {
            To::Nothing => Json::Null,
            To::One(reference) => reference.url(root)?.into(),
            To::More(references) if references.len() > MOST => {
                let Self { property, .. } = *self;
                return Err(RequestError::TooManyBindings { property, count: references.len() });
            }
            To::More(references) => {
                references.iter().map(|reference| reference.url(root)).collect::<Result<Vec<_>, _>>()?.into()
            }
        };
        Ok(format!("\"{}@odata.bind\":{value}", self.property))
    }
}

impl<E, T: Value> Property<E, T, Navigation> {
    /// Sets this entity as the related one.
    pub fn set(self, reference: impl Into<Reference>) -> Binding<E>
    where
        T::Assigned: Entity,
    {
        Binding::new(self.name(), To::One(reference.into()))
    }

    /// Removes the relationship.
    pub fn clear(self) -> Binding<E>
    where
        T::Assigned: Entity,
    {
        Binding::new(self.name(), To::Nothing)
    }

    /// Adds up to 20 entities to the related ones.
    #[allow(clippy::should_implement_trait)] // an arithmetic `+` is not what is meant
    pub fn add<R: Into<Reference>>(self, references: impl IntoIterator<Item = R>) -> Binding<E>
    where
        T::Assigned: CollectionValued,
    {
        Binding::new(self.name(), To::More(references.into_iter().map(Into::into).collect()))
    }
}

impl<E> Clone for Binding<E> {
    fn clone(&self) -> Self {
        Self { bound: self.bound.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Binding<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Binding").field(&self.bound.property).finish()
    }
}
