//! The rules of an entity's arguments: endpoints, version and permissions.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use syn::{LitBool, LitStr};

use crate::api_version::ApiVersion;
use crate::arguments::{ParsedArguments, ParsedEndpoint};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::names;
use crate::path_template::{PathTemplate, TemplateTarget};

/// Generated functions of each entity, whose names no endpoint can have. A union has none.
pub(crate) const TAKEN: &[&str] = &["changes", "changes_to"];

/// The address of an entity or an operation, which a complex type does not have.
pub(crate) struct CheckedEntity {
    pub(crate) endpoints: Vec<CheckedEndpoint>,
    pub(crate) streams: Vec<CheckedStream>,
    pub(crate) version: Option<ApiVersion>,
    /// Whether requests have `$select` with the fields.
    pub(crate) select: bool,
    /// The permissions that are written, or else those of the table.
    pub(crate) delegated: Vec<LitStr>,
    pub(crate) application: Vec<LitStr>,
}

/// One constructor of an endpoint.
pub(crate) struct CheckedEndpoint {
    pub(crate) function: Ident,
    pub(crate) singleton: bool,
    pub(crate) template: PathTemplate,
    /// Of the template's literal.
    pub(crate) span: Span,
    /// Its requests in the table of permissions.
    pub(crate) listed: Vec<ListedRequest>,
}

/// A request of the table of permissions, with the least permission for each kind of token.
pub(crate) struct ListedRequest {
    /// `GET users/{id}`.
    pub(crate) request: String,
    pub(crate) delegated: Option<Least>,
    pub(crate) application: Option<Least>,
}

/// The least permission of a request.
pub(crate) struct Least {
    /// With the alternatives of which one is required as well: `A with one of B, C`.
    pub(crate) text: String,
    /// `A`, and `B` if that is required as well.
    pub(crate) names: Vec<String>,
}

impl ListedRequest {
    pub(crate) fn method(&self) -> &str {
        self.request.split(' ').next().unwrap_or_default()
    }
}

/// One stream property.
pub(crate) struct CheckedStream {
    pub(crate) name: String,
    pub(crate) constant: Ident,
    /// Of its text.
    pub(crate) span: Span,
}

