//! The emulator: its store, its request log, and the way from a request to its response.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use chrono::Utc;
use futures_core::Stream;
use graph_core::client::BodyStream;
use graph_core::{BoxFuture, Transport, TransportError};
use graph_csdl::permissions::PermissionTable;
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{Method, Request, Response};
use http_body::{Body as _, Frame};
use serde_json::Value as Json;

use crate::http::clock::SharedClock;
use crate::http::delivery::{Answer, ConnectionLost, Delivery, Pieces};
use crate::http::request::ParsedRequest;
use crate::http::response::{self, ODataError, ODataResponse};
use crate::identity::coverage;
use crate::identity::token_endpoint::{self, TokenEndpoint};
use crate::notification::content;
use crate::notification::courier::{Courier, Outgoing};
use crate::notification::subscription::{Subscription, remove_ended};
use crate::notification::validated::{Validated, wanted};
use crate::schema::Schema;
use crate::service::batch;
use crate::service::dispatch;
use crate::service::request::{Settings, require_token};
use crate::service::upload::{self, UploadSessions};
use crate::store::Store;
use crate::store::file::{DataError, DataFile};
use crate::store::snapshot::SavedState;
use crate::testing::fault::Effect;
use crate::testing::faults::{Faults, Struck};
use crate::testing::handler::Handlers;
use crate::testing::request_log::{Received, RequestLog, declared_length};

/// A Microsoft Graph service in memory. Cloning it is cheap: clones share the stored entities and have the same settings.
///
/// # Shape
/// Paths are relative to the version, and percent-encoded as in a URL: `users/ada/messages`. `v1.0` and `beta` have the same
/// entities.
///
/// # Example
/// ```
/// use graph_core::{Client, StaticToken, graph_entity};
/// use graph_emulator::Emulator;
/// use serde_json::json;
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String>, pub job_title: Option<String> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::new();
/// emulator.seed("users", json!({ "id": "ada", "jobTitle": "Countess" }));
///
/// let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build()?;
/// let ada = User::users().entity("ada").get().send(&client).await?;
/// assert_eq!(ada.job_title.as_deref(), Some("Countess"));
/// assert_eq!(emulator.request_log()[0].path_and_query, "/v1.0/users/ada?$select=id,jobTitle");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Emulator {
    pub(crate) shared: Arc<Shared>,
    pub(crate) settings: Settings,
    pub(crate) schema: Option<Schema>,
    pub(crate) permissions: Option<Arc<PermissionTable>>,
    pub(crate) clock: SharedClock,
}

#[derive(Default)]
pub(crate) struct Shared {
    store: Mutex<Store>,
    pub(crate) handlers: Handlers,
    pub(crate) faults: Faults,
    pub(crate) token_endpoint: TokenEndpoint,
    pub(crate) request_log: RequestLog,
    pub(crate) courier: Courier,
    pub(crate) uploads: UploadSessions,
    data: OnceLock<DataFile>,
    /// The page size that came from outside; 0 if none did.
    page_size: AtomicUsize,
    /// The preparation by the builder, which a reset repeats.
    pub(crate) preparation: OnceLock<Box<Preparation>>,
}

/// A request that was performed: its outcome, and the delivery of its response.
pub(crate) struct Performed {
    pub(crate) head: Parts,
    received: Option<Bytes>,
    outcome: Result<ODataResponse, ODataError>,
    delivery: Delivery,
    lost: Option<ConnectionLost>,
}

/// Prepares an emulator.
pub(crate) type Preparation = dyn Fn(&Emulator) + Send + Sync;

