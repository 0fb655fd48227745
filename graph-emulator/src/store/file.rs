//! The data file. Only this module of the crate reads and writes files.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use serde_json::Value as Json;

/// A data file that can't be read or written, or has other content.
///
/// # Example
/// ```
/// # use graph_emulator::Emulator;
/// let error = Emulator::builder().data_file("no/such/folder/data.json").build().unwrap_err();
/// assert_eq!(error.to_string(), "the data file `no/such/folder/data.json` can't be written");
/// ```
#[derive(Debug)]
pub struct DataError {
    path: PathBuf,
    fact: String,
    source: Option<io::Error>,
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
        self.source.as_ref().map(|source| source as _)
    }
}

/// A file that is written as a whole, and by one emulator.
pub(crate) struct DataFile {
    path: PathBuf,
    /// Locked while this value lives; the system unlocks it with the process. It is a second file, since the data is a new file
    /// after each write, and it is never removed: a removed file could be locked twice.
    _lock: File,
    /// The number of requests to write.
    requested: AtomicU64,
    /// The last request that is written. The lock prevents an older state from being written after a newer one.
    written: Mutex<u64>,
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
        Ok(Self { path: path.to_owned(), _lock: lock, requested: AtomicU64::new(0), written: Mutex::new(0) })
    }

    /// The content of the file; `None` if it does not exist.
    pub(crate) fn load(&self) -> Result<Option<Json>, DataError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&self.path, "read", error)),
        };
        serde_json::from_str(&text).map(Some).map_err(|error| self.broken(format!("it is not JSON: {error}")))
    }

    /// Writes the state, unless it was written since this call.
    pub(crate) fn save(&self, snapshot: impl Fn() -> Json) -> Result<(), DataError> {
        let own = self.requested.fetch_add(1, Ordering::SeqCst) + 1;
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if *written >= own {
            return Ok(());
        }
        let all = self.requested.load(Ordering::SeqCst);
        self.replace(&snapshot()).map_err(|error| failed(&self.path, "written", error))?;
        *written = all;
        Ok(())
    }

    /// The file has other content.
    pub(crate) fn broken(&self, fact: impl fmt::Display) -> DataError {
        let fact = format!("can't be used, and is left as it is: {fact}");
        DataError { path: self.path.clone(), fact, source: None }
    }

    /// Writes a second file and renames it: readers see the old state or the new one, whenever the process or the machine
    /// stops.
    fn replace(&self, state: &Json) -> io::Result<()> {
        let beside = beside(&self.path, ".tmp");
        let written = write(&beside, state).and_then(|()| fs::rename(&beside, &self.path));
        if written.is_err() {
            // The first error is the one to report.
            let _ = fs::remove_file(&beside);
        }
        written?;
        sync_folder(&self.path)
    }
}

fn failed(path: &Path, what: &str, error: io::Error) -> DataError {
    DataError { path: path.to_owned(), fact: format!("can't be {what}"), source: Some(error) }
}

/// One name, so that a file left by a kill is overwritten.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

fn write(path: &Path, state: &Json) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(format!("{state:#}\n").as_bytes())?;
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
