//! Notifications that are not passed on.

use std::fmt;

use super::content::ContentError;

/// A notification that can't be read, or that may not be the service's. The others of the same request are not affected.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejected {
    /// The notification is not of the documented form.
    Unreadable {
        /// Its index in the request.
        index: usize,
        /// The reason.
        source: ContentError,
    },
    /// No state is expected for the subscription: it is unknown.
    UnknownSubscription {
        /// The id of the subscription as received.
        subscription_id: String,
    },
    /// The `clientState` differs, or is missing. Someone other than the service may have sent it.
    ClientState {
        /// The id of the subscription as received.
        subscription_id: String,
    },
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { index, source } => write!(f, "notification {index}: {source}"),
            Self::UnknownSubscription { subscription_id } => {
                write!(f, "a notification of the unknown subscription {subscription_id:?} was rejected")
            }
            Self::ClientState { subscription_id } => write!(
                f,
                "a notification of the subscription {subscription_id:?} was rejected: its `clientState` is not that of the subscription"
            ),
        }
    }
}

impl std::error::Error for Rejected {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            Self::UnknownSubscription { .. } | Self::ClientState { .. } => None,
        }
    }
}
