//! One client in its own process, which prints its time in seconds and its peak memory in kilobytes.

use std::io::{self, Write};
use std::time::Instant;

use graph_core::transfer::ConflictBehavior;
use graph_core::{Client, Request, StaticToken, graph_entity};
use graph_tests::memory;
use http::Method;

use crate::Outcome;
use crate::content::Content;

/// As many bytes as a fragment of an upload has by default.
const FRAGMENT: u64 = 5 * 1024 * 1024;

#[graph_entity(path = "me/drive/items", odata_type = "microsoft.graph.driveItem", schema = false)]
#[derive(Debug)]
pub(crate) struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
    pub size: Option<u64>,
}

pub(crate) fn run(side: &str, url: &str, length: u64) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder().base_url(url).credential(StaticToken::new("any")).build()?;
    let content = Content::new(length);
    let seconds = runtime.block_on(async {
        if let Some((kind, _)) = side.split_once(", cut") {
            Request::<()>::raw(Method::POST, &format!("faults/{kind}")).send(&client).await?;
        }
        // The connection and its buffers are there before and after.
        DriveItem::items().entity("big").get().send(&client).await?;
        let began = Instant::now();
        match side {
            "idle" => {}
            "download" | "download, cut" => download(&client, "big", &content, length).await?,
            "verification" => download(&client, "copy", &content, length).await?,
            "upload" | "upload, cut" => upload(&client, content, length).await?,
            "download by reqwest" => download_by_reqwest(url, &content, length).await?,
            "upload by reqwest" => upload_by_reqwest(url, &content, length).await?,
            other => return Err(format!("no side {other}").into()),
        }
        Outcome::Ok(began.elapsed().as_secs_f64())
    })?;
    let peak = memory::peak().ok_or("the system does not report the memory of a process")?;
    println!("{seconds} {peak}");
    Ok(())
}

/// Compares what is written with the content.
struct Compared<'c>(&'c Content, u64);

impl Write for Compared<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.0.is_at(self.1, bytes) {
            return Err(io::Error::other(format!("another byte after {}", self.1)));
        }
        self.1 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn download(client: &Client, item: &str, content: &Content, size: u64) -> Outcome<()> {
    let download = DriveItem::items().entity(item).content().download(client).await?;
    let written = download.write_to(&mut Compared(content, 0)).await?;
    if written == size { Ok(()) } else { Err(format!("{written} bytes of {size}").into()) }
}

fn plain_client() -> Outcome<reqwest::Client> {
    // An error means that it is installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

async fn download_by_reqwest(url: &str, content: &Content, size: u64) -> Outcome<()> {
    let client = plain_client()?;
    let request = client.get(format!("{url}/v1.0/me/drive/items/big/content")).bearer_auth("any");
    let mut response = request.send().await?.error_for_status()?;
    let mut compared = Compared(content, 0);
    while let Some(chunk) = response.chunk().await? {
        compared.write_all(&chunk)?;
    }
    if compared.1 == size { Ok(()) } else { Err(format!("{} bytes of {size}", compared.1).into()) }
}

async fn upload(client: &Client, content: Content, size: u64) -> Outcome<()> {
    let upload = DriveItem::items().entity("copy").upload().conflict_behavior(ConflictBehavior::Replace);
    let stored = upload.send(content, client).await?;
    if stored.size == Some(size) { Ok(()) } else { Err(format!("{:?} bytes of {size}", stored.size).into()) }
}

async fn upload_by_reqwest(url: &str, content: &Content, size: u64) -> Outcome<()> {
    let client = plain_client()?;
    let session = client.post(format!("{url}/v1.0/me/drive/items/copy/createUploadSession")).bearer_auth("any");
    let session = session.header("content-type", "application/json").body("{}").send().await?.error_for_status()?;
    let session = session.bytes().await?;
    let session: serde_json::Value = serde_json::from_slice(&session)?;
    let target = session.get("uploadUrl").and_then(serde_json::Value::as_str).ok_or("no uploadUrl")?;
    let mut first = 0;
    while first < size {
        let length = FRAGMENT.min(size - first);
        let fragment = content.copy(first, usize::try_from(length)?);
        let range = format!("bytes {first}-{}/{size}", first + length - 1);
        let sent = client.put(target).header("content-range", range).body(fragment).send().await?;
        sent.error_for_status()?.bytes().await?;
        first += length;
    }
    Ok(())
}
