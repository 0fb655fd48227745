//! Where each declaration of a file stands, by its text alone: reading one type must not cost reading them all.

use std::ops::Range;

use quick_xml::events::BytesStart;

use crate::element::{Element, local};
use crate::error::Error;

/// What a declaration is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    EntityType,
    ComplexType,
    EnumType,
    TypeDefinition,
    Action,
    Function,
    EntityContainer,
    Annotations,
}

/// A declaration, not yet read but for its start tag.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) kind: Kind,
    /// The qualified name; of annotations their target.
    pub(crate) name: String,
    pub(crate) base: Option<String>,
    /// In bytes, from the beginning of the whole text.
    pub(crate) range: Range<usize>,
}

/// All declarations of a file, and its aliases.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) declarations: Vec<Declaration>,
    pub(crate) aliases: Aliases,
}

/// The short names of the schemas.
#[derive(Debug, Default)]
pub(crate) struct Aliases(Vec<(String, String)>);

impl Aliases {
    /// A name with its namespace, where it has an alias: `graph.user` → `microsoft.graph.user`.
    pub(crate) fn qualified(&self, name: &str) -> String {
        let Some((prefix, rest)) = name.rsplit_once('.') else { return name.to_owned() };
        match self.0.iter().find(|(alias, _)| alias == prefix) {
            Some((_, namespace)) => format!("{namespace}.{rest}"),
            None => name.to_owned(),
        }
    }

    /// A target of annotations: `graph.user/mail`, `graph.sendMail(graph.user)`.
    fn target(&self, target: &str) -> String {
        let end = target.find(['/', '(']).unwrap_or(target.len());
        let (name, rest) = target.split_at_checked(end).unwrap_or((target, ""));
        let rest = match rest.strip_prefix('(') {
            Some(parameters) => format!("({}", self.parameters(parameters)),
            None => rest.to_owned(),
        };
        self.qualified(name) + &rest
    }

    /// `Collection(graph.user), Edm.String)` with namespaces, and no spaces.
    fn parameters(&self, text: &str) -> String {
        let is_delimiter = |letter: char| matches!(letter, '(' | ')' | ',' | '/');
        text.split_inclusive(is_delimiter).map(|part| self.qualified(part.trim())).collect()
    }
}

/// Finds all declarations.
///
/// # Errors
/// A text that is no CSDL 4.0, or ends within a declaration.
pub(crate) fn outline(text: &str) -> Result<Outline, Error> {
    let begin = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    match text.get(begin..).and_then(|rest| rest.chars().next()) {
        Some('<') => {}
        Some(other) => {
            return Err(Error::new(text, begin, format!("this is no CSDL: it begins with `{other}`, not with XML")));
        }
        None => return Err(Error::new(text, begin, "this is no CSDL: it is empty")),
    }
    let mut scan = Scan { text, outline: Outline::default(), namespace: None, schemas: 0 };
    let mut at = begin;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at = scan.markup(at + found)?;
    }
    if scan.namespace.is_some() {
        return Err(Error::new(text, text.len(), "the file ends within a `<Schema>`: it is cut off"));
    }
    if scan.schemas == 0 {
        return Err(Error::new(text, begin, "this is no CSDL: it has no `<Schema>`"));
    }
    let mut outline = scan.outline;
    for declaration in &mut outline.declarations {
        declaration.base = declaration.base.take().map(|base| outline.aliases.qualified(&base));
        if declaration.kind == Kind::Annotations {
            declaration.name = outline.aliases.target(&declaration.name);
        }
    }
    Ok(outline)
}

struct Scan<'t> {
    text: &'t str,
    outline: Outline,
    /// Of the schema that is open.
    namespace: Option<String>,
    schemas: usize,
}

impl<'t> Scan<'t> {
    /// Passes over the markup that begins at `at` with `<`, and gives where it ends; a declaration as a whole.
    fn markup(&mut self, at: usize) -> Result<usize, Error> {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        if let Some(length) = passed_over(rest) {
            return length.map(|length| at + 1 + length).map_err(|fact| Error::new(self.text, at, fact));
        }
        let is_end = rest.starts_with('/');
        let named = rest.strip_prefix('/').unwrap_or(rest);
        let name = tag_name(named);
        let after = at + 1 + usize::from(is_end) + name.len();
        match local(name) {
            "Schema" if is_end => self.namespace = None,
            local if !is_end => return self.start_tag(local, at, after),
            _ => {}
        }
        Ok(after)
    }

