//! The limits of requests whose bodies arrive as streams, and of those to other hosts.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use graph_core::client::BodyStream;
use graph_core::{BoxFuture, Client, Transport, TransportError};
use http::{Request, Response};

use super::{BUSY, Outcome, World, read, settle, start};

/// The world, whose bodies arrive when the test says so.
#[derive(Clone, Default)]
struct Slowly {
    world: World,
    chunks: Arc<Mutex<Vec<Option<&'static str>>>>,
}

impl Slowly {
    fn client(&self, most: usize) -> Result<Client, Box<dyn std::error::Error>> {
        Ok(Client::builder().transport(self.clone()).clock(self.world.clone()).max_in_flight(most).build()?)
    }

    /// Sends the next chunk to whoever waits for one; `None` ends the body.
    async fn send_chunk(&self, chunk: Option<&'static str>) {
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner).push(chunk);
        settle().await;
    }
}

impl Transport for Slowly {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.world.send(request)
    }

    fn open(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move { Ok(self.world.send(request).await?.map(|_| BodyStream::new(Arriving(self.clone())))) })
    }
}

struct Arriving(Slowly);

impl Stream for Arriving {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(chunk) = self.0.chunks.lock().unwrap_or_else(PoisonError::into_inner).pop() else {
            context.waker().wake_by_ref();
            return Poll::Pending;
        };
        Poll::Ready(chunk.map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))))
    }
}

#[tokio::test]
async fn a_body_is_in_flight_until_it_has_arrived() -> Outcome {
    let slowly = Slowly::default();
    let (world, client) = (&slowly.world, slowly.client(1)?);
    let reader = client.clone();
    let download = tokio::spawn(async move {
        let mut download = read("me/messages/1/$value").download(&reader).await?;
        while download.try_next().await?.is_some() {}
        Ok::<_, graph_core::Error>(())
    });
    settle().await;
    world.respond(200, &[], "").await;
    let other = start(&client, "sites/1");
    settle().await;
    assert!(world.in_flight().is_empty());
    slowly.send_chunk(Some("a")).await;
    assert!(world.in_flight().is_empty());
    slowly.send_chunk(None).await;
    assert_eq!(world.in_flight(), ["/v1.0/sites/1"]);
    world.respond_to_all().await;
    other.await??;
    Ok(download.await??)
}

#[tokio::test]
async fn a_dropped_body_returns_its_permit() -> Outcome {
    let slowly = Slowly::default();
    let (world, client) = (&slowly.world, slowly.client(1)?);
    let reader = client.clone();
    let download = tokio::spawn(async move { read("me/messages/1/$value").download(&reader).await?.try_next().await });
    settle().await;
    world.respond(200, &[], "").await;
    let other = start(&client, "sites/1");
    settle().await;
    assert!(world.in_flight().is_empty());
    download.abort();
    settle().await;
    assert_eq!(world.in_flight(), ["/v1.0/sites/1"]);
    world.respond_to_all().await;
    other.await??;
    Ok(())
}

#[tokio::test]
async fn a_body_that_nobody_reads_is_in_nobodys_way() -> Outcome {
    let slowly = Slowly::default();
    let (world, client) = (&slowly.world, slowly.client(1)?);
    let reader = client.clone();
    let copy = tokio::spawn(async move {
        let mut download = read("me/messages/1/$value").download(&reader).await?;
        // One request for each chunk: a copy.
        while download.try_next().await?.is_some() {
            read("sites/1").send(&reader).await?;
        }
        Ok::<_, graph_core::Error>(())
    });
    settle().await;
    world.respond(200, &[], "").await;
    for chunk in ["a", "b"] {
        slowly.send_chunk(Some(chunk)).await;
        assert_eq!(world.in_flight(), ["/v1.0/sites/1"]);
        world.respond_to_all().await;
    }
    slowly.send_chunk(None).await;
    Ok(copy.await??)
}

#[tokio::test]
async fn another_host_has_limits_of_its_own() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(8).build()?;
    let redirect = &[("location", "https://files.example.org/content")];
    let calls: Vec<_> = (0..2).map(|number| start(&client, &format!("drives/{number}/root/content"))).collect();
    settle().await;
    for _ in 0..2 {
        world.respond(302, redirect, "").await;
    }
    assert_eq!(world.in_flight(), ["/content", "/content"]);
    // One is refused, so the next one waits as well; the service does not.
    world.respond(429, BUSY, "").await;
    world.respond(200, &[], "").await;
    let late = start(&client, "drives/3/root/content");
    settle().await;
    assert_eq!(world.in_flight(), ["/v1.0/drives/3/root/content"]);
    world.respond(302, redirect, "").await;
    assert!(world.in_flight().is_empty());
    world.advance(10).await;
    assert_eq!(world.in_flight(), ["/content", "/content"]);
    world.respond_to_all().await;
    for call in calls.into_iter().chain([late]) {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn the_requests_to_another_host_have_a_maximum() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(2).build()?;
    let calls: Vec<_> = (0..6).map(|number| start(&client, &format!("drives/{number}/root/content"))).collect();
    settle().await;
    while let Some(first) = world.in_flight().first() {
        if first == "/content" {
            world.respond(200, &[], "").await;
        } else {
            world.respond(302, &[("location", "https://files.example.org/content")], "").await;
        }
    }
    assert_eq!(world.inner().most_in_flight, 2);
    for call in calls {
        call.await??;
    }
    Ok(())
}
