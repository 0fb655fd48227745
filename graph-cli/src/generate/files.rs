//! Writing generated files: each whole or not at all, and none over a file that somebody wrote.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::options::File;
use crate::terminal::output::Failure;

/// What the first line of a generated Rust file says.
const MARK: &str = "written by `graph-entity generate`";

/// What was done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// It was not there.
    Written,
    /// It had another text, of the generator's or with what somebody changed in it.
    Replaced,
    /// It had this text already.
    Unchanged,
    /// It is there, and not of Rust: a `Cargo.toml` belongs to who edits it.
    Kept,
}

impl Done {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Replaced => "replaced",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
        }
    }
}

/// Writes the files below a directory, which is made if need be. All of them are looked at before the first is written.
pub(crate) fn write(directory: &Path, files: &[File]) -> Result<Vec<(PathBuf, Done)>, Failure> {
    let mut planned = Vec::new();
    for file in files {
        let path = directory.join(&file.path);
        let done = plan(&path, &file.text)?;
        planned.push((path, file, done));
    }
    for (path, file, _) in planned.iter().filter(|(_, _, done)| matches!(done, Done::Written | Done::Replaced)) {
        replace(path, &file.text).map_err(|error| unwritable(path, &error))?;
    }
    Ok(planned.into_iter().map(|(path, _, done)| (path, done)).collect())
}

fn plan(path: &Path, text: &str) -> Result<Done, Failure> {
    let there = match fs::read_to_string(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Done::Written),
        Err(error) => return Err(unwritable(path, &error)),
    };
    if there == text {
        return Ok(Done::Unchanged);
    }
    match path.extension().and_then(OsStr::to_str) {
        Some("rs") => {}
        // The metadata that the others are of: nobody writes in it.
        Some("csdl") => return Ok(Done::Replaced),
        _ => return Ok(Done::Kept),
    }
    if there.trim().is_empty() || there.lines().next().is_some_and(|first| first.contains(MARK)) {
        return Ok(Done::Replaced);
    }
    let fact = format!("`{}` was not generated, and is not overwritten", path.display());
    let help = "move it away, or choose another directory by `--out`";
    Err(Failure::new(fact, help).note(format!("a generated file has `{MARK}` in its first line")))
}

/// Writes beside the file and renames: a reader sees the old text or the new one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = directory.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_through(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left over is ours; that it can't be removed is no news beside the first failure.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_through(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let fact = format!("`{}` can't be written: {error}", path.display());
    Failure::new(fact, "choose a directory that you may write to by `--out`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// A directory of its own that is gone behind the test.
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
    fn files_are_written_once_and_then_unchanged() {
        let directory = Directory::new("written");
        let first =
            [file("src/lib.rs", "//! written by `graph-entity generate`.\n"), file("Cargo.toml", "[package]\n")];
        let done = |files: &[File]| -> Vec<Done> {
            write(&directory.0, files).map(|done| done.into_iter().map(|(_, done)| done).collect()).unwrap_or_default()
        };
        assert_eq!(done(&first), [Done::Written, Done::Written]);
        assert_eq!(done(&first), [Done::Unchanged, Done::Unchanged]);
        let second =
            [file("src/lib.rs", "//! written by `graph-entity generate`.\nmod a;\n"), file("Cargo.toml", "[x]\n")];
        assert_eq!(done(&second), [Done::Replaced, Done::Kept]);
        assert_eq!(fs::read_to_string(directory.0.join("Cargo.toml")).unwrap_or_default(), "[package]\n");
        let names: Vec<_> = fs::read_dir(&directory.0).into_iter().flatten().flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 2, "nothing is left beside them: {names:?}");
    }

    #[test]
    fn a_file_that_somebody_wrote_stays_and_nothing_is_written() {
        let directory = Directory::new("foreign");
        assert!(fs::create_dir_all(&directory.0).is_ok());
        assert!(fs::write(directory.0.join("user.rs"), "struct Mine;\n").is_ok());
        let outcome = write(&directory.0, &[file("a.rs", "//! new\n"), file("user.rs", "//! new\n")]);
        assert!(outcome.is_err_and(|failure| failure.to_string().contains("was not generated")));
        assert!(!directory.0.join("a.rs").exists());
        assert_eq!(fs::read_to_string(directory.0.join("user.rs")).unwrap_or_default(), "struct Mine;\n");
    }
}
