//! Line width and colours of text output.

use console::{Term, measure_text_width, truncate_str};

/// The line width, and whether colours are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// In characters.
    pub(crate) width: usize,
    /// Whether bold and dim text, and colours, are shown.
    pub(crate) colour: bool,
}

impl Style {
    /// The style of the standard output: colours on a terminal, unless `NO_COLOR` is set. Elsewhere the width is `COLUMNS`,
    /// or 100 characters.
    pub(crate) fn of_output() -> Self {
        let terminal = Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
        let variable = || std::env::var("COLUMNS").ok()?.parse().ok();
        let width = terminal.or_else(variable).unwrap_or(100);
        Self { width: width.max(40), colour: console::colors_enabled() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.styled(console::Style::new().bold(), text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.styled(console::Style::new().dim(), text)
    }

    /// Red: errors, removals, unsupported requests.
    pub(crate) fn bad(self, text: &str) -> String {
        self.styled(console::Style::new().red(), text)
    }

    /// Green: additions, supported requests.
    pub(crate) fn good(self, text: &str) -> String {
        self.styled(console::Style::new().green(), text)
    }

    fn styled(self, style: console::Style, text: &str) -> String {
        if self.colour && !text.is_empty() { style.force_styling(true).apply_to(text).to_string() } else { text.into() }
    }

    /// The text in one line of at most `width` characters, cut after a word.
    pub(crate) fn shortened(text: &str, width: usize) -> String {
        let line = words(text).collect::<Vec<_>>().join(" ");
        if measure_text_width(&line) <= width {
            return line;
        }
        let cut = truncate_str(&line, width, "…");
        let words = cut.trim_end_matches('…').rsplit_once(' ').map(|(words, _)| words);
        // Cut within a word if few words would be left.
        match words.filter(|words| measure_text_width(words) * 2 > width) {
            Some(words) => format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' '])),
            None => cut.into_owned(),
        }
    }

    /// The text in lines after a label in its own column. `shown` is the label with its colours.
    pub(crate) fn labelled(self, indent: usize, label: &str, shown: &str, column: usize, text: &str) -> String {
        let lines = self.wrapped(text, indent + column, 2);
        let gap = column.saturating_sub(measure_text_width(label));
        let lines = lines.trim_start_matches(' ').trim_end_matches('\n');
        format!("{}{shown}{}{lines}\n", " ".repeat(indent), " ".repeat(gap))
    }

    /// The text in lines with this indent; continuation lines have `hanging` more.
    pub(crate) fn wrapped(self, text: &str, indent: usize, hanging: usize) -> String {
        let mut lines = String::new();
        for paragraph in text.lines().map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            let mut line = " ".repeat(indent);
            let mut is_empty = true;
            for word in words(paragraph) {
                let word = &word;
                if !is_empty && measure_text_width(&line) + 1 + measure_text_width(word) > self.width {
                    lines.push_str(&line);
                    lines.push('\n');
                    line = " ".repeat(indent + hanging);
                    is_empty = true;
                }
                if !is_empty {
                    line.push(' ');
                }
                line.push_str(word);
                is_empty = false;
            }
            lines.push_str(&line);
            lines.push('\n');
        }
        lines
    }
}

/// The words of a text, without the control characters that would change the terminal.
fn words(text: &str) -> impl Iterator<Item = String> {
    let visible = |word: &str| word.chars().filter(|letter| !letter.is_control()).collect();
    text.split_whitespace().map(visible)
}

/// Appends a line.
pub(crate) fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The `help: …` or `note: …` of a message.
pub(crate) fn message_part(label: &str, text: &str, style: Style) -> String {
    let label = format!("{label}:");
    style.labelled(2, &label, &style.dim(&label), 6, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { width: 20, colour: false };

    #[test]
    fn text_is_cut_after_a_word() {
        assert_eq!(Style::shortened("The user's\n name.", 40), "The user's name.");
        assert_eq!(Style::shortened("The name, as the user likes", 12), "The name…");
        assert_eq!(Style::shortened("Antidisestablishment of it", 8), "Antidis…");
    }

    #[test]
    fn long_text_wraps_with_the_indent() {
        assert_eq!(PLAIN.wrapped("one two three four five six", 2, 2), "  one two three four\n    five six\n");
        assert_eq!(PLAIN.wrapped("a \u{1b}[31mred\u{7} word", 0, 0), "a [31mred word\n");
        assert_eq!(PLAIN.wrapped("one\n\ntwo", 1, 0), " one\n two\n");
        assert_eq!(PLAIN.wrapped("antidisestablishmentarianism x", 0, 2), "antidisestablishmentarianism\n  x\n");
    }

    #[test]
    fn a_label_has_its_own_column() {
        let style = Style { colour: true, ..PLAIN };
        let shown = style.dim("GET");
        assert_eq!(
            style.labelled(1, "GET", &shown, 5, "one two three four"),
            format!(" {shown}  one two three\n        four\n")
        );
    }

    #[test]
    fn bold_text_needs_colours() {
        assert_eq!(PLAIN.bold("x"), "x");
        assert_eq!(Style { colour: true, ..PLAIN }.bold("x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
