//! Findings, as text and as JSON.

use serde_json::{Value as Json, json};

use crate::source::report::{position, unreadable_as_json};
use crate::source::{Finding, Level, Sources};
use crate::terminal::style::{Style, line, message_part};

/// Findings in the form of compilers, which editors can open.
pub(crate) fn findings(findings: &[Finding], style: Style) -> String {
    let mut text = String::new();
    for finding in findings {
        let Finding { file, diagnostic, .. } = finding;
        let level = match diagnostic.level {
            Level::Error => style.bad("error"),
            Level::Warning => style.bold("warning"),
        };
        let head = position(file, diagnostic.location);
        line(&mut text, &format!("{}: {level}: {}", style.bold(&head), diagnostic.message));
        for (label, part) in [("help", &diagnostic.help), ("note", &diagnostic.note)] {
            text.extend(part.iter().map(|text| message_part(label, text, style)));
        }
    }
    text
}

pub(crate) fn findings_as_json(findings: &[Finding], sources: &Sources, skipped: usize) -> Json {
    let findings: Vec<Json> = findings.iter().map(finding_as_json).collect();
    json!({
        "files": sources.files,
        "items": sources.items.len(),
        "skipped": skipped,
        "findings": findings,
        "unreadable": unreadable_as_json(&sources.unreadable),
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
        "message": diagnostic.message,
        "help": diagnostic.help,
        "note": diagnostic.note,
    })
}
