//! Limits that the clones of a client keep together, over a transport that responds when the test says so.

mod transfers;

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use graph_core::observer::WaitReason;
use graph_core::retry::Clock;
use graph_core::{
    Batch, BoxFuture, Client, ClientBuilder, Error, Poller, Request, RetryPolicy, Transport, TransportError,
    graph_action, graph_entity,
};
use http::{HeaderName, HeaderValue, Method, Response, StatusCode};
use tokio::task::JoinHandle;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(path = "users/{userId}/messages")]
#[derive(Debug)]
struct Message {
    #[graph(key)]
    id: Option<String>,
}

#[graph_action(path = "users/{userId}/messages/{messageId}/copy", returns = Poller<Message>)]
struct Copy;

/// A transport whose responses the test gives, and a clock whose time the test advances.
#[derive(Clone, Default)]
struct World {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    /// The requests without a response, in their order.
    in_flight: VecDeque<(u64, String)>,
    responses: Vec<(u64, Response<Bytes>)>,
    most_in_flight: usize,
    next_number: u64,
    now: DateTime<Utc>,
    sleeping: Vec<(DateTime<Utc>, Waker)>,
}

impl World {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().transport(self.clone()).clock(self.clone())
    }

    fn client(&self) -> Result<Client, graph_core::error::BuildError> {
        self.builder().build()
    }

    /// The paths of the requests in flight.
    fn in_flight(&self) -> Vec<String> {
        self.inner().in_flight.iter().map(|(_, path)| path.clone()).collect()
    }

    /// Responds to the first request in flight.
    async fn respond(&self, status: u16, headers: &[(&'static str, &'static str)], body: &'static str) {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        for (name, value) in headers {
            response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        {
            let mut inner = self.inner();
            let first = inner.in_flight.pop_front().map_or(u64::MAX, |(number, _)| number);
            inner.responses.push((first, response));
        }
        settle().await;
    }

    async fn respond_to_all(&self) {
        while !self.inner().in_flight.is_empty() {
            self.respond(200, &[], "{\"value\": []}").await;
        }
    }

    async fn advance(&self, seconds: i64) {
        let woken: Vec<Waker> = {
            let mut inner = self.inner();
            inner.now += TimeDelta::seconds(seconds);
            let now = inner.now;
            let (over, waiting) = std::mem::take(&mut inner.sleeping).into_iter().partition(|(end, _)| *end <= now);
            inner.sleeping = waiting;
            Vec::from_iter::<Vec<(DateTime<Utc>, Waker)>>(over).into_iter().map(|(_, waker)| waker).collect()
        };
        woken.into_iter().for_each(Waker::wake);
        settle().await;
    }
}

/// Lets the tasks run until they wait.
async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

/// A request in flight. It leaves with the call.
struct Flight {
    world: World,
    number: u64,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.world.inner().in_flight.retain(|(number, _)| *number != self.number);
    }
}

impl Transport for World {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let flight = {
                let mut inner = self.inner();
                let number = inner.next_number;
                inner.next_number += 1;
                inner.in_flight.push_back((number, request.uri().path().to_owned()));
                inner.most_in_flight = inner.most_in_flight.max(inner.in_flight.len());
                Flight { world: self.clone(), number }
            };
            loop {
                let given = {
                    let mut inner = self.inner();
                    let at = inner.responses.iter().position(|(number, _)| *number == flight.number);
                    at.map(|at| inner.responses.remove(at).1)
                };
                match given {
                    Some(response) => return Ok(response),
                    None => tokio::task::yield_now().await,
                }
            }
        })
    }
}

impl Clock for World {
    fn now(&self) -> DateTime<Utc> {
        self.inner().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let end = self.now() + TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX);
        Box::pin(poll_fn(move |context| {
            let mut inner = self.inner();
            if inner.now >= end {
                return Poll::Ready(());
            }
            inner.sleeping.push((end, context.waker().clone()));
            Poll::Pending
        }))
    }
}

fn read(path: &str) -> Request<Bytes> {
    Request::raw(Method::GET, path)
}

fn start(client: &Client, path: &str) -> JoinHandle<Result<Bytes, Error>> {
    let (client, request) = (client.clone(), read(path));
    tokio::spawn(async move { request.send(&client).await })
}

