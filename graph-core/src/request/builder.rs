//! Builder methods of every request: headers, `Prefer`, query parameters, retries.

use std::time::Duration;

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, IF_MATCH, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

use super::request::{CONSISTENCY_LEVEL, PREFER, Request};
use crate::client::retry::{PolicyChange, RetryPolicy};
use crate::error::request::RequestError;

impl<R> Request<R> {
    /// Sets a header. A name or value that HTTP does not allow is an error when the request is sent, as is a header that the
    /// transport sets itself: `Host`, `Content-Length`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), _) if [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) => {
                self.reject(RequestError::ReservedHeader { name: name.to_string() });
            }
            (Ok(name), Ok(value)) => {
                self.is_level_implied &= name != CONSISTENCY_LEVEL;
                self.headers.to_mut().insert(name, value);
            }
            _ => self.reject(RequestError::Header { name: name.to_owned() }),
        }
        self
    }

    /// Applies the request only if the entity still has this ETag (`W/"…"`). Otherwise the service responds with 412.
    ///
    /// # Rule
    /// ETags are opaque and sent unchanged ([RFC 9110, §13.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1)).
    pub fn if_match(self, etag: &str) -> Self {
        self.header(IF_MATCH.as_str(), etag)
    }

    /// Adds a preference: `Prefer: odata.maxpagesize=50`.
    ///
    /// # Rule
    /// Preferences are separated by commas ([RFC 7240, §2](https://www.rfc-editor.org/rfc/rfc7240#section-2)).
    pub fn prefer(self, preference: &str) -> Self {
        let given = self.headers.get(PREFER).and_then(|given| given.to_str().ok());
        let all = given.map_or_else(|| preference.to_owned(), |given| format!("{given}, {preference}"));
        self.header(PREFER.as_str(), &all)
    }

    /// Requests enumeration members that are newer than `unknownFutureValue`, which the service otherwise sends in their place.
    ///
    /// # Rule
    /// `Prefer: include-unknown-enum-members`
    /// ([evolvable enumerations](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)).
    pub fn include_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// Adds a query parameter. The method percent-encodes its name and value.
    ///
    /// # Rule
    /// The `$` of a system query option is kept, a space becomes `%20`, and `+` becomes `%2B` (OData URL Conventions 4.01, §2).
    pub fn parameter(self, name: &str, value: &str) -> Self {
        self.with_query(|query| query.add_parameter(name, value))
    }

    /// Adds percent-encoded query text unchanged. It does not replace options that have a method: remove the defaults with
    /// [`select_all`](Self::select_all) if the text contains them.
    pub fn raw_query(self, text: &str) -> Self {
        self.with_query(|query| query.add_raw(text))
    }

    /// Sets the retry policy of this request, in place of the client's.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.change_policy(|change| change.policy = Some(policy))
    }

    /// Sends this request again after a 5xx or a lost connection, even if the service may have acted on the first attempt.
    ///
    /// [`RetryPolicy::resend_unsafe`] does this for all requests.
    pub fn resend_unsafe(self) -> Self {
        self.change_policy(|change| change.resend_unsafe = true)
    }

    /// Sends this request again after a 404 for this time, for an entity that was created a moment ago.
    ///
    /// # Rule
    /// A create returns before all replicas of a service know the entity. A request that is answered with 404 had no effect, so it is
    /// repeated with any method. [`RetryPolicy::consistent`] does this for all requests.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    ///
    /// use graph_core::{Client, Error, graph_entity};
    ///
    /// #[graph_entity(path = "users")]
    /// pub struct User { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }
    ///
    /// async fn rename(client: &Client, created: &User) -> Result<(), Error> {
    ///     let changes = User::changes().set(User::DISPLAY_NAME, "Ada");
    ///     User::users().entity(&created.id).update(changes).consistent(Duration::from_secs(30)).send(client).await?;
    ///     Ok(())
    /// }
    /// ```
    pub fn consistent(self, within: Duration) -> Self {
        self.change_policy(|change| change.consistent_within = Some(within))
    }

    fn change_policy(mut self, change: impl FnOnce(&mut PolicyChange)) -> Self {
        change(self.policy.get_or_insert_default());
        self
    }
}
