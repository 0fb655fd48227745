//! What a file says of what it declares, in the terms of two vocabularies: Core and Capabilities.

/// What a file says of a type, a property, an operation or a collection. `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Annotations {
    /// What it is.
    pub description: Option<String>,
    /// More of the same.
    pub long_description: Option<String>,
    /// The service computes it: it is never sent.
    pub is_computed: bool,
    /// It may be given in a create, and not be changed.
    pub is_immutable: bool,
    /// `Read`, `Write`, …: what may be done with a property.
    pub permissions: Vec<String>,
    /// It will go.
    pub deprecation: Option<Deprecation>,
    /// Sets of properties by which an entity can be addressed beside its key.
    pub alternate_keys: Vec<Vec<String>>,
    /// `InsertRestrictions.Insertable` and its like, by the name of the last word: `Insertable`, `Updatable`,
    /// `Deletable`, `Filterable`, `Sortable`, `Expandable`, `Countable`, `Searchable`, `Readable`, `TopSupported`,
    /// `SkipSupported`, `SelectSupport`, `ChangeTracking`.
    pub capabilities: Vec<(String, bool)>,
    /// `NonFilterableProperties` and its like, and what they name.
    pub exceptions: Vec<(String, Vec<String>)>,
}

impl Annotations {
    /// Whether the capability is granted: `Some(true)`, refused, or not spoken of. What is said both ways is granted: the
    /// service's own file does so of `directoryObject`.
    #[must_use]
    pub fn capability(&self, name: &str) -> Option<bool> {
        self.capabilities.iter().filter(|(known, _)| known == name).map(|(_, granted)| *granted).max()
    }

    /// Whether the service alone writes it: it is computed, or its permission is `Read` alone.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.is_computed || matches!(self.permissions.as_slice(), [only] if only == "Read")
    }
}

/// What the metadata says of something that will go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// Why, and what to use instead.
    pub description: Option<String>,
    /// Since when: `2024-04-10`.
    pub date: Option<String>,
    /// When it goes.
    pub removal_date: Option<String>,
    /// `2024-01/Deprecation`.
    pub version: Option<String>,
}
