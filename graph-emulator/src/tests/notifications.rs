//! Notifications to a webhook on loopback.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use graph_core::notification::{
    ChangeType, ClientState, Incoming, LifecycleEvent, Notification, Notifications, Rejected, Subscription, receive,
};
use graph_core::{Batch, Client, Error, StaticToken};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use serde_json::json;

use super::{ask, delete, get};
use crate::{DeliveryOutcome, Emulator};

const SECRET: &str = "s3cret";

/// A webhook in the thread of the test, and what it received.
struct Hook {
    url: String,
    received: Arc<Mutex<Vec<Result<Notification, Rejected>>>>,
}

impl Hook {
    async fn new() -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        let url = serve(move |request| {
            let state = ClientState::new(SECRET);
            match receive(request, |_| Some(&state)) {
                Ok(Incoming::Validation(response)) => response,
                Ok(Incoming::Notifications(notifications)) => {
                    log.lock().unwrap().extend(notifications.items);
                    Notifications::accepted()
                }
                Err(error) => error.response(),
            }
        })
        .await;
        Self { url, received }
    }

    /// What was received since the last call, in short.
    async fn take(&self, emulator: &Emulator) -> Vec<String> {
        emulator.deliver_notifications().await;
        let received = std::mem::take(&mut *self.received.lock().unwrap());
        let text = |item: Result<Notification, Rejected>| match item {
            Ok(Notification::Change(change)) => format!("{} {}", change.change_type, change.resource),
            Ok(Notification::Lifecycle(event)) => event.event.to_string(),
            Err(rejected) => rejected.to_string(),
        };
        received.into_iter().map(text).collect()
    }
}

/// Serves a webhook until the test ends.
async fn serve(respond: impl Fn(&Request<Bytes>) -> Response<Bytes> + Clone + Send + Sync + 'static) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?tenant=a", listener.local_addr().unwrap());
    let router = Router::new()
        .fallback(async move |head: Parts, body: Bytes| respond(&Request::from_parts(head, body)).map(Body::from));
    tokio::spawn(async { axum::serve(listener, router).await });
    url
}

fn client(emulator: &Emulator) -> Client {
    Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build().unwrap()
}

fn new(resource: &str, url: &str) -> Subscription {
    Subscription {
        client_state: Some(SECRET.into()),
        lifecycle_notification_url: Some(url.to_owned()),
        ..Subscription::new(resource, [ChangeType::Created, ChangeType::Updated, ChangeType::Deleted], url, Utc::now())
    }
}

async fn subscribe(emulator: &Emulator, resource: &str, hook: &Hook) -> Subscription {
    Subscription::subscriptions().create(&new(resource, &hook.url)).send(&client(emulator)).await.unwrap()
}

#[tokio::test]
async fn each_change_of_the_resource_is_posted() {
    let emulator = Emulator::new();
    emulator.declare_collection("me/messages").declare_collection("me/mailFolders/inbox/messages");
    let hook = Hook::new().await;
    let subscription = subscribe(&emulator, "/Me/Messages?$select=subject", &hook).await;
    assert_eq!(subscription.client_state, Some(SECRET.into()));
    assert_eq!(emulator.notification_log().len(), 2, "both URLs were validated");

    let message = json!({ "@odata.type": "#microsoft.graph.message", "id": "1", "subject": "a" });
    ask(&emulator, "POST me/messages", &message);
    ask(&emulator, "PATCH me/messages/1", &json!({ "subject": "b" }));
    ask(&emulator, "PATCH me/messages/2", &json!({ "subject": "not there" }));
    ask(&emulator, "POST users", &json!({ "@odata.type": "#microsoft.graph.user", "id": "ada" }));
    get(&emulator, "me/messages/1");
    delete(&emulator, "me/messages/1");
    emulator.seed("me/messages", json!({ "id": "3" }));
    let expected = ["created me/messages/1", "updated me/messages/1", "deleted me/messages/1", "created me/messages/3"];
    assert_eq!(hook.take(&emulator).await, expected);

    let folder = subscribe(&emulator, "me/mailFolders('inbox')/messages", &hook).await;
    ask(
        &emulator,
        "POST me/mailFolders/inbox/messages",
        &json!({ "@odata.type": "#microsoft.graph.message", "id": "4" }),
    );
    let both = hook.take(&emulator).await;
    assert_eq!(both, ["created me/mailFolders/inbox/messages/4"; 2], "it is one of `me/messages` as well");
    assert_eq!(emulator.notification_log().last().unwrap().outcome, DeliveryOutcome::Status(StatusCode::ACCEPTED));

    for ended in [subscription, folder] {
        Subscription::subscriptions().entity(&ended.id).delete().send(&client(&emulator)).await.unwrap();
    }
    emulator.seed("me/messages", json!({ "id": "5" }));
    assert!(hook.take(&emulator).await.is_empty());
}

