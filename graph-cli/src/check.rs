//! `graph-entity check`.

mod type_check;
mod restrictions;
mod findings;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use graph_codegen::{ApiVersion, MetadataSource};

use crate::metadata::file::{self, MetadataFile};
use crate::source::{self, Item, Level, Sources, calls};
use crate::terminal::output::{CommandError, ExitStatus, counted, show, show_json, warn};
use crate::terminal::style::Style;

/// Arguments of `graph-entity check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    metadata: MetadataFile,

    /// The version of the metadata; items of another version are skipped [default: by the file's name, such as `beta.csdl`].
    #[arg(long, value_name = "VERSION", value_parser = file::api_version())]
    api_version: Option<ApiVersion>,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(crate) json: bool,

    /// Rust files, or directories of them
    #[arg(value_name = "SRC", required = true)]
    sources: Vec<PathBuf>,
}

/// The end of `graph-entity check --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity check src
  graph-entity check --metadata v1.0.csdl src
  graph-entity check --metadata beta.csdl src/beta.rs
  graph-entity check src --json | jq -r '.findings[].message'

Checks:
  Each item under #[graph_entity], #[graph_complex], #[graph_enum], #[graph_union], #[graph_action] or #[graph_function] is checked against the rules of its attribute, with the messages of the compiler; and against the metadata: its type, properties, members, parameters and paths exist; key, navigation and read-only properties are marked; well-known Rust types match the properties. Deprecated parts give a warning, and so do calls that the metadata's restrictions forbid: `create` at a path that is not insertable, `filter` of a property that is not filterable.
  The sources need not compile. Without --metadata an item is checked against the file in its `schema = \"…\"`, or in the Cargo.toml of its crate, like at each build.
  `schema = false` excludes an item, `#[graph(unchecked)]` a field or variant.

JSON:
  files, items, skipped (numbers); findings: level (error, warning), file, line, column, item, type, message, help, note; unreadable: file, line, column, message, help.
  If the command cannot run: message, help, note.

Exit status:
  0  no error
  1  errors
  2  wrong usage, or an unreadable file or item";

impl Check {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        let (sources, skipped) = self.sources()?;
        let calls = calls::read(&self.sources, &sources)?;
        let findings = findings::findings(&sources, &calls);
        let errors = findings.iter().filter(|finding| finding.diagnostic.level == Level::Error).count();
        if self.json {
            show_json(&report::findings_as_json(&findings, &sources, skipped))?;
        } else {
            show(&report::findings(&findings, Style::of_output()))?;
            source::report::warn_unreadable(&sources);
            let skipped = match skipped {
                0 => String::new(),
                count => format!("; {} of another version skipped", counted(count, "item")),
            };
            let is_unchecked = |item: &&Item| item.metadata.is_none() && !item.is_unchecked;
            let unchecked = match sources.items.iter().filter(is_unchecked).count() {
                count if count > 0 && errors == 0 => {
                    format!("\n{} not checked against metadata: choose a file by --metadata", counted(count, "item"))
                }
                _ => String::new(),
            };
            warn(&format!(
                "{} in {}: {}, {}{skipped}{unchecked}",
                counted(sources.items.len(), "annotated item"),
                counted(sources.files, "file"),
                counted(errors, "error"),
                counted(findings.len() - errors, "warning"),
            ));
        }
        Ok(ExitStatus::new(errors == 0, sources.unreadable.is_empty()))
    }

    /// The sources, and the number of skipped items of another version. Without `--metadata` each item is checked against the file
    /// that its crate names.
    fn sources(&self) -> Result<(Sources, usize), CommandError> {
        let Some(path) = self.metadata.given() else {
            let sources = source::read(&self.sources, |file| MetadataSource::Manifest(crate_of(file)))?;
            return Ok((sources, 0));
        };
        let metadata = Arc::new(file::read(path)?);
        let version = self.api_version.unwrap_or_else(|| file::version_of(path));
        let given = MetadataSource::Given { metadata, version };
        let mut sources = source::read(&self.sources, |_| given.clone())?;
        let skipped = sources.keep_version(version);
        Ok((sources, skipped))
    }
}

/// The folder of the crate that a file belongs to.
fn crate_of(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
}

#[cfg(test)]
mod tests;