impl Emulator {
    /// An empty emulator without metadata; [`builder`](Self::builder) adds metadata, a data file and settings.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Settings::default(), None)
    }

    pub(crate) fn with(settings: Settings, schema: Option<Schema>) -> Self {
        let store = schema.as_ref().map(|schema| Store::with_metadata(Arc::clone(&schema.metadata)));
        let shared = Shared { store: Mutex::new(store.unwrap_or_default()), ..Shared::default() };
        Self { shared: Arc::new(shared), settings, schema, permissions: None, clock: SharedClock::default() }
    }

    /// The settings of a request.
    pub(crate) fn settings(&self) -> Settings {
        match self.shared.page_size.load(Ordering::Relaxed) {
            0 => self.settings,
            page_size => Settings { page_size, ..self.settings },
        }
    }

    /// Sets the page size of all clones.
    pub(crate) fn set_page_size(&self, page_size: usize) {
        self.shared.page_size.store(page_size, Ordering::Relaxed);
    }

    /// Loads the data file, and saves changes to it from then on.
    pub(crate) fn keep_in(&self, data: DataFile) -> Result<(), DataError> {
        let mut store = self.store();
        if let Some(state) = SavedState::load(&data)? {
            store.restore(state);
        }
        store.track_changes();
        data.save(|_| store.take_unsaved(true))?;
        // An emulator is built once, with one file.
        let _ = self.shared.data.set(data);
        Ok(())
    }

    /// Writes the stored entities to the file of [`EmulatorBuilder::data_file`]; without a file it does nothing.
    ///
    /// [`EmulatorBuilder::data_file`]: crate::EmulatorBuilder::data_file
    ///
    /// # Errors
    /// The file can't be written.
    pub fn save(&self) -> Result<(), DataError> {
        let take = |is_whole| self.store().take_unsaved(is_whole);
        self.shared.data.get().map_or(Ok(()), |data| data.save(take))
    }

    /// As [`save`](Self::save), without blocking the thread.
    async fn saved(&self) -> Result<(), DataError> {
        let take = |is_whole| self.store().take_unsaved(is_whole);
        match self.shared.data.get() {
            Some(data) => data.saving(take).await,
            None => Ok(()),
        }
    }
}

/// The request log.
impl Emulator {
    /// The last requests, in the order of their responses: 10,000 unless [`EmulatorBuilder::request_log_limit`] says otherwise, and of
    /// these the last ones that fit into 64 MiB.
    ///
    /// [`EmulatorBuilder::request_log_limit`]: crate::EmulatorBuilder::request_log_limit
    #[must_use]
    pub fn request_log(&self) -> Vec<Received> {
        self.shared.request_log.entries()
    }

    /// The number of requests so far, also of those that are no longer in the log.
    #[must_use]
    pub fn request_count(&self) -> u64 {
        self.shared.request_log.count()
    }

    /// Clears the request log; the stored entities and the number of requests stay.
    pub fn clear_request_log(&self) {
        self.shared.request_log.clear();
    }
}

impl Emulator {
    /// The response to a request whose body may have failed to arrive.
    pub(crate) async fn answer(&self, head: Parts, body: Result<Bytes, ODataError>) -> Result<Answer, ConnectionLost> {
        let validated = self.validate(&head, &body).await;
        let performed = self.perform_first(head, body, &validated)?;
        let saved = if performed.head.method == Method::GET { Ok(()) } else { self.saved().await };
        self.conclude(performed, saved)
    }

    /// Calls the URLs of new subscriptions.
    async fn validate(&self, head: &Parts, body: &Result<Bytes, ODataError>) -> Validated {
        let mut validated = Validated::default();
        for url in self.wanted(head, body) {
            let outcome = self.shared.courier.validate(&url).await;
            validated.add(url, outcome);
        }
        validated
    }

    /// The URLs that a request wants to be called.
    fn wanted(&self, head: &Parts, body: &Result<Bytes, ODataError>) -> Vec<String> {
        if !matches!(head.method, Method::POST | Method::PATCH | Method::PUT) {
            return Vec::new();
        }
        let request = ParsedRequest::parse(head, body.clone(), self.settings.spelling);
        if require_token(request.headers).is_err() || self.shared.handlers.find(&request).is_some() {
            return Vec::new();
        }
        wanted(&request, batch::is_batch(&request))
    }

