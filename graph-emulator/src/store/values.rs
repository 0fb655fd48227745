//! The members of a collection by the values of properties.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;

use crate::store::entity::Entity;
use crate::store::properties::Properties;

/// The ordinals of members by their values, for the properties that were asked for. An object counts by the names in it.
#[derive(Default)]
pub(super) struct Values(HashMap<Box<str>, HashMap<String, BTreeSet<u64>>>);

impl Values {
    /// The ordinals of the members whose property has a value, in any letter case; `None` if nobody asked for the property before.
    pub(super) fn with(&self, property: &str, value: &str) -> Option<impl Iterator<Item = u64>> {
        let ordinals = self.0.get(property)?.get(&value.to_ascii_lowercase());
        Some(ordinals.into_iter().flatten().copied())
    }

    /// Adds a property with the values of all members.
    pub(super) fn add_property<'s>(&mut self, name: &str, members: impl Iterator<Item = (u64, &'s Entity)>) {
        let ordinals = self.0.entry(name.into()).or_default();
        for (ordinal, entity) in members {
            for value in texts(&entity.properties, name) {
                ordinals.entry(value).or_default().insert(ordinal);
            }
        }
    }

    /// Notes that a member has another entity than before.
    pub(super) fn change(&mut self, ordinal: u64, before: Option<&Entity>, after: Option<&Entity>) {
        for (name, ordinals) in &mut self.0 {
            let values = |entity: Option<&Entity>| entity.map(|entity| texts(&entity.properties, name));
            let (before, after) = (values(before).unwrap_or_default(), values(after).unwrap_or_default());
            if before == after {
                continue;
            }
            for value in before {
                if let Some(with) = ordinals.get_mut(&value) {
                    with.remove(&ordinal);
                    if with.is_empty() {
                        ordinals.remove(&value);
                    }
                }
            }
            for value in after {
                ordinals.entry(value).or_default().insert(ordinal);
            }
        }
    }
}

/// The plain value of a property, or the names in an object, in lower case.
fn texts(properties: &Properties, name: &str) -> Vec<String> {
    match properties.get(name) {
        None | Some(Json::Null | Json::Array(_)) => Vec::new(),
        Some(Json::Object(object)) => object.keys().map(|name| name.to_ascii_lowercase()).collect(),
        Some(Json::String(text)) => vec![text.to_ascii_lowercase()],
        Some(other) => vec![other.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entity(value: &Json) -> Entity {
        Entity { properties: value.as_object().cloned().unwrap(), revision: 0 }
    }

    #[test]
    fn a_change_moves_a_member() {
        let mut values = Values::default();
        let with = |values: &Values, value: &str| values.with("mail", value).map(Iterator::collect::<Vec<_>>);
        assert_eq!(with(&values, "a"), None);
        let (ada, bob) = (entity(&json!({ "mail": "A" })), entity(&json!({ "mail": "b", "age": 5 })));
        values.add_property("mail", [(1, &ada), (2, &bob)].into_iter());
        values.change(3, None, Some(&ada));
        assert_eq!(with(&values, "a"), Some(vec![1, 3]));
        values.change(1, Some(&ada), Some(&bob));
        values.change(3, Some(&ada), None);
        assert_eq!((with(&values, "a"), with(&values, "B")), (Some(vec![]), Some(vec![1, 2])));
        let named = entity(&json!({ "age": { "Ada": {}, "eve": null } }));
        values.add_property("age", [(2, &bob), (4, &named)].into_iter());
        let of_age = |value: &str| values.with("age", value).map(Iterator::collect::<Vec<_>>);
        assert_eq!((of_age("5"), of_age("ada"), of_age("x")), (Some(vec![2]), Some(vec![4]), Some(vec![])));
    }
}
