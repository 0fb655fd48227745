//! The responses of actions and functions, as JSON.

use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::header::HeaderName;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::control::entity::base64;
use crate::control::fault::{headers, method, status};
use crate::control::fields::{Fields, Mistake, elements, template, text};
use crate::emulator::Emulator;
use crate::testing::handler::Reply;

const EXAMPLE: &str = r#"{"method": "POST", "path": "users/{id}/sendMail", "response": {"status": 202}}"#;

/// An operation and its responses; the last one is repeated.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    method: Method,
    path: String,
    needs_token: bool,
    responses: Vec<Response>,
    /// The document.
    json: Json,
}

#[derive(Debug, Clone)]
struct Response {
    status: StatusCode,
    headers: Vec<(HeaderName, String)>,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    Nothing,
    Json(Json),
    Bytes(String, Bytes),
}

impl Operation {
    pub(crate) fn read(json: &Json, place: &str) -> Result<Self, Mistake> {
        let mut fields = Fields::of(json, place, EXAMPLE)?;
        let method = fields.required("method", "\"POST\"", method)?;
        let path = fields.required("path", "\"users/{id}/sendMail\"", template)?.to_owned();
        let needs_token = fields.optional("needsToken", "false", Json::as_bool)?.unwrap_or(true);
        let example = r#"{"status": 202}"#;
        let given = fields.required("response", example, |given| Some(given).filter(|given| **given != json!([])))?;
        let given = elements(given, &fields.place("response"));
        let responses =
            given.into_iter().map(|(place, json)| Response::read(json, &place)).collect::<Result<_, _>>()?;
        fields.finish()?;
        Ok(Self { method, path, needs_token, responses, json: json.clone() })
    }

    pub(crate) fn apply(&self, emulator: &Emulator) {
        let (responses, calls) = (self.responses.clone(), AtomicUsize::new(0));
        let handler = move |_: &_| {
            let call = calls.fetch_add(1, Ordering::Relaxed).min(responses.len().saturating_sub(1));
            responses.get(call).map_or_else(|| Reply::status(StatusCode::NO_CONTENT), Response::reply)
        };
        let handlers = &emulator.shared.handlers;
        let shown = Some(self.json.clone());
        handlers.add(self.method.clone(), &self.path, self.needs_token, shown, Box::new(handler));
    }
}

impl Response {
    fn read(json: &Json, place: &str) -> Result<Self, Mistake> {
        let mut fields = Fields::of(json, place, r#"{"status": 202}"#)?;
        let code = fields.optional("status", "202", status)?;
        let headers = fields.optional("headers", r#"{"location": "https://example.org"}"#, headers)?;
        let json = fields.get("json").cloned().map(Body::Json);
        let content_type = fields.optional("contentType", "\"image/png\"", text)?.map(str::to_owned);
        let typed =
            |default: &str, bytes| Body::Bytes(content_type.clone().unwrap_or_else(|| default.to_owned()), bytes);
        let written = fields.optional("text", "\"Hello\"", |text| text.as_str().map(str::to_owned))?;
        let written = written.map(|text| typed("text/plain", text.into()));
        let encoded = fields.optional("base64", "\"aGVsbG8=\"", base64)?;
        let encoded = encoded.map(|bytes| typed("application/octet-stream", bytes));
        let place = if place.is_empty() { "The response".to_owned() } else { format!("'{place}'") };
        fields.finish()?;
        let mut given = [json, written, encoded].into_iter().flatten();
        let body = given.next();
        if given.next().is_some() {
            return Err(Mistake::new(format!("{place} has two bodies: keep one of 'json', 'text' and 'base64'.")));
        }
        let has_no_body = |code: &StatusCode| matches!(*code, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        if let Some(code) = code.filter(has_no_body).filter(|_| body.is_some()) {
            return Err(Mistake::new(format!(
                "{place} has a body, which status {} has not: remove one.",
                code.as_u16()
            )));
        }
        let default = if body.is_some() { StatusCode::OK } else { StatusCode::NO_CONTENT };
        Ok(Self {
            status: code.unwrap_or(default),
            headers: headers.unwrap_or_default(),
            body: body.unwrap_or(Body::Nothing),
        })
    }

    fn reply(&self) -> Reply {
        let reply = match &self.body {
            Body::Nothing => Reply::status(self.status),
            Body::Json(json) => Reply::json(json.clone()).with_status(self.status),
            Body::Bytes(content_type, bytes) => Reply::bytes(content_type, bytes.clone()).with_status(self.status),
        };
        self.headers.iter().fold(reply, |reply, (name, value)| reply.header(name.clone(), value))
    }
}
