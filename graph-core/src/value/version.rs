//! The versions of the service.

use std::fmt;

/// A version of the service: the first segment of each of its paths.
///
/// The client has one for all its requests; `#[graph_entity(version = "beta")]` overrides it for one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ApiVersion {
    /// `v1.0`, the generally available version.
    #[default]
    V1_0,
    /// `beta`, which may change without notice.
    Beta,
}

impl ApiVersion {
    /// The version as a path segment.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
