//! Subscriptions.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use graph_macros::{graph_action, graph_entity, graph_enum};

use super::client_state::ClientState;
use super::lifetime::expiration;
use crate::request::request::Request;
use crate::value::flags::Flags;
use crate::value::path::Key;

/// The longest time between a renewal and the end of the subscription.
const LONGEST_RESERVE: TimeDelta = TimeDelta::days(2);

/// A change of a resource.
#[graph_enum(flags, odata_type = "microsoft.graph.changeType", crate = crate)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ChangeType {
    /// A resource is new. A new user or group is `Updated`.
    Created,
    /// A resource has changed, or a user or group was moved to the deleted items.
    Updated,
    /// A resource is gone.
    Deleted,
    /// Another change.
    #[graph(other)]
    Other(String),
}

/// A subscription: it asks the service to post the changes of a resource to a URL. `Debug` shows neither the URLs, which may have a
/// secret in their query, nor the certificate.
///
/// # Shape
/// Requests have no `$select`, which the service does not support here. [`Subscription::subscriptions`] creates, lists and deletes.
///
/// # Rule
/// [`subscription`](https://learn.microsoft.com/graph/api/resources/subscription). The service posts to the URL before it responds to the
/// create: [`receive`](super::receive) answers that.
///
/// # Example
/// ```
/// use graph_core::chrono::Utc;
/// use graph_core::notification::{ChangeType, ClientState, Subscription};
/// use graph_core::{Client, Error};
///
/// async fn subscribe(client: &Client, state: &ClientState) -> Result<Subscription, Error> {
///     let url = "https://example.org/hook";
///     let new = Subscription {
///         client_state: Some(state.clone()),
///         lifecycle_notification_url: Some(url.into()),
///         ..Subscription::new("me/messages", [ChangeType::Created], url, Utc::now())
///     };
///     Subscription::subscriptions().create(&new).send(client).await
/// }
/// ```
#[graph_entity(path = "subscriptions", select = false, crate = crate)]
#[derive(Clone, Default, PartialEq)]
pub struct Subscription {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The path of the resource, relative to the version: `me/mailFolders('inbox')/messages`.
    pub resource: Option<String>,
    /// The changes that are posted.
    pub change_type: Option<Flags<ChangeType>>,
    /// The URL of the webhook.
    pub notification_url: Option<String>,
    /// The URL for notifications about the subscription itself. An update can't add it.
    pub lifecycle_notification_url: Option<String>,
    /// The end of the subscription. The service deletes it then.
    pub expiration_date_time: Option<DateTime<Utc>>,
    /// The secret that the notifications repeat.
    pub client_state: Option<ClientState>,
    /// The notifications include the resource.
    pub include_resource_data: Option<bool>,
    /// The certificate with the public key that encrypts the resource, in base64.
    pub encryption_certificate: Option<String>,
    /// The name of the certificate, which the notifications repeat: at most 128 characters.
    pub encryption_certificate_id: Option<String>,
    /// The state in which a resource is posted, for printing.
    pub notification_query_options: Option<String>,
    /// The application of the validation tokens, if it is another one.
    pub notification_url_app_id: Option<String>,
    /// The latest version of TLS at the URL, such as `v1_2`.
    pub latest_supported_tls_version: Option<String>,
    /// The application that created the subscription.
    #[graph(read_only)]
    pub application_id: Option<String>,
    /// The user or service principal that created the subscription.
    #[graph(read_only)]
    pub creator_id: Option<String>,
}

impl Subscription {
    /// A subscription without resource data that lasts as long as the service permits: [`expiration`].
    pub fn new(
        resource: impl Into<String>,
        changes: impl IntoIterator<Item = ChangeType>,
        notification_url: impl Into<String>,
        now: DateTime<Utc>,
    ) -> Self {
        let resource = resource.into();
        Self {
            expiration_date_time: Some(expiration(&resource, false, now)),
            resource: Some(resource),
            change_type: Some(changes.into_iter().collect()),
            notification_url: Some(notification_url.into()),
            ..Self::default()
        }
    }

