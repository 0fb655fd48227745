//! Inheritance: the members of a type with those of its bases, and the types that extend it.

use std::collections::{HashMap, HashSet};

use crate::metadata::Metadata;
use crate::model::{Definition, NavigationProperty, Operation, Property, StructuredType};
use crate::primitive::Primitive;
use crate::similar::find_ignore_case;

impl Metadata {
    /// The type, its base, and so on. A cycle ends the list.
    #[must_use]
    pub fn lineage(&self, name: &str) -> Vec<&StructuredType> {
        let mut lineage = Vec::new();
        let mut known = HashSet::new();
        let mut next = self.structured(name);
        while let Some(found) = next.filter(|found| known.insert(found.name.as_str())) {
            lineage.push(found);
            next = found.base.as_deref().and_then(|base| self.structured(base));
        }
        lineage
    }

    /// All properties, the inherited ones first.
    pub fn properties(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.lineage(name).into_iter().rev().flat_map(|of| &of.properties)
    }

    /// All navigation properties, the inherited ones first.
    pub fn navigation(&self, name: &str) -> impl Iterator<Item = &NavigationProperty> {
        self.lineage(name).into_iter().rev().flat_map(|of| &of.navigation)
    }

    /// The property of this name, inherited or not.
    #[must_use]
    pub fn property(&self, of: &str, name: &str) -> Option<&Property> {
        self.lineage(of).into_iter().flat_map(|of| &of.properties).find(|property| property.name == name)
    }

    /// The navigation property of this name, inherited or not.
    #[must_use]
    pub fn navigation_property(&self, of: &str, name: &str) -> Option<&NavigationProperty> {
        self.lineage(of).into_iter().flat_map(|of| &of.navigation).find(|property| property.name == name)
    }

    /// The name of a property or navigation property, inherited or not, from one in any letter case.
    #[must_use]
    pub fn property_ignore_case(&self, of: &str, name: &str) -> Option<&str> {
        let lineage = self.lineage(of);
        find_ignore_case(name, lineage.iter().flat_map(|of| members(of)))
    }

    /// The names of the key's properties, inherited or not; empty if the type has no key.
    #[must_use]
    pub fn key(&self, name: &str) -> &[String] {
        let keys = self.lineage(name).into_iter().map(|of| of.key.as_slice());
        keys.into_iter().find(|key| !key.is_empty()).unwrap_or_default()
    }

    /// Whether values may have properties that are not declared: the type or a base is open.
    #[must_use]
    pub fn is_open(&self, name: &str) -> bool {
        self.lineage(name).iter().any(|of| of.is_open)
    }

    /// Whether the entity has content at `…/$value`: the type or a base has a stream.
    #[must_use]
    pub fn has_stream(&self, name: &str) -> bool {
        self.lineage(name).iter().any(|of| of.has_stream)
    }

    /// Whether the type is `base`, or extends it.
    #[must_use]
    pub fn is_a(&self, name: &str, base: &str) -> bool {
        let base = self.qualified(base);
        self.qualified(name) == base || self.lineage(name).iter().any(|of| of.name == base)
    }

    /// The names of all types that extend this one, at any depth; a type comes before those that extend it.
    #[must_use]
    pub fn derived(&self, name: &str) -> Vec<&str> {
        let name = self.qualified(name);
        let mut derived = Vec::new();
        let mut known = HashSet::from([name.as_str()]);
        // The next type is last, so that the types that extend one directly follow it.
        let mut next: Vec<&str> = self.extended(&name).collect();
        next.reverse();
        while let Some(found) = next.pop() {
            if known.insert(found) {
                derived.push(found);
                let end = next.len();
                next.extend(self.extended(found));
                next.get_mut(end..).unwrap_or_default().reverse();
            }
        }
        derived
    }

    /// The first derived type that has the property or navigation property: the type to cast to.
    #[must_use]
    pub fn derived_with(&self, of: &str, property: &str) -> Option<&StructuredType> {
        let has = |found: &&StructuredType| {
            found.properties.iter().any(|known| known.name == property)
                || found.navigation.iter().any(|known| known.name == property)
        };
        self.derived(of).into_iter().filter_map(|name| self.structured(name)).find(has)
    }

    /// The operations of a value of this type, or of a collection of them: those that are bound to the type or to a base.
    pub fn bound_to(&self, name: &str, is_collection: bool) -> impl Iterator<Item = &Operation> {
        let bases = self.bases(name);
        self.operations().filter(move |operation| bases.distance(operation, is_collection).is_some())
    }

    /// The path segment that calls the operation on this type: its name, with the namespace if that is not
    /// `microsoft.graph`, or if the type has a property of that name.
    #[must_use]
    pub fn segment<'o>(&self, operation: &'o Operation, of: &str) -> &'o str {
        let has = |name: &str| self.property(of, name).is_some() || self.navigation_property(of, name).is_some();
        match operation.name.strip_prefix("microsoft.graph.") {
            Some(short) if !short.contains('.') && !has(short) => short,
            _ => &operation.name,
        }
    }

    /// The names of the type and its bases, to find the operations that are bound to them.
    pub(crate) fn bases(&self, name: &str) -> Bases {
        let bases = self.lineage(name).into_iter().skip(1).map(|of| of.name.clone());
        let names = std::iter::once(self.qualified(name)).chain(bases);
        Bases(names.enumerate().map(|(distance, name)| (name, distance)).collect())
    }

    /// The primitive type of a name: `Edm.String`, or a type definition of it.
    #[must_use]
    pub fn primitive(&self, name: &str) -> Option<Primitive> {
        Primitive::parse(self.underlying(name))
    }

    /// The name of the type that a type definition is of; any other name itself.
    #[must_use]
    pub fn underlying<'m>(&'m self, name: &'m str) -> &'m str {
        match self.definition(name) {
            Some(Definition::TypeDefinition(alias)) => &alias.underlying,
            _ => name,
        }
    }
}

/// The qualified names of a type and its bases, each with its distance from the type.
pub(crate) struct Bases(HashMap<String, usize>);

impl Bases {
    /// The distance from the type to the one that the operation is bound to; `None` if the type does not have the operation.
    pub(crate) fn distance(&self, operation: &Operation, is_collection: bool) -> Option<usize> {
        let binding = operation.binding.as_ref().filter(|binding| binding.is_collection == is_collection)?;
        self.0.get(&binding.name).copied()
    }
}

/// The names of the properties and navigation properties that a type declares itself.
pub(crate) fn members(of: &StructuredType) -> impl Iterator<Item = &str> {
    let properties = of.properties.iter().map(|property| property.name.as_str());
    properties.chain(of.navigation.iter().map(|property| property.name.as_str()))
}
