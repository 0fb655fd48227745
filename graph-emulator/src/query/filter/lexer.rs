//! The tokens of a `$filter` or `$orderby`: names, literals and punctuation, each with its position.

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::value::{Value, bare_literal};

/// A token, and the byte where it begins.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
}

#[derive(Debug, Clone)]
pub(super) enum TokenKind {
    /// A name, a keyword, or a qualified type: `displayName`, `eq`, `microsoft.graph.user`, `$count`.
    Word(String),
    /// Text in quotes, with its prefix: `duration'PT1H'`, `microsoft.graph.status'on'`.
    Prefixed(String, String),
    Literal(Value<'static>),
    Open,
    Close,
    Comma,
    Colon,
    Slash,
    End,
}

/// A syntax error in Graph's words: the problem, and the number of characters before it.
pub(super) fn syntax(what: &str, start: usize, text: &str) -> ODataError {
    let position = text.get(..start).unwrap_or(text).chars().count();
    ODataError::invalid_query(format!("Invalid clause: Syntax error: {what} at position {position} in '{text}'."))
}

/// Splits the text into tokens, up to the first invalid one. The last token is always [`TokenKind::End`].
pub(super) fn tokens(text: &str, spelling: Spelling) -> (Vec<Token>, Option<ODataError>) {
    let mut lexer = Lexer { text, at: 0, spelling };
    let mut tokens = Vec::new();
    loop {
        lexer.take_while(|c| c == ' ' || c == '\t');
        let start = lexer.at;
        let (kind, unreadable) = match lexer.next_kind() {
            Ok(kind) => (kind, None),
            Err(failure) => (TokenKind::End, Some(failure)),
        };
        let is_end = matches!(kind, TokenKind::End);
        tokens.push(Token { kind, start });
        if is_end {
            return (tokens, unreadable);
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    spelling: Spelling,
}

impl<'t> Lexer<'t> {
    fn next_kind(&mut self) -> Result<TokenKind, ODataError> {
        let Some(first) = self.peek() else { return Ok(TokenKind::End) };
        let kind = match first {
            '(' => TokenKind::Open,
            ')' => TokenKind::Close,
            ',' => TokenKind::Comma,
            ':' => TokenKind::Colon,
            '/' => TokenKind::Slash,
            '\'' => return Ok(TokenKind::Literal(Value::Text(self.quoted()?.into()))),
            _ if first == '-' || first.is_ascii_digit() || self.is_at_guid() => return self.bare(),
            _ if first.is_alphabetic() || matches!(first, '_' | '$' | '@') => return self.word(),
            _ => return Err(syntax(&format!("character '{first}' is not valid"), self.at, self.text)),
        };
        self.advance();
        Ok(kind)
    }

    fn word(&mut self) -> Result<TokenKind, ODataError> {
        let word = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '@'));
        if self.peek() == Some('\'') {
            return Ok(TokenKind::Prefixed(word.to_owned(), self.quoted()?));
        }
        Ok(match word {
            "NaN" => TokenKind::Literal(Value::float(f64::NAN)),
            "INF" => TokenKind::Literal(Value::float(f64::INFINITY)),
            _ if self.spelling.is(word, "true") => TokenKind::Literal(Value::Bool(true)),
            _ if self.spelling.is(word, "false") => TokenKind::Literal(Value::Bool(false)),
            _ if self.spelling.is(word, "null") => TokenKind::Literal(Value::Null),
            _ => TokenKind::Word(word.to_owned()),
        })
    }

    /// A number, a date, a time or a GUID, by its form.
    fn bare(&mut self) -> Result<TokenKind, ODataError> {
        let start = self.at;
        let is_negation = self.is_at_negation();
        let text = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | ':'));
        let literal = bare_literal(text).or_else(|| self.before_colon(start, text));
        if literal.is_none() && is_negation {
            return Err(ODataError::not_implemented("the operator '-' in a query"));
        }
        literal.map(TokenKind::Literal).ok_or_else(|| syntax(&format!("'{text}' is not a literal"), start, self.text))
    }

    /// The literal before a colon that does not belong to a time: `case(a eq 5:1)`.
    fn before_colon(&mut self, start: usize, text: &str) -> Option<Value<'static>> {
        let (at, literal) = text.rmatch_indices(':').find_map(|(at, _)| Some((at, bare_literal(text.get(..at)?)?)))?;
        self.at = start + at;
        Some(literal)
    }

    /// Text in single quotes; a quote within is doubled.
    fn quoted(&mut self) -> Result<String, ODataError> {
        let start = self.at;
        self.advance();
        let mut text = String::new();
        while let Some(c) = self.advance() {
            if c != '\'' {
                text.push(c);
            } else if self.peek() == Some('\'') {
                self.advance();
                text.push('\'');
            } else {
                return Ok(text);
            }
        }
        Err(syntax("there is an unterminated string literal", start, self.text))
    }

    /// Whether a `-` negates an operand. A `-` before a digit belongs to the number.
    fn is_at_negation(&self) -> bool {
        let Some(rest) = self.rest().strip_prefix('-') else { return false };
        let operand = rest.trim_start_matches([' ', '\t']);
        operand.starts_with(|c: char| match c {
            '(' | '-' | '_' | '$' | '@' => true,
            _ if c.is_ascii_digit() => operand.len() < rest.len(),
            _ => c.is_alphabetic(),
        })
    }

    fn is_at_guid(&self) -> bool {
        let here = self.rest().get(..36);
        here.is_some_and(|text| uuid::Uuid::try_parse(text).is_ok())
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn advance(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_recognized_by_their_form() {
        let shown = |text: &str| format!("{:?}", tokens(text, Spelling::Exact).0.first().unwrap().kind);
        for (text, kind) in [
            ("'o''neil'", "Text(\"o'neil\")"),
            ("-5", "Number(Int(-5))"),
            ("1.5e3", "Number(Float(1500.0))"),
            ("-INF", "Number(Float(-inf))"),
            ("abcdef12-0000-0000-0000-000000000001", "Guid(abcdef12-0000-0000-0000-000000000001)"),
            ("2020-02-29", "Date(2020-02-29)"),
            ("2020-02-29T23:59Z", "Instant(2020-02-29T23:59:00+00:00)"),
            ("2020-02-29T23:59:58.5-08:00", "Instant(2020-02-29T23:59:58.500-08:00)"),
            ("2020-02-29T23:59:58.123456789012Z", "Instant(2020-02-29T23:59:58.123456789+00:00)"),
            ("07:59:59.999", "Time(07:59:59.999)"),
            ("duration'PT1H'", "Prefixed(\"duration\", \"PT1H\")"),
            ("x.y'z'", "Prefixed(\"x.y\", \"z\")"),
            ("NaN", "Number(Float(NaN))"),
            ("nan", "Word(\"nan\")"),
            ("5:1", "Number(Int(5))"),
            ("08:00:x", "Time(08:00:00)"),
        ] {
            assert!(shown(text).contains(kind), "{text}: {}", shown(text));
        }
    }

    #[test]
    fn a_syntax_error_has_its_position() {
        for (text, message) in [
            ("ü eq 'a", "there is an unterminated string literal at position 5 in 'ü eq 'a'"),
            ("a eq ?", "character '?' is not valid at position 5"),
            ("a eq 5L", "'5L' is not a literal at position 5"),
            ("a eq 2020-13-01", "'2020-13-01' is not a literal at position 5"),
        ] {
            let shown = format!("{:?}", tokens(text, Spelling::AnyCase).1.unwrap());
            assert!(shown.contains(message), "{shown}");
        }
    }
}
