//! Looking at an operation that goes on, until its end.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::client::Client;
use crate::error::{Error, RequestError};
use crate::link::Place;
use crate::monitor::{self, Operation, Outcome, State, Step};
use crate::odata_error::ApiError;
use crate::permissions::Permissions;
use crate::response::Answer;
use crate::retry;

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
    /// is; the monitor's own answer is the outcome where it says nothing of that.
    ///
    /// # Errors
    /// [`Error::Api`] with the operation's code and message where it failed; its status is that of the monitor's answer,
    /// which may be 200. [`Error::Decode`] where the monitor's answer is no JSON, and no 202. Otherwise as
    /// [`Request::send`](crate::Request::send).
    ///
    /// # Rule
    /// Only what is on the client's own origin gets the token, and only `https` or loopback is asked. An outcome that the
    /// monitor names is fetched from the client's own service alone; one that it redirects to may be anywhere.
    pub async fn poll(&self, client: &Client) -> Result<Progress<T>, Error> {
        let (place, response) = match &self.state {
            State::Finished(response) => return self.done(response),
            State::Running { monitor, .. } => {
                let place = self.place(monitor, client.root())?;
                let response = client.fetch(&place, "application/json").await?;
                (place, response)
            }
        };
        let step =
            monitor::step(&response, client.clock().now()).map_err(|error| Error::of_answer(error, &response))?;
        match step {
            Step::Running { percent, retry_after } => Ok(Progress::Running { percent, retry_after }),
            Step::Failed(error) => Err(error.into()),
            Step::Done => self.done(&response),
            Step::Elsewhere(_) if T::IS_STATUS => self.done(&response),
            Step::Elsewhere(Outcome::Redirect(link)) => {
                let place = place.lead(&link, client.root(), self.version)?;
                self.fetch(place, client).await
            }
            Step::Elsewhere(Outcome::Resource(link)) => {
                let place = self.place(&link, client.root())?;
                if !place.is_own() {
                    return Err(RequestError::ForeignLink { host: place.host() }.into());
                }
                self.fetch(place, client).await
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
            State::Finished(_) => Some(Duration::ZERO),
            State::Running { headers, .. } => retry::asked_wait(headers, client.clock().now()),
        };
        let mut own = SHORTEST;
        loop {
            if !self.is_finished() {
                client.clock().sleep(asked.unwrap_or(own).max(SHORTEST)).await;
            }
            match self.poll(client).await? {
                Progress::Done(outcome) => return Ok(outcome),
                Progress::Running { retry_after, .. } => asked = retry_after,
            }
            own = own.saturating_mul(2).min(LONGEST);
        }
    }

    /// Fetches the outcome.
    async fn fetch(&self, mut place: Place, client: &Client) -> Result<Progress<T>, Error> {
        let mut response = client.fetch(&place, T::ACCEPT).await?;
        for _ in 0..MOST_REDIRECTS {
            let Ok(Step::Elsewhere(Outcome::Redirect(link))) = monitor::step(&response, client.clock().now()) else {
                break;
            };
            place = place.lead(&link, client.root(), self.version)?;
            response = client.fetch(&place, T::ACCEPT).await?;
        }
        if response.status().is_success() {
            return self.done(&response);
        }
        let error = ApiError::read(response.status(), response.headers(), response.body(), Permissions::NONE);
        Err(Box::new(error).into())
    }

    fn done(&self, response: &Response<Bytes>) -> Result<Progress<T>, Error> {
        let outcome = self.outcome(response).map_err(|error| Error::of_answer(error, response))?;
        Ok(Progress::Done(outcome))
    }
}
