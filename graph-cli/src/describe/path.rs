//! A path, in words.

use graph_csdl::{Definition, Metadata, Operation, Resource, ResourceKind, StructuredType};

use super::requests::{self, Holding};
use super::rows;
use super::types::{self, about, operations, restrictions, section};
use crate::metadata::signature::type_text;
use crate::terminal::style::Look;
use crate::terminal::table::{Table, Tone};

/// What stands at a path, what can be asked of it, where it goes on, and then the type.
pub(crate) fn path(metadata: &Metadata, path: &str, place: &Resource<'_>, look: Look) -> String {
    let mut text = format!("{}  {}\n", look.bold(path), look.dim(&standing(metadata, path, &place.kind)));
    text.push_str(&place.annotations.map(|said| about(said, look)).unwrap_or_default());
    let requests = requests::of(metadata, path, place);
    let mut table = Table::default();
    for request in &requests {
        let (word, tone) = match request.is_supported {
            Some(true) => ("supported", Tone::Good),
            Some(false) => ("refused", Tone::Bad),
            None => ("", Tone::Plain),
        };
        let cells = [
            (request.method.to_owned(), Tone::Dim),
            (request.path.clone(), Tone::Bold),
            (request.purpose.clone(), Tone::Plain),
            (word.to_owned(), tone),
        ];
        table.row(cells, None);
    }
    text.push_str(&section("Requests", requests.len(), &table.render(look, 2), look));
    // Of a count or references it says nothing, though the collection before them is spoken of.
    let said = requests::said(metadata, path, place)
        .filter(|_| matches!(place.kind, ResourceKind::Collection(_) | ResourceKind::Entity(_)));
    text.push_str(&said.map(|said| restrictions("At this path", &said, look)).unwrap_or_default());
    if let ResourceKind::Operation(overloads) = &place.kind {
        text.push_str(&operations("Overloads", overloads, look));
    }
    let next = next(metadata, &place.kind);
    text.push_str(&section("Goes on with", next.len(), &segments(&next, look), look));
    if let Some(found) = type_of(metadata, &place.kind) {
        text.push('\n');
        text.push_str(&types::definition(metadata, found, look));
    }
    text
}

/// What stands there, in words without marks.
pub(super) fn standing(metadata: &Metadata, path: &str, target: &ResourceKind<'_>) -> String {
    let plain = target.to_string().replace('`', "");
    let is_of_references = matches!(target, ResourceKind::Collection(_) | ResourceKind::Entity(_))
        && requests::holding(metadata, path) == Holding::References;
    if is_of_references { format!("{plain}, by reference") } else { plain }
}

/// The type that a path leads to, or that an operation there returns.
pub(super) fn type_of<'m>(metadata: &'m Metadata, target: &ResourceKind<'m>) -> Option<&'m Definition> {
    let name = match target {
        ResourceKind::Collection(of) | ResourceKind::Entity(of) => &of.name,
        ResourceKind::Value(ty) => &ty.name,
        ResourceKind::Operation(overloads) => &overloads.iter().find_map(|operation| operation.returns.as_ref())?.name,
        ResourceKind::Count | ResourceKind::Content | ResourceKind::References => return None,
    };
    metadata.definition(name)
}

/// A segment that a path can go on with.
pub(super) struct Next {
    pub(super) segment: String,
    pub(super) kind: &'static str,
    /// The type there, in short; `None` where there is none, or the segment says it.
    pub(super) leads_to: Option<String>,
}

/// All segments that can stand behind a target.
pub(super) fn next(metadata: &Metadata, target: &ResourceKind<'_>) -> Vec<Next> {
    let step = |segment: &str, kind, leads_to: Option<String>| Next { segment: segment.to_owned(), kind, leads_to };
    match target {
        ResourceKind::Collection(of) => {
            let mut next = vec![step("{id}", "key", Some(type_name(of))), step("$count", "count", None)];
            next.extend(calls(&rows::calls(metadata, &of.name, true)));
            next.extend(casts(metadata, of));
            next
        }
        ResourceKind::Entity(of) => {
            let navigation = rows::navigation(metadata, &of.name);
            let mut next: Vec<Next> =
                navigation.iter().map(|row| step(row.name, "navigation", Some(type_text(row.ty)))).collect();
            next.extend(metadata.has_stream(&of.name).then(|| step("$value", "content", None)));
            next.extend(calls(&rows::calls(metadata, &of.name, false)));
            next.extend(casts(metadata, of));
            next
        }
        ResourceKind::Value(ty) if ty.is_collection => vec![step("$count", "count", None)],
        ResourceKind::Value(ty) => {
            metadata.properties(&ty.name).map(|p| step(&p.name, "property", Some(type_text(&p.ty)))).collect()
        }
        ResourceKind::Operation(_) | ResourceKind::Count | ResourceKind::Content | ResourceKind::References => {
            Vec::new()
        }
    }
}

fn type_name(of: &StructuredType) -> String {
    crate::metadata::signature::short(&of.name).to_owned()
}

fn calls(operations: &[&Operation]) -> Vec<Next> {
    let mut calls: Vec<Next> = Vec::new();
    for operation in operations {
        let segment = operation.short_name();
        if !calls.iter().any(|known| known.segment == segment) {
            let kind = if crate::metadata::signature::method(operation.kind) == "POST" { "action" } else { "function" };
            let leads_to = operation.returns.as_ref().map(type_text);
            calls.push(Next { segment: segment.to_owned(), kind, leads_to });
        }
    }
    calls
}

fn casts(metadata: &Metadata, of: &StructuredType) -> impl Iterator<Item = Next> {
    let derived = metadata.derived(&of.name).into_iter();
    derived.map(|name| Next { segment: name.to_owned(), kind: "cast", leads_to: None })
}

/// As many segments of a kind are shown.
const MOST: usize = 80;

/// The segments in groups by what they are.
fn segments(next: &[Next], look: Look) -> String {
    let mut text = String::new();
    for kind in ["key", "count", "content", "navigation", "property", "function", "action", "cast"] {
        let mut of_kind: Vec<String> =
            next.iter().filter(|next| next.kind == kind).map(|next| next.segment.clone()).collect();
        if of_kind.len() > MOST {
            let more = format!("and {} more, all of them with --json", of_kind.len() - MOST);
            of_kind.truncate(MOST);
            of_kind.push(more);
        }
        if !of_kind.is_empty() {
            text.push_str(&look.labelled(2, kind, &look.dim(kind), 12, &of_kind.join(", ")));
        }
    }
    text
}
