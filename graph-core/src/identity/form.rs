//! The body of a token request.

use crate::client::secret::Secret;
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroizing;

/// The characters that are not encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// A shorter text is not removed from a description, since it may be a word.
const SHORTEST_SECRET: usize = 6;

/// The fields of a form: `grant_type=client_credentials&…`.
pub(crate) struct Form(Vec<(&'static str, Secret)>);

impl Form {
    pub(crate) fn new(grant_type: &'static str) -> Self {
        Self(vec![("grant_type", Secret::new(grant_type))])
    }

    /// A form of a request that is not for a token.
    pub(crate) fn without_grant() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn field(self, name: &'static str, value: &str) -> Self {
        self.secret(name, &Secret::new(value))
    }

    pub(crate) fn secret(mut self, name: &'static str, value: &Secret) -> Self {
        self.0.push((name, value.clone()));
        self
    }

    /// The encoded body, whose memory is overwritten when it is dropped. It is written without a reallocation.
    pub(crate) fn body(&self) -> Bytes {
        let room = self.0.iter().map(|(name, value)| name.len() + 3 * value.text().len() + 2).sum();
        let mut body = Zeroizing::new(Vec::with_capacity(room));
        for (name, value) in &self.0 {
            if !body.is_empty() {
                body.push(b'&');
            }
            body.extend_from_slice(name.as_bytes());
            body.push(b'=');
            for piece in utf8_percent_encode(value.text(), ENCODED) {
                body.extend_from_slice(piece.as_bytes());
            }
        }
        Bytes::from_owner(body)
    }

    /// The text without the secrets of this form: a service may repeat what it received.
    pub(crate) fn without_secrets(&self, text: String) -> String {
        const SECRETS: [&str; 4] = ["client_secret", "client_assertion", "refresh_token", "device_code"];
        let secrets = self.0.iter().filter(|(name, _)| SECRETS.contains(name)).map(|(_, value)| value.text());
        secrets
            .filter(|secret| secret.len() >= SHORTEST_SECRET)
            .fold(text, |text, secret| if text.contains(secret) { text.replace(secret, "***") } else { text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encoded() {
        let form =
            Form::new("client_credentials").field("scope", "https://a/.default b").field("client_secret", "ä&=+%~");
        let expected =
            "grant_type=client_credentials&scope=https%3A%2F%2Fa%2F.default%20b&client_secret=%C3%A4%26%3D%2B%25~";
        assert_eq!(form.body(), expected);
    }

    #[test]
    fn a_description_has_no_secret() {
        let form = Form::new("client_credentials").field("client_secret", "top-secret").field("scope", "a-long-scope");
        let text = form.without_secrets("no 'top-secret' for a-long-scope".to_owned());
        assert_eq!(text, "no '***' for a-long-scope");
    }
}
