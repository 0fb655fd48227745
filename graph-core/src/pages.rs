//! All pages of a collection, one after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

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

    pub(crate) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, Error>>> {
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
    pub(crate) fn advance(&mut self, context: &mut Context<'_>) {
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

impl<P: Paged + 'static> Request<P> {
    /// All pages, as a stream: each with this request's headers, the next one fetched while one is in use.
    pub fn pages(self, client: &Client) -> Pages<P> {
        Pages::new(client, self)
    }
}

mod sealed {
    pub trait Sealed {}
    impl<E> Sealed for crate::page::Page<E> {}
    impl<E> Sealed for crate::delta::DeltaPage<E> {}
}
