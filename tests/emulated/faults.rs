//! Failures: what the client resends, after which wait, and the final state of the service.

use std::time::Duration;

use graph_core::error::RequestError;
use graph_core::{Client, Error, RetryPolicy, StaticToken};
use graph_emulator::{Fault, Storm};
use http::{Method, StatusCode};

use crate::{Outcome, User, company, connect, ids, refused};

const DOWN: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
const BUSY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

fn ann() -> User {
    User { id: Some("ann".into()), ..User::default() }
}

#[tokio::test]
async fn a_read_is_retried_and_a_create_is_not() -> Outcome {
    let (emulator, _) = company().await?;
    let (client, clock) = connect(&emulator)?;
    let users = User::users();
    emulator.fault(Fault::status(DOWN));
    assert_eq!(refused(users.create(&ann()).send(&client).await), Some(DOWN));
    assert_eq!((emulator.request_log().len(), clock.waits().len()), (1, 0));
    assert_eq!(users.count().send(&client).await?, 5);

    emulator.clear_request_log();
    emulator.fault(Fault::status(DOWN).times(2));
    assert!(users.entity("ada").get().send(&client).await.is_ok());
    let statuses: Vec<_> = emulator.request_log().iter().map(|received| received.status).collect();
    assert_eq!((statuses, clock.waits().len()), (vec![DOWN, DOWN, StatusCode::OK], 2));

    emulator.fault(Fault::status(DOWN).times(9).method(Method::GET));
    assert_eq!(refused(users.entity("ada").get().send(&client).await), Some(DOWN));
    Ok(())
}

