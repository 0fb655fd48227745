//! Actions and functions: a call whose arguments are a struct's fields.

use std::sync::Arc;

use http::Method;
use percent_encoding::utf8_percent_encode;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::error::request::RequestError;
use crate::object::entity::Permissions;
use crate::object::properties::PropertyWriter;
use crate::query::query::Query;
use crate::request::request::Request;
use crate::response::response::FromResponse;
use crate::value::literal::Literal;
use crate::value::path::{Key, ResourcePath, SEGMENT};
use crate::value::projection::PropertyInfo;
use crate::value::value::{Encoded, Value};
use crate::value::version::ApiVersion;

/// A struct annotated with `#[graph_action]` or `#[graph_function]`: an operation, and its arguments.
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
    /// The version of the service that the operation is of, where it is not the client's.
    const VERSION: Option<ApiVersion> = None;

    /// The permissions that its page documents.
    const PERMISSIONS: Permissions = Permissions::NONE;

    /// The arguments in the order of the fields, with a gap for each that a `cfg` took away.
    #[doc(hidden)]
    const ARGUMENTS: &'static [PropertyInfo];
}

/// An operation whose arguments are the properties of the body. The macro alone implements it.
pub trait Action: Operation {
    /// Writes the arguments.
    fn write<M: SerializeMap>(&self, arguments: &mut PropertyWriter<M>);
}

/// An operation whose arguments stand in the URL. The macro alone implements it.
pub trait Function: Operation {
    /// Whether the answer is asked for what its type declares.
    const SELECT: bool = false;

    /// Writes the arguments.
    fn write(&self, arguments: &mut ArgumentWriter);
}

/// The request for an action: `POST`, with the arguments as a JSON object; without a body where it has none.
///
/// # Rule
/// OData Protocol 4.01, §11.5.4.1. The object is of no type, so that it bears no `@odata.type`; the values within do.
pub fn action<A: Action, R: FromResponse>(action: &A, template: &str, keys: &[Key]) -> Request<R> {
    let request = request::<A, R>(Method::POST, ResourcePath::from_template(template, keys));
    let has_arguments = A::ARGUMENTS.iter().any(|argument| !argument.name().is_empty());
    if has_arguments { request.with_json(&Arguments(action)) } else { request }
}

/// The request for a function: `GET`, with the arguments where the template has `(_)`, or else in parentheses behind it.
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

/// The template with a function's arguments: where `(_)` ends a segment; where none has it, behind the last one, whose own
/// `()` they fill. All other `()` are calls without arguments.
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

/// An action's arguments as a JSON object.
struct Arguments<'a, A>(&'a A);

impl<A: Action> Serialize for Arguments<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut arguments = PropertyWriter::new(serializer.serialize_map(None)?, A::ARGUMENTS, false);
        self.0.write(&mut arguments);
        arguments.end()
    }
}

/// Writes a function's arguments. It keeps the first error and then writes no more.
#[derive(Default)]
pub struct ArgumentWriter {
    table: &'static [PropertyInfo],
    /// `name='value',other=@other`, percent-encoded for a path.
    inline: String,
    /// `@other` and its value, not yet encoded.
    aliases: Vec<(String, String)>,
    problem: Option<RequestError>,
}

impl ArgumentWriter {
    /// Writes an argument in the path, unless it is absent: text quoted, a number or a date as it is. What has no form
    /// there goes by an alias.
    pub fn write<T: Value>(&mut self, value: &T, index: usize) {
        self.write_value(value, index, false);
    }

    /// Writes an argument in the query, unless it is absent: `name=@name` in the path, `@name='…'` in the query.
    pub fn write_by_alias<T: Value>(&mut self, value: &T, index: usize) {
        self.write_value(value, index, true);
    }

    /// Writes an argument in the form that a function of `#[serde(with = …)]` gives it.
    pub fn write_by<T: Serialize>(&mut self, value: &T, index: usize, by_alias: bool) {
        self.write_form(serde_json::to_string(value), None, index, by_alias);
    }

    fn write_value<T: Value>(&mut self, value: &T, index: usize, by_alias: bool) {
        if !value.is_absent() {
            self.write_form(serde_json::to_string(&Encoded(value)), value.literal(), index, by_alias);
        }
    }

    /// `literal` is the value's form in a URL, where its JSON does not tell.
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

/// A JSON string as a literal of a URL.
fn quoted(json: &str) -> Option<String> {
    let text: String = serde_json::from_str(json).ok()?;
    Some(text.to_literal())
}

#[cfg(test)]
mod tests {
    use super::with_arguments;

    #[test]
    fn arguments_stand_where_the_template_says() {
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
