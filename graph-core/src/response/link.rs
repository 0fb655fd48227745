//! Opaque links of the service.

use std::fmt;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::client::cloud::ServiceRoot;
use crate::error::request::RequestError;
use crate::value::path::ApiVersion;
use crate::value::value::Value;

/// Characters that are invalid in a URL. Services include some of them in links.
const NO_URL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'|');

/// The URL of a link to the service at `root`.
///
/// # Errors
/// Another scheme, host or port is an error, since the request contains the token.
pub(crate) fn within(root: &ServiceRoot, link: &str) -> Result<String, RequestError> {
    let url = utf8_percent_encode(link, NO_URL).to_string();
    let uri: Uri = url.parse().map_err(|_| RequestError::of_url(&url))?;
    if root.is_origin_of(&uri) { Ok(url) } else { Err(RequestError::ForeignLink { host: host(&uri) }) }
}

/// The URL of a status monitor or an outcome. Only a URL on the client's origin receives the token.
pub(crate) struct ResolvedLink {
    uri: Uri,
    own: bool,
}

impl ResolvedLink {
    /// Resolves a link: an absolute URL, or a path below the service root, in the version that it starts with or else in `version`.
    /// `//host/…` is an absolute URL with `https`.
    pub(crate) fn new(link: &str, root: &ServiceRoot, version: Option<ApiVersion>) -> Result<Self, RequestError> {
        if is_absolute(link) {
            return Self::absolute(link, root);
        }
        if link.starts_with("//") {
            return Self::absolute(&format!("https:{link}"), root);
        }
        if !root.is_graph() {
            return Self::absolute(&resolve(&root.url(None, ""), link), root);
        }
        let path = link.trim_start_matches('/');
        let (version, path) = match path.split_once('/') {
            Some(("v1.0", path)) => (Some(ApiVersion::V1_0), path),
            Some(("beta", path)) => (Some(ApiVersion::Beta), path),
            _ => (version, path),
        };
        Self::absolute(&root.url(version, path), root)
    }

    /// Resolves the `Location` of a redirect from this URL.
    pub(crate) fn redirect(
        &self,
        link: &str,
        root: &ServiceRoot,
        version: Option<ApiVersion>,
    ) -> Result<Self, RequestError> {
        match (self.uri.scheme_str(), self.uri.authority()) {
            (Some(scheme), Some(authority)) if !self.own && !is_absolute(link) && !link.starts_with("//") => {
                Self::absolute(&format!("{scheme}://{authority}/{}", link.trim_start_matches('/')), root)
            }
            _ => Self::new(link, root, version),
        }
    }

    fn absolute(url: &str, root: &ServiceRoot) -> Result<Self, RequestError> {
        // A fragment is not sent.
        let url = utf8_percent_encode(url.split('#').next().unwrap_or_default(), NO_URL).to_string();
        let uri: Uri = url.parse().map_err(|_| RequestError::of_url(&url))?;
        if !root.keeps_private(&uri) {
            return Err(RequestError::InsecureLink { host: host(&uri) });
        }
        Ok(Self { own: root.is_origin_of(&uri), uri })
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(crate) fn is_own(&self) -> bool {
        self.own
    }

    /// The host, for messages.
    pub(crate) fn host(&self) -> String {
        host(&self.uri)
    }
}

/// Resolves a reference against the URL `base` of its document (RFC 3986, §5.2).
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let base = base.split('#').next().unwrap_or_default();
    let Some((scheme, rest)) = base.split_once("://").filter(|_| !is_absolute(reference)) else {
        return reference.to_owned();
    };
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}");
    }
    let (rest, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (own_path, own_query) = reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()));
    let path = match own_path {
        "" if own_query.is_empty() => return base.to_owned(),
        "" => path.to_owned(),
        _ if own_path.starts_with('/') => without_dots(own_path),
        _ => without_dots(&format!("{}/{own_path}", path.rsplit_once('/').map_or("", |(folder, _)| folder))),
    };
    let query = if own_query.starts_with('#') && own_path.is_empty() { query } else { "" };
    format!("{scheme}://{authority}{path}{query}{own_query}")
}

