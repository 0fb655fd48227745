//! Index of a file's declarations, made from the text without an XML parser: reading one type must not cost reading all.

mod markup;

use std::ops::Range;

use quick_xml::events::BytesStart;

use self::markup::{Tag, end_tag_end, passed_over, tag_end, tag_name};
use crate::error::OffsetError;
use crate::parse::aliases::Aliases;
use crate::parse::element::{Element, local};

/// The kinds of declarations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeclarationKind {
    EntityType,
    ComplexType,
    EnumType,
    TypeDefinition,
    Action,
    Function,
    EntityContainer,
    Annotations,
}

/// A declaration of which only the start tag is read.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) kind: DeclarationKind,
    /// The qualified name; for annotations, their target.
    pub(crate) name: String,
    pub(crate) base: Option<String>,
    /// The bytes in the whole text.
    pub(crate) range: Range<usize>,
}

/// All declarations of a file, and its aliases.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) declarations: Vec<Declaration>,
    pub(crate) aliases: Aliases,
}

/// Locates all declarations.
///
/// # Errors
/// A text that is not CSDL 4.0, or is cut off.
pub(crate) fn index(text: &str) -> Result<Index, OffsetError> {
    let begin = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    match text.get(begin..).and_then(|rest| rest.chars().next()) {
        Some('<') => {}
        Some(other) => {
            return Err(OffsetError::new(begin, format!("this is not CSDL: it begins with `{other}`, not with XML")));
        }
        None => return Err(OffsetError::new(begin, "this is not CSDL: it is empty")),
    }
    let mut scan = Scan { text, ..Scan::default() };
    let mut at = begin;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at = scan.markup(at + found)?;
    }
    for (name, is_open) in [("Schema", scan.namespace.is_some()), ("Edmx", scan.is_edmx)] {
        if is_open {
            return Err(OffsetError::new(text.len(), format!("the file ends within its `<{name}>`: it is cut off")));
        }
    }
    if scan.schemas == 0 {
        return Err(OffsetError::new(begin, "this is not CSDL: it has no `<Schema>`"));
    }
    let aliases = scan.aliases.sorted()?;
    let mut declarations = scan.declarations;
    for declaration in &mut declarations {
        declaration.base = declaration.base.take().map(|base| aliases.qualified(&base));
        if declaration.kind == DeclarationKind::Annotations {
            declaration.name = aliases.target(&declaration.name);
        }
    }
    Ok(Index { declarations, aliases })
}

#[derive(Default)]
struct Scan<'t> {
    text: &'t str,
    declarations: Vec<Declaration>,
    aliases: Aliases,
    /// The namespace of the open schema.
    namespace: Option<String>,
    /// Whether the file's outermost element is open.
    is_edmx: bool,
    schemas: usize,
}

impl<'t> Scan<'t> {
    /// Skips the markup that begins at `at` with `<`, a declaration as a whole; gives the byte at which it ends.
    fn markup(&mut self, at: usize) -> Result<usize, OffsetError> {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        if let Some(length) = passed_over(rest) {
            return length.map(|length| at + 1 + length).map_err(|message| OffsetError::new(at, message));
        }
        let is_end = rest.starts_with('/');
        let name = tag_name(rest.strip_prefix('/').unwrap_or(rest));
        let after = at + 1 + usize::from(is_end) + name.len();
        if !is_end {
            return self.start_tag(local(name), at, after);
        }
        let is_open = match local(name) {
            "Schema" => self.namespace.take().is_some(),
            "Edmx" => std::mem::take(&mut self.is_edmx),
            _ => return Ok(after),
        };
        match end_tag_end(self.text, after) {
            Some(end) if is_open => Ok(end),
            Some(_) => Err(OffsetError::new(at, format!("`</{name}>` ends nothing that began"))),
            None => Err(OffsetError::new(at, format!("`</{name}` has no `>`"))),
        }
    }

