//! Enumerations.

use super::definition::definition;
use super::edit::variant;
use super::item::AnnotatedEnum;
use super::report::{Part, Report};
use crate::metadata::Metadata;
use crate::model::Definition;
use crate::similar::nearest;

/// The member for future values: the catch-all variant holds it.
const SENTINEL: &str = "unknownFutureValue";

pub(super) fn check<'m>(declared: &AnnotatedEnum<'_>, metadata: &'m Metadata, report: &mut Report<'m>) {
    let is_right = |found: &Definition| matches!(found, Definition::Enum(of) if of.is_flags == declared.is_flags);
    let attribute = if declared.is_flags { "graph_enum(flags)" } else { "graph_enum" };
    let Some(Definition::Enum(of)) = definition(declared.name, attribute, &[], metadata, report, is_right) else {
        return;
    };
    report.deprecated(Part::Item, &of.annotations);
    for (index, member) in declared.members.iter().enumerate().filter(|(_, member)| !member.is_unchecked) {
        let part = Part::Member(index);
        let Some(found) = of.members.iter().find(|known| known.name == member.name) else {
            let missing = |name: &&str| !declared.members.iter().any(|member| member.name == *name);
            let names = of.members.iter().map(|known| known.name.as_str()).filter(missing);
            let near = nearest(member.name, names);
            let diagnostic = report.error(part, format!("`{}` has no member `{}`", of.name, member.name));
            match near {
                Some(near) => diagnostic.help(format!("did you mean {}?", variant(near))).suggestion(near),
                None => {
                    diagnostic.help("remove it, or write `#[graph(unchecked)]` if it exists and the metadata lacks it")
                }
            };
            continue;
        };
        if let Some(number) = member.number.filter(|number| *number != found.value) {
            let message = format!("the number of `{}` is {}, not {number}", found.name, found.value);
            report.error(part, message).help(format!("write `= {}`", found.value));
        }
        report.deprecated(part, &found.annotations);
    }
    // A misspelt member is one mistake: its suggestion is not missing as well.
    let is_suggested =
        |name: &str| report.diagnostics.iter().any(|diagnostic| diagnostic.suggestion.as_deref() == Some(name));
    let missing: Vec<String> = of
        .members
        .iter()
        .map(|known| known.name.as_str())
        .filter(|name| !name.eq_ignore_ascii_case(SENTINEL) && !is_suggested(name))
        .filter(|name| !declared.members.iter().any(|member| member.name == *name))
        .map(variant)
        .collect();
    if !missing.is_empty() && !declared.is_partial {
        let arguments = if declared.is_flags { "flags, partial" } else { "partial" };
        let diagnostic = report.error(Part::Item, format!("members of `{}` are missing", of.name));
        diagnostic.help(format!("add {}; or write `#[graph_enum({arguments})]`", missing.join(", ")));
        diagnostic.note("a member that is not declared arrives in the catch-all");
    }
}
