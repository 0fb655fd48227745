//! The encryption of resource data, for the certificate of a subscription.

use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::Encryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use rsa::PublicKey;
use rsa::pkcs8::DecodePublicKey;
use serde_json::{Value as Json, json};
use sha1::Sha1;
use sha2::Sha256;
use uuid::Uuid;
use x509_cert::Certificate;
use x509_cert::der::{Decode, Encode};

/// The public key of a certificate (X.509, DER in base64); `None` unless it is an RSA key.
pub(crate) fn public_key(certificate: &str) -> Option<PublicKey> {
    let der = STANDARD.decode(certificate.trim()).ok()?;
    let certificate = Certificate::from_der(&der).ok()?;
    let key = certificate.tbs_certificate().subject_public_key_info().to_der().ok()?;
    PublicKey::from_public_key_der(&key).ok()
}

/// A resource as `encryptedContent`.
///
/// # Rule
/// [Decrypting resource data](https://learn.microsoft.com/graph/change-notifications-with-resource-data#decrypting-resource-data), in reverse.
pub(crate) fn encrypt(key: &PublicKey, certificate_id: &str, resource: &Json) -> Option<Json> {
    // Each of the two has 122 random bits, which is enough for a test.
    let symmetric = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    let cipher = Encryptor::<Aes256>::new_from_slices(&symmetric, symmetric.get(..16)?).ok()?;
    let data = cipher.encrypt_padded_vec::<Pkcs7>(resource.to_string().as_bytes());
    let mut signature = Hmac::<Sha256>::new_from_slice(&symmetric).ok()?;
    signature.update(&data);
    let data_key = key.oaep_encrypt::<Sha1>(&symmetric).ok()?;
    Some(json!({
        "data": STANDARD.encode(&data),
        "dataKey": STANDARD.encode(data_key),
        "dataSignature": STANDARD.encode(signature.finalize().into_bytes()),
        "encryptionCertificateId": certificate_id,
    }))
}
