//! The emulator in a separate process, with its content on another port.

use std::io;

use graph_emulator::{Emulator, Fault, Reply};
use graph_tests::server;
use http::{Method, StatusCode};

use crate::Outcome;
use crate::content::Content;

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
        // In each of 16 parts of a download, and for each seventh fragment of an upload, of 205.
        match call.key("side") {
            "download" => faults.fault(Fault::cut_off(length / 16).method(Method::GET).times(20)),
            _ => faults.fault(Fault::lost_request().method(Method::PUT).nth(7).every(7).times(29)),
        };
        Reply::status(StatusCode::NO_CONTENT)
    });
    runtime.block_on(server::serve(serving.url()));
    Ok(())
}
