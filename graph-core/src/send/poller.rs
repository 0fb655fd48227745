//! Polling of long-running operations.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use super::request::A_LINK;
use crate::client::client::Client;
use crate::client::deadline::Exceeded;
use crate::client::observer::{WaitEvent, WaitReason};
use crate::client::retry;
use crate::client::transport::TransportError;
use crate::error::error::{Error, OutcomeError};
use crate::error::odata_error::ApiError;
use crate::error::request::RequestError;
use crate::object::entity::Permissions;
use crate::response::link::ResolvedLink;
use crate::response::poller::{Poller, State};
use crate::response::response::FromResponse;
use crate::response::status_monitor::{self, MonitorStatus, OutcomeLink, Status};

/// The shortest wait before a poll.
const SHORTEST: Duration = Duration::from_secs(1);
/// The longest wait without a `Retry-After`.
const LONGEST: Duration = Duration::from_secs(30);
/// The maximum number of polls in a row that learn nothing.
const MOST_OUTAGES: u32 = 10;

/// The state of a long-running operation at one [`poll`](Poller::poll).
///
/// # Example
/// ```
/// use graph_core::{Client, Error, Poller, PollerStatus};
///
/// async fn show(poller: &Poller<()>, client: &Client) -> Result<String, Error> {
///     Ok(match poller.poll(client).await? {
///         PollerStatus::Succeeded(()) => "done".to_owned(),
///         PollerStatus::InProgress { percent: Some(percent), .. } => format!("{percent} %"),
///         _ => "in progress".to_owned(),
///     })
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PollerStatus<T> {
    /// The operation is in progress.
    #[non_exhaustive]
    InProgress {
        /// The percentage that is complete, if the service reports it.
        percent: Option<f64>,
        /// The wait before the next poll, if the service reports it.
        retry_after: Option<Duration>,
    },
    /// The operation is complete, with this outcome.
    Succeeded(T),
}

impl<T: FromResponse> Poller<T> {
    /// Polls the status monitor once. If the operation is complete, it fetches the outcome from the URL that the monitor
    /// names. If the monitor names no URL, its own response is the outcome. The status of the operation is an outcome only
    /// for a type that declares the property `status`, and for [`ResourceId`](crate::response::ResourceId).
    ///
    /// # Errors
    /// - [`Error::Api`] if the operation failed, with its code and message. The status is that of the monitor's response,
    ///   which may be 200.
    /// - [`Error::Outcome`] if the operation is complete, but its outcome can't be read: it is missing, the monitor returns
    ///   only a status, or the host of the redirect refuses the request. Also if the service accepted the operation without
    ///   a status monitor, and if the monitor itself failed, so that the state of the operation is unknown.
    /// - [`Error::Decode`] if the monitor's response is neither JSON nor a 202.
    /// - Otherwise the errors of [`Request::send`](crate::Request::send).
    ///
    /// # Rule
    /// Only URLs on the client's origin receive the token. Requests go only to `https` or loopback. A `resourceLocation`
    /// must be on the client's origin; a redirect may point to any host.
    pub async fn poll(&self, client: &Client) -> Result<PollerStatus<T>, Error> {
        let (url, response) = match &self.state {
            State::Accepted => return Err(OutcomeError::no_monitor().into()),
            State::Finished(response) => return self.done(response, Status::of(response)),
            State::Running { monitor, .. } => {
                let url = self.resolve(monitor, client.root())?;
                let response = client.fetch(&url, "application/json").await?;
                (url, response)
            }
        };
        let status = status_monitor::read_status(&response, client.clock().now())
            .map_err(|error| Error::of_response(error, &response))?;
        match status {
            MonitorStatus::InProgress { percent, retry_after } => Ok(PollerStatus::InProgress { percent, retry_after }),
            MonitorStatus::Failed(error) => Err(error.into()),
            MonitorStatus::Unknown(error) => Err(OutcomeError::unknown(error.into()).into()),
            MonitorStatus::Succeeded(status) => self.done(&response, status),
            MonitorStatus::SucceededAt(_, status) if T::IS_STATUS => self.done(&response, status),
            MonitorStatus::SucceededAt(outcome, Status { resource_id, .. }) => {
                let response = match self.fetch(&url, outcome, client).await {
                    Ok(response) => response,
                    Err(error) => return Err(OutcomeError::unreadable(resource_id, error).into()),
                };
                // The outcome may be another status monitor.
                if response.status() == StatusCode::ACCEPTED
                    || (status_monitor::is_status(&response) && !T::reads_status())
                {
                    match status_monitor::read_status(&response, client.clock().now()) {
                        Ok(MonitorStatus::InProgress { percent, retry_after }) => {
                            return Ok(PollerStatus::InProgress { percent, retry_after });
                        }
                        Ok(MonitorStatus::Failed(error)) => return Err(error.into()),
                        Ok(MonitorStatus::Unknown(error)) => return Err(OutcomeError::unknown(error.into()).into()),
                        _ => {
                            let resource_id = Status::of(&response).resource_id.or(resource_id);
                            return Err(OutcomeError::status_alone(resource_id).into());
                        }
                    }
                }
                let read = self.outcome(&response);
                read.map(PollerStatus::Succeeded).map_err(|error| OutcomeError::unreadable(resource_id, error).into())
            }
        }
    }

