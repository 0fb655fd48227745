//! The credential of an application with a secret.

use super::confidential_client::{ConfidentialClient, Proof};
use super::error::IdentityError;
use super::settings::{authority_settings, common_settings};
use crate::client::cached_credential::CachedCredential;
use crate::client::secret::Secret;

/// The credential of an application with a client secret.
///
/// # Example
/// ```
/// use graph_core::{Client, identity::ClientSecretCredential};
///
/// # #[cfg(feature = "reqwest")] {
/// # let secret = "the value of a secret";
/// let client = Client::builder().credential(ClientSecretCredential::new("contoso.com", "client-id", secret)?).build()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ClientSecretCredential(CachedCredential<ConfidentialClient>);

impl ClientSecretCredential {
    /// Creates the credential of an application (client id) of a tenant: an ID or a domain name.
    ///
    /// # Errors
    /// A setting is empty or has a character that it can't have.
    pub fn new(tenant: &str, client_id: &str, secret: impl Into<String>) -> Result<Self, IdentityError> {
        let secret = Secret::new(secret);
        if secret.text().is_empty() || secret.text().trim() != secret.text() {
            return Err(IdentityError::Setting("client secret"));
        }
        Ok(Self(CachedCredential::new(ConfidentialClient::new(tenant, client_id, Proof::Secret(secret))?)))
    }
}

common_settings!(ClientSecretCredential);
authority_settings!(ClientSecretCredential);
