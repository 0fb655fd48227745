//! Looking at an operation that goes on, until its end.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::client::client::Client;
use crate::client::retry;
use crate::error::error::{Error, OutcomeError};
use crate::error::odata_error::ApiError;
use crate::error::request::RequestError;
use crate::object::entity::Permissions;
use crate::response::link::Place;
use crate::response::monitor::{Operation, State};
use crate::response::response::Answer;
use crate::response::step::{self, Outcome, Status, Step};

/// The wait in front of the first look, and the least one.
const SHORTEST: Duration = Duration::from_secs(1);
/// The longest wait that the service did not ask for.
const LONGEST: Duration = Duration::from_secs(30);
/// How many redirects lead to an outcome at most.
const MOST_REDIRECTS: usize = 5;

/// How far an operation is.
///
/// # Example
/// ```
/// use graph_core::{Client, Error, Operation, Progress};
///
/// async fn look(operation: &Operation<()>, client: &Client) -> Result<String, Error> {
///     Ok(match operation.poll(client).await? {
///         Progress::Done(()) => "done".to_owned(),
///         Progress::Running { percent: Some(percent), .. } => format!("{percent} %"),
///         _ => "at it".to_owned(),
///     })
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Progress<T> {
    /// It goes on.
    #[non_exhaustive]
    Running {
        /// How much of it is done, where the service says so.
        percent: Option<f64>,
        /// How long to wait before the next look, where the service says so.
        retry_after: Option<Duration>,
    },
    /// It is done, and this came of it.
    Done(T),
}

impl<T: Answer> Operation<T> {
    /// Looks once at how far the operation is. Where it is done, the outcome is fetched from where the monitor says it
    /// is; the monitor's own answer is the outcome where it says nothing of that. The operation's own status is the outcome
    /// only of a type that declares the property `status`, and of [`ResourceId`](crate::ResourceId).
    ///
    /// # Errors
    /// [`Error::Api`] with the operation's code and message where it failed; its status is that of the monitor's answer,
    /// which may be 200. [`Error::Outcome`] where it is done, but the outcome can't be read: it is not there, the monitor
    /// gives its own status alone, or the host that it redirects to refuses us; and where the service accepted the operation
    /// without a monitor. [`Error::Decode`] where the monitor's answer is not JSON, and not a 202. Otherwise as
    /// [`Request::send`](crate::Request::send).
    ///
    /// # Rule
    /// Only what is on the client's own origin gets the token, and only `https` or loopback is asked. An outcome that the
    /// monitor names is fetched from the client's own service alone; one that it redirects to may be anywhere.
    pub async fn poll(&self, client: &Client) -> Result<Progress<T>, Error> {
        let (place, response) = match &self.state {
            State::Accepted => return Err(OutcomeError::no_monitor().into()),
            State::Finished(response) => return self.done(response, Status::of(response)),
            State::Running { monitor, .. } => {
                let place = self.place(monitor, client.root())?;
                let response = client.fetch(&place, "application/json").await?;
                (place, response)
            }
        };
        let step = step::step(&response, client.clock().now()).map_err(|error| Error::of_answer(error, &response))?;
        match step {
            Step::Running { percent, retry_after } => Ok(Progress::Running { percent, retry_after }),
            Step::Failed(error) => Err(error.into()),
            Step::Done(status) => self.done(&response, status),
            Step::Elsewhere(_, status) if T::IS_STATUS => self.done(&response, status),
            Step::Elsewhere(outcome, Status { resource_id, .. }) => {
                let response = match self.fetch(&place, outcome, client).await {
                    Ok(response) => response,
                    Err(error) => return Err(OutcomeError::unreadable(resource_id, error).into()),
                };
                // A monitor may lead to another one.
                if response.status() == StatusCode::ACCEPTED || (step::is_status(&response) && !T::reads_status()) {
                    match step::step(&response, client.clock().now()) {
                        Ok(Step::Running { percent, retry_after }) => {
                            return Ok(Progress::Running { percent, retry_after });
                        }
                        Ok(Step::Failed(error)) => return Err(error.into()),
                        _ => {
                            let resource_id = Status::of(&response).resource_id.or(resource_id);
                            return Err(OutcomeError::status_alone(resource_id).into());
                        }
                    }
                }
                let read = self.outcome(&response);
                read.map(Progress::Done).map_err(|error| OutcomeError::unreadable(resource_id, error).into())
            }
        }
    }

    /// Waits for the operation's end, and gives its outcome. It looks again when the service asks for it, and otherwise
    /// after 1 second, then after 2, 4 and so on up to 30.
    ///
    /// It has no end of its own: put a time-out of your runtime around it where an operation may hang.
    ///
    /// # Errors
    /// As [`poll`](Self::poll).
    pub async fn wait(&self, client: &Client) -> Result<T, Error> {
        let mut asked = match &self.state {
            State::Finished(_) | State::Accepted => Some(Duration::ZERO),
            State::Running { headers, .. } => retry::asked_wait(headers, client.clock().now()),
        };
        let mut own = SHORTEST;
        loop {
            if matches!(self.state, State::Running { .. }) {
                client.clock().sleep(asked.unwrap_or(own).max(SHORTEST)).await;
            }
            match self.poll(client).await? {
                Progress::Done(outcome) => return Ok(outcome),
                Progress::Running { retry_after, .. } => asked = retry_after,
            }
            own = own.saturating_mul(2).min(LONGEST);
        }
    }

    /// Fetches the outcome from where a monitor at `place` says that it is.
    async fn fetch(&self, place: &Place, outcome: Outcome, client: &Client) -> Result<Response<Bytes>, Error> {
        let mut place = match outcome {
            Outcome::Redirect(link) => place.lead(&link, client.root(), self.version)?,
            Outcome::Resource(link) => {
                let place = self.place(&link, client.root())?;
                if !place.is_own() {
                    return Err(RequestError::ForeignLink { host: place.host() }.into());
                }
                place
            }
        };
        let mut response = client.fetch(&place, T::ACCEPT).await?;
        for _ in 0..MOST_REDIRECTS {
            let step = step::step(&response, client.clock().now());
            let Ok(Step::Elsewhere(Outcome::Redirect(link), _)) = step else { break };
            place = place.lead(&link, client.root(), self.version)?;
            response = client.fetch(&place, T::ACCEPT).await?;
        }
        if response.status().is_success() {
            return Ok(response);
        }
        Err(Box::new(ApiError::read(&response, Permissions::NONE)).into())
    }

    /// The outcome in the last answer of the monitor, or in the first one of an operation that was done at once.
    fn done(&self, response: &Response<Bytes>, status: Status) -> Result<Progress<T>, Error> {
        if status.is_alone && !T::reads_status() {
            return Err(OutcomeError::status_alone(status.resource_id).into());
        }
        self.outcome(response).map(Progress::Done).map_err(|error| match error {
            Error::Decode(_) => OutcomeError::unreadable(status.resource_id, error).into(),
            error => error,
        })
    }

    fn outcome(&self, response: &Response<Bytes>) -> Result<T, Error> {
        self.reader()(response).map_err(|error| Error::of_answer(error, response))
    }
}
