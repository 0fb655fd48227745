//! The responses of a batch.

use std::error::Error as StdError;

use bytes::Bytes;
use graph_core::{
    Batch, Error, Page, Request, RetryPolicy,
    error::{BatchError, RequestError},
};
use graph_tests::resources::{DeviceConfigurationDeviceStatus as DeviceStatus, Group, User};
use http::{Method, StatusCode};
use serde_json::json;

use crate::service::{Outcome, Service, said};

fn bytes(path: &str) -> Request<Bytes> {
    Request::raw(Method::GET, path)
}

#[tokio::test]
async fn each_answer_has_its_type_in_any_order() -> Outcome {
    let service = Service::canned(
        r#"[
        {"id": "3", "status": 204},
        {"id": "4", "status": 200, "headers": {"content-type": "text/plain"}, "body": "17"},
        {"id": "2", "status": 200, "body": {"value": [{"id": "s1", "status": "new"}, {"id": "s2"}]}},
        {"id": "1", "status": 200, "headers": {"ETAG": "W/\"7\""}, "body": {"id": "ada", "businessPhones": ["1"]}}
        ]"#,
    );
    let mut batch = Batch::new();
    let me = batch.add(User::me().get());
    let list = batch.add(DeviceStatus::device_statuses("c1").list());
    let gone = batch.add(User::users().entity("bob").delete());
    let count = batch.add(Request::<i64>::raw(Method::GET, "users/$count"));
    let mut answers = batch.send(&service.client()?).await?;
    assert_eq!(format!("{answers:?}"), "{1: Some(200), 2: Some(200), 3: Some(204), 4: Some(200)}");

    let me = answers.take_full(me)?;
    assert_eq!(me.status(), StatusCode::OK);
    assert_eq!(me.headers().get("etag").and_then(|etag| etag.to_str().ok()), Some("W/\"7\""));
    assert_eq!(me.into_body().business_phones, ["1"]);
    let list: Page<DeviceStatus> = answers.take(list)?;
    assert_eq!(list.value.iter().filter_map(|status| status.id.as_deref()).collect::<Vec<_>>(), ["s1", "s2"]);
    assert_eq!(answers.take(count)?, 17);
    assert_eq!(answers.take_full(gone)?.status(), StatusCode::NO_CONTENT);
    assert_eq!(format!("{answers:?}"), "{}");
    Ok(())
}

#[tokio::test]
async fn a_batched_body_equals_that_of_the_lone_request() -> Outcome {
    let service = Service::canned(
        r#"[
        {"id": "1", "status": 200, "headers": {"Content-Type": "image/jpeg"}, "body": "-_8="},
        {"id": "2", "status": 200, "headers": {"Content-Type": "image/jpeg"}, "body": "+/8"},
        {"id": "3", "status": 200, "headers": {"Content-Type": "text/html; charset=utf-8"}, "body": "<a>\u00e9\"</a>"},
        {"id": "4", "status": 200, "headers": {"Content-Type": "application/json;odata.metadata=minimal"},
         "body": {"b": 1.50e3, "a": 12345678901234567890123}},
        {"id": "5", "status": 200, "headers": {}}
        ]"#,
    );
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..5).map(|number| batch.add(bytes(&format!("x/{number}")))).collect();
    let mut answers = batch.send(&service.client()?).await?;
    let bodies: Vec<Bytes> = handles.into_iter().map(|handle| answers.take(handle)).collect::<Result<_, _>>()?;
    let expected: [&[u8]; 5] =
        [&[0xFB, 0xFF], &[0xFB, 0xFF], "<a>é\"</a>".as_bytes(), br#"{"b": 1.50e3, "a": 12345678901234567890123}"#, b""];
    assert_eq!(bodies, expected);
    Ok(())
}

