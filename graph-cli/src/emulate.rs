//! `graph-entity emulate`.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use graph_emulator::{BuildError, Emulator};

use crate::metadata::file::{self, MetadataFile};
use crate::terminal::output::{Failure, Verdict, show};
use crate::terminal::progress;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Emulate {
    #[command(flatten)]
    metadata: MetadataFile,

    /// Keep what is stored in this file, and begin with what it has. Without it all is forgotten at the end.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// The port on 127.0.0.1; any that is free unless set.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Answer actions and functions with an empty value of their type instead of 501.
    #[arg(long)]
    empty_answers: bool,

    /// Give missing properties that a create requires their type's default instead of refusing it.
    #[arg(long)]
    defaults: bool,

    /// Refuse names in another letter case, query options without `$`, and read-only properties and keys in a body.
    #[arg(long)]
    strict: bool,
}

/// Shown behind the options.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity emulate --metadata v1.0.csdl --port 8080 --data graph.json
  curl -H 'Authorization: Bearer any' http://127.0.0.1:8080/v1.0/users
  curl -H 'Authorization: Bearer any' -H 'Content-Type: application/json' \\
       -d '{\"displayName\":\"Ada\"}' http://127.0.0.1:8080/v1.0/groups

How it answers:
  As Microsoft Graph does, from memory, by the paths, properties and types of the metadata. Any bearer token will do. In Rust give the printed URL to `Client::builder().base_url(…)`. It serves until it is ended by Ctrl+C.

Exit status:
  2  wrong usage, a file that can't be read, or a port that is taken";

impl Emulate {
    pub(crate) fn run(&self) -> Result<Verdict, Failure> {
        let emulator = self.emulator()?;
        let failed = |error: std::io::Error| {
            let help = "choose another port by `--port`, or leave it out for any that is free";
            Failure::new(format!("port {} can't be served: {error}", self.port), help)
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
        runtime.block_on(async {
            let serving =
                emulator.serve_on(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await.map_err(failed)?;
            let url = serving.url();
            show(&format!("serving {url}\n\n  curl -H 'Authorization: Bearer any' {url}/v1.0/users\n"))?;
            // Until the process is ended: what is stored is in the file by then.
            std::future::pending::<Result<Verdict, Failure>>().await
        })
    }

    /// What will be served.
    fn emulator(&self) -> Result<Emulator, Failure> {
        let path = self.metadata.path()?;
        // Read by the same rules and with the same messages as for every other command.
        let metadata = file::read(path)?;
        let mut builder = Emulator::builder().metadata(metadata.text());
        if self.empty_answers {
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
                Failure::new(format!("{}: {error}", path.display()), "download the file again")
            }
            error => {
                let help = "name another file by `--data`, in a directory that is there: the file alone is made";
                Failure::new(in_full(&error), help)
            }
        })
    }
}

/// The error and what caused it, in one line.
fn in_full(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
