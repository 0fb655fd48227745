//! Endpoints: each path addresses the declared type, or a base of it.

use super::edit::by_argument;
use super::item::AnnotatedEndpoint;
use super::report::{Part, Report};
use crate::metadata::Metadata;
use crate::model::{OperationKind, StructuredType};
use crate::names;
use crate::path::{PathError, ResourceKind};

/// Checks a path of an item of the type `of`; `None` if the item has no valid type, and its paths are checked all the same.
pub(super) fn check(
    index: usize,
    declared: AnnotatedEndpoint<'_>,
    of: Option<&StructuredType>,
    metadata: &Metadata,
    report: &mut Report<'_>,
) {
    let Some(kind) = resolve(index, declared, metadata, report) else { return };
    let (found, is_single) = match kind {
        ResourceKind::Collection(found) => (found, false),
        ResourceKind::Entity(found) => (found, true),
        other => {
            let help = match &other {
                ResourceKind::Value(ty) if ty.is_stream() => {
                    let help = bytes(declared.template);
                    report.error(Part::Endpoint(index), "the path addresses bytes, not entities".to_owned()).help(help);
                    return;
                }
                ResourceKind::Operation(overloads)
                    if overloads.iter().any(|found| found.kind == OperationKind::Action) =>
                {
                    "declare a struct with `#[graph_action]` for it"
                }
                ResourceKind::Operation(_) => "declare a struct with `#[graph_function]` for it",
                _ => "end it in a collection of entities, or in one",
            };
            report.error(Part::Endpoint(index), format!("the path addresses {other}, not entities")).help(help);
            return;
        }
    };
    if let Some(of) = of.filter(|of| !metadata.is_a(&of.name, &found.name)) {
        let noun = if is_single { "one" } else { "a collection of" };
        let message = format!("the path addresses {noun} `{}`, but this is a `{}`", found.name, of.name);
        let diagnostic = report.error(Part::Endpoint(index), message);
        diagnostic.note("a path must address the declared type or a base of it");
        if metadata.is_a(&found.name, &of.name) && !found.is_abstract {
            diagnostic.help(format!("declare a `{}`: it extends `{}`", found.name, of.name));
        } else {
            diagnostic.help(format!("end it at `{}`, or {}", of.name, by_argument(&found.name)));
        }
    } else if is_single != declared.is_single {
        let template = declared.template;
        let (message, help) = if is_single {
            let name = last_name(template);
            (
                "the path addresses one entity",
                format!("write `singleton(name = \"{name}\", template = \"{template}\")`"),
            )
        } else {
            ("the path addresses a collection", format!("write `path = \"{template}\"`"))
        };
        report.error(Part::Endpoint(index), message).help(help);
    }
}

/// The edit of a path to a stream property: its bytes are read and written by its entity.
pub(super) fn bytes(template: &str) -> String {
    let (entity, stream) = template.rsplit_once('/').unwrap_or_default();
    // An entity that is addressed by path has no `:` at the end.
    let entity = entity.strip_suffix(':').unwrap_or(entity);
    let (get, set) = match stream {
        "content" => ("content()".to_owned(), "set_content(…)".to_owned()),
        stream => (format!("stream(\"{stream}\")"), format!("set_stream(\"{stream}\", …)")),
    };
    match entity.rsplit_once('/').filter(|(_, key)| key.starts_with('{') && !is_open(entity)) {
        Some((collection, _)) => {
            format!("end it in `{collection}`, and write `.entity(key).{get}` and `.entity(key).{set}`")
        }
        None => format!("end it in `{entity}`, and write `.{get}` and `.{set}`"),
    }
}

/// Whether the template ends within a path between colons.
fn is_open(template: &str) -> bool {
    template.split('/').filter(|segment| segment.ends_with(':')).count() % 2 == 1
}

/// A name for an endpoint: its last segment that is a name, without parentheses.
fn last_name(template: &str) -> String {
    if is_open(template) {
        return "at_path".to_owned();
    }
    let names = template.rsplit('/').map(|segment| segment.split('(').next().unwrap_or_default());
    let is_name = |name: &&str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    names.into_iter().find(is_name).map_or_else(|| "…".to_owned(), |name| names::written(&names::snake(name)))
}

/// The resource at the path; reports a path that addresses nothing.
fn resolve<'m>(
    index: usize,
    declared: AnnotatedEndpoint<'_>,
    metadata: &'m Metadata,
    report: &mut Report<'_>,
) -> Option<ResourceKind<'m>> {
    match metadata.path(declared.template) {
        Ok(resource) => Some(answered(resource.kind, metadata)),
        Err(error) => {
            path_error(index, declared, &error, report);
            None
        }
    }
}

/// The type of the entities at the path, or at the corrected path.
pub(super) fn entities<'m>(template: &str, metadata: &'m Metadata) -> Option<&'m StructuredType> {
    let resource = metadata.path(template).or_else(|error| match error.corrected(template) {
        Some(corrected) => metadata.path(&corrected),
        None => Err(error),
    });
    match answered(resource.ok()?.kind, metadata) {
        ResourceKind::Collection(found) | ResourceKind::Entity(found) => Some(found),
        _ => None,
    }
}

/// The entities of a function's result, which have an address, unlike those of an action's result; any other kind itself.
fn answered<'m>(kind: ResourceKind<'m>, metadata: &'m Metadata) -> ResourceKind<'m> {
    let ResourceKind::Operation(overloads) = &kind else { return kind };
    let mut functions = overloads.iter().filter(|operation| operation.kind == OperationKind::Function);
    let returned = functions.find_map(|operation| operation.returns.as_ref());
    let answered = returned.map(|returned| metadata.kind_of(returned));
    answered.filter(|kind| matches!(kind, ResourceKind::Collection(_) | ResourceKind::Entity(_))).unwrap_or(kind)
}

/// Reports a path that addresses nothing.
pub(super) fn path_error(index: usize, declared: AnnotatedEndpoint<'_>, error: &PathError, report: &mut Report<'_>) {
    let diagnostic = report.error(Part::Endpoint(index), format!("the path is not valid: {}", error.message));
    match error.corrected(declared.template) {
        Some(corrected) => {
            diagnostic.help(format!("write `{corrected}`"));
        }
        None if error.segment.starts_with('{') => {
            diagnostic.help(format!("remove `{}`: only entities of a collection have a key", error.segment));
        }
        None if error.segment.ends_with(':') => {
            let collection = error.segment.trim_end_matches(':');
            diagnostic.help(format!("name the entity that the path begins at: `{collection}/{{id}}:`"));
        }
        None => {
            diagnostic.help("see the page of the resource, or `graph-entity describe` of the path before it");
        }
    }
}
