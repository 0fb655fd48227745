//! A copy of the to-do lists that is kept up to date: only what changed since the last time is fetched.
//!
//! It starts an emulator on a free loopback port. With `GRAPH_TOKEN` set it asks the real service instead, and deletes
//! the lists that it made; the token needs `Tasks.ReadWrite`.

mod connection;
mod todo_lists;

use graph_core::{ApiVersion, Change, Client, Error};
use graph_emulator::Emulator;

use crate::connection::{Result, connect};
use crate::todo_lists::{Copy, TodoTaskList, named};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::new().with_page_size(2);
    let (client, _serving) = connect(&emulator, ApiVersion::V1_0).await?;
    let lists = TodoTaskList::lists();
    let errands = lists.create(&named("Errands")).send(&client).await?;
    let books = lists.create(&named("Books")).send(&client).await?;
    let mut copy = Copy::new();
    let stored = synchronize(&client, None, &mut copy).await?;

    let rename = TodoTaskList::changes().set(TodoTaskList::DISPLAY_NAME, "Books to read");
    lists.entity(&books.id).update(rename).send(&client).await?;
    lists.entity(&errands.id).delete().send(&client).await?;
    let stored = synchronize(&client, Some(&stored), &mut copy).await?;

    emulator.expire_delta_tokens();
    synchronize(&client, Some(&stored), &mut copy).await?;
    Ok(lists.entity(&books.id).delete().send(&client).await?)
}

/// Brings the copy up to date, and gives what is to be stored until the next time: the link as JSON.
async fn synchronize(client: &Client, stored: Option<&str>, copy: &mut Copy) -> Result<String> {
    let lists = TodoTaskList::lists();
    let since = stored.map(serde_json::from_str).transpose()?;
    let round = since.map_or_else(|| lists.delta(), |link| lists.resume(&link));
    let (changes, link) = match round.round(client).await {
        Err(Error::Resync(error)) => {
            println!("the link is too old ({:?}): all comes anew, in place of the copy", error.code);
            copy.clear();
            lists.delta().round(client).await?
        }
        round => round?,
    };
    for change in &changes {
        match change {
            Change::Updated(list) => copy.extend(list.id.clone().map(|id| (id, list.display_name.clone()))),
            Change::Removed { key, .. } => drop(copy.remove(key)),
        }
    }
    println!("{} changes; the copy has {:?}", changes.len(), copy.values().flatten().collect::<Vec<_>>());
    Ok(serde_json::to_string(&link)?)
}
