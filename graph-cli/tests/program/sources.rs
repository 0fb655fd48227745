//! `graph-entity check` and `graph-entity diff`.

use serde_json::json;

use crate::called::{Directory, Outcome, SMALL, program};

const VALID: &str = r#"
#[graph_entity(path = "trees")]
pub struct Tree {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    #[graph(read_only)]
    pub age: i32,
}

#[graph_action(path = "trees/{treeId}/prune", returns = Tree)]
pub struct Prune {
    pub branches: Vec<String>,
}
"#;

#[test]
fn valid_sources_are_0() {
    let directory = Directory::new("sound");
    let metadata = directory.metadata("small.csdl");
    directory.file("src/tree.rs", VALID);
    let source = format!("{}/src", directory.path());
    let file = format!("{source}/tree.rs");
    let Outcome { status, output, errors } = program(&["check", "--metadata", &metadata, &source, &file]);
    assert_eq!((status, output.as_str()), (0, ""), "{errors}");
    assert_eq!(errors, "2 annotated items in 1 file: 0 errors, 0 warnings\n", "the file is read once");
}

#[test]
fn findings_are_1_with_directorys() {
    let directory = Directory::new("findings");
    let metadata = directory.metadata("small.csdl");
    let wrong = VALID
        .replace("display_name", "display_nam")
        .replace("    #[graph(read_only)]\n", "    pub girth: Option<f64>,\n    #[graph(read_only)]\n");
    let file = directory.file("tree.rs", wrong);
    let Outcome { status, output, errors } = program(&["check", "--metadata", &metadata, &file]);
    assert_eq!(status, 1, "{errors}");
    assert_eq!(
        output,
        format!(
            "{file}:6:9: error: `microsoft.graph.tree` has no property `displayNam`\n  help: did you mean `display_name`?\n\
             {file}:7:9: warning: `girth` is deprecated\n  note: Use the diameter. (to be removed on 2027-01-01)\n"
        )
    );
    assert_eq!(errors, "2 annotated items in 1 file: 1 error, 1 warning\n");

    let outcome = program(&["check", "--metadata", &metadata, &file, "--json"]);
    assert_eq!(outcome.status, 1);
    let json = outcome.json();
    assert_eq!((&json["files"], &json["items"], &json["skipped"]), (&json!(1), &json!(2), &json!(0)));
    assert_eq!(
        json["findings"][0],
        json!({
            "level": "error", "file": file, "line": 6, "column": 9, "item": "Tree", "type": "microsoft.graph.tree",
            "message": "`microsoft.graph.tree` has no property `displayNam`", "help": "did you mean `display_name`?", "note": null,
        })
    );
}

