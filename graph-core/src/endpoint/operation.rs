//! Actions and functions: structs whose fields are the arguments.

use std::sync::Arc;

use http::Method;
use percent_encoding::utf8_percent_encode;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::error::request::RequestError;
use crate::json;
use crate::object::entity::Permissions;
use crate::object::properties::PropertyWriter;
use crate::query::query::Query;
use crate::request::request::Request;
use crate::response::response::FromResponse;
use crate::value::literal::Literal;
use crate::value::path::{ApiVersion, Key, ResourcePath, SEGMENT};
use crate::value::projection::PropertyInfo;
use crate::value::value::{Encoded, Value};

/// A struct with `#[graph_action]` or `#[graph_function]`: an operation with its arguments.
///
/// # Example
/// ```
/// use graph_core::{graph_action, Operation};
///
/// #[graph_action(path = "me/sendMail", permissions(delegated = ["Mail.Send"]))]
/// pub struct SendMail { pub save_to_sent_items: Option<bool> }
///
/// assert_eq!(SendMail::PERMISSIONS.delegated, ["Mail.Send"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    label = "not an operation",
    note = "annotate the struct with `#[graph_action(path = \"…\")]` or `#[graph_function(path = \"…\")]`"
)]
pub trait Operation {
    /// The API version of the operation, if it differs from the client's.
    const VERSION: Option<ApiVersion> = None;

    /// The permissions in the documentation of the operation.
    const PERMISSIONS: Permissions = Permissions::NONE;

    /// The arguments in the order of the fields. A field that a `cfg` removed has a placeholder.
    #[doc(hidden)]
    const ARGUMENTS: &'static [PropertyInfo];
}

/// An operation with its arguments in the body. Only the macro implements it.
pub trait Action: Operation {
    /// Writes the arguments.
    fn write<M: SerializeMap>(&self, arguments: &mut PropertyWriter<M>);
}

/// An operation with its arguments in the URL. Only the macro implements it.
pub trait Function: Operation {
    /// The request selects the declared properties of its response type.
    const SELECT: bool = false;

    /// Writes the arguments.
    fn write(&self, arguments: &mut ArgumentWriter);
}

/// The request of an action: `POST` with the arguments as a JSON object, or without a body if there are none.
///
/// # Rule
/// OData Protocol 4.01, §11.5.4.1. The object has no `@odata.type`; the values within it do.
pub fn action<A: Action, R: FromResponse>(action: &A, template: &str, keys: &[Key]) -> Request<R> {
    let request = request::<A, R>(Method::POST, ResourcePath::from_template(template, keys));
    let has_arguments = A::ARGUMENTS.iter().any(|argument| !argument.name().is_empty());
    if has_arguments { request.with_json(&Arguments(action)) } else { request }
}

/// The request of a function: `GET` with the arguments at `(_)` in the template, or else in parentheses at its end.
///
/// # Rule
/// OData URL Conventions 4.01, §5.1.1.15.2 and §5.3.
pub fn function<F: Function, R: FromResponse>(function: &F, template: &str, keys: &[Key]) -> Request<R> {
    let mut arguments = ArgumentWriter { table: F::ARGUMENTS, ..ArgumentWriter::default() };
    function.write(&mut arguments);
    let template = with_arguments(template, &arguments.inline);
    let mut request = request::<F, R>(Method::GET, ResourcePath::from_template(&template, keys));
    if F::SELECT {
        request = request.with_default_query(Query::of(R::selected()));
    }
    if let Some(problem) = arguments.problem {
        request.reject(problem);
    }
    arguments.aliases.iter().fold(request, |request, (name, value)| request.parameter(name, value))
}

/// Inserts the arguments of a function at the segment that ends with `(_)`, or else after the last segment, in its own `()` if it
/// has any. Other `()` are calls without arguments.
fn with_arguments(template: &str, inline: &str) -> String {
    let marked = |segment: &str| segment.strip_suffix("(_)").map(|name| format!("{name}({inline})"));
    if template.split('/').any(|segment| marked(segment).is_some()) {
        let segments = template.split('/').map(|segment| marked(segment).unwrap_or_else(|| segment.to_owned()));
        return segments.collect::<Vec<_>>().join("/");
    }
    match inline {
        "" => template.to_owned(),
        inline => format!("{}({inline})", template.strip_suffix("()").unwrap_or(template)),
    }
}

