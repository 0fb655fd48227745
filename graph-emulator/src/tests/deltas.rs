//! Deltas.

use serde_json::{Value as Json, json};

use super::{ROOT, TestResponse, ask, ask_with, delete, get};
use crate::Emulator;

fn seeded(page_size: usize) -> Emulator {
    let emulator = Emulator::builder().page_size(page_size).build().unwrap();
    for id in ["a", "b", "c"] {
        emulator.seed("users", json!({ "id": id, "name": id, "age": 1 }));
    }
    emulator
}

/// Follows a round to its end: its entities, and the link to the next round.
fn round(emulator: &Emulator, start: &str) -> (Vec<Json>, String) {
    let (mut changes, mut next) = (Vec::new(), start.to_owned());
    loop {
        let page = get(emulator, &next);
        assert_eq!(page.status, 200, "{}", page.body);
        changes.extend(page.body["value"].as_array().unwrap().iter().cloned());
        let links = (page.text("/@odata.nextLink"), page.text("/@odata.deltaLink"));
        assert!(links.0.is_empty() != links.1.is_empty(), "one of both");
        if !links.1.is_empty() {
            return (changes, links.1.to_owned());
        }
        next = links.0.to_owned();
    }
}

/// `id`, or `-id reason` for a removal.
fn short(changes: &[Json]) -> String {
    let one = |change: &Json| match change["@removed"]["reason"].as_str() {
        Some(reason) => format!("-{} {reason}", change["id"].as_str().unwrap()),
        None => change["id"].as_str().unwrap().to_owned(),
    };
    changes.iter().map(one).collect::<Vec<_>>().join(",")
}

#[test]
fn a_delta_round_has_each_change_once_in_its_current_state() {
    let emulator = seeded(2);
    let (all, link) = round(&emulator, "users/delta");
    assert_eq!(short(&all), "a,b,c");
    assert_eq!(short(&round(&emulator, &link).0), "");
    ask(&emulator, "PATCH users/b", &json!({ "age": 2 }));
    ask(&emulator, "PATCH users/a", &json!({ "age": 3 }));
    ask(&emulator, "PATCH users/b", &json!({ "age": 4 }));
    ask(&emulator, "POST users", &json!({ "id": "d" }));
    delete(&emulator, "users/c");
    delete(&emulator, "users/d");
    ask(&emulator, "POST users", &json!({ "id": "d" }));
    let (changes, next) = round(&emulator, &link);
    assert_eq!(short(&changes), "a,b,-c changed,d");
    assert_eq!(
        (&changes[1]["age"], &changes[2]),
        (&json!(4), &json!({ "id": "c", "@removed": { "reason": "changed" } }))
    );
    assert_eq!(short(&round(&emulator, &next).0), "");
    assert_eq!(short(&round(&emulator, &link).0), "a,b,-c changed,d", "a link can be followed again");
    assert_eq!(short(&round(&emulator, "users/delta").0), "a,b,d", "a first round knows of none that went before");
}

#[test]
fn a_change_during_a_round_is_in_that_round() {
    let emulator = seeded(1);
    let first = get(&emulator, "users/delta()");
    delete(&emulator, "users/a");
    ask(&emulator, "PATCH users/b", &json!({ "age": 2 }));
    let (rest, link) = round(&emulator, first.text("/@odata.nextLink"));
    assert_eq!(short(&rest), "c,-a changed,b");
    assert_eq!(short(&round(&emulator, &link).0), "");
}

#[test]
fn query_options_and_preferences_apply_to_deltas() {
    let emulator = seeded(10);
    let page = get(&emulator, "users/microsoft.graph.delta?$select=name&$top=2");
    assert_eq!(page.ids(), ["a", "b"]);
    assert_eq!(page.body["value"][0].as_object().unwrap().len(), 3, "ETag, id and name");
    let link = page.text("/@odata.nextLink");
    assert!(link.starts_with(&format!("{ROOT}/users/microsoft.graph.delta?$select=name&$top=2&$skiptoken=")), "{link}");
    let (rest, link) = round(&emulator, link);
    assert_eq!(short(&rest), "c");
    assert!(link.contains("/users/microsoft.graph.delta?$select=name&$top=2&$deltatoken="), "{link}");
    let preferring = [("prefer", "odata.maxpagesize=1")];
    let small = ask_with(&emulator, "GET users/delta", &preferring, &Json::Null);
    assert_eq!((small.ids().len(), small.header("preference-applied")), (1, "odata.maxpagesize=1"));
    assert_eq!(get(&emulator, "users/delta?$filter=x%20eq%201").status, 501);
    assert_eq!(ask(&emulator, "POST users/delta", &json!({})).status, 405);
}

