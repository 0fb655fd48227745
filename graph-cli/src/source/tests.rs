//! Annotated items in source text.

use std::path::Path;

use graph_codegen::ApiVersion;

use super::*;

/// The options that a field has.
fn options(field: &Field) -> Vec<&'static str> {
    let all = [
        (field.is_key, "key"),
        (field.is_read_only, "read_only"),
        (field.is_navigation, "navigation"),
        (field.is_unchecked, "unchecked"),
    ];
    all.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect()
}

fn read(text: &str) -> Sources {
    items_of(Path::new("a.rs"), text, &MetadataSource::Manifest(None))
}

fn items(text: &str) -> Vec<Item> {
    let Sources { items, unreadable, .. } = read(text);
    assert_eq!(unreadable, []);
    items
}

#[test]
fn an_entity_with_all_its_arguments() {
    let items = items(
        r#"
use graph_core::graph_entity;
#[graph_core::graph_entity(
    path = "users",
    singleton(name = "me", template = "me"),
    odata_type = "microsoft.graph.user",
    permissions(delegated = ["User.Read"], application = []),
    version = "beta", select = false, crate = my::graph,
)]
#[derive(Debug, Clone)]
pub struct Person {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    #[graph(etag)] pub etag: Option<String>,
    #[serde(rename = "mail", alias = "email", with = "x::y")] pub address: Option<Vec<String>>,
    #[graph(read_only, rename = "createdDateTime")] pub created: Option<chrono::DateTime<Utc>>,
    #[graph(navigation)] pub direct_reports: Option<Vec<Person>>,
    #[graph(skip)] pub r#type: u8,
    #[graph(additional)] pub rest: JsonObject,
}"#,
    );
    let [person] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(
        (person.kind, person.name.as_str(), person.type_name.as_str()),
        (ItemKind::Entity, "Person", "microsoft.graph.user")
    );
    assert_eq!(person.location, Location { line: 11, column: 12 });
    assert_eq!(person.version, Some(ApiVersion::Beta));
    let endpoints: Vec<_> =
        person.endpoints.iter().map(|e| (e.template.as_str(), e.is_singleton, e.location.line)).collect();
    assert_eq!(endpoints, [("users", false, 4), ("me", true, 5)]);
    let fields: Vec<_> = person.fields.iter().map(|f| (f.name.as_str(), f.ty.as_str(), options(f))).collect();
    assert_eq!(
        fields,
        [
            ("id", "Option<String>", vec!["key"]),
            ("@odata.etag", "Option<String>", vec!["read_only", "unchecked"]),
            ("mail", "Option<Vec<String>>", vec![]),
            ("createdDateTime", "Option<chrono::DateTime<Utc>>", vec!["read_only"]),
            ("directReports", "Option<Vec<Person>>", vec!["navigation"]),
        ]
    );
    assert_eq!(person.fields[2].aliases, ["email"]);
    assert_eq!(person.fields[0].location, Location { line: 14, column: 9 });
}

#[test]
fn enumerations_and_unions_have_variants() {
    let items = items(
        r#"#[graph_enum(flags)] enum Access { None = 0, #[graph(rename = "R")] Read = -1, #[graph(other)] Other(String) }
           #[graph_union(path = "a/b")] enum Any { #[graph(base)] Base(Thing), Big(Box<Other>), #[graph(other)] Rest(JsonObject) }"#,
    );
    let [access, any] = items.as_slice() else { panic!("{items:?}") };
    assert!(access.is_flags);
    assert_eq!(access.type_name, "microsoft.graph.access");
    let members: Vec<_> = access.variants.iter().map(|v| (v.name.as_str(), v.number, v.is_other)).collect();
    assert_eq!(members, [("none", Some(0), false), ("R", Some(-1), false), ("other", None, true)]);
    let held: Vec<_> = any.variants.iter().map(|v| (v.holds.as_deref(), v.is_base, v.is_other)).collect();
    assert_eq!(
        held,
        [(Some("Thing"), true, false), (Some("Box<Other>"), false, false), (Some("JsonObject"), false, true)]
    );
}

