//! Credentials of the Microsoft identity platform. Each caches its tokens and sends its requests over a [`Transport`](crate::Transport).
//!
//! | credential | identity |
//! |:--|:--|
//! | [`ManagedIdentityCredential`] | the Azure resource that the program runs on |
//! | [`WorkloadIdentityCredential`] | a Kubernetes workload, a CI job: a token of another issuer, in a file |
//! | [`ClientCertificateCredential`] | an application with a certificate |
//! | [`ClientSecretCredential`] | an application with a secret |
//! | [`DeviceCodeCredential`] | a user, who signs in in a browser on any device |
//!
//! # Shape
//! The authority is that of the [`Cloud`](crate::Cloud) whose scope a token is for, unless `cloud` or `authority` is set. A token
//! request that is throttled, that fails with 5xx or that gets no response is repeated up to four times, within 30 seconds.
//! The credentials declare the client capability `cp1`: a token lives for up to 28 hours, and the service may revoke it at any
//! time by a claims challenge, which the client responds to.
//!
//! # Errors
//! A [`CredentialError`](crate::CredentialError) of which an [`IdentityError`] is the source. It names the code, the tenant, the
//! client, the scope and, for common codes, the edit. It never has a secret.

// A module imports only from those above it.
mod error;
mod authority;
mod claims;
mod form;
mod connection;
mod certificate;
mod settings;
mod confidential_client;
mod client_secret;
mod client_certificate;
mod workload_identity;
mod managed_identity;
mod device_code;
#[cfg(test)]
mod tests;

pub use self::client_certificate::ClientCertificateCredential;
pub use self::client_secret::ClientSecretCredential;
pub use self::device_code::{DeviceCodeCredential, DeviceCodePrompt};
pub use self::error::{IdentityError, Refusal};
pub use self::managed_identity::ManagedIdentityCredential;
pub use self::workload_identity::WorkloadIdentityCredential;
