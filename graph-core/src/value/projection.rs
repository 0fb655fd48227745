//! What a type asks the service for: the table of its properties.

use std::any::TypeId;

use super::annotation::{Source, source};

/// What is known of one property: its name in JSON, and how it is used.
///
/// # Example
/// ```
/// # use graph_core::{graph_complex, object::Structured};
/// #[graph_complex]
/// pub struct PhysicalAddress { pub postal_code: Option<String> }
///
/// assert!(PhysicalAddress::properties().map(|property| property.name()).eq(["postalCode"]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PropertyInfo {
    name: &'static str,
    aliases: &'static [&'static str],
    read_only: bool,
    key: bool,
    navigation: Option<fn() -> Projection>,
    additional: bool,
}

impl PropertyInfo {
    /// Stands where a `cfg` took a field away, so that the others keep their indexes. No property has an empty name.
    #[doc(hidden)]
    pub const ABSENT: Self = Self::new("");

    /// Stands for the field that keeps the properties of an open type. It has no name of its own.
    #[doc(hidden)]
    pub const ADDITIONAL: Self = Self { additional: true, ..Self::new("") };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, aliases: &[], read_only: false, key: false, navigation: None, additional: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn as_read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn as_key(self) -> Self {
        Self { key: true, ..self }
    }

    /// A function and no table: two entities may lead to each other.
    #[doc(hidden)]
    #[must_use]
    pub const fn as_navigation(self, target: fn() -> Projection) -> Self {
        Self { navigation: Some(target), ..self }
    }

    /// The property's name in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the property is received and never sent.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether the property is the entity's key.
    #[must_use]
    pub const fn is_key(&self) -> bool {
        self.key
    }

    /// Whether the property leads to other entities, which come only where they are expanded.
    #[must_use]
    pub const fn is_navigation(&self) -> bool {
        self.navigation.is_some()
    }

    /// Whether this is no property but the mark of an open type: the struct has a field `#[graph(additional)]`.
    #[must_use]
    pub const fn is_additional(&self) -> bool {
        self.additional
    }

    /// What is asked for of the entities that the property leads to.
    pub(crate) fn target(&self) -> Option<Projection> {
        self.navigation.map(|target| target())
    }

    /// What `$select` names for the property to come; navigation properties are expanded.
    fn selected(&self) -> Option<&'static str> {
        match source(self.name) {
            Source::Select(name) if !name.is_empty() && !self.is_navigation() => Some(name),
            _ => None,
        }
    }

    pub(crate) fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

/// What a type asks the service for by default.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    /// Of an annotated struct. The table's address tells nothing: equal tables may be one, and one may be several.
    of: Option<TypeId>,
    properties: &'static [PropertyInfo],
    select: bool,
    expand: bool,
    object: bool,
    tracking: Option<Tracking>,
}

/// What a delta query asks for beyond what a list does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tracking {
    /// The property without which no removal is told.
    pub(crate) removal: Option<&'static str>,
}

impl Projection {
    /// Of a value that is no object.
    pub const NONE: Self =
        Self { of: None, properties: &[], select: false, expand: false, object: false, tracking: None };

    /// Of an object whose properties are not known: a union, a map.
    pub const OPEN: Self = Self { object: true, ..Self::NONE };

    /// The properties of an annotated struct.
    #[must_use]
    pub const fn new(of: TypeId, properties: &'static [PropertyInfo]) -> Self {
        Self { of: Some(of), properties, select: true, expand: true, object: true, tracking: None }
    }

    /// The same for a type that lives where `$select` is refused.
    #[must_use]
    pub const fn without_select(self) -> Self {
        Self { select: false, ..self }
    }

    /// The same for what changed: without related entities.
    pub(crate) const fn of_changes(self, removal: Option<&'static str>) -> Self {
        Self { expand: false, tracking: Some(Tracking { removal }), ..self }
    }

    pub(crate) const fn tracking(&self) -> Option<Tracking> {
        self.tracking
    }

    /// Whether the type's properties are known.
    pub(crate) const fn is_known(&self) -> bool {
        self.of.is_some()
    }

    /// The same where several values stand in a JSON array.
    #[must_use]
    pub(crate) const fn of_several(self) -> Self {
        Self { object: false, ..self }
    }

    /// Whether the value is a JSON object of its own, and not one within `{"value": …}`.
    #[must_use]
    pub(crate) const fn is_object(&self) -> bool {
        self.object
    }

    /// Whether the value is an object of no declared properties: a union, a map, untyped JSON.
    pub(crate) const fn is_untyped(&self) -> bool {
        self.object && self.of.is_none()
    }

    /// Whether the struct declares a property of this name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.properties.iter().any(|property| property.answers_to(name))
    }

    /// What `$select` names: nothing where the struct keeps what it does not declare. What is expanded is not selected as
    /// well.
    pub(crate) fn selected(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        let select = self.select && !self.properties.iter().any(PropertyInfo::is_additional);
        let properties = if select { self.properties } else { &[] };
        let is_expanded =
            |name: &str| self.expand && properties.iter().any(|other| other.is_navigation() && other.name == name);
        properties.iter().filter_map(move |property| {
            let is_annotated = |name: &&str| *name != property.name && is_expanded(name);
            property.selected().filter(|name| !is_annotated(name))
        })
    }

    /// The navigation properties, and what is asked for behind each.
    pub(crate) fn expanded(&self) -> impl Iterator<Item = (&'static str, Self)> + use<> {
        let properties = if self.expand { self.properties } else { &[] };
        properties.iter().filter_map(|property| Some((property.name(), property.target()?)))
    }

    /// Whether the type has a property for the number of entities that a navigation property leads to.
    pub(crate) fn counts(&self, navigation: &str) -> bool {
        let counted = Source::Expand { property: navigation, count: true };
        self.properties.iter().any(|property| source(property.name()) == counted)
    }

    /// Whether both are of one type.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.of.is_some() && self.of == other.of
    }
}
