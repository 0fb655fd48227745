//! Attribute arguments, as written: from tokens to `Parsed…`, with what is no argument at all reported.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::{LitStr, Path, Token};

use crate::keys;
use crate::problems::{Problem, Problems};

/// The arguments of `#[graph_entity]`, `#[graph_complex]` or `#[graph_enum]`.
#[derive(Default)]
pub(crate) struct ParsedArguments {
    pub(crate) endpoints: Vec<ParsedEndpoint>,
    pub(crate) odata_type: Option<LitStr>,
    pub(crate) version: Option<LitStr>,
    pub(crate) delegated: Vec<LitStr>,
    pub(crate) application: Vec<LitStr>,
    pub(crate) runtime: Option<Path>,
}

/// `path = "…"`, `path(…)` or `singleton(…)`.
pub(crate) struct ParsedEndpoint {
    pub(crate) key: &'static str,
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) template: Option<LitStr>,
}

/// Reads the arguments of the attribute `attribute`, which takes those in `known`.
pub(crate) fn parse(
    attribute: &str,
    known: &[&'static str],
    tokens: TokenStream,
    problems: &mut Problems,
) -> ParsedArguments {
    let mut arguments = ParsedArguments::default();
    if let Some(TokenTree::Literal(literal)) = tokens.clone().into_iter().next() {
        let first = known.first().copied().unwrap_or_default();
        let problem = Problem::new(literal.span(), "this argument has no name");
        problems.add(problem.help(format!("write `{first} = {literal}`")));
        return arguments;
    }
    let mut permissions = None;
    let parser = syn::meta::parser(|meta| {
        let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match known.iter().find(|name| **name == key).copied() {
            Some("path") if meta.input.peek(Token![=]) => {
                let endpoint = ParsedEndpoint { key: "path", span: meta.path.span(), name: None, template: None };
                let template = text(&meta, "path", problems)?;
                arguments.endpoints.push(ParsedEndpoint { template, ..endpoint });
                Ok(())
            }
            Some(key @ ("path" | "singleton")) => {
                arguments.endpoints.extend(endpoint(&meta, key, problems)?);
                Ok(())
            }
            Some("odata_type") => set_text(&mut arguments.odata_type, &meta, "odata_type", problems),
            Some("version") => set_text(&mut arguments.version, &meta, "version", problems),
            Some("crate") => {
                let path: Path = meta.value()?.parse()?;
                once(&mut arguments.runtime, path, &meta, "crate", problems);
                Ok(())
            }
            Some(_) => {
                once(&mut permissions, (), &meta, "permissions", problems);
                parse_permissions(&meta, &mut arguments, problems)
            }
            None => unknown(&meta, attribute, known, problems),
        }
    });
    if let Err(error) = parser.parse2(tokens) {
        problems.add_syntax(&error, &format!("write the arguments of `{attribute}` as `name = \"value\"`"));
    }
    arguments
}

/// `path(name = "…", template = "…")` or `singleton(…)`.
fn endpoint(meta: &ParseNestedMeta, key: &'static str, problems: &mut Problems) -> syn::Result<Option<ParsedEndpoint>> {
    let span = meta.path.span();
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        let help = format!("write `{key}(name = \"me\", template = \"me\")`");
        problems.add(Problem::new(span, format!("`{key}` takes its arguments in parentheses")).help(help));
        return Ok(None);
    }
    let (mut name, mut template) = (None, None);
    meta.parse_nested_meta(|inner| match inner.path.get_ident().map(ToString::to_string).as_deref() {
        Some("name") => set_text(&mut name, &inner, "name", problems),
        Some("template") => set_text(&mut template, &inner, "template", problems),
        _ => unknown(&inner, key, keys::ENDPOINT, problems),
    })?;
    for (argument, missing) in [("name", name.is_none()), ("template", template.is_none())] {
        if missing {
            let help = format!("write `{key}(name = \"members\", template = \"groups/{{groupId}}/members\")`");
            problems.add(Problem::new(span, format!("`{key}(…)` has no `{argument}`")).help(help));
        }
    }
    Ok((name.is_some() && template.is_some()).then_some(ParsedEndpoint { key, span, name, template }))
}

