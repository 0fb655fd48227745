//! Types and operations in one line.

use graph_csdl::{Operation, OperationKind, Parameter, TypeRef};

/// The name of a type without `Edm.` and `microsoft.graph.`: `String`, `user`, `security.alert`.
pub(crate) fn short_name(name: &str) -> &str {
    name.strip_prefix("Edm.").or_else(|| name.strip_prefix("microsoft.graph.")).unwrap_or(name)
}

/// A type in one word: `String`, `user[]`.
pub(crate) fn type_text(ty: &TypeRef) -> String {
    let name = short_name(&ty.name);
    if ty.is_collection { format!("{name}[]") } else { name.to_owned() }
}

/// An operation in one line: `sendMail(message: message, saveToSentItems: Boolean?) → user`. `?` marks optional and nullable
/// parameters.
pub(crate) fn operation_text(operation: &Operation) -> String {
    let parameters: Vec<String> = operation.parameters.iter().map(parameter_text).collect();
    let result = operation.returns.as_ref().map(|ty| format!(" → {}", type_text(ty))).unwrap_or_default();
    format!("{}({}){result}", operation.short_name(), parameters.join(", "))
}

fn parameter_text(parameter: &Parameter) -> String {
    let mark = if parameter.is_optional || parameter.ty.is_nullable { "?" } else { "" };
    format!("{}: {}{mark}", parameter.name, type_text(&parameter.ty))
}

/// The HTTP method of an operation: `POST` of an action, `GET` of a function.
pub(crate) const fn method(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "POST",
        OperationKind::Function => "GET",
    }
}

/// The noun of an operation.
pub(crate) const fn noun(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    }
}
