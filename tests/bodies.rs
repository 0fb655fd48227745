//! Bodies of requests that are not a plain entity, without a socket.

use std::sync::atomic::{AtomicUsize, Ordering};

use graph_core::{
    ApiVersion, Cloud, Error, Request, client::ServiceRoot, error::RequestError, graph_entity, request::Body,
};

use graph_tests::script::Script;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(path = "users", singleton(name = "photo", template = "me/photo"))]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
}

#[graph_entity(path = "groups")]
#[derive(Debug, Clone, PartialEq)]
struct Group {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    members: Option<Vec<User>>,
}

fn body<R>(request: &Request<R>) -> Result<String, RequestError> {
    let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
    Ok(String::from_utf8_lossy(request.to_http(&root)?.body()).into_owned())
}

fn ada() -> User {
    User { id: None, display_name: Some("Ada".into()), manager: None }
}

#[test]
fn bindings_set_clear_and_add() -> Outcome {
    let boss = User::users().entity("b/1").reference();
    let created = User::users().create(&ada()).bind(User::MANAGER.set(&boss));
    assert_eq!(
        body(&created)?,
        r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada","manager@odata.bind":"https://graph.microsoft.com/v1.0/users/b%2F1"}"##
    );
    assert!(!created.headers().contains_key("odata-version"));
    let one = User::users().entity("ada");
    let changes = User::changes().set(User::DISPLAY_NAME, "A").bind(User::MANAGER.clear());
    assert_eq!(body(&one.update(changes))?, r#"{"displayName":"A","manager@odata.bind":null}"#);
    let again = User::changes().bind(User::MANAGER.clear()).bind(User::MANAGER.set(boss.clone()));
    assert_eq!(body(&one.update(again))?, r#"{"manager@odata.bind":"https://graph.microsoft.com/v1.0/users/b%2F1"}"#);
    let group = Group::groups().entity("g");
    let added = group.update(Group::changes().bind(Group::MEMBERS.add([&boss, &one.reference()])));
    assert_eq!(
        body(&added)?,
        r#"{"members@odata.bind":["https://graph.microsoft.com/v1.0/users/b%2F1","https://graph.microsoft.com/v1.0/users/ada"]}"#
    );
    Ok(())
}

#[test]
fn at_most_twenty_references_are_bound() {
    let add = |count: usize| {
        let members = (0..count).map(|number| User::users().entity(number.to_string()).reference());
        body(&Group::groups().entity("g").update(Group::changes().bind(Group::MEMBERS.add(members))))
    };
    assert!(add(20).is_ok());
    assert!(matches!(add(21), Err(RequestError::TooManyBindings { property: "members", count: 21 })));
}

#[test]
fn an_update_of_a_derived_type_has_its_type() -> Outcome {
    let one = User::users().entity("ada");
    let changes = || User::changes().set(User::DISPLAY_NAME, "A");
    let typed = r##"{"@odata.type":"#microsoft.graph.user","displayName":"A"}"##;
    assert_eq!(body(&one.update(changes().typed()))?, typed);
    let group = Group::groups().entity("g").update_as(changes());
    assert_eq!((group.method().as_str(), group.path(), body(&group)?.as_str()), ("PATCH", "groups/g", typed));
    assert!(matches!(one.update(User::changes().typed()).body(), Body::NoChanges));
    assert!(ada().changes_to(&ada()).typed().is_empty());
    Ok(())
}

/// Counts how often it is serialized.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
struct Counted(String);

static SERIALIZATIONS: AtomicUsize = AtomicUsize::new(0);

impl serde::Serialize for Counted {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        SERIALIZATIONS.fetch_add(1, Ordering::Relaxed);
        serializer.serialize_str(&self.0)
    }
}

impl graph_core::value::Value for Counted {
    type Assigned = Self;
}

#[graph_entity(path = "things")]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    name: Option<Counted>,
}

