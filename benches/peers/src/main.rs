//! A long listing of each library, one after the other against the same server. The argument is the file of the plot.

mod plot;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use futures_util::StreamExt;
use graph_benches::by_hand::{DeviceStatus, Page};
use graph_benches::loopback::runtime;
use graph_benches::measure::{Effort, measure};
use graph_benches::memory::TOKEN;
use graph_benches::server;
use graph_benches::setup::Setup;
use graph_benches::subject::{Outcome, Quantity, Run, Side, Subject};
use graph_benches::subjects::list;
use graph_rs_sdk::{GraphClient, GraphClientConfiguration};

use crate::plot::{Bar, plot};

const EFFORT: Effort = Effort { rounds: 9, sample: Duration::from_millis(100) };

/// The first one is the measure of the others.
const SUBJECT: Subject = Subject {
    name: "list",
    unit: "item",
    sides: &[
        Side { name: "graph-rs-sdk 3.0.1", prepare: sdk },
        Side { name: "serde, chrono, reqwest", prepare: list::derived },
        Side { name: "the same, tuned", prepare: list::tuned },
        Side { name: "graph-core, `stream`", prepare: list::stream },
        Side { name: "graph-core, `pages`", prepare: list::pages },
    ],
    figures: &[],
};

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [server::ARGUMENT] => Ok(server::serve()?),
        [file] => compare(file),
        _ => Err("the argument is the file of the plot".into()),
    }
}

/// Prints a table and writes the plot.
fn compare(file: &str) -> Outcome<()> {
    let sides = measure(&SUBJECT, &Setup::full(), EFFORT)?;
    let first = sides.first().ok_or("no side")?;
    println!("| 200,000 items | items per second | | CPU an item | |");
    println!("|:--|--:|--:|--:|--:|");
    let mut bars = Vec::new();
    for (side, rounds) in SUBJECT.sides.iter().zip(&sides) {
        let (rate, cpu) = (rounds.value(Quantity::Rate), rounds.value(Quantity::Cpu));
        let ratios = [Quantity::Rate, Quantity::Cpu].map(|quantity| rounds.ratio(first, quantity));
        println!("| {} | {rate:.0} | {:.2} | {cpu:.0} ns | {:.2} |", side.name, ratios[0], ratios[1]);
        bars.push(Bar { label: side.name.replace('`', ""), value: rate, is_ours: side.name.starts_with("graph-core") });
    }
    fs::write(file, plot("Items per second of a listing of 200,000", &bars))?;
    Ok(())
}

fn sdk(setup: &Setup) -> Outcome<Run> {
    let runtime = runtime()?;
    let configuration = GraphClientConfiguration::new().access_token(TOKEN).https_only(false);
    let mut client = GraphClient::from(configuration);
    client.use_test_endpoint(&format!("{}/v1.0", setup.url()?).parse()?);
    let listed = setup.listed.to_string();
    Ok(Box::new(move || {
        runtime.block_on(async {
            let request = client.device_management().device_configuration(&listed).list_device_statuses();
            let mut pages = request.paging().stream::<Page<DeviceStatus>>()?;
            let mut count = 0;
            while let Some(page) = pages.next().await {
                let page = page?.into_body().map_err(|error| format!("{error:?}"))?;
                for status in page.value {
                    black_box(status);
                    count += 1;
                }
            }
            Ok(count)
        })
    }))
}
