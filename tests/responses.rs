//! Successful responses of an unexpected form: an error, a wrapped entity, an empty body.
//!
//! Graph reports some errors with a status of success ("Known issues", and public fault reports of its SDKs); the forms of
//! a null value are those of OData JSON 4.0, §14.

use std::error::Error as StdError;

use graph_core::{
    Batch, Collection, Error, JsonObject, Page, Poller, Request, graph_action, graph_complex, graph_entity,
    graph_function, graph_union,
};
use http::Method;
use serde_json::json;

use graph_tests::script::Script;

type Outcome = Result<(), Box<dyn StdError>>;

#[graph_entity(path = "users", singleton(name = "me", template = "me"))]
#[derive(Debug, Default, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

/// A type with the property `error`, which this struct does not declare.
#[graph_entity(path = "sites")]
#[derive(Debug, Default, PartialEq)]
struct Site {
    #[graph(key)]
    id: Option<String>,
}

/// The same type with it.
#[graph_entity(path = "sites", odata_type = "microsoft.graph.site")]
#[derive(Debug, Default, PartialEq)]
struct SiteWithError {
    #[graph(key)]
    id: Option<String>,
    error: Option<JsonObject>,
}

#[graph_entity(path = "users/{userId}/extensions")]
#[derive(Debug, Default, PartialEq)]
struct Open {
    #[graph(key)]
    id: Option<String>,
    #[graph(additional)]
    rest: JsonObject,
}

#[graph_complex]
#[derive(Debug, Default, PartialEq)]
struct Group {
    id: Option<String>,
}

#[graph_union(odata_type = "microsoft.graph.directoryObject")]
#[derive(Debug, PartialEq)]
enum Member {
    Group(Group),
    #[graph(other)]
    Other(JsonObject),
}

const ERROR: &str = r#"{"error":{"code":"UnknownError","message":"partly failed","innerError":{"request-id":"r-1"}}}"#;
const SAID: &str = "200 UnknownError: partly failed (request-id r-1)";

async fn answered<R>(request: Request<R>, body: &'static str) -> Result<R, Error> {
    let client =
        Script::new([(200, &[][..], body)]).client().map_err(|_| graph_core::error::BatchError::ForeignHandle)?;
    request.send(&client).await
}

fn said<R>(answer: Result<R, Error>) -> String {
    match answer {
        Err(Error::Api(error)) => error.to_string(),
        Err(error) => format!("another error: {error}"),
        Ok(_) => "an answer".to_owned(),
    }
}

#[tokio::test]
async fn an_error_body_counts_with_any_status() {
    #[graph_action(path = "me/invite", returns = Option<User>)]
    struct Invite;
    #[graph_action(path = "me/send")]
    struct Send;
    #[graph_function(path = "me/count", returns = Option<i32>)]
    struct Count;
    #[graph_function(path = "me/names", returns = Vec<String>)]
    struct Names;
    #[graph_function(path = "me/reports", returns = Page<User>)]
    struct Reports;

    let users = User::users();
    let user = User::default();
    assert_eq!(said(answered(User::me().get(), ERROR).await), SAID);
    assert_eq!(said(answered(users.create(&user), ERROR).await), SAID);
    assert_eq!(said(answered(users.create(&user).optional(), ERROR).await), SAID);
    let changes = User::changes().set(User::DISPLAY_NAME, "x");
    assert_eq!(said(answered(users.entity("1").update(changes), ERROR).await), SAID);
    assert_eq!(said(answered(users.entity("1").replace(&user), ERROR).await), SAID);
    assert_eq!(said(answered(users.entity("1").delete(), ERROR).await), SAID);
    assert_eq!(said(answered(users.count(), ERROR).await), SAID);
    assert_eq!(said(answered(users.list(), ERROR).await), SAID);
    assert_eq!(said(answered(users.delta(), ERROR).await), SAID);
    assert_eq!(said(answered(Invite.request(), ERROR).await), SAID);
    assert_eq!(said(answered(Send.request(), ERROR).await), SAID);
    assert_eq!(said(answered(Count.request(), ERROR).await), SAID);
    assert_eq!(said(answered(Names.request(), ERROR).await), SAID);
    assert_eq!(said(answered(Reports.request(), ERROR).await), SAID);
    assert_eq!(said(answered(Request::<serde_json::Value>::raw(Method::GET, "x"), ERROR).await), SAID);
    assert_eq!(said(answered(Request::<JsonObject>::raw(Method::GET, "x"), ERROR).await), SAID);
    assert_eq!(said(answered(Request::<Member>::raw(Method::GET, "x"), ERROR).await), SAID);
    assert_eq!(said(answered(Open::extensions("1").entity("2").get(), ERROR).await), SAID);
    assert_eq!(said(answered(Site::sites().entity("1").get(), ERROR).await), SAID);
}

