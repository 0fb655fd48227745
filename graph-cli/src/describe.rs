//! `graph-entity describe`.

mod rows;
mod requests;
mod restrictions;
mod tree;
mod types;
mod path;
mod operation;
mod json;

use clap::Args;

use crate::metadata::file::{self, MetadataFile};
use crate::metadata::resolve::{self, Subject, Unknown};
use crate::terminal::output::{Failure, Verdict, show, show_json, warn};
use crate::terminal::style::Look;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Describe {
    #[command(flatten)]
    metadata: MetadataFile,

    /// A type (`user`, `graph.user`, `microsoft.graph.user`), a path (`users/{id}/messages`, `me`) or an operation (`sendMail`).
    #[arg(value_name = "TYPE|PATH|OPERATION")]
    subject: String,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shown behind the options.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity describe --metadata v1.0.csdl user
  graph-entity describe graph.security.alert          # the file is named by GRAPH_METADATA
  graph-entity describe 'users/{id}/messages'         # the requests it takes, and where it goes on
  graph-entity describe sendMail                      # what it is called on, and at which paths
  graph-entity describe 'GET https://graph.microsoft.com/v1.0/me/drive?$select=id'
  graph-entity describe importance --json | jq -r '.members[].name'

How to read it:
  String[]   a collection       ←            extends
  String?    may be left out    → user       leads to another entity
  key        addresses one      contained    lives at this path alone
  not null   always a value     read-only    the service writes it, requests can't

JSON:
  Of a type: kind (entityType, complexType, enumType, typeDefinition), name, description, deprecated.
  Of an entity or complex type also: bases, abstract, open, hasStream, key, capabilities, properties, navigation, operations, derived, paths, heldBy.
  Of an enumeration also: flags, members, heldBy.
  Of a path: kind (path), path, target, byReference, requests, next, overloads, capabilities, and its type as `of`.
  Of an operation: kind (operation), name, overloads, paths.
  Where nothing is found: kind (unknown), fact, near.
  Where a file can't be read: fact, help, note.

Exit status:
  0  described
  1  there is no such type, path or operation
  2  wrong usage, or no readable file";

impl Describe {
    pub(crate) fn run(&self) -> Result<Verdict, Failure> {
        let metadata = file::read(self.metadata.path()?)?;
        let look = Look::of_output();
        let found = match resolve::find(&metadata, &self.subject) {
            Ok(found) => found,
            Err(unknown) => return self.unknown(&unknown),
        };
        match (found, self.json) {
            (Subject::Type(found), false) => show(&types::definition(&metadata, found, look))?,
            (Subject::Type(found), true) => show_json(&json::type_as_json(&metadata, found))?,
            (Subject::Operation(found), false) => show(&operation::operation(&metadata, &found, look))?,
            (Subject::Operation(found), true) => show_json(&json::operation_as_json(&metadata, &found))?,
            (Subject::Path(path, place), false) => show(&path::path(&metadata, &path, &place, look))?,
            (Subject::Path(path, place), true) => show_json(&json::path_as_json(&metadata, &path, &place))?,
        }
        Ok(Verdict::Yes)
    }

    fn unknown(&self, unknown: &Unknown) -> Result<Verdict, Failure> {
        if self.json {
            show_json(&serde_json::json!({ "kind": "unknown", "fact": unknown.fact, "near": unknown.near }))?;
            return Ok(Verdict::No);
        }
        let help = match unknown.near.as_slice() {
            [] => "look the name up at https://learn.microsoft.com/graph/api/overview".to_owned(),
            [only] => format!("did you mean `{only}`?"),
            several => format!("did you mean one of these?\n          {}", several.join("\n          ")),
        };
        warn(&format!("{}\n\n  help: {help}", unknown.fact));
        Ok(Verdict::No)
    }
}

#[cfg(test)]
mod tests;
