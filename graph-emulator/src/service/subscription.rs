//! Subscriptions: the checks of a create or a renewal, and the action `reauthorize`.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::Value as Json;

use crate::http::response::{ODataError, ODataResponse};
use crate::http::url::PathSuffix;
#[cfg(feature = "rich-notifications")]
use crate::notification::encryption::public_key;
use crate::notification::subscription::includes_resource_data;
use crate::notification::validated::{Validated, writes_subscription};
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::watched::SUBSCRIPTIONS;

const EXPIRATION: &str = "expirationDateTime";

/// The shortest lifetime of a subscription.
const SHORTEST: TimeDelta = TimeDelta::minutes(45);

/// The longest `clientState`, in characters.
const LONGEST_STATE: usize = 128;

/// Checks the body of a new or changed subscription, and lengthens a lifetime that is too short.
///
/// # Rule
/// [`subscription`](https://learn.microsoft.com/graph/api/resources/subscription): four properties are required, which the
/// metadata says as well; `clientState` has at most 128 characters; an expiration in less than 45 minutes is replaced by one in 45 minutes. The
/// longest lifetime of the resource is not checked.
///
/// # Errors
/// 400, also for a URL that did not answer its validation.
pub(crate) fn prepare(
    request: &mut ResourceRequest,
    validated: &Validated,
    has_metadata: bool,
    now: DateTime<Utc>,
) -> Result<(), ODataError> {
    let is_subscription = writes_subscription(request.method, &request.url.segments, request.url.options.spelling());
    if !is_subscription || request.url.suffix != PathSuffix::None {
        return Ok(());
    }
    let text = |name: &str| request.body.get(name).and_then(Json::as_str);
    if *request.method == Method::POST && !has_metadata {
        let required = ["changeType", "notificationUrl", "resource", EXPIRATION];
        if let Some(missing) = required.into_iter().find(|name| text(name).is_none_or(str::is_empty)) {
            return Err(ODataError::refused(format!("The property '{missing}' is missing.")));
        }
    }
    if text("clientState").is_some_and(|state| state.chars().count() > LONGEST_STATE) {
        return Err(ODataError::refused(format!("'clientState' has more than {LONGEST_STATE} characters.")));
    }
    if let Some(end) = text(EXPIRATION) {
        let invalid = |_| ODataError::refused(format!("'{EXPIRATION}' is not a date with a time and an offset."));
        let end = DateTime::parse_from_rfc3339(end).map_err(invalid)?;
        if end < now + SHORTEST {
            let end = (now + SHORTEST).to_rfc3339_opts(SecondsFormat::Millis, true);
            request.body.insert(EXPIRATION.to_owned(), end.into());
        }
    }
    if includes_resource_data(&request.body) {
        check_certificate(request)?;
    }
    validated.check(&request.body)
}

/// Fails unless the notifications of a subscription can be encrypted.
#[cfg(feature = "rich-notifications")]
fn check_certificate(request: &ResourceRequest) -> Result<(), ODataError> {
    let text = |name: &str| request.body.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    if text("encryptionCertificateId").is_none() {
        return Err(ODataError::refused("'encryptionCertificateId' is required for resource data."));
    }
    let key = text("encryptionCertificate").and_then(public_key);
    let invalid = "'encryptionCertificate' must be the base64 of an X.509 certificate with an RSA key.";
    key.map(drop).ok_or_else(|| ODataError::refused(invalid))
}

#[cfg(not(feature = "rich-notifications"))]
fn check_certificate(_request: &ResourceRequest) -> Result<(), ODataError> {
    Err(ODataError::not_implemented("'includeResourceData' without the feature `rich-notifications` of the emulator"))
}

/// `POST subscriptions/{id}/reauthorize` → 204; `None` for any other request.
///
/// # Rule
/// <https://learn.microsoft.com/graph/api/subscription-reauthorize>
pub(crate) fn reauthorize(store: &Store, request: &ResourceRequest) -> Option<Result<ODataResponse, ODataError>> {
    let spelling = request.url.options.spelling();
    let [set, key, action] = request.url.segments.as_slice() else { return None };
    let is_action = spelling.is(action, "reauthorize") || spelling.is(action, "microsoft.graph.reauthorize");
    if *request.method != Method::POST || !spelling.is(set, SUBSCRIPTIONS) || !is_action {
        return None;
    }
    let is_known = store.member(&vec![SUBSCRIPTIONS.to_owned()], key).is_some();
    Some(if is_known { Ok(ODataResponse::empty(StatusCode::NO_CONTENT)) } else { Err(ODataError::not_found(key)) })
}
