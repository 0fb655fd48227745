//! Names in any letter case, as on Graph's page "Traverse Microsoft Graph"; and `strict`, which requires exact names.

use http::Method;
use serde_json::{Value as Json, json};

use super::super::{ask_with, get_eventual};
use super::{ask, assert_refused, emulator, encoded, get, patch, post, reference};
use crate::{Emulator, Reply};

fn people() -> Emulator {
    let emulator = emulator();
    emulator.seed("groups", json!({ "id": "g", "displayName": "G" }));
    emulator
        .seed("users", json!({ "id": "Ada", "displayName": "Ada", "employeeId": "e1", "kind": "external", "age": 36 }));
    emulator.seed("users", json!({ "id": "ada", "displayName": "ada", "kind": "member", "days": "monday,tuesday" }));
    emulator.seed("users/Ada/messages", json!({ "id": "m", "subject": "x" }));
    for name in ["K", "L"] {
        assert_eq!(post(&emulator, "users/Ada/todo/lists", &json!({ "displayName": name })).status, 201);
    }
    assert_eq!(get(&emulator, "users/Ada/todo").status, 200);
    assert_eq!(ask(&emulator, "PUT users/Ada/manager/$ref", &reference("groups/g")).status, 204);
    emulator
}

#[test]
fn paths_ignore_case_and_keys_do_not() {
    let emulator = people();
    for (path, pointer, text) in [
        ("Users/Ada", "/displayName", "Ada"),
        ("USERS/ada/", "/displayName", "ada"),
        ("users('Ada')/MESSAGES/m", "/subject", "x"),
        ("Users(EMPLOYEEID='e1')", "/displayName", "Ada"),
        ("users/Ada/DisplayName", "/value", "Ada"),
        ("users/Ada/Microsoft.Graph.User", "/displayName", "Ada"),
        ("Users/Graph.USER", "/value/0/id", "Ada"),
        ("users/Ada/Manager", "/displayName", "G"),
        ("users/Ada/Manager/$Ref", "/@odata.id", "https://graph.microsoft.com/v1.0/groups/g"),
        ("DirectoryObjects/g", "/displayName", "G"),
    ] {
        let answered = get(&emulator, path);
        assert_eq!((answered.status, answered.text(pointer)), (200, text), "{path}: {}", answered.body);
        assert!(get(&emulator.clone().strict(), path).status >= 400, "{path}");
    }
    assert_eq!(get(&emulator, "users/ADA").status, 404, "keys are case-sensitive");
    assert_eq!(get(&emulator, "Users/Delta").ids(), ["Ada", "ada"]);
    assert_eq!(get(&emulator, "users/Ada/displayName/$VALUE").body, json!("Ada"));
    assert_eq!(get_eventual(&emulator, "Users/$Count").body, json!(2));
    assert_eq!(get(&emulator, "ME").text("/id"), "me");
    assert_refused(&get(&emulator, "Users/Ada/Mesages"), "'Mesages'. (Did you mean 'messages'?)");
    emulator.seed("users", json!({ "id": "DELTA" }));
    assert_eq!(get(&emulator, "users/DELTA").text("/id"), "DELTA", "an exact key counts before an operation");
}

