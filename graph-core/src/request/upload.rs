//! An upload as a value: its address and its options, without I/O.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Method, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value as Json, json};

use super::progress::{Observer, Progress};
use super::request::{Read, Request};
use crate::client::retry::RetryPolicy;
use crate::error::decode::DecodeError;
use crate::object::entity::{Entity, Permissions};
use crate::response::link::UploadUrl;
use crate::response::response::FromResponse;
use crate::value::path::{ApiVersion, ResourcePath};

/// The unit of fragments: a fragment of another size makes an upload fail at its end.
const UNIT: usize = 320 * 1024;
/// A fragment must be smaller than 60 MiB.
const LONGEST_FRAGMENT: usize = 60 * 1024 * 1024 - UNIT;
/// Memory for one fragment, and few requests.
const FRAGMENT: usize = 5 * 1024 * 1024;
/// Outlook takes an attachment only below 4 MB at once.
const ATTACHMENT_FRAGMENT: usize = 12 * UNIT;
/// Outlook refuses a session for an attachment below this size.
const SMALLEST_ATTACHMENT: u64 = 3 * 1024 * 1024;

const CONFLICT_BEHAVIOR: &str = "@microsoft.graph.conflictBehavior";

/// An upload of content of any size: the result of [`Item::upload`](crate::Item::upload) and similar methods. `R` is its result.
///
/// # Shape
/// [`send`](Self::send) uploads everything; [`start`](Self::start) returns an [`UploadSession`](crate::transfer::UploadSession), to
/// store its URL, to cancel it, or to upload fragment by fragment. The content is never in memory as a whole.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Client, Error};
/// use graph_core::transfer::ConflictBehavior;
///
/// #[graph_entity(singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
/// pub struct DriveItem { #[graph(key)] pub id: Option<String>, pub size: Option<i64> }
///
/// async fn upload(file: std::fs::File, client: &Client) -> Result<DriveItem, Error> {
///     let upload = DriveItem::at("Films/Metropolis.mp4").upload().conflict_behavior(ConflictBehavior::Replace);
///     upload.on_progress(|progress| println!("{progress:?}")).send(file, client).await
/// }
/// ```
#[must_use = "an upload does nothing until it is sent: `.send(source, &client).await`"]
pub struct Upload<R> {
    version: Option<ApiVersion>,
    path: ResourcePath,
    permissions: Permissions,
    form: Form,
    if_match: Option<String>,
    read: Read<R>,
    /// The request of the uploaded entity.
    entity: Option<Request<R>>,
    fragment: usize,
    policy: Option<RetryPolicy>,
    url: Option<UploadUrl>,
    pub(crate) observer: Option<Observer>,
}

/// The resource that an upload creates.
enum Form {
    DriveItem { conflict: Option<ConflictBehavior>, description: Option<String>, is_deferred: bool },
    Attachment { name: String, media_type: Option<String>, content_id: Option<String> },
    Document { name: String, media_type: String },
}

/// What the service does if the name is taken: by default it fails at once, with 409 `nameAlreadyExists`. At the address of an
/// existing item, the content is replaced in any case.
///
/// # Rule
/// [Instance attributes](https://learn.microsoft.com/graph/api/resources/driveitem#instance-attributes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConflictBehavior {
    /// The upload fails.
    Fail,
    /// The content of the existing file is replaced.
    Replace,
    /// The new file gets another name.
    Rename,
}

impl ConflictBehavior {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Replace => "replace",
            Self::Rename => "rename",
        }
    }
}

impl<R> Upload<R> {
    fn new(version: Option<ApiVersion>, path: ResourcePath, form: Form, read: Read<R>) -> Self {
        let fragment = if matches!(form, Form::Attachment { .. }) { ATTACHMENT_FRAGMENT } else { FRAGMENT };
        Self {
            version,
            path,
            permissions: Permissions::NONE,
            form,
            if_match: None,
            read,
            entity: None,
            fragment,
            policy: None,
            url: None,
            observer: None,
        }
    }

    /// An upload of a file, whose entity `entity` reads.
    pub(crate) fn of_item(version: Option<ApiVersion>, path: ResourcePath, entity: Request<R>) -> Self {
        let form = Form::DriveItem { conflict: None, description: None, is_deferred: false };
        let upload = Self::new(version, path, form, entity.reader());
        Self { entity: Some(entity), ..upload }
    }

