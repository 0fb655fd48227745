//! Attribute arguments as written: tokens to `Parsed…`, and a diagnostic for each unknown argument.

use graph_csdl::nearest;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitBool, LitStr, Path, Token, Type};

use crate::allowed;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;

/// The arguments of an attribute.
#[derive(Default)]
pub(crate) struct ParsedArguments {
    pub(crate) endpoints: Vec<ParsedEndpoint>,
    pub(crate) streams: Vec<LitStr>,
    pub(crate) odata_type: Option<LitStr>,
    pub(crate) version: Option<LitStr>,
    pub(crate) delegated: Vec<LitStr>,
    pub(crate) application: Vec<LitStr>,
    pub(crate) select: Option<LitBool>,
    pub(crate) returns: Option<Type>,
    pub(crate) runtime: Option<Path>,
    pub(crate) flags: Option<Span>,
    pub(crate) partial: Option<Span>,
    /// Names of traits.
    pub(crate) without: Vec<Ident>,
    pub(crate) complete: Option<Span>,
    pub(crate) schema: Option<ParsedSchema>,
}

/// The value of `schema = …`.
#[derive(Clone)]
pub(crate) enum ParsedSchema {
    /// The file, relative to the folder of the crate's `Cargo.toml`.
    File(LitStr),
    /// `schema = false`: the metadata does not declare the item.
    Off,
}

/// `path = "…"`, `path(…)` or `singleton(…)`.
pub(crate) struct ParsedEndpoint {
    pub(crate) key: &'static str,
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) template: LitStr,
}

/// Reads the arguments of the attribute of this kind.
pub(crate) fn parse(kind: ItemKind, tokens: TokenStream, diagnostics: &mut Diagnostics) -> ParsedArguments {
    let mut arguments = ParsedArguments::default();
    if let Some(TokenTree::Literal(literal)) = tokens.clone().into_iter().next() {
        let first = kind.arguments().first().copied().unwrap_or_default();
        let diagnostic = Diagnostic::new(literal.span(), "expected an argument name, found a string literal");
        diagnostics.add(diagnostic.help(format!("write `{first} = {literal}`")));
        let template = syn::parse2(TokenTree::Literal(literal.clone()).into());
        arguments.endpoints.extend(template.map(|template| ParsedEndpoint::unnamed(literal.span(), template)));
    } else {
        let known = diagnostics.len();
        if let Err(error) = read(kind, tokens.clone(), &mut arguments, diagnostics) {
            diagnostics.add_syntax(&error, "write the arguments as `name = \"value\"`, separated by commas");
        }
        if diagnostics.len() == known {
            return arguments;
        }
        arguments = ParsedArguments::default();
    }
    // Each argument is read alone: a mistake in one keeps the endpoints of the others.
    for part in split(tokens, kind.arguments()) {
        let _: syn::Result<()> = read(kind, part, &mut arguments, &mut Diagnostics::default());
    }
    arguments
}

/// The arguments of a list that may have mistakes of syntax: one ends at a comma, or where the name of another begins.
fn split(tokens: TokenStream, known: &[&str]) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_name = matches!(&token, TokenTree::Ident(ident) if known.iter().any(|name| ident == name))
            && match tokens.peek() {
                Some(TokenTree::Punct(punct)) => punct.as_char() == '=',
                Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
                _ => false,
            };
        let is_comma = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',');
        if is_name || is_comma {
            parts.push(TokenStream::new());
        }
        parts.last_mut().filter(|_| !is_comma).into_iter().for_each(|part| part.extend([token.clone()]));
    }
    parts
}

fn read(
    kind: ItemKind,
    tokens: TokenStream,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    let known = kind.arguments();
    let mut permissions = None;
    let parser = syn::meta::parser(|meta| {
        let key = name(&meta);
        match known.iter().find(|name| **name == key).copied() {
            Some(key @ ("path" | "singleton")) => {
                arguments.endpoints.extend(endpoint(&meta, key, diagnostics)?);
                Ok(())
            }
            Some("stream") => {
                arguments.streams.extend(text(&meta, "stream", diagnostics)?);
                Ok(())
            }
            Some("odata_type") => set_text(&mut arguments.odata_type, &meta, "odata_type", diagnostics),
            Some("version") => set_text(&mut arguments.version, &meta, "version", diagnostics),
            Some("select") => {
                let when = match kind {
                    ItemKind::Function => "true` if the function returns entities and supports `$select`",
                    _ => "false` if the service rejects `$select`",
                };
                set_flag(&mut arguments.select, &meta, "select", when, diagnostics)
            }
            Some("returns") => returns(&meta, &mut arguments.returns, diagnostics),
            Some("flags") => flag(&mut arguments.flags, &meta, "flags", diagnostics),
            Some("partial") => flag(&mut arguments.partial, &meta, "partial", diagnostics),
            Some("without") => parse_without(&meta, &mut arguments.without, diagnostics),
            Some("complete") => flag(&mut arguments.complete, &meta, "complete", diagnostics),
            Some("schema") => schema(&meta, &mut arguments.schema, diagnostics),
            Some("crate") => runtime(&meta, &mut arguments.runtime, diagnostics),
            Some(_) => {
                set_once(&mut permissions, (), &meta, "permissions", diagnostics);
                parse_permissions(&meta, arguments, diagnostics)
            }
            None => unknown(&meta, kind.attribute(), known, diagnostics),
        }
    });
    parser.parse2(tokens)
}

