//! URLs: the parts of a request's URL, and the URLs of entities.

use std::fmt::Write as _;
use std::net::IpAddr;

use graph_core::__private::SEGMENT;
use graph_core::Cloud;
use http::Uri;
use http::header::HOST;
use http::request::Parts;
use http::uri::{Authority, PathAndQuery};
use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::http::options::{Options, decode};
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;

/// Characters that stay unencoded in the name or the value of a query option.
const OPTION: &AsciiSet = &SEGMENT.remove(b'/').add(b'&').add(b'=');

/// The maximum number of segments of a path. Each level of a path is looked up in the store.
pub(crate) const MAX_SEGMENTS: usize = 256;

/// The version and the decoded segments of a URL's path.
#[derive(Debug, Clone)]
pub(crate) struct ResourcePath {
    pub(crate) version: &'static str,
    pub(crate) segments: Vec<String>,
}

/// The URL of the resource that a request addresses.
#[derive(Debug)]
pub(crate) struct ResourceUrl {
    origin: Origin,
    raw_path: String,
    version: &'static str,
    /// The decoded segments after the version, without the suffix.
    pub(crate) segments: Vec<String>,
    pub(crate) suffix: PathSuffix,
    pub(crate) options: Options,
}

/// The system segment at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathSuffix {
    None,
    Reference,
    Count,
    Value,
}

impl PathSuffix {
    fn named(segment: &str, spelling: Spelling) -> Option<Self> {
        let known = [("$ref", Self::Reference), ("$count", Self::Count), ("$value", Self::Value)];
        known.into_iter().find(|(name, _)| spelling.is(segment, name)).map(|(_, suffix)| suffix)
    }
}

/// Scheme, host and port, and the part of the path that a proxy removes.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    scheme: String,
    authority: Authority,
    /// Empty, or with a `/` at its start and none at its end.
    prefix: String,
}

impl ResourceUrl {
    /// Puts the parts of a URL together.
    ///
    /// # Errors
    /// A path that addresses no resource; then the error of the options.
    pub(crate) fn new(
        origin: Origin,
        raw_path: &str,
        ResourcePath { version, mut segments }: ResourcePath,
        options: Result<Options, ODataError>,
        spelling: Spelling,
    ) -> Result<Self, ODataError> {
        let suffix = segments.last().and_then(|last| PathSuffix::named(last, spelling)).unwrap_or(PathSuffix::None);
        if suffix != PathSuffix::None {
            segments.pop();
        }
        match segments.iter().find(|segment| segment.starts_with('$')) {
            Some(system) => return Err(ODataError::not_implemented(&format!("the segment '{system}' here"))),
            None if segments.is_empty() => return Err(ODataError::not_implemented("the service document")),
            None => {}
        }
        let mut options = options?;
        if segments.iter().any(|segment| spelling.is(segment, "calendarView")) {
            options.allow_own();
        }
        Ok(Self { origin, raw_path: raw_path.to_owned(), version, segments, suffix, options })
    }

    /// The segments of an entity's absolute URL, as in `@odata.id`. It is on the request's own host, by any name of loopback,
    /// or on the host of a cloud: the documentation uses `https://graph.microsoft.com/v1.0/…`, and a tested program sends the
    /// same.
    pub(crate) fn segments_of(&self, url: &str) -> Result<Vec<String>, ODataError> {
        let invalid = || ODataError::bad_request("An entity reference must be the absolute URL of an entity.");
        let uri: Uri = url.parse().map_err(|_| invalid())?;
        let (Some(scheme), Some(authority), None) = (uri.scheme_str(), uri.authority(), uri.query()) else {
            return Err(invalid());
        };
        if !self.origin.is(scheme, authority) {
            let message =
                "An entity reference must be on the host that the request went to, or on one of Microsoft Graph.";
            return Err(ODataError::bad_request(message));
        }
        let path = self.origin.without_prefix(uri.path()).unwrap_or(uri.path());
        let ResourcePath { segments, .. } =
            ResourcePath::parse(path, self.options.spelling()).map_err(|_| invalid())?;
        let is_entity = !segments.is_empty() && !segments.iter().any(|segment| segment.starts_with('$'));
        if is_entity { Ok(segments) } else { Err(invalid()) }
    }

