//! What an update sets, clears and leaves alone.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::reference::{Binding, Bound};
use crate::error::request::RequestError;
use crate::object::properties::{TYPE_TAG, declares};
use crate::object::property::{Property, Writable};
use crate::object::structured::{self, Structured};
use crate::value::assign::AssignTo;
use crate::value::containers::Nullable;
use crate::value::value::{Encoded, Value};

/// The body of an update: exactly the properties that change.
///
/// # Shape
/// A JSON object: a property that was [`set`](Self::set) with its value, one that was [`clear`](Self::clear)ed with
/// `null`. Any other is absent, and keeps its value in the service.
///
/// # Rule
/// In a PATCH an absent property keeps its value and `null` clears it (OData Protocol 4.01, §11.4.3). Without a change
/// nothing is sent.
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
    properties: Map<String, Json>,
    /// The properties' own text, where that says more: a tree rounds decimals.
    texts: HashMap<String, Box<RawValue>>,
    bindings: Vec<Bound>,
    problem: Option<Arc<serde_json::Error>>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Changes<E> {
    /// No change yet.
    pub fn new() -> Self {
        Self { properties: Map::new(), texts: HashMap::new(), bindings: Vec::new(), problem: None, entity: PhantomData }
    }

    /// Gives `property` a new value. The last call for a property counts.
    pub fn set<T: Value, A: Writable>(
        mut self,
        property: Property<E, T, A>,
        value: impl AssignTo<T::Assigned>,
    ) -> Self {
        let text = serde_json::value::to_raw_value(&Encoded(&value.into_assigned()));
        match text.and_then(|text| Ok((serde_json::from_str(text.get())?, text))) {
            Ok((json, text)) => {
                self.properties.insert(property.name().to_owned(), json);
                self.texts.insert(property.name().to_owned(), text);
            }
            Err(error) => self.problem = self.problem.or(Some(Arc::new(error))),
        }
        self
    }

    /// Takes the value of `property` away: sends `null`.
    pub fn clear<T: Nullable, A: Writable>(mut self, property: Property<E, T, A>) -> Self {
        self.properties.insert(property.name().to_owned(), Json::Null);
        self.texts.remove(property.name());
        self
    }

    /// Binds related entities. The last call for a navigation property counts.
    pub fn bind(mut self, binding: Binding<E>) -> Self {
        let bound = binding.into_bound();
        self.bindings.retain(|other| other.property() != bound.property());
        self.bindings.push(bound);
        self
    }

    /// Whether nothing changes, so that an update sends nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.properties.keys().all(|name| name == TYPE_TAG) && self.bindings.is_empty() && self.problem.is_none()
    }

    /// The body that an update sends, without what is bound: that has a URL once the host is known. Numbers are those of
    /// `serde_json`; the body itself has all digits of a decimal.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::Object(self.properties.clone())
    }

    /// The body and the bindings.
    pub(crate) fn checked(mut self) -> Result<(impl Serialize + use<E>, Vec<Bound>), RequestError> {
        match self.problem.take() {
            Some(source) => Err(RequestError::Body { source }),
            None => Ok((Written { properties: self.properties, texts: self.texts }, self.bindings)),
        }
    }
}

impl<E: Structured> Changes<E> {
    /// Says of which type the entity is, by `@odata.type`: where it is of another than the collection declares.
    pub fn typed(mut self) -> Self {
        let others = std::mem::take(&mut self.properties);
        self.properties.insert(TYPE_TAG.to_owned(), E::TYPE_TAG.into());
        self.properties.extend(others);
        self
    }

    /// The same changes of what is declared as another type.
    pub(crate) fn of_another<D>(self) -> Changes<D> {
        let Self { properties, texts, bindings, problem, .. } = self;
        Changes { properties, texts, bindings, problem, entity: PhantomData }
    }

    /// What leads from `before` to `after`: compared as they are sent, so no `PartialEq` is needed. The key stays out:
    /// it says which entity changes.
    ///
    /// What is `None` in `after` alone is cleared, so make `after` from `before.clone()`. In an `Option<Option<T>>`,
    /// `Some(None)` clears and `None` leaves alone.
    pub fn between(before: &E, after: &E) -> Self {
        Self::compare(before, after).unwrap_or_else(|error| Self { problem: Some(Arc::new(error)), ..Self::new() })
    }

