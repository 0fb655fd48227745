//! All pages of a collection, one after the other, and the elements on them.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;

use crate::client::Client;
use crate::delta::{Change, DeltaPage};
use crate::error::{Error, RequestError};
use crate::link::{DeltaLink, NextLink};
use crate::page::Page;
use crate::request::{Read, Request};
use crate::transport::BoxFuture;
use crate::value::Value;

/// What comes in pages: [`Page`] and [`DeltaPage`](crate::DeltaPage). Sealed.
pub trait Paged: Sized + sealed::Sealed {
    /// What stands on a page.
    type Element;
    /// What a page says of the whole: the number of elements, or where the next round begins.
    type Remark;

    /// Where the next page is.
    #[doc(hidden)]
    fn next_link(&self) -> Option<&NextLink>;

    /// The page's elements, and its remark.
    #[doc(hidden)]
    fn into_parts(self) -> (Vec<Self::Element>, Option<Self::Remark>);
}

impl<E: Value> Paged for Page<E> {
    type Element = E;
    type Remark = u64;

    fn next_link(&self) -> Option<&NextLink> {
        self.next_link.as_ref()
    }

    fn into_parts(self) -> (Vec<E>, Option<u64>) {
        (self.value, self.count)
    }
}

impl<E: Value> Paged for DeltaPage<E> {
    type Element = Change<E>;
    type Remark = DeltaLink;

    fn next_link(&self) -> Option<&NextLink> {
        self.next_link.as_ref()
    }

    fn into_parts(self) -> (Vec<Change<E>>, Option<DeltaLink>) {
        (self.value, self.delta_link)
    }
}

/// A stream of pages: what [`Request::pages`] gives.
///
/// # Shape
/// While one page is in use the next one is on its way, and never more than one. After an error the stream ends.
#[must_use = "a stream does nothing until it is asked for the next page"]
pub struct Pages<P> {
    client: Client,
    /// What the links are followed with: the headers of the first request.
    first: Request<P>,
    next: Next<P>,
    /// A service that leads back to where it came from would never end.
    followed: HashSet<NextLink>,
}

enum Next<P> {
    Coming(BoxFuture<'static, Result<P, Error>>),
    Here(Box<Result<P, Error>>),
    None,
}

impl<P: Paged + 'static> Pages<P> {
    fn new(client: &Client, request: Request<P>) -> Self {
        let next = Next::fetch(client, request.clone());
        Self { client: client.clone(), first: request, next, followed: HashSet::new() }
    }

    /// The next page; `None` after the last one. The same as `try_next` of the `futures` crates.
    ///
    /// # Errors
    /// That of the page's request. Then the stream is at its end.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, Error>>> {
        self.advance(context);
        match std::mem::replace(&mut self.next, Next::None) {
            Next::Here(page) => {
                if let Ok(page) = page.as_ref() {
                    self.next = self.after(page);
                    self.advance(context);
                }
                Poll::Ready(Some(*page))
            }
            Next::None => Poll::Ready(None),
            coming @ Next::Coming(_) => {
                self.next = coming;
                Poll::Pending
            }
        }
    }

    /// Lets the next page come on.
    fn advance(&mut self, context: &mut Context<'_>) {
        if let Next::Coming(page) = &mut self.next
            && let Poll::Ready(page) = page.as_mut().poll(context)
        {
            self.next = Next::Here(Box::new(page));
        }
    }

    /// The page after this one.
    fn after(&mut self, page: &P) -> Next<P> {
        let Some(link) = page.next_link() else { return Next::None };
        if !self.followed.insert(link.clone()) {
            return Next::Here(Box::new(Err(RequestError::RepeatedLink.into())));
        }
        let read: Read<P> = self.first.reader();
        Next::fetch(&self.client, self.first.following(link.as_str(), read))
    }
}

impl<P: 'static> Next<P> {
    fn fetch(client: &Client, request: Request<P>) -> Self {
        let client = client.clone();
        Self::Coming(Box::pin(async move { request.send(&client).await }))
    }
}

impl<P: Paged + 'static> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// Nothing in it is ever pinned in place.
impl<P> Unpin for Pages<P> {}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("first", &self.first).finish_non_exhaustive()
    }
}

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
pub struct Elements<P: Paged> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Element>,
    remark: Option<P::Remark>,
}

impl<P: Paged + 'static> Elements<P> {
    /// The next element; `None` after the last one. The same as `try_next` of the `futures` crates.
    ///
    /// # Errors
    /// That of the request of the element's page. Then the stream is at its end.
    pub async fn try_next(&mut self) -> Result<Option<P::Element>, Error> {
        poll_fn(|context| self.poll_element(context)).await.transpose()
    }

    pub(crate) fn remark(&self) -> Option<&P::Remark> {
        self.remark.as_ref()
    }

    fn poll_element(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Element, Error>>> {
        loop {
            if let Some(element) = self.page.next() {
                self.pages.advance(context);
                return Poll::Ready(Some(Ok(element)));
            }
            match self.pages.poll_page(context) {
                Poll::Ready(Some(Ok(page))) => {
                    let (elements, remark) = page.into_parts();
                    self.page = elements.into_iter();
                    self.remark = remark.or(self.remark.take());
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<E: Value + 'static> Elements<Page<E>> {
    /// The number of all elements, once the first page is there, where the request asked for it by `count`.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.remark().copied()
    }
}

impl<E: Value + 'static> Elements<DeltaPage<E>> {
    /// Where the next round begins, once this stream is at its end.
    #[must_use]
    pub fn delta_link(&self) -> Option<&DeltaLink> {
        self.remark()
    }
}

impl<P: Paged + 'static> Stream for Elements<P> {
    type Item = Result<P::Element, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_element(context)
    }
}

/// Nothing in it is ever pinned in place.
impl<P: Paged> Unpin for Elements<P> {}

impl<P: Paged> fmt::Debug for Elements<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elements").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<P: Paged + 'static> Request<P> {
    /// All pages, as a stream: each with this request's headers, the next one fetched while one is in use.
    pub fn pages(self, client: &Client) -> Pages<P> {
        Pages::new(client, self)
    }

    /// What stands on all pages, as a stream.
    pub fn stream(self, client: &Client) -> Elements<P> {
        Elements { pages: self.pages(client), page: Vec::new().into_iter(), remark: None }
    }
}

impl<E: Value + 'static> Request<Page<E>> {
    /// The first `limit` elements of all pages together, and no page more than that takes.
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
            let page = request.send(client).await?;
            next = page.next_link.as_ref().map(|link| self.following(link.as_str(), self.reader()));
            if page.next_link.as_ref().is_some_and(|link| !followed.insert(link.clone())) {
                return Err(RequestError::RepeatedLink.into());
            }
            elements.extend(page.value);
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
        match stream.remark {
            Some(link) => Ok((changes, link)),
            None => Err(RequestError::NoDeltaLink.into()),
        }
    }
}

mod sealed {
    pub trait Sealed {}
    impl<E> Sealed for crate::page::Page<E> {}
    impl<E> Sealed for crate::delta::DeltaPage<E> {}
}
