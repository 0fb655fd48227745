//! A batch: 45 creates in few calls, each with its own response, and requests that depend on others.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it uses the real service and the
//! configuration `GRAPH_DEVICE_CONFIGURATION`, and deletes the statuses that it created.

mod connection;
mod device_status;

use std::env::var;

use graph_core::{ApiVersion, Batch, Client};
use graph_emulator::Emulator;

use crate::connection::{Result, connect};
use crate::device_status::DeviceStatus;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::new();
    let (client, serving) = connect(&emulator, Client::builder().version(ApiVersion::Beta)).await?;
    let statuses = DeviceStatus::device_statuses(var("GRAPH_DEVICE_CONFIGURATION").unwrap_or("d0313ccf".into()));
    let mut batch = Batch::new();
    let mut handles = Vec::new();
    for number in 2..=45 {
        let device_display_name = Some(format!("Device {number}"));
        let status = DeviceStatus { device_display_name, ..device_status::of_the_page()? };
        handles.push(batch.add(statuses.create(&status)));
    }
    // The second of these runs only if the first one succeeded.
    let first = batch.add(statuses.create(&device_status::of_the_page()?));
    let listed = batch.after(&first).add(statuses.list().top(10));
    let missing = batch.add(statuses.entity("no such status").get());
    let never = batch.after(&missing).add(statuses.create(&device_status::of_the_page()?));
    handles.push(first);
    println!("{} requests", batch.len());
    let mut answers = batch.send(&client).await?;
    if serving.is_some() {
        let calls = emulator.request_log().into_iter().filter(|call| call.path_and_query.ends_with("/$batch"));
        println!("sent in {} calls: of 20 at most, and one for each of the two chains", calls.count());
    }
    let mut created = Vec::new();
    for handle in handles {
        match answers.take(handle) {
            Ok(status) => created.push(status),
            Err(error) => println!("one of them was not created: {error}"),
        }
    }
    let last = created.last().and_then(|status| status.device_display_name.as_deref());
    println!("created {}, the last one {last:?}", created.len());
    println!("listed {:?}", answers.take(listed).map(|page| page.value.len()).ok());
    let (missing, never) = (answers.take(missing).err(), answers.take(never).err());
    println!("failed: {:?}", [missing, never].map(|error| error?.status()));

    batch = Batch::new();
    let deletes: Vec<_> = created.iter().map(|status| batch.add(statuses.entity(&status.id).delete())).collect();
    let mut answers = batch.send(&client).await?;
    println!("deleted {}", deletes.into_iter().filter_map(|delete| answers.take(delete).ok()).count());
    Ok(())
}
