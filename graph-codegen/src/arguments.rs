//! Attribute arguments, as written: from tokens to `Parsed…`, with what is no argument at all reported.

mod schema;
mod types;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitBool, LitStr, Path, Token, Type};

pub(crate) use schema::ParsedSchema;

use crate::keys;
use crate::problems::{Problem, Problems};

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

/// `path = "…"`, `path(…)` or `singleton(…)`.
pub(crate) struct ParsedEndpoint {
    pub(crate) key: &'static str,
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) template: LitStr,
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
        let template = syn::parse2(TokenTree::Literal(literal.clone()).into());
        arguments.endpoints.extend(template.map(|template| ParsedEndpoint::unnamed(literal.span(), template)));
        return arguments;
    }
    let mut permissions = None;
    let parser = syn::meta::parser(|meta| {
        let key = name(&meta);
        match known.iter().find(|name| **name == key).copied() {
            Some(key @ ("path" | "singleton")) => {
                arguments.endpoints.extend(endpoint(&meta, key, problems)?);
                Ok(())
            }
            Some("stream") => {
                arguments.streams.extend(text(&meta, "stream", problems)?);
                Ok(())
            }
            Some("odata_type") => set_text(&mut arguments.odata_type, &meta, "odata_type", problems),
            Some("version") => set_text(&mut arguments.version, &meta, "version", problems),
            Some("select") => {
                let when = match attribute {
                    "graph_function" => "true` where it returns entities, and takes `$select`",
                    _ => "false` where the service refuses `$select`",
                };
                set_flag(&mut arguments.select, &meta, "select", when, problems)
            }
            Some("returns") => types::returns(&meta, &mut arguments.returns, problems),
            Some("flags") => flag(&mut arguments.flags, &meta, "flags", problems),
            Some("partial") => flag(&mut arguments.partial, &meta, "partial", problems),
            Some("without") => parse_without(&meta, &mut arguments.without, problems),
            Some("complete") => flag(&mut arguments.complete, &meta, "complete", problems),
            Some("schema") => schema::schema(&meta, &mut arguments.schema, problems),
            Some("crate") => types::runtime(&meta, &mut arguments.runtime, problems),
            Some(_) => {
                once(&mut permissions, (), &meta, "permissions", problems);
                parse_permissions(&meta, &mut arguments, problems)
            }
            None => unknown(&meta, attribute, known, problems),
        }
    });
    if let Err(error) = parser.parse2(tokens.clone()) {
        problems.add_syntax(&error, "write the arguments as `name = \"value\"`, with commas between them");
        salvage(tokens, &mut arguments);
    }
    arguments
}

/// Finds the paths behind a mistake of syntax, so that their functions are not missed as well.
fn salvage(tokens: TokenStream, arguments: &mut ParsedArguments) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for window in tokens.windows(3) {
        let [TokenTree::Ident(key), _, TokenTree::Literal(literal)] = window else { continue };
        let Ok(template) = syn::parse_str::<LitStr>(&literal.to_string()) else { continue };
        let is_same = |known: &LitStr| known.value() == template.value();
        if key == "path" && !arguments.endpoints.iter().any(|endpoint| is_same(&endpoint.template)) {
            arguments.endpoints.push(ParsedEndpoint::unnamed(key.span(), template));
        }
    }
}

impl ParsedEndpoint {
    fn unnamed(span: Span, template: LitStr) -> Self {
        Self { key: "path", span, name: None, template }
    }
}

