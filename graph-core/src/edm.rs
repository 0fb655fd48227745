//! Traits of the schema check: which Rust types can hold which EDM types.
//!
//! A type of your own implements the trait of the EDM type that it can hold:
//!
//! ```
//! use graph_core::edm::HoldsDouble;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! pub struct Celsius(f64);
//!
//! impl graph_core::value::Value for Celsius { type Assigned = Self; }
//! impl HoldsDouble for Celsius {}
//! ```
//!
//! This also applies to a type that holds the objects of a structured type, or the members of an enumeration:
//!
//! ```
//! use graph_core::JsonObject;
//! use graph_core::edm::HoldsObject;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! pub struct Address(JsonObject);
//!
//! impl graph_core::value::Value for Address { type Assigned = Self; }
//! impl HoldsObject for Address {}
//! # assert!(graph_core::edm::is_named(Address::NAME, &["microsoft.graph.physicalAddress"]));
//! ```

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone};

use crate::object::structured::Structured;
use crate::object::unique_tags::is_same;
use crate::value::enumeration::Enumeration;
use crate::value::flags::{FlagMember, Flags};
use crate::value::primitive::{Binary, Duration};
use crate::value::shared_str::SharedStr;
use crate::value::value::{JsonObject, Value};

/// Defines the trait of each primitive type, with its implementations.
macro_rules! primitives {
    ($($holds:ident [$($type:ty),*] $edm:literal $message:literal $label:literal $advice:literal $own:literal;)*) => {
        $(
            #[doc = concat!("A type that can hold an `", $edm, "`.")]
            #[diagnostic::on_unimplemented(message = $message, label = $label, note = $advice, note = $own)]
            pub trait $holds {
                /// The constant that generated code names, so that rustc checks the bound.
                #[doc(hidden)]
                const HELD: () = ();
            }

            $(
                #[diagnostic::do_not_recommend]
                impl $holds for $type {}
            )*
            #[diagnostic::do_not_recommend]
            impl $holds for serde_json::Value {}
            #[diagnostic::do_not_recommend]
            impl<T: $holds> $holds for Option<T> {}
            #[diagnostic::do_not_recommend]
            impl<T: $holds> $holds for Box<T> {}
        )*

        /// The name, message, label, advice and types of each row.
        #[cfg(test)]
        const TABLE: &[(&str, &str, &str, &str, &[&str])] =
            &[$(($edm, $message, $label, $advice, &[$(stringify!($type)),*])),*];
    };
}

