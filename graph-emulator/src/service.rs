//! The service: how a request is performed.

pub(crate) mod request;
pub(crate) mod media;
mod entity;
mod list;
mod reference;
mod relation_changes;
mod delta;
mod materialize;
mod validation;
mod path_address;
mod subscription;
pub(crate) mod upload;
pub(crate) mod dispatch;
pub(crate) mod batch;