#[test]
fn latest_skips_existing_entities() {
    let emulator = seeded(1);
    let latest = get(&emulator, "users/delta?$deltatoken=latest");
    assert_eq!(latest.body["value"], json!([]));
    emulator.seed("users", json!({ "id": "d" }));
    delete(&emulator, "users/a");
    assert_eq!(short(&round(&emulator, latest.text("/@odata.deltaLink")).0), "d,-a changed");
}

#[test]
fn a_reference_that_is_removed_is_changed() {
    let emulator = seeded(10);
    emulator.seed("groups", json!({ "id": "g" }));
    for id in ["a", "b"] {
        ask(&emulator, "POST groups/g/members/$ref", &json!({ "@odata.id": format!("{ROOT}/users/{id}") }));
    }
    let (all, link) = round(&emulator, "groups/g/members/delta");
    assert_eq!(short(&all), "a,b");
    delete(&emulator, "groups/g/members/a/$ref");
    delete(&emulator, "users/b");
    assert_eq!(short(&round(&emulator, &link).0), "-a changed,-b deleted");
    assert_eq!(short(&round(&emulator, "users/delta").0), "a,c");
}

#[test]
fn an_old_or_foreign_token_is_410_and_tells_where_to_begin() {
    let emulator = seeded(1);
    emulator.declare_collection("groups");
    let (_, link) = round(&emulator, "users/delta?$select=name");
    let token = link.rsplit('=').next().unwrap().to_owned();
    let gone = |answered: TestResponse, location: &str| {
        assert_eq!(answered.code(), (410, "syncStateNotFound"));
        assert_eq!(answered.header("location"), format!("{ROOT}/{location}"));
    };
    gone(get(&emulator, &format!("groups/delta?$deltatoken={token}")), "groups/delta");
    gone(get(&emulator, "users/delta?$deltatoken=x&$select=name"), "users/delta?$select=name");
    gone(get(&emulator, "users/delta?$skiptoken=%C3%BC"), "users/delta");
    let next = get(&emulator, "users/delta").text("/@odata.nextLink").to_owned();
    emulator.expire_delta_tokens();
    gone(get(&emulator, &link), "users/delta?$select=name");
    gone(get(&emulator, &next), "users/delta");
    assert_eq!(short(&round(&emulator, "users/delta").0), "a,b,c");
    assert_eq!(get(&emulator, "teams/delta").status, 404);
}

#[test]
fn simultaneous_removals_are_paged() {
    let emulator = seeded(1);
    emulator.declare_collection("me/stuff");
    let ids: Vec<String> = (1..=9).map(|n| format!("m{n}")).collect();
    for id in &ids {
        emulator.seed("users/a/messages", json!({ "id": id }));
        let reference = json!({ "@odata.id": format!("{ROOT}/users/a/messages/{id}") });
        assert_eq!(ask(&emulator, "POST me/stuff/$ref", &reference).status, 204);
    }
    let latest = get(&emulator, "me/stuff/delta?$deltatoken=latest");
    delete(&emulator, "users/a");
    let (changes, link) = round(&emulator, latest.text("/@odata.deltaLink"));
    let expected: Vec<_> = ids.iter().map(|id| format!("-{id} deleted")).collect();
    assert_eq!(short(&changes), expected.join(","), "in the order of their coming");
    assert_eq!(short(&round(&emulator, &link).0), "");
}

