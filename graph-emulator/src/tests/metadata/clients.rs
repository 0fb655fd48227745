//! A typed client against the metadata, and random requests.

use graph_core::{Client, StaticToken, graph_complex, graph_entity, graph_enum};
use serde_json::{Value as Json, json};

use super::{SERVICE, ask, emulator, get};
use crate::Emulator;

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum UserKind {
    Member,
    External,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Address {
    city: String,
    floor: i16,
}

#[graph_entity(path = "users")]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    kind: Option<UserKind>,
    address: Option<Address>,
    mails: Vec<String>,
    login_count: i32,
}

/// Misspelt: the metadata has `displayName`.
#[graph_entity(path = "users", odata_type = "microsoft.graph.user")]
#[derive(Debug, Clone, PartialEq)]
struct Misspelt {
    #[graph(key)]
    id: Option<String>,
    dispaly_name: Option<String>,
}

#[tokio::test]
async fn requests_of_a_typed_client_pass_the_checks() {
    let transport = Emulator::builder().metadata(SERVICE).build().unwrap();
    let client = Client::builder().transport(transport).credential(StaticToken::new("any")).build().unwrap();
    let address = Address { city: "London".to_owned(), floor: 2 };
    let user = User {
        id: None,
        display_name: Some("Ada".to_owned()),
        kind: Some(UserKind::External),
        address: Some(address.clone()),
        mails: vec!["a".to_owned()],
        login_count: 0,
    };
    let created = User::users().create(&user).send(&client).await.unwrap();
    let ada = User::users().entity(&created.id);
    let changes = User::changes().set(User::ADDRESS, Address { floor: 3, ..address }).clear(User::KIND);
    ada.update(changes).send(&client).await.unwrap();
    let listed = User::users().list().filter(User::DISPLAY_NAME.eq("Ada").and(User::LOGIN_COUNT.lt(5)));
    let listed = listed.order_by(User::DISPLAY_NAME.desc()).top(5).send(&client).await.unwrap().value;
    let floors: Vec<_> = listed.iter().map(|user| user.address.as_ref().map(|address| address.floor)).collect();
    assert_eq!((floors, listed.first().map(|user| user.kind.clone())), (vec![Some(3)], Some(None)));
    ada.delete().send(&client).await.unwrap();

    let error = Misspelt::users().list().send(&client).await.unwrap_err().to_string();
    assert!(error.contains("Could not find a property named 'dispalyName'"), "{error}");
    let wrong = Misspelt { id: None, dispaly_name: Some("x".to_owned()) };
    let error = Misspelt::users().create(&wrong).send(&client).await.unwrap_err().to_string();
    assert!(error.contains("'dispalyName' does not exist on type"), "{error}");
}

/// Random requests: each has a response.
#[test]
fn no_request_breaks_the_checks() {
    const PARTS: [&str; 34] = [
        "/",
        "/",
        "/",
        "/",
        "users",
        "ada",
        "messages",
        "members",
        "address",
        "city",
        "mails",
        "('",
        "')",
        "(",
        ")",
        "=",
        ",",
        "@p",
        "%27",
        "'",
        "$count",
        "$value",
        "$ref",
        "content",
        "delta",
        "microsoft.graph.user",
        "sendMail",
        "usage(period='x')",
        "reminders(start=2020-01-01T00:00:00Z)",
        "%2F",
        "me",
        "groups",
        "root:",
        "(id='ada')",
    ];
    const OPTIONS: [&str; 6] =
        ["$filter=age%20eq%201", "$select=id", "$expand=manager", "$orderby=age", "$top=1", "@p=1"];
    let emulator = emulator().with_empty_responses();
    emulator.seed("users", json!({ "id": "ada", "address": { "city": "x" }, "mails": ["a"] }));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    };
    let bodies =
        [json!({}), json!({ "value": 1 }), json!({ "displayName": "x", "messages": [{}] }), json!({ "city": null })];
    for _ in 0..1500 {
        let path: String = (0..next(10)).map(|_| PARTS[next(PARTS.len())]).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let body = if method.starts_with('P') { bodies[next(bodies.len())].clone() } else { Json::Null };
            let answered = ask(&emulator, &format!("{method} {path}?{}", OPTIONS[next(OPTIONS.len())]), &body);
            let known = [200, 201, 204, 400, 404, 405, 409, 415, 501];
            assert!(known.contains(&answered.status), "{method} {path}: {}", answered.body);
        }
    }
    assert_eq!(get(&emulator, "me").status, 200);
}