primitives! {
    HoldsBinary [Binary] "Edm.Binary"
        "`{Self}` can't hold an `Edm.Binary`" "the metadata says `Edm.Binary`"
        "write `graph_core::Binary`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsBinary for … {{}}`";
    HoldsBoolean [bool] "Edm.Boolean"
        "`{Self}` can't hold an `Edm.Boolean`" "the metadata says `Edm.Boolean`"
        "write `bool`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsBoolean for … {{}}`";
    HoldsByte [u8, u16, u32, u64, i16, i32, i64] "Edm.Byte"
        "`{Self}` can't hold an `Edm.Byte`" "the metadata says `Edm.Byte`"
        "write `u8`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsByte for … {{}}`";
    HoldsDate [NaiveDate] "Edm.Date"
        "`{Self}` can't hold an `Edm.Date`" "the metadata says `Edm.Date`"
        "write `graph_core::chrono::NaiveDate`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsDate for … {{}}`";
    HoldsDateTimeOffset [] "Edm.DateTimeOffset"
        "`{Self}` can't hold an `Edm.DateTimeOffset`" "the metadata says `Edm.DateTimeOffset`"
        "write `graph_core::chrono::DateTime<FixedOffset>`, which keeps the offset as it came, or `DateTime<Utc>`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsDateTimeOffset for … {{}}`";
    HoldsDecimal [f64] "Edm.Decimal"
        "`{Self}` can't hold an `Edm.Decimal`" "the metadata says `Edm.Decimal`"
        "write `graph_core::rust_decimal::Decimal` with the feature `decimal`, or `f64`, which rounds"
        "a type of your own says that it can: `impl graph_core::edm::HoldsDecimal for … {{}}`";
    HoldsDouble [f64] "Edm.Double"
        "`{Self}` can't hold an `Edm.Double`" "the metadata says `Edm.Double`"
        "write `f64`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsDouble for … {{}}`";
    HoldsDuration [Duration] "Edm.Duration"
        "`{Self}` can't hold an `Edm.Duration`" "the metadata says `Edm.Duration`"
        "write `graph_core::Duration`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsDuration for … {{}}`";
    HoldsGuid [uuid::Uuid] "Edm.Guid"
        "`{Self}` can't hold an `Edm.Guid`" "the metadata says `Edm.Guid`"
        "write `graph_core::uuid::Uuid`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsGuid for … {{}}`";
    HoldsInt16 [i16, i32, i64] "Edm.Int16"
        "`{Self}` can't hold an `Edm.Int16`" "the metadata says `Edm.Int16`"
        "write `i16`, or `i32`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsInt16 for … {{}}`";
    HoldsInt32 [i32, i64] "Edm.Int32"
        "`{Self}` can't hold an `Edm.Int32`" "the metadata says `Edm.Int32`"
        "write `i32`, or `i64`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsInt32 for … {{}}`";
    HoldsInt64 [i64] "Edm.Int64"
        "`{Self}` can't hold an `Edm.Int64`" "the metadata says `Edm.Int64`"
        "write `i64`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsInt64 for … {{}}`";
    HoldsSByte [i8, i16, i32, i64] "Edm.SByte"
        "`{Self}` can't hold an `Edm.SByte`" "the metadata says `Edm.SByte`"
        "write `i8`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsSByte for … {{}}`";
    HoldsSingle [f32, f64] "Edm.Single"
        "`{Self}` can't hold an `Edm.Single`" "the metadata says `Edm.Single`"
        "write `f32`, or `f64`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsSingle for … {{}}`";
    HoldsStream [Binary] "Edm.Stream"
        "`{Self}` can't hold an `Edm.Stream`" "the metadata says `Edm.Stream`"
        "remove the field: a stream is read by a request of its own, from the property's path or `…/$value`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsStream for … {{}}`";
    HoldsString [] "Edm.String"
        "`{Self}` can't hold an `Edm.String`" "the metadata says `Edm.String`"
        "write `String`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsString for … {{}}`";
    HoldsTimeOfDay [NaiveTime] "Edm.TimeOfDay"
        "`{Self}` can't hold an `Edm.TimeOfDay`" "the metadata says `Edm.TimeOfDay`"
        "write `graph_core::chrono::NaiveTime`"
        "a type of your own says that it can: `impl graph_core::edm::HoldsTimeOfDay for … {{}}`";
}

#[diagnostic::do_not_recommend]
impl<Tz: TimeZone> HoldsDateTimeOffset for DateTime<Tz> {}

#[cfg(feature = "decimal")]
#[diagnostic::do_not_recommend]
impl HoldsDecimal for rust_decimal::Decimal {}

/// A type that can hold `null`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold `null`",
    label = "the metadata says that it may be `null`",
    note = "write `Option<{Self}>`"
)]
pub trait HoldsNull {
    /// The constant that generated code names, so that rustc checks the bound.
    #[doc(hidden)]
    const HELD: () = ();
}

#[diagnostic::do_not_recommend]
impl<T> HoldsNull for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: HoldsNull> HoldsNull for Box<T> {}
#[diagnostic::do_not_recommend]
impl HoldsNull for serde_json::Value {}
// Another check reports a `Vec` in place of a single value.
#[diagnostic::do_not_recommend]
impl<T> HoldsNull for Vec<T> {}
#[diagnostic::do_not_recommend]
impl<T> HoldsNull for BTreeMap<String, T> {}
#[diagnostic::do_not_recommend]
impl<T, S> HoldsNull for HashMap<String, T, S> {}

