//! Descriptions of small metadata, and of the service's own.

use std::path::Path;

use super::*;
use crate::metadata::resolve::{self, Subject};
use crate::terminal::style::Style;
use graph_csdl::{Addresses, Metadata, StructuredType};

const NARROW: Style = Style { width: 80, colour: false };

fn metadata(schema: &str) -> Metadata {
    let text = format!(r#"<Schema Namespace="microsoft.graph" Alias="graph">{schema}</Schema>"#);
    Metadata::parse(&text).unwrap_or_else(|error| panic!("{error}"))
}

fn paths_to(metadata: &Metadata, name: &str) -> Vec<String> {
    let of: &StructuredType = metadata.structured(name).unwrap_or_else(|| panic!("no {name}"));
    Addresses::find(metadata).paths(&of.name)
}

const STAFF: &str = r#"
  <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <NavigationProperty Name="notes" Type="Collection(graph.note)" ContainsTarget="true"/>
    <NavigationProperty Name="friends" Type="Collection(graph.user)"/>
    <NavigationProperty Name="manager" Type="graph.user"/></EntityType>
  <EntityType Name="robot" BaseType="graph.user">
    <NavigationProperty Name="parts" Type="Collection(graph.part)" ContainsTarget="true"/></EntityType>
  <EntityType Name="note"><NavigationProperty Name="notes" Type="Collection(graph.note)" ContainsTarget="true"/>
    <NavigationProperty Name="pictures" Type="Collection(graph.picture)" ContainsTarget="true"/></EntityType>
  <EntityType Name="picture"/><EntityType Name="part"/><EntityType Name="lonely"/>
  <Function Name="all" IsBound="true"><Parameter Name="b" Type="Collection(graph.user)"/><ReturnType Type="Collection(graph.user)"/></Function>
  <Function Name="all" IsBound="true"><Parameter Name="b" Type="Collection(graph.robot)"/><ReturnType Type="Collection(graph.robot)"/></Function>
  <EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/><Singleton Name="me" Type="graph.user"/></EntityContainer>"#;

#[test]
fn the_address_is_before_the_shortest_paths() {
    let staff = metadata(STAFF);
    assert_eq!(paths_to(&staff, "graph.user"), ["users", "me"]);
    assert_eq!(paths_to(&staff, "graph.note"), ["users/{userId}/notes", "me/notes"]);
    assert_eq!(paths_to(&staff, "graph.picture"), ["users/{userId}/notes/{noteId}/pictures"]);
    assert_eq!(paths_to(&staff, "graph.lonely"), [""; 0]);
    for path in ["graph.note", "graph.picture", "graph.robot", "graph.part"].map(|name| paths_to(&staff, name)).concat()
    {
        assert!(staff.path(&path).is_ok(), "{path}");
    }
}

#[test]
fn a_derived_type_is_reached_by_a_cast() {
    let staff = metadata(STAFF);
    assert_eq!(paths_to(&staff, "graph.robot"), ["users/microsoft.graph.robot", "me/microsoft.graph.robot"]);
    assert_eq!(paths_to(&staff, "graph.part"), ["users/{userId}/microsoft.graph.robot/parts"]);
}

#[test]
fn an_overload_hides_that_of_the_base_type() {
    let staff = metadata(STAFF);
    let returned = |of| -> Vec<String> {
        let calls = rows::bound_operations(&staff, of, true);
        calls.iter().filter_map(|call| call.returns.as_ref()).map(ToString::to_string).collect()
    };
    assert_eq!(returned("microsoft.graph.user"), ["Collection(microsoft.graph.user)"]);
    assert_eq!(returned("microsoft.graph.robot"), ["Collection(microsoft.graph.robot)"]);
}

/// The requests of a path, as `GET users`.
fn requests_of(metadata: &Metadata, path: &str) -> Vec<String> {
    let resource = metadata.path(path).unwrap_or_else(|error| panic!("{error}"));
    let requests = requests::at(metadata, path, &resource);
    requests.iter().map(|request| format!("{} {}: {}", request.method, request.path, request.purpose)).collect()
}

#[test]
fn requests_depend_on_containment() {
    let staff = metadata(STAFF);
    let me = ["GET me: get", "PATCH me: update"];
    assert_eq!(requests_of(&staff, "me"), me, "a singleton cannot be deleted");
    let manager = [
        "GET me/manager: get",
        "PUT me/manager/$ref: set the reference",
        "DELETE me/manager/$ref: clear the reference",
    ];
    assert_eq!(requests_of(&staff, "me/manager"), manager);
    let friends = [
        "GET me/friends: list",
        "POST me/friends: create and add",
        "POST me/friends/$ref: add a reference",
        "DELETE me/friends/{id}/$ref: remove a reference",
    ];
    assert_eq!(requests_of(&staff, "me/friends"), friends, "OData 4.01 part 1, 11.4.2");
    let note = ["GET me/notes/{n}: get", "PATCH me/notes/{n}: update", "DELETE me/notes/{n}: delete"];
    assert_eq!(requests_of(&staff, "me/notes/{n}"), note);
    assert_eq!(requests_of(&staff, "users/all"), ["GET users/all: call the function"]);
    let value = ["GET users/{id}/id: get the value", "PATCH users/{id}: update it with the entity"];
    assert_eq!(requests_of(&staff, "users/{id}/id"), value);
    let all = ["GET users/$ref: list the references", "POST users/$ref: add a reference"];
    assert_eq!(requests_of(&staff, "users/$ref"), all);
    assert_eq!(requests_of(&staff, "users/{id}/$ref"), ["DELETE users/{id}/$ref: remove the reference"]);
    assert_eq!(requests_of(&staff, "me/manager/$ref").len(), 3);
}

/// `Expandable` of `user/messages` is false in the service's file, and the page "Get message" expands attachments there.
#[test]
fn expandable_of_a_navigation_property_is_about_its_owner() {
    let no = |target: &str| {
        format!(
            r#"<Annotations Target="{target}"><Annotation Term="Org.OData.Capabilities.V1.ExpandRestrictions"><Record>
            <PropertyValue Property="Expandable" Bool="false"/></Record></Annotation>
            <Annotation Term="Org.OData.Capabilities.V1.TopSupported" Bool="false"/></Annotations>"#
        )
    };
    let staff = metadata(&(STAFF.to_owned() + &no("graph.user/notes") + &no("graph.c/users")));
    let refused = |path: &str| -> Vec<String> {
        let resource = staff.path(path).unwrap_or_else(|error| panic!("{error}"));
        let annotations = requests::annotations(&staff, path, &resource).unwrap_or_default();
        annotations.capabilities.into_iter().filter(|(_, granted)| !granted).map(|(name, _)| name).collect()
    };
    for path in ["users/{id}/notes", "me/notes", "me/notes/{id}", "users('x')/notes('y')"] {
        assert_eq!(refused(path), ["TopSupported"], "{path}");
    }
    for path in ["users", "users/{id}", "users/graph.robot", "users/{id}/graph.robot"] {
        assert_eq!(refused(path), ["Expandable", "TopSupported"], "{path}");
    }
    let rows = rows::navigation(&staff, "microsoft.graph.user");
    let marks: Vec<(&str, String)> = rows.iter().map(|row| (row.name, row.labels())).collect();
    assert_eq!(marks.first(), Some(&("notes", "contained, not expandable".to_owned())));
    assert_eq!(marks.get(1), Some(&("friends", String::new())));
}

#[test]
fn paths_are_resolved_by_the_first_segment_and_types_by_name() {
    let staff = metadata(STAFF);
    let is_path = |text| matches!(resolve::subject(&staff, text), Ok(Subject::Path(..)));
    assert!(is_path("users") && is_path("me/notes") && is_path("https://graph.microsoft.com/v1.0/users/7?$top=1"));
    assert!(!is_path("user") && !is_path("nobody/at/all"));
    assert!(matches!(resolve::subject(&staff, "note"), Ok(Subject::Type(_))));
}

#[test]
fn an_ambiguous_name_lists_its_types() {
    let text = r#"<edmx><Schema Namespace="a"><EntityType Name="x"/></Schema><Schema Namespace="b"><EntityType Name="x"/></Schema></edmx>"#;
    let Ok(both) = Metadata::parse(text) else { panic!("it parses") };
    let Err(unknown) = resolve::subject(&both, "x") else { panic!("it is not clear which") };
    assert_eq!(unknown.suggestions, ["a.x", "b.x"]);
}

#[test]
fn suggestions_prefer_the_shorter_namespace() {
    let text = r#"<edmx><Schema Namespace="microsoft.graph.a"><EntityType Name="user"/></Schema>
        <Schema Namespace="microsoft.graph"><EntityType Name="user"/></Schema></edmx>"#;
    let Ok(both) = Metadata::parse(text) else { panic!("it parses") };
    let Err(unknown) = resolve::subject(&both, "usr") else { panic!("there is none") };
    assert_eq!(unknown.suggestions, ["microsoft.graph.user", "microsoft.graph.a.user"]);
}

#[test]
fn an_operation_has_the_paths_of_its_type_and_derived_types() {
    let call = |name: &str, of: &str| {
        format!(r#"<Action Name="{name}" IsBound="true"><Parameter Name="b" Type="{of}"/></Action>"#)
    };
    let schema = STAFF.replace(
        "<EntityContainer Name=\"c\">",
        &format!(
            "{}{}<Action Name=\"tidy\"/><EntityContainer Name=\"c\"><ActionImport Name=\"sweep\" Action=\"graph.tidy\"/>\
             <EntitySet Name=\"robots\" EntityType=\"graph.robot\"/>",
            call("greet", "graph.user"),
            call("sign", "graph.note"),
        ),
    );
    let staff = metadata(&schema);
    let found = |text| match resolve::subject(&staff, text) {
        Ok(Subject::Operation(overloads)) => resolve::operation_paths(&staff, &overloads),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(found("greet"), ["me/greet", "robots/{robotId}/greet", "users/{userId}/greet"]);
    assert_eq!(found("sign"), ["me/notes/{noteId}/sign", "users/{userId}/notes/{noteId}/sign"]);
    assert_eq!(found("all"), ["robots/all", "users/all"]);
    assert_eq!(found("tidy"), ["sweep"]);
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn types_of_the_service_fit_into_80_columns() {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/metadata/v1.0.csdl");
    let path = std::env::var_os("GRAPH_METADATA").map_or(default, Into::into);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let metadata = Metadata::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    for found in metadata.definitions().step_by(80) {
        let described = types::definition(&metadata, found, NARROW);
        assert!(described.starts_with(found.name()), "{described}");
        // The title and a single word may be longer.
        for line in described.lines().skip(1).filter(|line| line.split_whitespace().count() > 1) {
            assert!(line.chars().count() <= 80, "{}: {line}", found.name());
        }
    }
}
