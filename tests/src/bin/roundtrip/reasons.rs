//! Reasons why an object did not come back unchanged, or was not read.

use std::fmt;

/// The origin of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// The library lost or changed something.
    Fault,
    /// The sample is wrong by the metadata, or by JSON.
    Sample,
    /// The library omits something by design.
    Dropped,
    /// The same value comes back in another form.
    Form,
    /// Nothing is lost.
    Kept,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fault => "FAULT",
            Self::Sample => "sample",
            Self::Dropped => "dropped",
            Self::Form => "form",
            Self::Kept => "kept",
        })
    }
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// The program could not read a correct object.
    NotRead,
    Panic,
    Lost,
    Changed,
    Added,
    /// A property that an open type, or one with `--keep-unknown`, should have kept.
    UnknownLost,
    /// A value of another JSON type than its type has.
    Kind {
        found: &'static str,
        wanted: String,
    },
    /// A text that is not a value of this type.
    Form(&'static str),
    /// A date and time without an offset.
    NoOffset,
    DuplicateName,
    /// An `@odata.type` that can't occur there.
    ForeignType,
    /// It was read, and is written as a number.
    NumberInText,
    /// A number where a member is expected: it is written as the member's name.
    MemberByNumber,
    SpareBits,
    UnknownProperty,
    Control,
    NullIsAbsent,
    /// `""` in place of a value that is not a text.
    EmptyIsAbsent,
    Stream,
    TypeNameForm,
    NumberForm,
    GuidCase,
    /// A member in another letter case than the metadata's.
    MemberCase,
    FlagBlanks,
    DigitsBeyondNanoseconds,
    /// More digits than the precision of the number's type.
    SpareDigits,
    UnknownMember,
    /// A value of a type that extends the declared one, and is read as that type.
    DerivedType,
    /// A value of an unknown type, which is kept whole.
    UnknownType,
}

impl Reason {
    pub(crate) fn class(&self) -> Class {
        match self {
            Self::NotRead | Self::Panic | Self::Lost | Self::Changed | Self::Added | Self::UnknownLost => Class::Fault,
            Self::Kind { .. }
            | Self::Form(_)
            | Self::NoOffset
            | Self::DuplicateName
            | Self::ForeignType
            | Self::NumberInText
            | Self::MemberByNumber
            | Self::SpareBits => Class::Sample,
            Self::UnknownProperty | Self::Control | Self::NullIsAbsent | Self::EmptyIsAbsent | Self::Stream => {
                Class::Dropped
            }
            Self::TypeNameForm
            | Self::NumberForm
            | Self::GuidCase
            | Self::MemberCase
            | Self::FlagBlanks
            | Self::DigitsBeyondNanoseconds
            | Self::SpareDigits => Class::Form,
            Self::UnknownMember | Self::DerivedType | Self::UnknownType => Class::Kept,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Kind { found, wanted } => return write!(f, "{found} where {wanted} should be"),
            Self::Form(wanted) => return write!(f, "a text that is no {wanted}"),
            Self::NotRead => "an object that is not read",
            Self::Panic => "an object that makes the library panic",
            Self::Lost => "a declared property that is lost",
            Self::Changed => "a declared property whose value changes",
            Self::Added => "a property that was not there",
            Self::UnknownLost => "an unknown property that should be kept",
            Self::NoOffset => "a moment without an offset",
            Self::DuplicateName => "a name that occurs twice: the last value counts",
            Self::ForeignType => "an `@odata.type` that can't stand there: the declared type comes back",
            Self::NumberInText => "a text where a number should be: the number comes back",
            Self::MemberByNumber => "a number where a member should be: its name comes back",
            Self::SpareBits => "base64 with bits after the last byte",
            Self::UnknownProperty => "a property that the metadata does not have",
            Self::Control => "control information: `@…`, `x@odata.…`, `#…`",
            Self::NullIsAbsent => "`null`, which is read as absent",
            Self::EmptyIsAbsent => "`\"\"` in place of a value that is not a text, which is read as absent",
            Self::Stream => "a stream",
            Self::TypeNameForm => "an `@odata.type` without its `#`, with a URL, or in another letter case",
            Self::NumberForm => "a number in another form, such as `1` of `1.0`",
            Self::GuidCase => "a Guid in capitals: small letters come back",
            Self::MemberCase => "a member in another letter case: the metadata's comes back",
            Self::FlagBlanks => "blanks between flags, or one that occurs twice",
            Self::DigitsBeyondNanoseconds => "digits of a moment beyond nanoseconds",
            Self::SpareDigits => "digits beyond those that a float tells apart",
            Self::UnknownMember => "a member that the metadata does not have",
            Self::DerivedType => "a value of a derived type, read as such",
            Self::UnknownType => "a value of an unknown type, kept whole",
        };
        f.write_str(text)
    }
}
