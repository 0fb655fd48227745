//! A type, in words.

use graph_csdl::{Addresses, Annotations, Definition, EnumType, Metadata, Operation, StructuredKind, StructuredType};

use super::rows::{self, Row};
use super::{requests, restrictions, tree};
use crate::metadata::signature::{call, method, short, type_text};
use crate::terminal::style::{Look, line};
use crate::terminal::table::{Table, Tone};

/// As many paths and uses are shown.
const MOST: usize = 12;

/// What is said of as many paths is shown; of others `describe` of the path shows it.
const MOST_PLACES: usize = 3;

/// Everything about a type.
pub(crate) fn definition(metadata: &Metadata, definition: &Definition, look: Look) -> String {
    match definition {
        Definition::Structured(of) => structured(metadata, of, look),
        Definition::Enum(of) => enumeration(metadata, of, look),
        Definition::TypeDefinition(of) => {
            let mut text = title(&of.name, "another name of a primitive type", look);
            line(&mut text, &format!("  is {}", of.underlying));
            text.push_str(&about(&of.annotations, look));
            text + &uses(metadata, &of.name, look)
        }
    }
}

fn structured(metadata: &Metadata, of: &StructuredType, look: Look) -> String {
    let kind = match (of.kind, of.is_abstract) {
        (StructuredKind::Entity, false) => "entity type",
        (StructuredKind::Entity, true) => "abstract entity type",
        (StructuredKind::Complex, false) => "complex type",
        (StructuredKind::Complex, true) => "abstract complex type",
    };
    let mut text = title(&of.name, kind, look);
    let lineage: Vec<&str> = metadata.lineage(&of.name).iter().map(|ty| short(&ty.name)).collect();
    if lineage.len() > 1 {
        text.push_str(&look.wrapped(&lineage.join(" ← "), 2, 2));
    }
    let remarks = [
        (metadata.is_open(&of.name), "open: values may have properties that are not declared"),
        (metadata.has_stream(&of.name), "has content of its own, at …/$value"),
    ];
    for (_, remark) in remarks.iter().filter(|(is_so, _)| *is_so) {
        line(&mut text, &format!("  {remark}"));
    }
    for keys in &of.annotations.alternate_keys {
        line(&mut text, &format!("  can be addressed by {} beside its key", keys.join(", ")));
    }
    text.push_str(&about(&of.annotations, look));
    text.push_str(&rows("Properties", &rows::properties(metadata, &of.name), &of.name, look));
    text.push_str(&rows("Navigation", &rows::navigation(metadata, &of.name), &of.name, look));
    for (heading, is_collection) in [("Called on one", false), ("Called on a collection", true)] {
        text.push_str(&operations(heading, &rows::calls(metadata, &of.name, is_collection), look));
    }
    let (derived, count) = tree::derived(metadata, &of.name, look, 2);
    text.push_str(&section("Extended by", count, &derived, look));
    text.push_str(&self::restrictions("Restrictions", &of.annotations, look));
    let found = Addresses::find(metadata).paths(&of.name);
    text.push_str(&section("Paths", found.len(), &listed(&found, look), look));
    for path in found.iter().take(MOST_PLACES) {
        let said = metadata.path(path).ok().and_then(|place| requests::said(metadata, path, &place));
        text.extend(said.map(|said| self::restrictions(&format!("At {path}"), &said, look)));
    }
    text + &uses(metadata, &of.name, look)
}

fn enumeration(metadata: &Metadata, of: &EnumType, look: Look) -> String {
    let kind = if of.is_flags { "enumeration, a value is a set of members" } else { "enumeration" };
    let mut text = title(&of.name, kind, look);
    text.push_str(&about(&of.annotations, look));
    let mut table = Table::default();
    for member in &of.members {
        let deprecated = if member.annotations.deprecation.is_some() { "deprecated" } else { "" };
        let cells = [
            (member.name.clone(), Tone::Bold),
            (member.value.to_string(), Tone::Plain),
            (deprecated.to_owned(), Tone::Bad),
        ];
        table.row(cells, member.annotations.description.as_deref());
    }
    text.push_str(&section("Members", of.members.len(), &table.render(look, 2), look));
    text + &uses(metadata, &of.name, look)
}

