//! Types as text.

use graph_csdl::{Addresses, Definition, EnumType, Metadata, StructuredKind, StructuredType};

use super::operation::operations;
use super::requests;
use super::rows::{self, PropertyRow};
use super::sections::{about, listed, restrictions, section, title};
use crate::metadata::signature::{short_name, type_text};
use crate::terminal::style::{Style, line};
use crate::terminal::table::{Table, Tone};

/// The number of paths whose restrictions are shown.
const MOST_RESTRICTED: usize = 3;

/// The description of a type.
pub(crate) fn definition(metadata: &Metadata, definition: &Definition, style: Style) -> String {
    match definition {
        Definition::Structured(of) => structured(metadata, of, style),
        Definition::Enum(of) => enumeration(metadata, of, style),
        Definition::TypeDefinition(of) => {
            let mut text = title(&of.name, "type definition", style);
            line(&mut text, &format!("  underlying type {}", of.underlying));
            text.push_str(&about(&of.annotations, style));
            text + &uses(metadata, &of.name, style)
        }
    }
}

fn structured(metadata: &Metadata, of: &StructuredType, style: Style) -> String {
    let kind = match (of.kind, of.is_abstract) {
        (StructuredKind::Entity, false) => "entity type",
        (StructuredKind::Entity, true) => "abstract entity type",
        (StructuredKind::Complex, false) => "complex type",
        (StructuredKind::Complex, true) => "abstract complex type",
    };
    let mut text = title(&of.name, kind, style);
    let lineage: Vec<&str> = metadata.lineage(&of.name).iter().map(|ty| short_name(&ty.name)).collect();
    if lineage.len() > 1 {
        text.push_str(&style.wrapped(&lineage.join(" ← "), 2, 2));
    }
    let remarks = [
        (metadata.is_open(&of.name), "open: values may have undeclared properties"),
        (metadata.has_stream(&of.name), "media entity: its content is at …/$value"),
    ];
    for (_, remark) in remarks.iter().filter(|(applies, _)| *applies) {
        line(&mut text, &format!("  {remark}"));
    }
    for keys in &of.annotations.alternate_keys {
        line(&mut text, &format!("  alternate key: {}", keys.join(", ")));
    }
    text.push_str(&about(&of.annotations, style));
    text.push_str(&rows("Properties", &rows::properties(metadata, &of.name), &of.name, style));
    text.push_str(&rows("Navigation", &rows::navigation(metadata, &of.name), &of.name, style));
    for (heading, is_collection) in [("Operations", false), ("Operations of a collection", true)] {
        text.push_str(&operations(heading, &rows::bound_operations(metadata, &of.name, is_collection), style));
    }
    let (derived, count) = derived_tree(metadata, &of.name, style, 2);
    text.push_str(&section("Derived types", count, &derived, style));
    text.push_str(&restrictions("Restrictions", &of.annotations, style));
    let found = Addresses::find(metadata).paths(&of.name);
    text.push_str(&section("Paths", found.len(), &listed(&found, style), style));
    for path in found.iter().take(MOST_RESTRICTED) {
        let annotations =
            metadata.path(path).ok().and_then(|resource| requests::annotations(metadata, path, &resource));
        text.extend(annotations.map(|annotations| restrictions(&format!("At {path}"), &annotations, style)));
    }
    text + &uses(metadata, &of.name, style)
}

fn enumeration(metadata: &Metadata, of: &EnumType, style: Style) -> String {
    let kind = if of.is_flags { "enumeration of flags" } else { "enumeration" };
    let mut text = title(&of.name, kind, style);
    text.push_str(&about(&of.annotations, style));
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
    text.push_str(&section("Members", of.members.len(), &table.render(style, 2), style));
    text + &uses(metadata, &of.name, style)
}

/// A section of properties, grouped by declaring type.
fn rows(heading: &str, rows: &[PropertyRow<'_>], of: &str, style: Style) -> String {
    let mut body = String::new();
    for group in rows.chunk_by(|one, other| one.declared_by.name == other.declared_by.name) {
        let mut table = Table::default();
        for row in group {
            let ty = if row.is_contained.is_some() { "→ " } else { "" }.to_owned() + &type_text(row.ty);
            let tone = if row.annotations.deprecation.is_some() { Tone::Bad } else { Tone::Plain };
            table.row(
                [(row.name.to_owned(), Tone::Bold), (ty, Tone::Plain), (row.labels(), tone)],
                row.description().as_deref(),
            );
        }
        let from = group.first().map(|row| row.declared_by.name.as_str()).filter(|from| *from != of);
        body.extend(from.map(|from| format!("  {}\n", style.dim(&format!("from {}", short_name(from))))));
        body.push_str(&table.render(style, if from.is_some() { 4 } else { 2 }));
    }
    section(heading, rows.len(), &body, style)
}

fn uses(metadata: &Metadata, of: &str, style: Style) -> String {
    let found = rows::uses(metadata, of);
    let lines: Vec<String> = found.iter().map(|(ty, property)| format!("{}.{property}", short_name(ty))).collect();
    section("Used by", lines.len(), &listed(&lines, style), style)
}

/// The number of derived types that are shown at all levels. Of more types only the first level is shown, up to this number.
const MOST_DERIVED: usize = 60;

/// The tree of derived types, and their number.
fn derived_tree(metadata: &Metadata, of: &str, style: Style, indent: usize) -> (String, usize) {
    let all = metadata.derived(of);
    let mut text = String::new();
    branch(metadata, of, &all, all.len() <= MOST_DERIVED, &" ".repeat(indent), style, &mut text);
    (text, all.len())
}

fn branch(metadata: &Metadata, of: &str, all: &[&str], is_deep: bool, lead: &str, style: Style, text: &mut String) {
    let extends = |name: &&&str| metadata.structured(name).is_some_and(|ty| ty.base.as_deref() == Some(of));
    let children: Vec<&&str> = all.iter().filter(extends).collect();
    let last = children.len().saturating_sub(1);
    let shown = if is_deep { children.len() } else { MOST_DERIVED };
    for (index, name) in children.iter().enumerate().take(shown) {
        let (fork, next) = if index == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        text.push_str(&style.dim(&format!("{lead}{fork}")));
        text.push_str(short_name(name));
        let below = metadata.derived(name).len();
        if !is_deep && below > 0 {
            text.push_str(&style.dim(&format!("  and {below} derived types")));
        }
        text.push('\n');
        // Invalid metadata may have a cycle of types.
        if is_deep && lead.chars().count() < 60 {
            branch(metadata, name, all, is_deep, &format!("{lead}{next}"), style, text);
        }
    }
    if children.len() > shown {
        let more = format!("{lead}└─ and {} more: use --json", children.len() - shown);
        line(text, &style.dim(&more));
    }
}
