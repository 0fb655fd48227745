//! In a scope whose names shadow the prelude and names of the expansion.
#![allow(dead_code, non_camel_case_types, non_upper_case_globals)]

use graph_core::{graph_action, graph_complex, graph_entity, graph_enum, graph_function, graph_union};

struct Option;
struct Some;
struct None;
struct Ok;
struct Result;
struct Into;
struct From;
struct Default;
struct Self_;
struct Serialize;
struct Deserialize;
struct Property;
struct Changes;
struct Key;
struct Request;
struct Page;
struct Vec;
struct Call;
struct Action;
struct Function;
struct str;
struct usize;
struct bool;
struct i64;
struct Box;
struct Flags;
struct Union;
struct UnionMember;
struct Additional;
struct JsonObject;
struct Navigation;
struct Projection;
struct Expandable;
mod core {}
mod std {}
mod serde {}
mod graph_core_ {}

type S = std_string::String;
type D = S;
type A = S;
type M = S;

mod std_string {
    pub(super) use ::std::string::String;
}

/// Each type has methods of these names, which come before those of the type that a reference refers to.
trait Methods: Sized {
    fn read<T>(self, _: T) {}
    fn write<T>(self, _: T) {}
    fn found<T>(self, _: T) {}
    fn end<T>(self, _: T) {}
}
impl<T> Methods for T {}

// As patterns these would be constants and not names.
const index: usize_ = 0;
const properties: usize_ = 1;
const path: usize_ = 2;
const after: usize_ = 3;
static name: &::core::primitive::str = "static";
static serializer: usize_ = 4;
static deserializer: usize_ = 5;
const object: usize_ = 6;
const member: usize_ = 7;
const other: usize_ = 8;
const rest: usize_ = 9;
// Names of placeholders.
const colour_id: usize_ = 10;
static shade_id: usize_ = 11;
const part_id: usize_ = 12;
type usize_ = ::core::primitive::usize;

#[graph_enum]
enum Colour {
    None,
    Some,
    Ok,
    #[graph(other)]
    Other(std_string::String),
}

#[graph_complex]
struct Shade {
    index: i32,
    properties: ::core::option::Option<S>,
    path: ::core::option::Option<D>,
    value: ::std::vec::Vec<A>,
}

#[graph_entity(path = "colours/{colourId}/shades/{shadeId}/values")]
struct Value {
    serializer: ::core::option::Option<M>,
    deserializer: ::core::option::Option<Colour>,
    map: ::std::vec::Vec<Shade>,
    name: i32,
}

#[graph_entity(path = "palettes", select = false)]
struct Palette {
    id: ::core::option::Option<S>,
    #[graph(navigation)]
    values: ::core::option::Option<::std::vec::Vec<Value>>,
    #[graph(navigation)]
    index: ::core::option::Option<::std::boxed::Box<Self>>,
}

#[test]
fn related_entities_are_expanded() {
    assert_eq!(Palette::palettes().list().query(), "$expand=values($select=serializer,deserializer,map,name),index");
    assert_eq!(
        Palette::palettes().list().expand(Palette::INDEX).select(Palette::ID).query(),
        "$select=id&$expand=index"
    );
}

#[graph_enum(flags)]
enum Ok_ {
    Err = 1,
    Self__ = 2,
    #[graph(other)]
    Other(std_string::String),
}

#[graph_complex]
struct Open {
    index: ::core::option::Option<::graph_core::Flags<Ok_>>,
    #[graph(additional)]
    additional: ::graph_core::JsonObject,
}

#[graph_union(path = "anys/{index}/{partId}/parts", singleton(name = "object", template = "any"))]
enum Any {
    Value(Value),
    #[graph(base)]
    Open(::std::boxed::Box<Open>),
    #[graph(other)]
    Other(::graph_core::JsonObject),
}

#[test]
fn a_union_reads_and_writes() -> ::core::result::Result<(), ::serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.open","index":"err,self__","x":1}"##;
    let any: Any = ::serde_json::from_str(r#"{"index":3,"x":1}"#)?;
    assert!(matches!(any, Any::Open(_)));
    assert_eq!(::serde_json::to_string(&any)?, json);
    assert_eq!(Any::parts("i", "p").list().path(), "anys/i/p/parts");
    assert_eq!(Any::object().get().path(), "any");
    ::core::result::Result::Ok(())
}

#[graph_action(path = "colours/{colourId}/{name}/mix", returns = Shade)]
struct Mix {
    arguments: ::core::option::Option<S>,
    index: ::std::vec::Vec<Colour>,
    keys: i32,
}

#[graph_function(path = "colours/{colourId}/{shadeId}/near", returns = ::std::vec::Vec<Value>, select = true)]
struct Near {
    arguments: ::core::option::Option<S>,
    #[graph(alias)]
    index: ::std::vec::Vec<Colour>,
    keys: i32,
}

#[test]
fn calls_are_built() {
    let mix = Mix { arguments: ::core::option::Option::None, index: ::std::vec::Vec::new(), keys: 1 };
    assert_eq!(mix.request("a", "n").path(), "colours/a/n/mix");
    let near = Near { arguments: ::core::option::Option::None, index: ::std::vec::Vec::new(), keys: 1 };
    let request: ::graph_core::Request<::graph_core::Page<Value>> = near.request("a", "b");
    assert_eq!(request.path(), "colours/a/b/near(index=@index,keys=1)");
    assert_eq!(request.query(), "$select=serializer,deserializer,map,name&@index=%5B%5D");
}

/// Compared with the metadata.
#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
struct User {
    #[graph(key)]
    id: ::core::option::Option<S>,
    account_enabled: ::core::option::Option<::core::primitive::bool>,
    business_phones: ::std::vec::Vec<D>,
    identities: ::core::option::Option<::std::vec::Vec<ObjectIdentity>>,
    #[graph(navigation)]
    manager: ::core::option::Option<::std::boxed::Box<Self>>,
    #[graph(navigation)]
    direct_reports: ::core::option::Option<::std::vec::Vec<Self>>,
}

#[graph_complex(schema = "metadata/graph.csdl")]
struct ObjectIdentity {
    issuer: ::core::option::Option<S>,
    #[graph(unchecked)]
    index: i32,
}

#[graph_entity(schema = "metadata/graph.csdl")]
struct PlannerPlan {
    #[graph(key)]
    id: ::core::option::Option<S>,
    #[deprecated = "use another"]
    owner: ::core::option::Option<S>,
}

#[test]
fn checked_items_read_and_write() -> ::core::result::Result<(), ::serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.user","id":"u","businessPhones":[],"identities":[{"index":1}]}"##;
    let user: User = ::serde_json::from_str(json)?;
    assert!(user.manager.is_none() && user.direct_reports.is_none());
    ::core::result::Result::Ok(())
}

#[test]
fn the_items_read_and_write() -> ::core::result::Result<(), ::serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.value","serializer":"s","deserializer":"none","map":[],"name":1}"##;
    let value: Value = ::serde_json::from_str(json)?;
    assert!(matches!(value.deserializer, ::core::option::Option::Some(Colour::None)));
    assert_eq!(::serde_json::to_string(&value)?, json);
    assert_eq!(Value::values("i", "p").list().path(), "colours/i/shades/p/values");
    ::core::result::Result::Ok(())
}

#[test]
fn a_struct_of_options_reads_and_writes() -> ::core::result::Result<(), ::serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.plannerPlan","id":"p","owner":"o"}"##;
    let plan: PlannerPlan = ::serde_json::from_str(json)?;
    assert_eq!(::serde_json::to_string(&plan)?, json);
    ::core::result::Result::Ok(())
}
