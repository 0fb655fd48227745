//! The parts of a type that text and JSON show: properties, operations, uses.

use graph_csdl::{
    Annotations, Deprecation, Metadata, NavigationProperty, Operation, Property, StructuredType, TypeRef,
};

/// The capability of `$expand`. On a navigation property it is about requests for its owner that expand it: `user/messages` is not
/// expandable, but a request for messages may expand attachments. On a type, an entity set or a singleton it is about requests
/// there.
pub(super) const EXPANDABLE: &str = "Expandable";

/// A property or a navigation property.
pub(super) struct PropertyRow<'m> {
    pub(super) name: &'m str,
    pub(super) ty: &'m TypeRef,
    pub(super) annotations: &'m Annotations,
    /// The type that declares it.
    pub(super) declared_by: &'m StructuredType,
    pub(super) is_key: bool,
    /// `None` unless it is a navigation property.
    pub(super) is_contained: Option<bool>,
}

impl PropertyRow<'_> {
    /// Its characteristics: `key, read-only`.
    pub(super) fn labels(&self) -> String {
        let deprecated = self.annotations.deprecation.is_some();
        let labels = [
            (self.is_key, "key"),
            (self.annotations.is_read_only(), "read-only"),
            (self.annotations.is_immutable, "immutable"),
            (!self.ty.is_nullable && !self.ty.is_collection && !self.is_key && self.is_contained.is_none(), "not null"),
            (self.is_contained == Some(true), "contained"),
            (self.annotations.capability("Readable") == Some(false), "not readable"),
            (self.is_expandable() == Some(false), "not expandable"),
            (deprecated, "deprecated"),
        ];
        labels.iter().filter(|(applies, _)| *applies).map(|(_, label)| *label).collect::<Vec<_>>().join(", ")
    }

    /// Whether a request for its owner may expand a navigation property; `None` if the metadata does not say.
    pub(super) fn is_expandable(&self) -> Option<bool> {
        self.is_contained.and_then(|_| self.annotations.capability(EXPANDABLE))
    }

    /// Its deprecation and description.
    pub(super) fn description(&self) -> Option<String> {
        let description = self.annotations.description.as_ref().or(self.annotations.long_description.as_ref());
        let deprecated = self.annotations.deprecation.as_ref().map(deprecated);
        let texts: Vec<String> = deprecated.into_iter().chain(description.cloned()).collect();
        Some(texts.join(" — ")).filter(|text| !text.is_empty())
    }
}

/// A deprecation in one line: `deprecated since 2024-04-10, removed on 2026-01-01: use … instead`.
pub(super) fn deprecated(deprecation: &Deprecation) -> String {
    let mut text = "deprecated".to_owned();
    for (word, date) in [(" since ", &deprecation.date), (", removed on ", &deprecation.removal_date)] {
        if let Some(date) = date {
            text = text + word + date;
        }
    }
    deprecation.description.iter().fold(text, |text, why| text + ": " + why.trim())
}

/// The properties, inherited ones first.
pub(super) fn properties<'m>(metadata: &'m Metadata, of: &str) -> Vec<PropertyRow<'m>> {
    let key = metadata.key(of);
    let row = |declared_by: &'m StructuredType, property: &'m Property| PropertyRow {
        name: &property.name,
        ty: &property.ty,
        annotations: &property.annotations,
        declared_by,
        is_key: key.contains(&property.name),
        is_contained: None,
    };
    let types = metadata.lineage(of).into_iter().rev();
    types.flat_map(|ty| ty.properties.iter().map(move |property| row(ty, property))).collect()
}

/// The navigation properties, inherited ones first.
pub(super) fn navigation<'m>(metadata: &'m Metadata, of: &str) -> Vec<PropertyRow<'m>> {
    let row = |declared_by: &'m StructuredType, property: &'m NavigationProperty| PropertyRow {
        name: &property.name,
        ty: &property.ty,
        annotations: &property.annotations,
        declared_by,
        is_key: false,
        is_contained: Some(property.is_contained),
    };
    let types = metadata.lineage(of).into_iter().rev();
    types.flat_map(|ty| ty.navigation.iter().map(move |property| row(ty, property))).collect()
}

/// The properties of this type, each with its declaring type: `user.assignedLicenses`. Containment has paths instead.
pub(super) fn uses<'m>(metadata: &'m Metadata, of: &str) -> Vec<(&'m str, &'m str)> {
    let structured = metadata.type_names().filter_map(|name| metadata.structured(name));
    let mut uses: Vec<(&str, &str)> = Vec::new();
    for ty in structured {
        let properties = ty.properties.iter().filter(|property| property.ty.name == of);
        uses.extend(properties.map(|property| (ty.name.as_str(), property.name.as_str())));
        let navigation = ty.navigation.iter().filter(|property| property.ty.name == of && !property.is_contained);
        uses.extend(navigation.map(|property| (ty.name.as_str(), property.name.as_str())));
    }
    uses
}

/// The operations bound to this type, or to a collection of it. An overload of the type hides the same overload of a base.
pub(super) fn bound_operations<'m>(metadata: &'m Metadata, of: &str, is_collection: bool) -> Vec<&'m Operation> {
    let bound: Vec<&Operation> = metadata.bound_to(of, is_collection).collect();
    let names = |operation: &Operation| operation.parameters.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let is_more_derived = |other: &Operation, than: &Operation| match (&other.binding, &than.binding) {
        (Some(other), Some(than)) => other.name != than.name && metadata.is_a(&other.name, &than.name),
        _ => false,
    };
    let hides = |other: &Operation, operation: &Operation| {
        other.name == operation.name && is_more_derived(other, operation) && names(other) == names(operation)
    };
    bound.iter().filter(|operation| !bound.iter().any(|other| hides(other, operation))).copied().collect()
}
