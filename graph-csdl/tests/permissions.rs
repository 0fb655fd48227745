//! The table of permissions: a small one in the shape of the service's, and that of the service.

#![cfg(feature = "permissions")]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::path::Path;
use std::sync::LazyLock;

use graph_csdl::permissions::Scheme::{Application, DelegatedPersonal, DelegatedWork};
use graph_csdl::permissions::{PermissionTable, RequiredPermissions, Scheme};

const SMALL: &str = include_str!("permissions.json");

/// The names of the permissions of a request, the least first.
fn names(table: &PermissionTable, request: &str, scheme: Scheme) -> Vec<String> {
    let (method, path) = request.split_once(' ').unwrap();
    let grants = table.at(path).map(|found| found.grants(method, scheme)).unwrap_or_default();
    grants.iter().map(|grant| grant.permission.name().to_owned()).collect()
}

fn small() -> PermissionTable {
    PermissionTable::parse(SMALL).unwrap()
}

/// What these requests need: `GET trees`.
fn required<'t>(table: &'t PermissionTable, requests: &[&str]) -> RequiredPermissions<'t> {
    let mut required = RequiredPermissions::new(table);
    for (method, path) in requests.iter().filter_map(|request| request.split_once(' ')) {
        required.add(method, path);
    }
    required
}

#[test]
fn permissions_are_sorted_from_the_least() {
    let table = small();
    let all = |request, scheme| names(&table, request, scheme);
    // Both are marked: the one that only reads is first, even if its level is higher.
    assert_eq!(all("GET trees", DelegatedWork), ["Tree.Read.All", "Tree.ReadWrite.All"]);
    // One that a garden's owner consents to is last.
    assert_eq!(all("GET trees", Application), ["Tree.Read.All", "Tree.ReadWrite.All", "Tree.Read.Garden"]);
    assert_eq!(all("POST trees", Application), ["Tree.ReadWrite.All"]);
    assert_eq!(all("get /Trees/{treeId}?$select=id", DelegatedPersonal), ["Tree.ReadWrite.All"]);
    for (request, scheme) in
        [("POST trees", DelegatedPersonal), ("PUT trees", Application), ("MERGE trees", Application)]
    {
        assert_eq!(all(request, scheme), [""; 0], "{request}");
    }
}

#[test]
fn the_least_set_has_no_superfluous_permission() {
    let table = small();
    let least = |requests: &[&str], scheme| required(&table, requests).least_set(scheme);
    assert_eq!(least(&["GET trees"], DelegatedWork), ["Tree.Read.All"]);
    assert_eq!(least(&["GET trees", "POST trees"], DelegatedWork), ["Tree.ReadWrite.All"]);
    assert_eq!(least(&["GET trees", "GET trees/{id}"], Application), ["Tree.Read.All"]);
    assert_eq!(least(&["GET me/trees"], Application), [""; 0]);
    assert_eq!(least(&["POST trees/{id}/prune"], Application), ["Tool.Read.All", "Tree.ReadWrite.All"]);
}

