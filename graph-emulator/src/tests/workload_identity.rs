//! The credential of a workload against the token endpoint, with a token file that the platform replaces.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use graph_core::chrono::{DateTime, Utc};
use graph_core::identity::WorkloadIdentityCredential;
use graph_core::retry::Clock;
use graph_core::{BoxFuture, Client, Transport, TransportError, graph_entity};
use http::{Request, Response};
use serde_json::json;

use crate::Emulator;

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
}

/// The folder of a token file. It is removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("graph-emulator-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("token")
    }

    /// Replaces the file at once, as Kubernetes does.
    fn write(&self, text: &str) {
        let new = self.0.join("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, self.file()).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Hands the token requests to the emulator, whose log does not keep their assertions.
#[derive(Clone)]
struct Endpoint(Emulator, Arc<Mutex<Vec<String>>>);

impl Endpoint {
    /// The assertions so far.
    fn assertions(&self) -> Vec<String> {
        self.1.lock().unwrap().clone()
    }
}

impl Transport for Endpoint {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let form = String::from_utf8_lossy(request.body()).into_owned();
        let assertion = form.split('&').find_map(|field| field.strip_prefix("client_assertion="));
        self.1.lock().unwrap().push(assertion.unwrap_or_default().to_owned());
        self.0.send(request)
    }
}

/// A clock that the test moves.
#[derive(Clone)]
struct Moved(Arc<Mutex<DateTime<Utc>>>);

impl Moved {
    fn advance(&self, minutes: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(60 * minutes);
    }
}

impl Clock for Moved {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

fn workload(file: &Path) -> (Client, Endpoint, Moved) {
    let emulator = Emulator::new();
    emulator.require_issued_tokens().register_application("client-1", "any").seed("users", json!({ "id": "ada" }));
    let (endpoint, clock) = (Endpoint(emulator.clone(), Arc::default()), Moved(Arc::new(Mutex::new(Utc::now()))));
    let credential = WorkloadIdentityCredential::new("contoso.com", "client-1", file).unwrap();
    let credential = credential.transport(endpoint.clone()).clock(clock.clone());
    let client = Client::builder().transport(emulator).credential(credential).build().unwrap();
    (client, endpoint, clock)
}

async fn list(client: &Client) -> Result<usize, String> {
    let page = User::users().list().send(client).await.map_err(|error| error.to_string())?;
    Ok(page.value.len())
}

#[tokio::test]
async fn each_refresh_sends_the_token_that_the_file_has_by_then() {
    let folder = Folder::new("rotation");
    folder.write("e30.e30.first\n");
    let (client, endpoint, clock) = workload(&folder.file());
    for _ in 0..2 {
        assert_eq!(list(&client).await, Ok(1));
    }
    // The token is still valid, so nothing is sent.
    folder.write("e30.e30.second\n");
    assert_eq!(list(&client).await, Ok(1));
    assert_eq!(endpoint.assertions(), ["e30.e30.first"]);
    // It has expired.
    clock.advance(60);
    assert_eq!(list(&client).await, Ok(1));
    // It is refused.
    folder.write("e30.e30.third");
    endpoint.0.revoke_tokens();
    assert_eq!(list(&client).await, Ok(1));
    assert_eq!(endpoint.assertions(), ["e30.e30.first", "e30.e30.second", "e30.e30.third"]);
    let log = format!("{:?}", endpoint.0.request_log().iter().map(|one| one.body.clone()).collect::<Vec<_>>());
    assert!(log.contains("client_assertion=***") && !log.contains("e30.e30"), "{log}");
}

#[tokio::test]
async fn a_token_of_another_form_is_refused() {
    let folder = Folder::new("form");
    folder.write("no-jwt-at-all");
    let (client, ..) = workload(&folder.file());
    let error = list(&client).await.unwrap_err();
    assert!(error.contains("AADSTS7000218") && error.contains("tenant contoso.com, client client-1"), "{error}");
    assert!(!error.contains("no-jwt-at-all"), "{error}");
}

#[tokio::test]
async fn a_file_without_a_token_is_named_with_the_edit() {
    let folder = Folder::new("missing");
    let (client, endpoint, _) = workload(&folder.file());
    let file = folder.file();
    let help =
        "set `AZURE_FEDERATED_TOKEN_FILE`, or the path in `new`, to the file that the platform writes the token into";
    let missing =
        format!("the credential supplied no token: the federated token file {} can't be read: ", file.display());
    let error = list(&client).await.unwrap_err();
    assert!(error.starts_with(&missing) && error.ends_with(&format!(": {help}")), "{error}");
    for text in ["", "\n", " \r\n\t"] {
        folder.write(text);
        let empty =
            format!("the credential supplied no token: the federated token file {} is empty: {help}", file.display());
        assert_eq!(list(&client).await, Err(empty), "{text:?}");
    }
    fs::write(&file, b"\xff\xfe").unwrap();
    let error = list(&client).await.unwrap_err();
    assert!(error.starts_with(&missing), "{error}");
    assert_eq!(endpoint.assertions(), [""; 0], "nothing is sent without a token");
    folder.write("e30.e30.late");
    assert_eq!(list(&client).await, Ok(1));
}

#[tokio::test]
async fn a_file_that_is_missing_for_a_while_does_no_harm_to_a_valid_token() {
    let folder = Folder::new("while");
    folder.write("e30.e30.first");
    let (client, endpoint, clock) = workload(&folder.file());
    assert_eq!(list(&client).await, Ok(1));
    fs::remove_file(folder.file()).unwrap();
    // The token is valid for three more minutes: it is refreshed early, and used if that fails.
    clock.advance(57);
    assert_eq!(list(&client).await, Ok(1));
    clock.advance(3);
    let error = list(&client).await.unwrap_err();
    assert!(error.contains(&folder.file().display().to_string()), "{error}");
    folder.write("e30.e30.second");
    assert_eq!(list(&client).await, Ok(1));
    assert_eq!(endpoint.assertions(), ["e30.e30.first", "e30.e30.second"]);
}
