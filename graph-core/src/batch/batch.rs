//! Batches: many requests in few calls, each with its own response.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::Response;

use super::media;
use super::plan::{Entry, Plan, Results};
use super::rounds;
use crate::client::client::Client;
use crate::error::error::{BatchError, Error};
use crate::request::request::Request;

static NEXT_NUMBER: AtomicU64 = AtomicU64::new(0);

/// Requests that are sent together. Their number and response types are arbitrary.
///
/// # Shape
/// [`add`](Self::add) returns a [`Handle`], and [`send`](Self::send) the [`BatchResponses`], which return the `Result` of a request
/// for its handle. A request that is added [`after`](Self::after) another one is executed only if that one succeeds.
///
/// A call has up to 20 requests of one API version. A larger batch is sent in several calls, a few at a time. Requests that depend
/// on one another have a call of their own, so at most 20 can depend on one another. The service may refuse a call with more than one
/// independent request among them.
///
/// # Rule
/// `POST /$batch` ([JSON batching](https://learn.microsoft.com/graph/json-batching)). URLs are relative to the version and encoded
/// as in a single request. JSON bodies are embedded, `text/*` is a string, other content is base64url. A write without a body has
/// the body `{}`, since the service otherwise refuses the whole call.
///
/// Throttled requests (429) are sent again after the longest of their `Retry-After`s. The [`RetryPolicy`](crate::RetryPolicy) of
/// the client or of a request applies to each request as if it were sent alone, and the strictest of them to a call as a whole.
///
/// # Example
/// ```
/// use graph_core::{Batch, Client, Error, graph_entity};
///
/// #[graph_entity(path = "users", singleton(name = "me", template = "me"))]
/// pub struct User { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }
///
/// #[graph_entity(path = "groups")]
/// pub struct Group { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }
///
/// async fn overview(client: &Client, group: &Group) -> Result<(User, Vec<Group>), Error> {
///     let mut batch = Batch::new();
///     let me = batch.add(User::me().get());
///     let created = batch.add(Group::groups().create(group));
///     let groups = batch.after(&created).add(Group::groups().list());
///
///     let mut responses = batch.send(client).await?;
///     if let Err(error) = responses.take(created) {
///         eprintln!("no group: {error}"); // the other requests have their own results
///     }
///     Ok((responses.take(me)?, responses.take(groups)?.value))
/// }
/// ```
#[must_use = "a batch does nothing until it is sent: `.send(&client).await`"]
pub struct Batch {
    number: u64,
    entries: Vec<Entry>,
    problem: Option<BatchError>,
}

impl Batch {
    /// Creates an empty batch.
    pub fn new() -> Self {
        let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        Self { number, entries: Vec::new(), problem: None }
    }

    /// Adds a request. A mistake in it becomes its own error, and the other requests are still sent.
    pub fn add<R: 'static>(&mut self, request: Request<R>) -> Handle<R> {
        self.push(request, Vec::new())
    }

    /// Makes the next request depend on the request of `handle`: it is executed after that one has succeeded, and otherwise fails
    /// with 424.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Batch, Request, http::Method};
    ///
    /// let post = |path: &str| Request::<()>::raw(Method::POST, path);
    /// let mut batch = Batch::new();
    /// let start = batch.add(post("me/drive/items/1/checkout"));
    /// let copy = batch.after(&start).add(post("me/drive/items/1/copy"));
    /// let end = batch.after(&start).after(&copy).add(post("me/drive/items/1/checkin"));
    /// assert_eq!(batch.len(), 3);
    /// # let _ = end;
    /// ```
    pub fn after<R>(&mut self, handle: &Handle<R>) -> After<'_> {
        After { batch: self, after: Vec::new() }.after(handle)
    }

    /// The number of requests.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns `true` if the batch has no requests.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn push<R: 'static>(&mut self, request: Request<R>, after: Vec<usize>) -> Handle<R> {
        let request = Arc::new(request);
        let index = self.entries.len();
        self.entries.push((Arc::clone(&request) as _, after));
        Handle { batch: self.number, index, request }
    }

    /// Sends the requests and waits for all responses. An empty batch makes no call.
    ///
    /// The error of a request or of one call is in the results of the affected requests.
    ///
    /// # Errors
    /// [`Error::Batch`] if nothing was sent because of invalid dependencies: between more than 20 requests, two API versions, or two
    /// batches.
    pub async fn send(self, client: &Client) -> Result<BatchResponses, Error> {
        if let Some(problem) = self.problem {
            return Err(problem.into());
        }
        let plan = Plan::new(&self.entries, client.root());
        let mut results = rounds::send(client, &plan).await?;
        results.extend(plan.known());
        Ok(BatchResponses { batch: self.number, results })
    }
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Batch {
    /// Shows the requests without bodies, queries and values of headers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.iter().map(|(request, _)| request)).finish()
    }
}

