//! References to stored values: an entity, or a value within one. Queries go from one to the next.

use serde_json::Value as Json;

use crate::http::spelling::Spelling;
use crate::store::Store;
use crate::store::address::{Path, child};
use crate::store::collection::MemberRef;
use crate::store::entity::Entity;
use crate::store::last_place::LastPlace;
use crate::store::properties::{Properties, property};

/// A reference to a stored value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ValueRef<'s> {
    Entity { home: &'s Path, entity: &'s Entity },
    Json(&'s Json),
}

/// The values at a name.
#[derive(Debug)]
pub(crate) enum ResolvedValue<'s> {
    /// The name is neither a property nor a navigation property, or its value is null.
    Null,
    One(ValueRef<'s>),
    Many(Vec<ValueRef<'s>>),
}

impl<'s> ValueRef<'s> {
    pub(crate) fn of(store: &'s Store, home: &'s Path) -> Option<Self> {
        store.entity(home).map(|entity| Self::Entity { home, entity })
    }

    pub(crate) fn of_member(MemberRef { home, entity, .. }: MemberRef<'s>) -> Option<Self> {
        entity.map(|entity| Self::Entity { home, entity })
    }

    /// The properties of an entity or a complex value.
    pub(crate) fn properties(self) -> Option<&'s Properties> {
        match self {
            Self::Entity { entity, .. } => Some(&entity.properties),
            Self::Json(json) => json.as_object(),
        }
    }

    /// The value of a property, or the entities of a navigation property.
    pub(crate) fn step(self, store: &'s Store, name: &str, spelling: Spelling) -> ResolvedValue<'s> {
        self.step_to(store, name, spelling, self.properties().and_then(|own| property(own, name, spelling)))
    }

    /// As [`step`](Self::step), with a look at the last place first.
    pub(crate) fn step_near(
        self,
        store: &'s Store,
        name: &str,
        spelling: Spelling,
        place: &LastPlace,
    ) -> ResolvedValue<'s> {
        self.step_to(store, name, spelling, self.properties().and_then(|own| place.property(own, name, spelling)))
    }

    fn step_to(
        self,
        store: &'s Store,
        name: &str,
        spelling: Spelling,
        property: Option<&'s Json>,
    ) -> ResolvedValue<'s> {
        match property {
            Some(Json::Null) => ResolvedValue::Null,
            Some(Json::Array(items)) => ResolvedValue::Many(items.iter().map(ValueRef::Json).collect()),
            Some(json) => ResolvedValue::One(ValueRef::Json(json)),
            None => self.related(store, if spelling.is_exact() { name } else { store.name(name) }),
        }
    }

    fn related(self, store: &'s Store, name: &str) -> ResolvedValue<'s> {
        let Self::Entity { home, .. } = self else { return ResolvedValue::Null };
        let path = child(home, name);
        if let Some(members) = store.members(&path) {
            return ResolvedValue::Many(members.after(None).filter_map(ValueRef::of_member).collect());
        }
        store.related(&path).and_then(|home| ValueRef::of(store, home)).map_or(ResolvedValue::Null, ResolvedValue::One)
    }

    /// Whether the value has this type.
    pub(crate) fn is_of(self, store: &Store, type_name: &str) -> bool {
        self.properties().is_some_and(|properties| store.is_of(properties, type_name))
    }
}
