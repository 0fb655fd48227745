//! Query options: their names and types.

use serde_json::json;

use super::super::{ask_with, delete};
use super::{assert_refused, emulator, encoded, get, patch, post};
use crate::Emulator;

fn people() -> Emulator {
    let emulator = emulator();
    emulator.seed("users", json!({ "id": "ada", "kind": "member", "age": 36, "days": "monday,tuesday" }));
    emulator
        .seed("users", json!({ "id": "bob", "kind": "external", "birthday": "2000-01-01T00:00:00Z", "mails": ["b"] }));
    emulator
}

#[test]
fn an_invalid_filter_is_refused() {
    let emulator = people();
    for (filter, fact) in [
        ("dispayName eq 'x'", "Could not find a property named 'dispayName' on type 'microsoft.graph.user'."),
        ("address/street eq 'x'", "Could not find a property named 'street' on type 'microsoft.graph.address'."),
        ("displayName/x eq 'x'", "Could not find a property named 'x' on type 'Edm.String'."),
        ("messages/any(m:m/sender eq 'x')", "named 'sender' on type 'microsoft.graph.message'"),
        ("age eq '36'", "Found operand types 'a number' and 'Edm.String' for operator kind 'Eq'"),
        ("displayName gt 5", "'Edm.String' and 'a number'"),
        ("birthday lt '2020-01-01'", "'Edm.DateTimeOffset' and 'Edm.String'"),
        ("accountEnabled eq 1", "'Edm.Boolean' and 'a number'"),
        ("tenantId eq 'x'", "'Edm.Guid' and 'Edm.String'"),
        ("address eq 'x'", "'microsoft.graph.address' and 'Edm.String'"),
        ("mails eq 'x'", "'Collection(Edm.String)' and 'Edm.String'"),
        ("age in (1,'2')", "'a number' and 'Edm.String'"),
        ("kind eq 'boss'", "The string 'boss' is not a valid enumeration type constant of 'microsoft.graph.userKind'"),
        ("days has 'someday'", "'someday' is not a valid enumeration type constant"),
        ("startswith(age,'3')", "No function signature for 'startswith' matches the arguments: a number, Edm.String."),
        ("year(displayName) eq 2000", "No function signature for 'year'"),
        ("displayName", "must evaluate to a boolean value"),
        ("displayName/any(x:x eq 'a')", "'any' and 'all' need a collection"),
        ("displayName/$count eq 1", "'$count' needs a collection"),
        ("mails/x eq 'a'", "'x' after a collection"),
        ("isof('microsoft.graph.none')", "'microsoft.graph.none' could not be resolved"),
        ("microsoft.graph.group/displayName eq 'x'", "'microsoft.graph.group' was found"),
        ("quota eq 5", "The property 'quota' can't be used"),
        ("not (dispayName eq 'x') or age eq 1 and age eq 2", "'dispayName'"),
    ] {
        assert_refused(&get(&emulator, &format!("users?$filter={}", encoded(filter))), fact);
    }
}

#[test]
fn a_valid_filter_is_evaluated() {
    let emulator = people();
    for (filter, ids) in [
        ("kind eq 'external'", vec!["bob"]),
        ("kind eq microsoft.graph.userKind'member' and age ge 36.0", vec!["ada"]),
        ("birthday lt 2020-01-01T00:00:00Z", vec!["bob"]),
        ("birthday lt 2020-01-01", vec!["bob"]),
        ("days has 'monday'", vec!["ada"]),
        ("mails/any(m:startswith(m,'b'))", vec!["bob"]),
        ("age eq null", vec!["bob"]),
        ("messages/any(m:m/subject eq 'x')", vec![]),
        ("microsoft.graph.guest/invitedBy eq 'x'", vec![]),
        ("year(birthday) eq 2000 or length(displayName) gt 5", vec!["bob"]),
        ("accountEnabled or contains(tolower(displayName),'a')", vec![]),
    ] {
        let path = format!("users?$count=true&$filter={}", encoded(filter));
        let answered = ask_with(&emulator, &format!("GET {path}"), &[("consistencylevel", "eventual")], &json!(null));
        assert_eq!(answered.status, 200, "{filter}: {}", answered.body);
        assert_eq!(answered.ids(), ids, "{filter}");
    }
    emulator.seed("groups", json!({ "id": "g", "displayName": "G", "ext1_x": 5 }));
    assert_eq!(get(&emulator, "groups?$filter=ext1_x%20eq%205").ids(), ["g"], "an open type has extensions");
}

