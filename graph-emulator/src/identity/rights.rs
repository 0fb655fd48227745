//! The permissions of a token.

use graph_csdl::permissions::Scheme;

/// The scopes that are not permissions of Graph.
const OTHER_SCOPES: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// The permissions of a token, and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rights {
    pub(crate) scheme: Scheme,
    pub(crate) permissions: Vec<String>,
}

impl Rights {
    pub(crate) fn new<S: Into<String>>(scheme: Scheme, permissions: impl IntoIterator<Item = S>) -> Self {
        Self { scheme, permissions: permissions.into_iter().map(Into::into).collect() }
    }

    /// The word for the kind of its permissions: `delegated`.
    pub(crate) const fn kind(&self) -> &'static str {
        match self.scheme {
            Scheme::Application => "application",
            Scheme::DelegatedWork | Scheme::DelegatedPersonal => "delegated",
        }
    }
}

/// The permissions in the parameter `scope` of a request for a token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// `https://graph.microsoft.com/.default`: all that the application is granted.
    Default,
    Named(Vec<String>),
}

impl Scopes {
    /// Reads `User.Read https://graph.microsoft.com/Mail.Read offline_access`.
    pub(crate) fn read(scope: &str) -> Self {
        let names = scope.split_whitespace().map(|scope| match scope.split_once("://") {
            Some((_, scope)) => scope.split_once('/').map_or("", |(_, name)| name.trim_start_matches('/')),
            None => scope,
        });
        let is_other = |name: &str| OTHER_SCOPES.iter().any(|other| other.eq_ignore_ascii_case(name));
        let names: Vec<&str> = names.filter(|name| !name.is_empty() && !is_other(name)).collect();
        if names.is_empty() || names.iter().any(|name| name.eq_ignore_ascii_case(".default")) {
            return Self::Default;
        }
        Self::Named(names.into_iter().map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scopes_of_a_request() {
        let named = |names: &[&str]| Scopes::Named(names.iter().map(|name| (*name).to_owned()).collect());
        for (scope, expected) in [
            ("https://graph.microsoft.com/.default", Scopes::Default),
            ("", Scopes::Default),
            ("openid profile offline_access", Scopes::Default),
            ("User.Read https://graph.microsoft.com/Mail.Read offline_access", named(&["User.Read", "Mail.Read"])),
            ("https://graph.microsoft.us/Mail.Read OFFLINE_ACCESS", named(&["Mail.Read"])),
            ("https://graph.microsoft.com//.default", Scopes::Default),
        ] {
            assert_eq!(Scopes::read(scope), expected, "{scope}");
        }
    }
}
