//! Prints the allocations of each subject, or of the one that is named.

use std::alloc::System;

use graph_benches::setup::Setup;
use graph_benches::subject::Outcome;
use graph_benches::{server, subjects};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Outcome<()> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names == [server::ARGUMENT] {
        return Ok(server::serve()?);
    }
    println!("| subject | side | allocations | reallocations | bytes |");
    println!("|:--|:--|--:|--:|--:|");
    for subject in subjects::chosen(&names)? {
        for side in subject.sides {
            let setup = Setup::small();
            let mut run = (side.prepare)(&setup)?;
            run()?;
            let region = Region::new(ALLOCATOR);
            let units = run()?;
            let change = region.change();
            let per_unit = |count: usize| -> Outcome<f64> {
                Ok(f64::from(u32::try_from(count)?) / f64::from(u32::try_from(units)?))
            };
            println!(
                "| {} | {} | {:.2} per {} | {:.2} | {:.0} |",
                subject.name,
                side.name,
                per_unit(change.allocations)?,
                subject.unit,
                per_unit(change.reallocations)?,
                per_unit(change.bytes_allocated)?,
            );
        }
    }
    Ok(())
}
