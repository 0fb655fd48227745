//! The requests at a path.

use graph_csdl::names::short;
use graph_csdl::{Annotations, Metadata, OperationKind, Resource, ResourceKind, StructuredType, split_last_segment};

use super::rows::EXPANDABLE;

/// A request at a path.
pub(super) struct PathRequest {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) purpose: String,
    /// `None` if the metadata does not say.
    pub(super) is_supported: Option<bool>,
}

/// The requests at a resource.
pub(super) fn at(metadata: &Metadata, path: &str, resource: &Resource<'_>) -> Vec<PathRequest> {
    let capabilities =
        |of: &StructuredType| Capabilities { at_path: resource.annotations, of_type: of.annotations.clone() };
    match &resource.kind {
        ResourceKind::Collection(of) => {
            collection(path, &key(path, of), &capabilities(of), is_by_reference(metadata, path))
        }
        ResourceKind::Entity(of) => one(metadata, path, &capabilities(of)),
        ResourceKind::Operation(overloads) => {
            let is_action = overloads.first().is_some_and(|operation| operation.kind == OperationKind::Action);
            let (method, purpose) = if is_action { ("POST", "call the action") } else { ("GET", "call the function") };
            vec![request(method, path, purpose, None)]
        }
        ResourceKind::Value(ty) if ty.is_stream() => content(path),
        ResourceKind::Value(_) => {
            let mut requests = vec![request("GET", path, "get the value", None)];
            let owner = split_last_segment(path).filter(|(owner, _)| is_entity(metadata, owner));
            requests.extend(owner.map(|(owner, _)| request("PATCH", owner, "update it with the entity", None)));
            requests
        }
        ResourceKind::Count => vec![request("GET", path, "get the count", None)],
        ResourceKind::Content => content(path),
        ResourceKind::References => references(metadata, path),
    }
}

fn content(path: &str) -> Vec<PathRequest> {
    vec![request("GET", path, "download", None), request("PUT", path, "upload", None)]
}

/// The requests at `$ref`: of a collection, of one item, or of a single-valued navigation property.
fn references(metadata: &Metadata, path: &str) -> Vec<PathRequest> {
    let target = split_last_segment(path).map(|(target, _)| target).unwrap_or_default();
    if !is_entity(metadata, target) {
        let add = request("POST", path, "add a reference", None);
        return vec![request("GET", path, "list the references", None), add];
    }
    if in_collection(metadata, target) {
        return vec![request("DELETE", path, "remove the reference", None)];
    }
    let change = [("GET", "get the reference"), ("PUT", "set the reference"), ("DELETE", "clear the reference")];
    change.into_iter().map(|(method, purpose)| request(method, path, purpose, None)).collect()
}

fn is_entity(metadata: &Metadata, path: &str) -> bool {
    metadata.path(path).is_ok_and(|resource| matches!(resource.kind, ResourceKind::Entity(_)))
}

/// The path of an entity in a collection.
fn key(path: &str, of: &StructuredType) -> String {
    let name = short(&of.name);
    if path.contains("{id}") { format!("{path}/{{{name}Id}}") } else { format!("{path}/{{id}}") }
}

/// The capabilities at a path, which override those of its type.
pub(crate) struct Capabilities<'m> {
    at_path: Option<&'m Annotations>,
    of_type: Annotations,
}

impl<'m> Capabilities<'m> {
    /// The capabilities of a collection or an entity; `None` of another resource.
    pub(crate) fn of(resource: &Resource<'m>) -> Option<Self> {
        match resource.kind {
            ResourceKind::Collection(of) | ResourceKind::Entity(of) => {
                Some(Self { at_path: resource.annotations, of_type: of.annotations.clone() })
            }
            _ => None,
        }
    }

    /// The annotations at the path, then those of the type.
    pub(crate) fn annotations(&self) -> impl Iterator<Item = &Annotations> {
        self.at_path.into_iter().chain([&self.of_type])
    }

    pub(crate) fn get(&self, name: &str) -> Option<bool> {
        self.at_path.and_then(|annotations| annotations.capability(name)).or_else(|| self.of_type.capability(name))
    }
}

fn collection(path: &str, key: &str, capabilities: &Capabilities<'_>, is_by_reference: bool) -> Vec<PathRequest> {
    let mut requests = vec![request("GET", path, "list", capabilities.get("Readable"))];
    if is_by_reference {
        // A collection of references takes new entities, too (OData 4.01 part 1, 11.4.2).
        requests.push(request("POST", path, "create and add", capabilities.get("Insertable")));
        requests.push(request("POST", &format!("{path}/$ref"), "add a reference", capabilities.get("Insertable")));
        let purpose = "remove a reference";
        requests.push(request("DELETE", &format!("{key}/$ref"), purpose, capabilities.get("Deletable")));
    } else {
        requests.push(request("POST", path, "create", capabilities.get("Insertable")));
        requests.push(request("GET", key, "get one", capabilities.get("Readable")));
        requests.push(request("PATCH", key, "update", capabilities.get("Updatable")));
        requests.push(request("DELETE", key, "delete", capabilities.get("Deletable")));
    }
    requests
}

fn one(metadata: &Metadata, path: &str, capabilities: &Capabilities<'_>) -> Vec<PathRequest> {
    let mut requests = vec![request("GET", path, "get", capabilities.get("Readable"))];
    let is_singleton = !path.contains('/') && !path.contains('(');
    if is_by_reference(metadata, path) {
        let reference = format!("{path}/$ref");
        let (set, remove) = if in_collection(metadata, path) {
            (None, "remove the reference")
        } else {
            (Some("set the reference"), "clear the reference")
        };
        requests.extend(set.map(|purpose| request("PUT", &reference, purpose, capabilities.get("Updatable"))));
        requests.push(request("DELETE", &reference, remove, capabilities.get("Deletable")));
    } else {
        requests.push(request("PATCH", path, "update", capabilities.get("Updatable")));
        if !is_singleton {
            requests.push(request("DELETE", path, "delete", capabilities.get("Deletable")));
        }
    }
    requests
}

fn request(method: &'static str, path: &str, purpose: &str, is_supported: Option<bool>) -> PathRequest {
    PathRequest { method, path: path.to_owned(), purpose: purpose.to_owned(), is_supported }
}

/// Whether a path addresses references to entities that exist at another path.
pub(super) fn is_by_reference(metadata: &Metadata, path: &str) -> bool {
    metadata.relation(path).is_some_and(|relation| !relation.is_contained)
}

/// The annotations about requests at a path. On a navigation property, [`EXPANDABLE`] is about requests at another path.
pub(super) fn annotations(metadata: &Metadata, path: &str, resource: &Resource<'_>) -> Option<Annotations> {
    let mut annotations = resource.annotations?.clone();
    if metadata.relation(path).is_some() {
        annotations.capabilities.retain(|(name, _)| name != EXPANDABLE);
    }
    Some(annotations)
}

fn in_collection(metadata: &Metadata, path: &str) -> bool {
    let parent = split_last_segment(path).and_then(|(parent, _)| metadata.path(parent).ok());
    parent.is_some_and(|parent| matches!(parent.kind, ResourceKind::Collection(_)))
}