    /// The subscription with resource data, encrypted for a certificate (DER in base64). Its expiration is the longest from `now` on.
    ///
    /// # Rule
    /// [Rich notifications](https://learn.microsoft.com/graph/change-notifications-with-resource-data). The key is RSA with 2048 to 4096
    /// bits. Outlook and some resources of Teams require a `$select` in the resource.
    #[must_use]
    pub fn with_resource_data(
        self,
        certificate: impl Into<String>,
        certificate_id: impl Into<String>,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            include_resource_data: Some(true),
            encryption_certificate: Some(certificate.into()),
            encryption_certificate_id: Some(certificate_id.into()),
            expiration_date_time: Some(expiration(self.resource.as_deref().unwrap_or_default(), true, now)),
            ..self
        }
    }

    /// The time of the next renewal: after two thirds of the rest of the subscription, and at most two days before its end. `now` for one
    /// that has ended, which must be created again. `None` if the end is unknown.
    ///
    /// # Shape
    /// Ask once after each create, renewal or start of the program, and wait until then: the result moves on with `now`.
    ///
    /// # Example
    /// ```
    /// use graph_core::chrono::{TimeDelta, Utc};
    /// use graph_core::notification::Subscription;
    ///
    /// let now = Utc::now();
    /// let ends = |minutes| Subscription {
    ///     expiration_date_time: Some(now + TimeDelta::minutes(minutes)),
    ///     ..Subscription::default()
    /// };
    /// assert_eq!(ends(60).next_renewal(now), Some(now + TimeDelta::minutes(40)));
    /// assert_eq!(ends(30 * 24 * 60).next_renewal(now), Some(now + TimeDelta::days(28)));
    /// assert_eq!(ends(-1).next_renewal(now), Some(now));
    /// ```
    #[must_use]
    pub fn next_renewal(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let end = self.expiration_date_time?;
        let rest = end.signed_duration_since(now);
        if rest <= TimeDelta::zero() {
            return Some(now);
        }
        end.checked_sub_signed(LONGEST_RESERVE.min(rest / 3))
    }

    /// Renews the subscription for as long as the service permits: `PATCH …` → the subscription. It is authorized again as well.
    ///
    /// # Errors
    /// A 404 means that it has ended: create it again, and read the changes of the meantime with a delta query.
    pub fn renew(&self, now: DateTime<Utc>) -> Request<Option<Self>> {
        let includes_resource_data = self.include_resource_data == Some(true);
        let end = expiration(self.resource.as_deref().unwrap_or_default(), includes_resource_data, now);
        let changes = Self::changes().set(Self::EXPIRATION_DATE_TIME, end);
        Self::subscriptions().entity(&self.id).update(changes)
    }

    /// Authorizes a subscription again, after a [`ReauthorizationRequired`](super::LifecycleEvent::ReauthorizationRequired): `POST
    /// …/reauthorize`. Its end stays.
    ///
    /// # Rule
    /// [Reauthorize](https://learn.microsoft.com/graph/api/subscription-reauthorize)
    ///
    /// # Example
    /// ```
    /// use graph_core::notification::Subscription;
    ///
    /// let request = Subscription::reauthorize("7f10");
    /// assert_eq!((request.method().as_str(), request.path()), ("POST", "subscriptions/7f10/reauthorize"));
    /// ```
    pub fn reauthorize(id: impl Into<Key>) -> Request<()> {
        Reauthorize {}.request(id)
    }
}

#[graph_action(path = "subscriptions/{subscriptionId}/reauthorize", crate = crate)]
struct Reauthorize {}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("id", &self.id)
            .field("resource", &self.resource)
            .field("change_type", &self.change_type)
            .field("expiration_date_time", &self.expiration_date_time)
            .field("include_resource_data", &self.include_resource_data)
            .field("encryption_certificate_id", &self.encryption_certificate_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::body::Body;

    fn subscription() -> Subscription {
        Subscription {
            client_state: Some("s3cret".into()),
            ..Subscription::new(
                "me/messages",
                [ChangeType::Created, ChangeType::Updated],
                "https://example.org/hook?code=k3y",
                DateTime::UNIX_EPOCH,
            )
        }
    }

    #[test]
    fn a_create_has_the_documented_body() {
        let json = crate::json::to_string(&subscription()).ok();
        let expected = r##"{"@odata.type":"#microsoft.graph.subscription","resource":"me/messages","changeType":"created,updated","notificationUrl":"https://example.org/hook?code=k3y","expirationDateTime":"1970-01-07T23:55:00Z","clientState":"s3cret"}"##;
        assert_eq!(json.as_deref(), Some(expected));
    }

    #[test]
    fn the_example_of_the_documentation_is_read() {
        let json = r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity","id":"7f105c7d","resource":
            "me/messages","applicationId":"string","changeType":"created, Updated","clientState":"secretClientValue","notificationUrl":
            "https://example.org","expirationDateTime":"2016-11-20T18:23:45.9356913Z","encryptionCertificate":"","includeResourceData":
            false,"notificationContentType":"application/json"}"#;
        let read: Option<Subscription> = serde_json::from_str(json).ok();
        let changes = read.as_ref().and_then(|read| read.change_type.clone());
        assert_eq!(changes, Some(Flags::from([ChangeType::Created, ChangeType::Updated])));
        assert_eq!(read.and_then(|read| read.client_state), Some("secretClientValue".into()));
    }

    #[test]
    fn debug_shows_no_secret() {
        let subscription = subscription().with_resource_data("Q0VSVA==", "cert-1", DateTime::UNIX_EPOCH);
        let text = format!("{subscription:?}");
        assert!(text.contains("me/messages") && text.contains("cert-1"), "{text}");
        for hidden in ["s3cret", "k3y", "example.org", "Q0VSVA"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }

    #[test]
    fn a_renewal_sends_the_expiration_alone() {
        let rich = subscription().with_resource_data("Q0VSVA==", "cert-1", DateTime::UNIX_EPOCH);
        for (one, end) in [(subscription(), "1970-01-07T23:55:00Z"), (rich, "1970-01-01T23:55:00Z")] {
            let one = Subscription { id: Some("7".into()), ..one };
            let request = one.renew(DateTime::UNIX_EPOCH);
            assert_eq!((request.method().as_str(), request.path()), ("PATCH", "subscriptions/7"));
            let Body::Json(body) = request.body() else { panic!("no JSON") };
            assert_eq!(body, format!(r#"{{"expirationDateTime":"{end}"}}"#).as_str());
        }
        assert_eq!(Subscription::subscriptions().list().query(), "");
    }

    #[test]
    fn renewals_come_before_the_end() {
        let now = DateTime::UNIX_EPOCH;
        let ends = |end| Subscription { expiration_date_time: end, ..Subscription::default() }.next_renewal(now);
        assert_eq!(ends(None), None);
        assert_eq!(ends(Some(now)), Some(now));
        assert_eq!(ends(Some(now + TimeDelta::seconds(3))), Some(now + TimeDelta::seconds(2)));
        assert_eq!(
            ends(Some(DateTime::<Utc>::MAX_UTC)),
            DateTime::<Utc>::MAX_UTC.checked_sub_signed(TimeDelta::days(2))
        );
        assert_eq!(ends(Some(DateTime::<Utc>::MIN_UTC)), Some(now));
    }
}
