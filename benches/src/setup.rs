//! What the sides share in one run of the program.

use std::cell::OnceCell;
use std::io;

use crate::server::Server;

/// The number of items of a long listing.
const LISTED: usize = 200_000;

pub struct Setup {
    server: OnceCell<Server>,
    pub listed: usize,
}

impl Default for Setup {
    fn default() -> Self {
        Self::listing(LISTED)
    }
}

impl Setup {
    /// A setup whose long listing has this number of items.
    #[must_use]
    pub fn listing(listed: usize) -> Self {
        Self { server: OnceCell::new(), listed }
    }

    /// The URL of the loopback server, which is started when a side first needs it.
    ///
    /// # Errors
    /// The server does not start.
    pub fn url(&self) -> io::Result<&str> {
        if self.server.get().is_none() {
            let _ = self.server.set(Server::start()?);
        }
        Ok(self.server.get().map_or("", Server::url))
    }
}
