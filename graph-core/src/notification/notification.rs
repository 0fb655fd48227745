//! One notification.

use chrono::{DateTime, FixedOffset};
use graph_macros::graph_enum;
use uuid::Uuid;

use super::content::{ContentError, EncryptedContent, Properties, ResourceData};
use super::subscription::ChangeType;

/// A notification: of a change, or about the subscription itself. Its `clientState` was compared.
///
/// # Rule
/// [`changeNotification`](https://learn.microsoft.com/graph/api/resources/changenotification). Unknown properties are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notification {
    /// A resource has changed.
    Change(Box<ChangeNotification>),
    /// The subscription needs attention.
    Lifecycle(LifecycleNotification),
}

/// A change of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeNotification {
    /// The id of the notification, if it has one. The service may post a notification again.
    pub id: Option<String>,
    /// The id of the subscription.
    pub subscription_id: String,
    /// The end of the subscription.
    pub subscription_expiration: Option<DateTime<FixedOffset>>,
    /// The change.
    pub change_type: ChangeType,
    /// The path of the resource, relative to the version.
    pub resource: String,
    /// The tenant; `None` for a personal account, where the service writes an empty text.
    pub tenant_id: Option<Uuid>,
    /// The type and key of the resource.
    pub resource_data: Option<ResourceData>,
    /// The whole resource, if the subscription asks for it.
    pub encrypted_content: Option<EncryptedContent>,
}

/// A notification about a subscription.
///
/// # Rule
/// [Lifecycle notifications](https://learn.microsoft.com/graph/change-notifications-lifecycle-events)
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LifecycleNotification {
    /// The id of the subscription.
    pub subscription_id: String,
    /// The end of the subscription.
    pub subscription_expiration: Option<DateTime<FixedOffset>>,
    /// The event.
    pub event: LifecycleEvent,
    /// The tenant; `None` for a personal account.
    pub tenant_id: Option<Uuid>,
}

/// An event in the life of a subscription.
#[graph_enum(odata_type = "microsoft.graph.lifecycleEventType", crate = crate)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LifecycleEvent {
    /// The service pauses the subscription soon: [reauthorize](super::Subscription::reauthorize) or
    /// [renew](super::Subscription::renew) it.
    ReauthorizationRequired,
    /// The subscription is gone: create it again, and read the changes of the meantime with a delta query.
    SubscriptionRemoved,
    /// Some notifications were not delivered: read the changes with a delta query.
    Missed,
    /// Another event.
    #[graph(other)]
    Other(String),
}

impl Notification {
    /// The id of the subscription.
    #[must_use]
    pub fn subscription_id(&self) -> &str {
        match self {
            Self::Change(change) => &change.subscription_id,
            Self::Lifecycle(event) => &event.subscription_id,
        }
    }

    /// The tenant; `None` for a personal account.
    #[must_use]
    pub fn tenant_id(&self) -> Option<Uuid> {
        match self {
            Self::Change(change) => change.tenant_id,
            Self::Lifecycle(event) => event.tenant_id,
        }
    }

    /// Reads what follows the `subscriptionId` and the `clientState`.
    pub(super) fn read(properties: &Properties<'_>, subscription_id: String) -> Result<Self, ContentError> {
        let subscription_expiration = properties.optional("subscriptionExpirationDateTime")?;
        let tenant_id = properties.optional("tenantId")?;
        if let Some(event) = properties.optional("lifecycleEvent")? {
            let event = LifecycleNotification { subscription_id, subscription_expiration, event, tenant_id };
            return Ok(Self::Lifecycle(event));
        }
        let resource_data = properties.json("resourceData").map(ResourceData::parse).transpose();
        let encrypted_content = properties.json("encryptedContent").map(EncryptedContent::parse).transpose();
        Ok(Self::Change(Box::new(ChangeNotification {
            id: properties.optional("id")?,
            subscription_id,
            subscription_expiration,
            change_type: properties.required("changeType")?,
            resource: properties.required("resource")?,
            tenant_id,
            resource_data: resource_data.map_err(|error| error.below("resourceData"))?,
            encrypted_content: encrypted_content.map_err(|error| error.below("encryptedContent"))?,
        })))
    }
}
