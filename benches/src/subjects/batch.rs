//! A `$batch` of 20 creates over loopback.

use std::hint::black_box;

use graph_core::Batch;

use crate::attributes::DeviceStatus;
use crate::by_hand;
use crate::device_statuses::item;
use crate::loopback::{client, runtime};
use crate::server::BATCH;
use crate::setup::Setup;
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "batch",
    unit: "call",
    sides: &[Side { name: "by_hand", prepare: derived }, Side { name: "attributes", prepare: attributes }],
    figures: &[Figure {
        title: "`$batch` of 20, p50",
        quantity: Quantity::Median,
        side: "attributes",
        tuned: None,
        goal: 1.00,
    }],
};

fn derived(setup: &Setup) -> Outcome<Run> {
    let (runtime, http, url) = (runtime()?, by_hand::http()?, format!("{}/v1.0/$batch", setup.url()?));
    let statuses: Vec<by_hand::DeviceStatus> =
        (0..BATCH).map(|number| serde_json::from_str(&item(number))).collect::<Result<_, _>>()?;
    Ok(Box::new(move || {
        black_box(runtime.block_on(by_hand::create_all(&http, &url, &statuses))?);
        Ok(1)
    }))
}

fn attributes(setup: &Setup) -> Outcome<Run> {
    let (runtime, client) = (runtime()?, client(setup)?);
    let statuses: Vec<DeviceStatus> =
        (0..BATCH).map(|number| serde_json::from_str(&item(number))).collect::<Result<_, _>>()?;
    Ok(Box::new(move || {
        let collection = DeviceStatus::device_statuses(black_box("d0313ccf"));
        let mut batch = Batch::new();
        let handles: Vec<_> = statuses.iter().map(|status| batch.add(collection.create(status))).collect();
        let mut answers = runtime.block_on(batch.send(&client))?;
        for handle in handles {
            black_box(answers.take(handle)?);
        }
        Ok(1)
    }))
}
