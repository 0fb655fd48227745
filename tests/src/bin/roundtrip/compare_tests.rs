//! Pairs written by hand: differences that are found, and pairs without one.

use graph_csdl::Metadata;

use super::*;
use crate::faults;

const METADATA: &str = r#"<Schema Namespace="microsoft.graph">
  <EnumType Name="colour"><Member Name="red" Value="0"/><Member Name="blue" Value="1"/></EnumType>
  <EnumType Name="right" IsFlags="true"><Member Name="read" Value="1"/><Member Name="write" Value="2"/></EnumType>
  <EnumType Name="tone"><Member Name="low" Value="0"/><Member Name="Low" Value="1"/></EnumType>
  <ComplexType Name="shape"><Property Name="area" Type="Edm.Double"/></ComplexType>
  <ComplexType Name="circle" BaseType="graph.shape"><Property Name="radius" Type="Edm.Int32"/></ComplexType>
  <ComplexType Name="point"><Property Name="x" Type="Edm.Int64"/></ComplexType>
  <ComplexType Name="bag" OpenType="true"><Property Name="size" Type="Edm.Int32"/></ComplexType>
  <EntityType Name="entity" Abstract="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
  </EntityType>
  <EntityType Name="thing" BaseType="graph.entity">
    <Property Name="at" Type="Edm.DateTimeOffset"/>
    <Property Name="code" Type="Edm.Guid"/>
    <Property Name="codes" Type="Collection(Edm.Guid)"/>
    <Property Name="tone" Type="graph.tone"/>
    <Property Name="data" Type="Edm.Binary"/>
    <Property Name="content" Type="Edm.Stream"/>
    <Property Name="weight" Type="Edm.Double"/>
    <Property Name="price" Type="Edm.Decimal"/>
    <Property Name="count" Type="Edm.Int32"/>
    <Property Name="colour" Type="graph.colour"/>
    <Property Name="rights" Type="graph.right"/>
    <Property Name="shape" Type="graph.shape"/>
    <Property Name="point" Type="graph.point"/>
    <Property Name="bag" Type="graph.bag"/>
    <Property Name="tags" Type="Collection(Edm.String)"/>
    <NavigationProperty Name="resource" Type="graph.entity"/>
    <NavigationProperty Name="others" Type="Collection(graph.thing)"/>
  </EntityType>
</Schema>"#;

