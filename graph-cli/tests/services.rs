//! The services in `services/`: the generated code compiles without warnings and matches the metadata, and `check` reports the errors
//! of the compiler.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use graph_cli::generate::{Generated, Options, Selection, Unions, generate};
use graph_csdl::Metadata;

fn services() -> Vec<(String, Metadata)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/services");
    let files = std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "csdl")).collect();
    files.sort();
    let read = |path: PathBuf| {
        let metadata = Metadata::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        (path.file_stem().unwrap().to_string_lossy().replace('_', "-"), metadata)
    };
    files.into_iter().map(read).collect()
}

/// The default options, or all of them.
fn options(name: &str, is_full: bool) -> Options {
    let mut options = Options::default();
    options.package.graph_core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph-core").canonicalize().unwrap();
    options.package.name = format!("{name}-{}", if is_full { "full" } else { "plain" });
    options.package.schema = Some("metadata.csdl".to_owned());
    if is_full {
        options.navigation = true;
        options.keep_unknown = true;
        options.unions = Unions::Extended;
        options.is_beta = true;
    }
    options
}

/// A Cargo workspace of generated packages, deleted on drop.
struct Workspace {
    directory: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    fn new(name: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        Self { directory, members: Vec::new() }
    }

    /// Writes a package, with each file's text changed by `edit`.
    fn add(&mut self, options: &Options, metadata: &Metadata, edit: impl Fn(String) -> String) -> PathBuf {
        let name = options.package.name.clone();
        let package = self.directory.join(&name);
        let Generated { files, .. } = generate(metadata, &Selection::All, options).unwrap();
        for file in files {
            let path = package.join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            // Cargo warns of a profile in a member.
            let text = file.text.split("\n[profile.dev]").next().unwrap().to_owned();
            std::fs::write(path, edit(text)).unwrap();
        }
        std::fs::write(package.join("metadata.csdl"), metadata.text()).unwrap();
        self.members.push(name);
        package
    }

    /// Checks all packages, and returns Cargo's short messages.
    fn check(&self) -> (bool, String) {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {:?}\n", self.members);
        std::fs::write(self.directory.join("Cargo.toml"), manifest).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::copy(root.join("Cargo.lock"), self.directory.join("Cargo.lock")).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["check", "--workspace", "--keep-going", "--offline", "--quiet", "--message-format", "short"]);
        // Shares the target directory, since most dependencies are the same.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let done = cargo.current_dir(&self.directory).env("CARGO_TARGET_DIR", target).output().unwrap();
        (done.status.success(), String::from_utf8(done.stderr).unwrap())
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// The exit status and output of `graph-entity check` for a package.
fn checked(package: &Path, version: &str) -> (Option<i32>, serde_json::Value) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_graph-entity"));
    program.args(["check", "--json", "--api-version", version, "--metadata"]);
    let done = program.arg(package.join("metadata.csdl")).arg(package.join("src")).output().unwrap();
    (done.status.code(), serde_json::from_slice(&done.stdout).unwrap())
}

#[test]
fn generated_code_compiles_and_matches_the_metadata() {
    let mut workspace = Workspace::new("services");
    let mut packages = Vec::new();
    for (name, metadata) in services() {
        for is_full in [false, true] {
            let package = workspace.add(&options(&name, is_full), &metadata, |text| text);
            packages.push((package, if is_full { "beta" } else { "v1.0" }));
        }
    }
    let (is_success, messages) = workspace.check();
    assert!(is_success && !messages.contains("warning"), "{messages}");
    for (package, version) in packages {
        let (status, json) = checked(&package, version);
        let errors = json["findings"].as_array().unwrap().iter().filter(|finding| finding["level"] == "error").count();
        assert_eq!((status, errors, &json["skipped"]), (Some(0), 0, &serde_json::json!(0)), "{json:#}");
    }
}

