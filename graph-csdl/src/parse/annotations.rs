//! Annotations, within the annotated element or with its name as their target.

use super::aliases::Aliases;
use super::element::Element;
use crate::error::OffsetError;
use crate::model::{Annotations, Deprecation};

/// The vocabularies whose terms are read.
const CORE: &str = "Org.OData.Core.V1";
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

/// The annotations within an element.
pub(crate) fn annotations(element: &Element, aliases: &Aliases) -> Result<Annotations, OffsetError> {
    let mut annotations = Annotations::default();
    annotate(&mut annotations, element, aliases)?;
    Ok(annotations)
}

/// Adds the annotations within an element.
pub(crate) fn annotate(into: &mut Annotations, element: &Element, aliases: &Aliases) -> Result<(), OffsetError> {
    for annotation in element.named("Annotation") {
        let term = term(annotation, aliases)?;
        let is_qualified = [element, annotation].into_iter().any(|part| part.attribute("Qualifier").is_some());
        match term.rsplit_once('.') {
            // A qualified annotation does not replace the general one.
            Some((CORE, "Description")) if is_qualified && into.description.is_some() => {}
            Some((CORE, "LongDescription")) if is_qualified && into.long_description.is_some() => {}
            Some((CORE, word)) => core(into, word, annotation)?,
            Some((CAPABILITIES, word)) => capability(into, word, annotation)?,
            _ => {}
        }
    }
    Ok(())
}

/// Whether an annotation within the element makes a parameter optional.
pub(crate) fn says_optional(element: &Element, aliases: &Aliases) -> Result<bool, OffsetError> {
    for annotation in element.named("Annotation") {
        if term(annotation, aliases)?.strip_prefix(CORE) == Some(".OptionalParameter") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The term's qualified name, without a qualifier.
fn term(annotation: &Element, aliases: &Aliases) -> Result<String, OffsetError> {
    let term = annotation.required("Term")?;
    Ok(aliases.qualified(term.split('#').next().unwrap_or(term)))
}

fn core(into: &mut Annotations, word: &str, annotation: &Element) -> Result<(), OffsetError> {
    let text = || constant(annotation, "String").map(str::to_owned);
    match word {
        "Description" => into.description = text(),
        "LongDescription" => into.long_description = text(),
        "Computed" => into.is_computed = annotation.truth(true)?,
        "Immutable" => into.is_immutable = annotation.truth(true)?,
        "Permissions" => into.permissions = members(annotation),
        "Revisions" => into.deprecation = records(annotation).find_map(deprecation).or(into.deprecation.take()),
        "AlternateKeys" => into.alternate_keys.extend(records(annotation).map(alternate_key)),
        _ => {}
    }
    Ok(())
}

/// A constant: an attribute `String="…"`, or an element `<String>…</String>`.
fn constant<'e>(element: &'e Element, kind: &str) -> Option<&'e str> {
    let within = || element.children.iter().find(|child| child.name == kind).map(|child| child.text.trim());
    element.attribute(kind).or_else(within)
}

/// The records of a collection.
fn records(element: &Element) -> impl Iterator<Item = &Element> {
    element.named("Collection").flat_map(|collection| collection.named("Record"))
}

fn value<'e>(record: &'e Element, property: &str) -> Option<&'e Element> {
    record.named("PropertyValue").find(|value| value.attribute("Property") == Some(property))
}

/// The short names of an element's enumeration members: `Read` of `Org.OData.Core.V1.Permission/Read`.
fn members(element: &Element) -> Vec<String> {
    let written = element.attribute("EnumMember");
    let all = written.into_iter().chain(element.named("EnumMember").map(|member| member.text.as_str()));
    let words = all.flat_map(str::split_whitespace);
    words.filter_map(|member| member.rsplit('/').next()).map(str::to_owned).collect()
}

fn deprecation(record: &Element) -> Option<Deprecation> {
    let kind = value(record, "Kind").map(members).unwrap_or_default();
    if !kind.iter().any(|kind| kind == "Deprecated") {
        return None;
    }
    let read = |property, kind| value(record, property).and_then(|value| constant(value, kind)).map(str::to_owned);
    Some(Deprecation {
        description: read("Description", "String"),
        date: read("Date", "Date"),
        removal_date: read("RemovalDate", "Date"),
        version: read("Version", "String"),
    })
}

fn alternate_key(record: &Element) -> Vec<String> {
    let parts = value(record, "Key").into_iter().flat_map(records);
    let named = |part| {
        let name = value(part, "Name")?;
        constant(name, "PropertyPath").or_else(|| constant(name, "String")).map(str::to_owned)
    };
    parts.filter_map(named).collect()
}

/// Adds the capabilities of a term. `Insertable` of `InsertRestrictions` is named by the property, `Supported` of
/// `SelectSupport` by the term.
fn capability(into: &mut Annotations, term: &str, annotation: &Element) -> Result<(), OffsetError> {
    if matches!(term, "TopSupported" | "SkipSupported" | "IndexableByKey") {
        into.capabilities.push((term.to_owned(), annotation.truth(true)?));
    }
    for value in annotation.named("Record").flat_map(|record| record.named("PropertyValue")) {
        let property = value.required("Property")?;
        if constant(value, "Bool").is_some() {
            let name = if property == "Supported" { term } else { property };
            into.capabilities.push((name.to_owned(), value.truth(true)?));
        } else if let ("Description", Some(text)) = (property, constant(value, "String")) {
            into.restrictions.push((term.to_owned(), text.to_owned()));
        } else if property.starts_with("Non") {
            let paths = value.named("Collection").flat_map(|collection| &collection.children);
            let named = paths.map(|path| path.text.trim().to_owned()).filter(|path| !path.is_empty());
            into.exceptions.push((property.to_owned(), named.collect()));
        }
    }
    Ok(())
}
