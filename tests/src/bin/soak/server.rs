//! The emulator in a separate process, with its content on another port.

use std::env::current_exe;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use graph_emulator::Emulator;
use graph_tests::soak::{Outcome, prepare};

/// A running server. It ends with this value, or with the program.
pub(crate) struct Server {
    process: Child,
    url: String,
}

impl Server {
    pub(crate) fn start(faults: &str, seed: u64) -> io::Result<Self> {
        let mut process = Command::new(current_exe()?)
            .args(["serve", faults, &seed.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(stdout) = &mut process.stdout {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        Ok(Self { process, url: url.trim().to_owned() })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Prints the URL and serves until the standard input ends.
pub(crate) fn serve(faults: &str, seed: u64) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let emulator = Emulator::builder().page_size(50).build()?;
    prepare(&emulator, seed);
    if faults == "none" {
        emulator.calm();
    }
    let (serving, _files) = runtime.block_on(async {
        let (serving, files) = (emulator.serve().await?, emulator.serve().await?);
        emulator.content_origin(files.url());
        io::Result::Ok((serving, files))
    })?;
    println!("{}", serving.url());
    let stopped = std::thread::spawn(|| io::copy(&mut io::stdin().lock(), &mut io::sink()));
    runtime.block_on(async {
        while !stopped.is_finished() {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    });
    Ok(())
}
