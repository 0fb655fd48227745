//! The emulator in a separate process, with its content on another port.

use std::env::current_exe;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use graph_emulator::{Emulator, Fault, Reply};
use http::{Method, StatusCode};

use crate::Outcome;
use crate::content::Content;

/// A running server. It ends with this value, or with the program.
pub(crate) struct Server {
    process: Child,
    url: String,
}

impl Server {
    pub(crate) fn start(size: u64) -> io::Result<Self> {
        let mut process = Command::new(current_exe()?)
            .args(["serve", &size.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(stdout) = &mut process.stdout {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        Ok(Self { process, url: url.trim().to_owned() })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Prints the URL and serves until the standard input ends.
///
/// `POST faults` makes the next requests fail, by the name of the side.
pub(crate) fn serve(size: u64) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let emulator = Emulator::new();
    let length = usize::try_from(size)?;
    emulator.seed("me/drive/items", serde_json::json!({ "id": "big", "name": "big.bin", "file": {} }));
    emulator.seed("me/drive/items", serde_json::json!({ "id": "copy", "name": "copy.bin", "file": {} }));
    emulator.seed_media("me/drive/items/big/content", "application/octet-stream", Content::new(size).copy(0, length));
    let (serving, _files) = runtime.block_on(async {
        let (serving, files) = (emulator.serve().await?, emulator.serve().await?);
        emulator.content_origin(files.url());
        io::Result::Ok((serving, files))
    })?;
    let faults = emulator.clone();
    emulator.on(Method::POST, "faults/{side}", move |call| {
        // In each of 16 parts of a download, and for each seventh fragment of an upload.
        match call.key("side") {
            "download" => faults.fault(Fault::cut_off(length / 16).method(Method::GET).times(20)),
            _ => faults.fault(Fault::lost_request().method(Method::PUT).times(3)),
        };
        Reply::status(StatusCode::NO_CONTENT)
    });
    println!("{}", serving.url());
    let stopped = std::thread::spawn(|| io::copy(&mut io::stdin().lock(), &mut io::sink()));
    runtime.block_on(async {
        while !stopped.is_finished() {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    });
    Ok(())
}
