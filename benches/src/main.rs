//! Runs the subjects. `README.md` of this crate lists the arguments.

mod callgrind;

use std::hint::black_box;

use graph_benches::setup::Setup;
use graph_benches::subject::{Outcome, Run};
use graph_benches::{server, subjects};

/// The number of items of a listing whose instructions are counted: ten pages.
const LISTED: usize = 9_990;

const USAGE: &str = "arguments: run SUBJECT SIDE TIMES | instructions [SUBJECT]";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", subject, side, times] => {
            let setup = Setup::listing(LISTED);
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
