//! Upload sessions: `createUploadSession` of drive items, attachments and print documents.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, IF_MATCH, LOCATION};
use http::request::Parts;
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::service::request::require_token;
use crate::store::entities::TICKET;

/// The unit of fragments, except for the last one.
const UNIT: u64 = 320 * 1024;

/// The largest fragment of any session.
pub(crate) const MAX_FRAGMENT: u64 = 60 * 1024 * 1024;

/// The path of sessions.
const SESSIONS: &str = "uploadSessions";

const ACTION: &str = "createUploadSession";

/// The time until a session expires, from its last fragment on.
const LIFETIME: TimeDelta = TimeDelta::days(1);

/// The sessions in progress.
#[derive(Default)]
pub(crate) struct UploadSessions(Mutex<HashMap<String, Session>>);

struct Session {
    /// The request that created it.
    created_by: Parts,
    form: Form,
    expires: DateTime<Utc>,
    is_deferred: bool,
    total: Option<u64>,
    content: Vec<u8>,
}

/// The resource that a session creates.
#[derive(Clone)]
enum Form {
    /// With the conflict behavior.
    DriveItem(String),
    /// With the properties of the attachment.
    Attachment(Map<String, Json>),
    Document,
}

/// Performs a request as if it came alone.
type Perform<'p> = &'p dyn Fn(&Parts, Bytes) -> Result<ODataResponse, ODataError>;

/// Returns `true` for a request to a session.
pub(crate) fn is_of_session(path: &str, query: Option<&str>) -> bool {
    let has_ticket = || query.is_some_and(|query| query.contains(TICKET));
    path.split('/').nth(2).is_some_and(|segment| segment == SESSIONS) && has_ticket()
}

/// Returns `true` for a request that starts a session.
pub(crate) fn is_start(request: &ParsedRequest) -> bool {
    let last = request.segments().and_then(|segments| segments.last());
    let is_action = |last: &String| request.spelling.is(last.strip_prefix("microsoft.graph.").unwrap_or(last), ACTION);
    request.method == Method::POST && last.is_some_and(is_action)
}

impl UploadSessions {
    /// Expires all sessions: their requests are 404.
    pub(crate) fn expire(&self) {
        self.lock().clear();
    }

    /// Starts a session, whose URL is on `origin` if there is one.
    pub(crate) fn start(
        &self,
        request: &ParsedRequest,
        origin: Option<&str>,
        perform: Perform,
    ) -> Result<ODataResponse, ODataError> {
        require_token(request.headers)?;
        let body = if request.body()?.is_empty() { Map::new() } else { request.json_object()? };
        let segments = request.segments().unwrap_or_default();
        let head = head(request);
        let target = segments.len().checked_sub(2).and_then(|at| segments.get(at)).map(String::as_str);
        let (form, status) = match target {
            Some("attachments") => {
                let item = member(&body, "AttachmentItem").and_then(Json::as_object);
                let item = item.ok_or_else(|| ODataError::refused("The body must have an 'AttachmentItem'."))?;
                if item.get("size").and_then(Json::as_u64).is_none_or(|size| size == 0) {
                    return Err(ODataError::refused("The 'AttachmentItem' must have a 'size'."));
                }
                (Form::Attachment(item.clone()), StatusCode::CREATED)
            }
            _ if segments.iter().any(|segment| segment == "documents") && segments.first().is_some_and(is_print) => {
                perform(&with_path(&head, Method::GET, &stem(&head)), Bytes::new())?;
                (Form::Document, StatusCode::OK)
            }
            _ => {
                let behavior = member(&body, "item").and_then(|item| item.get("@microsoft.graph.conflictBehavior"));
                let behavior = behavior.and_then(Json::as_str).unwrap_or("fail").to_owned();
                if !["fail", "replace", "rename"].contains(&behavior.as_str()) {
                    return Err(ODataError::refused("The conflict behavior must be 'fail', 'replace' or 'rename'."));
                }
                let existing = perform(&with_path(&head, Method::GET, &stem(&head)), Bytes::new());
                if !is_by_path(&head) {
                    existing.map(drop)?;
                } else if behavior == "fail" && existing.is_ok() {
                    return Err(ODataError::name_already_exists());
                }
                (Form::DriveItem(behavior), StatusCode::OK)
            }
        };
        if let (Some(_), true) = (head.headers.get(IF_MATCH), matches!(form, Form::DriveItem(_))) {
            // The entity checks the condition.
            let mut head = with_path(&head, Method::PATCH, &stem(&head));
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            perform(&head, Bytes::from_static(b"{}"))?;
        }
        let is_deferred = member(&body, "deferCommit").and_then(Json::as_bool).unwrap_or_default();
        let expires = Utc::now() + LIFETIME;
        let id = Uuid::new_v4().to_string();
        let root = request.service_root()?;
        let version = root.rsplit('/').next().unwrap_or_default();
        let root = origin.map_or_else(|| root.clone(), |origin| format!("{origin}/{version}"));
        let body = json!({
            "@odata.context": format!("{root}/$metadata#microsoft.graph.uploadSession"),
            "uploadUrl": format!("{root}/{SESSIONS}/{id}?{TICKET}={}", Uuid::new_v4().simple()),
            "expirationDateTime": expires.to_rfc3339_opts(SecondsFormat::Millis, true),
            "nextExpectedRanges": ["0-"],
        });
        let session = Session { created_by: head, form, expires, is_deferred, total: None, content: Vec::new() };
        self.lock().insert(id, session);
        Ok(ODataResponse::json(status, body))
    }