#[test]
fn granted_permissions_are_compared() {
    let table = small();
    let compare = |requests: &[&str], granted: &[&str]| {
        let found = required(&table, requests).compare(Application, granted);
        let missing = found.missing.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        (missing.join(" "), found.unneeded.join(" "), found.broader.join(" "), found.uncovered.len())
    };
    let result = |missing: &str, unneeded: &str, broader: &str, uncovered| {
        (missing.to_owned(), unneeded.to_owned(), broader.to_owned(), uncovered)
    };
    let both = ["GET trees", "POST trees"];
    for (requests, granted, expected) in [
        (&both[..], &["Tree.ReadWrite.All"][..], result("", "", "", 0)),
        (&both, &["Tree.Read.All"], result("Tree.ReadWrite.All", "Tree.Read.All", "", 1)),
        (
            &both,
            &["Tree.Read.All", "Tree.ReadWrite.All", "Tool.Read.All"],
            result("", "Tree.Read.All Tool.Read.All", "", 0),
        ),
        (&["GET trees"], &["Tree.ReadWrite.All"], result("", "", "Tree.ReadWrite.All", 0)),
        (&["POST trees/{id}/prune"], &["Tree.ReadWrite.All"], result("Tool.Read.All", "", "", 1)),
        // One of those that are required as well is enough, also a broader one.
        (
            &["POST trees/{id}/prune"],
            &["Tool.ReadWrite.All"],
            result("Tree.ReadWrite.All", "", "Tool.ReadWrite.All", 1),
        ),
        // What another missing one makes superfluous is not missing.
        (&both, &["Tool.Read.All"], result("Tree.ReadWrite.All", "Tool.Read.All", "", 2)),
        (&both, &[], result("Tree.ReadWrite.All", "", "", 2)),
        // The letter case is ignored.
        (&["GET trees"], &["tree.read.all"], result("", "", "", 0)),
        (&["GET trees"], &["TREE.READWRITE.ALL"], result("", "", "TREE.READWRITE.ALL", 0)),
        (&["POST trees/{id}/prune"], &["tool.read.all"], result("Tree.ReadWrite.All", "", "", 1)),
        (&both, &["tree.readwrite.all", "tree.read.all"], result("", "tree.read.all", "", 0)),
    ] {
        assert_eq!(compare(requests, granted), expected, "{requests:?} {granted:?}");
    }
}

/// A key may look like something else.
#[test]
fn a_key_is_found_whatever_its_text_is() {
    let table = small();
    for key in [
        "oak",
        "Docs(1)",
        "Docs(it's)",
        "a(b",
        "graph.ada",
        "graph.a@b.c",
        "graph.com",
        "a%3A",
        "...",
        "('oak')",
        "k{x}",
    ] {
        let slash = if key.starts_with('(') { "" } else { "/" };
        assert_eq!(names(&table, &format!("DELETE trees{slash}{key}"), Application), ["Tree.ReadWrite.All"], "{key}");
    }
    assert_eq!(
        names(&table, "GET garden/items/1/graph.oak", DelegatedWork),
        names(&table, "GET garden/items/1", DelegatedWork)
    );
}

#[test]
fn requests_that_were_sent_have_the_path_of_the_table() {
    let table = small();
    let mut required = RequiredPermissions::new(&table);
    for (method, url) in [
        ("GET", "https://graph.microsoft.com/v1.0/trees/oak?$select=id"),
        ("GET", "/beta/Trees('elm')"),
        ("DELETE", "/v1.0/soils/1"),
        ("POST", "https://graph.microsoft.com/v1.0/$batch"),
        ("GET", "/v1.0/$metadata"),
        ("POST", "https://login.microsoftonline.com/a/oauth2/v2.0/token"),
    ] {
        required.observe(method, url);
    }
    let shown: Vec<_> = required.requests().iter().map(|one| (one.method(), one.path(), one.is_listed())).collect();
    assert_eq!(shown, [("DELETE", "soils/1", false), ("GET", "trees/{id}", true)]);
}

#[test]
fn the_missing_permissions_and_the_needed_ones_are_an_exact_set() {
    let table = small();
    let requests =
        required(&table, &["GET trees", "POST trees", "POST trees/{id}/prune", "DELETE trees/{id}/owners/{id}/$ref"]);
    let all = ["Tree.Read.All", "Tree.ReadWrite.All", "Tool.Read.All", "Tool.ReadWrite.All", "Tree.Read.Garden"];
    for set in 0..1 << all.len() {
        let granted: Vec<&str> =
            all.into_iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0).map(|(_, name)| name).collect();
        let found = requests.compare(Application, &granted);
        let needed = granted.iter().filter(|name| !found.unneeded.iter().any(|other| other == *name));
        let exact: Vec<&str> = needed.chain(&found.missing).copied().collect();
        let again = requests.compare(Application, &exact);
        assert!(again.is_exact() && again.uncovered.is_empty(), "{granted:?} {exact:?} {again:?}");
    }
}

