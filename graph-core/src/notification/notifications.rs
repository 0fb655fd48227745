//! The notifications of one request.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::value::RawValue;

use super::client_state::ClientState;
use super::content::{ContentError, Properties};
use super::notification::Notification;
use super::rejected::Rejected;

/// The notifications of one request: of several subscriptions, and of several tenants. `Debug` does not show the tokens.
///
/// # Rule
/// [`changeNotificationCollection`](https://learn.microsoft.com/graph/api/resources/changenotificationcollection). An event of Azure Event
/// Hubs has the same form.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notifications {
    /// The notifications, each read by itself: one that can't be read, or is not the service's, does not affect the others.
    pub items: Vec<Result<Notification, Rejected>>,
    /// The tokens (JWT) of requests with resource data: secrets. The feature `rich-notifications` checks them.
    pub validation_tokens: Vec<String>,
}

impl Notifications {
    /// Reads the body of a request. `expected` returns the state of a subscription by its id, or `None` if there is none with that id.
    ///
    /// # Rule
    /// A notification may arrive before the response to the create that names the subscription. With one state for all subscriptions,
    /// `expected` can ignore the id.
    ///
    /// # Errors
    /// [`ContentError`] for a body without a list of notifications.
    pub fn read<'s>(body: &[u8], expected: impl Fn(&str) -> Option<&'s ClientState>) -> Result<Self, ContentError> {
        let json = std::str::from_utf8(body).map_err(|_| ContentError::new("", "is not UTF-8"))?;
        let properties = Properties::read(json.trim_start_matches('\u{feff}'))?;
        let list = properties.json("value").ok_or_else(|| ContentError::new("value", "is missing"))?;
        let list: Vec<&RawValue> =
            serde_json::from_str(list).map_err(|_| ContentError::new("value", "is not a list of notifications"))?;
        let items = list.iter().enumerate().map(|(index, json)| item(json.get(), index, &expected)).collect();
        let validation_tokens = properties.optional::<Vec<String>>("validationTokens")?.unwrap_or_default();
        Ok(Self { items, validation_tokens })
    }

    /// The response to notifications: 202 without a body.
    ///
    /// # Rule
    /// The service expects it within three seconds, or posts the notifications again for up to four hours. So store them, respond, and then
    /// process them. A forged notification gets the same response, which reveals nothing
    /// ([webhooks](https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#receive-notifications)). Respond with 503 if
    /// they could not be stored: the service tries again.
    #[must_use]
    pub fn accepted() -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::ACCEPTED;
        response
    }
}

fn item<'s>(
    json: &str,
    index: usize,
    expected: &impl Fn(&str) -> Option<&'s ClientState>,
) -> Result<Notification, Rejected> {
    let unreadable = |source| Rejected::Unreadable { index, source };
    let properties = Properties::read(json).map_err(unreadable)?;
    let subscription_id: String = properties.required("subscriptionId").map_err(unreadable)?;
    let Some(expected) = expected(&subscription_id) else {
        return Err(Rejected::UnknownSubscription { subscription_id });
    };
    let received: Option<String> = properties.optional("clientState").map_err(unreadable)?;
    if !received.is_some_and(|received| expected.matches(&received)) {
        return Err(Rejected::ClientState { subscription_id });
    }
    Notification::read(&properties, subscription_id).map_err(unreadable)
}

