//! The versions of the service.

/// A version of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApiVersion {
    /// `v1.0`
    V1_0,
    /// `beta`
    Beta,
}

impl ApiVersion {
    /// All versions.
    pub const ALL: [Self; 2] = [Self::V1_0, Self::Beta];

    /// The version of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.as_str() == name)
    }

    /// The version of a metadata file, by the file's name: the content does not name it.
    #[must_use]
    pub fn of_file(name: &str) -> Self {
        if name.to_lowercase().contains("beta") { Self::Beta } else { Self::V1_0 }
    }

    /// The version as a path segment.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// The variant of graph-core's `ApiVersion`.
    pub(crate) const fn variant(self) -> &'static str {
        match self {
            Self::V1_0 => "V1_0",
            Self::Beta => "Beta",
        }
    }
}
