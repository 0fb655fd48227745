//! The parameter `claims` of a token request.

use serde_json::{Map, Value as Json, json};

use super::error::IdentityError;

/// The claims of a challenge with the capability `cp1`.
///
/// # Rule
/// A client that responds to claims challenges declares it by the claim `xms_cc` with the value `cp1`, in each token request
/// ([client capabilities](https://learn.microsoft.com/entra/identity-platform/claims-challenge#client-capabilities)).
///
/// # Errors
/// The challenge is not a JSON object, or its `access_token` is not one.
pub(crate) fn with_capability(challenge: Option<&str>) -> Result<String, IdentityError> {
    let claims: Json = match challenge {
        Some(text) => serde_json::from_str(text).map_err(|_| IdentityError::Claims)?,
        None => Json::Object(Map::new()),
    };
    let Json::Object(mut claims) = claims else { return Err(IdentityError::Claims) };
    match claims.entry("access_token").or_insert(Json::Null) {
        Json::Object(of_token) => drop(of_token.insert("xms_cc".to_owned(), json!({ "values": ["cp1"] }))),
        null @ Json::Null => *null = json!({ "xms_cc": { "values": ["cp1"] } }),
        _ => return Err(IdentityError::Claims),
    }
    Ok(Json::Object(claims).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_capability_is_added_to_the_challenge() {
        for (challenge, expected) in [
            (None, Some(r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#)),
            (Some("{}"), Some(r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#)),
            (
                Some(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}},"id_token":{"a":null}}"#),
                Some(
                    r#"{"access_token":{"nbf":{"essential":true,"value":"1"},"xms_cc":{"values":["cp1"]}},"id_token":{"a":null}}"#,
                ),
            ),
            (
                Some(r#"{"access_token":{"xms_cc":{"values":["cp2"]}}}"#),
                Some(r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
            ),
            (Some(""), None),
            (Some("[]"), None),
            (Some(r#"{"access_token":1}"#), None),
        ] {
            assert_eq!(with_capability(challenge).ok().as_deref(), expected, "{challenge:?}");
        }
    }
}
