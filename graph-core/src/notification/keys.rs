//! The keys of resource data.

use std::fmt;

use aes::Aes256;
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use rsa::PrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::content::{ContentError, EncryptedContent, read};
use crate::value::primitive::Binary;
use crate::value::value::Value;

/// The private keys of certificates, by the name that the subscriptions give them. `Debug` shows the names alone, and a dropped key is
/// overwritten in memory.
///
/// # Shape
/// Several keys allow a rotation: new subscriptions name the new certificate, while notifications of the old ones are still decrypted.
///
/// # Rule
/// [Decrypting resource data](https://learn.microsoft.com/graph/change-notifications-with-resource-data#decrypting-resource-data): RSA-OAEP
/// with SHA-1 for the symmetric key, HMAC-SHA256 of the encrypted text, which is compared in constant time before anything is decrypted, and
/// AES-256-CBC with the first 16 bytes of the key as its initialization vector.
///
/// The HMAC shows that the data belongs to its key. It does not show who sent it: anyone with the certificate can encrypt. A
/// [`TokenCheck`](super::TokenCheck) shows that.
///
/// # Example
/// ```no_run
/// use graph_core::graph_entity;
/// use graph_core::notification::{ChangeNotification, DecryptError, Keys};
///
/// #[graph_entity(path = "chats/{chatId}/messages")]
/// pub struct ChatMessage { #[graph(key)] pub id: Option<String>, pub subject: Option<String> }
///
/// fn message(change: &ChangeNotification, keys: &Keys) -> Option<Result<ChatMessage, DecryptError>> {
///     change.encrypted_content.as_ref().map(|content| keys.decrypt(content))
/// }
///
/// let keys = Keys::new()
///     .with_pem("2026-10", &std::fs::read_to_string("2026-10.pem")?)?
///     .with_pem("2026-11", &std::fs::read_to_string("2026-11.pem")?)?;
/// # drop(keys);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
#[must_use = "`with_pem` returns the keys with one more"]
pub struct Keys(Vec<(String, PrivateKey)>);

impl Keys {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the private key of a certificate, or replaces the one with this name: PEM with PKCS#8 (`PRIVATE KEY`) or PKCS#1
    /// (`RSA PRIVATE KEY`). Other blocks of the text, such as the certificate, are ignored.
    ///
    /// # Errors
    /// [`KeyError`] for a text without an RSA key.
    pub fn with_pem(mut self, certificate_id: impl Into<String>, pem: &str) -> Result<Self, KeyError> {
        let certificate_id = certificate_id.into();
        let key = match (block(pem, "PRIVATE KEY"), block(pem, "RSA PRIVATE KEY")) {
            (Some(pem), _) => PrivateKey::from_pkcs8_pem(pem).map_err(|_| KeyError::NotRsa)?,
            (None, Some(pem)) => PrivateKey::from_pkcs1_pem(pem).map_err(|_| KeyError::NotRsa)?,
            (None, None) if pem.contains("ENCRYPTED") => return Err(KeyError::Encrypted),
            (None, None) => return Err(KeyError::Missing),
        };
        self.0.retain(|(known, _)| *known != certificate_id);
        self.0.push((certificate_id, key));
        Ok(self)
    }

    /// Decrypts a resource.
    ///
    /// # Errors
    /// [`DecryptError`] for an unknown certificate, for data that does not belong to its key, and for another type.
    pub fn decrypt<T: Value>(&self, content: &EncryptedContent) -> Result<T, DecryptError> {
        read(&self.decrypt_json(content)?).map_err(DecryptError::Content)
    }

    /// Decrypts the JSON text of a resource.
    ///
    /// # Errors
    /// [`DecryptError`] for an unknown certificate, and for data that does not belong to its key.
    pub fn decrypt_json(&self, content: &EncryptedContent) -> Result<String, DecryptError> {
        let Some((_, key)) = self.0.iter().find(|(id, _)| *id == content.certificate_id) else {
            return Err(DecryptError::UnknownCertificate { certificate_id: content.certificate_id.clone() });
        };
        // One error for all that follows: the place of a failure would tell about the key.
        decrypt(key, content).ok_or(DecryptError::Forged)
    }
}

fn decrypt(key: &PrivateKey, content: &EncryptedContent) -> Option<String> {
    let bytes = |base64: &str| base64.parse().map(Binary::into_bytes).ok();
    let (data, data_key) = (bytes(&content.data)?, bytes(&content.data_key)?);
    let symmetric = Zeroizing::new(key.oaep_decrypt::<Sha1>(&data_key).ok()?);
    let mut signature = Hmac::<Sha256>::new_from_slice(&symmetric).ok()?;
    signature.update(&data);
    signature.verify_slice(&bytes(&content.data_signature)?).ok()?;
    let cipher = Decryptor::<Aes256>::new_from_slices(&symmetric, symmetric.get(..16)?).ok()?;
    String::from_utf8(cipher.decrypt_padded_vec::<Pkcs7>(&data).ok()?).ok()
}

/// The PEM block with this label.
fn block<'p>(pem: &'p str, label: &str) -> Option<&'p str> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let block = pem.get(pem.find(&begin)?..)?;
    block.get(..block.find(&end)? + end.len())
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.write_str("Keys")?;
        f.debug_set().entries(names).finish()
    }
}

/// A text without a usable private key. The error does not show the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The text has no private key.
    Missing,
    /// The key is encrypted with a password.
    Encrypted,
    /// The key is damaged, or is not an RSA key.
    NotRsa,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the PEM text has no `PRIVATE KEY` and no `RSA PRIVATE KEY`",
            Self::Encrypted => "the private key is encrypted; decrypt it with `openssl pkcs8`",
            Self::NotRsa => "the private key is not a valid RSA key, which notifications require",
        })
    }
}

