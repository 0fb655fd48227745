//! Requests as they come, as server-sent events.

use std::fmt::Write as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use graph_core::BoxFuture;
use http_body::Frame;
use tokio::sync::{mpsc, watch};

use crate::control::traffic;
use crate::emulator::Emulator;

/// The interval of comments that show whether the client is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// The number of events that wait for a slow client.
const WAITING: usize = 16;

/// A body that has an event for each request, until the server stops.
///
/// # Rule
/// [Server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html). The id of an event is the number of the
/// request: a client that comes back by `Last-Event-ID` gets those that it missed.
pub(crate) struct Events {
    events: mpsc::Receiver<String>,
    stopped: BoxFuture<'static, ()>,
}

impl Events {
    /// The requests after the one with this number.
    pub(crate) fn after(emulator: Emulator, number: u64, mut stop: watch::Receiver<()>) -> Self {
        let (sender, events) = mpsc::channel(WAITING);
        tokio::spawn(send(emulator, number, sender));
        // Nothing is ever sent: the channel ends.
        Self { events, stopped: Box::pin(async move { drop(stop.changed().await) }) }
    }
}

/// Sends events until the client is gone.
async fn send(emulator: Emulator, mut last: u64, sender: mpsc::Sender<String>) {
    let mut count = emulator.shared.request_log.subscribe();
    let mut text = ": requests\n\n".to_owned();
    loop {
        count.mark_unchanged();
        for (number, received) in emulator.shared.request_log.after(last) {
            let data = traffic::shown(number, &received);
            // Writing to a `String` never fails.
            let _ = write!(text, "id: {number}\nevent: request\ndata: {data}\n\n");
            last = number;
        }
        if sender.send(text).await.is_err() {
            return;
        }
        text = match tokio::time::timeout(KEEP_ALIVE, count.changed()).await {
            Ok(_) => String::new(),
            Err(_) => ":\n\n".to_owned(),
        };
    }
}

impl http_body::Body for Events {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        self.events.poll_recv(context).map(|text| text.map(|text| Ok(Frame::data(text.into()))))
    }
}