/// A type that can hold a collection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds a single value, but the metadata has a collection",
    label = "the metadata says `Collection(…)`",
    note = "write `Vec<…>`, or `Option<Vec<…>>`"
)]
pub trait HoldsCollection {
    /// The type of the items.
    type Element;
}

#[diagnostic::do_not_recommend]
impl<T> HoldsCollection for Vec<T> {
    type Element = T;
}

#[diagnostic::do_not_recommend]
impl<T: HoldsCollection> HoldsCollection for Option<T> {
    type Element = T::Element;
}

#[diagnostic::do_not_recommend]
impl<T: HoldsCollection> HoldsCollection for Box<T> {
    type Element = T::Element;
}

#[diagnostic::do_not_recommend]
impl HoldsCollection for serde_json::Value {
    type Element = Self;
}

/// A type that can hold a member of an enumeration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold a member of an enumeration",
    label = "the metadata says that it is an enumeration",
    note = "write an enum with `#[graph_enum]`, or `String`",
    note = "a type of your own says that it can: `impl graph_core::edm::HoldsEnumMember for … {{}}`"
)]
pub trait HoldsEnumMember: Value {
    /// The type name in the metadata.
    #[doc(hidden)]
    const NAME: &'static str = Self::TYPE;
}

#[diagnostic::do_not_recommend]
impl<T: Enumeration> HoldsEnumMember for T {}
#[diagnostic::do_not_recommend]
impl<T: HoldsEnumMember> HoldsEnumMember for Option<T> {}
#[diagnostic::do_not_recommend]
impl HoldsEnumMember for serde_json::Value {}

/// A type that can hold a set of members of an enumeration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold a set of members",
    label = "the metadata says that it is an enumeration of flags",
    note = "write `graph_core::Flags<…>` of an enum with `#[graph_enum(flags)]`, or `String`",
    note = "a type of your own says that it can: `impl graph_core::edm::HoldsFlags for … {{}}`"
)]
pub trait HoldsFlags: Value {
    /// The type name in the metadata.
    #[doc(hidden)]
    const NAME: &'static str = Self::TYPE;
}

#[diagnostic::do_not_recommend]
impl<T: FlagMember> HoldsFlags for Flags<T> {}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags> HoldsFlags for Option<T> {}
#[diagnostic::do_not_recommend]
impl HoldsFlags for serde_json::Value {}

/// A string holds a string, and the name of a member of any enumeration. The names of several members are a string as well.
macro_rules! strings {
    ($($(#[$attribute:meta])* $type:ty;)*) => {$(
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl HoldsString for $type {}
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl HoldsStream for $type {}
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl HoldsEnumMember for $type {}
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl HoldsFlags for $type {}
    )*};
}

strings! {
    String;
    Box<str>;
    Arc<str>;
    Cow<'static, str>;
    SharedStr;
    #[cfg(feature = "compact_str")] compact_str::CompactString;
}

/// A type that can hold an object: a complex value or an entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold an object",
    label = "the metadata says that it is a structured type",
    note = "write one struct with `#[graph_complex]` or `#[graph_entity]`, an enum with `#[graph_union]`, or `graph_core::JsonObject`",
    note = "a type of your own says that it can: `impl graph_core::edm::HoldsObject for … {{}}`"
)]
pub trait HoldsObject: Value {
    /// The type name in the metadata.
    #[doc(hidden)]
    const NAME: &'static str = Self::TYPE;
}

#[diagnostic::do_not_recommend]
impl<T: Structured> HoldsObject for T {}
#[diagnostic::do_not_recommend]
impl<T: HoldsObject> HoldsObject for Option<T> {}
#[diagnostic::do_not_recommend]
impl HoldsObject for JsonObject {}
#[diagnostic::do_not_recommend]
impl HoldsObject for serde_json::Value {}
#[diagnostic::do_not_recommend]
impl<T: Value> HoldsObject for BTreeMap<String, T> {}
#[diagnostic::do_not_recommend]
impl<T: Value, S: BuildHasher + Default> HoldsObject for HashMap<String, T, S> {}