    /// The URL of the service with the request's version.
    pub(crate) fn service_root(&self) -> String {
        self.origin.service_root(self.version)
    }

    /// The absolute URL of an entity. A key that starts with `$` is quoted, in parentheses, as Graph requires.
    pub(crate) fn url_of(&self, segments: &[String]) -> String {
        let mut url = self.service_root();
        for segment in segments {
            // Writing to a `String` never fails.
            let _ = if segment.starts_with('$') {
                write!(url, "('{}')", utf8_percent_encode(&segment.replace('\'', "''"), SEGMENT))
            } else {
                write!(url, "/{}", utf8_percent_encode(segment, SEGMENT))
            };
        }
        url
    }

    /// As [`url_of`](Self::url_of), on another origin.
    pub(crate) fn url_at(&self, origin: &str, segments: &[String]) -> String {
        let url = self.url_of(segments);
        format!("{origin}{}", url.strip_prefix(&self.origin.text()).unwrap_or_default())
    }

    /// The absolute URL of the next page: the same options with another token, and without `$skip`.
    pub(crate) fn link(&self, token_name: &str, token: &str) -> String {
        let others = self.options.without(&["$skip", "$skiptoken", "$deltatoken", "token"]);
        format!("{}{}?{others}{token_name}={token}", self.origin.text(), self.raw_path)
    }

    /// The absolute URL of a page of another collection, with decoded options.
    pub(crate) fn page_of(&self, collection: &[String], options: &[(String, String)]) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, OPTION).to_string();
        let options: Vec<_> =
            options.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        format!("{}?{}", self.url_of(collection), options.join("&"))
    }

    /// The absolute URL of the request without some of its options.
    pub(crate) fn without(&self, options: &[&str]) -> String {
        let url = format!("{}{}?{}", self.origin.text(), self.raw_path, self.options.without(options));
        url.trim_end_matches(['?', '&']).to_owned()
    }

    /// For each segment, whether it ends with an unencoded `:`, which begins or ends a path of names.
    pub(crate) fn colons(&self) -> Vec<bool> {
        let raw = self.raw_path.strip_prefix('/').unwrap_or(&self.raw_path);
        let segments = raw.split('/').skip(1).zip(&self.segments);
        segments.map(|(raw, _)| raw.ends_with(':')).collect()
    }

    pub(crate) fn is_value(&self) -> bool {
        self.suffix == PathSuffix::Value
    }

    /// Whether the body of a `PUT` is bytes of any type.
    pub(crate) fn is_media(&self) -> bool {
        self.is_value() || self.is_content()
    }

    /// Whether the path ends with the content of a file.
    pub(crate) fn is_content(&self) -> bool {
        let is_content = |last: &String| self.options.spelling().is(last, "content");
        self.suffix == PathSuffix::None && self.segments.last().is_some_and(is_content)
    }
}

impl Origin {
    /// The origin of a request: what its server says, or else from its URL or from the `Host` header.
    pub(crate) fn of(head: &Parts) -> Result<Self, ODataError> {
        let server = head.extensions.get::<Self>().cloned();
        let own = server.or_else(|| Self::of_host(head, head.uri.scheme_str().unwrap_or("http")));
        own.ok_or_else(|| ODataError::bad_request("The request has no host."))
    }

    pub(crate) fn of_host(head: &Parts, scheme: &str) -> Option<Self> {
        let host = || head.headers.get(HOST).and_then(|host| Authority::try_from(host.as_bytes()).ok());
        let authority = head.uri.authority().cloned().or_else(host)?;
        Some(Self { scheme: scheme.to_owned(), authority, prefix: String::new() })
    }

