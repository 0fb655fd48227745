//! The directory by the small model of Microsoft Graph: names of derived types, references, keys, derived relations.

use http::Request;
use serde_json::{Value as Json, json};

use super::super::{ROOT, ask, delete, encoded, get_eventual, send};
use super::{assert_refused, get, patch, post, reference};
use crate::Emulator;

const GRAPH: &str = include_str!("../../../../tests/metadata/graph.csdl");

/// Ada and Bob are in the group `g`, which is in `h`; Ada is Bob's manager and owns both groups.
fn company() -> Emulator {
    let emulator = Emulator::builder().metadata(GRAPH).build().unwrap();
    emulator
        .seed("users", json!({ "id": "ada", "displayName": "Ada", "jobTitle": "Countess" }))
        .seed("users", json!({ "id": "bob", "displayName": "Bob" }))
        .seed("groups", json!({ "id": "g", "displayName": "Analysts", "mailNickname": "g" }))
        .seed("groups", json!({ "id": "h", "displayName": "House" }));
    for (relation, to) in [
        ("groups/g/members", "users/ada"),
        ("groups/g/members", "users/bob"),
        ("groups/h/members", "groups/g"),
        ("groups/g/owners", "users/ada"),
        ("groups/h/owners", "users/ada"),
    ] {
        assert_eq!(post(&emulator, &format!("{relation}/$ref"), &reference(to)).status, 204, "{relation}");
    }
    let managed = ask(&emulator, "PUT users/bob/manager/$ref", &reference("users/ada"));
    assert_eq!(managed.status, 204);
    emulator
}

/// OData URL Conventions 4.01, §5.1.4: a name of a derived type may have the type in front, in any letter case.
#[test]
fn a_selected_name_may_have_its_type_in_front() {
    let emulator = company();
    for (select, ada, house) in [
        ("id,microsoft.graph.user/jobTitle", Some("Countess"), None),
        ("Microsoft.Graph.User/JobTitle", Some("Countess"), None),
        ("graph.user/jobTitle", Some("Countess"), None),
        ("microsoft.graph.group/displayName", None, Some("House")),
    ] {
        let found = get(&emulator, &format!("directoryObjects?$select={select}")).body["value"].clone();
        let has = |value: &str| found.as_array().unwrap().iter().any(|one| one.to_string().contains(value));
        assert_eq!((has("Countess"), has("House")), (ada.is_some(), house.is_some()), "{select}");
    }
    for (select, fact) in [
        ("microsoft.graph.group/jobTitle", "on type 'microsoft.graph.group'"),
        ("microsoft.graph.grop/id", "'microsoft.graph.grop' could not be resolved"),
    ] {
        assert_refused(&get(&emulator, &format!("directoryObjects?$select={select}")), fact);
    }
    assert_eq!(get(&emulator, "groups?$select=microsoft.graph.user/id").status, 400);
    let expanded = get(&emulator, "directoryObjects?$expand=Microsoft.Graph.User/Manager($select=id)&$select=id");
    assert!(expanded.body.to_string().contains("manager"), "{}", expanded.body);
    let changed = patch(&emulator, "users/ada/manager", &json!({ "displayName": "x" }));
    assert!(!changed.body.to_string().contains("Did you mean 'displayName'"), "{}", changed.body);
}

