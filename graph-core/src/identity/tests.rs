//! Each credential over a scripted transport and clock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response};

use super::*;
use crate::client::clock::Clock;
use crate::client::credential::{AccessToken, Credential, TokenRequest};
use crate::client::transport::{BoxFuture, Transport, TransportError};

type Scripted = (u16, &'static str, &'static str);
type Shown = Arc<Mutex<Vec<String>>>;
type TestResult = Result<(), Box<dyn std::error::Error>>;

const TOKEN: Scripted = (200, "", r#"{"token_type":"Bearer","expires_in":3599,"access_token":"token-a"}"#);
const PENDING: Scripted = (400, "", r#"{"error":"authorization_pending","error_description":"AADSTS70016: Pending."}"#);
const CODE: Scripted = (
    200,
    "",
    r#"{"device_code":"device-secret","user_code":"ABC","verification_uri":"https://a/link","expires_in":900,"interval":5,"message":"Enter ABC"}"#,
);

/// Scripted responses (status, `Retry-After`, body; the status 0 is a lost connection), with what was sent and waited for.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    responses: VecDeque<Scripted>,
    received: Vec<Request<Bytes>>,
    waits: Vec<u64>,
    now: Duration,
}

impl Script {
    fn new(responses: &[Scripted]) -> Self {
        let script = Self::default();
        script.state().responses.extend(responses);
        script
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn uris(&self) -> Vec<String> {
        self.state().received.iter().map(|request| request.uri().to_string()).collect()
    }

    fn bodies(&self) -> Vec<String> {
        self.state().received.iter().map(|request| String::from_utf8_lossy(request.body()).into_owned()).collect()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let mut state = self.state();
        state.received.push(request);
        let next = state.responses.pop_front().filter(|(status, ..)| *status != 0);
        Box::pin(std::future::ready(next.ok_or_else(|| TransportError::new("no answer")).and_then(
            |(status, wait, body)| {
                let response = Response::builder().status(status);
                let response = if wait.is_empty() { response } else { response.header("retry-after", wait) };
                response.body(Bytes::from_static(body.as_bytes())).map_err(TransportError::new)
            },
        )))
    }
}

impl Clock for Script {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + self.state().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        state.now += duration;
        state.waits.push(duration.as_secs());
        Box::pin(std::future::ready(()))
    }
}

fn request() -> TokenRequest {
    TokenRequest { scopes: vec!["https://graph.microsoft.com/.default".to_owned()], ..TokenRequest::default() }
}

async fn get(credential: &impl Credential, request: &TokenRequest) -> Result<AccessToken, String> {
    credential.token(request).await.map_err(|error| error.to_string())
}

fn secret(script: &Script) -> Result<ClientSecretCredential, IdentityError> {
    let credential = ClientSecretCredential::new("contoso.com", "client-1", "top-secret")?;
    Ok(credential.transport(script.clone()).clock(script.clone()))
}

#[tokio::test]
async fn a_secret_is_sent_once_an_hour_to_the_clouds_authority() -> TestResult {
    let script = Script::new(&[TOKEN]);
    let credential = secret(&script)?;
    for _ in 0..3 {
        let token = get(&credential, &request()).await?;
        assert_eq!(token, AccessToken::new("token-a").with_expiry(UNIX_EPOCH + Duration::from_secs(3599)));
    }
    assert_eq!(script.uris(), ["https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"]);
    let claims = "%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values%22%3A%5B%22cp1%22%5D%7D%7D%7D";
    let body = format!(
        "grant_type=client_credentials&client_id=client-1&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&claims={claims}\
         &client_secret=top-secret"
    );
    assert_eq!(script.bodies(), [body]);
    let content_type = script.state().received.first().and_then(|one| one.headers().get("content-type").cloned());
    assert!(content_type.is_some_and(|value| value == "application/x-www-form-urlencoded"));
    Ok(())
}

#[tokio::test]
async fn a_challenge_requests_a_new_token_with_its_claims() -> TestResult {
    let other = (200, "", r#"{"expires_in":"3599","access_token":"token-b"}"#);
    let script = Script::new(&[TOKEN, other]);
    let credential = secret(&script)?;
    let first = get(&credential, &request()).await?;
    let claims = Some(r#"{"access_token":{"nbf":{"value":"1"}}}"#.to_owned());
    let challenged = TokenRequest { renewed: true, refused: Some(first), claims, ..request() };
    assert_eq!(get(&credential, &challenged).await?.secret(), "token-b");
    let bodies = script.bodies();
    let sent = "claims=%7B%22access_token%22%3A%7B%22nbf%22%3A%7B%22value%22%3A%221%22%7D%2C%22xms_cc%22";
    assert!(bodies.last().is_some_and(|body| body.contains(sent)), "{bodies:?}");
    assert_eq!(get(&credential, &request()).await?.secret(), "token-b");
    let unreadable = TokenRequest { claims: Some("no JSON".to_owned()), ..challenged };
    let error = get(&credential, &unreadable).await;
    assert!(error.is_err_and(|error| error.ends_with("the claims of the service's challenge are not a JSON object")));
    Ok(())
}

#[tokio::test]
async fn a_refusal_says_what_to_do_and_shows_no_secret() -> TestResult {
    let refused = (
        401,
        "",
        r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret 'top-secret' provided. Trace ID: x\r\nMore","error_codes":[7000215],"trace_id":"trace-1"}"#,
    );
    let script = Script::new(&[refused]);
    let error = get(&secret(&script)?, &request()).await;
    assert_eq!(
        error,
        Err("the credential supplied no token: AADSTS7000215: Invalid client secret '***' provided. (tenant contoso.com, client \
             client-1, scope https://graph.microsoft.com/.default, trace id trace-1): use the value of the client secret, not its ID"
            .to_owned())
    );
    let script = Script::new(&[(400, "", "<html>"), (200, "", "<html>"), (200, "", "{}")]);
    let credential = secret(&script)?;
    for reason in ["the token endpoint returned 400 Bad Request (tenant", "no valid `JSON`", "no valid `access_token`"]
    {
        let error = get(&credential, &request()).await;
        assert!(error.as_ref().is_err_and(|error| error.contains(reason)), "{error:?}");
    }
    assert!(!format!("{credential:?}").contains("secret\""));
    assert!(!format!("{credential:?}").contains("top-"));
    Ok(())
}

#[tokio::test]
async fn transient_failures_are_repeated_within_bounds() -> TestResult {
    let script = Script::new(&[(429, "3", ""), (503, "4", ""), (0, "", ""), TOKEN]);
    assert!(get(&secret(&script)?, &request()).await.is_ok());
    assert_eq!(script.state().waits.get(..2), Some(&[3, 4][..]));
    let script = Script::new(&[(503, "1", ""); 9]);
    assert!(get(&secret(&script)?, &request()).await.is_err());
    assert_eq!(script.uris().len(), 4);
    let script = Script::new(&[(429, "31", ""), TOKEN]);
    assert!(get(&secret(&script)?, &request()).await.is_err(), "longer than the budget");
    let script = Script::new(&[(400, "1", ""), TOKEN]);
    assert!(get(&secret(&script)?, &request()).await.is_err(), "final");
    Ok(())
}

#[tokio::test]
async fn tenant_and_authority_are_settable_and_checked() -> TestResult {
    let script = Script::new(&[TOKEN, TOKEN]);
    let credential = secret(&script)?.authority("http://127.0.0.1:1/sts/")?;
    let other = TokenRequest { tenant: Some("fabrikam.com".to_owned()), ..request() };
    assert!(get(&credential, &request()).await.is_ok() && get(&credential, &other).await.is_ok());
    let base = "http://127.0.0.1:1/sts";
    assert_eq!(
        script.uris(),
        [format!("{base}/contoso.com/oauth2/v2.0/token"), format!("{base}/fabrikam.com/oauth2/v2.0/token")]
    );
    let wrong = TokenRequest { tenant: Some("a/../b".to_owned()), ..request() };
    assert!(get(&credential, &wrong).await.is_err_and(|error| error.contains("the tenant is empty or has")));
    assert!(secret(&script)?.authority("http://login.example.org").is_err());
    for (tenant, client, secret) in
        [("", "c", "s"), ("t/u", "c", "s"), ("t", "", "s"), ("t", "c", ""), ("t", "c", "s\n")]
    {
        assert!(ClientSecretCredential::new(tenant, client, secret).is_err(), "{tenant} {client}");
    }
    Ok(())
}

#[tokio::test]
async fn a_certificate_signs_an_assertion() -> TestResult {
    let script = Script::new(&[TOKEN]);
    let pem = include_str!("tests/certificate.pem");
    let credential = ClientCertificateCredential::new("contoso.com", "client-1", pem)?.transport(script.clone());
    assert!(get(&credential.clock(script.clone()), &request()).await.is_ok());
    let body = script.bodies().concat();
    let kind =
        "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=ey";
    assert!(body.contains(kind) && !body.contains("client_secret"), "{body}");
    Ok(())
}

#[tokio::test]
async fn a_federated_token_is_read_each_time() -> TestResult {
    let folder = std::env::temp_dir().join(format!("graph-core-workload-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("token");
    let variables = |name: &str| match name {
        "AZURE_TENANT_ID" => Some("contoso.com".to_owned()),
        "AZURE_CLIENT_ID" => Some("client-1".to_owned()),
        "AZURE_AUTHORITY_HOST" => Some("https://login.microsoftonline.us/".to_owned()),
        "AZURE_FEDERATED_TOKEN_FILE" => Some(path.display().to_string()),
        _ => None,
    };
    let script = Script::new(&[TOKEN, TOKEN]);
    let credential = WorkloadIdentityCredential::from_variables(variables)?.transport(script.clone());
    let credential = credential.clock(script.clone());
    let missing = get(&credential, &request()).await;
    assert!(missing.is_err_and(|error| error.contains("the federated token file") && error.contains("can't be read")));
    for text in ["first\n", "second\n"] {
        std::fs::write(&path, text)?;
        assert!(get(&credential, &TokenRequest { renewed: true, ..request() }).await.is_ok());
        assert!(
            script.bodies().last().is_some_and(|body| body.ends_with(&format!("&client_assertion={}", text.trim())))
        );
    }
    assert!(script.uris().iter().all(|uri| uri.starts_with("https://login.microsoftonline.us/contoso.com/")));
    std::fs::remove_dir_all(&folder)?;
    let unset = WorkloadIdentityCredential::from_variables(|_| None).map_err(|error| error.to_string());
    let message = "the environment variable AZURE_FEDERATED_TOKEN_FILE is not set: set it, or use `new`";
    assert_eq!(unset.map(drop), Err(message.to_owned()));
    Ok(())
}

#[tokio::test]
async fn a_virtual_machine_gets_its_token() -> TestResult {
    let token = (200, "", r#"{"access_token":"token-a","expires_in":"60","expires_on":"7200","resource":"x"}"#);
    let script = Script::new(&[(410, "", ""), (404, "", ""), (429, "", ""), (500, "", ""), token]);
    let credential = ManagedIdentityCredential::from_variables(|_| None)?.client_id("client-1")?;
    let credential = credential.transport(script.clone()).clock(script.clone());
    let token = get(&credential, &request()).await?;
    assert_eq!(token.expires_on(), Some(UNIX_EPOCH + Duration::from_secs(7200)));
    let uri = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01\
               &resource=https%3A%2F%2Fgraph%2Emicrosoft%2Ecom&client_id=client%2D1";
    assert_eq!(script.uris(), [uri; 5]);
    let has_header = |one: &Request<Bytes>| one.headers().get("metadata").is_some_and(|value| value == "true");
    assert!(script.state().received.iter().all(has_header));

    let script = Script::new(&[(400, "", r#"{"error":"invalid_request","error_description":"Identity not found"}"#)]);
    let credential = ManagedIdentityCredential::from_variables(|_| None)?.transport(script.clone());
    let credential = credential.clock(script.clone());
    let error = get(&credential, &request()).await;
    assert!(error.is_err_and(|error| error.contains("invalid_request: Identity not found (scope https://graph")));
    let nowhere = get(&credential, &request()).await;
    assert!(nowhere.is_err_and(|error| error.contains("no managed identity endpoint responds: run on an Azure")));
    let delegated = TokenRequest { scopes: vec!["User.Read".to_owned()], ..TokenRequest::default() };
    assert!(get(&credential, &delegated).await.is_err_and(|error| error.contains("`User.Read`")));
    Ok(())
}

#[tokio::test]
async fn app_service_has_its_own_endpoint() -> TestResult {
    let variables = |url: &'static str| {
        move |name: &str| match name {
            "IDENTITY_ENDPOINT" => Some(url.to_owned()),
            "IDENTITY_HEADER" => Some("header-secret".to_owned()),
            _ => None,
        }
    };
    let script = Script::new(&[(200, "", r#"{"access_token":"token-a","expires_on":"7200"}"#)]);
    let credential = ManagedIdentityCredential::from_variables(variables("http://169.254.129.2:8081/msi/token"))?;
    assert!(get(&credential.transport(script.clone()).clock(script.clone()), &request()).await.is_ok());
    let uri =
        "http://169.254.129.2:8081/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fgraph%2Emicrosoft%2Ecom";
    assert_eq!(script.uris(), [uri]);
    let header = script.state().received.first().and_then(|one| one.headers().get("x-identity-header").cloned());
    assert!(header.is_some_and(|value| value == "header-secret" && value.is_sensitive()));
    for remote in ["http://example.org/msi", "http://10.0.0.1/msi", "ftp://127.0.0.1/", "http://u@127.0.0.1/", "msi"] {
        assert!(ManagedIdentityCredential::from_variables(variables(remote)).is_err(), "{remote}");
    }
    Ok(())
}

/// A credential of a user, and the messages that it showed.
fn device(script: &Script) -> Result<(DeviceCodeCredential, Shown), IdentityError> {
    let shown = Arc::new(Mutex::new(Vec::new()));
    let show = {
        let shown = Arc::clone(&shown);
        move |prompt: &DeviceCodePrompt| {
            assert!(!format!("{prompt:?}").contains("ABC"));
            shown.lock().unwrap_or_else(PoisonError::into_inner).push(prompt.message.clone());
        }
    };
    let credential = DeviceCodeCredential::new("organizations", "client-1", show)?;
    Ok((credential.transport(script.clone()).clock(script.clone()), shown))
}

#[tokio::test]
async fn a_user_signs_in_once() -> TestResult {
    let slow = (400, "", r#"{"error":"slow_down"}"#);
    let signed_in = (200, "", r#"{"access_token":"token-a","expires_in":3600,"refresh_token":"refresh-1"}"#);
    let refreshed = (200, "", r#"{"access_token":"token-b","expires_in":3600,"refresh_token":"refresh-2"}"#);
    let revoked = (400, "", r#"{"error":"invalid_grant","error_description":"AADSTS50173: Revoked."}"#);
    let script = Script::new(&[CODE, PENDING, slow, PENDING, signed_in, refreshed, revoked, CODE, TOKEN]);
    let (credential, shown) = device(&script)?;
    assert_eq!(get(&credential, &request()).await?.secret(), "token-a");
    assert_eq!(script.state().waits, [5, 5, 10, 10]);
    script.state().now += Duration::from_secs(3500);
    assert_eq!(get(&credential, &request()).await?.secret(), "token-b");
    assert_eq!(*shown.lock().unwrap_or_else(PoisonError::into_inner), ["Enter ABC"]);
    script.state().now += Duration::from_secs(3700);
    assert_eq!(get(&credential, &request()).await?.secret(), "token-a");
    assert_eq!(shown.lock().unwrap_or_else(PoisonError::into_inner).len(), 2);
    let bodies = script.bodies();
    let ends: Vec<_> = bodies.iter().filter_map(|body| body.rsplit('&').next()).collect();
    assert_eq!(
        ends.get(4..7),
        Some(&["device_code=device-secret", "refresh_token=refresh-1", "refresh_token=refresh-2"][..])
    );
    assert!(bodies.iter().all(|body| body.contains("offline_access") && body.contains("client_id=client-1")));
    assert!(script.uris().first().is_some_and(|uri| uri.ends_with("/organizations/oauth2/v2.0/devicecode")));
    Ok(())
}

/// An outage of minutes, in which each poll is repeated, does not end the sign-in.
#[tokio::test]
async fn an_outage_does_not_end_a_sign_in() -> TestResult {
    const LOST: Scripted = (0, "", "");
    const DOWN: Scripted = (503, "", "");
    let script = Script::new(&[&[CODE][..], &[LOST; 8], &[PENDING], &[DOWN; 4], &[TOKEN]].concat());
    assert_eq!(get(&device(&script)?.0, &request()).await?.secret(), "token-a");
    let polls: Vec<u64> = script.state().waits.iter().copied().filter(|wait| *wait >= 5).collect();
    assert_eq!(polls, [5, 10, 20, 5, 10]);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_ends() -> TestResult {
    let declined = (400, "", r#"{"error":"authorization_declined","error_description":"The user declined."}"#);
    let expired = (400, "", r#"{"error":"expired_token"}"#);
    let empty = (200, "", r#"{"device_code":"d"}"#);
    let mut patient = vec![CODE];
    patient.resize(400, PENDING);
    for (responses, reason) in [
        (vec![CODE, declined], "authorization_declined: The user declined. (tenant organizations"),
        (vec![CODE, expired], "the user did not sign in within 900 s"),
        (patient, "the user did not sign in within 900 s"),
        (vec![empty], "no valid `user_code`"),
    ] {
        let script = Script::new(&responses);
        let error = get(&device(&script)?.0, &request()).await;
        assert!(
            error.as_ref().is_err_and(|error| error.contains(reason) && !error.contains("device-secret")),
            "{error:?}"
        );
        assert!(script.uris().len() <= 182);
    }
    Ok(())
}

/// A transport without answers.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_token_request_has_a_maximum_time() -> TestResult {
    // The clock ends each limit at once.
    let script = Script::default();
    let credential = secret(&script)?.transport(Silent).attempt_timeout(Duration::from_secs(3));
    let error = get(&credential, &request()).await;
    let expected = "the token request took longer than 3 s; `attempt_timeout` of the credential sets this limit";
    assert!(error.as_ref().is_err_and(|error| error.contains(expected)), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn the_clients_observers_see_the_requests_for_its_tokens() -> TestResult {
    let script = Script::new(&[(503, "7", ""), TOKEN, (200, "", "{}")]);
    let seen = Shown::default();
    let (attempts, waits) = (Arc::clone(&seen), Arc::clone(&seen));
    let note = |seen: &Shown, line| seen.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    let client = crate::Client::builder()
        .credential(secret(&script)?)
        .transport(script.clone())
        .clock(script.clone())
        .on_attempt(move |attempt| {
            let status = attempt.result.map_or(0, |status| status.as_u16());
            note(&attempts, format!("{} {} {} {status}", attempt.number, attempt.method, attempt.path));
        })
        .on_wait(move |wait| note(&waits, format!("{} {:?} {:?}", wait.path, wait.duration, wait.reason)))
        .build()?;
    crate::Request::<Bytes>::raw(http::Method::GET, "users/ada").send(&client).await?;
    let expected = [
        "1 POST {tenant}/oauth2/v2.0/token 503",
        "{tenant}/oauth2/v2.0/token 7s Failed",
        "2 POST {tenant}/oauth2/v2.0/token 200",
        "1 GET users/{key} 200",
    ];
    assert_eq!(*seen.lock().unwrap_or_else(PoisonError::into_inner), expected);
    Ok(())
}

#[tokio::test]
async fn the_wait_for_a_sign_in_is_observed() -> TestResult {
    let script = Script::new(&[CODE, PENDING, TOKEN, (200, "", "{}")]);
    let seen = Shown::default();
    let waits = Arc::clone(&seen);
    let credential = DeviceCodeCredential::new("contoso.com", "client-1", |_| {})?;
    let client = crate::Client::builder()
        .credential(credential.transport(script.clone()).clock(script.clone()))
        .transport(script.clone())
        .on_wait(move |wait| {
            let line = format!("{} {:?} {:?}", wait.path, wait.duration, wait.reason);
            waits.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        })
        .build()?;
    crate::Request::<Bytes>::raw(http::Method::GET, "me").send(&client).await?;
    assert_eq!(*seen.lock().unwrap_or_else(PoisonError::into_inner), ["{tenant}/oauth2/v2.0/token 5s InProgress"; 2]);
    Ok(())
}
