//! The cost of single requests in process, by the number of stored users.

use std::time::{Duration, Instant};

use bytes::Bytes;
use graph_core::Transport as _;
use graph_emulator::Emulator;
use http::{Request, Response};
use serde_json::{Value, json};

use crate::Outcome;
use crate::users::{METADATA, seed};

const SIZES: [u32; 3] = [100, 10_000, 100_000];
/// Each request is sent so often, but not longer than [`LONGEST`].
const TIMES: usize = 51;
const LONGEST: Duration = Duration::from_secs(3);

const REQUESTS: [&str; 14] = [
    "page",
    "page, $count=true",
    "next page",
    "/$count",
    "$filter",
    "$orderby",
    "next ordered page",
    "get",
    "create",
    "update",
    "delete",
    "first delta page",
    "next delta page",
    "delta of one change",
];

pub(crate) fn measure() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    for (title, metadata) in [("without metadata", None), ("with metadata", Some(METADATA))] {
        let mut columns = Vec::new();
        for size in SIZES {
            let mut emulator = Emulator::builder();
            if let Some(metadata) = metadata {
                emulator = emulator.metadata(metadata);
            }
            let emulator = emulator.build()?;
            seed(&emulator, size);
            let mut probe = Probe { emulator, size, created: 0 };
            columns.push(runtime.block_on(probe.column())?);
        }
        println!("| {title}, ms | {} |", SIZES.map(|size| size.to_string()).join(" | "));
        println!("|:--|--:|--:|--:|");
        for (at, name) in REQUESTS.iter().enumerate() {
            let cells = columns.iter().map(|column| format!("{:.3}", column.get(at).copied().unwrap_or(f64::NAN)));
            println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
        }
        println!();
    }
    Ok(())
}

struct Probe {
    emulator: Emulator,
    size: u32,
    created: u32,
}

impl Probe {
    /// The median of each request, in milliseconds.
    async fn column(&mut self) -> Outcome<Vec<f64>> {
        let mut column = Vec::new();
        for name in REQUESTS {
            let mut times = Vec::new();
            let begin = Instant::now();
            while times.len() < TIMES && (times.len() < 3 || begin.elapsed() < LONGEST) {
                let request = self.prepared(name).await?;
                let start = Instant::now();
                let response = self.emulator.send(request).await?;
                times.push(start.elapsed().as_secs_f64() * 1000.0);
                if !response.status().is_success() {
                    return Err(format!("{name}: {}", String::from_utf8_lossy(response.body())).into());
                }
            }
            times.sort_by(f64::total_cmp);
            column.push(times.get(times.len() / 2).copied().unwrap_or_default());
            self.emulator.clear_request_log();
        }
        Ok(column)
    }

    /// The request of that name, after what must come before it.
    async fn prepared(&mut self, name: &str) -> Outcome<Request<Bytes>> {
        let number = self.created.wrapping_mul(7919) % self.size;
        self.created += 1;
        Ok(match name {
            "page" => request("GET", "users?$top=20", None)?,
            "page, $count=true" => request("GET", "users?$top=20&$count=true", None)?,
            "next page" => request("GET", &self.link("users?$top=20", "@odata.nextLink").await?, None)?,
            "/$count" => request("GET", "users/$count", None)?,
            "$filter" => request("GET", "users?$filter=department%20eq%20'Rare'&$top=20", None)?,
            "$orderby" => request("GET", "users?$orderby=displayName&$top=20", None)?,
            "next ordered page" => {
                request("GET", &self.link("users?$orderby=displayName&$top=20", "@odata.nextLink").await?, None)?
            }
            "get" => request("GET", &format!("users/u{number}"), None)?,
            "create" => request("POST", "users", Some(&json!({ "id": format!("n{}", self.created), "age": 1 })))?,
            "update" => request("PATCH", &format!("users/u{number}"), Some(&json!({ "age": self.created })))?,
            "delete" => {
                let id = format!("d{}", self.created);
                self.emulator.seed("users", json!({ "id": id }));
                request("DELETE", &format!("users/{id}"), None)?
            }
            "first delta page" => request("GET", "users/delta?$top=20", None)?,
            "next delta page" => request("GET", &self.link("users/delta?$top=20", "@odata.nextLink").await?, None)?,
            _ => {
                let link = self.link("users/delta?$deltatoken=latest", "@odata.deltaLink").await?;
                self.emulator.seed("users", json!({ "id": format!("u{number}"), "age": 5 }));
                request("GET", &link, None)?
            }
        })
    }

    /// A link in the response to a request.
    async fn link(&self, path: &str, name: &str) -> Outcome<String> {
        let response: Response<Bytes> = self.emulator.send(request("GET", path, None)?).await?;
        let body: Value = serde_json::from_slice(response.body())?;
        let link = body.get(name).and_then(Value::as_str).ok_or_else(|| format!("{path} has no {name}"))?;
        Ok(link.to_owned())
    }
}

fn request(method: &str, path: &str, body: Option<&Value>) -> Outcome<Request<Bytes>> {
    let url =
        if path.starts_with("https:") { path.to_owned() } else { format!("https://graph.microsoft.com/v1.0/{path}") };
    let request = Request::builder().method(method).uri(url).header("authorization", "Bearer t");
    let request = request.header("consistencylevel", "eventual").header("content-type", "application/json");
    Ok(request.body(body.map_or_else(Bytes::new, |body| body.to_string().into()))?)
}
