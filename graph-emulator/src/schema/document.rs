//! The metadata itself, and the service document: what a client asks of a service that it does not know yet.

use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::Schema;
use crate::answer::{Answer, Failure};
use crate::url::{resource, root};

impl Schema {
    /// Answers `GET /v1.0/$metadata` and `GET /v1.0/`, as the service without a token; `None` for any other path.
    pub(crate) fn document(&self, head: &Parts) -> Option<Result<Answer, Failure>> {
        let (_, segments) = resource(head.uri.path(), self.spelling).ok()?;
        let document = match segments.as_slice() {
            [] => self.service_document(head),
            [one] if self.spelling.is(one, "$metadata") => {
                let text = self.metadata.text().to_owned();
                Ok(Answer::raw(StatusCode::OK, "application/xml".to_owned(), text.into()))
            }
            _ => return None,
        };
        Some(if head.method == Method::GET { document } else { Err(Failure::method_not_allowed("GET")) })
    }

    fn service_document(&self, head: &Parts) -> Result<Answer, Failure> {
        let entry = |name: &str, kind: &str| json!({ "name": name, "kind": kind, "url": name });
        let container = self.metadata.container();
        let sets = container.into_iter().flat_map(|container| &container.sets);
        let singletons = container.into_iter().flat_map(|container| &container.singletons);
        let value: Vec<Json> = sets
            .map(|set| entry(&set.name, "EntitySet"))
            .chain(singletons.map(|one| entry(&one.name, "Singleton")))
            .collect();
        let context = format!("{}/$metadata", root(head)?);
        Ok(Answer::json(StatusCode::OK, json!({ "@odata.context": context, "value": value })))
    }
}
