//! What the macros' output names. No part of the public API: it changes without notice, and the two crates pin each
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

pub use serde::de::{Deserialize, Deserializer, MapAccess};
pub use serde::ser::{Serialize, SerializeMap, Serializer};

pub use crate::changes::Changes;
pub use crate::cloud::ApiVersion;
pub use crate::containers::Expandable;
pub use crate::edm;
pub use crate::endpoint::{Collection, Item};
pub use crate::entity::Entity;
pub use crate::enumeration::{Enumeration, decode as decode_member, encode as encode_member, member_in_any_case};
pub use crate::flags::FlagMember;
pub use crate::json_path::JsonPath;
pub use crate::operation::{Action, ArgumentWriter, Call, Function, action, function};
pub use crate::page::Page;
pub use crate::path::Key;
pub use crate::permissions::Permissions;
pub use crate::projection::{Projection, PropertyInfo};
pub use crate::properties::{Additional, Field, PropertyReader, PropertyWriter, ReadBy};
pub use crate::property::{ByFunction, Navigation, Property, ReadOnly, Stream};
pub use crate::request::Request;
pub use crate::structured::{Structured, decode as decode_object, encode as encode_object, projection};
pub use crate::union::{Union, UnionMember, UnionObject, UnionOther, assert_distinct, decode as decode_union};
pub use crate::value::{JsonObject, Value, deserialize};

/// Stands in the impls of a struct that the macro reports a mistake of, so that the mistake is the only error.
#[must_use]
pub fn stub<T>() -> T {
    std::process::abort()
}
