//! Downloads and uploads that can't be completed.

use std::fmt;
use std::io;

use http::StatusCode;

use super::odata_error::ApiError;
use crate::client::causes::write_causes;

/// A download or an upload that can't be completed, although the service responded.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransferError {
    /// The content changed between two requests of a download. The bytes so far are of the former content.
    Changed,
    /// The content has another length than the service announced.
    Length {
        /// The announced number of bytes.
        expected: u64,
        /// The number of bytes that arrived.
        received: u64,
    },
    /// The service returned another range of the content than the requested one.
    Range,
    /// The downloaded bytes could not be written.
    Write(io::Error),
    /// The bytes to upload could not be read.
    Read(io::Error),
    /// The bytes to upload became fewer while they were uploaded.
    SourceLength {
        /// The number of bytes at the start of the upload.
        expected: u64,
        /// The number of bytes that could be read.
        read: u64,
    },
    /// The service takes no empty content here.
    Empty,
    /// The service created an upload session without a URL.
    NoUploadUrl,
    /// The upload session does not exist any more: it expired, or was cancelled.
    SessionGone(Box<ApiError>),
    /// The upload may be complete, and the service did not confirm it: the response to its last request was lost, and no session remains
    /// that the client can ask.
    Unconfirmed,
    /// The upload session accepts no further bytes, although it lacks some, or reports bytes that it was not sent.
    Stalled {
        /// The number of bytes that the session has.
        position: u64,
    },
    /// The upload is complete, and its result was returned already.
    Finished,
}

impl fmt::Display for TransferError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("the content changed while it was downloaded: start the download again"),
            Self::Length { expected, received } => {
                write!(f, "the content has {received} bytes, and the service announced {expected}")
            }
            Self::Range => f.write_str("the service returned another range of the content than the requested one"),
            Self::Write(source) => {
                f.write_str("the downloaded bytes can't be written: ")?;
                write_causes(f, source)
            }
            Self::Read(source) => {
                f.write_str("the bytes to upload can't be read: ")?;
                write_causes(f, source)
            }
            Self::SourceLength { expected, read } => write!(
                f,
                "the bytes to upload changed: there are {read}, and there were {expected} at the start; start the upload again"
            ),
            Self::Empty => f.write_str("the service takes no empty content here"),
            Self::NoUploadUrl => f.write_str("the service created an upload session without an `uploadUrl`"),
            Self::SessionGone(source) => {
                write!(f, "the upload session does not exist any more: start the upload again: {source}")
            }
            Self::Unconfirmed => f.write_str(
                "the upload may be complete, and the service did not confirm it: read the item before you upload it again",
            ),
            Self::Stalled { position } => {
                write!(
                    f,
                    "the upload session accepts no bytes after the first {position}, although it lacks some, or reports bytes \
                     that were not sent"
                )
            }
            Self::Finished => f.write_str("the upload is complete, and its result was returned already"),
        }
    }
}

impl std::error::Error for TransferError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write(source) | Self::Read(source) => Some(source),
            Self::SessionGone(source) => Some(source),
            _ => None,
        }
    }
}

impl TransferError {
    fn api(&self) -> Option<&ApiError> {
        match self {
            Self::SessionGone(error) => Some(error),
            _ => None,
        }
    }

    pub(super) fn status(&self) -> Option<StatusCode> {
        Some(self.api()?.status)
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.api()?.code.as_deref()
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        self.api()?.request_id.as_deref()
    }
}
