//! A client of the server on loopback.

use graph_core::{Client, StaticToken};
use tokio::runtime::{Builder, Runtime};

use crate::memory::TOKEN;
use crate::setup::Setup;
use crate::subject::Outcome;

/// A runtime with one thread: the server has the other core.
pub fn runtime() -> Outcome<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

pub fn client(setup: &Setup) -> Outcome<Client> {
    Ok(Client::builder().base_url(setup.url()?).credential(StaticToken::new(TOKEN)).build()?)
}