#[test]
fn a_change_serializes_each_value_once() -> Outcome {
    let serialized = || SERIALIZATIONS.swap(0, Ordering::Relaxed);
    let changes = Thing::changes().set(Thing::NAME, Counted("a".into()));
    assert_eq!(serialized(), 1);
    assert_eq!(body(&Thing::things().entity("t").update(changes))?, r#"{"name":"a"}"#);
    assert_eq!(serialized(), 0, "the text of the value is sent");

    let before = Thing { id: Some("t".into()), name: Some(Counted("a".into())) };
    let after = Thing { name: Some(Counted("b".into())), ..before.clone() };
    let changes = before.changes_to(&after);
    assert_eq!(serialized(), 2, "one value of each entity");
    assert_eq!(body(&Thing::things().entity("t").update(changes))?, r#"{"name":"b"}"#);
    assert_eq!(serialized(), 0);
    Ok(())
}

/// A number with any digits.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Digits(Box<serde_json::value::RawValue>);

impl graph_core::value::Value for Digits {
    type Assigned = Self;
}

#[graph_entity(path = "totals")]
#[derive(Debug, Clone)]
struct Total {
    amount: Option<Digits>,
}

#[test]
fn numbers_outside_the_range_of_floats_are_compared_by_their_text() -> Outcome {
    let total = |text: &str| serde_json::from_str::<Total>(&format!(r#"{{"amount":{text}}}"#));
    let (before, after) = (total("1e999")?, total("2e999")?);
    assert_eq!(body(&Total::totals().entity("t").update(before.changes_to(&after)))?, r#"{"amount":2e999}"#);
    assert!(after.changes_to(&after).is_empty());
    Ok(())
}

#[test]
fn an_entity_is_created_from_bytes() -> Outcome {
    let created = Group::groups().create_from("application/zip", "PK");
    assert_eq!((created.method().as_str(), created.path(), body(&created)?.as_str()), ("POST", "groups", "PK"));
    assert_eq!(created.headers()["content-type"], "application/zip");
    Ok(())
}

#[tokio::test]
async fn a_response_may_be_empty() -> Outcome {
    for (answer, name) in
        [((202, &[][..], ""), None), ((204, &[][..], ""), None), ((201, &[][..], r#"{"displayName": "A"}"#), Some("A"))]
    {
        let script = Script::new([answer, answer]);
        let client = script.client()?;
        let created = User::users().create(&ada()).prefer("return=minimal").optional().send(&client).await?;
        assert_eq!(created.and_then(|user| user.display_name).as_deref(), name);
        assert_eq!(User::users().create(&ada()).send(&client).await.is_ok(), name.is_some());
    }
    Ok(())
}

#[test]
fn requests_without_an_entity_reject_bindings() {
    let boss = User::users().entity("b").reference();
    let read = User::users().entity("ada").get().bind(User::MANAGER.set(&boss));
    assert!(matches!(body(&read), Err(RequestError::NothingToBind { property: "manager" })));
    let nameless = User::users().entity("").reference();
    assert!(body(&User::users().create(&ada()).bind(User::MANAGER.set(nameless))).is_err());
}

#[test]
fn related_entities_are_bound_and_not_changed() {
    let with = User { manager: Some(Box::new(ada())), ..ada() };
    assert!(ada().changes_to(&with).is_empty() && with.changes_to(&ada()).is_empty());
}

#[test]
fn bytes_have_a_path_and_a_media_type() -> Outcome {
    let read = User::photo().value();
    assert_eq!((read.method().as_str(), read.path(), read.query().as_str()), ("GET", "me/photo/$value", ""));
    let written = User::photo().set_value("image/png", &b"\x89PNG"[..]);
    assert_eq!((written.method().as_str(), written.path()), ("PUT", "me/photo/$value"));
    assert_eq!(written.headers()["content-type"], "image/png");
    assert!(matches!(written.body(), Body::Content(bytes) if bytes.as_ref() == b"\x89PNG"));
    assert_eq!(User::photo().content().path(), "me/photo/content");
    assert_eq!(body(&User::photo().set_content("text/plain", "text"))?, "text");
    assert!(!format!("{written:?}").contains("PNG"));
    Ok(())
}

#[tokio::test]
async fn a_count_may_follow_a_byte_order_mark() -> Outcome {
    for (text, count) in [("42", Some(42)), ("\u{feff}7", Some(7)), ("", None), ("many", None)] {
        let script = Script::new([(200, &[("content-type", "text/plain")][..], text)]);
        let answer = User::users().count().send(&script.client()?).await;
        assert_eq!(answer.as_ref().ok().copied(), count, "{text}");
        assert!(count.is_some() || matches!(answer, Err(Error::Decode(_))), "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn bytes_are_returned_unchanged() -> Outcome {
    let script = Script::new([(200, &[("content-type", "image/png")][..], "\u{feff}\u{0}{")]);
    assert_eq!(User::photo().value().send(&script.client()?).await?, "\u{feff}\u{0}{");
    Ok(())
}

#[tokio::test]
async fn a_raw_request_returns_the_declared_type() -> Outcome {
    let script =
        Script::new([(200, &[][..], r#"{"value": [{"displayName": "Ada"}]}"#), (204, &[], ""), (200, &[], "{}")]);
    let client = script.client()?;
    let page = Request::<graph_core::Page<User>>::raw(http::Method::GET, "users?$top=1").send(&client).await?;
    assert_eq!(page.value.first().and_then(|user| user.display_name.as_deref()), Some("Ada"));
    let nothing = Request::<Option<User>>::raw(http::Method::PATCH, "users/ada").json(&serde_json::json!({"a": 1}));
    assert_eq!(nothing.send(&client).await?, None);
    let json = Request::<serde_json::Value>::raw(http::Method::GET, "me").send(&client).await?;
    assert_eq!(json, serde_json::json!({}));
    assert_eq!(script.received()[1].body(), r#"{"a":1}"#);
    Ok(())
}

#[test]
fn undeclared_properties_are_skipped() -> Outcome {
    let json = r##"{"@odata.context": "c", "@odata.type": "#microsoft.graph.user", "new": {"deep": [1, null]}, "id": "a",
        "displayName@odata.type": "#String", "manager@odata.navigationLink": "l", "x@delta": []}"##;
    let user: User = serde_json::from_str(json)?;
    assert_eq!(user, User { id: Some("a".into()), display_name: None, manager: None });
    Ok(())
}
