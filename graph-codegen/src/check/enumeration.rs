//! The rules of enumerations: members without data, and exactly one catch-all.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, BinOp, Data, DeriveInput, Expr, ExprBinary, ExprLit, ExprUnary, Fields, Lit, LitStr, Path, Token, Type,
    UnOp,
};

use super::item::{CheckedItem, always_there, item, shape, ungrouped};
use crate::arguments::ParsedArguments;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;
use crate::names;
use crate::parse::{self, ParsedVariant};

/// An enumeration.
pub(crate) struct CheckedEnum {
    pub(crate) item: CheckedItem,
    pub(crate) members: Vec<CheckedMember>,
    /// Whether its members can be combined in a `Flags`.
    pub(crate) flags: bool,
    /// Whether members of the metadata may be missing.
    pub(crate) partial: bool,
    /// Traits without a generated impl: the user or a derive implements them.
    pub(crate) without: Vec<Text>,
    /// The catch-all; missing only in the fallback.
    pub(crate) other: Option<Ident>,
}

/// A trait of std that treats a member as a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// `From<&str>`. A derive alone can replace it: `set` and comparisons use it.
    Slice,
    Display,
    FromStr,
    From,
    AsRef,
    PartialEq,
}

impl Text {
    /// The trait of an argument of `without(…)`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Display" => Self::Display,
            "FromStr" => Self::FromStr,
            "From" => Self::From,
            "AsRef" => Self::AsRef,
            "PartialEq" => Self::PartialEq,
            _ => return None,
        })
    }

    /// The traits that a derive of strum or `derive_more` implements. The derive `PartialEq` compares members with each other.
    fn derived(name: &str) -> Vec<Self> {
        match name {
            "EnumString" => vec![Self::FromStr, Self::Slice],
            "AsRefStr" => vec![Self::AsRef],
            "PartialEq" => Vec::new(),
            name => Self::named(name).into_iter().collect(),
        }
    }
}

/// A known member.
pub(crate) struct CheckedMember {
    pub(crate) variant: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) number: Option<i64>,
    /// The metadata is not searched for it.
    pub(crate) unchecked: bool,
}

