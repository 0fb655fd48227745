//! A create through a client without a socket: the request is built, and the response decoded.

use std::hint::black_box;

use graph_core::Transport;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{Request, StatusCode};

use crate::attributes::DeviceStatus;
use crate::by_hand;
use crate::device_statuses::item;
use crate::memory::{Memory, TOKEN, at_once};
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};

pub const SUBJECT: Subject = Subject {
    name: "create",
    unit: "request",
    sides: &[Side { name: "by_hand", prepare: |_| derived() }, Side { name: "attributes", prepare: |_| attributes() }],
    figures: &[Figure {
        title: "create without a socket, CPU",
        quantity: Quantity::Cpu,
        side: "attributes",
        tuned: None,
        goal: 1.00,
    }],
};

/// The same request without a client: no identifier, no retries, no redirects.
fn derived() -> Outcome<Run> {
    let memory = Memory::new(StatusCode::CREATED, item(1));
    let status: by_hand::DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        let path = "deviceManagement/deviceConfigurations";
        let url = format!("https://graph.microsoft.com/v1.0/{path}/{}/deviceStatuses", black_box("d0313ccf"));
        let request = Request::post(url)
            .header(AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(black_box(&status))?.into())?;
        let response = at_once(memory.send(request))??;
        let created: by_hand::DeviceStatus = serde_json::from_slice(response.body())?;
        black_box(created);
        Ok(1)
    }))
}

fn attributes() -> Outcome<Run> {
    let client = Memory::new(StatusCode::CREATED, item(1)).client()?;
    let status: DeviceStatus = serde_json::from_str(&item(1))?;
    Ok(Box::new(move || {
        let statuses = DeviceStatus::device_statuses(black_box("d0313ccf"));
        let created = at_once(statuses.create(black_box(&status)).send(&client))??;
        black_box(created);
        Ok(1)
    }))
}
