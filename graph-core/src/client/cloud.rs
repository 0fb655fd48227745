//! Clouds and service roots.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery};

use crate::value::path::ApiVersion;

/// The maximum length of a URL in the `http` crate, in bytes.
pub(crate) const LONGEST_URL: usize = (u16::MAX - 1) as usize;

/// A Microsoft cloud. Each cloud has its own host, and its tokens are valid only there.
///
/// # Rule
/// The hosts are those in the table of national clouds in
/// [Microsoft Graph's documentation](https://learn.microsoft.com/graph/deployments).
///
/// # Example
/// ```
/// use graph_core::Cloud;
///
/// assert_eq!(Cloud::Global.host(), "graph.microsoft.com");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Cloud {
    /// The worldwide cloud.
    #[default]
    Global,
    /// The cloud of the US government, level 4.
    UsGovernment,
    /// The cloud of the US Department of Defense, level 5.
    UsGovernmentDod,
    /// The cloud in China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// The host of the cloud's Graph service.
    #[must_use]
    pub const fn host(self) -> &'static str {
        match self {
            Self::Global => "graph.microsoft.com",
            Self::UsGovernment => "graph.microsoft.us",
            Self::UsGovernmentDod => "dod-graph.microsoft.us",
            Self::China => "microsoftgraph.chinacloudapi.cn",
        }
    }

    const fn url(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGovernment => "https://graph.microsoft.us",
            Self::UsGovernmentDod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }
}

/// The service root: the base URL of all request paths, with the default version.
///
/// # Rule
/// The scheme is `https`. Plain `http` is accepted only for a loopback address, since other connections would expose the
/// token.
///
/// # Example
/// ```
/// use graph_core::{ApiVersion, Cloud, client::ServiceRoot};
///
/// let root = ServiceRoot::new(Cloud::Global, ApiVersion::Beta);
/// assert_eq!(root.to_string(), "https://graph.microsoft.com/beta");
///
/// let local: ServiceRoot = "http://127.0.0.1:8080".parse()?;
/// assert_eq!(local.to_string(), "http://127.0.0.1:8080/v1.0");
/// assert!("http://graph.microsoft.com".parse::<ServiceRoot>().is_err());
/// # Ok::<(), graph_core::error::ServiceRootError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRoot {
    base: String,
    /// The parsed base URL.
    uri: Uri,
    /// `None` for a service without versions.
    version: Option<ApiVersion>,
}

impl ServiceRoot {
    /// Creates the service root of a cloud.
    #[must_use]
    pub fn new(cloud: Cloud, version: ApiVersion) -> Self {
        Self { base: cloud.url().to_owned(), uri: Uri::from_static(cloud.url()), version: Some(version) }
    }

    /// The same service with another version.
    #[must_use]
    pub fn with_version(self, version: ApiVersion) -> Self {
        Self { version: Some(version), ..self }
    }

    /// Creates the service root of an OData service other than Microsoft Graph: the URL itself, without a version. The version
    /// of a type is ignored.
    ///
    /// # Errors
    /// [`ServiceRootError`] for a URL that can't be a service root.
    ///
    /// # Example
    /// ```
    /// use graph_core::client::ServiceRoot;
    ///
    /// let root = ServiceRoot::without_version("https://example.org/odata/v4/catalog")?;
    /// assert_eq!(root.to_string(), "https://example.org/odata/v4/catalog");
    /// assert_eq!(root.default_scope(), "https://example.org/.default");
    /// # Ok::<(), graph_core::error::ServiceRootError>(())
    /// ```
    pub fn without_version(url: &str) -> Result<Self, ServiceRootError> {
        let (base, uri) = base(url)?;
        Ok(Self { base, uri, version: None })
    }

    /// Returns `true` for Microsoft Graph, or a service that emulates it.
    pub(crate) fn is_graph(&self) -> bool {
        self.version.is_some()
    }

    /// The scope of tokens: every permission that the application has on this service. The scope of a service other than Graph
    /// is that of its origin.
    #[must_use]
    pub fn default_scope(&self) -> String {
        let origin = || Some(format!("{}://{}", self.uri.scheme_str()?, self.uri.authority()?));
        let resource = if self.is_graph() { None } else { origin() };
        format!("{}/.default", resource.as_deref().unwrap_or(&self.base))
    }

    /// Returns `true` if an absolute URL has the scheme, host and port of this service, and no user.
    pub(crate) fn is_origin_of(&self, uri: &Uri) -> bool {
        // Most URLs are built from this one. Its authority has no user.
        let is_copy = uri.authority().map(Authority::as_str) == self.uri.authority().map(Authority::as_str);
        if is_copy && uri.scheme() == self.uri.scheme() {
            return true;
        }
        let (Some((scheme, host, port)), Some(own)) = (origin(uri), origin(&self.uri)) else { return false };
        (scheme, port) == (own.0, own.2) && host.eq_ignore_ascii_case(own.1)
    }