#[tokio::test]
async fn a_user_is_updated_until_it_is_purged() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let hook = Hook::new().await;
    subscribe(&emulator, "users", &hook).await;
    subscribe(&emulator, "users/ada", &hook).await;
    emulator.seed("users", json!({ "@odata.type": "#microsoft.graph.user", "id": "ada" }));
    assert_eq!(hook.take(&emulator).await, ["updated users/ada"; 2]);
    emulator.seed("users", json!({ "id": "bob" }));
    assert_eq!(hook.take(&emulator).await, ["updated users/bob"]);
    delete(&emulator, "users/ada");
    assert_eq!(hook.take(&emulator).await, ["updated users/ada"; 2]);
    delete(&emulator, "directory/deletedItems/ada");
    assert_eq!(hook.take(&emulator).await, ["deleted users/ada"; 2]);
}

#[tokio::test]
async fn a_url_that_does_not_repeat_the_token_is_refused() {
    let emulator = Emulator::new();
    let text = |status: u16, content_type: &'static str, body: &'static str| {
        move |_: &Request<Bytes>| {
            let response = Response::builder().status(status).header("content-type", content_type);
            response.body(Bytes::from(body)).unwrap()
        }
    };
    let raw = |request: &Request<Bytes>| {
        let token = request.uri().query().unwrap().rsplit('=').next().unwrap().to_owned();
        Response::builder().header("content-type", "text/plain").body(Bytes::from(token)).unwrap()
    };
    let html = |request: &Request<Bytes>| match receive(request, |_| None) {
        Ok(Incoming::Validation(mut response)) => {
            response.headers_mut().insert("content-type", "text/html".parse().unwrap());
            response
        }
        _ => Response::default(),
    };
    for (url, reason) in [
        (serve(text(202, "text/plain", "")).await, "must respond with 200 OK"),
        (serve(text(200, "text/plain", "OK")).await, "the decoded validation token"),
        (serve(raw).await, "the decoded validation token"),
        (serve(html).await, "the content type text/plain"),
        ("http://127.0.0.1:1/".to_owned(), "can't be reached"),
    ] {
        let error = Subscription::subscriptions().create(&new("users", &url)).send(&client(&emulator)).await;
        let Err(Error::Api(error)) = error else { panic!("{url} was accepted") };
        assert_eq!((error.status, error.code.as_deref()), (StatusCode::BAD_REQUEST, Some("ValidationError")));
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert_eq!(get(&emulator, "subscriptions").status, 404, "nothing was stored");
}

#[tokio::test]
async fn a_renewal_needs_no_call_and_a_new_url_needs_one() {
    let emulator = Emulator::new();
    let hook = Hook::new().await;
    let subscription = subscribe(&emulator, "users", &hook).await;
    let client = client(&emulator);
    let now = Utc::now().trunc_subsecs(0) + TimeDelta::minutes(10);
    let renewed = subscription.renew(now).send(&client).await.unwrap().unwrap();
    assert_eq!(renewed.expiration_date_time, Some(now + TimeDelta::minutes(41_755)));
    Subscription::reauthorize(subscription.id.as_deref().unwrap()).send(&client).await.unwrap();
    assert!(Subscription::reauthorize("unknown").send(&client).await.is_err());
    assert_eq!(emulator.notification_log().len(), 2);

    let moved = Subscription::changes().set(Subscription::NOTIFICATION_URL, "http://127.0.0.1:1/");
    let item = Subscription::subscriptions().entity(&subscription.id);
    assert!(item.update(moved).send(&client).await.is_err());
    assert_eq!(item.get().send(&client).await.unwrap().notification_url.as_ref(), Some(&hook.url));
}

#[tokio::test]
async fn a_batch_is_validated_as_well() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let hook = Hook::new().await;
    let mut batch = Batch::new();
    let good = batch.add(Subscription::subscriptions().create(&new("users", &hook.url)));
    let bad = batch.add(Subscription::subscriptions().create(&new("users", "http://127.0.0.1:1/")));
    let mut answers = batch.send(&client(&emulator)).await.unwrap();
    assert!(answers.take(good).is_ok());
    assert!(answers.take(bad).is_err());
    emulator.seed("users", json!({ "id": "ada" }));
    assert_eq!(hook.take(&emulator).await, ["updated users/ada"]);
}

