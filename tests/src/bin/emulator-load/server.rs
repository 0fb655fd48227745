//! The emulator in a separate process.

use graph_emulator::Emulator;
use graph_tests::server;

use crate::Outcome;
use crate::load::USERS;
use crate::users::{METADATA, seed};

/// Prints the URL and serves until the standard input ends, in the runtime of `graph-entity emulate`.
pub(crate) fn serve(file: Option<&str>) -> Outcome<()> {
    let mut builder = Emulator::builder().metadata(METADATA);
    if let Some(file) = file {
        builder = builder.data_file(file);
    }
    let emulator = builder.build()?;
    seed(&emulator, USERS);
    emulator.save()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let serving = runtime.block_on(emulator.serve())?;
    runtime.block_on(server::serve(serving.url()));
    Ok(())
}
