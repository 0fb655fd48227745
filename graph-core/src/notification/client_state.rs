//! The secret that a notification repeats.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use subtle::ConstantTimeEq;

use crate::client::secret::Secret;
use crate::value::value::Value;

/// The secret of a subscription, which the service repeats in each of its notifications. `Debug` does not show it, and its memory is
/// overwritten when the last clone is dropped.
///
/// # Shape
/// Two states are compared in a time that depends on their lengths alone.
///
/// # Rule
/// At most 128 characters ([`subscription`](https://learn.microsoft.com/graph/api/resources/subscription)). It is the only sign that a
/// notification without resource data comes from the service: choose it at random, and another one for each subscription.
///
/// # Example
/// ```
/// use graph_core::notification::ClientState;
///
/// let state = ClientState::new("6f3d…");
/// assert!(state.matches("6f3d…") && !state.matches("6f3e…"));
/// assert_eq!(format!("{state:?}"), "ClientState(***)");
/// ```
#[derive(Clone)]
pub struct ClientState(Secret);

impl ClientState {
    /// Wraps the text of the secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(Secret::new(secret))
    }

    /// The text: a secret.
    #[must_use]
    pub fn secret(&self) -> &str {
        self.0.text()
    }

    /// Returns `true` for the same text.
    #[must_use]
    pub fn matches(&self, received: &str) -> bool {
        self.secret().as_bytes().ct_eq(received.as_bytes()).into()
    }
}

impl fmt::Debug for ClientState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientState(***)")
    }
}

impl PartialEq for ClientState {
    fn eq(&self, other: &Self) -> bool {
        self.matches(other.secret())
    }
}

impl Eq for ClientState {}

impl From<&str> for ClientState {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for ClientState {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl Serialize for ClientState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.secret())
    }
}

impl<'de> Deserialize<'de> for ClientState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl Value for ClientState {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.String";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_matches_the_same_text_alone() {
        let state = ClientState::new("secret");
        assert!(state.matches("secret"));
        for other in ["", "secre", "secret ", "Secret", "secrets"] {
            assert!(!state.matches(other), "{other}");
        }
        assert!(ClientState::new("").matches(""));
    }
}
