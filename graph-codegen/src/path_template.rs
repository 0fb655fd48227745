//! Path templates such as `groups/{groupId}/members`: their parts and their mistakes.

mod address;

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::LitStr;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::names;

pub(crate) use self::address::TemplateTarget;

/// A checked template. Only `PathTemplate::check` makes one; in place of a template with a mistake it has the one that was most
/// likely meant.
pub(crate) struct PathTemplate {
    /// The text as the runtime splits it.
    pub(crate) text: String,
    /// The literal segment that the endpoint is named after.
    pub(crate) last_literal: String,
    /// An argument a placeholder, in the order of the path.
    pub(crate) arguments: Vec<Ident>,
}

impl PathTemplate {
    /// Checks the template of an endpoint of `entity`, or of the operation of this name.
    pub(crate) fn check(
        literal: &LitStr,
        entity: &Ident,
        target: TemplateTarget,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let written = literal.value();
        let as_a_whole = || {
            let diagnostic = whole(literal, &written, target)?;
            let meant = meant(&written, entity, target);
            Some((diagnostic.help(format!("write `{meant}`")), meant))
        };
        let text = match as_a_whole().or_else(|| address::mistake(literal, &written, entity, target)) {
            Some((diagnostic, meant)) => {
                diagnostics.add(diagnostic);
                meant
            }
            None => written,
        };
        let last_literal = text.rsplit('/').next().unwrap_or_default().to_owned();
        let mut arguments: Vec<(Ident, &str)> = Vec::new();
        let mut segments = text.split('/').peekable();
        while let Some(segment) = segments.next() {
            let segment = segment.strip_suffix(':').filter(|begin| !begin.is_empty()).unwrap_or(segment);
            let is_call = target == TemplateTarget::Operation && segments.peek().is_none();
            let read = if is_call { with_arguments(literal, segment) } else { None };
            let named = read.map_or_else(|| placeholder(literal, segment), Err).and_then(|name| {
                let Some(name) = name else { return Ok(None) };
                match arguments.iter().find(|(first, _)| *first == name) {
                    Some((_, first)) => {
                        Err(twice(literal, first, segment, entity, &function_of(&last_literal, target)))
                    }
                    None => Ok(Some(name)),
                }
            });
            let argument = named.unwrap_or_else(|diagnostic| {
                diagnostics.add(diagnostic);
                let stand_in = || format_ident!("__{}", arguments.len(), span = literal.span());
                segment.starts_with('{').then(stand_in)
            });
            arguments.extend(argument.map(|argument| (argument, segment)));
        }
        let arguments = arguments.into_iter().map(|(argument, _)| argument).collect();
        Self { text, last_literal, arguments }
    }

    /// Whether it ends within a path between colons, which addresses one entity.
    pub(crate) fn is_open(&self) -> bool {
        address::is_open(&self.text)
    }
}

/// The first mistake of the template as a whole: one often causes others.
fn whole(literal: &LitStr, text: &str, target: TemplateTarget) -> Option<Diagnostic> {
    const RELATIVE: &str = "a path is relative to the service root";
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let (fact, note) = if text.trim().is_empty() {
        ("is empty".to_owned(), RELATIVE)
    } else if let Some(method) = method(text) {
        let note = match target {
            TemplateTarget::Entities | TemplateTarget::Entity => {
                "the methods of the endpoint (`create`, `get`, …) choose the HTTP method"
            }
            TemplateTarget::Operation => "an action is sent by `POST`, a function by `GET`",
        };
        (format!("begins with the method `{method}`"), note)
    } else if text.contains("://") {
        ("is a URL".to_owned(), "the client adds the host and the version")
    } else if text.contains(['?', '#']) {
        ("has a query".to_owned(), "`.parameter(name, value)` adds a query parameter to a request")
    } else if text.starts_with('/') {
        ("begins with `/`".to_owned(), RELATIVE)
    } else if let Some(version) = version(text) {
        let note = "the client adds the version; `version = \"beta\"` sets it for the type";
        (format!("begins with the version `{version}`"), note)
    } else if last == "$ref" {
        ("ends with `$ref`".to_owned(), "`create_ref`, `add_ref` and similar methods add it")
    } else if text.ends_with('/') {
        ("ends with `/`".to_owned(), RELATIVE)
    } else if text.contains("//") {
        ("has an empty segment".to_owned(), RELATIVE)
    } else if last.starts_with('{') && last.ends_with('}') && !address::is_open(text) {
        let note = match target {
            TemplateTarget::Entities | TemplateTarget::Entity => {
                "`.entity(key)` on the collection addresses one of its entities"
            }
            TemplateTarget::Operation => "the path of an operation ends with its name",
        };
        (format!("ends with the placeholder `{last}`"), note)
    } else if text.split('/').any(|segment| matches!(segment, "." | "..")) {
        ("has a segment `.` or `..`".to_owned(), RELATIVE)
    } else {
        return None;
    };
    Some(Diagnostic::new(literal.span(), format!("the path {fact}")).note(note))
}

