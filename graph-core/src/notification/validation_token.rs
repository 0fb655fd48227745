//! The tokens that show the origin of notifications with resource data.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use rsa::{BoxedUint, PublicKey};
use serde_json::Value as Json;
use sha2::Sha256;
use uuid::Uuid;

use super::notification::Notification;
use super::notifications::Notifications;
use crate::client::cloud::Cloud;
use crate::value::primitive::Binary;
use crate::value::value::JsonObject;

/// The application that publishes change notifications.
const PUBLISHER: Uuid = Uuid::from_u128(0x0bf3_0f3b_4a52_48df_9a82_2349_10c4_a086);

/// The time that the clocks of this program and of the identity platform may differ by.
const CLOCK_DIFFERENCE: TimeDelta = TimeDelta::minutes(5);

/// The issuers of a tenant, for both versions of tokens and for each cloud; the tenant is between the two parts.
const ISSUERS: [(&str, &str); 5] = [
    ("https://sts.windows.net/", "/"),
    ("https://sts.chinacloudapi.cn/", "/"),
    ("https://login.microsoftonline.com/", "/v2.0"),
    ("https://login.microsoftonline.us/", "/v2.0"),
    ("https://login.partner.microsoftonline.cn/", "/v2.0"),
];

/// The public keys with which the identity platform signs tokens.
///
/// # Shape
/// The library does not fetch them: do it with any HTTP client, without a token, from [`url`](Self::url). Keep them for a day, and fetch them
/// again after [`TokenError::UnknownKey`].
///
/// # Example
/// ```
/// use graph_core::Cloud;
/// use graph_core::notification::SigningKeys;
///
/// assert_eq!(SigningKeys::url(Cloud::Global), "https://login.microsoftonline.com/common/discovery/v2.0/keys");
/// let keys = SigningKeys::from_json(br#"{"keys": []}"#)?;
/// # drop(keys);
/// # Ok::<(), graph_core::notification::SigningKeysError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SigningKeys(Vec<SigningKey>);

#[derive(Debug, Clone)]
struct SigningKey {
    id: String,
    /// The issuer that the key is for; it may have a placeholder for the tenant.
    issuer: Option<String>,
    key: PublicKey,
}

impl SigningKeys {
    /// The URL of the keys of a cloud.
    ///
    /// # Rule
    /// The `jwks_uri` of the cloud's `/common/v2.0/.well-known/openid-configuration`
    /// ([national clouds](https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud)).
    #[must_use]
    pub const fn url(cloud: Cloud) -> &'static str {
        match cloud {
            Cloud::Global => "https://login.microsoftonline.com/common/discovery/v2.0/keys",
            Cloud::UsGovernment | Cloud::UsGovernmentDod => {
                "https://login.microsoftonline.us/common/discovery/v2.0/keys"
            }
            Cloud::China => "https://login.partner.microsoftonline.cn/common/discovery/v2.0/keys",
        }
    }

    /// Reads a set of keys (JWKS). Keys that are not for RSA signatures are ignored.
    ///
    /// # Errors
    /// [`SigningKeysError`] for a text that is not a set of keys.
    pub fn from_json(json: &[u8]) -> Result<Self, SigningKeysError> {
        let set: JsonObject = serde_json::from_slice(json).map_err(|_| SigningKeysError)?;
        let keys = set.get("keys").and_then(Json::as_array).ok_or(SigningKeysError)?;
        Ok(Self(keys.iter().filter_map(signing_key).collect()))
    }
}

fn signing_key(json: &Json) -> Option<SigningKey> {
    let text = |name: &str| json.get(name).and_then(Json::as_str);
    if text("kty") != Some("RSA") || text("use").is_some_and(|usage| usage != "sig") {
        return None;
    }
    let number = |name: &str| {
        let bytes: Binary = text(name)?.parse().ok()?;
        Some(BoxedUint::from_be_slice_vartime(bytes.as_bytes()))
    };
    let key = PublicKey::new(number("n")?, number("e")?).ok()?;
    Some(SigningKey { id: text("kid")?.to_owned(), issuer: text("issuer").map(str::to_owned), key })
}

