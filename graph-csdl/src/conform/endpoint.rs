//! Paths: each leads to the declared type, or to a base of it.

use super::meant::by_argument;
use super::{DeclaredEndpoint, Part, Report};
use crate::metadata::Metadata;
use crate::model::{OperationKind, StructuredType, TypeRef};
use crate::names;
use crate::place::{Target, Unresolved};

/// Checks a path of an item of the type `of`; `None` of one that has no sound type, and whose paths may be wrong all the same.
pub(super) fn check(
    index: usize,
    declared: DeclaredEndpoint<'_>,
    of: Option<&StructuredType>,
    metadata: &Metadata,
    report: &mut Report<'_>,
) {
    let Some(target) = resolve(index, declared, metadata, report) else { return };
    let (found, is_single) = match target {
        Target::Collection(found) => (found, false),
        Target::Entity(found) => (found, true),
        other => {
            let help = match &other {
                Target::Value(TypeRef { name, .. }) if name == "Edm.Stream" => {
                    let help = bytes(declared.template);
                    report
                        .find(Part::Endpoint(index), "the path leads to bytes, and not to entities".to_owned())
                        .help(help);
                    return;
                }
                Target::Operation(overloads) if overloads.iter().any(|found| found.kind == OperationKind::Action) => {
                    "declare a struct with `#[graph_action]` for it"
                }
                Target::Operation(_) => "declare a struct with `#[graph_function]` for it",
                _ => "end it in a collection of entities, or in one",
            };
            report.find(Part::Endpoint(index), format!("the path leads to {other}, and not to entities")).help(help);
            return;
        }
    };
    if let Some(of) = of.filter(|of| !metadata.is_a(&of.name, &found.name)) {
        let noun = if is_single { "one" } else { "a collection of" };
        let fact = format!("the path leads to {noun} `{}`, and this is a `{}`", found.name, of.name);
        let finding = report.find(Part::Endpoint(index), fact);
        finding.note("a path leads to the declared type, or to a base of it");
        if metadata.is_a(&found.name, &of.name) && !found.is_abstract {
            finding.help(format!("declare a `{}`: it extends `{}`", found.name, of.name));
        } else {
            finding.help(format!("end it where `{}` stands, or {}", of.name, by_argument(&found.name)));
        }
    } else if is_single != declared.is_single {
        let template = declared.template;
        let (fact, help) = if is_single {
            let name = last_name(template);
            ("the path leads to one entity", format!("write `singleton(name = \"{name}\", template = \"{template}\")`"))
        } else {
            ("the path leads to a collection", format!("write `path = \"{template}\"`"))
        };
        report.find(Part::Endpoint(index), fact).help(help);
    }
}

/// How the bytes of a stream property are read and written: by its entity.
pub(super) fn bytes(template: &str) -> String {
    let (entity, stream) = template.rsplit_once('/').unwrap_or_default();
    // An entity that is addressed by path has no `:` where nothing follows.
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

/// What an endpoint could be called: by its last segment that has a name, without what stands in its parentheses.
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

/// What stands at the path.
fn resolve<'m>(
    index: usize,
    declared: DeclaredEndpoint<'_>,
    metadata: &'m Metadata,
    report: &mut Report<'_>,
) -> Option<Target<'m>> {
    match metadata.path(declared.template) {
        Ok(place) => Some(answered(place.target, metadata)),
        Err(unresolved) => {
            lost(index, declared, &unresolved, report);
            None
        }
    }
}

/// The type of the entities that stand at the path, or at the one that it was meant to be.
pub(super) fn entities<'m>(template: &str, metadata: &'m Metadata) -> Option<&'m StructuredType> {
    let place = metadata.path(template).or_else(|unresolved| match unresolved.meant(template) {
        Some(meant) => metadata.path(&meant),
        None => Err(unresolved),
    });
    match answered(place.ok()?.target, metadata) {
        Target::Collection(found) | Target::Entity(found) => Some(found),
        _ => None,
    }
}

/// Of a function the entities that it answers: they have an address, other than the answer of an action.
fn answered<'m>(target: Target<'m>, metadata: &'m Metadata) -> Target<'m> {
    let Target::Operation(overloads) = &target else { return target };
    let mut functions = overloads.iter().filter(|operation| operation.kind == OperationKind::Function);
    let returned = functions.find_map(|operation| operation.returns.as_ref());
    let answered = returned.map(|returned| metadata.target(returned));
    answered.filter(|target| matches!(target, Target::Collection(_) | Target::Entity(_))).unwrap_or(target)
}

/// Reports a path that leads nowhere.
pub(super) fn lost(index: usize, declared: DeclaredEndpoint<'_>, unresolved: &Unresolved, report: &mut Report<'_>) {
    let finding = report.find(Part::Endpoint(index), format!("the path leads nowhere: {}", unresolved.fact));
    match unresolved.meant(declared.template) {
        Some(meant) => {
            finding.help(format!("write `{meant}`"));
        }
        None if unresolved.segment.starts_with('{') => {
            finding.help(format!("remove `{}`: the entities of a collection alone have a key", unresolved.segment));
        }
        None if unresolved.segment.ends_with(':') => {
            let collection = unresolved.segment.trim_end_matches(':');
            finding.help(format!("name the entity that the path begins at: `{collection}/{{id}}:`"));
        }
        None => {
            finding.help("follow the page of the resource, or `graph-entity describe` of what stands before it");
        }
    }
}
