//! Streams of the pages of a collection.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use http::Uri;

use super::woken::Woken;
use crate::client::client::Client;
use crate::client::throttle::Awaited;
use crate::error::error::Error;
use crate::error::request::RequestError;
use crate::request::request::{Read, Request};
use crate::response::link::NextLink;
use crate::response::page::Paged;

/// A stream of pages: the result of [`Request::pages`].
///
/// # Shape
/// The next page is fetched while the current one is in use, never more than one, if the limits of the client leave room for it. A page
/// that fails before the caller waits for it is fetched once more. The stream ends after an error.
#[must_use = "a stream does nothing unless polled"]
pub struct Pages<P> {
    client: Client,
    /// The first request, whose headers the further requests have.
    first: Request<P>,
    next: Next<P>,
    /// The request of the page that is fetched ahead.
    ahead: Option<Request<P>>,
    following: Option<NextLink>,
    /// The caller waits for the next page.
    awaited: bool,
    /// The links so far: a repeated link would never end.
    followed: HashSet<NextLink>,
    /// The URL of the first request.
    own: Option<Uri>,
    /// The number of pages so far.
    count: usize,
    most: usize,
}

enum Next<P> {
    Coming {
        page: Woken<'static, Result<P, Error>>,
        ahead: Option<Arc<Awaited>>,
    },
    /// `stale` if the page arrived before the caller waited for it.
    Here {
        page: Box<Result<P, Error>>,
        stale: bool,
    },
    None,
}

impl<P: Paged + 'static> Pages<P> {
    fn new(client: &Client, request: Request<P>) -> Self {
        let next = Next::awaited(client, request.clone());
        let following = request.link().map(NextLink::from);
        let followed = following.iter().cloned().collect();
        Self {
            client: client.clone(),
            own: url_of(&request, client),
            first: request,
            next,
            ahead: None,
            following,
            awaited: false,
            followed,
            count: 0,
            most: usize::MAX,
        }
    }

    /// Sets the maximum number of pages. A further page is an error, and [`next_link`](Self::next_link) is its link. There is none by
    /// default.
    pub fn max_pages(self, max_pages: usize) -> Self {
        Self { most: max_pages, ..self }
    }

    /// Returns the next page; `None` after the last one. It is equivalent to `try_next` of the `futures` crates.
    ///
    /// # Errors
    /// The error of the page's request. The stream ends after it, and [`next_link`](Self::next_link) is the link of that page.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// The link of the next page, to continue after an error. `None` at the end, and if the first request failed, which can be sent
    /// again.
    #[must_use]
    pub fn next_link(&self) -> Option<&NextLink> {
        self.following.as_ref()
    }

    pub(crate) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, Error>>> {
        loop {
            let watched = std::mem::replace(&mut self.awaited, true);
            if let Next::Coming { page, ahead } = &mut self.next
                && !watched
            {
                if let Some(ahead) = ahead {
                    ahead.await_now();
                }
                // Tells a page that arrived while the caller was busy from one that arrives from now on.
                page.renew();
            }
            self.fetch(watched, Some(context.waker()));
            match std::mem::replace(&mut self.next, Next::None) {
                // The page failed while the caller was busy with the one before.
                Next::Here { page, stale: true } if page.is_err() => match self.ahead.take() {
                    Some(again) => self.next = Next::awaited(&self.client, again),
                    None => return Poll::Ready(Some(*page)),
                },
                Next::Here { page, .. } => {
                    self.awaited = false;
                    if let Ok(page) = page.as_ref() {
                        self.next = self.after(page);
                        // Starts the request. The task has a page now, and waits for nothing.
                        self.fetch(true, None);
                    }
                    return Poll::Ready(Some(*page));
                }
                Next::None => return Poll::Ready(None),
                coming @ Next::Coming { .. } => {
                    self.next = coming;
                    return Poll::Pending;
                }
            }
        }
    }

    /// Ends the stream before the next page, whose link remains.
    pub(crate) fn end(&mut self) {
        self.next = Next::None;
    }

    /// Polls the request of the next page while the caller reads the current page.
    pub(crate) fn advance(&mut self) {
        self.fetch(false, None);
    }

    /// Polls the request of the next page, if it was woken. `task` is woken with it.
    fn fetch(&mut self, watched: bool, task: Option<&Waker>) {
        if let Next::Coming { page, .. } = &mut self.next
            && let Poll::Ready(page) = page.poll(task)
        {
            self.next = Next::Here { page: Box::new(page), stale: !watched };
        }
    }

    /// The request of the page after this one.
    fn after(&mut self, page: &P) -> Next<P> {
        self.following = page.next_link().cloned();
        let Some(link) = page.next_link() else { return Next::None };
        if is_url(link, self.own.as_ref()) || !self.followed.insert(link.clone()) {
            let page = Box::new(Err(RequestError::RepeatedLink.into()));
            return Next::Here { page, stale: false };
        }
        self.count += 1;
        if self.count >= self.most {
            let limit = self.most;
            return Next::Here { page: Box::new(Err(RequestError::TooManyPages { limit }.into())), stale: false };
        }
        let read: Read<P> = self.first.reader();
        let request = self.first.following(link.as_str(), read);
        self.ahead = Some(request.clone());
        Next::ahead(&self.client, request)
    }
}

/// The URL of a request; `None` if it can't be sent.
pub(super) fn url_of<P>(request: &Request<P>, client: &Client) -> Option<Uri> {
    request.prepare(client.root()).ok().map(|sent| sent.uri)
}

/// Returns `true` if a link is this URL.
pub(super) fn is_url(link: &NextLink, url: Option<&Uri>) -> bool {
    url.is_some_and(|url| link.as_str().parse().is_ok_and(|link: Uri| link == *url))
}

impl<P: 'static> Next<P> {
    /// A page for which the caller waits.
    fn awaited(client: &Client, request: Request<P>) -> Self {
        let client = client.clone();
        let page = Woken::new(Box::pin(async move { request.send(&client).await }));
        Self::Coming { page, ahead: None }
    }

    /// A page that is fetched while the caller reads the one before.
    fn ahead(client: &Client, request: Request<P>) -> Self {
        let (client, ahead) = (client.clone(), Arc::<Awaited>::default());
        let of_call = Arc::clone(&ahead);
        let page = Woken::new(Box::pin(async move { client.execute_ahead(&request, &of_call).await }));
        Self::Coming { page, ahead: Some(ahead) }
    }
}

impl<P: Paged + 'static> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// No field is pinned.
impl<P> Unpin for Pages<P> {}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("first", &self.first).finish_non_exhaustive()
    }
}

impl<P: Paged + 'static> Request<P> {
    /// Streams all pages. Each request has the headers of this one, and the next page is fetched while one is in use.
    pub fn pages(self, client: &Client) -> Pages<P> {
        Pages::new(client, self)
    }
}
