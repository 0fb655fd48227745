//! Decode of a page without undeclared properties: as an open type, and as a closed one.

use crate::attributes::{DeviceStatus, OpenDeviceStatus};
use crate::device_statuses::{PAGE, page};
use crate::memory::listing;
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
    listing(DeviceStatus::device_statuses("d0313ccf"), page(PAGE))
}

fn open() -> Outcome<Run> {
    listing(OpenDeviceStatus::open_device_statuses(), page(PAGE))
}
