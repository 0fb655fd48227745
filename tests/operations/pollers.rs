//! Long-running operations.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use graph_core::{
    BoxFuture, Client, Error, JsonObject, Poller, PollerStatus, error::OutcomeError, graph_action, graph_complex,
    response::ResourceId, retry::Clock,
};

use super::script::Script;
use super::{DriveItem, Outcome, ROOT};

#[graph_action(path = "drives/{driveId}/items/{itemId}/copy", returns = Poller<DriveItem>)]
struct Copy;

#[graph_action(path = "teams/{teamId}/archive", returns = Poller<()>, version = "beta")]
struct Archive;

fn item(id: &str) -> DriveItem {
    DriveItem { id: Some(id.into()), name: None, children: None }
}

#[tokio::test]
async fn a_monitor_on_another_origin_gets_no_token() -> Outcome {
    let script = Script::default()
        .then(202, &[("location", "https://contoso.sharepoint.com/_api/monitor?guest=secret")], "")?
        .then(202, &[("retry-after", "5")], r#"{"percentageComplete":27.8,"status":"inProgress"}"#)?
        .then(303, &[("location", "https://graph.microsoft.com/v1.0/drives/d/items/i2")], "")?
        .then(200, &[], r#"{"id":"i2"}"#)?;
    let client = script.client()?;
    let copy = Copy.request("d", "i").send(&client).await?;
    assert!(!copy.is_finished());
    assert!(!format!("{copy:?}").contains("secret"), "{copy:?}");
    let PollerStatus::InProgress { percent: Some(percent), retry_after: Some(wait), .. } = copy.poll(&client).await?
    else {
        return Err("it does not go on".into());
    };
    assert_eq!((percent.to_string().as_str(), wait.as_secs()), ("27.8", 5));
    assert_eq!(copy.poll(&client).await?, PollerStatus::Succeeded(item("i2")));
    let monitor = "GET https://contoso.sharepoint.com/_api/monitor?guest=secret no token";
    assert_eq!(
        script.received(),
        [
            &format!("POST {ROOT}/drives/d/items/i/copy Bearer top-secret"),
            monitor,
            monitor,
            &format!("GET {ROOT}/drives/d/items/i2 Bearer top-secret")
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_relative_monitor_has_the_version_of_the_request() -> Outcome {
    let script = Script::default().then(202, &[("location", "/teams('t')/operations('o')")], "")?.then(
        200,
        &[],
        r#"{"status":"succeeded","targetResourceLocation":"/teams('t')"}"#,
    )?;
    let client = script.client()?;
    let archive = Archive.request("t").send(&client).await?;
    assert_eq!(archive.poll(&client).await?, PollerStatus::Succeeded(()));
    let received = script.received();
    // The target is not needed, so it is not fetched.
    let monitor = "GET https://graph.microsoft.com/beta/teams('t')/operations('o') Bearer top-secret";
    assert_eq!(received.get(1..).unwrap_or_default(), [monitor]);
    Ok(())
}

/// A clock whose waits end at once and are recorded.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<u64>>>);

impl Clock for Waits {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn sleep(&self, duration: std::time::Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(duration.as_secs());
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn waiting_uses_retry_after_or_backs_off() -> Outcome {
    let mut script = Script::default().then(202, &[("location", "/m"), ("retry-after", "7")], "")?;
    for (status, asked) in [(202, Some("3")), (200, None), (202, Some("0")), (429, Some("90")), (202, None)] {
        let asked: Vec<_> = asked.map(|asked| ("retry-after", asked)).into_iter().collect();
        script = script.then(status, &asked, r#"{"status":"running"}"#)?;
    }
    for _ in 0..3 {
        script = script.then(202, &[], "")?;
    }
    script = script.then(202, &[("retry-after", "Thu, 01 Jan 1970 00:01:00 GMT")], "")?;
    script = script.then(303, &[("location", "/me/drive/items/i")], "")?.then(200, &[], r#"{"id":"i"}"#)?;
    let waits = Waits::default();
    let client = Client::builder().transport(script.clone()).clock(waits.clone()).build()?;
    let copied = Copy.request("d", "i").send(&client).await?.wait(&client).await?;
    assert_eq!(copied, item("i"));
    let waits = waits.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // Asked for: 7, 3, 1 instead of 0, 90 before the same look again, and 60; without: what the back-off has come to.
    assert_eq!(waits, [7, 3, 4, 1, 90, 16, 30, 30, 30, 60]);
    Ok(())
}

#[tokio::test]
async fn wait_returns_the_entity() -> Outcome {
    let script = Script::default()
        .then(202, &[("operation-location", "/operations/o"), ("retry-after", "0")], "")?
        .then(
            200,
            &[],
            r#"{"status":"succeeded","resourceLocation":"https://graph.microsoft.com/v1.0/me/drive/items/new"}"#,
        )?
        .then(200, &[], r#"{"id":"new"}"#)?;
    let client = Client::builder().transport(script.clone()).clock(Waits::default()).build()?;
    let created = DriveItem::items().create_async(&item("x")).send(&client).await?.wait(&client).await?;
    assert_eq!(created, item("new"));
    assert_eq!(script.received().len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_immediate_result_needs_no_monitor() -> Outcome {
    let script = Script::default().then(201, &[("location", "/me/drive/items/i")], r#"{"id":"i"}"#)?;
    let client = script.client()?;
    let created = DriveItem::items().create_async(&item("x")).send(&client).await?;
    assert!(created.is_finished());
    assert_eq!(created.poll(&client).await?, PollerStatus::Succeeded(item("i")));
    assert_eq!(created.clone().wait(&client).await?, item("i"));
    assert_eq!(script.received().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_failed_operation_has_its_error() -> Outcome {
    let failed = r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"There is one"}}"#;
    let script = Script::default().then(202, &[("location", "/m")], "")?.then(200, &[], failed)?.then(404, &[], "")?;
    let client = script.client()?;
    let copy = Copy.request("d", "i").send(&client).await?;
    let error = copy.poll(&client).await.err().ok_or("it went well")?;
    assert_eq!((error.code(), error.request_id()), (Some("nameAlreadyExists"), Some("r-1")));
    let gone = copy.poll(&client).await.err().ok_or("it is there")?;
    assert_eq!(gone.to_string(), "404 Not Found (request-id r-1)");
    Ok(())
}

#[tokio::test]
async fn unsafe_links_of_a_monitor_are_not_followed() -> Outcome {
    let outcome = r#"{"status":"succeeded","resourceLocation":"https://example.org/secret"}"#;
    for (monitor, answer, message) in [
        ("http://example.org/secret", "", "the link to example.org is not `https`, so it is not followed"),
        (
            "/m",
            outcome,
            "the operation is done, but its outcome can't be read: the link refers to another service than the client's \
             (example.org), so it is not followed",
        ),
    ] {
        let script = Script::default().then(202, &[("location", monitor)], "")?.then(200, &[], answer)?;
        let client = script.client()?;
        let error = Copy.request("d", "i").send(&client).await?.poll(&client).await.err().ok_or("it was asked")?;
        assert_eq!(error.to_string(), message);
        assert_eq!(matches!(error, Error::Outcome(_)), !answer.is_empty(), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        assert_eq!(script.received().len(), 1 + usize::from(!answer.is_empty()));
    }
    Ok(())
}

#[tokio::test]
async fn redirects_without_end_are_an_error() -> Outcome {
    let mut script = Script::default().then(202, &[("location", "https://example.org/m")], "")?;
    for _ in 0..10 {
        script = script.then(302, &[("location", "/again")], "")?;
    }
    let client = script.client()?;
    let error = Copy.request("d", "i").send(&client).await?.poll(&client).await.err().ok_or("it ended")?;
    assert!(error.to_string().contains("`RetryPolicy::max_redirects` sets this limit"), "{error}");
    assert_eq!(script.received().last().map(String::as_str), Some("GET https://example.org/again no token"));
    assert!(script.received().len() < 10);
    Ok(())
}

const STATUS: &str = r#"{"status":"completed","resourceId":"01ABC","percentageComplete":100.0}"#;

/// A monitor's response: status, headers, body.
type MonitorAnswer<'a> = (u16, &'a [(&'a str, &'a str)], &'a str);

/// Sends an action that is accepted, and polls it; the monitor returns these responses in turn.
async fn polled<T: graph_core::response::FromResponse>(
    request: graph_core::Request<Poller<T>>,
    answers: &[MonitorAnswer<'_>],
) -> Result<Result<PollerStatus<T>, Error>, Box<dyn std::error::Error>> {
    let mut script = Script::default().then(202, &[("location", "/m")], "")?;
    for (status, headers, body) in answers {
        script = script.then(*status, headers, body)?;
    }
    let client = script.client()?;
    Ok(request.send(&client).await?.poll(&client).await)
}

fn unread<T>(progress: Result<PollerStatus<T>, Error>) -> Result<Box<OutcomeError>, String> {
    match progress {
        Err(Error::Outcome(error)) => Ok(error),
        Err(error) => Err(format!("another error: {error}")),
        Ok(_) => Err("an outcome".to_owned()),
    }
}

/// "Long running actions": the monitor of a copy ends with the id of the new item.
#[tokio::test]
async fn the_status_of_a_monitor_is_not_the_outcome() -> Outcome {
    for body in [STATUS, r#"{"status":"succeeded","id":"o1"}"#, r#"{"id":"o1","percentageComplete":100}"#] {
        let error = unread(polled(Copy.request("d", "i"), &[(200, &[], body)]).await?)?;
        assert_eq!(error.resource_id.as_deref(), body.contains("01ABC").then_some("01ABC"));
        assert!(error.to_string().starts_with("the operation is done, but its monitor returns "), "{error}");
    }
    // Also in an immediate response.
    let script = Script::default().then(200, &[], STATUS)?;
    let client = script.client()?;
    assert!(unread(Copy.request("d", "i").send(&client).await?.poll(&client).await).is_ok());
    Ok(())
}

#[tokio::test]
async fn a_type_with_the_property_status_reads_the_monitor() -> Outcome {
    #[graph_complex]
    #[derive(Debug, PartialEq)]
    struct Migration {
        status: Option<String>,
    }
    #[graph_action(path = "x/migrate", returns = Poller<Migration>)]
    struct Migrate;
    #[graph_action(path = "x/any", returns = Poller<JsonObject>)]
    struct Any;
    #[graph_action(path = "x/copy", returns = Poller<ResourceId>)]
    struct CopyId;

    let read = polled(Migrate.request(), &[(200, &[], STATUS)]).await??;
    assert_eq!(read, PollerStatus::Succeeded(Migration { status: Some("completed".to_owned()) }));
    let PollerStatus::Succeeded(any) = polled(Any.request(), &[(200, &[], STATUS)]).await?? else {
        return Err("at it".into());
    };
    assert!(any.contains_key("resourceId"));
    let PollerStatus::Succeeded(id) = polled(CopyId.request(), &[(200, &[], STATUS)]).await?? else {
        return Err("at it".into());
    };
    assert_eq!(id.as_str(), "01ABC");
    let redirected: &[MonitorAnswer<'_>] =
        &[(303, &[("location", "/me/drive/items/i2")], ""), (200, &[], r#"{"id":"i2"}"#)];
    let PollerStatus::Succeeded(id) = polled(CopyId.request(), redirected).await?? else { return Err("at it".into()) };
    assert_eq!(id.as_str(), "i2");
    Ok(())
}

/// An outage of the monitor says nothing about the operation. `OneDrive` reports a failure with 500.
#[tokio::test]
async fn an_outage_of_a_monitor_is_not_a_failure() -> Outcome {
    let none = &[][..];
    for status in [408, 429, 500, 502, 503, 504] {
        let body = r#"{"error":{"code":"serviceNotAvailable"}}"#;
        let error = unread(polled(Copy.request("d", "i"), &[(status, none, body); 4]).await?)?;
        assert!(error.is_unknown() && error.to_string().contains("poll it again"), "{error}");
    }
    let failed = r#"{"operation":"DownloadUrl","errorCode":"RemoteServerError","status":"failed"}"#;
    for (status, body) in [(500, failed), (404, "{}")] {
        assert!(matches!(polled(Copy.request("d", "i"), &[(status, none, body); 4]).await?, Err(Error::Api(_))));
    }

    // A wait goes on through it, up to a limit.
    for (outages, is_done) in [(9, true), (11, false)] {
        let mut script = Script::default().then(202, &[("location", "/m")], "")?;
        for _ in 0..outages * 4 {
            script = script.then(503, &[], "")?;
        }
        script = script.then(303, &[("location", "/me/drive/items/i")], "")?.then(200, &[], r#"{"id":"i"}"#)?;
        let client = Client::builder().transport(script).clock(Waits::default()).build()?;
        let copied = Copy.request("d", "i").send(&client).await?.wait(&client).await;
        assert_eq!(copied.is_ok(), is_done, "{copied:?}");
    }
    Ok(())
}

/// An unreadable outcome is not a failure: `SharePoint` refuses a token of another resource.
#[tokio::test]
async fn an_outcome_that_cannot_be_read_is_not_a_failure() -> Outcome {
    let elsewhere = &[("location", "https://contoso.sharepoint.com/item")][..];
    let refused = [(303, elsewhere, STATUS), (401, &[][..], "")];
    let error = unread(polled(Copy.request("d", "i"), &refused).await?)?;
    assert_eq!(error.resource_id.as_deref(), Some("01ABC"));
    let message = "the operation is done, but its outcome can't be read: 401 Unauthorized (request-id r-1)";
    assert_eq!(error.to_string(), message);
    let error = Error::from(*error);
    assert_eq!(error.status(), Some(http::StatusCode::UNAUTHORIZED));

    for (status, body) in [(200, ""), (204, ""), (200, r#"{"id":5}"#)] {
        let error = unread(polled(Copy.request("d", "i"), &[(status, &[], body)]).await?)?;
        assert!(
            error.to_string().starts_with("the operation is done, but its outcome can't be read: the 20"),
            "{error}"
        );
    }
    let failed = polled(Copy.request("d", "i"), &[(200, &[], r#"{"status":"failed","resourceId":"1"}"#)]).await?;
    assert!(matches!(failed, Err(Error::Api(_))));
    Ok(())
}

/// A monitor may redirect to another one, whose status is not the outcome either.
#[tokio::test]
async fn a_monitor_may_redirect_to_another_monitor() -> Outcome {
    let there = &[("location", "/operations/2")][..];
    let copy = || Copy.request("d", "i");
    for (status, body) in [(202, r#"{"id":"o","status":"running"}"#), (202, ""), (200, r#"{"status":"inProgress"}"#)] {
        let goes_on = polled(copy(), &[(303, there, ""), (status, &[], body)]).await??;
        assert!(matches!(goes_on, PollerStatus::InProgress { .. }), "{goes_on:?}");
    }
    let error = unread(polled(copy(), &[(303, there, ""), (200, &[], STATUS)]).await?)?;
    assert_eq!(error.resource_id.as_deref(), Some("01ABC"));
    let failed = r#"{"status":"failed","error":{"code":"x"}}"#;
    assert!(matches!(polled(copy(), &[(303, there, ""), (200, &[], failed)]).await?, Err(Error::Api(_))));
    let entity = polled(copy(), &[(303, there, ""), (200, &[], r#"{"id":"i2","status":"completed"}"#)]).await??;
    assert_eq!(entity, PollerStatus::Succeeded(item("i2")));
    Ok(())
}

/// "Known issues": an error with a status of success, here of an operation that was not even accepted.
#[tokio::test]
async fn accepted_without_a_monitor_may_be_an_error() -> Outcome {
    let script = Script::default().then(202, &[], r#"{"error":{"code":"x","message":"No"}}"#)?;
    let client = script.client()?;
    let error = Copy.request("d", "i").send(&client).await?.wait(&client).await.err().ok_or("it waits")?;
    assert_eq!(error.to_string(), "202 x: No (request-id r-1)");
    Ok(())
}

#[tokio::test]
async fn an_operation_without_a_monitor_is_accepted() -> Outcome {
    let script = Script::default().then(202, &[], "")?;
    let client = script.client()?;
    let copy = Copy.request("d", "i").send(&client).await?;
    assert!(!copy.is_finished());
    let error = copy.clone().wait(&client).await.err().ok_or("it waits")?;
    let message = "the service accepted the operation without the `Location` of a status monitor";
    assert_eq!(error.to_string(), message);
    assert!(matches!(error, Error::Outcome(_)));
    assert_eq!(script.received().len(), 1);
    Ok(())
}
