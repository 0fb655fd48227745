//! Operations that go on when the service has answered.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use graph_core::{BoxFuture, Client, Clock, Error, Operation, Progress, graph_action};

use super::script::Script;
use super::{DriveItem, Outcome, ROOT};

#[graph_action(path = "drives/{driveId}/items/{itemId}/copy", returns = Operation<DriveItem>)]
struct Copy;

#[graph_action(path = "teams/{teamId}/archive", returns = Operation<()>, version = "beta")]
struct Archive;

fn item(id: &str) -> DriveItem {
    DriveItem { id: Some(id.into()), name: None, children: None }
}

#[tokio::test]
async fn a_monitor_elsewhere_gets_no_token() -> Outcome {
    let script = Script::default()
        .then(202, &[("location", "https://contoso.sharepoint.com/_api/monitor?guest=secret")], "")?
        .then(202, &[("retry-after", "5")], r#"{"percentageComplete":27.8,"status":"inProgress"}"#)?
        .then(303, &[("location", "https://graph.microsoft.com/v1.0/drives/d/items/i2")], "")?
        .then(200, &[], r#"{"id":"i2"}"#)?;
    let client = script.client()?;
    let copy = Copy.request("d", "i").send(&client).await?;
    assert!(!copy.is_finished());
    assert!(!format!("{copy:?}").contains("secret"), "{copy:?}");
    let Progress::Running { percent: Some(percent), retry_after: Some(wait), .. } = copy.poll(&client).await? else {
        return Err("it does not go on".into());
    };
    assert_eq!((percent.to_string().as_str(), wait.as_secs()), ("27.8", 5));
    assert_eq!(copy.poll(&client).await?, Progress::Done(item("i2")));
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
async fn a_monitor_of_the_service_is_of_the_same_version() -> Outcome {
    let script = Script::default().then(202, &[("location", "/teams('t')/operations('o')")], "")?.then(
        200,
        &[],
        r#"{"status":"succeeded","targetResourceLocation":"/teams('t')"}"#,
    )?;
    let client = script.client()?;
    let archive = Archive.request("t").send(&client).await?;
    assert_eq!(archive.poll(&client).await?, Progress::Done(()));
    let received = script.received();
    // What is not needed is not fetched.
    let monitor = "GET https://graph.microsoft.com/beta/teams('t')/operations('o') Bearer top-secret";
    assert_eq!(received.get(1..).unwrap_or_default(), [monitor]);
    Ok(())
}

/// Its waits are over at once, and kept.
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
async fn waiting_honours_the_service_and_backs_off() -> Outcome {
    let mut script = Script::default().then(202, &[("location", "/m"), ("retry-after", "7")], "")?;
    for (status, asked) in [(202, Some("3")), (200, None), (202, Some("0")), (429, Some("90")), (202, None)] {
        let asked: Vec<_> = asked.map(|asked| ("retry-after", asked)).into_iter().collect();
        script = script.then(status, &asked, r#"{"status":"running"}"#)?;
    }
    for _ in 0..3 {
        script = script.then(202, &[], "")?;
    }
    script = script.then(202, &[("retry-after", "Thu, 01 Jan 1970 00:01:00 GMT")], "")?;
    script = script.then(200, &[], r#"{"id":"i","status":"succeeded"}"#)?;
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
async fn waiting_ends_with_the_entity() -> Outcome {
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
async fn what_is_done_at_once_needs_no_monitor() -> Outcome {
    let script = Script::default().then(201, &[("location", "/me/drive/items/i")], r#"{"id":"i"}"#)?;
    let client = script.client()?;
    let created = DriveItem::items().create_async(&item("x")).send(&client).await?;
    assert!(created.is_finished());
    assert_eq!(created.poll(&client).await?, Progress::Done(item("i")));
    assert_eq!(created.clone().wait(&client).await?, item("i"));
    assert_eq!(script.received().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_operation_that_fails_says_why() -> Outcome {
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
async fn nobody_is_asked_who_could_be_overheard() -> Outcome {
    let outcome = r#"{"status":"succeeded","resourceLocation":"https://example.org/secret"}"#;
    for (monitor, answer, message) in [
        ("http://example.org/secret", "", "the link to example.org is not `https`, so it is not followed"),
        ("/m", outcome, "the link leads to another service than the client's (example.org), so it is not followed"),
    ] {
        let script = Script::default().then(202, &[("location", monitor)], "")?.then(200, &[], answer)?;
        let client = script.client()?;
        let error = Copy.request("d", "i").send(&client).await?.poll(&client).await.err().ok_or("it was asked")?;
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, Error::Request(_)) && !format!("{error:?}").contains("secret"), "{error:?}");
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
    assert_eq!(error.status(), Some(http::StatusCode::FOUND));
    assert_eq!(script.received().last().map(String::as_str), Some("GET https://example.org/again no token"));
    assert!(script.received().len() < 10);
    Ok(())
}
