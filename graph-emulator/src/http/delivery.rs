//! Delivery of a response to the client: immediate, delayed, in pieces, incomplete, or none.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use graph_core::BoxFuture;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Response};
use http_body::{Frame, SizeHint};

use crate::http::clock::SharedClock;

/// The number of pieces of a body that arrives slowly.
const PIECES: usize = 8;

/// The largest piece of a body that is cut off: the server keeps few bytes that it has not sent when the connection ends.
const CUT_PIECE: usize = 64 * 1024;

/// The response to one request, and how it is delivered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response<Bytes>,
    pub(crate) delivery: Delivery,
}

/// The way of one response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    /// The wait before the head.
    pub(crate) delay: Duration,
    /// The wait before each piece of the body.
    pub(crate) pause: Duration,
    pub(crate) length: Length,
}

/// The relation of `Content-Length`, the body, and what arrives of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Length {
    #[default]
    Right,
    /// The connection ends after this number of bytes.
    CutOff(usize),
    /// `Content-Length` exceeds the body by this number.
    Longer(usize),
    /// `Content-Length` is less than the body by this number, and the rest is not sent.
    Shorter(usize),
}

/// The connection was lost: no complete response arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConnectionLost {
    Refused,
    Reset,
    CutOff,
}

impl ConnectionLost {
    /// The error of the connection as the client's HTTP stack would have it.
    pub(crate) fn error(self) -> io::Error {
        let (kind, text) = match self {
            Self::Refused => (io::ErrorKind::ConnectionRefused, "a fault of the emulator refused the connection"),
            Self::Reset => (io::ErrorKind::ConnectionReset, "a fault of the emulator lost the connection"),
            Self::CutOff => (io::ErrorKind::UnexpectedEof, "a fault of the emulator cut off the response"),
        };
        io::Error::new(kind, text)
    }
}

impl Answer {
    /// Delivers the response in process.
    pub(crate) async fn deliver(self, clock: &SharedClock) -> Result<Response<Bytes>, ConnectionLost> {
        let Self { mut response, delivery: Delivery { delay, pause, length } } = self;
        let pieces = u32::try_from(PIECES).unwrap_or(u32::MAX);
        let wait = delay.saturating_add(pause.saturating_mul(pieces));
        if !wait.is_zero() {
            clock.0.sleep(wait).await;
        }
        match length {
            Length::Right => {}
            Length::CutOff(_) | Length::Longer(_) => return Err(ConnectionLost::CutOff),
            Length::Shorter(by) => shorten(&mut response, by),
        }
        Ok(response)
    }

    /// The response for a socket; its body takes its time and may end in an error.
    pub(crate) async fn into_stream(self, clock: SharedClock) -> Response<Pieces> {
        let Self { mut response, delivery: Delivery { delay, pause, length } } = self;
        if !delay.is_zero() {
            clock.0.sleep(delay).await;
        }
        let declared = match length {
            Length::Right => response.body().len(),
            Length::CutOff(_) => response.body().len().max(1),
            Length::Longer(by) => response.body().len().saturating_add(by),
            Length::Shorter(by) => {
                shorten(&mut response, by);
                response.body().len()
            }
        };
        if length != Length::Right {
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(declared));
        }
        response.map(|mut body| {
            let is_cut = matches!(length, Length::CutOff(_) | Length::Longer(_));
            if let Length::CutOff(after) = length {
                body.truncate(after);
            }
            let size = if pause.is_zero() { body.len() } else { body.len().div_ceil(PIECES) };
            let size = if is_cut { size.min(CUT_PIECE) } else { size }.max(1);
            let mut rest = VecDeque::new();
            while !body.is_empty() {
                rest.push_back(body.split_to(size.min(body.len())));
            }
            Pieces { rest, pause, is_cut, is_flushed: false, clock, wait: None }
        })
    }
}

/// Removes the end of a body, which `Content-Length` does not count.
fn shorten(response: &mut Response<Bytes>, by: usize) {
    let length = response.body().len().saturating_sub(by);
    response.body_mut().truncate(length);
}

/// A body in pieces, each after a pause.
pub(crate) struct Pieces {
    rest: VecDeque<Bytes>,
    pause: Duration,
    /// The body ends in an error: the server closes the connection.
    is_cut: bool,
    is_flushed: bool,
    clock: SharedClock,
    wait: Option<BoxFuture<'static, ()>>,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        if !this.pause.is_zero() && !this.rest.is_empty() {
            let (clock, pause) = (this.clock.clone(), this.pause);
            let wait = this.wait.get_or_insert_with(|| Box::pin(async move { clock.0.sleep(pause).await }));
            if wait.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            this.wait = None;
        }
        Poll::Ready(match this.rest.pop_front() {
            Some(piece) => Some(Ok(Frame::data(piece))),
            None if this.is_cut && !this.is_flushed => {
                // The server sends what it has while it waits.
                this.is_flushed = true;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            None if this.is_cut => Some(Err(ConnectionLost::CutOff.error())),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && !self.is_cut
    }

    fn size_hint(&self) -> SizeHint {
        let size = self.rest.iter().map(|piece| u64::try_from(piece.len()).unwrap_or(u64::MAX)).sum();
        if self.is_cut { SizeHint::default() } else { SizeHint::with_exact(size) }
    }
}
