//! `graph-entity diff`.

mod change;
mod enums;
mod structs;
mod paths;
mod affected;
mod summary;
mod report;

use std::path::PathBuf;

use clap::Args;
use graph_codegen::{ApiVersion, MetadataSource};
use serde_json::{Value as Json, json};

use self::affected::Affected;
use self::summary::Summary;
use crate::metadata::file::{self};
use crate::source::{self, Sources};
use crate::terminal::output::{CommandError, ExitStatus, counted, show, show_json};
use crate::terminal::progress;
use crate::terminal::style::Style;

/// Arguments of `graph-entity diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old metadata
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The new metadata
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// Rust files, or directories of them: show only changes that affect their annotated items
    #[arg(long, value_name = "SRC", num_args = 1..)]
    src: Vec<PathBuf>,

    /// The version of the metadata; items of another version are skipped [default: by the name of the new file, such as
    /// `beta.csdl`].
    #[arg(long, value_name = "VERSION", value_parser = file::api_version())]
    api_version: Option<ApiVersion>,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The end of `graph-entity diff --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  curl -o new.csdl 'https://graph.microsoft.com/v1.0/$metadata'
  graph-entity diff v1.0.csdl new.csdl --src src  # changes that affect src
  graph-entity diff v1.0.csdl new.csdl            # names of all changed types
  graph-entity diff v1.0.csdl new.csdl --src src --json | jq .affected

Output:
  breaking  A type, property, member, path or parameter was removed or has another type; a parameter became required; a property without Option became nullable; a property became read-only.
  info      A new member or derived type, a deprecation, a property that is no longer nullable.
  Without --src: the added, changed and removed types, operations, and path roots (entity sets, singletons, operation imports). Changed descriptions are ignored.

JSON:
  items, skipped (numbers); affected: file, item, attribute, type, changes (change, subject, breaking, line, column, message, help); types, operations and roots: changed, added, removed (names); unreadable: file, line, column, message, help.
  If the command cannot run: message, help, note.

Exit status:
  0  no change affects the sources; without --src: no change
  1  changes
  2  wrong usage, or an unreadable file or item";

impl Diff {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        let (old, new) = (file::read(&self.old)?, file::read(&self.new)?);
        let version = self.api_version.unwrap_or_else(|| file::version_of(&self.new));
        let mut sources = source::read(&self.src, |_| MetadataSource::Manifest(None))?;
        let skipped = sources.keep_version(version);
        let compare = || (affected::affected(&old, &new, &sources.items), summary::of(&old, &new));
        let (affected, summary) = progress::during("comparing", compare);
        let is_same = if self.src.is_empty() { summary.is_empty() } else { affected.is_empty() };
        if self.json {
            show_json(&as_json(&affected, &summary, &sources, skipped))?;
        } else {
            let style = Style::of_output();
            let body =
                if self.src.is_empty() { report::names(&summary, style) } else { report::affected(&affected, style) };
            let affected_items =
                if self.src.is_empty() { String::new() } else { affected_items(affected.len(), sources.items.len()) };
            let gap = if body.is_empty() { "" } else { "\n" };
            show(&format!("{body}{gap}{}{affected_items}\n", report::summary(&summary)))?;
            source::report::warn_unreadable(&sources);
        }
        Ok(ExitStatus::new(is_same, sources.unreadable.is_empty()))
    }
}

/// `none of your 12 annotated items is affected`
fn affected_items(affected: usize, items: usize) -> String {
    let of = counted(items, "annotated item");
    match affected {
        0 => format!("\nnone of your {of} is affected"),
        1 => format!("\n1 of your {of} is affected"),
        many => format!("\n{many} of your {of} are affected"),
    }
}

fn as_json(affected: &[Affected<'_>], summary: &Summary, sources: &Sources, skipped: usize) -> Json {
    json!({
        "items": sources.items.len(),
        "skipped": skipped,
        "affected": affected.iter().map(report::affected_as_json).collect::<Vec<Json>>(),
        "types": report::difference_as_json(&summary.types),
        "operations": report::difference_as_json(&summary.operations),
        "roots": report::difference_as_json(&summary.roots),
        "unreadable": source::report::unreadable_as_json(&sources.unreadable),
    })
}

#[cfg(test)]
mod tests;
