//! Actions and functions.

use super::edit::field;
use super::endpoint;
use super::item::AnnotatedOperation;
use super::report::{Part, Report};
use crate::metadata::Metadata;
use crate::model::{Operation, OperationKind, TypeRef};
use crate::path::{Resource, ResourceKind};
use crate::primitive::Primitive;
use crate::similar::nearest;

pub(super) fn check<'m>(declared: &AnnotatedOperation<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let mut overloads: Vec<&Operation> = Vec::new();
    for index in 0..declared.endpoints.len() {
        let Some(found) = check_path(index, declared, metadata, report) else { continue };
        match (overloads.first(), found.first()) {
            (None, _) => overloads = found,
            (Some(first), Some(other)) if first.short_name() != other.short_name() => {
                let message =
                    format!("the path calls `{}`, and the first one `{}`", other.short_name(), first.short_name());
                let diagnostic = report.error(Part::Endpoint(index), message);
                diagnostic.help(format!("declare a struct of its own for `{}`", other.short_name()));
            }
            _ => {}
        }
    }
    let Some(chosen) = choose(declared, &overloads) else {
        report.types = vec![None; declared.arguments.len()];
        return;
    };
    report.deprecated(Part::Item, &chosen.annotations);
    check_arguments(declared, chosen, report);
    match (report.bytes.or(chosen.returns.as_ref()), declared.has_result) {
        (Some(returned), false) => {
            let diagnostic = report.error(Part::Item, format!("`{}` returns `{returned}`", chosen.short_name()));
            let answer = if returned.is_collection { "Vec<…>" } else { "…" };
            diagnostic.help(if metadata.primitive(&returned.name) == Some(Primitive::Stream) {
                "write `returns = graph_core::bytes::Bytes`: the result is content".to_owned()
            } else {
                let name = metadata.underlying(&returned.name);
                format!("write `returns = {answer}`, with a type that holds `{name}`")
            });
        }
        (None, true) => {
            let diagnostic = report.error(Part::Result, format!("`{}` returns nothing", chosen.short_name()));
            diagnostic.help("remove `returns`");
        }
        (returned, _) => report.result = returned,
    }
}

fn check_path<'m>(
    index: usize,
    declared: &AnnotatedOperation<'_>,
    metadata: &'m Metadata,
    report: &mut Report<'m>,
) -> Option<Vec<&'m Operation>> {
    let endpoint = *declared.endpoints.get(index)?;
    let part = Part::Endpoint(index);
    let overloads = match metadata.path(endpoint.template) {
        Err(error) => {
            endpoint::path_error(index, endpoint, &error, report);
            return None;
        }
        Ok(Resource { kind: ResourceKind::Operation(overloads), .. }) => overloads,
        Ok(Resource { kind: other, .. }) => {
            let stream = stream(&other);
            if let Some((called, stream)) = called(endpoint.template, metadata).zip(stream) {
                report.bytes = Some(stream);
                called
            } else {
                let diagnostic = report.error(part, format!("the path addresses {other}, not an operation"));
                diagnostic.help(match stream {
                    Some(_) => endpoint::bytes(endpoint.template),
                    None => "end it in the operation's name".to_owned(),
                });
                return None;
            }
        }
    };
    let right: Vec<&Operation> = overloads.iter().copied().filter(|found| found.kind == declared.kind).collect();
    if right.is_empty() {
        let (noun, right, wrong) = match declared.kind {
            OperationKind::Action => ("a function", "graph_function", "graph_action"),
            OperationKind::Function => ("an action", "graph_action", "graph_function"),
        };
        let name = overloads.first().map(|found| found.short_name()).unwrap_or_default();
        let diagnostic = report.error(part, format!("`{name}` is {noun}"));
        diagnostic.help(format!("write `#[{right}]` instead of `#[{wrong}]`"));
        return None;
    }
    Some(right)
}

/// The type of a stream property.
fn stream<'m>(kind: &ResourceKind<'m>) -> Option<&'m TypeRef> {
    match kind {
        ResourceKind::Value(ty) if ty.is_stream() => Some(ty),
        _ => None,
    }
}

/// The function on whose result the path continues: `reports/getDetail(_)/content`.
fn called<'m>(template: &str, metadata: &'m Metadata) -> Option<Vec<&'m Operation>> {
    let ends = template.rmatch_indices('/').map(|(at, _)| at);
    ends.filter_map(|at| metadata.path(template.get(..at)?).ok()).find_map(|resource| match resource.kind {
        ResourceKind::Operation(overloads) => Some(overloads),
        _ => None,
    })
}

/// The overload that the arguments are checked against: the one with the most of them and the fewest missing.
fn choose<'m>(declared: &AnnotatedOperation<'_>, overloads: &[&'m Operation]) -> Option<&'m Operation> {
    let fitness = |operation: &&&Operation| {
        let known = declared.arguments.iter().filter(|argument| has(operation, argument.name)).count();
        let missing = missing(declared, operation).count();
        (known, std::cmp::Reverse(missing), std::cmp::Reverse(operation.parameters.len()))
    };
    // The first of equals: `max_by_key` takes the last.
    overloads.iter().rev().max_by_key(fitness).copied()
}

fn has(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| parameter.name == name)
}

/// The required arguments that are not declared.
fn missing<'m>(declared: &AnnotatedOperation<'_>, operation: &'m Operation) -> impl Iterator<Item = &'m str> {
    let needed = operation.parameters.iter().filter(|parameter| !parameter.is_optional && !parameter.ty.is_nullable);
    needed
        .map(|parameter| parameter.name.as_str())
        .filter(move |name| !declared.arguments.iter().any(|argument| argument.name == *name))
}

fn check_arguments<'m>(declared: &AnnotatedOperation<'_>, chosen: &'m Operation, report: &mut Report<'m>) {
    let mut suggested = Vec::new();
    for (index, argument) in declared.arguments.iter().enumerate() {
        let found = chosen.parameters.iter().find(|parameter| parameter.name == argument.name);
        report.types.push(found.map(|parameter| &parameter.ty).filter(|_| !argument.is_unchecked));
        if found.is_some() || argument.is_unchecked {
            continue;
        }
        let names: Vec<&str> = chosen.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        let message = format!("`{}` has no parameter `{}`", chosen.short_name(), argument.name);
        let diagnostic = report.error(Part::Property(index), message);
        if let Some(near) = nearest(argument.name, names.iter().copied()) {
            diagnostic.help(format!("did you mean `{}`?", field(near))).suggestion(near);
            suggested.push(near);
        } else if names.is_empty() {
            diagnostic.help("remove it: there are none");
        } else {
            let fields: Vec<String> = names.into_iter().map(field).collect();
            diagnostic.help(format!("remove it, or use one of `{}`", fields.join("`, `")));
        }
    }
    let missing: Vec<String> = missing(declared, chosen)
        .filter(|name| !suggested.contains(name))
        .map(|name| format!("`{}`", field(name)))
        .collect();
    if !missing.is_empty() {
        let diagnostic = report.error(Part::Item, format!("arguments of `{}` are missing", chosen.short_name()));
        diagnostic.help(format!("add {}", missing.join(", "))).note("the metadata says that they are not nullable");
    }
}
