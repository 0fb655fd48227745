//! Changes between small metadata files that affect annotated items.

use std::path::Path;

use graph_codegen::MetadataSource;
use graph_csdl::Metadata;

use super::summary::{Difference, Summary};
use super::*;
use crate::source::{Sources, items_of};

fn metadata(schema: &str) -> Metadata {
    let text = format!(
        r#"<Schema Namespace="microsoft.graph" Alias="graph">
          <EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
          {schema}</Schema>"#
    );
    Metadata::parse(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// The kinds of the changes, each with the line in the source and whether it is breaking.
fn changes(old: &str, new: &str, source: &str) -> Vec<(&'static str, usize, bool)> {
    let Sources { items, .. } = items_of(Path::new("a.rs"), source, &MetadataSource::Manifest(None));
    let (old, new) = (metadata(old), metadata(new));
    let all = affected::affected(&old, &new, &items).into_iter().flat_map(|affected| affected.changes);
    all.map(|change| (change.kind, change.location.line, change.is_breaking)).collect()
}

const USER: &str = r#"<EntityType Name="user" BaseType="graph.entity">
  <Property Name="mail" Type="Edm.String"/><Property Name="age" Type="Edm.Int32" Nullable="false"/>
  <Property Name="kind" Type="graph.kind"/></EntityType>
  <EnumType Name="kind"><Member Name="guest" Value="0"/><Member Name="member" Value="1"/></EnumType>
  <EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/></EntityContainer>"#;

const SOURCE: &str = r#"#[graph_entity(path = "users")]
struct User {
    #[graph(key)] id: Option<String>,
    mail: Option<String>,
    age: i32,
    kind: Option<Kind>,
    colour: Option<String>,
}"#;

const KIND: &str = "\n#[graph_enum] enum Kind {\n Guest = 0,\n Member,\n #[graph(other)] Other(String) }";

#[test]
fn no_changes() {
    assert_eq!(changes(USER, USER, SOURCE), []);
    assert_eq!(summary::of(&metadata(USER), &metadata(USER)), Summary::default());
}

#[test]
fn removed_types() {
    let new = USER.replace("Name=\"user\"", "Name=\"users\"").replace("graph.user\"", "graph.users\"");
    // The path has another type.
    assert_eq!(changes(USER, &new, SOURCE), [("type_removed", 2, true), ("path_type", 1, true)]);
}

#[test]
fn changed_properties() {
    let cases = [
        (r#"<Property Name="mail" Type="Edm.String"/>"#, "", ("property_removed", 4, true)),
        (r#"Name="mail" Type="Edm.String""#, r#"Name="mail" Type="Edm.Int32""#, ("property_type", 4, true)),
        (
            r#"Name="mail" Type="Edm.String""#,
            r#"Name="mail" Type="Collection(Edm.String)""#,
            ("property_type", 4, true),
        ),
        (r#"Type="Edm.Int32" Nullable="false""#, r#"Type="Edm.Int32""#, ("nullable", 5, true)),
        (
            r#"Name="mail" Type="Edm.String""#,
            r#"Name="mail" Type="Edm.String" Nullable="false""#,
            ("nullable", 4, false),
        ),
    ];
    for (before, after, expected) in cases {
        let new = USER.replace(before, after);
        assert_ne!(new, USER, "{before}");
        assert_eq!(changes(USER, &new, SOURCE), [expected], "{after}");
    }
    let others =
        USER.replace("<Property Name=\"kind\"", "<Property Name=\"new\" Type=\"Edm.String\"/><Property Name=\"kind\"");
    assert_eq!(changes(USER, &others, SOURCE), [], "a property without a field does not affect the struct");
}

#[test]
fn changed_members() {
    let more = USER.replace("<Member Name=\"member\"", "<Member Name=\"bot\" Value=\"2\"/><Member Name=\"member\"");
    assert_eq!(
        changes(USER, &more, SOURCE),
        [("member_added", 6, false)],
        "at the property, if there is no annotated enum"
    );
    let both = format!("{SOURCE}{KIND}");
    assert_eq!(changes(USER, &more, &both), [("member_added", 9, false)], "at the annotated enum");
    let known = both.replace("Member,", "Member, Bot,");
    assert_eq!(changes(USER, &more, &known), [], "not if the enum has a variant");
    let less = USER.replace("<Member Name=\"member\" Value=\"1\"/>", "");
    assert_eq!(changes(USER, &less, &both), [("member_removed", 11, true)]);
    let other = USER.replace("Value=\"0\"", "Value=\"5\"");
    assert_eq!(changes(USER, &other, &both), [("member_number", 10, true)]);
}

#[test]
fn deprecations_are_reported_once() {
    let mark = r#"<Property Name="mail" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
        <PropertyValue Property="RemovalDate" Date="2027-01-01"/><PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>
        </Record></Collection></Annotation></Property>"#;
    let new = USER.replace(r#"<Property Name="mail" Type="Edm.String"/>"#, mark);
    assert_eq!(changes(USER, &new, SOURCE), [("deprecated", 4, false)]);
    assert_eq!(changes(&new, &new, SOURCE), []);
}

#[test]
fn changed_paths_and_operations() {
    let old = r#"<EntityType Name="user" BaseType="graph.entity"/>
      <Action Name="send" IsBound="true"><Parameter Name="b" Type="graph.user"/><Parameter Name="text" Type="Edm.String"/><ReturnType Type="Edm.String"/></Action>
      <EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/></EntityContainer>"#;
    let source = "#[graph_action(\npath = \"users/{id}/send\",\npath(name = \"x\", template = \"users/{i}/send\"))]\nstruct Send {\n text: String }";
    assert_eq!(changes(old, old, source), []);
    let text = r#"<Parameter Name="text" Type="Edm.String"/>"#;
    let cases = [
        (
            text,
            r#"<Parameter Name="text" Type="Edm.String"/><Parameter Name="to" Type="Edm.String" Nullable="false"/>"#,
            vec![("parameter_required", 4, true)],
        ),
        (text, r#"<Parameter Name="text" Type="Edm.String"/><Parameter Name="to" Type="Edm.String"/>"#, vec![]),
        (text, "", vec![("parameter_removed", 5, true)]),
        (text, r#"<Parameter Name="text" Type="Edm.Int32"/>"#, vec![("parameter_type", 5, true)]),
        (r#"<ReturnType Type="Edm.String"/>"#, "", vec![("returns", 4, true)]),
        ("Name=\"send\"", "Name=\"sent\"", vec![("path_removed", 2, true), ("path_removed", 3, true)]),
    ];
    for (before, after, expected) in cases {
        assert_eq!(changes(old, &old.replace(before, after), source), expected, "{after}");
    }
}

#[test]
fn a_new_derived_type_affects_its_union() {
    let new = format!(r#"{USER}<EntityType Name="agent" BaseType="graph.user"/>"#);
    let source =
        "#[graph_union(odata_type = \"microsoft.graph.user\")]\nenum Any { #[graph(other)] Other(JsonObject) }";
    assert_eq!(changes(USER, &new, source), [("type_added", 2, false)]);
}

#[test]
fn the_summary_ignores_descriptions() {
    let described = USER.replace(
        r#"<Property Name="mail" Type="Edm.String"/>"#,
        r#"<Property Name="mail" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Description" String="x"/></Property>"#,
    );
    assert_eq!(summary::of(&metadata(USER), &metadata(&described)), Summary::default());
    let new = described
        .replace("Name=\"kind\"", "Name=\"sort\"")
        .replace("Name=\"age\" Type=\"Edm.Int32\"", "Name=\"age\" Type=\"Edm.Int64\"");
    let types = summary::of(&metadata(USER), &metadata(&new)).types;
    let names = |names: &[&str]| names.iter().map(|name| format!("microsoft.graph.{name}")).collect::<Vec<_>>();
    assert_eq!(types, Difference { changed: names(&["user"]), added: names(&["sort"]), removed: names(&["kind"]) });
}
