//! OData services other than Microsoft Graph: their root has no version, and the rules of Graph's directory do not apply.

use std::error::Error as StdError;

use graph_core::{
    Batch, Client, Poller, Request, StaticToken, client::ServiceRoot, error::BuildError, graph_action, graph_entity,
    response::NextLink,
};

use graph_tests::script::Script;

type Outcome = Result<(), Box<dyn StdError>>;

const ROOT: &str = "https://example.org/odata/v4/catalog";

/// An entity set with the name of a collection of Graph's directory.
#[graph_entity(path = "users", odata_type = "catalog.User", version = "beta")]
#[derive(Debug, PartialEq)]
struct User {
    #[graph(key, rename = "ID")]
    id: Option<i32>,
    #[graph(rename = "Name")]
    name: Option<String>,
    #[graph(navigation, rename = "Books")]
    books: Option<Vec<Book>>,
}

#[graph_entity(path = "Books", odata_type = "catalog.Book")]
#[derive(Debug, PartialEq)]
struct Book {
    #[graph(key, rename = "ID")]
    id: Option<i32>,
}

fn client(script: &Script) -> Result<Client, BuildError> {
    let token = StaticToken::new("top-secret");
    let builder = Client::builder().base_url(ROOT).without_version().credential(token);
    builder.transport(script.clone()).clock(script.clone()).build()
}

#[test]
fn a_root_may_have_no_version() -> Outcome {
    let root = ServiceRoot::without_version("https://example.org/odata/v1.0/")?;
    assert_eq!(root.to_string(), "https://example.org/odata/v1.0");
    assert_eq!(root.default_scope(), "https://example.org/.default");
    let local = ServiceRoot::without_version("http://localhost:4004/odata/v4/catalog")?;
    assert_eq!(local.default_scope(), "http://localhost:4004/.default");
    let url = |request: &Request<_>| request.to_http(&root).map(|request| request.uri().to_string());
    assert_eq!(
        url(&User::users().entity(7).get().unexpanded())?,
        "https://example.org/odata/v1.0/users/7?$select=ID,Name"
    );
    for wrong in ["http://example.org/odata", "https://example.org/odata?a=b", "odata/v4"] {
        assert!(ServiceRoot::without_version(wrong).is_err(), "{wrong}");
    }
    let error = Client::builder().without_version().build().err().map(|error| error.to_string());
    let message = "no base URL: a service without versions needs `.base_url(…)`";
    assert_eq!(error.as_deref(), Some(message));
    Ok(())
}

#[test]
fn directory_rules_do_not_apply_to_other_services() -> Outcome {
    let list = User::users().list().filter(User::NAME.ne("x"));
    let graph = list.to_http(&ServiceRoot::new(graph_core::Cloud::Global, graph_core::ApiVersion::V1_0))?;
    assert!(graph.headers().contains_key("consistencylevel"));
    assert_eq!(graph.uri().query(), Some("$select=ID,Name&$filter=Name%20ne%20'x'&$count=true"));
    let root = ServiceRoot::without_version(ROOT)?;
    let other = list.to_http(&root)?;
    assert!(!other.headers().contains_key("consistencylevel"));
    assert_eq!(other.uri().query(), Some("$select=ID,Name&$expand=Books($select=ID)&$filter=Name%20ne%20'x'"));
    // A header of the caller is kept.
    let own = list.header("ConsistencyLevel", "session").count().to_http(&root)?;
    assert!(own.uri().query().is_some_and(|query| query.ends_with("&$count=true")));
    let own = User::users().list().eventual().to_http(&root)?;
    assert_eq!(own.headers().get("consistencylevel").and_then(|value| value.to_str().ok()), Some("eventual"));
    Ok(())
}

#[tokio::test]
async fn batches_links_references_and_monitors_follow_the_root() -> Outcome {
    #[graph_action(path = "Books/{id}/catalog.print", returns = Poller<()>)]
    struct Print;

    let answer = r#"{"responses": [{"id": "1", "status": 200, "body": {"ID": 7}}]}"#;
    let script = Script::new([(200, &[][..], answer)]);
    let client = client(&script)?;
    let mut batch = Batch::new();
    let user = batch.add(User::users().entity(7).get().unexpanded());
    assert_eq!(batch.send(&client).await?.take(user)?.id, Some(7));
    assert_eq!(script.lines(), [format!("POST {ROOT}/$batch")]);
    let body = script.received().first().map(|request| request.body().clone()).unwrap_or_default();
    assert!(String::from_utf8_lossy(&body).contains(r#""url":"/users/7?$select=ID,Name""#));

    let page = r#"{"@odata.context": "$metadata#Books", "value": [], "@odata.nextLink": "Books?$skiptoken=2"}"#;
    let script = Script::new([(200, &[][..], page), (200, &[], r#"{"value": []}"#)]);
    Book::books().list().collect_all(&self::client(&script)?, 9).await?;
    assert_eq!(script.lines().last(), Some(&format!("GET {ROOT}/Books?$skiptoken=2")));
    let own = NextLink::from("https://example.org/odata/v4/catalog/Books?$skiptoken=3");
    assert!(Book::books().page(&own).to_http(&ServiceRoot::without_version(ROOT)?).is_ok());

    let bound =
        User::users().add_ref(&User::users().entity(7).reference()).to_http(&ServiceRoot::without_version(ROOT)?)?;
    assert_eq!(bound.body(), &format!(r#"{{"@odata.id":"{ROOT}/users/7"}}"#));

    for (location, monitor) in [
        ("/odata/v4/catalog/jobs/1", format!("GET {ROOT}/jobs/1")),
        ("jobs/1", format!("GET {ROOT}/jobs/1")),
        ("https://example.org/jobs/1", "GET https://example.org/jobs/1".to_owned()),
    ] {
        let headers = vec![("location", location)].leak();
        let script = Script::new([(202, &*headers, ""), (200, &[], "")]);
        let client = self::client(&script)?;
        Print.request(1).send(&client).await?.wait(&client).await?;
        assert_eq!(script.lines().last(), Some(&monitor));
        assert_eq!(script.headers("authorization"), ["Bearer top-secret"; 2]);
    }
    Ok(())
}
