//! What a file says of a thing: within it, or under its name as a target.

use super::Source;
use crate::element::Element;
use crate::error::Error;
use crate::model::{Annotations, Deprecation};

/// The annotations that stand within an element.
pub(crate) fn annotations(element: &Element, source: &Source<'_>) -> Result<Annotations, Error> {
    let mut annotations = Annotations::default();
    annotate(&mut annotations, element, source)?;
    Ok(annotations)
}

/// Adds the annotations that stand within an element.
pub(crate) fn annotate(into: &mut Annotations, element: &Element, source: &Source<'_>) -> Result<(), Error> {
    for annotation in element.named("Annotation") {
        let term = annotation.required("Term", source.text)?;
        let term = term.split('#').next().unwrap_or(term);
        let word = term.rsplit('.').next().unwrap_or(term);
        let text = || text_of(annotation);
        match word {
            "Description" => into.description = text(),
            "LongDescription" => into.long_description = text(),
            "Computed" => into.is_computed = annotation.flag("Bool", true, source.text)?,
            "Immutable" => into.is_immutable = annotation.flag("Bool", true, source.text)?,
            "Permissions" => into.permissions = members(annotation),
            "Revisions" => into.deprecation = records(annotation).find_map(deprecation).or(into.deprecation.take()),
            "AlternateKeys" => into.alternate_keys.extend(records(annotation).map(alternate_key)),
            "TopSupported" | "SkipSupported" | "IndexableByKey" => {
                into.capabilities.push((word.to_owned(), annotation.flag("Bool", true, source.text)?));
            }
            _ if term.contains(".Capabilities.") => {
                for record in annotation.named("Record") {
                    capabilities(into, word, record, source)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// `String="…"`, or an element `String`.
fn text_of(element: &Element) -> Option<String> {
    let within = || element.named("String").next().map(|text| text.text.trim().to_owned());
    element.attribute("String").map(str::to_owned).or_else(within)
}

/// The records of a collection.
fn records(element: &Element) -> impl Iterator<Item = &Element> {
    element.named("Collection").flat_map(|collection| collection.named("Record"))
}

fn value<'e>(record: &'e Element, property: &str) -> Option<&'e Element> {
    record.named("PropertyValue").find(|value| value.attribute("Property") == Some(property))
}

/// The last words of the enumeration members that stand there: `Read` of `Org.OData.Core.V1.Permission/Read`.
fn members(element: &Element) -> Vec<String> {
    let written = element.attribute("EnumMember").map(str::to_owned);
    let within = element.named("EnumMember").map(|member| member.text.clone());
    let all: Vec<String> = written.into_iter().chain(within).collect();
    let words = all.iter().flat_map(|text| text.split_whitespace());
    words.filter_map(|member| member.rsplit('/').next()).map(str::to_owned).collect()
}

fn deprecation(record: &Element) -> Option<Deprecation> {
    let kind = value(record, "Kind").map(members).unwrap_or_default();
    if !kind.iter().any(|kind| kind == "Deprecated") {
        return None;
    }
    let text = |property| value(record, property).and_then(text_of);
    let date = |property| value(record, property).and_then(|value| value.attribute("Date")).map(str::to_owned);
    Some(Deprecation {
        description: text("Description"),
        date: date("Date"),
        removal_date: date("RemovalDate"),
        version: text("Version"),
    })
}

fn alternate_key(record: &Element) -> Vec<String> {
    let parts = value(record, "Key").into_iter().flat_map(records);
    let named = |part| {
        let name = value(part, "Name")?;
        name.attribute("PropertyPath").or_else(|| name.attribute("String")).map(str::to_owned)
    };
    parts.filter_map(named).collect()
}

/// `InsertRestrictions` has `Insertable`, `SelectSupport` has `Supported`: a capability has the first word, or the term's.
fn capabilities(into: &mut Annotations, term: &str, record: &Element, source: &Source<'_>) -> Result<(), Error> {
    for value in record.named("PropertyValue") {
        let property = value.required("Property", source.text)?;
        if value.attribute("Bool").is_some() {
            let name = if property == "Supported" { term } else { property };
            into.capabilities.push((name.to_owned(), value.flag("Bool", true, source.text)?));
        } else if property.starts_with("Non") {
            let paths = value.named("Collection").flat_map(|collection| &collection.children);
            let named = paths.map(|path| path.text.trim().to_owned()).filter(|path| !path.is_empty());
            into.exceptions.push((property.to_owned(), named.collect()));
        }
    }
    Ok(())
}
