//! `graph-entity emulate`.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use graph_emulator::{BuildError, Emulator};

use crate::metadata::file::{self, MetadataFile};
use crate::terminal::output::{CommandError, ExitStatus, show};
use crate::terminal::progress;

/// Arguments of `graph-entity emulate`.
#[derive(Debug, Args)]
pub(crate) struct Emulate {
    #[command(flatten)]
    metadata: MetadataFile,

    /// Load the store from this file, and save it there [default: the store is discarded at the end]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// The port on 127.0.0.1 [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

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

/// The end of `graph-entity emulate --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity emulate --metadata v1.0.csdl --port 8080 --data graph.json
  curl -H 'Authorization: Bearer any' http://127.0.0.1:8080/v1.0/users
  curl -H 'Authorization: Bearer any' -H 'Content-Type: application/json' \\
       -d '{\"displayName\":\"Ada\"}' http://127.0.0.1:8080/v1.0/groups

Behaviour:
  The emulator responds like Microsoft Graph, from an in-memory store, according to the paths, properties and types of the metadata. It accepts any bearer token. In Rust, pass the printed URL to `Client::builder().base_url(…)`. Ctrl+C ends the program.

Exit status:
  2  wrong usage, an unreadable file, or a port in use";

impl Emulate {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        let emulator = self.emulator()?;
        let failed = |error: std::io::Error| {
            let help = "choose another port by `--port`, or omit it for a free one";
            CommandError::new(format!("cannot serve port {}: {error}", self.port), help)
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
        runtime.block_on(async {
            let serving =
                emulator.serve_on(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await.map_err(failed)?;
            let url = serving.url();
            show(&format!("serving {url}\n\n  curl -H 'Authorization: Bearer any' {url}/v1.0/users\n"))?;
            // Until the process ends: each change is saved when it is made.
            std::future::pending::<Result<ExitStatus, CommandError>>().await
        })
    }

    /// Builds the emulator.
    fn emulator(&self) -> Result<Emulator, CommandError> {
        let path = self.metadata.path()?;
        let metadata = file::read(path)?;
        let mut builder = Emulator::builder().metadata(metadata.text());
        if self.empty_responses {
            builder = builder.empty_responses();
        }
        if self.defaults {
            builder = builder.default_values();
        }
        if self.strict {
            builder = builder.strict();
        }
        if let Some(data) = &self.data {
            builder = builder.data_file(data);
        }
        progress::during("reading the metadata", || builder.build()).map_err(|error| match error {
            BuildError::Metadata(error) => {
                CommandError::new(format!("{}: {error}", path.display()), "download the file again")
            }
            error => {
                let help = "choose another file by `--data` in an existing directory";
                CommandError::new(with_causes(&error), help)
            }
        })
    }
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
