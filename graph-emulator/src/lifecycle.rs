//! Subscriptions under the control of a test.

use crate::emulator::Emulator;
use crate::notification::content;
use crate::notification::courier::Outgoing;
use crate::notification::subscription::Subscription;
use crate::store::watched::SUBSCRIPTIONS;
use crate::testing::notification_log::Delivery;

/// Notifications.
///
/// # Example
/// ```
/// use graph_core::{Client, StaticToken, graph_entity};
/// use graph_emulator::{DeliveryOutcome, Emulator};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::new();
/// emulator.seed("subscriptions", json!({
///     "id": "s", "resource": "users", "changeType": "updated", "notificationUrl": "https://example.org/hook", "clientState": "secret",
///     "expirationDateTime": "2099-01-01T00:00:00Z",
/// }));
/// emulator.seed("users", json!({ "id": "ada" }));
/// emulator.deliver_notifications().await;
///
/// let log = emulator.notification_log();
/// assert_eq!(log[0].outcome, DeliveryOutcome::NotLoopback);
/// assert!(String::from_utf8_lossy(&log[0].body).contains(r#""resource":"users/ada""#));
/// # Ok(())
/// # }
/// ```
impl Emulator {
    /// The last 10,000 requests to webhooks.
    #[must_use]
    pub fn notification_log(&self) -> Vec<Delivery> {
        self.shared.courier.log().entries()
    }

    /// Waits until the notifications of all changes so far have been posted, or have failed.
    pub async fn deliver_notifications(&self) {
        self.shared.courier.wait().await;
    }

    /// Posts a notification about a subscription: `reauthorizationRequired`, `missed`, or `subscriptionRemoved`, which also deletes it.
    /// Returns `false` if there is no such subscription, or if it has no `lifecycleNotificationUrl`.
    #[allow(clippy::must_use_candidate, reason = "a test that knows the subscription does not need it")]
    pub fn notify_lifecycle(&self, subscription_id: &str, event: &str) -> bool {
        let mut store = self.store();
        let found = Subscription::all(&store).into_iter().find(|subscription| subscription.id == subscription_id);
        if found.is_some() && event.eq_ignore_ascii_case("subscriptionRemoved") {
            store.remove(&vec![SUBSCRIPTIONS.to_owned(), subscription_id.to_owned()]);
        }
        let Some((url, notification)) =
            found.and_then(|found| Some((found.lifecycle_url.clone()?, content::of_event(&found, event))))
        else {
            return false;
        };
        self.shared.courier.deliver(vec![Outgoing::new(url, &[notification])]);
        true
    }

    /// Ends all subscriptions, as their expiration does: the service deletes them and tells no one.
    pub fn expire_subscriptions(&self) {
        let mut store = self.store();
        let homes: Vec<_> = store.subscriptions().map(|(home, _)| home.clone()).collect();
        for home in homes {
            store.remove(&home);
        }
    }
}