#[test]
fn operations_have_parameters_and_a_result() {
    let items = items(
        r#"#[graph_function(path = "me/reminderView", returns = Vec<Reminder>, select = true)]
           struct View { start_date_time: String, #[graph(alias)] end: String }
           #[graph_action(path = "me/sync")] struct Sync;"#,
    );
    let [view, sync] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(
        (view.kind, view.returns.as_ref().map(|returns| returns.ty.as_str())),
        (ItemKind::Function, Some("Vec<Reminder>"))
    );
    assert_eq!(view.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["startDateTime", "end"]);
    assert_eq!((sync.kind, sync.fields.len()), (ItemKind::Action, 0));
}

#[test]
fn items_are_found_in_modules_functions_and_macro_calls() {
    let items = items(
        r##"mod a { fn b() { #[graph_complex] struct Inner { x: i32 } } }
           macro_rules! m { ($n:ident) => { #[graph_complex] struct $n { x: i32 } } }
           wrap! { #[graph_complex] pub(crate) struct Wrapped { x: i32 } }
           #[cfg_attr(feature = "x", graph_core::graph_complex(odata_type = "a.b"))] struct Sometimes { x: i32 }
           #[derive(Debug)] struct Foreign { graph_entity: i32 }
           #[test] fn text() { let _ = "#[graph_entity] struct No {}"; }"##,
    );
    let names: Vec<_> = items.iter().map(|item| (item.name.as_str(), item.type_name.as_str())).collect();
    assert_eq!(
        names,
        [("Inner", "microsoft.graph.inner"), ("Wrapped", "microsoft.graph.wrapped"), ("Sometimes", "a.b")]
    );
}

#[test]
fn an_unreadable_item_does_not_affect_others() {
    let text = "#[graph_entity(path = )]\nstruct A { a: i32 }\nlet = this is no item;\n#[graph_complex] struct B { b: i32 }\n\
                #[graph_complex]\nstruct C { c }\n";
    let Sources { items, unreadable, .. } = read(text);
    assert_eq!(items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(
        unreadable.iter().map(|unreadable| unreadable.location).collect::<Vec<_>>(),
        [Location { line: 6, column: 14 }]
    );

    let Sources { findings, .. } = read("\n\n  #[graph_function(path = \"a\", returns)] struct A;");
    let found: Vec<_> = findings.iter().map(|found| found.diagnostic.location).collect();
    assert_eq!(found, [Location { line: 3, column: 32 }]);

    let Sources { items, unreadable, .. } = read("#!/usr/bin/env run\n#[graph_complex] struct A { a: i32 \n");
    assert_eq!(items.len(), 0);
    assert_eq!(unreadable.iter().map(|unreadable| unreadable.location.line).collect::<Vec<_>>(), [2]);
}

/// Items with a type or number that is nested so many times.
fn nested(many: usize) -> Vec<(String, &'static str)> {
    let field = |before: &str, after: &str| {
        format!("#[graph_complex] struct A {{ a: {}u8{} }}", before.repeat(many), after.repeat(many))
    };
    let number = |before: &str, after: &str| {
        format!("#[graph_enum] enum A {{ A = {}1{} }}", before.repeat(many), after.repeat(many))
    };
    vec![
        (field("Option<", ">"), "angle brackets"),
        (field("A<B, ", ">"), "angle brackets after a comma"),
        (field("A<fn() -> B, ", ">"), "arrows"),
        (field("<A as B<", ">>::C"), "casts"),
        (field("&", ""), "references"),
        (field("*const ", ""), "pointers"),
        (field("fn() -> ", ""), "functions"),
        (field("impl Fn() -> ", ""), "traits"),
        (field("(", ")"), "parentheses"),
        (field("[", "; 1]"), "arrays"),
        (field("(u8, ", ")"), "tuples"),
        (field("[u8; {", "}]"), "blocks"),
        (number("-", ""), "signs"),
        (number("(", ")"), "parentheses of a number"),
        (number("1 + ", ""), "sums"),
        (number("f::<A, ", ">()"), "arguments"),
        (number("", " as u8"), "casts of a number"),
        (format!("#[graph_entity(path = {}1)] struct A {{ a: u8 }}", "!".repeat(many)), "arguments of the attribute"),
        (format!("#[graph_complex] struct A where {} u8: B {{ a: u8 }}", "&".repeat(many)), "conditions"),
        (format!("{}#[graph_complex] struct A {{ a: u8 }}{}", "{".repeat(many), "}".repeat(many)), "blocks around"),
    ]
}

#[test]
fn too_deep_nesting_is_reported() {
    for (text, what) in nested(100_000) {
        let Sources { items, unreadable, .. } = read(&text);
        assert_eq!(items.len(), 0, "{what}");
        let messages: Vec<_> = unreadable.iter().map(|unreadable| unreadable.message.as_str()).collect();
        assert_eq!(messages, ["the item is nested too deeply"], "{what}");
        assert_eq!(unreadable[0].location.line, 1, "{what}");
    }
}

#[test]
fn the_deepest_nesting_does_not_exhaust_the_stack() {
    for many in (0..nesting::LIMIT).rev().step_by(25) {
        for (text, what) in nested(many) {
            let Sources { items, unreadable, findings, .. } = read(&text);
            // syn parses the item, or only rustc can and it is reported, or neither can.
            assert!(items.len() + unreadable.len() == 1 || items.is_empty() && findings.len() == 1, "{many} {what}");
        }
    }
}

#[test]
fn nesting_by_hand_is_below_the_limit() {
    let deep = |many: usize| format!("{}u8{}", "Option<".repeat(many), ">".repeat(many));
    let comments = "/// a\n".repeat(2_000);
    let fields: Vec<String> = (0..2_000).map(|n| format!("/// a\n f{n}: {}", deep(20))).collect();
    let fields = fields.join(",");
    let text = format!("{comments}#[graph_complex] struct A {{ {comments} a: {}, {fields} }}", deep(60));
    assert_eq!(items(&text)[0].fields.len(), 2_001);
}

#[test]
fn too_many_brackets_do_not_affect_other_items() {
    let many = 100_000;
    let text = format!("fn a() {{ {}{} }} #[graph_complex] struct B {{ b: i32 }}", "(".repeat(many), ")".repeat(many));
    let Sources { items, unreadable, .. } = read(&text);
    assert_eq!((items.len(), unreadable.len()), (1, 1));
    let Sources { items, unreadable, .. } = read(&format!("#[graph_complex] {}", "(".repeat(many)));
    assert_eq!((items.len(), unreadable.len()), (0, 1));
}
