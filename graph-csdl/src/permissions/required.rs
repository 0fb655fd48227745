//! The permissions that let all requests of a program pass: the least set, and a comparison with those that are granted.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::net::IpAddr;

use percent_encoding::percent_decode_str;

use super::least::{Held, Needs};
use super::permission::Scheme;
use super::table::{Grant, PathPermissions, PermissionTable};

/// The requests of a program, and the permissions that they need.
///
/// # Shape
/// The requests are sorted by path and method, each once.
///
/// # Example
/// The requests come from the code of a program, or from those that it sent:
/// ```
/// use graph_csdl::permissions::{PermissionTable, RequiredPermissions, Scheme};
///
/// let table = PermissionTable::parse(r#"{"permissions": {
///   "Mail.Read": {"schemes": {"Application": {}}, "pathSets": [
///     {"schemeKeys": ["Application"], "methods": ["GET"], "paths": {"/users/{id}/messages": ""}}]},
///   "Mail.ReadWrite": {"schemes": {"Application": {}}, "pathSets": [
///     {"schemeKeys": ["Application"], "methods": ["GET", "POST"], "paths": {"/users/{id}/messages": ""}}]}
/// }}"#)?;
/// let mut required = RequiredPermissions::new(&table);
/// for (method, url) in [("GET", "/v1.0/users/ada/messages?$top=5"), ("POST", "https://graph.microsoft.com/v1.0/users/bob/messages")] {
///     required.observe(method, url);
/// }
/// assert_eq!(required.requests()[0].path(), "users/{id}/messages");
/// assert_eq!(required.least_set(Scheme::Application), ["Mail.ReadWrite"]);
/// assert_eq!(required.compare(Scheme::Application, &["Mail.Read"]).missing, ["Mail.ReadWrite"]);
/// # Ok::<(), graph_csdl::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct RequiredPermissions<'t> {
    table: &'t PermissionTable,
    /// By path and method.
    requests: BTreeMap<(String, String), RequiredRequest<'t>>,
    /// The methods of the requests, and their paths without the names of placeholders.
    shapes: HashSet<(String, String)>,
}

/// A method at a path, with the permissions that let it pass.
#[derive(Debug, Clone)]
pub struct RequiredRequest<'t> {
    method: String,
    path: String,
    /// `None` if the table does not list the path.
    permissions: Option<PathPermissions<'t>>,
}

impl<'t> RequiredRequest<'t> {
    /// The method: `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path relative to the service root: `users/{id}/messages`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the table lists the request.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.permissions.as_ref().is_some_and(|found| found.path(&self.method).is_some())
    }

    /// The permissions of which each lets the request pass, the least first.
    #[must_use]
    pub fn grants(&self, scheme: Scheme) -> Vec<Grant<'t>> {
        self.permissions.as_ref().map(|found| found.grants(&self.method, scheme)).unwrap_or_default()
    }
}

impl<'t> RequiredPermissions<'t> {
    /// No requests.
    #[must_use]
    pub fn new(table: &'t PermissionTable) -> Self {
        Self { table, requests: BTreeMap::new(), shapes: HashSet::new() }
    }

    /// Adds a method at a path relative to the service root: `users/{userId}/messages`.
    pub fn add(&mut self, method: &str, path: &str) {
        self.shapes.insert((method.to_owned(), shape(path)));
        self.insert(method, path, self.table.at(path));
    }

    fn insert(&mut self, method: &str, path: &str, permissions: Option<PathPermissions<'t>>) {
        let (method, path) = (method.to_owned(), path.to_owned());
        let key = (path.clone(), method.clone());
        self.requests.entry(key).or_insert(RequiredRequest { method, path, permissions });
    }

    /// Adds a request that was sent, with the path of the table: that of the request if the table has none. Returns `false` for a request
    /// to another service.
    ///
    /// # Shape
    /// The URL is absolute, on a host of Microsoft Graph or on loopback, or begins with the version: `/v1.0/users/ada`. `$batch`, whose requests
    /// need permissions of their own, the service's documents, and what a browser asks before a request (`OPTIONS`) are left out.
    pub fn observe(&mut self, method: &str, url: &str) -> bool {
        let Some(path) = path_after_version(url) else { return false };
        let method = method.to_ascii_uppercase();
        let name = decoded(path);
        if method == "OPTIONS" || ["", "$batch", "$metadata"].iter().any(|other| name.eq_ignore_ascii_case(other)) {
            return true;
        }
        let permissions = self.table.at(path);
        let path = permissions.as_ref().and_then(|found| found.request_path(&method)).unwrap_or(Cow::Borrowed(path));
        if self.shapes.insert((method.clone(), shape(&path))) {
            self.insert(&method, &path, permissions);
        }
        true
    }

