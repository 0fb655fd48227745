//! Entities: types with an address.

use std::fmt;

use crate::value::path::ApiVersion;
use crate::value::value::Value;

/// A struct with `#[graph_entity]`, or an enum with `#[graph_union]` and a path: a type with an address.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, Entity, object::Structured};
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// assert_eq!(User::TYPE_TAG, "#microsoft.graph.user");
/// assert_eq!(User::VERSION, None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph entity",
    label = "not an entity",
    note = "annotate the struct with `#[graph_entity(path = \"…\")]`"
)]
pub trait Entity: Value {
    /// The API version of the entity, if it differs from the client's.
    const VERSION: Option<ApiVersion> = None;

    /// The permissions in the documentation of the entity.
    const PERMISSIONS: Permissions = Permissions::NONE;

    /// The least permissions of the requests of each method, by the service's table of permissions.
    #[doc(hidden)]
    const LEAST_PERMISSIONS: &'static [(&'static str, Permissions)] = &[];
}

/// The permissions of a documentation page. A caller needs one of them.
///
/// The attribute `#[graph_entity(permissions(delegated = […], application = […]))]` sets them. They are part of the
/// generated docs and of the error for a 403.
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
    /// Delegated permissions, for a signed-in user.
    pub delegated: &'static [&'static str],
    /// Application permissions.
    pub application: &'static [&'static str],
}

impl Permissions {
    /// No documented permissions.
    pub const NONE: Self = Self { delegated: &[], application: &[] };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(delegated: &'static [&'static str], application: &'static [&'static str]) -> Self {
        Self { delegated, application }
    }

    /// The least permissions of the requests of a method, or these if none are known.
    pub(crate) fn or_least_of(self, least: &[(&str, Self)], method: &str) -> Self {
        least.iter().find(|(own, _)| *own == method).map_or(self, |(_, permissions)| *permissions)
    }

    /// Returns `true` if there are no documented permissions.
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

    #[test]
    fn the_least_permissions_of_a_method_come_first() {
        let (all, read) = (Permissions::new(&["A.Read", "A.ReadWrite"], &[]), Permissions::new(&["A.Read"], &[]));
        assert_eq!(all.or_least_of(&[("GET", read)], "GET"), read);
        assert_eq!(all.or_least_of(&[("GET", read)], "POST"), all);
    }
}
