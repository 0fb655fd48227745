//! Unions: which types their members are of is known to rustc alone.

use graph_csdl::conform::Declared;
use proc_macro2::TokenStream;
use syn::Type;

use super::asks::is_called;
use super::declared::declared_union;
use super::places::{self, Places};
use super::source::source;
use crate::check::inside;
use crate::check::union::{CheckedMember, CheckedUnion};
use crate::expand;
use crate::expand::assertions::{Ask, Covered, Held};
use crate::problems::Problems;

/// Checks a union.
pub(crate) fn union(checked: &CheckedUnion, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let Some(source) = source(item, checked.entity.version, problems) else { return TokenStream::new() };
    let places = Places {
        item: &item.name,
        parts: checked.members.iter().map(places::union_member).collect(),
        endpoints: checked.entity.endpoints.iter().map(|endpoint| endpoint.span).collect(),
        result: item.name.span(),
    };
    let report = Declared::Union(declared_union(checked)).conform(source.metadata());
    let mut assertions = super::assertions(item, &report, &places, &source, problems);
    if !report.members.is_empty() {
        let base = item.type_name();
        assertions.derived = report.members.iter().map(|name| (*name).to_owned()).collect();
        assertions.asks.extend(checked.members.iter().map(|member| ask(member, base, &report.members)));
    }
    if checked.complete {
        let types: Vec<&Type> = checked.members.iter().map(|member| &member.ty).collect();
        assertions.covered = report.members.iter().map(|name| covered(name, &types)).collect();
    }
    expand::assertions::assertions(item, assertions)
}

/// Asks that a member extends the base.
fn ask(member: &CheckedMember, base: &str, names: &[&str]) -> Ask {
    let first = names.first().copied().unwrap_or_default();
    let help = format!("remove the member, or hold a struct for a type that does, such as `{first}`");
    // A member for the base is read of types that are not declared, so it may be abstract.
    let likely = if member.base { Some(base) } else { names.iter().copied().find(|name| is_of(&member.ty, name)) };
    Ask {
        ty: member.ty.clone(),
        one: member.ty.clone(),
        attributes: member.attributes.clone(),
        null: false,
        several: false,
        is_likely: likely.is_some(),
        held: Held::Derived(likely.unwrap_or(base).to_owned()),
        message: format!("`{}` holds a type that does not extend `{base}`\n\nhelp: {help}", member.variant),
    }
}

/// Asks that one of the members is of this type.
fn covered(name: &str, members: &[&Type]) -> Covered {
    Covered {
        name: name.to_owned(),
        members: first_likely(members, |ty| is_of(ty, name)).into_iter().cloned().collect(),
        message: format!("no member is a `{name}`\n\nhelp: add one that holds a struct for it, or remove `complete`"),
    }
}

/// The same, with what is likely to be looked for in front: the compiler looks for it in an interpreter, and a union may have
/// hundreds of members.
fn first_likely<T: Copy>(all: &[T], is_likely: impl Fn(T) -> bool) -> Vec<T> {
    let (first, others): (Vec<T>, Vec<T>) = all.iter().copied().partition(|one| is_likely(*one));
    first.into_iter().chain(others).collect()
}

/// Whether the struct, as it is called, is of this type.
fn is_of(ty: &Type, name: &str) -> bool {
    is_called(inside("Box", ty).as_ref().unwrap_or(ty), name)
}