#[test]
fn a_request_about_the_signed_in_user_is_another_one_than_about_a_user() {
    let table = listing(&["GET /users/{id}/trees", "PATCH /users/{id}", "GET /me/soils", "GET /users/{id}/soils"]);
    let requests = [
        ("GET", "/v1.0/me/trees"),
        ("GET", "/v1.0/users/ada/trees"),
        ("PATCH", "/v1.0/me"),
        ("PATCH", "/v1.0/users/ada"),
        ("GET", "/v1.0/me/soils"),
        ("GET", "/v1.0/users/ada/soils"),
    ];
    let mut reversed = requests;
    reversed.reverse();
    for requests in [requests, reversed] {
        let mut required = RequiredPermissions::new(&table);
        for (method, url) in requests {
            required.observe(method, url);
        }
        let found = required.requests();
        let shown: Vec<_> = found.iter().map(|one| (one.method(), one.path(), one.grants(Application).len())).collect();
        let expected = [
            ("PATCH", "me", 0),
            ("GET", "me/soils", 0),
            ("GET", "me/trees", 0),
            ("PATCH", "users/{id}", 1),
            ("GET", "users/{id}/soils", 1),
            ("GET", "users/{id}/trees", 1),
        ];
        assert_eq!(shown, expected);
        assert_eq!(required.least_set(Application), ["Tree.All"]);
    }
}

