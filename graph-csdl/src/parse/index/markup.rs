//! Tags, comments and quotes, recognized without an XML parser.

use quick_xml::events::BytesStart;

use crate::error::OffsetError;
use crate::parse::element::Element;

/// The attributes of a start tag.
pub(super) enum Tag<'t> {
    /// The usual form: double quotes, nothing escaped. Thousands of tags are read for their names.
    Plain(&'t str),
    Any(Element),
}

impl<'t> Tag<'t> {
    /// Reads the content between `<` and `>`; the tag begins at `offset`.
    pub(super) fn read(content: &'t str, offset: usize) -> Result<Self, OffsetError> {
        if ['&', '\'', '\n', '\t', '\r'].into_iter().any(|unusual| content.contains(unusual)) {
            let tag = BytesStart::from_content(content, tag_name(content).len());
            return Element::begin(&tag, offset).map(Self::Any);
        }
        Ok(Self::Plain(content))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        match self {
            Self::Any(element) => element.attribute(name),
            Self::Plain(content) => {
                let mut parts = content.split('"');
                while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
                    let named = before.trim_end().strip_suffix('=')?.trim_end();
                    if named.strip_suffix(name).is_some_and(|before| before.ends_with(' ')) {
                        return Some(value);
                    }
                }
                None
            }
        }
    }
}

/// The name at the beginning of a tag's content.
pub(super) fn tag_name(content: &str) -> &str {
    let end = content.bytes().position(|letter| matches!(letter, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'<'));
    content.get(..end.unwrap_or(content.len())).unwrap_or_default()
}

/// The length of a comment or similar markup that begins after a `<`; `None` for a tag.
pub(super) fn passed_over(rest: &str) -> Option<Result<usize, String>> {
    if !rest.starts_with(['!', '?']) {
        return None;
    }
    let kinds = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")];
    let (begin, end, inner) =
        kinds.into_iter().find_map(|(begin, end)| Some((begin, end, rest.strip_prefix(begin)?)))?;
    Some(match inner.find(end) {
        Some(length) => Ok(begin.len() + length + end.len()),
        None => Err(format!("`<{begin}` has no `{end}`")),
    })
}

/// The byte after the `>` of a start tag; one in quotes does not count.
pub(super) fn tag_end(text: &str, from: usize) -> Option<usize> {
    let first = from + text.get(from..)?.find('>')?;
    let before = text.get(from..first)?;
    // Without optimisation, as in most builds of a macro, a search for one character is much faster than for a set.
    if !before.contains('\'') && before.matches('"').count().is_multiple_of(2) {
        return Some(first + 1);
    }
    let mut at = from;
    loop {
        let found = at + text.get(at..)?.find(['>', '"', '\''])?;
        let quote = text.get(found..)?.chars().next()?;
        if quote == '>' {
            return Some(found + 1);
        }
        at = found + 1;
        at += text.get(at..)?.find(quote)? + 1;
    }
}

/// The byte after the `>` of an end tag, which has only spaces after its name.
pub(super) fn end_tag_end(text: &str, behind_name: usize) -> Option<usize> {
    let rest = text.get(behind_name..)?;
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    rest.get(spaces..)?.starts_with('>').then_some(behind_name + spaces + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_in_any_form() {
        for (content, value) in [
            ("A Name=\"x\"", Some("x")),
            ("A Other=\"Name=\" Name = \"x\"", Some("x")),
            ("A Name='x'", Some("x")),
            ("A Name='\"'", Some("\"")),
            ("A Name=\"it's\"", Some("it's")),
            ("A\tName=\"x\"", Some("x")),
            ("A\n  Name=\"x\"", Some("x")),
            ("A\rName=\"x\"", Some("x")),
            ("A Name=\"a&amp;b\"", Some("a&b")),
            ("A FullName=\"y\" e:Name=\"z\"", None),
            ("A Other=\"y\" ", None),
            ("A Name", None),
            ("A", None),
            ("", None),
        ] {
            let tag = Tag::read(content, 0).unwrap();
            assert_eq!(tag.attribute("Name"), value, "{content}");
        }
        assert!(Tag::read("A Name='x' Name='y'", 0).is_err());
    }

    #[test]
    fn a_tag_ends_at_the_first_greater_than_outside_quotes() {
        for (text, rest) in [
            ("A>b>", Some("b>")),
            ("A B=\">\">c", Some("c")),
            ("A B='>\"'>c", Some("c")),
            ("A B=\"'\">c'", Some("c'")),
            ("A B=\">", None),
            ("A B='>\"", None),
            ("A", None),
        ] {
            assert_eq!(tag_end(text, 1).and_then(|end| text.get(end..)), rest, "{text}");
        }
    }

    #[test]
    fn an_end_tag_has_spaces_alone() {
        for (text, end) in [("a>", Some(2)), ("a \r\n\t>b", Some(6)), ("a b>", None), ("a", None), ("a ", None)] {
            assert_eq!(end_tag_end(text, 1), end, "{text}");
        }
    }

    #[test]
    fn comments_and_their_like_are_passed_over() {
        for (text, length) in [
            ("!-- > --->x", Some(Ok(10))),
            ("!-->", Some(Err("`<!--` has no `-->`"))),
            ("![CDATA[]]]>x", Some(Ok(12))),
            ("![CDATA[>", Some(Err("`<![CDATA[` has no `]]>`"))),
            ("?xml?>x", Some(Ok(6))),
            ("?xml>", Some(Err("`<?` has no `?>`"))),
            ("!DOCTYPE html>x", Some(Ok(14))),
            ("!", Some(Err("`<!` has no `>`"))),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(passed_over(text), length.map(|length| length.map_err(str::to_owned)), "{text}");
        }
    }
}
