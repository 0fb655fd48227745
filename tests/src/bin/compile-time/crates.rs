//! Crates that are written, built and timed.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The number of builds of each crate.
pub(crate) const ROUNDS: usize = 3;

/// Writes a crate with these lines of dependencies, beside `serde_json` and chrono.
pub(crate) fn write(folder: &Path, name: &str, dependencies: &str, source: &str) -> Result<PathBuf> {
    let krate = folder.join(name);
    fs::create_dir_all(krate.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         serde_json = \"1\"\nchrono = {{ version = \"0.4\", default-features = false, features = [\"serde\"] }}\n{dependencies}\n"
    );
    fs::write(krate.join("Cargo.toml"), manifest)?;
    fs::write(krate.join("src/lib.rs"), source)?;
    // The same versions as the workspace, so that nothing is resolved again.
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), krate.join("Cargo.lock"))?;
    Ok(krate)
}

/// The line that depends on this workspace's `graph-core`.
pub(crate) fn graph_core(feature: &str) -> Result<String> {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph-core").canonicalize()?;
    let path = core.display().to_string();
    Ok(format!("graph-core = {{ path = {path:?}, default-features = false, features = [\"{feature}\"] }}"))
}

/// Rebuilds the crate itself, and returns the time.
pub(crate) fn build(krate: &Path, arguments: &[&str]) -> Result<Duration> {
    let library = krate.join("src/lib.rs");
    fs::write(&library, fs::read(&library)?)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let start = Instant::now();
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(krate)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", krate.join("target"))
        .env_remove("RUSTFLAGS")
        .output()?;
    let elapsed = start.elapsed();
    if output.status.success() { Ok(elapsed) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

/// The median.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
