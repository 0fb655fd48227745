//! The permissions of small programs.

use std::path::Path;

use super::*;
use crate::source::{calls::of_texts, items_of};

const TABLE: &str = include_str!("../../tests/permissions.json");

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

fn least(body: &str, scheme: Scheme) -> Vec<String> {
    with_requests(body, false, |requests| least_set(requests, scheme).into_iter().map(str::to_owned).collect())
}

#[test]
fn a_superfluous_permission_is_left_out() {
    let work = Scheme::DelegatedWork;
    assert_eq!(least("Tree::trees().list()", work), ["Tree.Read.All"]);
    assert_eq!(least("Tree::trees().list(); Tree::trees().create(&x)", work), ["Tree.ReadWrite.All"]);
    assert_eq!(least("Tree::trees().list(); Tree::trees().entity(1).get()", Scheme::Application), ["Tree.Read.All"]);
    assert_eq!(least("Tree::own().list()", Scheme::Application), [""; 0]);
}

#[test]
fn what_else_is_required_is_in_the_set() {
    assert_eq!(least("Prune {}.request(k)", Scheme::Application), ["Tool.Read.All", "Tree.ReadWrite.All"]);
}

#[test]
fn granted_permissions_are_compared() {
    let compare = |body: &str, names: &[&str]| {
        with_requests(body, false, |requests| {
            let found = granted(requests, Scheme::Application, names);
            let missing: Vec<String> = found.missing.iter().map(|name| (*name).to_owned()).collect();
            (missing, found.unneeded, found.uncovered.len())
        })
    };
    let body = "Tree::trees().list(); Tree::trees().create(&x)";
    let none = Vec::<String>::new;
    assert_eq!(compare(body, &["Tree.ReadWrite.All"]), (none(), none(), 0));
    assert_eq!(
        compare(body, &["Tree.Read.All"]),
        (vec!["Tree.ReadWrite.All".to_owned()], vec!["Tree.Read.All".to_owned()], 1)
    );
    let both = compare(body, &["Tree.Read.All", "Tree.ReadWrite.All", "Tool.Read.All"]);
    assert_eq!(both, (none(), vec!["Tree.Read.All".to_owned(), "Tool.Read.All".to_owned()], 0));
    let broader = |names: &[&str]| {
        let body = "Tree::trees().list()";
        with_requests(body, false, |requests| granted(requests, Scheme::Application, names).broader)
    };
    assert_eq!(broader(&["Tree.ReadWrite.All"]), ["Tree.ReadWrite.All"]);
    assert_eq!(broader(&["Tree.Read.All"]), [""; 0]);
    assert_eq!(compare("Prune {}.request(k)", &["Tree.ReadWrite.All"]), (vec!["Tool.Read.All".to_owned()], none(), 1));
}

#[test]
fn all_methods_of_an_endpoint_without_calls() {
    let shown = |requests: &Requests<'_>| -> Vec<String> {
        requests.all.iter().map(|request| format!("{} {}", request.method, request.path)).collect()
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