/// <https://learn.microsoft.com/graph/api/group-list-members>, <https://learn.microsoft.com/graph/api/user-list-manager>
#[test]
fn a_collection_of_directory_objects_takes_the_names_of_derived_types() {
    let emulator = company();
    for path in ["groups/g/members", "groups/g/owners", "users/ada/memberOf", "directoryObjects", "me/memberOf"] {
        for option in [
            "$select=id,displayName,jobTitle,mailNickname",
            "$filter=displayName eq 'Ada'",
            "$filter=jobTitle eq 'Countess' or mailNickname eq 'g'",
            "$filter=startsWith(displayName,'A') and accountEnabled eq true",
            "$orderby=displayName",
            "$expand=manager($select=id,displayName)",
            "$expand=members($select=jobTitle)",
        ] {
            let (name, value) = option.split_once('=').unwrap();
            let answered = get(&emulator, &format!("{path}?{name}={}", encoded(value)));
            assert_eq!(answered.status, 200, "{path}?{option}: {}", answered.body);
        }
        for option in ["$select=dispayName", "$filter=dispayName eq 'x'", "$orderby=dispayName", "$expand=mangaer"] {
            let (name, value) = option.split_once('=').unwrap();
            let refused = get(&emulator, &format!("{path}?{name}={}", encoded(value)));
            assert_refused(&refused, "on type 'microsoft.graph.directoryObject'.");
        }
    }
    let members = get(&emulator, "groups/g/members?$select=displayName,mailNickname&$expand=manager($select=id)");
    assert_eq!(members.body["value"][1]["displayName"], "Bob");
    assert_eq!(members.body["value"][1]["manager"]["id"], "ada");
    assert_eq!(get(&emulator, "groups/g/members?$filter=jobTitle%20eq%20'Countess'").ids(), ["ada"]);
    assert_eq!(get(&emulator, "groups/g/members?$orderby=displayName%20desc").ids(), ["bob", "ada"]);
    assert_eq!(get(&emulator, "users/bob/manager?$select=jobTitle").text("/jobTitle"), "Countess");
    assert_refused(&get(&emulator, "users/bob/manager?$select=jobTitel"), "'jobTitel'");
    let expanded = get(&emulator, "users/bob?$select=id&$expand=manager($select=displayName,jobTitle)");
    assert_eq!(expanded.text("/manager/jobTitle"), "Countess");
    assert_refused(&get(&emulator, "users/bob?$expand=manager($select=x)"), "'x'");
}

#[test]
fn a_lambda_may_use_names_of_a_derived_type() {
    let emulator = company();
    let filter = |text: &str| format!("groups?$count=true&$filter={}", encoded(text));
    assert_eq!(get_eventual(&emulator, &filter("members/any(m:m/jobTitle eq 'Countess')")).ids(), ["g"]);
    assert_eq!(get_eventual(&emulator, &filter("members/any(m:m/mailNickname eq 'g')")).ids(), ["h"]);
    assert_refused(&get_eventual(&emulator, &filter("members/any(m:m/jobTitel eq 'x')")), "'jobTitel'");
    let wrong = filter("members/any(m:m/jobTitle eq 5)");
    assert_refused(&get_eventual(&emulator, &wrong), "'Edm.String' and 'a number'");
    let path = "users?$filter=manager/jobTitle%20eq%20'Countess'";
    assert_eq!(get(&emulator, path).ids(), ["bob"], "a derived type's property of one that is related");
}

#[test]
fn other_base_types_take_the_names_of_derived_types() {
    let emulator = Emulator::builder().metadata(GRAPH).build().unwrap();
    for path in ["deviceManagement/deviceConfigurations?$select=id,", "me/messages/m/attachments?$select=id,"] {
        assert_refused(&get(&emulator, &format!("{path}noSuchName")), "'noSuchName'");
    }
    emulator.seed("me/messages", json!({ "id": "m" }));
    let file =
        json!({ "@odata.type": "#microsoft.graph.fileAttachment", "id": "f", "name": "a", "contentBytes": "QQ==" });
    emulator.seed("me/messages/m/attachments", file);
    let read = get(&emulator, "me/messages/m/attachments?$select=id,contentBytes");
    assert_eq!(read.body["value"][0]["contentBytes"], "QQ==", "{}", read.body);
}

