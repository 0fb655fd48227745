//! Runs the subjects. `README.md` of this crate lists the arguments.

mod callgrind;
mod memory_use;
mod table;

use std::hint::black_box;

use graph_benches::setup::Setup;
use graph_benches::subject::{Outcome, Run};
use graph_benches::{server, subjects};

const USAGE: &str =
    "arguments: table [SUBJECT…] | once | run SUBJECT SIDE TIMES | instructions [SUBJECT…] | memory SIDE ITEMS";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["table", chosen @ ..] => table::print(chosen),
        ["figures", subject] => table::print_figures(subject),
        ["once"] => table::try_all(),
        ["memory", side, items] => memory_use::list(side, items),
        ["run", subject, side, times] => {
            let setup = Setup::small();
            let mut run = (subjects::named(subject)?.side(side)?.prepare)(&setup)?;
            execute(&mut run)?;
            let mut units = 0;
            for _ in 0..times.parse()? {
                units += counted(&mut run)?;
            }
            println!("{units}");
            Ok(())
        }
        [server::ARGUMENT] => Ok(server::serve()?),
        ["instructions", chosen @ ..] => callgrind::print(chosen),
        _ => Err(USAGE.into()),
    }
}

/// Callgrind counts the instructions in this function only. The first run is not counted: it fills caches.
#[inline(never)]
fn counted(run: &mut Run) -> Outcome<usize> {
    execute(run)
}

fn execute(run: &mut Run) -> Outcome<usize> {
    black_box(run())
}
