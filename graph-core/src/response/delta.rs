//! Delta queries: changed and removed entities.

use bytes::Bytes;
use http::{Response, StatusCode};
use memchr::memmem;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::link::{DeltaLink, NextLink};
use super::page::{Envelope, OF_ROUND, Paged, sealed};
use super::response::{self, FromResponse};
use crate::error::decode::DecodeError;
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::json::Input;
use crate::json::delegate::without_location;
use crate::object::json_text;
use crate::object::properties::TYPE_TAG;
use crate::object::union::name_in;
use crate::value::json_path::JsonPath;
use crate::value::path::ApiVersion;
use crate::value::projection::Projection;
use crate::value::unexpected::Level;
use crate::value::value::{JsonObject, Value, deserialize};

const REMOVED: &str = "@removed";
/// The facet that marks a removal, for types that have it.
const DELETED: &str = "deleted";
/// The types whose property `deleted` is that facet, of the type `microsoft.graph.deleted`. In other types `deleted` is a number.
const WITH_FACET: [&str; 3] = ["microsoft.graph.driveItem", "microsoft.graph.listItem", SITE];
/// It has the facet only in beta: v1.0 refuses to select it.
const SITE: &str = "microsoft.graph.site";
/// Error codes for an expired token.
const EXPIRED: [&str; 6] = [
    "syncStateNotFound",
    "syncStateInvalid",
    "resyncRequired",
    "resyncApplyDifferences",
    "resyncChangesApplyDifferences",
    "resyncChangesUploadDifferences",
];

/// An entity in the response to a delta query.
///
/// # Rule
/// An entity may occur more than once in a round; the last occurrence wins. Store the delta link after these changes are applied.
/// `@removed` may occur in the first round
/// ([delta query](https://learn.microsoft.com/graph/delta-query-overview)).
///
/// `driveItem` and `listItem`, and in beta `site`, mark a removal by the facet `deleted`, even if the struct does not declare it:
/// an object means removed, `null` means not removed ([deleted](https://learn.microsoft.com/graph/api/resources/deleted)). The
/// type is that of `@odata.type`, or else the declared one. If neither is known, as in a union or a `serde_json::Value`, an object
/// in `deleted` is the facet.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Change, response::RemovalReason};
/// #[graph_entity(path = "users")]
/// #[derive(Debug, PartialEq)]
/// pub struct User { pub id: Option<String> }
///
/// let gone: Change<User> = serde_json::from_str(r#"{"id": "ada", "@removed": {"reason": "deleted"}}"#)?;
/// assert_eq!(gone, Change::Removed { key: "ada".into(), reason: RemovalReason::Deleted });
///
/// #[graph_entity(singleton(name = "root", template = "me/drive/root"))]
/// #[derive(Debug, PartialEq)]
/// pub struct DriveItem { pub id: Option<String> }
///
/// let gone: Change<DriveItem> = serde_json::from_str(r#"{"id": "1", "deleted": {"state": "deleted"}}"#)?;
/// assert_eq!(gone, Change::Removed { key: "1".into(), reason: RemovalReason::Deleted });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change<E> {
    /// The entity is new or has changed. Unchanged properties may be absent: see the documentation of the resource.
    Updated(E),
    /// The entity was removed.
    Removed {
        /// The key of the entity.
        key: String,
        /// The reason of the removal.
        reason: RemovalReason,
    },
}

/// The reason of a removal: that of `@removed`, or the state of the facet `deleted`.
///
/// # Rule
/// A facet without a state means [`Deleted`](Self::Deleted). A state such as `softDeleted` is kept unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemovalReason {
    /// The entity left the collection, or can be restored: `changed`.
    Changed,
    /// The entity was deleted: `deleted`. A directory object is deleted permanently; a drive item may be in the recycle bin.
    Deleted,
    /// Another reason of the service; empty if it names none.
    Other(String),
}

impl RemovalReason {
    /// The reason in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Changed => "changed",
            Self::Deleted => "deleted",
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for RemovalReason {
    fn from(text: &str) -> Self {
        match text {
            "changed" => Self::Changed,
            "deleted" => Self::Deleted,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl<E: Value> Value for Change<E> {
    type Assigned = Self;
    const TYPE: &'static str = E::TYPE;

    /// The mark of a removal may be anywhere in the object, so the object is read as text first, unless the whole page has none.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        if path.is_without_removals() {
            return E::decode(deserializer, path).map(Self::Updated);
        }
        let text = Box::<RawValue>::deserialize(deserializer)?;
        json_text::check_depth(&text)?;
        if may_have_removals(text.get()) {
            let object: JsonObject = serde_json::from_str(text.get()).unwrap_or_default();
            if let Some(reason) = removal::<E>(&object) {
                let Some(key) = key(&object) else {
                    path.missing("id");
                    return Err(de::Error::missing_field("id"));
                };
                return Ok(Self::Removed { key, reason });
            }
        }
        let mut json = Input::new(text.get());
        E::decode(&mut json, path).map(Self::Updated).map_err(|error| de::Error::custom(without_location(&error)))
    }

    /// Types with a facet report removals only if `$select` names it.
    fn projection() -> Projection {
        changes_of::<E>(None)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Updated(entity) => entity.encode(serializer),
            Self::Removed { key, reason } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("id", key)?;
                map.serialize_entry(REMOVED, &serde_json::json!({ "reason": reason.as_str() }))?;
                map.end()
            }
        }
    }
}

