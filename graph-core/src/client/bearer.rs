//! The header `Authorization`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use super::credential::{AccessToken, CredentialError};

/// The value of `Authorization` for the last token. A credential returns the same token for an hour, so it is not formatted and
/// checked for each request.
#[derive(Default)]
pub(crate) struct Bearer {
    last: Mutex<Option<(AccessToken, HeaderValue)>>,
}

impl Bearer {
    fn last(&self) -> MutexGuard<'_, Option<(AccessToken, HeaderValue)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of `Authorization` for a token.
    pub(crate) fn of(&self, token: &AccessToken) -> Result<HeaderValue, CredentialError> {
        if let Some((last, value)) = &*self.last()
            && last.has_secret_of(token)
        {
            return Ok(value.clone());
        }
        let value = bearer(token.secret())?;
        *self.last() = Some((token.clone(), value.clone()));
        Ok(value)
    }
}

/// # Rule
/// A bearer token is visible ASCII ([RFC 6750, §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)). A trailing line break or
/// space, a byte-order mark and an empty token are mistakes of reading it from a file.
fn bearer(secret: &str) -> Result<HeaderValue, CredentialError> {
    if secret.is_empty() {
        return Err(CredentialError::new("the token is empty"));
    }
    let is_visible = secret.is_ascii() && secret.trim() == secret;
    // The memory of the value is overwritten with the last clone.
    let value = Bytes::from_owner(Zeroizing::new(["Bearer ", secret].concat()));
    let value = HeaderValue::from_maybe_shared(value).ok().filter(|_| is_visible);
    let mut value = value.ok_or_else(|| {
        CredentialError::new("the token has a line break, a blank around it or another odd character")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_that_of_the_token() {
        let bearer = Bearer::default();
        for secret in ["a", "a", "b", "a"] {
            let value = bearer.of(&AccessToken::new(secret));
            assert!(value.is_ok_and(|value| value.is_sensitive() && value == format!("Bearer {secret}")));
        }
        for wrong in ["", "a\n", "é"] {
            assert!(bearer.of(&AccessToken::new(wrong)).is_err(), "{wrong}");
        }
        assert!(bearer.of(&AccessToken::new("a")).is_ok_and(|value| value == "Bearer a"));
    }
}