    pub(crate) fn with_permissions(self, permissions: Permissions) -> Self {
        Self { permissions, ..self }
    }

    /// Sets the size of a fragment in bytes: 5 MiB by default, and 3.75 MiB for an attachment. It is rounded down to a multiple of
    /// 320 KiB below 60 MiB. An upload has one fragment in memory.
    ///
    /// # Rule
    /// [Upload bytes to the session](https://learn.microsoft.com/graph/api/driveitem-createuploadsession#upload-bytes-to-the-upload-session)
    /// recommends 5 to 10 MiB; Outlook takes at most
    /// [4 MB](https://learn.microsoft.com/graph/outlook-large-attachments), Universal Print
    /// [10 MB](https://learn.microsoft.com/graph/upload-data-to-upload-session).
    pub fn fragment_size(self, bytes: usize) -> Self {
        Self { fragment: (bytes / UNIT * UNIT).clamp(UNIT, LONGEST_FRAGMENT), ..self }
    }

    /// Sets the retry policy of this upload. Each fragment has its attempts and its budget.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// Calls a function after each fragment.
    pub fn on_progress(self, observer: impl FnMut(Progress) + Send + 'static) -> Self {
        Self { observer: Some(Box::new(observer)), ..self }
    }

    /// Continues the session with this URL, which another process may have started, instead of starting one. If the session does not
    /// exist any more, the upload may be complete: a file that has its content is the result, and without it the upload starts again. An
    /// attachment, or a file whose name may differ, is [`TransferError::Unconfirmed`](crate::error::TransferError::Unconfirmed).
    ///
    /// # Rule
    /// [Resume an upload](https://learn.microsoft.com/graph/api/driveitem-createuploadsession#resuming-an-in-progress-upload). The
    /// source must have the same content.
    pub fn resume(self, url: UploadUrl) -> Self {
        Self { url: Some(url), ..self }
    }

