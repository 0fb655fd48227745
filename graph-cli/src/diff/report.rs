//! Changes as text and as JSON.

use serde_json::{Value as Json, json};

use super::affected::Affected;
use super::summary::{Difference, Summary};
use crate::source::Item;
use crate::source::report::position;
use crate::terminal::output::counted;
use crate::terminal::style::{Style, line, message_part};

/// The changes of each item.
pub(super) fn affected(affected: &[Affected<'_>], style: Style) -> String {
    let mut text = String::new();
    for Affected { item, changes } in affected {
        let of = type_name(item).map(|name| format!("  {}", style.dim(name))).unwrap_or_default();
        line(&mut text, &format!("{}{of}", style.bold(&item.name)));
        for change in changes {
            let level = if change.is_breaking { style.bad("breaking") } else { style.good("info") };
            line(&mut text, &format!("  {}: {level}: {}", position(&item.file, change.location), change.message));
            text.extend(change.help.iter().map(|help| format!("  {}", message_part("help", help, style))));
        }
    }
    text
}

pub(super) fn affected_as_json(affected: &Affected<'_>) -> Json {
    let Affected { item, changes } = affected;
    let changes: Vec<Json> = changes
        .iter()
        .map(|change| {
            json!({
                "change": change.kind,
                "subject": change.subject,
                "breaking": change.is_breaking,
                "line": change.location.line,
                "column": change.location.column,
                "message": change.message,
                "help": change.help,
            })
        })
        .collect();
    json!({
        "file": item.file.display().to_string(),
        "item": item.name,
        "attribute": item.kind.attribute(),
        "type": type_name(item),
        "changes": changes,
    })
}

/// The number of differences: `37 types changed, 2 added, 0 removed; …`.
pub(super) fn summary(summary: &Summary) -> String {
    let counts = |(noun, of): (&str, &Difference)| {
        let Difference { changed, added, removed } = of;
        format!("{} changed, {} added, {} removed", counted(changed.len(), noun), added.len(), removed.len())
    };
    summary.parts().map(counts).join("; ")
}

/// The names of everything that changed.
pub(super) fn names(summary: &Summary, style: Style) -> String {
    let mut text = String::new();
    for ((_, of), noun) in summary.parts().into_iter().zip(["Types", "Operations", "Path roots"]) {
        for (verb, names) in [("changed", &of.changed), ("added", &of.added), ("removed", &of.removed)] {
            if !names.is_empty() {
                line(&mut text, &format!("{} ({})", style.bold(&format!("{noun} {verb}")), names.len()));
                text.extend(names.iter().map(|name| format!("  {name}\n")));
            }
        }
    }
    text
}

pub(super) fn difference_as_json(of: &Difference) -> Json {
    json!({ "changed": of.changed, "added": of.added, "removed": of.removed })
}

/// The name of the service's type, unless the item is an operation.
fn type_name(item: &Item) -> Option<&str> {
    Some(item.type_name.as_str()).filter(|_| !item.kind.is_operation())
}
