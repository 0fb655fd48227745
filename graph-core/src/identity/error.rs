//! Errors of the credentials, with what to do about them.

use std::fmt;
use std::path::PathBuf;

use http::{Response, StatusCode};
use serde_json::Value as Json;

use crate::client::client::BuildError;
use crate::client::cloud::ServiceRootError;
use crate::client::transport::TransportError;

/// The maximum length of a description in a message, in characters.
const LONGEST_DESCRIPTION: usize = 400;

/// The edit for a file without a federated token.
const TOKEN_FILE_HELP: &str =
    "set `AZURE_FEDERATED_TOKEN_FILE`, or the path in `new`, to the file that the platform writes the token into";

/// A credential can't be set up, or the identity platform issued no token.
#[derive(Debug)]
#[non_exhaustive]
pub enum IdentityError {
    /// A setting is empty or has a character that it can't have. It is named.
    Setting(&'static str),
    /// An environment variable is not set. It is named.
    Environment(&'static str),
    /// The URL of an authority or endpoint can't be used.
    Authority(ServiceRootError),
    /// The PEM text of a certificate can't be used. The reason is an edit.
    Certificate(&'static str),
    /// The file of a federated token can't be read.
    TokenFile(PathBuf, std::io::Error),
    /// The file of a federated token has no token.
    EmptyTokenFile(PathBuf),
    /// The scopes can't be requested with this credential.
    Scope(String),
    /// The claims of a challenge are not a JSON object.
    Claims,
    /// There is no transport.
    Build(BuildError),
    /// The token request got no response.
    Transport(TransportError),
    /// No managed identity endpoint responded.
    NoManagedIdentity(TransportError),
    /// The identity platform refused the request.
    Refused(Box<Refusal>),
    /// A successful response has no token, or a device code response is not complete. The missing property is named.
    Response(&'static str),
    /// The user did not sign in within this time, in seconds.
    SignInExpired(u64),
}

/// A refusal of the identity platform.
///
/// # Shape
/// ```text
/// AADSTS7000215: Invalid client secret provided. (tenant contoso.com, client 0000…, scope https://graph.microsoft.com/.default,
/// trace id 5b1c…): use the value of the client secret, not its ID
/// ```
/// # Rule
/// The properties of the error response and the codes are those of
/// [Microsoft Entra authentication and authorization error codes](https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The status of the response.
    pub status: StatusCode,
    /// The OAuth error, such as `invalid_client`; empty if the response has none.
    pub error: String,
    /// The number after `AADSTS`.
    pub code: Option<u32>,
    /// The first line of the description.
    pub description: String,
    /// The trace id, for Microsoft's support.
    pub trace_id: Option<String>,
    /// The tenant; empty for a managed identity.
    pub tenant: String,
    /// The client id; empty for the identity that a resource has by default.
    pub client_id: String,
    /// The scopes.
    pub scope: String,
}

impl Refusal {
    /// Reads the body of an error response, in the forms of the token endpoint, of virtual machines and of App Service.
    pub(crate) fn read(response: &Response<impl AsRef<[u8]>>) -> Self {
        let body: Json = serde_json::from_slice(response.body().as_ref()).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Json::as_str).map(str::to_owned);
        let description = text("error_description").or_else(|| text("message")).unwrap_or_default();
        let description = description.split(['\r', '\n']).next().unwrap_or_default();
        let description = description.split(" Trace ID:").next().unwrap_or_default().trim();
        let in_text = || description.strip_prefix("AADSTS")?.split(':').next()?.parse().ok();
        let listed = body.get("error_codes").and_then(|codes| codes.get(0)).and_then(Json::as_u64);
        Self {
            status: response.status(),
            error: text("error").unwrap_or_default(),
            code: listed.and_then(|code| u32::try_from(code).ok()).or_else(in_text),
            description: description.chars().take(LONGEST_DESCRIPTION).collect(),
            trace_id: text("trace_id").or_else(|| text("correlationId")),
            tenant: String::new(),
            client_id: String::new(),
            scope: String::new(),
        }
    }

    /// The edit for a common code.
    fn help(&self) -> Option<&'static str> {
        Some(match self.code? {
            7_000_215 => "use the value of the client secret, not its ID",
            7_000_222 => "the client secret has expired: create a new one in the app registration",
            700_016 => "check the client id, and that the application is in this tenant",
            90_002 | 900_021 | 900_023 => "check the tenant: an ID, or a verified domain name",
            70_011 | 1_002_012 => "use the scope `https://graph.microsoft.com/.default` of the client's cloud",
            700_027 => "upload the public part of this certificate to the app registration, or correct the clock",
            700_024 => "the assertion is not valid at this time: correct the clock of the machine",
            70_021 | 700_211..=700_213 => {
                "make issuer, subject and audience of a federated credential of the application equal to those of the token"
            }
            7_000_218 | 70_002 => {
                "allow public client flows in the app registration, or use a credential with a secret"
            }
            7_000_112 => "enable the application in this tenant",
            500_011 => "the service is not in this tenant: check the scope and the cloud",
            50_076 | 50_079 | 50_158 => "a policy requires another factor: let the user sign in again",
            53_000..=53_004 => "a conditional access policy of the tenant blocks this sign-in",
            70_008 | 700_082 | 700_084 | 50_173 => {
                "the refresh token has expired or was revoked: let the user sign in again"
            }
            65_001 => "let an administrator consent to the permissions of the application",
            _ => return None,
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.description.as_str(), self.error.as_str()) {
            ("", "") => write!(f, "the token endpoint returned {}", self.status)?,
            ("", error) => f.write_str(error)?,
            (text, error) if text.starts_with("AADSTS") || error.is_empty() => f.write_str(text)?,
            (text, error) => write!(f, "{error}: {text}")?,
        }
        let trace_id = self.trace_id.as_deref().unwrap_or_default();
        let facts =
            [("tenant", &*self.tenant), ("client", &self.client_id), ("scope", &self.scope), ("trace id", trace_id)];
        let mut separator = " (";
        for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
            write!(f, "{separator}{name} {value}")?;
            separator = ", ";
        }
        if separator == ", " {
            f.write_str(")")?;
        }
        self.help().map_or(Ok(()), |help| write!(f, ": {help}"))
    }
}

impl IdentityError {
    /// Returns `true` if the identity platform gave no answer, and may give one later.
    pub(crate) fn is_outage(&self) -> bool {
        match self {
            Self::Transport(error) => !error.is_permanent(),
            Self::Refused(refusal) => {
                refusal.status.is_server_error() || refusal.status == StatusCode::TOO_MANY_REQUESTS
            }
            _ => false,
        }
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(name) => write!(f, "the {name} is empty or has an invalid character"),
            Self::Environment(name) => write!(f, "the environment variable {name} is not set: set it, or use `new`"),
            Self::Authority(ServiceRootError::NotHttps) => {
                f.write_str("the authority must be `https`; plain `http` is only for loopback addresses")
            }
            Self::Authority(ServiceRootError::Extra) => {
                f.write_str("the authority has a user, a query or a fragment; omit them")
            }
            Self::Authority(_) => {
                f.write_str("the authority is not an absolute URL; write it as `https://login.microsoftonline.com`")
            }
            Self::Certificate(edit) => write!(f, "the certificate can't be used: {edit}"),
            Self::TokenFile(path, error) => {
                write!(f, "the federated token file {} can't be read: {error}: {TOKEN_FILE_HELP}", path.display())
            }
            Self::EmptyTokenFile(path) => {
                write!(f, "the federated token file {} is empty: {TOKEN_FILE_HELP}", path.display())
            }
            Self::Scope(scope) => write!(
                f,
                "the scope `{scope}` can't be requested by an application: use one scope that ends with `/.default`"
            ),
            Self::Claims => f.write_str("the claims of the service's challenge are not a JSON object"),
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::NoManagedIdentity(_) => f.write_str(
                "no managed identity endpoint responds: run on an Azure resource with a managed identity, or use another \
                 credential",
            ),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Response(name) => write!(f, "the response of the identity platform has no valid `{name}`"),
            Self::SignInExpired(seconds) => write!(f, "the user did not sign in within {seconds} s"),
        }
    }
}

impl std::error::Error for IdentityError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Authority(error) => Some(error),
            Self::TokenFile(_, error) => Some(error),
            Self::Build(error) => Some(error),
            Self::Transport(error) | Self::NoManagedIdentity(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ServiceRootError> for IdentityError {
    fn from(error: ServiceRootError) -> Self {
        Self::Authority(error)
    }
}

impl From<IdentityError> for crate::client::credential::CredentialError {
    fn from(error: IdentityError) -> Self {
        Self::new(error)
    }
}