    /// The origin that a proxy says by `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-Prefix`; what it leaves out is that
    /// of the request. An invalid value is ignored.
    pub(crate) fn forwarded(head: &Parts, scheme: &str) -> Option<Self> {
        // After several proxies, the first value is that of the first one.
        let value = |name: &str| {
            let value = head.headers.get(name)?.to_str().ok()?.split(',').next()?.trim();
            Some(value).filter(|value| !value.is_empty())
        };
        let (proto, host, prefix) =
            (value("x-forwarded-proto"), value("x-forwarded-host"), value("x-forwarded-prefix"));
        proto.or(host).or(prefix)?;
        let own = Self::of_host(head, scheme)?;
        let host = host.map_or_else(|| own.authority.to_string(), str::to_owned);
        let prefix = prefix.unwrap_or_default();
        let slash = if prefix.is_empty() || prefix.starts_with('/') { "" } else { "/" };
        Self::parse(&format!("{}://{host}{slash}{prefix}", proto.unwrap_or(scheme)))
    }

    /// Parses `https://graph.example.org/path`.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.clone());
        let is_plain = uri.query().is_none() && !authority.as_str().contains('@') && !url.contains('#');
        let prefix = uri.path().trim_end_matches('/').to_owned();
        (is_plain && matches!(scheme, "http" | "https")).then(|| Self { scheme: scheme.to_owned(), authority, prefix })
    }

    /// Removes the prefix from the path of a request, unless a proxy did.
    pub(crate) fn strip(&self, head: &mut Parts) {
        let query = head.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = self.without_prefix(head.uri.path()).map(|path| format!("{path}{query}"));
        let Some(Ok(path)) = path.map(|path| path.parse::<PathAndQuery>()) else { return };
        let mut parts = head.uri.clone().into_parts();
        parts.path_and_query = Some(path);
        if let Ok(uri) = Uri::from_parts(parts) {
            head.uri = uri;
        }
    }

    fn without_prefix<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(&self.prefix).filter(|rest| !self.prefix.is_empty() && rest.starts_with('/'))
    }

    /// The origin without the prefix, as a browser writes it in `Origin`.
    pub(crate) fn site(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }

    pub(crate) fn service_root(&self, version: &str) -> String {
        format!("{}/{version}", self.text())
    }

    pub(crate) fn text(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.prefix)
    }

    fn is(&self, scheme: &str, authority: &Authority) -> bool {
        let port = |authority: &Authority| authority.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
        let (own, host) = (self.authority.host(), authority.host());
        let is_same_host = own.eq_ignore_ascii_case(host) || (is_loopback(own) && is_loopback(host));
        let is_own = self.scheme == scheme && is_same_host && port(&self.authority) == port(authority);
        let is_cloud = scheme == "https" && port(authority) == 443 && is_host_of_cloud(host);
        (is_own || is_cloud) && !authority.as_str().contains('@')
    }
}

/// Whether a host is that of Microsoft Graph in one of the clouds.
pub(crate) fn is_host_of_cloud(host: &str) -> bool {
    let clouds = [Cloud::Global, Cloud::UsGovernment, Cloud::UsGovernmentDod, Cloud::China];
    clouds.iter().any(|cloud| cloud.host().eq_ignore_ascii_case(host))
}

/// Whether a host is the loopback interface: `localhost`, `127.0.0.1`, `[::1]`.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

impl ResourcePath {
    /// Splits a path before it decodes the segments: a `%2F` stays within its segment. Unless names must be exact, the path may
    /// end with a `/`.
    pub(crate) fn parse(path: &str, spelling: Spelling) -> Result<Self, ODataError> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (version, rest) = path.split_once('/').unwrap_or((path, ""));
        let known = ["v1.0", "beta"].into_iter().find(|known| spelling.is(version, known));
        let version = known.ok_or_else(|| ODataError::not_found(version))?;
        let rest = rest.strip_suffix('/').filter(|rest| !spelling.is_exact() && !rest.is_empty()).unwrap_or(rest);
        if rest.split('/').nth(MAX_SEGMENTS).is_some() {
            return Err(ODataError::bad_request(format!("The path has more than {MAX_SEGMENTS} segments.")));
        }
        let segments = if rest.is_empty() { Ok(Vec::new()) } else { rest.split('/').map(segment).collect() };
        Ok(Self { version, segments: segments? })
    }
}

