//! Search for Rust files.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::terminal::output::CommandError;

const HELP: &str = "choose Rust files, or directories of them: `src`";

/// All `.rs` files in these files and directories, each once, sorted by name. Skips build output, hidden directories and symbolic
/// links to directories, which may be cyclic. A path in `paths` itself is never skipped.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CommandError> {
    let mut found = Vec::new();
    for path in paths {
        let described = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if described.is_dir() {
            directory(path, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    if found.is_empty() {
        // Without files every check would succeed.
        let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        let message = format!("there is no Rust file in {}", paths.join(", "));
        return Err(CommandError::new(message, HELP));
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(found)
}

fn directory(root: &Path, found: &mut Vec<PathBuf>) -> Result<(), CommandError> {
    let failed = |error: io::Error| unreadable(root, &error);
    let entries = std::fs::read_dir(root).map_err(failed)?.collect::<io::Result<Vec<_>>>().map_err(failed)?;
    let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.path(), entry.file_type())).collect();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (path, kind) in entries {
        let kind = kind.map_err(failed)?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if kind.is_dir() && !name.starts_with('.') && !is_output(&path) {
            directory(&path, found)?;
        } else if is_rust && path.is_file() {
            // Not a pipe, which may never end.
            found.push(path);
        }
    }
    Ok(())
}

/// Whether this is a target directory of Cargo, which has a tag.
fn is_output(path: &Path) -> bool {
    path.join("CACHEDIR.TAG").exists()
}

fn unreadable(path: &Path, error: &io::Error) -> CommandError {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => CommandError::new(format!("there is no file or directory `{shown}`"), HELP),
        _ => CommandError::new(format!("cannot read `{shown}`: {error}"), "check the permissions"),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn pipes_and_cyclic_links_are_skipped() -> io::Result<()> {
        let root = std::env::temp_dir().join(format!("graph-entity-walk-{}", std::process::id()));
        fs::create_dir_all(root.join("inner"))?;
        fs::write(root.join("inner/a.rs"), "")?;
        assert!(Command::new("mkfifo").arg(root.join("pipe.rs")).status()?.success());
        symlink("inner/a.rs", root.join("linked.rs"))?;
        symlink("nowhere", root.join("broken.rs"))?;
        symlink(".", root.join("directory.rs"))?;
        symlink("..", root.join("inner/circle"))?;
        symlink("loop", root.join("inner/loop"))?;
        let found = files(std::slice::from_ref(&root)).map_err(|error| io::Error::other(error.to_string()));
        fs::remove_dir_all(&root)?;
        assert_eq!(found?, [root.join("inner/a.rs")], "each once");
        Ok(())
    }
}
