//! The credentials of graph-core against the token endpoint.

use std::time::Duration;

use graph_core::identity::{
    ClientCertificateCredential, ClientSecretCredential, DeviceCodeCredential, ManagedIdentityCredential,
};
use graph_core::{Client, Credential, graph_entity};
use serde_json::json;

use crate::Emulator;

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
}

fn emulator() -> Emulator {
    let emulator = Emulator::new();
    emulator.require_issued_tokens().register_application("client-1", "right").seed("users", json!({ "id": "ada" }));
    emulator
}

pub(super) async fn list(emulator: &Emulator, credential: impl Credential) -> Result<usize, String> {
    let client = Client::builder().transport(emulator.clone()).credential(credential).build().unwrap();
    let page = User::users().list().send(&client).await.map_err(|error| error.to_string())?;
    Ok(page.value.len())
}

pub(super) fn secret(emulator: &Emulator, secret: &str) -> ClientSecretCredential {
    ClientSecretCredential::new("contoso.com", "client-1", secret).unwrap().transport(emulator.clone())
}

#[tokio::test]
async fn each_credential_gets_a_token_that_graph_accepts() {
    let emulator = emulator();
    assert_eq!(list(&emulator, secret(&emulator, "right")).await, Ok(1));
    let pem = include_str!("../../../graph-core/src/identity/tests/certificate.pem");
    let certificate = ClientCertificateCredential::new("contoso.com", "client-1", pem).unwrap();
    // These use the transport of the client.
    assert_eq!(list(&emulator, certificate).await, Ok(1));
    assert_eq!(list(&emulator, ManagedIdentityCredential::new().unwrap()).await, Ok(1));
    let device = DeviceCodeCredential::new("contoso.com", "client-1", |_| {}).unwrap();
    assert_eq!(list(&emulator, device).await, Ok(1));
    let log = format!("{:?}", emulator.request_log().iter().map(|one| one.body.clone()).collect::<Vec<_>>());
    assert!(log.contains("client_secret=***") && log.contains("device_code=***") && !log.contains("right"), "{log}");
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_application_are_refused() {
    let emulator = emulator();
    let error = list(&emulator, secret(&emulator, "wrong")).await.unwrap_err();
    assert!(error.contains("AADSTS7000215") && error.contains("use the value of the client secret"), "{error}");
    let unknown = ClientSecretCredential::new("contoso.com", "client-2", "right").unwrap().transport(emulator.clone());
    let error = list(&emulator, unknown).await.unwrap_err();
    assert!(error.contains("AADSTS700016"), "{error}");
}

#[tokio::test]
async fn a_token_of_another_issuer_is_refused_if_issued_ones_are_required() {
    let emulator = emulator();
    let error = list(&emulator, graph_core::StaticToken::new("any")).await.unwrap_err();
    assert!(error.contains("401"), "{error}");
    let open = Emulator::new();
    open.seed("users", json!({ "id": "ada" }));
    assert_eq!(list(&open, graph_core::StaticToken::new("any")).await, Ok(1));
}

#[tokio::test]
async fn a_revoked_token_is_renewed_by_a_claims_challenge() {
    let emulator = emulator();
    let client = Client::builder().transport(emulator.clone()).credential(secret(&emulator, "right")).build().unwrap();
    for _ in 0..2 {
        assert!(User::users().list().send(&client).await.is_ok());
    }
    emulator.revoke_tokens();
    for _ in 0..2 {
        assert!(User::users().list().send(&client).await.is_ok());
    }
    let log = emulator.request_log();
    let paths: Vec<_> =
        log.iter().map(|one| (one.path_and_query.starts_with("/contoso.com"), one.status.as_u16())).collect();
    assert_eq!(paths, [(true, 200), (false, 200), (false, 200), (false, 401), (true, 200), (false, 200), (false, 200)]);
    let renewal = String::from_utf8_lossy(&log[4].body).into_owned();
    assert!(renewal.contains("nbf") && renewal.contains("cp1"), "{renewal}");
}

#[tokio::test]
async fn an_expired_token_is_replaced() {
    let emulator = emulator();
    emulator.token_lifetime(Duration::ZERO);
    let client = Client::builder().transport(emulator.clone()).credential(secret(&emulator, "right")).build().unwrap();
    assert!(User::users().list().send(&client).await.is_err());
    emulator.token_lifetime(Duration::from_secs(60));
    assert!(User::users().list().send(&client).await.is_ok());
}

#[tokio::test]
async fn a_client_learns_the_endpoints_from_the_document() {
    let url = "https://localhost:8080/contoso.com/v2.0/.well-known/openid-configuration";
    let request = http::Request::get(url).body(bytes::Bytes::new()).unwrap();
    let response = graph_core::Transport::send(&Emulator::new(), request).await.unwrap();
    let document = super::as_json(response.body());
    assert_eq!(document["token_endpoint"], "https://localhost:8080/contoso.com/oauth2/v2.0/token");
    assert_eq!(document["issuer"], "https://localhost:8080/contoso.com/v2.0");
}