fn segment(raw: &str) -> Result<String, ODataError> {
    if raw.is_empty() { Err(ODataError::bad_request("The path has an empty segment.")) } else { decode(raw) }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::http::request::ParsedRequest;

    fn url_in(spelling: Spelling, url: &str) -> Result<ResourceUrl, ODataError> {
        let (head, ()) = http::Request::get(url).body(()).unwrap().into_parts();
        ParsedRequest::parse(&head, Ok(Bytes::new()), spelling).resource_url()
    }

    fn target(url: &str) -> Result<ResourceUrl, ODataError> {
        url_in(Spelling::AnyCase, url)
    }

    #[test]
    fn a_path_has_a_maximum_length() {
        let url = |count| format!("https://example.org/v1.0/users/ada{}", "/manager".repeat(count - 2));
        assert_eq!(target(&url(MAX_SEGMENTS)).unwrap().segments.len(), MAX_SEGMENTS);
        assert!(target(&url(MAX_SEGMENTS + 1)).is_err());
    }

    #[test]
    fn an_encoded_slash_stays_within_its_segment() {
        let target = target("https://example.org/beta/users/a%2Fb%20c/manager/$ref").unwrap();
        assert_eq!(target.segments, ["users", "a/b c", "manager"]);
        assert_eq!(target.suffix, PathSuffix::Reference);
        assert_eq!(target.url_of(&target.segments), "https://example.org/beta/users/a%2Fb%20c/manager");
        assert_eq!(target.url_of(&["users".into(), "$a'b".into()]), "https://example.org/beta/users('$a''b')");
    }

    #[test]
    fn a_path_without_a_resource_is_refused() {
        for url in [
            "/v2.0/users",
            "/v1.0",
            "/v1.0/",
            "/v1.0//",
            "/v1.0/users//",
            "/v1.0/users//x",
            "/v1.0/%FF",
            "/v1.0/$batch",
            "/v1.0/$count",
        ] {
            assert!(target(&format!("https://example.org{url}")).is_err(), "{url}");
        }
        assert!(target("/v1.0/users").is_err(), "no host");
    }

    #[test]
    fn a_final_slash_and_letter_case_are_ignored() {
        for (url, segments, suffix) in [
            ("/v1.0/users/", &["users"][..], PathSuffix::None),
            ("/V1.0/users/ada/$Value/", &["users", "ada"], PathSuffix::Value),
            ("/Beta/users/%24COUNT", &["users"], PathSuffix::Count),
            ("/v1.0/groups/g/members/$REF", &["groups", "g", "members"], PathSuffix::Reference),
        ] {
            let url = format!("https://example.org{url}");
            let found = target(&url).unwrap();
            assert_eq!(
                (found.segments.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), found.suffix),
                (segments, suffix)
            );
            assert!(url_in(Spelling::Exact, &url).is_err(), "{url}");
        }
        assert_eq!(
            target("https://example.org/V1.0/me").unwrap().url_of(&["me".into()]),
            "https://example.org/v1.0/me"
        );
    }

    #[test]
    fn a_reference_is_on_the_same_host() {
        let target = target("https://example.org/v1.0/groups").unwrap();
        for url in ["https://example.org/v1.0/users/ada", "https://EXAMPLE.org:443/beta/users/ada"] {
            assert_eq!(target.segments_of(url).unwrap(), ["users", "ada"], "{url}");
        }
        for url in [
            "http://example.org/v1.0/users/ada",
            "https://example.com/v1.0/users/ada",
            "https://example.org:8443/v1.0/users/ada",
            "https://ada@example.org/v1.0/users/ada",
            "https://example.org/v1.0/users/ada?$select=id",
            "https://example.org/v1.0/users/ada/$ref",
            "https://example.org/v1.0",
            "https://example.org/users/ada",
            "users/ada",
            "",
        ] {
            assert!(target.segments_of(url).is_err(), "{url}");
        }
    }

    /// The hosts: <https://learn.microsoft.com/graph/deployments#microsoft-graph-and-graph-explorer-service-root-endpoints>.
    #[test]
    fn a_reference_may_be_on_the_host_of_a_cloud() {
        let target = target("http://127.0.0.1:5000/v1.0/groups").unwrap();
        for root in [
            "https://graph.microsoft.com/v1.0",
            "https://GRAPH.microsoft.com:443/beta",
            "https://graph.microsoft.us/v1.0",
            "https://dod-graph.microsoft.us/v1.0",
            "https://microsoftgraph.chinacloudapi.cn/beta",
        ] {
            assert_eq!(target.segments_of(&format!("{root}/users/ada")).unwrap(), ["users", "ada"], "{root}");
        }
        for root in [
            "http://graph.microsoft.com/v1.0",
            "https://graph.microsoft.com:5000/v1.0",
            "https://ada@graph.microsoft.com/v1.0",
            "https://graph.microsoft.com.example.org/v1.0",
            "https://graph.microsoft.com/v2.0",
        ] {
            assert!(target.segments_of(&format!("{root}/users/ada")).is_err(), "{root}");
        }
    }

    #[test]
    fn a_proxy_says_its_origin() {
        let forwarded = |headers: &[(&str, &str)]| {
            let mut request = http::Request::get("/v1.0/users?$top=1").header("host", "127.0.0.1:8080");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            Origin::forwarded(&request.body(()).unwrap().into_parts().0, "http").map(|origin| origin.text())
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(forwarded(&[]), None);
        assert_eq!(forwarded(&[("x-forwarded-proto", "https")]), text("https://127.0.0.1:8080"));
        assert_eq!(forwarded(&[("x-forwarded-host", "graph.example.org, inner")]), text("http://graph.example.org"));
        let all =
            [("x-forwarded-proto", "https"), ("x-forwarded-host", "a.example:8443"), ("x-forwarded-prefix", "/g/")];
        assert_eq!(forwarded(&all), text("https://a.example:8443/g"));
        assert_eq!(forwarded(&[("x-forwarded-prefix", "g")]), text("http://127.0.0.1:8080/g"));
        for invalid in [("x-forwarded-proto", "ftp"), ("x-forwarded-host", "a@b"), ("x-forwarded-prefix", "/a?b")] {
            assert_eq!(forwarded(&[invalid]), None, "{invalid:?}");
        }
    }

    #[test]
    fn a_prefix_is_part_of_links_and_of_no_path() {
        let origin = Origin::parse("https://example.org/graph").unwrap();
        let target = |path: &str| {
            let (mut head, ()) = http::Request::get(path).body(()).unwrap().into_parts();
            origin.strip(&mut head);
            head.extensions.insert(origin.clone());
            ParsedRequest::parse(&head, Ok(Bytes::new()), Spelling::AnyCase).resource_url().unwrap()
        };
        for path in ["/v1.0/users?$top=1", "/graph/v1.0/users?$top=1"] {
            let target = target(path);
            assert_eq!(target.url_of(&target.segments), "https://example.org/graph/v1.0/users");
            assert_eq!(target.link("$skiptoken", "x"), "https://example.org/graph/v1.0/users?$top=1&$skiptoken=x");
            assert_eq!(target.segments_of("https://example.org/graph/v1.0/users/ada").unwrap(), ["users", "ada"]);
        }
        for url in ["example.org", "ftp://example.org", "https://a@example.org", "https://example.org?a=b"] {
            assert!(Origin::parse(url).is_none(), "{url}");
        }
    }

    #[test]
    fn loopback_has_several_names() {
        for own in ["127.0.0.1", "localhost", "[::1]"] {
            let target = target(&format!("http://{own}:5000/v1.0/groups")).unwrap();
            for host in ["127.0.0.1", "LocalHost", "[::1]", "127.0.0.2"] {
                let url = |port: u16| format!("http://{host}:{port}/v1.0/users/ada");
                assert_eq!(target.segments_of(&url(5000)).unwrap(), ["users", "ada"], "{own} {host}");
                assert!(target.segments_of(&url(5001)).is_err(), "another port is another service");
            }
            assert!(target.segments_of("http://localhost.example.org:5000/v1.0/users/ada").is_err());
        }
        let elsewhere = target("https://example.org/v1.0/groups").unwrap();
        assert!(elsewhere.segments_of("https://localhost/v1.0/users/ada").is_err());
    }
}
