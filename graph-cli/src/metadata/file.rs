//! Reading a `$metadata` file.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use graph_codegen::ApiVersion;
use graph_csdl::Metadata;

use crate::terminal::output::Failure;
use crate::terminal::progress;

/// How to get a file, for messages and help.
const DOWNLOAD: &str = "curl -o v1.0.csdl 'https://graph.microsoft.com/v1.0/$metadata'";

/// Where the metadata is.
#[derive(Debug, Args)]
pub(crate) struct MetadataFile {
    // Not as a comment for docs: there a bare URL is no link, and in help a link is no URL.
    #[arg(
        long,
        help = "The service's `$metadata`, as downloaded from https://graph.microsoft.com/v1.0/$metadata",
        value_name = "FILE",
        env = "GRAPH_METADATA",
        hide_env_values = true
    )]
    metadata: Option<PathBuf>,
}

impl MetadataFile {
    /// The file, where one is named.
    pub(crate) fn named(&self) -> Option<&Path> {
        self.metadata.as_deref().filter(|path| !path.as_os_str().is_empty())
    }

    pub(crate) fn path(&self) -> Result<&Path, Failure> {
        self.named().ok_or_else(|| {
            let help = "name one by `--metadata v1.0.csdl`, or by the environment variable GRAPH_METADATA";
            Failure::new("no metadata file is named", help).note(format!("get it by: {DOWNLOAD}"))
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

/// Reads a whole file.
pub(crate) fn read(path: &Path) -> Result<Metadata, Failure> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::new(format!("`{shown}` is empty"), format!("download it again: {DOWNLOAD}")));
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let help = format!("download it as plain text: {}", DOWNLOAD.replace("curl", "curl --compressed"));
        return Err(Failure::new(format!("`{shown}` is compressed"), help));
    }
    // The mark of UTF-16, or a `<` in it.
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..] = bytes.as_slice() {
        let fact = format!("`{shown}` is UTF-16 text, which `>` in PowerShell writes, and the service's is UTF-8");
        let help = "let the download write the file itself: `curl.exe -o v1.0.csdl …`, or `Invoke-WebRequest … -OutFile v1.0.csdl`";
        return Err(Failure::new(fact, help).note("or convert it: `iconv -f UTF-16 -t UTF-8`"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let fact = format!("`{shown}` is no UTF-8 text: the byte at {place} is none of a character");
        Failure::new(fact, format!("download it again: {DOWNLOAD}"))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let parse = || Metadata::parse(text);
    let metadata = progress::during(&format!("reading {shown}"), parse).map_err(|error| no_csdl(path, text, &error))?;
    if metadata.type_names().next().is_none() {
        let fact = format!("`{shown}` declares no type");
        return Err(Failure::new(fact, format!("give the service's own `$metadata`: {DOWNLOAD}")));
    }
    Ok(metadata)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::new(format!("there is no file `{shown}`"), format!("download one, or name another: {DOWNLOAD}"))
        }
        io::ErrorKind::IsADirectory => {
            let example = path.join("v1.0.csdl");
            Failure::new(
                format!("`{shown}` is a directory"),
                format!("name the file in it: `--metadata {}`", example.display()),
            )
        }
        _ => Failure::new(format!("`{shown}` can't be read: {error}"), "see that it is a file that you may read"),
    }
}

/// The place as editors open it, and what most likely happened to the file.
fn no_csdl(path: &Path, text: &str, error: &graph_csdl::Error) -> Failure {
    let place = error.position();
    let fact = format!("{}:{}:{}: {}", path.display(), place.line, place.column, error.message());
    let start = text.trim_start();
    let is_cut_off = !text.trim_end().ends_with('>') || !text.contains("</edmx:Edmx>") && text.contains("<edmx:Edmx");
    let help = if start.starts_with('{') || start.starts_with("<!") || start.starts_with("<html") {
        format!("the download brought an error page; look at it, and download again: {DOWNLOAD}")
    } else if is_cut_off {
        format!("the file is cut off; download it again: {DOWNLOAD}")
    } else {
        format!("undo the change at this place, or download the file again: {DOWNLOAD}")
    };
    Failure::new(fact, help).note("a metadata file is CSDL 4.0 in XML, as `$metadata` gives it")
}
