//! References to entities: what `$ref` adds, sets and removes.

use std::fmt;
use std::marker::PhantomData;

use serde_json::Value as Json;

use crate::client::cloud::ServiceRoot;
use crate::error::request::RequestError;
use crate::object::entity::Entity;
use crate::object::property::{Navigation, Property};
use crate::value::containers::CollectionValued;
use crate::value::path::{KeyError, ResourcePath};
use crate::value::value::Value;
use crate::value::version::ApiVersion;

/// The address of an entity, to be added to a collection or set as a related entity of another.
///
/// # Shape
/// `{"@odata.id": "<absolute URL>"}`. One that comes from an endpoint gets its host from the client that sends it.
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
    /// The entity at an absolute URL, as an `@odata.id` of the service. It is sent as it is.
    #[must_use]
    pub fn from_url(url: impl Into<String>) -> Self {
        Self(ReferenceUrl::Url(url.into()))
    }

    pub(crate) fn from_path(version: Option<ApiVersion>, path: ResourcePath) -> Self {
        Self(ReferenceUrl::Path { version, path })
    }

    /// The absolute URL, on the service that the request goes to.
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

/// How many entities one request can bind to a collection.
const MOST: usize = 20;

/// A navigation property of `E` and the entities to bind to it, which are there already: `nav@odata.bind`.
///
/// # Shape
/// From a property of one entity, [`set`](Property::set) and [`clear`](Property::clear); from a collection,
/// [`add`](Property::add). It goes into a create or an update by `.bind(…)`.
///
/// # Rule
/// A URL takes the place of the related entity, `null` ends the relation, an array adds to a collection, 20 at most
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

/// A binding where the entity's type is not known.
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

    /// `"manager@odata.bind":"https://…"`, as a part of an object.
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
    /// Makes this entity the related one.
    pub fn set(self, reference: impl Into<Reference>) -> Binding<E>
    where
        T::Assigned: Entity,
    {
        Binding::new(self.name(), To::One(reference.into()))
    }

    /// Ends the relation.
    pub fn clear(self) -> Binding<E>
    where
        T::Assigned: Entity,
    {
        Binding::new(self.name(), To::Nothing)
    }

    /// Adds these entities to the related ones, 20 at most.
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