#[test]
fn a_reference_by_any_host_of_graph_is_its_own() {
    let emulator = company();
    let roots = [
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com/beta",
        "https://graph.microsoft.us/v1.0",
        "https://dod-graph.microsoft.us/v1.0",
        "https://microsoftgraph.chinacloudapi.cn/v1.0",
        "http://localhost:5000/v1.0",
        "http://[::1]:5000/beta",
    ];
    let ask = |request: &str, body: &Json| {
        let (method, path) = request.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(format!("/v1.0/{path}")).header("host", "127.0.0.1:5000");
        let request = request.header("authorization", "Bearer t").header("content-type", "application/json");
        send(&emulator, request.body(body.to_string().into()).unwrap())
    };
    for root in roots {
        let url = format!("{root}/users/bob");
        assert_eq!(ask("PUT users/ada/manager/$ref", &json!({ "@odata.id": url })).status, 204, "{root}");
        assert_eq!(ask("POST groups/h/members/$ref", &json!({ "@odata.id": url })).status, 204, "{root}");
        let removal = format!("DELETE groups/h/members/$ref?$id={}", encoded(&url));
        assert_eq!(ask(&removal, &Json::Null).status, 204, "{root}");
        let bound = ask("PATCH users/ada", &json!({ "manager@odata.bind": url }));
        assert!(bound.status < 300, "{root}: {}", bound.body);
        let body = json!({ "displayName": "New", "mailEnabled": false, "mailNickname": "n", "securityEnabled": true,
            "members@odata.bind": [url] });
        let created = ask("POST groups", &body);
        assert_eq!(created.status, 201, "{root}: {}", created.body);
        assert_eq!(get(&emulator, &format!("groups/{}/members", created.text("/id"))).ids(), ["bob"], "{root}");
        let step = json!({ "id": "1", "method": "PUT", "url": "/users/ada/manager/$ref",
            "headers": { "Content-Type": "application/json" }, "body": { "@odata.id": url } });
        let batch = ask("POST $batch", &json!({ "requests": [step] }));
        assert_eq!(batch.body["responses"][0]["status"], 204, "{root}: {}", batch.body);
    }
    for root in ["https://example.org/v1.0", "http://localhost:5001/v1.0", "http://graph.microsoft.com/v1.0"] {
        let refused = ask("PUT users/ada/manager/$ref", &json!({ "@odata.id": format!("{root}/users/bob") }));
        assert_eq!(refused.status, 400, "{root}");
    }
    assert_eq!(get(&emulator, "users/ada/manager/$ref").text("/@odata.id"), format!("{ROOT}/users/bob"));
}

/// <https://learn.microsoft.com/graph/api/user-get>: `GET /users/{id | userPrincipalName}`
#[test]
fn a_user_is_found_by_its_principal_name() {
    let emulator = company();
    let named = json!({ "id": "eve", "displayName": "Eve", "userPrincipalName": "Eve@Example.org" });
    emulator.seed("users", named).seed("users/eve/messages", json!({ "id": "m" }));
    for path in ["users/eve@example.org", "users('EVE@example.org')", "users(userPrincipalName='eve@example.org')"] {
        assert_eq!(get(&emulator, path).text("/id"), "eve", "{path}");
        assert_eq!(get(&emulator, &format!("{path}/messages")).ids(), ["m"], "{path}");
        assert_eq!(post(&emulator, "groups/h/members/$ref", &reference(path)).status, 204, "{path}");
        assert_eq!(delete(&emulator, "groups/h/members/eve/$ref").status, 204, "{path}");
    }
    assert!(patch(&emulator, "users/eve@example.org", &json!({ "jobTitle": "Spy" })).status < 300);
    assert_eq!(get(&emulator, "users/eve?$select=jobTitle").text("/jobTitle"), "Spy");
    assert_eq!(get(&emulator, "users/eva@example.org").status, 404);
    assert_eq!(delete(&emulator, "users/eve@example.org").status, 204);
    assert_eq!(get(&emulator, "users/eve").status, 404);
    let plain = Emulator::new();
    plain.seed("users", json!({ "id": "ada", "userPrincipalName": "ada@example.org" }));
    assert_eq!(get(&plain, "users/ada@example.org").text("/id"), "ada", "without metadata, too");
}

