//! Responses: values, pages, delta pages and pollers of long-running operations.

// A module imports only from those above it.
pub(crate) mod link;
pub(crate) mod page;
pub(crate) mod response;
pub(crate) mod delta;
pub(crate) mod status_monitor;
pub(crate) mod poller;

pub use self::delta::RemovalReason;
pub use self::link::NextLink;
pub use self::page::Paged;
pub use self::poller::ResourceId;
pub use self::response::FromResponse;
