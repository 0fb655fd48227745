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

use self::affected::Touched;
use self::summary::Summary;
use crate::metadata::file::{self};
use crate::source::{self, Sources};
use crate::terminal::output::{Failure, Verdict, counted, show, show_json};
use crate::terminal::progress;
use crate::terminal::style::Look;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The metadata that the sources were written for.
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The metadata as it is now.
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// Rust files, or directories of them: only what touches their annotated items is shown.
    #[arg(long, value_name = "SRC", num_args = 1..)]
    src: Vec<PathBuf>,

    /// The version that the metadata is of. Items of another version are passed over. Without it the one in the name of the
    /// new file: `beta.csdl`.
    #[arg(long, value_name = "VERSION", value_parser = file::api_version())]
    api_version: Option<ApiVersion>,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shown behind the options.
pub(crate) const EXAMPLES: &str = "\
Examples:
  curl -o new.csdl 'https://graph.microsoft.com/v1.0/$metadata'
  graph-entity diff v1.0.csdl new.csdl --src src          # what of it touches this crate
  graph-entity diff v1.0.csdl new.csdl                    # the names of all that changed
  graph-entity diff v1.0.csdl new.csdl --src src --json | jq -r '.touched[].changes[].fact'

What is shown:
  breaking  A type, property, member, path or parameter is gone or of another type; a parameter is required now; null arrives where no Option is; the service alone writes a property now.
  news      A new member or derived type, a deprecation, a property that is never null now.
  Without --src: the types, the operations, and the roots of paths (entity sets, singletons, imported operations) that changed, are new or are gone. Another wording of a description is no change.

JSON:
  items, passedOver (numbers); touched: file, item, attribute, type, changes (change, subject, breaking, line, column, fact, help); types, operations and roots: changed, added, removed (names); unread: file, line, column, fact, help.
  Where nothing could be read: fact, help, note.

Exit status:
  0  nothing changed for the sources; without --src: no type, operation or root
  1  something changed
  2  wrong usage, or something that can't be read";

impl Diff {
    pub(crate) fn run(&self) -> Result<Verdict, Failure> {
        let (old, new) = (file::read(&self.old)?, file::read(&self.new)?);
        let version = self.api_version.unwrap_or_else(|| file::version_of(&self.new));
        let mut sources = source::read(&self.src, |_| MetadataSource::Manifest(None))?;
        let passed_over = sources.keep_version(version);
        let compare = || (affected::touched(&old, &new, &sources.items), summary::of(&old, &new));
        let (touched, summary) = progress::during("comparing", compare);
        let is_same = if self.src.is_empty() { summary.is_empty() } else { touched.is_empty() };
        if self.json {
            show_json(&as_json(&touched, &summary, &sources, passed_over))?;
        } else {
            let look = Look::of_output();
            let body =
                if self.src.is_empty() { report::names(&summary, look) } else { report::touched(&touched, look) };
            let yours = if self.src.is_empty() { String::new() } else { yours(touched.len(), sources.items.len()) };
            let gap = if body.is_empty() { "" } else { "\n" };
            show(&format!("{body}{gap}{}{yours}\n", report::summary(&summary)))?;
            source::report::mention(&sources);
        }
        Ok(Verdict::of(is_same, sources.unread.is_empty()))
    }
}

/// `: none of your 12 items is touched`
fn yours(touched: usize, items: usize) -> String {
    let of = counted(items, "annotated item");
    match touched {
        0 => format!("\nnone of your {of} is touched"),
        1 => format!("\n1 of your {of} is touched"),
        many => format!("\n{many} of your {of} are touched"),
    }
}

fn as_json(touched: &[Touched<'_>], summary: &Summary, sources: &Sources, passed_over: usize) -> Json {
    json!({
        "items": sources.items.len(),
        "passedOver": passed_over,
        "touched": touched.iter().map(report::touched_as_json).collect::<Vec<Json>>(),
        "types": report::difference_as_json(&summary.types),
        "operations": report::difference_as_json(&summary.operations),
        "roots": report::difference_as_json(&summary.roots),
        "unread": source::report::unread_as_json(&sources.unread),
    })
}

#[cfg(test)]
mod tests;
