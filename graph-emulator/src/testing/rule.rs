//! The requests that a fault affects.

use std::sync::Arc;

use http::Method;

use crate::http::request::ParsedRequest;
use crate::testing::template::Template;

/// Requests by method and path, and of these by their number.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) method: Option<Method>,
    pub(crate) path: Option<String>,
    pub(crate) template: Option<Arc<Template>>,
    /// The number of the first request that is affected, from 1.
    pub(crate) first: usize,
    /// The interval from then on.
    pub(crate) every: usize,
    /// The number of further requests that are affected.
    pub(crate) times: usize,
    /// The number of matching requests so far.
    seen: usize,
}

impl Default for Rule {
    fn default() -> Self {
        Self { method: None, path: None, template: None, first: 1, every: 1, times: 1, seen: 0 }
    }
}

impl Rule {
    /// Returns `true` if the rule includes the method and the path.
    pub(crate) fn matches(&self, request: &ParsedRequest) -> bool {
        if self.method.as_ref().is_some_and(|method| method != request.method) {
            return false;
        }
        if self.path.is_none() && self.template.is_none() {
            return true;
        }
        let Some(segments) = request.segments_in_any_case() else { return false };
        self.path.as_ref().is_none_or(|path| segments.join("/") == *path)
            && self.template.as_ref().is_none_or(|template| template.match_path(&segments, request.spelling).is_some())
    }

    /// Counts a matching request. Returns `true` if it is affected.
    pub(crate) fn count(&mut self) -> bool {
        self.seen = self.seen.saturating_add(1);
        self.seen.checked_sub(self.first).is_some_and(|since| since.is_multiple_of(self.every)) && self.times > 0
    }

    /// Uses the rule once.
    pub(crate) fn take(&mut self) {
        self.times = self.times.saturating_sub(1);
    }
}