/// A text that is not a set of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SigningKeysError;

impl fmt::Display for SigningKeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a set of signing keys (`{\"keys\": […]}`)")
    }
}

impl std::error::Error for SigningKeysError {}

/// The check that notifications with resource data come from the service, and are for this application.
///
/// # Rule
/// Verified are: the signature (RS256, with one of the keys), the time, the issuer (the identity platform, for the tenant of the token), the
/// audience (one of the application ids), and the publisher (`0bf30f3b-4a52-48df-9a82-234910c4a086`, the service's own application). Not
/// verified is whether the token was used before: a token is for all notifications of some hours
/// ([validating the authenticity](https://learn.microsoft.com/graph/change-notifications-with-resource-data#validating-the-authenticity-of-notifications)).
///
/// # Example
/// ```
/// use graph_core::chrono::Utc;
/// use graph_core::notification::{Notifications, SigningKeys, TokenCheck, TokenError};
/// use graph_core::uuid::Uuid;
///
/// fn are_genuine(notifications: &Notifications, app: Uuid, keys: &SigningKeys) -> Result<(), TokenError> {
///     TokenCheck::new([app]).check(notifications, keys, Utc::now())
/// }
/// ```
#[derive(Debug, Clone)]
#[must_use = "call `check`"]
pub struct TokenCheck {
    app_ids: Vec<Uuid>,
    tenants: Option<Vec<Uuid>>,
}

/// A token that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidToken {
    /// The application that the notifications are for.
    pub app_id: Uuid,
    /// The tenant.
    pub tenant_id: Uuid,
    /// The end of the token.
    pub expires_on: DateTime<Utc>,
}

impl TokenCheck {
    /// Accepts tokens for one of these applications.
    pub fn new(app_ids: impl IntoIterator<Item = Uuid>) -> Self {
        Self { app_ids: app_ids.into_iter().collect(), tenants: None }
    }

    /// Accepts tokens of these tenants alone.
    pub fn tenants(self, tenants: impl IntoIterator<Item = Uuid>) -> Self {
        Self { tenants: Some(tenants.into_iter().collect()), ..self }
    }

    /// Checks the tokens of a request: each must be valid, and each notification with encrypted content needs one of its tenant.
    ///
    /// # Errors
    /// [`TokenError`] of the first token that is not valid, or for a missing one. Respond with
    /// [`accepted`](Notifications::accepted) nevertheless, and discard the notifications.
    pub fn check(
        &self,
        notifications: &Notifications,
        keys: &SigningKeys,
        now: DateTime<Utc>,
    ) -> Result<(), TokenError> {
        let tokens = notifications.validation_tokens.iter().map(|token| self.check_token(token, keys, now));
        let tokens = tokens.collect::<Result<Vec<_>, _>>()?;
        let covers =
            |tenant: Option<Uuid>| tokens.iter().any(|token| tenant.is_none_or(|tenant| tenant == token.tenant_id));
        let changes = notifications.items.iter().filter_map(|item| match item {
            Ok(Notification::Change(change)) if change.encrypted_content.is_some() => Some(change.tenant_id),
            _ => None,
        });
        let missing = changes.filter(|tenant| !covers(*tenant)).map(|tenant_id| Err(TokenError::Missing { tenant_id }));
        missing.into_iter().next().unwrap_or(Ok(()))
    }

