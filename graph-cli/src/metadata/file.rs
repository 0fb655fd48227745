//! The `$metadata` file of a command.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use graph_codegen::ApiVersion;
use graph_csdl::Metadata;

use crate::terminal::output::CommandError;
use crate::terminal::progress;

/// The command that downloads a file, for help texts.
const DOWNLOAD: &str = "curl -o v1.0.csdl 'https://graph.microsoft.com/v1.0/$metadata'";

/// The argument `--metadata`.
#[derive(Debug, Args)]
pub(crate) struct MetadataFile {
    // Not a doc comment: rustdoc wants a URL in angle brackets, and clap prints them.
    #[arg(
        long,
        help = "The service's `$metadata`, downloaded from https://graph.microsoft.com/v1.0/$metadata",
        value_name = "FILE",
        env = "GRAPH_METADATA",
        value_parser = file_or_empty(),
        hide_env_values = true
    )]
    metadata: Option<PathBuf>,
}

/// A path. An empty one is none: it is how a shell clears the environment variable.
pub(super) fn file_or_empty() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

impl MetadataFile {
    /// The path, if one was given.
    pub(crate) fn given(&self) -> Option<&Path> {
        self.metadata.as_deref().filter(|path| !path.as_os_str().is_empty())
    }

    /// The path.
    ///
    /// # Errors
    /// None was given.
    pub(crate) fn path(&self) -> Result<&Path, CommandError> {
        self.given().ok_or_else(|| {
            let help = "add `--metadata v1.0.csdl`, or set the environment variable GRAPH_METADATA";
            CommandError::new("no metadata file was given", help).note(format!("download it: {DOWNLOAD}"))
        })
    }
}

/// The parser of `--api-version`.
pub(crate) fn api_version() -> impl TypedValueParser<Value = ApiVersion> {
    let names = ApiVersion::ALL.map(ApiVersion::as_str);
    PossibleValuesParser::new(names).map(|name| ApiVersion::parse(&name).unwrap_or(ApiVersion::V1_0))
}

/// The version that a metadata file describes, by its name.
pub(crate) fn version_of(path: &Path) -> ApiVersion {
    ApiVersion::of_file(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// Reads and parses a file.
pub(crate) fn read(path: &Path) -> Result<Metadata, CommandError> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(CommandError::new(format!("`{shown}` is empty"), format!("download it again: {DOWNLOAD}")));
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let help = format!("download it as plain text: {}", DOWNLOAD.replace("curl", "curl --compressed"));
        return Err(CommandError::new(format!("`{shown}` is compressed"), help));
    }
    // The byte order mark of UTF-16, or `<` in UTF-16.
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..] = bytes.as_slice() {
        let message = format!("`{shown}` is UTF-16 text, as `>` in PowerShell writes it; expected UTF-8");
        let help =
            "let the download write the file: `curl.exe -o v1.0.csdl …`, or `Invoke-WebRequest … -OutFile v1.0.csdl`";
        return Err(CommandError::new(message, help).note("or convert it: `iconv -f UTF-16 -t UTF-8`"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        let message = format!("`{shown}` is not UTF-8 text: the byte at {position} is invalid");
        CommandError::new(message, format!("download it again: {DOWNLOAD}"))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let parse = || Metadata::parse(text);
    let metadata = progress::during(&format!("reading {shown}"), parse).map_err(|error| invalid(path, text, &error))?;
    if metadata.type_names().next().is_none() {
        let message = format!("`{shown}` declares no type");
        return Err(CommandError::new(message, format!("use the service's own `$metadata`: {DOWNLOAD}")));
    }
    Ok(metadata)
}

fn unreadable(path: &Path, error: &io::Error) -> CommandError {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => CommandError::new(
            format!("there is no file `{shown}`"),
            format!("download one, or choose another file: {DOWNLOAD}"),
        ),
        io::ErrorKind::IsADirectory => {
            let example = path.join("v1.0.csdl");
            CommandError::new(
                format!("`{shown}` is a directory"),
                format!("choose the file in it: `--metadata {}`", example.display()),
            )
        }
        _ => CommandError::new(format!("cannot read `{shown}`: {error}"), "check the permissions of the file"),
    }
}

/// A parse error, with its position in the form that editors open, and its likely cause.
fn invalid(path: &Path, text: &str, error: &graph_csdl::Error) -> CommandError {
    let position = error.position();
    let message = format!("{}:{}:{}: {}", path.display(), position.line, position.column, error.message());
    let start = text.trim_start();
    let is_cut_off = !text.trim_end().ends_with('>') || !text.contains("</edmx:Edmx>") && text.contains("<edmx:Edmx");
    let help = if start.starts_with('{') || start.starts_with("<!") || start.starts_with("<html") {
        format!("the file is an error page; download it again: {DOWNLOAD}")
    } else if is_cut_off {
        format!("the file is cut off; download it again: {DOWNLOAD}")
    } else {
        format!("undo the change at this position, or download the file again: {DOWNLOAD}")
    };
    CommandError::new(message, help)
        .note("a metadata file is CSDL 4.0 in XML, as the service returns it for `$metadata`")
}
