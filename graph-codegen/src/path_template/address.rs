//! Paths between colons in a template, `root:/{itemPath}:/children`: the service resolves them relative to an entity.

use proc_macro2::Ident;
use syn::LitStr;

use crate::diagnostics::Diagnostic;
use crate::names;

/// The kind of resource that a template addresses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TemplateTarget {
    /// A collection: an endpoint.
    Entities,
    /// One entity: an endpoint.
    Entity,
    /// An action or a function.
    Operation,
}

/// The rule, for messages.
const RULE: &str = "`:/` starts a path that the service resolves, and a second one ends it before the next segment";

/// Whether the template ends within a path between colons: `root:/{itemPath}`.
pub(super) fn is_open(text: &str) -> bool {
    let (before, last) = text.rsplit_once('/').unwrap_or(("", text));
    !last.ends_with(':') && is_open_after(before)
}

/// Whether the next segment is within a path between colons.
fn is_open_after(segments: &str) -> bool {
    segments.split('/').filter(|segment| segment.ends_with(':')).count() % 2 == 1
}

/// The first mistake in the paths between colons, and the corrected path.
pub(super) fn mistake(
    literal: &LitStr,
    text: &str,
    entity: &Ident,
    target: TemplateTarget,
) -> Option<(Diagnostic, String)> {
    let diagnostic = |fact: String| Diagnostic::new(literal.span(), fact).note(RULE);
    if let Some((fact, meant)) = colon(text) {
        return Some((diagnostic(fact).help(format!("write `{meant}`")), meant));
    }
    let (fact, meant) = end(text, entity, target)?;
    if target == TemplateTarget::Entities && is_open(&meant) {
        let help = format!("write `singleton(name = \"at_path\", template = \"{meant}\")`");
        return Some((diagnostic(fact).help(help), meant));
    }
    Some((diagnostic(fact).help(format!("write `{meant}`")), meant))
}

/// A colon in the wrong place.
fn colon(text: &str) -> Option<(String, String)> {
    if let Some(segment) = text.split('/').find(|segment| apart(segment) != **segment) {
        let meant = text.split('/').map(apart).collect::<Vec<_>>().join("/");
        return Some((format!("`{segment}` in the path has a `:` without a `/` after it"), meant));
    }
    let segments: Vec<&str> = text.split('/').collect();
    let at = segments.iter().position(|segment| *segment == ":")?;
    let (before, after) = segments.split_at_checked(at)?;
    let (before, after) = (before.join("/"), after.get(1..).unwrap_or_default().join("/"));
    if is_open_after(&before) {
        return Some(("the path has nothing between two colons".to_owned(), format!("{before}/{{itemPath}}:/{after}")));
    }
    let meant = if before.is_empty() { after } else { format!("{before}:/{after}") };
    Some(("the path has a segment `:`".to_owned(), meant))
}

/// A mistake at the end of the template, and the corrected path. The corrected path of a collection that addresses one entity
/// stays open.
fn end(text: &str, entity: &Ident, target: TemplateTarget) -> Option<(String, String)> {
    let begin = text.strip_suffix(':').unwrap_or(text);
    let has_colon = begin.len() < text.len();
    let is_begun = has_colon && is_open_after(text);
    match target {
        _ if !has_colon && !is_open(text) => None,
        TemplateTarget::Entity if !has_colon => None,
        TemplateTarget::Entity if is_begun => {
            Some(("the path ends with `:`".to_owned(), format!("{text}/{{itemPath}}")))
        }
        TemplateTarget::Entity => Some(("the path ends with `:`".to_owned(), begin.to_owned())),
        TemplateTarget::Entities if is_begun => {
            Some(("the path ends with `:`".to_owned(), format!("{text}/{{itemPath}}:/children")))
        }
        TemplateTarget::Entities => {
            let meant = closed(begin).or_else(|| begun(begin)).unwrap_or_else(|| begin.to_owned());
            Some(("the path addresses one entity".to_owned(), meant))
        }
        TemplateTarget::Operation => {
            let path = if is_begun { format!("{text}/{{itemPath}}") } else { begin.to_owned() };
            let named = || format!("{path}:/{}", names::lower_camel(entity));
            Some(("the path ends before the name of the operation".to_owned(), closed(&path).unwrap_or_else(named)))
        }
    }
}

