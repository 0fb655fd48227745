//! The bytes of an upload that a transport received.

use bytes::Bytes;
use http::header::CONTENT_RANGE;
use http::{Method, Request};

/// The fragments that were sent to the last session.
#[derive(Default)]
pub struct Sent(Vec<(u64, u64)>);

impl Sent {
    /// Keeps the range of a fragment. A new session has none.
    pub fn record(&mut self, request: &Request<Bytes>) {
        match *request.method() {
            Method::POST if request.uri().path().ends_with("/createUploadSession") => self.0.clear(),
            Method::PUT => self.0.extend(range(request)),
            _ => {}
        }
    }

    /// The number of bytes before the first one that was not sent.
    #[must_use]
    pub fn length(&self) -> u64 {
        let mut ranges = self.0.clone();
        ranges.sort_unstable();
        ranges.into_iter().fold(0, |end, (first, after)| if first <= end { end.max(after) } else { end })
    }
}

/// The first byte of `bytes 0-9/20`, and the one after the last.
fn range(request: &Request<Bytes>) -> Option<(u64, u64)> {
    let (range, _) = request.headers().get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    Some((first.parse().ok()?, last.parse::<u64>().ok()?.checked_add(1)?))
}
