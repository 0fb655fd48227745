//! Paths: resources that exist without a create, and unknown segments.

use bytes::Bytes;
use http::Request;
use serde_json::{Value as Json, json};

use super::super::{ROOT, ask_with, delete, send};
use super::{SERVICE, ask, assert_refused, emulator, get, patch, post, reference};
use crate::Emulator;

#[test]
fn an_unknown_segment_is_refused() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" }));
    for (path, segment) in [
        ("user", "'user'"),
        ("users/ada/mesages", "'mesages'. (Did you mean 'messages'?)"),
        ("users/ada/messages/m/forward", "'forward'"),
        ("users/ada/displayName/x", "'x'"),
        ("groups/delta", "'delta'"),
        ("me/microsoft.graph.group", "'microsoft.graph.group'"),
        ("users/ada/usage(perod='D7')", "'usage(perod='D7')'"),
    ] {
        for method in ["GET", "POST", "DELETE"] {
            let body = if method == "POST" { json!({}) } else { Json::Null };
            let refused = ask(&emulator, &format!("{method} {path}"), &body);
            assert_refused(&refused, &format!("Resource not found for the segment {segment}"));
        }
    }
}

#[test]
fn a_known_collection_is_there_and_empty() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" }));
    for path in [
        "groups",
        "users/ada/messages",
        "users('ada')/messages",
        "users/ada/todo/lists",
        "me/memberOf",
        "me/todo/lists",
    ] {
        let listed = get(&emulator, path);
        assert_eq!((listed.status, listed.ids().len()), (200, 0), "{path}: {}", listed.body);
    }
    assert_eq!(get(&emulator, "users/ada/messages/$count").body, json!(0));
    assert_eq!(get(&emulator, "users/delta").status, 200);
    for path in
        ["users/eve", "users/eve/messages", "users/eve/todo/lists", "users('eve')/messages", "users/ada/messages/m"]
    {
        assert_eq!(get(&emulator, path).code(), (404, "Request_ResourceNotFound"), "{path}");
    }
}

#[test]
fn a_contained_single_entity_exists_without_a_create() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" }));
    let me = get(&emulator, "me");
    assert_eq!((me.text("/@odata.type"), me.text("/id")), ("#microsoft.graph.user", "me"));
    assert_eq!((&me.body["loginCount"], &me.body["mails"], me.body.get("age")), (&json!(0), &json!([]), None));
    assert_eq!(get(&emulator, "users/ada/todo").text("/@odata.type"), "#microsoft.graph.todo");
    assert_eq!(get(&emulator, "users/ada/manager").status, 404);
    assert_eq!(get(&emulator, "users/ada/photo").status, 404);
    assert!(!get(&emulator, "users/ada/manager").text("/error/message").contains("declare_collection"));
    assert_eq!(patch(&emulator, "me", &json!({ "displayName": "Ada" })).status, 204);
    assert_eq!(get(&emulator, "me?$select=displayName").text("/displayName"), "Ada");
}

#[test]
fn a_created_entity_is_of_its_paths_type() {
    let emulator = emulator();
    let created = post(&emulator, "users", &json!({ "id": "ada", "displayName": "Ada" }));
    assert_eq!((created.status, created.text("/@odata.type")), (201, "#microsoft.graph.user"));
    let selected = get(&emulator, "users/ada?$select=birthday");
    assert_eq!(selected.text("/birthday"), "0001-01-01T00:00:00Z", "what can't be null has a default");
    let guest = json!({ "@odata.type": "#microsoft.graph.guest", "id": "bob", "invitedBy": "ada" });
    assert_eq!(post(&emulator, "users", &guest).status, 201);
    assert_eq!(get(&emulator, "users/microsoft.graph.guest").ids(), ["bob"]);
    assert_eq!(get(&emulator, "users/microsoft.graph.user").ids(), ["ada", "bob"], "a guest is a user");
    assert_eq!(get(&emulator, "users/bob/microsoft.graph.guest").status, 200);
    assert_eq!(get(&emulator, "users/ada/microsoft.graph.guest").status, 404);
    assert_eq!(get(&emulator, "users?$filter=isof('microsoft.graph.guest')").ids(), ["bob"]);
    emulator.seed("users", json!({ "id": "eve" }));
    assert_eq!(get(&emulator, "users/eve").text("/@odata.type"), "#microsoft.graph.user", "what is seeded, too");
}