/// Checks an enum under `#[graph_enum]`, and removes our attributes from its variants.
pub(super) fn check(
    input: &mut DeriveInput,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedEnum {
    let mut checked = CheckedEnum {
        item: item(ItemKind::Enumeration, input, arguments, diagnostics),
        members: Vec::new(),
        flags: arguments.flags.is_some(),
        partial: arguments.partial.is_some(),
        without: without(&input.attrs, arguments),
        other: None,
    };
    let (shape, name) = (shape(input), input.ident.clone());
    let Data::Enum(data) = &mut input.data else {
        let help =
            "put the attribute on an enum; for a struct use `#[graph_complex]` or `#[graph_entity(path = \"…\")]`";
        diagnostics
            .add(Diagnostic::new(name.span(), format!("expected an enum, found the {shape} `{name}`")).help(help));
        return checked;
    };
    let known = diagnostics.len();
    let mut variants: Vec<_> = data.variants.iter_mut().map(|variant| parse::variant(variant, diagnostics)).collect();
    let readable = diagnostics.len() == known;
    if readable && variants.iter().all(|variant| variant.other.is_none()) {
        diagnostics.add(unmarked(&name, &variants));
    }
    // An unmarked catch-all is reported once, and not as a member with data.
    let marked = variants.iter().any(|variant| variant.other.is_some());
    variants.retain(|variant| marked || !holds_string(&variant.fields));
    for variant in variants {
        match variant.other {
            Some(span) => catch_all(&mut checked, span, variant, diagnostics),
            None => checked.members.extend(member(variant, diagnostics)),
        }
    }
    duplicates(&checked.members, diagnostics);
    checked
}

/// The traits of the argument `without` and of the derives after the attribute.
fn without(attributes: &[Attribute], arguments: &ParsedArguments) -> Vec<Text> {
    let attributes = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let paths =
        attributes.filter_map(|derive| derive.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok());
    let names = paths.flatten().filter_map(|path| Some(path.segments.last()?.ident.to_string()));
    let derived = names.flat_map(|name| Text::derived(&name));
    arguments.without.iter().filter_map(|name| Text::named(&name.to_string())).chain(derived).collect()
}

/// The catch-all is missing, or lacks its mark.
fn unmarked(item: &Ident, variants: &[ParsedVariant]) -> Diagnostic {
    let diagnostic = match variants.iter().find(|variant| holds_string(&variant.fields)) {
        Some(ParsedVariant { name, .. }) => {
            Diagnostic::new(name.span(), format!("the catch-all `{name}` is not marked"))
                .help(format!("write `#[graph(other)] {name}(String)`"))
        }
        None => Diagnostic::new(item.span(), format!("`{item}` has no catch-all variant"))
            .help("add `#[graph(other)] Other(String)`"),
    };
    diagnostic.note("the service may add members at any time; the catch-all keeps unknown ones")
}

fn catch_all(checked: &mut CheckedEnum, span: Span, variant: ParsedVariant, diagnostics: &mut Diagnostics) {
    let name = &variant.name;
    if let Some(first) = &checked.other {
        diagnostics.add(
            Diagnostic::new(span, "a second variant is marked `other`")
                .help(format!("remove `other`; `{first}` is the catch-all")),
        );
        return;
    }
    if variant.rename.is_some() || !variant.aliases.is_empty() {
        diagnostics.add(
            Diagnostic::new(name.span(), format!("the catch-all `{name}` can't have a name in JSON"))
                .help("remove `rename` and `alias`"),
        );
    }
    if let Some(value) = &variant.discriminant {
        let fact = format!("the catch-all `{name}` can't have a number");
        diagnostics.add(Diagnostic::new(value.span(), fact).help("remove it"));
    }
    if !holds_string(&variant.fields) {
        diagnostics.add(
            Diagnostic::new(name.span(), format!("the catch-all `{name}` does not hold a `String`"))
                .help(format!("write `#[graph(other)] {name}(String)`"))
                .note("it keeps the name of an unknown member"),
        );
    }
    always_there(&variant.attributes, diagnostics);
    checked.other = Some(variant.name);
}

fn member(variant: ParsedVariant, diagnostics: &mut Diagnostics) -> Option<CheckedMember> {
    let name = &variant.name;
    if !matches!(variant.fields, Fields::Unit) {
        diagnostics.add(
            Diagnostic::new(variant.fields.span(), format!("the member `{name}` holds data"))
                .help(format!("write `{name}` without fields"))
                .note("only the catch-all holds a value"),
        );
        return None;
    }
    let json = variant.rename.as_ref().map_or_else(|| names::lower_camel(name), LitStr::value);
    if json.is_empty() {
        diagnostics.add(
            Diagnostic::new(name.span(), "the name of a member can't be empty")
                .help("write the name in JSON: `rename = \"nonCompliant\"`"),
        );
    }
    Some(CheckedMember {
        name: json,
        unchecked: variant.unchecked.is_some(),
        number: variant.discriminant.as_ref().and_then(|value| number(name, value, diagnostics)),
        aliases: variant.aliases.iter().map(LitStr::value).collect(),
        attributes: variant.attributes,
        variant: variant.name,
    })
}

/// The number of a member, written as an integer literal.
fn number(member: &Ident, value: &Expr, diagnostics: &mut Diagnostics) -> Option<i64> {
    let is_literal = |value: &Expr| matches!(bare(value), Expr::Lit(_));
    let is_written = match bare(value) {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => is_literal(expr),
        value => is_literal(value),
    };
    let known = evaluated(value).and_then(|number| i64::try_from(number).ok());
    if known.is_some() && is_written {
        return known;
    }
    let help = match known {
        Some(number) => format!("write `{member} = {number}`"),
        None => "write its digits".to_owned(),
    };
    diagnostics.add(
        Diagnostic::new(value.span(), format!("expected an integer literal for the number of `{member}`"))
            .help(help)
            .note("the number is the member's `Value` in `$metadata`, a 64-bit integer"),
    );
    None
}

/// The value of an expression of integer literals.
fn evaluated(value: &Expr) -> Option<i128> {
    match bare(value) {
        Expr::Lit(ExprLit { lit: Lit::Int(digits), .. }) => digits.base10_parse().ok(),
        Expr::Paren(paren) => evaluated(&paren.expr),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => evaluated(expr)?.checked_neg(),
        Expr::Binary(ExprBinary { left, op, right, .. }) => {
            let (left, right) = (evaluated(left)?, evaluated(right)?);
            match op {
                BinOp::Add(_) => left.checked_add(right),
                BinOp::Sub(_) => left.checked_sub(right),
                BinOp::Mul(_) => left.checked_mul(right),
                BinOp::BitOr(_) => Some(left | right),
                BinOp::Shl(_) => left.checked_mul(2_i128.checked_pow(u32::try_from(right).ok()?)?),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The expression without the invisible group that `macro_rules!` puts around an argument.
fn bare(value: &Expr) -> &Expr {
    match value {
        Expr::Group(group) => bare(&group.expr),
        value => value,
    }
}

fn holds_string(fields: &Fields) -> bool {
    let Fields::Unnamed(unnamed) = fields else { return false };
    let is_string = |ty: &Type| match ungrouped(ty) {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "String"),
        _ => false,
    };
    unnamed.unnamed.len() == 1 && unnamed.unnamed.iter().all(|field| is_string(&field.ty))
}

fn duplicates(members: &[CheckedMember], diagnostics: &mut Diagnostics) {
    let mut names: HashMap<&str, &Ident> = HashMap::new();
    let mut numbers: HashMap<i64, &Ident> = HashMap::new();
    // The other of two may be in another configuration.
    let is_always = |member: &&CheckedMember| parse::cfgs(&member.attributes).is_empty();
    for member in members.iter().filter(is_always) {
        for name in std::iter::once(&member.name).chain(&member.aliases) {
            let first = names.insert(name, &member.variant);
            if let Some(first) = first.filter(|first| **first != member.variant) {
                diagnostics.add(
                    Diagnostic::new(member.variant.span(), format!("two members have the name `{name}` in JSON"))
                        .help("remove one, or rename it: `#[graph(rename = \"…\")]`")
                        .note(format!("the other is `{first}`")),
                );
            }
        }
        let first =
            member.number.and_then(|number| numbers.insert(number, &member.variant).map(|first| (number, first)));
        if let Some((number, first)) = first {
            diagnostics.add(
                Diagnostic::new(member.variant.span(), format!("two members have the number {number}"))
                    .help("give each member its own number, as in `$metadata`")
                    .note(format!("the other is `{first}`; a second name of one member is `#[serde(alias = \"…\")]`")),
            );
        }
    }
    // A number may arrive as a string, which is a name as well.
    for member in members.iter().filter(is_always) {
        let (Some(number), variant) = (member.number, &member.variant) else { continue };
        if let Some(named) = names.get(number.to_string().as_str()).filter(|named| **named != variant) {
            diagnostics.add(
                Diagnostic::new(variant.span(), format!("`{variant}` has a number that is the name of `{named}`"))
                    .help("change one of them")
                    .note(format!("the service may send a number as a string: `\"{number}\"`")),
            );
        }
    }
}
