//! Pairs that are written by hand: what is found, and what is none of a difference.

use graph_csdl::Metadata;

use super::*;
use crate::faults;

const METADATA: &str = r#"<Schema Namespace="microsoft.graph">
  <EnumType Name="colour"><Member Name="red" Value="0"/><Member Name="blue" Value="1"/></EnumType>
  <EnumType Name="right" IsFlags="true"><Member Name="read" Value="1"/><Member Name="write" Value="2"/></EnumType>
  <ComplexType Name="shape"><Property Name="area" Type="Edm.Double"/></ComplexType>
  <ComplexType Name="circle" BaseType="graph.shape"><Property Name="radius" Type="Edm.Int32"/></ComplexType>
  <ComplexType Name="point"><Property Name="x" Type="Edm.Int64"/></ComplexType>
  <ComplexType Name="bag" OpenType="true"><Property Name="size" Type="Edm.Int32"/></ComplexType>
  <EntityType Name="thing">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="at" Type="Edm.DateTimeOffset"/>
    <Property Name="code" Type="Edm.Guid"/>
    <Property Name="data" Type="Edm.Binary"/>
    <Property Name="content" Type="Edm.Stream"/>
    <Property Name="weight" Type="Edm.Double"/>
    <Property Name="count" Type="Edm.Int32"/>
    <Property Name="colour" Type="graph.colour"/>
    <Property Name="rights" Type="graph.right"/>
    <Property Name="shape" Type="graph.shape"/>
    <Property Name="point" Type="graph.point"/>
    <Property Name="bag" Type="graph.bag"/>
    <Property Name="tags" Type="Collection(Edm.String)"/>
    <NavigationProperty Name="others" Type="Collection(graph.thing)"/>
  </EntityType>
</Schema>"#;

fn metadata() -> Metadata {
    let text = METADATA.replacen("\"microsoft.graph\"", "\"microsoft.graph\" Alias=\"graph\"", 1);
    Metadata::parse(&text).expect("the text above is CSDL")
}

fn json(text: &str) -> Json {
    Json::parse(text).expect("a test writes JSON")
}

/// The reasons and places of a pair.
fn differences(keep_unknown: bool, before: &str, after: &str) -> Vec<(Reason, String)> {
    let metadata = metadata();
    let shapes = Shapes { metadata: &metadata, keep_unknown };
    let found = compare(shapes, "microsoft.graph.thing", &json(before), &json(after));
    found.into_iter().map(|finding| (finding.reason, finding.place)).collect()
}