#[tokio::test]
async fn an_error_beside_other_properties_is_reported() -> Outcome {
    const BESIDE: &str = r#"{"id":"1","error":{"code":"UnknownError","message":"partly failed"}}"#;
    assert_eq!(said(answered(User::me().get(), BESIDE).await), "200 UnknownError: partly failed");
    // The type has a property of this name: it is data.
    assert_eq!(answered(Site::sites().entity("1").get(), BESIDE).await?.id.as_deref(), Some("1"));
    let site = answered(SiteWithError::sites().entity("1").get(), ERROR).await?;
    assert!(site.error.is_some_and(|error| error.contains_key("code")));
    let open = answered(Open::extensions("1").entity("2").get(), r#"{"id":"1","a":1,"error":null}"#).await?;
    assert_eq!(open.rest.keys().collect::<Vec<_>>(), ["a", "error"]);
    // Within a property it is data.
    let nested = r#"{"id":"1","settings":{"error":{"code":"x"}}}"#;
    assert_eq!(answered(User::me().get(), nested).await?.id.as_deref(), Some("1"));
    Ok(())
}

#[tokio::test]
async fn an_error_in_a_page_is_reported() {
    for body in [
        r#"{"value":[{"id":"1"}],"error":{"code":"x","message":"part"}}"#,
        r#"{"error":{"code":"x","message":"part"},"value":[]}"#,
        r#"{"value":[{"id":"1"},{"error":{"code":"x","message":"part"}},{"id":"2"}]}"#,
        r#"{"value":null,"error":{"code":"x","message":"part"}}"#,
        r#"{"value":{},"ERROR":{"code":"x","message":"part"}}"#,
        r#"{"value":[{"id":"1"}],"odata.error":{"code":"x","message":"part"}}"#,
    ] {
        assert_eq!(said(answered(User::users().list(), body).await), "200 x: part", "{body}");
        assert_eq!(said(answered(User::users().delta(), body).await), "200 x: part", "{body}");
        let members = answered(Request::<Page<Member>>::raw(Method::GET, "x"), body).await;
        assert_eq!(said(members), "200 x: part", "{body}");
    }
}

#[tokio::test]
async fn a_resync_code_counts_with_any_status() {
    let body = r#"{"error":{"code":"syncStateNotFound","message":"start again"}}"#;
    assert!(matches!(answered(User::users().delta(), body).await, Err(Error::Resync(_))));
}

#[tokio::test]
async fn an_error_in_a_batch_belongs_to_its_request() -> Outcome {
    let body = r#"{"responses":[
        {"id":"1","status":200,"body":{"error":{"code":"x","message":"part"}}},
        {"id":"2","status":200,"body":{"id":"2"}}]}"#;
    let mut batch = Batch::new();
    let (one, two) = (batch.add(User::me().get()), batch.add(User::me().get()));
    let mut answers = batch.send(&Script::new([(200, &[][..], body)]).client()?).await?;
    assert_eq!(said(answers.take(one)), "200 x: part");
    assert_eq!(answers.take(two)?.id.as_deref(), Some("2"));
    Ok(())
}

#[tokio::test]
async fn an_error_of_a_monitor_fails_the_operation() -> Outcome {
    let location = &[("location", "https://graph.microsoft.com/v1.0/operations/1")][..];
    let client = Script::new([(202, location, ""), (200, &[], ERROR)]).client()?;
    let create: Request<Poller<User>> = Collection::create_async(&User::users(), &User::default());
    let operation = create.send(&client).await?;
    assert_eq!(said(operation.wait(&client).await), SAID);
    Ok(())
}

