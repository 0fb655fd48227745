//! Unions.

use super::{AnnotatedUnion, Part, Report, definition, endpoint};
use crate::metadata::Metadata;
use crate::model::Definition;

pub(super) fn check<'m>(declared: &AnnotatedUnion<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let is_right = |found: &Definition| matches!(found, Definition::Structured(_));
    let found = definition(declared.name, "graph_union", &declared.endpoints, metadata, report, is_right);
    let of = found.and_then(Definition::structured);
    if let Some(of) = of {
        report.deprecated(Part::Item, &of.annotations);
        let derived = metadata.derived(&of.name);
        if derived.is_empty() {
            let diagnostic = report.error(Part::Item, format!("no type extends `{}`", of.name));
            diagnostic.help("declare a struct for it: there is nothing to tell apart");
        }
        let all = std::iter::once(of.name.as_str()).chain(derived);
        let has_values = |name: &&str| metadata.structured(name).is_some_and(|found| !found.is_abstract);
        report.members = all.filter(has_values).collect();
    }
    for (index, declared) in declared.endpoints.iter().enumerate() {
        endpoint::check(index, *declared, of, metadata, report);
    }
}