impl ParsedEndpoint {
    fn unnamed(span: Span, template: LitStr) -> Self {
        Self { key: "path", span, name: None, template }
    }
}

/// `path = "…"`, `path(name = "…", template = "…")` or `singleton(…)`.
fn endpoint(
    meta: &ParseNestedMeta,
    key: &'static str,
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<ParsedEndpoint>> {
    let span = meta.path.span();
    if key == "path" && !meta.input.peek(syn::token::Paren) {
        return Ok(text(meta, key, diagnostics)?.map(|template| ParsedEndpoint::unnamed(span, template)));
    }
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        let help = format!("write `{key}(name = \"me\", template = \"me\")`");
        diagnostics.add(Diagnostic::new(span, format!("`{key}` expects arguments in parentheses")).help(help));
        return Ok(None);
    }
    let (mut function, mut template) = (None, None);
    let content;
    syn::parenthesized!(content in meta.input);
    let parser = syn::meta::parser(|inner| match name(&inner).as_str() {
        "name" => set_text(&mut function, &inner, "name", diagnostics),
        "template" => set_text(&mut template, &inner, "template", diagnostics),
        _ => unknown(&inner, key, allowed::ENDPOINT, diagnostics),
    });
    parser.parse2(content.parse()?)?;
    for (argument, missing, meaning) in
        [("name", function.is_none(), "the name of the function"), ("template", template.is_none(), "the path")]
    {
        if missing {
            let help = format!("add `{argument} = \"…\"`, {meaning}");
            diagnostics.add(Diagnostic::new(span, format!("missing `{argument}` in `{key}(…)`")).help(help));
        }
    }
    let both = function.zip(template);
    Ok(both.map(|(name, template)| ParsedEndpoint { key, span, name: Some(name), template }))
}

/// `permissions(delegated = ["…"], application = ["…"])`.
fn parse_permissions(
    meta: &ParseNestedMeta,
    into: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    const HELP: &str = "write `permissions(delegated = [\"User.Read\"], application = [\"User.Read.All\"])`";
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        diagnostics.add(Diagnostic::new(meta.path.span(), "`permissions` expects two lists in parentheses").help(HELP));
        return Ok(());
    }
    meta.parse_nested_meta(|inner| {
        let list = match name(&inner).as_str() {
            "delegated" => &mut into.delegated,
            "application" => &mut into.application,
            _ => return unknown(&inner, "permissions", allowed::PERMISSIONS, diagnostics),
        };
        let value = inner.value()?;
        if !value.peek(syn::token::Bracket) {
            skip_value(&inner)?;
            diagnostics.add(Diagnostic::new(inner.path.span(), "expected a list of string literals").help(HELP));
            return Ok(());
        }
        let content;
        syn::bracketed!(content in value);
        match Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(content.parse()?) {
            Ok(texts) => list.extend(texts),
            Err(error) => diagnostics.add_syntax(&error, HELP),
        }
        Ok(())
    })
}

/// `without(Display, FromStr)`.
fn parse_without(meta: &ParseNestedMeta, into: &mut Vec<Ident>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        diagnostics.add(
            Diagnostic::new(meta.path.span(), "`without` expects names of traits in parentheses")
                .help("write `without(Display)`"),
        );
        return Ok(());
    }
    meta.parse_nested_meta(|inner| match inner.path.get_ident() {
        Some(name) if allowed::WITHOUT.iter().any(|known| name == known) => {
            into.push(name.clone());
            Ok(())
        }
        _ => unknown(&inner, "without", allowed::WITHOUT, diagnostics),
    })
}

/// `crate = path`.
fn runtime(meta: &ParseNestedMeta, slot: &mut Option<Path>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        let text: LitStr = value.parse()?;
        let help = format!("write `crate = {}`", text.value());
        diagnostics.add(Diagnostic::new(text.span(), "expected a path for `crate`, found a string literal").help(help));
    } else {
        set_once(slot, value.parse()?, meta, "crate", diagnostics);
    }
    Ok(())
}

/// `returns = Type`.
fn returns(meta: &ParseNestedMeta, slot: &mut Option<Type>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    const HELP: &str =
        "write the type of the result, such as `returns = Vec<User>`, or remove `returns` if there is none";
    if !meta.input.peek(Token![=]) {
        skip_value(meta)?;
        diagnostics.add(Diagnostic::new(meta.path.span(), "expected a type for `returns`").help(HELP));
        return Ok(());
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        let text: LitStr = value.parse()?;
        let help = format!("write `returns = {}`", text.value());
        diagnostics
            .add(Diagnostic::new(text.span(), "expected a type for `returns`, found a string literal").help(help));
        return Ok(());
    }
    if value.is_empty() || value.peek(Token![,]) {
        diagnostics.add(Diagnostic::new(meta.path.span(), "expected a type for `returns`").help(HELP));
        return Ok(());
    }
    set_once(slot, value.parse()?, meta, "returns", diagnostics);
    Ok(())
}

