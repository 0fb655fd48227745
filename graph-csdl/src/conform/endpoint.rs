//! Paths: each leads to the declared type, or to a base of it.

use super::{DeclaredEndpoint, Part, Report};
use crate::metadata::Metadata;
use crate::model::StructuredType;
use crate::place::{Target, Unresolved};

pub(super) fn check(
    index: usize,
    declared: DeclaredEndpoint<'_>,
    of: &StructuredType,
    metadata: &Metadata,
    report: &mut Report<'_>,
) {
    let Some(target) = resolve(index, declared, metadata, report) else { return };
    let (found, is_single) = match target {
        Target::Collection(found) => (found, false),
        Target::Entity(found) => (found, true),
        other => {
            let fact = format!("the path leads to {other}, and not to entities");
            report.find(Part::Endpoint(index), fact).help("end it in a collection of entities, or in one");
            return;
        }
    };
    if !metadata.is_a(&of.name, &found.name) {
        let noun = if is_single { "one" } else { "a collection of" };
        let fact = format!("the path leads to {noun} `{}`, and this is a `{}`", found.name, of.name);
        let finding = report.find(Part::Endpoint(index), fact);
        finding.note("a path leads to the declared type, or to a base of it");
        if metadata.is_a(&found.name, &of.name) && !found.is_abstract {
            finding.help(format!("declare a `{}`: it extends `{}`", found.name, of.name));
        } else {
            finding.help(format!("end it where `{}` stands", of.name));
        }
    } else if is_single != declared.is_single {
        let template = declared.template;
        let (fact, help) = if is_single {
            ("the path leads to one entity", format!("write `singleton(name = \"…\", template = \"{template}\")`"))
        } else {
            ("the path leads to a collection", format!("write `path = \"{template}\"`"))
        };
        report.find(Part::Endpoint(index), fact).help(help);
    }
}

/// What stands at the path; of an operation, what it answers.
fn resolve<'m>(
    index: usize,
    declared: DeclaredEndpoint<'_>,
    metadata: &'m Metadata,
    report: &mut Report<'_>,
) -> Option<Target<'m>> {
    let place = match metadata.path(declared.template) {
        Ok(place) => place,
        Err(unresolved) => {
            lost(index, declared, &unresolved, report);
            return None;
        }
    };
    let Target::Operation(overloads) = &place.target else { return Some(place.target) };
    let returned = overloads.iter().find_map(|operation| operation.returns.as_ref());
    let answered = returned.map(|returned| metadata.target(returned));
    Some(answered.filter(|target| matches!(target, Target::Collection(_) | Target::Entity(_))).unwrap_or(place.target))
}

/// Reports a path that leads nowhere.
pub(super) fn lost(index: usize, declared: DeclaredEndpoint<'_>, unresolved: &Unresolved, report: &mut Report<'_>) {
    let finding = report.find(Part::Endpoint(index), format!("the path leads nowhere: {}", unresolved.fact));
    match &unresolved.nearest {
        Some(near) => {
            let meant: Vec<&str> = declared
                .template
                .split('/')
                .map(|segment| if segment == unresolved.segment { near.as_str() } else { segment })
                .collect();
            finding.help(format!("write `{}`", meant.join("/")));
        }
        None => {
            finding.help("follow the page of the resource, or `graph-entity describe` of what stands before it");
        }
    }
}
