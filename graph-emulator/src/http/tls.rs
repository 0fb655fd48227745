//! A certificate for the server, made when the program starts.

use std::fmt;
use std::io;
use std::sync::Arc;

use chrono::{Datelike, TimeDelta, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The names of this machine alone.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
/// Clients with a limit allow more.
const LIFETIME: TimeDelta = TimeDelta::days(365);

/// A certificate of a server, and that of its issuer, which clients must trust.
///
/// # Rule
/// The key of the issuer is dropped when the certificate is signed: a client that trusts the issuer trusts this certificate and no
/// other.
///
/// # Example
/// ```
/// # use graph_emulator::{Certificate, Emulator};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let certificate = Certificate::generate(["graph.example.org"])?;
/// let serving = Emulator::new().server().tls(&certificate).serve_on(([127, 0, 0, 1], 0).into()).await?;
/// assert!(serving.url().starts_with("https://"));
/// assert!(certificate.issuer_pem().starts_with("-----BEGIN CERTIFICATE-----"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Certificate {
    issuer_pem: String,
    acceptor: TlsAcceptor,
}

impl Certificate {
    /// Makes a certificate for `localhost`, `127.0.0.1`, `::1` and further hosts.
    ///
    /// # Errors
    /// A host is neither a name nor an address.
    pub fn generate<'h>(hosts: impl IntoIterator<Item = &'h str>) -> io::Result<Self> {
        let names: Vec<String> = LOOPBACK.into_iter().chain(hosts).map(str::to_owned).collect();
        signed(names).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))
    }

    /// The certificate of the issuer, as PEM.
    #[must_use]
    pub fn issuer_pem(&self) -> &str {
        &self.issuer_pem
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.acceptor.clone()
    }
}

impl fmt::Debug for Certificate {
    /// Shows no key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").finish_non_exhaustive()
    }
}

fn signed(names: Vec<String>) -> Result<Certificate, Box<dyn std::error::Error + Send + Sync>> {
    let mut issuer = valid(CertificateParams::new(Vec::new())?);
    issuer.distinguished_name.push(DnType::CommonName, "graph-emulator");
    issuer.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    issuer.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let issuer = CertifiedIssuer::self_signed(issuer, KeyPair::generate()?)?;
    let mut server = valid(CertificateParams::new(names)?);
    server.distinguished_name.push(DnType::CommonName, "localhost");
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Certificate { issuer_pem: issuer.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) })
}

/// Valid from yesterday on, for clocks that differ.
fn valid(mut params: CertificateParams) -> CertificateParams {
    let date = |of: chrono::DateTime<Utc>| {
        let (month, day) = (u8::try_from(of.month()).unwrap_or(1), u8::try_from(of.day()).unwrap_or(1));
        rcgen::date_time_ymd(of.year(), month, day)
    };
    params.not_before = date(Utc::now() - TimeDelta::days(1));
    params.not_after = date(Utc::now() + LIFETIME);
    params
}
