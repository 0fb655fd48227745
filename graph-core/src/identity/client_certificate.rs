//! The credential of an application with a certificate.

use super::certificate::Certificate;
use super::confidential_client::{ConfidentialClient, Proof};
use super::error::IdentityError;
use super::settings::{authority_settings, common_settings};
use crate::client::cached_credential::CachedCredential;

/// The credential of an application with a certificate, whose public part is in its registration.
///
/// # Shape
/// The PEM text has the certificate and its RSA key of 2048 to 4096 bits, which is not encrypted: `BEGIN PRIVATE KEY` or
/// `BEGIN RSA PRIVATE KEY`.
///
/// # Example
/// ```no_run
/// use graph_core::{Client, identity::ClientCertificateCredential};
///
/// # #[cfg(feature = "reqwest")] {
/// let pem = std::fs::read("application.pem")?;
/// let client = Client::builder().credential(ClientCertificateCredential::new("contoso.com", "client-id", pem)?).build()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ClientCertificateCredential(CachedCredential<ConfidentialClient>);

impl ClientCertificateCredential {
    /// Creates the credential of an application (client id) of a tenant: an ID or a domain name.
    ///
    /// # Errors
    /// A setting or the PEM text can't be used.
    pub fn new(tenant: &str, client_id: &str, pem: impl AsRef<[u8]>) -> Result<Self, IdentityError> {
        let proof = Proof::Certificate(Certificate::parse(pem.as_ref())?);
        Ok(Self(CachedCredential::new(ConfidentialClient::new(tenant, client_id, proof)?)))
    }
}

common_settings!(ClientCertificateCredential);
authority_settings!(ClientCertificateCredential);
