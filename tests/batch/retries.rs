//! Retries of batched requests: which are resent, together with which others, and after which wait.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use graph_core::observer::{WaitEvent, WaitReason};
use graph_core::{Batch, Error, Request, RetryPolicy, batch::Handle};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::service::{Outcome, Service};

fn request(method: Method, number: usize) -> Request<()> {
    Request::raw(method, &format!("x/{number}"))
}

fn throttled(seconds: &str) -> Json {
    json!({ "status": 429, "headers": { "RETRY-after": seconds }, "body": {"error": {"code": "TooManyRequests"}} })
}

fn status(status: u16) -> Json {
    json!({ "status": status })
}

fn statuses(results: Vec<Result<(), Error>>) -> Vec<u16> {
    let status = |result: Result<(), Error>| match result {
        Ok(()) => 200,
        Err(error) => error.status().map_or(0, |status| status.as_u16()),
    };
    results.into_iter().map(status).collect()
}

async fn send(service: &Service, batch: Batch, handles: Vec<Handle<()>>) -> Result<Vec<u16>, Error> {
    let client = service.client().map_err(|_| graph_core::error::RequestError::NoChanges)?;
    let mut answers = batch.send(&client).await?;
    Ok(statuses(handles.into_iter().map(|handle| answers.take(handle)).collect()))
}

#[tokio::test]
async fn only_throttled_requests_are_resent_after_the_longest_wait() -> Outcome {
    let service = Service::new(|call| {
        call.each(|id| match (call.number, id) {
            (1, "2") => throttled("3"),
            (1, "4") => throttled("7.5"),
            (2, "4") => throttled("1"),
            _ => status(204),
        })
    });
    let mut batch = Batch::new();
    let methods = [Method::GET, Method::POST, Method::PATCH, Method::DELETE];
    let handles = methods.into_iter().enumerate().map(|(number, method)| batch.add(request(method, number))).collect();
    assert_eq!(send(&service, batch, handles).await?, [200, 200, 200, 200]);
    assert_eq!(service.orders(), ["1 2 3 4", "2 4", "4"]);
    assert_eq!(service.waits(), [Duration::from_millis(7_500), Duration::from_secs(1)]);
    Ok(())
}

#[tokio::test]
async fn dependents_of_throttled_requests_are_resent() -> Outcome {
    let service = Service::new(|call| {
        call.each(|id| match (call.number, id) {
            (1, "2") => throttled("1"),
            (1, "3" | "4") => status(424),
            _ => status(204),
        })
    });
    let mut batch = Batch::new();
    let first = batch.add(request(Method::POST, 1));
    let second = batch.after(&first).add(request(Method::POST, 2));
    let third = batch.after(&first).after(&second).add(request(Method::POST, 3));
    let fourth = batch.after(&third).add(request(Method::POST, 4));
    let handles = vec![first, second, third, fourth];
    assert_eq!(send(&service, batch, handles).await?, [200, 200, 200, 200]);
    assert_eq!(service.orders(), ["1 2<1 3<1,2 4<3", "2 3<2 4<3"]);
    Ok(())
}

#[tokio::test]
async fn dependents_of_a_failed_request_stay_refused() -> Outcome {
    let service = Service::new(|call| {
        call.each(|id| match (call.number, id) {
            (1, "1") => throttled("1"),
            (_, "2") => status(404),
            (1, "3" | "4") | (_, "5") => status(424),
            _ => status(204),
        })
    });
    let mut batch = Batch::new();
    let root = batch.add(request(Method::POST, 1));
    let failed = batch.add(request(Method::POST, 2));
    let of_both = batch.after(&root).after(&failed).add(request(Method::POST, 3));
    let of_root = batch.after(&root).add(request(Method::POST, 4));
    let of_refused = batch.after(&of_both).add(request(Method::POST, 5));
    let handles = vec![root, failed, of_both, of_root, of_refused];
    assert_eq!(send(&service, batch, handles).await?, [200, 404, 424, 200, 424]);
    assert_eq!(service.orders(), ["1 2 3<1,2 4<1 5<3", "1 4<1"]);
    Ok(())
}

