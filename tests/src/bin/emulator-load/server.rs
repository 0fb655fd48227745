//! The emulator in a separate process.

use std::env::current_exe;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use graph_emulator::Emulator;

use crate::Outcome;
use crate::load::USERS;
use crate::users::{METADATA, seed};

/// A running server. It ends with this value, or with the program.
pub(crate) struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts a server with users, in memory or with a data file.
    pub(crate) fn start(file: Option<&Path>) -> Outcome<Self> {
        let mut command = Command::new(current_exe()?);
        let mut process = command.arg("serve").args(file).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        if let Some(stdout) = &mut process.stdout {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        let address = url.trim().strip_prefix("http://").ok_or("the server did not start")?.to_owned();
        Ok(Self { process, address })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

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
    println!("{}", serving.url());
    let stopped = std::thread::spawn(|| io::copy(&mut io::stdin().lock(), &mut io::sink()));
    runtime.block_on(async {
        while !stopped.is_finished() {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    });
    Ok(())
}