    /// Returns `true` if the connection to a URL is private: `https`, or a loopback address if this service is on loopback too. A
    /// remote service must not refer to a local one. A URL with a user is refused.
    pub(crate) fn keeps_private(&self, uri: &Uri) -> bool {
        let Some(authority) = uri.authority().filter(|authority| !authority.as_str().contains('@')) else {
            return false;
        };
        match uri.scheme_str() {
            Some("https") => true,
            Some("http") => self.base.starts_with("http:") && is_loopback(authority.host()),
            _ => false,
        }
    }

    /// The absolute URL of an encoded path, in the given version or else the default one.
    pub(crate) fn url(&self, version: Option<ApiVersion>, path: &str) -> String {
        match self.version {
            Some(own) => format!("{}/{}/{path}", self.base, version.unwrap_or(own)),
            None => format!("{}/{path}", self.base),
        }
    }

    /// The path of the URL of an encoded path, with room for a query of this length.
    pub(crate) fn path(&self, version: Option<ApiVersion>, path: &str, query: usize) -> String {
        let own = self.own_path();
        let version = self.version.map(|own| version.unwrap_or(own).as_str());
        let length = own.len() + version.map_or(0, |version| version.len() + 1) + 1 + path.len() + query;
        let mut text = String::with_capacity(length);
        text.push_str(own);
        for segments in version.into_iter().chain([path]) {
            text.push('/');
            text.push_str(segments);
        }
        text
    }

    /// The absolute URL of a path and query on the host of this service; `None` for one that can't be sent.
    pub(crate) fn with_path(&self, path_and_query: String) -> Option<Uri> {
        if self.origin().len() + path_and_query.len() > LONGEST_URL {
            return None;
        }
        let mut parts = Parts::default();
        parts.scheme = self.uri.scheme().cloned();
        parts.authority = self.uri.authority().cloned();
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(Bytes::from(path_and_query)).ok()?);
        Uri::from_parts(parts).ok()
    }

    /// Scheme and host of the URL.
    pub(crate) fn origin(&self) -> &str {
        self.base.strip_suffix(self.own_path()).unwrap_or(&self.base)
    }

    /// The path of the base URL, without a trailing slash.
    fn own_path(&self) -> &str {
        self.uri.path().trim_end_matches('/')
    }

    /// The inverse of [`url`](Self::url): the version, and the path and query with a leading slash. `None` if the URL is not
    /// below a version of this service. A service without versions has the default one.
    pub(crate) fn split<'u>(&self, uri: &'u Uri) -> Option<(ApiVersion, &'u str)> {
        let path = uri.path_and_query()?.as_str().strip_prefix(self.own_path())?;
        if !self.is_graph() {
            return path.starts_with('/').then_some((ApiVersion::default(), path));
        }
        let path = path.strip_prefix('/')?;
        [ApiVersion::V1_0, ApiVersion::Beta].into_iter().find_map(|version| {
            let relative = path.strip_prefix(version.as_str())?;
            relative.starts_with('/').then_some((version, relative))
        })
    }
}

impl fmt::Display for ServiceRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)?;
        self.version.map_or(Ok(()), |version| write!(f, "/{version}"))
    }
}

impl FromStr for ServiceRoot {
    type Err = ServiceRootError;

    /// Parses an absolute URL without version, query or fragment.
    ///
    /// # Errors
    /// [`ServiceRootError`] for a URL that can't be a service root.
    fn from_str(text: &str) -> Result<Self, ServiceRootError> {
        let (base, uri) = base(text)?;
        if base.ends_with("/v1.0") || base.ends_with("/beta") {
            return Err(ServiceRootError::Versioned);
        }
        Ok(Self { base, uri, version: Some(ApiVersion::default()) })
    }
}

/// Scheme, host and port; `None` for a URL with a user, and for a port that is not a number of 16 bits.
fn origin(uri: &Uri) -> Option<(&str, &str, u16)> {
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
    let scheme = uri.scheme_str()?;
    let port = match authority.as_str().strip_prefix(authority.host())? {
        // An empty port is the default one (RFC 3986, §3.2.3).
        "" | ":" => {
            if scheme == "https" {
                443
            } else {
                80
            }
        }
        _ => authority.port_u16()?,
    };
    Some((scheme, authority.host(), port))
}

