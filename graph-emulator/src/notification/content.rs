//! The content of notifications.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

#[cfg(feature = "rich-notifications")]
use crate::notification::encryption::{encrypt, public_key};
use crate::notification::subscription::Subscription;
use crate::store::journal::EntityChange;
use crate::store::properties::{TYPE, type_name};

/// The tenant of the emulator: that of the documentation's examples.
const TENANT: &str = "84bd8158-6d4d-4958-8b9f-9d6445542f95";

/// The notification of a change.
///
/// # Rule
/// [`changeNotification`](https://learn.microsoft.com/graph/api/resources/changenotification). The service capitalizes the parts of the type.
pub(crate) fn of_change(subscription: &Subscription, change: &EntityChange, change_type: &str) -> Json {
    let path = change.home.join("/");
    let mut data = Map::new();
    if let Some(own) = type_name(&change.properties) {
        data.insert(TYPE.to_owned(), format!("#{}", capitalized(own)).into());
    }
    data.insert("@odata.id".to_owned(), path.clone().into());
    if !change.etag.is_empty() {
        data.insert("@odata.etag".to_owned(), change.etag.clone().into());
    }
    let id = change.properties.get("id").cloned();
    data.insert("id".to_owned(), id.or_else(|| Some(change.home.last()?.clone().into())).unwrap_or_default());
    let mut notification = common(subscription);
    notification.extend([
        ("id".to_owned(), Uuid::new_v4().to_string().into()),
        ("changeType".to_owned(), change_type.into()),
        ("resource".to_owned(), path.into()),
        ("resourceData".to_owned(), data.into()),
    ]);
    #[cfg(feature = "rich-notifications")]
    if let Some(content) = encrypted(subscription, change, change_type) {
        notification.insert("encryptedContent".to_owned(), content);
    }
    notification.into()
}

/// The whole resource, if the subscription asks for it. One that is gone has no content.
#[cfg(feature = "rich-notifications")]
fn encrypted(subscription: &Subscription, change: &EntityChange, change_type: &str) -> Option<Json> {
    let certificate = subscription.certificate.as_ref().filter(|_| change_type != "deleted")?;
    encrypt(&public_key(certificate)?, &subscription.certificate_id, &change.properties.clone().into())
}

/// The notification of an event of the subscription.
pub(crate) fn of_event(subscription: &Subscription, event: &str) -> Json {
    let mut notification = common(subscription);
    notification.insert("lifecycleEvent".to_owned(), event.into());
    notification.into()
}

fn common(subscription: &Subscription) -> Map<String, Json> {
    let mut notification = Map::from_iter([
        ("subscriptionId".to_owned(), json!(subscription.id)),
        ("subscriptionExpirationDateTime".to_owned(), json!(subscription.expiration)),
        ("tenantId".to_owned(), json!(TENANT)),
    ]);
    if let Some(state) = &subscription.client_state {
        notification.insert("clientState".to_owned(), json!(state));
    }
    notification
}

fn capitalized(type_name: &str) -> String {
    let parts = type_name.trim_start_matches('#').split('.').map(|part| {
        let mut chars = part.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    });
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::capitalized;

    #[test]
    fn each_part_of_a_type_is_capitalized() {
        assert_eq!(capitalized("#microsoft.graph.chatMessage"), "Microsoft.Graph.ChatMessage");
        assert_eq!(capitalized(""), "");
    }
}
