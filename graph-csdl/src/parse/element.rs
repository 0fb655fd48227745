//! The XML of one declaration as a tree.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::aliases::Aliases;
use crate::error::OffsetError;
use crate::model::TypeRef;

/// The greatest depth of elements. Graph's go to 12.
const DEPTH: usize = 64;

/// The greatest number of attributes of a tag. The parser compares each with each, so a limit bounds its time.
const ATTRIBUTES: usize = 64;

/// An XML element, without comments. Names are local: CSDL has one namespace.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// The byte at which it begins in the whole text.
    pub(crate) offset: usize,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    /// Reads the declaration at `range` of `text`.
    ///
    /// # Errors
    /// XML that is not well-formed.
    pub(crate) fn read(text: &str, range: std::ops::Range<usize>) -> Result<Self, OffsetError> {
        let start = range.start;
        let fragment = text.get(range).unwrap_or_default();
        let mut reader = Reader::from_str(fragment);
        let mut open: Vec<Self> = Vec::new();
        loop {
            let at = start + offset(reader.buffer_position());
            let event = reader.read_event().map_err(|error| {
                let at = start + offset(reader.error_position());
                OffsetError::new(at, format!("the XML is not well-formed: {error}"))
            })?;
            let done = match event {
                Event::Start(tag) if open.len() >= DEPTH => {
                    let message = format!("`<{}>` is nested {DEPTH} elements deep", tag.name().as_ref());
                    return Err(OffsetError::new(at, message));
                }
                Event::Start(tag) => {
                    open.push(Self::begin(&tag, at)?);
                    None
                }
                Event::Empty(tag) => close(&mut open, Self::begin(&tag, at)?),
                Event::End(_) => open.pop().and_then(|element| close(&mut open, element)),
                Event::Text(content) => append(&mut open, &content.xml10_content()),
                Event::CData(content) => append(&mut open, &content.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner();
                    match quick_xml::escape::unescape(&format!("&{name};")) {
                        Ok(letter) => append(&mut open, &letter),
                        Err(error) => return Err(OffsetError::new(at, error.to_string())),
                    }
                }
                Event::Eof => return Err(OffsetError::new(at, "the file ends within a declaration")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
            };
            if let Some(element) = done {
                return Ok(element);
            }
        }
    }

    /// Reads a start tag, the content between `<` and `>`.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub(crate) fn begin(tag: &BytesStart<'_>, offset: usize) -> Result<Self, OffsetError> {
        let malformed = |error: &dyn std::fmt::Display| {
            let message = format!("an attribute of `<{}>` is not well-formed: {error}", tag.name().as_ref());
            OffsetError::new(offset, message)
        };
        let mut element = Self { name: local(tag.name().as_ref()).to_owned(), offset, ..Self::default() };
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| malformed(&error))?;
            if element.attributes.len() == ATTRIBUTES {
                return Err(malformed(&format!("there are more than {ATTRIBUTES}")));
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| malformed(&error))?;
            element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(element)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a required attribute.
    ///
    /// # Errors
    /// An attribute that is missing or empty.
    pub(crate) fn required(&self, name: &str) -> Result<&str, OffsetError> {
        self.attribute(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| OffsetError::new(self.offset, format!("`<{}>` has no `{name}`", self.name)))
    }

    /// The value of an attribute that is `true` or `false`.
    ///
    /// # Errors
    /// Any other text.
    pub(crate) fn flag(&self, name: &str, otherwise: bool) -> Result<bool, OffsetError> {
        match self.attribute(name) {
            None => Ok(otherwise),
            Some("true" | "1") => Ok(true),
            Some("false" | "0") => Ok(false),
            Some(other) => {
                let message = format!("`{name}=\"{other}\"` of `<{}>` is neither `true` nor `false`", self.name);
                Err(self.error(message))
            }
        }
    }

    /// The value of `Bool="…"`, or of an element `<Bool>…</Bool>`.
    ///
    /// # Errors
    /// Any other text than `true` and `false`.
    pub(crate) fn truth(&self, otherwise: bool) -> Result<bool, OffsetError> {
        let Some(within) = self.named("Bool").next() else { return self.flag("Bool", otherwise) };
        match within.text.trim() {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(within.error(format!("`{other}` in `<Bool>` is neither `true` nor `false`"))),
        }
    }

    /// The attribute `Type`, and `Nullable`, which is `true` by default.
    ///
    /// # Errors
    /// A type without a name, or with a parenthesis that is not closed.
    pub(crate) fn type_ref(&self, aliases: &Aliases) -> Result<TypeRef, OffsetError> {
        let written = self.required("Type")?;
        let is_nullable = self.flag("Nullable", true)?;
        let inner = written.strip_prefix("Collection(").map(|inner| inner.strip_suffix(')'));
        let (name, is_collection) = match inner {
            Some(Some(name)) => (name, true),
            None => (written, false),
            Some(None) => return Err(self.error(format!("the type `{written}` has no `)`"))),
        };
        if name.is_empty() || name.contains(['(', ')', '/', ' ']) {
            return Err(self.error(format!("`{written}` is not the name of a type")));
        }
        Ok(TypeRef { name: aliases.qualified(name), is_collection, is_nullable })
    }

    /// The attribute `Name`, which it adds to `names`.
    ///
    /// # Errors
    /// A name that `names` already has.
    pub(crate) fn unique_name<'e>(&'e self, names: &mut HashSet<&'e str>) -> Result<String, OffsetError> {
        let name = self.required("Name")?;
        if names.insert(name) { Ok(name.to_owned()) } else { Err(self.error(format!("`{name}` is declared twice"))) }
    }

    /// An error at this element.
    pub(crate) fn error(&self, message: impl Into<String>) -> OffsetError {
        OffsetError::new(self.offset, message)
    }

    /// The children of this name.
    pub(crate) fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// Adds an element to its parent; gives the element back if it has none.
fn close(open: &mut [Element], element: Element) -> Option<Element> {
    let Some(parent) = open.last_mut() else { return Some(element) };
    parent.children.push(element);
    None
}

fn append(open: &mut [Element], content: &str) -> Option<Element> {
    if let Some(element) = open.last_mut() {
        element.text.push_str(content);
    }
    None
}

/// The name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn read(text: &str) -> Result<Element, Error> {
        Element::read(text, 0..text.len()).map_err(|error| error.into_error(text))
    }

    #[test]
    fn a_tree_keeps_names_attributes_and_text() {
        let element = read("<e:A B=\"1 &lt; 2\"><!-- no --><C/><C>x &amp; <![CDATA[<y>]]></C></e:A>").unwrap();
        assert_eq!((element.name.as_str(), element.attribute("B")), ("A", Some("1 < 2")));
        let texts: Vec<_> = element.named("C").map(|child| child.text.as_str()).collect();
        assert_eq!(texts, ["", "x & <y>"]);
    }

    #[test]
    fn what_is_not_well_formed_says_where() {
        let deep = "<a>".repeat(100);
        for (text, place, message) in [
            ("<A>\n<B></C></A>", "line 2, column 4", "not well-formed"),
            ("<A><B>", "line 1, column 7", "ends within"),
            ("<A B='1' B='2'/>", "line 1, column 1", "attribute of `<A>`"),
            ("<A B=\"&nope;\"/>", "line 1, column 1", "attribute of `<A>`"),
            (deep.as_str(), "line 1, column 193", "64 elements deep"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(place) && error.contains(message), "{error}");
        }
    }
}
