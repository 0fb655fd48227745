//! One page of a collection.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::json_path::JsonPath;
use crate::link::NextLink;
use crate::projection::PropertyInfo;
use crate::properties::{Field, PropertyReader};
use crate::value::Value;

const PROPERTIES: &[PropertyInfo] =
    &[PropertyInfo::new("@odata.count"), PropertyInfo::new("@odata.nextLink"), PropertyInfo::new("value")];

/// One page of a collection, of the size that the service chose.
///
/// # Shape
/// `{"@odata.count": 2, "@odata.nextLink": "…", "value": […]}`. An empty page with a next link is legal: only a page
/// without one is the last ([paging](https://learn.microsoft.com/graph/paging)).
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
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<E> {
    /// The entities.
    pub value: Vec<E>,
    /// Where the next page is; `None` on the last one.
    pub next_link: Option<NextLink>,
    /// The number of entities on all pages, where the request asked for it; on the first page only.
    pub count: Option<u64>,
}

impl<E: Value> Page<E> {
    pub(crate) fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PageVisitor { path, entity: PhantomData })
    }
}

impl<'de, E: Value> Deserialize<'de> for Page<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut path = JsonPath::default();
        Self::decode(deserializer, &mut path).map_err(|error| path.locate(error))
    }
}

struct PageVisitor<'p, E> {
    path: &'p mut JsonPath,
    entity: PhantomData<E>,
}

impl<'de, E: Value> Visitor<'de> for PageVisitor<'_, E> {
    type Value = Page<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page of a collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Page<E>, A::Error> {
        let mut properties = PropertyReader::new(map, self.path, PROPERTIES);
        let (mut count, mut next_link, mut value) = (None, None, None);
        while let Some(index) = properties.next_index() {
            match index {
                0 => Field::read(&mut count, &mut properties),
                1 => Field::read(&mut next_link, &mut properties),
                _ => Field::read(&mut value, &mut properties),
            }
        }
        let page = match (
            Field::take(count, &mut properties, 0),
            Field::take(next_link, &mut properties, 1),
            Field::take(value, &mut properties, 2),
        ) {
            (Some(count), Some(next_link), Some(value)) => Some(Page { value, next_link, count }),
            _ => None,
        };
        properties.end(page)
    }
}

/// A value that is no object, as the whole of an answer: `{"value": 5}`.
pub(crate) struct Wrapped<T> {
    pub(crate) value: T,
    /// Where the next page is: the value is a part of a collection.
    pub(crate) next_link: Option<NextLink>,
}

const WRAPPED: &[PropertyInfo] = &[PropertyInfo::new("@odata.nextLink"), PropertyInfo::new("value")];

impl<T: Value> Wrapped<T> {
    pub(crate) fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WrappedVisitor { path, value: PhantomData })
    }
}

struct WrappedVisitor<'p, T> {
    path: &'p mut JsonPath,
    value: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for WrappedVisitor<'_, T> {
    type Value = Wrapped<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the property `value`, {}", T::TYPE)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Wrapped<T>, A::Error> {
        let mut properties = PropertyReader::new(map, self.path, WRAPPED);
        let (mut next_link, mut value) = (None, None);
        while let Some(index) = properties.next_index() {
            match index {
                0 => Field::read(&mut next_link, &mut properties),
                _ => Field::read(&mut value, &mut properties),
            }
        }
        let whole = match (Field::take(next_link, &mut properties, 0), Field::take(value, &mut properties, 1)) {
            (Some(next_link), Some(value)) => Some(Wrapped { value, next_link }),
            _ => None,
        };
        properties.end(whole)
    }
}
