//! Projections: the properties that a request selects and expands for a type.

use std::any::TypeId;

use super::annotation::{Source, source};

/// A property of an annotated struct: its name in JSON and its use.
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
    /// A placeholder for a field that a `cfg` removed. It keeps the indexes of the other fields and has an empty name.
    #[doc(hidden)]
    pub const ABSENT: Self = Self::new("");

    /// The field that keeps the undeclared properties of an open type. It has no name of its own.
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

    /// Marks a navigation property. `target` is a function, since two entities may refer to each other.
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

    /// The name as the only item of a list.
    pub(crate) const fn names(&'static self) -> &'static [&'static str] {
        std::slice::from_ref(&self.name)
    }

    /// Returns `true` if the property is received but never sent.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Returns `true` if the property is the key of the entity, or a part of it.
    #[must_use]
    pub const fn is_key(&self) -> bool {
        self.key
    }

    /// Returns `true` for a navigation property. Its entities are part of a response only if they are expanded.
    #[must_use]
    pub const fn is_navigation(&self) -> bool {
        self.navigation.is_some()
    }

    /// Returns `true` for the field `#[graph(additional)]` of an open type, which is not a property itself.
    #[must_use]
    pub const fn is_additional(&self) -> bool {
        self.additional
    }

    /// The projection of the related entities.
    pub(crate) fn target(&self) -> Option<Projection> {
        self.navigation.map(|target| target())
    }

    /// The name of the property in `$select`; `None` for a navigation property, which `$expand` names.
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

/// The table of a struct, with the indexes of the properties of the key and of the read-only properties: one call for all of them,
/// since each call costs compile time.
#[must_use]
#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it, and a wrong index is an error of the macro")]
pub const fn properties<const N: usize>(
    names: [&'static str; N],
    key: &[usize],
    read_only: &[usize],
) -> [PropertyInfo; N] {
    let mut table = [PropertyInfo::ABSENT; N];
    let mut index = 0;
    while index < N {
        table[index] = PropertyInfo::new(names[index]);
        index += 1;
    }
    let mut marked = key;
    while let [index, rest @ ..] = marked {
        table[*index].key = true;
        marked = rest;
    }
    marked = read_only;
    while let [index, rest @ ..] = marked {
        table[*index].read_only = true;
        marked = rest;
    }
    table
}

/// The default projection of a type: its `$select` and `$expand`.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    /// The annotated struct. The address of the table does not identify it: equal tables may share an address, and one
    /// table may have several.
    of: Option<TypeId>,
    properties: &'static [PropertyInfo],
    select: bool,
    expand: bool,
    object: bool,
    tracking: Option<Tracking>,
}

/// The additional options of a delta query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tracking {
    /// The property that a response needs to report removed entities.
    pub(crate) removal: Option<&'static str>,
}

impl Projection {
    /// The projection of a value that is not an object.
    pub const NONE: Self =
        Self { of: None, properties: &[], select: false, expand: false, object: false, tracking: None };

    /// The projection of an object with unknown properties: a union, a map.
    pub const OPEN: Self = Self { object: true, ..Self::NONE };

    /// Creates the projection of an annotated struct.
    #[must_use]
    pub const fn new(of: TypeId, properties: &'static [PropertyInfo]) -> Self {
        Self { of: Some(of), properties, select: true, expand: true, object: true, tracking: None }
    }

    /// The projection without `$select`, for a type whose endpoint refuses it.
    #[must_use]
    pub const fn without_select(self) -> Self {
        Self { select: false, ..self }
    }

    /// The projection of a delta query, which does not expand related entities.
    pub(crate) const fn of_changes(self, removal: Option<&'static str>) -> Self {
        Self { expand: false, tracking: Some(Tracking { removal }), ..self }
    }

    pub(crate) const fn tracking(&self) -> Option<Tracking> {
        self.tracking
    }

    /// Returns `true` if the properties of the type are known.
    pub(crate) const fn is_known(&self) -> bool {
        self.of.is_some()
    }

    /// The projection of a collection of the type.
    #[must_use]
    pub(crate) const fn of_several(self) -> Self {
        Self { object: false, ..self }
    }

    /// Returns `true` if the value is a JSON object itself, and not wrapped in `{"value": …}`.
    #[must_use]
    pub(crate) const fn is_object(&self) -> bool {
        self.object
    }

    /// Returns `true` for an object without declared properties: a union, a map, untyped JSON.
    pub(crate) const fn is_untyped(&self) -> bool {
        self.object && self.of.is_none()
    }

    /// Returns `true` if the struct declares a property with this name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.properties.iter().any(|property| property.answers_to(name))
    }

    /// The names in `$select`. There are none for a struct that keeps undeclared properties. Expanded properties are not
    /// selected.
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

    /// The navigation properties, each with the projection of its entities.
    pub(crate) fn expanded(&self) -> impl Iterator<Item = (&'static str, Self)> + use<> {
        let properties = if self.expand { self.properties } else { &[] };
        properties.iter().filter_map(|property| Some((property.name(), property.target()?)))
    }

    /// Returns `true` if the type has a property for the count of the related entities.
    pub(crate) fn counts(&self, navigation: &str) -> bool {
        let counted = Source::Expand { property: navigation, count: true };
        self.properties.iter().any(|property| source(property.name()) == counted)
    }

    /// Returns `true` if both projections belong to the same type.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.of.is_some() && self.of == other.of
    }
}
