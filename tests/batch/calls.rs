//! The calls of a batch and their bodies.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};

use bytes::Bytes;
use graph_core::{
    ApiVersion, Batch, BoxFuture, Client, Error, Request as GraphRequest, Transport, TransportError, batch::Handle,
};
use graph_tests::resources::{DeviceConfigurationDeviceStatus as DeviceStatus, DirectoryObject, Group, User};
use http::{Method, Request, Response};
use serde_json::{Value as Json, json};

use crate::service::{Outcome, Service, said};

fn done() -> Service {
    Service::new(|call| call.each(|_| json!({ "status": 204 })))
}

fn get(path: &str) -> GraphRequest<()> {
    GraphRequest::raw(Method::GET, path)
}

#[tokio::test]
async fn a_small_batch_is_one_call() -> Outcome {
    let service = done();
    let status: DeviceStatus = serde_json::from_str(r#"{"platform": 10}"#)?;
    let mut batch = Batch::new();
    let me = batch.add(User::me().get());
    let created = batch.add(DeviceStatus::device_statuses("c1").create(&status));
    let gone = batch.add(User::users().entity("ada").delete().if_match("W/\"1\""));
    assert_eq!((batch.len(), batch.is_empty()), (3, false));
    let mut answers = batch.send(&service.client()?).await?;
    assert!(answers.take(gone).is_ok());
    assert!(answers.take(me).is_err() && answers.take(created).is_err()); // 204 has no entity

    let [call] = &service.calls()[..] else { return Err("not one call".into()) };
    assert_eq!(call.head, "POST https://graph.microsoft.com/v1.0/$batch");
    for (name, value) in [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("authorization", "Bearer top-secret"),
        ("user-agent", concat!("graph-core/", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!(call.headers.get(name).and_then(|value| value.to_str().ok()), Some(value));
    }
    let url = "/me?$select=id,displayName,businessPhones,createdDateTime";
    assert_eq!(
        call.text,
        format!(
            "{}{}{}{}",
            r#"{"requests":[{"id":"1","method":"GET","url":""#,
            url,
            r##"","headers":{"Accept":"application/json"}},{"id":"2","method":"POST","url":"/deviceManagement/deviceConfigurations/c1/deviceStatuses","headers":{"Accept":"application/json","Content-Type":"application/json"},"body":{"@odata.type":"#microsoft.graph.deviceConfigurationDeviceStatus","platform":10}},"##,
            r#"{"id":"3","method":"DELETE","url":"/users/ada","headers":{"Accept":"application/json","If-Match":"W/\"1\""}}]}"#,
        )
    );
    Ok(())
}

#[tokio::test]
async fn each_body_is_that_of_the_lone_request() -> Outcome {
    let service = done();
    let client = service.client()?;
    let user = User::users().entity("ada");
    let requests = [
        GraphRequest::<()>::raw(Method::POST, "me/sendMail").json(&json!({"b": 1, "a": 0.1, "text": "é\"\n"})),
        DirectoryObject::members("g1").add_ref(&user.reference()),
        GraphRequest::raw(Method::POST, "me/revokeSignInSessions"),
    ];
    let mail = requests.first().ok_or("no mail")?.to_http(client.root())?;
    let mail: Json = serde_json::from_slice(mail.body())?;
    let mut batch = Batch::new();
    let handles: Vec<Handle<()>> = requests.into_iter().map(|request| batch.add(request)).collect();
    let mut answers = batch.send(&client).await?;
    for handle in handles {
        answers.take(handle)?;
    }
    let [call] = &service.calls()[..] else { return Err("not one call".into()) };
    let [sent, member, revoke] = &call.requests[..] else { return Err("not three requests".into()) };
    assert_eq!(sent.get("body"), Some(&mail));
    assert_eq!(member.get("body"), Some(&json!({"@odata.id": "https://graph.microsoft.com/v1.0/users/ada"})));
    // The service refuses a POST without one.
    assert_eq!(revoke.get("body"), Some(&json!({})));
    assert_eq!(revoke.pointer("/headers/Content-Type"), Some(&json!("application/json")));
    Ok(())
}

#[tokio::test]
async fn urls_are_encoded_as_for_a_lone_request() -> Outcome {
    let service = done();
    let client = service.builder().base_url("https://graph.example.org/tenant-a").build()?;
    let requests = [
        GraphRequest::<()>::raw(Method::GET, "me/drive/root:/a%20b+%23.txt:/content?x=%2B&y=a'b"),
        get("search").parameter("$search", "\"displayName:é & ü\"").parameter("$top", "1+1"),
        User::users().entity("ada_example.org#EXT#@contoso.com").delete(),
        User::users().entity("a/b?c %").delete(),
    ];
    let expected: Vec<String> = requests
        .iter()
        .map(|request| Ok(request.to_http(client.root())?.uri().to_string()))
        .collect::<Result<_, Error>>()?;
    let mut batch = Batch::new();
    let handles: Vec<Handle<()>> = requests.into_iter().map(|request| batch.add(request)).collect();
    batch.send(&client).await?;
    assert_eq!(handles.len(), 4);
    let [call] = &service.calls()[..] else { return Err("not one call".into()) };
    let urls: Vec<String> =
        call.texts("url").iter().map(|url| format!("https://graph.example.org/tenant-a/v1.0{url}")).collect();
    assert_eq!(urls, expected);
    assert_eq!(call.texts("url").last().map(String::as_str), Some("/users/a%2Fb%3Fc%20%25"));
    assert_eq!(call.head, "POST https://graph.example.org/tenant-a/v1.0/$batch");
    Ok(())
}

#[tokio::test]
async fn forty_five_requests_are_three_calls() -> Outcome {
    let service = done();
    let mut batch = Batch::new();
    let handles: Vec<Handle<()>> = (1..=45).map(|number| batch.add(get(&format!("users/{number}")))).collect();
    let mut answers = batch.send(&service.client()?).await?;
    let ids: Vec<Vec<String>> = service.calls().iter().map(|call| call.texts("id")).collect();
    let numbers = |from: usize, to: usize| (from..=to).map(|number| number.to_string()).collect::<Vec<_>>();
    assert_eq!(ids, [numbers(1, 20), numbers(21, 40), numbers(41, 45)]);
    assert_eq!(
        service.calls().last().map(|call| call.texts("url")).unwrap_or_default().last().cloned(),
        Some("/users/45".to_owned())
    );
    for handle in handles {
        answers.take(handle)?;
    }
    Ok(())
}

/// Responds to no call before the third has arrived.
#[derive(Clone, Default)]
struct Together(Arc<Mutex<(usize, Vec<Waker>)>>);

impl Transport for Together {
    fn send(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).0 += 1;
            poll_fn(|context| {
                let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                if state.0 >= 3 {
                    state.1.drain(..).for_each(Waker::wake);
                    return Poll::Ready(());
                }
                state.1.push(context.waker().clone());
                Poll::Pending
            })
            .await;
            Ok(Response::new(Bytes::from_static(br#"{"responses": []}"#)))
        })
    }
}

#[tokio::test]
async fn calls_run_concurrently_and_on_any_thread() -> Outcome {
    let client = Client::builder().transport(Together::default()).build()?;
    let mut batch = Batch::new();
    for number in 0..41 {
        let _ = batch.add(get(&format!("users/{number}")));
    }
    let answers = tokio::spawn(async move { batch.send(&client).await }).await??;
    assert!(format!("{answers:?}").starts_with("{1: None"));
    Ok(())
}

#[tokio::test]
async fn a_chain_has_its_own_call() -> Outcome {
    let service = done();
    let mut batch = Batch::new();
    let first = batch.add(get("a"));
    let _ = batch.add(get("b"));
    let second = batch.after(&first).add(get("c"));
    let _ = batch.add(get("d"));
    let mut last = batch.after(&first).after(&second);
    let (_, _) = (last.add(get("e")), last.add(get("f")));
    batch.send(&service.client()?).await?;
    assert_eq!(service.orders(), ["1 3<1 5<1,3 6<1,3", "2 4"]);
    Ok(())
}

#[tokio::test]
async fn a_chain_of_twenty_one_requests_is_an_error() -> Outcome {
    let chain = |length: usize| {
        let mut batch = Batch::new();
        let mut last = batch.add(get("a"));
        for _ in 1..length {
            last = batch.after(&last).add(get("a"));
        }
        batch
    };
    let service = done();
    let client = service.client()?;
    let error = said(chain(21).send(&client).await);
    assert!(error.starts_with("21 requests depend on one another, from request 1 on"), "{error}");
    assert!(service.calls().is_empty());
    chain(20).send(&client).await?;
    assert_eq!(service.calls().len(), 1);
    Ok(())
}

#[tokio::test]
async fn each_version_has_its_own_call() -> Outcome {
    let service = done();
    let mut batch = Batch::new();
    let _ = batch.add(User::users().entity("ada").delete());
    let group = batch.add(Group::groups().list());
    let _ = batch.add(User::users().entity("bob").delete());
    batch.send(&service.client()?).await?;
    let shown: Vec<(String, Vec<String>)> =
        service.calls().iter().map(|call| (call.head.clone(), call.texts("id"))).collect();
    assert_eq!(
        shown,
        [
            ("POST https://graph.microsoft.com/v1.0/$batch".to_owned(), vec!["1".to_owned(), "3".to_owned()]),
            ("POST https://graph.microsoft.com/beta/$batch".to_owned(), vec!["2".to_owned()]),
        ]
    );
    drop(group);

    let service = done();
    let mut batch = Batch::new();
    let group = batch.add(Group::groups().list());
    let _ = batch.after(&group).add(get("me"));
    let error = said(batch.send(&service.client()?).await);
    assert!(error.starts_with("request 2 depends on request 1, which has another API version"), "{error}");
    assert!(service.calls().is_empty());
    // If all requests are beta, there is one call.
    let mut batch = Batch::new();
    let group = batch.add(Group::groups().list());
    let _ = batch.after(&group).add(get("me"));
    batch.send(&service.builder().version(ApiVersion::Beta).build()?).await?;
    assert_eq!(service.orders(), ["1 2<1"]);
    Ok(())
}

#[tokio::test]
async fn an_empty_batch_sends_nothing() -> Outcome {
    let service = done();
    let batch = Batch::default();
    assert!(batch.is_empty());
    batch.send(&service.client()?).await?;
    assert!(service.calls().is_empty());
    Ok(())
}

#[test]
fn debug_shows_no_body_and_no_query() {
    let mut batch = Batch::new();
    let request = GraphRequest::<()>::raw(Method::POST, "me/sendMail?token=hidden").json(&json!({"text": "hidden"}));
    let handle = batch.add(request.header("x-key", "hidden"));
    let shown = format!("{batch:?} {handle:?}") + &format!("{:?}", batch.after(&handle));
    assert!(shown.contains("me/sendMail") && shown.contains("x-key"), "{shown}");
    assert!(!shown.contains("hidden"), "{shown}");
}
