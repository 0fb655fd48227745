//! The headers that the client adds and the results that it returns, over a transport that answers from memory.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use graph_core::{
    AccessToken, ApiVersion, BoxFuture, Client, Credential, CredentialError, Error, StaticToken, TokenRequest,
    Transport, TransportError, error::BuildError,
};
use graph_tests::resources::{DeviceConfigurationDeviceStatus as DeviceStatus, User};
use http::{Request, Response, StatusCode};

type Outcome = Result<(), Box<dyn StdError>>;

/// Returns the same response to every request, and records the requests.
#[derive(Clone)]
struct Canned {
    status: u16,
    body: &'static [u8],
    received: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    fn new(status: u16, body: &'static str) -> Self {
        Self { status, body: body.as_bytes(), received: Arc::default() }
    }

    fn received(&self) -> Vec<Request<Bytes>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn client(&self) -> Result<Client, BuildError> {
        Client::builder().credential(StaticToken::new("top-secret")).transport(self.clone()).build()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            self.received.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            let response =
                Response::builder().status(self.status).header("request-id", "r-1").header("etag", "W/\"7\"");
            response.body(Bytes::from_static(self.body)).map_err(TransportError::new)
        })
    }
}

#[tokio::test]
async fn the_client_adds_token_user_agent_and_request_id() -> Outcome {
    let transport = Canned::new(200, r#"{"businessPhones": []}"#);
    let client = transport.client()?;
    User::me().get().send(&client).await?;
    User::me().get().header("client-request-id", "mine").send(&client).await?;
    let received = transport.received();
    let header = |index: usize, name: &str| {
        received
            .get(index)
            .and_then(|request| request.headers().get(name)?.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(header(0, "authorization"), "Bearer top-secret");
    assert_eq!(header(0, "user-agent"), concat!("graph-core/", env!("CARGO_PKG_VERSION")));
    assert!(header(0, "client-request-id").parse::<uuid::Uuid>().is_ok());
    assert_eq!(header(1, "client-request-id"), "mine");
    Ok(())
}

#[tokio::test]
async fn the_token_request_has_the_scope_of_the_cloud() -> Outcome {
    struct Asked(Arc<Mutex<Vec<TokenRequest>>>);
    impl Credential for Asked {
        fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
            Box::pin(async { Err(CredentialError::new("no account")) })
        }
    }
    let asked = Arc::default();
    let transport = Canned::new(200, "{}");
    let client = Client::builder()
        .base_url("https://graph.example.org/tenant-a")
        .tenant("t1")
        .credential(Asked(Arc::clone(&asked)))
        .transport(transport.clone())
        .build()?;
    let error = User::me().get().send(&client).await.err().ok_or("a token came from nowhere")?;
    assert_eq!(error.to_string(), "the credential supplied no token: no account");
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("no account"));
    assert!(transport.received().is_empty());
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let scopes: Vec<_> =
        asked.iter().map(|request: &TokenRequest| (request.scopes.clone(), request.tenant.clone())).collect();
    assert_eq!(scopes, [(vec!["https://graph.example.org/tenant-a/.default".to_owned()], Some("t1".to_owned()))]);
    Ok(())
}

/// The future of a call is moved several times before it runs, so a large one costs more than the rest of a small call.
#[test]
fn the_future_of_a_call_is_small() -> Outcome {
    let client = Canned::new(200, "").client()?;
    let size = size_of_val(&User::me().get().send(&client));
    assert!(size < 6_000, "{size} bytes");
    Ok(())
}

#[tokio::test]
async fn an_update_without_changes_sends_nothing() -> Outcome {
    let transport = Canned::new(500, "");
    let client = transport.client()?;
    let answer = User::me().update(User::changes()).send_full(&client).await?;
    assert_eq!((answer.status(), answer.into_body()), (StatusCode::NO_CONTENT, None));
    assert!(transport.received().is_empty());
    Ok(())
}

#[tokio::test]
async fn an_invalid_update_without_changes_is_an_error() -> Outcome {
    let client = Canned::new(204, "").client()?;
    let nowhere = User::users().entity("..").update(User::changes()).send(&client).await;
    assert!(matches!(nowhere, Err(Error::Request(_))));
    let header = User::me().update(User::changes()).header("a b", "c").send(&client).await;
    assert!(matches!(header, Err(Error::Request(_))));
    Ok(())
}

#[tokio::test]
async fn transport_and_credential_may_be_trait_objects() -> Outcome {
    let canned = Canned::new(200, r#"{"businessPhones":[]}"#);
    let transport: Arc<dyn Transport> = Arc::new(canned.clone());
    let credential: Box<dyn Credential> = Box::new(StaticToken::new("chosen"));
    let client = Client::builder().transport(transport).credential(credential).build()?;
    User::me().get().send(&client).await?;
    let received = canned.received();
    let token = received.first().and_then(|request| request.headers().get("authorization")?.to_str().ok());
    assert_eq!(token, Some("Bearer chosen"));
    Ok(())
}

#[tokio::test]
async fn a_wrong_key_sends_nothing() -> Outcome {
    let transport = Canned::new(204, "");
    let error = User::users().entity("").delete().send(&transport.client()?).await.err().ok_or("it was sent")?;
    assert_eq!(error.to_string(), "the key in `users/{key}` is empty: the request would address another resource");
    assert!(transport.received().is_empty());
    Ok(())
}

#[tokio::test]
async fn the_answer_comes_with_status_and_headers() -> Outcome {
    let client = Canned::new(201, r#"{"id":"s1","status":"new"}"#).client()?;
    let created = DeviceStatus::device_statuses("c1").create(&read("{}")?).send_full(&client).await?;
    assert_eq!(created.status(), StatusCode::CREATED);
    assert_eq!(created.headers().get("etag").and_then(|etag| etag.to_str().ok()), Some("W/\"7\""));
    assert_eq!(created.body().id.as_deref(), Some("s1"));
    Ok(())
}

#[tokio::test]
async fn an_update_may_return_the_entity() -> Outcome {
    let update = || User::me().update(User::changes().set(User::DISPLAY_NAME, "Ada"));
    assert_eq!(update().send(&Canned::new(204, "").client()?).await?, None);
    assert_eq!(update().send(&Canned::new(200, "").client()?).await?, None);
    let answer = update().send(&Canned::new(200, r#"{"displayName":"Ada","businessPhones":null}"#).client()?).await?;
    assert_eq!(answer.and_then(|user| user.display_name).as_deref(), Some("Ada"));
    Ok(())
}

#[tokio::test]
async fn a_page_has_its_link_and_count() -> Outcome {
    let body = r#"{"@odata.context":"x","@odata.count":2,"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=a",
                   "value":[{"id":"ada","businessPhones":["1"],"@odata.etag":"W/\"1\""}]}"#;
    let page = User::users().list().send(&Canned::new(200, body).client()?).await?;
    assert_eq!(page.count, Some(2));
    let link = page.next_link.as_ref().map(graph_core::response::NextLink::as_str);
    assert_eq!(link, Some("https://graph.microsoft.com/v1.0/users?$skiptoken=a"));
    let etags: Vec<_> = page.value.iter().map(|user| user.etag.as_deref()).collect();
    assert_eq!(etags, [Some("W/\"1\"")]);
    Ok(())
}

#[tokio::test]
async fn forbidden_names_the_documented_permissions() -> Outcome {
    let client = Canned::new(403, r#"{"error":{"code":"Forbidden","message":"No"}}"#).client()?;
    let error = DeviceStatus::device_statuses("c1").list().send(&client).await.err().ok_or("it was allowed")?;
    assert_eq!(
        error.to_string(),
        "403 Forbidden: No (request-id r-1); one of these permissions is needed: delegated: \
         DeviceManagementConfiguration.ReadWrite.All; application: DeviceManagementConfiguration.ReadWrite.All"
    );
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::FORBIDDEN), Some("r-1")));
    Ok(())
}

#[tokio::test]
async fn a_decode_error_names_path_type_and_id_but_no_value() -> Outcome {
    for (body, message) in [
        (
            r#"{"value":[{"businessPhones":[]},{"businessPhones":["1",{"s":"secret"}]}]}"#,
            "the 200 response can't be decoded: `value[1].businessPhones[1]` is not of the type `Edm.String` (request-id r-1)",
        ),
        (
            r#"{"value":[{"id":"secret"}]}"#,
            "the 200 response can't be decoded: `value[0]` has no property `businessPhones`, which is not an `Option` (request-id r-1)",
        ),
        (
            r#"{"value":[{"businessPhones":[],"createdDateTime":"secret"}]}"#,
            "the 200 response can't be decoded: `value[0].createdDateTime` is not of the type `Edm.DateTimeOffset` (request-id r-1)",
        ),
        (
            "{}",
            "the 200 response can't be decoded: the body has no property `value`, which is not an `Option` (request-id r-1)",
        ),
        ("\"secret\"", "the 200 response can't be decoded: the body is not of the type `page` (request-id r-1)"),
        (
            "{\"value\":[{\"id\":\"secret",
            "the 200 response can't be decoded: the body is not valid JSON at line 1 column 23 (request-id r-1)",
        ),
        ("", "the 200 response can't be decoded: the body is empty (request-id r-1)"),
        (
            "{\"value\":[]} secret",
            "the 200 response can't be decoded: the body is not valid JSON at line 1 column 14 (request-id r-1)",
        ),
    ] {
        let error = User::users().list().send(&Canned::new(200, body).client()?).await.err().ok_or(body)?;
        assert_eq!(error.to_string(), message);
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
    Ok(())
}

#[tokio::test]
async fn an_error_without_a_readable_body_keeps_its_status() -> Outcome {
    for body in ["", "<html>", "{\"error\":{\"code\":\"x"] {
        let error = User::me().get().send(&Canned::new(503, body).client()?).await.err().ok_or(body)?;
        assert_eq!(error.to_string(), "503 Service Unavailable (request-id r-1)");
    }
    let error = User::me().get().send(&Canned::new(302, "").client()?).await;
    let Err(Error::Api(error)) = error else { return Err("a redirect is not a response".into()) };
    assert_eq!(error.status, StatusCode::FOUND);
    assert_eq!(error.headers().get("etag").and_then(|etag| etag.to_str().ok()), Some("W/\"7\""));
    assert!(!format!("{error:?}").contains("W/"), "{error:?}");
    Ok(())
}

#[test]
fn debug_and_errors_do_not_show_the_token() -> Outcome {
    let token = StaticToken::new("top-secret");
    let client = Canned::new(200, "").client()?;
    let builder = Client::builder().credential(token.clone());
    let shown = format!("{token:?} {client:?} {builder:?} {:?}", AccessToken::new("top-secret"));
    assert!(!shown.contains("top-secret"), "{shown}");
    Ok(())
}

#[tokio::test]
async fn a_token_invalid_as_a_header_is_not_shown() -> Outcome {
    let transport = Canned::new(200, "{}");
    let client = Client::builder().credential(StaticToken::new("top-\nsecret")).transport(transport.clone()).build()?;
    let error = User::me().get().send(&client).await.err().ok_or("it was sent")?;
    assert!(!format!("{error:?} {error}").contains("secret"), "{error:?}");
    assert!(transport.received().is_empty());
    Ok(())
}

#[test]
fn a_build_error_names_the_setting() -> Outcome {
    let message = |client: Result<Client, BuildError>| client.err().map(|error| error.to_string()).unwrap_or_default();
    let plain = Client::builder().base_url("http://graph.example.org").transport(Canned::new(200, "")).build();
    assert_eq!(message(plain), "the base URL must be `https`; plain `http` is only for loopback addresses");
    let agent = Client::builder().user_agent("a\nb").transport(Canned::new(200, "")).build();
    assert_eq!(message(agent), "the user agent has a character that an HTTP header can't have");
    let beta = Client::builder().version(ApiVersion::Beta).transport(Canned::new(200, "")).build()?;
    assert_eq!(beta.root().to_string(), "https://graph.microsoft.com/beta");
    Ok(())
}

fn read(json: &str) -> serde_json::Result<DeviceStatus> {
    serde_json::from_str(json)
}

#[tokio::test]
async fn an_empty_or_invalid_token_is_not_sent() -> Outcome {
    let odd =
        "the credential supplied no token: the token has a line break, a blank around it or another odd character";
    for (token, message) in [
        ("", "the credential supplied no token: the token is empty"),
        ("Bearer ", "the credential supplied no token: the token is empty"),
        ("secret\n", odd),
        ("secret\r\nX-A: b", odd),
        (" secret", odd),
        ("secret ", odd),
        ("\u{feff}secret", odd),
        ("sécret", odd),
    ] {
        let transport = Canned::new(200, "{}");
        let client = Client::builder().credential(StaticToken::new(token)).transport(transport.clone()).build()?;
        let error = User::me().get().send(&client).await.err().ok_or("it was sent")?;
        assert_eq!(error.to_string(), message, "{token:?}");
        assert!(transport.received().is_empty() && !format!("{error:?}").contains("secret"));
    }
    let transport = Canned::new(200, r#"{"businessPhones": []}"#);
    let client =
        Client::builder().credential(StaticToken::new("bearer  a-b._~+/=")).transport(transport.clone()).build()?;
    User::me().get().send(&client).await?;
    let received = transport.received();
    let sent = received.first().and_then(|request| request.headers().get("authorization"));
    assert_eq!(sent.and_then(|value| value.to_str().ok()), Some("Bearer a-b._~+/="));
    Ok(())
}