    /// Checks one token.
    ///
    /// # Errors
    /// [`TokenError`] with the first reason against it.
    pub fn check_token(&self, token: &str, keys: &SigningKeys, now: DateTime<Utc>) -> Result<ValidToken, TokenError> {
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(TokenError::Malformed)?;
        let header = object(header)?;
        // No other algorithm, and not `none`: the token must not choose how it is verified.
        if header.get("alg").and_then(Json::as_str) != Some("RS256") || header.contains_key("crit") {
            return Err(TokenError::Algorithm);
        }
        let id = header.get("kid").and_then(Json::as_str).ok_or(TokenError::Malformed)?;
        let Some(key) = keys.0.iter().find(|key| key.id == id) else {
            return Err(TokenError::UnknownKey { key_id: id.to_owned() });
        };
        let signature: Binary = signature.parse().map_err(|_| TokenError::Malformed)?;
        let verified = key.key.pkcs1v15_verify::<Sha256>(signed.as_bytes(), signature.as_bytes());
        verified.map_err(|_| TokenError::Signature)?;
        self.check_claims(&object(claims)?, key, now)
    }

    fn check_claims(
        &self,
        claims: &JsonObject,
        key: &SigningKey,
        now: DateTime<Utc>,
    ) -> Result<ValidToken, TokenError> {
        let text = |name: &str| claims.get(name).and_then(Json::as_str);
        let id = |name: &str| text(name).and_then(|text| Uuid::try_parse(text).ok());
        let time = |name: &str| claims.get(name).and_then(Json::as_i64).and_then(|at| DateTime::from_timestamp(at, 0));
        let expires_on = time("exp").ok_or(TokenError::Malformed)?;
        if now.signed_duration_since(expires_on) >= CLOCK_DIFFERENCE {
            return Err(TokenError::Expired);
        }
        if time("nbf").is_some_and(|start| start.signed_duration_since(now) > CLOCK_DIFFERENCE) {
            return Err(TokenError::NotYetValid);
        }
        let tenant_id = id("tid").ok_or(TokenError::Malformed)?;
        let tenant = tenant_id.to_string();
        let is_of_tenant = |issuer: &str| {
            let between =
                |(start, end): &(&str, &str)| issuer.strip_prefix(start)?.strip_suffix(end).map(str::to_owned);
            ISSUERS.iter().filter_map(between).any(|own| own.eq_ignore_ascii_case(&tenant))
        };
        // Some keys are for a single tenant.
        let is_for = |issuer: &str| issuer.contains("{tenantid}") || issuer.contains(&tenant);
        if !text("iss").is_some_and(is_of_tenant) || !key.issuer.as_deref().is_none_or(is_for) {
            return Err(TokenError::Issuer);
        }
        let app_id = id("aud").filter(|app| self.app_ids.contains(app)).ok_or(TokenError::Audience)?;
        if id("appid").or_else(|| id("azp")) != Some(PUBLISHER) {
            return Err(TokenError::Publisher);
        }
        if self.tenants.as_ref().is_some_and(|tenants| !tenants.contains(&tenant_id)) {
            return Err(TokenError::Tenant { tenant_id });
        }
        Ok(ValidToken { app_id, tenant_id, expires_on })
    }
}

/// A part of a token: an object, in base64url.
fn object(part: &str) -> Result<JsonObject, TokenError> {
    let json: Binary = part.parse().map_err(|_| TokenError::Malformed)?;
    serde_json::from_slice(json.as_bytes()).map_err(|_| TokenError::Malformed)
}

