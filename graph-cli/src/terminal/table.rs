//! A table that fits the line width, with a description after or below each row.

use console::measure_text_width;

use super::style::Style;

/// The width that a description needs to be in the line of its row.
const MIN_DESCRIPTION: usize = 40;
/// The number of spaces between two cells.
const GAP: usize = 2;

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// Each with its plain text.
    cells: Vec<(String, Tone)>,
    description: String,
}

/// The colour or weight of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Bold,
    Dim,
    Good,
    Bad,
}

impl Tone {
    fn show(self, style: Style, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Bold => style.bold(text),
            Self::Dim => style.dim(text),
            Self::Good => style.good(text),
            Self::Bad => style.bad(text),
        }
    }
}

impl Table {
    pub(crate) fn row<const N: usize>(&mut self, cells: [(String, Tone); N], description: Option<&str>) {
        self.rows.push(Row { cells: cells.into(), description: description.unwrap_or_default().to_owned() });
    }

    /// The rows as lines with this indent. Descriptions move below their rows if the line is too narrow.
    pub(crate) fn render(&self, style: Style, indent: usize) -> String {
        let mut starts = vec![indent];
        for column in self.columns(style.width.saturating_sub(indent)) {
            let start = starts.last().copied().unwrap_or(indent);
            starts.push(if column > 0 { start + column + GAP } else { start });
        }
        let end = starts.last().copied().unwrap_or(indent);
        let room = style.width.saturating_sub(end);
        let mut text = String::new();
        for row in &self.rows {
            let mut line = Line { style, indent, text: String::new(), end: 0 };
            for ((cell, tone), start) in row.cells.iter().zip(&starts) {
                line.push(cell, *tone, *start);
            }
            if room >= MIN_DESCRIPTION && line.end + GAP <= end {
                line.push(&Style::shortened(&row.description, room), Tone::Dim, end);
            } else {
                let below = Style::shortened(&row.description, style.width.saturating_sub(indent + 4));
                line.push_below(&below, Tone::Dim);
            }
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }

    /// The column widths: those of the widest cells, or a share of the line if these do not fit. A longer cell shifts the next
    /// ones.
    fn columns(&self, width: usize) -> Vec<usize> {
        let count = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let widest = |column: usize, most: usize| {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
            cells.map(|(text, _)| measure_text_width(text)).filter(|width| *width <= most).max().unwrap_or_default()
        };
        let all: Vec<usize> = (0..count).map(|column| widest(column, usize::MAX)).collect();
        if all.iter().map(|column| column + GAP).sum::<usize>() <= width + GAP {
            return all;
        }
        (0..count).map(|column| widest(column, if column == 0 { width * 2 / 5 } else { width * 3 / 10 })).collect()
    }
}

/// A row under construction, which continues in the next line when it is full.
struct Line {
    style: Style,
    indent: usize,
    text: String,
    /// The length of the last line in characters.
    end: usize,
}

impl Line {
    /// Adds a cell at `start`, or after a cell that extends beyond.
    fn push(&mut self, cell: &str, tone: Tone, start: usize) {
        let start = if self.end > 0 { start.max(self.end + GAP) } else { start };
        if self.end > 0 && start + measure_text_width(cell) > self.style.width {
            self.push_below(cell, tone);
        } else if !cell.is_empty() {
            self.text.push_str(&" ".repeat(start - self.end));
            self.text.push_str(&tone.show(self.style, cell));
            self.end = start + measure_text_width(cell);
        }
    }

    fn push_below(&mut self, cell: &str, tone: Tone) {
        if !cell.is_empty() {
            self.text.push('\n');
            self.end = 0;
            self.push(cell, tone, self.indent + 4);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::default();
        let plain = |text: &str| (text.to_owned(), Tone::Plain);
        table.row([plain("id"), plain("String"), plain("key")], Some("The unique identifier."));
        table.row([plain("mail"), plain("String[]"), plain("")], None);
        table.row([plain("onPremisesProvisioningErrors"), plain("Error[]"), plain("required")], Some("Errors."));
        table
    }

    #[test]
    fn descriptions_follow_in_a_wide_terminal() {
        let wide = Style { width: 100, colour: false };
        assert_eq!(
            table().render(wide, 2),
            "  id                            String    key       The unique identifier.\n  \
               mail                          String[]\n  \
               onPremisesProvisioningErrors  Error[]   required  Errors.\n"
        );
    }

    #[test]
    fn descriptions_are_below_in_a_narrow_terminal() {
        let narrow = Style { width: 40, colour: false };
        assert_eq!(
            table().render(narrow, 2),
            "  id    String    key\n      The unique identifier.\n  \
               mail  String[]\n  \
               onPremisesProvisioningErrors  Error[]\n      required\n      Errors.\n"
        );
    }
}
