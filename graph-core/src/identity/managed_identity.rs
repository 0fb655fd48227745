//! The credential of an Azure resource.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Uri};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::authority::checked_client_id;
use super::connection::{Connection, Grant, Retries};
use super::error::IdentityError;
use super::form::Form;
use super::settings::common_settings;
use crate::client::cached_credential::CachedCredential;
use crate::client::cloud::ServiceRootError;
use crate::client::credential::{AccessToken, Credential, CredentialError, TokenRequest};
use crate::client::retry::RetryPolicy;
use crate::client::secret::Secret;
use crate::client::transport::BoxFuture;

const IMDS: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

/// The credential of the Azure resource that the program runs on: a virtual machine, a container, an App Service, a function.
///
/// # Shape
/// The endpoint is that of App Service if `IDENTITY_ENDPOINT` and `IDENTITY_HEADER` are set, and otherwise that of virtual machines.
/// It caches tokens itself and takes no claims: if the service refuses a token, the endpoint returns the same one, and the call ends
/// with the 401.
///
/// # Rule
/// [Virtual machines](https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token): 404, 410,
/// 429 and 5xx are repeated, for more than 70 seconds after a 410.
/// [App Service](https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference). Both endpoints are
/// plain `http` on a local address, and no proxy is used.
///
/// # Example
/// ```
/// use graph_core::{Client, identity::ManagedIdentityCredential};
///
/// # #[cfg(feature = "reqwest")] {
/// let client = Client::builder().credential(ManagedIdentityCredential::new()?).build()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ManagedIdentityCredential(CachedCredential<ManagedIdentity>);

#[derive(Clone)]
pub(crate) struct ManagedIdentity {
    endpoint: Endpoint,
    client_id: Option<String>,
    pub(crate) connection: Connection,
}

#[derive(Clone)]
enum Endpoint {
    VirtualMachine,
    AppService { url: String, header: Secret },
}

impl ManagedIdentityCredential {
    /// Creates the credential of the identity that the resource has by default.
    ///
    /// # Errors
    /// `IDENTITY_ENDPOINT` is not a local URL.
    pub fn new() -> Result<Self, IdentityError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    pub(crate) fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, IdentityError> {
        let get = |name| variable(name).filter(|value: &String| !value.is_empty());
        let endpoint = match (get("IDENTITY_ENDPOINT"), get("IDENTITY_HEADER")) {
            (Some(url), Some(header)) => {
                Endpoint::AppService { url: checked_endpoint(url)?, header: Secret::new(header) }
            }
            _ => Endpoint::VirtualMachine,
        };
        Ok(Self(CachedCredential::new(ManagedIdentity {
            endpoint,
            client_id: None,
            connection: Connection::default(),
        })))
    }

    /// Chooses an identity that is assigned by the user, by its client id.
    ///
    /// # Errors
    /// The client id is empty or has a character that it can't have.
    pub fn client_id(mut self, client_id: &str) -> Result<Self, IdentityError> {
        self.0.credential_mut().client_id = Some(checked_client_id(client_id)?.to_owned());
        Ok(self)
    }
}

common_settings!(ManagedIdentityCredential);

/// A URL that is `https`, or `http` on loopback or a link-local address.
fn checked_endpoint(url: String) -> Result<String, IdentityError> {
    let uri: Uri = url.parse().map_err(|_| ServiceRootError::NotAUrl)?;
    let authority = uri.authority().ok_or(ServiceRootError::NotAUrl)?;
    if authority.as_str().contains('@') || uri.query().is_some() || url.contains('#') {
        return Err(ServiceRootError::Extra.into());
    }
    let address = authority.host().parse::<std::net::Ipv4Addr>();
    let is_local = authority.host() == "localhost"
        || address.is_ok_and(|address| address.is_loopback() || address.is_link_local());
    match uri.scheme_str() {
        Some("https") => Ok(url),
        Some("http") if is_local => Ok(url),
        _ => Err(ServiceRootError::NotHttps.into()),
    }
}

/// The resource of a scope: `https://graph.microsoft.com`.
fn resource(scopes: &[String]) -> Result<&str, IdentityError> {
    let refused = || IdentityError::Scope(scopes.join(" "));
    let [scope] = scopes else { return Err(refused()) };
    scope.strip_suffix("/.default").ok_or_else(refused)
}

impl ManagedIdentity {
    /// # Rule
    /// The back-offs add up to 78 seconds at most: after an update the endpoint is back within 70 seconds.
    fn retries(&self) -> Retries {
        let policy = RetryPolicy::never()
            .max_attempts(7)
            .budget(Duration::from_secs(120))
            .base_delay(Duration::from_secs(2))
            .resend_unsafe(true);
        match self.endpoint {
            Endpoint::VirtualMachine => Retries { policy, also: &[404, 410], resends_lost: false },
            Endpoint::AppService { .. } => Retries { policy: policy.max_attempts(4), also: &[], resends_lost: true },
        }
    }

    async fn grant(&self, request: &TokenRequest) -> Result<AccessToken, IdentityError> {
        let resource = resource(&request.scopes)?;
        let (base, version) = match &self.endpoint {
            Endpoint::VirtualMachine => (IMDS, "2018-02-01"),
            Endpoint::AppService { url, .. } => (url.as_str(), "2019-08-01"),
        };
        let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let mut uri = format!("{base}?api-version={version}&resource={}", encode(resource));
        if let Some(client_id) = &self.client_id {
            uri.push_str("&client_id=");
            uri.extend(encode(client_id));
        }
        let uri: Uri = uri.parse().map_err(|_| ServiceRootError::NotAUrl)?;
        let (name, mut value) = match &self.endpoint {
            Endpoint::VirtualMachine => ("metadata", HeaderValue::from_static("true")),
            Endpoint::AppService { header, .. } => (
                "x-identity-header",
                HeaderValue::try_from(header.text()).map_err(|_| IdentityError::Setting("IDENTITY_HEADER"))?,
            ),
        };
        value.set_sensitive(name != "metadata");
        let build = || {
            let mut request = Request::new(Bytes::new());
            *request.uri_mut() = uri.clone();
            request.headers_mut().insert(HeaderName::from_static(name), value.clone());
            request
        };
        let asked = self.connection.now();
        let seen = (&request.caller, uri.path().trim_start_matches('/'));
        let response = self.connection.send(build, self.retries(), seen).await;
        let response = response.map_err(IdentityError::NoManagedIdentity)?;
        let client_id = self.client_id.as_deref().unwrap_or_default();
        let facts =
            |error: IdentityError| error.about("", client_id, &request.scopes.join(" "), &Form::without_grant());
        Ok(Grant::read(response, asked).map_err(facts)?.token)
    }
}

impl Credential for ManagedIdentity {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async { self.grant(request).await.map_err(CredentialError::from) })
    }
}