/// The segment with a `/` between a placeholder and a `:` next to it.
fn apart(segment: &str) -> String {
    let mut written = String::with_capacity(segment.len() + 2);
    let mut letters = segment.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_after_placeholder = written.ends_with('}');
        let is_beside = match letters.peek() {
            None => false,
            Some('{') => !written.is_empty(),
            Some(_) => is_after_placeholder,
        };
        written.push(letter);
        if letter == ':' && is_beside {
            written.push('/');
        }
    }
    written
}

/// The template with `:` before a last literal segment that follows a placeholder: `root:/{itemPath}/children` becomes
/// `root:/{itemPath}:/children`.
fn closed(text: &str) -> Option<String> {
    let (before, last) = text.rsplit_once('/')?;
    let is_forgotten = before.ends_with('}') && !last.starts_with('{');
    is_forgotten.then(|| format!("{before}:/{last}"))
}

/// The template with a complete path between colons: `root/{itemPath}:/children` lacks its first colon, and
/// `sites/{hostname}:/lists` lacks the path.
fn begun(text: &str) -> Option<String> {
    let (before, last) = text.rsplit_once('/').filter(|(_, last)| !last.starts_with('{'))?;
    let (root, placeholder) = before.strip_suffix(':')?.rsplit_once('/')?;
    if !placeholder.starts_with('{') {
        return None;
    }
    let is_item = root.rsplit('/').next() == Some("root");
    Some(if is_item { format!("{root}:/{placeholder}:/{last}") } else { format!("{before}/{{itemPath}}:/{last}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_between_colons_is_open_until_its_second_colon() {
        for (text, expected) in [
            ("me/drive/root:/{itemPath}", true),
            ("drives/{driveId}/items/{id}:/a/{itemPath}", true),
            ("sites/{hostname}:/{sitePath}:/drive/root:/{itemPath}", true),
            ("me/drive/root:/{itemPath}:/children", false),
            ("sites/{hostname}:/{sitePath}:/lists/{listId}", false),
            ("me/drive/root:", false),
            ("users/{userId}", false),
        ] {
            assert_eq!(is_open(text), expected, "{text}");
        }
    }

    #[test]
    fn a_path_with_one_colon_is_made_whole() {
        for (text, expected) in [
            ("me/drive/root/{itemPath}:/children", Some("me/drive/root:/{itemPath}:/children")),
            ("sites/{hostname}:/lists", Some("sites/{hostname}:/{itemPath}:/lists")),
            ("drives/{driveId}/items/{id}:/children", Some("drives/{driveId}/items/{id}:/{itemPath}:/children")),
            ("sites/{hostname}:/{sitePath}", None),
            // A folder may be named like that.
            ("me/drive/root:/Documents", None),
        ] {
            assert_eq!(begun(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_colon_beside_a_placeholder_has_a_slash_behind_it() {
        for (segment, expected) in [
            ("root:{itemPath}", "root:/{itemPath}"),
            ("root:{itemPath}:", "root:/{itemPath}:"),
            ("{itemPath}:children", "{itemPath}:/children"),
            ("{hostname}:{sitePath}:lists", "{hostname}:/{sitePath}:/lists"),
            ("root:", "root:"),
            ("{hostname}:", "{hostname}:"),
            ("19:abc@thread.v2", "19:abc@thread.v2"),
            (":{id}", ":{id}"),
            ("", ""),
        ] {
            assert_eq!(apart(segment), expected, "{segment}");
        }
    }
}
