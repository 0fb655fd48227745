//! The permissions that an entity's page documents.

use std::fmt;

/// The permissions of a documentation page: one of them is needed.
///
/// They stand on the type (`#[graph_entity(permissions(delegated = […], application = […]))]`), in its generated
/// docs, and in the error when the service answers 403.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, Entity};
///
/// #[graph_entity(path = "users", permissions(delegated = ["User.Read"], application = ["User.Read.All"]))]
/// pub struct User { pub id: Option<String> }
///
/// assert_eq!(User::PERMISSIONS.delegated, ["User.Read"]);
/// assert_eq!(User::PERMISSIONS.to_string(), "delegated: User.Read; application: User.Read.All");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permissions {
    /// On behalf of a signed-in user.
    pub delegated: &'static [&'static str],
    /// As the application itself.
    pub application: &'static [&'static str],
}

impl Permissions {
    /// No permission documented.
    pub const NONE: Self = Self { delegated: &[], application: &[] };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(delegated: &'static [&'static str], application: &'static [&'static str]) -> Self {
        Self { delegated, application }
    }

    /// Whether none are documented.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.delegated.is_empty() && self.application.is_empty()
    }
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [("delegated", self.delegated), ("application", self.application)];
        for (position, (kind, names)) in kinds.iter().filter(|(_, names)| !names.is_empty()).enumerate() {
            let separator = if position == 0 { "" } else { "; " };
            write!(f, "{separator}{kind}: {}", names.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_permissions_is_left_out() {
        assert_eq!(Permissions::new(&[], &["A.Read", "A.ReadWrite"]).to_string(), "application: A.Read, A.ReadWrite");
        assert_eq!(Permissions::NONE.to_string(), "");
        assert!(Permissions::NONE.is_empty());
    }
}
