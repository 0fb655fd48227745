//! Writing of generated files: atomically, and never over a handwritten file.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::layout::MARK;
use super::options::File;
use crate::terminal::output::CommandError;

/// The outcome of writing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileStatus {
    /// The file is new.
    Written,
    /// The generated file had another text.
    Replaced,
    /// The file had the same text.
    Unchanged,
    /// The file has another text and was kept: the user may edit a `Cargo.toml`.
    Kept,
}

impl FileStatus {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Replaced => "replaced",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
        }
    }
}

/// Writes files to a directory, which is created if necessary. Nothing is written if a file would be overwritten wrongly.
pub(crate) fn write(directory: &Path, files: &[File]) -> Result<Vec<(PathBuf, FileStatus)>, CommandError> {
    let mut planned = Vec::new();
    for file in files {
        let path = directory.join(&file.path);
        let status = plan(&path, &file.text)?;
        planned.push((path, file, status));
    }
    for (path, file, _) in
        planned.iter().filter(|(_, _, status)| matches!(status, FileStatus::Written | FileStatus::Replaced))
    {
        replace(path, &file.text).map_err(|error| unwritable(path, &error))?;
    }
    Ok(planned.into_iter().map(|(path, _, status)| (path, status)).collect())
}

fn plan(path: &Path, text: &str) -> Result<FileStatus, CommandError> {
    let existing = match fs::read_to_string(path) {
        Ok(existing) => existing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileStatus::Written),
        Err(error) => return Err(unwritable(path, &error)),
    };
    if existing == text {
        return Ok(FileStatus::Unchanged);
    }
    match path.extension().and_then(OsStr::to_str) {
        Some("rs") => {}
        // The metadata is not edited by hand.
        Some("csdl") => return Ok(FileStatus::Replaced),
        _ => return Ok(FileStatus::Kept),
    }
    if existing.trim().is_empty() || existing.lines().next().is_some_and(|first| first.contains(MARK)) {
        return Ok(FileStatus::Replaced);
    }
    let message = format!("`{}` was not generated, and is not overwritten", path.display());
    let help = "move it away, or choose another directory by `--out`";
    Err(CommandError::new(message, help).note(format!("a generated file has `{MARK}` in its first line")))
}

/// Writes a temporary file and renames it: a reader sees the old text or the new one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = directory.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_through(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_through(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn unwritable(path: &Path, error: &io::Error) -> CommandError {
    let message = format!("cannot write `{}`: {error}", path.display());
    CommandError::new(message, "choose a writable directory by `--out`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// A temporary directory, deleted on drop.
    struct Directory(PathBuf);

    impl Directory {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("graph-entity-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Directory {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn files_are_written_once() {
        let directory = Directory::new("written");
        let first =
            [file("src/lib.rs", "//! written by `graph-entity generate`.\n"), file("Cargo.toml", "[package]\n")];
        let status = |files: &[File]| -> Vec<FileStatus> {
            write(&directory.0, files)
                .map(|written| written.into_iter().map(|(_, status)| status).collect())
                .unwrap_or_default()
        };
        assert_eq!(status(&first), [FileStatus::Written, FileStatus::Written]);
        assert_eq!(status(&first), [FileStatus::Unchanged, FileStatus::Unchanged]);
        let second =
            [file("src/lib.rs", "//! written by `graph-entity generate`.\nmod a;\n"), file("Cargo.toml", "[x]\n")];
        assert_eq!(status(&second), [FileStatus::Replaced, FileStatus::Kept]);
        assert_eq!(fs::read_to_string(directory.0.join("Cargo.toml")).unwrap_or_default(), "[package]\n");
        let names: Vec<_> = fs::read_dir(&directory.0).into_iter().flatten().flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 2, "no temporary file is left: {names:?}");
    }

    #[test]
    fn a_handwritten_file_is_not_overwritten() {
        let directory = Directory::new("foreign");
        assert!(fs::create_dir_all(&directory.0).is_ok());
        assert!(fs::write(directory.0.join("user.rs"), "struct Mine;\n").is_ok());
        let outcome = write(&directory.0, &[file("a.rs", "//! new\n"), file("user.rs", "//! new\n")]);
        assert!(outcome.is_err_and(|error| error.to_string().contains("was not generated")));
        assert!(!directory.0.join("a.rs").exists());
        assert_eq!(fs::read_to_string(directory.0.join("user.rs")).unwrap_or_default(), "struct Mine;\n");
    }
}
