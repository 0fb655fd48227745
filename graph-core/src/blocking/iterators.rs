//! Iterators over the items and the pages of a collection.

use std::fmt;

use super::client::Client;
use crate::error::error::Error;
use crate::request::request::Request;
use crate::response::delta::DeltaPage;
use crate::response::link::{DeltaLink, NextLink};
use crate::response::page::{Page, Paged};
use crate::send::items;
use crate::send::pages;
use crate::value::value::Value;

/// An iterator over the items of all pages: the result of [`Request::iter`]. It ends after an error.
///
/// # Shape
/// It is the blocking form of [`graph_core::Items`](crate::Items). A page is requested while the items of the page before it are
/// taken.
#[must_use = "an iterator does nothing unless it is advanced"]
pub struct Items<P: Paged> {
    client: Client,
    items: items::Items<P>,
}

impl<P: Paged + 'static> Items<P> {
    /// The link of the next page: see [`graph_core::Items::next_link`](crate::Items::next_link).
    #[must_use]
    pub fn next_link(&self) -> Option<&NextLink> {
        self.items.next_link()
    }
}

impl<E: Value + 'static> Items<Page<E>> {
    /// The total count, after the first page, if the request has `count`.
    #[must_use]
    pub fn total_count(&self) -> Option<u64> {
        self.items.count()
    }
}

impl<E: Value + 'static> Items<DeltaPage<E>> {
    /// The link of the next round, at the end.
    #[must_use]
    pub fn delta_link(&self) -> Option<&DeltaLink> {
        self.items.delta_link()
    }
}

impl<P: Paged + 'static> Iterator for Items<P> {
    type Item = Result<P::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.client.block_on(self.items.try_next()).transpose()
    }
}

impl<P: Paged> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("items", &self.items).finish_non_exhaustive()
    }
}

/// An iterator over pages: the result of [`Request::iter_pages`]. It ends after an error.
#[must_use = "an iterator does nothing unless it is advanced"]
pub struct Pages<P> {
    client: Client,
    pages: pages::Pages<P>,
}

impl<P: Paged + 'static> Pages<P> {
    /// The link of the next page, to continue after an error: see [`graph_core::Pages::next_link`](crate::Pages::next_link).
    #[must_use]
    pub fn next_link(&self) -> Option<&NextLink> {
        self.pages.next_link()
    }
}

impl<P: Paged + 'static> Iterator for Pages<P> {
    type Item = Result<P, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.client.block_on(self.pages.try_next()).transpose()
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<P: Paged + 'static> Request<P> {
    /// Iterates over the items of all pages: the blocking form of [`stream`](Self::stream).
    ///
    /// # Example
    /// ```
    /// use graph_core::{Error, blocking::Client, graph_entity};
    ///
    /// #[graph_entity(path = "users")]
    /// pub struct User { pub display_name: Option<String> }
    ///
    /// fn print(client: &Client) -> Result<(), Error> {
    ///     for user in User::users().list().iter(client) {
    ///         println!("{:?}", user?.display_name);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn iter(self, client: &Client) -> Items<P> {
        // The first request starts within the runtime.
        let items = client.block_on(async { self.stream(client.as_async()) });
        Items { client: client.clone(), items }
    }

    /// Iterates over all pages: the blocking form of [`pages`](Self::pages).
    pub fn iter_pages(self, client: &Client) -> Pages<P> {
        let pages = client.block_on(async { self.pages(client.as_async()) });
        Pages { client: client.clone(), pages }
    }
}
