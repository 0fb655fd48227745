//! The crate of the generated types: its files, and the program that is built from them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use graph_cli::generate::{self, File, Options, Selection, Selector, Unions};
use graph_csdl::Metadata;
use graph_csdl::names::lower_camel;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The program reads lines of a type's name, a tab and an object, and writes one line for each.
const PROGRAM: &str = include_str!("program.rs.in");

/// A generated item that reads objects of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    /// `microsoft.graph.user`.
    of: String,
    /// `types::graph::AnyUser`.
    path: String,
    is_union: bool,
}

/// Generates these types and the types that they refer to, and builds the program that reads and writes them.
pub(crate) fn build(metadata: &Metadata, types: &[&str], keep_unknown: bool) -> Result<PathBuf> {
    let asked = types.iter().map(|name| Selector::Type((*name).to_owned())).collect();
    let mut options = Options::default();
    options.keep_unknown = keep_unknown;
    options.navigation = true;
    options.operations = false;
    // Properties that only the service writes are not sent, but they are compared here.
    options.read_only = false;
    options.unions = Unions::Extended;
    let files = generate::generate(metadata, &Selection::These(asked), &options)?.files;
    let name = if keep_unknown { "keep-unknown" } else { "declared" };
    // The target directory, from `<target>/release/roundtrip`.
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("this program is in no target directory")?;
    let folder = target.join("roundtrip");
    let krate = folder.join(name);
    write_crate(&krate, name, &files, types)?;
    compile(&krate, &folder.join("target"), name)
}

fn write_crate(krate: &Path, name: &str, files: &[File], types: &[&str]) -> Result<()> {
    fs::create_dir_all(krate.join("src/types"))?;
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let core = workspace.join("graph-core").display().to_string();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         graph-core = {{ path = {core:?}, default-features = false, features = [\"macros\", \"decimal\"] }}\nserde_json = \"1\"\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n"
    );
    write_changed(&krate.join("Cargo.toml"), &manifest)?;
    if !krate.join("Cargo.lock").exists() {
        // The same versions as the workspace, so that nothing is resolved again.
        fs::copy(workspace.join("Cargo.lock"), krate.join("Cargo.lock"))?;
    }
    for file in files {
        write_changed(&krate.join("src/types").join(&file.path), &file.text)?;
    }
    if !files.iter().any(|file| file.path == "mod.rs") {
        let modules = files.iter().filter_map(|file| file.path.strip_suffix(".rs"));
        let text = modules.flat_map(|module| ["pub mod ", module, ";\n"]).collect::<String>();
        write_changed(&krate.join("src/types/mod.rs"), &text)?;
    }
    let lines: usize = files.iter().map(|file| file.text.lines().count()).sum();
    println!("{lines} lines of generated types in {}", krate.display());
    write_changed(&krate.join("src/main.rs"), &program(files, types)?)
}

/// The program's text, with an entry for each type.
fn program(files: &[File], types: &[&str]) -> Result<String> {
    let items: Vec<Item> = files.iter().flat_map(items).collect();
    let mut table = String::new();
    for name in types {
        let own = || items.iter().filter(|item| item.of == *name);
        // A type that others extend is read by its union.
        let item = own().find(|item| item.is_union).or_else(|| own().next());
        let Some(item) = item else { return Err(format!("no item was generated for `{name}`").into()) };
        // Writing to a `String` can't fail.
        let _ = writeln!(table, "    (<{0} as Value>::TYPE, again::<{0}>),", item.path);
    }
    Ok(PROGRAM.replace("    // each type\n", &table))
}

/// The structs and unions of a file, with their types.
fn items(file: &File) -> Vec<Item> {
    let module = file.path.trim_end_matches(".rs");
    let mut items = Vec::new();
    let mut attribute: Option<String> = None;
    for line in file.text.lines() {
        if ["#[graph_entity", "#[graph_complex", "#[graph_union"].iter().any(|start| line.starts_with(start)) {
            attribute = Some(String::new());
        }
        let Some(text) = attribute.as_mut() else { continue };
        let item = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
        let Some(item) = item else {
            text.push_str(line);
            continue;
        };
        let name = item.trim_end_matches(['{', '}', ' ']);
        let named = text.split_once("odata_type = \"").and_then(|(_, rest)| rest.split_once('"'));
        let of = named.map_or_else(|| named_after(name), |(of, _)| of.to_owned());
        items.push(Item { of, path: format!("types::{module}::{name}"), is_union: text.starts_with("#[graph_union") });
        attribute = None;
    }
    items
}

/// `DriveItem` → `microsoft.graph.driveItem`, as the attributes derive it from an item's name.
fn named_after(item: &str) -> String {
    format!("microsoft.graph.{}", lower_camel(item))
}

/// An unchanged file keeps its modification time, so that nothing is rebuilt.
fn write_changed(file: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(file).is_ok_and(|known| known == text) {
        return Ok(());
    }
    Ok(fs::write(file, text)?)
}

fn compile(krate: &Path, target: &Path, name: &str) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let start = Instant::now();
    let output = Command::new(cargo)
        .arg("build")
        .current_dir(krate)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the generated types can't be built:\n{errors}").into());
    }
    println!("built in {:.1} s", start.elapsed().as_secs_f64());
    Ok(target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_their_attributes() {
        let text = "/// A.\n#[graph_entity(\n    path = \"a\",\n    odata_type = \"microsoft.graph.a.b\"\n)]\n\
                    #[derive(Debug)]\npub struct B {\n    pub x: i32,\n}\n\n#[graph_complex]\npub struct DriveItem {}\n\n\
                    #[graph_union(odata_type = \"microsoft.graph.driveItem\")]\npub enum AnyDriveItem {\n}\n\n\
                    #[graph_enum]\npub enum Colour {\n}\n";
        let file = File { path: "graph.rs".to_owned(), text: text.to_owned() };
        let found: Vec<_> = items(&file).into_iter().map(|item| (item.of, item.path, item.is_union)).collect();
        let item = |of: &str, path: &str, is_union| (of.to_owned(), path.to_owned(), is_union);
        assert_eq!(
            found,
            [
                item("microsoft.graph.a.b", "types::graph::B", false),
                item("microsoft.graph.driveItem", "types::graph::DriveItem", false),
                item("microsoft.graph.driveItem", "types::graph::AnyDriveItem", true),
            ]
        );
        let text = program(&[file], &["microsoft.graph.driveItem"]).unwrap_or_default();
        assert!(
            text.contains("    (<types::graph::AnyDriveItem as Value>::TYPE, again::<types::graph::AnyDriveItem>),\n")
        );
    }
}