/// The last segment of a function's path, pasted with its arguments: `getByPath(path='{path}')`.
fn with_arguments(literal: &LitStr, segment: &str) -> Option<Diagnostic> {
    let (name, arguments) = segment.split_once('(')?;
    let (argument, _) = arguments.split_once('=').filter(|_| arguments.contains('{'))?;
    let field = names::snake(argument, literal.span())?;
    Some(
        Diagnostic::new(literal.span(), format!("`{segment}` in the path contains arguments"))
            .help(format!("write `{name}`, and a field for each argument: `pub {field}: String`"))
            .note("the arguments of an operation are the fields of its struct"),
    )
}

/// The HTTP method in front of a path that was pasted from a page.
fn method(text: &str) -> Option<&str> {
    let (method, _) = text.trim().split_once(char::is_whitespace)?;
    method.chars().all(|letter| letter.is_ascii_uppercase()).then_some(method)
}

/// The version in front of a path.
fn version(text: &str) -> Option<&str> {
    text.split('/').next().filter(|first| matches!(*first, "v1.0" | "beta"))
}

/// The path that the user most likely meant. The path of an operation ends with its name, which is that of the struct, and its
/// arguments are fields.
fn meant(text: &str, entity: &Ident, target: TemplateTarget) -> String {
    let plain = plain(text);
    if target != TemplateTarget::Operation {
        return plain;
    }
    let key = text.trim_end_matches('/').rsplit('/').next().filter(|last| last.starts_with('{') && last.ends_with('}'));
    match (key, plain.rsplit_once('(')) {
        (Some(key), _) => format!("{plain}/{key}/{}", names::lower_camel(entity)),
        (None, Some((name, arguments))) if arguments.contains('{') => name.to_owned(),
        (None, _) => plain,
    }
}

/// The segments alone, up to the last literal one.
fn plain(text: &str) -> String {
    let text = method(text).and_then(|method| text.trim().strip_prefix(method)).unwrap_or(text);
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let mut segments: Vec<&str> =
        text.split('/').map(str::trim).filter(|segment| !matches!(*segment, "" | "." | "..")).collect();
    if segments.first().is_some_and(|first| version(first).is_some()) {
        segments.remove(0);
    }
    let is_key = |segments: &[&str]| !address::is_open(&segments.join("/"));
    while segments.last().is_some_and(|last| *last == "$ref" || (last.starts_with('{') && is_key(&segments))) {
        segments.pop();
    }
    if segments.is_empty() { "users".to_owned() } else { segments.join("/") }
}

/// The argument of a segment, where it is a placeholder.
fn placeholder(literal: &LitStr, segment: &str) -> Result<Option<Ident>, Diagnostic> {
    let diagnostic = |fact: String| Diagnostic::new(literal.span(), fact);
    if let Some(name) = segment.strip_prefix(':').filter(|name| is_word(name)) {
        let fact = format!("`{segment}` in the path is not a placeholder");
        return Err(diagnostic(fact).help(format!("write `{{{name}}}`")));
    }
    if !segment.contains(['{', '}']) {
        return match wrong_character(segment) {
            None => Ok(None),
            Some(letter) => Err(diagnostic(format!("invalid character `{letter}` in the path segment `{segment}`"))
                .help(format!("percent-encode it: `{}`", encoded(segment)))),
        };
    }
    let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        return Err(diagnostic(format!("`{segment}` in the path is neither a literal nor a placeholder"))
            .help(format!("write `{}`", with(literal, segment, &as_placeholder(segment))))
            .note("a placeholder is a whole segment"));
    };
    let argument = |name: &str| names::snake(name, literal.span()).filter(|_| is_word(name));
    if name.is_empty() {
        let diagnostic = diagnostic("`{}` in the path has no name".into());
        let path = literal.value();
        let collection = path.split('/').take_while(|other| *other != segment).last().unwrap_or_default();
        return Err(diagnostic.help(format!("name the key: `{}`", with(literal, segment, &key_of(collection)))));
    }
    argument(name).map(Some).ok_or_else(|| {
        let parts = name.split(|letter: char| !letter.is_ascii_alphanumeric());
        let meant = parts.filter(|part| !part.is_empty()).flat_map(|part| [part.to_owned(), format!("{part}Id")]);
        let meant = meant.into_iter().find(|part| argument(part).is_some()).unwrap_or_else(|| "id".into());
        diagnostic(format!("`{segment}` in the path is not a valid name of an argument"))
            .help(format!("write `{{{meant}}}`"))
    })
}

