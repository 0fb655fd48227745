//! `emulate --replay`: the requests that the emulator refuses.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use graph_core::bytes::Bytes;
use graph_core::http::{Request, StatusCode};
use graph_core::{Transport, TransportError};
use graph_emulator::Emulator;
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use super::examples::Example;
use crate::terminal::output::{CommandError, ExitStatus, counted, show, show_json};
use crate::terminal::progress;

/// A request that was refused.
struct Refusal {
    id: String,
    method: String,
    url: String,
    /// 0 if it could not be sent.
    status: u16,
    code: String,
    message: String,
}

/// The result of all requests.
#[derive(Default)]
struct Results {
    answered: usize,
    /// Lines without a request to Graph.
    skipped: usize,
    refused: Vec<Refusal>,
}

/// Sends each request to an emulator that has what its path needs and nothing else.
pub(super) fn run(emulator: &Emulator, file: &Path, is_json: bool) -> Result<ExitStatus, CommandError> {
    let shown = file.display();
    let help = "each line is an object like {\"id\": \"a\", \"version\": \"v1.0\", \"request\": {\"method\": \"GET\", \"url\": \"/users\"}}";
    let text = fs::read_to_string(file)
        .map_err(|error| CommandError::new(format!("cannot read `{shown}`: {error}"), "choose another file"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let examples = lines.map(|(index, line)| {
        Example::read(line).map_err(|fact| CommandError::new(format!("{shown}:{}: {fact}", index + 1), help))
    });
    let examples = examples.collect::<Result<Vec<_>, _>>()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| CommandError::new(format!("cannot start: {error}"), "try again"))?;
    let results = progress::during("sending the requests", || runtime.block_on(send_all(emulator, examples)))?;
    if is_json { show_json(&results.json()) } else { show(&results.text()) }?;
    Ok(ExitStatus::new(results.refused.is_empty(), true))
}

async fn send_all(emulator: &Emulator, examples: Vec<Option<Example>>) -> Result<Results, CommandError> {
    let mut results = Results::default();
    for example in examples {
        let Some(example) = example else {
            results.skipped += 1;
            continue;
        };
        emulator.reset().map_err(|error| CommandError::new(error.to_string(), "try again"))?;
        match send(emulator, &example).await {
            None => results.answered += 1,
            Some((status, code, message)) => {
                let Example { id, method, url, .. } = example;
                results.refused.push(Refusal { id, method, url, status, code, message });
            }
        }
    }
    Ok(results)
}

/// Sends a request; if something on its path is absent, once more with it. Returns the status, the code and the message of a refusal.
async fn send(emulator: &Emulator, example: &Example) -> Option<(u16, String, String)> {
    let request = match example.request() {
        Ok(request) => request,
        Err(fact) => return Some((0, "unsendable".to_owned(), fact)),
    };
    let mut response = emulator.send(request.clone()).await;
    if response.as_ref().is_ok_and(|response| response.status() == StatusCode::NOT_FOUND) {
        store_path(emulator, example).await;
        response = emulator.send(request).await;
    }
    let response = match response {
        Ok(response) => response,
        Err(error) => return Some((0, "lost".to_owned(), error.to_string())),
    };
    if response.status().as_u16() < 400 || example.is_error {
        return None;
    }
    let body: Json = serde_json::from_slice(response.body()).unwrap_or_default();
    let text =
        |name: &str| body.pointer(&format!("/error/{name}")).and_then(Json::as_str).unwrap_or_default().to_owned();
    Some((response.status().as_u16(), text("code"), text("message")))
}

/// Stores an entity wherever the path of a request leads through one that is absent: with the key that follows a collection, or else a
/// single one.
async fn store_path(emulator: &Emulator, example: &Example) {
    let mut path = String::new();
    let mut is_collection = false;
    let segments = example.segments().take_while(|segment| !segment.starts_with('$'));
    for segment in segments {
        let parent = path.clone();
        path = if path.is_empty() { segment.to_owned() } else { format!("{path}/{segment}") };
        let Ok(found) = get(emulator, &path).await else { return };
        match found {
            Some(is_list) => is_collection = is_list,
            None if is_collection => {
                let key = percent_decode_str(segment).decode_utf8_lossy().into_owned();
                emulator.seed(&parent, json!({ "id": key }));
                is_collection = false;
            }
            None => return,
        }
    }
}

/// Returns `true` if the resource at a path is a list; `None` if it does not exist.
async fn get(emulator: &Emulator, path: &str) -> Result<Option<bool>, TransportError> {
    let request =
        Request::get(format!("https://graph.microsoft.com/v1.0/{path}")).header("authorization", "Bearer any");
    let Ok(request) = request.body(Bytes::new()) else { return Ok(None) };
    let response = emulator.send(request).await?;
    let body: Json = serde_json::from_slice(response.body()).unwrap_or_default();
    Ok(response.status().is_success().then(|| body.get("value").is_some_and(Json::is_array)))
}

impl Results {
    fn text(&self) -> String {
        let refused = self.refused.iter().map(|refusal| {
            let Refusal { id, method, url, status, code, message } = refusal;
            let status = if *status == 0 { "---".to_owned() } else { status.to_string() };
            format!("{status}  {method} {url}\n     {code}: {message}\n     {id}\n")
        });
        refused.chain([self.summary()]).collect()
    }

    /// `3 requests: 1 answered, 2 refused (1 × 400, 1 × 501); 1 line without a request to Graph`
    fn summary(&self) -> String {
        let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
        for refusal in &self.refused {
            *statuses.entry(refusal.status).or_default() += 1;
        }
        let name = |status: u16| if status == 0 { "not sent".to_owned() } else { status.to_string() };
        let statuses: Vec<_> =
            statuses.into_iter().map(|(status, count)| format!("{count} × {}", name(status))).collect();
        let statuses = if statuses.is_empty() { String::new() } else { format!(" ({})", statuses.join(", ")) };
        let skipped = match self.skipped {
            0 => String::new(),
            count => format!("; {} without a request to Graph", counted(count, "line")),
        };
        let total = counted(self.answered + self.refused.len(), "request");
        format!("{total}: {} answered, {} refused{statuses}{skipped}\n", self.answered, self.refused.len())
    }

    fn json(&self) -> Json {
        let refused = self.refused.iter().map(|refusal| {
            let Refusal { id, method, url, status, code, message } = refusal;
            let status = Some(*status).filter(|status| *status > 0);
            json!({ "id": id, "method": method, "url": url, "status": status, "code": code, "message": message })
        });
        let refused: Vec<Json> = refused.collect();
        json!({ "answered": self.answered, "skipped": self.skipped, "refused": refused })
    }
}
