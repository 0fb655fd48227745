//! `graph-entity describe`.

use serde_json::json;

use crate::called::{Directory, Outcome, program, program_with};

fn described(subject: &str) -> Outcome {
    let directory = Directory::new(&format!("describe-{}", subject.replace(['/', '{', '}', '.'], "-")));
    program_with(&directory.metadata("small.csdl"), &["describe", subject])
}

fn as_json(name: &str, subject: &str) -> serde_json::Value {
    let directory = Directory::new(name);
    let outcome = program_with(&directory.metadata("small.csdl"), &["describe", subject, "--json"]);
    assert_eq!(outcome.errors, "");
    outcome.json()
}

#[test]
fn a_type_fits_80_columns() {
    let Outcome { status, output, errors } = described("tree");
    assert_eq!((status, errors.as_str()), (0, ""));
    assert_eq!(output, include_str!("../golden/tree.txt"));
    assert!(output.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn a_path_has_requests_and_next_segments() {
    let output = described("trees/{treeId}/neighbours").output;
    let expected = include_str!("../golden/neighbours.txt");
    assert!(output.starts_with(expected), "{output}");
}

#[test]
fn a_type_is_resolved_by_each_of_its_names() {
    let first = described("microsoft.graph.branch").output;
    assert!(first.starts_with("microsoft.graph.branch  entity type\n"), "{first}");
    for name in ["branch", "graph.branch", "#microsoft.graph.branch"] {
        assert_eq!(described(name).output, first, "{name}");
    }
}

#[test]
fn an_unknown_name_is_1_with_suggestions() {
    let Outcome { status, output, errors } = described("tre");
    assert_eq!((status, output.as_str()), (1, ""));
    assert_eq!(
        errors,
        "there is no type or operation `tre`\n\n  help: did you mean one of these?\n          microsoft.graph.tree\n          trees\n"
            .to_owned()
            + "          microsoft.graph.pearTree\n          microsoft.graph.appleTree\n"
    );
    let Outcome { status, errors, .. } = described("trees/{id}/brnches");
    assert_eq!(status, 1);
    assert!(errors.contains("`microsoft.graph.tree` has no `brnches`"), "{errors}");
    assert!(errors.contains("help: did you mean `trees/{id}/branches`?"), "{errors}");
}

#[test]
fn an_operation_is_resolved_by_its_name() {
    let Outcome { status, output, errors } = described("prune");
    assert_eq!((status, errors.as_str()), (0, ""));
    assert_eq!(
        output,
        "microsoft.graph.prune  action\n\nBound to tree (1)\n  POST  prune(branches: String[], comment: String?) → tree\n\n\
         Paths (2)\n  trees/{treeId}/prune\n  gardener/ownTrees/{treeId}/prune\n"
    );
    assert_eq!(described("graph.prune").output, output);
    let oldest = as_json("json-operation", "oldest");
    assert_eq!((&oldest["kind"], &oldest["name"]), (&json!("operation"), &json!("microsoft.graph.oldest")));
    assert_eq!(oldest["overloads"][0]["boundTo"]["collection"], true);
    assert_eq!(oldest["paths"], json!(["trees/oldest", "gardener/ownTrees/oldest"]));
    let errors = described("prun").errors;
    assert!(errors.contains("did you mean `microsoft.graph.prune`?"), "{errors}");
}

#[test]
fn the_json_of_a_type() {
    let tree = as_json("json-type", "tree");
    let keys: Vec<&str> = tree.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "kind",
            "name",
            "bases",
            "abstract",
            "open",
            "hasStream",
            "key",
            "description",
            "deprecated",
            "capabilities",
            "properties",
            "navigation",
            "operations",
            "derived",
            "paths",
            "usedBy"
        ]
    );
    assert_eq!(
        tree["properties"][3],
        json!({
            "name": "age", "type": "Edm.Int32", "collection": false, "nullable": false, "key": false, "readOnly": true,
            "declaredBy": "microsoft.graph.tree",
            "description": "How old the tree is, in years, as far as it can be told without counting its rings. An estimate \
                            is rounded to tens.",
            "deprecated": null,
        })
    );
    assert_eq!(tree["navigation"][0]["contained"], true);
    assert_eq!(tree["operations"][0]["name"], "microsoft.graph.prune");
    assert_eq!(tree["operations"][1]["boundTo"]["collection"], true);
    assert_eq!(tree["paths"], json!(["trees", "gardener/ownTrees"]));
    assert_eq!(tree["usedBy"], json!([{ "type": "microsoft.graph.tree", "property": "neighbours" }]));
}

#[test]
fn the_json_of_enumerations_paths_and_unknown_names() {
    let season = as_json("json-enum", "season");
    assert_eq!((&season["kind"], &season["flags"]), (&json!("enumType"), &json!(true)));
    assert_eq!(season["members"][1]["value"], 2);

    let trees = as_json("json-path", "trees");
    assert_eq!(
        (&trees["kind"], &trees["target"], &trees["byReference"]),
        (&json!("path"), &json!("collection"), &json!(false))
    );
    assert_eq!(
        trees["requests"][1],
        json!({ "method": "POST", "path": "trees", "purpose": "create", "supported": false })
    );
    assert_eq!(trees["capabilities"]["NonFilterableProperties"], json!(["nicknames"]));
    assert_eq!(trees["of"]["name"], "microsoft.graph.tree");

    let call = as_json("json-call", "trees/{id}/prune");
    assert_eq!(call["overloads"][0]["parameters"][0]["name"], "branches");

    let unknown = as_json("json-unknown", "shrub");
    assert_eq!((&unknown["kind"], &unknown["suggestions"]), (&json!("unknown"), &json!([])));
}

#[test]
fn without_metadata_the_error_has_the_download_command() {
    let Outcome { status, errors, .. } = program(&["describe", "tree"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: no metadata file was given\n\n  help: add `--metadata"), "{errors}");
    assert!(errors.contains("https://graph.microsoft.com/v1.0/$metadata"), "{errors}");
}
