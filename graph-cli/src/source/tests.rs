//! Sources as people write them.

use std::path::Path;

use super::*;

/// The words of the marks.
fn words(marks: item::Marks) -> Vec<&'static str> {
    let all = [
        (marks.key, "key"),
        (marks.read_only, "read_only"),
        (marks.navigation, "navigation"),
        (marks.skip, "skip"),
        (marks.etag, "etag"),
        (marks.type_name, "type_name"),
        (marks.additional, "additional"),
        (marks.unchecked, "unchecked"),
    ];
    all.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect()
}

fn items(text: &str) -> Vec<Item> {
    let (items, unread) = read::items(Path::new("a.rs"), text);
    assert_eq!(unread, []);
    items
}

#[test]
fn an_entity_is_read_with_all_that_it_says() {
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
        (Kind::Entity, "Person", "microsoft.graph.user")
    );
    assert_eq!(person.spot, Spot { line: 11, column: 12 });
    assert_eq!(person.version.as_deref(), Some("beta"));
    let endpoints: Vec<_> =
        person.endpoints.iter().map(|e| (e.template.as_str(), e.is_singleton, e.spot.line)).collect();
    assert_eq!(endpoints, [("users", false, 4), ("me", true, 5)]);
    let fields: Vec<_> = person.fields.iter().map(|f| (f.name.as_str(), f.ty.as_str(), words(f.marks))).collect();
    assert_eq!(
        fields,
        [
            ("id", "Option<String>", vec!["key"]),
            ("@odata.etag", "Option<String>", vec!["etag"]),
            ("mail", "Option<Vec<String>>", vec![]),
            ("createdDateTime", "Option<chrono::DateTime<Utc>>", vec!["read_only"]),
            ("directReports", "Option<Vec<Person>>", vec!["navigation"]),
            ("type", "u8", vec!["skip"]),
            ("rest", "JsonObject", vec!["additional"]),
        ]
    );
    assert_eq!(person.fields[2].aliases, ["email"]);
    assert_eq!(person.fields[0].spot, Spot { line: 14, column: 9 });
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
fn operations_have_arguments_and_an_answer() {
    let items = items(
        r#"#[graph_function(path = "me/reminderView", returns = Vec<Reminder>, select = true)]
           struct View { start_date_time: String, #[graph(alias)] end: String }
           #[graph_action(path = "me/sync")] struct Sync;"#,
    );
    let [view, sync] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((view.kind, view.returns.as_deref()), (Kind::Function, Some("Vec<Reminder>")));
    assert_eq!(view.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["startDateTime", "end"]);
    assert_eq!((sync.kind, sync.fields.len()), (Kind::Action, 0));
}

#[test]
fn items_are_found_wherever_they_stand() {
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
fn what_does_not_parse_is_reported_and_the_rest_goes_on() {
    let text = "#[graph_entity(path = )]\nstruct A { a: i32 }\nlet = this is no item;\n#[graph_complex] struct B { b: i32 }\n\
                #[graph_complex]\nstruct C { c }\n";
    let (items, unread) = read::items(Path::new("a.rs"), text);
    assert_eq!(items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(unread.iter().map(|unread| unread.spot).collect::<Vec<_>>(), [Spot { line: 6, column: 14 }]);

    let (_, unread) = read::items(Path::new("a.rs"), "\n\n  #[graph_function(path = \"a\", returns)] struct A;");
    assert_eq!(unread.iter().map(|unread| unread.spot).collect::<Vec<_>>(), [Spot { line: 3, column: 3 }]);

    let (items, unread) = read::items(Path::new("a.rs"), "#!/usr/bin/env run\n#[graph_complex] struct A { a: i32 \n");
    assert_eq!(items, []);
    assert_eq!(unread.iter().map(|unread| unread.spot.line).collect::<Vec<_>>(), [2]);
}

#[test]
fn brackets_without_end_are_no_program() {
    let many = 50_000;
    let deep = format!("fn a() {{ {}{} }} #[graph_complex] struct B {{ b: i32 }}", "(".repeat(many), ")".repeat(many));
    assert_eq!(items(&deep).len(), 1);
    let within = format!("#[graph_complex] struct B {{ b: {}{} }}", "[".repeat(many), "]".repeat(many));
    assert_eq!(items(&within), []);
}
