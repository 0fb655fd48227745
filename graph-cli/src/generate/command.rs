//! `graph-entity generate`.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use graph_codegen::ApiVersion;
use serde_json::{Value as Json, json};

use super::files::{self, FileStatus};
use super::layout::generate;
use super::options::{File, Generated, Options, Package, Unions};
use super::selection::{Selection, Selector};
use crate::metadata::file::{self, MetadataFile};
use crate::terminal::output::{CommandError, ExitStatus, counted, show, show_json, warn};
use crate::terminal::progress;

/// The metadata file in the package of `--all`.
const SCHEMA: &str = "metadata.csdl";

/// Arguments of `graph-entity generate`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["types", "paths", "all"]))]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct Generate {
    #[command(flatten)]
    metadata: MetadataFile,

    /// A type with the types that it refers to: `user`, `microsoft.graph.security.alert` (repeatable)
    #[arg(long = "type", value_name = "TYPE", id = "types", conflicts_with = "all")]
    types: Vec<String>,

    /// The type at a path, with this path as its endpoint: `users/{userId}/messages`; or an operation: `me/sendMail` (repeatable)
    #[arg(long = "path", value_name = "PATH", id = "paths", conflicts_with = "all")]
    paths: Vec<String>,

    /// The whole service, as a package with a module for each namespace
    #[arg(long, conflicts_with_all = ["fields", "depth"])]
    all: bool,

    /// Only these properties of the selected types, and the key
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    fields: Option<Vec<String>>,

    /// The maximal distance of a type from the selected ones (0: only those). Values of more distant types are kept as JSON
    #[arg(long, value_name = "N")]
    depth: Option<usize>,

    /// Let each struct keep undeclared properties. Structs of open types always do
    #[arg(long)]
    keep_unknown: bool,

    /// Generate fields for navigation properties, which each request expands. `--fields` may select single ones
    #[arg(long)]
    navigation: bool,

    /// Omit actions and functions
    #[arg(long)]
    no_operations: bool,

    /// Use unions for all types with derived types, and not only for abstract ones
    #[arg(long)]
    unions: bool,

    /// Write files to this directory, which is created if necessary [default: print the text]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The directory of `graph-core` in a checkout, for the package of `--all`: it is not published [default: the checkout that
    /// this program was built from]
    #[arg(long, value_name = "DIR", requires = "all")]
    graph_core: Option<PathBuf>,

    /// The name of the package of `--all`
    #[arg(long, value_name = "NAME", requires = "all", default_value = "graph-types", value_parser = package_name)]
    name: String,

    /// The version of the metadata [default: by the file's name, such as `beta.csdl`]
    #[arg(long, value_name = "VERSION", value_parser = file::api_version())]
    api_version: Option<ApiVersion>,

    /// Print JSON for scripts instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// The end of `graph-entity generate --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity generate --metadata v1.0.csdl --type user --fields mail
  graph-entity generate --path 'users/{id}/messages' --out src/graph
  graph-entity generate --type user --type group --no-operations --out src/graph
  graph-entity generate --all --out graph-types

Files:
  One file for the selected types; or a module for each namespace, and mod.rs. A file replaces the one that was generated before, with all edits: to keep these, remove the file's first line. A Rust file without this line is never overwritten, an edited Cargo.toml is kept, and no file is deleted. Files are replaced atomically.
  The package of --all contains the metadata, and is checked against it at each build.

JSON:
  files: path, with --out status (written, replaced, unchanged, kept), else text; warnings (texts). If a name is unknown: message, help. If the command cannot run: message, help, note.

Exit status:
  0  success
  1  unknown type, path or property
  2  wrong usage, or a file that cannot be read or written";

