//! Stored subscriptions.

use chrono::{DateTime, FixedOffset, Utc};
use serde_json::Value as Json;

use crate::http::spelling::Spelling;
use crate::http::url::ResourcePath;
use crate::schema::Schema;
use crate::schema::path::ResolvedPath;
use crate::store::Store;
use crate::store::address::{StoreAddress, child};
use crate::store::journal::{ChangeKind, EntityChange};
use crate::store::properties::Properties;

/// A subscription.
#[derive(Debug)]
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) resource: String,
    changes: String,
    pub(crate) url: String,
    pub(crate) lifecycle_url: Option<String>,
    pub(crate) client_state: Option<String>,
    /// As it was sent.
    pub(crate) expiration: String,
    /// The certificate for resource data, if the subscription asks for it.
    #[cfg(feature = "rich-notifications")]
    pub(crate) certificate: Option<String>,
    #[cfg(feature = "rich-notifications")]
    pub(crate) certificate_id: String,
}

impl Subscription {
    /// The stored subscriptions. Those that lack a property, because a test seeded them so, are omitted.
    pub(crate) fn all(store: &Store) -> Vec<Self> {
        store.subscriptions().filter_map(|(home, properties)| Self::read(home.last()?, properties)).collect()
    }

    fn read(id: &str, properties: &Properties) -> Option<Self> {
        let text = |name: &str| properties.get(name).and_then(Json::as_str).map(str::to_owned);
        Some(Self {
            id: id.to_owned(),
            resource: text("resource")?,
            changes: text("changeType")?,
            url: text("notificationUrl")?,
            lifecycle_url: text("lifecycleNotificationUrl"),
            client_state: text("clientState"),
            expiration: text("expirationDateTime")?,
            #[cfg(feature = "rich-notifications")]
            certificate: text("encryptionCertificate").filter(|_| includes_resource_data(properties)),
            #[cfg(feature = "rich-notifications")]
            certificate_id: text("encryptionCertificateId").unwrap_or_default(),
        })
    }

    pub(crate) fn expires_on(&self) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(&self.expiration).ok()
    }

    /// The `changeType` of the notification of a change; `None` if the subscription does not ask for it.
    ///
    /// # Rule
    /// A new user or group is `updated`, and so is one that moved to the deleted items
    /// ([`subscription`](https://learn.microsoft.com/graph/api/resources/subscription)).
    pub(crate) fn change_type(
        &self,
        change: &EntityChange,
        store: &Store,
        schema: Option<&Schema>,
    ) -> Option<&'static str> {
        let is_principal = matches!(change.home.as_slice(), [set, _] if set == "users" || set == "groups");
        let change_type = match change.kind {
            ChangeKind::Created if is_principal => "updated",
            ChangeKind::Created => "created",
            ChangeKind::Updated => "updated",
            ChangeKind::Deleted => "deleted",
        };
        let is_asked = self.changes.split(',').any(|asked| asked.trim().eq_ignore_ascii_case(change_type));
        (is_asked && self.is_of(change, store, schema)).then_some(change_type)
    }

    /// Whether the resource is the changed entity, or a collection that contains it.
    fn is_of(&self, change: &EntityChange, store: &Store, schema: Option<&Schema>) -> bool {
        let path = self.resource.split('?').next().unwrap_or_default();
        let path = format!("/v1.0/{}", path.trim_start_matches('/'));
        let Ok(ResourcePath { segments, .. }) = ResourcePath::parse(&path, Spelling::AnyCase) else { return false };
        let resolved = schema
            .and_then(|schema| ResolvedPath::follow(schema.names(), &segments, |path| store.has_entity(path)).ok());
        let segments = resolved.map_or_else(|| store.canonical_case(&segments), |path| path.segments().to_vec());
        match store.find(&segments) {
            StoreAddress::Collection(path) | StoreAddress::Unknown(path) => change.collections.contains(&path),
            StoreAddress::Entity { home, .. } => change.home == home,
            StoreAddress::Vacant { collection, key } => change.home == child(&collection, &key),
            StoreAddress::Missing(path) => change.home == path || change.collections.contains(&path),
            StoreAddress::Cast { .. }
            | StoreAddress::Delta(_)
            | StoreAddress::OtherType(_)
            | StoreAddress::Operation(_) => false,
        }
    }
}

/// Whether a subscription asks for resource data.
pub(crate) fn includes_resource_data(subscription: &Properties) -> bool {
    subscription.get("includeResourceData") == Some(&Json::Bool(true))
}

/// Deletes the subscriptions that have ended.
pub(crate) fn remove_ended(store: &mut Store, now: DateTime<Utc>) {
    let ended = |home: &[String], properties: &Properties| {
        let subscription = Subscription::read(home.last()?, properties)?;
        Some(subscription.expires_on()? <= now)
    };
    let ended = store.subscriptions().filter(|(home, properties)| ended(home, properties) == Some(true));
    for home in ended.map(|(home, _)| home.clone()).collect::<Vec<_>>() {
        store.remove(&home);
    }
}