#[test]
fn a_property_has_an_address() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada", "mails": ["a", "b"], "age": 36 }));
    assert_eq!(get(&emulator, "users/ada/displayName").body, json!({ "value": "Ada" }));
    assert_eq!(get(&emulator, "users/ada/displayName/$value").body, json!("Ada"));
    assert_eq!(get(&emulator, "users/ada/age/$value").body, json!(36));
    assert_eq!(get(&emulator, "users/ada/mails").body, json!({ "value": ["a", "b"] }));
    assert_eq!(get(&emulator, "users/ada/mails/$count").body, json!(2));
    assert_eq!(get(&emulator, "users/ada/address").status, 204);
    assert_eq!(get(&emulator, "users/eve/displayName").status, 404);
    assert_eq!(patch(&emulator, "users/ada/address", &json!({ "city": "London", "floor": 1 })).status, 200);
    assert_eq!(
        patch(&emulator, "users/ada/address", &json!({ "floor": 2 })).body,
        json!({ "city": "London", "floor": 2 })
    );
    assert_eq!(get(&emulator, "users/ada/address/city").body, json!({ "value": "London" }));
    assert_refused(&patch(&emulator, "users/ada/address", &json!({ "flor": 2 })), "'address/flor' does not exist");
    assert_refused(&ask(&emulator, "PUT users/ada/age", &json!({ "value": "x" })), "'age'");
    assert_refused(&ask(&emulator, "PUT users/ada/displayName", &json!({})), "The body must be `{\"value\": …}`");
    assert_eq!(get(&emulator, "users/ada/displayName").body, json!({ "value": "Ada" }));
    assert_eq!(ask(&emulator, "PUT users/ada/age", &json!({ "value": 37 })).body, json!({ "value": 37 }));
    assert_eq!(delete(&emulator, "users/ada/age").status, 405);
}

#[test]
fn a_key_may_be_another_property() {
    let emulator = emulator();
    let created = post(&emulator, "partners", &json!({ "tenantId": "t1", "isInbound": true }));
    assert_eq!((created.status, created.body.get("id")), (201, None));
    assert!(created.header("location").ends_with("/partners/t1"));
    assert_eq!(post(&emulator, "partners", &json!({ "tenantId": "t1" })).status, 409);
    assert_refused(&post(&emulator, "partners", &json!({ "isInbound": true })), "'tenantId' is missing");
    let strict = emulator.clone().strict();
    assert_refused(&patch(&strict, "partners/t1", &json!({ "tenantId": "t2" })), "'tenantId' is a key");
    assert_eq!(patch(&emulator, "partners/t1", &json!({ "tenantId": "t2" })).text("/tenantId"), "t1");
    assert_eq!(patch(&emulator, "partners/t1", &json!({ "isInbound": false })).status, 200);
    assert_eq!(ask(&emulator, "PUT partners/t2", &json!({ "tenantId": "t2" })).status, 201);
    assert_eq!(
        ask(&emulator, "PUT partners/t3", &json!({ "TenantId": "t4" })).text("/tenantId"),
        "t3",
        "the URL's key counts"
    );
    assert_eq!(ask(&strict, "PUT partners/t4", &json!({ "tenantId": "t5" })).status, 400);
}

#[test]
fn an_entity_is_found_by_another_key_and_through_a_set_of_its_base() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada", "employeeId": "e'1" }));
    assert_eq!(get(&emulator, "users(employeeId='e''1')").text("/id"), "ada");
    assert_eq!(get(&emulator, "users(employeeId='e''1')/messages").status, 200);
    assert_eq!(get(&emulator, "users(employeeId='none')").status, 404);
    assert_eq!(get(&emulator, "directoryObjects/ada?$select=employeeId").text("/employeeId"), "e'1");
    assert_eq!(get(&emulator, "directoryObjects/eve").status, 404);
}

