//! `$expand` of entities that are stored below an entity.

use serde_json::{Value as Json, json};

use super::{ROOT, ask, delete, encoded, get};
use crate::Emulator;

fn seeded() -> Emulator {
    let emulator = Emulator::new();
    for (id, n) in [("ada", 3), ("bob", 1), ("eve", 2)] {
        emulator.seed("users", json!({ "id": id, "n": n, "name": id.to_uppercase() }));
        emulator.seed(&format!("users/{id}/messages"), json!({ "id": "m", "subject": id, "note": "x" }));
    }
    emulator.seed("groups", json!({ "id": "g", "name": "G", "lines": [{ "n": 1 }, { "n": 2 }] }));
    emulator.seed("groups", json!({ "id": "h", "name": "H" }));
    for id in ["ada", "bob", "eve"] {
        ask(&emulator, "POST groups/g/members/$ref", &json!({ "@odata.id": format!("{ROOT}/users/{id}") }));
    }
    ask(&emulator, "PUT users/bob/manager/$ref", &json!({ "@odata.id": format!("{ROOT}/users/ada") }));
    emulator
}

/// The expanded entities, without ETags.
fn expanded(emulator: &Emulator, path: &str, expand: &str) -> Json {
    let answered = get(emulator, &format!("{path}?$select=id&$expand={}", encoded(expand)));
    assert_eq!(answered.status, 200, "{expand}: {}", answered.body);
    without_etags(answered.body)
}

fn without_etags(json: Json) -> Json {
    match json {
        Json::Object(properties) => {
            let kept = properties.into_iter().filter(|(name, _)| name != "@odata.etag");
            kept.map(|(name, value)| (name, without_etags(value))).collect::<serde_json::Map<_, _>>().into()
        }
        Json::Array(items) => items.into_iter().map(without_etags).collect(),
        plain => plain,
    }
}

#[test]
fn references_and_children_are_shown() {
    let emulator = seeded();
    let members = expanded(&emulator, "groups/g", "members($select=id)");
    assert_eq!(members, json!({ "id": "g", "members": [{ "id": "ada" }, { "id": "bob" }, { "id": "eve" }] }));
    let both = expanded(&emulator, "users/bob", "manager($select=name),messages($select=subject)");
    assert_eq!(both, json!({ "id": "bob", "manager": { "name": "ADA" }, "messages": [{ "subject": "bob" }] }));
    assert_eq!(expanded(&emulator, "users/ada", "manager"), json!({ "id": "ada" }));
    assert_eq!(expanded(&emulator, "groups/h", "members"), json!({ "id": "h", "members": [] }));
    let inline = expanded(&emulator, "groups/g", "lines($filter=n gt 1)");
    assert_eq!(inline, json!({ "id": "g", "lines": [{ "n": 2 }] }));
    let all = get(&emulator, "groups?$expand=members");
    assert_eq!(all.body["value"][0]["members"][0], get(&emulator, "users/ada").body);
}

