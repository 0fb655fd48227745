//! The endpoint of a webhook, served by axum.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use axum::{Router, body::Body, routing::any};
use graph_core::bytes::Bytes;
use graph_core::http::{Request, Response, request::Parts};
use graph_core::notification::{ClientState, Incoming, Notification, Notifications, receive};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Serves the endpoint, and returns the notifications as they come.
pub fn serve(listener: TcpListener, state: ClientState) -> UnboundedReceiver<Notification> {
    let (sender, received) = unbounded_channel();
    let handler = async move |head: Parts, body: Bytes| {
        respond(&Request::from_parts(head, body), &state, &sender).map(Body::from)
    };
    tokio::spawn(async { axum::serve(listener, Router::new().route("/", any(handler))).await });
    received
}

/// Responds at once: the service waits for three seconds.
fn respond(request: &Request<Bytes>, state: &ClientState, sender: &UnboundedSender<Notification>) -> Response<Bytes> {
    match receive(request, |_subscription_id| Some(state)) {
        Ok(Incoming::Validation(response)) => response,
        Ok(Incoming::Notifications(notifications)) => {
            for item in notifications.items {
                item.map_or_else(|rejected| eprintln!("{rejected}"), |notification| drop(sender.send(notification)));
            }
            Notifications::accepted()
        }
        Err(error) => error.response(),
    }
}