#[test]
fn a_reference_is_to_an_entity_of_its_type() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" })).seed("groups", json!({ "id": "g", "displayName": "G" }));
    for path in ["directoryObjects/ada", "groups/g"] {
        assert_eq!(post(&emulator, "groups/g/members/$ref", &reference(path)).status, 204, "{path}");
    }
    assert_eq!(get(&emulator, "groups/g/members").ids(), ["ada", "g"]);
    assert_eq!(get(&emulator, "groups/g/members/microsoft.graph.user").ids(), ["ada"]);
    assert_eq!(delete(&emulator, "groups/g/members/g/$ref").status, 204);
    assert_refused(
        &post(&emulator, "groups/g/owners/$ref", &reference("groups/g")),
        "'microsoft.graph.group' was found",
    );
    assert_refused(&post(&emulator, "users/$ref", &reference("users/ada")), "after a navigation property only");
    assert_eq!(post(&emulator, "groups/g/members/$ref", &reference("users/eve")).status, 404);
    assert_refused(&post(&emulator, "groups/g/members/$ref", &reference("usrs/ada")), "the segment 'usrs'");
    assert_eq!(ask(&emulator, "PUT users/ada/manager/$ref", &reference("groups/g")).status, 204);
    assert_eq!(get(&emulator, "users/ada/manager").text("/id"), "g");
    let entity = json!({ "@odata.type": "#microsoft.graph.user", "id": "bob" });
    assert_eq!(post(&emulator, "groups/g/members/$ref", &entity).status, 201, "an entity is created");
    assert_eq!(get(&emulator, "users").ids(), ["ada", "bob"]);
    let wrong = json!({ "@odata.type": "#microsoft.graph.user", "agee": 5 });
    assert_refused(&post(&emulator, "groups/g/owners/$ref", &wrong), "'agee' does not exist");
}

#[test]
fn an_implicit_entity_can_be_referenced() {
    let emulator = emulator();
    let owned = json!({ "id": "g", "displayName": "G", "owners@odata.bind": [format!("{ROOT}/me")] });
    assert_eq!(post(&emulator, "groups", &owned).status, 201);
    assert_eq!(get(&emulator, "groups/g/owners").ids(), ["me"]);
    let emulator = self::emulator();
    emulator.seed("groups", json!({ "id": "g", "displayName": "G" }));
    assert_eq!(post(&emulator, "groups/g/members/$ref", &reference("me")).status, 204);
    assert_eq!(get(&emulator, "groups/g/members").ids(), ["me"]);
    assert_eq!(post(&emulator, "groups/g/members/$ref", &reference("me/manager")).status, 404);
}

#[test]
fn an_invalid_reference_creates_nothing() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" })).seed("groups", json!({ "id": "g", "displayName": "G" }));
    let url = format!("{ROOT}/users/ada");
    for body in [json!({}), json!({ "odata.id": url }), json!({ "@odata.id": 5 }), json!({ "@odata.id": null })] {
        let refused = post(&emulator, "groups/g/owners/$ref", &body);
        assert_eq!(refused.code(), (400, "Request_BadRequest"), "{body}");
        assert!(refused.text("/error/message").contains("@odata.id"), "{body}");
    }
    assert_eq!(get(&emulator, "users").ids(), ["ada"]);
    assert_eq!(post(&emulator, "me/messages/$ref", &json!({ "subject": "x" })).status, 201, "it is contained there");
}

#[test]
fn a_create_at_a_relation_is_stored_in_the_bound_set() {
    let emulator = emulator();
    emulator.seed("groups", json!({ "id": "g", "displayName": "G" }));
    let user = json!({ "@odata.type": "#microsoft.graph.user", "id": "ada" });
    let created = post(&emulator, "groups/g/members", &user);
    assert_eq!((created.status, created.header("location")), (201, format!("{ROOT}/users/ada").as_str()));
    assert_eq!(get(&emulator, "groups/g/members").ids(), ["ada"]);
    assert_eq!(get(&emulator, "users").ids(), ["ada"]);
    assert_eq!(post(&emulator, "groups/g/owners", &json!({ "id": "bob" })).status, 201);
    assert_eq!(get(&emulator, "users").ids(), ["ada", "bob"]);
}

