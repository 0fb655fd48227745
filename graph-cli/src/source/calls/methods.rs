//! The methods of endpoints, and the requests that they build.

use graph_codegen::ItemKind;

use crate::source::item::{Endpoint, Item};

/// What a method of an endpoint returns.
pub(super) enum Effect {
    /// A request with this method at this suffix of the path.
    Request(&'static str, String),
    /// The entity in the collection, or at a path below it, with this suffix.
    Item(&'static str),
    /// The same address of a derived type.
    Cast,
    /// The endpoint itself.
    Same,
    /// Something without a call: the reference to the entity.
    Nothing,
}

/// The effect of a method by its name; `None` of one that endpoints do not have. `argument` is the stream that a method names.
pub(super) fn effect(name: &str, argument: impl FnOnce() -> String) -> Option<Effect> {
    let request = |method, suffix: &str| Some(Effect::Request(method, suffix.to_owned()));
    match name {
        "entity" => Some(Effect::Item("/{id}")),
        "at_path" => Some(Effect::Item(":/{path}:")),
        "cast" => Some(Effect::Cast),
        "clone" | "to_owned" | "borrow" | "as_ref" => Some(Effect::Same),
        "reference" => Some(Effect::Nothing),
        "get" | "list" | "page" => request("GET", ""),
        "count" | "count_of" => request("GET", "/$count"),
        "delta" | "resume" | "delta_page" => request("GET", "/delta()"),
        "create" | "create_from" | "create_async" => request("POST", ""),
        "create_ref" | "add_ref" => request("POST", "/$ref"),
        "remove_ref" | "remove_ref_to" => request("DELETE", "/{id}/$ref"),
        "set_ref" => request("PUT", "/$ref"),
        "clear_ref" => request("DELETE", "/$ref"),
        "update" | "update_as" => request("PATCH", ""),
        "replace" => request("PUT", ""),
        "delete" => request("DELETE", ""),
        "value" => request("GET", "/$value"),
        "set_value" => request("PUT", "/$value"),
        "content" => request("GET", "/content"),
        "set_content" => request("PUT", "/content"),
        "upload" | "upload_document" | "upload_attachment" => request("POST", "/createUploadSession"),
        "stream" => request("GET", &format!("/{}", argument())),
        "set_stream" => request("PUT", &format!("/{}", argument())),
        "clear_stream" => request("DELETE", &format!("/{}", argument())),
        _ => None,
    }
}

/// The path with a suffix. Before a segment, a path between colons gets its second colon: `root:/{itemPath}:/content`.
pub(super) fn joined(path: &str, suffix: &str) -> String {
    let is_open = path.split('/').filter(|segment| segment.ends_with(':')).count() % 2 == 1;
    let colon = if is_open && suffix.starts_with('/') { ":" } else { "" };
    format!("{path}{colon}{suffix}")
}

/// The path of an endpoint; of a function with its parameters.
pub(super) fn template(item: &Item, endpoint: &Endpoint) -> String {
    let template = &endpoint.template;
    if item.kind != ItemKind::Function {
        return template.clone();
    }
    let arguments: Vec<String> = item.fields.iter().map(|field| format!("{0}={{{0}}}", field.name)).collect();
    let arguments = format!("({})", arguments.join(","));
    if template.contains("(_)") {
        template.replace("(_)", &arguments)
    } else {
        template.trim_end_matches("()").to_owned() + &arguments
    }
}

/// The method of an operation's request.
pub(super) fn of_operation(kind: ItemKind) -> &'static str {
    if kind == ItemKind::Function { "GET" } else { "POST" }
}

/// The methods of a request that add a query option.
pub(super) const QUERY_OPTIONS: &[&str] = &["filter", "order_by", "search", "select", "expand", "top", "skip", "count"];
