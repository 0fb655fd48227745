//! Operations as text.

use graph_csdl::{Metadata, Operation};

use super::rows;
use super::sections::{listed, section, title};
use crate::metadata::resolve::operation_paths;
use crate::metadata::signature::{method, noun, operation_text, type_text};
use crate::terminal::style::{Style, line};

/// A section of operations, each with its method, signature and description.
pub(super) fn operations(heading: &str, operations: &[&Operation], style: Style) -> String {
    let mut body = String::new();
    for operation in operations {
        let method = method(operation.kind);
        body.push_str(&style.labelled(2, method, &style.dim(method), 6, &operation_text(operation)));
        let deprecated = operation.annotations.deprecation.as_ref().map(rows::deprecated);
        for description in operation.annotations.description.iter().chain(&deprecated) {
            let shown = Style::shortened(description, style.width.saturating_sub(12));
            line(&mut body, &format!("            {}", style.dim(&shown)));
        }
    }
    section(heading, operations.len(), &body, style)
}

/// The overloads of one name, grouped by binding type, and their paths.
pub(crate) fn operation(metadata: &Metadata, overloads: &[&Operation], style: Style) -> String {
    let Some(first) = overloads.first() else { return String::new() };
    let mut text = title(&first.name, noun(first.kind), style);
    for group in overloads.chunk_by(|one, other| one.binding == other.binding) {
        let heading = match group.first().and_then(|operation| operation.binding.as_ref()) {
            Some(binding) => format!("Bound to {}", type_text(binding)),
            None => "Unbound".to_owned(),
        };
        text.push_str(&operations(&heading, group, style));
    }
    let found = operation_paths(metadata, overloads);
    text + &section("Paths", found.len(), &listed(&found, style), style)
}
