//! Streams of the items of a paged collection.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;

use super::pages::{Pages, is_url, url_of};
use crate::client::client::Client;
use crate::error::error::Error;
use crate::error::request::RequestError;
use crate::request::request::Request;
use crate::response::delta::{Change, DeltaPage};
use crate::response::link::{DeltaLink, NextLink};
use crate::response::page::{Page, Paged};
use crate::value::value::Value;

/// The maximum number of pages in a row without an item. A service may skip many items that a filter excludes, but not without end.
const MOST_EMPTY: usize = 10_000;

/// A stream of the items of all pages: the result of [`Request::stream`].
///
/// # Shape
/// The next page is fetched while the current one is in use, never more than one. Empty pages are skipped; 10,000 of them in a row
/// are an error, [`RequestError::EmptyPages`], unless [`max_empty_pages`](Self::max_empty_pages) says otherwise. The stream ends after an error.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Client, Error};
/// #[graph_entity(path = "users")]
/// pub struct User { pub display_name: Option<String> }
///
/// async fn print(client: &Client) -> Result<(), Error> {
///     let mut users = User::users().list().stream(client);
///     while let Some(user) = users.try_next().await? {
///         println!("{:?}", user.display_name);
///     }
///     Ok(())
/// }
/// ```
#[must_use = "a stream does nothing unless polled"]
pub struct Items<P: Paged> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Item>,
    summary: Option<P::Summary>,
    /// The number of pages without an item since the last item.
    empty: usize,
    most_empty: usize,
}

impl<P: Paged + 'static> Items<P> {
    /// Returns the next item; `None` after the last one. It is equivalent to `try_next` of the `futures` crates.
    ///
    /// # Errors
    /// The error of the page's request. The stream ends after it.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// The link of the next page, to continue after an error with [`Collection::page`](crate::Collection::page). `None` at the end,
    /// and if the first request failed, which can be sent again. It does not refer to the remaining items of the current page: stop
    /// at the end of a page with [`pages`](Request::pages), or read those items first.
    #[must_use]
    pub fn next_link(&self) -> Option<&NextLink> {
        self.pages.next_link()
    }

    /// Sets the maximum number of pages: see [`Pages::max_pages`].
    pub fn max_pages(self, max_pages: usize) -> Self {
        Self { pages: self.pages.max_pages(max_pages), ..self }
    }

    /// Sets the maximum number of pages in a row without an item: if the last of them has a link to another one, the stream ends with
    /// [`RequestError::EmptyPages`]. It defaults to 10,000.
    pub fn max_empty_pages(self, max_empty_pages: usize) -> Self {
        Self { most_empty: max_empty_pages.max(1), ..self }
    }

    fn summary(&self) -> Option<&P::Summary> {
        self.summary.as_ref()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error>>> {
        loop {
            if let Some(element) = self.page.next() {
                self.empty = 0;
                self.pages.advance();
                return Poll::Ready(Some(Ok(element)));
            }
            if self.empty >= self.most_empty {
                self.pages.end();
                let count = std::mem::take(&mut self.empty);
                return Poll::Ready(Some(Err(RequestError::EmptyPages { count }.into())));
            }
            match self.pages.poll_page(context) {
                Poll::Ready(Some(Ok(page))) => {
                    self.empty += usize::from(page.next_link().is_some());
                    let (elements, summary) = page.into_parts();
                    self.page = elements.into_iter();
                    self.summary = summary.or(self.summary.take());
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<E: Value + 'static> Items<Page<E>> {
    /// The total count, after the first page, if the request has `count`.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.summary().copied()
    }
}

impl<E: Value + 'static> Items<DeltaPage<E>> {
    /// The link of the next round, at the end of the stream.
    #[must_use]
    pub fn delta_link(&self) -> Option<&DeltaLink> {
        self.summary()
    }
}

impl<P: Paged + 'static> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

/// No field is pinned.
impl<P: Paged> Unpin for Items<P> {}

impl<P: Paged> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<P: Paged + 'static> Request<P> {
    /// Streams the items of all pages: `while let Some(user) = users.try_next().await? { … }`. The result implements `Stream` of
    /// the `futures` crates.
    pub fn stream(self, client: &Client) -> Items<P> {
        Items {
            pages: self.pages(client),
            page: Vec::new().into_iter(),
            summary: None,
            empty: 0,
            most_empty: MOST_EMPTY,
        }
    }
}

impl<E: Value + 'static> Request<Page<E>> {
    /// Collects up to `limit` items of all pages. It requests no more pages than necessary.
    ///
    /// # Errors
    /// The first error of a request.
    pub async fn collect_all(self, client: &Client, limit: usize) -> Result<Vec<E>, Error> {
        let mut elements = Vec::new();
        let (own, mut followed) = (url_of(&self, client), HashSet::new());
        let mut empty = 0;
        let mut next = Some(self.clone());
        while elements.len() < limit
            && let Some(request) = next
        {
            let mut page = request.send(client).await?;
            empty = if page.value.is_empty() { empty + 1 } else { 0 };
            elements.append(&mut page.value);
            let link = page.next_link().filter(|_| elements.len() < limit);
            if link.is_some_and(|link| is_url(link, own.as_ref()) || !followed.insert(link.clone())) {
                return Err(RequestError::RepeatedLink.into());
            }
            if link.is_some() && empty >= MOST_EMPTY {
                return Err(RequestError::EmptyPages { count: empty }.into());
            }
            next = link.map(|link| self.following(link.as_str(), self.reader()));
        }
        elements.truncate(limit);
        Ok(elements)
    }
}

impl<E: Value + 'static> Request<DeltaPage<E>> {
    /// Reads a whole round: all changes, and the link of the next round.
    ///
    /// # Errors
    /// The first error of a request; [`Error::Resync`] if the delta link has expired.
    pub async fn round(self, client: &Client) -> Result<(Vec<Change<E>>, DeltaLink), Error> {
        let mut changes = Vec::new();
        let mut stream = self.stream(client);
        while let Some(change) = stream.try_next().await? {
            changes.push(change);
        }
        match stream.summary {
            Some(link) => Ok((changes, link)),
            None => Err(RequestError::NoDeltaLink.into()),
        }
    }
}
