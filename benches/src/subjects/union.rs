//! Decode of a page whose items begin with `@odata.type`: as a union, and as the struct that skips it.

use std::hint::black_box;

use http::StatusCode;

use crate::attributes::{AnyStatus, DeviceStatus};
use crate::device_statuses::{PAGE, tagged_page};
use crate::memory::{Memory, at_once, listing};
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "union",
    unit: "item",
    sides: &[Side { name: "struct", prepare: |_| plain() }, Side { name: "union", prepare: |_| union() }],
    figures: &[Figure {
        title: "union instead of a struct, CPU",
        quantity: Quantity::Cpu,
        side: "union",
        tuned: None,
        goal: 1.10,
    }],
};

fn plain() -> Outcome<Run> {
    listing(DeviceStatus::device_statuses("d0313ccf"), tagged_page(PAGE))
}

fn union() -> Outcome<Run> {
    let client = Memory::new(StatusCode::OK, tagged_page(PAGE)).client()?;
    let statuses = AnyStatus::any_statuses();
    Ok(Box::new(move || {
        let page = black_box(at_once(statuses.list().send(&client))??);
        Ok(page.iter().filter(|status| matches!(status, AnyStatus::Device(_))).count())
    }))
}
