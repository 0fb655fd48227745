//! `Edm.Binary`: bytes as base64 in JSON.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet;
use base64::display::Base64Display;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::value::literal::Literal;
use crate::value::value::Value;

/// Accepts base64 with and without padding, and ignores the unused bits after the last byte.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);

static STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
static STANDARD_UNPADDED: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT.with_encode_padding(false));
static URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
static URL_SAFE_UNPADDED: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT.with_encode_padding(false));

/// Bytes: the type of an `Edm.Binary` property.
///
/// # Shape
/// base64url without padding, or classic base64 with padding for a [`standard`](Self::standard) value. A value that was
/// read is written in its original alphabet and padding. Two values are equal if their bytes are equal. `Debug` shows only
/// the length.
///
/// # Errors
/// [`BinaryError`](crate::error::BinaryError) if a text is not base64.
///
/// # Rule
/// `Edm.Binary` is base64url, padded or not
/// ([OData JSON 4.01, §7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
/// Graph's documentation shows classic base64 for most properties, so both are read
/// ([RFC 4648, §4 and §5](https://www.rfc-editor.org/rfc/rfc4648#section-4)).
///
/// # Example
/// ```
/// use graph_core::Binary;
///
/// let photo = Binary::from(vec![0xFB, 0xFF]);
/// assert_eq!(photo.to_base64(), "-_8");
/// assert_eq!(photo.clone().standard().to_base64(), "+/8=");
///
/// let read: Binary = "+/8=".parse()?;
/// assert_eq!(read, photo);
/// assert_eq!(read.to_base64(), "+/8=");
/// # Ok::<(), graph_core::error::BinaryError>(())
/// ```
#[derive(Clone, Default)]
pub struct Binary {
    bytes: Bytes,
    text: Text,
}

/// The alphabet and padding that the bytes are written with.
#[derive(Clone, Copy, Default)]
struct Text {
    standard: bool,
    padded: bool,
}

/// A text that is not base64. The error does not show the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct BinaryError;

impl fmt::Display for BinaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not base64")
    }
}

impl std::error::Error for BinaryError {}

impl Binary {
    /// The same bytes as classic base64 with padding, for a service that does not accept base64url.
    #[must_use]
    pub fn standard(self) -> Self {
        Self { text: Text { standard: true, padded: true }, ..self }
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The JSON form.
    #[must_use]
    pub fn to_base64(&self) -> String {
        self.text.engine().encode(&self.bytes)
    }
}

impl Text {
    /// Returns the form of `text`. Without a character that differs between the alphabets, both have the same result.
    fn of(text: &str) -> Self {
        Self { standard: text.contains(['+', '/']), padded: text.ends_with('=') }
    }

    fn engine(self) -> &'static GeneralPurpose {
        match (self.standard, self.padded) {
            (true, true) => &STANDARD,
            (true, false) => &STANDARD_UNPADDED,
            (false, true) => &URL_SAFE,
            (false, false) => &URL_SAFE_UNPADDED,
        }
    }
}

impl FromStr for Binary {
    type Err = BinaryError;

    fn from_str(base64: &str) -> Result<Self, BinaryError> {
        let text = Text::of(base64);
        let bytes = text.engine().decode(base64).map_err(|_| BinaryError)?;
        Ok(Self { bytes: bytes.into(), text })
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Self { bytes, text: Text::default() }
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} bytes)", self.bytes.len())
    }
}

impl PartialEq for Binary {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Binary {}

impl Hash for Binary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl Value for Binary {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.Binary";

    fn literal(&self) -> Option<String> {
        Some(self.to_literal())
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(&self.bytes, self.text.engine()))
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(BinaryVisitor)
    }
}

struct BinaryVisitor;

impl Visitor<'_> for BinaryVisitor {
    type Value = Binary;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes as base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Binary, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn round_trip(text: &str) -> Option<String> {
        text.parse::<Binary>().ok().map(|binary| binary.to_base64())
    }

    #[test]
    fn the_original_text_is_written() {
        for text in [
            "", "dmFsdWU=", "dmFsdWU", "+/8=", "+/8", "-_8=", "-_8", "AA==", "AA", "AAAA", "////", "____", "-A==", "+A",
        ] {
            assert_eq!(round_trip(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn every_byte_is_kept_in_each_form() {
        for length in 0..=256_u16 {
            let bytes: Vec<u8> = (0..length).flat_map(u16::to_le_bytes).skip(usize::from(length % 2)).collect();
            for form in [(true, true), (true, false), (false, true), (false, false)] {
                let binary = Binary { bytes: bytes.clone().into(), text: Text { standard: form.0, padded: form.1 } };
                let text = binary.to_base64();
                let read = text.parse::<Binary>();
                assert_eq!(read.as_ref(), Ok(&binary));
                assert_eq!(read.map(|read| read.to_base64()), Ok(text));
            }
        }
    }

    #[test]
    fn a_new_value_is_base64url_unless_told() {
        let binary = Binary::from(&[0xFB, 0xFF][..]);
        assert_eq!(serde_json::to_value(&binary).ok(), Some(json!("-_8")));
        assert_eq!(serde_json::to_value(binary.standard()).ok(), Some(json!("+/8=")));
    }

    #[test]
    fn unused_bits_after_the_last_byte_are_ignored() {
        assert_eq!("AB==".parse::<Binary>().as_ref().map(Binary::as_bytes), Ok(&[0][..]));
        assert_eq!(round_trip("AA=").as_deref(), Some("AA=="));
    }

    #[test]
    fn other_texts_are_errors() {
        for text in ["A", "AAAAA", "+_8=", "Hello World", "AA==AA==", "AA\n==", "=", "A===", "AAA==", "é", "AA=A"] {
            assert_eq!(text.parse::<Binary>(), Err(BinaryError), "{text}");
        }
        for json in [json!(1), json!([1]), json!(null)] {
            assert!(Binary::deserialize(json).is_err());
        }
    }

    #[test]
    fn debug_shows_no_content() {
        assert_eq!(format!("{:?}", Binary::from(b"secret".to_vec())), "Binary(6 bytes)");
    }
}
