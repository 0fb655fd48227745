//! `graph-entity emulate`.

mod preparation;
mod examples;
mod replay;
#[cfg(feature = "tls")]
mod trust;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use graph_emulator::{Emulator, Serving};

use self::preparation::Preparation;
use crate::terminal::output::{CommandError, ExitStatus, show};

/// Arguments of `graph-entity emulate`.
#[derive(Debug, Args)]
pub(crate) struct Emulate {
    #[command(flatten)]
    preparation: Preparation,

    /// The port on 127.0.0.1 [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// The URL at which clients see the server, such as that of a proxy: the base of all links
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,

    /// Serve by TLS, with a certificate that is made at the start
    #[cfg(feature = "tls")]
    #[arg(long)]
    tls: bool,

    /// Write the certificate that clients must trust to `ca.pem` in this directory [default: one in the system's temporary directory]
    #[cfg(feature = "tls")]
    #[arg(long, value_name = "DIR", requires = "tls")]
    tls_dir: Option<PathBuf>,

    /// Send the requests of documentation examples to the emulator, print those that it refuses, and exit
    #[arg(long, value_name = "FILE", conflicts_with_all = ["data", "granted", "port", "public_url"])]
    replay: Option<PathBuf>,

    /// Print the result of `--replay` as JSON
    #[arg(long, requires = "replay")]
    pub(crate) json: bool,
}

/// The end of `graph-entity emulate --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  graph-entity emulate --metadata v1.0.csdl --port 8080 --data graph.json
  curl -H 'Authorization: Bearer any' http://127.0.0.1:8080/v1.0/users
  curl -H 'Authorization: Bearer any' -H 'Content-Type: application/json' \\
       -d '{\"displayName\":\"Ada\"}' http://127.0.0.1:8080/v1.0/groups
  curl -d '{\"kind\":\"throttled\",\"retryAfter\":1}' http://127.0.0.1:8080/_emulator/faults
  graph-entity emulate --permissions permissions.json --granted User.Read.All,Mail.Send

Behaviour:
  The emulator responds like Microsoft Graph, from an in-memory store, according to the paths, properties and types of the metadata. Without metadata it accepts any property and any path where something is stored. It accepts any bearer token; with --granted those alone that it issues, and a request that their permissions do not cover is 403. The paths below `/_emulator` control it by JSON, and `/_emulator/` is a page that shows the requests. In Rust, pass the printed URL to `Client::builder().base_url(…)`. Ctrl+C ends the program.

Exit status:
  0  `--replay` had a response to each request
  1  `--replay` had requests that were refused
  2  wrong usage, an unreadable file, or a port in use";

impl Emulate {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<ExitStatus, CommandError> {
        if self.replay.is_some() {
            self.preparation.require_metadata()?;
        }
        let emulator = self.preparation.emulator()?;
        if let Some(examples) = &self.replay {
            if emulator.requires_issued_tokens() {
                let help = "remove `granted` from the file of `--script`";
                return Err(CommandError::new(
                    "recorded requests have no token with the permissions that are granted",
                    help,
                ));
            }
            return replay::run(&emulator, examples, self.json);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.map_err(|error| self.not_served(&error))?.block_on(async {
            let serving = self.serve(&emulator).await?;
            show(&self.greeting(&emulator, serving.url()))?;
            #[cfg(feature = "tls")]
            if self.tls {
                show(&trust::help(&self.certificate_file(), serving.url()))?;
            }
            // Until the process ends: each change is saved when it is made.
            std::future::pending::<Result<ExitStatus, CommandError>>().await
        })
    }

    async fn serve(&self, emulator: &Emulator) -> Result<Serving, CommandError> {
        let mut server = emulator.server();
        if let Some(url) = &self.public_url {
            server = server.public_url(url);
        }
        #[cfg(feature = "tls")]
        if self.tls {
            server = server.tls(&trust::certificate(&self.certificate_file(), self.public_url.as_deref())?);
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        server.serve_on(address).await.map_err(|error| self.not_served(&error))
    }

    fn not_served(&self, error: &std::io::Error) -> CommandError {
        if error.kind() == std::io::ErrorKind::InvalidInput {
            return CommandError::new(error.to_string(), "write `--public-url` as a scheme, a host and perhaps a path");
        }
        let help = "choose another port by `--port`, or omit it for a free one";
        CommandError::new(format!("cannot serve port {}: {error}", self.port), help)
    }

    #[cfg(feature = "tls")]
    fn certificate_file(&self) -> PathBuf {
        let folder = self.tls_dir.clone().unwrap_or_else(|| std::env::temp_dir().join("graph-emulator"));
        folder.join("ca.pem")
    }

    fn greeting(&self, emulator: &Emulator, url: &str) -> String {
        let shown = self.public_url.as_deref().unwrap_or(url).trim_end_matches('/');
        let without = if self.preparation.has_metadata() {
            String::new()
        } else {
            "\nwithout metadata: any property is accepted, a path exists once something is stored there, and names, types and \
             required properties are not checked. `--metadata v1.0.csdl` adds the checks.\n"
                .to_owned()
        };
        let first = if emulator.requires_issued_tokens() {
            format!(
                "curl -d 'client_id=any&client_secret=any&grant_type=client_credentials&scope=https://graph.microsoft.com/.default' {shown}/any/oauth2/v2.0/token"
            )
        } else {
            format!("curl -H 'Authorization: Bearer any' {shown}/v1.0/users")
        };
        format!("serving {url}\n\n  {first}\n  requests, entities and faults: {url}/_emulator/\n{without}")
    }
}