    /// The request that starts a session for content of this size: `POST …/createUploadSession`.
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// use graph_core::transfer::ConflictBehavior;
    ///
    /// #[graph_entity(path = "drives/{driveId}/items")]
    /// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
    ///
    /// let folder = DriveItem::items("d").entity("folder");
    /// let upload = folder.at_path("a b.txt").upload().conflict_behavior(ConflictBehavior::Rename);
    /// let request = upload.session_request(7);
    /// assert_eq!(request.path(), "drives/d/items/folder:/a%20b.txt:/createUploadSession");
    /// let http = request.to_http(&"https://graph.microsoft.com".parse()?)?;
    /// assert_eq!(http.body(), r#"{"item":{"@microsoft.graph.conflictBehavior":"rename"}}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn session_request(&self, size: u64) -> Request<Bytes> {
        let mut body = Map::new();
        match &self.form {
            Form::DriveItem { conflict, description, is_deferred } => {
                let mut item = Map::new();
                if let Some(conflict) = conflict {
                    item.insert(CONFLICT_BEHAVIOR.to_owned(), conflict.as_str().into());
                }
                if let Some(description) = description {
                    item.insert("description".to_owned(), description.as_str().into());
                }
                if !item.is_empty() {
                    body.insert("item".to_owned(), item.into());
                }
                if *is_deferred {
                    body.insert("deferCommit".to_owned(), true.into());
                }
            }
            Form::Attachment { .. } => {
                let mut item = self.form.attachment();
                item.insert("attachmentType".to_owned(), "file".into());
                item.insert("size".to_owned(), size.into());
                body.insert("AttachmentItem".to_owned(), item.into());
            }
            Form::Document { name, media_type } => {
                let properties = json!({ "documentName": name, "contentType": media_type, "size": size });
                body.insert("properties".to_owned(), properties);
            }
        }
        let path = self.path.clone().segment("createUploadSession");
        self.conditional(self.request(Method::POST, path, Bytes::from_response).with_json(&Json::from(body)))
    }

    /// The request of content that needs no session, or is refused by one; `None` if a session takes content of this size.
    ///
    /// # Rule
    /// A session takes no empty file ([issue 53](https://github.com/OneDrive/onedrive-api-docs/issues/53)) and no attachment below 3
    /// MB ([attach large files](https://learn.microsoft.com/graph/outlook-large-attachments)).
    pub(crate) fn is_simple(&self, size: u64) -> bool {
        match self.form {
            Form::DriveItem { .. } | Form::Document { .. } => size == 0,
            Form::Attachment { .. } => size < SMALLEST_ATTACHMENT,
        }
    }

    /// The request of content without a session; `None` if the service takes none.
    pub(crate) fn simple_request(&self, content: Bytes) -> Option<Request<R>> {
        match &self.form {
            Form::DriveItem { conflict, .. } => {
                let request = self.request(Method::PUT, self.path.clone().segment("content"), self.read);
                // A session fails by default if the name is taken; this request replaces the file.
                let conflict = conflict.or((!self.may_replace()).then_some(ConflictBehavior::Fail));
                let request = match conflict {
                    Some(conflict) => request.parameter(CONFLICT_BEHAVIOR, conflict.as_str()),
                    None => request,
                };
                Some(self.conditional(request.with_bytes("application/octet-stream", content)))
            }
            Form::Attachment { .. } => {
                let mut body = Map::new();
                body.insert("@odata.type".to_owned(), "#microsoft.graph.fileAttachment".into());
                body.extend(self.form.attachment());
                body.insert("contentBytes".to_owned(), STANDARD.encode(&content).into());
                Some(self.request(Method::POST, self.path.clone(), self.read).with_json(&Json::from(body)))
            }
            Form::Document { .. } => None,
        }
    }

    /// The requests of the size and hash, and of the entity of an uploaded file; `None` if its address may be that of another file.
    pub(crate) fn confirmation(&self) -> Option<(Request<Bytes>, Request<R>)> {
        match &self.form {
            Form::DriveItem { conflict, .. } if *conflict != Some(ConflictBehavior::Rename) => {
                let properties = self.request(Method::GET, self.path.clone(), Bytes::from_response);
                Some((properties.parameter("$select", "id,size,file"), self.entity.clone()?))
            }
            _ => None,
        }
    }

    /// Returns `true` if the address may be that of a former file: of an item, or of a name that may be taken.
    pub(crate) fn may_replace(&self) -> bool {
        let is_by_path = self.path.as_str().contains(":/");
        !is_by_path || matches!(self.form, Form::DriveItem { conflict: Some(ConflictBehavior::Replace), .. })
    }

    pub(crate) fn is_deferred(&self) -> bool {
        matches!(self.form, Form::DriveItem { is_deferred: true, .. })
    }

    pub(crate) fn fragment(&self) -> usize {
        self.fragment
    }

    pub(crate) fn policy(&self) -> Option<&RetryPolicy> {
        self.policy.as_ref()
    }

    pub(crate) fn url(&self) -> Option<&UploadUrl> {
        self.url.as_ref()
    }

    pub(crate) fn reader(&self) -> Read<R> {
        self.read
    }

    pub(crate) fn permissions(&self) -> Permissions {
        self.permissions
    }

    fn request<S>(&self, method: Method, path: ResourcePath, read: Read<S>) -> Request<S> {
        let request = Request::new(method, self.version, path, read).with_permissions(self.permissions);
        match self.policy {
            Some(policy) => request.retry(policy),
            None => request,
        }
    }

    fn conditional<S>(&self, request: Request<S>) -> Request<S> {
        match &self.if_match {
            Some(etag) => request.if_match(etag),
            None => request,
        }
    }
}

/// Options of files.
impl<E: Entity> Upload<E> {
    /// Sets what the service does if the name is taken.
    pub fn conflict_behavior(mut self, behavior: ConflictBehavior) -> Self {
        if let Form::DriveItem { conflict, .. } = &mut self.form {
            *conflict = Some(behavior);
        }
        self
    }

    /// Sets the description of the file, which only `OneDrive` for home has.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        if let Form::DriveItem { description, .. } = &mut self.form {
            *description = Some(text.into());
        }
        self
    }

    /// Creates the file by a request after its last fragment: `deferCommit`.
    ///
    /// # Rule
    /// [Completing a file](https://learn.microsoft.com/graph/api/driveitem-createuploadsession#completing-a-file): for work or school
    /// accounts.
    pub fn defer_commit(mut self) -> Self {
        if let Form::DriveItem { is_deferred, .. } = &mut self.form {
            *is_deferred = true;
        }
        self
    }

    /// Starts the session only if the item has this `ETag`: otherwise 412.
    pub fn if_match(self, etag: &str) -> Self {
        Self { if_match: Some(etag.to_owned()), ..self }
    }
}

