//! The segments of a path.

use crate::model::Operation;

/// One segment: its name, and what stands in parentheses behind it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Segment<'p> {
    pub(super) text: &'p str,
    pub(super) name: &'p str,
    pub(super) arguments: Option<&'p str>,
}

impl Segment<'_> {
    pub(super) fn is_placeholder(&self) -> bool {
        self.text.starts_with('{')
    }

    /// Whether an operation can be called by what stands in the parentheses: by any text that names no argument (`(_)`),
    /// or by names that are all its own.
    pub(super) fn fits(&self, operation: &Operation) -> bool {
        let given = self.arguments.unwrap_or_default();
        let names = given.split(',').filter_map(|argument| argument.split_once('=')).map(|(name, _)| name.trim());
        let known = |name: &str| operation.parameters.iter().any(|parameter| parameter.name == name);
        names.into_iter().all(known)
    }
}

/// The segments of a path: a `/` in quotes or parentheses parts none.
pub(super) fn segments(path: &str) -> Vec<Segment<'_>> {
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (at, letter) in path.char_indices() {
        match letter {
            '\'' if depth > 0 => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                found.push(segment(path.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(segment(path.get(start..).unwrap_or_default()));
    found
}

fn segment(text: &str) -> Segment<'_> {
    match text.split_once('(') {
        Some((name, rest)) => Segment { text, name, arguments: Some(rest.strip_suffix(')').unwrap_or(rest)) },
        None => Segment { text, name: text, arguments: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_in_quotes_parts_nothing() {
        let texts = |path| segments(path).into_iter().map(|segment| segment.text).collect::<Vec<_>>();
        assert_eq!(texts("a/{b}/c"), ["a", "{b}", "c"]);
        assert_eq!(texts("sites/f(path='/x/(y')/g"), ["sites", "f(path='/x/(y')", "g"]);
        assert_eq!(texts(""), [""]);
        let users = segment("users(mail='x')");
        assert_eq!((users.name, users.arguments), ("users", Some("mail='x'")));
    }
}