    fn start_tag(&mut self, name: &str, at: usize, after: usize) -> Result<usize, Error> {
        let kind = match name {
            "Edmx" | "Schema" => None,
            "EntityType" => Some(Kind::EntityType),
            "ComplexType" => Some(Kind::ComplexType),
            "EnumType" => Some(Kind::EnumType),
            "TypeDefinition" => Some(Kind::TypeDefinition),
            "Action" => Some(Kind::Action),
            "Function" => Some(Kind::Function),
            "EntityContainer" => Some(Kind::EntityContainer),
            "Annotations" => Some(Kind::Annotations),
            _ => return Ok(after),
        };
        let Some(end) = tag_end(self.text, after) else { return Err(self.cut_off(name, at)) };
        let content = self.text.get(at + 1..end - 1).unwrap_or_default();
        let is_empty = content.ends_with('/');
        let content = content.strip_suffix('/').unwrap_or(content);
        let Some(kind) = kind else {
            let tag = Element::begin(&BytesStart::from_content(content, after - at - 1), self.text, at)?;
            if name == "Schema" {
                self.schema(&tag, is_empty)?;
            } else {
                version(&tag, self.text)?;
            }
            return Ok(end);
        };
        let end = if is_empty { end } else { self.end_of(name, at, end)? };
        self.declare(kind, content, at..end)?;
        Ok(end)
    }

    /// Behind the end tag of the declaration that begins at `at`.
    fn end_of(&self, name: &str, at: usize, from: usize) -> Result<usize, Error> {
        let mut next = from;
        while let Some(found) = self.text.get(next..).and_then(|rest| rest.find('<')) {
            next += found + 1;
            let rest = self.text.get(next..).unwrap_or_default();
            if rest.starts_with('/') {
                let Some(end) = rest.find('>') else { break };
                if local(rest.get(1..end).unwrap_or_default().trim_end()) == name {
                    return Ok(next + end + 1);
                }
            } else if let Some(length) = passed_over(rest) {
                next += length.map_err(|fact| Error::new(self.text, next - 1, fact))?;
            }
        }
        Err(self.cut_off(name, at))
    }

    fn cut_off(&self, name: &str, at: usize) -> Error {
        Error::new(self.text, at, format!("the file ends within this `<{name}>`: it is cut off"))
    }

    fn schema(&mut self, tag: &Element, is_empty: bool) -> Result<(), Error> {
        let namespace = tag.required("Namespace", self.text)?;
        if let Some(alias) = tag.attribute("Alias") {
            self.outline.aliases.0.push((alias.to_owned(), namespace.to_owned()));
        }
        self.schemas += 1;
        self.namespace = (!is_empty).then(|| namespace.to_owned());
        Ok(())
    }

    fn declare(&mut self, kind: Kind, content: &'t str, range: Range<usize>) -> Result<(), Error> {
        let attribute = if kind == Kind::Annotations { "Target" } else { "Name" };
        let tag = Tag::read(content, self.text, range.start)?;
        let Some(namespace) = &self.namespace else {
            return Err(Error::new(self.text, range.start, "this declaration stands in no `<Schema>`"));
        };
        let Some(name) = tag.attribute(attribute).filter(|name| !name.is_empty()) else {
            let fact = format!("`<{}>` has no `{attribute}`", local(tag_name(content)));
            return Err(Error::new(self.text, range.start, fact));
        };
        let name = if kind == Kind::Annotations { name.to_owned() } else { format!("{namespace}.{name}") };
        let base = tag.attribute("BaseType").map(str::to_owned);
        self.outline.declarations.push(Declaration { kind, name, base, range });
        Ok(())
    }
}

/// A start tag's attributes.
enum Tag<'t> {
    /// In the usual form: double quotes, nothing escaped. Thousands of them are read for the sake of their names.
    Plain(&'t str),
    Any(Element),
}

impl<'t> Tag<'t> {
    fn read(content: &'t str, text: &str, offset: usize) -> Result<Self, Error> {
        if ['&', '\'', '\n', '\t'].into_iter().any(|unusual| content.contains(unusual)) {
            let tag = BytesStart::from_content(content, tag_name(content).len());
            return Element::begin(&tag, text, offset).map(Self::Any);
        }
        Ok(Self::Plain(content))
    }

    fn attribute(&self, name: &str) -> Option<&str> {
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
fn tag_name(content: &str) -> &str {
    let end = content.bytes().position(|letter| matches!(letter, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'));
    content.get(..end.unwrap_or(content.len())).unwrap_or_default()
}

/// How long the comment is, or the like, that begins behind a `<`; `None` of a tag.
fn passed_over(rest: &str) -> Option<Result<usize, String>> {
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

fn version(tag: &Element, text: &str) -> Result<(), Error> {
    match tag.attribute("Version") {
        Some("4.0" | "4.01") => Ok(()),
        other => {
            let fact = format!("this is CSDL {}, and 4.0 is what can be read", other.unwrap_or("without a version"));
            Err(Error::new(text, tag.offset, fact))
        }
    }
}

/// Behind the `>` of a start tag: one in quotes does not count.
fn tag_end(text: &str, from: usize) -> Option<usize> {
    let first = from + text.get(from..)?.find('>')?;
    let before = text.get(from..first)?;
    // One character is searched much faster than a set of them where the macros are not optimised, as is usual.
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
