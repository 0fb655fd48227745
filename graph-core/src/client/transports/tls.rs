//! TLS of the default transport: roots, the client's certificate, and the protocols that are offered.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::setting::SettingError;

const IDENTITY: &str = "identity";
const MALFORMED: &str = "the text is not valid PEM";
const NO_CERTIFICATE: &str = "the text has no `-----BEGIN CERTIFICATE-----`";
const NO_KEY: &str = "the text has no private key, append `-----BEGIN PRIVATE KEY-----` and what follows it";

/// The versions of HTTP that are offered in the TLS handshake.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum HttpVersions {
    #[default]
    Both,
    One,
    Two,
}

/// PEM texts, as they were given.
#[derive(Clone, Default)]
pub(super) struct Tls {
    /// Roots, each text with the method that gave it.
    pub(super) roots: Vec<(&'static str, Vec<u8>)>,
    /// The roots of the operating system are not trusted.
    pub(super) only_roots: bool,
    /// The client's certificates and its private key.
    pub(super) identity: Option<Vec<u8>>,
    pub(super) versions: HttpVersions,
}

impl Tls {
    pub(super) fn config(&self) -> Result<ClientConfig, SettingError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let failed = |error| SettingError::new("build", error);
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(failed)?;
        let mut store = RootCertStore::empty();
        let mut certificates = Vec::new();
        for (setting, pem) in &self.roots {
            for certificate in read_certificates(setting, pem)? {
                store.add(certificate.clone()).map_err(|error| SettingError::new(setting, error))?;
                certificates.push(certificate);
            }
        }
        let builder = if self.only_roots {
            builder.with_root_certificates(store)
        } else if certificates.is_empty() {
            builder.with_platform_verifier().map_err(failed)?
        } else {
            let verifier = with_extra_roots(certificates, provider)?;
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
        };
        let mut config = match &self.identity {
            Some(pem) => {
                let certificates = read_certificates(IDENTITY, pem)?;
                let key = PrivateKeyDer::from_pem_slice(pem)
                    .map_err(|error| SettingError::new(IDENTITY, key_error(&error)))?;
                builder.with_client_auth_cert(certificates, key).map_err(|error| SettingError::new(IDENTITY, error))?
            }
            None => builder.with_no_client_auth(),
        };
        // reqwest offers nothing by itself with a configuration that it is given, and the service then chooses HTTP/1.1.
        config.alpn_protocols = match self.versions {
            HttpVersions::Both => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
            HttpVersions::One => vec![b"http/1.1".to_vec()],
            HttpVersions::Two => vec![b"h2".to_vec()],
        };
        Ok(config)
    }
}

#[cfg(not(target_os = "android"))]
fn with_extra_roots(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, SettingError> {
    rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)
        .map_err(|error| SettingError::new("root_certificates", error))
}

#[cfg(target_os = "android")]
fn with_extra_roots(
    _roots: Vec<CertificateDer<'static>>,
    _provider: Arc<CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, SettingError> {
    let reason = "Android accepts no roots in addition to its own, call `only_root_certificates`";
    Err(SettingError::new("root_certificates", reason))
}

fn read_certificates(setting: &'static str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SettingError> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| SettingError::new(setting, MALFORMED))?;
    if certificates.is_empty() { Err(SettingError::new(setting, NO_CERTIFICATE)) } else { Ok(certificates) }
}

/// The text of the parser may contain a line of the key.
fn key_error(error: &rustls::pki_types::pem::Error) -> &'static str {
    match error {
        rustls::pki_types::pem::Error::NoItemsFound => NO_KEY,
        _ => MALFORMED,
    }
}
