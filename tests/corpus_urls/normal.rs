//! One form for equivalent URLs: each normalization is a function.

use std::iter;

use percent_encoding::percent_decode_str;
use serde_json::Value as Json;

use crate::tokens::{self, Token};

/// A normalized URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Normal {
    pub(crate) path: String,
    /// Sorted by name. An option that occurs twice is here twice.
    options: Vec<(String, String)>,
}

impl Normal {
    /// Normalizes the part of a URL after the version.
    pub(crate) fn of(url: &str) -> Self {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let options = query.split('&').filter(|option| !option.is_empty()).map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            let name = system_name(&decoded(&plus_as_blank(name)));
            let value = value_of(&name, &decoded(&plus_as_blank(value)));
            (name, value)
        });
        let mut options: Vec<(String, String)> = options.collect();
        options.sort_unstable();
        Self { path: without_last_slash(&decoded(path)), options }
    }

    /// The value of an option; empty where there is none.
    pub(crate) fn option(&self, name: &str) -> &str {
        self.options.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The names of the options.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.options.iter().map(|(name, _)| name.as_str())
    }
}

/// A body whose URLs are decoded: the only text of it that the library encodes.
pub(crate) fn body(mut body: Json) -> Json {
    let members = body.as_object_mut().into_iter().flatten();
    for (_, url) in members.filter(|(name, _)| name.ends_with("@odata.id") || name.ends_with("@odata.bind")) {
        if let Json::String(text) = url {
            *text = decoded(text);
        }
    }
    body
}

/// Percent-encoding: samples leave it out where a browser would add it.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `a+eq+1`: forms write a blank so. A plus sign itself is `%2B` in both.
fn plus_as_blank(text: &str) -> String {
    text.replace('+', " ")
}

/// `me/people/?$top=1`: no segment follows the slash. Pages of one title have it in one version and not in the other.
fn without_last_slash(path: &str) -> String {
    path.strip_suffix('/').unwrap_or(path).to_owned()
}

/// `$orderBy` is `$orderby`, and `select` is `$select`: OData 4.01 has system options in any letter case and without
/// `$`. Only these three are without it in samples; `format` and `token` are names of services' own.
fn system_name(name: &str) -> String {
    let lower = name.trim().to_ascii_lowercase();
    match lower.as_str() {
        "select" | "expand" | "filter" => format!("${lower}"),
        _ if lower.starts_with('$') => lower,
        _ => name.to_owned(),
    }
}

fn value_of(name: &str, value: &str) -> String {
    match name {
        "$select" => in_any_order(value),
        "$filter" => filter(value),
        "$expand" => split(value, ',').iter().map(|item| expanded(item)).collect::<Vec<_>>().join(","),
        _ => value.trim().to_owned(),
    }
}

/// `$select=a,b` is equivalent to `$select=b,a`.
fn in_any_order(list: &str) -> String {
    let mut names: Vec<&str> = list.split(',').map(str::trim).collect();
    names.sort_unstable();
    names.join(",")
}

/// `a($select=b;$expand=c)`: the inner options have no order either, and are normalized like those of the URL.
fn expanded(item: &str) -> String {
    let item = item.trim();
    let Some((property, options)) = item.strip_suffix(')').and_then(|item| item.split_once('(')) else {
        return item.to_owned();
    };
    let mut options: Vec<String> = split(options, ';')
        .into_iter()
        .map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            let name = system_name(name);
            format!("{name}={}", value_of(&name, value))
        })
        .collect();
    options.sort_unstable();
    format!("{property}({})", options.join(";"))
}

/// A condition, in one form.
fn filter(text: &str) -> String {
    let mut tokens = tokens::of(text.trim());
    zero_fraction(&mut tokens);
    blanks(&mut tokens);
    blank_after_not(&mut tokens);
    parentheses_around_a_literal(&mut tokens);
    parentheses_around_all(&mut tokens);
    lambda_variable(&mut tokens);
    tokens.iter().map(Token::as_str).collect()
}

/// `…:00.000Z` is the same instant as `…:00Z`.
fn zero_fraction(tokens: &mut [Token]) {
    for token in tokens {
        if let Token::Word(word) = token
            && let Some(seconds) = word.strip_suffix(".000Z")
        {
            *word = format!("{seconds}Z");
        }
    }
}

/// `f(a, 'b')` is `f(a,'b')`, and `any(x: x eq 1)` is `any(x:x eq 1)`.
fn blanks(tokens: &mut Vec<Token>) {
    let before: Vec<Token> = iter::once(Token::Blank).chain(tokens.iter().cloned()).collect();
    let mut before = before.iter();
    tokens.retain(|token| {
        let follows = before.next().is_some_and(|before| before.is(',') || before.is(':'));
        !(follows && *token == Token::Blank)
    });
}

/// `not(a)` is `not (a)`.
fn blank_after_not(tokens: &mut Vec<Token>) {
    let not = |pair: &[Token]| matches!(pair, [word, next] if word.is_word("not") && next.is('('));
    while let Some(position) = tokens.windows(2).position(not) {
        tokens.insert(position + 1, Token::Blank);
    }
}

/// `a eq (1)` is `a eq 1`.
fn parentheses_around_a_literal(tokens: &mut Vec<Token>) {
    let literal = |window: &[Token]| {
        matches!(window, [operator, Token::Blank, open, Token::Word(_) | Token::Quoted(_), close]
            if operator.is_word("eq") && open.is('(') && close.is(')'))
    };
    while let Some(position) = tokens.windows(5).position(literal) {
        tokens.remove(position + 4);
        tokens.remove(position + 2);
    }
}

/// `(a eq 1 and b eq 2)`, as a whole, is the same without parentheses.
fn parentheses_around_all(tokens: &mut Vec<Token>) {
    while tokens.first().is_some_and(|first| first.is('(')) && tokens::closing(tokens, 0) == Some(tokens.len() - 1) {
        tokens.pop();
        tokens.remove(0);
    }
}

/// `any(a:a/b eq 1)` is `Any(x:x/b eq 1)`: the variable has any name, the operator any letter case (OData 4.01).
fn lambda_variable(tokens: &mut [Token]) {
    let mut count = 0;
    for start in 0..tokens.len() {
        let Some([Token::Word(operator), open, Token::Word(variable), colon]) = tokens.get(start..start + 4) else {
            continue;
        };
        let operator = operator.to_ascii_lowercase();
        if !matches!(operator.as_str(), "any" | "all") || !open.is('(') || !colon.is(':') {
            continue;
        }
        let (variable, end) = (variable.clone(), tokens::closing(tokens, start + 1).unwrap_or(tokens.len()));
        let mut behind_a_slash = false;
        for token in tokens.iter_mut().take(end).skip(start + 2) {
            let is_variable = !behind_a_slash && token.is_word(&variable);
            behind_a_slash = token.is('/');
            if is_variable {
                *token = Token::Word(format!("x{count}"));
            }
        }
        if let Some(token) = tokens.get_mut(start) {
            *token = Token::Word(operator);
        }
        count += 1;
    }
}

/// The parts between separators that are neither in parentheses nor in quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted) = (0_i32, false);
    text.split(|letter| {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        letter == separator && depth == 0 && !quoted
    })
    .collect()
}
