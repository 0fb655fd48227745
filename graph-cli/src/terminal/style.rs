//! How text looks: as wide as the terminal, with colour where there is one.

use console::{Style, Term, measure_text_width, truncate_str};

/// What a text is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// In characters.
    pub(crate) width: usize,
    /// Whether bold and dim text, and colours, are shown.
    pub(crate) colour: bool,
}

impl Look {
    /// Of the standard output: colour for a terminal alone, unless `NO_COLOR` is set. What is no terminal is as wide as
    /// `COLUMNS` says, or 100 characters.
    pub(crate) fn of_output() -> Self {
        let terminal = Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
        let said = || std::env::var("COLUMNS").ok()?.parse().ok();
        let width = terminal.or_else(said).unwrap_or(100);
        Self { width: width.max(40), colour: console::colors_enabled() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.styled(Style::new().dim(), text)
    }

    /// For what is refused, gone or wrong.
    pub(crate) fn bad(self, text: &str) -> String {
        self.styled(Style::new().red(), text)
    }

    /// For what is granted or new.
    pub(crate) fn good(self, text: &str) -> String {
        self.styled(Style::new().green(), text)
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { style.force_styling(true).apply_to(text).to_string() } else { text.into() }
    }

    /// The text on one line of at most this many characters, cut at a word.
    pub(crate) fn shortened(text: &str, width: usize) -> String {
        let line = words(text).collect::<Vec<_>>().join(" ");
        if measure_text_width(&line) <= width {
            return line;
        }
        let cut = truncate_str(&line, width, "…");
        let words = cut.trim_end_matches('…').rsplit_once(' ').map(|(words, _)| words);
        // A cut in the middle of a word is better than hardly any words.
        match words.filter(|words| measure_text_width(words) * 2 > width) {
            Some(words) => format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' '])),
            None => cut.into_owned(),
        }
    }

    /// The text in lines behind a label, which stands in a column of its own. `shown` is the label as it looks.
    pub(crate) fn labelled(self, indent: usize, label: &str, shown: &str, column: usize, text: &str) -> String {
        let lines = self.wrapped(text, indent + column, 2);
        let gap = column.saturating_sub(measure_text_width(label));
        let lines = lines.trim_start_matches(' ').trim_end_matches('\n');
        format!("{}{shown}{}{lines}\n", " ".repeat(indent), " ".repeat(gap))
    }

    /// The text in lines, each behind `indent`; a line that is a continuation of the first has `hanging` more.
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

/// The words of a text. What a file says is shown, and does not steer the terminal.
fn words(text: &str) -> impl Iterator<Item = String> {
    let visible = |word: &str| word.chars().filter(|letter| !letter.is_control()).collect();
    text.split_whitespace().map(visible)
}

/// Adds a line.
pub(crate) fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// A labelled line of a message: `help: …`.
pub(crate) fn remark(label: &str, said: &str, look: Look) -> String {
    let label = format!("{label}:");
    look.labelled(2, &label, &look.dim(&label), 6, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look { width: 20, colour: false };

    #[test]
    fn a_text_is_cut_at_a_word() {
        assert_eq!(Look::shortened("The user's\n name.", 40), "The user's name.");
        assert_eq!(Look::shortened("The name, as the user likes", 12), "The name…");
        assert_eq!(Look::shortened("Antidisestablishment of it", 8), "Antidis…");
    }

    #[test]
    fn a_long_text_goes_on_behind_the_indent() {
        assert_eq!(PLAIN.wrapped("one two three four five six", 2, 2), "  one two three four\n    five six\n");
        assert_eq!(PLAIN.wrapped("a \u{1b}[31mred\u{7} word", 0, 0), "a [31mred word\n");
        assert_eq!(PLAIN.wrapped("one\n\ntwo", 1, 0), " one\n two\n");
        assert_eq!(PLAIN.wrapped("antidisestablishmentarianism x", 0, 2), "antidisestablishmentarianism\n  x\n");
    }

    #[test]
    fn a_label_has_a_column_of_its_own() {
        let look = Look { colour: true, ..PLAIN };
        let shown = look.dim("GET");
        assert_eq!(
            look.labelled(1, "GET", &shown, 5, "one two three four"),
            format!(" {shown}  one two three\n        four\n")
        );
    }

    #[test]
    fn colour_is_shown_where_there_is_one() {
        assert_eq!(PLAIN.bold("x"), "x");
        assert_eq!(Look { colour: true, ..PLAIN }.bold("x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
