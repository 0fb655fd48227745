//! The arguments of actions and functions, and the responses without a handler.

use graph_csdl::{Operation, OperationKind, Parameter, StructuredKind, TypeRef};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::names::Schema;
use crate::http::response::{ODataError, ODataResponse};
use crate::store::deep_insert::{Creation, Write};
use crate::store::properties::Properties;

impl Schema {
    /// Checks that one of several overloads accepts these arguments.
    ///
    /// # Rule
    /// A function needs each parameter that is not optional; an action does not need those that may be `null` or empty. An
    /// annotation is not an argument.
    ///
    /// # Errors
    /// The error of the overload that declares the most of the names.
    pub(crate) fn check_arguments(&self, overloads: &[&Operation], given: &[(String, Json)]) -> Result<(), ODataError> {
        let known =
            |operation: &&&Operation| given.iter().filter(|(name, _)| parameter(operation, name).is_some()).count();
        let mut mistakes: Vec<(usize, ODataError)> = Vec::new();
        for operation in overloads {
            match self.check_overload(operation, given) {
                Ok(()) => return Ok(()),
                Err(mistake) => mistakes.push((known(&operation), mistake)),
            }
        }
        // The first of those that declare the most.
        mistakes.into_iter().rev().max_by_key(|(known, _)| *known).map_or(Ok(()), |(_, mistake)| Err(mistake))
    }

    fn check_overload(&self, operation: &Operation, given: &[(String, Json)]) -> Result<(), ODataError> {
        let name = operation.short_name();
        for (argument, value) in given.iter().filter(|(argument, _)| !argument.contains('@')) {
            let parameter = parameter(operation, argument).ok_or_else(|| {
                ODataError::refused(format!(
                    "The parameter '{argument}' is not a valid parameter for the operation '{name}'."
                ))
            })?;
            self.value(argument, &parameter.ty, value, Write::Whole(Creation::Filled))?;
        }
        let is_given = |name: &str| given.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
        let missing = operation.parameters.iter().find(|parameter| {
            let may_lack =
                operation.kind == OperationKind::Action && (parameter.ty.is_nullable || parameter.ty.is_collection);
            !parameter.is_optional && !may_lack && !is_given(&parameter.name)
        });
        match missing {
            Some(parameter) => Err(ODataError::refused(format!(
                "The parameter '{}' of the operation '{name}' is missing: it is required.",
                parameter.name
            ))),
            None => Ok(()),
        }
    }

    /// The response of an operation without a handler: none, or a value with its required properties only.
    pub(crate) fn empty_response(&self, returns: Option<&TypeRef>, root: &str) -> ODataResponse {
        let Some(ty) = returns else { return ODataResponse::no_content() };
        if ty.is_stream() {
            return ODataResponse::raw(StatusCode::OK, "application/octet-stream".to_owned(), bytes::Bytes::new());
        }
        let context = format!("{root}/$metadata#{ty}");
        if ty.is_collection {
            return ODataResponse::json(StatusCode::OK, json!({ "@odata.context": context, "value": [] }));
        }
        let mut body = Properties::from_iter([("@odata.context".to_owned(), Json::from(context))]);
        match self.metadata.structured(&ty.name) {
            Some(of) => {
                if of.kind == StructuredKind::Entity && !of.is_abstract {
                    body.insert("@odata.type".to_owned(), format!("#{}", of.name).into());
                }
                if let Json::Object(empty) = self.empty(of) {
                    body.extend(empty);
                }
            }
            None => {
                body.insert("value".to_owned(), self.default(ty, 0));
            }
        }
        ODataResponse::json(StatusCode::OK, body)
    }
}

/// A parameter by its name in any letter case. The metadata has `Message` of `sendMail`, and the service's own pages write
/// `message`.
fn parameter<'o>(operation: &'o Operation, name: &str) -> Option<&'o Parameter> {
    operation.parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name))
}

/// The method that calls an operation.
pub(crate) fn method_of(kind: OperationKind) -> (Method, &'static str) {
    match kind {
        OperationKind::Action => (Method::POST, "POST"),
        OperationKind::Function => (Method::GET, "GET"),
    }
}
