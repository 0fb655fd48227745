//! The corpus: the examples of the documentation's pages, read from a folder outside of the repository.

use std::collections::HashMap;
use std::path::PathBuf;

use graph_core::{ApiVersion, Cloud, client::ServiceRoot};
use serde::Deserialize;

/// The part of an absolute URL before the version.
const HOST: &str = "https://graph.microsoft.com/";

/// The request of one example.
pub(crate) struct Sample {
    pub(crate) method: String,
    pub(crate) version: ApiVersion,
    /// The part of the URL after the version, without a leading slash.
    pub(crate) url: String,
    pub(crate) body: Option<String>,
    /// Whether it has the header `ConsistencyLevel: eventual`.
    pub(crate) eventual: bool,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    version: String,
    request: Option<RequestOfLine>,
}

#[derive(Deserialize)]
struct RequestOfLine {
    method: String,
    url: String,
    headers: HashMap<String, String>,
    body: Option<String>,
}

/// The samples by their ids.
pub(crate) fn read() -> std::io::Result<HashMap<String, Sample>> {
    let folder = std::env::var_os("GRAPH_CORPUS_DIR")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus")), PathBuf::from);
    let text = std::fs::read_to_string(folder.join("examples.jsonl"))?;
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    Ok(lines.filter_map(sample).collect())
}

/// A URL names its own version, which is not always the page's. A relative one may leave it out.
fn sample(line: Line) -> Option<(String, Sample)> {
    let request = line.request?;
    let url = request.url.strip_prefix(HOST).unwrap_or(&request.url).trim_start_matches('/');
    let (first, rest) = url.split_once('/').unwrap_or((url, ""));
    let (version, url) = match first {
        "v1.0" | "beta" => (first, rest),
        _ => (line.version.as_str(), url),
    };
    let eventual = |(name, value): (&String, &String)| {
        name.eq_ignore_ascii_case("ConsistencyLevel") && value.eq_ignore_ascii_case("eventual")
    };
    let sample = Sample {
        method: request.method,
        version: if version == "beta" { ApiVersion::Beta } else { ApiVersion::V1_0 },
        url: url.to_owned(),
        body: request.body,
        eventual: request.headers.iter().any(eventual),
    };
    Some((line.id, sample))
}

impl Sample {
    /// The service that the sample's URL is of.
    pub(crate) fn root(&self) -> ServiceRoot {
        ServiceRoot::new(Cloud::Global, self.version)
    }

    /// The part of an absolute URL after the version, if it has the host and the version of the sample.
    pub(crate) fn relative<'url>(&self, url: &'url str) -> Option<&'url str> {
        url.strip_prefix(HOST)?.strip_prefix(self.version.as_str())?.strip_prefix('/')
    }
}
