//! What the macro costs to compile, against serde's derive, side by side on this machine.
//!
//! It writes two crates of 300 structs of 10 properties to a temporary folder, builds each three times in turn for
//! `check`, debug and release, and prints medians and ratios. Both read and write every struct as JSON.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const STRUCTS: usize = 300;
const ROUNDS: usize = 3;

/// The properties of each struct: names and types as Graph's entities have them.
const PROPERTIES: [(&str, &str); 10] = [
    ("id", "Option<String>"),
    ("display_name", "Option<String>"),
    ("user_principal_name", "Option<String>"),
    ("description", "Option<String>"),
    ("platform", "Option<i32>"),
    ("is_enabled", "Option<bool>"),
    ("size_in_bytes", "Option<i64>"),
    ("tags", "Vec<String>"),
    ("created_date_time", "Option<chrono::DateTime<chrono::FixedOffset>>"),
    ("last_modified_date_time", "Option<chrono::DateTime<chrono::FixedOffset>>"),
];

/// How a crate's structs are annotated.
#[derive(Clone, Copy)]
enum Style {
    Derive,
    Macro,
}

/// What cargo is asked for, and how much of the derive's time the macro may take.
const MODES: [(&str, &[&str], f64); 3] =
    [("check", &["check"], 0.5), ("debug", &["build"], 0.5), ("release", &["build", "--release"], 0.6)];

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("graph-compile-time-{}", std::process::id()));
    let derive = write_crate(&folder, "derive", Style::Derive)?;
    let with_macro = write_crate(&folder, "macro", Style::Macro)?;
    println!("{STRUCTS} structs of {} properties, {ROUNDS} rounds, incremental off", PROPERTIES.len());
    println!("{:<8} {:>10} {:>10} {:>7} {:>7}", "", "derive", "macro", "ratio", "limit");
    let mut missed = Vec::new();
    for (name, arguments, limit) in MODES {
        let (mut of_derive, mut of_macro) = (Vec::new(), Vec::new());
        for krate in [&derive, &with_macro] {
            build(krate, arguments)?; // the dependencies
        }
        for _ in 0..ROUNDS {
            of_derive.push(build(&derive, arguments)?);
            of_macro.push(build(&with_macro, arguments)?);
        }
        let (derive, with_macro) = (median(of_derive), median(of_macro));
        let ratio = with_macro.as_secs_f64() / derive.as_secs_f64();
        println!(
            "{name:<8} {:>8.2} s {:>8.2} s {ratio:>7.2} {limit:>7.2}",
            derive.as_secs_f64(),
            with_macro.as_secs_f64()
        );
        if ratio > limit {
            missed.push(name);
        }
    }
    fs::remove_dir_all(&folder)?;
    if missed.is_empty() { Ok(()) } else { Err(format!("over the limit: {}", missed.join(", ")).into()) }
}

fn write_crate(folder: &Path, name: &str, style: Style) -> Result<PathBuf> {
    let krate = folder.join(name);
    fs::create_dir_all(krate.join("src"))?;
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph-core").canonicalize()?;
    let library = match style {
        Style::Derive => "serde = { version = \"1\", features = [\"derive\"] }".to_owned(),
        Style::Macro => format!(
            "graph-core = {{ path = {:?}, default-features = false, features = [\"macros\"] }}",
            core.display().to_string()
        ),
    };
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{library}\n\
         serde_json = \"1\"\nchrono = {{ version = \"0.4\", default-features = false, features = [\"serde\"] }}\n"
    );
    fs::write(krate.join("Cargo.toml"), manifest)?;
    fs::write(krate.join("src/lib.rs"), source(style))?;
    // The same versions as the workspace, so that nothing is resolved anew.
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), krate.join("Cargo.lock"))?;
    Ok(krate)
}

fn source(style: Style) -> String {
    let mut text = String::from("//! Structs.\n");
    for index in 0..STRUCTS {
        let attribute = match style {
            Style::Derive => "#[derive(serde::Serialize, serde::Deserialize)]".to_owned(),
            Style::Macro => format!("#[graph_core::graph_entity(path = \"groups/{{groupId}}/things{index}\")]"),
        };
        // Writing to a `String` can't fail.
        let _ = writeln!(text, "{attribute}\npub struct Thing{index} {{");
        for (name, ty) in PROPERTIES {
            let _ = writeln!(text, "    pub {name}: {ty},");
        }
        let _ = writeln!(
            text,
            "}}\npub fn read{index}(text: &str) -> serde_json::Result<Thing{index}> {{ serde_json::from_str(text) }}\n\
             pub fn write{index}(thing: &Thing{index}) -> serde_json::Result<String> {{ serde_json::to_string(thing) }}"
        );
    }
    text
}

/// Builds the crate itself anew, and gives the time that took.
fn build(krate: &Path, arguments: &[&str]) -> Result<Duration> {
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

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
