//! Path templates such as `groups/{groupId}/members`: their parts, and every way to write them wrong.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::LitStr;

use crate::names;
use crate::problems::{Problem, Problems};

/// A template that can be filled: only `PathTemplate::check` makes one.
pub(crate) struct PathTemplate {
    /// The text as the runtime splits it.
    pub(crate) text: String,
    /// The literal segment that the endpoint is named after.
    pub(crate) last_literal: String,
    /// An argument a placeholder, in the order of the path.
    pub(crate) arguments: Vec<Ident>,
}

impl PathTemplate {
    /// Checks the template of an endpoint of `entity`; `None` where it has a mistake.
    pub(crate) fn check(literal: &LitStr, entity: &Ident, problems: &mut Problems) -> Option<Self> {
        let text = literal.value();
        if let Some(problem) = whole(literal, &text) {
            problems.add(problem);
            return None;
        }
        let mut arguments: Vec<Ident> = Vec::new();
        let mut seen = HashSet::new();
        let mut sound = true;
        for segment in text.split('/') {
            match placeholder(literal, segment) {
                Ok(None) => {}
                Ok(Some(name)) if !seen.insert(name.to_string()) => {
                    problems.add(twice(literal, segment, entity, &text));
                    sound = false;
                }
                Ok(Some(name)) => arguments.push(name),
                Err(problem) => {
                    problems.add(problem);
                    sound = false;
                }
            }
        }
        let last_literal = text.rsplit('/').next().unwrap_or_default().to_owned();
        sound.then_some(Self { text, last_literal, arguments })
    }
}

/// What is wrong with the template as a whole: the first mistake only, since one often brings another.
fn whole(literal: &LitStr, text: &str) -> Option<Problem> {
    let problem = |fact: String| Problem::new(literal.span(), fact);
    let relative = text.trim_matches('/');
    let first = relative.split('/').next().unwrap_or_default();
    let last = relative.rsplit('/').next().unwrap_or_default();
    let found = if text.trim().is_empty() {
        problem("the path is empty".into()).help("write where the entities are: `path = \"users\"`")
    } else if let Some((method, rest)) = text.split_once(char::is_whitespace) {
        if !method.is_empty() && method.chars().all(|letter| letter.is_ascii_uppercase()) {
            problem(format!("the path begins with the method `{method}`"))
                .help(format!("leave it out: `{}`", rest.trim().trim_matches('/')))
                .note("the endpoint's methods (`create`, `get`, …) choose it")
        } else {
            problem("the path has a blank".into()).help("write the path without blanks")
        }
    } else if text.contains("://") {
        problem(format!("`{text}` is a URL")).help("write what follows the version: `users`").note("the host is the client's")
    } else if text.contains(['?', '#']) {
        let end = text.find(['?', '#']).unwrap_or_default();
        let path = text.get(..end).unwrap_or_default();
        problem("the path has a query".into()).help(format!("leave it out: `{path}`"))
    } else if text.starts_with('/') || text.ends_with('/') || text.contains("//") {
        let segments: Vec<&str> = text.split('/').filter(|segment| !segment.is_empty()).collect();
        problem("the path has an empty segment".into())
            .help(format!("write `{}`", segments.join("/")))
            .note("it is relative to the service root, without a slash at its start and end")
    } else if matches!(first, "v1.0" | "beta") {
        let rest = relative.get(first.len() + 1..).unwrap_or_default();
        problem(format!("the path begins with the version `{first}`"))
            .help(format!("write `path = \"{rest}\", version = \"{first}\"`, or leave the version to the client"))
    } else if last == "$ref" {
        let rest = relative.strip_suffix("/$ref").unwrap_or_default();
        problem("the path ends in `$ref`".into())
            .help(format!("leave it out: `{rest}`"))
            .note("`create_ref`, `add_ref` and the like add it")
    } else if last.starts_with('{') {
        let rest = relative.rsplit_once('/').map_or("users", |(rest, _)| rest);
        problem(format!("the path ends in the placeholder `{last}`"))
            .help(format!("leave it out: `{rest}`"))
            .note("`.entity(key)` on the collection addresses one of its entities")
    } else if text.split('/').any(|segment| matches!(segment, "." | "..")) {
        problem("the path has a segment `.` or `..`".into()).help("write the path that it leads to")
    } else {
        return None;
    };
    Some(found)
}

/// The argument of a segment, where it is a placeholder.
fn placeholder(literal: &LitStr, segment: &str) -> Result<Option<Ident>, Problem> {
    let problem = |fact: String| Problem::new(literal.span(), fact);
    if !segment.contains(['{', '}']) {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-._~!$&'()*,;=:@".contains(letter);
        return match segment.chars().find(|&letter| !allowed(letter)) {
            None => Ok(None),
            Some(letter) => Err(problem(format!("`{segment}` in the path has the character `{letter}`"))
                .help("write the segment as it stands in the URL, percent-encoding and all other text left to keys")),
        };
    }
    let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        return Err(problem(format!("`{segment}` in the path is neither a literal nor a placeholder"))
            .help("a placeholder is a whole segment: `users/{userId}/messages`"));
    };
    let named = |name: &str| names::snake(name, literal.span()).filter(|_| is_word(name));
    match named(name) {
        Some(argument) => Ok(Some(argument)),
        None if name.is_empty() => {
            Err(problem("`{}` in the path has no name".into()).help("name the key: `users/{userId}/messages`"))
        }
        None => {
            let found = problem(format!("`{segment}` in the path can't name an argument"));
            let alternative = name.split(|letter: char| !letter.is_ascii_alphanumeric()).find(|part| is_word(part));
            Err(match alternative {
                Some(part) => found.help(format!("write `{{{part}}}`")),
                None => found.help("name it with letters and digits, a letter first: `{userId}`"),
            })
        }
    }
}

fn is_word(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}

fn twice(literal: &LitStr, segment: &str, entity: &Ident, text: &str) -> Problem {
    let last = text.rsplit('/').next().unwrap_or_default();
    let function = names::snake(last, literal.span()).map_or_else(|| last.to_owned(), |name| name.to_string());
    Problem::new(literal.span(), format!("`{segment}` in the path appears twice"))
        .help("give each placeholder its own name")
        .note(format!("a placeholder becomes an argument of `{entity}::{function}(…)`"))
}
