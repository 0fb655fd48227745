//! The emulator as a transport: in process, without a socket.

use bytes::Bytes;
use graph_core::{BoxFuture, Transport, TransportError};

use crate::emulator::Emulator;

impl Transport for Emulator {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            self.answer(request).map_err(|_| TransportError::new("the emulator was told to lose the connection"))
        })
    }
}
