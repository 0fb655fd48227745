//! Changes of enumerations.

use graph_csdl::{EnumType, Member, Metadata};

use super::change::MetadataChange;
use crate::source::{Field, Item};

/// The changes of an annotated enumeration, with new members.
pub(super) fn enumeration(old: &Metadata, new: &Metadata, item: &Item) -> Vec<MetadataChange> {
    let Some(before) = old.enumeration(&item.type_name) else { return Vec::new() };
    let Some(after) = new.enumeration(&item.type_name) else { return vec![MetadataChange::type_removed(new, item)] };
    let deprecated =
        MetadataChange::deprecated(&before.annotations, &after.annotations, item.location, &item.type_name);
    let mut changes: Vec<MetadataChange> = deprecated.into_iter().collect();
    if before.is_flags != after.is_flags {
        let (message, help) = if after.is_flags {
            (
                "a value is now a set of members",
                "add `flags` to `#[graph_enum]`, and use `Flags<…>` as the type of its fields",
            )
        } else {
            ("a value is now a single member", "remove `flags`")
        };
        changes.push(MetadataChange::breaking("flags", item.location, &item.type_name, message.to_owned()).help(help));
    }
    for variant in item.variants.iter().filter(|variant| !variant.is_other) {
        let Some(was) = member(before, &variant.name) else { continue };
        let Some(is) = member(after, &variant.name) else {
            let change = MetadataChange::breaking(
                "member_removed",
                variant.location,
                &variant.name,
                format!("`{}` was removed", variant.name),
            );
            changes.push(change.help(format!("remove the variant `{}`", variant.rust_name)));
            continue;
        };
        if was.value != is.value && variant.number.is_some_and(|number| number != is.value) {
            let message = format!("the number of `{}` changed from {} to {}", variant.name, was.value, is.value);
            let change = MetadataChange::breaking("member_number", variant.location, &variant.name, message);
            changes.push(change.help(format!("write `{} = {}`", variant.rust_name, is.value)));
        }
        changes.extend(MetadataChange::deprecated(&was.annotations, &is.annotations, variant.location, &variant.name));
    }
    let known = |name: &str| {
        item.variants.iter().any(|variant| variant.name == name || variant.aliases.iter().any(|alias| alias == name))
    };
    for name in added(before, after).filter(|name| !known(name)) {
        let change =
            MetadataChange::info("member_added", item.location, name, format!("the member `{name}` was added"));
        changes.push(change.help("add a variant; until then the `other` variant holds it"));
    }
    changes
}

/// The added and removed members of the enumeration of a property, for an enumeration without an annotated enum.
pub(super) fn of_property(old: &Metadata, new: &Metadata, name: &str, field: &Field) -> Vec<MetadataChange> {
    let (Some(before), Some(after)) = (old.enumeration(name), new.enumeration(name)) else { return Vec::new() };
    let change = |kind, member: &str, verb| {
        let message = format!("the member `{member}` of `{name}` was {verb}");
        MetadataChange {
            is_breaking: kind == "member_removed",
            ..MetadataChange::info(kind, field.location, member, message)
        }
    };
    let new = added(before, after).map(|member| change("member_added", member, "added"));
    new.chain(added(after, before).map(|member| change("member_removed", member, "removed"))).collect()
}

fn member<'m>(of: &'m EnumType, name: &str) -> Option<&'m Member> {
    of.members.iter().find(|member| member.name == name)
}

/// The members of `second` that `first` does not have.
fn added<'m>(first: &'m EnumType, second: &'m EnumType) -> impl Iterator<Item = &'m str> {
    second.members.iter().map(|member| member.name.as_str()).filter(|name| member(first, name).is_none())
}
