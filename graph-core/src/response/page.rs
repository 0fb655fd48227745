//! Pages of collections.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::link::{DeltaLink, NextLink};
use crate::object::properties::{Field, PropertyReader};
use crate::value::json_path::JsonPath;
use crate::value::projection::PropertyInfo;
use crate::value::value::Value;

/// One page of a collection. The service chooses its size.
///
/// # Shape
/// `{"@odata.count": 2, "@odata.nextLink": "…", "value": […]}`. A page with a next link may be empty: only a page without one is
/// the last ([paging](https://learn.microsoft.com/graph/paging)).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Page};
/// #[graph_entity(path = "users")]
/// pub struct User { pub id: Option<String> }
///
/// let page: Page<User> = serde_json::from_str(r#"{"value": [{"id": "ada"}]}"#)?;
/// assert_eq!(page.value[0].id.as_deref(), Some("ada"));
/// assert!(page.next_link.is_none());
/// for user in page {
///     assert_eq!(user.id.as_deref(), Some("ada"));
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<E> {
    /// The entities of the page.
    pub value: Vec<E>,
    /// The link of the next page; `None` on the last page.
    pub next_link: Option<NextLink>,
    /// The total count, if the request has `count`; only on the first page.
    pub count: Option<u64>,
}

impl<E: Value> Page<E> {
    pub(crate) fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        let Envelope { value, next_link, count, .. } = Envelope::decode(deserializer, path, OF_PAGE)?;
        Ok(Self { value, next_link, count })
    }
}

impl<E> Page<E> {
    /// Iterates over the entities of this page.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.value.iter()
    }
}

impl<E> IntoIterator for Page<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    /// Iterates over the entities of this page.
    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<'p, E> IntoIterator for &'p Page<E> {
    type Item = &'p E;
    type IntoIter = std::slice::Iter<'p, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'de, E: Value> Deserialize<'de> for Page<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut path = JsonPath::default();
        Self::decode(deserializer, &mut path).map_err(|error| path.locate(error))
    }
}

/// A page of a paged response: [`Page`] or [`DeltaPage`](crate::DeltaPage). This trait is sealed.
pub trait Paged: Sized + sealed::Sealed {
    /// The type of the items on the page.
    type Item;
    /// The annotation of the whole collection: the count of its items, or the link of the next delta query.
    type Summary;

    /// The link of the next page.
    #[doc(hidden)]
    fn next_link(&self) -> Option<&NextLink>;

    /// The items of the page, and its summary.
    #[doc(hidden)]
    fn into_parts(self) -> (Vec<Self::Item>, Option<Self::Summary>);
}

impl<E: Value> Paged for Page<E> {
    type Item = E;
    type Summary = u64;

    fn next_link(&self) -> Option<&NextLink> {
        self.next_link.as_ref().filter(|link| !link.as_str().is_empty())
    }

    fn into_parts(self) -> (Vec<E>, Option<u64>) {
        (self.value, self.count)
    }
}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl<E> Sealed for super::Page<E> {}
}

/// The object around the items of a page, or around a value that is not an object: `{"@odata.count": 2, "value": …}`.
pub(crate) struct Envelope<V> {
    pub(crate) value: V,
    /// The link of the next page: the value is a part of a collection.
    pub(crate) next_link: Option<NextLink>,
    pub(crate) count: Option<u64>,
    pub(crate) delta_link: Option<DeltaLink>,
}

/// The properties of an envelope, in the order of its fields. Others are skipped.
type Read = &'static [PropertyInfo; 5];

const VALUE: PropertyInfo = PropertyInfo::new("value");
const NEXT_LINK: PropertyInfo = PropertyInfo::new("@odata.nextLink");
const CONTEXT: PropertyInfo = PropertyInfo::new("@odata.context");
/// The properties of a page.
const OF_PAGE: Read = &[CONTEXT, VALUE, NEXT_LINK, PropertyInfo::new("@odata.count"), PropertyInfo::ABSENT];
/// The properties of a page of a delta query.
pub(crate) const OF_ROUND: Read =
    &[CONTEXT, VALUE, NEXT_LINK, PropertyInfo::ABSENT, PropertyInfo::new("@odata.deltaLink")];
/// The properties of a wrapped value.
pub(crate) const OF_VALUE: Read = &[CONTEXT, VALUE, NEXT_LINK, PropertyInfo::ABSENT, PropertyInfo::ABSENT];

impl<V: Value> Envelope<V> {
    pub(crate) fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut JsonPath,
        read: Read,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor { path, read, value: PhantomData })
    }
}

struct EnvelopeVisitor<'p, V> {
    path: &'p mut JsonPath,
    read: Read,
    value: PhantomData<V>,
}

impl<'de, V: Value> Visitor<'de> for EnvelopeVisitor<'_, V> {
    type Value = Envelope<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the property `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Envelope<V>, A::Error> {
        let mut properties = PropertyReader::new(map, self.path, self.read);
        let mut context: Option<serde_json::Value> = None;
        let (mut value, mut next_link, mut count, mut delta_link) = (None, None, None, None);
        while let Some(index) = properties.next_index() {
            match index {
                0 => Field::read(&mut context, &mut properties),
                1 => Field::read(&mut value, &mut properties),
                2 => Field::read(&mut next_link, &mut properties),
                3 => Field::read(&mut count, &mut properties),
                _ => Field::read(&mut delta_link, &mut properties),
            }
        }
        let envelope = match (
            Field::take(value, &mut properties, 1),
            Field::take(next_link, &mut properties, 2),
            Field::take(count, &mut properties, 3),
            Field::take(delta_link, &mut properties, 4),
        ) {
            (Some(value), Some(next_link), Some(count), Some(delta_link)) => {
                let context = context.as_ref().and_then(serde_json::Value::as_str);
                let next_link = Option::and_then(next_link, |link: NextLink| link.within_context(context));
                let delta_link = Option::and_then(delta_link, |link: DeltaLink| link.within_context(context));
                Some(Envelope { value, next_link, count, delta_link })
            }
            _ => None,
        };
        properties.end(envelope, "")
    }
}
