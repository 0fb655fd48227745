//! Decode of pages from 446 KB to 100 MB.

use std::hint::black_box;

use http::StatusCode;

use crate::attributes::DeviceStatus;
use crate::device_statuses::{PAGE, page};
use crate::memory::{Memory, at_once};
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "linear",
    unit: "item",
    sides: &[
        Side { name: "446_kB", prepare: |_| decode(PAGE) },
        Side { name: "10_MB", prepare: |setup| decode(setup.largest / 10) },
        Side { name: "100_MB", prepare: |setup| decode(setup.largest) },
    ],
    figures: &[Figure {
        title: "page of 100 MB instead of 446 kB, CPU",
        quantity: Quantity::Cpu,
        side: "100_MB",
        tuned: None,
        goal: 1.10,
    }],
};

fn decode(items: usize) -> Outcome<Run> {
    let client = Memory::new(StatusCode::OK, page(items)).client()?;
    let statuses = DeviceStatus::device_statuses("d0313ccf");
    Ok(Box::new(move || Ok(black_box(at_once(statuses.list().send(&client))??).value.len())))
}
