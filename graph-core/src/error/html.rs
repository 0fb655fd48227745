//! Titles of HTML pages that gateways send in place of an error.

/// Returns `true` for an HTML page. It may start with an XML declaration or a comment.
pub(super) fn is_page(text: &str) -> bool {
    let lower = text.trim_start().to_ascii_lowercase();
    let is_one = |text: &str| ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| text.starts_with(start));
    let after = |end: &str| lower.split_once(end).is_some_and(|(_, rest)| is_one(rest.trim_start()));
    is_one(&lower) || (lower.starts_with("<?xml") && after("?>")) || (lower.starts_with("<!--") && after("-->"))
}

/// The title of a page, or else its first heading.
pub(super) fn title(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    ["title", "h1", "h2"].iter().find_map(|name| element(page, &lower, name))
}

/// The content of the first element of this name, without tags.
fn element(text: &str, lower: &str, name: &str) -> Option<String> {
    let open = lower
        .match_indices(&format!("<{name}"))
        .map(|(at, tag)| at + tag.len())
        .find(|at| lower.get(*at..).is_some_and(|rest| rest.starts_with(['>', ' ', '\t', '\r', '\n'])))?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find(&format!("</{name}"))?;
    let content = plain(text.get(start..end)?);
    (!content.is_empty()).then_some(content)
}

/// The text without tags and entities, in one line.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if in_tag => {}
            _ => text.push(letter),
        }
    }
    for (entity, letter) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
    {
        text = text.replace(entity, letter);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_title_or_a_heading() {
        for (html, expected) in [
            ("<html><head><title>502 Bad Gateway</title></head><body>secret</body></html>", Some("502 Bad Gateway")),
            ("\n<!DOCTYPE HTML>\n<HTML><TITLE lang=\"en\">\n Not\n &amp; found </TITLE>", Some("Not & found")),
            ("<html><body><h1>Service <b>Unavailable</b></h1>", Some("Service Unavailable")),
            ("<html><title></title><h2>Gone</h2></html>", Some("Gone")),
            ("<html><title>cut", None),
            ("<html>", None),
            ("<html><titles>x</titles>", None),
            ("<html><title>İ</title>", Some("İ")),
        ] {
            assert!(is_page(html), "{html}");
            assert_eq!(title(html).as_deref(), expected, "{html}");
        }
        for text in ["", "no page", "{}", "<a>b</a>", "use <html> here"] {
            assert!(!is_page(text), "{text}");
        }
    }
}
