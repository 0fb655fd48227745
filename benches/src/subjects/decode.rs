//! Decode of a page of 999 items that a transport received.

use std::hint::black_box;

use compact_str::CompactString;
use graph_core::{Collection, Entity};
use serde::de::DeserializeOwned;

use crate::attributes::{BoxedDeviceStatus, DeviceStatus, SharedDeviceStatus, SmallDeviceStatus};
use crate::device_statuses::{PAGE, page};
use crate::memory::listing;
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};
use crate::{by_hand, tuned};

pub const SUBJECT: Subject = Subject {
    name: "decode",
    unit: "item",
    sides: &[
        Side { name: "by_hand", prepare: |_| Ok(derived()) },
        Side { name: "tuned", prepare: |_| Ok(tuned_with::<String>()) },
        Side { name: "tuned_small", prepare: |_| Ok(tuned_with::<CompactString>()) },
        Side { name: "tuned_borrowed", prepare: |_| Ok(tuned_borrowed()) },
        Side { name: "attributes", prepare: |_| attributes(DeviceStatus::device_statuses("d0313ccf")) },
        Side { name: "attributes_small", prepare: |_| attributes(SmallDeviceStatus::small_device_statuses()) },
        Side { name: "attributes_boxed", prepare: |_| attributes(BoxedDeviceStatus::boxed_device_statuses()) },
        Side { name: "attributes_shared", prepare: |_| attributes(SharedDeviceStatus::shared_device_statuses()) },
    ],
    figures: &[
        Figure {
            title: "decode of a page, CPU",
            quantity: Quantity::Cpu,
            side: "attributes",
            tuned: Some("tuned"),
            goal: 0.42,
        },
        Figure {
            title: "decode of a page, `CompactString`, CPU",
            quantity: Quantity::Cpu,
            side: "attributes_small",
            tuned: Some("tuned_small"),
            goal: 0.38,
        },
        Figure {
            title: "decode of a page, `SharedStr`, CPU",
            quantity: Quantity::Cpu,
            side: "attributes_shared",
            tuned: Some("tuned_borrowed"),
            goal: 0.28,
        },
    ],
};

fn derived() -> Run {
    let text = page(PAGE);
    Box::new(move || {
        let page = by_hand::decode::<by_hand::DeviceStatus>(black_box(text.as_bytes()))?;
        Ok(black_box(page).value.len())
    })
}

fn tuned_with<S: DeserializeOwned>() -> Run {
    let text = page(PAGE);
    Box::new(move || {
        let page = tuned::decode::<tuned::DeviceStatus<S>>(black_box(text.as_bytes()))?;
        Ok(black_box(page).value.len())
    })
}

/// A text with an escape can't be borrowed: this is the floor of such a type, not a type for all pages.
fn tuned_borrowed() -> Run {
    let text = page(PAGE);
    Box::new(move || {
        let page = tuned::decode::<tuned::DeviceStatus<&str>>(black_box(text.as_bytes()))?;
        Ok(black_box(page).value.len())
    })
}

fn attributes<E: Entity + 'static>(statuses: Collection<E>) -> Outcome<Run> {
    listing(statuses, page(PAGE))
}