const BUSY: &[(&str, &str)] = &[("retry-after", "10")];

#[tokio::test]
async fn four_requests_to_a_mailbox_are_in_flight() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let calls: Vec<_> = (0..10).map(|_| start(&client.clone(), "users/ada/messages")).collect();
    let others: Vec<_> = (0..10).map(|_| start(&client, "users/bob/events")).collect();
    settle().await;
    assert_eq!(world.in_flight().len(), 8);
    world.respond_to_all().await;
    assert_eq!(world.inner().most_in_flight, 8);
    for call in calls.into_iter().chain(others) {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_client_has_a_maximum_of_requests_in_flight() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(3).build()?;
    let calls: Vec<_> = (0..20).map(|number| start(&client, &format!("service{number}"))).collect();
    settle().await;
    assert_eq!(world.in_flight(), ["/v1.0/service0", "/v1.0/service1", "/v1.0/service2"]);
    world.respond_to_all().await;
    assert_eq!(world.inner().most_in_flight, 3);
    for call in calls {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_requested_wait_applies_to_all_requests_of_its_kind() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let first = start(&client, "users/ada");
    settle().await;
    world.respond(429, BUSY, "").await;
    let second = start(&client.clone(), "groups/1");
    let other = start(&client, "sites/1");
    let mailbox = start(&client, "users/ada/messages");
    settle().await;
    assert_eq!(world.in_flight(), ["/v1.0/sites/1", "/v1.0/users/ada/messages"]);
    world.advance(9).await;
    assert_eq!(world.in_flight().len(), 2);
    world.advance(1).await;
    world.respond_to_all().await;
    for call in [first, second, other, mailbox] {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_wait_beyond_the_budget_is_an_error_and_nothing_is_sent() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let first = start(&client, "sites/1");
    settle().await;
    world.respond(429, &[("retry-after", "300")], "").await;
    assert!(matches!(first.await?, Err(Error::Api(_))));
    let second = read("sites/2").send(&client).await;
    let text = "the service requests a wait of 300 s for requests of this kind, and the budget is 100 s; \
                `RetryPolicy::budget` sets it";
    assert_eq!(second.err().map(|error| error.to_string()).as_deref(), Some(text));
    assert!(world.in_flight().is_empty());
    let patient = read("sites/3").retry(RetryPolicy::never().budget(Duration::from_secs(301)));
    let third = tokio::spawn(async move { patient.send(&client).await });
    settle().await;
    world.advance(300).await;
    world.respond_to_all().await;
    third.await??;
    Ok(())
}

#[tokio::test]
async fn a_limit_that_is_used_up_is_waited_for() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let first = start(&client, "sites/1");
    settle().await;
    world.respond(200, &[("ratelimit-remaining", "0"), ("ratelimit-reset", "7")], "").await;
    first.await??;
    let second = start(&client, "sites/2");
    settle().await;
    assert!(world.in_flight().is_empty());
    world.advance(7).await;
    assert_eq!(world.in_flight().len(), 1);
    world.respond_to_all().await;
    second.await??;
    Ok(())
}

#[tokio::test]
async fn a_throttled_window_narrows_and_grows_back() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(8).build()?;
    let calls: Vec<_> = (0..30).map(|_| start(&client, "sites/1")).collect();
    settle().await;
    assert_eq!(world.in_flight().len(), 8);
    world.respond(429, BUSY, "").await;
    world.respond_to_all().await;
    world.advance(10).await;
    let narrow = world.in_flight().len();
    assert!((1..=5).contains(&narrow), "{narrow}");
    world.respond_to_all().await;
    let calls_after: Vec<_> = (0..60).map(|_| start(&client, "sites/1")).collect();
    settle().await;
    assert!(world.in_flight().len() > narrow);
    world.respond_to_all().await;
    for call in calls.into_iter().chain(calls_after) {
        call.await??;
    }
    let calls: Vec<_> = (0..30).map(|_| start(&client, "sites/1")).collect();
    settle().await;
    assert_eq!(world.in_flight().len(), 8);
    world.respond_to_all().await;
    for call in calls {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_dropped_call_loses_no_permit() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(2).build()?;
    for _ in 0..50 {
        let calls: Vec<_> = (0..6).map(|_| start(&client, "sites/1")).collect();
        settle().await;
        assert_eq!(world.in_flight().len(), 2);
        // Some in flight, some in the queue, and one that was given a permit and not polled since.
        for (number, call) in calls.into_iter().enumerate() {
            call.abort();
            if number % 2 == 0 {
                settle().await;
            }
        }
        settle().await;
        assert!(world.in_flight().is_empty());
    }
    let calls: Vec<_> = (0..6).map(|_| start(&client, "sites/1")).collect();
    settle().await;
    assert_eq!(world.in_flight().len(), 2);
    world.respond_to_all().await;
    for call in calls {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_queue_that_moves_keeps_its_maximum() -> Outcome {
    let world = World::default();
    let client = world.builder().retry(RetryPolicy::default().budget(Duration::from_secs(1_000))).build()?;
    let calls: Vec<_> = (0..12).map(|_| start(&client, "users/ada/messages")).collect();
    settle().await;
    for _ in 0..8 {
        assert_eq!(world.in_flight().len(), 4);
        world.advance(20).await;
        world.respond(200, &[], "{}").await;
    }
    assert_eq!(world.inner().most_in_flight, 4);
    world.respond_to_all().await;
    for call in calls {
        call.await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_budget_ends_in_the_queue() -> Outcome {
    let world = World::default();
    let client =
        world.builder().max_in_flight(1).retry(RetryPolicy::default().budget(Duration::from_secs(5))).build()?;
    let first = start(&client, "sites/1");
    settle().await;
    world.advance(1).await;
    let second = start(&client, "sites/2");
    settle().await;
    world.advance(4).await;
    assert!(!second.is_finished());
    world.advance(1).await;
    let text = "its turn did not come within the budget of 5 s, since the client has its maximum of requests in flight; \
                `RetryPolicy::budget` and `ClientBuilder::max_in_flight` set these limits";
    assert_eq!(second.await?.err().map(|error| error.to_string()).as_deref(), Some(text));
    assert_eq!(world.in_flight(), ["/v1.0/sites/1"]);
    world.respond_to_all().await;
    first.await??;
    Ok(())
}

#[tokio::test]
async fn a_wait_beyond_the_budget_ends_the_queue() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(2).build()?;
    let mut calls: Vec<_> = (0..6).map(|_| start(&client, "sites/1")).collect();
    calls.push(start(&client, "users/ada"));
    settle().await;
    world.respond(429, &[("retry-after", "300")], "").await;
    for call in calls.drain(2..6) {
        let error = call.await?.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with("the service requests a wait of 300 s"), "{error}");
    }
    assert_eq!(world.in_flight(), ["/v1.0/sites/1", "/v1.0/users/ada"]);
    world.respond_to_all().await;
    let results = (calls.remove(0).await?, calls.remove(0).await?, calls.remove(0).await?);
    assert!(matches!(results, (Err(Error::Api(_)), Ok(_), Ok(_))));
    Ok(())
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_lengthen_a_wait() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let first = read("sites/1").retry(RetryPolicy::never());
    let first = tokio::spawn({
        let client = client.clone();
        async move { first.send(&client).await }
    });
    settle().await;
    world.respond(429, &[("retry-after", "5")], "").await;
    assert!(first.await?.is_err());
    world.advance(-3_600).await;
    let second = start(&client, "sites/2");
    settle().await;
    assert!(world.in_flight().is_empty() && !second.is_finished());
    world.advance(5).await;
    world.respond_to_all().await;
    second.await??;
    let third = start(&client, "sites/3");
    settle().await;
    assert_eq!(world.in_flight().len(), 1);
    world.respond_to_all().await;
    third.await??;
    Ok(())
}

/// The clock of the example of `Clock`.
#[derive(Clone, Default)]
struct FlyingClock(Arc<Mutex<DateTime<Utc>>>);

impl Clock for FlyingClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += duration;
        Box::pin(std::future::ready(()))
    }

    fn limit(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_clock_whose_waits_end_at_once_has_no_time_limits() -> Outcome {
    let (world, clock) = (World::default(), Arc::new(FlyingClock::default()));
    let policy = RetryPolicy::default().call_timeout(Duration::from_secs(60)).attempt_timeout(Duration::from_secs(6));
    let client = Client::builder().transport(world.clone()).clock(clock.clone()).retry(policy).build()?;
    let calls: Vec<_> = (0..20).map(|_| start(&client, "users/ada/messages")).collect();
    settle().await;
    for _ in 0..20 {
        world.respond(503, &[("retry-after", "1")], "").await;
    }
    world.respond_to_all().await;
    for call in calls {
        call.await??;
    }
    assert!(world.inner().most_in_flight <= 4);
    assert!(clock.now() <= DateTime::UNIX_EPOCH + TimeDelta::seconds(100), "{}", clock.now());
    Ok(())
}

#[tokio::test]
async fn calls_that_nobody_polls_do_not_block_others_for_ever() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight(1).build()?;
    let mut held = Box::pin(read("sites/1").send(&client));
    assert!(poll_fn(|context| Poll::Ready(held.as_mut().poll(context).is_pending())).await);
    let others = [start(&client, "sites/2"), start(&client, "sites/3"), start(&client, "sites/4")];
    settle().await;
    assert_eq!(world.in_flight(), ["/v1.0/sites/1"]);
    // One of them is sent, and not all.
    for count in [2, 3] {
        world.advance(30).await;
        assert_eq!(world.in_flight().len(), count);
    }
    drop(held);
    world.respond_to_all().await;
    for call in others {
        call.await??;
    }
    Ok(())
}

/// A page that was fetched ahead held the only permit while the caller updated an item of the current page.
#[tokio::test]
async fn a_page_ahead_holds_no_permit() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight_to_a_mailbox(1).build()?;
    let page =
        r#"{"value": [{"id": "1"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users/ada/messages?$skip=1"}"#;
    let work = tokio::spawn({
        let client = client.clone();
        async move {
            let mut messages = Message::messages("ada").list().stream(&client);
            let mut count = 0;
            while let Some(message) = messages.try_next().await? {
                Message::messages("ada").entity(&message.id).delete().send(&client).await?;
                count += 1;
            }
            Ok::<_, Error>(count)
        }
    });
    settle().await;
    world.respond(200, &[], page).await;
    // The next page and the update.
    assert_eq!(world.in_flight(), ["/v1.0/users/ada/messages", "/v1.0/users/ada/messages/1"]);
    world.respond_to_all().await;
    assert_eq!(work.await??, 1);
    Ok(())
}

/// The transport does not respond before the page of another caller is done.
#[tokio::test]
async fn a_page_is_fetched_ahead_only_if_there_is_room() -> Outcome {
    let world = World::default();
    let client = world.builder().max_in_flight_to_a_mailbox(1).build()?;
    let page =
        r#"{"value": [{"id": "1"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users/ada/messages?$skip=1"}"#;
    let mut messages = Message::messages("ada").list().stream(&client);
    let first = tokio::spawn(async move { (messages.try_next().await.map(|message| message.is_some()), messages) });
    settle().await;
    let other = start(&client, "users/ada/events");
    settle().await;
    world.respond(200, &[], page).await;
    let (result, mut messages) = first.await?;
    assert!(result?);
    assert_eq!(world.in_flight(), ["/v1.0/users/ada/events"]);
    // The time until the caller waits is none of the call's.
    world.advance(99).await;
    let second = tokio::spawn(async move { messages.try_next().await.map(|message| message.is_none()) });
    settle().await;
    world.advance(29).await;
    assert_eq!(world.in_flight(), ["/v1.0/users/ada/events"]);
    world.respond(200, &[], "{}").await;
    assert_eq!(world.in_flight(), ["/v1.0/users/ada/messages"]);
    world.respond_to_all().await;
    assert!(second.await??);
    other.await??;
    Ok(())
}

/// Starts a batch of reads, and returns the statuses of their responses.
fn start_batch(client: &Client, requests: Vec<Request<Bytes>>) -> JoinHandle<Vec<Result<u16, String>>> {
    let client = client.clone();
    tokio::spawn(async move {
        let mut batch = Batch::new();
        let handles: Vec<_> = requests.into_iter().map(|request| batch.add(request)).collect();
        let mut responses = match batch.send(&client).await {
            Ok(responses) => responses,
            Err(error) => return vec![Err(error.to_string())],
        };
        let status = |result: Result<Response<Bytes>, Error>| match result {
            Err(error) => error.status().map(|status| status.as_u16()).ok_or_else(|| error.to_string()),
            Ok(response) => Ok(response.status().as_u16()),
        };
        handles.into_iter().map(|handle| status(responses.take_full(handle))).collect()
    })
}

const DONE: &str = r#"{"responses": [{"id": "1", "status": 200, "body": {}}]}"#;

#[tokio::test]
async fn a_batch_waits_with_the_mailboxes_of_its_requests() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let first = tokio::spawn({
        let (client, request) = (client.clone(), read("users/ada/messages").retry(RetryPolicy::never()));
        async move { request.send(&client).await }
    });
    settle().await;
    world.respond(429, &[("retry-after", "60")], "").await;
    assert!(first.await?.is_err());
    let batch = start_batch(&client, vec![read("users/ada/events")]);
    let other = start_batch(&client, vec![read("users/bob/events")]);
    settle().await;
    assert_eq!(world.in_flight().len(), 1);
    world.respond(200, &[], DONE).await;
    assert_eq!(other.await?, [Ok(200)]);
    world.advance(59).await;
    assert!(world.in_flight().is_empty());
    world.advance(1).await;
    world.respond(200, &[], DONE).await;
    assert_eq!(batch.await?, [Ok(200)]);
    Ok(())
}