/// The reason against a token. The error does not show the token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenError {
    /// The token has another form.
    Malformed,
    /// The token is not signed with RS256.
    Algorithm,
    /// The key of the signature is unknown: the keys may be outdated.
    UnknownKey {
        /// The id of the key as received.
        key_id: String,
    },
    /// The signature is not that of the key.
    Signature,
    /// The token has expired.
    Expired,
    /// The token is not valid yet.
    NotYetValid,
    /// The token is not issued by the identity platform for its tenant.
    Issuer,
    /// The token is for another application.
    Audience,
    /// The token was issued to another application than the service.
    Publisher,
    /// The tenant is not an accepted one.
    Tenant {
        /// The tenant of the token.
        tenant_id: Uuid,
    },
    /// A notification with encrypted content has no token of its tenant.
    Missing {
        /// The tenant of the notification, if it has one.
        tenant_id: Option<Uuid>,
    },
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("the validation token is not a JWT of the identity platform"),
            Self::Algorithm => f.write_str("the validation token is not signed with RS256"),
            Self::UnknownKey { key_id } => {
                write!(f, "the signing key {key_id:?} of the validation token is unknown; fetch `SigningKeys` again")
            }
            Self::Signature => f.write_str("the signature of the validation token is wrong"),
            Self::Expired => f.write_str("the validation token has expired"),
            Self::NotYetValid => f.write_str("the validation token is not valid yet; set the clock"),
            Self::Issuer => f.write_str("the validation token has another issuer than the identity platform"),
            Self::Audience => {
                f.write_str("the validation token is for another application; name each in `TokenCheck::new`")
            }
            Self::Publisher => f.write_str("the validation token was issued to another application than the service"),
            Self::Tenant { tenant_id } => {
                write!(f, "the validation token is of the tenant {tenant_id}, which is not accepted")
            }
            Self::Missing { tenant_id: Some(tenant_id) } => {
                write!(f, "a notification of the tenant {tenant_id} has resource data and no validation token")
            }
            Self::Missing { tenant_id: None } => {
                f.write_str("a notification has resource data and no validation token")
            }
        }
    }
}

impl std::error::Error for TokenError {}

#[cfg(test)]
mod tests {
    use rsa::PrivateKey;
    use rsa::pkcs8::DecodePrivateKey;
    use serde_json::json;

    use super::*;
    use crate::notification::ClientState;

    const TENANT: &str = "84bd8158-6d4d-4958-8b9f-9d6445542f95";
    const APP: Uuid = Uuid::from_u128(0x8e46_0676_ae3f_4b1e_8790_ee0f_b5d6_148f);
    /// The modulus of the key of the tests.
    const MODULUS: &str = "qUBrhvuDGJZn3amk9AAbSGkxzMY_vq6AJL3QoFlkXtR8LS2ilIp623qyaDhwZU7cq8l-u7dYQ6Kffl8XeMJ1PJaDztxM9JYAgVhTEBdRdBaie0qxqhBdST0n_hRETnofR38UFSqK7_SyljXWR-nQS2jGjDY4F11y2YEyBF6CeWwatLgVX9ZIAMK4xR51ozTG5OXaX9Ln5w8IaFu1Oa-5c4gZLdUtaqELRzH3I-TuV4LBEBi_quIOptebG3jpbdy8A2nC8er_50JXwIkFiwyfrgvyCYVgppGrZ15FnNmf2tek4xxnSdpzllnitA1YQxuDKH_HyeGeK9XeZuyx45cdQQ";
    /// The example of the documentation, signed by OpenSSL with the key of the tests.
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.eyJhdWQiOiI4ZTQ2MDY3Ni1hZTNmLTRiMWUtODc5MC1lZTBmYjVkNjE0OGYiLCJpc3MiOiJodHRwczovL3N0cy53aW5kb3dzLm5ldC84NGJkODE1OC02ZDRkLTQ5NTgtOGI5Zi05ZDY0NDU1NDJmOTUvIiwiaWF0IjoxNTY1MDQ2ODEzLCJuYmYiOjE1NjUwNDY4MTMsImV4cCI6MTU2NTA3NTkxMywiYXBwaWQiOiIwYmYzMGYzYi00YTUyLTQ4ZGYtOWE4Mi0yMzQ5MTBjNGEwODYiLCJ0aWQiOiI4NGJkODE1OC02ZDRkLTQ5NTgtOGI5Zi05ZDY0NDU1NDJmOTUiLCJ2ZXIiOiIxLjAifQ.H2Bu8WGGu1BV0aiyD6ZoDzVY20DNEixo75faqCojyuZI_9RRzMbK6Pdu0qZl1ErfPbFCJCusOk744N6Ksy6ZsHHHqWhlHeOG0crDa186Y-lqovxwzFydReHx_8Mozh8AULbzf6pP7NALOJrNrvMF7r1-Owa-sz9qAnb1zQphHbJ0zS_8q-WTmxHX2L7dDM_OQBhDI9VApTj2IuA27UBsBxRxVbtFfuMho3Q_NZgJezsKwtGhrKfZEI1TWyGch6k0CuKJFBYqLtX-uqaAmz9fdTAU0M74YIe_bEwWcopStu3kbTUxIBfHf7M5NdRTrZt_1wW9D_8n-vxsr10wBmNOvQ";

