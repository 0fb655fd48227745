//! The body of an update.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;
use serde_json::value::{RawValue, to_raw_value};

use super::reference::{Binding, Bound};
use crate::error::request::RequestError;
use crate::json;
use crate::object::json_text;
use crate::object::name::declares;
use crate::object::properties::TYPE_TAG;
use crate::object::property::{Property, Writable};
use crate::object::structured::{self, Structured};
use crate::value::containers::Nullable;
use crate::value::value::{AssignTo, Encoded, Value};

/// The body of an update: only the properties that change.
///
/// # Shape
/// A JSON object. [`set`](Self::set) adds a property with its value, [`clear`](Self::clear) adds it as `null`. Other
/// properties are absent and keep their values in the service.
///
/// # Rule
/// In a PATCH an absent property keeps its value, and `null` clears it (OData Protocol 4.01, §11.4.3). An update without
/// changes sends no request.
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(path = "users")]
/// pub struct User { pub display_name: Option<String>, pub job_title: Option<String> }
///
/// let changes = User::changes().set(User::DISPLAY_NAME, "Ada").clear(User::JOB_TITLE);
/// assert_eq!(changes.to_json().to_string(), r#"{"displayName":"Ada","jobTitle":null}"#);
///
/// let before = User { display_name: Some("Ada".into()), job_title: None };
/// assert!(before.changes_to(&before).is_empty());
/// ```
#[must_use = "changes do nothing until an update sends them"]
pub struct Changes<E> {
    properties: RawObject,
    bindings: Vec<Bound>,
    problem: Option<Arc<serde_json::Error>>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Changes<E> {
    /// Creates an empty set of changes.
    pub fn new() -> Self {
        Self { properties: RawObject::default(), bindings: Vec::new(), problem: None, entity: PhantomData }
    }

    /// Sets `property` to a new value. The last call for a property wins.
    pub fn set<T: Value, A: Writable>(
        mut self,
        property: Property<E, T, A>,
        value: impl AssignTo<T::Assigned>,
    ) -> Self {
        let text = to_raw_value(&Encoded(&value.into_assigned()));
        match text.and_then(|text| json_text::check_depth(&text).map(|()| text)) {
            Ok(text) => self.properties.insert(property.name().into(), text),
            Err(error) => self.problem = self.problem.or(Some(Arc::new(error))),
        }
        self
    }

    /// Clears `property`: sends `null`.
    pub fn clear<T: Nullable, A: Writable>(mut self, property: Property<E, T, A>) -> Self {
        self.properties.insert(property.name().into(), RawValue::NULL.to_owned());
        self
    }

    /// Binds related entities. The last call for a navigation property wins.
    pub fn bind(mut self, binding: Binding<E>) -> Self {
        let bound = binding.into_bound();
        self.bindings.retain(|other| other.property() != bound.property());
        self.bindings.push(bound);
        self
    }

    /// Returns `true` if nothing changes, so that an update sends no request.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.properties.names().all(|name| name == TYPE_TAG) && self.bindings.is_empty() && self.problem.is_none()
    }

    /// The body of the update, without bindings: their URLs need the host. Numbers are those of `serde_json`, and one that
    /// `f64` can't hold is `null`, whereas the body that is sent keeps all digits of a decimal.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::Object(
            self.properties.0.iter().map(|(name, text)| (name.to_string(), tree(text).unwrap_or_default())).collect(),
        )
    }

    /// The body and the bindings.
    pub(crate) fn checked(mut self) -> Result<(impl Serialize + use<E>, Vec<Bound>), RequestError> {
        match self.problem.take() {
            Some(source) => Err(RequestError::Body { source }),
            None => Ok((self.properties, self.bindings)),
        }
    }
}

impl<E: Structured> Changes<E> {
    /// Adds `@odata.type`, for an entity whose type is derived from the type of the collection.
    pub fn typed(mut self) -> Self {
        if let Ok(tag) = to_raw_value(E::TYPE_TAG) {
            self.properties.0.retain(|(name, _)| name != TYPE_TAG);
            self.properties.0.insert(0, (TYPE_TAG.into(), tag));
        }
        self
    }

    /// The same changes for a base type.
    pub(crate) fn of_another<D>(self) -> Changes<D> {
        let Self { properties, bindings, problem, .. } = self;
        Changes { properties, bindings, problem, entity: PhantomData }
    }

    /// The changes from `before` to `after`. The values are compared in their JSON form, so `PartialEq` is not required. The
    /// key is omitted: it identifies the entity.
    ///
    /// A property that is `None` only in `after` is cleared, so create `after` from `before.clone()`. In an
    /// `Option<Option<T>>`, `Some(None)` clears the property and `None` keeps it.
    pub fn between(before: &E, after: &E) -> Self {
        let read = |value| structured::complete(value).and_then(|text| json::from_str(&text));
        match read(before).and_then(|before| Ok((before, read(after)?))) {
            Ok((before, after)) => Self { properties: difference::<E>(&before, &after), ..Self::new() },
            Err(error) => Self { problem: Some(Arc::new(error)), ..Self::new() },
        }
    }
}