    /// Responds to a request of a session. A request with a token is 401, as from the service.
    pub(crate) fn respond(&self, request: &ParsedRequest, perform: Perform) -> Result<ODataResponse, ODataError> {
        if request.headers.contains_key(AUTHORIZATION) {
            return Err(ODataError::pre_authenticated());
        }
        let id = request.uri().path().split('/').nth(3).unwrap_or_default();
        let gone = || ODataError::item_not_found("The upload session was not found.");
        let mut sessions = self.lock();
        sessions.retain(|_, session| session.expires > Utc::now());
        let session = sessions.get_mut(id).ok_or_else(gone)?;
        match *request.method {
            Method::GET => return Ok(session.state(StatusCode::OK)),
            Method::DELETE => {
                sessions.remove(id);
                return Ok(ODataResponse::no_content());
            }
            Method::PUT => session.append(request)?,
            Method::POST if session.is_deferred && session.is_whole() => {}
            Method::POST => return Err(ODataError::bad_request("The session lacks bytes, or needs no commit.")),
            _ => return Err(ODataError::method_not_allowed("GET, PUT, POST, DELETE")),
        }
        if !session.is_whole() || (session.is_deferred && *request.method == Method::PUT) {
            let is_attachment = matches!(session.form, Form::Attachment(_));
            return Ok(session.state(if is_attachment { StatusCode::OK } else { StatusCode::ACCEPTED }));
        }
        // The bytes are shared, so that a session with a conflict keeps them without a copy.
        let content = Bytes::from(std::mem::take(&mut session.content));
        let (head, form) = (session.created_by.clone(), session.form.clone());
        drop(sessions);
        let result = commit(&head, &form, content.clone(), perform);
        let mut sessions = self.lock();
        if result.is_ok() {
            sessions.remove(id);
        } else if let Some(session) = sessions.get_mut(id) {
            session.content = content.into();
        }
        result
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn received(&self) -> u64 {
        u64::try_from(self.content.len()).unwrap_or(u64::MAX)
    }

    fn is_whole(&self) -> bool {
        self.total.is_some_and(|total| self.received() >= total)
    }

    /// The missing ranges, in the form of the service.
    ///
    /// # Rule
    /// <https://learn.microsoft.com/graph/api/resources/uploadsession>
    fn state(&self, status: StatusCode) -> ODataResponse {
        let next = self.received();
        let range = match (&self.form, self.total) {
            (Form::Attachment(_), _) => next.to_string(),
            (Form::Document, Some(total)) => format!("{next}-{}", total.saturating_sub(1)),
            _ => format!("{next}-"),
        };
        let ranges = if self.is_whole() { Vec::new() } else { vec![range] };
        let expires = self.expires.to_rfc3339_opts(SecondsFormat::Millis, true);
        ODataResponse::json(status, json!({ "expirationDateTime": expires, "nextExpectedRanges": ranges }))
    }

    /// Takes a fragment.
    ///
    /// # Rule
    /// Fragments come in order, and have a multiple of 320 KiB, except for the last one
    /// (<https://learn.microsoft.com/graph/api/driveitem-createuploadsession>). A print document may have others.
    fn append(&mut self, request: &ParsedRequest) -> Result<(), ODataError> {
        let body = request.body()?;
        let header = request.headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
        let range = header.and_then(content_range);
        let (first, last, total) = range.ok_or_else(|| {
            ODataError::bad_request("The header `Content-Range` must be `bytes {first}-{last}/{total}`.")
        })?;
        let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
        if last.checked_sub(first).and_then(|length| length.checked_add(1)) != Some(length) || last >= total {
            return Err(ODataError::bad_request("The length of the fragment is not that of its `Content-Range`."));
        }
        if self.total.is_some_and(|known| known != total) {
            return Err(ODataError::bad_request("The total size is not that of the first fragment."));
        }
        let is_last = last + 1 == total;
        if !is_last && length % UNIT != 0 && matches!(self.form, Form::DriveItem(_)) {
            return Err(ODataError::bad_request("A fragment must be a multiple of 320 KiB, except for the last one."));
        }
        if first != self.received() {
            return Err(ODataError::range_not_satisfiable("The session expects another range: ask for its state."));
        }
        if self.total.is_none() {
            // An absurd size is refused instead of ending the process.
            let total = usize::try_from(total).ok();
            let reserved = total.map(|total| self.content.try_reserve_exact(total));
            reserved.and_then(Result::ok).ok_or_else(ODataError::too_large)?;
        }
        self.total = Some(total);
        self.content.extend_from_slice(body);
        self.expires = Utc::now() + LIFETIME;
        Ok(())
    }
}

/// Creates the file or the attachment.
fn commit(head: &Parts, form: &Form, content: Bytes, perform: Perform) -> Result<ODataResponse, ODataError> {
    let octets = HeaderValue::from_static("application/octet-stream");
    match form {
        Form::DriveItem(behavior) => {
            let exists = |stem: &str| perform(&with_path(head, Method::GET, stem), Bytes::new()).is_ok();
            let mut stem = stem(head);
            if is_by_path(head) {
                let original = stem.clone();
                let mut number = 0;
                while behavior != "replace" && exists(&stem) {
                    if behavior == "fail" {
                        return Err(ODataError::name_already_exists());
                    }
                    number += 1;
                    stem = renamed(&original, number);
                }
                stem.push(':');
            }
            let mut head = with_path(head, Method::PUT, &format!("{stem}/content"));
            head.headers.insert(CONTENT_TYPE, octets);
            perform(&head, content)
        }
        Form::Attachment(item) => {
            let mut head = with_path(head, Method::POST, &stem(head));
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            let mut attachment = Map::new();
            attachment.insert("@odata.type".to_owned(), "#microsoft.graph.fileAttachment".into());
            let known = ["name", "contentType", "isInline", "contentId"];
            let known = known.into_iter().filter_map(|name| Some((name.to_owned(), item.get(name)?.clone())));
            attachment.extend(known);
            attachment.insert("contentBytes".to_owned(), STANDARD.encode(&content).into());
            let created = perform(&head, Json::from(attachment).to_string().into())?;
            let location = created.header_value(&LOCATION).unwrap_or_default().to_owned();
            Ok(ODataResponse::empty(StatusCode::CREATED).header(LOCATION, location))
        }
        Form::Document => {
            let mut head = with_path(head, Method::PUT, &format!("{}/$value", stem(head)));
            head.headers.insert(CONTENT_TYPE, octets);
            perform(&head, content).map(|response| response.with_status(StatusCode::CREATED))
        }
    }
}

fn is_print(root: &String) -> bool {
    root == "print"
}

fn member<'b>(body: &'b Map<String, Json>, name: &str) -> Option<&'b Json> {
    body.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The head of a request.
