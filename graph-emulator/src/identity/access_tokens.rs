//! Access tokens.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use graph_csdl::permissions::Scheme;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::rights::Access;

/// The tokens that were issued.
#[derive(Default)]
pub(super) struct AccessTokens(HashMap<String, Issued>);

/// A token that was issued.
pub(super) struct Issued {
    expiry: SystemTime,
    pub(super) access: Access,
}

impl AccessTokens {
    /// Issues a JSON web token. Its claims have the names of those in a token of the service, so that people can read them. It is not signed.
    pub(super) fn issue(&mut self, application: &str, access: Access, lifetime: Duration) -> String {
        let expiry = SystemTime::now().checked_add(lifetime).unwrap_or_else(SystemTime::now);
        let mut claims = Map::new();
        let audience = match &access {
            Access::Graph(_) => "https://graph.microsoft.com",
            Access::Other(resource) => resource,
        };
        claims.insert("aud".to_owned(), audience.into());
        claims.insert("appid".to_owned(), application.into());
        claims.insert("exp".to_owned(), seconds(expiry).into());
        if let Access::Graph(Some(rights)) = &access {
            let (name, value) = match rights.scheme {
                Scheme::Application => ("roles", json!(rights.permissions)),
                Scheme::DelegatedWork | Scheme::DelegatedPersonal => ("scp", rights.permissions.join(" ").into()),
            };
            claims.insert(name.to_owned(), value);
        }
        let part = |json: Json| URL_SAFE_NO_PAD.encode(json.to_string());
        let (header, claims) = (part(json!({ "typ": "JWT", "alg": "none" })), part(claims.into()));
        let token = format!("{header}.{claims}.emulated-{}", Uuid::new_v4());
        self.0.insert(token.clone(), Issued { expiry, access });
        token
    }

    /// A token that has not expired.
    pub(super) fn valid(&self, token: &str) -> Option<&Issued> {
        self.0.get(token).filter(|issued| SystemTime::now() < issued.expiry)
    }

    pub(super) fn revoke(&mut self) {
        self.0.clear();
    }
}

/// The seconds since 1970.
pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}