fn title(name: &str, kind: &str, look: Look) -> String {
    format!("{}  {}\n", look.bold(name), look.dim(kind))
}

/// Description and deprecation.
pub(super) fn about(annotations: &Annotations, look: Look) -> String {
    let mut text = String::new();
    for said in annotations.description.iter().chain(&annotations.long_description) {
        text.push('\n');
        text.push_str(&look.wrapped(said, 2, 0));
    }
    if let Some(deprecation) = &annotations.deprecation {
        text.push('\n');
        text.push_str(&look.wrapped(&rows::deprecated(deprecation), 2, 2));
    }
    text
}

/// A heading with a number, and what stands below it; nothing where there is none.
pub(super) fn section(heading: &str, count: usize, body: &str, look: Look) -> String {
    if body.is_empty() { String::new() } else { format!("\n{} ({count})\n{body}", look.bold(heading)) }
}

/// Properties in groups by the type that declares them.
fn rows(heading: &str, rows: &[Row<'_>], of: &str, look: Look) -> String {
    let mut body = String::new();
    for group in rows.chunk_by(|one, other| one.declared_by.name == other.declared_by.name) {
        let mut table = Table::default();
        for row in group {
            let ty = if row.is_contained.is_some() { "→ " } else { "" }.to_owned() + &type_text(row.ty);
            let tone = if row.annotations.deprecation.is_some() { Tone::Bad } else { Tone::Plain };
            table.row(
                [(row.name.to_owned(), Tone::Bold), (ty, Tone::Plain), (row.marks(), tone)],
                row.remark().as_deref(),
            );
        }
        let from = group.first().map(|row| row.declared_by.name.as_str()).filter(|from| *from != of);
        body.extend(from.map(|from| format!("  {}\n", look.dim(&format!("from {}", short(from))))));
        body.push_str(&table.render(look, if from.is_some() { 4 } else { 2 }));
    }
    section(heading, rows.len(), &body, look)
}

/// Calls, each with its method, and what it is for.
pub(super) fn operations(heading: &str, operations: &[&Operation], look: Look) -> String {
    let mut body = String::new();
    for operation in operations {
        let method = method(operation.kind);
        body.push_str(&look.labelled(2, method, &look.dim(method), 6, &call(operation)));
        let is_deprecated = operation.annotations.deprecation.as_ref().map(rows::deprecated);
        for remark in operation.annotations.description.iter().chain(&is_deprecated) {
            let shown = Look::shortened(remark, look.width.saturating_sub(12));
            line(&mut body, &format!("            {}", look.dim(&shown)));
        }
    }
    section(heading, operations.len(), &body, look)
}

/// What is taken and refused.
pub(super) fn restrictions(heading: &str, annotations: &Annotations, look: Look) -> String {
    let lines = restrictions::lines(annotations);
    let mut body = String::new();
    for (verb, words) in &lines {
        let shown = if *verb == "takes" { look.good(verb) } else { look.bad(verb) };
        body.push_str(&look.labelled(2, verb, &shown, 9, words));
    }
    if body.is_empty() { body } else { format!("\n{}\n{body}", look.bold(heading)) }
}

/// The first lines, and how many more there are.
pub(super) fn listed(lines: &[String], look: Look) -> String {
    let mut text = String::new();
    for shown in lines.iter().take(MOST) {
        line(&mut text, &format!("  {shown}"));
    }
    if lines.len() > MOST {
        let more = format!("and {} more, all of them with --json", lines.len() - MOST);
        line(&mut text, &format!("  {}", look.dim(&more)));
    }
    text
}

fn uses(metadata: &Metadata, of: &str, look: Look) -> String {
    let found = rows::uses(metadata, of);
    let lines: Vec<String> = found.iter().map(|(ty, property)| format!("{}.{property}", short(ty))).collect();
    section("Held by", lines.len(), &listed(&lines, look), look)
}