impl Generate {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        if self.all && self.out.is_none() && !self.json {
            let help = "choose a directory by `--out graph-types`, or print JSON by `--json`";
            return Err(CommandError::new("`--all` generates a package, which cannot be printed as one text", help));
        }
        let metadata = file::read(self.metadata.path()?)?;
        let options = self.options()?;
        let generated = progress::during("generating", || generate(&metadata, &self.selection(), &options));
        let Generated { files, warnings } = match generated {
            Ok(mut generated) => {
                generated
                    .files
                    .extend(self.all.then(|| File { path: SCHEMA.to_owned(), text: metadata.text().to_owned() }));
                generated
            }
            Err(error) => {
                if self.json {
                    let failed =
                        json!({ "files": [], "warnings": [], "message": error.message(), "help": error.help() });
                    show_json(&failed)?;
                } else {
                    warn(&error.to_string());
                }
                return Ok(ExitStatus::Failure);
            }
        };
        for warning in warnings.iter().filter(|_| !self.json) {
            warn(&format!("warning: {warning}"));
        }
        match &self.out {
            Some(directory) => self.write(directory, &files, &warnings)?,
            None if self.json => {
                let files: Vec<Json> =
                    files.iter().map(|file| json!({ "path": file.path, "text": file.text })).collect();
                show_json(&json!({ "files": files, "warnings": warnings }))?;
            }
            None => show(&printed(&files))?,
        }
        Ok(ExitStatus::Success)
    }

    fn selection(&self) -> Selection {
        if self.all {
            return Selection::All;
        }
        let types = self.types.iter().cloned().map(Selector::Type);
        Selection::These(types.chain(self.paths.iter().cloned().map(Selector::Path)).collect())
    }

    fn options(&self) -> Result<Options, CommandError> {
        let default = Options::default();
        let version = self.api_version.map_or_else(|| self.metadata.path().map(file::version_of), Ok)?;
        let mut package = Package { name: self.name.clone(), schema: Some(SCHEMA.to_owned()), ..Package::default() };
        if self.all {
            package.graph_core = graph_core(self.graph_core.as_deref())?;
        }
        Ok(Options {
            fields: self.fields.as_ref().map(|names| names.iter().map(|name| name.trim().to_owned()).collect()),
            depth: self.depth.unwrap_or(default.depth),
            keep_unknown: self.keep_unknown,
            navigation: self.navigation,
            operations: !self.no_operations,
            is_beta: version == ApiVersion::Beta,
            unions: if self.unions { Unions::Extended } else { default.unions },
            package,
            ..default
        })
    }

    fn write(&self, directory: &Path, files: &[File], warnings: &[String]) -> Result<(), CommandError> {
        let written = files::write(directory, files)?;
        if self.json {
            let files: Vec<Json> = written
                .iter()
                .map(|(path, status)| json!({ "path": path.display().to_string(), "status": status.as_str() }))
                .collect();
            return show_json(&json!({ "files": files, "warnings": warnings }));
        }
        let line = |(path, status): &(PathBuf, FileStatus)| format!("{:<10}{}", status.as_str(), path.display());
        let lines: Vec<String> = written.iter().map(line).collect();
        let count = counted(written.len(), "file");
        show(&format!("{}\n{count} in {}\n", lines.join("\n"), directory.display()))
    }
}

/// The directory of `graph-core`: the given one, or that of the checkout that this program was built from. A version would mean
/// another crate of this name in the registry.
fn graph_core(given: Option<&Path>) -> Result<PathBuf, CommandError> {
    const HELP: &str = "pass the directory of `graph-core` in a checkout: `--graph-core ../graph-entity/graph-core`";
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("graph-core");
    let directory = given.unwrap_or(&built);
    let manifest = directory.join("Cargo.toml");
    let read = manifest.canonicalize().and_then(|manifest| Ok((std::fs::read_to_string(&manifest)?, manifest)));
    match read {
        Ok((text, manifest)) if text.lines().any(|line| line.trim() == "name = \"graph-core\"") => {
            Ok(manifest.parent().unwrap_or(directory).to_owned())
        }
        Ok(_) => Err(CommandError::new(format!("`{}` is another package", directory.display()), HELP)),
        Err(_) if given.is_none() => {
            Err(CommandError::new("the package of `--all` needs `graph-core`, which is not published", HELP))
        }
        Err(error) => {
            Err(CommandError::new(format!("`{}` does not contain a package: {error}", directory.display()), HELP))
        }
    }
}

/// Parses a valid package name.
fn package_name(text: &str) -> Result<String, String> {
    let is_valid = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    if is_valid {
        Ok(text.to_owned())
    } else {
        Err("expected letters, digits, `-` and `_`, not starting with a digit".to_owned())
    }
}

/// The files as one text. Several files have a line with their path.
fn printed(files: &[File]) -> String {
    match files {
        [only] => only.text.clone(),
        several => {
            let text = |file: &File| format!("// {}\n\n{}", file.path, file.text);
            several.iter().map(text).collect::<Vec<_>>().join("\n")
        }
    }
}