#[tokio::test]
async fn throttled_requests_of_several_calls_share_one_call() -> Outcome {
    let service = Service::new(|call| {
        call.each(|id| match (call.number, id) {
            (1..=3, "1" | "21" | "23") => throttled("1"),
            (1..=3, "24") => status(424),
            _ => status(204),
        })
    });
    let mut batch = Batch::new();
    let mut handles: Vec<_> = (1..=22).map(|number| batch.add(request(Method::GET, number))).collect();
    let first = batch.add(request(Method::POST, 23));
    let second = batch.after(&first).add(request(Method::POST, 24));
    handles.extend([first, second]);
    assert!(send(&service, batch, handles).await?.iter().all(|status| *status == 200));
    let orders = service.orders();
    assert_eq!(orders.get(2..), Some(&["23 24<23".to_owned(), "1 21".to_owned(), "23 24<23".to_owned()][..]));
    Ok(())
}

#[tokio::test]
async fn the_policy_limits_attempts() -> Outcome {
    let service = Service::new(|call| call.each(|_| throttled("40")));
    let mut batch = Batch::new();
    let handle = batch.add(request(Method::GET, 1));
    let mut answers = batch.send(&service.client()?).await?;
    let Err(Error::Api(error)) = answers.take(handle) else { return Err("not throttled".into()) };
    assert_eq!((error.status, error.code.as_deref()), (StatusCode::TOO_MANY_REQUESTS, Some("TooManyRequests")));
    // A third wait would be longer than the budget of 100 s.
    assert_eq!(service.waits(), [Duration::from_secs(40); 2]);

    let service = Service::new(|call| call.each(|_| throttled("1")));
    let mut batch = Batch::new();
    let handle = batch.add(request(Method::GET, 1));
    let mut answers = batch.send(&service.builder().retry(RetryPolicy::never()).build()?).await?;
    assert!(answers.take(handle).is_err());
    assert_eq!((service.calls().len(), service.waits().len()), (1, 0));
    Ok(())
}

#[tokio::test]
async fn a_request_may_have_a_policy_of_its_own() -> Outcome {
    let service = Service::new(|call| call.each(|_| if call.number == 1 { throttled("1") } else { status(204) }));
    let mut batch = Batch::new();
    let handles =
        vec![batch.add(request(Method::GET, 1).retry(RetryPolicy::never())), batch.add(request(Method::GET, 2))];
    assert_eq!(send(&service, batch, handles).await?, [429, 200]);
    assert_eq!(service.orders(), ["1 2", "2"]);
    Ok(())
}

#[tokio::test]
async fn a_call_has_the_strictest_policy_of_its_requests() -> Outcome {
    let policies: [(&[RetryPolicy], usize); 3] = [
        (&[RetryPolicy::never()], 1),
        (&[RetryPolicy::default(), RetryPolicy::default().max_attempts(2)], 2),
        (&[RetryPolicy::default().max_attempts(3), RetryPolicy::default().max_attempts(9)], 3),
    ];
    for (policies, calls) in policies {
        let service = Service::new(|_| (503, String::new()));
        let mut batch = Batch::new();
        let add = |policy: &RetryPolicy| batch.add(request(Method::GET, 1).retry(*policy));
        let handles: Vec<_> = policies.iter().map(add).collect();
        assert!(send(&service, batch, handles).await?.iter().all(|status| *status == 503));
        assert_eq!(service.calls().len(), calls);
    }
    Ok(())
}

