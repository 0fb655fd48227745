//! The segments of a path.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Operation;

/// A segment: its name, and the arguments in parentheses after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Segment<'p> {
    /// The segment as written.
    pub(super) text: &'p str,
    /// The byte of the path at which it begins.
    begin: usize,
    pub(super) name: Cow<'p, str>,
    pub(super) arguments: Option<Cow<'p, str>>,
    /// Whether `text` has percent-encoding, which `name` and `arguments` do not have.
    is_encoded: bool,
    /// Whether a parenthesis or a quote is not closed.
    pub(super) is_unclosed: bool,
    /// Whether a path of names follows, which the service resolves: `root:` of `root:/{path}:/children`.
    pub(super) has_names: bool,
}

impl<'p> Segment<'p> {
    /// Reads a segment of an encoded path; `%24count` is `$count`.
    fn new(text: &'p str, at: usize) -> Self {
        Self::read(text, at, &decoded(text))
    }

    /// Reads a segment without percent-encoding.
    pub(super) fn decoded(text: &'p str) -> Self {
        Self::read(text, 0, &Cow::Borrowed(text))
    }

    /// The segment with the colon after it, which begins a path of names.
    pub(super) fn before_names(self, text: &'p str) -> Self {
        Self { text, has_names: true, ..self }
    }

    fn read(text: &'p str, at: usize, decoded: &Cow<'p, str>) -> Self {
        let part = |from: usize, to: usize| match decoded {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(from..to).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(from..to).unwrap_or_default().to_owned()),
        };
        let end = decoded.len();
        let whole = Self {
            text,
            begin: at,
            name: part(0, end),
            arguments: None,
            is_encoded: matches!(decoded, Cow::Owned(_)),
            is_unclosed: false,
            has_names: false,
        };
        let (mut nesting, mut begin) = (Nesting::default(), None);
        for (at, letter) in decoded.char_indices() {
            nesting.pass(letter);
            if letter == '(' {
                begin.get_or_insert(at);
            }
            // With text after the parenthesis it is all one name: the key `report(1).pdf`.
            if begin.is_some() && nesting.is_outside() && at + 1 < end {
                return whole;
            }
        }
        match begin {
            Some(begin) if nesting.is_outside() => {
                Self { name: part(0, begin), arguments: Some(part(begin + 1, end - 1)), ..whole }
            }
            _ => Self { is_unclosed: begin.is_some(), ..whole },
        }
    }

    /// The bytes of the name in the path.
    pub(super) fn name_range(&self) -> Range<usize> {
        self.range(0, self.name.len())
    }

    /// The byte of the path at which it ends.
    pub(super) const fn end(&self) -> usize {
        self.begin + self.text.len()
    }

    /// The bytes of an argument's name in the path; those of the segment's name if it has no such argument.
    pub(super) fn argument_range(&self, name: &str) -> Range<usize> {
        let given = self.arguments.as_deref().unwrap_or_default();
        let found = self.argument_names().into_iter().find(|known| *known == name);
        // The names are slices of the arguments, so the difference of the pointers is the offset.
        let offset = found.and_then(|found| found.as_ptr().addr().checked_sub(given.as_ptr().addr()));
        match offset {
            Some(offset) => self.range(self.name.len() + 1 + offset, name.len()),
            None => self.name_range(),
        }
    }

    /// The bytes in the path of `length` bytes of the decoded segment: each of these can be written as three.
    fn range(&self, from: usize, length: usize) -> Range<usize> {
        let mut written = 0;
        let mut ends = Vec::with_capacity(from + length + 1);
        for _ in 0..=from + length {
            ends.push(written);
            let byte = self.text.as_bytes().get(written);
            written += if self.is_encoded && byte == Some(&b'%') { 3 } else { 1 };
        }
        let at = |index: usize| self.begin + ends.get(index).copied().unwrap_or_default();
        at(from)..at(from + length)
    }

    pub(super) fn is_placeholder(&self) -> bool {
        self.text.starts_with('{')
    }

    /// The arguments, which commas separate: `a='x'` and `b=@p` of `(a='x',b=@p)`; one of `('x')`, `({id})` and `()`.
    pub(super) fn argument_list(&self) -> Vec<&str> {
        let (mut nesting, mut parts, mut start) = (Nesting::default(), Vec::new(), 0);
        let given = self.arguments.as_deref().unwrap_or_default();
        // The arguments are within parentheses, in which quotes count.
        nesting.pass('(');
        for (at, letter) in given.char_indices() {
            nesting.pass(letter);
            if letter == ',' && nesting.depth == 1 && !nesting.is_quoted {
                parts.push(given.get(start..at).unwrap_or_default());
                start = at + 1;
            }
        }
        parts.push(given.get(start..).unwrap_or_default());
        parts
    }

    /// The names of the arguments: `a` and `b` of `(a='x',b=@p)`, none of `('x')` and `({id})`.
    pub(super) fn argument_names(&self) -> Vec<&str> {
        let named =
            self.argument_list().into_iter().filter_map(|part| part.split_once('=')).map(|(name, _)| name.trim());
        named.filter(|name| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')).collect()
    }

    /// Whether the arguments name all required parameters of an operation.
    pub(super) fn gives_all(&self, operation: &Operation) -> bool {
        let names = self.argument_names();
        operation.parameters.iter().all(|known| known.is_optional || names.contains(&known.name.as_str()))
    }

    /// Whether the parentheses are empty or name arguments: `()`, `(a='x')`. `(_)` and `({id})` can be any arguments.
    pub(super) fn is_explicit(&self) -> bool {
        self.arguments.as_deref().is_some_and(|given| given.trim().is_empty() || !self.argument_names().is_empty())
    }
}

