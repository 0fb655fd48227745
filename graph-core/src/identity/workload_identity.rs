//! The credential of a workload with a federated token.

use std::path::PathBuf;

use super::authority::Authority;
use super::confidential_client::{ConfidentialClient, Proof};
use super::error::IdentityError;
use super::settings::{authority_settings, common_settings};
use crate::client::cached_credential::CachedCredential;

/// The credential of a workload whose platform, such as Kubernetes, writes a token into a file.
///
/// # Shape
/// The file is read for each token request, since the platform replaces it.
///
/// # Rule
/// The environment variables are those of
/// [Microsoft Entra Workload ID](https://learn.microsoft.com/azure/aks/workload-identity-overview).
///
/// # Example
/// ```no_run
/// use graph_core::{Client, identity::WorkloadIdentityCredential};
///
/// # #[cfg(feature = "reqwest")] {
/// let client = Client::builder().credential(WorkloadIdentityCredential::from_environment()?).build()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct WorkloadIdentityCredential(CachedCredential<ConfidentialClient>);

impl WorkloadIdentityCredential {
    /// Creates the credential of an application (client id) of a tenant, with the path of the federated token.
    ///
    /// # Errors
    /// A setting is empty or has a character that it can't have.
    pub fn new(tenant: &str, client_id: &str, token_file: impl Into<PathBuf>) -> Result<Self, IdentityError> {
        let proof = Proof::TokenFile(token_file.into());
        Ok(Self(CachedCredential::new(ConfidentialClient::new(tenant, client_id, proof)?)))
    }

    /// Creates the credential from `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_FEDERATED_TOKEN_FILE`; `AZURE_AUTHORITY_HOST` is
    /// optional.
    ///
    /// # Errors
    /// A variable is not set, or its value can't be used.
    pub fn from_environment() -> Result<Self, IdentityError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    pub(crate) fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, IdentityError> {
        let get = |name| variable(name).filter(|value| !value.is_empty());
        let require = |name| get(name).ok_or(IdentityError::Environment(name));
        let token_file = require("AZURE_FEDERATED_TOKEN_FILE")?;
        let mut credential = Self::new(&require("AZURE_TENANT_ID")?, &require("AZURE_CLIENT_ID")?, token_file)?;
        if let Some(host) = get("AZURE_AUTHORITY_HOST") {
            credential.0.credential_mut().authority = Authority::url(&host)?;
        }
        Ok(credential)
    }
}

common_settings!(WorkloadIdentityCredential);
authority_settings!(WorkloadIdentityCredential);
