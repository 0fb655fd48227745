//! One change, and where it shows in the source.

use graph_csdl::{Annotations, Deprecation, Metadata};

use crate::source::{Item, Location};

/// Something that is no more as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// A word for scripts: `property_gone`.
    pub(crate) kind: &'static str,
    pub(crate) location: Location,
    /// The property, member, parameter, path or type.
    pub(crate) subject: String,
    pub(crate) fact: String,
    pub(crate) help: Option<String>,
    /// Whether requests or answers may fail by it; else it is news.
    pub(crate) is_breaking: bool,
}

impl Change {
    pub(super) fn breaking(kind: &'static str, location: Location, subject: &str, fact: String) -> Self {
        Self { kind, location, subject: subject.to_owned(), fact, help: None, is_breaking: true }
    }

    pub(super) fn news(kind: &'static str, location: Location, subject: &str, fact: String) -> Self {
        Self { is_breaking: false, ..Self::breaking(kind, location, subject, fact) }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The type of an item is there no more.
    pub(super) fn type_gone(new: &Metadata, item: &Item) -> Self {
        let name = &item.type_name;
        let change = Self::breaking("type_gone", item.location, name, format!("`{name}` is gone"));
        match new.nearest_type(name) {
            Some(near) => change.help(format!("it may be `{near}` now")),
            None => change,
        }
    }

    /// That something will go, where that was not said before.
    pub(super) fn deprecated(old: &Annotations, new: &Annotations, location: Location, subject: &str) -> Option<Self> {
        let Deprecation { description, removal_date, .. } = new.deprecation.as_ref()?;
        if old.deprecation.is_some() {
            return None;
        }
        let goes = removal_date.as_ref().map(|date| format!(", and goes on {date}")).unwrap_or_default();
        let change = Self::news("deprecated", location, subject, format!("`{subject}` is deprecated now{goes}"));
        Some(Self { help: description.as_ref().map(|text| text.trim().to_owned()), ..change })
    }
}