/// The metadata declares them by `Org.OData.Core.V1.AlternateKeys`.
#[test]
fn an_alternate_key_addresses_the_entity() {
    let emulator = company();
    emulator
        .seed("applications", json!({ "id": "a", "appId": "11111111-0000-0000-0000-00000000000A" }))
        .seed("servicePrincipals", json!({ "id": "s", "appId": "22222222-0000-0000-0000-000000000000" }))
        .seed("devices", json!({ "id": "d", "deviceId": "33333333-0000-0000-0000-000000000000" }));
    for (path, id) in [
        ("applications(appId='11111111-0000-0000-0000-00000000000a')", "a"),
        ("servicePrincipals(appId='22222222-0000-0000-0000-000000000000')", "s"),
        ("devices(deviceId='33333333-0000-0000-0000-000000000000')", "d"),
    ] {
        assert_eq!(get(&emulator, path).text("/id"), id, "{path}");
        assert_eq!(post(&emulator, "groups/h/members/$ref", &reference(path)).status, 204, "{path}");
        assert!(patch(&emulator, path, &json!({ "displayName": "X" })).status < 300, "{path}");
        assert_eq!(get(&emulator, &format!("{path}?$select=displayName")).text("/displayName"), "X", "{path}");
    }
    assert_eq!(get(&emulator, "applications(appId='none')").status, 404);
}

/// <https://learn.microsoft.com/graph/api/user-get>: `GET /me` is the signed-in user.
#[test]
fn the_signed_in_user_is_one_of_the_users() {
    let emulator = company();
    emulator.seed_singleton("me", json!({ "id": "ada" }));
    assert_eq!(get(&emulator, "me").text("/displayName"), "Ada", "what is not given stays");
    assert!(patch(&emulator, "me", &json!({ "jobTitle": "Poet" })).status < 300);
    assert_eq!(get(&emulator, "users/ada").text("/jobTitle"), "Poet");
    assert!(patch(&emulator, "users/ada", &json!({ "jobTitle": "Countess" })).status < 300);
    assert_eq!(get(&emulator, "me").text("/jobTitle"), "Countess");
    let sent = post(&emulator, "me/messages", &json!({ "id": "m", "subject": "Hello" }));
    assert_eq!((sent.status, sent.header("location")), (201, format!("{ROOT}/users/ada/messages/m").as_str()));
    assert_eq!(get(&emulator, "users/ada/messages").ids(), ["m"]);
    assert_eq!(get(&emulator, "me/messages/m").text("/subject"), "Hello");
    assert_eq!(post(&emulator, "groups/h/members/$ref", &reference("me")).status, 204);
    assert_eq!(get(&emulator, "groups/h/members").ids(), ["g", "ada"]);
    assert_eq!(get(&emulator, "users?$select=id").ids(), ["ada", "bob"]);
    assert_eq!(ask(&emulator, "PUT me/manager/$ref", &reference("users/bob")).status, 204);
    assert_eq!(get(&emulator, "users/ada/manager").text("/id"), "bob");
    assert_eq!(delete(&emulator, "users/ada").status, 204);
}

#[test]
fn a_signed_in_user_without_an_id_is_one_of_users() {
    let emulator = Emulator::builder().metadata(GRAPH).build().unwrap();
    emulator.seed("me/messages", json!({ "id": "m" }));
    assert!(patch(&emulator, "me", &json!({ "displayName": "Me" })).status < 300);
    assert_eq!(get(&emulator, "users").ids(), ["me"]);
    assert_eq!(get(&emulator, "users/me").text("/displayName"), "Me");
    assert_eq!(get(&emulator, "users/me/messages").ids(), ["m"]);
    let plain = Emulator::new();
    plain.seed_singleton("me", json!({ "displayName": "Me" }));
    assert_eq!(get(&plain, "users").ids(), ["me"]);
    assert!(patch(&plain, "users/me", &json!({ "displayName": "You" })).status < 300);
    assert_eq!(get(&plain, "me").text("/displayName"), "You");
}

