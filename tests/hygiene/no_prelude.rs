//! Without any prelude.
#![no_implicit_prelude]

#[::graph_core::graph_enum]
pub(crate) enum Kind {
    First,
    #[graph(other)]
    Other(::std::string::String),
}

#[::graph_core::graph_complex]
pub(crate) struct Part {
    kind: ::core::option::Option<Kind>,
    #[serde(default)]
    size: i64,
}

#[::graph_core::graph_entity(path = "wholes/{type}/parts")]
pub(crate) struct Whole {
    #[graph(key)]
    id: ::core::option::Option<::std::string::String>,
    parts: ::std::vec::Vec<Part>,
    r#type: ::core::option::Option<::std::string::String>,
    #[serde(with = "text")]
    length: u8,
    #[serde(skip_serializing_if = "::core::option::Option::is_some")]
    odd: ::core::option::Option<bool>,
}

#[::graph_core::graph_entity(path = "teams")]
pub(crate) struct Team {
    #[graph(navigation)]
    lead: ::core::option::Option<::std::boxed::Box<Team>>,
    #[graph(navigation)]
    members: ::core::option::Option<::std::vec::Vec<Whole>>,
}

#[::graph_core::graph_entity(path = "groups", schema = "metadata/graph.csdl")]
pub(crate) struct Group {
    #[graph(key)]
    id: ::core::option::Option<::std::string::String>,
    proxy_addresses: ::std::vec::Vec<::std::string::String>,
    #[graph(navigation)]
    member_of: ::core::option::Option<::std::vec::Vec<Self>>,
}

#[::graph_core::graph_enum(partial, schema = "metadata/graph.csdl")]
pub(crate) enum Importance {
    Normal,
    #[graph(other)]
    Other(::std::string::String),
}

#[test]
fn related_entities_are_bound() {
    let request = Team::teams().entity("t").update(Team::changes().bind(Team::LEAD.clear()));
    ::std::assert!(::core::matches!(request.body(), ::graph_core::request::Body::Json(_)));
    let all = Team::teams().list().query();
    ::std::assert!(all.starts_with("$expand=lead,members("), "{all}");
}

#[::graph_core::graph_enum(flags)]
pub(crate) enum Mode {
    Fast = 1,
    #[graph(other)]
    Other(::std::string::String),
}

#[::graph_core::graph_complex]
pub(crate) struct Open {
    modes: ::graph_core::Flags<Mode>,
    #[graph(additional)]
    r#type: ::graph_core::JsonObject,
}

#[::graph_core::graph_union(path = "anys")]
pub(crate) enum Any {
    Open(::std::boxed::Box<Open>),
    Part(Part),
    #[graph(other)]
    Other(::graph_core::JsonObject),
}

#[test]
fn a_union_reads_and_writes() -> ::core::result::Result<(), ::serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.open","modes":"fast","x":1}"##;
    let any: Any = ::serde_json::from_str(r##"{"modes":1,"x":1,"@odata.type":"#microsoft.graph.open"}"##)?;
    ::std::assert_eq!(::serde_json::to_string(&any)?, json);
    ::std::assert_eq!(Any::anys().list().path(), "anys");
    ::core::result::Result::Ok(())
}

#[::graph_core::graph_action(path = "wholes/{type}/split", returns = ::std::vec::Vec<Part>)]
pub(crate) struct Split {
    parts: ::std::vec::Vec<Part>,
    r#type: ::core::option::Option<::std::string::String>,
    #[serde(with = "text", skip_serializing_if = "is_zero")]
    length: u8,
}

#[::graph_core::graph_function(path = "wholes/{type}/part", returns = ::core::option::Option<Part>)]
pub(crate) struct Find {
    #[graph(alias)]
    kind: ::core::option::Option<Kind>,
    parts: ::std::vec::Vec<Part>,
    #[serde(with = "text", skip_serializing_if = "is_zero")]
    length: u8,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's interface
fn is_zero(number: &u8) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's interface
mod text {
    pub(super) fn serialize<S: ::serde::Serializer>(
        number: &u8,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<u8, D::Error> {
        let text = <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(::serde::de::Error::custom)
    }
}

#[test]
fn the_items_read_and_write() -> ::core::result::Result<(), ::serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.whole","parts":[{"@odata.type":"#microsoft.graph.part","kind":"new","size":1}],"type":"t","length":"7"}"##;
    let whole: Whole = ::serde_json::from_str(json)?;
    ::std::assert_eq!(whole.length, 7);
    ::std::assert_eq!(::serde_json::to_string(&whole)?, json);
    ::std::assert_eq!(Whole::TYPE.name(), "type");
    ::std::assert_eq!(Whole::parts("t").list().path(), "wholes/t/parts");
    let split = Split { parts: whole.parts, r#type: ::core::option::Option::None, length: 0 };
    ::std::assert_eq!(split.request("t").path(), "wholes/t/split");
    let find = Find { kind: ::core::option::Option::None, parts: split.parts, length: 7 };
    ::std::assert_eq!(find.request("t").path(), "wholes/t/part(parts=@parts,length='7')");
    ::core::result::Result::Ok(())
}
