//! `graph-entity generate`.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use graph_codegen::ApiVersion;
use serde_json::{Value as Json, json};

use super::files::{self, Done};
use super::layout::generate;
use super::options::{File, Generated, Options, Package, Unions};
use super::selection::{Asked, Selection};
use crate::metadata::file::{self, MetadataFile};
use crate::terminal::output::{Failure, Verdict, counted, show, show_json, warn};
use crate::terminal::progress;

/// The metadata within the package of everything.
const SCHEMA: &str = "metadata.csdl";

/// The arguments.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["types", "paths", "all"]))]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(crate) struct Generate {
    #[command(flatten)]
    metadata: MetadataFile,

    /// A type, with what it refers to: `user`, `microsoft.graph.security.alert`. Any number of times.
    #[arg(long = "type", value_name = "TYPE", id = "types", conflicts_with = "all")]
    types: Vec<String>,

    /// What stands at a path, with this path: `users/{userId}/messages`, or an operation: `me/sendMail`. Any number of times.
    #[arg(long = "path", value_name = "PATH", id = "paths", conflicts_with = "all")]
    paths: Vec<String>,

    /// Everything, as a package with a module for each namespace.
    #[arg(long, conflicts_with_all = ["fields", "depth"])]
    all: bool,

    /// Of the types that are asked for these properties alone, and the key.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    fields: Option<Vec<String>>,

    /// How far away a type is still written: 0 for what was asked for alone. Values of types that are further away are kept
    /// as JSON.
    #[arg(long, value_name = "N")]
    depth: Option<usize>,

    /// Let each struct keep the properties that it does not declare. Open types do in any case.
    #[arg(long)]
    keep_unknown: bool,

    /// Write navigation properties as fields, which are expanded by each request. `--fields` may name single ones.
    #[arg(long)]
    navigation: bool,

    /// Leave out actions and functions.
    #[arg(long)]
    no_operations: bool,

    /// Hold a union wherever a property's type is extended, and not only where it is abstract.
    #[arg(long)]
    unions: bool,

    /// Write files into this directory, which is made if need be. Without it the text is printed.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The directory of `graph-core` in a checkout, for the package of `--all`: it is not published. Without it the checkout
    /// that this program was built from.
    #[arg(long, value_name = "DIR", requires = "all")]
    graph_core: Option<PathBuf>,

    /// The name of the package of `--all`.
    #[arg(long, value_name = "NAME", requires = "all", default_value = "graph-types", value_parser = package_name)]
    name: String,

    /// The version that the metadata is of. Without it the one in the file's name: `beta.csdl`.
    #[arg(long, value_name = "VERSION", value_parser = file::api_version())]
    api_version: Option<ApiVersion>,

    /// Print JSON for scripts: the files, and what was done with each.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shown behind the options.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity generate --metadata v1.0.csdl --type user --fields displayName,mail
  graph-entity generate --path 'users/{userId}/messages' --depth 1 --out src/graph
  graph-entity generate --type user --type group --no-operations --out src/graph
  graph-entity generate --all --out graph-types --graph-core ../graph-entity/graph-core

What is written:
  One file for what is asked for; or a module for each namespace, and mod.rs. Each replaces the file that was generated before, with all that was edited in it: to keep that, remove the file's first line. A Rust file without this line is never overwritten, an edited Cargo.toml stays, and no file is deleted. Files are written beside and renamed: none is ever half written.
  The package of --all has the metadata beside it, and is checked against it whenever it is built.

JSON:
  files: path, and with --out done (written, replaced, unchanged, kept), without it text; warnings: texts. Where nothing is found: fact, help. Where a file can't be read or written: fact, help, note.

Exit status:
  0  written, or printed
  1  there is no such type, path or property
  2  wrong usage, or a file that can't be read or written";

impl Generate {
    pub(crate) fn run(&self) -> Result<Verdict, Failure> {
        if self.all && self.out.is_none() && !self.json {
            let help = "name a directory by `--out graph-types`, or print JSON by `--json`";
            return Err(Failure::new("`--all` makes a package, which can't be printed as one text", help));
        }
        let metadata = file::read(self.metadata.path()?)?;
        let options = self.options()?;
        let made = progress::during("generating", || generate(&metadata, &self.selection(), &options));
        let Generated { files, warnings } = match made {
            Ok(mut made) => {
                made.files.extend(self.all.then(|| File { path: SCHEMA.to_owned(), text: metadata.text().to_owned() }));
                made
            }
            Err(error) => {
                if self.json {
                    let failed = json!({ "files": [], "warnings": [], "fact": error.fact(), "help": error.edit() });
                    show_json(&failed)?;
                } else {
                    warn(&error.to_string());
                }
                return Ok(Verdict::No);
            }
        };
        for fact in warnings.iter().filter(|_| !self.json) {
            warn(&format!("warning: {fact}"));
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
        Ok(Verdict::Yes)
    }

    fn selection(&self) -> Selection {
        if self.all {
            return Selection::All;
        }
        let types = self.types.iter().cloned().map(Asked::Type);
        Selection::These(types.chain(self.paths.iter().cloned().map(Asked::Path)).collect())
    }

    fn options(&self) -> Result<Options, Failure> {
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

    fn write(&self, directory: &Path, files: &[File], warnings: &[String]) -> Result<(), Failure> {
        let done = files::write(directory, files)?;
        if self.json {
            let files: Vec<Json> = done
                .iter()
                .map(|(path, done)| json!({ "path": path.display().to_string(), "done": done.word() }))
                .collect();
            return show_json(&json!({ "files": files, "warnings": warnings }));
        }
        let line = |(path, done): &(PathBuf, Done)| format!("{:<10}{}", done.word(), path.display());
        let lines: Vec<String> = done.iter().map(line).collect();
        let count = counted(done.len(), "file");
        show(&format!("{}\n{count} in {}\n", lines.join("\n"), directory.display()))
    }
}

/// The directory of `graph-core`: the one that is named, or that of the checkout in which this program was built. A version
/// would be looked up in the registry, where another crate has the name.
fn graph_core(named: Option<&Path>) -> Result<PathBuf, Failure> {
    const HELP: &str = "name the directory of `graph-core` in a checkout: `--graph-core ../graph-entity/graph-core`";
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("graph-core");
    let directory = named.unwrap_or(&built);
    let manifest = directory.join("Cargo.toml");
    let there = manifest.canonicalize().and_then(|manifest| Ok((std::fs::read_to_string(&manifest)?, manifest)));
    match there {
        Ok((text, manifest)) if text.lines().any(|line| line.trim() == "name = \"graph-core\"") => {
            Ok(manifest.parent().unwrap_or(directory).to_owned())
        }
        Ok(_) => Err(Failure::new(format!("`{}` is another package", directory.display()), HELP)),
        Err(_) if named.is_none() => {
            Err(Failure::new("the package of `--all` needs `graph-core`, which is not published", HELP))
        }
        Err(error) => Err(Failure::new(format!("`{}` holds no package: {error}", directory.display()), HELP)),
    }
}

/// A name that Cargo takes for a package.
fn package_name(text: &str) -> Result<String, String> {
    let is_sound = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    if is_sound {
        Ok(text.to_owned())
    } else {
        Err("expected letters, digits, `-` and `_`, and no digit first".to_owned())
    }
}

/// One text; where there are several files, each behind a line with its path.
fn printed(files: &[File]) -> String {
    match files {
        [only] => only.text.clone(),
        several => {
            let text = |file: &File| format!("// {}\n\n{}", file.path, file.text);
            several.iter().map(text).collect::<Vec<_>>().join("\n")
        }
    }
}