/// Attachments. The result is the id.
impl Upload<String> {
    pub(crate) fn of_attachment(version: Option<ApiVersion>, path: ResourcePath, name: &str) -> Self {
        let form = Form::Attachment { name: name.to_owned(), media_type: None, content_id: None };
        Self::new(version, path, form, attachment_id)
    }

    /// Sets the media type of the attachment.
    pub fn media_type(mut self, text: impl Into<String>) -> Self {
        if let Form::Attachment { media_type, .. } = &mut self.form {
            *media_type = Some(text.into());
        }
        self
    }

    /// Shows the attachment within the body, which refers to this id: `<img src="cid:…">`.
    pub fn inline(mut self, id: impl Into<String>) -> Self {
        if let Form::Attachment { content_id, .. } = &mut self.form {
            *content_id = Some(id.into());
        }
        self
    }
}

impl Upload<()> {
    pub(crate) fn of_document(version: Option<ApiVersion>, path: ResourcePath, name: &str, media_type: &str) -> Self {
        let form = Form::Document { name: name.to_owned(), media_type: media_type.to_owned() };
        Self::new(version, path, form, <()>::from_response)
    }
}

impl Form {
    /// The properties that an attachment and its session have in common.
    fn attachment(&self) -> Map<String, Json> {
        let mut item = Map::new();
        let Self::Attachment { name, media_type, content_id } = self else { return item };
        item.insert("name".to_owned(), name.as_str().into());
        if let Some(media_type) = media_type {
            item.insert("contentType".to_owned(), media_type.as_str().into());
        }
        if let Some(content_id) = content_id {
            item.insert("isInline".to_owned(), true.into());
            item.insert("contentId".to_owned(), content_id.as_str().into());
        }
        item
    }
}

impl<R> fmt::Debug for Upload<R> {
    /// Omits the URL, which grants access, and the names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("path", &self.path.as_str()).finish_non_exhaustive()
    }
}

/// The id of an attachment: of its `Location` after a session, or else of the body.
///
/// # Rule
/// [Attach large files](https://learn.microsoft.com/graph/outlook-large-attachments): the last response has no body, and a `Location`
/// that ends in `/Attachments('AAMk…')`.
fn attachment_id(response: &Response<Bytes>) -> Result<String, DecodeError> {
    let located = || {
        let location = response.headers().get("location")?.to_str().ok()?;
        let path = location.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let last = path.rsplit('/').next()?;
        let id = match last.split_once("('") {
            Some((_, quoted)) => quoted.strip_suffix("')")?,
            None => last,
        };
        let id = percent_decode_str(id).decode_utf8().ok()?.replace("''", "'");
        (!id.is_empty()).then_some(id)
    };
    let named = || serde_json::from_slice::<Json>(response.body()).ok()?.get("id")?.as_str().map(str::to_owned);
    let id = named().filter(|id| !id.is_empty()).or_else(located);
    id.ok_or_else(|| {
        DecodeError::of_body(response.status(), "has no `id`, and there is no `Location` of the attachment")
    })
}

/// The state of a session, as each of its responses reports it.
pub(crate) struct SessionState {
    pub(crate) url: Option<UploadUrl>,
    /// The position of the first byte that the session lacks, and of the last one of its range. `Some(None)` if it lacks none, and
    /// `None` if the response does not say.
    #[allow(clippy::option_option, reason = "the documentation says what each `None` means")]
    pub(crate) missing: Option<Option<(u64, Option<u64>)>>,
}

impl SessionState {
    /// Reads a response; `None` if it is not that of a session.
    ///
    /// # Rule
    /// The ranges are `"26-"`, `"12345-55232"`, and `"2097152"` for attachments
    /// ([uploadSession](https://learn.microsoft.com/graph/api/resources/uploadsession)). Outlook writes names with a capital letter.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let Ok(Json::Object(body)) = serde_json::from_slice::<Json>(body) else { return None };
        let member = |name: &str| body.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let url = member("uploadUrl").and_then(Json::as_str).filter(|url| !url.is_empty()).map(UploadUrl::from);
        let ranges = member("nextExpectedRanges").filter(|ranges| !ranges.is_null());
        if url.is_none() && ranges.is_none() && member("expirationDateTime").is_none() {
            return None;
        }
        let missing = match ranges {
            Some(Json::Array(ranges)) if ranges.is_empty() => Some(None),
            Some(Json::Array(ranges)) => ranges.iter().filter_map(range).min().map(Some),
            Some(one) => range(one).map(Some),
            None => None,
        };
        Some(Self { url, missing })
    }
}

