//! Reading an item: tokens to the tree of syn, as far as the item is complete.
//!
//! rustc reports a half-typed item itself. The macro reads the complete parts and generates their impls, so that no other code is an
//! error.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Ident, Token, Type, Variant, Visibility};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;

/// An item, whole or half typed.
pub(crate) enum ReadItem {
    Whole(DeriveInput),
    /// rustc reports it itself.
    HalfTyped(HalfTyped),
    /// Neither a struct nor an enum, which is reported.
    Unreadable,
}

/// Reads an item under the attribute of this kind.
pub(crate) fn item(kind: ItemKind, item: &TokenStream, diagnostics: &mut Diagnostics) -> ReadItem {
    let error = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(input) => return ReadItem::Whole(input),
        Err(error) => error,
    };
    let Some(half_typed) = half_typed(item) else {
        diagnostics.add(unreadable(kind, &error));
        return ReadItem::Unreadable;
    };
    diagnostics.extend(half_typed.beyond_syn.as_ref().map(|error| {
        Diagnostic::new(error.span(), format!("`#[{}]` can't read this part of the item", kind.attribute()))
            .help("move the expression into a constant, and use the constant here")
    }));
    ReadItem::HalfTyped(half_typed)
}

fn unreadable(kind: ItemKind, error: &syn::Error) -> Diagnostic {
    let item = match kind {
        ItemKind::Enumeration | ItemKind::Union => "an enum",
        ItemKind::Action | ItemKind::Function => "a struct whose fields are the arguments",
        ItemKind::Entity | ItemKind::Complex => "a struct with named fields",
    };
    let message = format!("`#[{}]` can't be applied here: {error}", kind.attribute());
    Diagnostic::new(error.span(), message).help(format!("put it on {item}"))
}

/// An item that syn can't read.
pub(crate) struct HalfTyped {
    /// The tokens as written, for the recovery of rustc, without our attributes and without an incomplete end: rustc would report
    /// that again, since the closing brace of the expansion has another span.
    pub(crate) written: TokenStream,
    /// The item with its complete fields or variants.
    pub(crate) readable: DeriveInput,
    /// A part that rustc may accept and syn does not, so that the macro has to report it.
    pub(crate) beyond_syn: Option<syn::Error>,
}

/// Reads the complete parts of a struct or an enum; `None` for any other item, and for an incomplete head.
pub(crate) fn half_typed(item: &TokenStream) -> Option<HalfTyped> {
    let mut head: Vec<TokenTree> = item.clone().into_iter().collect();
    let Some(TokenTree::Group(body)) = head.pop().filter(is_body) else { return None };
    head.push(TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new())));
    let mut readable: DeriveInput = syn::parse2(head.iter().cloned().collect()).ok()?;
    let Filled { read, beyond_syn } = match &mut readable.data {
        Data::Struct(data) => match &mut data.fields {
            Fields::Named(fields) => fill(&mut fields.named, field, &body),
            Fields::Unnamed(_) | Fields::Unit => return None,
        },
        Data::Enum(data) => fill(&mut data.variants, Variant::parse, &body),
        Data::Union(_) => return None,
    };
    head.pop();
    let written = body.stream().into_iter().take(read).collect();
    head.push(TokenTree::Group(Group::new(Delimiter::Brace, without_ours(written))));
    Some(HalfTyped { written: head.into_iter().collect(), readable, beyond_syn })
}

fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// The complete part of a body.
struct Filled {
    /// The number of tokens up to the end of the last complete part.
    read: usize,
    beyond_syn: Option<syn::Error>,
}

fn fill<T: ToTokens>(
    into: &mut Punctuated<T, Token![,]>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
    body: &Group,
) -> Filled {
    let all = body.stream().into_iter().count();
    let (mut read, mut beyond_syn) = (0, None);
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let ahead = input.fork();
            match parse(&ahead) {
                Ok(part) => {
                    input.advance_to(&ahead);
                    into.push(part);
                    let is_whole = input.parse::<Option<Token![,]>>()?.is_some() || begins_part(input);
                    read = all - rest(input).into_iter().count();
                    if is_whole || input.is_empty() {
                        continue;
                    }
                    if input.peek(Token![=]) {
                        // A field's default value, which is not stable yet.
                        beyond_syn = beyond_syn.take().or_else(|| Some(input.error("expected `,`")));
                    }
                }
                // The message of syn without its feature `full`.
                Err(error) if error.to_string().starts_with("unsupported") && !lacks_expression(&part_of(input)) => {
                    beyond_syn = beyond_syn.take().or(Some(error));
                }
                Err(_) => {}
            }
            skip(input)?;
        }
        Ok(())
    };
    // Only reading a single token could fail, and each of them is skipped.
    let _: syn::Result<()> = parser.parse2(body.stream());
    Filled { read, beyond_syn }
}

