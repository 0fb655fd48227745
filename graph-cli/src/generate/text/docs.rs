//! Doc comments: descriptions escaped as Markdown.

use graph_csdl::{Annotations, Deprecation};

use super::lines::{Text, WIDTH};

/// Writes a comment: the description, or `fallback` in Markdown; and the deprecation.
pub(crate) fn write(into: &mut Text, indent: usize, annotations: &Annotations, fallback: &str) {
    let description = annotations.description.as_deref().map(words).filter(|words| !words.is_empty());
    let fallback = || fallback.split_whitespace().map(str::to_owned).collect();
    paragraph(into, indent, &description.unwrap_or_else(fallback));
    if let Some(deprecation) = &annotations.deprecation {
        into.line(indent, "///");
        paragraph(into, indent, &deprecated(deprecation));
    }
}

/// Writes a comment in Markdown.
pub(crate) fn markdown(into: &mut Text, indent: usize, text: &str) {
    paragraph(into, indent, &text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
}

fn deprecated(deprecation: &Deprecation) -> Vec<String> {
    let since = deprecation.date.as_ref().map(|date| format!(" since {date}")).unwrap_or_default();
    let until = deprecation.removal_date.as_ref().map(|date| format!(", until {date}")).unwrap_or_default();
    let why = deprecation.description.as_deref().map(words).filter(|words| !words.is_empty());
    let end = if why.is_some() { ':' } else { '.' };
    let text = format!("**Deprecated**{since}{until}{end}");
    text.split(' ').map(str::to_owned).chain(why.unwrap_or_default()).collect()
}

fn paragraph(into: &mut Text, indent: usize, words: &[String]) {
    let mut text = String::new();
    for word in words {
        if text.is_empty() {
            text = escaped_start(word);
        } else if indent + 5 + text.chars().count() + word.chars().count() > WIDTH {
            into.line(indent, format!("/// {text}"));
            text = escaped_start(word);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    into.line(indent, format!("/// {text}"));
}

/// Escapes a word that would start a list, a heading or a quote at the start of a line.
fn escaped_start(word: &str) -> String {
    let digits = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if word.starts_with(['-', '+', '#', '=', '>', '|']) {
        return format!("\\{word}");
    }
    match (digits.len() < word.len()).then(|| digits.split_at_checked(1)).flatten() {
        Some((mark @ ("." | ")"), rest)) => {
            let number = word.get(..word.len() - digits.len()).unwrap_or_default();
            format!("{number}\\{mark}{rest}")
        }
        _ => word.to_owned(),
    }
}

/// The words of a text with the syntax of Markdown escaped, except code between backticks.
fn words(text: &str) -> Vec<String> {
    let has_code = text.matches('`').count().is_multiple_of(2);
    let mut in_code = false;
    text.split_whitespace().map(|word| escaped(word, has_code, &mut in_code)).collect()
}

fn escaped(word: &str, has_code: bool, in_code: &mut bool) -> String {
    let mut escaped = String::with_capacity(word.len() + 4);
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let link = if *in_code { "" } else { link(rest) };
        if !link.is_empty() {
            escaped.extend(["<", link, ">"]);
            rest = rest.get(link.len()..).unwrap_or_default();
            continue;
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        match letter {
            '`' if has_code => *in_code = !*in_code,
            _ if *in_code => {}
            '`' | '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '$' => escaped.push('\\'),
            '&' if rest.contains(';') => escaped.push('\\'),
            _ => {}
        }
        escaped.push(letter);
    }
    escaped
}

/// The URL at the start of a text, which rustdoc wants in angle brackets.
fn link(text: &str) -> &str {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return "";
    }
    let is_of_url = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#@!$&*+=%".contains(letter);
    let end = text.find(|letter: char| !is_of_url(letter)).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or_default().trim_end_matches(['.', ':', '?', '!']);
    if url.ends_with("//") { "" } else { url }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(indent: usize, description: &str) -> String {
        let mut text = Text::default();
        let mut annotations = Annotations::default();
        annotations.description = Some(description.to_owned());
        write(&mut text, indent, &annotations, "The property `x`.");
        text.as_str().to_owned()
    }

    #[test]
    fn markdown_in_descriptions_is_escaped() {
        for (description, comment) in [
            ("Yes  or\r\n no.", "/// Yes or no.\n"),
            (" ", "/// The property `x`.\n"),
            ("PCR[0] of <b>*x*</b>", "/// PCR\\[0\\] of \\<b\\>\\*x\\*\\</b\\>\n"),
            ("Such as `[a]` and _b_", "/// Such as `[a]` and \\_b\\_\n"),
            ("One ` alone", "/// One \\` alone\n"),
            ("See \"https://contoso.com/a_b\".", "/// See \"<https://contoso.com/a_b>\".\n"),
            ("[x](http://a.b).", "/// \\[x\\](<http://a.b>).\n"),
            ("- no list", "/// \\- no list\n"),
            ("1. no list", "/// 1\\. no list\n"),
            ("1.5 is a number", "/// 1\\.5 is a number\n"),
            ("AT&amp;T & co", "/// AT\\&amp;T & co\n"),
        ] {
            assert_eq!(written(0, description), comment, "{description}");
        }
    }

    #[test]
    fn long_descriptions_wrap() {
        let text = written(4, &"word - ".repeat(40));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert!(text.lines().all(|line| !line.starts_with("    /// -")), "{text}");
    }

    #[test]
    fn deprecations_have_a_paragraph() {
        let mut deprecation = Deprecation::default();
        deprecation.description = Some("Use [mail].".to_owned());
        deprecation.date = Some("2024-04-10".to_owned());
        let mut annotations = Annotations::default();
        annotations.deprecation = Some(deprecation);
        let mut text = Text::default();
        write(&mut text, 0, &annotations, "The property `x`.");
        assert_eq!(text.as_str(), "/// The property `x`.\n///\n/// **Deprecated** since 2024-04-10: Use \\[mail\\].\n");
    }
}