#[test]
fn nested_expand_options_are_applied() {
    let emulator = seeded();
    for (options, members) in [
        ("$select=id;$filter=n gt 1 and name ne 'x;y)'", json!([{ "id": "ada" }, { "id": "eve" }])),
        ("$orderby=n;$select=id", json!([{ "id": "bob" }, { "id": "eve" }, { "id": "ada" }])),
        ("$select=id;$orderby=n desc;$skip=1;$top=1", json!([{ "id": "eve" }])),
        ("$select=id;$top=0", json!([])),
        (
            "$select=id;$filter=id eq 'bob';$expand=messages($select=subject),manager($select=id;$expand=messages($select=id))",
            json!([{ "id": "bob", "messages": [{ "subject": "bob" }], "manager": { "id": "ada", "messages": [{ "id": "m" }] } }]),
        ),
    ] {
        let shown = expanded(&emulator, "groups/g", &format!("members({options})"));
        assert_eq!(shown["members"], members, "{options}");
    }
    let counted = expanded(&emulator, "groups/g", "members($select=id;$count=true;$top=1;$filter=n lt 3)");
    assert_eq!(counted.to_string(), r#"{"id":"g","members@odata.count":2,"members":[{"id":"bob"}]}"#);
}

#[test]
fn an_invalid_expansion_is_refused() {
    let emulator = seeded();
    let deep = format!("{}members{}", "members($expand=".repeat(500), ")".repeat(500));
    for (expand, status) in [
        ("", 400),
        ("members,", 400),
        ("members(", 400),
        ("members)", 400),
        ("members()x", 400),
        ("members($top=x)", 400),
        ("members($filter=a eq)", 400),
        ("members($top=1;$top=2)", 400),
        ("members,manager,members", 400),
        (&deep, 400),
        ("members($levels=2)", 501),
        ("members($search=x)", 501),
        ("members($apply=x)", 501),
        ("members/$count", 501),
        ("*", 501),
    ] {
        let refused = get(&emulator, &format!("groups/g?$expand={}", encoded(expand)));
        assert_eq!(refused.status, status, "{expand:.40}: {}", refused.body);
    }
}

/// The page "Use query parameters", on `$expand`: at most 20 of a relationship between directory objects, and no link.
#[test]
fn the_directory_expands_at_most_twenty() {
    let emulator = Emulator::new();
    emulator.seed("groups", json!({ "id": "g" })).seed_singleton("me", json!({ "id": "m" }));
    for n in 0..25 {
        emulator.seed("users", json!({ "id": format!("u{n}") }));
        let reference = json!({ "@odata.id": format!("{ROOT}/users/u{n}") });
        ask(&emulator, "POST groups/g/members/$ref", &reference);
        let me = json!({ "@odata.id": format!("{ROOT}/users/m") });
        ask(&emulator, &format!("PUT users/u{n}/manager/$ref"), &me);
        emulator.seed("users/u0/messages", json!({ "id": format!("m{n}") }));
    }
    let of = |path: &str, expand: &str, name: &str| {
        let shown = expanded(&emulator, path, expand);
        assert_eq!(shown.get(format!("{name}@odata.nextLink")), None);
        shown[name].as_array().unwrap().len()
    };
    assert_eq!(of("groups/g", "members", "members"), 20);
    assert_eq!(of("groups/g", "members($top=22)", "members"), 20);
    assert_eq!(of("groups/g", "members($top=3)", "members"), 3);
    assert_eq!(of("groups/g", "members($skip=10)", "members"), 15);
    assert_eq!(of("me", "directReports($select=id)", "directReports"), 20);
    assert_eq!(of("users/u0", "messages", "messages"), 25, "a mailbox is not the directory");
    assert_eq!(get(&emulator, "groups/g/members").ids().len(), 25, "a list has all");
    let counted = expanded(&emulator, "groups/g", "members($count=true)");
    assert_eq!(counted["members@odata.count"], 25);
}

/// Issue 103 of onedrive-api-docs: `children@odata.nextLink` leads to the rest of the children.
#[test]
fn expanded_children_have_a_next_link() {
    let emulator = Emulator::builder().page_size(2).build().unwrap();
    emulator.seed_singleton("me/drive/root", json!({ "id": "root" })).seed("users", json!({ "id": "u" }));
    for n in 0..5 {
        emulator.seed("me/drive/root/children", json!({ "id": format!("c{n}"), "n": 5 - n, "x": "a&b" }));
        emulator.seed("users/u/children", json!({ "id": format!("c{n}") }));
    }
    let all = |expand: &str| {
        let shown = expanded(&emulator, "me/drive/root", expand);
        let mut ids: Vec<_> = shown["children"]
            .as_array()
            .unwrap()
            .iter()
            .map(|child| child["id"].as_str().unwrap().to_owned())
            .collect();
        let mut link = shown["children@odata.nextLink"].as_str().map(str::to_owned);
        while let Some(next) = link {
            let page = get(&emulator, &next);
            assert_eq!(page.status, 200, "{next}: {}", page.body);
            assert!(page.body["value"].as_array().unwrap().iter().all(|child| child.get("x").is_none()), "{next}");
            ids.extend(page.ids());
            link = page.body["@odata.nextLink"].as_str().map(str::to_owned);
        }
        ids.join(",")
    };
    assert_eq!(all("children($select=id)"), "c0,c1,c2,c3,c4");
    assert_eq!(all("children($select=id;$top=1)"), "c0,c1,c2,c3,c4");
    assert_eq!(all("children($select=id;$skip=1)"), "c1,c2,c3,c4");
    assert_eq!(all("children($select=id;$orderby=n)"), "c4,c3,c2,c1,c0");
    assert_eq!(all("children($select=id;$filter=x eq 'a&b' and n lt 5;$count=true)"), "c1,c2,c3,c4");
    let other = expanded(&emulator, "users/u", "children");
    assert_eq!((other["children"].as_array().unwrap().len(), other.get("children@odata.nextLink")), (5, None));
    for n in 2..5 {
        delete(&emulator, &format!("me/drive/root/children/c{n}"));
    }
    let rest = expanded(&emulator, "me/drive/root", "children");
    assert_eq!(rest.get("children@odata.nextLink"), None, "that is all");
}

/// OData URL Conventions 4.01, §4.11: a navigation property of a derived type has the type in front.
#[test]
fn a_relation_of_a_derived_type_is_expanded_for_that_type() {
    let typed = |emulator: &Emulator, path: &str, id: &str, of: &str| {
        emulator.seed(path, json!({ "id": id, "@odata.type": format!("#microsoft.graph.{of}"), "size": id.len() }));
    };
    let service = r#"<Schema Namespace="microsoft.graph">
      <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
        <NavigationProperty Name="attachments" Type="Collection(microsoft.graph.attachment)" ContainsTarget="true"/></EntityType>
      <EntityType Name="attachment"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
      <EntityType Name="itemAttachment" BaseType="microsoft.graph.attachment"><Property Name="size" Type="Edm.Int32"/>
        <NavigationProperty Name="item" Type="microsoft.graph.user"/></EntityType>
      <EntityType Name="fileAttachment" BaseType="microsoft.graph.attachment"><Property Name="size" Type="Edm.Int32"/></EntityType>
      <EntityContainer Name="c"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer></Schema>"#;
    for emulator in [Emulator::new(), Emulator::builder().metadata(service).build().unwrap()] {
        typed(&emulator, "users", "ada", "user");
        typed(&emulator, "users/ada/attachments", "a", "itemAttachment");
        typed(&emulator, "users/ada/attachments", "bb", "fileAttachment");
        let item = json!({ "@odata.id": format!("{ROOT}/users/ada") });
        let path = "users/ada/attachments/a/microsoft.graph.itemAttachment/item/$ref";
        assert_eq!(ask(&emulator, &format!("PUT {path}"), &item).status, 204);
        let list = "users/ada/attachments?$select=id&$expand=microsoft.graph.itemAttachment/item($select=id)";
        let answered = get(&emulator, list);
        assert_eq!(answered.status, 200, "{}", answered.body);
        assert_eq!(answered.body["value"][0]["item"]["id"], json!("ada"));
        assert!(answered.body["value"][1].get("item").is_none());
        let one = get(&emulator, "users/ada/attachments/a?$expand=microsoft.graph.itemAttachment/item");
        assert_eq!(one.body["item"]["id"], json!("ada"));
        let filter = encoded("microsoft.graph.fileAttachment/size gt 1");
        let filtered = get(&emulator, &format!("users/ada/attachments?$filter={filter}"));
        assert_eq!(filtered.body["value"].as_array().map(Vec::len), Some(1), "{}", filtered.body);
        assert_eq!(filtered.body["value"][0]["id"], json!("bb"));
    }
    let emulator = Emulator::builder().metadata(service).build().unwrap();
    typed(&emulator, "users", "ada", "user");
    for wrong in
        ["microsoft.graph.fileAttachment/item", "microsoft.graph.user/attachments", "microsoft.graph.none/item"]
    {
        assert_eq!(get(&emulator, &format!("users/ada/attachments?$expand={wrong}")).status, 400, "{wrong}");
    }
}
