//! The permissions of small programs.

use std::path::Path;

use graph_csdl::permissions::PermissionTable;

use super::*;
use crate::source::{calls::of_texts, items_of};

const TABLE: &str = include_str!("../../../graph-csdl/tests/permissions.json");

fn with_requests<T>(body: &str, all_methods: bool, answer: impl FnOnce(&Requests<'_>) -> T) -> T {
    let table = PermissionTable::parse(TABLE).unwrap_or_else(|error| panic!("{error}"));
    let items = r#"
        #[graph_entity(path = "trees", path(name = "own", template = "me/trees"))] struct Tree { #[graph(key)] id: Option<String> }
        #[graph_action(path = "trees/{treeId}/prune")] struct Prune {}"#;
    let text = format!("{items}\nfn f() {{ {body} }}");
    let file = Path::new("a.rs");
    let sources = items_of(file, &text, &MetadataSource::Manifest(None));
    let calls = of_texts(&[(file, &text)], &sources.items);
    answer(&Requests::of(&calls, &table, all_methods))
}

#[test]
fn all_methods_of_an_endpoint_without_calls() {
    let shown = |requests: &Requests<'_>| -> Vec<String> {
        let all = requests.required.requests().into_iter();
        all.map(|request| format!("{} {}", request.method(), request.path())).collect()
    };
    let body = "helper(Tree::trees()); Tree::own(); Prune {}.request(k)";
    assert_eq!(
        with_requests(body, true, shown),
        [
            "GET me/trees",
            "GET me/trees/{id}",
            "DELETE trees",
            "GET trees",
            "PATCH trees",
            "POST trees",
            "DELETE trees/{id}",
            "GET trees/{id}",
            "PATCH trees/{id}",
            "POST trees/{id}",
            "POST trees/{treeId}/prune",
        ]
    );
    assert_eq!(with_requests(body, false, shown), ["POST trees/{treeId}/prune"]);
    assert_eq!(with_requests(body, false, |requests| requests.unseen.len()), 2);
}
