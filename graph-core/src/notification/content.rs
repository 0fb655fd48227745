//! The resource within a notification: some of its properties, or all of them encrypted.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::Response;
use serde_json::value::RawValue;

use crate::response::response::decode;
use crate::value::unexpected::Level;
use crate::value::value::Value;

/// The properties of an object, unread. Of a repeated name the last one counts.
pub(super) struct Properties<'j>(BTreeMap<String, &'j RawValue>);

impl<'j> Properties<'j> {
    pub(super) fn read(json: &'j str) -> Result<Self, ContentError> {
        serde_json::from_str(json).map(Self).map_err(|_| ContentError::new("", "is not an object"))
    }

    /// The JSON text of a property, unless it is `null`.
    pub(super) fn json(&self, name: &str) -> Option<&'j str> {
        self.0.get(name).map(|value| value.get()).filter(|json| *json != "null")
    }

    /// Reads a property that may be missing. The service writes an empty text for a property without a value.
    pub(super) fn optional<T: Value>(&self, name: &'static str) -> Result<Option<T>, ContentError> {
        if self.json(name) == Some("\"\"") { Ok(None) } else { self.value(name) }
    }

    /// Reads a property.
    pub(super) fn required<T: Value>(&self, name: &'static str) -> Result<T, ContentError> {
        self.value(name)?.ok_or_else(|| ContentError::new(name, "is missing"))
    }

    fn value<T: Value>(&self, name: &'static str) -> Result<Option<T>, ContentError> {
        self.json(name).map_or(Ok(None), |json| read::<Option<T>>(json).map_err(|error| error.below(name)))
    }

    /// The text of a property; `None` for a value of another type.
    fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.json(name)?).ok()
    }
}

/// Reads a value. The error has a position and no value.
pub(super) fn read<T: Value>(json: &str) -> Result<T, ContentError> {
    let body = Response::new(Bytes::copy_from_slice(json.as_bytes()));
    let value = decode(&body, Level::Nested, T::TYPE, |json, path| T::decode(json, path));
    value.map_err(|error| ContentError { path: error.path, reason: error.reason })
}

/// A part of a notification that is not of the declared type.
///
/// # Shape
/// [`Display`](fmt::Display) writes ``the notification can't be read: `resourceData.size` is not of the type `Edm.Int32` ``. It never
/// contains the value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContentError {
    /// The path in the JSON; empty for the text itself.
    pub path: String,
    /// The reason.
    pub reason: String,
}

impl ContentError {
    pub(super) fn new(path: &str, reason: &str) -> Self {
        Self { path: path.to_owned(), reason: reason.to_owned() }
    }

    pub(super) fn below(mut self, name: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{name}{separator}{}", self.path);
        self
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the notification can't be read: it {}", self.reason),
            path => write!(f, "the notification can't be read: `{path}` {}", self.reason),
        }
    }
}

impl std::error::Error for ContentError {}

/// The changed resource as a notification names it: its type and key, and for some resources more properties. `Debug` shows the type alone.
///
/// # Example
/// ```
/// use graph_core::graph_entity;
/// use graph_core::notification::{Notification, Notifications};
///
/// #[graph_entity(path = "me/messages")]
/// pub struct Message { #[graph(key)] pub id: Option<String>, pub subject: Option<String> }
///
/// let body = r##"{"value": [{"subscriptionId": "7f10", "clientState": "s", "changeType": "Updated", "resource": "Users/u/Messages/AAMk",
///     "tenantId": "", "resourceData": {"@odata.type": "#Microsoft.Graph.Message", "@odata.etag": "W/\"1\"", "id": "AAMk"}}]}"##;
/// let state = "s".into();
/// let notifications = Notifications::read(body.as_bytes(), |_| Some(&state))?;
/// let Some(Ok(Notification::Change(change))) = notifications.items.first() else { panic!("no change") };
/// let data = change.resource_data.as_ref().ok_or("no data")?;
/// assert!(data.is("microsoft.graph.message"));
/// assert_eq!(data.read::<Message>()?.id, data.id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResourceData {
    /// The `id`.
    pub id: Option<String>,
    /// The `@odata.type` as received, such as `#Microsoft.Graph.Message`.
    pub type_name: Option<String>,
    /// The `@odata.id` as received: a path, or a URL.
    pub odata_id: Option<String>,
    /// The `@odata.etag`.
    pub etag: Option<String>,
    json: String,
}