/// <https://learn.microsoft.com/graph/api/user-get>: only a subset is returned by default, and never a password.
#[test]
fn a_user_comes_with_the_default_properties_and_without_a_password() {
    let emulator = company();
    let profile = json!({ "password": "p4ss", "forceChangePasswordNextSignIn": true });
    let body = json!({ "accountEnabled": true, "displayName": "Eve", "mailNickname": "eve", "department": "Spies",
        "userPrincipalName": "eve@example.org", "passwordProfile": profile, "id": "eve" });
    let created = post(&emulator, "users", &body);
    assert_eq!((created.status, created.text("/displayName")), (201, "Eve"), "{}", created.body);
    let shown = [
        created,
        get(&emulator, "users/eve"),
        get(&emulator, "directoryObjects/eve"),
        get(&emulator, "users/eve@example.org"),
    ];
    for answered in &shown {
        assert_eq!(answered.body.get("department"), None);
        assert_eq!(answered.body.get("passwordProfile"), None);
        assert_eq!(answered.text("/userPrincipalName"), "eve@example.org");
    }
    for list in ["users", "users/delta", "groups/h?$expand=members", "groups/h/members", "groups/h/members/graph.user"]
    {
        post(&emulator, "groups/h/members/$ref", &reference("users/eve"));
        let text = get(&emulator, list).body.to_string();
        assert!(
            text.contains("eve@example.org") && !text.contains("Spies") && !text.contains("p4ss"),
            "{list}: {text}"
        );
    }
    let selected = get(&emulator, "users/eve?$select=department,passwordProfile");
    assert_eq!(selected.text("/department"), "Spies");
    assert_eq!(selected.body["passwordProfile"], json!({ "forceChangePasswordNextSignIn": true }));
    let changed = patch(&emulator, "users/eve", &json!({ "passwordProfile": { "password": "n3w" } }));
    assert_eq!((changed.status, &changed.body), (204, &Json::Null));
    for path in ["users/eve/passwordProfile", "users/eve?$select=passwordProfile"] {
        assert!(!get(&emulator, path).body.to_string().contains("n3w"), "{path}");
    }
    emulator.seed("users", json!({ "id": "zoe", "passwordProfile": { "password": "s33d" } }));
    assert!(!get(&emulator, "users/zoe/passwordProfile").body.to_string().contains("s33d"));
}

/// <https://learn.microsoft.com/graph/api/user-update>, <https://learn.microsoft.com/graph/api/group-update>
#[test]
fn a_change_of_a_directory_object_is_answered_with_204() {
    let emulator = company();
    emulator.seed("applications", json!({ "id": "a", "displayName": "A" })).seed("devices", json!({ "id": "d" }));
    emulator.seed("organization", json!({ "id": "o" })).seed("me/messages", json!({ "id": "m" }));
    for path in
        ["users/ada", "me", "groups/g", "groups/g/members/ada", "applications/a", "devices/d", "users/bob/manager"]
    {
        let changed = patch(&emulator, path, &json!({ "displayName": "New" }));
        assert_eq!((changed.status, &changed.body), (204, &Json::Null), "{path}: {}", changed.body);
        assert_eq!(get(&emulator, path).text("/displayName"), "New", "{path}");
    }
    assert_eq!(patch(&emulator, "organization/o", &json!({})).status, 204);
    assert_eq!(patch(&emulator, "me/messages/m", &json!({ "subject": "s" })).status, 200, "a message comes back");
}