#[tokio::test]
async fn each_request_has_its_own_error() -> Outcome {
    let service = Service::canned(
        r#"[
        {"id": "1", "status": 404, "headers": {"x": "1"}, "body": {"error": {"code": "itemNotFound",
         "message": "No such user", "innerError": {"request-id": "r-1"}}}},
        {"id": "2", "status": 403, "body": {"error": {"code": "Forbidden", "message": ""}}},
        {"id": "3", "status": 302, "headers": {"location": "https://files.example.org/x?sig=1"}},
        {"id": "4", "status": 200, "headers": {"Request-Id": "r-4"}, "body": {"businessPhones": [1]}},
        {"id": "5", "status": 502, "headers": {"Content-Type": "text/html"}, "body": "<html>"},
        {"id": "6", "status": 200, "body": {"businessPhones": []}}
        ]"#,
    );
    let mut batch = Batch::new();
    let missing = batch.add(User::users().entity("eve").get());
    let denied = batch.add(DeviceStatus::device_statuses("c1").list());
    let moved = batch.add(bytes("me/drive/items/1/content"));
    let other = batch.add(User::me().get());
    let broken = batch.add(User::users().entity("ada").update(User::changes().set(User::DISPLAY_NAME, "x")));
    let fine = batch.add(User::me().get());
    let mut answers = batch.send(&service.client()?).await?;

    let missing = answers.take(missing).err().ok_or("there is a user")?;
    assert_eq!(missing.to_string(), "404 itemNotFound: No such user (request-id r-1)");
    assert_eq!((missing.status(), missing.code()), (Some(StatusCode::NOT_FOUND), Some("itemNotFound")));
    let denied = said(answers.take(denied));
    assert!(denied.contains("DeviceManagementConfiguration.ReadWrite.All"), "{denied}");
    let Err(Error::Api(moved)) = answers.take(moved) else { return Err("no redirect".into()) };
    assert_eq!(moved.status, StatusCode::FOUND);
    assert_eq!(
        moved.headers().get("Location").map(http::HeaderValue::as_bytes),
        Some(&b"https://files.example.org/x?sig=1"[..])
    );
    assert_eq!(
        said(answers.take(other)),
        "the 200 response can't be decoded: `businessPhones[0]` is not of the type `Edm.String` (request-id r-4)"
    );
    assert_eq!(said(answers.take(broken)), "502 Bad Gateway");
    assert!(answers.take(fine).is_ok());
    Ok(())
}