    /// The requests.
    #[must_use]
    pub fn requests(&self) -> Vec<&RequiredRequest<'t>> {
        self.requests.values().collect()
    }

    /// The least set of permissions that lets each request pass that the scheme supports, sorted by name.
    ///
    /// # Rule
    /// It begins with the least permission of each request. One that the others make superfluous is removed, the most privileged first:
    /// `Mail.Read` beside `Mail.ReadWrite`.
    #[must_use]
    pub fn least_set(&self, scheme: Scheme) -> Vec<&'t str> {
        least_set(&self.needs(scheme))
    }

    /// Compares permissions that are granted with the requests. The letter case of their names is ignored.
    #[must_use]
    pub fn compare(&self, scheme: Scheme, granted: &[&str]) -> Comparison<'t> {
        let needs = self.needs(scheme);
        let mut held = Held::new(granted);
        let failing = needs.failing(&held);
        let missing = needs.least(&failing, &mut held);
        let mut needed = granted.to_vec();
        needs.remove_superfluous(&mut needed, &mut held);
        let (needed, least) = (Held::new(&needed), Held::new(&least_set(&needs)));
        let among = |is_meant: &dyn Fn(&str) -> bool| -> Vec<String> {
            granted.iter().copied().filter(|name| is_meant(name)).map(str::to_owned).collect()
        };
        let requests = self.requests();
        Comparison {
            missing,
            unneeded: among(&|name| !needed.has(name)),
            broader: among(&|name| needed.has(name) && !least.has(name)),
            uncovered: failing.iter().filter_map(|index| requests.get(*index).copied().cloned()).collect(),
        }
    }

    fn needs(&self, scheme: Scheme) -> Needs<'t> {
        Needs::new(self.requests.values().map(|request| request.grants(scheme)).collect())
    }
}

fn least_set<'t>(needs: &Needs<'t>) -> Vec<&'t str> {
    let mut held = Held::default();
    needs.least(&needs.failing(&held), &mut held)
}

/// The comparison of granted permissions with those that requests need.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Comparison<'t> {
    /// The least permissions that let the other requests pass, too, beside the granted ones.
    pub missing: Vec<&'t str>,
    /// The granted permissions without which the same requests pass, once the missing ones are added.
    pub unneeded: Vec<String>,
    /// The granted permissions that are needed, and broader than those of the least set.
    pub broader: Vec<String>,
    /// The requests that do not pass.
    pub uncovered: Vec<RequiredRequest<'t>>,
}

impl Comparison<'_> {
    /// Whether nothing is missing, and nothing is granted without need.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.missing.is_empty() && self.unneeded.is_empty()
    }
}

/// The hosts of Microsoft Graph.
///
/// # Rule
/// <https://learn.microsoft.com/graph/deployments>
const HOSTS: [&str; 5] = [
    "graph.microsoft.com",
    "canary.graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
];

/// Whether a URL is that of a batch.
#[must_use]
pub fn is_batch(url: &str) -> bool {
    path_after_version(url).is_some_and(|path| decoded(path).eq_ignore_ascii_case("$batch"))
}

/// The path of a URL of the service after `v1.0` or `beta`, without its query. On a host, a proxy may have a path before the version.
fn path_after_version(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let is_version = |segment: &str| ["v1.0", "beta"].iter().any(|version| version.eq_ignore_ascii_case(segment));
    let Some(rest) = after_scheme(path) else {
        let (version, path) = path.strip_prefix('/')?.split_once('/').unwrap_or((path.get(1..)?, ""));
        return is_version(version).then(|| path.trim_matches('/'));
    };
    let (authority, mut path) = rest.split_once('/')?;
    if !is_host_of_service(authority) {
        return None;
    }
    loop {
        let (segment, rest) = path.split_once('/').unwrap_or((path, ""));
        if is_version(segment) {
            return Some(rest.trim_matches('/'));
        }
        path = Some(rest).filter(|rest| !rest.is_empty())?;
    }
}

/// The rest of a URL that begins with a scheme of HTTP.
fn after_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    ["http", "https"].iter().any(|own| own.eq_ignore_ascii_case(scheme)).then_some(rest)
}

fn is_host_of_service(authority: &str) -> bool {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_loopback = host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback());
    is_loopback || HOSTS.iter().any(|own| own.eq_ignore_ascii_case(host))
}

fn decoded(path: &str) -> Cow<'_, str> {
    percent_decode_str(path.trim_end_matches('/')).decode_utf8_lossy()
}

/// A path without the names of its placeholders.
fn shape(path: &str) -> String {
    let (mut shape, mut rest) = (String::with_capacity(path.len()), path);
    while let Some((before, after)) = rest.split_once('{') {
        shape.push_str(before);
        shape.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    shape + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_url() {
        for (url, expected) in [
            ("https://graph.microsoft.com/v1.0/users/ada?$select=id", Some("users/ada")),
            ("/beta/me", Some("me")),
            ("http://127.0.0.1:8080/V1.0/me/", Some("me")),
            ("/v1.0", Some("")),
            ("https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token", None),
            ("https://graph.microsoft.com", None),
            ("users/ada", None),
            ("https://localhost:8443/emulated/v1.0/users/ada", Some("users/ada")),
            ("https://graph.facebook.com/v1.0/me", None),
            ("wss://graph.microsoft.com/v1.0/me", None),
            ("HTTPS://graph.microsoft.com/v1.0/me", Some("me")),
            ("https://127.evil.com/v1.0/me", None),
            ("//evil.com/v1.0/me", None),
            ("evil.com/v1.0/me", None),
            ("/v1.0/me/drive/root/search(q='http://x')", Some("me/drive/root/search(q='http://x')")),
            ("https://graph.microsoft.us:443/beta/me", Some("me")),
        ] {
            assert_eq!(path_after_version(url), expected, "{url}");
        }
    }

    #[test]
    fn the_shape_of_a_path() {
        assert_eq!(shape("users/{userId}/events/{id}"), "users/{}/events/{}");
        assert_eq!(shape("me"), "me");
    }

    #[test]
    fn the_url_of_a_batch() {
        for url in ["/v1.0/$batch", "https://graph.microsoft.com/beta/%24Batch/?x"] {
            assert!(is_batch(url), "{url}");
        }
        assert!(!is_batch("/v1.0/users/$batch"));
    }
}
