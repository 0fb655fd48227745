//! The Rust files of files and directories.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::terminal::output::Failure;

/// All `.rs` files, each once, in the order of their names. Build output, hidden directories and linked directories, which may
/// lead in a circle, are left out; what is named itself is taken whatever it is.
pub(super) fn files(places: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for place in places {
        let described = std::fs::metadata(place).map_err(|error| unreadable(place, &error))?;
        if described.is_dir() {
            directory(place, &mut found)?;
        } else {
            found.push(place.clone());
        }
    }
    if found.is_empty() {
        // A check of nothing would pass.
        let places: Vec<String> = places.iter().map(|place| format!("`{}`", place.display())).collect();
        let fact = format!("there is no Rust file in {}", places.join(", "));
        return Err(Failure::new(fact, "name Rust files, or directories of them: `src`"));
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(found)
}

fn directory(place: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error: io::Error| unreadable(place, &error);
    let entries = std::fs::read_dir(place).map_err(failed)?.collect::<io::Result<Vec<_>>>().map_err(failed)?;
    let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.path(), entry.file_type())).collect();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (path, kind) in entries {
        let kind = kind.map_err(failed)?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if kind.is_dir() && !name.starts_with('.') && !is_output(&path) {
            directory(&path, found)?;
        } else if is_rust && path.is_file() {
            // No pipe, which nobody may ever write to.
            found.push(path);
        }
    }
    Ok(())
}

/// What Cargo builds into says so itself.
fn is_output(path: &Path) -> bool {
    path.join("CACHEDIR.TAG").exists()
}

fn unreadable(place: &Path, error: &io::Error) -> Failure {
    let shown = place.display();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::new(format!("there is no `{shown}`"), "name Rust files, or directories of them: `src`")
        }
        _ => Failure::new(format!("`{shown}` can't be read: {error}"), "see that you may read it"),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn only_files_are_taken_and_circles_end() -> io::Result<()> {
        let place = std::env::temp_dir().join(format!("graph-entity-walk-{}", std::process::id()));
        fs::create_dir_all(place.join("inner"))?;
        fs::write(place.join("inner/a.rs"), "")?;
        assert!(Command::new("mkfifo").arg(place.join("pipe.rs")).status()?.success());
        symlink("inner/a.rs", place.join("linked.rs"))?;
        symlink("nowhere", place.join("broken.rs"))?;
        symlink(".", place.join("directory.rs"))?;
        symlink("..", place.join("inner/circle"))?;
        symlink("loop", place.join("inner/loop"))?;
        let found = files(std::slice::from_ref(&place)).map_err(|failure| io::Error::other(failure.to_string()));
        fs::remove_dir_all(&place)?;
        assert_eq!(found?, [place.join("inner/a.rs")], "each once");
        Ok(())
    }
}