/// The path as written, with another segment in place of `segment`.
fn with(literal: &LitStr, segment: &str, meant: &str) -> String {
    let path = literal.value();
    path.split('/').map(|part| if part == segment { meant } else { part }).collect::<Vec<_>>().join("/")
}

/// A segment that has a placeholder in it, or half of one: `{userId` is `{userId}`, and `users('{userId}')` is `users/{userId}`.
fn as_placeholder(segment: &str) -> String {
    let (before, name) = segment.split_once('{').unwrap_or(("", segment));
    let name = name.split('}').next().unwrap_or_default();
    let collection = before.split_once('(').map_or("", |(collection, _)| collection);
    let key = if is_word(name) { format!("{{{name}}}") } else { key_of(collection) };
    if collection.is_empty() { key } else { format!("{collection}/{key}") }
}

/// `{userId}` of `users`: the placeholder for the key of a collection's entities.
fn key_of(collection: &str) -> String {
    let one = match collection {
        "" => return "{id}".to_owned(),
        many if many.ends_with("ies") => many.strip_suffix("ies").map(|stem| format!("{stem}y")),
        many if many.ends_with("ses") => many.strip_suffix("es").map(str::to_owned),
        many => many.strip_suffix('s').map(str::to_owned),
    };
    let one = one.unwrap_or_else(|| collection.to_owned());
    if is_word(&one) { format!("{{{one}Id}}") } else { "{id}".to_owned() }
}

/// The first character that a URL can't have in a segment. `%` begins an encoded one.
fn wrong_character(segment: &str) -> Option<char> {
    let mut letters = segment.chars();
    while let Some(letter) = letters.next() {
        let is_hex = |digit: Option<char>| digit.is_some_and(|digit| digit.is_ascii_hexdigit());
        let allowed = match letter {
            '%' => is_hex(letters.next()) && is_hex(letters.next()),
            letter => is_url_text(letter),
        };
        if !allowed {
            return Some(letter);
        }
    }
    None
}

/// Whether a segment may have the character without encoding: `pchar` of RFC 3986.
fn is_url_text(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(letter)
}

/// The segment, percent-encoded.
fn encoded(segment: &str) -> String {
    let mut text = String::with_capacity(segment.len() * 3);
    for letter in segment.chars() {
        if is_url_text(letter) {
            text.push(letter);
        } else {
            let bytes = letter.to_string().into_bytes();
            text.extend(bytes.iter().map(|byte| format!("%{byte:02X}")));
        }
    }
    text
}

fn is_word(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}

/// The name of the function of a template, for messages.
fn function_of(last_literal: &str, target: TemplateTarget) -> String {
    match names::snake(last_literal, Span::call_site()) {
        _ if target == TemplateTarget::Operation => "request".to_owned(),
        Some(name) => name.to_string(),
        None => last_literal.to_owned(),
    }
}

fn twice(literal: &LitStr, first: &str, second: &str, entity: &Ident, function: &str) -> Diagnostic {
    let fact = if first == second {
        format!("`{second}` in the path appears twice")
    } else {
        format!("`{first}` and `{second}` in the path are the same argument")
    };
    Diagnostic::new(literal.span(), fact)
        .help("give each placeholder its own name")
        .note(format!("a placeholder becomes an argument of `{entity}::{function}(…)`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_path_is_corrected() {
        for text in [
            "POST /groups/{groupId}/members/$ref",
            "https://graph.microsoft.com/beta/groups/{groupId}/members?$top=5",
            "/v1.0/groups//{groupId}/members/{memberId}/",
            "groups/{groupId}/./members",
        ] {
            assert_eq!(plain(text), "groups/{groupId}/members", "{text}");
        }
        assert_eq!(plain("GET https://graph.microsoft.com"), "users");
    }

    #[test]
    fn a_placeholder_is_made_of_what_was_written() {
        for (segment, meant) in [
            ("{userId", "{userId}"),
            ("userId}", "{userId}"),
            ("users('{userId}')", "users/{userId}"),
            ("groups({})", "groups/{groupId}"),
            ("x{id}y", "{id}"),
            ("{a b", "{id}"),
        ] {
            assert_eq!(as_placeholder(segment), meant, "{segment}");
        }
        for (collection, key) in [
            ("users", "{userId}"),
            ("policies", "{policyId}"),
            ("deviceStatuses", "{deviceStatusId}"),
            ("me", "{meId}"),
            ("", "{id}"),
            ("{a}", "{id}"),
        ] {
            assert_eq!(key_of(collection), key, "{collection}");
        }
    }

    #[test]
    fn an_encoded_segment_is_url_text() {
        assert_eq!(wrong_character("gr%C3%B6%C3%9Fen"), None);
        assert_eq!(wrong_character("100%"), Some('%'));
        assert_eq!(wrong_character("größen"), Some('ö'));
        assert_eq!(encoded("größen"), "gr%C3%B6%C3%9Fen");
    }
}
