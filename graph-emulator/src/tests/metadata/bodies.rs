//! Bodies: each property against its type.

use serde_json::{Value as Json, json};

use super::super::ROOT;
use super::{SERVICE, ask, assert_refused, emulator, get, patch, post};
use crate::Emulator;

#[test]
fn an_invalid_property_is_named() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" }));
    for (name, value, fact) in [
        ("dispayName", json!("x"), "The property 'dispayName' does not exist on type 'microsoft.graph.user'."),
        ("displayName", json!(1), "'displayName' to the expected type 'Edm.String'"),
        ("accountEnabled", json!("true"), "'accountEnabled' to the expected type 'Edm.Boolean'"),
        ("age", json!(2_147_483_648_u32), "'age' to the expected type 'Edm.Int32'"),
        ("quota", json!("12x"), "'quota' to the expected type 'Edm.Int64'"),
        ("birthday", json!("2020-01-01"), "'birthday' to the expected type 'Edm.DateTimeOffset'"),
        ("birthday", Json::Null, "A null value was found for the property named 'birthday'"),
        ("tenantId", json!("t"), "'tenantId' to the expected type 'Edm.Guid'"),
        ("workday", json!("8h"), "'workday' to the expected type 'Edm.Duration'"),
        ("mails", json!("a"), "'mails' to the expected type 'Collection(Edm.String)'"),
        ("mails", json!(["a", 1]), "'mails[1]' to the expected type 'Edm.String'"),
        ("mails", json!([null]), "A null value was found for the property named 'mails[0]'"),
        ("displayName", json!(["a"]), "'displayName' to the expected type 'Edm.String'"),
        ("address", json!("London"), "'address' to the expected type 'microsoft.graph.address'"),
        (
            "address",
            json!({ "city": "L", "street": "x" }),
            "'address/street' does not exist on type 'microsoft.graph.address'",
        ),
        ("address", json!({ "city": "L", "floor": 40000 }), "'address/floor' to the expected type 'Edm.Int16'"),
        ("address", json!({ "city": null }), "property named 'address/city'"),
        ("address", json!({ "city": "L", "bell": "x" }), "'address/bell' does not exist"),
        ("address", json!({ "@odata.type": "#microsoft.graph.report" }), "'microsoft.graph.report' was found"),
        ("address", json!({ "@odata.type": "#microsoft.graph.none" }), "'microsoft.graph.none' could not be resolved"),
        ("kind", json!("boss"), "The value 'boss' of the property 'kind' is not a member"),
        ("kind", json!("member,external"), "The value 'member,external'"),
        ("kind", json!(1), "'kind' to the expected type 'microsoft.graph.userKind'"),
        ("days", json!("monday,someday"), "The value 'monday,someday' of the property 'days'"),
        ("memberOf@odata.bind", json!("x"), "'memberOf@odata.bind' to the expected type 'Collection(Edm.String)'"),
        ("memberOf@odata.bind", Json::Null, "'memberOf@odata.bind' to the expected type 'Collection(Edm.String)'"),
        ("manager@odata.bind", json!([]), "'manager@odata.bind' to the expected type 'Edm.String'"),
        ("age@odata.bind", json!([]), "'age' is not a navigation property of type 'microsoft.graph.user'"),
    ] {
        let body = json!({ name: value });
        assert_refused(&post(&emulator, "users", &body), fact);
        assert_refused(&patch(&emulator, "users/ada", &body), fact);
    }
    assert_eq!(get(&emulator, "users").ids(), ["ada"], "nothing was made");
}

