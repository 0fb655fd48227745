//! The data file: a log of records, a line each with its checksum. Only this module of the crate reads and writes files.
//!
//! ```json
//! {"crc32":"5f1c02a7","record":{"format":2,"clock":7}}
//! ```
//! A thread appends the lines and synchronizes the file; the lines of requests at the same time share a write. A log that has doubled is
//! replaced by the whole state, as is the file of a former process: a second file is written and renamed.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use serde_json::Value as Json;
use tokio::sync::oneshot;

/// The parts of a line around its checksum and its record.
const BEFORE_CHECKSUM: &str = r#"{"crc32":""#;
const BEFORE_RECORD: &str = r#"","record":"#;
const AFTER_RECORD: &str = "}\n";

/// A log is not replaced before so many bytes were appended.
const LEAST_APPENDED: usize = 1024 * 1024;

/// A data file that can't be read or written, or has other content.
///
/// # Example
/// ```
/// # use graph_emulator::Emulator;
/// let error = Emulator::builder().data_file("no/such/folder/data.json").build().unwrap_err();
/// assert_eq!(error.to_string(), "the data file `no/such/folder/data.json` can't be written");
/// ```
#[derive(Debug, Clone)]
pub struct DataError {
    path: PathBuf,
    fact: String,
    source: Option<Arc<io::Error>>,
}

impl DataError {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the data file `{}` {}", self.path.display(), self.fact)
    }
}

impl std::error::Error for DataError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Records to write: those of changes, or of the whole state.
#[derive(Debug, PartialEq)]
pub(crate) struct Records {
    pub(crate) is_whole: bool,
    pub(crate) records: Vec<Json>,
}

/// Called when a record is in the file, or can't be.
type Saved = Box<dyn FnOnce(Result<(), DataError>) + Send>;

/// A file that is written by one emulator.
pub(crate) struct DataFile {
    path: PathBuf,
    queue: Arc<Queue>,
    writer: Option<JoinHandle<()>>,
    /// Locked while this value lives; the system unlocks it with the process. It is a second file, since the data is a new file
    /// after it was replaced, and it is never removed: a removed file could be locked twice.
    lock: File,
}

impl DataFile {
    /// Locks the file for this emulator alone; the file need not exist.
    ///
    /// # Errors
    /// Another emulator has the file, in this process or elsewhere, or nothing can be written there.
    pub(crate) fn open(path: &Path) -> Result<Self, DataError> {
        let failed = |what, error| failed(path, what, error);
        if path.is_dir() {
            return Err(failed("read", io::ErrorKind::IsADirectory.into()));
        }
        let lock = File::create(beside(path, ".lock")).map_err(|error| failed("written", error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let fact = "is in use by another emulator: give each a file of its own".to_owned();
                return Err(DataError { path: path.to_owned(), fact, source: None });
            }
            Err(TryLockError::Error(error)) => return Err(failed("locked", error)),
        }
        let queue = Arc::new(Queue::default());
        let writer = Writer { path: path.to_owned(), length: 0, failure: None };
        let thread = thread::Builder::new().name("data file".to_owned());
        let writer = thread.spawn({
            let queue = Arc::clone(&queue);
            move || writer.run(&queue)
        });
        let writer = writer.map_err(|error| failed("written", error))?;
        Ok(Self { path: path.to_owned(), queue, writer: Some(writer), lock })
    }

    /// Reads the file, if it exists: a document, or records one after the other. An incomplete last line is left out: its request
    /// was not answered.
    ///
    /// # Errors
    /// The file can't be read, a line is damaged, or `document` or `record` fails.
    pub(crate) fn load(
        &self,
        document: impl FnOnce(&Json) -> Result<(), String>,
        mut record: impl FnMut(&Json) -> Result<(), String>,
    ) -> Result<(), DataError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(&self.path, "read", error)),
        };
        if !bytes.starts_with(BEFORE_CHECKSUM.as_bytes()) {
            let state = serde_json::from_slice(&bytes);
            let state = state.map_err(|error| self.broken(format!("it is not JSON: {error}")))?;
            return document(&state).map_err(|fact| self.broken(fact));
        }
        let mut offset = 0;
        for (line, text) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            if line > 1 && !text.ends_with(b"\n") {
                break;
            }
            let read = record_of(text).and_then(|found| record(&found));
            read.map_err(|fact| self.broken(format!("line {line}, at byte {offset}: {fact}")))?;
            offset += text.len();
        }
        Ok(())
    }

    /// Writes changes. `take` returns their records, if there are some, or those of the whole state if it is asked for them.
    ///
    /// # Errors
    /// The file can't be written. The next call then writes the whole state.
    pub(crate) fn save(&self, take: impl FnOnce(bool) -> Option<Records>) -> Result<(), DataError> {
        let (sender, receiver) = mpsc::channel();
        self.enqueue(take, Box::new(move |outcome| drop(sender.send(outcome))));
        receiver.recv().unwrap_or_else(|_| Err(self.unwritten()))
    }

    /// As [`save`](Self::save), without blocking the thread. The records are taken before it returns.
    pub(crate) fn saving(
        &self,
        take: impl FnOnce(bool) -> Option<Records>,
    ) -> impl Future<Output = Result<(), DataError>> + Send {
        let (sender, receiver) = oneshot::channel();
        self.enqueue(take, Box::new(move |outcome| drop(sender.send(outcome))));
        async move { receiver.await.unwrap_or_else(|_| Err(self.unwritten())) }
    }

    fn enqueue(&self, take: impl FnOnce(bool) -> Option<Records>, saved: Saved) {
        let mut pending = self.queue.lock();
        let is_long = pending.appended > pending.replaced.max(LEAST_APPENDED);
        if let Some(Records { is_whole, records }) = take(pending.needs_whole || is_long) {
            let text: String = records.iter().map(line_of).collect();
            if is_whole {
                (pending.replaced, pending.appended) = (text.len(), 0);
                (pending.text, pending.is_whole, pending.needs_whole) = (text, true, false);
            } else {
                pending.appended += text.len();
                pending.text.push_str(&text);
            }
        }
        pending.waiting.push(saved);
        drop(pending);
        self.queue.changed.notify_one();
    }

    /// The error of a writer that has ended.
    fn unwritten(&self) -> DataError {
        failed(&self.path, "written", io::ErrorKind::BrokenPipe.into())
    }

    /// The file has other content.
    fn broken(&self, fact: impl fmt::Display) -> DataError {
        let fact = format!("can't be used, and is left as it is: {fact}");
        DataError { path: self.path.clone(), fact, source: None }
    }
}