fn request<C: Operation, R: FromResponse>(method: Method, path: ResourcePath) -> Request<R> {
    Request::new(method, C::VERSION, path, R::returned(C::VERSION))
        .header("Accept", R::ACCEPT)
        .with_permissions(C::PERMISSIONS)
}

/// The arguments of an action as a JSON object.
struct Arguments<'a, A>(&'a A);

impl<A: Action> Serialize for Arguments<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut arguments = PropertyWriter::new(serializer.serialize_map(None)?, A::ARGUMENTS, false);
        self.0.write(&mut arguments);
        arguments.end()
    }
}

/// Writes the arguments of a function. After an error it writes nothing more.
#[derive(Default)]
pub struct ArgumentWriter {
    table: &'static [PropertyInfo],
    /// `name='value',other=@other`, percent-encoded for a path.
    inline: String,
    /// `@other` and its value, before percent-encoding.
    aliases: Vec<(String, String)>,
    problem: Option<RequestError>,
}

impl ArgumentWriter {
    /// Writes an argument into the path, unless it is absent. Strings are quoted. A value without a URL form is written as an
    /// alias.
    pub fn write<T: Value>(&mut self, value: &T, index: usize) {
        self.write_value(value, index, false);
    }

    /// Writes an argument as an alias, unless it is absent: `name=@name` in the path, `@name='…'` in the query.
    pub fn write_by_alias<T: Value>(&mut self, value: &T, index: usize) {
        self.write_value(value, index, true);
    }

    /// Writes an argument with a function of `#[serde(with = …)]`.
    pub fn write_by<T: Serialize>(&mut self, value: &T, index: usize, by_alias: bool) {
        self.write_form(json::to_string(value), None, index, by_alias);
    }

    fn write_value<T: Value>(&mut self, value: &T, index: usize, by_alias: bool) {
        if !value.is_absent() {
            self.write_form(json::to_string(&Encoded(value)), value.literal(), index, by_alias);
        }
    }

    /// `literal` is the URL form of the value, if it differs from its JSON.
    fn write_form(&mut self, json: serde_json::Result<String>, literal: Option<String>, index: usize, by_alias: bool) {
        let name = self.table.get(index).map_or("", PropertyInfo::name);
        let json = match json {
            Ok(json) => json,
            Err(error) => {
                let problem = RequestError::Argument { name, source: Arc::new(error) };
                self.problem.get_or_insert(problem);
                return;
            }
        };
        let by_alias = by_alias || (literal.is_none() && json.starts_with(['{', '[']));
        let text = literal.or_else(|| quoted(&json)).unwrap_or(json);
        let separator = if self.inline.is_empty() { "" } else { "," };
        let encoded = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
        let value = if by_alias { format!("@{name}") } else { text.clone() };
        self.inline.extend([separator, &encoded(name), "=", &encoded(&value)]);
        if by_alias {
            self.aliases.push((value, text));
        }
    }
}

/// The URL form of a JSON string.
fn quoted(json: &str) -> Option<String> {
    let text: String = serde_json::from_str(json).ok()?;
    Some(text.to_literal())
}

#[cfg(test)]
mod tests {
    use super::with_arguments;

    #[test]
    fn arguments_are_inserted_where_the_template_says() {
        for (template, without, with) in [
            ("a/b", "a/b", "a/b(x=1)"),
            ("a/b()", "a/b()", "a/b(x=1)"),
            ("a/usedRange()/cell", "a/usedRange()/cell", "a/usedRange()/cell(x=1)"),
            ("a/usedRange()/cell()", "a/usedRange()/cell()", "a/usedRange()/cell(x=1)"),
            ("a/getDetail(_)/content", "a/getDetail()/content", "a/getDetail(x=1)/content"),
            ("a/usedRange()/cell(_)/{k}/b()", "a/usedRange()/cell()/{k}/b()", "a/usedRange()/cell(x=1)/{k}/b()"),
            ("a(_)b/c", "a(_)b/c", "a(_)b/c(x=1)"),
        ] {
            assert_eq!([with_arguments(template, ""), with_arguments(template, "x=1")], [without, with], "{template}");
        }
    }
}