/// `path = "…"`, `path(name = "…", template = "…")` or `singleton(…)`.
fn endpoint(meta: &ParseNestedMeta, key: &'static str, problems: &mut Problems) -> syn::Result<Option<ParsedEndpoint>> {
    let span = meta.path.span();
    if key == "path" && !meta.input.peek(syn::token::Paren) {
        return Ok(text(meta, key, problems)?.map(|template| ParsedEndpoint::unnamed(span, template)));
    }
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        let help = format!("write `{key}(name = \"me\", template = \"me\")`");
        problems.add(Problem::new(span, format!("`{key}` takes its arguments in parentheses")).help(help));
        return Ok(None);
    }
    let (mut function, mut template) = (None, None);
    let content;
    syn::parenthesized!(content in meta.input);
    let parser = syn::meta::parser(|inner| match name(&inner).as_str() {
        "name" => set_text(&mut function, &inner, "name", problems),
        "template" => set_text(&mut template, &inner, "template", problems),
        _ => unknown(&inner, key, keys::ENDPOINT, problems),
    });
    parser.parse2(content.parse()?)?;
    for (argument, missing, meaning) in
        [("name", function.is_none(), "what the function is called"), ("template", template.is_none(), "the path")]
    {
        if missing {
            let help = format!("add `{argument} = \"…\"`, {meaning}");
            problems.add(Problem::new(span, format!("`{key}(…)` has no `{argument}`")).help(help));
        }
    }
    let both = function.zip(template);
    Ok(both.map(|(name, template)| ParsedEndpoint { key, span, name: Some(name), template }))
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
        let list = match name(&inner).as_str() {
            "delegated" => &mut into.delegated,
            "application" => &mut into.application,
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
        match Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(content.parse()?) {
            Ok(texts) => list.extend(texts),
            Err(error) => problems.add_syntax(&error, HELP),
        }
        Ok(())
    })
}

/// `without(Display, FromStr)`.
fn parse_without(meta: &ParseNestedMeta, into: &mut Vec<Ident>, problems: &mut Problems) -> syn::Result<()> {
    if !meta.input.peek(syn::token::Paren) {
        skip_value(meta)?;
        problems.add(
            Problem::new(meta.path.span(), "`without` takes names of traits in parentheses")
                .help("write `without(Display)`"),
        );
        return Ok(());
    }
    meta.parse_nested_meta(|inner| match inner.path.get_ident() {
        Some(name) if keys::WITHOUT.iter().any(|known| name == known) => {
            into.push(name.clone());
            Ok(())
        }
        _ => unknown(&inner, "without", keys::WITHOUT, problems),
    })
}

/// The argument's name, where it is one word.
pub(crate) fn name(meta: &ParseNestedMeta) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
}

/// Reads a word that stands alone.
pub(crate) fn flag(
    slot: &mut Option<Span>,
    meta: &ParseNestedMeta,
    key: &str,
    problems: &mut Problems,
) -> syn::Result<()> {
    if !skip_value(meta)?.is_empty() {
        let fact = format!("`{key}` takes no value");
        problems.add(Problem::new(meta.path.span(), fact).help(format!("write `{key}` alone")));
    }
    once(slot, meta.path.span(), meta, key, problems);
    Ok(())
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

/// Reads `= true` or `= false` into a slot that may be filled once.
fn set_flag(
    slot: &mut Option<LitBool>,
    meta: &ParseNestedMeta,
    key: &str,
    when: &str,
    problems: &mut Problems,
) -> syn::Result<()> {
    if meta.input.peek(Token![=]) && meta.input.peek2(LitBool) {
        once(slot, meta.value()?.parse()?, meta, key, problems);
        return Ok(());
    }
    skip_value(meta)?;
    let problem = Problem::new(meta.path.span(), format!("`{key}` is `true` or `false`"));
    problems.add(problem.help(format!("write `{key} = {when}")));
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
    let example = match plain {
        "" if key == "path" => "users",
        _ if key == "version" => "beta",
        plain if plain.is_empty() || plain.starts_with('(') => "…",
        plain => plain,
    };
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
    if attribute.starts_with("graph_") && keys::FIELD.contains(&written.as_str()) {
        problems.add(problem.help(format!("it belongs to a field: `#[graph({written})]`")));
        return Ok(());
    }
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