/// Resolves a reference against a context URL, which may be relative too.
fn based(context: &str, reference: &str) -> String {
    if is_absolute(context) {
        return resolve(context, reference);
    }
    let path = context.split(['?', '#']).next().unwrap_or_default();
    match reference.chars().next() {
        Some('/') | None => reference.to_owned(),
        Some('?' | '#') => format!("{path}{reference}"),
        Some(_) => format!("{}{reference}", path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or_default()),
    }
}

/// The path without its segments `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    segments.pop();
                }
                if is_last {
                    segments.push("");
                }
            }
            _ => segments.push(part),
        }
    }
    format!("/{}", segments.join("/"))
}

/// Returns `true` if the link starts with a scheme. A `://` in the path or the query does not count.
pub(crate) fn is_absolute(link: &str) -> bool {
    link.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']))
}

/// The host of a URL, for messages. The other parts may contain values of a filter.
fn host(uri: &Uri) -> String {
    uri.host().unwrap_or("no host").to_owned()
}

macro_rules! links {
    ($($(#[$doc:meta])* $link:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $link(String);

        impl $link {
            /// The text of the link, to be stored. It may contain values of the query's filter.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// Wraps the text of a stored link.
        impl From<String> for $link {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        /// Wraps the text of a stored link.
        impl From<&str> for $link {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl fmt::Debug for $link {
            /// Omits the text, which may contain values of the query's filter.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($link)).finish_non_exhaustive()
            }
        }

        impl Serialize for $link {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $link {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }

        impl Value for $link {
            type Assigned = Self;
            const TYPE: &'static str = "a link";
        }
    )*};
}

macro_rules! links_of_pages {
    ($($link:ident),*) => {$(
        impl $link {
            /// Resolves the link of a page with this context; `None` for an empty text.
            ///
            /// # Rule
            /// A link may be relative to the context URL
            /// ([OData JSON 4.01, §4.3](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
            pub(crate) fn within_context(self, context: Option<&str>) -> Option<Self> {
                match context {
                    _ if self.0.is_empty() => None,
                    Some(context) if !is_absolute(&self.0) => Some(Self(based(context, &self.0))),
                    _ => Some(self),
                }
            }
        }
    )*};
}

links! {
    /// The link of the next page of a collection.
    ///
    /// # Rule
    /// The link is opaque: it is followed unchanged ([paging](https://learn.microsoft.com/graph/paging)). It is followed only on the
    /// client's scheme, host and port, since the request contains the token.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, Page};
    /// #[graph_entity(path = "users")]
    /// pub struct User { pub id: Option<String> }
    ///
    /// let page = r#"{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x"}"#;
    /// let page: Page<User> = serde_json::from_str(page)?;
    /// assert!(page.next_link.is_some_and(|link| link.as_str().ends_with("$skiptoken=x")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    NextLink,
    /// The link of the next round of a delta query, which returns the changes after this round.
    ///
    /// # Shape
    /// It is serialized as a string, to be stored until the next round. Store it after the changes of this round are applied, since
    /// the service does not send them again.
    ///
    /// # Rule
    /// The same as for [`NextLink`]: opaque, and followed only on the client's origin
    /// ([delta query](https://learn.microsoft.com/graph/delta-query-overview)).
    ///
    /// # Example
    /// ```
    /// use graph_core::DeltaLink;
    ///
    /// let stored = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x";
    /// assert_eq!(DeltaLink::from(stored).as_str(), stored);
    /// ```
    DeltaLink,
    /// The URL of an upload session, with which another process can continue the upload: [`Upload::resume`](crate::Upload::resume).
    ///
    /// # Shape
    /// It is serialized as a string. Keep it secret: whoever has the URL can write the file, without a token.
    ///
    /// # Rule
    /// It receives no token, and must be `https`, or loopback if the service is on loopback too
    /// ([create an upload session](https://learn.microsoft.com/graph/api/driveitem-createuploadsession)).
    UploadUrl,
}

links_of_pages!(NextLink, DeltaLink);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::cloud::Cloud;

    fn root() -> ServiceRoot {
        ServiceRoot::new(Cloud::Global, ApiVersion::V1_0)
    }

    fn shown(resolved: Result<ResolvedLink, RequestError>) -> String {
        match resolved {
            Ok(resolved) => format!("{} {}", if resolved.is_own() { "own" } else { "foreign" }, resolved.uri()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_link_is_absolute_or_below_the_root() {
        for (link, version, resolved) in [
            ("/teams('t')/operations('o')", None, "own https://graph.microsoft.com/v1.0/teams('t')/operations('o')"),
            ("teams/t", Some(ApiVersion::Beta), "own https://graph.microsoft.com/beta/teams/t"),
            ("/beta/teams/t", None, "own https://graph.microsoft.com/beta/teams/t"),
            ("/v1.0/teams/t", Some(ApiVersion::Beta), "own https://graph.microsoft.com/v1.0/teams/t"),
            ("//example.org/t", None, "foreign https://example.org/t"),
            ("//graph.microsoft.com/v1.0/t", None, "own https://graph.microsoft.com/v1.0/t"),
            ("/v1.0/ops/1?r=https://x.y/z", None, "own https://graph.microsoft.com/v1.0/ops/1?r=https://x.y/z"),
            ("ops/https://x.y", None, "own https://graph.microsoft.com/v1.0/ops/https://x.y"),
            ("https://graph.microsoft.com/beta/x#f", None, "own https://graph.microsoft.com/beta/x"),
            (
                "https://contoso.sharepoint.com/_api/m?g=1 2",
                None,
                "foreign https://contoso.sharepoint.com/_api/m?g=1%202",
            ),
            ("http://127.0.0.1:9/m", None, "the link to 127.0.0.1 is not `https`, so it is not followed"),
            ("http://example.org/m?secret", None, "the link to example.org is not `https`, so it is not followed"),
            (
                "https://graph.microsoft.com@example.org/",
                None,
                "the link to example.org is not `https`, so it is not followed",
            ),
        ] {
            assert_eq!(shown(ResolvedLink::new(link, &root(), version)), resolved, "{link}");
        }
    }

    /// The examples of RFC 3986, §5.4, that apply to links.
    #[test]
    fn a_reference_is_resolved_against_its_base() {
        for (reference, url) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d?y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("#s", "http://a/b/c/d?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("", "http://a/b/c/d?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("https://h/i", "https://h/i"),
        ] {
            assert_eq!(resolve("http://a/b/c/d?q", reference), url, "{reference}");
        }
        assert_eq!(resolve("https://a", "g"), "https://a/g");
        assert_eq!(
            resolve("https://a/v1.0/$metadata#users", "users?$skiptoken=x"),
            "https://a/v1.0/users?$skiptoken=x"
        );
        assert_eq!(resolve("not a URL", "g"), "g");
    }

    #[test]
    fn a_context_may_be_relative_too() {
        for (context, reference, expected) in [
            ("https://a/v1.0/$metadata#users", "users?x", Some("https://a/v1.0/users?x")),
            ("/v1.0/$metadata#users", "users?x", Some("/v1.0/users?x")),
            ("../$metadata#users", "users?x", Some("../users?x")),
            ("$metadata#users/a", "users?x", Some("users?x")),
            ("../$metadata#users", "/v1.0/users?x", Some("/v1.0/users?x")),
            ("../$metadata#users", "//a/users?x", Some("//a/users?x")),
            ("../users#x", "?x", Some("../users?x")),
            ("../$metadata", "https://a/users", Some("https://a/users")),
            ("https://a/v1.0/$metadata#users", "", None),
        ] {
            let link = NextLink::from(reference).within_context(Some(context));
            assert_eq!(link.as_ref().map(NextLink::as_str), expected, "{context} {reference}");
        }
        assert_eq!(NextLink::from("").within_context(None), None);
    }

    #[test]
    fn a_redirect_is_relative_to_where_it_comes_from() {
        let lead = |from: &str, link: &str| {
            ResolvedLink::new(from, &root(), None).and_then(|from| from.redirect(link, &root(), None))
        };
        assert_eq!(shown(lead("https://example.org/m", "/x?y")), "foreign https://example.org/x?y");
        assert_eq!(
            shown(lead("https://example.org/m", "/x?r=https://y.z")),
            "foreign https://example.org/x?r=https://y.z"
        );
        assert_eq!(shown(lead("https://example.org/m", "//example.net/x")), "foreign https://example.net/x");
        assert_eq!(shown(lead("/m", "/x")), "own https://graph.microsoft.com/v1.0/x");
        let back = lead("https://example.org/m", "https://graph.microsoft.com/v1.0/x");
        assert_eq!(shown(back), "own https://graph.microsoft.com/v1.0/x");
    }
}
