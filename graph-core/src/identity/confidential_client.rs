//! The client credentials grant, with each proof of an application's identity.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::authority::{Authority, checked_client_id, checked_tenant};
use super::certificate::Certificate;
use super::claims::with_capability;
use super::connection::{Connection, Grant};
use super::error::IdentityError;
use super::form::Form;
use crate::client::credential::{AccessToken, Credential, CredentialError, TokenRequest};
use crate::client::secret::Secret;
use crate::client::transport::BoxFuture;

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The proof of an application's identity.
#[derive(Clone)]
pub(crate) enum Proof {
    Secret(Secret),
    Certificate(Certificate),
    /// The file of another issuer's token, which is replaced before the token expires: it is read for each request.
    TokenFile(PathBuf),
}

/// An application that requests tokens for itself.
///
/// # Rule
/// [Client credentials flow](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
#[derive(Clone)]
pub(crate) struct ConfidentialClient {
    tenant: String,
    client_id: String,
    proof: Proof,
    pub(crate) authority: Authority,
    pub(crate) connection: Connection,
}

impl ConfidentialClient {
    pub(crate) fn new(tenant: &str, client_id: &str, proof: Proof) -> Result<Self, IdentityError> {
        Ok(Self {
            tenant: checked_tenant(tenant)?.to_owned(),
            client_id: checked_client_id(client_id)?.to_owned(),
            proof,
            authority: Authority::default(),
            connection: Connection::default(),
        })
    }

    async fn grant(&self, request: &TokenRequest) -> Result<AccessToken, IdentityError> {
        let tenant = request.tenant.as_deref().unwrap_or(&self.tenant);
        let uri = self.authority.endpoint(tenant, "token", &request.scopes)?;
        let asked = self.connection.now();
        let scope = request.scopes.join(" ");
        let form = Form::new("client_credentials")
            .field("client_id", &self.client_id)
            .field("scope", &scope)
            .field("claims", &with_capability(request.claims.as_deref())?);
        let asserted = |assertion: &Secret| ("client_assertion", assertion.clone());
        let (name, proof) = match &self.proof {
            Proof::Secret(secret) => ("client_secret", secret.clone()),
            Proof::Certificate(certificate) => {
                asserted(&certificate.assertion(&uri.to_string(), &self.client_id, asked)?)
            }
            Proof::TokenFile(path) => {
                let text = std::fs::read_to_string(path).map(Zeroizing::new);
                let text = text.map_err(|error| IdentityError::TokenFile(path.clone(), error))?;
                if text.trim().is_empty() {
                    return Err(IdentityError::EmptyTokenFile(path.clone()));
                }
                asserted(&Secret::new(text.trim()))
            }
        };
        let form = if name == "client_assertion" { form.field("client_assertion_type", JWT_BEARER) } else { form };
        let form = form.secret(name, &proof);
        let response = self.connection.post(&uri, &form, &request.caller).await?;
        let grant = Grant::read(response, asked);
        Ok(grant.map_err(|error| error.about(tenant, &self.client_id, &scope, &form))?.token)
    }
}

impl IdentityError {
    /// Adds the facts of the request to a refusal.
    pub(crate) fn about(mut self, tenant: &str, client_id: &str, scope: &str, form: &Form) -> Self {
        if let Self::Refused(refusal) = &mut self {
            tenant.clone_into(&mut refusal.tenant);
            client_id.clone_into(&mut refusal.client_id);
            scope.clone_into(&mut refusal.scope);
            refusal.description = form.without_secrets(std::mem::take(&mut refusal.description));
            refusal.error = form.without_secrets(std::mem::take(&mut refusal.error));
        }
        self
    }
}

impl Credential for ConfidentialClient {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async { self.grant(request).await.map_err(CredentialError::from) })
    }
}
