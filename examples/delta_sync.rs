//! A delta query: a copy of the tasks of a to-do list, updated by the changes since the last round.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it uses the real service and deletes
//! the list that it created; the token needs `Tasks.ReadWrite`.

mod connection;
mod todo_tasks;

use graph_core::{Client, Collection, Error};
use graph_emulator::Emulator;

use crate::connection::{Result, connect};
use crate::todo_tasks::{Copy, TodoTask, TodoTaskList, task};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::builder().page_size(2).build()?;
    let (client, _serving) = connect(&emulator, Client::builder()).await?;
    let list = TodoTaskList { id: None, display_name: Some("Errands".into()) };
    let list = TodoTaskList::lists().create(&list).send(&client).await?;
    let tasks = TodoTask::tasks(&list.id);
    let letter = tasks.create(&task("Post the letter", "2026-05-01T12:00:00")).send(&client).await?;
    let bread = tasks.create(&task("Buy bread", "2026-05-02T08:00:00")).send(&client).await?;
    let mut copy = Copy::default();
    let stored = synchronize(&client, &tasks, None, &mut copy).await?;

    tasks.entity(&bread.id).update(TodoTask::changes().clear(TodoTask::DUE_DATE_TIME)).send(&client).await?;
    tasks.entity(&letter.id).delete().send(&client).await?;
    let stored = synchronize(&client, &tasks, Some(&stored), &mut copy).await?;

    emulator.expire_delta_tokens();
    synchronize(&client, &tasks, Some(&stored), &mut copy).await?;
    Ok(TodoTaskList::lists().entity(&list.id).delete().send(&client).await?)
}

/// Updates the copy and returns the link of the next round as JSON.
async fn synchronize(
    client: &Client,
    tasks: &Collection<TodoTask>,
    stored: Option<&str>,
    copy: &mut Copy,
) -> Result<String> {
    let since = stored.map(serde_json::from_str).transpose()?;
    let round = since.map_or_else(|| tasks.delta(), |link| tasks.resume(&link));
    let (changes, link) = match round.round(client).await {
        Err(Error::Resync(error)) => {
            println!("the link is too old ({:?}): all comes anew, in place of the copy", error.code);
            *copy = Copy::default();
            tasks.delta().round(client).await?
        }
        round => round?,
    };
    for change in &changes {
        copy.merge(change);
    }
    println!("{} changes; the copy has {:?}", changes.len(), copy.0.values().collect::<Vec<_>>());
    Ok(serde_json::to_string(&link)?)
}
