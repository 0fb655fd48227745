//! The authority that issues tokens, and the tenant.

use http::Uri;

use super::error::IdentityError;
use crate::client::cloud::{Cloud, ServiceRoot};

/// The host of the token endpoint.
#[derive(Debug, Clone, Default)]
pub(crate) enum Authority {
    /// The cloud of the scope, or else the worldwide one.
    #[default]
    OfScope,
    Cloud(Cloud),
    /// A URL without a trailing slash.
    Url(String),
}

impl Cloud {
    /// The authority that issues the tokens of this cloud.
    ///
    /// # Rule
    /// The hosts are those of
    /// [national clouds](https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud).
    ///
    /// # Example
    /// ```
    /// use graph_core::Cloud;
    ///
    /// assert_eq!(Cloud::Global.authority(), "https://login.microsoftonline.com");
    /// ```
    #[must_use]
    pub const fn authority(self) -> &'static str {
        match self {
            Self::Global => "https://login.microsoftonline.com",
            Self::UsGovernment | Self::UsGovernmentDod => "https://login.microsoftonline.us",
            Self::China => "https://login.partner.microsoftonline.cn",
        }
    }
}

impl Authority {
    /// # Errors
    /// The URL is not `https`, except on loopback, or has more than a path.
    pub(crate) fn url(text: &str) -> Result<Self, IdentityError> {
        Ok(Self::Url(ServiceRoot::without_version(text)?.to_string()))
    }

    /// The URL of an endpoint of a tenant: `token` or `devicecode`.
    pub(crate) fn endpoint(&self, tenant: &str, name: &str, scopes: &[String]) -> Result<Uri, IdentityError> {
        let base = match self {
            Self::OfScope => cloud_of(scopes).authority(),
            Self::Cloud(cloud) => cloud.authority(),
            Self::Url(url) => url,
        };
        let tenant = checked_tenant(tenant)?;
        format!("{base}/{tenant}/oauth2/v2.0/{name}").parse().map_err(|_| IdentityError::Setting("tenant"))
    }
}

/// The cloud whose Graph service the first scope is for.
fn cloud_of(scopes: &[String]) -> Cloud {
    let scope = scopes.first().map_or("", String::as_str);
    let host = scope.strip_prefix("https://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let clouds = [Cloud::Global, Cloud::UsGovernment, Cloud::UsGovernmentDod, Cloud::China];
    clouds.into_iter().find(|cloud| cloud.host() == host).unwrap_or_default()
}

/// A tenant is a segment of the URL: a GUID, a domain name, `common`, `organizations` or `consumers`.
pub(crate) fn checked_tenant(tenant: &str) -> Result<&str, IdentityError> {
    let is_valid = tenant.starts_with(|c: char| c.is_ascii_alphanumeric())
        && tenant.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if is_valid { Ok(tenant) } else { Err(IdentityError::Setting("tenant")) }
}

/// A client id is a GUID, or the URI of an application.
pub(crate) fn checked_client_id(client_id: &str) -> Result<&str, IdentityError> {
    let is_valid = !client_id.is_empty() && client_id.chars().all(|c| c.is_ascii_graphic());
    if is_valid { Ok(client_id) } else { Err(IdentityError::Setting("client id")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(authority: &Authority, tenant: &str, scope: &str) -> Option<String> {
        authority.endpoint(tenant, "token", &[scope.to_owned()]).ok().map(|uri| uri.to_string())
    }

    #[test]
    fn the_authority_is_that_of_the_scopes_cloud() {
        for (scope, host) in [
            ("https://graph.microsoft.com/.default", "login.microsoftonline.com"),
            ("https://graph.microsoft.us/.default", "login.microsoftonline.us"),
            ("https://dod-graph.microsoft.us/.default", "login.microsoftonline.us"),
            ("https://microsoftgraph.chinacloudapi.cn/.default", "login.partner.microsoftonline.cn"),
            ("https://graph.microsoft.us.example.org/.default", "login.microsoftonline.com"),
            ("User.Read", "login.microsoftonline.com"),
        ] {
            let expected = format!("https://{host}/contoso.com/oauth2/v2.0/token");
            assert_eq!(endpoint(&Authority::OfScope, "contoso.com", scope), Some(expected), "{scope}");
        }
        let china = endpoint(&Authority::Cloud(Cloud::China), "t", "https://graph.microsoft.com/.default");
        assert_eq!(china.as_deref(), Some("https://login.partner.microsoftonline.cn/t/oauth2/v2.0/token"));
    }

    #[test]
    fn an_authority_is_private() {
        for (url, expected) in [
            ("https://login.example.org/", Some("https://login.example.org/t/oauth2/v2.0/token")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080/t/oauth2/v2.0/token")),
            ("http://login.example.org", None),
            ("https://user@login.example.org", None),
            ("login.example.org", None),
        ] {
            let authority = Authority::url(url).ok();
            assert_eq!(authority.and_then(|one| endpoint(&one, "t", "")).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_tenant_is_one_segment() {
        for tenant in ["contoso.com", "72f988bf-86f1-41af-91ab-2d7cd011db47", "common"] {
            assert!(checked_tenant(tenant).is_ok(), "{tenant}");
        }
        for tenant in ["", ".", "..", "a/b", "a?b", "a#b", "a b", "a%2f", "ä", "a\n"] {
            assert!(checked_tenant(tenant).is_err(), "{tenant}");
        }
    }
}
