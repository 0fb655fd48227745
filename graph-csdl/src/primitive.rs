//! The primitive types of the Entity Data Model.

use std::fmt;
use std::ops::RangeInclusive;

/// A primitive type that Graph uses: `Edm.Int32`. Abstract types and those of geography and geometry are not among them.
///
/// # Rule
/// OData CSDL 4.01, §3.3: <https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html#sec_PrimitiveTypes>.
///
/// # Example
/// ```
/// use graph_csdl::Primitive;
///
/// let byte = Primitive::parse("Edm.Byte").ok_or("unknown")?;
/// assert_eq!(byte.range(), Some(0..=255));
/// assert_eq!(byte.rust_types().first(), Some(&"u8"));
/// assert_eq!(byte.to_string(), "Edm.Byte");
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Primitive {
    /// Bytes, as base64url in JSON.
    Binary,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 8 bits without a sign.
    Byte,
    /// A day.
    Date,
    /// An instant with an offset.
    DateTimeOffset,
    /// A decimal number.
    Decimal,
    /// A floating point number of 64 bits.
    Double,
    /// A length of time.
    Duration,
    /// A GUID.
    Guid,
    /// A whole number of 16 bits.
    Int16,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A whole number of 8 bits.
    SByte,
    /// A floating point number of 32 bits.
    Single,
    /// Content with an address of its own.
    Stream,
    /// A text.
    String,
    /// A time of day.
    TimeOfDay,
}

impl Primitive {
    /// All primitive types, in the order of their names.
    pub const ALL: [Self; 17] = [
        Self::Binary,
        Self::Boolean,
        Self::Byte,
        Self::Date,
        Self::DateTimeOffset,
        Self::Decimal,
        Self::Double,
        Self::Duration,
        Self::Guid,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::SByte,
        Self::Single,
        Self::Stream,
        Self::String,
        Self::TimeOfDay,
    ];

