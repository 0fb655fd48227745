//! The service's table of permissions, as the file of a command.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use graph_csdl::permissions::PermissionTable;

use super::file::file_or_empty;
use crate::terminal::output::CommandError;
use crate::terminal::progress;

/// The command that downloads the file, for help texts.
const DOWNLOAD: &str = "curl -O https://raw.githubusercontent.com/microsoftgraph/microsoft-graph-devx-content/master/permissions/new/permissions.json";

/// The argument `--permissions`.
#[derive(Debug, Args)]
pub(crate) struct PermissionFile {
    /// The service's table of permissions, `permissions.json` of microsoftgraph/microsoft-graph-devx-content.
    #[arg(long, value_name = "FILE", env = "GRAPH_PERMISSIONS",
        value_parser = file_or_empty(), hide_env_values = true)]
    permissions: Option<PathBuf>,
}

impl PermissionFile {
    /// Reads the table, if one was given.
    ///
    /// # Errors
    /// The file can't be read.
    pub(crate) fn table(&self) -> Result<Option<PermissionTable>, CommandError> {
        self.given().map(read).transpose()
    }

    /// Reads the text of the table, if one was given.
    ///
    /// # Errors
    /// The file can't be read.
    pub(crate) fn text(&self) -> Result<Option<String>, CommandError> {
        self.given().map(text).transpose()
    }

    /// The error of a text that is not a table.
    pub(crate) fn not_a_table(&self, error: &graph_csdl::Error) -> CommandError {
        not_a_table(self.given().unwrap_or(Path::new("")), error)
    }

    fn given(&self) -> Option<&Path> {
        self.permissions.as_deref().filter(|path| !path.as_os_str().is_empty())
    }

    /// Reads the table.
    ///
    /// # Errors
    /// None was given, or the file can't be read.
    pub(crate) fn required_table(&self) -> Result<PermissionTable, CommandError> {
        self.table()?.ok_or_else(none_given)
    }
}

/// The error of a command that needs a table.
pub(crate) fn none_given() -> CommandError {
    let help = "add `--permissions permissions.json`, or set the environment variable GRAPH_PERMISSIONS";
    CommandError::new("no table of permissions was given", help).note(format!("download it: {DOWNLOAD}"))
}

/// Checks that the table has a permission of this name.
///
/// # Errors
/// It has none; the help suggests one.
pub(crate) fn known(table: &PermissionTable, name: &str) -> Result<(), CommandError> {
    if table.permission(name).is_some() {
        return Ok(());
    }
    let help = match table.nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the names of permissions as the table has them: `User.Read,Mail.Send`".to_owned(),
    };
    Err(CommandError::new(format!("the table has no permission `{name}`"), help))
}

fn read(path: &Path) -> Result<PermissionTable, CommandError> {
    let text = text(path)?;
    progress::during(&format!("reading {}", path.display()), || PermissionTable::parse(&text))
        .map_err(|error| not_a_table(path, &error))
}

fn text(path: &Path) -> Result<String, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let help = match error.kind() {
            io::ErrorKind::NotFound => format!("download it: {DOWNLOAD}"),
            io::ErrorKind::IsADirectory => "choose the file in it: `permissions.json`".to_owned(),
            _ => format!("check the permissions of the file, or download it again: {DOWNLOAD}"),
        };
        CommandError::new(format!("cannot read `{}`: {error}", path.display()), help)
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn not_a_table(path: &Path, error: &graph_csdl::Error) -> CommandError {
    let position = error.position();
    let message = format!("{}:{}:{}: {}", path.display(), position.line, position.column, error.message());
    CommandError::new(message, format!("undo the change at this position, or download the file again: {DOWNLOAD}"))
}
