//! The emulator in a separate process, with its content on another port.

use graph_emulator::Emulator;
use graph_tests::server;
use graph_tests::soak::{Outcome, prepare};

pub(crate) fn serve(faults: &str, seed: u64) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let emulator = Emulator::builder().page_size(50).build()?;
    prepare(&emulator, seed);
    if faults == "none" {
        emulator.calm();
    }
    runtime.block_on(async {
        let (serving, files) = (emulator.serve().await?, emulator.serve().await?);
        emulator.content_origin(files.url());
        server::serve(serving.url()).await;
        Ok(())
    })
}