/// `permissions(delegated = ["…"], application = ["…"])`.
fn parse_permissions(meta: &ParseNestedMeta, into: &mut ParsedArguments, problems: &mut Problems) -> syn::Result<()> {
    const HELP: &str = "write `permissions(delegated = [\"User.Read\"], application = [\"User.Read.All\"])`";
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        problems.add(Problem::new(meta.path.span(), "`permissions` takes two lists in parentheses").help(HELP));
        return Ok(());
    }
    meta.parse_nested_meta(|inner| {
        let list = match inner.path.get_ident().map(ToString::to_string).as_deref() {
            Some("delegated") => &mut into.delegated,
            Some("application") => &mut into.application,
            _ => return unknown(&inner, "permissions", keys::PERMISSIONS, problems),
        };
        let value = inner.value()?;
        if !value.peek(syn::token::Bracket) {
            skip_value(&inner)?;
            problems.add(Problem::new(inner.path.span(), "a kind of permissions is a list of texts").help(HELP));
            return Ok(());
        }
        let content;
        syn::bracketed!(content in value);
        list.extend(content.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,])?);
        Ok(())
    })
}

/// Reads `= "…"` into a slot that may be filled once.
pub(crate) fn set_text(
    slot: &mut Option<LitStr>,
    meta: &ParseNestedMeta,
    key: &str,
    problems: &mut Problems,
) -> syn::Result<()> {
    if let Some(value) = text(meta, key, problems)? {
        once(slot, value, meta, key, problems);
    }
    Ok(())
}

/// Reads `= "…"`; anything else is reported and passed over.
pub(crate) fn text(meta: &ParseNestedMeta, key: &str, problems: &mut Problems) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) && meta.input.peek2(LitStr) {
        return meta.value()?.parse().map(Some);
    }
    let span = meta.path.span();
    let written = skip_value(meta)?.to_string();
    let plain = written.trim_start_matches('=').trim();
    let example = if plain.is_empty() || plain.starts_with('(') { "…" } else { plain };
    problems.add(
        Problem::new(span, format!("`{key}` takes a text in quotes")).help(format!("write `{key} = \"{example}\"`")),
    );
    Ok(None)
}

/// Fills a slot, or reports that it was filled before.
pub(crate) fn once<T>(slot: &mut Option<T>, value: T, meta: &ParseNestedMeta, key: &str, problems: &mut Problems) {
    if slot.is_some() {
        let fact = format!("`{key}` is given twice");
        problems.add(Problem::new(meta.path.span(), fact).help("remove one of the two"));
    }
    slot.get_or_insert(value);
}

/// Reports an argument that `attribute` does not have, and passes over its value.
pub(crate) fn unknown(
    meta: &ParseNestedMeta,
    attribute: &str,
    known: &[&str],
    problems: &mut Problems,
) -> syn::Result<()> {
    let span = meta.path.span();
    let written = meta.path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::");
    skip_value(meta)?;
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let problem = Problem::new(span, format!("`{attribute}` has no argument `{written}`"));
    problems.add(match keys::nearest(&written, known) {
        Some(name) => problem.help(format!("did you mean `{name}`?")).note(format!("it takes {list}")),
        None => problem.help(format!("use one of {list}, or remove it")),
    });
    Ok(())
}

/// Passes over what follows an argument's name, up to the next comma.
pub(crate) fn skip_value(meta: &ParseNestedMeta) -> syn::Result<TokenStream> {
    let mut skipped = TokenStream::new();
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        skipped.extend([meta.input.parse::<TokenTree>()?]);
    }
    Ok(skipped)
}