/// The return type of an operation, with the type of the value that the check applies to.
#[doc(hidden)]
pub trait ReturnType {
    /// The type that must hold the value.
    type Value;
}

#[diagnostic::do_not_recommend]
impl<T: Value> ReturnType for T {
    type Value = Self;
}

/// The raw body. The check does not apply.
#[diagnostic::do_not_recommend]
impl ReturnType for Bytes {
    type Value = serde_json::Value;
}

/// No value. The check does not apply.
#[diagnostic::do_not_recommend]
impl ReturnType for () {
    type Value = serde_json::Value;
}

/// A response type for content, which is not JSON.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold content",
    label = "the metadata says `Edm.Stream`: the body is the content itself",
    note = "write `returns = graph_core::bytes::Bytes`"
)]
pub trait HoldsContent {
    /// The constant that generated code names, so that rustc checks the bound.
    const HELD: () = ();
}

#[diagnostic::do_not_recommend]
impl HoldsContent for Bytes {}
#[diagnostic::do_not_recommend]
impl HoldsContent for () {}
#[diagnostic::do_not_recommend]
impl HoldsContent for serde_json::Value {}

/// Asserts a condition at compile time.
///
/// # Panics
/// At compile time. The panic is the compiler error.
#[doc(hidden)]
pub const fn assert_so(is_so: bool, message: &str) {
    assert!(is_so, "{}", message);
}

/// Returns `message` if the condition is `true`, or else `otherwise`.
#[doc(hidden)]
#[must_use]
pub const fn select_message<'m>(is_so: bool, message: &'m str, otherwise: &'m str) -> &'m str {
    if is_so { message } else { otherwise }
}

/// Returns `true` if the type with this name is the likely one, or one of all.
#[doc(hidden)]
#[must_use]
pub const fn extends(name: &str, likely: &str, all: &[&str]) -> bool {
    is_same(name.as_bytes(), likely.as_bytes()) || is_listed(name, all)
}

/// Returns `true` if the type with this name is one of `names`, or has no type of the metadata: a string, a map, any JSON, or
/// a type of the user without a name. Without `names` any type matches: its trait was checked.
#[doc(hidden)]
#[must_use]
pub const fn is_named(name: &str, names: &[&str]) -> bool {
    names.is_empty()
        || is_listed(name, names)
        || matches!(name.as_bytes(), b"Edm.String" | b"Edm.Untyped" | b"object" | b"value")
}

/// Returns `true` if the name is one of `names`.
#[doc(hidden)]
#[must_use]
pub const fn is_listed(name: &str, names: &[&str]) -> bool {
    let mut rest = names;
    while let Some((first, others)) = rest.split_first() {
        if is_same(name.as_bytes(), first.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}

#[cfg(test)]
mod tests {
    use graph_csdl::Primitive;

    use super::TABLE;

    #[test]
    fn rows_agree_with_graph_csdl() {
        assert!(TABLE.iter().map(|(name, ..)| *name).eq(Primitive::ALL.iter().map(|primitive| primitive.name())));
        for ((name, message, label, advice, types), primitive) in TABLE.iter().zip(Primitive::ALL) {
            assert_eq!(*message, format!("`{{Self}}` can't hold an `{name}`"));
            assert_eq!(*label, format!("the metadata says `{name}`"));
            assert_eq!(*advice, primitive.advice());
            // These are generic, require a feature, or are strings: their implementations are not in the table.
            let is_elsewhere =
                |ty: &str| matches!(ty, "DateTime" | "Decimal" | "String" | "str" | "SharedStr" | "CompactString");
            let others = primitive.rust_types().iter().filter(|ty| !is_elsewhere(ty));
            let types = types.iter().map(|ty| ty.rsplit("::").next().unwrap_or(ty));
            assert!(types.eq(others.copied()), "{name}");
        }
    }
}
