//! The assertions of unions: rustc alone knows the types of their members.

use graph_csdl::Metadata;
use graph_csdl::validate::Report;
use syn::Type;

use super::assertion::is_called;
use crate::check::union::{CheckedMember, CheckedUnion};
use crate::check::{CheckedItem, inside};
use crate::expand::assertions::{Assertion, Assertions, Covered, Held, Member};

/// Assertions about the types that the members hold.
pub(super) fn assertions(checked: &CheckedUnion, report: &Report<'_>, metadata: &Metadata) -> Assertions {
    let item = &checked.item;
    let mut assertions = Assertions::default();
    if !report.members.is_empty() {
        let base = Base { name: item.type_name(), members: &report.members, abstracts: abstracts(item, metadata) };
        assertions.derived = report.members.iter().map(|name| (*name).to_owned()).collect();
        assertions.types = checked.members.iter().map(|member| assertion(member, &base)).collect();
    }
    if checked.complete {
        let member = |member: &CheckedMember| Member { ty: member.ty.clone(), attributes: member.attributes.clone() };
        assertions.members = checked.members.iter().map(member).collect();
        assertions.covered = report.members.iter().map(|name| covered(name, &checked.members)).collect();
    }
    assertions
}

/// The base type and the types that extend it.
struct Base<'m> {
    name: &'m str,
    /// Types that can have values; the base, if it can, comes first.
    members: &'m [&'m str],
    /// Abstract types.
    abstracts: Vec<String>,
}

/// The types that extend the base and have no values.
fn abstracts(item: &CheckedItem, metadata: &Metadata) -> Vec<String> {
    let is_abstract = |name: &&str| metadata.structured(name).is_some_and(|found| found.is_abstract);
    metadata.derived(item.type_name()).into_iter().filter(is_abstract).map(str::to_owned).collect()
}

/// The assertion that a member extends the base.
fn assertion(member: &CheckedMember, base: &Base<'_>) -> Assertion {
    let Base { name, members, abstracts } = base;
    let example = members.iter().find(|member| *member != name).map(|first| format!(", such as `{first}`"));
    let example = example.unwrap_or_default();
    let variant = &member.variant;
    // The member for the base is read for undeclared types, so it may be abstract.
    let likely = if member.base { Some(*name) } else { members.iter().copied().find(|name| is_of(&member.ty, name)) };
    let message = format!(
        "`{variant}` holds a type that does not extend `{name}`\n\nhelp: remove the member, or hold a struct for a type that does{example}"
    );
    let has_no_values = format!(
        "`{variant}` holds an abstract type, which no object has\n\nhelp: remove the member, or hold a struct for a type that extends it"
    );
    Assertion {
        ty: member.ty.clone(),
        one: member.ty.clone(),
        attributes: member.attributes.clone(),
        null: false,
        several: false,
        is_likely: likely.is_some(),
        held: Held::Derived(likely.unwrap_or(name).to_owned()),
        message,
        otherwise: (!abstracts.is_empty()).then(|| (abstracts.clone(), has_no_values)),
    }
}

/// The assertion that one of the members has this type.
fn covered(name: &str, members: &[CheckedMember]) -> Covered {
    let likely = members.iter().find(|member| member.attributes.is_empty() && is_of(&member.ty, name));
    Covered {
        name: name.to_owned(),
        likely: likely.map(|member| member.ty.clone()),
        message: format!(
            "no member holds a `{name}`\n\nhelp: add a variant that holds a struct for it, or remove `complete`"
        ),
    }
}

/// Whether the name of the struct suggests this type.
fn is_of(ty: &Type, name: &str) -> bool {
    is_called(inside("Box", ty).as_ref().unwrap_or(ty), name)
}
