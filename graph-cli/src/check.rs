//! `graph-entity check`.

mod type_check;
mod findings;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use graph_codegen::{ApiVersion, MetadataSource};

use crate::metadata::file::{self, MetadataFile};
use crate::source::{self, Item, Level, Sources};
use crate::terminal::output::{Failure, Verdict, counted, show, show_json, warn};
use crate::terminal::style::Look;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    metadata: MetadataFile,

    /// The version that the metadata is of. Items of another version are passed over. Without it the one in the file's name:
    /// `beta.csdl`.
    #[arg(long, value_name = "VERSION", value_parser = file::api_version())]
    api_version: Option<ApiVersion>,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(crate) json: bool,

    /// Rust files, or directories of them.
    #[arg(value_name = "SRC", required = true)]
    sources: Vec<PathBuf>,
}

/// Shown behind the options.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity check src
  graph-entity check --metadata v1.0.csdl src
  graph-entity check --metadata beta.csdl src/beta.rs
  graph-entity check src --json | jq -r '.findings[] | \"\\(.file):\\(.line) \\(.fact)\"'

What is checked:
  Each item under #[graph_entity], #[graph_complex], #[graph_enum], #[graph_union], #[graph_action] or #[graph_function]: the rules of the attribute, with the messages that the compiler shows. Then, against the metadata: its type, properties, members, parameters and paths exist; key, navigation and read-only properties are marked; well-known Rust types can hold the values. What is deprecated is a warning.
  The sources need not compile. Without --metadata the file counts that the item names by `schema = \"…\"`, or the Cargo.toml of its crate, as for the compiler at each build.
  `schema = false` on an item, and `#[graph(unchecked)]` on a field or variant, leave it out.

JSON:
  files, items, passedOver (numbers); findings: level (error, warning), file, line, column, item, type, fact, help, note; unread: file, line, column, fact, help.
  Where nothing could be read: fact, help, note.

Exit status:
  0  no error
  1  errors
  2  wrong usage, or something that can't be read";

impl Check {
    pub(crate) fn run(&self) -> Result<Verdict, Failure> {
        let (sources, passed_over) = self.sources()?;
        let findings = findings::findings(&sources);
        let errors = findings.iter().filter(|finding| finding.diagnostic.level == Level::Error).count();
        if self.json {
            show_json(&report::findings_as_json(&findings, &sources, passed_over))?;
        } else {
            show(&report::findings(&findings, Look::of_output()))?;
            source::report::mention(&sources);
            let passed_over = match passed_over {
                0 => String::new(),
                some => format!("; {} of another version passed over", counted(some, "item")),
            };
            let is_unchecked = |item: &&Item| item.metadata.is_none() && !item.is_unchecked;
            let unchecked = match sources.items.iter().filter(is_unchecked).count() {
                some if some > 0 && errors == 0 => {
                    format!("\n{} not checked against metadata: name it by --metadata", counted(some, "item"))
                }
                _ => String::new(),
            };
            warn(&format!(
                "{} in {}: {}, {}{passed_over}{unchecked}",
                counted(sources.items.len(), "annotated item"),
                counted(sources.files, "file"),
                counted(errors, "error"),
                counted(findings.len() - errors, "warning"),
            ));
        }
        Ok(Verdict::of(errors == 0, sources.unread.is_empty()))
    }

    /// The sources, and how many items of another version they have. Without `--metadata` each item is checked against the file that
    /// its crate names.
    fn sources(&self) -> Result<(Sources, usize), Failure> {
        let Some(path) = self.metadata.named() else {
            let sources = source::read(&self.sources, |file| MetadataSource::Manifest(crate_of(file)))?;
            return Ok((sources, 0));
        };
        let metadata = Arc::new(file::read(path)?);
        let version = self.api_version.unwrap_or_else(|| file::version_of(path));
        let given = MetadataSource::Given { metadata, version };
        let mut sources = source::read(&self.sources, |_| given.clone())?;
        let passed_over = sources.keep_version(version);
        Ok((sources, passed_over))
    }
}

/// The folder of the Cargo.toml that a file belongs to.
fn crate_of(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
}