/// Mistakes in generated code: the service, the text, and its replacement.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("one-type", "pub id: Option<String>", "pub id: Option<i32>"),
    ("streams", "pub file: Binary", "pub file: i64"),
    ("streams", "pub pages: Vec<Binary>", "pub pages: Binary"),
    ("streams", "pub key: Binary", "pub key: String"),
    ("streams", "returns = Bytes", "returns = Option<String>"),
    ("streams", "returns = Vec<Binary>", "returns = Vec<bool>"),
    ("decimals", "pub gross: Option<Decimal>", "pub gross: Decimal"),
    ("decimals", "pub discount: Option<Decimal>", "pub discount: Option<f32>"),
    ("decimals", "pub rate: Decimal", "pub rate: Vec<Decimal>"),
    ("decimals", "returns = Vec<Decimal>", "returns = Decimal"),
    ("decimals", "returns = Option<Decimal>", "returns = Option<i64>"),
    ("key-paths", "#[graph(rename = \"Code\")]", "#[graph(rename = \"Cod\")]"),
    ("key-paths", "pub info: Option<Info>", "pub info: Option<Site>"),
    ("key-paths", "#[graph(key, rename = \"Year\")]", "#[graph(rename = \"Year\")]"),
    ("key-paths", "template = \"Board\"", "template = \"Bord\""),
    ("missing-types", "pub id: Option<String>", "pub id: Option<f64>"),
    ("namespaces", "pub address: Option<super::two::Address>", "pub address: Option<super::two::User>"),
    ("odd-names", "rename = \"__meta\"", "rename = \"_meta\""),
    ("odd-names", "pub set: Option<Flags<FlagSet>>", "pub set: Option<FlagSet>"),
    ("odd-names", "pub vec: Option<Vec<VecType>>", "pub vec: Option<Box<VecType>>"),
    ("odd-names", "Only = 0", "Only = 7"),
    ("travel", "pub duration: Option<Duration>", "pub duration: Option<i64>"),
    ("travel", "returns = Vec<Person>", "returns = Option<Person>"),
    ("travel", "returns = Option<Airport>", "returns = Option<Person>"),
];

/// The structs and enums in these lines of a text.
fn items(text: &str, lines: impl Iterator<Item = usize>) -> BTreeSet<String> {
    let all: Vec<&str> = text.lines().collect();
    let name = |line: usize| {
        let (before, after) = all.split_at(line.saturating_sub(1));
        let begin = before.iter().rposition(|line| line.is_empty()).map_or(0, |at| at + 1);
        let block = before[begin..].iter().chain(after.iter().take_while(|line| !line.is_empty()));
        let named =
            block.filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")));
        named.last().unwrap_or_default().trim_end_matches([' ', '{', '}', ';']).to_owned()
    };
    lines.map(name).collect()
}

#[test]
fn check_reports_the_errors_of_the_compiler() {
    let mut workspace = Workspace::new("mistakes");
    let mut packages = Vec::new();
    for (index, (service, text, other)) in MISTAKES.iter().enumerate() {
        let (_, metadata) = services().into_iter().find(|(name, _)| name == service).unwrap();
        let mut options = options(service, false);
        write!(options.package.name, "-{index}").unwrap();
        let package = workspace.add(&options, &metadata, |file| file.replacen(text, other, 1));
        packages.push((package, options.package.name, (text, other)));
    }
    let (_, messages) = workspace.check();
    for (package, name, mistake) in packages {
        let places = messages.lines().filter_map(|line| line.strip_prefix(&format!("{name}/"))?.split_once(": error"));
        let places: Vec<(&str, usize)> = places
            .filter_map(|(place, _)| {
                let mut parts = place.split(':');
                Some((parts.next()?, parts.next()?.parse().ok()?))
            })
            .collect();
        let (status, json) = checked(&package, "v1.0");
        let findings = json["findings"].as_array().unwrap();
        let errors = findings.iter().filter(|finding| finding["level"] == "error");
        let by_check: BTreeSet<String> =
            errors.filter_map(|finding| finding["item"].as_str().map(str::to_owned)).collect();
        let by_compiler: BTreeSet<String> = places
            .iter()
            .flat_map(|(file, line)| {
                let text = std::fs::read_to_string(package.join(file)).unwrap();
                items(&text, std::iter::once(*line))
            })
            .collect();
        assert!(!by_compiler.is_empty(), "{mistake:?} compiles: {messages}");
        assert_eq!((status, by_check), (Some(1), by_compiler), "{mistake:?}\n{json:#}\n{messages}");
    }
}