    fn keys() -> SigningKeys {
        let key = |id: &str, issuer: &str| json!({ "kty": "RSA", "use": "sig", "kid": id, "n": MODULUS, "e": "AQAB", "issuer": issuer });
        let set = json!({ "keys": [
            key("key-1", "https://login.microsoftonline.com/{tenantid}/v2.0"),
            key("other tenant", "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"),
            { "kty": "EC", "kid": "ec" }, { "kty": "RSA", "kid": "half", "n": "AQAB" }, 7,
        ] });
        SigningKeys::from_json(set.to_string().as_bytes()).unwrap_or_else(|_| SigningKeys(Vec::new()))
    }

    fn issued() -> DateTime<Utc> {
        DateTime::from_timestamp(1_565_046_813, 0).unwrap_or_default()
    }

    fn check(token: &str) -> Result<ValidToken, TokenError> {
        TokenCheck::new([APP]).check_token(token, &keys(), issued())
    }

    /// The header and claims of the example with other values; `null` removes one.
    fn signed(changes: &Json) -> String {
        let mut parts = [
            json!({ "alg": "RS256", "kid": "key-1" }),
            json!({
                "aud": APP, "iss": format!("https://sts.windows.net/{TENANT}/"), "tid": TENANT, "nbf": issued().timestamp(),
                "exp": issued().timestamp() + 3600, "appid": PUBLISHER,
            }),
        ];
        for (name, value) in changes.as_object().into_iter().flatten() {
            let part = usize::from(!matches!(name.as_str(), "alg" | "kid" | "crit"));
            if let Some(object) = parts.get_mut(part).and_then(Json::as_object_mut) {
                object.insert(name.clone(), value.clone());
                object.retain(|_, value| !value.is_null());
            }
        }
        let parts = parts.map(|part| Binary::from(part.to_string().into_bytes()).to_base64()).join(".");
        let key = PrivateKey::from_pkcs8_pem(include_str!("keys/pkcs8.pem")).ok();
        let signature = key.and_then(|key| key.pkcs1v15_sign::<Sha256>(parts.as_bytes()).ok()).unwrap_or_default();
        format!("{parts}.{}", Binary::from(signature).to_base64())
    }

    #[test]
    fn the_example_of_the_documentation_is_valid() {
        let tenant_id = Uuid::try_parse(TENANT).unwrap_or_default();
        let expires_on = DateTime::from_timestamp(1_565_075_913, 0).unwrap_or_default();
        assert_eq!(check(TOKEN), Ok(ValidToken { app_id: APP, tenant_id, expires_on }));
    }

