//! `graph-entity check`.

use std::path::PathBuf;

use clap::Args;

use super::sources::{self, Version};
use super::{MetadataFile, Verdict, show, show_json, warn};
use crate::failure::Failure;
use crate::look::Look;
use crate::report::{self, counted};
use crate::{check, file};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    metadata: MetadataFile,

    /// The version that the metadata is of. Items of another version are passed over. Without it the one in the file's name:
    /// `beta.csdl`.
    #[arg(long, value_name = "VERSION")]
    api_version: Option<Version>,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(super) json: bool,

    /// Rust files, or directories of them.
    #[arg(value_name = "SRC", required = true)]
    sources: Vec<PathBuf>,
}

/// Shown behind the options.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity check --metadata v1.0.csdl src
  graph-entity check --metadata beta.csdl src/beta.rs
  graph-entity check src --json | jq -r '.findings[] | \"\\(.file):\\(.line) \\(.fact)\"'

What is checked:
  Each item under #[graph_entity], #[graph_complex], #[graph_enum], #[graph_union], #[graph_action] or #[graph_function]: its type, properties, members, parameters and paths exist; key, navigation and read-only properties are marked; well-known Rust types can hold the values. What is deprecated is a warning.
  The sources need not compile. With `schema = \"…\"` on an item or in Cargo.toml the compiler says the same at each build, of all Rust types.
  `schema = false` on an item, and `#[graph(unchecked)]` on a field or variant, leave it out.

JSON:
  files, items, passedOver (numbers); findings: level (error, warning), file, line, column, item, type, fact, help, note; unread: file, line, column, fact, help.
  Where nothing could be read: fact, help, note.

Exit status:
  0  no error
  1  errors
  2  wrong usage, or something that can't be read";

impl Check {
    pub(super) fn run(&self) -> Result<Verdict, Failure> {
        let path = self.metadata.path()?;
        let metadata = file::read(path)?;
        let version = self.api_version.unwrap_or_else(|| Version::of_file(path));
        let (sources, passed_over) = sources::read(&self.sources, version)?;
        let findings = check::findings(&metadata, &sources.items);
        let errors = findings.iter().filter(|finding| !finding.is_warning).count();
        if self.json {
            show_json(&report::findings_as_json(&findings, &sources, passed_over))?;
        } else {
            show(&report::findings(&findings, Look::of_output()))?;
            sources::mention(&sources);
            let passed_over = match passed_over {
                0 => String::new(),
                some => format!("; {} of another version passed over", counted(some, "item")),
            };
            warn(&format!(
                "{} in {}: {}, {}{passed_over}",
                counted(sources.items.len(), "annotated item"),
                counted(sources.files, "file"),
                counted(errors, "error"),
                counted(findings.len() - errors, "warning"),
            ));
        }
        Ok(Verdict::of(errors == 0, sources.unread.is_empty()))
    }
}
