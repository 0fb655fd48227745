//! References to entities: what `$ref` adds, sets and removes.

use crate::cloud::{ApiVersion, ServiceRoot};
use crate::path::{KeyError, ResourcePath};

/// The address of an entity, to be added to a collection or set as a related entity of another.
///
/// # Shape
/// `{"@odata.id": "<absolute URL>"}`. One that comes from an endpoint gets its host from the client that sends it.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Cloud, Reference, ServiceRoot, ApiVersion};
/// #[graph_entity(path(name = "members", template = "groups/{groupId}/members"), path = "directoryObjects")]
/// pub struct DirectoryObject { #[graph(key)] pub id: Option<String> }
///
/// let ada = DirectoryObject::directory_objects().entity("ada").reference();
/// let request = DirectoryObject::members("g1").add_ref(&ada);
/// let http = request.to_http(&ServiceRoot::new(Cloud::Global, ApiVersion::V1_0))?;
/// assert_eq!(http.body(), r#"{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/ada"}"#);
/// # Ok::<(), graph_core::RequestError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(Target);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Path { version: Option<ApiVersion>, path: ResourcePath },
    Url(String),
}

impl Reference {
    /// The entity at an absolute URL, as an `@odata.id` of the service. It is sent as it is.
    #[must_use]
    pub fn from_url(url: impl Into<String>) -> Self {
        Self(Target::Url(url.into()))
    }

    pub(crate) fn from_path(version: Option<ApiVersion>, path: ResourcePath) -> Self {
        Self(Target::Path { version, path })
    }

    /// The absolute URL, on the service that the request goes to.
    pub(crate) fn url(&self, root: &ServiceRoot) -> Result<String, KeyError> {
        match &self.0 {
            Target::Path { version, path } => Ok(root.url(*version, path.checked()?)),
            Target::Url(url) => Ok(url.clone()),
        }
    }
}

impl From<&Reference> for Reference {
    fn from(reference: &Reference) -> Self {
        reference.clone()
    }
}