/// The page "Use delta query": a cleared property is `null`.
#[test]
fn a_cleared_property_is_null_in_a_delta() {
    let emulator = seeded(10);
    emulator.seed("users", json!({ "id": "d", "address": { "city": "Rome", "zip": "1" } }));
    let (_, link) = round(&emulator, "users/delta?$select=name,age,address");
    ask(&emulator, "PATCH users/a", &json!({ "name": null }));
    ask(&emulator, "PUT users/b", &json!({ "name": "B" }));
    ask(&emulator, "PATCH users/d", &json!({ "address": { "city": null } }));
    let (changes, _) = round(&emulator, &link);
    assert_eq!((short(&changes), changes[0].get("name")), ("a,b,d".to_owned(), Some(&Json::Null)));
    assert_eq!((changes[1].get("name"), changes[1].get("age")), (Some(&json!("B")), Some(&Json::Null)));
    assert_eq!(changes[2]["address"].get("city"), Some(&Json::Null));
    let found = get(&emulator, "users?$filter=age%20eq%20null");
    assert_eq!(found.ids(), ["b", "d"], "`null` and nothing are one in a filter");
}

/// `id`, `-id facet` for a removal by the facet, and `id` alone if the facet is not selected.
fn marked(changes: &[Json]) -> String {
    let one = |change: &Json| match change["deleted"]["state"].as_str() {
        Some(state) => format!("-{} {state}", change["id"].as_str().unwrap()),
        None => change["id"].as_str().unwrap().to_owned(),
    };
    changes.iter().map(one).collect::<Vec<_>>().join(",")
}

/// The page "driveItem: delta": items are deleted by the facet `deleted`, and without `@removed`.
#[test]
fn a_deleted_item_has_the_facet() {
    let tagged = json!({ "@odata.type": "#microsoft.graph.driveItem", "id": "x" });
    let plain = json!({ "id": "x", "name": "X" });
    for (collection, entity) in [
        ("me/drive/items", &plain),
        ("sites/s/lists/l/items", &plain),
        ("drives/d/root/children", &plain),
        ("files", &tagged),
    ] {
        let emulator = Emulator::new();
        emulator.seed(collection, entity.clone());
        let link = |select: &str| round(&emulator, &format!("{collection}/delta{select}")).1;
        let (all, narrow, wide) = (link(""), link("?$select=id,name"), link("?$select=name,deleted"));
        delete(&emulator, &format!("{collection}/x"));
        let (changes, _) = round(&emulator, &all);
        assert_eq!(changes, [json!({ "id": "x", "deleted": { "state": "deleted" } })], "{collection}");
        assert_eq!(marked(&round(&emulator, &wide).0), "-x deleted", "{collection}");
        assert_eq!(round(&emulator, &narrow).0, [json!({ "id": "x" })], "nothing tells that it is gone");
        emulator.seed(collection, entity.clone());
        assert_eq!(marked(&round(&emulator, &all).0), "x", "it came back");
    }
    let emulator = Emulator::new();
    emulator.seed("me/todo/lists/l/tasks", plain);
    let (_, link) = round(&emulator, "me/todo/lists/l/tasks/delta");
    delete(&emulator, "me/todo/lists/l/tasks/x");
    assert_eq!(short(&round(&emulator, &link).0), "-x deleted", "another type has `@removed`");
}

/// The page "driveItem: delta": the function is bound to an item, and reports all items below it.
#[test]
fn an_item_has_the_changes_of_all_below_it() {
    let emulator = Emulator::builder().page_size(1).build().unwrap();
    assert_eq!(marked(&round(&emulator, "me/drive/root/delta").0), "", "an empty drive");
    emulator.seed("me/drive/items", json!({ "id": "f" })).seed("me/drive/items/f/children", json!({ "id": "c" }));
    emulator.seed("me/drive/root/children", json!({ "id": "r" })).seed("drives/d/items", json!({ "id": "other" }));
    let (all, link) = round(&emulator, "me/drive/root/delta?$select=id,deleted");
    assert_eq!(marked(&all), "f,c,r");
    let (below, below_link) = round(&emulator, "me/drive/items/f/delta()");
    assert_eq!(marked(&below), "c");
    let latest = get(&emulator, "me/drive/root/microsoft.graph.delta?token=latest");
    assert_eq!(latest.body["value"], json!([]));
    delete(&emulator, "me/drive/items/f/children/c");
    ask(&emulator, "PATCH me/drive/root/children/r", &json!({ "name": null }));
    assert_eq!(marked(&round(&emulator, &link).0), "-c deleted,r");
    assert_eq!(marked(&round(&emulator, &below_link).0), "-c deleted");
    assert_eq!(marked(&round(&emulator, latest.text("/@odata.deltaLink")).0), "-c deleted,r");
    assert_eq!(get(&emulator, "users/a/delta").status, 404);
    emulator.seed("users", json!({ "id": "a" }));
    assert_eq!(get(&emulator, "users/a/delta").status, 501, "a user has none");
}