#[test]
fn the_service_document_and_metadata_need_no_token() {
    let emulator = emulator();
    let ask = |path: &str| send(&emulator, Request::get(format!("{ROOT}{path}")).body(Bytes::new()).unwrap());
    let metadata = ask("/$metadata");
    assert_eq!((metadata.header("content-type"), &metadata.body), ("application/xml", &json!(SERVICE)));
    for path in ["", "/"] {
        let document = ask(path);
        assert_eq!(document.text("/@odata.context"), format!("{ROOT}/$metadata"));
        let me = json!({ "name": "me", "kind": "Singleton", "url": "me" });
        assert_eq!((&document.body["value"][0]["kind"], &document.body["value"][5]), (&json!("EntitySet"), &me));
    }
    assert_eq!(delete(&emulator, "$metadata").status, 405);
    let without = ask_with(&Emulator::new(), "GET $metadata", &[], &Json::Null);
    assert_eq!(without.status, 501, "without metadata there is none");
}

/// A navigation property of a complex value has references: `identity/conditionalAccess/policies/{id}/grantControls` has
/// `authenticationStrength/$ref`, <https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols>; so does one
/// of a type that the value is cast to,
/// <https://learn.microsoft.com/graph/api/onattributecollectionexternalusersselfservicesignup-post-attributes>.
#[test]
fn a_relation_of_a_complex_value_has_references() {
    let emulator = emulator();
    emulator.seed("groups", json!({ "id": "g", "displayName": "G" })).seed("users", json!({ "id": "ada" }));
    assert_eq!(post(&emulator, "partners", &json!({ "tenantId": "t1" })).status, 201);
    assert_eq!(get(&emulator, "groups/g/controls/strength").status, 404);
    for path in ["groups/g/controls/strength", "Groups/g/Controls/Strength"] {
        assert_eq!(ask(&emulator, &format!("PUT {path}/$ref"), &reference("partners/t1")).status, 204, "{path}");
        assert_eq!(get(&emulator, path).text("/tenantId"), "t1", "{path}");
        assert_eq!(get(&emulator, &format!("{path}/$ref")).text("/@odata.id"), format!("{ROOT}/partners/t1"));
        assert_eq!(delete(&emulator, &format!("{path}/$ref")).status, 204, "{path}");
        assert_eq!(get(&emulator, path).status, 404, "{path}");
    }
    let guards = "groups/g/controls/microsoft.graph.userControls/guards";
    assert_eq!(get(&emulator, guards).ids().len(), 0);
    assert_eq!(post(&emulator, &format!("{guards}/$ref"), &reference("users/ada")).status, 204);
    assert_eq!(get(&emulator, "groups/g/Controls/Microsoft.Graph.UserControls/Guards").ids(), ["ada"]);
    assert_eq!(delete(&emulator, &format!("{guards}/ada/$ref")).status, 204);
    assert_eq!(get(&emulator, guards).ids().len(), 0);
    let policy = "groups/g/controls/microsoft.graph.userControls/policy";
    assert_eq!(get(&emulator, policy).status, 404, "what a value contains is not there before it is written");
    let wrong = ask(&emulator, "PUT groups/g/controls/strength/$ref", &reference("users/ada"));
    assert_refused(&wrong, "not assignable to the expected type 'microsoft.graph.partner'");
    let value = ask(&emulator, "PUT groups/g/controls/$ref", &reference("users/ada"));
    assert_refused(&value, "'$ref' is allowed after a navigation property only");
    assert_refused(&get(&emulator, "groups/g/controls/guards"), "the segment 'guards'");
}

#[test]
fn the_longest_path_is_looked_up() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" }));
    let long = get(&emulator, &format!("users/ada{}", "/manager/microsoft.graph.user".repeat(127)));
    assert_eq!(long.code(), (404, "Request_ResourceNotFound"));
}
