//! `graph-entity permissions`.

mod requests;
mod recorded;
mod report;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use graph_codegen::MetadataSource;
use graph_csdl::permissions::Scheme;

use self::requests::Requests;
use crate::metadata::permission_file::{self, PermissionFile};
use crate::source::{self, calls};
use crate::terminal::output::{CommandError, ExitStatus, counted, show, show_json, warn};
use crate::terminal::style::Style;

/// Arguments of `graph-entity permissions`.
#[derive(Debug, Args)]
pub(crate) struct Permissions {
    #[command(flatten)]
    table: PermissionFile,

    /// The kind of token: without it, `delegated` and `application`.
    #[arg(long, value_name = "KIND")]
    token: Option<Token>,

    /// The permissions that are granted, separated by commas: reports those that are missing, and those that are not needed.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "token")]
    granted: Vec<String>,

    /// Of endpoints whose calls are not seen, take each method that the table lists.
    #[arg(long)]
    all_methods: bool,

    /// Print `requiredResourceAccess` of an app registration.
    #[arg(long, conflicts_with_all = ["json", "granted"])]
    manifest: bool,

    /// Print JSON for scripts instead of text.
    #[arg(long)]
    pub(crate) json: bool,

    /// Add the requests that were recorded in this file
    #[arg(long, value_name = "FILE")]
    requests: Vec<PathBuf>,

    /// Rust files, or directories of them
    #[arg(value_name = "SRC", required_unless_present = "requests")]
    sources: Vec<PathBuf>,
}

/// The kind of an access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Token {
    /// For a signed-in user with a work or school account.
    Delegated,
    /// For a signed-in user with a personal account.
    Personal,
    /// For an application without a user.
    Application,
}

impl Token {
    const fn scheme(self) -> Scheme {
        match self {
            Self::Delegated => Scheme::DelegatedWork,
            Self::Personal => Scheme::DelegatedPersonal,
            Self::Application => Scheme::Application,
        }
    }
}

/// The end of `graph-entity permissions --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity permissions --permissions permissions.json src
  graph-entity permissions src --token application   # with the file in GRAPH_PERMISSIONS
  graph-entity permissions src --token delegated --granted User.Read,Mail.Send
  graph-entity permissions src --manifest > access.json
  graph-entity permissions --requests tests/cassette.json --token application

Requests:
  The paths are those of the attributes, and the methods those of the calls in the sources: `User::users().list()`, an operation that is built, `Request::raw` with literals. Local variables are followed; calls in `#[cfg(test)]` modules are left out. An endpoint that is passed on, kept in a field or not called is reported: --all-methods takes all methods of it.

  A file of --requests is a cassette of `Recorder`, the emulator's log (`curl http://127.0.0.1:8080/_emulator/requests`) or an HTTP archive (HAR).

Permissions:
  Of each request, the least permission of the table; of several that the table marks, the one that only reads, then that of the lowest privilege level. A permission that another one of the set makes superfluous is left out of the set.

JSON:
  requests: method, path, calls (file, line, column), delegated, personal, application (each a list of name, also; the least first); null if the table does not list the request.
  least: delegated, personal, application (names); requiredResourceAccess; resourceSpecific (the names that it lacks); unseen: file, line, column, message; unreadable.
  With --granted also: granted: missing, unneeded, broader (names), uncovered (requests).
  If the command cannot run: message, help, note.

Exit status:
  0  success
  1  with --granted: a permission is missing or not needed
  2  wrong usage, or an unreadable file or item";

impl Permissions {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        let table = self.table.required_table()?;
        for name in &self.granted {
            permission_file::known(&table, name.trim())?;
        }
        let sources = source::read(&self.sources, |_| MetadataSource::Manifest(None))?;
        let calls = calls::read(&self.sources, &sources)?;
        let mut requests = Requests::of(&calls, &table, self.all_methods);
        for file in &self.requests {
            recorded::observe(file, &mut requests.required)?;
        }
        let schemes = match self.token {
            Some(token) => vec![token.scheme()],
            None => vec![Scheme::DelegatedWork, Scheme::Application],
        };
        let names: Vec<&str> = self.granted.iter().map(|name| name.trim()).collect();
        let granted = self.token.filter(|_| !names.is_empty());
        let granted = granted.map(|token| requests.required.compare(token.scheme(), &names));
        let least = schemes.iter().map(|scheme| (*scheme, requests.required.least_set(*scheme)));
        let least: Vec<_> = least.collect();
        if self.manifest {
            let (access, left_out) = report::required_resource_access(&table, &least);
            show_json(&access)?;
            report::warn_left_out(&left_out);
        } else if self.json {
            show_json(&report::as_json(&table, &requests, &least, granted.as_ref(), &sources))?;
        } else {
            show(&report::text(&requests, &least, granted.as_ref(), Style::of_output()))?;
        }
        if !self.json {
            report::warn_unseen(&requests);
            source::report::warn_unreadable(&sources);
            warn(&format!(
                "{} in {}: {}",
                counted(requests.required.requests().len(), "request"),
                counted(sources.files + self.requests.len(), "file"),
                least_text(&least),
            ));
        }
        let is_success = granted.is_none_or(|granted| granted.is_exact());
        Ok(ExitStatus::new(is_success, sources.unreadable.is_empty()))
    }
}

/// The numbers of permissions: `2 delegated permissions, 1 application permission`.
fn least_text(least: &report::LeastSets<'_>) -> String {
    let counts = least.iter().map(|(scheme, names)| {
        let noun = format!("{} permission", scheme.word());
        counted(names.len(), &noun)
    });
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
