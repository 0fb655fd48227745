//! Change notifications: subscriptions, and the requests that the service posts to a webhook.
//!
//! [`Subscription`] is the entity that asks for them. [`receive`] reads the requests of the service. It works
//! with any server: it takes an `http::Request` and returns its content, or the response to send.
//!
//! # Example
//! ```
//! use graph_core::bytes::Bytes;
//! use graph_core::http::{Request, Response};
//! use graph_core::notification::{ClientState, Incoming, Notification, Notifications, receive};
//!
//! fn webhook(request: &Request<Bytes>, state: &ClientState) -> Response<Bytes> {
//!     match receive(request, |_subscription_id| Some(state)) {
//!         Ok(Incoming::Validation(response)) => response,
//!         Ok(Incoming::Notifications(notifications)) => {
//!             for notification in notifications.items {
//!                 match notification {
//!                     Ok(Notification::Change(change)) => println!("{} {}", change.change_type, change.resource),
//!                     Ok(Notification::Lifecycle(event)) => println!("{} {}", event.event, event.subscription_id),
//!                     Err(rejected) => eprintln!("{rejected}"),
//!                 }
//!             }
//!             Notifications::accepted()
//!         }
//!         Err(error) => error.response(),
//!     }
//! }
//!
//! let state = ClientState::new("secret");
//! let handshake = Request::post("/hook?validationToken=Validation%3A+Testing").body(Bytes::new())?;
//! assert_eq!(webhook(&handshake, &state).body(), "Validation: Testing");
//! # Ok::<(), graph_core::http::Error>(())
//! ```

// A module imports only from those above it.
mod client_state;
mod lifetime;
mod subscription;
mod content;
mod notification;
mod rejected;
mod notifications;
mod handshake;
mod incoming;
#[cfg(feature = "rich-notifications")]
mod keys;
#[cfg(feature = "rich-notifications")]
mod validation_token;

pub use self::client_state::ClientState;
pub use self::content::{ContentError, EncryptedContent, ResourceData};
pub use self::incoming::{Incoming, ReceiveError, receive};
#[cfg(feature = "rich-notifications")]
pub use self::keys::{DecryptError, KeyError, Keys};
pub use self::lifetime::{expiration, longest_lifetime};
pub use self::notification::{ChangeNotification, LifecycleEvent, LifecycleNotification, Notification};
pub use self::notifications::Notifications;
pub use self::rejected::Rejected;
pub use self::subscription::{ChangeType, Subscription};
#[cfg(feature = "rich-notifications")]
pub use self::validation_token::{SigningKeys, SigningKeysError, TokenCheck, TokenError, ValidToken};
