//! What the attributes say. Whether they are right is the compiler's to say: what is not known is passed over.

use proc_macro2::{Span, TokenTree};
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::{Attribute, LitBool, LitStr, Meta, Token, Type};

use super::item::{Endpoint, Marks, Spot, Stream};

/// The arguments of an item's attribute.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that the attribute has or has not")]
pub(super) struct Arguments {
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) streams: Vec<Stream>,
    pub(super) odata_type: Option<String>,
    pub(super) version: Option<String>,
    pub(super) returns: Option<String>,
    pub(super) is_flags: bool,
    pub(super) is_partial: bool,
    pub(super) is_complete: bool,
    pub(super) is_unchecked: bool,
}

/// What stands on a field or a variant.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that stands there or not")]
pub(super) struct Options {
    pub(super) marks: Marks,
    pub(super) rename: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) is_adapted: bool,
    pub(super) is_other: bool,
    pub(super) is_base: bool,
}

/// Reads the arguments of an item's attribute.
pub(super) fn arguments(meta: &Meta) -> syn::Result<Arguments> {
    let mut arguments = Arguments::default();
    let Meta::List(list) = meta else { return Ok(arguments) };
    let parser = syn::meta::parser(|meta| {
        match word(&meta).as_str() {
            key @ ("path" | "singleton") => arguments.endpoints.extend(endpoint(&meta, key == "singleton")?),
            "stream" => {
                let made = |text: LitStr| Stream { spot: spot(text.span()), name: text.value() };
                arguments.streams.extend(text(&meta)?.map(made));
            }
            "odata_type" => arguments.odata_type = text(&meta)?.map(|text| text.value()),
            "version" => arguments.version = text(&meta)?.map(|text| text.value()),
            "flags" => arguments.is_flags = true,
            "partial" => arguments.is_partial = true,
            "complete" => arguments.is_complete = true,
            "schema" if meta.input.peek(Token![=]) && meta.input.peek2(LitBool) => {
                arguments.is_unchecked = !meta.value()?.parse::<LitBool>()?.value;
            }
            "returns" => arguments.returns = Some(type_text(&meta.value()?.parse::<Type>()?)),
            _ => {}
        }
        skip(&meta)
    });
    parser.parse2(list.tokens.clone())?;
    Ok(arguments)
}

/// `path = "…"`, `path(name = "…", template = "…")` or `singleton(…)`.
fn endpoint(meta: &ParseNestedMeta<'_>, is_singleton: bool) -> syn::Result<Option<Endpoint>> {
    let made = |text: &LitStr| Endpoint { spot: spot(text.span()), template: text.value(), is_singleton };
    if !meta.input.peek(syn::token::Paren) {
        return Ok(text(meta)?.as_ref().map(made));
    }
    let mut template = None;
    meta.parse_nested_meta(|inner| {
        if inner.path.is_ident("template") {
            template = text(&inner)?;
        }
        skip(&inner)
    })?;
    Ok(template.as_ref().map(made))
}

/// Reads `#[graph(…)]` and `#[serde(…)]` of a field or a variant.
pub(super) fn options(attributes: &[Attribute]) -> syn::Result<Options> {
    let mut options = Options::default();
    for attribute in attributes {
        let is_graph = attribute.path().is_ident("graph");
        if !is_graph && !attribute.path().is_ident("serde") {
            continue;
        }
        attribute.parse_nested_meta(|meta| {
            let marks = &mut options.marks;
            match word(&meta).as_str() {
                "key" if is_graph => marks.key = true,
                "read_only" if is_graph => marks.read_only = true,
                "navigation" if is_graph => marks.navigation = true,
                "etag" if is_graph => marks.etag = true,
                "type_name" if is_graph => marks.type_name = true,
                "additional" if is_graph => marks.additional = true,
                "unchecked" if is_graph => marks.unchecked = true,
                "with" | "serialize_with" | "deserialize_with" => options.is_adapted = true,
                "other" if is_graph => options.is_other = true,
                "base" if is_graph => options.is_base = true,
                "skip" => marks.skip = true,
                "rename" => options.rename = text(&meta)?.map(|text| text.value()),
                // `#[graph(alias)]` of a function's argument has no value, and names nothing.
                "alias" if !is_graph => options.aliases.extend(text(&meta)?.map(|text| text.value())),
                _ => {}
            }
            skip(&meta)
        })?;
    }
    Ok(options)
}

fn word(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
}

/// `= "…"`; anything else stays where it is.
fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) && meta.input.peek2(LitStr) { meta.value()?.parse().map(Some) } else { Ok(None) }
}

/// Passes over what is left of an argument.
fn skip(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<TokenTree>()?;
    }
    Ok(())
}

pub(super) fn spot(span: Span) -> Spot {
    let start = span.start();
    Spot { line: start.line, column: start.column + 1 }
}

/// A type as it would be written: `Option<Vec<String>>`.
pub(super) fn type_text(ty: &Type) -> String {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut text = String::new();
    for part in ty.to_token_stream().to_string().split_whitespace() {
        let is_apart = text.ends_with([',', ';', '+']) || part == "+";
        if !text.is_empty() && (is_apart || text.ends_with(is_letter) && part.starts_with(is_letter)) {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_written_without_gaps() {
        let texts =
            ["Option<Vec<String>>", "HashMap<String, [u8; 4]>", "&'static str", "Box<dyn A + B>", "a::Flags<b::C>"];
        for text in texts {
            assert_eq!(syn::parse_str(text).map(|ty| type_text(&ty)).unwrap_or_default(), text);
        }
    }
}
