//! The spans of the parts of an item, at which their diagnostics are shown.

use graph_csdl::validate::Part;
use proc_macro2::{Ident, Span};
use syn::Attribute;
use syn::spanned::Spanned;

use super::result::returned;
use crate::check::structured::CheckedProperty;
use crate::check::{Checked, CheckedItem, enumeration, union};
use crate::names;

/// The spans of the parts of an item, in the order of the declaration.
pub(super) struct Spans<'c> {
    item: &'c CheckedItem,
    parts: Vec<Place<'c>>,
    endpoints: Vec<Span>,
    streams: Vec<Span>,
    result: Span,
}

/// A field or a variant.
pub(super) struct Place<'c> {
    name: &'c Ident,
    attributes: &'c [Attribute],
    /// It has a `rename`.
    pub(super) is_renamed: bool,
}

impl<'c> Spans<'c> {
    pub(super) fn of(checked: &'c Checked) -> Self {
        let item = checked.item();
        let (parts, result) = match checked {
            Checked::Struct(checked) => (checked.properties.iter().map(property).collect(), None),
            Checked::Enum(checked) => (checked.members.iter().map(member).collect(), None),
            Checked::Union(checked) => (checked.members.iter().map(union_member).collect(), None),
            Checked::Operation(checked) => {
                (checked.arguments.properties.iter().map(property).collect(), returned(checked).map(Spanned::span))
            }
        };
        let entity = checked.entity();
        Self {
            item,
            parts,
            endpoints: entity.iter().flat_map(|entity| &entity.endpoints).map(|endpoint| endpoint.span).collect(),
            streams: entity.iter().flat_map(|entity| &entity.streams).map(|stream| stream.span).collect(),
            result: result.unwrap_or(item.name.span()),
        }
    }
}

impl Spans<'_> {
    pub(super) fn span(&self, part: Part) -> Span {
        match part {
            Part::Endpoint(index) => self.endpoints.get(index).copied().unwrap_or(self.item.name.span()),
            Part::Stream(index) => self.streams.get(index).copied().unwrap_or(self.item.name.span()),
            Part::Result => self.result,
            Part::Item | Part::Property(_) | Part::Member(_) => self.name(part).span(),
        }
    }

    pub(super) fn name(&self, part: Part) -> &Ident {
        self.part(part).map_or(&self.item.name, |part| part.name)
    }

    pub(super) fn attributes(&self, part: Part) -> &[Attribute] {
        self.part(part).map_or(&self.item.attributes, |part| part.attributes)
    }

    pub(super) fn part(&self, part: Part) -> Option<&Place<'_>> {
        match part {
            Part::Property(index) | Part::Member(index) => self.parts.get(index),
            Part::Item | Part::Endpoint(_) | Part::Stream(_) | Part::Result => None,
        }
    }
}

fn property(checked: &CheckedProperty) -> Place<'_> {
    let is_renamed = names::property(&checked.field) != checked.name;
    Place { name: &checked.field, attributes: &checked.attributes, is_renamed }
}

fn member(checked: &enumeration::CheckedMember) -> Place<'_> {
    let is_renamed = names::lower_camel(&checked.variant) != checked.name;
    Place { name: &checked.variant, attributes: &checked.attributes, is_renamed }
}

fn union_member(checked: &union::CheckedMember) -> Place<'_> {
    Place { name: &checked.variant, attributes: &checked.attributes, is_renamed: false }
}
