//! The permissions of a token.

use std::sync::Arc;

use graph_csdl::permissions::Scheme;
use http::uri::Authority;

use crate::http::url::{is_host_of_cloud, is_loopback};

/// The application of Graph, which is one of its identifiers as a resource.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// The personal accounts' tenant: its name and its identifier.
const PERSONAL: [&str; 2] = ["consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"];

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

/// The requests that a token is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Access {
    /// Those to Graph, with these rights; `None` if they are not known.
    Graph(Option<Arc<Rights>>),
    /// Those to another resource, by its identifier: `https://vault.azure.net`.
    Other(String),
}

impl Access {
    pub(crate) fn graph(rights: Option<Rights>) -> Self {
        Self::Graph(rights.map(Arc::new))
    }
}

/// The kind of the tokens for the users of a tenant.
pub(crate) fn scheme_of_users(tenant: &str) -> Scheme {
    let is_personal = PERSONAL.iter().any(|own| own.eq_ignore_ascii_case(tenant));
    if is_personal { Scheme::DelegatedPersonal } else { Scheme::DelegatedWork }
}

/// Whether Graph has this identifier as a resource: its application, or a URL of one of its hosts, of `host`, or of loopback. The emulator
/// serves Graph there, and some clients make the scope of the URL that they call.
pub(crate) fn is_graph(resource: &str, host: &str) -> bool {
    let resource = resource.trim_end_matches('/');
    let Some((_, authority)) = resource.split_once("://") else { return resource.eq_ignore_ascii_case(GRAPH) };
    let is_own = |own: &str| is_host_of_cloud(own) || is_loopback(own) || own.eq_ignore_ascii_case(host);
    authority.parse::<Authority>().is_ok_and(|authority| is_own(authority.host()))
}

/// The permissions in the parameter `scope` of a request for a token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// `https://graph.microsoft.com/.default`: all that the application is granted.
    Default,
    Named(Vec<String>),
    /// Those of another resource, by its identifier.
    Other(String),
}

impl Scopes {
    /// Reads `User.Read https://graph.microsoft.com/Mail.Read offline_access` in a request to a host.
    ///
    /// # Rule
    /// A scope without a resource is one of Graph. A token is for the resource of the first scope:
    /// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>
    pub(crate) fn read(scope: &str, host: &str) -> Self {
        let other = |resource: &str| !is_graph(resource, host);
        let is_openid = |name: &str| OTHER_SCOPES.iter().any(|other| other.eq_ignore_ascii_case(name));
        let scopes = scope.split_whitespace().map(resource_and_name);
        let scopes = scopes.filter(|(_, name)| !name.is_empty() && !is_openid(name));
        let mut names: Vec<&str> = Vec::new();
        for (resource, name) in scopes {
            match resource.filter(|resource| other(resource)) {
                Some(resource) if names.is_empty() => return Self::Other(resource.to_owned()),
                Some(_) => {}
                None => names.push(name),
            }
        }
        if names.is_empty() || names.iter().any(|name| name.eq_ignore_ascii_case(".default")) {
            return Self::Default;
        }
        Self::Named(names.into_iter().map(str::to_owned).collect())
    }
}

/// The parts of `https://graph.microsoft.com/Mail.Read`; a scope may also be a name alone, or a URL without one.
fn resource_and_name(scope: &str) -> (Option<&str>, &str) {
    let authority = scope.find("://").map_or(0, |at| at + "://".len());
    match scope.rfind('/').filter(|at| *at >= authority) {
        Some(at) => (scope.get(..at), scope.get(at + 1..).unwrap_or_default()),
        None if authority > 0 => (Some(scope), ""),
        None => (None, scope),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scopes_of_a_request() {
        let named = |names: &[&str]| Scopes::Named(names.iter().map(|name| (*name).to_owned()).collect());
        let other = |resource: &str| Scopes::Other(resource.to_owned());
        for (scope, expected) in [
            ("https://graph.microsoft.com/.default", Scopes::Default),
            ("", Scopes::Default),
            ("openid profile offline_access", Scopes::Default),
            ("User.Read https://graph.microsoft.com/Mail.Read offline_access", named(&["User.Read", "Mail.Read"])),
            ("https://graph.microsoft.us/Mail.Read OFFLINE_ACCESS", named(&["Mail.Read"])),
            ("https://graph.microsoft.com//.default", Scopes::Default),
            ("https://graph.microsoft.com", Scopes::Default),
            ("https://dod-graph.microsoft.us/.default", Scopes::Default),
            ("https://microsoftgraph.chinacloudapi.cn/Mail.Read", named(&["Mail.Read"])),
            ("00000003-0000-0000-C000-000000000000/.default", Scopes::Default),
            ("00000003-0000-0000-c000-000000000000/User.Read openid", named(&["User.Read"])),
            ("http://127.0.0.1:8080/.default", Scopes::Default),
            ("https://graph.test:8443/Mail.Read", named(&["Mail.Read"])),
            ("https://management.azure.com/.default", other("https://management.azure.com")),
            ("https://vault.azure.net//.default offline_access", other("https://vault.azure.net/")),
            ("api://client-1/Mail.Read", other("api://client-1")),
            ("00000002-0000-0000-c000-000000000000/.default", other("00000002-0000-0000-c000-000000000000")),
            ("https://graph.microsoft.com.example.org/.default", other("https://graph.microsoft.com.example.org")),
            // The resource of the first one.
            ("User.Read https://vault.azure.net/user_impersonation", named(&["User.Read"])),
            ("openid https://vault.azure.net/user_impersonation User.Read", other("https://vault.azure.net")),
        ] {
            assert_eq!(Scopes::read(scope, "graph.test"), expected, "{scope}");
        }
    }
}