    /// Performs a request that is in no batch, and saves nothing.
    pub(crate) fn perform_first(
        &self,
        head: Parts,
        body: Result<Bytes, ODataError>,
        validated: &Validated,
    ) -> Result<Performed, ConnectionLost> {
        let request = ParsedRequest::parse(&head, body, self.settings.spelling);
        let mut delivery = Delivery::default();
        let mut lost = None;
        let outcome = match self.strike(&request, false) {
            Some(Struck { effect: Effect::Lost { is_performed: false, how }, .. }) => return Err(how),
            Some(Struck { effect: Effect::Lost { how, .. }, .. }) => {
                lost = Some(how);
                self.perform(&request, validated)
            }
            Some(Struck { effect: Effect::Delivered(how), .. }) => {
                delivery = how;
                self.perform(&request, validated)
            }
            struck => self.perform_despite(struck, &request, validated),
        };
        let received = request.body().ok().cloned();
        Ok(Performed { head, received, outcome, delivery, lost })
    }

    /// The answer to a request whose changes were saved, or could not be.
    pub(crate) fn conclude(
        &self,
        performed: Performed,
        saved: Result<(), DataError>,
    ) -> Result<Answer, ConnectionLost> {
        let Performed { head, received, outcome, delivery, lost } = performed;
        let outcome =
            outcome.and_then(|response| saved.map(|()| response).map_err(|error| ODataError::not_saved(&error)));
        let response = self.finish(head, received, outcome);
        lost.map_or(Ok(Answer { response, delivery }), Err)
    }

    /// Responds to a request of a batch, which has no connection of its own to lose. `None` if the batch lacks the response.
    fn respond_in_batch(&self, request: Request<Bytes>, validated: &Validated) -> Option<Response<Bytes>> {
        let (head, received) = request.into_parts();
        let request = ParsedRequest::parse(&head, Ok(received.clone()), self.settings.spelling);
        let struck = self.strike(&request, true);
        let is_unanswered = matches!(struck, Some(Struck { effect: Effect::Unanswered, .. }));
        let outcome = self.perform_despite(struck, &request, validated);
        let response = self.finish(head, Some(received), outcome);
        (!is_unanswered).then_some(response)
    }

    /// The fault that affects a request.
    fn strike(&self, request: &ParsedRequest, is_in_batch: bool) -> Option<Struck> {
        self.shared.faults.strike(request, is_in_batch, self.clock.0.now())
    }

    /// Performs a request, unless a fault prevents it, and changes the outcome as the fault says.
    fn perform_despite(
        &self,
        struck: Option<Struck>,
        request: &ParsedRequest,
        validated: &Validated,
    ) -> Result<ODataResponse, ODataError> {
        let Some(Struck { effect, number }) = struck else { return self.perform(request, validated) };
        match effect {
            Effect::Instead(outcome) => outcome,
            Effect::Afterwards(failure) => {
                // What the client would have seen is lost.
                let _ = self.perform(request, validated);
                Err(failure)
            }
            Effect::Page(fault) => {
                let mut response = self.perform(request, validated)?;
                if request.method == Method::GET {
                    fault.change(request, &mut response, number);
                }
                Ok(response)
            }
            Effect::Lost { .. } | Effect::Delivered(_) | Effect::Unanswered => self.perform(request, validated),
        }
    }

