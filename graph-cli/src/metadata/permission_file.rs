//! The service's table of permissions, as the file of a command.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use graph_csdl::permissions::PermissionTable;

use crate::terminal::output::CommandError;
use crate::terminal::progress;

/// The command that downloads the file, for help texts.
const DOWNLOAD: &str = "curl -O https://raw.githubusercontent.com/microsoftgraph/microsoft-graph-devx-content/master/permissions/new/permissions.json";

/// The argument `--permissions`.
#[derive(Debug, Args)]
pub(crate) struct PermissionFile {
    /// The service's table of permissions, `permissions.json` of microsoftgraph/microsoft-graph-devx-content.
    #[arg(long, value_name = "FILE", env = "GRAPH_PERMISSIONS", hide_env_values = true)]
    permissions: Option<PathBuf>,
}

impl PermissionFile {
    /// Reads the table, if one was given.
    ///
    /// # Errors
    /// The file can't be read.
    pub(crate) fn table(&self) -> Result<Option<PermissionTable>, CommandError> {
        let given = self.permissions.as_deref().filter(|path| !path.as_os_str().is_empty());
        given.map(read).transpose()
    }

    /// Reads the table.
    ///
    /// # Errors
    /// None was given, or the file can't be read.
    pub(crate) fn required_table(&self) -> Result<PermissionTable, CommandError> {
        self.table()?.ok_or_else(|| {
            let help = "add `--permissions permissions.json`, or set the environment variable GRAPH_PERMISSIONS";
            CommandError::new("no table of permissions was given", help).note(format!("download it: {DOWNLOAD}"))
        })
    }
}

fn read(path: &Path) -> Result<PermissionTable, CommandError> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let help = match error.kind() {
            io::ErrorKind::NotFound => format!("download it: {DOWNLOAD}"),
            io::ErrorKind::IsADirectory => "choose the file in it: `permissions.json`".to_owned(),
            _ => format!("check the permissions of the file, or download it again: {DOWNLOAD}"),
        };
        CommandError::new(format!("cannot read `{shown}`: {error}"), help)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    progress::during(&format!("reading {shown}"), || PermissionTable::parse(text)).map_err(|error| {
        let position = error.position();
        let message = format!("{shown}:{}:{}: {}", position.line, position.column, error.message());
        CommandError::new(message, format!("undo the change at this position, or download the file again: {DOWNLOAD}"))
    })
}
