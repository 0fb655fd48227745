//! `graph-entity generate`.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use serde_json::{Value as Json, json};

use super::{MetadataFile, Verdict, show, show_json, warn};
use crate::failure::Failure;
use crate::generate::{Asked, File, Options, Package, Selection, Unions, generate};
use crate::output::{self, Done};
use crate::report::counted;
use crate::{file, progress};

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

    /// Where `graph-core` is, for the package of `--all`: a checkout, since it is not published.
    #[arg(long, value_name = "DIR", requires = "all")]
    graph_core: Option<PathBuf>,

    /// Print JSON for scripts: the files, and what was done with each.
    #[arg(long)]
    pub(super) json: bool,
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
  files: path, and with --out done (written, replaced, unchanged, kept), without it text. Where nothing is found: fact, help. Where a file can't be read or written: fact, help, note.

Exit status:
  0  written, or printed
  1  there is no such type, path or property
  2  wrong usage, or a file that can't be read or written";

impl Generate {
    pub(super) fn run(&self) -> Result<Verdict, Failure> {
        if self.all && self.out.is_none() && !self.json {
            let help = "name a directory by `--out graph-types`, or print JSON by `--json`";
            return Err(Failure::new("`--all` makes a package, which can't be printed as one text", help));
        }
        let metadata = file::read(self.metadata.path()?)?;
        let options = self.options()?;
        let made = progress::during("generating", || generate(&metadata, &self.selection(), &options));
        let files = match made {
            Ok(mut files) => {
                files.extend(self.all.then(|| File { path: SCHEMA.to_owned(), text: metadata.text().to_owned() }));
                files
            }
            Err(error) => {
                if self.json {
                    show_json(&json!({ "files": [], "fact": error.fact(), "help": error.edit() }))?;
                } else {
                    warn(&error.to_string());
                }
                return Ok(Verdict::No);
            }
        };
        match &self.out {
            Some(directory) => self.write(directory, &files)?,
            None if self.json => {
                let files: Vec<Json> =
                    files.iter().map(|file| json!({ "path": file.path, "text": file.text })).collect();
                show_json(&json!({ "files": files }))?;
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
        let mut package = Package { schema: Some(SCHEMA.to_owned()), ..Package::default() };
        if let Some(directory) = &self.graph_core {
            let there = directory.join("Cargo.toml").canonicalize();
            let manifest = there.map_err(|error| {
                let fact = format!("`{}` holds no package: {error}", directory.display());
                Failure::new(fact, "name the directory of `graph-core`, in which its Cargo.toml is")
            })?;
            let path = manifest.parent().unwrap_or(directory).display().to_string();
            package.graph_core = format!("path = {path:?}");
        }
        Ok(Options {
            fields: self.fields.as_ref().map(|names| names.iter().map(|name| name.trim().to_owned()).collect()),
            depth: self.depth.unwrap_or(default.depth),
            keep_unknown: self.keep_unknown,
            navigation: self.navigation,
            operations: !self.no_operations,
            unions: if self.unions { Unions::Extended } else { default.unions },
            package,
            ..default
        })
    }

    fn write(&self, directory: &Path, files: &[File]) -> Result<(), Failure> {
        let done = output::write(directory, files)?;
        if self.json {
            let files: Vec<Json> = done
                .iter()
                .map(|(path, done)| json!({ "path": path.display().to_string(), "done": done.word() }))
                .collect();
            return show_json(&json!({ "files": files }));
        }
        let line = |(path, done): &(PathBuf, Done)| format!("{:<10}{}", done.word(), path.display());
        let lines: Vec<String> = done.iter().map(line).collect();
        let count = counted(done.len(), "file");
        show(&format!("{}\n{count} in {}\n", lines.join("\n"), directory.display()))
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