/// <https://learn.microsoft.com/graph/api/application-post-applications>: the response has the `appId`.
#[test]
fn an_application_gets_its_app_id() {
    let emulator = company();
    let created = post(&emulator, "applications", &json!({ "displayName": "A" }));
    let app_id = created.text("/appId").to_owned();
    assert_eq!((created.status, app_id.len()), (201, 36), "{}", created.body);
    assert_ne!(app_id, created.text("/id"));
    assert_eq!(get(&emulator, &format!("applications(appId='{app_id}')")).text("/displayName"), "A");
    let plain = Emulator::new();
    let typed = json!({ "@odata.type": "#microsoft.graph.application", "displayName": "A" });
    assert_eq!(post(&plain, "applications", &typed).text("/appId").len(), 36);
}

/// <https://learn.microsoft.com/graph/api/user-list-memberof> and similar pages: derived relations are computed.
#[test]
fn derived_relations_are_computed_with_metadata() {
    let emulator = company();
    emulator.seed_singleton("me", json!({ "id": "ada" }));
    for (path, ids) in [
        ("users/ada/memberOf", vec!["g"]),
        ("me/memberOf", vec!["g"]),
        ("me/memberOf/microsoft.graph.group", vec!["g"]),
        ("users/ada/transitiveMemberOf", vec!["g", "h"]),
        ("groups/g/memberOf", vec!["h"]),
        ("groups/h/transitiveMembers", vec!["ada", "bob", "g"]),
        ("groups/h/transitiveMembers/microsoft.graph.user", vec!["ada", "bob"]),
        ("users/ada/directReports", vec!["bob"]),
        ("users/bob/directReports", vec![]),
        ("users/ada/ownedDevices", vec![]),
        ("users/ada/transitiveMemberOf?$top=1", vec!["g"]),
        ("users/ada/memberOf?$filter=displayName%20eq%20'House'", vec![]),
        ("users/ada/transitiveMemberOf?$orderby=displayName%20desc", vec!["h", "g"]),
    ] {
        let listed = get(&emulator, path);
        assert_eq!(listed.status, 200, "{path}: {}", listed.body);
        assert_eq!(listed.ids(), ids, "{path}");
    }
    assert_eq!(get_eventual(&emulator, "users/ada/transitiveMemberOf/$count").body, 2);
    assert_eq!(get(&emulator, "users/ada/memberOf/g").text("/displayName"), "Analysts");
    assert_eq!(get(&emulator, "users/ada/memberOf/h").status, 404, "not directly");
    let first = get(&emulator, "users/ada/transitiveMemberOf?$top=1");
    assert_eq!(get(&emulator, first.text("/@odata.nextLink")).ids(), ["h"], "it has pages");
    let expanded = get(&emulator, "users/ada?$select=id&$expand=memberOf($select=displayName),directReports");
    assert_eq!(expanded.text("/memberOf/0/displayName"), "Analysts");
    assert_eq!(expanded.text("/directReports/0/id"), "bob");
    let filter = encoded("memberOf/any(g:g/id eq 'g')");
    assert_eq!(get_eventual(&emulator, &format!("users?$count=true&$filter={filter}")).ids(), ["ada", "bob"]);
    assert_eq!(get(&emulator, "users/ada/memberOf/$ref").text("/value/0/@odata.id"), format!("{ROOT}/groups/g"));
    assert_eq!(post(&emulator, "users/ada/memberOf/$ref", &reference("groups/h")).code(), (405, "methodNotAllowed"));
    assert_eq!(delete(&emulator, "users/ada/memberOf/g/$ref").code(), (405, "methodNotAllowed"));
    assert_eq!(delete(&emulator, "groups/g/members/ada/$ref").status, 204);
    assert!(get(&emulator, "users/ada/transitiveMemberOf").ids().is_empty());
    assert_eq!(delete(&emulator, "users/bob/manager/$ref").status, 204);
    assert!(get(&emulator, "users/ada/directReports").ids().is_empty());
    emulator.seed("users/ada/memberOf", json!({ "id": "x", "displayName": "Seeded" }));
    assert_eq!(get(&emulator, "users/ada/memberOf").ids(), ["x"], "what is put there itself is there, too");
}