    fn compare(before: &E, after: &E) -> serde_json::Result<Self> {
        let (before, after) = (structured::complete(before)?, structured::complete(after)?);
        let (was, is): (Map<String, Json>, Map<String, Json>) =
            (serde_json::from_str(&before)?, serde_json::from_str(&after)?);
        let (old, mut texts): (HashMap<String, Box<RawValue>>, HashMap<String, Box<RawValue>>) =
            (serde_json::from_str(&before)?, serde_json::from_str(&after)?);
        let mut properties = difference::<E>(was, is.clone());
        // Decimals may differ in digits that a tree does not hold.
        for (name, json) in is.iter().filter(|(name, json)| json.is_number() && !stays::<E>(name)) {
            let differs = old.get(name).map(|text| text.get()) != texts.get(name).map(|text| text.get());
            if differs && !properties.contains_key(name) {
                properties.insert(name.clone(), json.clone());
            }
        }
        texts.retain(|name, _| properties.get(name).is_some_and(|json| Some(json) == is.get(name)));
        Ok(Self { properties, texts, ..Self::new() })
    }
}

/// A body: each property by its own text, where there is one.
struct Written {
    properties: Map<String, Json>,
    texts: HashMap<String, Box<RawValue>>,
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.properties.len()))?;
        for (name, json) in &self.properties {
            match self.texts.get(name) {
                Some(text) => map.serialize_entry(name, text)?,
                None => map.serialize_entry(name, json)?,
            }
        }
        map.end()
    }
}

/// What of `after` differs, and `null` for what an open type no longer has. A declared property that is absent in
/// `after` is left alone.
fn difference<E: Structured>(mut before: Map<String, Json>, after: Map<String, Json>) -> Map<String, Json> {
    let mut changes = Map::new();
    let is_additional = |name: &str| !declares(E::PROPERTIES, name);
    // An annotation goes along with its property: without it the value means something else.
    let differs = |name: &String| before.get(name) != after.get(name);
    let annotated = |name: &str| name.split_once('@').map_or(name, |(of, _)| of).to_owned();
    let names = before.keys().chain(after.keys()).filter(|name| is_additional(name) && differs(name));
    let additional: HashSet<String> = names.map(|name| annotated(name)).collect();
    for (name, after) in after {
        let before = before.remove(&name);
        let differs = if is_additional(&name) {
            additional.contains(&annotated(&name))
        } else {
            before.as_ref() != Some(&after) && !stays::<E>(&name)
        };
        if differs {
            changes.insert(name, with_cleared(before.unwrap_or_default(), after));
        }
    }
    let gone = before.into_iter().filter(|(name, _)| is_additional(name) && !name.contains('@'));
    changes.extend(gone.map(|(name, _)| (name, Json::Null)));
    changes
}

/// Whether an update leaves the property out: the key says which entity changes, and related entities are bound.
fn stays<E: Structured>(name: &str) -> bool {
    E::properties().any(|property| (property.is_key() || property.is_navigation()) && property.name() == name)
}

/// `after`, with `null` for each property within it that only `before` has: some services merge a complex value into
/// the old one, others replace it, and this means the same to both. A value of another type replaces the old one.
fn with_cleared(before: Json, after: Json) -> Json {
    match (before, after) {
        (Json::Object(before), Json::Object(mut after)) if before.get(TYPE_TAG) == after.get(TYPE_TAG) => {
            for (name, before) in before.into_iter().filter(|(name, _)| !name.contains('@')) {
                let value = after.entry(name).or_insert(Json::Null);
                *value = with_cleared(before, value.take());
            }
            Json::Object(after)
        }
        (_, after) => after,
    }
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
            texts: self.texts.clone(),
            bindings: self.bindings.clone(),
            problem: self.problem.clone(),
            entity: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Changes<E> {
    /// Shows the names and no value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.properties.keys()).entries(self.bindings.iter().map(Bound::property)).finish()
    }
}
