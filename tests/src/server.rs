//! A server in a process of its own: the same program, which serves until its standard input ends.

use std::env::current_exe;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server. It ends with this value, or with the program.
pub struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts this program with `serve` and these arguments. Its first line is the URL.
    ///
    /// # Errors
    /// The program can't be started, or its output can't be read.
    pub fn start<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> io::Result<Self> {
        let mut command = Command::new(current_exe()?);
        let mut process = command.arg("serve").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        if let Some(stdout) = &mut process.stdout {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        Ok(Self { process, url: url.trim().to_owned() })
    }

    #[must_use]
    pub fn url(&self) -> &str {
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

/// Prints the URL of this server, and waits until the standard input ends.
pub async fn serve(url: &str) {
    println!("{url}");
    let stopped = std::thread::spawn(|| io::copy(&mut io::stdin().lock(), &mut io::sink()));
    while !stopped.is_finished() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
