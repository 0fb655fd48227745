//! Which requests a path takes, as far as the metadata tells.

use graph_csdl::names::short;
use graph_csdl::{Annotations, Metadata, OperationKind, Resource, ResourceKind, StructuredType, split_last_segment};

use super::rows::EXPANDABLE;

/// A request that makes sense at a path.
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) purpose: String,
    /// Granted, refused, or not spoken of.
    pub(super) is_supported: Option<bool>,
}

/// How entities stand at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holding {
    /// At the root, or contained: they live there.
    Own,
    /// They live elsewhere: the path holds references to them.
    References,
}

/// The requests of what stands there.
pub(super) fn of(metadata: &Metadata, path: &str, place: &Resource<'_>) -> Vec<Request> {
    let said = |of: &StructuredType| Said { at_path: place.annotations, of_type: of.annotations.clone() };
    match &place.kind {
        ResourceKind::Collection(of) => collection(path, &key(path, of), &said(of), holding(metadata, path)),
        ResourceKind::Entity(of) => one(metadata, path, &said(of)),
        ResourceKind::Operation(overloads) => {
            let is_action = overloads.first().is_some_and(|operation| operation.kind == OperationKind::Action);
            let (method, purpose) = if is_action { ("POST", "call the action") } else { ("GET", "call the function") };
            vec![request(method, path, purpose, None)]
        }
        ResourceKind::Value(ty) if ty.is_stream() => content(path),
        ResourceKind::Value(_) => {
            let mut requests = vec![request("GET", path, "read the value alone", None)];
            let holder = split_last_segment(path).filter(|(front, _)| is_entity(metadata, front));
            requests.extend(holder.map(|(front, _)| request("PATCH", front, "change it with the entity", None)));
            requests
        }
        ResourceKind::Count => vec![request("GET", path, "how many there are", None)],
        ResourceKind::Content => content(path),
        ResourceKind::References => references(metadata, path),
    }
}

fn content(path: &str) -> Vec<Request> {
    vec![request("GET", path, "download", None), request("PUT", path, "upload", None)]
}

/// Of all, of one among them, or of a single relation.
fn references(metadata: &Metadata, path: &str) -> Vec<Request> {
    let front = split_last_segment(path).map(|(front, _)| front).unwrap_or_default();
    if !is_entity(metadata, front) {
        let add = request("POST", path, "add a reference", None);
        return vec![request("GET", path, "list the references", None), add];
    }
    if in_collection(metadata, front) {
        return vec![request("DELETE", path, "remove the reference", None)];
    }
    let change = [("GET", "get the reference"), ("PUT", "set the reference"), ("DELETE", "clear the reference")];
    change.into_iter().map(|(method, purpose)| request(method, path, purpose, None)).collect()
}

fn is_entity(metadata: &Metadata, path: &str) -> bool {
    metadata.path(path).is_ok_and(|place| matches!(place.kind, ResourceKind::Entity(_)))
}

/// The path of one entity of a collection.
fn key(path: &str, of: &StructuredType) -> String {
    let name = short(&of.name);
    if path.contains("{id}") { format!("{path}/{{{name}Id}}") } else { format!("{path}/{{id}}") }
}

/// What is said of the path counts before what is said of the type.
struct Said<'m> {
    at_path: Option<&'m Annotations>,
    of_type: Annotations,
}

impl Said<'_> {
    fn capability(&self, name: &str) -> Option<bool> {
        self.at_path.and_then(|said| said.capability(name)).or_else(|| self.of_type.capability(name))
    }
}

fn collection(path: &str, key: &str, said: &Said<'_>, holding: Holding) -> Vec<Request> {
    let mut requests = vec![request("GET", path, "list", said.capability("Readable"))];
    match holding {
        Holding::Own => {
            requests.push(request("POST", path, "create", said.capability("Insertable")));
            requests.push(request("GET", key, "get one", said.capability("Readable")));
            requests.push(request("PATCH", key, "update", said.capability("Updatable")));
            requests.push(request("DELETE", key, "delete", said.capability("Deletable")));
        }
        // A collection takes new entities wherever they live then (OData 4.01 part 1, 11.4.2).
        Holding::References => {
            requests.push(request("POST", path, "create and add", said.capability("Insertable")));
            requests.push(request("POST", &format!("{path}/$ref"), "add a reference", said.capability("Insertable")));
            let purpose = "remove a reference";
            requests.push(request("DELETE", &format!("{key}/$ref"), purpose, said.capability("Deletable")));
        }
    }
    requests
}

fn one(metadata: &Metadata, path: &str, said: &Said<'_>) -> Vec<Request> {
    let mut requests = vec![request("GET", path, "get", said.capability("Readable"))];
    let is_singleton = !path.contains('/') && !path.contains('(');
    match holding(metadata, path) {
        Holding::Own => {
            requests.push(request("PATCH", path, "update", said.capability("Updatable")));
            if !is_singleton {
                requests.push(request("DELETE", path, "delete", said.capability("Deletable")));
            }
        }
        Holding::References => {
            let reference = format!("{path}/$ref");
            let (change, remove) = if in_collection(metadata, path) {
                (None, "remove the reference")
            } else {
                (Some("set the reference"), "clear the reference")
            };
            requests.extend(change.map(|purpose| request("PUT", &reference, purpose, said.capability("Updatable"))));
            requests.push(request("DELETE", &reference, remove, said.capability("Deletable")));
        }
    }
    requests
}

fn request(method: &'static str, path: &str, purpose: &str, is_supported: Option<bool>) -> Request {
    Request { method, path: path.to_owned(), purpose: purpose.to_owned(), is_supported }
}

/// Whether entities at a path live there.
pub(super) fn holding(metadata: &Metadata, path: &str) -> Holding {
    match metadata.relation(path) {
        Some(relation) if !relation.is_contained => Holding::References,
        _ => Holding::Own,
    }
}

/// What is said of requests at a path. Of a relation the file says whether it can be expanded itself, which is another thing.
pub(super) fn said(metadata: &Metadata, path: &str, place: &Resource<'_>) -> Option<Annotations> {
    let mut said = place.annotations?.clone();
    if metadata.relation(path).is_some() {
        said.capabilities.retain(|(name, _)| name != EXPANDABLE);
    }
    Some(said)
}

fn in_collection(metadata: &Metadata, path: &str) -> bool {
    let front = split_last_segment(path).and_then(|(front, _)| metadata.path(front).ok());
    front.is_some_and(|front| matches!(front.kind, ResourceKind::Collection(_)))
}
