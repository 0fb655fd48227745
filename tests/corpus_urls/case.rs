//! A case: an example of a page, and the typed request that has to be the same.

use graph_core::bytes::Bytes;
use graph_core::{Request, client::ServiceRoot, error::RequestError, http};

use crate::corpus::Sample;
use crate::kind::Kind;
use crate::normal::{self, Normal};

type Build = dyn Fn(&ServiceRoot) -> Result<http::Request<Bytes>, RequestError>;

/// A request of the typed API, with any response type.
pub(crate) struct Case {
    /// The id of the example in the corpus.
    pub(crate) id: &'static str,
    /// The parts of the protocol that the example shows.
    pub(crate) shows: &'static [Kind],
    build: Box<Build>,
    with_body: bool,
}

/// The compared parts, if the requests are equal.
pub(crate) struct Same {
    pub(crate) method: String,
    /// Whether the body was compared as well.
    pub(crate) body: bool,
    /// Whether the library added `ConsistencyLevel: eventual`, which the sample lacks.
    pub(crate) added_header: bool,
}

pub(crate) fn case<R: 'static>(id: &'static str, shows: &'static [Kind], request: Request<R>) -> Case {
    Case { id, shows, build: Box::new(move |root| request.to_http(root)), with_body: false }
}

/// The same, with a body that has to be the same JSON.
pub(crate) fn case_with_body<R: 'static>(id: &'static str, shows: &'static [Kind], request: Request<R>) -> Case {
    Case { with_body: true, ..case(id, shows, request) }
}

impl Case {
    /// The example's page.
    pub(crate) fn page(&self) -> &'static str {
        self.id.split_once('#').map_or(self.id, |(page, _)| page)
    }

    pub(crate) fn build(&self, root: &ServiceRoot) -> Result<http::Request<Bytes>, RequestError> {
        (self.build)(root)
    }

    /// Whether the case's request is the sample's.
    pub(crate) fn compare(&self, sample: &Sample) -> Result<Same, String> {
        let built = self.build(&sample.root()).map_err(|error| self.differs(&error.to_string(), ""))?;
        let url = built.uri().to_string();
        let Some(relative) = sample.relative(&url) else {
            return Err(self.differs(&url, &sample.url));
        };
        if built.method() != sample.method.as_str() {
            return Err(self.differs(built.method().as_str(), &sample.method));
        }
        let (own, other) = (Normal::of(relative), Normal::of(&sample.url));
        if own != other {
            return Err(self.differs(&format!("{own:?}"), &format!("{other:?}")));
        }
        if let Some(kind) = self.shows.iter().find(|kind| !kind.is_in(&sample.method, &other)) {
            return Err(format!("{}: the sample does not show {kind:?}", self.id));
        }
        let eventual = built.headers().contains_key("ConsistencyLevel");
        if sample.eventual && !eventual {
            return Err(self.differs("no ConsistencyLevel", "ConsistencyLevel: eventual"));
        }
        let body = self.compare_body(&built, sample)?;
        Ok(Same { method: sample.method.clone(), body, added_header: eventual && !sample.eventual })
    }

    /// The body of a reference always counts; that of an entity only where the page shows all that the library sends,
    /// which has a type tag.
    fn compare_body(&self, built: &http::Request<Bytes>, sample: &Sample) -> Result<bool, String> {
        let is_reference = sample.url.ends_with("/$ref") && sample.body.is_some();
        if !self.with_body && !is_reference {
            return Ok(false);
        }
        let own = serde_json::from_slice(built.body()).ok().map(normal::body);
        let other = sample.body.as_deref().and_then(|body| serde_json::from_str(body).ok()).map(normal::body);
        if own.is_some() && own == other {
            Ok(true)
        } else {
            Err(self.differs(&format!("{own:?}"), &format!("{other:?}")))
        }
    }

    fn differs(&self, own: &str, other: &str) -> String {
        format!("{}\n  built:  {own}\n  sample: {other}", self.id)
    }
}