/// A JSON object whose values are kept as text, which has all digits of a decimal.
#[derive(Clone, Default)]
struct RawObject(Vec<(Cow<'static, str>, Box<RawValue>)>);

impl RawObject {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }

    fn by_name(&self) -> HashMap<&str, &RawValue> {
        self.0.iter().map(|(name, text)| (&**name, &**text)).collect()
    }

    /// Sets a property. One that is there keeps its position.
    fn insert(&mut self, name: Cow<'static, str>, text: Box<RawValue>) {
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, current)) => *current = text,
            None => self.0.push((name, text)),
        }
    }
}

impl Serialize for RawObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, text) in &self.0 {
            map.serialize_entry(name, text)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RawObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RawObjectVisitor)
    }
}

struct RawObjectVisitor;

impl<'de> Visitor<'de> for RawObjectVisitor {
    type Value = RawObject;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject, A::Error> {
        let mut properties = Vec::new();
        while let Some((name, text)) = map.next_entry::<String, Box<RawValue>>()? {
            json_text::check_depth(&text)?;
            properties.push((name.into(), text));
        }
        Ok(RawObject(properties))
    }
}

/// The value of a JSON text; `None` if it has a number that `f64` can't hold.
fn tree(text: &RawValue) -> Option<Json> {
    serde_json::from_str(text.get()).ok()
}

/// The properties of `after` that differ, and `null` for the additional properties that only `before` has. A declared
/// property that is absent in `after` is omitted.
fn difference<E: Structured>(before: &RawObject, after: &RawObject) -> RawObject {
    let (was, is) = (before.by_name(), after.by_name());
    let is_additional = |name: &str| !declares(E::PROPERTIES, name);
    let differs = |name: &str| match (was.get(name), is.get(name)) {
        (Some(before), Some(after)) => is_different(before, after),
        (before, after) => before.is_some() != after.is_some(),
    };
    // An annotation is sent with its property: it changes the meaning of the value.
    let annotated = |name: &str| name.split_once('@').map_or(name, |(of, _)| of).to_owned();
    let names = before.names().chain(after.names()).filter(|name| is_additional(name) && differs(name));
    let additional: HashSet<String> = names.map(annotated).collect();
    let is_sent = |name: &str| {
        if is_additional(name) {
            additional.contains(&annotated(name))
        } else {
            differs(name) && !is_omitted::<E>(name)
        }
    };
    let is_gone = |name: &str| is_additional(name) && !name.contains('@') && !is.contains_key(name);
    let changed = after.0.iter().filter(|(name, _)| is_sent(name)).map(|(name, text)| {
        let merged = was.get(&**name).and_then(|before| with_cleared_properties(before, text));
        (name.clone(), merged.unwrap_or_else(|| text.clone()))
    });
    let gone =
        before.0.iter().filter(|(name, _)| is_gone(name)).map(|(name, _)| (name.clone(), RawValue::NULL.to_owned()));
    RawObject(changed.chain(gone).collect())
}

/// Compares the values of two texts. Decimals may differ in digits that an `f64` does not hold.
fn is_different(before: &RawValue, after: &RawValue) -> bool {
    if before.get() == after.get() {
        return false;
    }
    match (tree(before), tree(after)) {
        (Some(before), Some(after)) => after.is_number() || before != after,
        _ => true,
    }
}

/// Returns `true` for a property that an update omits: the key identifies the entity, and related entities are bound.
fn is_omitted<E: Structured>(name: &str) -> bool {
    E::properties().any(|property| (property.is_key() || property.is_navigation()) && property.name() == name)
}

/// `after` with `null` for each nested property that only `before` has; `None` if there is none. Some services merge a
/// complex value into the old one, others replace it, and this form has the same effect in both.
fn with_cleared_properties(before: &RawValue, after: &RawValue) -> Option<Box<RawValue>> {
    let (before, mut after) = (tree(before)?, tree(after)?);
    if clear_missing(before, &mut after) { to_raw_value(&after).ok() } else { None }
}

/// Adds `null` to `after` for each property that only `before` has, and returns `true` if there is one. A value of another
/// type replaces the old one.
fn clear_missing(before: Json, after: &mut Json) -> bool {
    let (Json::Object(before), Json::Object(after)) = (before, after) else { return false };
    if before.get(TYPE_TAG) != after.get(TYPE_TAG) {
        return false;
    }
    let mut is_changed = false;
    for (name, before) in before.into_iter().filter(|(name, _)| !name.contains('@')) {
        is_changed |= match after.get_mut(&name) {
            Some(after) => clear_missing(before, after),
            None => after.insert(name, Json::Null).is_none(),
        };
    }
    is_changed
}

impl<E> Default for Changes<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Clone for Changes<E> {
    fn clone(&self) -> Self {
        Self {
            properties: self.properties.clone(),
            bindings: self.bindings.clone(),
            problem: self.problem.clone(),
            entity: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Changes<E> {
    /// Shows the names without the values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.properties.names()).entries(self.bindings.iter().map(Bound::property)).finish()
    }
}