#[test]
fn many_requests_are_observed_at_once() {
    let table = small();
    let start = std::time::Instant::now();
    let mut required = RequiredPermissions::new(&table);
    for index in 0..40_000 {
        required.observe("GET", &format!("/v1.0/soils/{index}"));
    }
    assert_eq!(required.requests().len(), 40_000);
    assert_eq!(required.least_set(Application), [""; 0]);
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_grant_names_what_else_is_required() {
    let table = small();
    let grants = table.at("trees/{id}/prune").unwrap().grants("POST", Application);
    let [marked, other] = grants.as_slice() else { panic!("{grants:?}") };
    assert_eq!((marked.permission.name(), marked.is_marked), ("Tree.ReadWrite.All", true));
    assert_eq!(marked.also, ["Tool.Read.All", "Tool.ReadWrite.All"]);
    assert_eq!((other.permission.name(), other.is_marked), ("Tool.Read.All", false));
}

#[test]
fn a_permission_that_is_listed_twice_has_the_alternatives_of_both() {
    let also = |of: [&str; 2]| {
        let set = |also: &str| {
            format!(r#"{{"schemeKeys": ["Application"], "methods": ["GET"], "paths": {{"/trees": "{also}"}}}}"#)
        };
        let sets = of.map(set).join(",");
        let text = format!(
            r#"{{"permissions": {{"Tree.Read": {{"schemes": {{"Application": {{}}}}, "pathSets": [{sets}]}}}}}}"#
        );
        let table = PermissionTable::parse(&text).unwrap();
        let grants = table.at("trees").unwrap().grants("GET", Application);
        grants[0].also.join(" ")
    };
    for (of, expected) in [
        (["AlsoRequires=Tool.All", "AlsoRequires=Tool.Own"], "Tool.All Tool.Own"),
        (["AlsoRequires=Tool.All", "AlsoRequires=Tool.Own,Tool.All"], "Tool.All Tool.Own"),
        (["AlsoRequires=Tool.All", ""], ""),
        (["", "AlsoRequires=Tool.All"], ""),
    ] {
        assert_eq!(also(of), expected, "{of:?}");
    }
}

#[test]
fn the_details_of_a_scheme() {
    let table = small();
    let permission = table.permission("Tree.ReadWrite.All").unwrap();
    let details = permission.scheme(Application).unwrap();
    assert_eq!((details.privilege_level, details.requires_admin_consent), (Some(3), true));
    assert_eq!(details.id.as_deref(), Some("00000000-0000-0000-0000-0000000000aa"));
    assert_eq!(permission.scheme(DelegatedWork).unwrap().display_name, None, "an empty name is none");
    assert_eq!(table.permission("Tool.Read.All").unwrap().scheme(DelegatedWork), None);
    assert!(table.permission("Tree.Read.Garden").unwrap().is_resource_specific());
}

#[test]
fn a_path_is_found_in_all_its_forms() {
    let table = small();
    let reads = ["Tree.Read.All"];
    for path in [
        // Keys.
        "trees/oak-7/photo",
        "trees('oak/7')/photo/$value",
        "trees(name='7')/photo",
        "trees(tagNumber='7')/owners",
        "users/ada@contoso.com/trees/oak",
        // Casts, known and unknown, and namespaces of functions.
        "trees/{id}/microsoft.graph.oak/acorns/$count",
        "trees/{id}/microsoft.graph.pine/photo",
        "trees/microsoft.graph.tallest(above=3)",
        "trees/tallest",
        "trees/grownBetween(to=2020-01-01,from='a,b=c')",
        // Relations within themselves.
        "trees/{id}/branches/{id}/branches/{id}/branches/{id}/leaves",
        "trees/{id}/branches/a/branches/b/leaves",
        // A user.
        "users/{id}/trees/{id}",
        "me/trees/{id}",
    ] {
        assert_eq!(names(&table, &format!("GET {path}"), DelegatedWork), reads, "{path}");
    }
    for path in [
        "garden/root:/a/b.txt:/plan",
        "garden/root:/{path}",
        "garden/root:/{path}:/copy",
        "garden/items/{id}:/{path}:/copy",
    ] {
        assert_eq!(names(&table, &format!("POST {path}"), DelegatedWork), ["Tree.ReadWrite.All"], "{path}");
    }
    for path in ["", "/", "forests", "trees/{id}/branches", "tree", "trees/{id}/photo/size", "me/trees/{id}/photo"] {
        assert!(table.at(path).is_none(), "{path}");
    }
    let long = format!("trees{}", "/microsoft.graph.oak".repeat(1000));
    assert!(table.at(&long).is_none());
}

/// A table with these requests, `GET /trees`, and one permission.
fn listing(requests: &[&str]) -> PermissionTable {
    let set = |request: &&str| {
        let (method, path) = request.split_once(' ').unwrap();
        format!(
            r#"{{"schemeKeys": ["DelegatedWork", "Application"], "methods": ["{method}"], "paths": {{"{path}": ""}}}}"#
        )
    };
    let sets: Vec<String> = requests.iter().map(set).collect();
    let schemes = r#"{"DelegatedWork": {}, "Application": {}}"#;
    let text =
        format!(r#"{{"permissions": {{"Tree.All": {{"schemes": {schemes}, "pathSets": [{}]}}}}}}"#, sets.join(","));
    PermissionTable::parse(&text).unwrap()
}

/// The path of the table for a request.
fn listed<'t>(table: &'t PermissionTable, request: &str) -> Option<&'t str> {
    let (method, path) = request.split_once(' ').unwrap();
    table.at(path)?.path(method)
}

#[test]
fn each_path_is_looked_up_at_once() {
    let table = listing(&[
        "GET /trees",
        "GET /trees/{id}/branches/{id}/twigs/{id}/leaves/{id}/veins/{id}/cells/{id}/branches/{id}/twigs/{id}/leaves",
        "GET /trees/branches/twigs/leaves/veins/cells/branches/twigs/leaves/veins/cells",
    ]);
    let casts = |prefix: &str| {
        ["branches", "twigs", "leaves", "veins", "cells"].map(|name| format!("{prefix}{name}")).join("/")
    };
    let paths = [
        format!("trees{}", "/$count".repeat(60)),
        format!("trees{}{}", "/a".repeat(28), "/$ref".repeat(33)),
        format!("me{}{}", "/a".repeat(28), "/$value".repeat(33)),
        format!("trees/{}", vec![casts("graph."); 12].join("/")),
        format!("trees/{}", vec![casts("microsoft.graph."); 12].join("/")),
        format!("trees{}", "/twigs/x/graph.twigs/microsoft.graph.leaves".repeat(15)),
        format!("trees{}", "/(".repeat(20_000)),
        format!("trees{}", "/a('".repeat(20_000)),
    ];
    let start = std::time::Instant::now();
    for path in &paths {
        let _ = table.at(path);
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn one_reference_value_or_count_is_at_the_end() {
    let table = listing(&["GET /trees", "DELETE /users/{id}/tree/$ref", "GET /users/{id}/tree"]);
    assert_eq!(listed(&table, "GET trees/$count"), Some("trees"));
    assert_eq!(listed(&table, "GET trees/$count/$count"), None);
    // The reference of a user's relation is nearer than the relation.
    assert_eq!(listed(&table, "DELETE me/tree/$ref"), Some("users/{id}/tree/$ref"));
    assert_eq!(listed(&table, "GET me/tree/$ref"), Some("users/{id}/tree"));
}

#[test]
fn an_alternate_key_is_a_key() {
    let table = listing(&[
        "GET /trees",
        "GET /trees/{id}",
        "GET /trees/{id}/photo",
        "PATCH /trees(tag={value})",
        "GET /soils",
        "DELETE /soils(layer={value})",
        "GET /garden/beds/{id}/plan(scale={value})",
        "GET /garden/beds/{id}/size",
        "GET /garden/rows/{id}",
    ]);
    for (request, expected) in [
        ("GET trees(tag='7')", Some("trees/{id}")),
        ("GET trees(name='7')/photo", Some("trees/{id}/photo")),
        ("GET trees(name='7',place='a/b')/photo", Some("trees/{id}/photo")),
        ("PATCH trees(tag='7')", Some("trees(tag={value})")),
        // The name after the key is not a key.
        ("GET trees(name='7')/owners", None),
        ("GET trees/7/owners", None),
        ("GET garden/rows(name='7')/owners", None),
        // A collection is not a function with any parameters, and an entity is not the collection.
        ("PATCH trees", None),
        ("DELETE soils", None),
        ("GET soils(name='7')", None),
        // A function is.
        ("GET garden/beds/1/plan", Some("garden/beds/{id}/plan(scale={value})")),
        ("GET garden/beds/1/plan()", Some("garden/beds/{id}/plan(scale={value})")),
        ("GET garden/beds/1/size(unit='m')", Some("garden/beds/{id}/size")),
    ] {
        assert_eq!(listed(&table, request), expected, "{request}");
    }
}

#[test]
fn the_methods_of_a_path_are_those_of_the_nearest_one() {
    let table = listing(&[
        "GET /me",
        "PATCH /me",
        "DELETE /users/{id}",
        "GET /trees",
        "PATCH /trees(tag={value})",
        "POST /trees/{id}",
    ]);
    for (path, expected) in
        [("me", &["GET", "PATCH"][..]), ("trees", &["GET"]), ("trees(tag='7')", &["PATCH"]), ("users/ada", &["DELETE"])]
    {
        assert_eq!(table.at(path).unwrap().methods().collect::<Vec<_>>(), expected, "{path}");
    }
}

#[test]
fn an_operation_that_is_not_listed_is_not_a_cast_or_a_key() {
    let table = listing(&[
        "GET /trees",
        "POST /trees",
        "GET /trees/{id}",
        "PATCH /trees/{id}",
        "POST /trees/{id}/leaves",
        "POST /garden/root",
        "GET /garden/root",
        "POST /soils",
        "POST /soils/graph.clay",
    ]);
    for (request, expected) in [
        ("POST trees/microsoft.graph.add", None),
        ("POST trees/graph.add", None),
        ("POST trees/microsoft.graph.pruning.add", None),
        ("POST trees/add", None),
        ("POST garden/root/microsoft.graph.dig", None),
        ("GET garden/root/microsoft.graph.search(q='v')", None),
        ("GET garden/root/graph.search(q='v')", None),
        ("GET garden/root/microsoft.graph.delta()", None),
        ("GET trees/getAllLeaves()", None),
        ("GET trees/add(x=1)", None),
        // Types.
        ("GET trees/microsoft.graph.oak", Some("trees")),
        ("GET trees/microsoft.graph.oak('7')", Some("trees/{id}")),
        ("PATCH trees/7/microsoft.graph.oak", Some("trees/{id}")),
        ("POST trees/7/microsoft.graph.oak/leaves", Some("trees/{id}/leaves")),
        ("POST trees/7/leaves/microsoft.graph.green/$ref", Some("trees/{id}/leaves")),
        ("POST soils/microsoft.graph.clay", Some("soils/graph.clay")),
        ("POST soils/microsoft.graph.loam", None),
    ] {
        assert_eq!(listed(&table, request), expected, "{request}");
    }
}

#[test]
fn a_special_folder_is_an_item() {
    let table = listing(&[
        "PUT /me/drive/items/{id}:/{path}:/content",
        "GET /me/drive/special/{name}",
        "GET /me/drive/items/{id}/children",
        "DELETE /me/drive/items/{id}",
    ]);
    for (request, expected) in [
        ("PUT me/drive/special/approot:/a.txt:/content", Some("me/drive/items/{id}:/{path}:/content")),
        ("GET me/drive/special/photos/children", Some("me/drive/items/{id}/children")),
        ("GET me/drive/special('photos')/children", Some("me/drive/items/{id}/children")),
        ("GET me/drive/special/photos", Some("me/drive/special/{name}")),
        ("DELETE me/drive/special/approot:/a.txt", Some("me/drive/items/{id}")),
        ("DELETE me/drive/special", None),
    ] {
        assert_eq!(listed(&table, request), expected, "{request}");
    }
}

#[test]
fn a_cast_is_not_a_key() {
    // `trees/{id}` is listed with methods that `trees` does not have.
    assert_eq!(names(&small(), "GET trees/microsoft.graph.oak", DelegatedPersonal), [""; 0]);
    assert_eq!(names(&small(), "GET trees/oak", DelegatedPersonal), ["Tree.ReadWrite.All"]);
}

#[test]
fn a_reference_has_the_permissions_of_its_relation() {
    let table = small();
    // The table lists `DELETE` at the reference, and no other method.
    assert_eq!(names(&table, "DELETE trees/{id}/owners/{id}/$ref", Application), ["Tool.Read.All"]);
    assert_eq!(names(&table, "POST trees/{id}/owners/$ref", Application), ["Tree.ReadWrite.All"]);
}

#[test]
fn an_application_is_never_me() {
    assert_eq!(names(&small(), "GET me/trees", DelegatedWork), ["Tree.Read.All"]);
    for path in ["me/trees", "me()/trees"] {
        assert_eq!(names(&small(), &format!("GET {path}"), Application), [""; 0], "{path}");
    }
}

#[test]
fn an_error_has_its_place() {
    let at = |text: &str, other: &str| {
        assert!(SMALL.contains(text), "{text}");
        PermissionTable::parse(&SMALL.replacen(text, other, 1)).unwrap_err().to_string()
    };
    for (text, other, error) in [
        (
            "\"least=DelegatedWork,Application\"",
            "7",
            "line 15, column 23: invalid type: integer `7`, expected a string",
        ),
        (
            "\"least=DelegatedWork,Application\"",
            "\"least\"",
            "line 15, column 29: expected `name=value` in the properties of a path, found `least`",
        ),
        ("[\"GET\"]", "\"GET\"", "line 13, column 26: invalid type: string \"GET\", expected a sequence"),
        (
            "\"pathSets\": [",
            "\"pathSets\": 7, \"x\": [",
            "line 10, column 19: invalid type: integer `7`, expected a list of path sets",
        ),
        ("\"ownerInfo\"", "ownerInfo", "line 29, column 7: key must be a string"),
        (
            "\"permissions\": {",
            "\"permission\": {",
            "line 1, column 1: this is not a table of permissions: it has no `permissions`",
        ),
    ] {
        assert_eq!(at(text, other), error);
    }
    let cut = PermissionTable::parse(SMALL.get(..400).unwrap()).unwrap_err().to_string();
    assert!(cut.contains("EOF while parsing"), "{cut}");
}

#[test]
fn no_text_and_no_path_panics() {
    let table = small();
    proptest::proptest!(|(at in 0..SMALL.len(), inserted in ".{0,3}", path in "[a-z/(){}=',:?.$]{0,40}")| {
        let (front, rest) = SMALL.split_at(at);
        let _ = PermissionTable::parse(&format!("{front}{inserted}{rest}")).map(|read| read.path_count());
        let _ = PermissionTable::parse(&format!("{front}{inserted}")).map(|read| read.path_count());
        for path in [path.clone(), format!("trees/{path}"), format!("/me/{path}/trees")] {
            let _ = table.at(&path).map(|found| found.grants("GET", DelegatedWork).len());
        }
    });
}

/// `$GRAPH_PERMISSIONS`, or `../shared/metadata/permissions.json` beside the workspace.
static SERVICE: LazyLock<(String, PermissionTable)> = LazyLock::new(|| {
    let named = std::env::var_os("GRAPH_PERMISSIONS").unwrap_or_else(|| "../shared/metadata/permissions.json".into());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(named);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let start = std::time::Instant::now();
    let table = PermissionTable::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    eprintln!("{} bytes in {:?}", text.len(), start.elapsed());
    (text, table)
});

#[test]
#[ignore = "needs the service's table of permissions: `just service` runs it"]
fn all_permissions_are_found() {
    let (text, table) = &*SERVICE;
    assert_eq!(table.permissions().len(), 917);
    assert_eq!(table.permissions().len(), text.matches("\"authorizationType\"").count());
    assert_eq!(table.path_count(), 7273);
    let with = |scheme| table.permissions().iter().filter(|permission| permission.scheme(scheme).is_some()).count();
    assert_eq!([DelegatedWork, DelegatedPersonal, Application].map(with), [739, 54, 703]);
}

#[test]
#[ignore = "needs the service's table of permissions: `just service` runs it"]
fn each_path_of_the_service_is_found() {
    let (text, table) = &*SERVICE;
    // Paths begin with `/` in no other key.
    let keys = text.lines().filter_map(|line| line.trim_start().strip_prefix("\"/")?.split_once("\":"));
    // `...` is a repetition, which a request spells out.
    let is_missed = |path: &&str| table.at(&path.replace("/...", "")).is_none();
    let mut missed: Vec<&str> = keys.map(|(path, _)| path).filter(is_missed).collect();
    missed.sort_unstable();
    missed.dedup();
    assert_eq!(missed, [""; 0]);
}

#[test]
#[ignore = "needs the service's table of permissions: `just service` runs it"]
fn the_least_permissions_of_well_known_requests() {
    let (_, table) = &*SERVICE;
    for (request, work, personal, application) in [
        (
            "POST deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses",
            "DeviceManagementConfiguration.ReadWrite.All",
            "",
            "DeviceManagementConfiguration.ReadWrite.All",
        ),
        (
            "POST deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses/$ref",
            "DeviceManagementConfiguration.ReadWrite.All",
            "",
            "DeviceManagementConfiguration.ReadWrite.All",
        ),
        (
            "GET deviceManagement/deviceConfigurations/d0313ccf/deviceStatuses",
            "DeviceManagementConfiguration.Read.All",
            "",
            "DeviceManagementConfiguration.Read.All",
        ),
        ("GET users", "User.ReadBasic.All", "", "User.ReadBasic.All"),
        ("GET me", "User.Read", "User.Read", ""),
        ("GET me/messages", "Mail.ReadBasic", "Mail.ReadBasic", ""),
        ("POST me/sendMail", "Mail.Send", "Mail.Send", ""),
        ("POST users/ada@contoso.com/microsoft.graph.sendMail", "Mail.Send", "Mail.Send", "Mail.Send"),
        (
            "GET groups/{groupId}/members/microsoft.graph.user",
            "GroupMember.ReadBasic.All",
            "",
            "GroupMember.ReadBasic.All",
        ),
        ("DELETE groups/{groupId}/members/{userId}/$ref", "GroupMember.ReadWrite.All", "", "GroupMember.ReadWrite.All"),
        ("PUT users/{userId}/manager/$ref", "User.ReadWrite.All", "", "User.ReadWrite.All"),
        ("GET users/{userId}/photo/$value", "User.Read", "", "ProfilePhoto.Read.All"),
        ("GET me/drive/root:/Docs/a.txt:/content", "Files.Read", "Files.Read", ""),
        ("DELETE me/todo/lists/{listId}", "Tasks.ReadWrite", "Tasks.ReadWrite", ""),
        ("GET reports/getEmailActivityCounts(period='D7')", "Reports.Read.All", "", "Reports.Read.All"),
    ] {
        let least = |scheme| names(table, request, scheme).into_iter().next().unwrap_or_default();
        let found = [DelegatedWork, DelegatedPersonal, Application].map(least);
        assert_eq!(found, [work, personal, application], "{request}");
    }
}
