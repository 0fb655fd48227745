//! A change of the metadata, with its location in the source.

use graph_csdl::{Annotations, Deprecation, Metadata};

use crate::source::{Item, Location};

/// A change of the metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MetadataChange {
    /// A fixed identifier for scripts: `property_removed`.
    pub(crate) kind: &'static str,
    pub(crate) location: Location,
    /// The property, member, parameter, path or type.
    pub(crate) subject: String,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// Whether requests or responses may fail.
    pub(crate) is_breaking: bool,
}

impl MetadataChange {
    pub(super) fn breaking(kind: &'static str, location: Location, subject: &str, message: String) -> Self {
        Self { kind, location, subject: subject.to_owned(), message, help: None, is_breaking: true }
    }

    pub(super) fn info(kind: &'static str, location: Location, subject: &str, message: String) -> Self {
        Self { is_breaking: false, ..Self::breaking(kind, location, subject, message) }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The removal of an item's type.
    pub(super) fn type_removed(new: &Metadata, item: &Item) -> Self {
        let name = &item.type_name;
        let change = Self::breaking("type_removed", item.location, name, format!("`{name}` was removed"));
        match new.nearest_type(name) {
            Some(near) => change.help(format!("the new name may be `{near}`")),
            None => change,
        }
    }

    /// A deprecation, if it is new.
    pub(super) fn deprecated(old: &Annotations, new: &Annotations, location: Location, subject: &str) -> Option<Self> {
        let Deprecation { description, removal_date, .. } = new.deprecation.as_ref()?;
        if old.deprecation.is_some() {
            return None;
        }
        let removal = removal_date.as_ref().map(|date| format!(" and will be removed on {date}")).unwrap_or_default();
        let change = Self::info("deprecated", location, subject, format!("`{subject}` is deprecated{removal}"));
        Some(Self { help: description.as_ref().map(|text| text.trim().to_owned()), ..change })
    }
}
