//! Sources against small metadata. The rules are tested in graph-codegen; these tests are about locations and types.

use std::path::Path;
use std::sync::Arc;

use graph_codegen::{ApiVersion, MetadataSource};

use graph_csdl::Metadata;

use super::findings::findings;
use crate::source::{Diagnostic, Level, calls, items_of};

const SCHEMA: &str = r#"<Schema Namespace="microsoft.graph" Alias="graph">
  <EntityType Name="device"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="name" Type="Edm.String"/></EntityType>
  <EntityType Name="phone" BaseType="graph.device"/><EntityType Name="laptop" BaseType="graph.device"/>
  <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EnumType Name="colour"><Member Name="red" Value="0"/><Member Name="blue" Value="1"/></EnumType>
  <Action Name="ping" IsBound="true"><Parameter Name="on" Type="graph.device"/></Action>
  <EntityContainer Name="c"><EntitySet Name="devices" EntityType="graph.device"/></EntityContainer></Schema>"#;

/// The diagnostics of a source against a schema.
fn checked(schema: &str, source: &str) -> Vec<Diagnostic> {
    let metadata = Metadata::parse(schema).unwrap_or_else(|error| panic!("{error}"));
    let given = MetadataSource::Given { metadata: Arc::new(metadata), version: ApiVersion::V1_0 };
    let sources = items_of(Path::new("a.rs"), source, &given);
    let calls = calls::of_texts(&[(Path::new("a.rs"), source)], &sources.items);
    findings(&sources, &calls).into_iter().map(|found| found.diagnostic).collect()
}

/// The line, whether it is a warning, and the message.
fn found(source: &str) -> Vec<(usize, bool, String)> {
    let found = checked(SCHEMA, source).into_iter();
    found.map(|found| (found.location.line, found.level == Level::Warning, found.message)).collect()
}

#[test]
fn a_finding_has_the_location_of_its_field() {
    let source = "#[graph_entity(path = \"devices\")]\nstruct Device {\n#[graph(skip)] a: u8,\n#[graph(etag)] e: Option<String>,\n\
                  #[graph(key)] id: Option<String>,\nnaem: Option<String>,\n#[graph(unchecked)] more: Option<String> }";
    assert_eq!(found(source), [(6, false, "`microsoft.graph.device` has no property `naem`".to_owned())]);
}

#[test]
fn an_item_without_schema_is_skipped() {
    assert_eq!(found("#[graph_complex(schema = false)] struct Mine { a: String }"), []);
    assert_eq!(found("#[graph_complex] struct Mine { a: String }").len(), 1);
}

#[test]
fn paths_and_members_have_locations() {
    let source = "#[graph_action(\npath = \"devices/{id}/pong\")]\nstruct Ping;\n\
                  #[graph_enum(partial)] enum Colour {\nRed,\nGreen,\n#[graph(other)] Other(String) }";
    let lines: Vec<usize> = found(source).into_iter().map(|(line, _, _)| line).collect();
    assert_eq!(lines, [2, 6]);
}

#[test]
fn streams_and_paths_between_colons_have_locations() {
    let source = "#[graph_entity(\nsingleton(name = \"at_path\", template = \"devices/{id}:/{path}\"),\n\
                  path = \"devices/{id}:/{path}:/nothing\",\nstream = \"photo\")]\nstruct Device { #[graph(key)] id: Option<String> }";
    let facts: Vec<_> = found(source).into_iter().map(|(line, _, fact)| (line, fact)).collect();
    let within_colons = "the path is not valid: a path between colons begins at a drive item or a site, and `{id}` is a \
                         `microsoft.graph.device`";
    assert_eq!(
        facts,
        [
            (2, within_colons.to_owned()),
            (3, within_colons.to_owned()),
            (4, "`microsoft.graph.device` has no stream property `photo`".to_owned()),
        ]
    );
}

#[test]
fn a_union_holds_types_derived_from_its_base() {
    let structs = "#[graph_entity] struct Phone { #[graph(key)] id: Option<String> }\n\
                   #[graph_entity] struct User { #[graph(key)] id: Option<String> }\n";
    let union = |arguments, variants| {
        format!(
            "{structs}#[graph_union(odata_type = \"microsoft.graph.device\"{arguments})]\nenum Any {{ {variants} #[graph(other)] Other(JsonObject) }}"
        )
    };
    assert_eq!(found(&union("", "Phone(Phone),")), []);
    let device = "#[graph_entity] struct Device { #[graph(key)] id: Option<String> }\n";
    assert_eq!(found(&format!("{device}{}", union("", "Phone(Phone), #[graph(base)] Base(Device),"))), []);
    let wrong = found(&union("", "Phone(Box<a::Phone>), User(User),"));
    let fact = "`User` holds a `microsoft.graph.user`, which does not extend `microsoft.graph.device`";
    assert_eq!(wrong, [(4, false, fact.to_owned())]);
    let missing: Vec<String> =
        found(&union(", complete", "Phone(Phone),")).into_iter().map(|(_, _, fact)| fact).collect();
    assert_eq!(missing, ["no variant holds a `microsoft.graph.device`", "no variant holds a `microsoft.graph.laptop`"]);
}

