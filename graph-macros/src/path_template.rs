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
    const RELATIVE: &str = "it is relative to the service root";
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let (fact, note) = if text.trim().is_empty() {
        ("is empty".to_owned(), RELATIVE)
    } else if let Some(method) = method(text) {
        (format!("begins with the method `{method}`"), "the endpoint's methods (`create`, `get`, …) choose it")
    } else if text.contains("://") {
        ("is a URL".to_owned(), "host and version are the client's")
    } else if text.contains(['?', '#']) {
        ("has a query".to_owned(), "a request gets it by `.parameter(name, value)`")
    } else if text.starts_with('/') {
        ("begins with `/`".to_owned(), RELATIVE)
    } else if let Some(version) = version(text) {
        let note = "the version is the client's, or the type's: `version = \"beta\"`";
        (format!("begins with the version `{version}`"), note)
    } else if last == "$ref" {
        ("ends in `$ref`".to_owned(), "`create_ref`, `add_ref` and the like add it")
    } else if text.ends_with('/') {
        ("ends with `/`".to_owned(), RELATIVE)
    } else if text.contains("//") {
        ("has an empty segment".to_owned(), RELATIVE)
    } else if last.starts_with('{') && last.ends_with('}') {
        let note = "`.entity(key)` on the collection addresses one of its entities";
        (format!("ends in the placeholder `{last}`"), note)
    } else if text.split('/').any(|segment| matches!(segment, "." | "..")) {
        ("has a segment `.` or `..`".to_owned(), RELATIVE)
    } else {
        return None;
    };
    let problem = Problem::new(literal.span(), format!("the path {fact}"));
    Some(problem.help(format!("write `{}`", plain(text))).note(note))
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

/// What the user most likely means: the segments alone.
fn plain(text: &str) -> String {
    let text = method(text).and_then(|method| text.trim().strip_prefix(method)).unwrap_or(text);
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let mut segments: Vec<&str> =
        text.split('/').map(str::trim).filter(|segment| !matches!(*segment, "" | "." | "..")).collect();
    if segments.first().is_some_and(|first| version(first).is_some()) {
        segments.remove(0);
    }
    while segments.last().is_some_and(|last| *last == "$ref" || last.starts_with('{')) {
        segments.pop();
    }
    if segments.is_empty() { "users".to_owned() } else { segments.join("/") }
}

/// The argument of a segment, where it is a placeholder.
fn placeholder(literal: &LitStr, segment: &str) -> Result<Option<Ident>, Problem> {
    let problem = |fact: String| Problem::new(literal.span(), fact);
    if !segment.contains(['{', '}']) {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-._~!$&'()*,;=:@".contains(letter);
        return match segment.chars().find(|&letter| !allowed(letter)) {
            None => Ok(None),
            Some(letter) => Err(problem(format!("`{segment}` in the path has the character `{letter}`"))
                .help("write the segment as it stands in a URL, percent-encoded")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_found_in_what_was_pasted() {
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
}
