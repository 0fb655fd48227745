//! Unions.

use super::{DeclaredUnion, Part, Report, definition, endpoint};
use crate::metadata::Metadata;
use crate::model::Definition;

pub(super) fn check<'m>(declared: &DeclaredUnion<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let is_right = |found: &Definition| matches!(found, Definition::Structured(_));
    let Some(Definition::Structured(of)) = definition(declared.name, "graph_union", metadata, report, is_right) else {
        return;
    };
    report.deprecated(Part::Item, &of.annotations);
    let derived = metadata.derived(&of.name);
    if derived.is_empty() {
        let finding = report.find(Part::Item, format!("no type extends `{}`", of.name));
        finding.help("declare a struct for it: there is nothing to tell apart");
    }
    let all = std::iter::once(of.name.as_str()).chain(derived);
    report.members = all.filter(|name| metadata.structured(name).is_some_and(|found| !found.is_abstract)).collect();
    for (index, declared) in declared.endpoints.iter().enumerate() {
        endpoint::check(index, *declared, of, metadata, report);
    }
}
