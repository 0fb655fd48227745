//! Findings and differences, as text and as JSON.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::diff::{Difference, Summary, Touched};
use crate::look::{Look, line};
use crate::source::{Finding, Item, Level, Location, Sources, Unread};

/// Findings as compilers write them, so that editors find the places.
pub(crate) fn findings(findings: &[Finding], look: Look) -> String {
    let mut text = String::new();
    for finding in findings {
        let Finding { file, diagnostic, .. } = finding;
        let level = match diagnostic.level {
            Level::Error => look.bad("error"),
            Level::Warning => look.bold("warning"),
        };
        let head = place(file, diagnostic.location);
        line(&mut text, &format!("{}: {level}: {}", look.bold(&head), diagnostic.message));
        for (label, said) in [("help", &diagnostic.help), ("note", &diagnostic.note)] {
            text.extend(said.iter().map(|said| remark(label, said, look)));
        }
    }
    text
}

fn remark(label: &str, said: &str, look: Look) -> String {
    let label = format!("{label}:");
    look.labelled(2, &label, &look.dim(&label), 6, said)
}

pub(crate) fn findings_as_json(findings: &[Finding], sources: &Sources, passed_over: usize) -> Json {
    let findings: Vec<Json> = findings.iter().map(finding_as_json).collect();
    json!({
        "files": sources.files,
        "items": sources.items.len(),
        "passedOver": passed_over,
        "findings": findings,
        "unread": unread_as_json(&sources.unread),
    })
}

fn finding_as_json(finding: &Finding) -> Json {
    let Finding { file, item, diagnostic } = finding;
    let (item, ty) = item.as_ref().map_or((None, None), |(name, ty)| (Some(name), ty.as_ref()));
    json!({
        "level": if diagnostic.level == Level::Warning { "warning" } else { "error" },
        "file": file.display().to_string(),
        "line": diagnostic.location.line,
        "column": diagnostic.location.column,
        "item": item,
        "type": ty,
        "fact": diagnostic.message,
        "help": diagnostic.help,
        "note": diagnostic.note,
    })
}

/// What changed for each item.
pub(crate) fn touched(touched: &[Touched<'_>], look: Look) -> String {
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

pub(crate) fn touched_as_json(touched: &Touched<'_>) -> Json {
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
pub(crate) fn summary(summary: &Summary) -> String {
    let words = |(what, of): (&str, &Difference)| {
        let Difference { changed, added, removed } = of;
        format!("{} changed, {} new, {} gone", counted(changed.len(), what), added.len(), removed.len())
    };
    summary.parts().map(words).join("; ")
}

/// `1 type`, `2 types`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The names of all that changed.
pub(crate) fn names(summary: &Summary, look: Look) -> String {
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

pub(crate) fn difference_as_json(of: &Difference) -> Json {
    json!({ "changed": of.changed, "added": of.added, "removed": of.removed })
}

/// Files and items that can't be read.
pub(crate) fn unread(unread: &[Unread]) -> String {
    let line = |unread: &Unread| {
        let Unread { file, location, fact, help } = unread;
        format!("{}:{}:{}: error: {fact}\n  help: {help}\n", file.display(), location.line, location.column)
    };
    unread.iter().map(line).collect()
}

pub(crate) fn unread_as_json(unread: &[Unread]) -> Vec<Json> {
    let one = |unread: &Unread| {
        let Unread { file, location, fact, help } = unread;
        json!({ "file": file.display().to_string(), "line": location.line, "column": location.column, "fact": fact, "help": help })
    };
    unread.iter().map(one).collect()
}

fn place(file: &Path, location: Location) -> String {
    format!("{}:{}:{}", file.display(), location.line, location.column)
}

/// The name of the service's type; an operation has none.
fn type_name(item: &Item) -> Option<&str> {
    Some(item.type_name.as_str()).filter(|_| !item.kind.is_operation())
}