#[tokio::test]
async fn subscriptions_end() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let hook = Hook::new().await;
    let now = Utc::now();
    let short = Subscription { expiration_date_time: Some(now), ..new("users", &hook.url) };
    let short = Subscription::subscriptions().create(&short).send(&client(&emulator)).await.unwrap();
    assert!(short.expiration_date_time.unwrap() >= now + TimeDelta::minutes(45) - TimeDelta::milliseconds(1));
    emulator.seed("subscriptions", json!({
        "id": "ended", "resource": "users", "changeType": "updated", "notificationUrl": hook.url, "clientState": SECRET,
        "expirationDateTime": DateTime::UNIX_EPOCH,
    }));
    emulator.seed("users", json!({ "id": "ada" }));
    assert_eq!(hook.take(&emulator).await.len(), 1);
    assert_eq!(get(&emulator, "subscriptions/ended").status, 404);

    emulator.expire_subscriptions();
    emulator.seed("users", json!({ "id": "bob" }));
    assert!(hook.take(&emulator).await.is_empty());
    assert!(short.renew(now).send(&client(&emulator)).await.is_err());
}

#[tokio::test]
async fn events_of_a_subscription_are_posted_on_demand() {
    let emulator = Emulator::new();
    let hook = Hook::new().await;
    let id = subscribe(&emulator, "users", &hook).await.id.unwrap();
    for event in ["reauthorizationRequired", "missed", "subscriptionRemoved"] {
        assert!(emulator.notify_lifecycle(&id, event), "{event}");
    }
    let events = [LifecycleEvent::ReauthorizationRequired, LifecycleEvent::Missed, LifecycleEvent::SubscriptionRemoved];
    assert_eq!(hook.take(&emulator).await, events.map(|event| event.to_string()));
    assert!(!emulator.notify_lifecycle(&id, "missed"), "it is removed");
    let without = Subscription { lifecycle_notification_url: None, ..new("users", &hook.url) };
    let without = Subscription::subscriptions().create(&without).send(&client(&emulator)).await.unwrap();
    assert!(!emulator.notify_lifecycle(&without.id.unwrap(), "missed"));
}

#[tokio::test]
async fn other_hosts_are_not_called() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let elsewhere = new("users", "https://example.org/hook");
    Subscription::subscriptions().create(&elsewhere).send(&client(&emulator)).await.unwrap();
    assert!(emulator.notification_log().is_empty());
    emulator.seed("users", json!({ "id": "ada" }));
    emulator.deliver_notifications().await;
    let log = emulator.notification_log();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].outcome, DeliveryOutcome::NotLoopback);
    assert!(!format!("{log:?}").contains(SECRET));
}

#[test]
fn a_create_is_checked() {
    let emulator = Emulator::new();
    let whole = json!({
        "@odata.type": "#microsoft.graph.subscription", "resource": "users", "changeType": "updated",
        "notificationUrl": "https://example.org", "expirationDateTime": "2099-01-01T00:00:00Z",
    });
    for (name, value) in [
        ("changeType", json!(null)),
        ("resource", json!("")),
        ("notificationUrl", json!(null)),
        ("expirationDateTime", json!("tomorrow")),
        ("clientState", json!("x".repeat(129))),
    ] {
        let mut body = whole.clone();
        body[name] = value;
        assert_eq!(ask(&emulator, "POST subscriptions", &body).status, 400, "{name}");
    }
    assert_eq!(ask(&emulator, "POST subscriptions", &whole).status, 201);
}

#[cfg(not(feature = "rich-notifications"))]
#[tokio::test]
async fn resource_data_needs_a_feature() {
    let rich = new("users", "https://example.org/hook").with_resource_data("AA==", "c", Utc::now());
    let error = Subscription::subscriptions().create(&rich).send(&client(&Emulator::new())).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == StatusCode::NOT_IMPLEMENTED));
}

#[cfg(feature = "rich-notifications")]
#[tokio::test]
async fn resource_data_is_encrypted_for_the_certificate() {
    let emulator = Emulator::new();
    emulator.declare_collection("me/messages");
    let hook = Hook::new().await;
    let create = |certificate: &str| {
        let rich = new("me/messages", &hook.url).with_resource_data(certificate, "c", Utc::now());
        let client = client(&emulator);
        async move { Subscription::subscriptions().create(&rich).send(&client).await }
    };
    let invalid = create("AA==").await;
    assert!(matches!(invalid, Err(Error::Api(error)) if error.status == StatusCode::BAD_REQUEST));
    let pem = include_str!("notifications/certificate.pem");
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    create(&base64).await.unwrap();
    emulator.seed("me/messages", json!({ "id": "1", "subject": "Greetings é" }));
    delete(&emulator, "me/messages/1");
    emulator.deliver_notifications().await;

    let received = std::mem::take(&mut *hook.received.lock().unwrap());
    let [Ok(Notification::Change(created)), Ok(Notification::Change(deleted))] = received.as_slice() else {
        panic!("{received:?}")
    };
    assert!(deleted.encrypted_content.is_none());
    let keys = graph_core::notification::Keys::new();
    let keys = keys.with_pem("c", include_str!("notifications/key.pem")).unwrap();
    let message: serde_json::Value = keys.decrypt(created.encrypted_content.as_ref().unwrap()).unwrap();
    assert_eq!(message["subject"], "Greetings é");
}
