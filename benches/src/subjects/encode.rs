//! Encode of an entity.

use std::hint::black_box;

use crate::attributes::DeviceStatus;
use crate::device_statuses::item;
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};
use crate::{by_hand, tuned};

pub const SUBJECT: Subject = Subject {
    name: "encode",
    unit: "entity",
    sides: &[
        Side { name: "by_hand", prepare: |_| derived() },
        Side { name: "tuned", prepare: |_| tuned() },
        Side { name: "attributes", prepare: |_| attributes() },
        Side { name: "attributes_serde_json", prepare: |_| through_serde_json() },
        Side { name: "attributes_request", prepare: |_| request() },
    ],
    figures: &[
        Figure {
            title: "encode of an entity, CPU",
            quantity: Quantity::Cpu,
            side: "attributes",
            tuned: Some("tuned"),
            goal: 0.40,
        },
        Figure {
            title: "encode as the body of a request, CPU",
            quantity: Quantity::Cpu,
            side: "attributes_request",
            tuned: Some("tuned"),
            goal: 0.40,
        },
    ],
};

fn derived() -> Outcome<Run> {
    let status: by_hand::DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        black_box(serde_json::to_vec(black_box(&status))?);
        Ok(1)
    }))
}

fn tuned() -> Outcome<Run> {
    let status: tuned::DeviceStatus<String> = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        black_box(tuned::encode(black_box(&status))?);
        Ok(1)
    }))
}

fn attributes() -> Outcome<Run> {
    let status: DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        black_box(graph_core::json::to_vec(black_box(&status))?);
        Ok(1)
    }))
}

fn through_serde_json() -> Outcome<Run> {
    let status: DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        black_box(serde_json::to_vec(black_box(&status))?);
        Ok(1)
    }))
}

/// The entity as the body of a request: path, query and headers as well.
fn request() -> Outcome<Run> {
    let status: DeviceStatus = serde_json::from_str(&item(1))?;
    let statuses = DeviceStatus::device_statuses("d0313ccf");
    Ok(Box::new(move || {
        let _ = black_box(statuses.create(black_box(&status)));
        Ok(1)
    }))
}