/// The metadata declares which types have the facet: here a type with another name, and a `deleted` that is a number.
const FILES: &str = r#"<Schema Namespace="microsoft.graph" Alias="graph">
    <ComplexType Name="deleted"><Property Name="state" Type="Edm.String"/></ComplexType>
    <EntityType Name="paper"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
      <Property Name="name" Type="Edm.String"/><Property Name="deleted" Type="graph.deleted"/>
      <NavigationProperty Name="children" Type="Collection(graph.paper)" ContainsTarget="true"/></EntityType>
    <EntityType Name="quota"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
      <Property Name="deleted" Type="Edm.Int64"/></EntityType>
    <EntityType Name="drive"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
      <NavigationProperty Name="root" Type="graph.paper" ContainsTarget="true"/>
      <NavigationProperty Name="items" Type="Collection(graph.paper)" ContainsTarget="true"/></EntityType>
    <Function Name="delta" IsBound="true"><Parameter Name="it" Type="graph.paper"/><ReturnType Type="Collection(graph.paper)"/></Function>
    <Function Name="delta" IsBound="true"><Parameter Name="it" Type="Collection(graph.quota)"/><ReturnType Type="Collection(graph.quota)"/></Function>
    <Function Name="delta" IsBound="true"><Parameter Name="it" Type="graph.drive"/><ReturnType Type="Collection(graph.paper)"/></Function>
    <EntityContainer Name="c"><EntitySet Name="drives" EntityType="graph.drive"/><EntitySet Name="quotas" EntityType="graph.quota"/>
    </EntityContainer></Schema>"#;

#[test]
fn the_metadata_declares_the_facet() {
    let emulator = Emulator::builder().metadata(FILES).build().unwrap();
    emulator.seed("drives", json!({ "id": "d" })).seed("quotas", json!({ "id": "q", "deleted": 7 }));
    assert_eq!(marked(&round(&emulator, "drives/d/root/delta").0), "");
    for id in ["a", "b"] {
        assert_eq!(ask(&emulator, "POST drives/d/root/children", &json!({ "id": id, "name": id })).status, 201);
    }
    let (all, link) = round(&emulator, "drives/d/root/delta?$select=id,name,deleted");
    assert_eq!(marked(&all), "a,b");
    delete(&emulator, "drives/d/root/children/a");
    ask(&emulator, "PATCH drives/d/root/children/b", &json!({ "name": null }));
    let (changes, _) = round(&emulator, &link);
    assert_eq!((marked(&changes), changes[1].get("name")), ("-a deleted,b".to_owned(), Some(&Json::Null)));
    let (quotas, link) = round(&emulator, "quotas/delta");
    assert_eq!(quotas[0]["deleted"], 7);
    delete(&emulator, "quotas/q");
    assert_eq!(short(&round(&emulator, &link).0), "-q deleted");
    assert_eq!(get(&emulator, "drives/d/items/delta").status, 400, "it is bound to an item");
    assert_eq!(get(&emulator, "drives/d/delta").status, 501);
    assert_eq!(get(&emulator, "drives/d/root/delta?$select=nme").status, 400);
}

