//! `$ref` in every form.

use serde_json::{Value as Json, json};

use super::{ROOT, ask, delete, get};
use crate::Emulator;

fn seeded() -> Emulator {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "n": 1 })).seed("users", json!({ "id": "a/b", "n": 2 }));
    emulator.seed("groups", json!({ "id": "g" }));
    emulator
}

fn to(path: &str) -> Json {
    json!({ "@odata.id": format!("{ROOT}/{path}") })
}

#[test]
fn a_member_shows_the_entity_itself() {
    let emulator = seeded();
    assert_eq!(ask(&emulator, "POST groups/g/members/$ref", &to("users/ada")).status, 204);
    assert_eq!(ask(&emulator, "POST groups/g/members/$ref", &to("users('a%2Fb')")).status, 204);
    ask(&emulator, "PATCH users/ada", &json!({ "n": 3 }));
    assert_eq!(get(&emulator, "groups/g/members").body["value"][0]["n"], 3);
    assert_eq!(get(&emulator, "groups/g/members/ada").body, get(&emulator, "users/ada").body);
    assert_eq!(ask(&emulator, "PATCH groups/g/members/ada", &json!({ "n": 4 })).status, 204);
    assert_eq!(get(&emulator, "users/ada").body["n"], 4);
    let listed = json!({ "value": [to("users/ada"), to("users/a%2Fb")] });
    assert_eq!(get(&emulator, "groups/g/members/$ref").body, listed);
    assert_eq!(get(&emulator, "groups/g/members/ada/$ref").body, to("users/ada"));
}

#[test]
fn adding_a_duplicate_or_missing_reference_fails() {
    let emulator = seeded();
    assert_eq!(ask(&emulator, "POST groups/g/members/$ref", &to("users/eve")).status, 404);
    assert_eq!(get(&emulator, "groups/g/members").status, 404, "a failure leaves no collection");
    ask(&emulator, "POST groups/g/members/$ref", &to("users/ada"));
    let again = ask(&emulator, "POST groups/g/members/$ref", &to("users/ada"));
    assert_eq!(again.code(), (400, "Request_BadRequest"));
    assert!(again.text("/error/message").starts_with("One or more added object references already exist"));
    for wrong in [json!("users/ada"), json!(5), json!("https://example.org/v1.0/users/ada"), json!(null)] {
        let refused = ask(&emulator, "POST groups/g/members/$ref", &json!({ "@odata.id": wrong }));
        assert_eq!(refused.status, 400, "{wrong}");
    }
    let both = json!({ "@odata.id": format!("{ROOT}/users/a%2Fb"), "n": 1 });
    assert_eq!(ask(&emulator, "POST groups/g/members/$ref", &both).status, 400);
    assert_eq!(ask(&emulator, "POST groups/none/members/$ref", &to("users/ada")).status, 404);
    assert_eq!(ask(&emulator, "POST users/ada/$ref", &to("users/ada")).status, 501);
}

#[test]
fn removing_a_reference_keeps_the_entity() {
    let emulator = seeded();
    for removal in [
        "members/ada/$ref",
        "members/$ref?$id=https://graph.microsoft.com/v1.0/users/ada",
        "members/$ref?@id=https%3A%2F%2Fgraph.microsoft.com%2Fv1.0%2Fusers%2Fada",
    ] {
        ask(&emulator, "POST groups/g/members/$ref", &to("users/ada"));
        assert_eq!(delete(&emulator, &format!("groups/g/{removal}")).status, 204, "{removal}");
        assert_eq!(delete(&emulator, &format!("groups/g/{removal}")).status, 404, "{removal}");
        assert_eq!(get(&emulator, "groups/g/members").body, json!({ "value": [] }));
        assert_eq!(get(&emulator, "users/ada").status, 200);
    }
    for wrong in ["", "?$id=users/ada", "?$id=https://example.org/v1.0/users/ada"] {
        assert_eq!(delete(&emulator, &format!("groups/g/members/$ref{wrong}")).status, 400, "{wrong}");
    }
}

#[test]
fn deleting_through_a_reference_deletes_the_entity() {
    let emulator = seeded();
    ask(&emulator, "POST groups/g/members/$ref", &to("users/ada"));
    assert_eq!(delete(&emulator, "groups/g/members/ada").status, 204);
    assert_eq!(get(&emulator, "users/ada").status, 404);
    assert_eq!(get(&emulator, "groups/g/members").body, json!({ "value": [] }));
}

#[test]
fn an_entity_as_the_body_is_a_create() {
    let emulator = seeded();
    emulator.declare_collection("groups/g/members");
    let created = ask(&emulator, "POST groups/g/members/$ref", &json!({ "n": 9 }));
    let id = created.text("/id").to_owned();
    assert_eq!(created.status, 201);
    assert_eq!(created.header("location"), format!("{ROOT}/groups/g/members/{id}"));
    assert_eq!(get(&emulator, "groups/g/members").ids(), [id.as_str()]);
    assert_eq!(delete(&emulator, &format!("groups/g/members/{id}/$ref")).status, 204);
    assert_eq!(get(&emulator, &format!("groups/g/members/{id}")).status, 404);
}

#[test]
fn a_single_valued_relation_has_one_entity() {
    let emulator = seeded();
    assert_eq!(get(&emulator, "users/a%2Fb/manager").status, 404);
    assert_eq!(ask(&emulator, "PUT users/a%2Fb/manager/$ref", &to("users/ada")).status, 204);
    assert_eq!(get(&emulator, "users/a%2Fb/manager").body, get(&emulator, "users/ada").body);
    assert_eq!(get(&emulator, "users/a%2Fb/manager/$ref").body, to("users/ada"));
    assert_eq!(ask(&emulator, "PUT users/a%2Fb/manager/$ref", &to("groups/g")).status, 204);
    assert_eq!(get(&emulator, "users/a%2Fb/manager").text("/id"), "g");
    assert_eq!(delete(&emulator, "users/a%2Fb/manager/$ref").status, 204);
    assert_eq!(delete(&emulator, "users/a%2Fb/manager/$ref").status, 404);
    assert_eq!(get(&emulator, "users/a%2Fb/manager/$ref").status, 404);
    assert_eq!(get(&emulator, "groups/g").status, 200);
    assert_eq!(ask(&emulator, "PUT users/ada/$ref", &to("groups/g")).status, 400);
    assert_eq!(ask(&emulator, "PUT users/$ref", &to("groups/g")).status, 405);
    assert_eq!(ask(&emulator, "PUT users/eve/manager/$ref", &to("users/ada")).status, 404);
    assert_eq!(ask(&emulator, "PATCH users/ada/$ref", &to("users/ada")).status, 405);
}