#[tokio::test]
async fn a_request_of_a_batch_that_can_not_wait_does_not_end_the_others() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let first = start(&client, "users/ada/messages");
    settle().await;
    world.respond(429, &[("retry-after", "300")], "").await;
    assert!(first.await?.is_err());
    let batch = tokio::spawn({
        let client = client.clone();
        async move {
            let mut batch = Batch::new();
            let refused = batch.add(read("users/ada/events"));
            let dependent = batch.after(&refused).add(read("users/bob/events"));
            let other = batch.add(read("users/eve/events"));
            let mut responses = batch.send(&client).await?;
            let errors = [responses.take(refused).err(), responses.take(dependent).err()];
            responses.take(other)?;
            Ok::<_, Error>(errors.map(|error| error.map(|error| error.to_string()).unwrap_or_default()))
        }
    });
    settle().await;
    world.respond(200, &[], r#"{"responses": [{"id": "3", "status": 200, "body": {}}]}"#).await;
    let [refused, dependent] = batch.await??;
    assert!(refused.starts_with("the service requests a wait of 300 s"), "{refused}");
    assert!(dependent.contains("depends on"), "{dependent}");
    Ok(())
}

/// The service sends four requests of a call to a mailbox at a time, or one if they depend on one another.
#[tokio::test]
async fn the_batches_to_a_mailbox_are_limited() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let batches: Vec<_> = (0..10).map(|_| start_batch(&client, vec![read("users/ada/messages")])).collect();
    settle().await;
    assert_eq!(world.in_flight().len(), 4);
    let single = start(&client, "users/ada/events");
    let other = start(&client, "users/bob/events");
    settle().await;
    assert_eq!(world.in_flight().len(), 5);
    while let Some(path) = world.in_flight().first() {
        world.respond(200, &[], if path.ends_with("$batch") { DONE } else { "{}" }).await;
    }
    assert_eq!(world.inner().most_in_flight, 5);
    for batch in batches {
        assert_eq!(batch.await?, [Ok(200)]);
    }
    single.await??;
    other.await??;
    let full = || (0..20).map(|number| read(&format!("users/ada/messages/{number}"))).collect();
    let batches = [start_batch(&client, full()), start_batch(&client, full())];
    settle().await;
    assert_eq!(world.in_flight().len(), 1);
    for batch in batches {
        world.respond(200, &[], DONE).await;
        assert_eq!(batch.await?.first(), Some(&Ok(200)));
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_request_of_a_batch_blocks_its_kind_as_a_single_one() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let batch = start_batch(&client, vec![read("users/ada/messages").retry(RetryPolicy::never())]);
    settle().await;
    world.respond(200, &[], r#"{"responses": [{"id": "1", "status": 503, "headers": {"Retry-After": "60"}}]}"#).await;
    assert_eq!(batch.await?, [Ok(503)]);
    let single = start(&client, "users/ada/events");
    settle().await;
    world.advance(59).await;
    assert!(world.in_flight().is_empty());
    world.advance(1).await;
    world.respond_to_all().await;
    single.await??;
    Ok(())
}

#[tokio::test]
async fn a_batch_has_the_maximum_times_of_its_requests() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let policy = RetryPolicy::default().call_timeout(Duration::from_secs(8));
    // A call in flight ends with the shortest time, and a wait that is longer does not begin.
    let batch = start_batch(&client, vec![read("sites/1").retry(policy), read("sites/2")]);
    settle().await;
    world.advance(7).await;
    assert_eq!(world.in_flight().len(), 1);
    world.advance(1).await;
    assert!(world.in_flight().is_empty());
    let results = batch.await?;
    assert!(
        results.iter().all(|result| result.as_ref().is_err_and(|error| error.contains("took longer than 8 s"))),
        "{results:?}"
    );
    let batch = start_batch(&client, vec![read("users/ada/messages").retry(policy), read("users/bob/messages")]);
    settle().await;
    let busy = r#"{"responses": [{"id": "1", "status": 429, "headers": {"Retry-After": "9"}},
                                 {"id": "2", "status": 429, "headers": {"Retry-After": "9"}}]}"#;
    world.respond(200, &[], busy).await;
    world.advance(9).await;
    world.respond(200, &[], r#"{"responses": [{"id": "2", "status": 200, "body": {}}]}"#).await;
    assert_eq!(batch.await?, [Ok(429), Ok(200)]);
    // The time of the first call counts for the second one.
    let client = world.builder().retry(policy).build()?;
    let batch = start_batch(&client, vec![read("sites/1")]);
    settle().await;
    world.advance(3).await;
    world.respond(200, &[], r#"{"responses": [{"id": "1", "status": 429, "headers": {"Retry-After": "2"}}]}"#).await;
    world.advance(2).await;
    assert_eq!(world.in_flight().len(), 1);
    world.advance(3).await;
    assert!(batch.await?.iter().all(|result| result.as_ref().is_err_and(|error| error.contains("longer than 8 s"))));
    Ok(())
}

#[tokio::test]
async fn a_throttled_request_of_a_batch_blocks_its_kind() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let batch = tokio::spawn({
        let client = client.clone();
        async move {
            let mut batch = Batch::new();
            let handle = batch.add(read("sites/1"));
            batch.send(&client).await?.take(handle)
        }
    });
    settle().await;
    world.respond(200, &[], r#"{"responses": [{"id": "1", "status": 429, "headers": {"Retry-After": "10"}}]}"#).await;
    let single = start(&client, "sites/2");
    settle().await;
    assert!(world.in_flight().is_empty());
    world.advance(10).await;
    assert_eq!(world.in_flight().len(), 2);
    while let Some(path) = world.in_flight().first() {
        let is_batch = path.ends_with("$batch");
        let body = if is_batch { r#"{"responses": [{"id": "1", "status": 200, "body": {}}]}"# } else { "{}" };
        world.respond(200, &[], body).await;
    }
    batch.await??;
    single.await??;
    Ok(())
}

#[tokio::test]
async fn an_attempt_and_a_call_have_maximum_times() -> Outcome {
    let world = World::default();
    let client = world.client()?;
    let policy = RetryPolicy::default().max_attempts(2).attempt_timeout(Duration::from_secs(5));
    let request = read("sites/1").retry(policy);
    let call = tokio::spawn({
        let client = client.clone();
        async move { request.send(&client).await }
    });
    settle().await;
    assert_eq!(world.in_flight().len(), 1);
    world.advance(5).await;
    assert!(world.in_flight().is_empty());
    world.advance(1).await;
    assert_eq!(world.in_flight().len(), 1);
    world.advance(5).await;
    let text = "the request got no complete response: the attempt took longer than 5 s; \
                `RetryPolicy::attempt_timeout` sets this limit";
    assert_eq!(call.await?.err().map(|error| error.to_string()).as_deref(), Some(text));

    let request = read("sites/1").retry(RetryPolicy::default().call_timeout(Duration::from_secs(8)));
    let call = tokio::spawn(async move { request.send(&client).await });
    settle().await;
    world.advance(8).await;
    let text = "the request got no complete response: the call took longer than 8 s; `RetryPolicy::call_timeout` sets this limit";
    assert_eq!(call.await?.err().map(|error| error.to_string()).as_deref(), Some(text));
    assert!(world.in_flight().is_empty());
    Ok(())
}

#[tokio::test]
async fn the_poll_of_an_operation_has_the_maximum_time_of_a_call() -> Outcome {
    let world = World::default();
    let policy = RetryPolicy::default().call_timeout(Duration::from_secs(8));
    let client = world.builder().retry(policy).build()?;
    let accepted = tokio::spawn({
        let client = client.clone();
        async move { Copy.request("ada", "1").send(&client).await }
    });
    settle().await;
    world.respond(202, &[("location", "/v1.0/monitor")], "").await;
    let copy = accepted.await??;
    let poll = tokio::spawn(async move { copy.poll(&client).await });
    settle().await;
    assert_eq!(world.in_flight(), ["/v1.0/monitor"]);
    world.advance(8).await;
    assert!(world.in_flight().is_empty());
    let text = "the request got no complete response: the call took longer than 8 s; `RetryPolicy::call_timeout` sets this limit";
    assert_eq!(poll.await?.err().map(|error| error.to_string()).as_deref(), Some(text));
    Ok(())
}

#[tokio::test]
async fn observers_see_attempts_and_waits_without_keys() -> Outcome {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let note = |seen: &Arc<Mutex<Vec<String>>>, line: String| {
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    };
    let world = World::default();
    let client = {
        let (attempts, waits) = (seen.clone(), seen.clone());
        let builder = world.builder().on_attempt(move |attempt| {
            let status = attempt.result.map_or(0, |status| status.as_u16());
            let (path, seconds) = (attempt.path, attempt.elapsed.as_secs());
            let id = attempt.request_id().unwrap_or("-");
            note(&attempts, format!("{} {path} #{}: {status} {id} in {seconds} s", attempt.method, attempt.number));
        });
        builder.on_wait(move |wait| {
            note(&waits, format!("{} {:?} {} s", wait.path, wait.reason, wait.duration.as_secs()));
            assert_ne!(wait.reason, WaitReason::InProgress);
        })
    };
    let client = client.build()?;
    let call = tokio::spawn({
        let client = client.clone();
        async move { Message::messages("ada").entity("secret").get().send(&client).await }
    });
    settle().await;
    world.advance(2).await;
    world.respond(429, &[("retry-after", "10"), ("request-id", "7a5c")], "").await;
    let shared = start(&client, "users/ada/messages/2");
    settle().await;
    world.advance(10).await;
    world.respond(200, &[], r#"{"id": "secret"}"#).await;
    world.respond_to_all().await;
    call.await??;
    shared.await??;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let expected = [
        "GET users/{key}/messages/{key} #1: 429 7a5c in 2 s",
        "users/{key}/messages/{key} Throttled 10 s",
        "users/{key}/{key}/{key} Shared 10 s",
        "GET users/{key}/messages/{key} #2: 200 - in 0 s",
        "GET users/{key}/{key}/{key} #1: 200 - in 0 s",
    ];
    assert_eq!(*seen, expected);
    Ok(())
}

#[tokio::test]
async fn observers_see_that_a_request_waits_for_its_turn() -> Outcome {
    let seen: Arc<Mutex<Vec<(WaitReason, Duration)>>> = Arc::default();
    let waits = seen.clone();
    let world = World::default();
    let builder = world.builder().max_in_flight(1).on_wait(move |wait| {
        waits.lock().unwrap_or_else(PoisonError::into_inner).push((wait.reason, wait.duration));
    });
    let client = builder.build()?;
    let calls = [start(&client, "sites/1"), start(&client, "sites/2")];
    settle().await;
    assert_eq!(*seen.lock().unwrap_or_else(PoisonError::into_inner), [(WaitReason::Turn, Duration::ZERO)]);
    world.respond_to_all().await;
    for call in calls {
        call.await??;
    }
    Ok(())
}
