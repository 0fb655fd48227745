//! Types and operations in one line.

use graph_csdl::{Operation, OperationKind, Parameter, TypeRef};

/// A type's name without what goes without saying: `String`, `user`, `security.alert`.
pub(crate) fn short(name: &str) -> &str {
    name.strip_prefix("Edm.").or_else(|| name.strip_prefix("microsoft.graph.")).unwrap_or(name)
}

/// `String`, `user[]`.
pub(crate) fn type_text(ty: &TypeRef) -> String {
    let name = short(&ty.name);
    if ty.is_collection { format!("{name}[]") } else { name.to_owned() }
}

/// `sendMail(message: message, saveToSentItems: Boolean?) → user`. A `?` is behind what may be left out or null.
pub(crate) fn call(operation: &Operation) -> String {
    let parameters: Vec<String> = operation.parameters.iter().map(parameter).collect();
    let result = operation.returns.as_ref().map(|ty| format!(" → {}", type_text(ty))).unwrap_or_default();
    format!("{}({}){result}", operation.short_name(), parameters.join(", "))
}

fn parameter(parameter: &Parameter) -> String {
    let mark = if parameter.is_optional || parameter.ty.is_nullable { "?" } else { "" };
    format!("{}: {}{mark}", parameter.name, type_text(&parameter.ty))
}

/// `POST` of an action, `GET` of a function.
pub(crate) const fn method(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "POST",
        OperationKind::Function => "GET",
    }
}
