//! The text of an error with its causes.

use std::error::Error;
use std::fmt::{self, Write as _};

/// Writes the text of [`causes`].
pub(crate) fn write_causes(f: &mut fmt::Formatter<'_>, error: &(dyn Error + 'static)) -> fmt::Result {
    f.write_str(&causes(error))
}

/// An error and its causes in one line, the innermost last, without the queries of URLs.
///
/// # Rule
/// Many libraries repeat the text of a cause in the outer error. A cause is omitted if the text before it contains it
/// already. The query and the user of a URL may contain secrets.
pub(crate) fn causes(error: &(dyn Error + 'static)) -> String {
    let mut line = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let text = without_secrets(&error.to_string());
        if line.is_empty() {
            line = text;
        } else if !line.contains(&text) {
            // Writing to a `String` can't fail.
            let _ = write!(line, ": {text}");
        }
        next = error.source();
    }
    line
}

/// The text in one line, with `…` in place of the queries and users of its URLs.
fn without_secrets(text: &str) -> String {
    // A quote or a parenthesis does not end a URL: `users('ada')?$filter=startsWith(name,'a')` has both.
    let ends_url = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '<' | '>' | '`');
    let is_in_parentheses = |url: &str| url.ends_with(')') && url.matches(')').count() > url.matches('(').count();
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        let (url, following) = after.split_at(after.find(ends_url).unwrap_or(after.len()));
        let authority = url.find(['/', '?', '#']).unwrap_or(url.len());
        let (authority, path) = url.split_at(authority);
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
        let hidden = match query {
            "" => "",
            _ if is_in_parentheses(url) => "?…)",
            _ => "?…",
        };
        let _ = write!(safe, "{before}://{host}{path}{hidden}");
        rest = following;
    }
    safe.push_str(rest);
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Chain(&'static str, Option<Box<Chain>>);

    impl fmt::Display for Chain {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Chain {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|cause| cause as _)
        }
    }

    struct Line<'a>(&'a Chain);

    impl fmt::Display for Line<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_causes(f, self.0)
        }
    }

    fn line(texts: &[&'static str]) -> String {
        let mut chain = None;
        for text in texts.iter().rev() {
            chain = Some(Box::new(Chain(text, chain)));
        }
        chain.map(|chain| Line(&chain).to_string()).unwrap_or_default()
    }

    #[test]
    fn each_cause_is_written_once() {
        assert_eq!(line(&["a"]), "a");
        assert_eq!(line(&["sending", "connect", "refused"]), "sending: connect: refused");
        assert_eq!(line(&["sending: refused", "refused"]), "sending: refused");
        assert_eq!(line(&["sending", "connect: refused", "refused", ""]), "sending: connect: refused");
        assert_eq!(line(&["", "refused"]), "refused");
    }

    #[test]
    fn a_line_has_no_query_and_no_user() {
        for (text, safe) in [
            ("no answer of https://a.example/b?c=secret#d, try", "no answer of https://a.example/b?…"),
            ("(https://user:secret@a.example:8080)", "(https://a.example:8080)"),
            ("https://a.example?secret then http://b.example/#x", "https://a.example?… then http://b.example/?…"),
            ("what? no\n  URL", "what? no URL"),
            ("(https://a.example/f(p='x')?$filter=startsWith(n,'secret'))", "(https://a.example/f(p='x')?…)"),
            ("at 'https://a.example/f(p='x')?secret' again", "at 'https://a.example/f(p='x')?… again"),
            ("(https://user:secret@a.example/b?c=(secret))", "(https://a.example/b?…)"),
            ("://", "://"),
        ] {
            assert_eq!(without_secrets(text).trim_end_matches(" try"), safe);
        }
    }
}
