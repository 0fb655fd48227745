//! The program of the generated types, which gets one object after another.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::compare::{Finding, compare};
use super::faults;
use super::json::Json;
use super::reasons::Reason;
use super::shapes::Shapes;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The result of an object.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The values that were removed because nothing could read them.
    pub(crate) removed: Vec<Finding>,
    /// Whether the rest was read.
    pub(crate) is_read: bool,
    pub(crate) found: Vec<Finding>,
}

/// The running program.
pub(crate) struct Program {
    path: PathBuf,
    running: Running,
}

struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// The program's response.
enum Answer {
    Object(Json),
    Error(String),
    Panic,
}

impl Program {
    pub(crate) fn start(path: &Path) -> Result<Self> {
        Ok(Self { path: path.to_owned(), running: Running::start(path)? })
    }

    /// Reads and writes an object, and compares. A value that is wrong by the metadata is removed only where it is the reason
    /// why the object can't be read.
    pub(crate) fn check<'m>(&mut self, shapes: Shapes<'m>, of: &'m str, object: &Json) -> Result<Outcome> {
        let mut object = object.clone();
        let mut outcome = Outcome::default();
        loop {
            let error = match self.ask(of, &object)? {
                Answer::Object(after) => {
                    outcome.is_read = true;
                    outcome.found = compare(shapes, of, &object, &after);
                    return Ok(outcome);
                }
                Answer::Error(error) => error,
                Answer::Panic => {
                    outcome.found.push(Finding::new(Reason::Panic, "", &object, None));
                    return Ok(outcome);
                }
            };
            let faults = match &object {
                Json::Object(entries) => faults::find(shapes, of, entries),
                _ => Vec::new(),
            };
            let Some(fault) = faults.into_iter().find(|fault| names(&error, &fault.place)) else {
                outcome.found.push(Finding { reason: Reason::NotRead, place: String::new(), detail: error });
                return Ok(outcome);
            };
            object.remove(&fault.steps);
            outcome.removed.push(Finding::new(fault.reason, &fault.place, &fault.value, None));
        }
    }

    /// A program that ends is restarted, and the run continues with the next object.
    fn ask(&mut self, of: &str, object: &Json) -> Result<Answer> {
        let Some(line) = self.running.ask(&format!("{of}\t{object}\n")) else {
            let _ = self.running.child.wait();
            self.running = Running::start(&self.path)?;
            return Ok(Answer::Panic);
        };
        Ok(match line.split_at_checked(1) {
            Some(("+", text)) => Answer::Object(Json::parse(text)?),
            Some(("-", error)) => Answer::Error(error.to_owned()),
            _ => Answer::Panic,
        })
    }

    /// Ends the program.
    pub(crate) fn finish(self) -> Result<()> {
        let Running { mut child, input, .. } = self.running;
        drop(input);
        child.wait()?;
        Ok(())
    }
}

/// Returns `true` if an error of the library is at this place.
fn names(error: &str, place: &str) -> bool {
    error.strip_prefix(place).is_some_and(|rest| rest.starts_with(": "))
}

impl Running {
    fn start(path: &Path) -> Result<Self> {
        let mut command = Command::new(path);
        // Panics are counted. Their messages may show a value.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the program has no pipes".into());
        };
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// The response to a line; `None` if the program ended.
    fn ask(&mut self, line: &str) -> Option<String> {
        self.input.write_all(line.as_bytes()).ok()?;
        let mut answer = String::new();
        self.output.read_line(&mut answer).ok()?;
        answer.strip_suffix('\n').map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_place_whole() {
        assert!(names("a[0].b: invalid type", "a[0].b"));
        assert!(!names("a[0].bc: invalid type", "a[0].b") && !names("a[0].b: x", "a[0]") && !names("missing", "a"));
    }
}