#[test]
fn valid_bodies_pass() {
    let emulator = emulator();
    let body = json!({
        "@odata.context": "x", "@odata.etag": "y", "id": "ada", "displayName": null, "accountEnabled": true, "age": 36,
        "quota": "9007199254740993", "birthday": "1815-12-10T00:00:00Z", "tenantId": "00000000-0000-0000-0000-000000000001",
        "workday": "PT8H", "mails": ["a"], "mails@odata.type": "#Collection(String)", "kind": "external", "days": "monday, tuesday", "cells": [[1, "a"], [null, true]],
        "address": { "@odata.type": "#microsoft.graph.homeAddress", "city": "London", "bell": "A" }, "employeeId": "e",
    });
    let created = post(&emulator, "users", &body);
    assert_eq!((created.status, &created.body["address"]["floor"]), (201, &json!(0)), "{}", created.body);
    let changes = json!({ "address": { "floor": 1 }, "birthday": "1815-12-11T00:00:00Z", "kind": null, "id": "ada" });
    assert_eq!(patch(&emulator, "users/ada", &json!({ "kind": "MEMBER", "days": "Tuesday,MONDAY" })).status, 204);
    let any_case = get(&emulator, "users/ada");
    assert_eq!((any_case.text("/kind"), any_case.text("/days")), ("member", "monday,tuesday"));
    assert_eq!(patch(&emulator, "users/ada", &changes).status, 204);
    let updated = get(&emulator, "users/ada");
    assert_eq!(updated.body.get("kind"), Some(&Json::Null));
    let address = json!({ "@odata.type": "#microsoft.graph.homeAddress", "city": "London", "bell": "A", "floor": 1 });
    assert_eq!(updated.body["address"], address, "what is not named stays");
    let open = json!({ "displayName": "G", "ext1_skills": { "x": [1] }, "theme": { "color": "red" } });
    let id = post(&emulator, "groups", &open).text("/id").to_owned();
    let created = get(&emulator, &format!("groups/{id}?$select=ext1_skills,theme")).body;
    assert_eq!(created["ext1_skills"], json!({ "x": [1] }), "an open entity takes extensions");
    let cleared = json!({ "ext1_skills": null });
    assert_eq!(patch(&emulator, &format!("groups/{id}"), &cleared).status, 204);
    let cleared = get(&emulator, &format!("groups/{id}?$select=ext1_skills")).body;
    assert_eq!(cleared.get("ext1_skills"), None, "an extension that is `null` is gone");
    assert_eq!(created["theme"], json!({ "color": "red" }), "an open complex value takes what it does not know");
}

#[test]
fn an_open_entity_refuses_a_misspelt_name() {
    let emulator = emulator();
    emulator.seed("groups", json!({ "id": "g", "displayName": "G" }));
    let body = json!({ "displayName": "H", "displayname": "h" });
    let fact = "The property 'displayname' does not exist on type 'microsoft.graph.group'.";
    assert_refused(&post(&emulator.clone().strict(), "groups", &body), fact);
    assert_refused(&patch(&emulator.clone().strict(), "groups/g", &body), fact);
    for refused in [post(&emulator, "groups", &body), patch(&emulator, "groups/g", &body)] {
        assert_refused(&refused, "The property 'displayName' is given more than once.");
    }
    for option in ["$select=nope", "$orderby=nope", "$filter=nope%20eq%20'x'", "$filter=startswith(nope,'x')"] {
        let refused = get(&emulator, &format!("groups?{option}"));
        assert_refused(&refused, "Could not find a property named 'nope' on type 'microsoft.graph.group'.");
    }
}

#[test]
fn an_update_keeps_keys_and_immutable_properties() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada", "employeeId": "e" }));
    let strict = emulator.clone().strict();
    assert_refused(&patch(&strict, "users/ada", &json!({ "id": "eve" })), "The property 'id' is a key");
    assert_refused(
        &patch(&strict, "users/ada", &json!({ "employeeId": "f" })),
        "'employeeId' can be set in a create only",
    );
    let refused = patch(&emulator, "users/ada", &json!({ "messages": [] }));
    assert_refused(&refused, "The navigation property 'messages' can't be changed along with its owner");
    let other = json!({ "@odata.type": "#microsoft.graph.group", "displayName": "x" });
    assert_refused(&patch(&emulator, "users/ada", &other), "'microsoft.graph.group' was found");
    let base = json!({ "@odata.type": "#microsoft.graph.directoryObject", "displayName": "x" });
    assert_eq!(patch(&emulator, "users/ada", &base).status, 204);
    assert_eq!(get(&emulator, "users/ada").text("/@odata.type"), "#microsoft.graph.user", "the type stays");
}

