//! The blocking client.

use std::fmt;
use std::sync::Arc;

use super::runtime::Runtime;
use crate::client::client::{self, BuildError, ClientBuilder};
use crate::client::transport::TransportError;

/// A client whose calls block the thread: the result of [`ClientBuilder::build_blocking`]. A clone is cheap and shares the
/// connections.
///
/// # Shape
/// One thread runs the connections of the client and its clones. It ends when the last of them is dropped.
///
/// # Rule
/// A call within an async function works and blocks its thread, which other tasks then can't use: call it in
/// `tokio::task::spawn_blocking`, or use the async client there.
#[derive(Clone)]
pub struct Client {
    client: client::Client,
    runtime: Arc<Runtime>,
}

impl Client {
    /// The client for futures that are waited for with [`block_on`](Self::block_on). Its connections need the thread of this
    /// client, so do not use it after this client was dropped.
    #[must_use]
    pub fn as_async(&self) -> &client::Client {
        &self.client
    }

    /// Waits for a future: any async method of this crate.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Client, Error, Request, blocking, http::Method};
    ///
    /// fn delete(client: &blocking::Client) -> Result<(), Error> {
    ///     client.block_on(Request::<()>::raw(Method::DELETE, "users/ada").send(client.as_async()))
    /// }
    /// ```
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl ClientBuilder {
    /// Builds a client whose calls block the thread. It starts a thread for the connections.
    ///
    /// # Errors
    /// The errors of [`build`](Self::build), and [`BuildError::Transport`] if the thread can't be started.
    ///
    /// # Example
    /// ```
    /// use graph_core::Client;
    ///
    /// # #[cfg(feature = "reqwest")] {
    /// let client = Client::builder().build_blocking()?;
    /// assert_eq!(client.as_async().root().to_string(), "https://graph.microsoft.com/v1.0");
    /// # }
    /// # Ok::<(), graph_core::error::BuildError>(())
    /// ```
    pub fn build_blocking(self) -> Result<Client, BuildError> {
        let runtime = Runtime::new().map_err(TransportError::new)?;
        Ok(Client { client: self.build()?, runtime: Arc::new(runtime) })
    }
}
