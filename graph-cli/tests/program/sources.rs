//! `graph-entity check` and `graph-entity diff`.

use serde_json::json;

use crate::called::{Outcome, Place, SMALL, program};

const SOUND: &str = r#"
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
fn sound_sources_are_0() {
    let place = Place::new("sound");
    let metadata = place.metadata("small.csdl");
    place.file("src/tree.rs", SOUND);
    let source = format!("{}/src", place.path());
    let file = format!("{source}/tree.rs");
    let Outcome { status, output, errors } = program(&["check", "--metadata", &metadata, &source, &file]);
    assert_eq!((status, output.as_str()), (0, ""), "{errors}");
    assert_eq!(errors, "2 annotated items in 1 file: 0 errors, 0 warnings\n", "the file is read once");
}

#[test]
fn findings_are_1_with_places() {
    let place = Place::new("findings");
    let metadata = place.metadata("small.csdl");
    let wrong = SOUND
        .replace("display_name", "display_nam")
        .replace("    #[graph(read_only)]\n", "    pub girth: Option<f64>,\n    #[graph(read_only)]\n");
    let file = place.file("tree.rs", wrong);
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
    assert_eq!((&json["files"], &json["items"], &json["passedOver"]), (&json!(1), &json!(2), &json!(0)));
    assert_eq!(
        json["findings"][0],
        json!({
            "level": "error", "file": file, "line": 6, "column": 9, "item": "Tree", "type": "microsoft.graph.tree",
            "fact": "`microsoft.graph.tree` has no property `displayNam`", "help": "did you mean `display_name`?", "note": null,
        })
    );
}