/// OData 4.01 Protocol, §11.4.2 and §11.4.3: keys and read-only properties in a body are ignored. Intune's pages send them.
#[test]
fn unwritable_properties_are_ignored() {
    let emulator = emulator();
    let read_only =
        json!({ "id": "ada", "employeeId": "e", "createdDateTime": "2020-01-01T00:00:00Z", "department": 5 });
    assert_eq!(post(&emulator, "users", &read_only).status, 201);
    let shown = "$select=id,displayName,employeeId,createdDateTime,department";
    let created = get(&emulator, &format!("users/ada?{shown}"));
    assert_eq!(created.text("/employeeId"), "e", "{}", created.body);
    assert_eq!((created.body.get("createdDateTime"), created.body.get("department")), (None, None));
    emulator.seed("users", json!({ "id": "bob", "employeeId": "e", "createdDateTime": "2021-01-01T00:00:00Z" }));
    let body = json!({
        "id": "eve", "employeeId": "f", "CreatedDateTime": null, "department": {}, "displayName": "B",
    });
    for method in ["PATCH", "PUT"] {
        assert!(ask(&emulator, &format!("{method} users/bob"), &body).status < 300, "{method}");
        let changed = get(&emulator, &format!("users/bob?{shown}"));
        assert_eq!((changed.text("/id"), changed.text("/displayName")), ("bob", "B"), "{method}");
        assert_eq!(changed.text("/createdDateTime"), "2021-01-01T00:00:00Z", "{method}");
        assert_eq!((changed.text("/employeeId"), changed.body.get("department")), ("e", None), "{method}");
    }
    let todo = json!({ "id": "cid", "todo": { "lists": [{ "displayName": "L" }] }, "createdDateTime": "x" });
    assert_eq!(post(&emulator, "users", &todo).status, 201);
    let strict = emulator.strict();
    for (name, value) in [("createdDateTime", json!("2020-01-01T00:00:00Z")), ("department", json!("x"))] {
        let fact = format!("The property '{name}' is read-only");
        let body = json!({ name: value });
        assert_refused(&post(&strict, "users", &body), &fact);
        assert_refused(&patch(&strict, "users/ada", &body), &fact);
    }
}

#[test]
fn required_properties_without_a_default_must_be_given() {
    let strict = emulator();
    assert_refused(&post(&strict, "groups", &json!({})), "The property 'displayName' is missing");
    assert_refused(&post(&strict, "groups", &json!({ "displayName": null })), "A null value was found");
    assert_refused(&ask(&strict, "PUT groups/g", &json!({})), "The property 'displayName' is missing");
    let no_city = json!({ "address": { "floor": 1 } });
    assert_refused(&post(&strict, "users", &no_city), "The property 'address/city' is missing");
    let filling = Emulator::builder().metadata(SERVICE).default_values().build().unwrap();
    assert_eq!(post(&filling, "groups", &json!({})).text("/displayName"), "");
    assert_refused(&post(&filling, "groups", &json!({ "displayName": null })), "A null value was found");
    assert_eq!(patch(&filling, "me", &no_city).status, 204, "a change need not be whole");
}

#[test]
fn an_abstract_type_needs_a_derived_one() {
    let emulator = emulator();
    emulator.seed("me/messages", json!({ "id": "m" }));
    let path = "me/messages/m/attachments";
    assert_refused(
        &post(&emulator, path, &json!({ "name": "x" })),
        "'microsoft.graph.attachment' is abstract: '@odata.type' of the body",
    );
    let file =
        json!({ "@odata.type": "#microsoft.graph.fileAttachment", "id": "f", "name": "x", "contentBytes": "AAE=" });
    assert_eq!(post(&emulator, path, &file).status, 201);
    assert_eq!(
        patch(&emulator, &format!("{path}/f"), &json!({ "contentBytes": "AAI=" })).status,
        200,
        "the stored type counts"
    );
    let body = json!({ "body": { "content": "x" } });
    assert_refused(
        &post(&emulator, "me/messages", &body),
        "'microsoft.graph.itemBody' is abstract: '@odata.type' of 'body'",
    );
    let body = json!({ "body": { "@odata.type": "#microsoft.graph.textBody", "content": "x" } });
    assert_eq!(post(&emulator, "me/messages", &body).status, 201);
}

