//! Containers: `Option`, `Vec`, `Box` and maps.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::BuildHasher;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};

use super::json_path::JsonPath;
use super::projection::Projection;
use super::value::{Decode, Encoded, Value};

/// A type with the value `null`: an `Option`. Only such a property can be cleared. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` is never `null`",
    label = "not an `Option`",
    note = "only an `Option` property can be cleared or compared with `null`: make the field `Option<{Self}>`"
)]
pub trait Nullable: Value + sealed::Sealed {}

impl<T: Value> Nullable for Option<T> {}

/// A type of a navigation property: an `Option`, since a response contains related entities only if they are expanded.
/// This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "a navigation property of the type `{Self}` is absent unless it is expanded",
    label = "not an `Option`",
    note = "make the field `Option<{Self}>`: the response to a create or an update never contains it"
)]
pub trait Expandable: Value + sealed::Sealed {
    /// The projection of the related entities.
    #[must_use]
    fn target() -> Projection {
        Self::projection()
    }
}

impl<T: Value> Expandable for Option<T> {}
impl<T: Expandable> Expandable for Box<T> {}

impl<T: Value> Value for Option<T> {
    type Assigned = T::Assigned;
    const TYPE: &'static str = T::TYPE;

    #[inline]
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor { path, value: PhantomData })
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.encode(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn null() -> Option<Self> {
        Some(T::null())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn literal(&self) -> Option<String> {
        self.as_ref().and_then(T::literal)
    }

    fn projection() -> Projection {
        T::projection()
    }
}

/// A collection: a `Vec`. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` is not a collection",
    label = "not a `Vec`",
    note = "`.any`, `.all`, `.count`, `.is_not_empty` and `.add` are for `Vec<…>` properties"
)]
pub trait CollectionValued: Value + sealed::Several {
    /// The type of the items.
    type Element: Value;
}

impl<T: Value> CollectionValued for Vec<T> {
    type Element = T;
}

impl<T: Value> Value for Vec<T> {
    type Assigned = Self;
    const TYPE: &'static str = "collection";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_option(CollectionVisitor { path, element: PhantomData })
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.len()))?;
        for element in self {
            sequence.serialize_element(&Encoded(element))?;
        }
        sequence.end()
    }

    fn projection() -> Projection {
        T::projection().of_several()
    }
}

impl<T: Nullable> Nullable for Box<T> {}

impl<T: Value> Value for Box<T> {
    type Assigned = T::Assigned;
    const TYPE: &'static str = T::TYPE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        T::decode(deserializer, path).map(Self::new)
    }

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        Ok(T::decode_nullable(deserializer, path)?.map(Self::new))
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }

    fn null() -> Option<Self> {
        T::null().map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn literal(&self) -> Option<String> {
        T::literal(self)
    }

    fn projection() -> Projection {
        T::projection()
    }
}

macro_rules! value_map {
    ($map:ident<String, T $(, $hasher:ident)?>) => {
        impl<T: Value $(, $hasher: BuildHasher + Default)?> Value for $map<String, T $(, $hasher)?> {
            type Assigned = Self;
            const TYPE: &'static str = "object";

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
                deserializer.deserialize_option(MapVisitor { path, map: PhantomData })
            }

            fn projection() -> Projection {
                Projection::OPEN
            }

            fn encode<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
                serializer.collect_map(self.iter().map(|(name, value)| (name, Encoded(value))))
            }
        }
    };
}

value_map!(BTreeMap<String, T>);
value_map!(HashMap<String, T, S>);

struct OptionVisitor<'p, T> {
    path: &'p mut JsonPath,
    value: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for OptionVisitor<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::TYPE)
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(T::null())
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(T::null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(T::decode_nullable(deserializer, self.path)?.or_else(T::null))
    }
}

struct CollectionVisitor<'p, T> {
    path: &'p mut JsonPath,
    element: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for CollectionVisitor<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("collection")
    }

    fn visit_none<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut values = Vec::new();
        let level = self.path.enter_array();
        loop {
            match elements.next_element_seed(Decode::<T>::new(self.path)) {
                Ok(Some(value)) => {
                    if values.len() == values.capacity() {
                        values.reserve(elements.size_hint().map_or(1, capacity::<T>));
                    }
                    values.push(value);
                }
                Ok(None) => {
                    self.path.leave(level);
                    return Ok(values);
                }
                Err(error) => {
                    self.path.at_index(values.len(), T::TYPE);
                    return Err(error);
                }
            }
        }
    }
}

/// The number of items to reserve memory for, if so many further ones are expected. An eighth more is cheaper than to move all items
/// for the last one. The maximum is a megabyte, as in serde, since a service may write any number.
fn capacity<T>(further: usize) -> usize {
    let most = (1024 * 1024_usize).checked_div(size_of::<T>()).unwrap_or(usize::MAX);
    1 + further.saturating_add(further / 8).min(most)
}

struct MapVisitor<'p, M, T> {
    path: &'p mut JsonPath,
    map: PhantomData<(M, T)>,
}

impl<'de, M: Default + Extend<(String, T)>, T: Value> Visitor<'de> for MapVisitor<'_, M, T> {
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("object")
    }

    fn visit_none<E>(self) -> Result<M, E> {
        Ok(M::default())
    }

    fn visit_unit<E>(self) -> Result<M, E> {
        Ok(M::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<M, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<M, A::Error> {
        let mut map = M::default();
        let level = self.path.enter_object();
        while let Some(name) = entries.next_key::<String>()? {
            match entries.next_value_seed(Decode::<T>::new(self.path)) {
                Ok(value) => map.extend([(name, value)]),
                Err(error) => {
                    // The name is data, like the value.
                    self.path.at_property("*", T::TYPE);
                    return Err(error);
                }
            }
        }
        self.path.leave(level);
        Ok(map)
    }
}

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for Option<T> {}
    impl<T: Sealed> Sealed for Box<T> {}
    pub trait Several {}
    impl<T> Several for Vec<T> {}
}