#[tokio::test]
async fn an_empty_response_is_not_an_entity() -> Outcome {
    const NONE: &str = "another error: the 200 response can't be decoded: the body is empty: read it as an `Option`, by \
                        `.optional()` or `returns = Option<…>`";
    for body in [
        "",
        " \r\n",
        "\u{feff}",
        "{}",
        " {} ",
        r#"{"@odata.null":true}"#,
        r#"{"@odata.context":"c","@odata.null":true}"#,
    ] {
        assert_eq!(said(answered(User::me().get(), body).await), NONE, "{body}");
        assert_eq!(answered(User::me().get().optional(), body).await?, None, "{body}");
    }
    let context = answered(User::me().get(), r#"{"@odata.context":"c"}"#).await?;
    assert_eq!(context, User::default());
    let tag = r##"{"@odata.type":"#microsoft.graph.group"}"##;
    assert_eq!(answered(Request::<Member>::raw(Method::GET, "x"), tag).await?, Member::Group(Group::default()));
    // An item without values is an item.
    assert_eq!(answered(User::users().list(), r#"{"value":[{}]}"#).await?.value, [User::default()]);
    Ok(())
}

#[tokio::test]
async fn a_property_is_found_by_its_name_in_any_order() -> Outcome {
    let ada = User { id: Some("1".to_owned()), display_name: Some("Ada".to_owned()) };
    for body in [
        r#"{"id":"1","displayName":"Ada"}"#,
        r#"{"displayName":"Ada","id":"1"}"#,
        r#"{"id":"0","id":"1","displayName":"Eve","displayName":"Ada"}"#,
        r#"{"x":null,"id":"1","y":{"id":"2"},"displayName":"Ada","z":["displayName"]}"#,
        r#"{"":"x","i":"x","idx":"x","ID":"x","id":"1","display":"x","displayName2":"x","displayName":"Ada"}"#,
        "{ \"id\" : \"1\" ,\n\t\"displayName\"\r\n: \"Ada\" }",
        r#"{"\u0069d":"1","display\u004eame":"Ada"}"#,
    ] {
        assert_eq!(answered(User::me().get(), body).await?, ada, "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn an_entity_in_a_value_envelope_is_read() -> Outcome {
    let ada = User { id: Some("1".to_owned()), display_name: None };
    let wrapped = r#"{"@odata.context":"c","value":{"id":"1"}}"#;
    assert_eq!(answered(User::me().get(), wrapped).await?, ada);
    assert_eq!(answered(User::me().get().optional(), wrapped).await?, Some(ada));
    let open = answered(Open::extensions("1").entity("2").get(), wrapped).await?;
    assert_eq!((open.id.as_deref(), open.rest.len()), (Some("1"), 0));
    let member = answered(
        Request::<Member>::raw(Method::GET, "x"),
        r##"{"value":{"@odata.type":"#microsoft.graph.group","id":"1"}}"##,
    );
    assert_eq!(member.await?, Member::Group(Group { id: Some("1".to_owned()) }));
    let raw = answered(Request::<serde_json::Value>::raw(Method::GET, "x"), wrapped).await?;
    assert_eq!(raw, json!({"@odata.context": "c", "value": {"id": "1"}}));
    let failed = answered(User::me().get(), r#"{"value":{"error":{"code":"x","message":"part"}}}"#).await;
    assert_eq!(said(failed), "200 x: part");
    Ok(())
}

#[tokio::test]
async fn a_collection_is_not_an_entity() {
    let message = "another error: the 200 response can't be decoded: the body is a collection, not an entity: read it as a \
                   `Page`";
    for body in [r#"{"value":[]}"#, r#"{"@odata.context":"c","value":[{"id":"1"}]}"#] {
        assert_eq!(said(answered(User::me().get(), body).await), message);
        assert_eq!(said(answered(User::me().get().optional(), body).await), message);
    }
}