    #[test]
    fn each_claim_is_checked() {
        let other = Uuid::from_u128(7);
        for (changes, expected) in [
            (json!({ "alg": "none" }), TokenError::Algorithm),
            (json!({ "alg": "HS256" }), TokenError::Algorithm),
            (json!({ "crit": ["x"] }), TokenError::Algorithm),
            (json!({ "kid": null }), TokenError::Malformed),
            (json!({ "kid": "new" }), TokenError::UnknownKey { key_id: "new".into() }),
            (json!({ "kid": "half" }), TokenError::UnknownKey { key_id: "half".into() }),
            (json!({ "kid": "other tenant" }), TokenError::Issuer),
            (json!({ "exp": issued().timestamp() - 300 }), TokenError::Expired),
            (json!({ "exp": null }), TokenError::Malformed),
            (json!({ "nbf": issued().timestamp() + 301 }), TokenError::NotYetValid),
            (json!({ "iss": "https://sts.windows.net/" }), TokenError::Issuer),
            (json!({ "iss": format!("https://sts.windows.net/{other}/") }), TokenError::Issuer),
            (json!({ "iss": format!("https://sts.windows.net.example.org/{TENANT}/") }), TokenError::Issuer),
            (json!({ "tid": other }), TokenError::Issuer),
            (json!({ "tid": null }), TokenError::Malformed),
            (json!({ "aud": other }), TokenError::Audience),
            (json!({ "aud": null }), TokenError::Audience),
            (json!({ "appid": other }), TokenError::Publisher),
            (json!({ "appid": null }), TokenError::Publisher),
            (json!({ "appid": other, "azp": PUBLISHER }), TokenError::Publisher),
        ] {
            assert_eq!(check(&signed(&changes)), Err(expected), "{changes}");
        }
    }

    #[test]
    fn tokens_of_both_versions_and_of_each_cloud_are_valid() {
        for changes in [
            json!({}),
            json!({ "exp": issued().timestamp() - 299, "nbf": null }),
            json!({ "appid": null, "azp": PUBLISHER, "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0") }),
            json!({ "iss": format!("https://login.microsoftonline.us/{TENANT}/v2.0") }),
            json!({ "iss": format!("https://sts.chinacloudapi.cn/{TENANT}/") }),
        ] {
            assert!(check(&signed(&changes)).is_ok(), "{changes}");
        }
    }

    #[test]
    fn a_token_that_was_changed_is_refused() {
        let (signed, signature) = TOKEN.rsplit_once('.').unwrap_or_default();
        let other = TOKEN.replacen("eyJhdWQi", "eyJhdWRi", 1);
        for (token, expected) in [
            (other.as_str(), TokenError::Signature),
            (&format!("{signed}."), TokenError::Signature),
            (&format!("{signed}.{}", signature.replacen('H', "I", 1)), TokenError::Signature),
            (signed, TokenError::Malformed),
            ("", TokenError::Malformed),
            ("..", TokenError::Malformed),
            ("e30.e30.e30.e30", TokenError::Algorithm),
        ] {
            assert_eq!(check(token), Err(expected), "{token}");
        }
    }

    #[test]
    fn each_tenant_with_resource_data_needs_a_token() {
        let state = ClientState::new("s");
        let read = |tenants: &[&str], tokens: &[&str]| {
            let item = |tenant: &&str| {
                json!({
                    "subscriptionId": "a", "clientState": "s", "changeType": "created", "resource": "r", "tenantId": tenant, "encryptedContent":
                    { "data": "d", "dataKey": "k", "dataSignature": "s", "encryptionCertificateId": "c" },
                })
            };
            let items: Vec<_> = tenants.iter().map(item).collect();
            let body = json!({ "value": items, "validationTokens": tokens });
            let read = Notifications::read(body.to_string().as_bytes(), |_| Some(&state));
            read.map(|read| TokenCheck::new([APP]).check(&read, &keys(), issued()))
        };
        let other = Uuid::from_u128(7);
        let missing = |tenant_id| Ok(Err(TokenError::Missing { tenant_id }));
        assert_eq!(read(&[TENANT], &[TOKEN]), Ok(Ok(())));
        assert_eq!(read(&[TENANT, &other.to_string()], &[TOKEN]), missing(Some(other)));
        assert_eq!(read(&[""], &[]), missing(None));
        assert_eq!(read(&[TENANT], &[TOKEN, "x"]), Ok(Err(TokenError::Malformed)));
        assert_eq!(read(&[], &[]), Ok(Ok(())));
        let elsewhere = TokenCheck::new([APP]).tenants([other]).check_token(TOKEN, &keys(), issued());
        assert!(matches!(elsewhere, Err(TokenError::Tenant { .. })));
    }
}
