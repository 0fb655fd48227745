//! Paths as text.

use graph_csdl::permissions::PermissionTable;
use graph_csdl::{Definition, Metadata, Operation, Resource, ResourceKind, StructuredType};

use super::operation::operations;
use super::permissions::permissions;
use super::sections::{about, restrictions, section, title};
use super::{requests, rows, types};
use crate::metadata::signature::{noun, short_name, type_text};
use crate::terminal::style::Style;
use crate::terminal::table::{Table, Tone};

/// The description of a path: resource, requests with their permissions, next segments, type.
pub(crate) fn path(
    metadata: &Metadata,
    table: Option<&PermissionTable>,
    path: &str,
    resource: &Resource<'_>,
    style: Style,
) -> String {
    let mut text = title(path, &kind_text(metadata, path, &resource.kind), style);
    text.push_str(&resource.annotations.map(|annotations| about(annotations, style)).unwrap_or_default());
    let requests = requests::at(metadata, path, resource);
    let mut rows = Table::default();
    for request in &requests {
        let (support, tone) = match request.is_supported {
            Some(true) => ("supported", Tone::Good),
            Some(false) => ("unsupported", Tone::Bad),
            None => ("", Tone::Plain),
        };
        let cells = [
            (request.method.to_owned(), Tone::Dim),
            (request.path.clone(), Tone::Bold),
            (request.purpose.clone(), Tone::Plain),
            (support.to_owned(), tone),
        ];
        rows.row(cells, None);
    }
    text.push_str(&section("Requests", requests.len(), &rows.render(style, 2), style));
    text.push_str(&table.map(|table| permissions(table, &requests, style)).unwrap_or_default());
    // The annotations of a count or references are those of their collection.
    let annotations = requests::annotations(metadata, path, resource)
        .filter(|_| matches!(resource.kind, ResourceKind::Collection(_) | ResourceKind::Entity(_)));
    text.push_str(
        &annotations.map(|annotations| restrictions("At this path", &annotations, style)).unwrap_or_default(),
    );
    if let ResourceKind::Operation(overloads) = &resource.kind {
        text.push_str(&operations("Overloads", overloads, style));
    }
    let next = next_segments(metadata, &resource.kind);
    text.push_str(&section("Next segments", next.len(), &segments(&next, style), style));
    if let Some(found) = type_of(metadata, &resource.kind) {
        text.push('\n');
        text.push_str(&types::definition(metadata, found, style));
    }
    text
}

/// The kind of a resource without backticks.
fn kind_text(metadata: &Metadata, path: &str, kind: &ResourceKind<'_>) -> String {
    let plain = kind.to_string().replace('`', "");
    let is_by_reference = matches!(kind, ResourceKind::Collection(_) | ResourceKind::Entity(_))
        && requests::is_by_reference(metadata, path);
    if is_by_reference { format!("{plain}, by reference") } else { plain }
}

/// The type of a resource, or the result type of an operation.
pub(super) fn type_of<'m>(metadata: &'m Metadata, kind: &ResourceKind<'m>) -> Option<&'m Definition> {
    let name = match kind {
        ResourceKind::Collection(of) | ResourceKind::Entity(of) => &of.name,
        ResourceKind::Value(ty) => &ty.name,
        ResourceKind::Operation(overloads) => &overloads.iter().find_map(|operation| operation.returns.as_ref())?.name,
        ResourceKind::Count | ResourceKind::Content | ResourceKind::References => return None,
    };
    metadata.definition(name)
}

/// A possible next segment of a path.
pub(super) struct NextSegment {
    pub(super) segment: String,
    pub(super) kind: &'static str,
    /// The short name of its type; `None` if it has none, or if the segment is its name.
    pub(super) ty: Option<String>,
}

/// All possible segments after a resource.
pub(super) fn next_segments(metadata: &Metadata, kind: &ResourceKind<'_>) -> Vec<NextSegment> {
    let segment = |name: &str, kind, ty: Option<String>| NextSegment { segment: name.to_owned(), kind, ty };
    match kind {
        ResourceKind::Collection(of) => {
            let mut next =
                vec![segment("{id}", "key", Some(short_name(&of.name).to_owned())), segment("$count", "count", None)];
            next.extend(calls(&rows::bound_operations(metadata, &of.name, true)));
            next.extend(casts(metadata, of));
            next
        }
        ResourceKind::Entity(of) => {
            let navigation = rows::navigation(metadata, &of.name);
            let mut next: Vec<NextSegment> =
                navigation.iter().map(|row| segment(row.name, "navigation", Some(type_text(row.ty)))).collect();
            next.extend(metadata.has_stream(&of.name).then(|| segment("$value", "content", None)));
            next.extend(calls(&rows::bound_operations(metadata, &of.name, false)));
            next.extend(casts(metadata, of));
            next
        }
        ResourceKind::Value(ty) if ty.is_collection => vec![segment("$count", "count", None)],
        ResourceKind::Value(ty) => {
            metadata.properties(&ty.name).map(|p| segment(&p.name, "property", Some(type_text(&p.ty)))).collect()
        }
        ResourceKind::Operation(_) | ResourceKind::Count | ResourceKind::Content | ResourceKind::References => {
            Vec::new()
        }
    }
}

fn calls(operations: &[&Operation]) -> Vec<NextSegment> {
    let mut calls: Vec<NextSegment> = Vec::new();
    for operation in operations {
        let segment = operation.short_name();
        if !calls.iter().any(|known| known.segment == segment) {
            let ty = operation.returns.as_ref().map(type_text);
            calls.push(NextSegment { segment: segment.to_owned(), kind: noun(operation.kind), ty });
        }
    }
    calls
}

fn casts(metadata: &Metadata, of: &StructuredType) -> impl Iterator<Item = NextSegment> {
    let derived = metadata.derived(&of.name).into_iter();
    derived.map(|name| NextSegment { segment: name.to_owned(), kind: "cast", ty: None })
}

/// The number of segments of a kind that are shown.
const MOST: usize = 80;

/// The segments, grouped by kind.
fn segments(next: &[NextSegment], style: Style) -> String {
    let mut text = String::new();
    for kind in ["key", "count", "content", "navigation", "property", "function", "action", "cast"] {
        let mut of_kind: Vec<String> =
            next.iter().filter(|next| next.kind == kind).map(|next| next.segment.clone()).collect();
        if of_kind.len() > MOST {
            let more = format!("and {} more: use --json", of_kind.len() - MOST);
            of_kind.truncate(MOST);
            of_kind.push(more);
        }
        if !of_kind.is_empty() {
            text.push_str(&style.labelled(2, kind, &style.dim(kind), 12, &of_kind.join(", ")));
        }
    }
    text
}
