//! The permissions that the applications are granted.

use graph_csdl::permissions::{PermissionTable, Scheme};

use super::rights::{Access, Rights, Scopes, scheme_of_users};

/// The permissions that the applications are granted; `None` for a kind that is not declared, whose tokens are not checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) delegated: Option<Vec<String>>,
    pub(crate) application: Option<Vec<String>>,
}

impl Granted {
    pub(crate) const fn is_declared(&self) -> bool {
        self.delegated.is_some() || self.application.is_some()
    }

    /// Takes the kinds that another one declares, and keeps its own for the rest.
    pub(crate) fn extend(&mut self, other: Self) {
        self.delegated = other.delegated.or(self.delegated.take());
        self.application = other.application.or(self.application.take());
    }

    /// The access of a token for Graph without a user.
    pub(crate) fn of_application(&self) -> Access {
        Access::graph(self.application.clone().map(|permissions| Rights::new(Scheme::Application, permissions)))
    }

    /// The access of a token for a user.
    ///
    /// # Errors
    /// The first scope that is not granted.
    pub(crate) fn of_user(&self, tenant: &str, scopes: Scopes) -> Result<Access, String> {
        let permissions = match (scopes, &self.delegated) {
            (Scopes::Other(resource), _) => return Ok(Access::Other(resource)),
            (Scopes::Named(names), Some(granted)) => {
                let is_granted = |name: &str| granted.iter().any(|own| own.eq_ignore_ascii_case(name));
                match names.into_iter().find(|name| !is_granted(name)) {
                    Some(name) => return Err(name),
                    // A token has all that the user has consented to.
                    None => Some(granted.clone()),
                }
            }
            (Scopes::Named(names), None) => Some(names),
            (Scopes::Default, granted) => granted.clone(),
        };
        Ok(Access::graph(permissions.map(|permissions| Rights::new(scheme_of_users(tenant), permissions))))
    }

    /// A message about the first name that the table does not have.
    pub(crate) fn mistake(&self, table: &PermissionTable) -> Option<String> {
        let mut names = self.delegated.iter().chain(&self.application).flatten();
        let unknown = names.find(|name| table.permission(name).is_none())?;
        let edit = table.nearest(unknown).map_or_else(
            || "write the names of permissions as the table has them, such as 'User.Read.All'.".to_owned(),
            |name| format!("did you mean '{name}'?"),
        );
        Some(format!("The table has no permission '{unknown}': {edit}"))
    }
}
