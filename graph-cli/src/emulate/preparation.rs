//! The emulator that a command serves.

use std::error::Error;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use graph_emulator::{BuildError, Emulator, Script};

use crate::metadata::file::{self, MetadataFile};
use crate::metadata::permission_file::{self, PermissionFile};
use crate::terminal::output::CommandError;
use crate::terminal::progress;

/// The arguments of an emulator.
#[derive(Debug, Args)]
pub(super) struct Preparation {
    #[command(flatten)]
    metadata: MetadataFile,

    #[command(flatten)]
    permissions: PermissionFile,

    /// The permissions of the tokens that the emulator issues, separated by commas: what they do not cover is 403, and other tokens are 401
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    granted: Vec<String>,

    /// Load the store from this file, and save it there [default: the store is discarded at the end]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// Prepare entities, operations and faults from this JSON file
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,

    /// The number of entities in a page [default: 100]
    #[arg(long, value_name = "N")]
    page_size: Option<NonZeroUsize>,

    /// The number of requests in the request log [default: 10,000]
    #[arg(long, value_name = "N")]
    log: Option<usize>,

    /// Respond to actions and functions with an empty value of their result type instead of 501
    #[arg(long)]
    empty_responses: bool,

    /// Set missing required properties to the default of their type instead of rejecting a create request
    #[arg(long)]
    defaults: bool,

    /// Reject names in another letter case, query options without `$`, and read-only properties and keys in a body
    #[arg(long)]
    strict: bool,
}

impl Preparation {
    /// Fails without metadata.
    pub(super) fn require_metadata(&self) -> Result<(), CommandError> {
        self.metadata.path().map(drop)
    }

    pub(super) fn has_metadata(&self) -> bool {
        self.metadata.given().is_some()
    }

    /// Builds the emulator.
    pub(super) fn emulator(&self) -> Result<Emulator, CommandError> {
        let mut builder = Emulator::builder();
        let metadata = self.metadata.given().map(file::read).transpose()?;
        if let Some(metadata) = &metadata {
            builder = builder.metadata(metadata.text());
        }
        if let Some(table) = self.permissions.text()? {
            builder = builder.permissions(table);
        }
        if let Some(size) = self.page_size {
            builder = builder.page_size(size.get());
        }
        if let Some(limit) = self.log {
            builder = builder.request_log_limit(limit);
        }
        if self.empty_responses {
            builder = builder.empty_responses();
        }
        if self.defaults {
            builder = builder.default_values();
        }
        if self.strict {
            builder = builder.strict();
        }
        if let Some(path) = &self.script {
            builder = builder.script(script(path)?);
        }
        if let Some(data) = &self.data {
            builder = builder.data_file(data);
        }
        let emulator = progress::during("reading the metadata", || builder.build()).map_err(|error| match error {
            BuildError::Metadata(error) => {
                let path = self.metadata.given().unwrap_or(Path::new("")).display();
                CommandError::new(format!("{path}: {error}"), "download the file again")
            }
            BuildError::Permissions(error) => self.permissions.not_a_table(&error),
            BuildError::Script(error) => CommandError::new(
                error.to_string(),
                "correct `granted` in the file of `--script`, or add `--permissions permissions.json`",
            ),
            error => {
                let help = "choose another file by `--data` in an existing directory";
                CommandError::new(with_causes(&error), help)
            }
        })?;
        self.grant(&emulator)?;
        Ok(emulator)
    }

    fn grant(&self, emulator: &Emulator) -> Result<(), CommandError> {
        if self.granted.is_empty() {
            return Ok(());
        }
        let table = emulator.permission_table().ok_or_else(permission_file::none_given)?;
        for name in &self.granted {
            permission_file::known(table, name.trim())?;
        }
        let names = || self.granted.iter().map(|name| name.trim());
        emulator.grant_application(names()).grant_delegated(names());
        Ok(())
    }
}

fn script(path: &Path) -> Result<Script, CommandError> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        CommandError::new(format!("cannot read `{shown}`: {error}"), "choose another file by `--script`")
    })?;
    let help = r#"a script is like {"entities": [{"path": "users", "entities": [{"id": "ada"}]}], "faults": […]}"#;
    text.parse().map_err(|error| CommandError::new(format!("{shown}: {error}"), help))
}

/// The error and its causes in one line.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
