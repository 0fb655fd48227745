//! The spinner of a slow step.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The delay of the spinner.
const DELAY: Duration = Duration::from_secs(1);

/// Runs a step, with a spinner on a terminal if it takes longer than a second.
pub(crate) fn during<T>(description: &str, step: impl FnOnce() -> T) -> T {
    let (done, is_done) = std::sync::mpsc::channel::<()>();
    let message = description.to_owned();
    let watch = console::user_attended_stderr().then(|| std::thread::spawn(move || watch(&message, &is_done)));
    let outcome = step();
    drop(done);
    // Clears the spinner before anything else is printed.
    if let Some(watch) = watch {
        let _ = watch.join();
    }
    outcome
}

fn watch(message: &str, is_done: &std::sync::mpsc::Receiver<()>) {
    use std::sync::mpsc::RecvTimeoutError::Timeout;
    if is_done.recv_timeout(DELAY) != Err(Timeout) {
        return;
    }
    let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_elapsed(DELAY);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        spinner.set_style(style);
    }
    spinner.set_message(message.to_owned());
    while is_done.recv_timeout(Duration::from_millis(100)) == Err(Timeout) {
        spinner.tick();
    }
    spinner.finish_and_clear();
}
