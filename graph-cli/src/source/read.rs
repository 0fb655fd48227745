//! A file's text -> the annotated items in it.

use std::path::Path;

use graph_csdl::names;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Expr, ExprLit, ExprUnary, Fields, Lit, UnOp};

use super::attributes::{self, Options, spot, type_text};
use super::depth;
use super::item::{Field, Item, Kind, Spot, Unread, Variant};
use super::tokens::{self, Found};

/// What helps where a text is no Rust.
const COMPILES: &str = "see that it compiles";

/// The items of a file, and what in it can't be read.
pub(super) fn items(file: &Path, text: &str) -> (Vec<Item>, Vec<Unread>) {
    let read = depth::on_large_stack(|| parsed(file, text));
    read.unwrap_or_else(|error| {
        let help = "leave the file out, and tell of it where this program is from";
        (Vec::new(), vec![Unread::whole(file, format!("this can't be read: {error}"), help)])
    })
}

fn parsed(file: &Path, text: &str) -> (Vec<Item>, Vec<Unread>) {
    let unread = |spot, fact: String, help| Unread { file: file.to_owned(), spot, fact, help };
    // A script's first line is no Rust; its place stays, so that lines are counted as in an editor.
    let text = match text.strip_prefix("#!").filter(|rest| !rest.starts_with('[')) {
        Some(script) => script.find('\n').and_then(|end| script.get(end..)).unwrap_or_default(),
        None => text,
    };
    let tokens = match text.parse::<TokenStream>() {
        Ok(tokens) => tokens,
        Err(error) => {
            let fact = "this is no Rust: brackets or quotes do not match".to_owned();
            return (Vec::new(), vec![unread(spot(error.span()), fact, COMPILES)]);
        }
    };
    let (mut items, mut mistakes) = (Vec::new(), Vec::new());
    for found in tokens::annotated(tokens) {
        let found = match found {
            Ok(found) => found,
            Err(span) => {
                let fact = "this is nested too deeply to be read".to_owned();
                mistakes.push(unread(spot(span), fact, "give the inner part a name of its own: `type Inner = …;`"));
                continue;
            }
        };
        let first = found.tokens.clone().into_iter().next().map(|tree| spot(tree.span()));
        match item(file, found) {
            Ok(item) => items.extend(item),
            // What is missing at the end has no place of its own.
            Err(error) => {
                let spot = spot(error.span());
                mistakes.push(unread(first.filter(|first| *first > spot).unwrap_or(spot), error.to_string(), COMPILES));
            }
        }
    }
    (items, mistakes)
}

fn item(file: &Path, found: Found) -> syn::Result<Option<Item>> {
    if is_of_a_macro(found.tokens.clone()) {
        return Ok(None);
    }
    let input: DeriveInput = syn::parse2(found.tokens)?;
    let Some(meta) = tokens::own(&input.attrs, found.kind) else { return Ok(None) };
    let arguments = attributes::arguments(&meta)?;
    let default = || format!("microsoft.graph.{}", names::lower_camel(&plain(&input.ident)));
    Ok(Some(Item {
        file: file.to_owned(),
        spot: spot(input.ident.span()),
        kind: found.kind,
        name: input.ident.to_string(),
        type_name: arguments.odata_type.unwrap_or_else(default),
        version: arguments.version,
        endpoints: arguments.endpoints,
        streams: arguments.streams,
        fields: fields(&input.data)?,
        variants: variants(&input.data, found.kind)?,
        is_flags: arguments.is_flags,
        is_partial: arguments.is_partial,
        is_complete: arguments.is_complete,
        is_unchecked: arguments.is_unchecked,
        returns: arguments.returns,
    }))
}

/// Whether there is a `$name`: then it is the text of a macro, and becomes an item only where that is called.
fn is_of_a_macro(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Group(group) => is_of_a_macro(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

fn fields(data: &Data) -> syn::Result<Vec<Field>> {
    let Data::Struct(data) = data else { return Ok(Vec::new()) };
    let named = data.fields.iter().filter_map(|field| Some((field, field.ident.as_ref()?)));
    named
        .map(|(field, ident)| {
            let Options { marks, rename, aliases, is_adapted, .. } = attributes::options(&field.attrs)?;
            let name = match (marks.etag, marks.type_name) {
                (true, _) => "@odata.etag".to_owned(),
                (_, true) => "@odata.type".to_owned(),
                _ => rename.unwrap_or_else(|| names::property(&plain(ident))),
            };
            let (spot, ty) = (spot(ident.span()), type_text(&field.ty));
            Ok(Field { spot, rust_name: ident.to_string(), name, aliases, ty, is_adapted, marks })
        })
        .collect()
}

fn variants(data: &Data, kind: Kind) -> syn::Result<Vec<Variant>> {
    let Data::Enum(data) = data else { return Ok(Vec::new()) };
    let read = |variant: &syn::Variant| {
        let Options { marks, rename, aliases, is_other, is_base, .. } = attributes::options(&variant.attrs)?;
        let held = match &variant.fields {
            Fields::Unnamed(unnamed) => unnamed.unnamed.first().map(|field| type_text(&field.ty)),
            Fields::Named(_) | Fields::Unit => None,
        };
        Ok(Variant {
            spot: spot(variant.ident.span()),
            rust_name: variant.ident.to_string(),
            name: rename.unwrap_or_else(|| names::lower_camel(&plain(&variant.ident))),
            aliases,
            number: variant.discriminant.as_ref().and_then(|(_, value)| number(value)),
            is_other,
            is_unchecked: marks.unchecked,
            is_base,
            holds: held.filter(|_| kind == Kind::Union),
        })
    };
    data.variants.iter().map(read).collect()
}

/// The integer that a member's number is written as.
fn number(value: &Expr) -> Option<i64> {
    let (is_negative, digits) = match value {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => (true, expr.as_ref()),
        digits => (false, digits),
    };
    let Expr::Lit(ExprLit { lit: Lit::Int(digits), .. }) = digits else { return None };
    let number = digits.base10_parse::<i128>().ok()?;
    i64::try_from(if is_negative { -number } else { number }).ok()
}

impl Unread {
    /// A file whose text can't be had at all.
    pub(super) fn whole(file: &Path, fact: impl Into<String>, help: &'static str) -> Self {
        Self { file: file.to_owned(), spot: Spot { line: 1, column: 1 }, fact: fact.into(), help }
    }
}

/// `type` of `r#type`.
fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    #[test]
    fn a_raw_name_is_read_without_its_mark() {
        assert_eq!(names::property(&plain(&Ident::new_raw("type", Span::call_site()))), "type");
    }
}
