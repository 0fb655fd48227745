//! Entities, complex types and unions.

use super::definition::definition;
use super::edit::field;
use super::endpoint;
use super::item::{AnnotatedProperty, AnnotatedStruct, AnnotatedUnion};
use super::report::{Part, Report};
use crate::metadata::Metadata;
use crate::model::{Definition, StructuredKind, StructuredType, TypeRef};
use crate::similar::nearest;

pub(super) fn check<'m>(declared: &AnnotatedStruct<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let attribute = match declared.kind {
        StructuredKind::Entity => "graph_entity",
        StructuredKind::Complex => "graph_complex",
    };
    let is_right = |found: &Definition| matches!(found, Definition::Structured(of) if of.kind == declared.kind);
    let found = definition(declared.name, attribute, &declared.endpoints, metadata, report, is_right);
    let of = found.and_then(Definition::structured);
    if let Some(of) = of {
        report.deprecated(Part::Item, &of.annotations);
    }
    for (index, declared) in declared.endpoints.iter().enumerate() {
        endpoint::check(index, *declared, of, metadata, report);
    }
    let Some(of) = of else {
        report.types = vec![None; declared.properties.len()];
        return;
    };
    for (index, name) in declared.streams.iter().enumerate() {
        check_stream(index, name, of, metadata, report);
    }
    let key = metadata.key(&of.name);
    for (index, property) in declared.properties.iter().enumerate() {
        let found = if property.is_unchecked { None } else { check_property(index, property, of, metadata, report) };
        report.types.push(found);
        if found.is_some() {
            check_key(index, property, key, of, report);
        }
    }
}

fn check_property<'m>(
    index: usize,
    declared: &AnnotatedProperty<'_>,
    of: &StructuredType,
    metadata: &'m Metadata,
    report: &mut Report<'m>,
) -> Option<&'m TypeRef> {
    let part = Part::Property(index);
    if let Some(found) = metadata.property(&of.name, declared.name) {
        if declared.is_navigation {
            let diagnostic =
                report.error(part, format!("`{}` is not a navigation property but a value", declared.name));
            diagnostic.help("remove `navigation`");
        }
        if found.annotations.is_read_only() && !declared.is_read_only && !declared.is_key {
            let diagnostic = report.error(part, format!("only the service writes `{}`", declared.name));
            diagnostic
                .help("add `#[graph(read_only)]`")
                .note("the metadata says `Computed`, or only the permission `Read`");
        }
        report.deprecated(part, &found.annotations);
        return Some(&found.ty);
    }
    if let Some(found) = metadata.navigation_property(&of.name, declared.name) {
        if !declared.is_navigation {
            let diagnostic = report.error(part, format!("`{}` is a navigation property", declared.name));
            diagnostic.help("add `#[graph(navigation)]`").note(format!("its type is `{}`", found.ty));
        }
        report.deprecated(part, &found.annotations);
        return Some(&found.ty);
    }
    unknown(part, declared.name, of, metadata, report);
    None
}

/// Checks that the type has the stream property, and that its type is `Edm.Stream`.
fn check_stream(index: usize, name: &str, of: &StructuredType, metadata: &Metadata, report: &mut Report<'_>) {
    let part = Part::Stream(index);
    match metadata.property(&of.name, name) {
        Some(found) if found.ty.is_stream() => report.deprecated(part, &found.annotations),
        Some(found) => {
            let diagnostic =
                report.error(part, format!("`{name}` is not a stream but a value of the type `{}`", found.ty));
            diagnostic.help(format!("declare it as a field: `{}`", field(name)));
        }
        None => {
            let streams = metadata.properties(&of.name).filter(|known| known.ty.is_stream());
            let names: Vec<&str> = streams.map(|known| known.name.as_str()).collect();
            let diagnostic = report.error(part, format!("`{}` has no stream property `{name}`", of.name));
            match nearest(name, names.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).suggestion(near),
                None if names.is_empty() => diagnostic.help("remove it: the type has none"),
                None => diagnostic.help(format!("use one of `{}`, or remove it", names.join("`, `"))),
            };
        }
    }
}

fn unknown(part: Part, name: &str, of: &StructuredType, metadata: &Metadata, report: &mut Report<'_>) {
    let properties = metadata.properties(&of.name).map(|known| known.name.as_str());
    let navigation = metadata.navigation(&of.name).map(|known| known.name.as_str());
    let near = nearest(name, properties.chain(navigation));
    let derived = metadata.derived_with(&of.name, name);
    let diagnostic = report.error(part, format!("`{}` has no property `{name}`", of.name));
    match (near, derived) {
        (Some(near), _) => {
            diagnostic.help(format!("did you mean `{}`?", field(near))).suggestion(near);
        }
        (None, Some(derived)) => {
            diagnostic.help(format!("declare it in a struct for `{}`, which has it", derived.name));
            diagnostic.note("a derived type is a struct of its own; a union distinguishes them");
        }
        (None, None) => {
            diagnostic.help("remove it, or write `#[graph(unchecked)]` if it exists and the metadata lacks it");
        }
    }
}

fn check_key(
    index: usize,
    declared: &AnnotatedProperty<'_>,
    key: &[String],
    of: &StructuredType,
    report: &mut Report<'_>,
) {
    let is_key = key.iter().any(|name| name == declared.name);
    if is_key && !declared.is_key {
        let share = if key.len() > 1 { "a part of the key" } else { "the key" };
        let diagnostic =
            report.error(Part::Property(index), format!("`{}` is {share} of `{}`", declared.name, of.name));
        diagnostic.help("add `#[graph(key)]`").note("a key is never among the changes of an update");
    } else if declared.is_key && !is_key {
        let diagnostic =
            report.error(Part::Property(index), format!("`{}` is not the key of `{}`", declared.name, of.name));
        diagnostic.help(match key {
            [] => "remove `key`: the type has none".to_owned(),
            names => format!("remove `key`; it belongs to `{}`", names.join("` and `")),
        });
    }
}

/// Checks a union of the types that extend a base.
pub(super) fn check_union<'m>(declared: &AnnotatedUnion<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let is_right = |found: &Definition| matches!(found, Definition::Structured(_));
    let found = definition(declared.name, "graph_union", &declared.endpoints, metadata, report, is_right);
    let of = found.and_then(Definition::structured);
    if let Some(of) = of {
        report.deprecated(Part::Item, &of.annotations);
        let derived = metadata.derived(&of.name);
        if derived.is_empty() {
            let diagnostic = report.error(Part::Item, format!("no type extends `{}`", of.name));
            diagnostic.help("declare a struct for it: a union has several types");
        }
        let all = std::iter::once(of.name.as_str()).chain(derived);
        let has_values = |name: &&str| metadata.structured(name).is_some_and(|found| !found.is_abstract);
        report.members = all.filter(has_values).collect();
    }
    for (index, declared) in declared.endpoints.iter().enumerate() {
        endpoint::check(index, *declared, of, metadata, report);
    }
}