fn head(request: &ParsedRequest) -> Parts {
    let (mut head, ()) = Request::new(()).into_parts();
    head.method = request.method.clone();
    head.uri = request.uri().clone();
    head.headers = request.headers.clone();
    request.share_origin(&mut head.extensions);
    head
}

/// The same request with another method and path, without the headers of its body.
fn with_path(head: &Parts, method: Method, path: &str) -> Parts {
    let mut parts = head.uri.clone().into_parts();
    parts.path_and_query = path.parse().ok();
    let mut head = head.clone();
    head.uri = Uri::from_parts(parts).unwrap_or(head.uri);
    head.method = method;
    for name in [CONTENT_LENGTH, CONTENT_TYPE] {
        head.headers.remove(name);
    }
    if head.method != Method::PATCH {
        head.headers.remove(IF_MATCH);
    }
    head
}

/// The path of the item: that of the request without the action, and without the colon after a path of names.
fn stem(head: &Parts) -> String {
    let path = head.uri.path().trim_end_matches('/');
    let stem = path.rsplit_once('/').map_or("", |(stem, _)| stem);
    stem.strip_suffix(':').unwrap_or(stem).to_owned()
}

/// Returns `true` for the address of an item by its path.
fn is_by_path(head: &Parts) -> bool {
    head.uri.path().contains(":/")
}

/// The path with a number in the name of the file: `a 1.txt`.
fn renamed(path: &str, number: usize) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{folder}/{stem}%20{number}.{extension}"),
        None => format!("{folder}/{name}%20{number}"),
    }
}

/// Reads `bytes 0-25/128`.
fn content_range(text: &str) -> Option<(u64, u64, u64)> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?, total.trim().parse().ok()?))
}
