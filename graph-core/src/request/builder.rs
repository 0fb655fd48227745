//! What any request can be given: headers, preferences, parameters, patience.

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, IF_MATCH, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

use super::request::{CONSISTENCY_LEVEL, PREFER, Request};
use crate::client::retry::RetryPolicy;
use crate::error::request::RequestError;

impl<R> Request<R> {
    /// Sets a header. A name or value that HTTP does not allow is an error when the request is sent, and so are those that
    /// are the transport's: `Host`, `Content-Length`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), _) if [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) => {
                self.reject(RequestError::ReservedHeader { name: name.to_string() });
            }
            (Ok(name), Ok(value)) => {
                self.is_level_implied &= name != CONSISTENCY_LEVEL;
                self.headers.insert(name, value);
            }
            _ => self.reject(RequestError::Header { name: name.to_owned() }),
        }
        self
    }

    /// Does it only if the entity still has this ETag, as received (`W/"…"`); else the answer is an error 412.
    ///
    /// # Rule
    /// ETags are opaque and sent as they came ([RFC 9110, §13.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1)).
    pub fn if_match(self, etag: &str) -> Self {
        self.header(IF_MATCH.as_str(), etag)
    }

    /// Adds a preference to those that the request has: `Prefer: odata.maxpagesize=50`.
    ///
    /// # Rule
    /// Preferences are separated by commas ([RFC 7240, §2](https://www.rfc-editor.org/rfc/rfc7240#section-2)).
    pub fn prefer(self, preference: &str) -> Self {
        let given = self.headers.get(PREFER).and_then(|given| given.to_str().ok());
        let all = given.map_or_else(|| preference.to_owned(), |given| format!("{given}, {preference}"));
        self.header(PREFER.as_str(), &all)
    }

    /// Asks for members of enumerations that are newer than `unknownFutureValue`, which the service sends in their place
    /// otherwise.
    ///
    /// # Rule
    /// `Prefer: include-unknown-enum-members`
    /// ([evolvable enumerations](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)).
    pub fn include_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// Adds a query parameter. Its name and value are percent-encoded here: pass plain text.
    ///
    /// # Rule
    /// The `$` of a system query option stays, a space is `%20`, and `+` is `%2B` (OData URL Conventions 4.01, §2).
    pub fn parameter(self, name: &str, value: &str) -> Self {
        self.with_query(|query| query.add_parameter(name, value))
    }

    /// Adds query text as it is: percent-encode it where it needs that. Options that have a method of their own are not
    /// taken out of the query, so leave them off with [`select_all`](Self::select_all) where the text has them.
    pub fn raw_query(self, text: &str) -> Self {
        self.with_query(|query| query.add_raw(text))
    }

    /// How often, and for how long, this request is tried, instead of the client's policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = Some(policy);
        self
    }
}