/// Checks the arguments of `#[graph_entity]` or `#[graph_union]` on the item `entity`. No endpoint can have a name in `taken`.
pub(crate) fn check(
    entity: &Ident,
    taken: &[&str],
    arguments: &ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedEntity {
    let mut endpoints: Vec<CheckedEndpoint> = Vec::new();
    let mut functions = HashMap::new();
    for parsed in &arguments.endpoints {
        let Some(endpoint) = endpoint(entity, taken, parsed, diagnostics) else { continue };
        match functions.insert(endpoint.function.to_string(), endpoint.template.text.clone()) {
            None => endpoints.push(endpoint),
            Some(first) => diagnostics.add(same_function(entity, parsed, &endpoint, &first)),
        }
    }
    CheckedEntity {
        endpoints,
        streams: streams(&arguments.streams, diagnostics),
        version: arguments.version.as_ref().and_then(|version| self::version(version, diagnostics)),
        select: arguments.select.as_ref().is_none_or(LitBool::value),
        delegated: permissions(&arguments.delegated, diagnostics),
        application: permissions(&arguments.application, diagnostics),
    }
}

/// The names of stream properties, each given once.
fn streams(given: &[LitStr], diagnostics: &mut Diagnostics) -> Vec<CheckedStream> {
    let mut streams: Vec<CheckedStream> = Vec::new();
    for literal in given {
        let (name, span) = (literal.value(), literal.span());
        let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        let Some(snake) = names::snake(&name, span).filter(|_| is_name) else {
            let last = name.rsplit('/').next().filter(|last| *last != name && names::snake(last, span).is_some());
            let help = format!("write the name of the property: `stream = \"{}\"`", last.unwrap_or("bannerLogo"));
            diagnostics.add(Diagnostic::new(span, format!("`{name}` is not the name of a stream property")).help(help));
            continue;
        };
        if streams.iter().any(|known| known.name == name) {
            let diagnostic = Diagnostic::new(span, format!("duplicate stream property `{name}`"));
            diagnostics.add(diagnostic.help("remove one of them"));
            continue;
        }
        streams.push(CheckedStream { constant: names::constant(&snake), name, span });
    }
    streams
}

fn endpoint(
    entity: &Ident,
    taken: &[&str],
    parsed: &ParsedEndpoint,
    diagnostics: &mut Diagnostics,
) -> Option<CheckedEndpoint> {
    let literal = &parsed.template;
    let target = if parsed.key == "singleton" { TemplateTarget::Entity } else { TemplateTarget::Entities };
    let template = PathTemplate::check(literal, entity, target, diagnostics);
    let function = match &parsed.name {
        Some(name) => function(name, diagnostics)?,
        // It does not address a collection, which is reported already.
        None if template.is_open() => return None,
        None => after_segment(literal, &template, diagnostics)?,
    };
    if taken.iter().any(|taken| function == taken) {
        let span = parsed.name.as_ref().unwrap_or(literal).span();
        let help = format!("give it another name: `{}(name = \"…\", template = \"{}\")`", parsed.key, template.text);
        diagnostics
            .add(Diagnostic::new(span, format!("`{entity}::{function}` is already generated, for updates")).help(help));
        return None;
    }
    let singleton = target == TemplateTarget::Entity || template.is_open();
    Some(CheckedEndpoint { function, singleton, template, span: literal.span(), listed: Vec::new() })
}

/// The function name from the last literal segment.
fn after_segment(literal: &LitStr, template: &PathTemplate, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let function = names::snake(&template.last_literal, literal.span());
    if function.is_none() {
        let fact = format!("`{}` is not a valid function name", template.last_literal);
        let help = format!("give it a name: `path(name = \"…\", template = \"{}\")`", template.text);
        diagnostics.add(Diagnostic::new(literal.span(), fact).help(help));
    }
    function
}

/// The function name in `name = "…"`.
pub(super) fn function(name: &LitStr, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let text = name.value();
    let snake = names::snake(&text, name.span());
    let written = names::identifier(&text, name.span());
    if snake.is_some() && snake == written {
        return snake;
    }
    let diagnostic = Diagnostic::new(name.span(), format!("`{text}` is not a valid function name"));
    diagnostics.add(match snake {
        Some(snake) => diagnostic.help(format!("write `name = \"{snake}\"`")),
        None => diagnostic.help("write a name in snake case: `name = \"members\"`"),
    });
    None
}

fn same_function(entity: &Ident, parsed: &ParsedEndpoint, endpoint: &CheckedEndpoint, first: &str) -> Diagnostic {
    let (function, text) = (&endpoint.function, &endpoint.template.text);
    let diagnostic = Diagnostic::new(parsed.span, format!("two endpoints have the name `{entity}::{function}`"));
    if first == text {
        return diagnostic.help(format!("remove the second `{text}`"));
    }
    diagnostic
        .help(format!("give this one a name: `{}(name = \"…\", template = \"{text}\")`", parsed.key))
        .note(format!("the other is `{first}`; an endpoint is named after the last segment of its path"))
}

pub(super) fn version(version: &LitStr, diagnostics: &mut Diagnostics) -> Option<ApiVersion> {
    let name = version.value();
    let found = ApiVersion::parse(&name);
    if found.is_none() {
        let fact = format!("unknown version `{name}`");
        diagnostics.add(Diagnostic::new(version.span(), fact).help("write `\"v1.0\"` or `\"beta\"`"));
    }
    found
}

pub(super) fn permissions(list: &[LitStr], diagnostics: &mut Diagnostics) -> Vec<LitStr> {
    let mut names: Vec<LitStr> = Vec::new();
    for literal in list {
        let name = literal.value();
        let diagnostic = |fact: String| Diagnostic::new(literal.span(), fact);
        if name.is_empty() || name.contains(|letter: char| letter == ',' || letter.is_whitespace()) {
            diagnostics.add(
                diagnostic(format!("`{name}` is not the name of a permission"))
                    .help("write each permission as its own string: `\"User.Read\", \"User.ReadWrite\"`"),
            );
        } else if names.iter().any(|known| known.value() == name) {
            diagnostics.add(diagnostic(format!("duplicate permission `{name}`")).help("remove one of them"));
        } else {
            names.push(literal.clone());
        }
    }
    names
}
