//! The macro against `#[derive(Serialize, Deserialize)]`: two crates of 300 structs of 10 properties, built in turn for `check`, debug and
//! release. Both read and write every struct as JSON.

use std::fmt::Write as _;
use std::path::Path;

use super::crates::{ROUNDS, Result, build, graph_core, median, write};

const STRUCTS: usize = 300;

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

/// The annotation of a crate's structs.
#[derive(Clone, Copy)]
enum Style {
    Derive,
    Macro,
}

/// A name, the arguments of cargo, and the budget: the part of the derive's time that the macro may take.
const MODES: [(&str, &[&str], f64); 3] =
    [("check", &["check"], 0.5), ("debug", &["build"], 0.5), ("release", &["build", "--release"], 0.6)];

/// Prints medians and ratios.
pub(crate) fn measure(folder: &Path) -> Result<()> {
    let serde = "serde = { version = \"1\", features = [\"derive\"] }";
    let derive = write(folder, "derive", serde, &source(Style::Derive, STRUCTS))?;
    let with_macro = write(folder, "macro", &graph_core("macros")?, &source(Style::Macro, STRUCTS))?;
    println!("{STRUCTS} structs of {} properties, {ROUNDS} rounds, incremental off", PROPERTIES.len());
    println!("{:<8} {:>10} {:>10} {:>7} {:>7}", "", "derive", "macro", "ratio", "budget");
    let mut missed = Vec::new();
    for (name, arguments, budget) in MODES {
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
            "{name:<8} {:>8.2} s {:>8.2} s {ratio:>7.2} {budget:>7.2}",
            derive.as_secs_f64(),
            with_macro.as_secs_f64()
        );
        if ratio > budget {
            missed.push(name);
        }
    }
    match missed.as_slice() {
        [] => println!("within the budget"),
        missed => println!("over the budget: {}", missed.join(", ")),
    }
    Ok(())
}

/// Prints the time of `cargo check` for each struct, which a linear macro keeps.
pub(crate) fn measure_growth(folder: &Path) -> Result<()> {
    println!("cargo check, {} properties a struct, {ROUNDS} rounds, incremental off", PROPERTIES.len());
    for structs in [STRUCTS, 600, 2000] {
        let krate = write(folder, &format!("macro-{structs}"), &graph_core("macros")?, &source(Style::Macro, structs))?;
        build(&krate, &["check"])?; // the dependencies
        let times: Result<Vec<_>> = (0..ROUNDS).map(|_| build(&krate, &["check"])).collect();
        let seconds = median(times?).as_secs_f64();
        let parts = u32::try_from(structs).map_or(f64::INFINITY, f64::from);
        println!("{structs:>5} structs {seconds:>8.2} s {:>8.2} ms a struct", seconds * 1000.0 / parts);
    }
    Ok(())
}

fn source(style: Style, structs: usize) -> String {
    let mut text = String::from("//! Structs.\n");
    for index in 0..structs {
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
