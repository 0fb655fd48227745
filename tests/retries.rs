//! Retries of a request, over a scripted transport and a clock whose waits end at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use graph_core::{
    AccessToken, BoxFuture, Client, Credential, CredentialError, Error, RetryPolicy, TokenRequest, graph_entity,
};
use http::StatusCode;

use graph_tests::script::{Script, Scripted};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(path = "users", singleton(name = "me", template = "me"))]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
}

const ADA: &str = r#"{"id": "ada"}"#;
const BUSY: Scripted = (429, &[("retry-after", "2.5")], "");
const DOWN: Scripted = (503, &[], "");
const LOST: Scripted = (0, &[], "");
const OK: Scripted = (200, &[], ADA);

#[tokio::test]
async fn a_retry_has_the_same_id_and_waits_retry_after() -> Outcome {
    let script = Script::new([BUSY, BUSY, OK]);
    User::me().get().send(&script.client()?).await?;
    assert_eq!(script.waits(), [Duration::from_millis(2500); 2]);
    let ids = script.headers("client-request-id");
    assert!(ids.len() == 3 && !ids[0].is_empty() && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    Ok(())
}

#[tokio::test]
async fn a_possibly_executed_create_is_not_resent() -> Outcome {
    let user = User { id: Some("ada".into()) };
    for (answer, post, get) in
        [(BUSY, 2, 2), (DOWN, 1, 2), (LOST, 1, 2), ((500, &[], ""), 1, 2), ((501, &[], ""), 1, 1)]
    {
        let script = Script::new([answer, OK]);
        let created = User::users().create(&user).send(&script.client()?).await;
        assert_eq!((script.lines().len(), created.is_ok()), (post, post == 2), "{answer:?}");
        let script = Script::new([answer, OK]);
        let got = User::users().entity("ada").get().send(&script.client()?).await;
        assert_eq!((script.lines().len(), got.is_ok()), (get, get == 2), "{answer:?}");
        let script = Script::new([answer, OK]);
        let policy = RetryPolicy::default().resend_unsafe(true);
        let created = User::users().create(&user).retry(policy).send(&script.client()?).await;
        assert_eq!(created.is_ok(), get == 2, "{answer:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_call_ends_at_its_budget_with_the_error_of_the_service() -> Outcome {
    let script = Script::new([(429, &[("retry-after", "200")][..], ""), OK]);
    let error = User::me().get().send(&script.client()?).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == StatusCode::TOO_MANY_REQUESTS));
    assert!(script.waits().is_empty());
    let script = Script::new([BUSY, (429, &[("retry-after", "200")][..], ""), OK]);
    let error = User::me().get().send(&script.client()?).await.err().ok_or("it was sent again")?;
    let message = "429 Too Many Requests; not sent again: the service requests a wait of 200 s, and the budget is 100 s \
                   (2 attempts); `RetryPolicy::budget` sets it";
    assert_eq!(error.to_string(), message);
    let script = Script::new([DOWN; 9]);
    let error = User::me().get().send(&script.client()?).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(script.lines().len(), 4);
    let script = Script::new([DOWN, (503, &[], "")]);
    let hasty = RetryPolicy::default().budget(Duration::ZERO).base_delay(Duration::from_secs(1));
    let error = User::me().get().retry(hasty).send(&script.client()?).await.err().ok_or("it was sent again")?;
    let message =
        "503 Service Unavailable; not sent again: the budget is 0 s (1 attempt); `RetryPolicy::budget` sets it";
    assert_eq!(error.to_string(), message);
    let script = Script::new([LOST, OK]);
    let error = User::me().get().retry(RetryPolicy::never()).send(&script.client()?).await;
    assert!(matches!(error, Err(Error::Transport(_))));
    Ok(())
}

#[tokio::test]
async fn each_page_of_a_stream_is_tried_again() -> Outcome {
    let page = r#"{"value": [{"id": "a"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=2"}"#;
    let script = Script::new([BUSY, (200, &[], page), DOWN, (200, &[], r#"{"value": [{"id": "b"}]}"#)]);
    assert_eq!(User::users().list().collect_all(&script.client()?, 9).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_redirect_to_another_origin_has_no_token() -> Outcome {
    let script = Script::new([
        (302, &[("location", "https://files.example.org/x?tempauth=secret")][..], ""),
        (200, &[], "bytes"),
    ]);
    let bytes = User::me().content().header("cookie", "c").send(&script.client()?).await?;
    assert_eq!(bytes, "bytes");
    assert_eq!(script.lines()[1], "GET https://files.example.org/x?tempauth=secret");
    assert_eq!(script.headers("authorization"), ["Bearer top-secret", ""]);
    assert_eq!(script.headers("cookie"), ["c", ""]);
    assert_eq!(script.headers("accept"), ["*/*", "*/*"]);

    let script = Script::new([(307, &[("location", "/v1.0/users/ada")][..], ""), OK]);
    User::me().get().send(&script.client()?).await?;
    assert_eq!(script.lines()[1], "GET https://graph.microsoft.com/v1.0/users/ada");
    assert_eq!(script.headers("authorization"), ["Bearer top-secret"; 2]);
    Ok(())
}

#[tokio::test]
async fn an_unsafe_or_endless_redirect_is_an_error() -> Outcome {
    let user = User { id: None };
    let plain = (302, &[("location", "http://files.example.org/x")][..], "");
    let script = Script::new([plain, OK]);
    let error = User::me().content().send(&script.client()?).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == StatusCode::FOUND));
    for location in ["http://127.0.0.1:9/x", "https://user:pw@example.org/x"] {
        let script = Script::new([(302, &*vec![("location", location)].leak(), ""), OK]);
        assert!(User::me().content().send(&script.client()?).await.is_err(), "{location}");
    }
    let script = Script::new([(307, &[("location", "https://example.org/x")][..], ""), OK]);
    assert!(User::users().create(&user).send(&script.client()?).await.is_err());
    assert_eq!(script.lines().len(), 1);
    let script = Script::new([(302, &[("location", "/v1.0/me")][..], ""); 20]);
    assert!(User::me().get().send(&script.client()?).await.is_err());
    assert_eq!(script.lines().len(), 6);
    Ok(())
}

#[tokio::test]
async fn redirects_share_one_budget() -> Outcome {
    let moved: Scripted = (302, &[("location", "/v1.0/me")], "");
    let slow: Scripted = (429, &[("retry-after", "90")], "");
    let script = Script::new([slow, moved, slow, OK]);
    let error = User::me().get().send(&script.client()?).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(script.waits(), [Duration::from_secs(90)]);
    Ok(())
}

/// Supplies `token-1`, `token-2` and so on, a new one after a refusal.
#[derive(Clone, Default)]
struct Renewing(Arc<Mutex<Vec<TokenRequest>>>);

impl Credential for Renewing {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(request.clone());
        let number = asked.iter().filter(|request| request.renewed).count();
        Box::pin(async move { Ok(AccessToken::new(format!("token-{number}"))) })
    }
}

const CHALLENGE: Scripted =
    (401, &[("www-authenticate", r#"Bearer error="insufficient_claims", claims="eyJhIjoxfQ==""#)], "");

#[tokio::test]
async fn a_refused_token_is_replaced_once() -> Outcome {
    for (answer, claims) in [(CHALLENGE, Some(r#"{"a":1}"#)), ((401, &[][..], ""), None)] {
        let script = Script::new([answer, OK]);
        let credential = Renewing::default();
        let client = Client::builder().credential(credential.clone()).transport(script.clone()).build()?;
        User::users().create(&User { id: None }).send(&client).await?;
        assert_eq!(script.headers("authorization"), ["Bearer token-0", "Bearer token-1"]);
        let asked = credential.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        assert_eq!((asked[0].renewed, asked[1].renewed), (false, true));
        assert_eq!((asked[0].claims.as_deref(), asked[1].claims.as_deref()), (None, claims));
    }
    let script = Script::new([CHALLENGE, CHALLENGE, OK]);
    let client = Client::builder().credential(Renewing::default()).transport(script.clone()).build()?;
    let error = User::me().get().send(&client).await;
    assert!(matches!(error, Err(Error::Api(error)) if error.status == StatusCode::UNAUTHORIZED));
    assert_eq!(script.lines().len(), 2);
    // There is no other token, so the request is not resent.
    let script = Script::new([CHALLENGE, OK]);
    assert!(User::me().get().send(&script.client()?).await.is_err());
    assert_eq!(script.lines().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_entity_that_is_not_found_yet_is_requested_again() -> Outcome {
    let missing: Scripted = (404, &[], r#"{"error": {"code": "Request_ResourceNotFound", "message": "x"}}"#);
    let within = Duration::from_secs(30);
    let script = Script::new([missing, missing, missing, missing, missing, OK]);
    User::users().entity("ada").get().consistent(within).send(&script.client()?).await?;
    let waits = script.waits();
    assert_eq!(waits.len(), 5);
    assert!(waits.iter().all(|wait| *wait >= Duration::from_millis(250)), "{waits:?}");

    // Any method, since a 404 had no effect.
    let script = Script::new([missing, (204, &[], "")]);
    User::users().entity("ada").delete().consistent(within).send(&script.client()?).await?;
    let script = Script::new([missing, (204, &[], "")]);
    let client = Client::builder().transport(script.clone()).clock(script.clone());
    let client = client.retry(RetryPolicy::never().consistent(within)).build()?;
    User::users().entity("ada").delete().send(&client).await?;

    let script = Script::new(vec![missing; 100]);
    let error = User::users().entity("ada").get().consistent(within).send(&script.client()?).await.err();
    assert_eq!(error.and_then(|error| error.status()), Some(StatusCode::NOT_FOUND));
    let total: Duration = script.waits().iter().sum();
    assert!(total <= within && total > within / 3, "{total:?}");

    let script = Script::new([missing, OK]);
    assert!(User::users().entity("ada").get().send(&script.client()?).await.is_err());
    assert!(script.waits().is_empty());
    Ok(())
}

#[tokio::test]
async fn attempts_until_an_entity_is_found_are_in_addition_to_the_others() -> Outcome {
    let missing: Scripted = (404, &[], r#"{"error": {"code": "Request_ResourceNotFound", "message": "x"}}"#);
    let within = Duration::from_secs(300);
    // Neither the number of attempts is used up,
    let script = Script::new([missing, DOWN, missing, missing, DOWN, missing, missing, DOWN, OK]);
    User::users().entity("ada").get().consistent(within).send(&script.client()?).await?;
    // nor the budget.
    let mut answers = vec![missing; 8];
    answers.extend([BUSY, OK]);
    let script = Script::new(answers);
    let short = RetryPolicy::default().budget(Duration::from_secs(3));
    User::users().entity("ada").get().retry(short).consistent(within).send(&script.client()?).await?;
    let waits = script.waits();
    assert!(waits.iter().rev().skip(1).sum::<Duration>() > Duration::from_secs(10), "{waits:?}");
    // A 404 after other failures has all of its time.
    let script = Script::new([BUSY, BUSY, BUSY, missing, OK]);
    User::users().entity("ada").get().consistent(Duration::from_secs(1)).send(&script.client()?).await?;
    Ok(())
}

#[tokio::test]
async fn one_request_may_be_resent() -> Outcome {
    let user = User { id: Some("ada".into()) };
    let script = Script::new([DOWN, LOST, OK, DOWN, OK]);
    let client = script.client()?;
    User::users().create(&user).resend_unsafe().send(&client).await?;
    assert!(User::users().create(&user).send(&client).await.is_err());
    assert_eq!(script.lines().len(), 4);
    Ok(())
}

#[tokio::test]
async fn the_number_of_redirects_is_limited() -> Outcome {
    const ON: Scripted = (302, &[("location", "/v1.0/users/bob")], "");
    let get = || User::users().entity("ada").get();
    let script = Script::new([ON, ON, ON, ON, ON, OK]);
    get().send(&script.client()?).await?;
    let script = Script::new(vec![ON; 10]);
    let error = get().send(&script.client()?).await.err().map(|error| error.to_string());
    let text = "the request got no complete response: the service redirected it more than 5 times; \
                `RetryPolicy::max_redirects` sets this limit";
    assert_eq!(error.as_deref(), Some(text));
    assert_eq!(script.lines().len(), 6);
    let script = Script::new([ON, OK]);
    let none = get().retry(RetryPolicy::default().max_redirects(0)).send(&script.client()?).await;
    assert_eq!(none.err().and_then(|error| error.status()), Some(StatusCode::FOUND));
    Ok(())
}