#[test]
fn an_unreadable_item_is_2_and_others_are_checked() {
    let directory = Directory::new("unread");
    let metadata = directory.metadata("small.csdl");
    directory.file("src/a.rs", "#[graph_complex] struct A { a: }");
    directory.file("src/b.rs", VALID.replace("display_name", "display_nam"));
    directory.file("src/d.rs", [0xff, 0xfe, b'/', 0]);
    directory.file("src/target/CACHEDIR.TAG", "");
    directory.file("src/target/c.rs", "#[graph_complex] struct No { a: i32 }");
    let source = format!("{}/src", directory.path());
    let Outcome { status, output, errors } = program(&["check", "--metadata", &metadata, &source]);
    assert_eq!(status, 2);
    assert!(output.contains("b.rs:6:9: error:"), "{output}");
    assert!(
        errors.contains("a.rs:1:") && errors.contains("help: fix the syntax: the file does not compile"),
        "{errors}"
    );
    assert!(errors.contains("d.rs:1:1: error: the file is not UTF-8 text\n  help: convert it to UTF-8\n"), "{errors}");
    assert!(errors.ends_with("2 annotated items in 3 files: 1 error, 0 warnings\n"), "{errors}");

    let Outcome { status, errors, .. } = program(&["check", "--metadata", &metadata, "no/such"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: there is no file or directory `no/such`"), "{errors}");

    directory.file("empty/readme.md", "");
    let empty = format!("{}/empty", directory.path());
    let Outcome { status, errors, .. } = program(&["check", "--metadata", &metadata, &empty]);
    assert_eq!(status, 2, "a check without files is an error");
    assert!(errors.starts_with(&format!("error: there is no Rust file in `{empty}`\n")), "{errors}");
}

#[test]
fn without_metadata_the_rules_of_attributes_are_checked() {
    let directory = Directory::new("rules");
    directory.file("Cargo.toml", "[package]\nname = \"a\"\n");
    let file = directory.file("src/a.rs", VALID.replace("#[graph(read_only)]", "#[graph(readonly)]"));
    let Outcome { status, output, errors } = program(&["check", &file]);
    assert_eq!(status, 1, "{errors}");
    assert_eq!(
        output,
        format!(
            "{file}:7:13: error: `graph` has no argument `readonly`\n  help: did you mean `read_only`?\n  note: expected one of `key`, `rename`, `read_only`, `etag`, `type_name`,\n          \
             `navigation`, `additional`, `skip`, `unchecked`\n"
        )
    );
    let file = directory.file("src/b.rs", VALID);
    let Outcome { status, errors, .. } = program(&["check", &file]);
    assert_eq!(status, 0, "{errors}");
    assert!(errors.ends_with("2 items not checked against metadata: choose a file by --metadata\n"), "{errors}");
}

#[test]
fn without_metadata_the_file_of_the_crate_is_used() {
    let directory = Directory::new("of_the_crate");
    directory.metadata("metadata/small.csdl");
    directory
        .file("Cargo.toml", "[package]\nname = \"a\"\n[package.metadata.graph]\nschema = \"metadata/small.csdl\"\n");
    let file = directory.file("src/a.rs", VALID.replace("display_name", "display_nam"));
    let Outcome { status, output, errors } = program(&["check", &file]);
    assert_eq!((status, errors.as_str()), (1, "2 annotated items in 1 file: 1 error, 0 warnings\n"));
    assert!(output.starts_with(&format!("{file}:6:9: error: `microsoft.graph.tree` has no property")), "{output}");
}

#[test]
fn items_of_another_version_are_skipped() {
    let directory = Directory::new("version");
    let metadata = directory.metadata("small.csdl");
    let file =
        directory.file("x.rs", "#[graph_entity(path = \"no\", version = \"beta\")] struct X { a: Option<String> }");
    let v1 = program(&["check", "--metadata", &metadata, &file]);
    assert_eq!(v1.status, 0, "{v1:?}");
    assert!(v1.errors.contains("1 item of another version skipped"), "{v1:?}");
    assert_eq!(program(&["check", "--metadata", &metadata, "--api-version", "beta", &file]).status, 1);
}

#[test]
fn a_change_that_affects_the_sources_is_1() {
    let directory = Directory::new("diff");
    let old = directory.metadata("old.csdl");
    let new = directory.file("new.csdl", SMALL.replace("<Property Name=\"displayName\" Type=\"Edm.String\"/>", ""));
    let file = directory.file("tree.rs", VALID);
    let Outcome { status, output, errors } = program(&["diff", &old, &new, "--src", &file]);
    assert_eq!(status, 1, "{errors}");
    assert_eq!(
        output,
        format!(
            "Tree  microsoft.graph.tree\n  {file}:6:9: breaking: `displayName` was removed\n    help: remove the field `display_name`\n\n\
             1 type changed, 0 added, 0 removed; 0 operations changed, 0 added, 0 removed; \
             0 roots changed, 0 added, 0 removed\n1 of your 2 annotated items is affected\n"
        )
    );
    let json = program(&["diff", &old, &new, "--src", &file, "--json"]).json();
    assert_eq!(json["affected"][0]["changes"][0]["change"], "property_removed");
    assert_eq!(json["types"], json!({ "changed": ["microsoft.graph.plant"], "added": [], "removed": [] }));
}

#[test]
fn a_change_that_does_not_affect_the_sources_is_0() {
    let directory = Directory::new("untouched");
    let old = directory.metadata("old.csdl");
    let new = directory.file("new.csdl", SMALL.replace("<Property Name=\"mail\" Type=\"Edm.String\"/>", ""));
    let file = directory.file("tree.rs", VALID);
    let Outcome { status, output, errors } = program(&["diff", &old, &new, "--src", &file]);
    assert_eq!(status, 0, "{errors}");
    assert!(output.ends_with("none of your 2 annotated items is affected\n"), "{output}");
    let without = program(&["diff", &old, &new]);
    assert_eq!(without.status, 1);
    assert!(without.output.starts_with("Types changed (1)\n  microsoft.graph.gardener\n"), "{without:?}");
    assert_eq!(program(&["diff", &old, &old]).status, 0);
}

#[test]
fn changed_path_roots() {
    let directory = Directory::new("roots");
    let old = directory.metadata("old.csdl");
    let singleton = "<Singleton Name=\"gardener\" Type=\"graph.gardener\"/>";
    let bound = singleton.replace("/>", "><NavigationPropertyBinding Path=\"x\" Target=\"trees\"/></Singleton>");
    let described =
        singleton.replace("/>", "><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"x\"/></Singleton>");
    let changed = json!({ "changed": ["gardener"], "added": [], "removed": [] });
    for (root, expected) in [
        (
            "<Singleton Name=\"keeper\" Type=\"graph.gardener\"/>",
            json!({ "changed": [], "added": ["keeper"], "removed": ["gardener"] }),
        ),
        ("<Singleton Name=\"gardener\" Type=\"graph.tree\"/>", changed.clone()),
        ("<EntitySet Name=\"gardener\" EntityType=\"graph.gardener\"/>", changed.clone()),
        (bound.as_str(), changed.clone()),
        ("<FunctionImport Name=\"gardener\" Function=\"graph.oldest\"/>", changed),
        (described.as_str(), json!({ "changed": [], "added": [], "removed": [] })),
    ] {
        let new = directory.file("new.csdl", SMALL.replace(singleton, root));
        let outcome = program(&["diff", &old, &new, "--json"]);
        let json = outcome.json();
        assert_eq!(json["roots"], expected, "{root}");
        assert_eq!(outcome.status, i32::from(root != described), "{root}");
        let none = json!({ "changed": [], "added": [], "removed": [] });
        assert_eq!((&json["types"], &json["operations"]), (&none, &none), "{root}");
    }
    let new = directory.file("new.csdl", SMALL.replace(singleton, ""));
    let output = program(&["diff", &old, &new]).output;
    assert!(output.starts_with("Path roots removed (1)\n  gardener\n"), "{output}");
    assert!(output.ends_with("; 0 roots changed, 0 added, 1 removed\n"), "{output}");
}