#[test]
fn options_use_declared_names_only() {
    let emulator = people();
    let unknown = "Could not find a property named 'x' on type 'microsoft.graph.";
    for (path, fact) in [
        ("users?$select=id,x", unknown),
        ("users/ada?$select=x", unknown),
        ("users/delta?$select=x", unknown),
        ("users?$orderby=x", unknown),
        ("users?$orderby=address", "$orderby needs a plain value"),
        ("users?$orderby=mails%20desc", "$orderby needs a plain value"),
        ("users?$orderby=age", "The property 'age' can't be used"),
        ("users?$expand=x", unknown),
        ("users?$expand=displayName", "'displayName' on type 'microsoft.graph.user' is not a navigation property"),
        ("users?$expand=messages", "The property 'messages' on type 'microsoft.graph.user' can't be expanded."),
        ("users?$expand=manager($select=x)", unknown),
        ("users?$expand=memberOf($filter=x%20eq%201)", unknown),
        ("users?$expand=memberOf($orderby=x)", unknown),
        ("users?$expand=todo($expand=lists($select=x))", unknown),
        ("users/$count?$filter=x%20eq%201", unknown),
    ] {
        assert_refused(&get(&emulator, path), fact);
    }
    let expanded = get(&emulator, "users/ada?$select=id,manager&$expand=memberOf,todo($expand=lists)");
    assert_eq!((expanded.status, &expanded.body["memberOf"]), (200, &json!([])), "nothing is an empty list");
    assert_eq!(get(&emulator, "me/messages?$expand=attachments&$select=subject").status, 200);
    assert_eq!(get(&emulator, "groups?$select=ext1_x").status, 200);
}

#[test]
fn a_paths_own_option_is_ignored() {
    let emulator = people();
    let page = get(&emulator, "users?startDateTime=2020-01-01T00:00:00Z&$top=1");
    assert_eq!((page.status, page.ids()), (200, vec!["ada".to_owned()]));
    let next = page.text("/@odata.nextLink");
    assert!(next.contains("startDateTime=2020-01-01T00:00:00Z&"), "{next}");
    assert_eq!(get(&emulator, next).ids(), ["bob"]);
    assert_eq!(get(&emulator, "users?$apply=x").code(), (501, "notImplemented"));
}

#[test]
fn unsupported_capabilities_are_refused() {
    let emulator = emulator();
    emulator.seed("audits", json!({ "id": "a" }));
    for option in
        ["$filter=activity%20eq%20'x'", "$orderby=activity", "$search=%22x%22", "$count=true", "$top=1", "$skip=1"]
    {
        let name = option.split('=').next().unwrap();
        assert_refused(
            &get(&emulator, &format!("audits?{option}")),
            &format!("The query option '{name}' is not allowed"),
        );
    }
    assert_refused(&get(&emulator, "audits?$expand=actor"), "The query option '$expand' is not allowed");
    assert_refused(&get(&emulator, "audits/$count"), "The query option '$count' is not allowed");
    assert_eq!(get(&emulator, "audits?$select=id").ids(), ["a"], "that is never refused");
    let said_twice = get(&emulator, "directoryObjects?$filter=id%20eq%20'a'&$top=1");
    assert_eq!(said_twice.status, 200, "what is said both ways is granted");
    assert_eq!(post(&emulator, "audits", &json!({})).code(), (405, "methodNotAllowed"));
    assert_eq!(patch(&emulator, "audits/a", &json!({ "detail": "x" })).code(), (405, "methodNotAllowed"));
    assert_eq!(delete(&emulator, "audits/a").code(), (405, "methodNotAllowed"));
    assert_eq!(post(&emulator, "me", &json!({})).code(), (405, "methodNotAllowed"));
}