/// The URL without a trailing slash, as text and parsed.
fn base(text: &str) -> Result<(String, Uri), ServiceRootError> {
    let uri: Uri = text.parse().map_err(|_| ServiceRootError::NotAUrl)?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(ServiceRootError::NotAUrl);
    };
    if authority.as_str().contains('@') || uri.query().is_some() || text.contains('#') {
        return Err(ServiceRootError::Extra);
    }
    if scheme != "https" && !(scheme == "http" && is_loopback(authority.host())) {
        return Err(ServiceRootError::NotHttps);
    }
    let base = format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/'));
    let uri = base.parse().map_err(|_| ServiceRootError::NotAUrl)?;
    Ok((base, uri))
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A URL that can't be a service root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceRootError {
    /// The text is not an absolute URL.
    NotAUrl,
    /// The scheme would expose the token.
    NotHttps,
    /// The URL has a user, a query or a fragment.
    Extra,
    /// The URL ends in a version.
    Versioned,
}

impl fmt::Display for ServiceRootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAUrl => f.write_str("the base URL is not absolute; write it as `https://graph.microsoft.com`"),
            Self::NotHttps => f.write_str("the base URL must be `https`; plain `http` is only for loopback addresses"),
            Self::Extra => f.write_str("the base URL has a user, a query or a fragment; omit them"),
            Self::Versioned => {
                f.write_str(
                    "the base URL ends in a version; leave it out and set it with `.version(…)`, or add `.without_version()` for \
                     another service than Graph",
                )
            }
        }
    }
}

impl std::error::Error for ServiceRootError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, ServiceRootError> {
        text.parse::<ServiceRoot>().map(|root| root.to_string())
    }

    #[test]
    fn only_loopback_may_be_plain_http() {
        for local in ["http://localhost:1", "http://127.8.0.1", "http://[::1]:9", "https://example.org/graph/"] {
            assert!(parse(local).is_ok(), "{local}");
        }
        for remote in ["http://example.org", "http://10.0.0.1", "http://localhost.example.org", "ftp://localhost"] {
            assert_eq!(parse(remote), Err(ServiceRootError::NotHttps), "{remote}");
        }
    }

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        for url in ["https://example.org", "https://example.org/graph"] {
            let [root, with_slash] = [url.to_owned(), format!("{url}/")].map(|url| url.parse::<ServiceRoot>().ok());
            assert!(root.is_some());
            assert_eq!(root, with_slash, "{url}");
        }
    }

    #[test]
    fn each_mistake_has_its_own_message() {
        assert_eq!(parse("graph.microsoft.com"), Err(ServiceRootError::NotAUrl));
        assert_eq!(parse(""), Err(ServiceRootError::NotAUrl));
        assert_eq!(parse("https://u:p@example.org"), Err(ServiceRootError::Extra));
        assert_eq!(parse("https://example.org/?a=b"), Err(ServiceRootError::Extra));
        assert_eq!(parse("https://example.org/#f"), Err(ServiceRootError::Extra));
        assert_eq!(parse("https://graph.microsoft.com/v1.0/"), Err(ServiceRootError::Versioned));
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
        let is_own = |url: &str| url.parse().is_ok_and(|uri| root.is_origin_of(&uri));
        for own in
            ["https://graph.microsoft.com/beta/x?y", "https://GRAPH.microsoft.com", "https://graph.microsoft.com:443/"]
        {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "http://graph.microsoft.com/v1.0",
            "https://graph.microsoft.com:444/",
            "https://graph.microsoft.com:99999/",
            "https://graph.microsoft.com.example.org/",
            "https://graph.microsoft.com@example.org/",
            "https://example.org@graph.microsoft.com/",
            "//graph.microsoft.com/v1.0",
            "/v1.0/users",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }

    #[test]
    fn a_url_falls_into_version_and_path() {
        let global = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
        let split = |root: &ServiceRoot, url: &str| {
            let uri: Uri = url.parse().unwrap_or_default();
            root.split(&uri).map(|(version, relative)| (version, relative.to_owned()))
        };
        let own = split(&global, &global.url(Some(ApiVersion::Beta), "users/a%2Fb?$top=1"));
        assert_eq!(own, Some((ApiVersion::Beta, "/users/a%2Fb?$top=1".to_owned())));
        assert_eq!(split(&global, "https://graph.microsoft.com:443/v1.0/"), Some((ApiVersion::V1_0, "/".to_owned())));
        for none in
            ["https://graph.microsoft.com", "https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/v1.01/x"]
        {
            assert_eq!(split(&global, none), None, "{none}");
        }
        let Ok(tenant) = "https://example.org/tenant".parse::<ServiceRoot>() else { panic!("no root") };
        let url = tenant.url(None, "me");
        assert_eq!(split(&tenant, &url), Some((ApiVersion::V1_0, "/me".to_owned())));
        assert_eq!(split(&tenant, "https://example.org/v1.0/me"), None);
    }

    #[test]
    fn the_scope_is_the_clouds_own() {
        let root = ServiceRoot::new(Cloud::China, ApiVersion::V1_0);
        assert_eq!(root.default_scope(), "https://microsoftgraph.chinacloudapi.cn/.default");
    }
}