fn metadata() -> Metadata {
    let text = METADATA.replacen("\"microsoft.graph\"", "\"microsoft.graph\" Alias=\"graph\"", 1);
    Metadata::parse(&text).unwrap_or_else(|error| panic!("{error}"))
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap_or_else(|error| panic!("{error}"))
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
fn a_value_that_differs_has_its_reason() {
    for (name, before, after, reason) in [
        ("id", r#""a""#, r#""A""#, Reason::Changed),
        ("at", r#""2020-01-02T03:04:05Z""#, r#""2020-01-02T03:04:06Z""#, Reason::Changed),
        ("at", r#""2020-01-02T03:04:05+01:00""#, r#""2020-01-02T02:04:05Z""#, Reason::Changed),
        (
            "at",
            r#""2020-01-02T03:04:05.0123456789Z""#,
            r#""2020-01-02T03:04:05.012345678Z""#,
            Reason::DigitsBeyondNanoseconds,
        ),
        (
            "code",
            r#""0A000000-0000-0000-0000-000000000000""#,
            r#""0a000000-0000-0000-0000-000000000000""#,
            Reason::GuidCase,
        ),
        ("data", r#""AB==""#, r#""AA==""#, Reason::SpareBits),
        ("weight", "1.0", "1", Reason::NumberForm),
        ("weight", "1", "1.1", Reason::Changed),
        ("weight", "47.640568390488626", "47.640568390488625", Reason::SpareDigits),
        ("weight", r#""1.0""#, "1", Reason::NumberInText),
        ("price", "1.10", "1.1", Reason::NumberForm),
        ("price", "1.00000000000000000001", "1", Reason::Changed),
        ("count", "1", "1.0", Reason::Changed),
        ("colour", r#""green""#, r#""green""#, Reason::UnknownMember),
        ("colour", "1", r#""blue""#, Reason::MemberByNumber),
        ("colour", "1", r#""red""#, Reason::Changed),
        ("colour", "7", r#""7""#, Reason::MemberByNumber),
        ("rights", "3", r#""read,write""#, Reason::MemberByNumber),
        ("rights", "3", r#""read""#, Reason::Changed),
        ("colour", r#""Red""#, r#""red""#, Reason::MemberCase),
        ("colour", r#""Red""#, r#""blue""#, Reason::Changed),
        ("colour", r#""Green""#, r#""green""#, Reason::Changed),
        ("tone", r#""LOW""#, r#""low""#, Reason::Changed),
        ("tone", r#""Low""#, r#""low""#, Reason::Changed),
        ("rights", r#""Read, Write""#, r#""read,write""#, Reason::MemberCase),
        ("rights", r#""Read,read""#, r#""read""#, Reason::MemberCase),
        ("rights", r#""Read,Write""#, r#""read""#, Reason::Changed),
        ("codes", r#"[""]"#, "[null]", Reason::EmptyIsAbsent),
        ("rights", r#""read, write""#, r#""read,write""#, Reason::FlagBlanks),
        ("rights", r#""read""#, r#""write""#, Reason::Changed),
        ("tags", r#"["a","b"]"#, r#"["a"]"#, Reason::Changed),
    ] {
        let object = |value| format!("{{\"{name}\":{value}}}");
        let found = differences(false, &object(before), &object(after));
        let place = if name == "codes" { "codes[0]" } else { name };
        assert_eq!(found, [(reason, place.to_owned())], "{name}: {before}");
    }
}

#[test]
fn a_name_that_is_lost_has_its_reason() {
    let typed = |of: &str| format!(r#"{{"@odata.type":"{of}"}}"#);
    let point = |of: &str| format!(r#"{{"point":{}}}"#, typed(of));
    for (before, after, reason, place) in [
        (r#"{"id":"a"}"#, "{}", Reason::Lost, "id"),
        (r#"{"id":null}"#, "{}", Reason::NullIsAbsent, "id"),
        (r#"{"id":""}"#, "{}", Reason::Lost, "id"),
        (r#"{"data":""}"#, "{}", Reason::Lost, "data"),
        (r#"{"colour":""}"#, "{}", Reason::Lost, "colour"),
        (r#"{"codes":""}"#, "{}", Reason::Lost, "codes"),
        (r#"{"at":" "}"#, "{}", Reason::Lost, "at"),
        (r#"{"at":""}"#, "{}", Reason::EmptyIsAbsent, "at"),
        (r#"{"code":""}"#, "{}", Reason::EmptyIsAbsent, "code"),
        (r#"{"count":""}"#, "{}", Reason::EmptyIsAbsent, "count"),
        (r#"{"price":""}"#, "{}", Reason::EmptyIsAbsent, "price"),
        ("{}", r#"{"id":"a"}"#, Reason::Added, "id"),
        (r#"{"id":"a","id":"b"}"#, r#"{"id":"b"}"#, Reason::DuplicateName, "id"),
        (r#"{"content":"AA=="}"#, "{}", Reason::Stream, "content"),
        (r#"{"others":[{"id":"a"}]}"#, r#"{"others":[{}]}"#, Reason::Lost, "others[0].id"),
        (r#"{"@odata.context":"x"}"#, "{}", Reason::Control, "@odata.context"),
        (r#"{"others@odata.count":1}"#, "{}", Reason::Control, "others@odata.count"),
        (r#"{"new":1}"#, "{}", Reason::UnknownProperty, "new"),
        (r#"{"new@odata.type":"x"}"#, "{}", Reason::UnknownProperty, "new@odata.type"),
        (r#"{"bag":{"x":1}}"#, r#"{"bag":{}}"#, Reason::UnknownLost, "bag.x"),
        (r#"{"bag":{"x":1e3}}"#, r#"{"bag":{"x":1000.0}}"#, Reason::NumberForm, "bag.x"),
        (&typed("microsoft.graph.thing"), &typed("#microsoft.graph.thing"), Reason::TypeNameForm, "@odata.type"),
        (&typed("#Microsoft.Graph.Thing"), &typed("#microsoft.graph.thing"), Reason::TypeNameForm, "@odata.type"),
        (&point("#x"), &point("#microsoft.graph.point"), Reason::ForeignType, "point.@odata.type"),
    ] {
        assert_eq!(differences(false, before, after), [(reason, place.to_owned())], "{before}");
    }
}

#[test]
fn a_value_is_compared_as_what_it_says_it_is() {
    let shape = |of: &str, rest: &str| format!(r##"{{"shape":{{"@odata.type":"#microsoft.graph.{of}"{rest}}}}}"##);
    let at = |reason, place: &str| (reason, place.to_owned());
    let circle = shape("circle", r#","radius":1"#);
    assert_eq!(differences(false, &circle, &circle), [at(Reason::DerivedType, "shape")]);
    let lost = [at(Reason::DerivedType, "shape"), at(Reason::Lost, "shape.radius")];
    assert_eq!(differences(false, &circle, &shape("circle", "")), lost);
    let capitals = circle.replace("microsoft.graph.circle", "Microsoft.Graph.Circle");
    let written = [at(Reason::TypeNameForm, "shape.@odata.type"), at(Reason::DerivedType, "shape")];
    assert_eq!(differences(false, &capitals, &circle), written);
    let blob = shape("blob", r#","edge":1"#);
    assert_eq!(differences(false, &blob, &blob), [at(Reason::UnknownType, "shape")]);
    let lost = [at(Reason::UnknownType, "shape"), at(Reason::UnknownLost, "shape.edge")];
    assert_eq!(differences(false, &blob, &shape("blob", "")), lost);
    let other = shape("shape", r#","radius":1"#);
    assert_eq!(differences(false, &other, &shape("shape", "")), [at(Reason::UnknownProperty, "shape.radius")]);
    let any = r##"{"resource":{"@odata.type":"#microsoft.graph.thing","id":"a","new":1}}"##;
    assert_eq!(differences(false, any, any), []);
    let bare = r##"{"resource":{"@odata.type":"#microsoft.graph.entity","id":"a"}}"##;
    let lost = [at(Reason::Changed, "resource.@odata.type"), at(Reason::UnknownLost, "resource.new")];
    assert_eq!(differences(false, any, bare), lost);
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
        "tags":["a",null,2],"others":{"id":"a"},"new":{"id":1},"bag":{"size":"1","x":1},"codes":["x"],"tone":"","price":""}"##,
    );
    let metadata = metadata();
    let shapes = Shapes { metadata: &metadata, keep_unknown: false };
    let Json::Object(entries) = &object else { panic!("an object is written above") };
    let found = faults::find(shapes, "microsoft.graph.thing", entries);
    let places: Vec<_> = found.iter().map(|fault| fault.place.as_str()).collect();
    let wrong = [
        "id",
        "at",
        "at",
        "code",
        "data",
        "count",
        "weight",
        "colour",
        "shape.radius",
        "point",
        "tags[2]",
        "others",
        "codes[0]",
    ];
    assert_eq!(places, wrong);
    assert_eq!(found.iter().filter(|fault| fault.reason == Reason::NoOffset).count(), 1);
    let mut rest = object.clone();
    found.iter().rev().for_each(|fault| rest.remove(&fault.steps));
    let left = r##"{"shape":{"@odata.type":"#microsoft.graph.circle"},"tags":["a",null],"##;
    // A value that is read as `None` is not removed.
    let empty = r#""codes":[],"tone":"","price":"""#;
    assert_eq!(rest.to_string(), format!(r#"{left}"new":{{"id":1}},"bag":{{"size":"1","x":1}},{empty}}}"#));
}