/// A named field, as in `Field::parse_named`, which does not return the type of this function.
fn field(input: ParseStream<'_>) -> syn::Result<Field> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    let ident: Ident = input.parse()?;
    let colon: Token![:] = input.parse()?;
    if begins_field(input) {
        return Err(input.error("expected a type"));
    }
    let ty: Type = input.parse()?;
    let mut field: Field = syn::parse_quote!(#vis #ident #colon #ty);
    field.attrs = attrs;
    Ok(field)
}

/// Skips an incomplete part up to a comma or the start of a field, where rustc resumes as well.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<TokenTree>()?;
    while !input.is_empty() && !input.peek(Token![pub]) && !input.peek(Token![#]) && !begins_field(input) {
        if input.parse::<Option<Token![,]>>()?.is_some() {
            break;
        }
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Whether a name and a single colon are next.
fn begins_field(input: ParseStream<'_>) -> bool {
    input.peek(Ident) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// The tokens before the next comma.
fn part_of(input: ParseStream<'_>) -> TokenStream {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    rest(input).into_iter().take_while(|token| !is_comma(token)).collect()
}

fn rest(input: ParseStream<'_>) -> TokenStream {
    input.fork().parse().unwrap_or_default()
}

/// Whether an expression is missing: `High =`, `[u8; ]`.
fn lacks_expression(part: &TokenStream) -> bool {
    let mut last = None;
    for token in part.clone() {
        if matches!(&token, TokenTree::Group(group) if lacks_expression(&group.stream())) {
            return true;
        }
        last = Some(token);
    }
    matches!(last, Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '=' | ';'))
}

/// Whether the next field or variant begins here, without a comma before it.
fn begins_part(input: ParseStream<'_>) -> bool {
    input.peek(Token![pub]) || input.peek(Token![#]) || input.peek(Ident)
}

/// The body without `#[graph(…)]` and `#[serde(…)]`.
fn without_ours(body: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    for token in body {
        let is_ours = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket && is_attribute_of_ours(group))
            && matches!(kept.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
        if is_ours {
            kept.pop();
        } else {
            kept.push(token);
        }
    }
    kept.into_iter().collect()
}

fn is_attribute_of_ours(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "graph" || name == "serde")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the complete parts of a body, and whether the macro reports the mistake.
    fn read(item: &str) -> Option<(String, bool)> {
        let tokens: TokenStream = item.parse().ok()?;
        let HalfTyped { readable, beyond_syn, .. } = half_typed(&tokens)?;
        let names: Vec<String> = match readable.data {
            Data::Struct(data) => {
                data.fields.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string())).collect()
            }
            Data::Enum(data) => data.variants.iter().map(|variant| variant.ident.to_string()).collect(),
            Data::Union(_) => return None,
        };
        Some((names.join(" "), beyond_syn.is_some()))
    }

    #[test]
    fn complete_parts_around_a_half_typed_one_are_read() {
        for (body, names) in [
            ("pub a: u8, pub na", "a"),
            ("pub na pub a: u8", "a"),
            ("pub a: u8, pub name:", "a"),
            ("pub name: pub a: u8", "a"),
            ("pub name: , pub a: u8", "a"),
            ("pub name: Option<, pub a: u8", "a"),
            ("pub name: Option<String, pub a: u8", "a"),
            ("pub name: Option<> > , pub a: u8", "name a"),
            ("pub a: u8 pub b: u8", "a b"),
            ("a: u8 b: u8, c", "a b"),
            ("pub", ""),
            ("pub(crate) , a: u8", "a"),
            ("a: u8, #[graph(key)]", "a"),
            ("#[graph(key)] pub #[graph(key)] pub a: u8", "a"),
            ("# pub a: u8", "a"),
            (", , a: u8", "a"),
            ("pub fn a() {} pub a: u8", "a"),
            ("pub a: u8, pub b: Option<[u8; ]>", "a"),
        ] {
            assert_eq!(read(&format!("struct User {{ {body} }}")), Some((names.to_owned(), false)), "{body}");
        }
        for (body, names) in
            [("A, B C", "A B C"), ("A = , B", "B"), ("A, #[graph(other)]", "A"), ("A(,), B", "B"), ("A { x }, B", "B")]
        {
            assert_eq!(read(&format!("enum Rights {{ {body} }}")), Some((names.to_owned(), false)), "{body}");
        }
    }

    #[test]
    fn a_part_that_syn_cannot_read_is_reported() {
        // syn reads each expression if another crate of the build enables its feature `full`.
        assert_eq!(read("struct User { a: u8 = 5, b: u8 }"), Some(("a b".to_owned(), true)));
        for other in ["fn f() {}", "impl User {}", "struct User(u8)", "mod m { }", "struct {}", "union U { a: u8 b }"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn attributes_of_ours_are_taken_off() -> Result<(), proc_macro2::LexError> {
        let body: TokenStream = "#[graph(key)] #[doc = \"x\"] #[serde(default)] pub a".parse()?;
        assert_eq!(without_ours(body).to_string(), "# [doc = \"x\"] pub a");
        Ok(())
    }
}