/// An item that is posted to a folder is stored among the items of the drive, and is deleted with the folder:
/// <https://learn.microsoft.com/graph/api/driveitem-delete>.
#[test]
fn items_of_a_folder_are_in_its_delta() {
    let emulator = Emulator::builder().metadata(FILES).build().unwrap();
    emulator.seed("drives", json!({ "id": "d" }));
    let create = |folder: &str, id: &str| {
        let created = ask(&emulator, &format!("POST drives/d/{folder}/children"), &json!({ "id": id, "name": id }));
        assert_eq!(created.status, 201, "{}", created.body);
    };
    create("root", "f");
    create("root", "g");
    create("items/g", "h");
    create("items/h", "i");
    let (all, link) = round(&emulator, "drives/d/root/delta");
    assert_eq!(marked(&all), "f,g,h,i", "each once");
    let (below, below_link) = round(&emulator, "drives/d/items/g/delta");
    assert_eq!(marked(&below), "h,i");
    ask(&emulator, "PATCH drives/d/items/i", &json!({ "name": "j" }));
    assert_eq!(marked(&round(&emulator, &below_link).0), "i");
    delete(&emulator, "drives/d/items/g");
    assert_eq!(get(&emulator, "drives/d/items/i").status, 404, "it went with its folder");
    let mut gone: Vec<_> = marked(&round(&emulator, &link).0).split(',').map(str::to_owned).collect();
    gone.sort();
    assert_eq!(gone, ["-g deleted", "-h deleted", "-i deleted"]);
}

/// The page "group: delta": `members@delta` is there if `members` is selected, and removed members have `@removed`.
#[test]
fn changes_of_a_selected_relation_come_with_their_owner() {
    for page_size in [1, 10] {
        let emulator = seeded(page_size);
        let reference = |id: &str| json!({ "@odata.id": format!("{ROOT}/users/{id}") });
        for id in ["g", "h"] {
            emulator.seed("groups", json!({ "id": id, "name": id }));
        }
        ask(&emulator, "POST groups/g/members/$ref", &reference("a"));
        ask(&emulator, "POST groups/g/members/$ref", &reference("b"));
        ask(&emulator, "PUT users/c/manager/$ref", &reference("a"));
        let (all, link) = round(&emulator, "groups/delta?$select=name,members");
        let by_id =
            |changes: &[Json], id: &str| changes.iter().rfind(|change| change["id"] == id).cloned().unwrap_or_default();
        assert_eq!(by_id(&all, "g")["members@delta"], json!([{ "id": "a" }, { "id": "b" }]));
        assert_eq!(by_id(&all, "h").get("members@delta"), None);
        let plain = round(&emulator, "groups/delta?$select=name").0;
        assert_eq!(by_id(&plain, "g").get("members@delta"), None, "it is not selected");
        let (people, user_link) = round(&emulator, "users/delta?$select=name,manager");
        assert_eq!(by_id(&people, "c")["manager@delta"], json!([{ "id": "a" }]));

        delete(&emulator, "groups/g/members/a/$ref");
        ask(&emulator, "POST groups/h/members/$ref", &reference("c"));
        ask(&emulator, "PATCH groups/g", &json!({ "name": null }));
        let (changes, link) = round(&emulator, &link);
        let gone = |id: &str| json!({ "id": id, "@removed": { "reason": "deleted" } });
        assert_eq!(by_id(&changes, "g")["members@delta"], json!([gone("a")]), "{page_size}");
        assert_eq!(by_id(&changes, "g").get("name"), Some(&Json::Null));
        assert_eq!(by_id(&changes, "h")["members@delta"], json!([{ "id": "c" }]));
        assert_eq!(round(&emulator, &link).0, [(); 0].map(|()| Json::Null));

        delete(&emulator, "users/c/manager/$ref");
        let (people, user_link) = round(&emulator, &user_link);
        assert_eq!(by_id(&people, "c")["manager@delta"], json!([gone("a")]), "the relation is unset");
        ask(&emulator, "PUT users/c/manager/$ref", &reference("b"));
        delete(&emulator, "users/b");
        let (people, _) = round(&emulator, &user_link);
        assert_eq!(by_id(&people, "c")["manager@delta"], json!([gone("b")]));
        assert_eq!(by_id(&round(&emulator, &link).0, "g")["members@delta"], json!([gone("b")]));
    }
}