/// Adds requests to a [`Batch`] that depend on others: see [`Batch::after`].
#[must_use = "say which request comes after: `.add(…)`"]
pub struct After<'b> {
    batch: &'b mut Batch,
    after: Vec<usize>,
}

impl After<'_> {
    /// Adds a dependency.
    pub fn after<R>(mut self, handle: &Handle<R>) -> Self {
        if handle.batch == self.batch.number {
            self.after.push(handle.index);
        } else {
            self.batch.problem = Some(BatchError::ForeignHandle);
        }
        self
    }

    /// Adds a request with these dependencies. Further requests have the same dependencies, not this request.
    pub fn add<R: 'static>(&mut self, request: Request<R>) -> Handle<R> {
        self.batch.push(request, self.after.clone())
    }
}

impl fmt::Debug for After<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("After").field("after", &self.after).finish_non_exhaustive()
    }
}

/// The handle of a request in a [`Batch`]. `take` consumes it, so each response is taken once.
#[must_use = "the response is taken with it: `responses.take(handle)`"]
pub struct Handle<R> {
    batch: u64,
    index: usize,
    request: Arc<Request<R>>,
}

impl<R> fmt::Debug for Handle<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("request", &self.request).finish_non_exhaustive()
    }
}

/// The responses to a [`Batch`]. A [`Handle`] takes the response to its request.
///
/// # Errors
/// Each result is that of a single request: [`Error::Api`] for a status outside of 200–299, including 424 after a failed dependency.
/// A request without a response is [`Error::Batch`].
///
/// Redirects are not followed. A redirect is an [`ApiError`](crate::ApiError) with its `Location`, such as that of the content of a
/// file, whose URL needs no token.
///
/// # Example
/// ```
/// use graph_core::{Error, bytes::Bytes, batch::{BatchResponses, Handle}};
///
/// /// Returns the URL of the content of a file.
/// fn location(responses: &mut BatchResponses, content: Handle<Bytes>) -> Option<String> {
///     match responses.take(content) {
///         Err(Error::Api(redirect)) if redirect.status.is_redirection() => {
///             Some(redirect.headers().get("location")?.to_str().ok()?.to_owned())
///         }
///         _ => None,
///     }
/// }
/// ```
pub struct BatchResponses {
    batch: u64,
    results: Results,
}

impl BatchResponses {
    /// Takes the response to a request.
    ///
    /// # Errors
    /// The error of the request; [`BatchError::ForeignHandle`] for a handle of another batch.
    pub fn take<R>(&mut self, handle: Handle<R>) -> Result<R, Error> {
        Ok(self.take_full(handle)?.into_body())
    }

    /// Takes the response to a request with its status and headers, such as `Location` and `ETag`.
    ///
    /// # Errors
    /// The errors of [`take`](Self::take).
    pub fn take_full<R>(&mut self, handle: Handle<R>) -> Result<Response<R>, Error> {
        let Handle { batch, index, request } = handle;
        if batch != self.batch {
            return Err(BatchError::ForeignHandle.into());
        }
        let response = self.results.remove(&index).ok_or(BatchError::NoResponse { request_id: None })??;
        let embedded = media::embedded(response.body());
        let Some(json) = embedded else { return request.read_response(response) };
        // A string may be the requested value, so it is tried first.
        let lenient = response.clone().map(|_| json);
        match request.read_response(response) {
            Err(Error::Decode(_) | Error::Api(_) | Error::Resync(_)) => request.read_response(lenient),
            answer => answer,
        }
    }
}

impl fmt::Debug for BatchResponses {
    /// Shows the statuses of the remaining responses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = self.results.iter().map(|(index, result)| {
            (index + 1, result.as_ref().map_or_else(Error::status, |response| Some(response.status())))
        });
        f.debug_map().entries(statuses).finish()
    }
}