/// <https://learn.microsoft.com/graph/api/resources/directory>
#[test]
fn a_deleted_directory_object_can_be_restored() {
    let emulator = Emulator::new();
    let ada = json!({ "id": "ada", "displayName": "Ada", "jobTitle": "Countess" });
    emulator.seed("users", ada).seed("groups", json!({ "id": "g" })).seed("devices", json!({ "id": "d" }));
    for path in ["users/ada", "groups/g", "devices/d"] {
        assert_eq!(delete(&emulator, path).status, 204, "{path}");
        assert_eq!(get(&emulator, path).status, 404, "{path}");
    }
    assert_eq!(get(&emulator, "directory/deletedItems/microsoft.graph.user").ids(), ["ada"]);
    assert_eq!(get(&emulator, "directory/deletedItems").ids(), ["ada", "g"], "a device is not kept");
    let item = get(&emulator, "directory/deletedItems/ada");
    assert_eq!((item.text("/displayName"), item.text("/deletedDateTime").len()), ("Ada", 20));
    let restored = post(&emulator, "directory/deletedItems/ada/restore", &json!({}));
    assert_eq!((restored.status, restored.text("/id")), (200, "ada"), "{}", restored.body);
    assert_eq!(get(&emulator, "users/ada?$select=jobTitle").text("/jobTitle"), "Countess");
    assert_eq!(delete(&emulator, "directory/deletedItems/g").status, 204);
    assert_eq!(post(&emulator, "directory/deletedItems/g/restore", &json!({})).status, 404);
    assert!(get(&emulator, "directory/deletedItems").ids().is_empty());
}

/// <https://learn.microsoft.com/graph/api/user-list-events>: `GET /me/calendar/events` and `GET /me/events`
#[test]
fn the_default_calendars_events_have_two_addresses() {
    let emulator = Emulator::builder().metadata(GRAPH).build().unwrap();
    let time = |text: &str| json!({ "dateTime": text, "timeZone": "UTC" });
    let event = |id: &str, hour: u32| {
        let (start, end) = (format!("2024-05-05T{hour:02}:00:00"), format!("2024-05-05T{hour:02}:30:00"));
        json!({ "id": id, "start": time(&start), "end": time(&end) })
    };
    assert_eq!(post(&emulator, "me/calendar/events", &event("a", 9)).status, 201);
    assert_eq!(post(&emulator, "me/events", &event("b", 11)).status, 201);
    for path in ["me/events", "me/calendar/events", "users/me/events"] {
        assert_eq!(get(&emulator, path).ids(), ["a", "b"], "{path}");
    }
    assert_eq!(get(&emulator, "me/calendar/events/b").status, 200);
    let window = |hours: [u32; 2]| {
        let [start, end] = hours.map(|hour| format!("2024-05-05T{hour:02}:00:00Z"));
        format!("startDateTime={start}&endDateTime={end}")
    };
    for view in ["me/calendarView", "me/calendar/calendarView"] {
        assert_eq!(get(&emulator, &format!("{view}?{}", window([9, 12]))).ids(), ["a", "b"], "{view}");
        assert_eq!(get(&emulator, &format!("{view}?{}", window([10, 12]))).ids(), ["b"], "{view}");
        assert!(get(&emulator, &format!("{view}?{}", window([12, 13]))).ids().is_empty(), "{view}");
        assert_refused(&get(&emulator, view), "StartDateTime and EndDateTime");
    }
    let plain = Emulator::new();
    plain.seed("me/events", event("a", 9));
    assert_eq!(get(&plain, &format!("me/calendarView?{}", window([9, 10]))).ids(), ["a"]);
}