#[tokio::test]
async fn a_throttled_request_waits_for_retry_after() -> Outcome {
    let (emulator, _) = company().await?;
    let (client, clock) = connect(&emulator)?;
    let users = User::users();
    emulator.fault(Fault::status(BUSY).retry_after("7"));
    emulator.fault(Fault::status(BUSY).retry_after("0.5"));
    users.create(&ann()).send(&client).await?;
    assert_eq!(clock.waits(), [Duration::from_secs(7), Duration::from_millis(500)]);
    assert_eq!(users.count().send(&client).await?, 6);

    // A date by the client's clock, and a wait over the budget.
    emulator.fault(Fault::status(BUSY).retry_after("Thu, 01 Jan 1970 00:01:00 GMT"));
    users.entity("ada").get().send(&client).await?;
    assert_eq!(clock.waits().last().copied(), Some(Duration::from_millis(60_000 - 7_500)));
    emulator.fault(Fault::status(BUSY).retry_after("3600"));
    assert_eq!(refused(users.entity("ada").get().send(&client).await), Some(BUSY));
    assert_eq!(clock.waits().len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_write_that_was_performed_is_not_resent() -> Outcome {
    let (emulator, _) = company().await?;
    let (client, _) = connect(&emulator)?;
    let users = User::users();
    emulator.fault(Fault::lost_response().method(Method::POST));
    let lost = users.create(&User::default()).send(&client).await;
    assert!(matches!(lost, Err(Error::Transport(_))), "{lost:?}");
    assert_eq!(users.count().send(&client).await?, 6);

    // `resend_unsafe` allows a second create.
    emulator.fault(Fault::lost_response().method(Method::POST));
    let unsafely = RetryPolicy::default().resend_unsafe(true);
    users.create(&User::default()).retry(unsafely).send(&client).await?;
    assert_eq!(users.count().send(&client).await?, 8);

    // The repeated delete returns 404, since the first one was executed.
    emulator.fault(Fault::lost_response().method(Method::DELETE));
    assert_eq!(refused(users.entity("joseph").delete().send(&client).await), Some(StatusCode::NOT_FOUND));
    emulator.fault(Fault::lost_request().method(Method::DELETE));
    users.entity("mary").delete().send(&client).await?;
    assert_eq!(users.count().send(&client).await?, 6);
    Ok(())
}

#[tokio::test]
async fn a_failed_page_is_requested_again_and_none_is_skipped() -> Outcome {
    let (emulator, _) = company().await?;
    let (client, clock) = connect(&emulator)?;
    let mut users = User::users().list().stream(&client);
    let mut found: Vec<_> = users.try_next().await?.into_iter().collect();
    emulator.fault(Fault::status(BUSY).retry_after("3"));
    while let Some(user) = users.try_next().await? {
        found.push(user);
    }
    assert_eq!(ids(&found), ["ada", "charles", "joseph", "luigi", "mary"]);
    assert_eq!(clock.waits(), [Duration::from_secs(3)]);

    // A page that fails repeatedly ends the stream; earlier items were returned.
    let mut users = User::users().list().retry(RetryPolicy::never()).stream(&client);
    assert_eq!(users.try_next().await?.and_then(|user| user.id).as_deref(), Some("ada"));
    emulator.fault(Fault::status(DOWN));
    let mut rest = Vec::new();
    let error = loop {
        match users.try_next().await {
            Ok(Some(user)) => rest.push(user),
            other => break other,
        }
    };
    assert_eq!(refused(error), Some(DOWN));
    assert_eq!(ids(&rest), ["charles", "joseph", "luigi"]);
    assert_eq!(users.try_next().await?, None);
    Ok(())
}

#[tokio::test]
async fn pages_that_lead_astray_end_or_are_an_error() -> Outcome {
    let (emulator, client) = company().await?;
    let all = || User::users().list().collect_all(&client, usize::MAX);
    emulator.fault(Fault::empty_page().times(3));
    assert_eq!(ids(&all().await?), ["ada", "charles", "joseph", "luigi", "mary"]);
    emulator.fault(Fault::repeated_page());
    assert_eq!(ids(&all().await?), ["ada", "charles", "ada", "charles", "joseph", "luigi", "mary"]);
    emulator.fault(Fault::link_loop().nth(2).always());
    assert!(matches!(all().await, Err(Error::Request(RequestError::RepeatedLink))));
    emulator.calm().clear_request_log();
    emulator.fault(Fault::next_link("https://graph.microsoft.com.example.org/v1.0/users"));
    assert!(matches!(all().await, Err(Error::Request(RequestError::ForeignLink { .. }))));
    assert_eq!(emulator.request_log().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_storm_loses_nothing_of_a_listing() -> Outcome {
    let (emulator, _) = company().await?;
    let (client, clock) = connect(&emulator)?;
    emulator.storm(Storm::seeded(3).rate(0.3));
    let patient = RetryPolicy::default().max_attempts(50).budget(Duration::from_hours(1));
    for _ in 0..20 {
        let users = User::users().list().retry(patient).collect_all(&client, usize::MAX).await?;
        assert_eq!(ids(&users), ["ada", "charles", "joseph", "luigi", "mary"]);
    }
    assert!(clock.waits().len() > 10);
    Ok(())
}

#[tokio::test]
async fn a_response_over_a_socket_is_complete_or_an_error() -> Outcome {
    let (emulator, _) = company().await?;
    let serving = emulator.serve().await?;
    let builder = Client::builder().base_url(serving.url()).credential(StaticToken::new("any"));
    let client = builder.retry(RetryPolicy::never()).build()?;
    let count = || User::users().entity("ada").get().send(&client);
    for fault in [Fault::refused(), Fault::lost_response(), Fault::cut_off(9), Fault::longer(3)] {
        emulator.fault(fault.clone());
        let lost = count().await;
        assert!(matches!(lost, Err(Error::Transport(_))), "{fault:?}: {lost:?}");
    }
    for fault in [Fault::shorter(3), Fault::html(StatusCode::OK), Fault::gzip_bomb(1 << 26)] {
        emulator.fault(fault.clone());
        let unreadable = count().await;
        assert!(matches!(unreadable, Err(Error::Decode(_))), "{fault:?}: {unreadable:?}");
    }
    for fault in [Fault::trickled(Duration::from_millis(1)), Fault::delayed(Duration::from_millis(1))] {
        emulator.fault(fault);
        assert_eq!(count().await?.id.as_deref(), Some("ada"));
    }
    Ok(())
}
