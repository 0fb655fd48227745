//! Annotations in the terms of two vocabularies: Core and Capabilities.

/// The annotations of a type, a property, an operation or a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotations {
    /// `Core.Description`.
    pub description: Option<String>,
    /// `Core.LongDescription`.
    pub long_description: Option<String>,
    /// Whether the service computes it: `Core.Computed`. A client never sends it.
    pub is_computed: bool,
    /// Whether a create can set it and an update can't: `Core.Immutable`.
    pub is_immutable: bool,
    /// The permissions of a property: `Read`, `Write`, ….
    pub permissions: Vec<String>,
    /// The deprecation, if it has one: `Core.Revisions`.
    pub deprecation: Option<Deprecation>,
    /// The alternate keys, each a set of properties: `Core.AlternateKeys`.
    pub alternate_keys: Vec<Vec<String>>,
    /// Capabilities such as `InsertRestrictions.Insertable`, by their last word: `Insertable`, `Updatable`,
    /// `Deletable`, `Filterable`, `Sortable`, `Expandable`, `Countable`, `Searchable`, `Readable`, `TopSupported`,
    /// `SkipSupported`, `SelectSupport`, `ChangeTracking`.
    pub capabilities: Vec<(String, bool)>,
    /// The texts about restrictions, by their term: `InsertRestrictions`.
    pub restrictions: Vec<(String, String)>,
    /// Properties without a capability, by the name of the list: `NonFilterableProperties`.
    pub exceptions: Vec<(String, Vec<String>)>,
}

impl Annotations {
    /// Whether the capability is granted or refused; `None` if the file does not name it. One that is both is granted: the
    /// service's own file has both of `directoryObject`.
    #[must_use]
    pub fn capability(&self, name: &str) -> Option<bool> {
        self.capabilities.iter().filter(|(known, _)| known == name).map(|(_, granted)| *granted).max()
    }

    /// The text about a restriction, such as `InsertRestrictions`.
    #[must_use]
    pub fn restriction(&self, term: &str) -> Option<&str> {
        self.restrictions.iter().find(|(known, _)| known == term).map(|(_, text)| text.as_str())
    }

    /// Whether only the service writes it: it is computed, or its only permission is `Read`.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.is_computed || matches!(self.permissions.as_slice(), [only] if only == "Read")
    }
}

/// The deprecation of a declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// The reason, and the replacement.
    pub description: Option<String>,
    /// The day of the deprecation: `2024-04-10`.
    pub date: Option<String>,
    /// The day of the removal.
    pub removal_date: Option<String>,
    /// The name of the revision: `2024-01/Deprecation`.
    pub version: Option<String>,
}