/// <https://learn.microsoft.com/graph/api/user-list-messages>: the messages of all folders
#[test]
fn a_message_in_a_folder_is_one_of_all_messages() {
    let emulator = Emulator::builder().metadata(GRAPH).build().unwrap();
    emulator.seed("me/mailFolders", json!({ "id": "f" }));
    assert_eq!(post(&emulator, "me/mailFolders/f/messages", &json!({ "id": "m", "subject": "a" })).status, 201);
    emulator.seed("me/messages", json!({ "id": "n" }));
    assert_eq!(get(&emulator, "me/messages").ids(), ["m", "n"]);
    assert_eq!(get(&emulator, "me/mailFolders/f/messages").ids(), ["m"]);
    assert_eq!(patch(&emulator, "me/messages/m", &json!({ "subject": "b" })).status, 200);
    assert_eq!(get(&emulator, "me/mailFolders/f/messages/m").text("/subject"), "b");
    assert_eq!(delete(&emulator, "me/messages/m").status, 204);
    assert!(get(&emulator, "me/mailFolders/f/messages").ids().is_empty());
}

#[test]
fn collections_that_only_the_service_computes_are_501() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" }));
    for path in ["users/ada/people", "users/ada/createdObjects", "users/ada/licenseDetails"] {
        emulator.declare_collection(path);
        let answered = get(&emulator, path);
        assert_eq!(answered.code(), (501, "notImplemented"), "{path}");
    }
    emulator.seed("users/ada/people", json!({ "id": "p" }));
    assert_eq!(get(&emulator, "users/ada/people").ids(), ["p"]);
}

#[test]
fn derived_relations_are_computed_without_metadata() {
    let emulator = Emulator::new();
    emulator
        .seed("users", json!({ "id": "ada" }))
        .seed("groups", json!({ "id": "g" }))
        .seed("groups", json!({ "id": "h" }));
    emulator
        .seed("devices", json!({ "id": "d" }))
        .seed("applications", json!({ "id": "a" }))
        .seed("directory/administrativeUnits", json!({ "id": "u" }));
    for (relation, to) in [
        ("groups/g/members", "users/ada"),
        ("directory/administrativeUnits/u/members", "users/ada"),
        ("directory/administrativeUnits/u/members", "groups/h"),
        ("groups/h/owners", "users/ada"),
        ("applications/a/owners", "users/ada"),
        ("devices/d/registeredOwners", "users/ada"),
        ("devices/d/registeredUsers", "users/ada"),
    ] {
        assert_eq!(post(&emulator, &format!("{relation}/$ref"), &reference(to)).status, 204, "{relation}");
    }
    assert_eq!(get(&emulator, "users/ada/memberOf").ids(), ["g", "u"]);
    assert_eq!(get(&emulator, "groups/h/memberOf").ids(), ["u"]);
    assert_eq!(get(&emulator, "users/ada/ownedObjects").ids(), ["h", "a"]);
    assert_eq!(get(&emulator, "users/ada/ownedDevices").ids(), ["d"]);
    assert_eq!(get(&emulator, "users/ada/registeredDevices").ids(), ["d"]);
    assert!(get(&emulator, "users/ada/directReports").ids().is_empty());
    assert_eq!(get(&emulator, "users/eve/memberOf").status, 404);
    assert_eq!(get(&emulator, "users/ada/memberOf/delta").status, 501, "changes are not computed");
    assert_eq!(get(&emulator, "directoryObjects").ids(), ["ada", "g", "h", "d", "a"]);
    assert_eq!(get(&emulator, "directoryObjects/g").status, 200);
    let round = get(&emulator, "directoryObjects/delta");
    assert_eq!(round.ids().len(), 5);
    assert_eq!(delete(&emulator, "groups/h").status, 204);
    let next = get(&emulator, round.text("/@odata.deltaLink"));
    assert_eq!((next.ids(), next.text("/value/0/@removed/reason")), (vec!["h".to_owned()], "changed"));
    assert_eq!(delete(&emulator, "directory/deletedItems/h").status, 204);
    let next = get(&emulator, next.text("/@odata.deltaLink"));
    assert_eq!(next.text("/value/0/@removed/reason"), "deleted", "now it is gone for good");
}
