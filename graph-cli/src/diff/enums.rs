//! What changed for an enumeration.

use graph_csdl::{EnumType, Member, Metadata};

use super::change::Change;
use crate::source::{Field, Item};

/// The members of an annotated enumeration, and those that it lacks newly.
pub(super) fn enumeration(old: &Metadata, new: &Metadata, item: &Item) -> Vec<Change> {
    let Some(before) = old.enumeration(&item.type_name) else { return Vec::new() };
    let Some(after) = new.enumeration(&item.type_name) else { return vec![Change::type_gone(new, item)] };
    let deprecated = Change::deprecated(&before.annotations, &after.annotations, item.location, &item.type_name);
    let mut changes: Vec<Change> = deprecated.into_iter().collect();
    if before.is_flags != after.is_flags {
        let (fact, help) = if after.is_flags {
            ("a value may be several members now", "write `#[graph_enum(flags)]`, and `Flags<…>` where it is held")
        } else {
            ("a value is one member now", "remove `flags`")
        };
        changes.push(Change::breaking("flags", item.location, &item.type_name, fact.to_owned()).help(help));
    }
    for variant in item.variants.iter().filter(|variant| !variant.is_other) {
        let Some(was) = member(before, &variant.name) else { continue };
        let Some(is) = member(after, &variant.name) else {
            let change =
                Change::breaking("member_gone", variant.location, &variant.name, format!("`{}` is gone", variant.name));
            changes.push(change.help(format!("remove the variant `{}`", variant.rust_name)));
            continue;
        };
        if was.value != is.value && variant.number.is_some_and(|number| number != is.value) {
            let fact = format!("the number of `{}` was {}, and is {} now", variant.name, was.value, is.value);
            let change = Change::breaking("member_number", variant.location, &variant.name, fact);
            changes.push(change.help(format!("write `{} = {}`", variant.rust_name, is.value)));
        }
        changes.extend(Change::deprecated(&was.annotations, &is.annotations, variant.location, &variant.name));
    }
    let known = |name: &str| {
        item.variants.iter().any(|variant| variant.name == name || variant.aliases.iter().any(|alias| alias == name))
    };
    for name in added(before, after).filter(|name| !known(name)) {
        let change = Change::news("member_new", item.location, name, format!("the member `{name}` is new"));
        changes.push(change.help("add a variant for it, or leave it to the catch-all"));
    }
    changes
}

/// The members of an enumeration that a property has, and that no enum is written for.
pub(super) fn of_property(old: &Metadata, new: &Metadata, name: &str, field: &Field) -> Vec<Change> {
    let (Some(before), Some(after)) = (old.enumeration(name), new.enumeration(name)) else { return Vec::new() };
    let change = |kind, member: &str, word| {
        let fact = format!("the member `{member}` of `{name}` is {word}");
        Change { is_breaking: kind == "member_gone", ..Change::news(kind, field.location, member, fact) }
    };
    let new = added(before, after).map(|member| change("member_new", member, "new"));
    new.chain(added(after, before).map(|member| change("member_gone", member, "gone"))).collect()
}

fn member<'m>(of: &'m EnumType, name: &str) -> Option<&'m Member> {
    of.members.iter().find(|member| member.name == name)
}

/// The members that the second has, and the first has not.
fn added<'m>(first: &'m EnumType, second: &'m EnumType) -> impl Iterator<Item = &'m str> {
    second.members.iter().map(|member| member.name.as_str()).filter(|name| member(first, name).is_none())
}
