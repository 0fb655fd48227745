//! Findings, as text and as JSON.

use serde_json::{Value as Json, json};

use crate::source::report::{place, unread_as_json};
use crate::source::{Finding, Level, Sources};
use crate::terminal::style::{Look, line, remark};

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
