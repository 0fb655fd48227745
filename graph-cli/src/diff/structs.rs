//! Changes of structs and unions.

use graph_csdl::{Annotations, Metadata, TypeRef, nearest};

use super::change::MetadataChange;
use super::enums;
use crate::metadata::signature::type_text;
use crate::source::{Field, Item};

/// A property or navigation property.
struct AnyProperty<'m> {
    ty: &'m TypeRef,
    annotations: &'m Annotations,
    is_navigation: bool,
}

fn find<'m>(metadata: &'m Metadata, of: &str, name: &str) -> Option<AnyProperty<'m>> {
    let property = metadata.property(of, name).map(|found| (&found.ty, &found.annotations, false));
    let navigation = || metadata.navigation_property(of, name).map(|found| (&found.ty, &found.annotations, true));
    let (ty, annotations, is_navigation) = property.or_else(navigation)?;
    Some(AnyProperty { ty, annotations, is_navigation })
}

/// The changes of a type, of its properties, and of their enumerations without an `annotated` enum.
pub(super) fn structured(
    old: &Metadata,
    new: &Metadata,
    item: &Item,
    annotated: impl Fn(&str) -> bool,
) -> Vec<MetadataChange> {
    let Some(before) = old.structured(&item.type_name) else { return Vec::new() };
    let Some(after) = new.structured(&item.type_name) else { return vec![MetadataChange::type_removed(new, item)] };
    let mut changes: Vec<MetadataChange> =
        MetadataChange::deprecated(&before.annotations, &after.annotations, item.location, &item.type_name)
            .into_iter()
            .collect();
    for field in item.fields.iter().filter(|field| field.is_property()) {
        let Some(was) = find(old, &item.type_name, &field.name) else { continue };
        match find(new, &item.type_name, &field.name) {
            None => changes.push(property_removed(old, new, item, field)),
            Some(is) => {
                changes.extend(property(&was, &is, field));
                if was.ty.name == is.ty.name && !annotated(&is.ty.name) {
                    changes.extend(enums::of_property(old, new, &is.ty.name, field));
                }
            }
        }
    }
    changes
}

/// The changes of a union: its base, and new derived types.
pub(super) fn union(old: &Metadata, new: &Metadata, item: &Item) -> Vec<MetadataChange> {
    let Some(before) = old.structured(&item.type_name) else { return Vec::new() };
    let Some(after) = new.structured(&item.type_name) else { return vec![MetadataChange::type_removed(new, item)] };
    let known = old.derived(&item.type_name);
    let added = new.derived(&item.type_name).into_iter().filter(|name| !known.contains(name));
    let added = added.map(|name| {
        let message = format!("the type `{name}`, which extends `{}`, was added", item.type_name);
        MetadataChange::info("type_added", item.location, name, message)
            .help("add a variant; until then the `other` variant holds it")
    });
    let deprecated =
        MetadataChange::deprecated(&before.annotations, &after.annotations, item.location, &item.type_name);
    deprecated.into_iter().chain(added).collect()
}

fn property_removed(old: &Metadata, new: &Metadata, item: &Item, field: &Field) -> MetadataChange {
    let change = MetadataChange::breaking(
        "property_removed",
        field.location,
        &field.name,
        format!("`{}` was removed", field.name),
    );
    // The new name of a property is not one that the type had before.
    let names = new.properties(&item.type_name).map(|property| property.name.as_str());
    let added = names.filter(|name| find(old, &item.type_name, name).is_none());
    match nearest(&field.name, added) {
        Some(name) => change.help(format!("the new name may be `{name}`")),
        None => change.help(format!("remove the field `{}`", field.rust_name)),
    }
}

fn property(was: &AnyProperty<'_>, is: &AnyProperty<'_>, field: &Field) -> Vec<MetadataChange> {
    let mut changes = Vec::new();
    let name = &field.name;
    if was.ty.name != is.ty.name || was.ty.is_collection != is.ty.is_collection {
        let message = format!("the type of `{name}` changed from `{}` to `{}`", type_text(was.ty), type_text(is.ty));
        let change = MetadataChange::breaking("property_type", field.location, name, message);
        changes.push(change.help(format!("check that `{}` can hold the new type", field.ty)));
    } else if was.is_navigation != is.is_navigation {
        let (message, help) = if is.is_navigation {
            (format!("`{name}` is now a navigation property"), "add `#[graph(navigation)]`")
        } else {
            (format!("`{name}` is no longer a navigation property"), "remove `navigation`")
        };
        changes.push(MetadataChange::breaking("property_type", field.location, name, message).help(help));
    } else if was.ty.is_nullable != is.ty.is_nullable && !is.ty.is_collection {
        let is_option = field.ty.starts_with("Option<");
        let (message, is_breaking) = if is.ty.is_nullable {
            (format!("`{name}` is now nullable"), !is_option)
        } else {
            (format!("`{name}` is no longer nullable: it cannot be set to null"), false)
        };
        let change = MetadataChange { is_breaking, ..MetadataChange::info("nullable", field.location, name, message) };
        changes.push(if is_breaking { change.help(format!("write `Option<{}>`", field.ty)) } else { change });
    }
    if !was.annotations.is_read_only() && is.annotations.is_read_only() && !field.is_read_only && !field.is_key {
        let message = format!("`{name}` is now read-only");
        changes.push(
            MetadataChange::breaking("read_only", field.location, name, message).help("add `#[graph(read_only)]`"),
        );
    }
    changes.extend(MetadataChange::deprecated(was.annotations, is.annotations, field.location, name));
    changes
}