impl std::error::Error for KeyError {}

/// A resource that can't be decrypted. The error does not show the data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecryptError {
    /// There is no key with this name.
    UnknownCertificate {
        /// The name of the certificate as received.
        certificate_id: String,
    },
    /// The data, its signature and its key do not belong together, or the key is encrypted for another certificate.
    Forged,
    /// The resource is not of the declared type.
    Content(ContentError),
}

impl fmt::Display for DecryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCertificate { certificate_id } => {
                write!(f, "there is no key for the certificate {certificate_id:?}; add it with `Keys::with_pem`")
            }
            Self::Forged => f.write_str(
                "the encrypted content does not belong to its signature, or its key is for another certificate: it was not decrypted",
            ),
            Self::Content(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DecryptError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Content(error) => Some(error),
            Self::UnknownCertificate { .. } | Self::Forged => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;

    const PKCS8: &str = include_str!("keys/pkcs8.pem");
    const PKCS1: &str = include_str!("keys/pkcs1.pem");

    /// Encrypted by OpenSSL for the key of the tests.
    fn content() -> EncryptedContent {
        EncryptedContent {
            certificate_id: "c".into(),
            certificate_thumbprint: None,
            data: DATA.into(),
            data_key: DATA_KEY.into(),
            data_signature: "jyttEzo7K0YT/mLlo1JuuQHNlqKAlqKng14lNkHRk3Q=".into(),
        }
    }

    const DATA: &str = "6qYyi6sfwX/0xv3ZSeeB3PuGaHu6q8FZsQpOIWJzb/g0JeQuTsDzjT6nsA3pfeAU5gJfez17J6uzeQlUgbnkSY/vnsyN7R6LikTZWtLQdGjkhldDYk6HIZzw8CaILvgG";
    const DATA_KEY: &str = "i4R8Wcfq+YQWFHnxyv34kYZeZTZTiLTPUsws2lQLJrg8GX+DgVuDPS4ZCj3snzDhEZjQihmQPxI8Xq96M1rEiM6j2aQbKZ9DhXPjfxsswG+rYIokKCPA+zm7/ZrKr3RAiDbXqlOTaUjFymSDj/xTM+Gpi9Uy9Mo82pEy7TDjK59ZRuiuOiiBGwJBOJY188njWJucQNrEGPcK1s1Adg8bD2LO87v3K7ij7yxkCz76M9V7U9JoBi32b1vLskee0dI9cDISYPy0gs6qMqOvc9kRZlI9WTiJhIBGbbsEN22/IJ5PIxtfrlUz0NIlCZVaE/nOmgRe9PngQRv/SV0c/ADAKw==";

    fn keys(pem: &str) -> Keys {
        Keys::new().with_pem("c", pem).unwrap_or_default()
    }

    #[test]
    fn both_forms_of_a_key_decrypt() {
        let with_certificate = format!("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\r\n{PKCS8}");
        for pem in [PKCS8, PKCS1, &with_certificate] {
            let message: Option<Json> = keys(pem).decrypt(&content()).ok();
            assert_eq!(message.as_ref().and_then(|message| message["subject"].as_str()), Some("Greetings é"));
        }
        let other_type = keys(PKCS8).decrypt::<Vec<String>>(&content()).map_err(|error| error.to_string());
        assert!(other_type.is_err_and(|text| !text.contains("Greetings")));
    }

    #[test]
    fn anything_that_was_changed_is_refused() {
        let swap = |text: &str| text.replacen(|char: char| char != 'B', "B", 1);
        let unsigned = EncryptedContent { data_signature: String::new(), ..content() };
        for forged in [
            EncryptedContent { data: swap(DATA), ..content() },
            EncryptedContent { data: String::new(), ..content() },
            EncryptedContent { data_key: swap(DATA_KEY), ..content() },
            EncryptedContent { data_key: DATA.into(), ..content() },
            EncryptedContent { data_key: "?".into(), ..content() },
            EncryptedContent { data_signature: swap(&content().data_signature), ..content() },
            unsigned,
        ] {
            assert_eq!(keys(PKCS8).decrypt_json(&forged), Err(DecryptError::Forged), "{}", forged.data_key);
        }
    }

    #[test]
    fn the_certificate_chooses_the_key() {
        let other = EncryptedContent { certificate_id: "d".into(), ..content() };
        let unknown = DecryptError::UnknownCertificate { certificate_id: "d".into() };
        assert_eq!(keys(PKCS8).decrypt_json(&other), Err(unknown));
        let both = keys(PKCS8).with_pem("d", PKCS1).unwrap_or_default();
        assert!(both.decrypt_json(&other).is_ok() && both.decrypt_json(&content()).is_ok());
        assert_eq!(format!("{both:?}"), r#"Keys{"c", "d"}"#);
    }

    #[test]
    fn each_text_without_a_key_has_its_reason() {
        let error = |pem: &str| Keys::new().with_pem("c", pem).err();
        assert_eq!(error(""), Some(KeyError::Missing));
        assert_eq!(error("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"), Some(KeyError::Missing));
        assert_eq!(error("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA=="), Some(KeyError::Encrypted));
        assert_eq!(error("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----"), Some(KeyError::NotRsa));
        assert_eq!(error(&PKCS1.replace("RSA PRIVATE", "PRIVATE")), Some(KeyError::NotRsa));
    }
}