#[tokio::test]
async fn a_request_that_can_not_wait_for_its_neighbours_keeps_its_response() -> Outcome {
    let service = Service::new(|call| {
        call.each(|id| match (call.number, id) {
            (1, "1") => throttled("1"),
            (1, "2") => status(424),
            (2, "3" | "4") => throttled("60"),
            _ => status(204),
        })
    });
    let short = RetryPolicy::default().budget(Duration::from_secs(10));
    let mut batch = Batch::new();
    let first = batch.add(request(Method::GET, 1).retry(short));
    let second = batch.after(&first).add(request(Method::GET, 2));
    let third = batch.add(request(Method::GET, 3));
    let fourth = batch.add(request(Method::GET, 4).retry(RetryPolicy::default().call_timeout(Duration::from_secs(59))));
    let handles = vec![first, second, third, fourth];
    assert_eq!(send(&service, batch, handles).await?, [429, 424, 200, 429]);
    Ok(())
}

#[tokio::test]
async fn attempts_until_an_entity_is_found_are_in_addition_to_the_others() -> Outcome {
    let service = Service::new(|call| {
        call.each(|id| match (call.number, id) {
            (1..=5, "1") => status(404),
            (6..=8, "1") => status(503),
            _ => status(204),
        })
    });
    let mut batch = Batch::new();
    let first = batch.add(request(Method::GET, 1).consistent(Duration::from_secs(100)));
    let second = batch.after(&first).add(request(Method::GET, 2));
    let handles = vec![first, second];
    assert_eq!(send(&service, batch, handles).await?, [200, 200]);
    assert_eq!(service.calls().len(), 9);
    Ok(())
}

#[tokio::test]
async fn other_failures_are_retried_like_lone_requests() -> Outcome {
    let service = Service::new(|call| call.each(|_| status(if call.number == 1 { 503 } else { 204 })));
    let mut batch = Batch::new();
    let handles = vec![batch.add(request(Method::GET, 1)), batch.add(request(Method::POST, 2))];
    // The service may have executed the POST.
    assert_eq!(send(&service, batch, handles).await?, [200, 503]);
    assert_eq!(service.orders(), ["1 2", "1"]);
    Ok(())
}

#[tokio::test]
async fn a_call_is_resent_if_all_its_requests_may_be() -> Outcome {
    for (method, calls, statuses) in [(Method::DELETE, 2, [200, 200]), (Method::POST, 1, [503, 503])] {
        let service = Service::new(|call| match call.number {
            1 => (503, String::new()),
            _ => call.each(|_| status(204)),
        });
        let mut batch = Batch::new();
        let handles = vec![batch.add(request(Method::GET, 1)), batch.add(request(method, 2))];
        assert_eq!(send(&service, batch, handles).await?, statuses);
        assert_eq!(service.calls().len(), calls);
    }
    // A throttled call was not executed.
    let service = Service::new(|call| match call.number {
        1 => (429, String::new()),
        _ => call.each(|_| status(204)),
    });
    let mut batch = Batch::new();
    let handles = vec![batch.add(request(Method::POST, 1))];
    assert_eq!(send(&service, batch, handles).await?, [200]);
    Ok(())
}

#[tokio::test]
async fn a_wait_has_the_reason_of_the_longest_one() -> Outcome {
    for (first, reason) in [(status(503), WaitReason::Failed), (throttled("9"), WaitReason::Throttled)] {
        let service =
            Service::new(move |call| call.each(|_| if call.number == 1 { first.clone() } else { status(204) }));
        let seen: Arc<Mutex<Vec<WaitReason>>> = Arc::default();
        let reasons = Arc::clone(&seen);
        let observed =
            move |wait: &WaitEvent<'_>| reasons.lock().unwrap_or_else(PoisonError::into_inner).push(wait.reason);
        let client = service.builder().on_wait(observed).build()?;
        let mut batch = Batch::new();
        let handle = batch.add(request(Method::GET, 1));
        batch.send(&client).await?.take(handle)?;
        assert_eq!(*seen.lock().unwrap_or_else(PoisonError::into_inner), [reason]);
    }
    Ok(())
}