#[test]
fn a_mismatch_of_a_well_known_type_is_reported() {
    let schema = r#"<Schema Namespace="microsoft.graph" Alias="graph"><ComplexType Name="all">
      <Property Name="text" Type="Edm.String"/><Property Name="number" Type="Edm.Int32" Nullable="false"/>
      <Property Name="texts" Type="Collection(Edm.String)"/><Property Name="kind" Type="graph.kind"/>
      <Property Name="part" Type="graph.part"/><Property Name="other" Type="graph.part"/></ComplexType>
      <ComplexType Name="part"/><ComplexType Name="whole"/><EnumType Name="kind"><Member Name="a" Value="0"/></EnumType></Schema>"#;
    let facts = |fields: &str| -> Vec<String> {
        let text = format!(
            "#[graph_complex] struct All {{ {fields} }} #[graph_complex] struct Part {{}} #[graph_complex] struct Whole {{}}"
        );
        checked(schema, &text).into_iter().map(|found| found.message).collect()
    };
    let right =
        "text: Option<String>, number: i64, texts: Option<Vec<String>>, kind: Option<String>, part: Option<Part>";
    assert_eq!(facts(right), [""; 0]);
    let strings = "text: Option<Box<str>>, texts: Vec<Cow<'static, str>>, kind: Option<std::sync::Arc<str>>";
    assert_eq!(facts(strings), [""; 0]);
    assert_eq!(facts("text: Own, number: Own, texts: Own, kind: Own, part: Own"), [""; 0], "own types are not checked");
    assert_eq!(facts("#[serde(with = \"x\")] number: String"), [""; 0]);
    for (field, fact) in [
        ("text: String", "`String` cannot hold null, but `text` is nullable"),
        ("number: String", "`String` cannot hold an `Edm.Int32`, the type of `number`"),
        ("number: Arc<str>", "`Arc<str>` cannot hold an `Edm.Int32`, the type of `number`"),
        ("number: Vec<i32>", "`Vec<i32>` cannot hold an `Edm.Int32`, the type of `number`"),
        ("texts: Option<String>", "`Option<String>` holds one value, but `texts` is a collection"),
        ("kind: Option<i32>", "`Option<i32>` cannot hold a `microsoft.graph.kind`, the type of `kind`"),
        ("part: Option<String>", "`Option<String>` cannot hold a `microsoft.graph.part`, the type of `part`"),
        ("other: Part", "`Part` cannot hold null, but `other` is nullable"),
        ("other: Option<Vec<Part>>", "`Option<Vec<Part>>` cannot hold a `microsoft.graph.part`, the type of `other`"),
        ("text: Option<Binary>", "`Option<Binary>` cannot hold an `Edm.String`, the type of `text`"),
        ("other: Whole", "`Whole` is annotated for `microsoft.graph.whole`, expected `microsoft.graph.part`"),
    ] {
        assert_eq!(facts(field), [fact], "{field}");
    }
}

