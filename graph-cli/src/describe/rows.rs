//! The rows of a structured type: what it has, and from which type each is.

use graph_csdl::{
    Annotations, Deprecation, Metadata, NavigationProperty, Operation, Property, StructuredType, TypeRef,
};

/// What is said of a relation is that it can't be expanded itself, in a request for its owner: `user/messages` says so, and a
/// message may well be asked for with its attachments. Of a type, an entity set or a singleton it is what requests there
/// may expand.
pub(super) const EXPANDABLE: &str = "Expandable";

/// A property or a navigation property.
pub(super) struct Row<'m> {
    pub(super) name: &'m str,
    pub(super) ty: &'m TypeRef,
    pub(super) annotations: &'m Annotations,
    /// The type that declares it.
    pub(super) declared_by: &'m StructuredType,
    pub(super) is_key: bool,
    /// `None` of a property that is a value.
    pub(super) is_contained: Option<bool>,
}

impl Row<'_> {
    /// What is worth knowing of it, in words.
    pub(super) fn marks(&self) -> String {
        let deprecated = self.annotations.deprecation.is_some();
        let marks = [
            (self.is_key, "key"),
            (self.annotations.is_read_only(), "read-only"),
            (self.annotations.is_immutable, "set once"),
            (!self.ty.is_nullable && !self.ty.is_collection && !self.is_key && self.is_contained.is_none(), "not null"),
            (self.is_contained == Some(true), "contained"),
            (self.annotations.capability("Readable") == Some(false), "not readable"),
            (self.is_expandable() == Some(false), "not expandable"),
            (deprecated, "deprecated"),
        ];
        marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark).collect::<Vec<_>>().join(", ")
    }

    /// Whether a request for what has this relation may expand it: granted, refused, or not spoken of.
    pub(super) fn is_expandable(&self) -> Option<bool> {
        self.is_contained.and_then(|_| self.annotations.capability(EXPANDABLE))
    }

    /// What is said of it; that it will go, first.
    pub(super) fn remark(&self) -> Option<String> {
        let said = self.annotations.description.as_ref().or(self.annotations.long_description.as_ref());
        let goes = self.annotations.deprecation.as_ref().map(deprecated);
        let words: Vec<String> = goes.into_iter().chain(said.cloned()).collect();
        Some(words.join(" — ")).filter(|words| !words.is_empty())
    }
}

/// `deprecated since 2024-04-10, goes on 2026-01-01: use … instead`.
pub(super) fn deprecated(deprecation: &Deprecation) -> String {
    let mut text = "deprecated".to_owned();
    for (word, date) in [(" since ", &deprecation.date), (", goes on ", &deprecation.removal_date)] {
        if let Some(date) = date {
            text = text + word + date;
        }
    }
    deprecation.description.iter().fold(text, |text, why| text + ": " + why.trim())
}

/// The properties, the inherited ones first.
pub(super) fn properties<'m>(metadata: &'m Metadata, of: &str) -> Vec<Row<'m>> {
    let key = metadata.key(of);
    let row = |declared_by: &'m StructuredType, property: &'m Property| Row {
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

/// The navigation properties, the inherited ones first.
pub(super) fn navigation<'m>(metadata: &'m Metadata, of: &str) -> Vec<Row<'m>> {
    let row = |declared_by: &'m StructuredType, property: &'m NavigationProperty| Row {
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

/// The properties and navigation properties of other types that hold this type, as `user.assignedLicenses`.
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

/// What can be called on a value of this type, or on a collection of them. An overload of a base stays away where the type has
/// the same of its own.
pub(super) fn calls<'m>(metadata: &'m Metadata, of: &str, is_collection: bool) -> Vec<&'m Operation> {
    let bound: Vec<&Operation> = metadata.bound_to(of, is_collection).collect();
    let names = |operation: &Operation| operation.parameters.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let is_closer = |other: &Operation, than: &Operation| match (&other.binding, &than.binding) {
        (Some(other), Some(than)) => other.name != than.name && metadata.is_a(&other.name, &than.name),
        _ => false,
    };
    let hides = |other: &Operation, operation: &Operation| {
        other.name == operation.name && is_closer(other, operation) && names(other) == names(operation)
    };
    bound.iter().filter(|operation| !bound.iter().any(|other| hides(other, operation))).copied().collect()
}
