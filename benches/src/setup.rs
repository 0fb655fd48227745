//! What the sides share in one run of the program.

use std::cell::OnceCell;
use std::io;

use crate::device_statuses::PAGE;
use crate::server::Server;

pub struct Setup {
    server: OnceCell<Server>,
    /// The number of items of a long listing.
    pub listed: usize,
    /// The number of items of a large page.
    pub largest: usize,
}

impl Setup {
    /// The sizes of the table: 200,000 items of a listing, 100 MB of a page.
    #[must_use]
    pub fn full() -> Self {
        Self { server: OnceCell::new(), listed: 200_000, largest: 225_000 }
    }

    /// Ten pages, for counts and to try.
    #[must_use]
    pub fn small() -> Self {
        Self { listed: 10 * PAGE, largest: 10 * PAGE, ..Self::full() }
    }

    /// The URL of the loopback server, which is started when a side first needs it.
    pub fn url(&self) -> io::Result<&str> {
        if self.server.get().is_none() {
            let _ = self.server.set(Server::start()?);
        }
        Ok(self.server.get().map_or("", Server::url))
    }
}