/// Returns `false` for a text without the name of a removal. The `@` may be escaped.
fn may_have_removals(text: &str) -> bool {
    let contains = |name: &[u8]| memmem::find(text.as_bytes(), name).is_some();
    contains(b"removed") || contains(b"\"deleted\"")
}

/// The projection of a delta query for a type of this API version.
pub(crate) fn changes_of<E: Value>(version: Option<ApiVersion>) -> Projection {
    let can_select = has_facet(E::TYPE) && (version == Some(ApiVersion::Beta) || !E::TYPE.eq_ignore_ascii_case(SITE));
    E::projection().of_changes(can_select.then_some(DELETED))
}

/// The reason of the removal; `None` for an entity that was not removed.
fn removal<E: Value>(object: &JsonObject) -> Option<RemovalReason> {
    let text =
        |value: &serde_json::Value, name: &str| value.get(name).and_then(serde_json::Value::as_str).map(Into::into);
    let removed = object.get(REMOVED).filter(|removed| !removed.is_null());
    let by_annotation = || removed.map(|removed| text(removed, "reason").unwrap_or_else(|| "".into()));
    let facet = object.get(DELETED).filter(|facet| is_facet::<E>(object, facet));
    let by_facet = || facet.map(|facet| text(facet, "state").unwrap_or(RemovalReason::Deleted));
    by_annotation().or_else(by_facet)
}

/// Returns `true` if this value of `deleted` marks a removal.
fn is_facet<E: Value>(object: &JsonObject, value: &serde_json::Value) -> bool {
    let tag = object.get(TYPE_TAG).and_then(serde_json::Value::as_str).map(name_in).filter(|name| !name.is_empty());
    if has_facet(E::TYPE) || tag.is_some_and(has_facet) {
        !value.is_null()
    } else {
        tag.is_none() && value.is_object() && !E::projection().is_known()
    }
}

/// The query option for the token, from the first request of a round.
///
/// # Rule
/// `$deltatoken`; the pages of drive items, list items and sites name it `token`
/// ([driveItem: delta](https://learn.microsoft.com/graph/api/driveitem-delta#function-parameters)).
pub(crate) fn token_option(type_name: &str) -> &'static str {
    if has_facet(type_name) { "token" } else { "$deltatoken" }
}

fn has_facet(type_name: &str) -> bool {
    WITH_FACET.iter().any(|name| name.eq_ignore_ascii_case(type_name))
}

fn key(object: &JsonObject) -> Option<String> {
    match object.get("id")? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl<E: Value> Serialize for Change<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer)
    }
}

impl<'de, E: Value> Deserialize<'de> for Change<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// One page of a delta query.
///
/// # Shape
/// It has a next link, or a delta link if it is the last page of the round; never both.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeltaPage<E> {
    /// The changed entities.
    pub value: Vec<Change<E>>,
    /// The link of the next page of this round.
    pub next_link: Option<NextLink>,
    /// The link of the next round.
    pub delta_link: Option<DeltaLink>,
}

impl<E: Value> Paged for DeltaPage<E> {
    type Item = Change<E>;
    type Summary = DeltaLink;

    fn next_link(&self) -> Option<&NextLink> {
        self.next_link.as_ref().filter(|link| !link.as_str().is_empty())
    }

    fn into_parts(self) -> (Vec<Change<E>>, Option<DeltaLink>) {
        (self.value, self.delta_link)
    }
}

impl<E> sealed::Sealed for DeltaPage<E> {}

impl<E: Value> response::sealed::Sealed for DeltaPage<E> {}

impl<E: Value> FromResponse for DeltaPage<E> {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        let Envelope { value, next_link, delta_link, .. } =
            response::decode(response, Level::Envelope, "page", |json, path| {
                if !may_have_removals(json.text()) {
                    path.set_without_removals();
                }
                Envelope::decode(json, path, OF_ROUND)
            })?;
        Ok(Self { value, next_link, delta_link })
    }

    fn selected() -> Projection {
        Change::<E>::projection()
    }
}

/// Distinguishes an expired delta link from other errors.
///
/// # Rule
/// `410 Gone`, `syncStateNotFound` and `resyncRequired` require a new start
/// ([delta query](https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset)).
pub(crate) fn wrap_error(error: Box<ApiError>) -> Error {
    let codes = error.code.iter().chain(&error.inner_codes);
    let is_expired = |code: &String| EXPIRED.iter().any(|expired| expired.eq_ignore_ascii_case(code));
    if error.status == StatusCode::GONE || codes.into_iter().any(is_expired) {
        Error::Resync(error)
    } else {
        Error::Api(error)
    }
}
