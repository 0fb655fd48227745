//! Many requests in few calls, each with an answer of its own.

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

/// Requests that are sent together: any number of them, with any types of answers.
///
/// # Shape
/// [`add`](Self::add) gives a [`Handle`], [`send`](Self::send) the [`BatchResponses`], and a handle is exchanged for its
/// request's own `Result`. A request [`after`](Self::after) another one is only done if that one succeeded.
///
/// A call carries 20 requests of one version of the service, so a greater batch is sent in several, a few at a time.
/// Requests that come after one another share a call with no others, so at most 20 can depend on one another; and the
/// service may refuse a call in which more than one comes first.
///
/// # Rule
/// `POST /$batch` ([JSON batching](https://learn.microsoft.com/graph/json-batching)): URLs are relative to the version,
/// encoded as for a lone request. JSON bodies are embedded as they are, `text/*` is a string, anything else base64url.
/// A request that writes and has no body goes with `{}`, without which the service refuses the whole call.
///
/// A request that is throttled (429) is sent again without those that are done, after the longest `Retry-After` among
/// them; the client's [`RetryPolicy`](crate::RetryPolicy) says how often, for each request as if it had come alone.
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
///     let mut answers = batch.send(client).await?;
///     if let Err(error) = answers.take(created) {
///         eprintln!("no group: {error}"); // the others have answers all the same
///     }
///     Ok((answers.take(me)?, answers.take(groups)?.value))
/// }
/// ```
#[must_use = "a batch does nothing until it is sent: `.send(&client).await`"]
pub struct Batch {
    number: u64,
    entries: Vec<Entry>,
    problem: Option<BatchError>,
}

impl Batch {
    /// A batch without requests.
    pub fn new() -> Self {
        let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        Self { number, entries: Vec::new(), problem: None }
    }

    /// Adds a request. Its mistakes become its own answer, and keep none of the others from being sent.
    pub fn add<R: 'static>(&mut self, request: Request<R>) -> Handle<R> {
        self.push(request, Vec::new())
    }

    /// Adds the next request so that it is only done once the one of `handle` has succeeded, and fails with 424
    /// otherwise.
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

    /// How many requests there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
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

    /// Sends the requests and waits for all answers. Without requests there is no call.
    ///
    /// What goes wrong with one request, or with one of several calls, is in the answers that it concerns.
    ///
    /// # Errors
    /// [`Error::Batch`], where nothing was sent because requests can't come after one another as they were told to:
    /// they are more than 20, of two versions of the service, or of two batches.
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
    /// Shows the requests as they show themselves: without bodies, queries and the values of headers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.iter().map(|(request, _)| request)).finish()
    }
}

/// Adds requests to a [`Batch`] that are only done once others have succeeded: see [`Batch::after`].
#[must_use = "say which request comes after: `.add(…)`"]
pub struct After<'b> {
    batch: &'b mut Batch,
    after: Vec<usize>,
}

impl After<'_> {
    /// One more request that has to succeed before.
    pub fn after<R>(mut self, handle: &Handle<R>) -> Self {
        if handle.batch == self.batch.number {
            self.after.push(handle.index);
        } else {
            self.batch.problem = Some(BatchError::ForeignHandle);
        }
        self
    }

    /// Adds a request. One more that is added here comes after the same ones, and not after this one.
    pub fn add<R: 'static>(&mut self, request: Request<R>) -> Handle<R> {
        self.batch.push(request, self.after.clone())
    }
}

impl fmt::Debug for After<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("After").field("after", &self.after).finish_non_exhaustive()
    }
}

/// Stands for one request of a [`Batch`]. `take` consumes it, so an answer is taken once.
#[must_use = "the answer is read by it: `answers.take(handle)`"]
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

/// The answers to a [`Batch`], each to be taken by its [`Handle`].
///
/// # Errors
/// Each answer is a `Result` as that of a lone request: [`Error::Api`] for a status outside of 200–299, 424 where a
/// request that it comes after failed. Where the request has no answer of its own, [`Error::Batch`] says why.
///
/// A redirect is not followed: it is an [`ApiError`](crate::ApiError) with its `Location`. So comes the content of a
/// file, whose URL needs no token.
///
/// # Example
/// ```
/// use graph_core::{Error, bytes::Bytes, batch::{BatchResponses, Handle}};
///
/// /// Where the content of a file is.
/// fn location(answers: &mut BatchResponses, content: Handle<Bytes>) -> Option<String> {
///     match answers.take(content) {
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
    /// The answer to a request.
    ///
    /// # Errors
    /// The request's own error; or [`BatchError::ForeignHandle`], where the handle is of another batch.
    pub fn take<R>(&mut self, handle: Handle<R>) -> Result<R, Error> {
        Ok(self.take_full(handle)?.into_body())
    }

    /// The answer to a request with its status and headers: a `Location`, an `ETag`.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn take_full<R>(&mut self, handle: Handle<R>) -> Result<Response<R>, Error> {
        let Handle { batch, index, request } = handle;
        if batch != self.batch {
            return Err(BatchError::ForeignHandle.into());
        }
        let response = self.results.remove(&index).ok_or(BatchError::NoAnswer { request_id: None })??;
        let embedded = media::embedded(response.body());
        let Some(json) = embedded else { return request.read_response(response) };
        // A text may be what was asked for, so it counts first.
        let lenient = response.clone().map(|_| json);
        match request.read_response(response) {
            Err(Error::Decode(_) | Error::Api(_) | Error::Resync(_)) => request.read_response(lenient),
            answer => answer,
        }
    }
}

impl fmt::Debug for BatchResponses {
    /// Shows the statuses of those that are not taken yet.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = self.results.iter().map(|(index, result)| {
            (index + 1, result.as_ref().map_or_else(Error::status, |response| Some(response.status())))
        });
        f.debug_map().entries(statuses).finish()
    }
}
