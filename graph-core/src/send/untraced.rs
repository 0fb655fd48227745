//! The trace of a call without the feature `tracing`: nothing.

use std::time::Duration;

use http::{Method, Response, Uri};

use crate::client::observer::WaitReason;
use crate::client::transport::TransportError;
use crate::error::error::Error;

pub(crate) struct Trace;

#[allow(clippy::unused_self, reason = "the functions are those of the feature")]
impl Trace {
    pub(crate) fn of_call(_: &Method, _: impl FnOnce() -> String, _: &Uri, _: bool) -> Self {
        Self
    }

    pub(crate) fn within<F: Future>(&self, attempt: F) -> F {
        attempt
    }

    pub(crate) fn attempt<B>(&self, _: u32, _: Result<&Response<B>, &TransportError>) {}

    pub(super) fn end<T>(&self, _: &Result<T, Error>) {}

    pub(super) fn wait_between_calls(_: Duration, _: WaitReason) {}

    pub(crate) fn wait(&self, _: Duration, _: WaitReason) {}
}
