//! Bodies of requests.

use std::fmt;

use bytes::Bytes;

use super::reference::Bound;
use super::reference::Reference;
use crate::client::cloud::ServiceRoot;
use crate::error::request::RequestError;

/// The body of a request.
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// use graph_core::request::Body;
///
/// #[graph_entity(path = "users")]
/// pub struct User { pub id: Option<String> }
///
/// let request = User::users().create(&User { id: Some("ada".into()) });
/// assert!(matches!(request.body(), Body::Json(json) if json.ends_with(br#""id":"ada"}"#)));
/// assert_eq!(User::users().list().body(), &Body::Empty);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// No body.
    Empty,
    /// JSON text. Bindings are added when the host is known.
    Json(Bytes),
    /// Bytes of the media type in the header `Content-Type`.
    Content(Bytes),
    /// The URL of an entity, which becomes `{"@odata.id": "<absolute URL>"}` when the host is known.
    Reference(Reference),
    /// An update without changes. It is not sent.
    NoChanges,
}

impl Body {
    /// The bytes for the service at `root`.
    pub(crate) fn to_bytes(&self, bindings: &[Bound], root: &ServiceRoot) -> Result<Bytes, RequestError> {
        match (self, bindings.first()) {
            (Self::NoChanges, _) => Err(RequestError::NoChanges),
            (Self::Json(text), Some(_)) => with_bindings(text, bindings, root),
            (_, Some(bound)) => Err(RequestError::NothingToBind { property: bound.property() }),
            (Self::Empty, None) => Ok(Bytes::new()),
            (Self::Json(bytes) | Self::Content(bytes), None) => Ok(bytes.clone()),
            (Self::Reference(reference), None) => {
                Ok(serde_json::json!({ "@odata.id": reference.url(root)? }).to_string().into())
            }
        }
    }
}

/// Adds the bindings after the last property of an object.
fn with_bindings(object: &Bytes, bindings: &[Bound], root: &ServiceRoot) -> Result<Bytes, RequestError> {
    let Some(open) = object.strip_suffix(b"}") else {
        let property = bindings.first().map_or("", Bound::property);
        return Err(RequestError::NothingToBind { property });
    };
    let mut text = open.to_vec();
    for bound in bindings {
        if text.last() != Some(&b'{') {
            text.push(b',');
        }
        text.extend_from_slice(bound.to_json(root)?.as_bytes());
    }
    text.push(b'}');
    Ok(text.into())
}

impl fmt::Debug for Body {
    /// Shows the length without the content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Json(text) => write!(f, "Json({} bytes)", text.len()),
            Self::Content(bytes) => write!(f, "Content({} bytes)", bytes.len()),
            Self::Reference(_) => f.write_str("Reference"),
            Self::NoChanges => f.write_str("NoChanges"),
        }
    }
}
