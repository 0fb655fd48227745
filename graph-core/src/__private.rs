//! Items that generated code names. They are not part of the public API and change without notice; the two crates pin each
//! other's exact version.

pub use core::cmp::PartialEq;
pub use core::convert::{AsRef, From, Infallible, Into};
pub use core::default::Default;
pub use core::fmt::{Display, Formatter, Result as FormatResult};
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{bool, i64, str, u8, usize};
pub use core::result::Result::{self, Ok};
pub use core::str::FromStr;
pub use core::{assert, include_bytes};
pub use std::boxed::Box;
pub use std::string::String;
pub use std::vec::Vec;

pub use serde::de::{Deserialize, Deserializer, MapAccess};
pub use serde::ser::{Serialize, SerializeMap, Serializer};

pub use crate::client::transports::redaction::{remove_secrets, without_secrets};
pub use crate::edm;
pub use crate::endpoint::endpoint::{Collection, Item};
pub use crate::endpoint::operation::{Action, ArgumentWriter, Function, Operation, action, function};
pub use crate::object::additional::Additional;
pub use crate::object::entity::Entity;
pub use crate::object::entity::Permissions;
pub use crate::object::fields::{AnyField, Codec};
pub use crate::object::properties::{Field, PropertyReader, PropertyWriter, ReadBy};
pub use crate::object::property::{ByFunction, Navigation, Property, ReadOnly, Stream, property};
pub use crate::object::structured::{Structured, decode as decode_object, encode as encode_object, projection};
pub use crate::object::union::{Union, UnionMember, UnionObject, UnionOther, decode as decode_union};
pub use crate::object::unique_tags::assert_distinct;
pub use crate::query::consistency::is_directory;
pub use crate::request::changes::Changes;
pub use crate::request::request::Request;
pub use crate::response::page::Page;
pub use crate::value::containers::Expandable;
pub use crate::value::enumeration::{
    Enumeration, decode as decode_member, encode as encode_member, member_in_any_case,
};
pub use crate::value::flags::FlagMember;
pub use crate::value::json_path::JsonPath;
pub use crate::value::path::{ApiVersion, Key, SEGMENT};
pub use crate::value::projection::{Projection, PropertyInfo, properties};
pub use crate::value::value::{JsonObject, Value, deserialize};

/// The body of stub impls for a struct with a mistake, so that the mistake is the only error.
#[must_use]
pub fn stub<T>() -> T {
    std::process::abort()
}