#[test]
fn what_is_the_same_is_no_difference() {
    for (before, after) in [
        (r#"{"id":"a"}"#, r##"{"@odata.type":"#microsoft.graph.thing","id":"a"}"##),
        (r#"{"at":"2020-01-02T03:04:05.120+00:00"}"#, r#"{"at":"2020-01-02T03:04:05.12Z"}"#),
        (r#"{"tags":["a","b"],"weight":1.50}"#, r#"{"weight":1.50,"tags":["a","b"]}"#),
        (
            r#"{"bag":{"size":1,"x":[1e3,null]}}"#,
            r##"{"bag":{"@odata.type":"#microsoft.graph.bag","size":1,"x":[1e3,null]}}"##,
        ),
    ] {
        assert_eq!(differences(false, before, after), [], "{before}");
    }
}

#[test]
fn each_difference_has_its_reason() {
    use Reason::*;
    for (before, after, reason, place) in [
        (r#"{"id":"a"}"#, "{}", Lost, "id"),
        (r#"{"id":null}"#, "{}", NullIsAbsent, "id"),
        (r#"{"id":"a"}"#, r#"{"id":"A"}"#, Changed, "id"),
        ("{}", r#"{"id":"a"}"#, Added, "id"),
        (r#"{"id":"a","id":"b"}"#, r#"{"id":"b"}"#, DuplicateName, "id"),
        (r#"{"at":"2020-01-02T03:04:05Z"}"#, r#"{"at":"2020-01-02T03:04:06Z"}"#, Changed, "at"),
        (r#"{"at":"2020-01-02T03:04:05+01:00"}"#, r#"{"at":"2020-01-02T02:04:05Z"}"#, Changed, "at"),
        (
            r#"{"at":"2020-01-02T03:04:05.1234567891Z"}"#,
            r#"{"at":"2020-01-02T03:04:05.123456789Z"}"#,
            DigitsBeyondNanoseconds,
            "at",
        ),
        (
            r#"{"code":"0A000000-0000-0000-0000-000000000000"}"#,
            r#"{"code":"0a000000-0000-0000-0000-000000000000"}"#,
            GuidCase,
            "code",
        ),
        (r#"{"data":"AB=="}"#, r#"{"data":"AA=="}"#, SpareBits, "data"),
        (r#"{"content":"AA=="}"#, "{}", Stream, "content"),
        (r#"{"weight":1}"#, r#"{"weight":1.0}"#, NumberForm, "weight"),
        (r#"{"weight":1}"#, r#"{"weight":1.1}"#, Changed, "weight"),
        (r#"{"weight":"1.0"}"#, r#"{"weight":1.0}"#, NumberInText, "weight"),
        (r#"{"count":1}"#, r#"{"count":1.0}"#, Changed, "count"),
        (r#"{"colour":"green"}"#, r#"{"colour":"green"}"#, UnknownMember, "colour"),
        (r#"{"colour":1}"#, r#"{"colour":"blue"}"#, MemberByNumber, "colour"),
        (r#"{"colour":"Red"}"#, r#"{"colour":"red"}"#, Changed, "colour"),
        (r#"{"rights":"read, write"}"#, r#"{"rights":"read,write"}"#, FlagBlanks, "rights"),
        (r#"{"rights":"read"}"#, r#"{"rights":"write"}"#, Changed, "rights"),
        (r#"{"tags":["a","b"]}"#, r#"{"tags":["a"]}"#, Changed, "tags"),
        (r#"{"@odata.context":"x"}"#, "{}", Control, "@odata.context"),
        (r#"{"others@odata.count":1}"#, "{}", Control, "others@odata.count"),
        (r#"{"others":[{"id":"a"}]}"#, r#"{"others":[{}]}"#, Lost, "others[0].id"),
        (r#"{"new":1}"#, "{}", UnknownProperty, "new"),
        (r#"{"new@odata.type":"x"}"#, "{}", UnknownProperty, "new@odata.type"),
        (r#"{"bag":{"x":1}}"#, r#"{"bag":{}}"#, UnknownLost, "bag.x"),
        (r#"{"bag":{"x":1e3}}"#, r#"{"bag":{"x":1000.0}}"#, NumberForm, "bag.x"),
        (
            r#"{"@odata.type":"microsoft.graph.thing"}"#,
            r##"{"@odata.type":"#microsoft.graph.thing"}"##,
            TypeNameForm,
            "@odata.type",
        ),
        (
            r##"{"point":{"@odata.type":"#x"}}"##,
            r##"{"point":{"@odata.type":"#microsoft.graph.point"}}"##,
            ForeignType,
            "point.@odata.type",
        ),
        (
            r##"{"shape":{"@odata.type":"#microsoft.graph.circle","radius":1}}"##,
            r##"{"shape":{"@odata.type":"#microsoft.graph.circle"}}"##,
            Lost,
            "shape.radius",
        ),
        (
            r##"{"shape":{"@odata.type":"#microsoft.graph.blob","edge":1}}"##,
            r##"{"shape":{"@odata.type":"#microsoft.graph.blob"}}"##,
            UnknownLost,
            "shape.edge",
        ),
    ] {
        assert_eq!(differences(false, before, after), [(reason, place.to_owned())], "{before}");
    }
}

#[test]
fn what_is_asked_to_be_kept_must_be_kept() {
    assert_eq!(differences(true, r#"{"new":1}"#, "{}"), [(Reason::UnknownLost, "new".to_owned())]);
    assert_eq!(differences(true, r#"{"new":1,"new@odata.type":"x"}"#, r#"{"new":1,"new@odata.type":"x"}"#), []);
    assert_eq!(differences(true, r#"{"@odata.etag":"x"}"#, "{}"), [(Reason::Control, "@odata.etag".to_owned())]);
}

#[test]
fn what_is_wrong_with_a_sample_is_found_at_its_place() {
    let object = json(
        r##"{"id":1,"at":"soon","at":"2020-01-02T03:04:05","code":"{id}","data":"…","count":1.5,"weight":"x",
        "colour":{},"shape":{"@odata.type":"#microsoft.graph.circle","radius":"wide"},"point":"here",
        "tags":["a",null,2],"others":{"id":"a"},"new":{"id":1},"bag":{"size":"1","x":1}}"##,
    );
    let metadata = metadata();
    let shapes = Shapes { metadata: &metadata, keep_unknown: false };
    let Json::Object(entries) = &object else { panic!("an object is written above") };
    let found = faults::find(shapes, "microsoft.graph.thing", entries);
    let places: Vec<_> = found.iter().map(|fault| fault.place.as_str()).collect();
    let wrong =
        ["id", "at", "at", "code", "data", "count", "weight", "colour", "shape.radius", "point", "tags[2]", "others"];
    assert_eq!(places, wrong);
    assert_eq!(found.iter().filter(|fault| fault.reason == Reason::NoOffset).count(), 1);
    let mut rest = object.clone();
    found.iter().rev().for_each(|fault| rest.remove(&fault.steps));
    let left = r##"{"shape":{"@odata.type":"#microsoft.graph.circle"},"tags":["a",null],"new":{"id":1},"bag":{"size":"1","x":1}}"##;
    assert_eq!(rest.to_string(), left);
}