#[test]
fn a_mismatch_of_the_result_type_is_reported() {
    let function = |name: &str, ty: &str| {
        format!(
            r#"<Function Name="{name}" IsBound="true"><Parameter Name="on" Type="graph.device"/><ReturnType Type="{ty}"/></Function>"#
        )
    };
    let functions =
        [("twin", "graph.device"), ("all", "Collection(graph.device)"), ("size", "Edm.Int32"), ("log", "Edm.Stream")];
    let functions: String = functions.into_iter().map(|(name, ty)| function(name, ty)).collect();
    let schema = SCHEMA.replace("<EntityContainer", &format!("{functions}<EntityContainer"));
    let messages = |name: &str, returns: &str| {
        let text = format!(
            "#[graph_function(path = \"devices/{{id}}/{name}\", returns = {returns})] struct Call;\n\
             #[graph_entity] struct Device {{ #[graph(key)] id: Option<String> }}\n\
             #[graph_entity] struct User {{ #[graph(key)] id: Option<String> }}"
        );
        checked(&schema, &text).into_iter().map(|found| found.message).collect::<Vec<_>>().join("; ")
    };
    for (name, returns) in [
        ("twin", "Device"),
        ("twin", "Option<Device>"),
        ("twin", "graph_core::Poller<Device>"),
        ("twin", "graph_core::Poller<()>"),
        ("twin", "Bytes"),
        ("twin", "serde_json::Value"),
        ("twin", "Own"),
        ("all", "Vec<Device>"),
        ("size", "Option<i64>"),
        ("log", "graph_core::bytes::Bytes"),
        ("log", "Own"),
    ] {
        assert_eq!(messages(name, returns), "", "{name}: {returns}");
    }
    for (name, returns, message) in [
        ("twin", "User", "`User` is annotated for `microsoft.graph.user`, expected `microsoft.graph.device`"),
        ("twin", "Vec<Device>", "the result is one `microsoft.graph.device`, not a collection"),
        ("all", "Device", "`Device` holds one value, but the result is a collection"),
        ("all", "Vec<User>", "`Vec<User>` is annotated for `microsoft.graph.user`, expected `microsoft.graph.device`"),
        ("size", "Option<String>", "`Option<String>` cannot hold an `Edm.Int32`, the type of the result"),
        ("log", "String", "`String` cannot hold a stream, the type of the result"),
    ] {
        assert_eq!(messages(name, returns), message);
    }
}

#[test]
fn a_call_that_a_restriction_forbids_is_a_warning() {
    let restriction = |term: &str, content: &str| {
        let annotation = "<Annotation Term=\"Org.OData.Capabilities.V1.";
        format!("{annotation}{term}\"><Record>{content}</Record></Annotation>")
    };
    let no = |property: &str| format!("<PropertyValue Property=\"{property}\" Bool=\"false\"/>");
    let set = [
        restriction("InsertRestrictions", &(no("Insertable") + "<PropertyValue Property=\"Description\" String=\"Enrol it.\"/>")),
        restriction("SearchRestrictions", &no("Searchable")),
        restriction(
            "FilterRestrictions",
            "<PropertyValue Property=\"NonFilterableProperties\"><Collection><PropertyPath>name</PropertyPath></Collection></PropertyValue>",
        ),
    ]
    .concat();
    let owner = format!(
        "<NavigationProperty Name=\"owner\" Type=\"graph.user\">{}</NavigationProperty></EntityType><EntityType Name=\"phone\"",
        restriction("ExpandRestrictions", &no("Expandable"))
    );
    let of_type = format!(
        "<Annotations Target=\"microsoft.graph.device\">{}</Annotations><EntityContainer",
        restriction("DeleteRestrictions", &no("Deletable"))
    );
    let schema = SCHEMA
        .replace("EntityType=\"graph.device\"/>", &format!("EntityType=\"graph.device\">{set}</EntitySet>"))
        .replace("</EntityType>\n  <EntityType Name=\"phone\"", &owner)
        .replace("<EntityContainer", &of_type);
    let device =
        "#[graph_entity(path = \"devices\")] struct Device { #[graph(key)] id: Option<String>, name: Option<String>,
        #[graph(navigation)] owner: Option<User> }
        #[graph_entity] struct User { #[graph(key)] id: Option<String> }";
    let warnings = |body: &str| -> Vec<(Level, String, Option<String>)> {
        let found = checked(&schema, &format!("{device}\nfn f() {{ {body} }}"));
        found.into_iter().map(|found| (found.level, found.message, found.note)).collect()
    };
    for (body, message, note) in [
        ("Device::devices().create(&x)", "`devices` does not support `create`", "the metadata says: Enrol it."),
        (
            "let all = Device::devices(); all.list().search(\"x\")",
            "`devices` does not support `search`",
            "`Searchable` of `SearchRestrictions` is false in the metadata",
        ),
        (
            "Device::devices().list().filter(Device::NAME.eq(\"x\"))",
            "`devices` does not support `filter` of `name`",
            "`name` is among `NonFilterableProperties` of `FilterRestrictions` in the metadata",
        ),
        (
            "Device::devices().list().expand(Device::OWNER)",
            "`devices` does not support `expand` of `owner`",
            "`Expandable` of `owner` is false in the metadata",
        ),
        (
            "Device::devices().entity(1).delete()",
            "`devices/{id}` does not support `delete`",
            "`Deletable` of `DeleteRestrictions` is false in the metadata",
        ),
    ] {
        assert_eq!(warnings(body), [(Level::Warning, message.to_owned(), Some(note.to_owned()))], "{body}");
    }
    assert_eq!(warnings("Device::devices().list().filter(Device::ID.eq(\"x\")).top(1)"), []);
}