impl ResourceData {
    pub(super) fn parse(json: &str) -> Result<Self, ContentError> {
        let properties = Properties::read(json)?;
        Ok(Self {
            id: properties.text("id"),
            type_name: properties.text("@odata.type"),
            odata_id: properties.text("@odata.id"),
            etag: properties.text("@odata.etag"),
            json: json.to_owned(),
        })
    }

    /// Returns `true` if the resource has this type, such as `microsoft.graph.message`, in any letter case.
    ///
    /// # Rule
    /// The service writes `#Microsoft.Graph.Message`, `#microsoft.graph.chatMessage` and others.
    #[must_use]
    pub fn is(&self, type_name: &str) -> bool {
        let bare = |name: &str| name.trim_start_matches('#').to_ascii_lowercase();
        self.type_name.as_deref().is_some_and(|own| bare(own) == bare(type_name))
    }

    /// Reads the properties as an annotated type. A notification has few of them, so the fields are `Option`s.
    ///
    /// # Errors
    /// [`ContentError`] for properties of another type.
    pub fn read<T: Value>(&self) -> Result<T, ContentError> {
        read(&self.json)
    }

    /// The JSON text.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}

impl fmt::Debug for ResourceData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceData").field("type_name", &self.type_name).finish_non_exhaustive()
    }
}

/// The changed resource, encrypted. The feature `rich-notifications` has the keys that decrypt it. `Debug` shows the certificate alone.
///
/// # Rule
/// [`changeNotificationEncryptedContent`](https://learn.microsoft.com/graph/api/resources/changenotificationencryptedcontent)
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncryptedContent {
    /// The name of the certificate, as in the subscription.
    pub certificate_id: String,
    /// The thumbprint of the certificate, in hexadecimal digits.
    pub certificate_thumbprint: Option<String>,
    /// The encrypted JSON text, in base64.
    pub data: String,
    /// The symmetric key, encrypted with the public key of the certificate, in base64.
    pub data_key: String,
    /// The HMAC of the encrypted JSON text, in base64.
    pub data_signature: String,
}

impl EncryptedContent {
    pub(super) fn parse(json: &str) -> Result<Self, ContentError> {
        let properties = Properties::read(json)?;
        Ok(Self {
            certificate_id: properties.required("encryptionCertificateId")?,
            certificate_thumbprint: properties.optional("encryptionCertificateThumbprint")?,
            data: properties.required("data")?,
            data_key: properties.required("dataKey")?,
            data_signature: properties.required("dataSignature")?,
        })
    }
}

impl fmt::Debug for EncryptedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let certificate = ("certificate_id", &self.certificate_id);
        f.debug_struct("EncryptedContent").field(certificate.0, certificate.1).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_the_path_and_no_value() {
        let numbers = read::<Vec<i32>>(r#"[1,"secret"]"#).map_err(|error| error.below("sizes").to_string());
        assert_eq!(numbers, Err("the notification can't be read: `sizes[1]` is not of the type `Edm.Int32`".into()));
        let text = read::<String>("{").map_err(|error| error.to_string());
        assert!(
            text.as_ref().is_err_and(|text| text.starts_with("the notification can't be read: it is not")),
            "{text:?}"
        );
    }

    #[test]
    fn odd_properties_of_a_resource_are_passed_over() {
        let data = ResourceData::parse(r##"{"@odata.type":"#Microsoft.Graph.ChatMessage","id":7,"x":null}"##);
        let data = data.ok().filter(|data| data.id.is_none() && data.is("microsoft.graph.chatMessage"));
        assert!(data.is_some_and(|data| !data.is("microsoft.graph.message") && data.json().contains(r#""id":7"#)));
        for other in ["[]", "7", "", "{", r#""text""#] {
            assert!(ResourceData::parse(other).is_err(), "{other}");
        }
    }

    #[test]
    fn encrypted_content_is_complete() {
        let whole = r#"{"data":"AA==","dataKey":"AQ==","dataSignature":"Ag==","encryptionCertificateId":"c"}"#;
        let content = EncryptedContent::parse(whole).ok();
        assert_eq!(content.as_ref().map(|content| content.certificate_id.as_str()), Some("c"));
        assert_eq!(
            content.map(|content| format!("{content:?}")).as_deref(),
            Some(r#"EncryptedContent { certificate_id: "c", .. }"#)
        );
        let part = EncryptedContent::parse(&whole.replace("dataKey", "key")).map_err(|error| error.to_string());
        assert_eq!(part, Err("the notification can't be read: `dataKey` is missing".into()));
    }
}