/// OData URL Conventions 4.01, §5.1.1.1.9: `has` compares bits. A set of members has one value, but more than one text.
#[test]
fn members_of_an_enumeration_compare_by_value() {
    let emulator = emulator();
    for (id, days) in
        [("a", json!("monday,tuesday")), ("b", json!("workdays")), ("c", json!("monday")), ("d", json!("none"))]
    {
        let (kind, other) = if id == "a" { ("external", "External") } else { ("member", "guest") };
        let list = json!({ "id": id, "days": days, "kind": kind, "address": { "kind": other } });
        emulator.seed("me/todo/lists", list);
    }
    emulator
        .seed("me/todo/lists", json!({ "id": "e", "days": null }))
        .seed("me/todo/lists", json!({ "id": "f", "days": "someday" }));
    for (filter, ids) in [
        ("days has 'monday'", "abc"),
        ("days has 'workdays'", "ab"),
        ("days has 'tuesday,monday'", "ab"),
        ("days has microsoft.graph.weekDays'tuesday'", "ab"),
        ("days has '1'", "abc"),
        ("days has 'none'", "abcd"),
        ("not (days has 'tuesday')", "cdef"),
        ("days eq 'tuesday,monday'", "ab"),
        ("days eq 'workdays'", "ab"),
        ("days eq '3'", "ab"),
        ("days eq 'monday, 2'", "ab"),
        ("'workdays' eq days", "ab"),
        ("days eq '4'", ""),
        ("days ne 'workdays'", "cdef"),
        ("days in ('tuesday,monday','none')", "abd"),
        ("days in ('0')", "d"),
        ("days eq null", "e"),
        ("days has null", ""),
        ("days eq days", "abcdef"),
        ("kind eq '1'", "a"),
        ("kind ne 'external'", "bcdef"),
        ("kind in ('0','external')", "abcd"),
        ("kind gt 'member'", "a"),
        ("address/kind eq 'EXTERNAL'", "a"),
        ("kind eq address/kind", "aef"),
    ] {
        let answered = get(&emulator, &format!("me/todo/lists?$filter={}", encoded(filter)));
        assert_eq!(answered.status, 200, "{filter}: {}", answered.body);
        assert_eq!(answered.ids().concat(), ids, "{filter}");
    }
    for filter in [
        "displayName has 'monday'",
        "startswith(displayName,'a') has 'x'",
        "'monday' has days",
        "5 has 1",
        "address has 'monday'",
        "days has displayName",
        "days has kind",
        "days has 1",
        "days has true",
        "days eq 1",
        "days eq kind",
    ] {
        let refused = get(&emulator, &format!("me/todo/lists?$filter={}", encoded(filter)));
        assert_refused(&refused, "A binary operator with incompatible types was detected.");
    }
    for filter in ["kind eq '7'", "kind eq 'member,external'", "days has 'someday'", "days eq ''"] {
        let refused = get(&emulator, &format!("me/todo/lists?$filter={}", encoded(filter)));
        assert_refused(&refused, "is not a valid enumeration type constant of");
    }
}

/// Each function of OData 4.01 (URL Conventions, §5.1.1) that is not implemented is named, in any letter case.
#[test]
fn a_function_that_is_not_evaluated_is_501_by_its_name() {
    let emulator = people();
    for filter in [
        "case(age eq 36:1,true:2) eq 1",
        "Case(age gt 1:true)",
        "not case(age gt 1:true)",
        "(case(true:1) add 1) eq 1",
        "contains(displayName,case(true:'a'))",
        "totalSeconds(workday) gt 1",
        "fractionalseconds(birthday) lt 1",
        "totaloffsetminutes(birthday) eq 0",
        "birthday lt maxdatetime()",
        "birthday gt mindatetime()",
        "matchesPattern(displayName,'a')",
        "hassubset(mails,[\"a\"])",
        "hassubsequence(mails,mails)",
        "geo.distance(address,address) lt 1",
        "Geo.Length(address) lt 1",
        "geo.intersects(address,geography'SRID=0;Polygon((0 0,1 1,0 0))')",
        "substringof('a',displayName)",
    ] {
        for option in ["$filter", "$orderby"] {
            let refused = get(&emulator, &format!("users?{option}={}", encoded(filter)));
            assert_eq!(refused.code(), (501, "notImplemented"), "{option}={filter}: {}", refused.body);
            let message = refused.text("/error/message");
            let name = message.split('\'').nth(1).unwrap_or_default();
            assert!(message.contains("the function '") && filter.contains(&format!("{name}(")), "{filter}: {message}");
        }
    }
}
