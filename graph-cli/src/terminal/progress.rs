//! What is shown while a step takes its time.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A step that is done sooner shows nothing.
const SOON: Duration = Duration::from_secs(1);

/// Does a step. If it takes longer than a second and the standard error is a terminal, a spinner says what is being done.
pub(crate) fn during<T>(what: &str, step: impl FnOnce() -> T) -> T {
    let (done, is_done) = std::sync::mpsc::channel::<()>();
    let message = what.to_owned();
    let watch = console::user_attended_stderr().then(|| std::thread::spawn(move || watch(&message, &is_done)));
    let outcome = step();
    drop(done);
    // The spinner is gone before anything else is written.
    if let Some(watch) = watch {
        let _ = watch.join();
    }
    outcome
}

fn watch(message: &str, is_done: &std::sync::mpsc::Receiver<()>) {
    use std::sync::mpsc::RecvTimeoutError::Timeout;
    if is_done.recv_timeout(SOON) != Err(Timeout) {
        return;
    }
    let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_elapsed(SOON);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        spinner.set_style(style);
    }
    spinner.set_message(message.to_owned());
    while is_done.recv_timeout(Duration::from_millis(100)) == Err(Timeout) {
        spinner.tick();
    }
    spinner.finish_and_clear();
}
