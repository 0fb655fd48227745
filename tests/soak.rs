//! Many operations at once against the emulator in a storm of faults: [`graph_tests::soak`]. `just soak` runs more of them, on loopback.

use graph_emulator::Emulator;
use graph_tests::soak::{Outcome, Report, Soak, prepare};

fn check(report: &Report) {
    println!("{report}");
    let Report { listings, rounds, files, performed, .. } = report;
    assert!(*listings > 1 && *rounds > 1 && *files >= 8 && *performed > 0, "too few operations: {report}");
}

#[tokio::test(flavor = "current_thread")]
async fn client_and_service_agree_after_a_storm() -> Outcome<()> {
    check(&Soak { operations: 600, seed: 1 }.in_memory().await?);
    Ok(())
}

#[tokio::test(flavor = "current_thread")]
async fn client_and_service_agree_after_a_storm_over_a_socket() -> Outcome<()> {
    let emulator = Emulator::builder().page_size(50).build()?;
    prepare(&emulator, 2);
    let (serving, files) = (emulator.serve().await?, emulator.serve().await?);
    emulator.content_origin(files.url());
    check(&Soak { operations: 400, seed: 2 }.over(serving.url(), || {}).await?);
    Ok(())
}

#[tokio::test(flavor = "current_thread")]
async fn a_run_in_memory_is_repeated_by_its_seed() -> Outcome<()> {
    let soak = Soak { operations: 200, seed: 3 };
    assert_eq!(soak.in_memory().await?, soak.in_memory().await?);
    Ok(())
}
