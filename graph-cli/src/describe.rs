//! `graph-entity describe`.

mod rows;
pub(crate) mod requests;
mod sections;
mod operation;
mod types;
mod permissions;
mod path;
mod json;

use clap::Args;

use crate::metadata::file::{self, MetadataFile};
use crate::metadata::permission_file::PermissionFile;
use crate::metadata::resolve::{self, Subject, Unknown};
use crate::terminal::output::{CommandError, ExitStatus, show, show_json, warn};
use crate::terminal::style::Style;

/// Arguments of `graph-entity describe`.
#[derive(Debug, Args)]
pub(crate) struct Describe {
    #[command(flatten)]
    metadata: MetadataFile,

    #[command(flatten)]
    permissions: PermissionFile,

    /// A type (`user`, `graph.user`, `microsoft.graph.user`), a path (`users/{id}/messages`, `me`) or an operation (`sendMail`)
    #[arg(value_name = "TYPE|PATH|OPERATION")]
    subject: String,

    /// Print JSON for scripts instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// The end of `graph-entity describe --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity describe --metadata v1.0.csdl user
  graph-entity describe graph.security.alert   # with the file in GRAPH_METADATA
  graph-entity describe 'users/{id}/messages'  # its requests and next segments
  graph-entity describe 'users/{id}/messages' --permissions permissions.json
  graph-entity describe sendMail               # its binding types and paths
  graph-entity describe 'https://graph.microsoft.com/v1.0/me/drive?$top=1'
  graph-entity describe importance --json | jq -r '.members[].name'

Notation:
  String[]   a collection           ←            extends
  String?    optional or nullable   → user       a navigation property
  key        part of the key        contained    exists only at this path
  not null   never null             read-only    written only by the service

JSON:
  Of a type: kind (entityType, complexType, enumType, typeDefinition), name, description, deprecated.
  Of an entity or complex type also: bases, abstract, open, hasStream, key, capabilities, properties, navigation, operations, derived, paths, usedBy.
  Of an enumeration also: flags, members, usedBy.
  Of a path: kind (path), path, target, byReference, requests (with --permissions also delegated, personal, application: each a list of name, also; the least first), next, overloads, capabilities, of (its type).
  Of an operation: kind (operation), name, overloads, paths.
  If the name is unknown: kind (unknown), message, suggestions.
  If the command cannot run: message, help, note.

Exit status:
  0  success
  1  unknown type, path or operation
  2  wrong usage, or an unreadable file";

impl Describe {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        let metadata = file::read(self.metadata.path()?)?;
        let table = self.permissions.table()?;
        let subject = match resolve::subject(&metadata, &self.subject) {
            Ok(subject) => subject,
            Err(unknown) => return self.report_unknown(&unknown),
        };
        if self.json {
            show_json(&json::subject(&metadata, table.as_ref(), &subject))?;
        } else {
            let style = Style::of_output();
            show(&match &subject {
                Subject::Type(definition) => types::definition(&metadata, definition, style),
                Subject::Operation(overloads) => operation::operation(&metadata, overloads, style),
                Subject::Path(path, resource) => path::path(&metadata, table.as_ref(), path, resource, style),
            })?;
        }
        Ok(ExitStatus::Success)
    }

    fn report_unknown(&self, unknown: &Unknown) -> Result<ExitStatus, CommandError> {
        let Unknown { message, suggestions } = unknown;
        if self.json {
            show_json(&serde_json::json!({ "kind": "unknown", "message": message, "suggestions": suggestions }))?;
            return Ok(ExitStatus::Failure);
        }
        let help = match suggestions.as_slice() {
            [] => "search the name at https://learn.microsoft.com/graph/api/overview".to_owned(),
            [only] => format!("did you mean `{only}`?"),
            several => format!("did you mean one of these?\n          {}", several.join("\n          ")),
        };
        warn(&format!("{message}\n\n  help: {help}"));
        Ok(ExitStatus::Failure)
    }
}

#[cfg(test)]
mod tests;