#[tokio::test]
async fn a_missing_batch_response_is_an_error() -> Outcome {
    let service = Service::canned(r#"[{"id": "2", "status": 204}, {"id": "9", "status": 204}]"#);
    let mut batch = Batch::new();
    let lost = batch.add(User::me().get());
    let there = batch.add(User::users().entity("ada").delete());
    let mut answers = batch.send(&service.client()?).await?;
    let lost = answers.take(lost).err().ok_or("an answer from nowhere")?;
    assert!(matches!(lost, Error::Batch(BatchError::NoResponse { .. })));
    assert_eq!(lost.request_id(), Some("outer-1"));
    answers.take(there)?;
    Ok(())
}

#[tokio::test]
async fn a_failed_call_fails_only_its_own_requests() -> Outcome {
    let failures = [
        (
            (200, "<html>"),
            "the 200 response can't be decoded: the body is not a JSON object (request-id outer-1)",
            Some(200),
        ),
        (
            (400, r#"{"error": {"code": "BadRequest", "message": "No"}}"#),
            "400 BadRequest: No (request-id outer-1)",
            Some(400),
        ),
        ((0, ""), "the request got no complete response: invalid status code", None),
    ];
    for (answer, reason, status) in failures {
        let service = Service::new(move |call| match call.number {
            1 => (answer.0, answer.1.to_owned()),
            _ => call.each(|_| json!({ "status": 204 })),
        });
        let mut batch = Batch::new();
        let delete = |number: usize| User::users().entity(number.to_string()).delete();
        let handles: Vec<_> = (0..21).map(|number| batch.add(delete(number))).collect();
        let mut answers = batch.send(&service.builder().retry(RetryPolicy::never()).build()?).await?;
        let results: Vec<Result<(), Error>> = handles.into_iter().map(|handle| answers.take(handle)).collect();
        let (first, second) = results.split_at(20);
        for result in first {
            let Err(error @ Error::Batch(BatchError::Call { .. })) = result else {
                return Err("it did not fail".into());
            };
            assert_eq!(error.to_string(), format!("the batch call of the request failed: {reason}"));
            assert_eq!(error.source().map(ToString::to_string).as_deref(), Some(reason));
            assert_eq!(error.status().map(|status| status.as_u16()), status);
        }
        assert!(second.iter().all(Result::is_ok));
        assert_eq!(service.calls().len(), 2);
    }
    Ok(())
}

#[tokio::test]
async fn an_invalid_request_does_not_stop_the_batch() -> Outcome {
    let service = Service::new(|call| call.each(|_| json!({ "status": 200, "body": {"businessPhones": []} })));
    let mut batch = Batch::new();
    let wrong = batch.add(User::users().entity("..").get());
    let dependent = batch.after(&wrong).add(User::me().get());
    let unchanged = batch.add(User::me().update(User::changes()));
    let next = batch.after(&unchanged).add(User::me().get());
    let header = batch.add(User::me().get().header("a b", "c"));
    let mut answers = batch.send(&service.client()?).await?;
    assert_eq!(service.orders(), ["4"]);
    assert!(matches!(answers.take(wrong), Err(Error::Request(RequestError::Key(_)))));
    let dependent = answers.take(dependent);
    assert!(matches!(dependent, Err(Error::Batch(BatchError::FailedDependency))));
    assert_eq!(said(dependent), "the request was not sent: a request that it depends on could not be sent");
    let unchanged = answers.take_full(unchanged)?;
    assert_eq!((unchanged.status(), unchanged.into_body()), (StatusCode::NO_CONTENT, None));
    assert!(answers.take(next).is_ok());
    assert!(matches!(answers.take(header), Err(Error::Request(RequestError::Header { .. }))));
    Ok(())
}

#[tokio::test]
async fn a_batch_without_sendable_requests_makes_no_call() -> Outcome {
    let service = Service::canned("[]");
    let mut batch = Batch::new();
    let unchanged = batch.add(User::me().update(User::changes()));
    let mut answers = batch.send(&service.client()?).await?;
    assert_eq!(answers.take(unchanged)?, None);
    assert!(service.calls().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_handle_only_reads_its_own_batch() -> Outcome {
    let service = Service::new(|call| call.each(|_| json!({ "status": 200, "body": {"businessPhones": []} })));
    let client = service.client()?;
    let (mut one, mut other) = (Batch::new(), Batch::new());
    let of_one = one.add(User::me().get());
    let of_other = other.add(Group::groups().list());
    let mut answers = one.send(&client).await?;
    let error = answers.take(of_other);
    assert!(matches!(error, Err(Error::Batch(BatchError::ForeignHandle))));
    assert_eq!(said(error), "the handle belongs to another batch");

    let _ = other.after(&of_one).add(User::me().get());
    assert!(matches!(other.send(&client).await, Err(Error::Batch(BatchError::ForeignHandle))));
    assert_eq!(service.calls().len(), 1);
    assert!(answers.take(of_one).is_ok());
    Ok(())
}

/// Public fault reports: JSON as a string, and as base64, in the items of a batch.
#[tokio::test]
async fn json_text_is_read_as_an_object() -> Outcome {
    let service = Service::canned(
        r#"[
        {"id": "1", "status": 200, "headers": {"Content-Type": "application/json"}, "body": "{\"id\":\"g\"}"},
        {"id": "2", "status": 200, "headers": {"Content-Type": "application/json"}, "body": "eyJpZCI6ImcifQ=="},
        {"id": "3", "status": 200, "body": "eyJ2YWx1ZSI6W3siaWQiOiJnIn1dfQ"},
        {"id": "4", "status": 404, "body": "eyJlcnJvciI6eyJjb2RlIjoiaXRlbU5vdEZvdW5kIn19"},
        {"id": "5", "status": 200, "body": "eyJpZCI6ImcifQ=="}
        ]"#,
    );
    let mut batch = Batch::new();
    let groups: Vec<_> = (0..2).map(|_| batch.add(DeviceStatus::device_statuses("c1").entity("g").get())).collect();
    let list = batch.add(DeviceStatus::device_statuses("c1").list());
    let missing = batch.add(DeviceStatus::device_statuses("c1").entity("g").get());
    let text = batch.add(Request::<String>::raw(Method::GET, "x"));
    let mut answers = batch.send(&service.client()?).await?;
    for group in groups {
        assert_eq!(answers.take(group)?.id.as_deref(), Some("g"));
    }
    assert_eq!(answers.take(list)?.value.len(), 1);
    assert_eq!(
        answers.take(missing).err().and_then(|error| error.code().map(str::to_owned)).as_deref(),
        Some("itemNotFound")
    );
    assert_eq!(answers.take(text)?, "eyJpZCI6ImcifQ==");
    Ok(())
}

#[tokio::test]
async fn a_broken_item_does_not_lose_earlier_items() -> Outcome {
    let service = Service::canned(
        r#"[{"id": "1", "status": 200, "body": {"id": "g"}}, {"id": "2", "status": 502, "body": <html>},
        {"id": "3", "status": 200, "body": {"id": "g"}}]"#,
    );
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..3).map(|_| batch.add(DeviceStatus::device_statuses("c1").entity("g").get())).collect();
    let mut answers = batch.send(&service.client()?).await?;
    let results: Vec<_> = handles.into_iter().map(|handle| answers.take(handle)).collect();
    assert!(results[0].is_ok());
    assert!(results[1..].iter().all(|result| matches!(result, Err(Error::Batch(BatchError::NoResponse { .. })))));
    Ok(())
}

#[tokio::test]
async fn a_wait_over_the_budget_is_reported() -> Outcome {
    let service = Service::canned(r#"[{"id": "1", "status": 429, "headers": {"Retry-After": "0, 300"}, "body": {}}]"#);
    let mut batch = Batch::new();
    let group = batch.add(DeviceStatus::device_statuses("c1").entity("g").get());
    let error = batch.send(&service.client()?).await?.take(group).err().ok_or("no error")?;
    let message = "429 Too Many Requests; not sent again: the service requests a wait of 300 s, and the budget is 100 s \
                   (1 attempt); `RetryPolicy::budget` sets it";
    assert_eq!(error.to_string(), message);
    Ok(())
}