/// The segments of a path. A `/` in quotes or parentheses does not separate segments, except between colons, where these are
/// parts of names.
pub(super) fn segments(path: &str) -> Vec<Segment<'_>> {
    let (mut found, mut start, mut nesting, mut is_within) = (Vec::new(), 0, Nesting::default(), false);
    for (at, letter) in path.char_indices() {
        if !is_within {
            nesting.pass(letter);
        }
        if letter == '/' && nesting.is_outside() {
            let text = path.get(start..at).unwrap_or_default();
            let before_colon = text.strip_suffix(':').filter(|begin| !begin.is_empty() && !is_within);
            found.push(match before_colon {
                Some(begin) => Segment::new(begin, start).before_names(text),
                None => Segment::new(text, start),
            });
            is_within = if is_within { !text.ends_with(':') } else { before_colon.is_some() };
            start = at + 1;
        }
    }
    found.push(Segment::new(path.get(start..).unwrap_or_default(), start));
    found
}

/// The open parentheses and quotes. A quote counts only in parentheses; elsewhere it is part of a key.
#[derive(Default)]
struct Nesting {
    depth: usize,
    is_quoted: bool,
}

impl Nesting {
    const fn pass(&mut self, letter: char) {
        match letter {
            '\'' if self.depth > 0 => self.is_quoted = !self.is_quoted,
            _ if self.is_quoted => {}
            '(' => self.depth += 1,
            ')' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    const fn is_outside(&self) -> bool {
        self.depth == 0
    }
}

/// The text without percent-encoding; unchanged if the encoding is not valid.
fn decoded(text: &str) -> Cow<'_, str> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    if bytes.len() == text.len() {
        return Cow::Borrowed(text);
    }
    for part in parts {
        let byte = part.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let Some(byte) = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            return Cow::Borrowed(text);
        };
        bytes.push(byte);
        bytes.extend(part.bytes().skip(2));
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, Option<String>) {
        let segment = Segment::new(text, 0);
        assert!(!segment.is_unclosed, "{text}");
        (segment.name.into_owned(), segment.arguments.map(Cow::into_owned))
    }

    #[test]
    fn a_slash_in_quotes_does_not_separate() {
        let texts = |path| segments(path).into_iter().map(|segment| segment.text).collect::<Vec<_>>();
        assert_eq!(texts("a/{b}/c"), ["a", "{b}", "c"]);
        assert_eq!(texts("sites/f(path='/x/(y')/g"), ["sites", "f(path='/x/(y')", "g"]);
        assert_eq!(texts("f(a='it''s/x')/b"), ["f(a='it''s/x')", "b"]);
        assert_eq!(texts("users/o'neil/x/'"), ["users", "o'neil", "x", "'"]);
        assert_eq!(texts("a)/b"), ["a)", "b"]);
        assert_eq!(texts(""), [""]);
        assert_eq!(texts("//"), ["", "", ""]);
    }

    #[test]
    fn parentheses_at_the_end_hold_arguments() {
        for (text, name, arguments) in [
            ("users", "users", None),
            ("users()", "users", Some("")),
            ("users(mail='x')", "users", Some("mail='x'")),
            ("users(')')", "users", Some("')'")),
            ("f(a=(b))", "f", Some("a=(b)")),
            ("report(1).pdf", "report(1).pdf", None),
            ("a(1)b(2)", "a(1)b(2)", None),
            ("users)", "users)", None),
            ("(x)", "", Some("x")),
            ("", "", None),
        ] {
            assert_eq!(parts(text), (name.to_owned(), arguments.map(str::to_owned)), "{text}");
        }
        for text in ["users(", "users('a)", "users(a", "f((a)", "("] {
            let segment = Segment::new(text, 0);
            assert!(segment.is_unclosed && segment.arguments.is_none(), "{text}");
        }
    }

    #[test]
    fn percent_encoding_is_decoded_once() {
        for (text, name) in [
            ("%24count", "$count"),
            ("a%2Fb", "a/b"),
            ("%2525", "%25"),
            ("100%", "100%"),
            ("%zz", "%zz"),
            ("%ff", "%ff"),
            ("%+1", "%+1"),
        ] {
            assert_eq!(parts(text), (name.to_owned(), None), "{text}");
        }
        assert_eq!(parts("f%28a=%27x%27%29"), ("f".to_owned(), Some("a='x'".to_owned())));
    }

    #[test]
    fn arguments_have_names_outside_quotes() {
        for (text, names) in [
            ("f", vec![]),
            ("f()", vec![]),
            ("f(_)", vec![]),
            ("f({id})", vec![]),
            ("f('a=b')", vec![]),
            ("f(a=1)", vec!["a"]),
            ("f(a='x,c=d', b=@p)", vec!["a", "b"]),
            ("f(a=(x,c=y),b=1)", vec!["a", "b"]),
            ("f(a='it''s, c=1',b=2)", vec!["a", "b"]),
            ("f(a='{x}',b={y})", vec!["a", "b"]),
        ] {
            assert_eq!(Segment::new(text, 0).argument_names(), names, "{text}");
        }
    }

    #[test]
    fn names_have_their_places_in_the_path() {
        for (path, name, argument) in [
            ("a/bc", "bc", "bc"),
            ("a/bc(x='y')", "bc", "x"),
            ("a/bc( y = 1, x ='z')", "bc", "x"),
            ("a/bc('x')", "bc", "bc"),
            ("a/b%63(%78='x')", "b%63", "%78"),
            ("a/%zz(x=1)", "%zz", "x"),
            ("ä/öü(ß=1,x=2)", "öü", "x"),
        ] {
            let segments = segments(path);
            let last = segments.last().unwrap();
            assert_eq!(path.get(last.name_range()), Some(name), "{path}");
            assert_eq!(path.get(last.argument_range("x")), Some(argument), "{path}");
        }
        let address = segments("a/root:/x(:/b(1/2)");
        assert_eq!(address.get(1).map(Segment::name_range), Some(2..6));
        let texts: Vec<_> = address.iter().map(|segment| segment.text).collect();
        assert_eq!(texts, ["a", "root:", "x(:", "b(1/2)"]);
    }
}
