//! Differences, as text and as JSON.

use serde_json::{Value as Json, json};

use super::affected::Touched;
use super::summary::{Difference, Summary};
use crate::source::Item;
use crate::source::report::place;
use crate::terminal::output::counted;
use crate::terminal::style::{Look, line, remark};

/// What changed for each item.
pub(super) fn touched(touched: &[Touched<'_>], look: Look) -> String {
    let mut text = String::new();
    for Touched { item, changes } in touched {
        let of = type_name(item).map(|name| format!("  {}", look.dim(name))).unwrap_or_default();
        line(&mut text, &format!("{}{of}", look.bold(&item.name)));
        for change in changes {
            let level = if change.is_breaking { look.bad("breaking") } else { look.good("news") };
            line(&mut text, &format!("  {}: {level}: {}", place(&item.file, change.location), change.fact));
            text.extend(change.help.iter().map(|help| format!("  {}", remark("help", help, look))));
        }
    }
    text
}

pub(super) fn touched_as_json(touched: &Touched<'_>) -> Json {
    let Touched { item, changes } = touched;
    let changes: Vec<Json> = changes
        .iter()
        .map(|change| {
            json!({
                "change": change.kind,
                "subject": change.subject,
                "breaking": change.is_breaking,
                "line": change.location.line,
                "column": change.location.column,
                "fact": change.fact,
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

/// `37 types changed, 2 are new, none is gone; …`
pub(super) fn summary(summary: &Summary) -> String {
    let words = |(what, of): (&str, &Difference)| {
        let Difference { changed, added, removed } = of;
        format!("{} changed, {} new, {} gone", counted(changed.len(), what), added.len(), removed.len())
    };
    summary.parts().map(words).join("; ")
}

/// The names of all that changed.
pub(super) fn names(summary: &Summary, look: Look) -> String {
    let mut text = String::new();
    for ((_, of), what) in summary.parts().into_iter().zip(["Types", "Operations", "Roots of paths"]) {
        for (how, names) in [("changed", &of.changed), ("new", &of.added), ("gone", &of.removed)] {
            if !names.is_empty() {
                line(&mut text, &format!("{} ({})", look.bold(&format!("{what} {how}")), names.len()));
                text.extend(names.iter().map(|name| format!("  {name}\n")));
            }
        }
    }
    text
}

pub(super) fn difference_as_json(of: &Difference) -> Json {
    json!({ "changed": of.changed, "added": of.added, "removed": of.removed })
}

/// The name of the service's type; an operation has none.
fn type_name(item: &Item) -> Option<&str> {
    Some(item.type_name.as_str()).filter(|_| !item.kind.is_operation())
}
