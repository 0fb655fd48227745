//! A large file: an upload in fragments that continues after an interruption, and a download that is compared with it.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it uses the real service and deletes
//! the file that it created; the token needs `Files.ReadWrite`.

mod connection;

use std::io::Cursor;

use graph_core::transfer::ConflictBehavior;
use graph_core::{Client, graph_entity};
use graph_emulator::{Emulator, Fault};

use crate::connection::{Result, connect};

/// A file of the user.
#[graph_entity(path = "me/drive/items", singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
pub struct DriveItem {
    /// The id.
    #[graph(key)]
    pub id: Option<String>,
    /// The name with its extension.
    pub name: Option<String>,
    /// The number of bytes.
    pub size: Option<i64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::new();
    let (client, _serving) = connect(&emulator, Client::builder()).await?;
    let content: Vec<u8> = (0..4_000_000_u32).map(|number| number.to_le_bytes()[0]).collect();

    // The file may be a `std::fs::File`: one fragment at a time is in memory.
    let upload = || DriveItem::at("Films/Metropolis.bin").upload().conflict_behavior(ConflictBehavior::Replace);
    let mut session = upload().fragment_size(1_000_000).start(Cursor::new(content.clone()), &client).await?;
    session.advance().await?;
    println!("interrupted: {:?}", session.progress());
    let url = session.url().cloned().ok_or("a session has a URL")?;
    drop(session);

    // Another process goes on where the first one ended.
    let upload = upload().resume(url).on_progress(|progress| println!("continued: {progress:?}"));
    let film = upload.send(Cursor::new(content.clone()), &client).await?;
    println!("{:?} has {:?} bytes", film.name, film.size);

    emulator.fault(Fault::cut_off(1_500_000).times(2)); // the download goes on after each lost connection
    let item = DriveItem::items().entity(&film.id);
    let download = item.content().download(&client).await?;
    println!("{:?} bytes of {:?} with {:?}", download.length(), download.content_type(), download.etag());
    let mut received = Vec::new();
    download.write_to(&mut received).await?;
    println!("equal: {}", received == content);
    Ok(item.delete().send(&client).await?)
}