    /// Polls until the operation is complete, and returns its outcome. The wait between polls is the service's
    /// `Retry-After`, or else 1, 2, 4 and so on up to 30 seconds. An outage of the status monitor does not end it, until ten polls in a
    /// row have failed.
    ///
    /// It has no timeout. Use your runtime's timeout if an operation may hang.
    ///
    /// # Errors
    /// The errors of [`poll`](Self::poll). After [`Error::Transport`], and an [`Error::Outcome`] that
    /// [is unknown](OutcomeError::is_unknown), the operation may go on: call it again.
    pub async fn wait(&self, client: &Client) -> Result<T, Error> {
        let mut retry_after = match &self.state {
            State::Finished(_) | State::Accepted => Some(Duration::ZERO),
            State::Running { headers, .. } => retry::requested_wait(headers, client.clock().now()),
        };
        let mut backoff = SHORTEST;
        let (mut polls, mut outages) = (0_u32, 0_u32);
        loop {
            if matches!(self.state, State::Running { .. }) {
                let wait = retry_after.unwrap_or(backoff).max(SHORTEST);
                client.report_wait(&WaitEvent::new((&Method::GET, A_LINK, polls), wait, WaitReason::InProgress));
                client.clock().sleep(wait).await;
            }
            polls = polls.saturating_add(1);
            match self.poll(client).await {
                Ok(PollerStatus::Succeeded(outcome)) => return Ok(outcome),
                Ok(PollerStatus::InProgress { retry_after: next, .. }) => (retry_after, outages) = (next, 0),
                Err(error) if is_outage(&error) && outages < MOST_OUTAGES => {
                    (retry_after, outages) = (None, outages + 1);
                }
                Err(error) => return Err(error),
            }
            backoff = backoff.saturating_mul(2).min(LONGEST);
        }
    }

    /// Fetches the outcome from the URL that the monitor at `url` names.
    async fn fetch(&self, url: &ResolvedLink, outcome: OutcomeLink, client: &Client) -> Result<Response<Bytes>, Error> {
        let mut url = match outcome {
            OutcomeLink::Redirect(link) => url.redirect(&link, client.root(), self.version)?,
            OutcomeLink::Resource(link) => {
                let url = self.resolve(&link, client.root())?;
                if !url.is_own() {
                    return Err(RequestError::ForeignLink { host: url.host() }.into());
                }
                url
            }
        };
        let mut response = client.fetch(&url, T::ACCEPT).await?;
        let (mut redirects, limit) = (0, client.policy().max_redirects);
        while let Ok(MonitorStatus::SucceededAt(OutcomeLink::Redirect(link), _)) =
            status_monitor::read_status(&response, client.clock().now())
        {
            redirects += 1;
            if redirects > limit {
                return Err(TransportError::from(Exceeded::Redirects(limit)).into());
            }
            url = url.redirect(&link, client.root(), self.version)?;
            response = client.fetch(&url, T::ACCEPT).await?;
        }
        if response.status().is_success() {
            return Ok(response);
        }
        Err(Box::new(ApiError::read(&response, Permissions::NONE)).into())
    }

    /// Reads the outcome in the monitor's last response, or in the first response of an operation that completed at once.
    fn done(&self, response: &Response<Bytes>, status: Status) -> Result<PollerStatus<T>, Error> {
        if status.is_alone && !T::reads_status() {
            return Err(OutcomeError::status_alone(status.resource_id).into());
        }
        self.outcome(response).map(PollerStatus::Succeeded).map_err(|error| match error {
            Error::Decode(_) => OutcomeError::unreadable(status.resource_id, error).into(),
            error => error,
        })
    }

    fn outcome(&self, response: &Response<Bytes>) -> Result<T, Error> {
        self.reader()(response).map_err(|error| Error::of_response(error, response))
    }
}

/// Returns `true` if the error is of the status monitor and says nothing about the operation.
fn is_outage(error: &Error) -> bool {
    match error {
        Error::Transport(error) => !error.is_permanent(),
        Error::Outcome(error) => error.is_unknown(),
        _ => false,
    }
}
