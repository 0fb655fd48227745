//! Creates over loopback, one after the other.

use std::hint::black_box;

use crate::attributes::DeviceStatus;
use crate::by_hand;
use crate::device_statuses::item;
use crate::loopback::{client, runtime};
use crate::setup::Setup;
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "post",
    unit: "request",
    sides: &[Side { name: "by_hand", prepare: derived }, Side { name: "attributes", prepare: attributes }],
    figures: &[
        Figure {
            title: "one POST after the other, p50",
            quantity: Quantity::Median,
            side: "attributes",
            tuned: None,
            goal: 1.05,
        },
        Figure {
            title: "one POST after the other, CPU",
            quantity: Quantity::Cpu,
            side: "attributes",
            tuned: None,
            goal: 1.05,
        },
    ],
};

fn derived(setup: &Setup) -> Outcome<Run> {
    let (runtime, http, root) = (runtime()?, by_hand::http()?, setup.url()?.to_owned());
    let status: by_hand::DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        let id = black_box("d0313ccf");
        let url = format!("{root}/v1.0/deviceManagement/deviceConfigurations/{id}/deviceStatuses");
        black_box(runtime.block_on(by_hand::create(&http, &url, &status))?);
        Ok(1)
    }))
}

fn attributes(setup: &Setup) -> Outcome<Run> {
    let (runtime, client) = (runtime()?, client(setup)?);
    let status: DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        let statuses = DeviceStatus::device_statuses(black_box("d0313ccf"));
        black_box(runtime.block_on(statuses.create(&status).send(&client))?);
        Ok(1)
    }))
}