#[test]
fn a_type_is_a_text() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" }));
    for wrong in [json!(5), Json::Null, json!(["#microsoft.graph.user"])] {
        for body in [json!({ "@odata.type": wrong }), json!({ "address": { "@odata.type": wrong, "city": "L" } })] {
            for refused in [post(&emulator, "users", &body), patch(&emulator, "users/ada", &body)] {
                assert_eq!(refused.code(), (400, "Request_BadRequest"), "{body}");
                assert!(refused.text("/error/message").contains("'@odata.type' must be the name of a type"), "{body}");
            }
        }
    }
}

#[test]
fn a_deep_insert_is_stored_below_its_owner() {
    let emulator = emulator();
    let file = json!({ "@odata.type": "#microsoft.graph.fileAttachment", "name": "f" });
    let created = post(&emulator, "me/messages", &json!({ "id": "m", "subject": "x", "attachments": [file] }));
    assert_eq!((created.status, created.body.get("attachments")), (201, None));
    let listed = get(&emulator, "me/messages/m/attachments");
    assert_eq!((listed.ids().len(), listed.text("/value/0/name")), (1, "f"));
    let expanded = get(&emulator, "me/messages/m?$expand=attachments");
    assert_eq!(expanded.text("/attachments/0/name"), "f");
    let wrong = json!({ "attachments": [{ "@odata.type": "#microsoft.graph.fileAttachment", "nam": "f" }] });
    assert_refused(&post(&emulator, "me/messages", &wrong), "'attachments[0]/nam' does not exist");
    assert_refused(&post(&emulator, "me/messages", &json!({ "attachments": [1] })), "'attachments[0]'");
    let member = json!({ "displayName": "G", "members": [{ "@odata.type": "#microsoft.graph.user", "id": "x" }] });
    assert_refused(&post(&emulator, "groups", &member), "'members@odata.bind' refers to existing entities");
    let with_todo = json!({ "id": "ada", "todo": { "lists": [{ "displayName": "L" }] } });
    assert_eq!(post(&emulator, "users", &with_todo).status, 201);
    assert_eq!(get(&emulator, "users/ada/todo/lists").text("/value/0/displayName"), "L");
}

#[test]
fn a_binding_is_a_reference() {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada" })).seed("groups", json!({ "id": "g", "displayName": "G" }));
    let url = |path: &str| format!("{ROOT}/{path}");
    let body = json!({ "id": "bob", "manager@odata.bind": url("directoryObjects/ada"), "memberOf@odata.bind": [url("groups/g")] });
    assert_eq!(post(&emulator, "users", &body).status, 201);
    assert_eq!(get(&emulator, "users/bob/manager").text("/id"), "ada");
    assert_eq!(get(&emulator, "users/bob/memberOf").ids(), ["g"]);
    assert_eq!(patch(&emulator, "users/bob", &json!({ "manager@odata.bind": url("groups/g") })).status, 204);
    assert_eq!(get(&emulator, "users/bob/manager").text("/id"), "g");
    assert_eq!(patch(&emulator, "users/bob", &json!({ "manager@odata.bind": null })).status, 204);
    assert_eq!(get(&emulator, "users/bob/manager").status, 404, "null ends it");
    assert_eq!(get(&emulator, "groups/g").status, 200, "and deletes nothing");
    assert_eq!(post(&emulator, "users", &json!({ "manager@odata.bind": url("users/none") })).status, 404);
    let wrong = json!({ "displayName": "H", "owners@odata.bind": [url("groups/g")] });
    assert_refused(&post(&emulator, "groups", &wrong), "not assignable to the expected type 'microsoft.graph.user'");
}