/// Reads `= "…"` or `= false`.
fn schema(meta: &ParseNestedMeta, slot: &mut Option<ParsedSchema>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let span = meta.path.span();
    if meta.input.peek(Token![=]) && meta.input.peek2(LitStr) {
        let file: LitStr = meta.value()?.parse()?;
        set_once(slot, ParsedSchema::File(file), meta, "schema", diagnostics);
        return Ok(());
    }
    if meta.input.peek(Token![=]) && meta.input.peek2(LitBool) {
        let is_on: LitBool = meta.value()?.parse()?;
        if !is_on.value {
            set_once(slot, ParsedSchema::Off, meta, "schema", diagnostics);
            return Ok(());
        }
    } else {
        skip_value(meta)?;
    }
    diagnostics.add(
        Diagnostic::new(span, "expected a file name or `false` for `schema`")
            .help("write `schema = \"metadata/v1.0.csdl\"`, or `schema = false` to skip the check")
            .note("`schema` under `[package.metadata.graph]` in Cargo.toml applies to the whole crate"),
    );
    Ok(())
}

/// The argument's name, where it is one word.
pub(crate) fn name(meta: &ParseNestedMeta) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
}

/// Reads an argument without a value.
pub(crate) fn flag(
    slot: &mut Option<Span>,
    meta: &ParseNestedMeta,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if !skip_value(meta)?.is_empty() {
        let fact = format!("`{key}` takes no value");
        diagnostics.add(Diagnostic::new(meta.path.span(), fact).help(format!("write `{key}` without a value")));
    }
    set_once(slot, meta.path.span(), meta, key, diagnostics);
    Ok(())
}

/// Reads `= "…"` into a slot that may be filled once.
pub(crate) fn set_text(
    slot: &mut Option<LitStr>,
    meta: &ParseNestedMeta,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if let Some(value) = text(meta, key, diagnostics)? {
        set_once(slot, value, meta, key, diagnostics);
    }
    Ok(())
}

/// Reads `= true` or `= false` into a slot that may be filled once.
fn set_flag(
    slot: &mut Option<LitBool>,
    meta: &ParseNestedMeta,
    key: &str,
    when: &str,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if meta.input.peek(Token![=]) && meta.input.peek2(LitBool) {
        set_once(slot, meta.value()?.parse()?, meta, key, diagnostics);
        return Ok(());
    }
    skip_value(meta)?;
    let diagnostic = Diagnostic::new(meta.path.span(), format!("expected `true` or `false` for `{key}`"));
    diagnostics.add(diagnostic.help(format!("write `{key} = {when}")));
    Ok(())
}

/// Reads `= "…"`; anything else is reported and skipped.
pub(crate) fn text(meta: &ParseNestedMeta, key: &str, diagnostics: &mut Diagnostics) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) && meta.input.peek2(LitStr) {
        return meta.value()?.parse().map(Some);
    }
    let span = meta.path.span();
    let written = skip_value(meta)?.to_string();
    let plain = written.trim_start_matches('=').trim();
    let example = match plain {
        "" if key == "path" => "users",
        _ if key == "version" => "beta",
        plain if plain.is_empty() || plain.starts_with('(') => "…",
        plain => plain,
    };
    diagnostics.add(
        Diagnostic::new(span, format!("expected a string literal for `{key}`"))
            .help(format!("write `{key} = \"{example}\"`")),
    );
    Ok(None)
}

/// Fills a slot; a filled one is reported as a duplicate.
pub(crate) fn set_once<T>(
    slot: &mut Option<T>,
    value: T,
    meta: &ParseNestedMeta,
    key: &str,
    diagnostics: &mut Diagnostics,
) {
    if slot.is_some() {
        let fact = format!("duplicate argument `{key}`");
        diagnostics.add(Diagnostic::new(meta.path.span(), fact).help("remove one of them"));
    }
    slot.get_or_insert(value);
}

/// Reports an unknown argument of `attribute`, and skips its value.
pub(crate) fn unknown(
    meta: &ParseNestedMeta,
    attribute: &str,
    known: &[&str],
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    let span = meta.path.span();
    let written = meta.path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::");
    skip_value(meta)?;
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let diagnostic = Diagnostic::new(span, format!("`{attribute}` has no argument `{written}`"));
    if attribute.starts_with("graph_") && allowed::FIELD.contains(&written.as_str()) {
        diagnostics.add(diagnostic.help(format!("write it on a field: `#[graph({written})]`")));
        return Ok(());
    }
    diagnostics.add(match nearest(&written, known.iter().copied()) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")).note(format!("expected one of {list}")),
        None => diagnostic.help(format!("use one of {list}, or remove it")),
    });
    Ok(())
}

/// Skips the tokens after the name of an argument, up to the next comma.
pub(crate) fn skip_value(meta: &ParseNestedMeta) -> syn::Result<TokenStream> {
    let mut skipped = TokenStream::new();
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        skipped.extend([meta.input.parse::<TokenTree>()?]);
    }
    Ok(skipped)
}
