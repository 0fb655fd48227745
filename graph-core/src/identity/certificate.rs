//! The certificate of an application, and the assertion that its key signs.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::rsa::KeyPair;
use ring::signature::RSA_PSS_SHA256;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;
use uuid::Builder;

use super::error::IdentityError;
use crate::client::secret::Secret;

/// The lifetime of an assertion in seconds: the documentation advises five to ten minutes.
const LIFETIME: i64 = 600;

/// A certificate with its RSA key.
#[derive(Clone)]
pub(crate) struct Certificate {
    key: Arc<KeyPair>,
    /// The SHA-256 of the certificate, in base64url.
    thumbprint: String,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}

impl Certificate {
    /// Reads PEM text with a certificate, the first one if there are several, and a private key, in any order.
    pub(crate) fn parse(pem: &[u8]) -> Result<Self, IdentityError> {
        let refused = IdentityError::Certificate;
        let certificate = CertificateDer::from_pem_slice(pem)
            .map_err(|_| refused("add the section `BEGIN CERTIFICATE` to the PEM text"))?;
        let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| {
            refused(
                "add the private key to the PEM text, not encrypted, as the section `BEGIN PRIVATE KEY`; a `.pfx` file is \
                 converted by `openssl pkcs12 -nodes`",
            )
        })?;
        let key = match &key {
            PrivateKeyDer::Pkcs8(der) => KeyPair::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => KeyPair::from_der(der.secret_pkcs1_der()),
            _ => return Err(refused("use an RSA key, which the identity platform requires")),
        };
        let key = key.map_err(|_| refused("use an RSA key of 2048 to 4096 bits"))?;
        let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, &certificate));
        Ok(Self { key: Arc::new(key), thumbprint })
    }

    /// The assertion for a token endpoint.
    ///
    /// # Rule
    /// [Certificate credentials](https://learn.microsoft.com/entra/identity-platform/certificate-credentials): PS256, the thumbprint
    /// as `x5t#S256`, the token endpoint as the audience, and a new `jti` each time.
    pub(crate) fn assertion(
        &self,
        audience: &str,
        client_id: &str,
        now: DateTime<Utc>,
    ) -> Result<Secret, IdentityError> {
        let refused = |_| IdentityError::Certificate("the key can't sign on this machine");
        let random = SystemRandom::new();
        let mut id = [0; 16];
        random.fill(&mut id).map_err(refused)?;
        let (now, id) = (now.timestamp(), Builder::from_random_bytes(id).into_uuid());
        let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint });
        let payload = json!({
            "aud": audience, "iss": client_id, "sub": client_id, "jti": id.hyphenated().to_string(),
            "nbf": now, "iat": now, "exp": now.saturating_add(LIFETIME),
        });
        let encode = |part: &serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(&header), encode(&payload));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key.sign(&RSA_PSS_SHA256, &random, signed.as_bytes(), &mut signature).map_err(refused)?;
        Ok(Secret::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))))
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
    use serde_json::Value as Json;

    use super::*;

    /// A key and a certificate for tests only: `openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 36500`.
    const PKCS8: &str = include_str!("tests/certificate.pem");

    #[test]
    fn an_assertion_is_signed_and_names_its_certificate() -> Result<(), Box<dyn std::error::Error>> {
        let certificate = Certificate::parse(PKCS8.as_bytes())?;
        let now = DateTime::from_timestamp(1_600_000_000, 0).unwrap_or_default();
        let assertion = certificate.assertion("https://login.example.org/t/oauth2/v2.0/token", "client", now)?;
        let (signed, signature) = assertion.text().rsplit_once('.').ok_or("no signature")?;
        let public = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, certificate.key.public().as_ref());
        assert!(public.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature)?).is_ok());
        let (header, payload) = signed.split_once('.').ok_or("no payload")?;
        let read = |part: &str| -> Result<Json, Box<dyn std::error::Error>> {
            Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part)?)?)
        };
        let (header, payload) = (read(header)?, read(payload)?);
        assert_eq!(header.get("alg"), Some(&json!("PS256")));
        assert_eq!(header.get("x5t#S256"), Some(&json!(THUMBPRINT)));
        for (name, value) in [
            ("aud", json!("https://login.example.org/t/oauth2/v2.0/token")),
            ("iss", json!("client")),
            ("sub", json!("client")),
            ("nbf", json!(1_600_000_000)),
            ("exp", json!(1_600_000_600)),
        ] {
            assert_eq!(payload.get(name), Some(&value), "{name}");
        }
        let other = certificate.assertion("a", "client", now)?;
        assert_ne!(assertion.text(), other.text());
        Ok(())
    }

    #[test]
    fn a_certificate_without_a_usable_key_is_an_error_with_an_edit() {
        let (key, certificate) = PKCS8.split_at(PKCS8.find("-----BEGIN CERTIFICATE").unwrap_or_default());
        let swapped = [certificate, key].concat();
        assert!(Certificate::parse(swapped.as_bytes()).is_ok());
        let encrypted = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY") + certificate;
        let broken = PKCS8.replacen("MII", "MIJ", 1);
        for (pem, edit) in [
            ("", "BEGIN CERTIFICATE"),
            (key, "BEGIN CERTIFICATE"),
            (certificate, "BEGIN PRIVATE KEY"),
            (&encrypted, "not encrypted"),
            (&broken, "RSA key of 2048"),
        ] {
            let error = Certificate::parse(pem.as_bytes()).map(drop).map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|text| text.contains(edit)), "{error:?}");
        }
    }

    /// `openssl x509 -outform der | openssl dgst -sha256 -binary | basenc --base64url`
    const THUMBPRINT: &str = "2n5PxA2yaFilCHftI7Ds-ql0418opf6l48Ay6mI0qLk";
}