#[test]
fn bodies_are_stored_with_the_metadatas_spelling() {
    let emulator = people();
    let body = json!({
        "@OData.Type": "#Microsoft.Graph.Guest", "ID": "eve", "DisplayName": "Eve", "INVITEDBY": "ada", "Kind": "EXTERNAL",
        "Days": "Tuesday,MONDAY",
        "Address": { "@odata.type": "#microsoft.graph.HomeAddress", "CITY": "Rome", "Bell": "E", "kind": "Member" },
        "MANAGER@odata.bind": "https://graph.microsoft.com/v1.0/Users/Ada",
        "Messages": [{ "Subject": "s", "Body": { "@odata.type": "Microsoft.graph.TextBody", "Content": "c" } }],
    });
    let mut created = post(&emulator, "Users", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    let stored = created.body.as_object_mut().unwrap();
    stored.retain(|name, _| !["@odata.etag", "birthday", "loginCount", "mails"].contains(&name.as_str()));
    let expected = json!({
        "@odata.type": "#microsoft.graph.guest", "id": "eve", "displayName": "Eve", "invitedBy": "ada", "kind": "external",
        "days": "monday,tuesday",
        "address": { "@odata.type": "#microsoft.graph.homeAddress", "city": "Rome", "bell": "E", "kind": "member", "floor": 0 },
    });
    assert_eq!(created.body, expected);
    assert_eq!(get(&emulator, "users/eve/manager").text("/id"), "Ada");
    let message = get(&emulator, "users/eve/messages");
    assert_eq!((message.text("/value/0/subject"), message.text("/value/0/body/content")), ("s", "c"));
    let update = json!({ "displayNAME": "E", "address": { "Kind": "External" } });
    assert!(patch(&emulator, "USERS/eve", &update).status < 300);
    let changed = get(&emulator, "users/eve?$select=displayName,address");
    assert_eq!((changed.text("/displayName"), changed.text("/address/kind")), ("E", "external"), "{}", changed.body);
    assert_eq!(changed.text("/address/city"), "Rome");
    let address = patch(&emulator, "users/eve/Address", &json!({ "City": "Oslo" }));
    assert_eq!(address.text("/city"), "Oslo");
    let name = ask(&emulator, "PUT users/eve/DISPLAYNAME", &json!({ "value": "Eva" }));
    assert_eq!((name.status, get(&emulator, "users/eve").text("/displayName")), (200, "Eva"));
    let bound = json!({ "@odata.id": "https://graph.microsoft.com/v1.0/Users/eve" });
    assert_eq!(post(&emulator, "Groups/g/Members/$REF", &bound).status, 204);
    assert_eq!(get(&emulator, "groups/g/members").ids(), ["eve"]);
    let named = format!("groups/g/members/$ref?$ID={}", encoded("https://graph.microsoft.com/v1.0/USERS('eve')"));
    assert_eq!(ask(&emulator, &format!("DELETE {named}"), &Json::Null).status, 204);
    assert_eq!(get(&emulator, "groups/g/members").ids().len(), 0);
    let typed = json!({ "@odata.type": "https://x/$metadata#Microsoft.Graph.USER", "age": 3 });
    assert!(patch(&emulator, "users/eve", &typed).status < 300);
    assert_eq!(get(&emulator, "users/eve?$select=age").body["age"], 3);
    for wrong in [
        json!({ "@odata.type": "#microsoft.graph.usr" }),
        json!({ "DisplayName": 1 }),
        json!({ "DisplayNam": "x" }),
        json!({ "address": { "Citi": "x" } }),
    ] {
        assert_eq!(patch(&emulator, "users/eve", &wrong).status, 400, "{wrong}");
    }
    let strict = emulator.strict();
    for wrong in [
        json!({ "DisplayName": "x" }),
        json!({ "@odata.type": "#Microsoft.Graph.Guest" }),
        json!({ "kind": "MEMBER" }),
        json!({ "days": "Monday" }),
        json!({ "address": { "City": "x" } }),
        json!({ "Manager@odata.bind": null }),
    ] {
        assert_eq!(patch(&strict, "users/eve", &wrong).status, 400, "{wrong}");
    }
    assert_eq!(patch(&strict, "users/eve", &json!({ "displayName": "x", "days": "monday" })).status / 100, 2);
}

#[test]
fn query_options_are_known_in_any_case_and_without_their_dollar() {
    let emulator = people();
    emulator.seed(
        "users",
        json!({ "@odata.type": "#microsoft.graph.guest", "id": "eve", "invitedBy": "Ada", "mails": ["M"] }),
    );
    for (query, ids) in [
        ("$Filter=DisplayName eq 'Ada'", vec!["Ada"]),
        ("FILTER=displayname EQ 'Ada' OR Kind eq 'MEMBER'", vec!["Ada", "ada"]),
        ("filter=KIND eq Microsoft.Graph.UserKind'External'", vec!["Ada"]),
        ("$filter=Not (age Eq Null)", vec!["Ada"]),
        ("$filter=AccountEnabled eq NULL And startsWith(DISPLAYNAME,'a') eq TRUE", vec!["ada"]),
        ("$filter=Mails/Any(x:X eq 'M')", vec!["eve"]),
        ("$filter=Mails/$COUNT gt 0", vec!["eve"]),
        ("$filter=Microsoft.Graph.Guest/InvitedBy eq 'Ada'", vec!["eve"]),
        ("$filter=IsOf('microsoft.graph.GUEST')", vec!["eve"]),
        ("$filter=Days HAS 'Monday'", vec!["ada"]),
        ("$filter=AGE In (36,37)", vec!["Ada"]),
        ("$filter=cast(AGE,edm.string) eq '36'", vec!["Ada"]),
        ("$filter=Messages/any(M:m/Subject eq 'x')", vec!["Ada"]),
        ("$filter=WorkDay eq Duration'PT8H'", vec![]),
        ("Search=displayname:eve", vec![]),
        ("$search=\"DISPLAYNAME:ada\"", vec!["Ada", "ada"]),
        ("$orderBy=DISPLAYNAME Desc", vec!["ada", "Ada", "eve"]),
        ("Top=1&$ORDERBY=displayName", vec!["eve"]),
    ] {
        let query: Vec<_> = query.split('&').map(|option| option.split_once('=').unwrap()).collect();
        let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let query = format!("COUNT=TRUE&{}", query.join("&"));
        let answered = get_eventual(&emulator, &format!("users?{query}"));
        assert_eq!(answered.status, 200, "{query}: {}", answered.body);
        assert_eq!(answered.ids(), ids, "{query}");
        assert_eq!(get_eventual(&emulator.clone().strict(), &format!("users?{query}")).status, 400, "{query}");
    }
    let selected = get(
        &emulator,
        "users/Ada?Select=ID,displayname&$EXPAND=Manager($SELECT=Id),Todo(expand=Lists(Filter=DisplayName%20EQ%20'L'))",
    );
    assert_eq!((selected.text("/displayName"), selected.text("/manager/id")), ("Ada", "g"), "{}", selected.body);
    assert_eq!((selected.body["manager"].get("displayName"), selected.text("/todo/lists/0/displayName")), (None, "L"));
    let nested = get(&emulator, "users/Ada?expand=messages");
    assert_refused(&nested, "The property 'messages' on type 'microsoft.graph.user' can't be expanded.");
    let unknown = get(&emulator, "users?$filter=DisplayNam%20eq%20'x'");
    assert_refused(&unknown, "Could not find a property named 'DisplayNam' on type 'microsoft.graph.user'.");
    assert!(unknown.text("/error/message").ends_with("(Did you mean 'displayName'?)"), "{}", unknown.body);
    let cast = get(&emulator, "users?$filter=isof('microsoft.graph.gest')");
    assert!(cast.text("/error/message").ends_with("(Did you mean 'microsoft.graph.guest'?)"), "{}", cast.body);
    let body = patch(&emulator, "users/Ada", &json!({ "dispalyName": "x" }));
    assert!(body.text("/error/message").ends_with("(Did you mean 'displayName'?)"), "{}", body.body);
    let forbidden = get(&emulator, "users?$orderby=Age");
    assert_refused(&forbidden, "The property 'age' can't be used");
    let pages = get(&emulator.clone().with_page_size(1), "USERS?Select=Id&TOP=1");
    let next = get(&emulator.with_page_size(1), pages.text("/@odata.nextLink"));
    assert_eq!((pages.ids(), next.ids()), (vec!["Ada".to_owned()], vec!["ada".to_owned()]));
}

#[test]
fn a_strict_emulator_refuses_inexact_names() {
    let strict = people().strict();
    for path in [
        "users?$filter=DisplayName%20eq%20'Ada'",
        "users?$filter=kind%20eq%20'MEMBER'",
        "users?$select=DisplayName",
        "users?$expand=Manager",
        "users?$orderby=DisplayName",
        "users?$Top=1",
        "users?top=1",
        "users?$count=TRUE",
        "users?$filter=isof('microsoft.graph.Guest')",
        "users/",
        "Users",
        "users/Delta",
    ] {
        let refused = get_eventual(&strict, path);
        assert!([400, 404].contains(&refused.status), "{path}: {}", refused.body);
    }
    assert_eq!(get(&strict, "users?$top=1&$select=displayName").status, 200);
    let refused = get(&strict, "users?top=1");
    assert_eq!(refused.text("/error/message"), "Query option 'top' must be written '$top'.");
}

#[test]
fn a_name_of_a_derived_type_is_known_in_any_case() {
    let emulator = people();
    assert_eq!(post(&emulator, "groups/g/members/$ref", &reference("users/Ada")).status, 204);
    let members = get(&emulator, "groups/g/Members?Select=Id,DISPLAYNAME&$Expand=Manager($select=ID)");
    assert_eq!((members.status, members.text("/value/0/displayName")), (200, "Ada"), "{}", members.body);
    assert_eq!(members.text("/value/0/manager/id"), "g");
    let found = get(&emulator, "groups/g/members?$filter=Kind%20eq%20'EXTERNAL'");
    assert_eq!((found.status, found.ids()), (200, vec!["Ada".to_owned()]), "{}", found.body);
    assert_eq!(get(&emulator.clone().strict(), "groups/g/members?$select=DISPLAYNAME").status, 400);
    let unknown = get(&emulator, "groups/g/members?$select=DisplayNam");
    assert_refused(&unknown, "'DisplayNam' on type 'microsoft.graph.directoryObject'. (Did you mean 'displayName'?)");
}

#[test]
fn operations_and_their_parameters_are_known_in_any_case() {
    let emulator = emulator().with_empty_responses();
    for path in [
        "Me/Reminders(START=2020-01-01T00:00:00Z)",
        "me/Microsoft.Graph.reminders(Start=@s,TOP=5)?@s=2020-01-01T00:00:00Z",
    ] {
        assert_eq!(get(&emulator, path).status, 200, "{path}: {}", get(&emulator, path).body);
        assert_eq!(get(&emulator.clone().strict(), path).status, 400, "{path}");
    }
    assert_eq!(post(&emulator, "ME/SendMail", &json!({ "MESSAGE": { "Subject": "x" } })).status, 204);
    assert_eq!(get(&emulator, "EXPORT()").status, 200);
    assert_refused(
        &get(&emulator, "me/Reminders(Begin=2020-01-01T00:00:00Z)"),
        "'Reminders(Begin=2020-01-01T00:00:00Z)'",
    );
    emulator.on(Method::GET, "users/{id}/usage(period={period})", |call| {
        Reply::json(json!({ "of": call.key("id"), "period": call.argument("period"), "unit": call.option("unit") }))
    });
    let usage = get(&emulator, "Users/Ada/Usage(PERIOD='D7')?Unit=GB");
    assert_eq!(usage.body, json!({ "of": "Ada", "period": "D7", "unit": "GB" }));
    let reminder = ask_with(&emulator, "GET users/Ada/USAGE(period='D7')/", &[], &Json::Null);
    assert_eq!(reminder.text("/period"), "D7", "a slash at the end");
    let strict = get(&emulator.strict(), "users/Ada/Usage(period='D7')");
    assert_eq!(strict.status, 400, "{}", strict.body);
}

#[test]
fn the_metadata_and_batches_are_known_in_any_case() {
    let emulator = emulator();
    assert_eq!(get(&emulator, "https://graph.microsoft.com/V1.0/$Metadata").header("content-type"), "application/xml");
    let batch = json!({ "requests": [{ "id": "1", "method": "GET", "url": "/Users?TOP=1" }] });
    let answered = post(&emulator, "$Batch", &batch);
    assert_eq!((answered.status, &answered.body["responses"][0]["status"]), (200, &json!(200)), "{}", answered.body);
}
