//! A value as others than Graph read it.

mod serializer;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use self::serializer::WithoutTypes;

/// A value that is serialized without `@odata.type`, at any depth: for one's own REST answers, and for TOML, YAML and other formats
/// that people read.
///
/// # Shape
/// It holds anything that serde can write: an annotated value, a `Vec` of them, a struct of your own with such fields. Or it is
/// itself the type of such a field. It is read as what it holds, since a missing `@odata.type` means the declared type.
///
/// Also left out is the annotation of a property (`colour@odata.type`), which an open type keeps. All else stays as Graph has it.
///
/// A union says by `@odata.type` alone which of its types a value is of. What `Plain` writes of one is read back as its
/// `#[graph(base)]`, or else into the catch-all: serialize the union itself where that matters.
///
/// # Example
/// ```
/// use graph_core::{graph_complex, Plain};
///
/// #[graph_complex]
/// #[derive(Debug, PartialEq)]
/// pub struct EmailAddress { pub address: Option<String> }
///
/// #[graph_complex]
/// #[derive(Debug, PartialEq)]
/// pub struct Recipient { pub email_address: Option<EmailAddress> }
///
/// let ada = Recipient { email_address: Some(EmailAddress { address: Some("ada@contoso.com".into()) }) };
/// let json = serde_json::to_string(&Plain(&ada))?;
/// assert_eq!(json, r#"{"emailAddress":{"address":"ada@contoso.com"}}"#);
/// assert_eq!(serde_json::from_str::<Recipient>(&json)?, ada);
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Answer { count: usize, recipients: Plain<Vec<Recipient>> }
///
/// let answer = Answer { count: 1, recipients: Plain(vec![ada]) };
/// assert_eq!(
///     serde_json::to_string(&answer)?,
///     r#"{"count":1,"recipients":[{"emailAddress":{"address":"ada@contoso.com"}}]}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Plain<T>(pub T);

impl<T: Serialize> Serialize for Plain<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(WithoutTypes(serializer))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Plain<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}
