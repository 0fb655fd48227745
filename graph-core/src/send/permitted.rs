//! The body of a response that keeps its place in the limits of the client.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::client::body_stream::BodyStream;
use crate::client::throttle::BodyPermit;
use crate::client::transport::TransportError;

/// A body, and the permit until it has arrived.
pub(super) struct Permitted {
    body: BodyStream,
    permit: Option<BodyPermit>,
}

impl Permitted {
    /// Keeps a permit until the body has arrived. One in memory needs none.
    pub(super) fn keep(body: BodyStream, permit: impl FnOnce() -> BodyPermit) -> BodyStream {
        if body.rest().is_some() { body } else { BodyStream::new(Self { body, permit: Some(permit()) }) }
    }
}

impl Stream for Permitted {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = self.body.poll_chunk(context);
        match &polled {
            Poll::Pending => self.permit.iter().for_each(BodyPermit::waits),
            Poll::Ready(Some(Ok(_))) => self.permit.iter().for_each(BodyPermit::arrived),
            Poll::Ready(Some(Err(_)) | None) => self.permit = None,
        }
        polled
    }
}