    fn start_tag(&mut self, name: &str, at: usize, after: usize) -> Result<usize, OffsetError> {
        let kind = match name {
            "Edmx" | "Schema" | "Include" => None,
            "EntityType" => Some(DeclarationKind::EntityType),
            "ComplexType" => Some(DeclarationKind::ComplexType),
            "EnumType" => Some(DeclarationKind::EnumType),
            "TypeDefinition" => Some(DeclarationKind::TypeDefinition),
            "Action" => Some(DeclarationKind::Action),
            "Function" => Some(DeclarationKind::Function),
            "EntityContainer" => Some(DeclarationKind::EntityContainer),
            "Annotations" => Some(DeclarationKind::Annotations),
            _ => return Ok(after),
        };
        let Some(end) = tag_end(self.text, after) else { return Err(cut_off(name, at)) };
        let content = self.text.get(at + 1..end - 1).unwrap_or_default();
        let is_empty = content.ends_with('/');
        let content = content.strip_suffix('/').unwrap_or(content);
        let Some(kind) = kind else {
            let tag = Element::begin(&BytesStart::from_content(content, after - at - 1), at)?;
            match name {
                "Schema" => self.schema(&tag, is_empty)?,
                "Edmx" => {
                    version(&tag)?;
                    self.is_edmx = !is_empty;
                }
                _ => self.alias(&tag)?,
            }
            return Ok(end);
        };
        let end = if is_empty { end } else { self.end_of(name, at, end)? };
        self.declare(kind, content, at..end)?;
        Ok(end)
    }

    /// The byte after the end tag of the declaration that begins at `at`.
    fn end_of(&self, name: &str, at: usize, from: usize) -> Result<usize, OffsetError> {
        let mut next = from;
        while let Some(found) = self.text.get(next..).and_then(|rest| rest.find('<')) {
            next += found + 1;
            let rest = self.text.get(next..).unwrap_or_default();
            if let Some(rest) = rest.strip_prefix('/') {
                let ended = tag_name(rest);
                let after = next + 1 + ended.len();
                match local(ended) {
                    ended if ended == name => {
                        let fault = || OffsetError::new(next - 1, format!("`</{name}` has no `>`"));
                        return end_tag_end(self.text, after).ok_or_else(fault);
                    }
                    "Schema" => return Err(OffsetError::new(at, format!("this `<{name}>` has no end tag"))),
                    _ => next = after,
                }
            } else if let Some(length) = passed_over(rest) {
                next += length.map_err(|message| OffsetError::new(next - 1, message))?;
            }
        }
        Err(cut_off(name, at))
    }

    fn schema(&mut self, tag: &Element, is_empty: bool) -> Result<(), OffsetError> {
        let namespace = tag.required("Namespace")?;
        if self.namespace.is_some() {
            return Err(tag.error("this `<Schema>` begins within another one, which has no end tag"));
        }
        self.alias(tag)?;
        self.schemas += 1;
        self.namespace = (!is_empty).then(|| namespace.to_owned());
        Ok(())
    }

    fn alias(&mut self, tag: &Element) -> Result<(), OffsetError> {
        if let Some(alias) = tag.attribute("Alias") {
            self.aliases.add(alias, tag.required("Namespace")?, tag.offset);
        }
        Ok(())
    }

    fn declare(&mut self, kind: DeclarationKind, content: &'t str, range: Range<usize>) -> Result<(), OffsetError> {
        let attribute = if kind == DeclarationKind::Annotations { "Target" } else { "Name" };
        let tag = Tag::read(content, range.start)?;
        let Some(namespace) = &self.namespace else {
            return Err(OffsetError::new(range.start, "this declaration is not in a `<Schema>`"));
        };
        let Some(name) = tag.attribute(attribute).filter(|name| !name.is_empty()) else {
            let message = format!("`<{}>` has no `{attribute}`", local(tag_name(content)));
            return Err(OffsetError::new(range.start, message));
        };
        let name = if kind == DeclarationKind::Annotations { name.to_owned() } else { format!("{namespace}.{name}") };
        let is_structured = matches!(kind, DeclarationKind::EntityType | DeclarationKind::ComplexType);
        let base = tag.attribute("BaseType").filter(|_| is_structured).map(str::to_owned);
        self.declarations.push(Declaration { kind, name, base, range });
        Ok(())
    }
}

fn cut_off(name: &str, at: usize) -> OffsetError {
    OffsetError::new(at, format!("the file ends within this `<{name}>`: it is cut off"))
}

fn version(tag: &Element) -> Result<(), OffsetError> {
    match tag.attribute("Version") {
        Some("4.0" | "4.01") => Ok(()),
        other => {
            let written = other.unwrap_or("without a version");
            Err(tag.error(format!("CSDL {written} is not supported: expected 4.0")))
        }
    }
}

#[cfg(test)]
mod tests;