    /// Performs a request.
    fn perform(&self, request: &ParsedRequest, validated: &Validated) -> Result<ODataResponse, ODataError> {
        if let Some(response) = self.shared.token_endpoint.respond(request) {
            return response;
        }
        let rights = self.shared.token_endpoint.rights(request.headers, request.host())?;
        if let (Some(table), Some(rights)) = (&self.permissions, rights) {
            coverage::check(table, request, &rights)?;
        }
        if batch::is_batch(request) {
            return batch::respond(request, |request| self.respond_in_batch(request, validated));
        }
        let Shared { store, handlers, uploads, .. } = &*self.shared;
        let alone = |request: &ParsedRequest| {
            dispatch::respond(store, handlers, self.schema.as_ref(), request, self.settings(), validated)
        };
        let part = |head: &Parts, body| alone(&ParsedRequest::parse(head, Ok(body), self.settings.spelling));
        let response = if upload::is_of_session(request.uri().path(), request.uri().query()) {
            uploads.respond(request, &part)?
        } else if upload::is_start(request) && handlers.find(request).is_none() {
            let origin = self.store().content_origin.clone();
            uploads.start(request, origin.as_deref(), &part)?
        } else {
            alone(request)?
        };
        if request.method == Method::GET {
            // A read stores what it finds out, such as the inbox.
            drop(self.store().take_changes());
        } else if !response.is_accepted() {
            self.notify();
        }
        Ok(response)
    }

    /// Delivers the notifications of all changes so far: those for the same URL in one request.
    pub(crate) fn notify(&self) {
        let mut requests: Vec<(String, Vec<Json>)> = Vec::new();
        {
            let mut store = self.store();
            remove_ended(&mut store, Utc::now());
            let changes = store.take_changes();
            let subscriptions = if changes.is_empty() { Vec::new() } else { Subscription::all(&store) };
            for (change, subscription) in
                changes.iter().flat_map(|change| subscriptions.iter().map(move |one| (change, one)))
            {
                let change_type = subscription.change_type(change, &store, self.schema.as_ref());
                let Some(change_type) = change_type else { continue };
                let notification = content::of_change(subscription, change, change_type);
                match requests.iter_mut().find(|(url, _)| *url == subscription.url) {
                    Some((_, notifications)) => notifications.push(notification),
                    None => requests.push((subscription.url.clone(), vec![notification])),
                }
            }
        }
        self.shared.courier.deliver(requests.into_iter().map(|(url, value)| Outgoing::new(url, &value)).collect());
    }

    /// Makes the response of an outcome, and logs it with its request.
    fn finish(
        &self,
        head: Parts,
        received: Option<Bytes>,
        outcome: Result<ODataResponse, ODataError>,
    ) -> Response<Bytes> {
        let response = response::response(outcome, &head.headers);
        let length = received
            .as_ref()
            .map_or_else(|| declared_length(&head.headers), |body| u64::try_from(body.len()).unwrap_or(u64::MAX));
        // The log would keep a whole file.
        let is_fragment = upload::is_of_session(head.uri.path(), head.uri.query());
        let received = received
            .filter(|_| !is_fragment)
            .map(|body| token_endpoint::without_secrets(&head.uri, &head.headers, body));
        self.shared.request_log.record(self.clock.0.now().into(), head, received, length, &response);
        response
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.shared.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Emulator {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Emulator {
    /// Shows no entity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("page_size", &self.settings.page_size).finish_non_exhaustive()
    }
}

impl Transport for Emulator {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let lost = |how: ConnectionLost| TransportError::new(how.error());
            self.answer(head, Ok(body)).await.map_err(lost)?.deliver(&self.clock).await.map_err(lost)
        })
    }

    fn open(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let answer = self.answer(head, Ok(body)).await.map_err(|how| TransportError::new(how.error()))?;
            let mut response = answer.into_stream(self.clock.clone()).await;
            if let Some(length) = response.body().size_hint().exact() {
                response.headers_mut().entry(CONTENT_LENGTH).or_insert(length.into());
            }
            Ok(response.map(|body| BodyStream::new(Chunks(body))))
        })
    }
}

/// The pieces of a body as a stream.
struct Chunks(Pieces);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
        // The pieces have no trailers, which would have no data.
        let chunk = |frame: Frame<Bytes>| frame.into_data().unwrap_or_default();
        Poll::Ready(frame.map(|frame| frame.map(chunk).map_err(TransportError::new)))
    }
}