impl fmt::Debug for Notifications {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notifications")
            .field("items", &self.items)
            .field("validation_tokens", &format_args!("{} tokens", self.validation_tokens.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::{Value as Json, json};
    use uuid::Uuid;

    use super::*;
    use crate::notification::{ChangeType, LifecycleEvent};

    fn read(body: &Json) -> Result<Vec<Result<Notification, Rejected>>, ContentError> {
        let (a, b) = (ClientState::new("state a"), ClientState::new("state b"));
        let expected = |id: &str| match id {
            "a" => Some(&a),
            "b" => Some(&b),
            _ => None,
        };
        Notifications::read(body.to_string().as_bytes(), expected).map(|read| read.items)
    }

    fn change(id: &str, state: &str) -> Json {
        json!({ "subscriptionId": id, "clientState": state, "changeType": "created", "resource": "users/u/messages/m" })
    }

    #[test]
    fn the_example_of_the_documentation_is_read() {
        let body = json!({ "value": [{
            "id": "lsgTZMr9KwAAA", "subscriptionId": "a", "subscriptionExpirationDateTime": "2016-03-19T22:11:09.952Z",
            "clientState": "state a", "changeType": "created", "resource": "users/u@t/messages/m",
            "tenantId": "84bd8158-6d4d-4958-8b9f-9d6445542f95", "encryptedContent": null, "sequenceNumber": 7,
            "resourceData": {
                "@odata.type": "#Microsoft.Graph.Message", "@odata.id": "Users/u@t/Messages/m", "@odata.etag": "W/\"CQ\"", "id": "m"
            }
        }] });
        let items = read(&body).unwrap_or_default();
        let [Ok(Notification::Change(change))] = items.as_slice() else { panic!("{items:?}") };
        assert_eq!(change.change_type, ChangeType::Created);
        assert_eq!(change.subscription_expiration, DateTime::parse_from_rfc3339("2016-03-19T22:11:09.952Z").ok());
        assert_eq!(change.tenant_id, Some(Uuid::from_u128(0x84bd8158_6d4d_4958_8b9f_9d6445542f95)));
        let data = change.resource_data.as_ref();
        assert_eq!(data.and_then(|data| data.etag.as_deref()), Some("W/\"CQ\""));
        assert_eq!(data.and_then(|data| data.odata_id.as_deref()), Some("Users/u@t/Messages/m"));
    }

    #[test]
    fn odd_forms_of_the_service_are_read() {
        let mut odd = change("a", "state a");
        odd["tenantId"] = json!("");
        odd["changeType"] = json!("Updated");
        let mut unknown = change("a", "state a");
        unknown["changeType"] = json!("moved");
        unknown["subscriptionExpirationDateTime"] = json!("");
        let items = read(&json!({ "value": [odd, unknown], "@odata.context": "x" })).unwrap_or_default();
        let [Ok(Notification::Change(odd)), Ok(Notification::Change(unknown))] = items.as_slice() else {
            panic!("{items:?}")
        };
        assert_eq!((odd.tenant_id, &odd.change_type), (None, &ChangeType::Updated));
        assert_eq!(unknown.change_type, ChangeType::Other("moved".into()));
    }

    #[test]
    fn one_odd_notification_does_not_affect_the_others() {
        let mut wrong = change("a", "state a");
        wrong["tenantId"] = json!("no guid");
        let mut half = change("b", "state b");
        half["resourceData"] = json!([1]);
        let body = json!({ "value": [7, change("a", "state a"), wrong, half, {}, change("b", "state b")] });
        let texts = read(&body).unwrap_or_default().into_iter();
        let texts: Vec<_> = texts.map(|item| item.map(|item| item.subscription_id().to_owned())).collect();
        let failed = |index, path: &str, reason: &str| {
            Err(Rejected::Unreadable { index, source: ContentError::new(path, reason) })
        };
        assert_eq!(
            texts,
            [
                failed(0, "", "is not an object"),
                Ok("a".to_owned()),
                failed(2, "tenantId", "is not of the type `Edm.Guid`"),
                failed(3, "resourceData", "is not an object"),
                failed(4, "subscriptionId", "is missing"),
                Ok("b".to_owned()),
            ]
        );
    }

    #[test]
    fn a_notification_needs_the_state_of_its_own_subscription() {
        let mut without = change("a", "");
        without.as_object_mut().map(|without| without.remove("clientState"));
        let mut nulled = change("a", "");
        nulled["clientState"] = json!(null);
        let body = json!({ "value": [change("a", "state b"), without, nulled, change("c", "state a"), change("a", "state a")] });
        let rejected = || Rejected::ClientState { subscription_id: "a".into() };
        let items = read(&body).unwrap_or_default();
        assert_eq!(items.iter().filter(|item| item.as_ref().err() == Some(&rejected())).count(), 3);
        assert_eq!(items.get(3), Some(&Err(Rejected::UnknownSubscription { subscription_id: "c".into() })));
        assert!(matches!(items.get(4), Some(Ok(_))));
        assert!(!rejected().to_string().contains("state b"));
    }

    #[test]
    fn events_of_a_subscription_are_no_changes() {
        let event = |name: &str| json!({ "subscriptionId": "a", "clientState": "state a", "lifecycleEvent": name, "tenantId": "" });
        let names = ["reauthorizationRequired", "subscriptionRemoved", "missed", "paused"];
        let items = read(&json!({ "value": names.map(event) })).unwrap_or_default().into_iter();
        let events: Vec<_> = items
            .filter_map(|item| match item {
                Ok(Notification::Lifecycle(event)) => Some(event.event),
                _ => None,
            })
            .collect();
        let known = [
            LifecycleEvent::ReauthorizationRequired,
            LifecycleEvent::SubscriptionRemoved,
            LifecycleEvent::Missed,
            LifecycleEvent::Other("paused".into()),
        ];
        assert_eq!(events, known);
    }

    #[test]
    fn an_empty_text_is_not_an_event() {
        let mut change = change("a", "state a");
        change["lifecycleEvent"] = json!("");
        let items = read(&json!({ "value": [change] })).unwrap_or_default();
        assert!(matches!(items.first(), Some(Ok(Notification::Change(_)))), "{items:?}");
    }

    #[test]
    fn a_body_without_a_list_is_an_error() {
        let fails = |body: &[u8]| Notifications::read(body, |_| None).map_err(|error| error.to_string()).err();
        for body in
            ["", "null", "[]", "{}", r#"{"value":null}"#, r#"{"value":{}}"#, r#"{"value":[]"#, "{\"value\":[]}x"]
        {
            assert!(fails(body.as_bytes()).is_some(), "{body}");
        }
        assert!(fails(b"\xff").is_some_and(|text| text.ends_with("it is not UTF-8")));
        assert_eq!(fails("\u{feff}{\"value\":[]}".as_bytes()), None);
        assert!(
            fails(br#"{"value":[],"validationTokens":["a",7]}"#)
                .is_some_and(|text| text.contains("validationTokens[1]"))
        );
    }

    #[test]
    fn debug_shows_no_token_and_no_content() {
        let body = json!({ "validationTokens": ["eyJ0"], "value": [{
            "subscriptionId": "a", "clientState": "s3cret", "changeType": "created", "resource": "r", "resourceData": { "id": "p3rsonal" },
            "encryptedContent": { "data": "d4ta", "dataKey": "k3y", "dataSignature": "s1gn", "encryptionCertificateId": "c" }
        }] });
        let state = ClientState::new("s3cret");
        let text = format!("{:?}", Notifications::read(body.to_string().as_bytes(), |_| Some(&state)));
        assert!(text.contains("1 tokens") && text.contains("Change("), "{text}");
        for hidden in ["eyJ0", "s3cret", "p3rsonal", "d4ta", "k3y", "s1gn"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}
