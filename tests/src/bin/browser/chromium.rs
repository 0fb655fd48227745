//! A page in headless Chromium, by the [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/) over pipes.

use std::env::{temp_dir, var};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{fs, process};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use crate::Outcome;

/// The options of a browser that calls nobody else.
const OPTIONS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,820",
    "--remote-debugging-pipe",
];
/// The protocol's descriptors are 3 and 4, which a shell can set.
const START: &str = r#"exec "$0" "$@" 3<&0 4>&1 >/dev/null 2>&1"#;
/// The time in which a page must have changed.
const PATIENCE: Duration = Duration::from_secs(20);

/// One page.
pub(crate) struct Chromium {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    profile: PathBuf,
    session: Option<String>,
    calls: u64,
}

impl Chromium {
    pub(crate) fn open(url: &str) -> Outcome<Self> {
        let profile = temp_dir().join(format!("graph-emulator-browser-{}", process::id()));
        let program = var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
        let mut command = Command::new("sh");
        command.args(["-c", START, &program]).args(OPTIONS).arg(format!("--user-data-dir={}", profile.display()));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (child.stdin.take().ok_or("no input")?, child.stdout.take().ok_or("no output")?);
        let mut page = Self { child, input, output: BufReader::new(output), profile, session: None, calls: 0 };
        let target = page.call("Target.createTarget", &json!({ "url": url }))?;
        let attached = json!({ "targetId": target.get("targetId"), "flatten": true });
        let session = page.call("Target.attachToTarget", &attached)?;
        page.session = session.get("sessionId").and_then(Json::as_str).map(str::to_owned);
        Ok(page)
    }

    /// Runs JavaScript, and returns its value.
    pub(crate) fn run(&mut self, script: &str) -> Outcome<Json> {
        let result = self.call("Runtime.evaluate", &json!({ "expression": script, "returnByValue": true }))?;
        match result.get("exceptionDetails") {
            Some(exception) => Err(format!("{script}: {exception}").into()),
            None => Ok(result.pointer("/result/value").cloned().unwrap_or_default()),
        }
    }

    /// Waits until JavaScript is true.
    pub(crate) fn wait(&mut self, what: &str, condition: &str) -> Outcome<()> {
        let begin = Instant::now();
        // An element that is not there yet is an exception.
        while !self.run(condition).is_ok_and(|value| value == true) {
            if begin.elapsed() > PATIENCE {
                let text = self.run("document.body.innerText")?;
                return Err(
                    format!("the page lacks {what} ({condition}):\n{}", text.as_str().unwrap_or_default()).into()
                );
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    pub(crate) fn prefer_dark(&mut self) -> Outcome<()> {
        let features = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
        self.call("Emulation.setEmulatedMedia", &json!({ "features": features })).map(drop)
    }

    /// The page as PNG.
    pub(crate) fn screenshot(&mut self) -> Outcome<Vec<u8>> {
        let shot = self.call("Page.captureScreenshot", &json!({ "format": "png" }))?;
        Ok(STANDARD.decode(shot.get("data").and_then(Json::as_str).ok_or("no screenshot")?)?)
    }

    pub(crate) fn close(mut self) -> Outcome<()> {
        self.session = None;
        self.call("Browser.close", &json!({}))?;
        self.child.wait()?;
        Ok(())
    }

    fn call(&mut self, method: &str, parameters: &Json) -> Outcome<Json> {
        self.calls += 1;
        let mut call = json!({ "id": self.calls, "method": method, "params": parameters });
        if let (Some(session), Some(call)) = (&self.session, call.as_object_mut()) {
            call.insert("sessionId".to_owned(), session.as_str().into());
        }
        self.input.write_all(format!("{call}\0").as_bytes())?;
        loop {
            let mut message = Vec::new();
            self.output.read_until(0, &mut message)?;
            if message.pop().is_none() {
                return Err("Chromium ended; is it installed? `CHROMIUM` names another program".into());
            }
            let mut message: Json = serde_json::from_slice(&message)?;
            if message.get("id").and_then(Json::as_u64) == Some(self.calls) {
                return match message.get("error") {
                    Some(error) => Err(format!("{method}: {error}").into()),
                    None => Ok(message.get_mut("result").map(Json::take).unwrap_or_default()),
                };
            }
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It has ended, or the test has failed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}