/// Reads one range.
fn range(value: &Json) -> Option<(u64, Option<u64>)> {
    if let Some(first) = value.as_u64() {
        return Some((first, None));
    }
    let text = value.as_str()?.trim();
    let (first, last) = text.split_once('-').unwrap_or((text, ""));
    let last = match last.trim() {
        "" => None,
        last => Some(last.parse().ok()?),
    };
    Some((first.trim().parse().ok()?, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_in_each_documented_form() {
        let missing = |body: &str| SessionState::read(body.as_bytes()).map(|state| state.missing);
        for (ranges, expected) in [
            (r#"["26-"]"#, Some(Some((26, None)))),
            (r#"["2097152"]"#, Some(Some((2_097_152, None)))),
            (r#"["12345-55232","77829-99375"]"#, Some(Some((12345, Some(55232))))),
            (r#"["77829-99375","12345-55232"]"#, Some(Some((12345, Some(55232))))),
            (r#""7-""#, Some(Some((7, None)))),
            ("[7]", Some(Some((7, None)))),
            ("[]", Some(None)),
            (r#"["x"]"#, None),
            (r#"["-5"]"#, None),
            (r#"["99999999999999999999-"]"#, None),
        ] {
            let body = format!(r#"{{"expirationDateTime":"2015-01-29T09:21:55.523Z","nextExpectedRanges":{ranges}}}"#);
            assert_eq!(missing(&body), Some(expected), "{ranges}");
        }
        assert_eq!(missing(r#"{"ExpirationDateTime":"x","NextExpectedRanges":["5"]}"#), Some(Some(Some((5, None)))));
        assert_eq!(missing(r#"{"uploadUrl":"https://a.example/b"}"#), Some(None));
        for other in ["", "[]", "null", r#"{"id":"1","size":3}"#, "<html>"] {
            assert_eq!(missing(other), None, "{other}");
        }
    }

    #[test]
    fn an_attachment_has_its_id_in_the_location_or_the_body() {
        let id = |location: Option<&str>, body: &'static str| {
            let mut response = Response::builder().status(201);
            if let Some(location) = location {
                response = response.header("location", location);
            }
            response.body(Bytes::from(body)).ok().and_then(|response| attachment_id(&response).ok())
        };
        let url = "https://outlook.office.com/api/v2.0/Users('a@b')/Messages('AA=')/Attachments('AAMk%2FB=')?x=y";
        assert_eq!(id(Some(url), "").as_deref(), Some("AAMk/B="));
        assert_eq!(
            id(Some("https://graph.microsoft.com/v1.0/me/messages/m/attachments/a%3D/"), "").as_deref(),
            Some("a=")
        );
        assert_eq!(id(None, r#"{"id":"x"}"#).as_deref(), Some("x"));
        assert_eq!(id(Some(url), r#"{"id":""}"#).as_deref(), Some("AAMk/B="));
        assert_eq!(id(None, r#"{"id":""}"#), None);
        assert_eq!(id(None, "{}"), None);
        assert_eq!(id(Some(""), ""), None);
    }

    #[test]
    fn a_fragment_is_a_multiple_of_320_kib_below_60_mib() {
        let path = || ResourcePath::from_template("print/documents", &[]);
        let size = |bytes| Upload::of_document(None, path(), "a", "b").fragment_size(bytes).fragment();
        assert_eq!((size(0), size(UNIT), size(2 * UNIT - 1)), (UNIT, UNIT, UNIT));
        assert_eq!(size(10 * 1024 * 1024), 10 * 1024 * 1024);
        assert!(size(usize::MAX) < 60 * 1024 * 1024 && size(usize::MAX) % UNIT == 0);
        assert_eq!((FRAGMENT % UNIT, ATTACHMENT_FRAGMENT % UNIT), (0, 0));
    }
}
