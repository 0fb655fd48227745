//! Actions and functions.

use super::field::field;
use super::{DeclaredOperation, Part, Report, endpoint};
use crate::metadata::Metadata;
use crate::model::{Operation, OperationKind};
use crate::nearest::nearest;
use crate::place::Target;

pub(super) fn check<'m>(declared: &DeclaredOperation<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let mut overloads = Vec::new();
    for index in 0..declared.endpoints.len() {
        if let Some(found) = check_path(index, declared, metadata, report) {
            overloads = if overloads.is_empty() { found } else { overloads };
        }
    }
    let Some(chosen) = choose(declared, &overloads) else {
        report.types = vec![None; declared.arguments.len()];
        return;
    };
    report.deprecated(Part::Item, &chosen.annotations);
    check_arguments(declared, chosen, report);
    match (&chosen.returns, declared.has_result) {
        (Some(returned), false) => {
            let finding = report.find(Part::Item, format!("`{}` answers with a `{returned}`", chosen.short_name()));
            finding.help("say which type that is by `returns = …`");
        }
        (None, true) => {
            let finding = report.find(Part::Result, format!("`{}` answers with nothing", chosen.short_name()));
            finding.help("remove `returns`");
        }
        (returned, _) => report.result = returned.as_ref(),
    }
}

fn check_path<'m>(
    index: usize,
    declared: &DeclaredOperation<'_>,
    metadata: &'m Metadata,
    report: &mut Report<'m>,
) -> Option<Vec<&'m Operation>> {
    let endpoint = *declared.endpoints.get(index)?;
    let part = Part::Endpoint(index);
    let overloads = match metadata.path(endpoint.template) {
        Err(unresolved) => {
            endpoint::lost(index, endpoint, &unresolved, report);
            return None;
        }
        Ok(place) => match place.target {
            Target::Operation(overloads) => overloads,
            other => {
                let finding = report.find(part, format!("the path leads to {other}, and to no operation"));
                finding.help("end it in the operation's name");
                return None;
            }
        },
    };
    let right: Vec<&Operation> = overloads.iter().copied().filter(|found| found.kind == declared.kind).collect();
    if right.is_empty() {
        let (noun, attribute) = match declared.kind {
            OperationKind::Action => ("a function", "graph_function"),
            OperationKind::Function => ("an action", "graph_action"),
        };
        let name = overloads.first().map(|found| found.short_name()).unwrap_or_default();
        report.find(part, format!("`{name}` is {noun}")).help(format!("write `#[{attribute}]`"));
        return None;
    }
    Some(right)
}

/// The overload that is meant: one that has all arguments and misses none, or else the one with most of them.
fn choose<'m>(declared: &DeclaredOperation<'_>, overloads: &[&'m Operation]) -> Option<&'m Operation> {
    let fitness = |operation: &&&Operation| {
        let known = declared.arguments.iter().filter(|argument| has(operation, argument.name)).count();
        let missing = missing(declared, operation).count();
        (known, std::cmp::Reverse(missing), std::cmp::Reverse(operation.parameters.len()))
    };
    // Of equals the first: `max_by_key` takes the last.
    overloads.iter().rev().max_by_key(fitness).copied()
}

fn has(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| parameter.name == name)
}

/// The arguments that the operation needs, and that are not declared.
fn missing<'m>(declared: &DeclaredOperation<'_>, operation: &'m Operation) -> impl Iterator<Item = &'m str> {
    let needed = operation.parameters.iter().filter(|parameter| !parameter.is_optional && !parameter.ty.is_nullable);
    needed
        .map(|parameter| parameter.name.as_str())
        .filter(move |name| !declared.arguments.iter().any(|argument| argument.name == *name))
}

fn check_arguments<'m>(declared: &DeclaredOperation<'_>, chosen: &'m Operation, report: &mut Report<'m>) {
    let mut meant = Vec::new();
    for (index, argument) in declared.arguments.iter().enumerate() {
        let found = chosen.parameters.iter().find(|parameter| parameter.name == argument.name);
        report.types.push(found.map(|parameter| &parameter.ty).filter(|_| !argument.is_unchecked));
        if found.is_some() || argument.is_unchecked {
            continue;
        }
        let names: Vec<&str> = chosen.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        let fact = format!("`{}` has no parameter `{}`", chosen.short_name(), argument.name);
        let finding = report.find(Part::Property(index), fact);
        if let Some(near) = nearest(argument.name, names.iter().copied()) {
            finding.help(format!("did you mean `{}`?", field(near)));
            meant.push(near);
        } else if names.is_empty() {
            finding.help("remove it: there are none");
        } else {
            finding.help(format!("remove it, or use one of `{}`", names.join("`, `")));
        }
    }
    let missing: Vec<String> = missing(declared, chosen)
        .filter(|name| !meant.contains(name))
        .map(|name| format!("`{}`", field(name)))
        .collect();
    if !missing.is_empty() {
        let finding = report.find(Part::Item, format!("arguments of `{}` are missing", chosen.short_name()));
        finding.help(format!("add {}", missing.join(", "))).note("the metadata says that they are not nullable");
    }
}
