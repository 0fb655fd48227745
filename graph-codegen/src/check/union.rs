//! The rules of unions: each member holds a struct, and exactly one variant is the catch-all.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Type};

use super::endpoints::{self, CheckedEntity};
use super::item::{CheckedItem, always_there, inside, item, shape, ungrouped};
use crate::arguments::ParsedArguments;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;
use crate::parse::{self, ParsedMember};

const CATCH_ALL: &str = "#[graph(other)] Other(graph_core::JsonObject)";

/// A union.
pub(crate) struct CheckedUnion {
    pub(crate) item: CheckedItem,
    pub(crate) entity: CheckedEntity,
    pub(crate) members: Vec<CheckedMember>,
    /// Whether each type of the metadata that extends the base must have a member.
    pub(crate) complete: bool,
    /// The catch-all; missing only in the fallback.
    pub(crate) other: Option<CheckedMember>,
}

/// A variant and the type that it holds.
pub(crate) struct CheckedMember {
    pub(crate) variant: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) ty: Type,
    /// The type in the `Box`, if there is one.
    pub(crate) boxed: Option<Type>,
    /// Whether it is the base type itself.
    pub(crate) base: bool,
}

/// Checks an enum under `#[graph_union]`, and removes our attributes from its variants.
pub(super) fn check(
    input: &mut DeriveInput,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedUnion {
    let mut checked = CheckedUnion {
        item: item(ItemKind::Union, input, arguments, diagnostics),
        entity: endpoints::check(&input.ident, &[], arguments, diagnostics),
        members: Vec::new(),
        complete: arguments.complete.is_some(),
        other: None,
    };
    let (shape, name) = (shape(input), input.ident.clone());
    let Data::Enum(data) = &mut input.data else {
        let help = "put the attribute on an enum with one variant for each type; for a struct use `#[graph_complex]` or \
                    `#[graph_entity(path = \"…\")]`";
        diagnostics
            .add(Diagnostic::new(name.span(), format!("expected an enum, found the {shape} `{name}`")).help(help));
        return checked;
    };
    let known = diagnostics.len();
    let mut variants: Vec<_> = data.variants.iter_mut().map(|variant| parse::member(variant, diagnostics)).collect();
    let readable = diagnostics.len() == known;
    if readable && variants.iter().all(|variant| variant.other.is_none()) {
        diagnostics.add(unmarked(&name, &variants));
    }
    // An unmarked catch-all is reported once, and not as a member.
    let marked = variants.iter().any(|variant| variant.other.is_some());
    variants.retain(|variant| marked || !holds_object(&variant.fields));
    unique_options(&variants, diagnostics);
    for variant in variants {
        let is_other = variant.other.is_some();
        let Some(member) = member(variant, diagnostics) else { continue };
        if is_other {
            always_there(&member.attributes, diagnostics);
            checked.other.get_or_insert(member);
        } else {
            checked.members.push(member);
        }
    }
    duplicates(&mut checked.members, diagnostics);
    checked
}

/// The catch-all is missing, or lacks its mark.
fn unmarked(item: &Ident, variants: &[ParsedMember]) -> Diagnostic {
    let diagnostic = match variants.iter().find(|variant| holds_object(&variant.fields)) {
        Some(ParsedMember { name, .. }) => {
            Diagnostic::new(name.span(), format!("the catch-all `{name}` is not marked"))
                .help(format!("write `#[graph(other)]` in front of `{name}`"))
        }
        None => Diagnostic::new(item.span(), format!("`{item}` has no catch-all variant"))
            .help(format!("add `{CATCH_ALL}`")),
    };
    diagnostic.note("the service may add types at any time; the catch-all keeps objects of unknown types")
}

/// Reports an option that a second variant has and that only one may have, and options that exclude each other.
fn unique_options(variants: &[ParsedMember], diagnostics: &mut Diagnostics) {
    let bases = variants.iter().filter(|variant| variant.other.is_none());
    let bases = bases.filter_map(|variant| Some((&variant.name, variant.base?)));
    seconds("base", "is the base type", bases, diagnostics);
    let others = variants.iter().filter_map(|variant| Some((&variant.name, variant.other?)));
    seconds("other", "is the catch-all", others, diagnostics);
    for variant in variants.iter().filter(|variant| variant.other.is_some()) {
        if let Some(base) = variant.base {
            diagnostics.add(
                Diagnostic::new(base, "`base` can't be combined with `other`")
                    .help("remove `base`")
                    .note("without a `base`, the catch-all also keeps objects without `@odata.type`"),
            );
        }
    }
}

fn seconds<'v>(
    mark: &str,
    meaning: &str,
    mut marked: impl Iterator<Item = (&'v Ident, Span)>,
    diagnostics: &mut Diagnostics,
) {
    let Some((first, _)) = marked.next() else { return };
    for (_, span) in marked {
        diagnostics.add(
            Diagnostic::new(span, format!("a second variant is marked `{mark}`"))
                .help(format!("remove `{mark}`; `{first}` {meaning}")),
        );
    }
}

fn member(variant: ParsedMember, diagnostics: &mut Diagnostics) -> Option<CheckedMember> {
    let name = &variant.name;
    if let Some(value) = &variant.discriminant {
        let fact = format!("the member `{name}` of a union can't have a number");
        diagnostics.add(Diagnostic::new(value.span(), fact).help("remove it; `@odata.type` identifies a member"));
    }
    let only = match &variant.fields {
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => unnamed.unnamed.first(),
        _ => None,
    };
    let Some(only) = only else {
        let help = if variant.other.is_some() {
            format!("write `{}`", CATCH_ALL.replace("Other", &name.to_string()))
        } else {
            format!("write `{name}(…)` with an annotated struct")
        };
        let span = if variant.fields.is_empty() { name.span() } else { variant.fields.span() };
        diagnostics.add(Diagnostic::new(span, format!("expected exactly one value in `{name}`")).help(help));
        return None;
    };
    Some(CheckedMember {
        boxed: inside("Box", &only.ty),
        ty: only.ty.clone(),
        attributes: parse::cfgs(&variant.attributes).into_iter().cloned().collect(),
        base: variant.base.is_some(),
        variant: variant.name,
    })
}

/// Two members of one type: the second could never be read. It is left out, since its impls would conflict.
fn duplicates(members: &mut Vec<CheckedMember>, diagnostics: &mut Diagnostics) {
    let mut types: HashMap<String, Ident> = HashMap::new();
    members.retain(|member| {
        if !member.attributes.is_empty() {
            return true; // the other one may be of another configuration
        }
        let held = ungrouped(member.boxed.as_ref().unwrap_or(&member.ty)).to_token_stream().to_string();
        let Some(first) = types.get(&held) else {
            types.insert(held, member.variant.clone());
            return true;
        };
        diagnostics.add(
            Diagnostic::new(member.ty.span(), format!("two members hold a `{held}`"))
                .help("remove one")
                .note(format!("the other is `{first}`; the `odata_type` of its struct identifies a member")),
        );
        false
    });
}

fn holds_object(fields: &Fields) -> bool {
    let Fields::Unnamed(unnamed) = fields else { return false };
    let is_object = |ty: &Type| match ungrouped(ty) {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "JsonObject"),
        _ => false,
    };
    unnamed.unnamed.iter().any(|field| is_object(&field.ty))
}
