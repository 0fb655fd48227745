//! Decode of a page of a delta query without removed items, and of the same page of a list.

use std::hint::black_box;

use graph_core::Change;
use http::StatusCode;

use crate::attributes::DeviceStatus;
use crate::device_statuses::{PAGE, delta_page};
use crate::memory::{Memory, at_once, listing};
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "delta",
    unit: "item",
    sides: &[Side { name: "list", prepare: |_| list() }, Side { name: "delta", prepare: |_| delta() }],
    figures: &[Figure {
        title: "delta page instead of a list's, CPU",
        quantity: Quantity::Cpu,
        side: "delta",
        tuned: None,
        goal: 1.10,
    }],
};

fn list() -> Outcome<Run> {
    listing(DeviceStatus::device_statuses("d0313ccf"), delta_page(PAGE))
}

fn delta() -> Outcome<Run> {
    let client = Memory::new(StatusCode::OK, delta_page(PAGE)).client()?;
    let statuses = DeviceStatus::device_statuses("d0313ccf");
    Ok(Box::new(move || {
        let page = black_box(at_once(statuses.delta().send(&client))??);
        Ok(page.value.iter().filter(|change| matches!(change, Change::Updated(_))).count())
    }))
}
