//! What stands on the pages of a collection, one after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;

use super::pages::Pages;
use crate::client::client::Client;
use crate::error::error::Error;
use crate::error::request::RequestError;
use crate::request::request::Request;
use crate::response::delta::{Change, DeltaPage};
use crate::response::link::{DeltaLink, NextLink};
use crate::response::page::{Page, Paged};
use crate::value::value::Value;

/// A stream of what stands on all pages: what [`Request::stream`] gives.
///
/// # Shape
/// While one page is in use the next one is on its way, and never more than one. An empty page is passed over. After an
/// error the stream ends.
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
#[must_use = "a stream does nothing until it is asked for the next element"]
pub struct Items<P: Paged> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Item>,
    summary: Option<P::Summary>,
}

impl<P: Paged + 'static> Items<P> {
    /// The next element; `None` after the last one. The same as `try_next` of the `futures` crates.
    ///
    /// # Errors
    /// That of the request of the element's page. Then the stream is at its end.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Where the next page is that was not given yet: after an error, what to go on with by
    /// [`Collection::page`](crate::Collection::page). `None` where that is the page of the first request, which is to be sent
    /// again; and at the end. In the middle of a page its rest is not at this link: stop where a page ends, by
    /// [`pages`](Request::pages), or take what is left of it first.
    #[must_use]
    pub fn next_link(&self) -> Option<&NextLink> {
        self.pages.next_link()
    }

    fn summary(&self) -> Option<&P::Summary> {
        self.summary.as_ref()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error>>> {
        loop {
            if let Some(element) = self.page.next() {
                self.pages.advance(context, false);
                return Poll::Ready(Some(Ok(element)));
            }
            match self.pages.poll_page(context) {
                Poll::Ready(Some(Ok(page))) => {
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
    /// The number of all elements, once the first page is there, where the request asked for it by `count`.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.summary().copied()
    }
}

impl<E: Value + 'static> Items<DeltaPage<E>> {
    /// Where the next round begins, once this stream is at its end.
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

/// Nothing in it is ever pinned in place.
impl<P: Paged> Unpin for Items<P> {}

impl<P: Paged> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<P: Paged + 'static> Request<P> {
    /// What stands on all pages, as a stream: `while let Some(user) = users.try_next().await? { … }`. It is a `Stream` of the
    /// `futures` crates as well.
    pub fn stream(self, client: &Client) -> Items<P> {
        Items { pages: self.pages(client), page: Vec::new().into_iter(), summary: None }
    }
}

impl<E: Value + 'static> Request<Page<E>> {
    /// The elements of all pages in one `Vec`, but `limit` at most. Once it has so many it asks for no more pages.
    ///
    /// # Errors
    /// That of the first request that fails.
    pub async fn collect_all(self, client: &Client, limit: usize) -> Result<Vec<E>, Error> {
        let mut elements = Vec::new();
        let mut followed = HashSet::new();
        let mut next = Some(self.clone());
        while elements.len() < limit
            && let Some(request) = next
        {
            let mut page = request.send(client).await?;
            elements.append(&mut page.value);
            let link = page.next_link().filter(|_| elements.len() < limit);
            if link.is_some_and(|link| !followed.insert(link.clone())) {
                return Err(RequestError::RepeatedLink.into());
            }
            next = link.map(|link| self.following(link.as_str(), self.reader()));
        }
        elements.truncate(limit);
        Ok(elements)
    }
}

impl<E: Value + 'static> Request<DeltaPage<E>> {
    /// A whole round: all that changed, and where the next one begins.
    ///
    /// # Errors
    /// That of the first request that fails; [`Error::Resync`] where the round has to begin anew.
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
