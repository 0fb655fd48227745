//! Decode of a page without undeclared properties: as an open type, and as a closed one.

use std::hint::black_box;

use http::StatusCode;

use crate::attributes::{DeviceStatus, OpenDeviceStatus};
use crate::device_statuses::{PAGE, page};
use crate::memory::{Memory, at_once};
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "open",
    unit: "item",
    sides: &[Side { name: "closed", prepare: |_| closed() }, Side { name: "open", prepare: |_| open() }],
    figures: &[Figure {
        title: "open type instead of a closed one, CPU",
        quantity: Quantity::Cpu,
        side: "open",
        tuned: None,
        goal: 1.15,
    }],
};

fn closed() -> Outcome<Run> {
    let client = Memory::new(StatusCode::OK, page(PAGE)).client()?;
    let statuses = DeviceStatus::device_statuses("d0313ccf");
    Ok(Box::new(move || Ok(black_box(at_once(statuses.list().send(&client))??).value.len())))
}

fn open() -> Outcome<Run> {
    let client = Memory::new(StatusCode::OK, page(PAGE)).client()?;
    let statuses = OpenDeviceStatus::open_device_statuses();
    Ok(Box::new(move || Ok(black_box(at_once(statuses.list().send(&client))??).value.len())))
}
