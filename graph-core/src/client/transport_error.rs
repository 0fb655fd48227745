//! The error of a transport.

use std::fmt;

use super::causes::{causes, write_causes};

/// The request did not reach the service, or no complete response arrived.
///
/// # Shape
/// The message ends with the error of the transport, in one line: `the request got no complete response: error sending
/// request: … Connection refused`. [`source`](std::error::Error::source) returns the causes.
#[derive(Debug)]
pub struct TransportError {
    source: Box<dyn std::error::Error + Send + Sync>,
    is_permanent: bool,
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request got no complete response: ")?;
        write_causes(f, self.cause())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl TransportError {
    /// Wraps the error of the HTTP stack. It is printed and logged, so it must not contain URLs with secrets.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), is_permanent: false }
    }

    /// Wraps an error that another attempt would meet again, such as a response that is too large. The client does not repeat the
    /// request. It is printed and logged like the error of [`new`](Self::new).
    pub fn permanent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), is_permanent: true }
    }

    /// Returns `true` if another attempt would have the same error.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.is_permanent
    }

    /// The error of the transport with its causes, in one line.
    pub(crate) fn reason(&self) -> String {
        causes(self.cause())
    }

    pub(crate) fn cause(&self) -> &(dyn std::error::Error + 'static) {
        &*self.source
    }
}
