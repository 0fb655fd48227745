//! From the annotated struct over a real socket to the emulator and back.

use std::error::Error as StdError;
use std::io::{Read, Write};
use std::net::TcpListener;

use graph_core::{Batch, Client, Error, StaticToken};
use graph_emulator::{Emulator, Serving};
use graph_tests::resources::{
    ComplianceStatus, DeviceConfigurationDeviceStatus as DeviceStatus, DirectoryObject, Group, User,
};
use http::StatusCode;
use serde_json::json;

type Outcome = Result<(), Box<dyn StdError>>;

async fn served(emulator: &Emulator) -> Result<(Serving, Client), Box<dyn StdError>> {
    let serving = emulator.serve().await?;
    let client = Client::builder().base_url(serving.url()).credential(StaticToken::new("t")).build()?;
    Ok((serving, client))
}

fn user(name: &str) -> User {
    User { id: None, etag: None, display_name: Some(name.into()), business_phones: Vec::new(), created_date_time: None }
}

#[tokio::test]
async fn create_update_list_and_delete_a_status() -> Outcome {
    let emulator = Emulator::new();
    let (serving, client) = served(&emulator).await?;
    let statuses = DeviceStatus::device_statuses("c/1");
    let status: DeviceStatus = serde_json::from_value(json!({
        "platform": 8, "status": "compliant", "lastReportedDateTime": "2016-12-31T23:58:03.7571898+03:00",
        "deviceModel": "M"
    }))?;
    let created = statuses.create(&status).send_full(&client).await?;
    assert_eq!(created.status(), StatusCode::CREATED);
    let location = created.headers().get("location").and_then(|url| url.to_str().ok()).unwrap_or_default();
    assert!(location.starts_with(&format!("{}/v1.0/deviceManagement/deviceConfigurations/c%2F1/", serving.url())));
    let created = created.into_body();
    assert_eq!(DeviceStatus { id: None, ..created.clone() }, status);

    let one = statuses.entity(&created.id);
    let after = DeviceStatus { device_model: None, status: Some(ComplianceStatus::Conflict), ..created.clone() };
    let updated = one.update(created.changes_to(&after)).send(&client).await?;
    assert_eq!(updated.as_ref(), Some(&after));
    let sent = emulator.request_log().pop().ok_or("nothing was received")?;
    assert_eq!(sent.body, r#"{"deviceModel":null,"status":"conflict"}"#);
    assert_eq!(sent.headers.get("accept-encoding").and_then(|value| value.to_str().ok()), Some("gzip"));

    one.replace(&DeviceStatus { platform: None, ..after.clone() }).send(&client).await?;
    assert_eq!(one.get().send(&client).await?, DeviceStatus { platform: None, ..after });
    one.delete().send(&client).await?;
    let gone = one.get().send(&client).await;
    assert!(
        matches!(gone, Err(Error::Api(error)) if error.status == StatusCode::NOT_FOUND && error.request_id.is_some())
    );
    Ok(())
}

#[tokio::test]
async fn references_are_added_set_and_removed() -> Outcome {
    let emulator = Emulator::new();
    let (_serving, client) = served(&emulator).await?;
    let group = Group { id: Some(uuid::Uuid::nil()), display_name: "G".into() };
    let group = Group::groups().create(&group).send(&client).await?;
    let ada = User::users().create(&user("Ada")).send(&client).await?;
    let charles = User::users().create(&user("Charles")).send(&client).await?;
    let reference = |user: &User| User::users().entity(&user.id).reference();

    let members = DirectoryObject::members(group.id);
    members.add_ref(&reference(&ada)).send(&client).await?;
    let again = members.add_ref(&reference(&ada)).send(&client).await;
    assert!(matches!(again, Err(Error::Api(error)) if error.status == StatusCode::BAD_REQUEST));
    let listed = members.list().count().send(&client).await?;
    assert_eq!((listed.count, listed.value.len()), (Some(1), 1));
    assert_eq!(listed.value.first().and_then(|member| member.type_name.as_deref()), Some("#microsoft.graph.user"));
    members.remove_ref(&ada.id).send(&client).await?;
    assert!(members.list().send(&client).await?.value.is_empty());

    User::manager(&ada.id).set_ref(&reference(&charles)).send(&client).await?;
    assert_eq!(User::manager(&ada.id).get().send(&client).await?.display_name.as_deref(), Some("Charles"));
    User::manager(&ada.id).clear_ref().send(&client).await?;
    assert!(User::manager(&ada.id).get().send(&client).await.is_err());
    assert!(User::users().entity(&charles.id).get().send(&client).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn an_outdated_etag_changes_nothing() -> Outcome {
    let emulator = Emulator::new();
    let (_serving, client) = served(&emulator).await?;
    let ada = User::users().create(&user("Ada")).send(&client).await?;
    let etag = ada.etag.as_deref().ok_or("no etag")?;
    let one = User::users().entity(&ada.id);
    let rename = |name: &str| one.update(User::changes().set(User::DISPLAY_NAME, name));
    assert_eq!(rename("Augusta").if_match(etag).send(&client).await?, None, "the directory answers with 204");
    let stale = rename("Byron").if_match(etag).send(&client).await;
    assert!(matches!(stale, Err(Error::Api(error)) if error.status == StatusCode::PRECONDITION_FAILED));
    assert_eq!(one.get().send(&client).await?.display_name.as_deref(), Some("Augusta"));
    Ok(())
}

#[tokio::test]
async fn a_page_has_a_next_link_that_needs_the_token() -> Outcome {
    let emulator = Emulator::builder().page_size(2).build()?;
    for name in ["a", "b", "c"] {
        emulator.seed("users", json!({ "id": name, "businessPhones": [] }));
    }
    let (serving, client) = served(&emulator).await?;
    let page = User::users().list().send(&client).await?;
    assert_eq!(page.value.len(), 2);
    assert!(page.next_link.is_some_and(|link| link.as_str().starts_with(serving.url())));
    let stranger = Client::builder().base_url(serving.url()).build()?;
    let refused = User::users().list().send(&stranger).await;
    assert!(matches!(refused, Err(Error::Api(error)) if error.status == StatusCode::UNAUTHORIZED));
    Ok(())
}

/// A server that redirects once.
#[tokio::test]
async fn the_transport_neither_redirects_nor_retries() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let elsewhere = format!("{url}/elsewhere");
    let server = std::thread::spawn(move || -> std::io::Result<usize> {
        let redirect = format!(
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        // The second connection is closed within its response; there must be no third.
        for answer in [redirect.as_str(), "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"] {
            let (mut stream, _) = listener.accept()?;
            let mut request = [0; 4096];
            let _ = stream.read(&mut request)?;
            stream.write_all(answer.as_bytes())?;
        }
        listener.set_nonblocking(true)?;
        std::thread::sleep(std::time::Duration::from_millis(300));
        Ok(listener.incoming().take_while(Result::is_ok).count())
    });
    let client = Client::builder().base_url(&url).credential(StaticToken::new("t")).build()?;
    let redirected = User::users().create(&user("Ada")).send(&client).await;
    assert!(matches!(redirected, Err(Error::Api(error)) if error.status == StatusCode::TEMPORARY_REDIRECT));
    let lost = User::users().create(&user("Ada")).send(&client).await.err().ok_or("half an answer was taken")?;
    assert!(matches!(lost, Error::Transport(_)));
    assert!(!format!("{lost:?}").contains("users"), "{lost:?}");
    assert_eq!(server.join().map_err(|_| "the server failed")??, 0);
    Ok(())
}

/// The test runs itself with a proxy in its environment at a closed port.
#[tokio::test]
async fn loopback_ignores_the_proxy() -> Outcome {
    const CHILD: &str = "GRAPH_TESTS_BEHIND_A_PROXY";
    if std::env::var_os(CHILD).is_none() {
        let status = std::process::Command::new(std::env::current_exe()?)
            .args(["--exact", "loopback_ignores_the_proxy"])
            .envs([(CHILD, "1"), ("HTTP_PROXY", "http://127.0.0.1:1"), ("http_proxy", "http://127.0.0.1:1")])
            .envs([("NO_PROXY", ""), ("no_proxy", "")])
            .output()?;
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
        return Ok(());
    }
    let (_serving, client) = served(&Emulator::new()).await?;
    User::users().create(&user("Ada")).send(&client).await?;
    Ok(())
}

#[tokio::test]
async fn a_batch_has_the_effect_of_its_requests() -> Outcome {
    let emulator = Emulator::new();
    let (_serving, client) = served(&emulator).await?;
    let mut batch = Batch::new();
    let created: Vec<_> = (0..25).map(|number| batch.add(User::users().create(&user(&number.to_string())))).collect();
    let missing = batch.add(User::users().entity("no one").get());
    let late = batch.after(&missing).add(User::users().list());
    let mut answers = batch.send(&client).await?;
    for (number, created) in created.into_iter().enumerate() {
        assert_eq!(answers.take(created)?.display_name, Some(number.to_string()));
    }
    let status = |error: Option<Error>| error.and_then(|error| error.status());
    assert_eq!(status(answers.take(missing).err()), Some(StatusCode::NOT_FOUND));
    assert_eq!(status(answers.take(late).err()), Some(StatusCode::FAILED_DEPENDENCY));
    assert_eq!(User::users().list().send(&client).await?.value.len(), 25);
    Ok(())
}