impl Drop for DataFile {
    /// Waits until all is written.
    fn drop(&mut self) {
        self.queue.lock().is_closed = true;
        self.queue.changed.notify_one();
        if let Some(writer) = self.writer.take() {
            // A panic of the writer was reported to those who waited for it.
            let _ = writer.join();
        }
        // A process that another thread is starting has the file, too, and would keep the lock. Closing the file unlocks it otherwise.
        let _ = self.lock.unlock();
    }
}

/// What is to be written.
#[derive(Default)]
struct Queue {
    pending: Mutex<Pending>,
    changed: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next group; `None` at the end.
    fn next(&self) -> Option<Pending> {
        let is_idle = |pending: &mut Pending| pending.waiting.is_empty() && !pending.is_closed;
        let pending = self.changed.wait_while(self.lock(), is_idle);
        let mut pending = pending.unwrap_or_else(PoisonError::into_inner);
        if pending.waiting.is_empty() {
            return None;
        }
        let (text, waiting) = (mem::take(&mut pending.text), mem::take(&mut pending.waiting));
        Some(Pending { text, waiting, is_whole: mem::take(&mut pending.is_whole), ..Pending::default() })
    }
}

#[derive(Default)]
struct Pending {
    text: String,
    /// The text is the whole state, and what was appended since.
    is_whole: bool,
    waiting: Vec<Saved>,
    /// The length of the last whole state, and of what was appended since.
    replaced: usize,
    appended: usize,
    /// The file lacks changes, since a write failed.
    needs_whole: bool,
    is_closed: bool,
}

/// The only writer of the file.
struct Writer {
    path: PathBuf,
    length: u64,
    /// The file lacks changes until it is replaced.
    failure: Option<DataError>,
}

impl Writer {
    fn run(mut self, queue: &Queue) {
        while let Some(Pending { text, is_whole, waiting, .. }) = queue.next() {
            let outcome = self.write(&text, is_whole);
            if outcome.is_err() {
                queue.lock().needs_whole = true;
            }
            for saved in waiting {
                saved(outcome.clone());
            }
        }
    }

    fn write(&mut self, text: &str, is_whole: bool) -> Result<(), DataError> {
        let written = match self.failure.take().filter(|_| !is_whole) {
            Some(failure) => Err(failure),
            None if is_whole => self.replace(text.as_bytes()).map_err(|error| failed(&self.path, "written", error)),
            None if text.is_empty() => Ok(()),
            None => self.append(text.as_bytes()).map_err(|error| failed(&self.path, "written", error)),
        };
        self.failure = written.as_ref().err().cloned();
        written
    }

    /// Opens the file again: it may have been removed or replaced.
    fn append(&mut self, text: &[u8]) -> io::Result<()> {
        let mut file = File::options().append(true).open(&self.path)?;
        if file.metadata()?.len() != self.length {
            return Err(io::Error::other("another program has changed it"));
        }
        file.write_all(text)?;
        file.sync_data()?;
        self.length += text.len() as u64;
        Ok(())
    }

    /// Writes a second file and renames it: the old state is there or the new one, whenever the process or the machine stops.
    fn replace(&mut self, text: &[u8]) -> io::Result<()> {
        let beside = beside(&self.path, ".tmp");
        let written = write(&beside, text).and_then(|()| fs::rename(&beside, &self.path));
        if written.is_err() {
            // The first error is the one to report.
            let _ = fs::remove_file(&beside);
        }
        written?;
        self.length = text.len() as u64;
        sync_folder(&self.path)
    }
}

fn line_of(record: &Json) -> String {
    let record = record.to_string();
    let checksum = crc32fast::hash(record.as_bytes());
    format!("{BEFORE_CHECKSUM}{checksum:08x}{BEFORE_RECORD}{record}{AFTER_RECORD}")
}

fn record_of(line: &[u8]) -> Result<Json, String> {
    let rest = line.strip_prefix(BEFORE_CHECKSUM.as_bytes());
    let (checksum, rest) = rest.and_then(|rest| rest.split_at_checked(8)).ok_or("it has no checksum")?;
    let record = rest.strip_prefix(BEFORE_RECORD.as_bytes()).ok_or("it has no record")?;
    let record = record.strip_suffix(AFTER_RECORD.as_bytes()).ok_or("it has no end")?;
    if format!("{:08x}", crc32fast::hash(record)).as_bytes() != checksum {
        return Err("its checksum is not that of its record".to_owned());
    }
    serde_json::from_slice(record).map_err(|error| format!("its record is not JSON: {error}"))
}

fn failed(path: &Path, what: &str, error: io::Error) -> DataError {
    DataError { path: path.to_owned(), fact: format!("can't be {what}"), source: Some(Arc::new(error)) }
}

/// One name, so that a file left by a kill is overwritten.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// A rename changes the folder, which is synchronized by itself.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder can't be opened, and the system keeps the order of writes.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