    /// The type of a qualified name: `Edm.Int32`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.starts_with("Edm.").then(|| Self::ALL.into_iter().find(|primitive| primitive.name() == name))?
    }

    /// The qualified name: `Edm.Int32`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Binary => "Edm.Binary",
            Self::Boolean => "Edm.Boolean",
            Self::Byte => "Edm.Byte",
            Self::Date => "Edm.Date",
            Self::DateTimeOffset => "Edm.DateTimeOffset",
            Self::Decimal => "Edm.Decimal",
            Self::Double => "Edm.Double",
            Self::Duration => "Edm.Duration",
            Self::Guid => "Edm.Guid",
            Self::Int16 => "Edm.Int16",
            Self::Int32 => "Edm.Int32",
            Self::Int64 => "Edm.Int64",
            Self::SByte => "Edm.SByte",
            Self::Single => "Edm.Single",
            Self::Stream => "Edm.Stream",
            Self::String => "Edm.String",
            Self::TimeOfDay => "Edm.TimeOfDay",
        }
    }

    /// The values of an integer type; `None` of any other type.
    #[must_use]
    pub const fn range(self) -> Option<RangeInclusive<i64>> {
        Some(match self {
            Self::Byte => 0..=255,
            Self::SByte => -128..=127,
            Self::Int16 => -32_768..=32_767,
            Self::Int32 => -2_147_483_648..=2_147_483_647,
            Self::Int64 => i64::MIN..=i64::MAX,
            Self::Binary
            | Self::Boolean
            | Self::Date
            | Self::DateTimeOffset
            | Self::Decimal
            | Self::Double
            | Self::Duration
            | Self::Guid
            | Self::Single
            | Self::Stream
            | Self::String
            | Self::TimeOfDay => return None,
        })
    }

    /// Whether it is a type of numbers, whole or not.
    #[must_use]
    pub const fn is_number(self) -> bool {
        match self {
            Self::Byte
            | Self::Decimal
            | Self::Double
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::SByte
            | Self::Single => true,
            Self::Binary
            | Self::Boolean
            | Self::Date
            | Self::DateTimeOffset
            | Self::Duration
            | Self::Guid
            | Self::Stream
            | Self::String
            | Self::TimeOfDay => false,
        }
    }

    /// The Rust types that can hold a value, without their modules and arguments; the first one holds it best. `str` stands for
    /// `Box<str>`, `Arc<str>` and `Cow<'static, str>`.
    #[must_use]
    pub const fn rust_types(self) -> &'static [&'static str] {
        match self {
            Self::Binary => &["Binary"],
            Self::Boolean => &["bool"],
            Self::Byte => &["u8", "u16", "u32", "u64", "i16", "i32", "i64"],
            Self::Date => &["NaiveDate"],
            Self::DateTimeOffset => &["DateTime"],
            Self::Decimal => &["Decimal", "f64"],
            Self::Double => &["f64"],
            Self::Duration => &["Duration"],
            Self::Guid => &["Uuid"],
            Self::Int16 => &["i16", "i32", "i64"],
            Self::Int32 => &["i32", "i64"],
            Self::Int64 => &["i64"],
            Self::SByte => &["i8", "i16", "i32", "i64"],
            Self::Single => &["f32", "f64"],
            Self::Stream => &["Binary", "String", "str", "SharedStr", "CompactString"],
            Self::String => &["String", "str", "SharedStr", "CompactString"],
            Self::TimeOfDay => &["NaiveTime"],
        }
    }

    /// The edit of a field whose Rust type can't hold a value.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Binary => "write `graph_core::Binary`",
            Self::Boolean => "write `bool`",
            Self::Byte => "write `u8`",
            Self::Date => "write `graph_core::chrono::NaiveDate`",
            Self::DateTimeOffset => {
                "write `graph_core::chrono::DateTime<FixedOffset>`, which keeps the offset as it came, or `DateTime<Utc>`"
            }
            Self::Decimal => {
                "write `graph_core::rust_decimal::Decimal` with the feature `decimal`, or `f64`, which rounds"
            }
            Self::Double => "write `f64`",
            Self::Duration => "write `graph_core::Duration`",
            Self::Guid => "write `graph_core::uuid::Uuid`",
            Self::Int16 => "write `i16`, or `i32`",
            Self::Int32 => "write `i32`, or `i64`",
            Self::Int64 => "write `i64`",
            Self::SByte => "write `i8`",
            Self::Single => "write `f32`, or `f64`",
            Self::Stream => {
                "remove the field: a stream is read by a request of its own, from the property's path or `…/$value`"
            }
            Self::String => "write `String`",
            Self::TimeOfDay => "write `graph_core::chrono::NaiveTime`",
        }
    }

    /// The JSON text of the value that a property has if none was ever written and it can't be `null`.
    #[must_use]
    pub const fn default_json(self) -> &'static str {
        match self {
            Self::Boolean => "false",
            Self::Byte
            | Self::Decimal
            | Self::Double
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::SByte
            | Self::Single => "0",
            Self::Binary | Self::Stream | Self::String => r#""""#,
            Self::Date => r#""0001-01-01""#,
            Self::DateTimeOffset => r#""0001-01-01T00:00:00Z""#,
            Self::Duration => r#""PT0S""#,
            Self::Guid => r#""00000000-0000-0000-0000-000000000000""#,
            Self::TimeOfDay => r#""00:00:00.0000000""#,
        }
    }
}

impl fmt::Display for Primitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_parsed() {
        for primitive in Primitive::ALL {
            assert_eq!(Primitive::parse(primitive.name()), Some(primitive));
            assert_eq!(primitive.name(), format!("Edm.{primitive:?}"));
        }
        assert!(Primitive::ALL.is_sorted());
        for other in ["Int32", "Edm.", "Edm.int32", "Edm.Untyped", "Edm.GeographyPoint", "microsoft.graph.Int32", ""] {
            assert_eq!(Primitive::parse(other), None, "{other}");
        }
    }

    #[test]
    fn integers_are_numbers_with_a_range() {
        for primitive in Primitive::ALL {
            let is_default_in_range = primitive.range().is_none_or(|range| range.contains(&0));
            assert!(is_default_in_range && (primitive.range().is_none() || primitive.is_number()), "{primitive}");
            assert_eq!(primitive.is_number(), primitive.default_json() == "0", "{primitive}");
        }
    }
}
