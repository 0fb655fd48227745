//! What changed for a struct, and for a union of them.

use graph_csdl::{Annotations, Metadata, TypeRef, nearest};

use super::change::Change;
use super::enums;
use crate::metadata::signature::type_text;
use crate::source::{Field, Item};

/// A property or navigation property of either file.
struct Found<'m> {
    ty: &'m TypeRef,
    annotations: &'m Annotations,
    is_navigation: bool,
}

fn find<'m>(metadata: &'m Metadata, of: &str, name: &str) -> Option<Found<'m>> {
    let property = metadata.property(of, name).map(|found| (&found.ty, &found.annotations, false));
    let navigation = || metadata.navigation_property(of, name).map(|found| (&found.ty, &found.annotations, true));
    let (ty, annotations, is_navigation) = property.or_else(navigation)?;
    Some(Found { ty, annotations, is_navigation })
}

/// The type, its properties, and the enumerations of these that are not `annotated` themselves.
pub(super) fn structured(old: &Metadata, new: &Metadata, item: &Item, annotated: impl Fn(&str) -> bool) -> Vec<Change> {
    let Some(before) = old.structured(&item.type_name) else { return Vec::new() };
    let Some(after) = new.structured(&item.type_name) else { return vec![Change::type_gone(new, item)] };
    let mut changes: Vec<Change> =
        Change::deprecated(&before.annotations, &after.annotations, item.location, &item.type_name)
            .into_iter()
            .collect();
    for field in item.fields.iter().filter(|field| field.is_property()) {
        let Some(was) = find(old, &item.type_name, &field.name) else { continue };
        match find(new, &item.type_name, &field.name) {
            None => changes.push(property_gone(old, new, item, field)),
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

/// The declared type, and what extends it newly.
pub(super) fn union(old: &Metadata, new: &Metadata, item: &Item) -> Vec<Change> {
    let Some(before) = old.structured(&item.type_name) else { return Vec::new() };
    let Some(after) = new.structured(&item.type_name) else { return vec![Change::type_gone(new, item)] };
    let known = old.derived(&item.type_name);
    let added = new.derived(&item.type_name).into_iter().filter(|name| !known.contains(name));
    let news = added.map(|name| {
        let fact = format!("`{name}` is new, and extends `{}`", item.type_name);
        Change::news("type_new", item.location, name, fact).help("add a variant for it, or leave it to the catch-all")
    });
    let deprecated = Change::deprecated(&before.annotations, &after.annotations, item.location, &item.type_name);
    deprecated.into_iter().chain(news).collect()
}

fn property_gone(old: &Metadata, new: &Metadata, item: &Item, field: &Field) -> Change {
    let change = Change::breaking("property_gone", field.location, &field.name, format!("`{}` is gone", field.name));
    // A name that the type had before is no new name of this one.
    let names = new.properties(&item.type_name).map(|property| property.name.as_str());
    let added = names.filter(|name| find(old, &item.type_name, name).is_none());
    match nearest(&field.name, added) {
        Some(name) => change.help(format!("it may be `{name}` now")),
        None => change.help(format!("remove the field `{}`", field.rust_name)),
    }
}

fn property(was: &Found<'_>, is: &Found<'_>, field: &Field) -> Vec<Change> {
    let mut changes = Vec::new();
    let name = &field.name;
    if was.ty.name != is.ty.name || was.ty.is_collection != is.ty.is_collection {
        let fact = format!("`{name}` was `{}`, and is `{}` now", type_text(was.ty), type_text(is.ty));
        let change = Change::breaking("property_type", field.location, name, fact);
        changes.push(change.help(format!("see that `{}` still holds it", field.ty)));
    } else if was.is_navigation != is.is_navigation {
        let (fact, help) = if is.is_navigation {
            (format!("`{name}` leads to another entity now"), "mark it `#[graph(navigation)]`")
        } else {
            (format!("`{name}` is a value now, and is not expanded"), "remove `navigation` from its marks")
        };
        changes.push(Change::breaking("property_type", field.location, name, fact).help(help));
    } else if was.ty.is_nullable != is.ty.is_nullable && !is.ty.is_collection {
        let is_option = field.ty.starts_with("Option<");
        let (fact, is_breaking) = if is.ty.is_nullable {
            (format!("`{name}` may be null now"), !is_option)
        } else {
            (format!("`{name}` is never null now: it can't be cleared"), false)
        };
        let change = Change { is_breaking, ..Change::news("nullable", field.location, name, fact) };
        changes.push(if is_breaking { change.help(format!("write `Option<{}>`", field.ty)) } else { change });
    }
    if !was.annotations.is_read_only() && is.annotations.is_read_only() && !field.is_read_only && !field.is_key {
        let fact = format!("`{name}` is written by the service alone now");
        changes.push(Change::breaking("read_only", field.location, name, fact).help("mark it `#[graph(read_only)]`"));
    }
    changes.extend(Change::deprecated(was.annotations, is.annotations, field.location, name));
    changes
}