#[test]
fn what_cannot_be_read_is_2_and_the_rest_is_checked() {
    let place = Place::new("unread");
    let metadata = place.metadata("small.csdl");
    place.file("src/a.rs", "#[graph_complex] struct A { a: }");
    place.file("src/b.rs", SOUND.replace("display_name", "display_nam"));
    place.file("src/d.rs", [0xff, 0xfe, b'/', 0]);
    place.file("src/target/CACHEDIR.TAG", "");
    place.file("src/target/c.rs", "#[graph_complex] struct No { a: i32 }");
    let source = format!("{}/src", place.path());
    let Outcome { status, output, errors } = program(&["check", "--metadata", &metadata, &source]);
    assert_eq!(status, 2);
    assert!(output.contains("b.rs:6:9: error:"), "{output}");
    assert!(errors.contains("a.rs:1:") && errors.contains("help: see that it compiles"), "{errors}");
    assert!(errors.contains("d.rs:1:1: error: this is no UTF-8 text\n  help: store it as UTF-8\n"), "{errors}");
    assert!(errors.ends_with("2 annotated items in 3 files: 1 error, 0 warnings\n"), "{errors}");

    let Outcome { status, errors, .. } = program(&["check", "--metadata", &metadata, "no/such"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: there is no `no/such`"), "{errors}");

    place.file("empty/readme.md", "");
    let empty = format!("{}/empty", place.path());
    let Outcome { status, errors, .. } = program(&["check", "--metadata", &metadata, &empty]);
    assert_eq!(status, 2, "a check of nothing is no success");
    assert!(errors.starts_with(&format!("error: there is no Rust file in `{empty}`\n")), "{errors}");
}

#[test]
fn without_metadata_the_rules_of_the_attributes_are_checked() {
    let place = Place::new("rules");
    place.file("Cargo.toml", "[package]\nname = \"a\"\n");
    let file = place.file("src/a.rs", SOUND.replace("#[graph(read_only)]", "#[graph(readonly)]"));
    let Outcome { status, output, errors } = program(&["check", &file]);
    assert_eq!(status, 1, "{errors}");
    assert_eq!(
        output,
        format!(
            "{file}:7:13: error: `graph` has no argument `readonly`\n  help: did you mean `read_only`?\n  note: it takes `key`, `rename`, `read_only`, `etag`, `type_name`,\n          \
             `navigation`, `additional`, `skip`, `unchecked`\n"
        )
    );
    let file = place.file("src/b.rs", SOUND);
    let Outcome { status, errors, .. } = program(&["check", &file]);
    assert_eq!(status, 0, "{errors}");
    assert!(errors.ends_with("2 items not checked against metadata: name it by --metadata\n"), "{errors}");
}

#[test]
fn without_metadata_that_of_the_crate_counts() {
    let place = Place::new("of_the_crate");
    place.metadata("metadata/small.csdl");
    place.file("Cargo.toml", "[package]\nname = \"a\"\n[package.metadata.graph]\nschema = \"metadata/small.csdl\"\n");
    let file = place.file("src/a.rs", SOUND.replace("display_name", "display_nam"));
    let Outcome { status, output, errors } = program(&["check", &file]);
    assert_eq!((status, errors.as_str()), (1, "2 annotated items in 1 file: 1 error, 0 warnings\n"));
    assert!(output.starts_with(&format!("{file}:6:9: error: `microsoft.graph.tree` has no property")), "{output}");
}

#[test]
fn items_of_another_version_are_passed_over() {
    let place = Place::new("version");
    let metadata = place.metadata("small.csdl");
    let file = place.file("x.rs", "#[graph_entity(path = \"no\", version = \"beta\")] struct X { a: Option<String> }");
    let v1 = program(&["check", "--metadata", &metadata, &file]);
    assert_eq!(v1.status, 0, "{v1:?}");
    assert!(v1.errors.contains("1 item of another version passed over"), "{v1:?}");
    assert_eq!(program(&["check", "--metadata", &metadata, "--api-version", "beta", &file]).status, 1);
}

#[test]
fn a_difference_that_touches_the_sources_is_1() {
    let place = Place::new("diff");
    let old = place.metadata("old.csdl");
    let new = place.file("new.csdl", SMALL.replace("<Property Name=\"displayName\" Type=\"Edm.String\"/>", ""));
    let file = place.file("tree.rs", SOUND);
    let Outcome { status, output, errors } = program(&["diff", &old, &new, "--src", &file]);
    assert_eq!(status, 1, "{errors}");
    assert_eq!(
        output,
        format!(
            "Tree  microsoft.graph.tree\n  {file}:6:9: breaking: `displayName` is gone\n    help: remove the field `display_name`\n\n\
             1 type changed, 0 new, 0 gone; 0 operations changed, 0 new, 0 gone; \
             0 roots changed, 0 new, 0 gone\n1 of your 2 annotated items is touched\n"
        )
    );
    let json = program(&["diff", &old, &new, "--src", &file, "--json"]).json();
    assert_eq!(json["touched"][0]["changes"][0]["change"], "property_gone");
    assert_eq!(json["types"], json!({ "changed": ["microsoft.graph.plant"], "added": [], "removed": [] }));
}

#[test]
fn a_difference_that_does_not_is_0() {
    let place = Place::new("untouched");
    let old = place.metadata("old.csdl");
    let new = place.file("new.csdl", SMALL.replace("<Property Name=\"mail\" Type=\"Edm.String\"/>", ""));
    let file = place.file("tree.rs", SOUND);
    let Outcome { status, output, errors } = program(&["diff", &old, &new, "--src", &file]);
    assert_eq!(status, 0, "{errors}");
    assert!(output.ends_with("none of your 2 annotated items is touched\n"), "{output}");
    let without = program(&["diff", &old, &new]);
    assert_eq!(without.status, 1);
    assert!(without.output.starts_with("Types changed (1)\n  microsoft.graph.gardener\n"), "{without:?}");
    assert_eq!(program(&["diff", &old, &old]).status, 0);
}

#[test]
fn a_root_is_part_of_what_changed() {
    let place = Place::new("roots");
    let old = place.metadata("old.csdl");
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
        let new = place.file("new.csdl", SMALL.replace(singleton, root));
        let outcome = program(&["diff", &old, &new, "--json"]);
        let json = outcome.json();
        assert_eq!(json["roots"], expected, "{root}");
        assert_eq!(outcome.status, i32::from(root != described), "{root}");
        let none = json!({ "changed": [], "added": [], "removed": [] });
        assert_eq!((&json["types"], &json["operations"]), (&none, &none), "{root}");
    }
    let new = place.file("new.csdl", SMALL.replace(singleton, ""));
    let output = program(&["diff", &old, &new]).output;
    assert!(output.starts_with("Roots of paths gone (1)\n  gardener\n"), "{output}");
    assert!(output.ends_with("; 0 roots changed, 0 new, 1 gone\n"), "{output}");
}
