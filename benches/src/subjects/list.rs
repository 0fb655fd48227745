//! Listing of 200,000 items over loopback, in pages of 999.

use std::hint::black_box;

use graph_core::{Page, Request};

use crate::attributes::DeviceStatus;
use crate::loopback::{client, runtime};
use crate::setup::Setup;
use crate::subject::{Figure, Outcome, Quantity, Run, Side, Subject};
use crate::{by_hand, tuned};

pub const SUBJECT: Subject = Subject {
    name: "list",
    unit: "item",
    sides: &[
        Side { name: "by_hand", prepare: derived },
        Side { name: "tuned", prepare: tuned },
        Side { name: "stream", prepare: stream },
        Side { name: "pages", prepare: pages },
    ],
    figures: &[
        Figure {
            title: "list 200,000 items by `stream`, CPU",
            quantity: Quantity::Cpu,
            side: "stream",
            tuned: Some("tuned"),
            goal: 0.60,
        },
        Figure {
            title: "list 200,000 items by `pages`, CPU",
            quantity: Quantity::Cpu,
            side: "pages",
            tuned: Some("tuned"),
            goal: 0.55,
        },
        Figure {
            title: "list by `stream`, items per second",
            quantity: Quantity::Rate,
            side: "stream",
            tuned: Some("tuned"),
            goal: 1.60,
        },
        Figure {
            title: "list by `pages`, items per second",
            quantity: Quantity::Rate,
            side: "pages",
            tuned: Some("tuned"),
            goal: 1.60,
        },
    ],
};

pub fn derived(setup: &Setup) -> Outcome<Run> {
    let (runtime, http, url) = (runtime()?, by_hand::http()?, url(setup)?);
    Ok(Box::new(move || runtime.block_on(by_hand::list(&http, &url))))
}

pub fn tuned(setup: &Setup) -> Outcome<Run> {
    let (runtime, http, url) = (runtime()?, by_hand::http()?, url(setup)?);
    Ok(Box::new(move || runtime.block_on(tuned::list(&http, &url))))
}

/// Item by item.
pub fn stream(setup: &Setup) -> Outcome<Run> {
    let (runtime, client, request) = (runtime()?, client(setup)?, request(setup));
    Ok(Box::new(move || {
        runtime.block_on(async {
            let mut items = request.clone().stream(&client);
            let mut count = 0;
            while let Some(status) = items.try_next().await? {
                black_box(status);
                count += 1;
            }
            Ok(count)
        })
    }))
}

/// Page by page.
pub fn pages(setup: &Setup) -> Outcome<Run> {
    let (runtime, client, request) = (runtime()?, client(setup)?, request(setup));
    Ok(Box::new(move || {
        runtime.block_on(async {
            let mut pages = request.clone().pages(&client);
            let mut count = 0;
            while let Some(page) = pages.try_next().await? {
                for status in page {
                    black_box(status);
                    count += 1;
                }
            }
            Ok(count)
        })
    }))
}

/// The server reads the number of items from the path.
fn request(setup: &Setup) -> Request<Page<DeviceStatus>> {
    DeviceStatus::device_statuses(setup.listed.to_string()).list()
}

fn url(setup: &Setup) -> Outcome<String> {
    let (url, listed) = (setup.url()?, setup.listed);
    Ok(format!("{url}/v1.0/deviceManagement/deviceConfigurations/{listed}/deviceStatuses"))
}
