//! Rows of cells, and a remark on each, that fit into a width.

use console::measure_text_width;

use crate::terminal::style::Look;

/// A remark stands behind the cells only where this much of it can be read.
const MIN_REMARK: usize = 40;
/// What parts two cells.
const GAP: usize = 2;

/// Rows of one table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// Plain text, and how it is shown.
    cells: Vec<(String, Tone)>,
    remark: String,
}

/// How a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Bold,
    Dim,
    Good,
    Bad,
}

impl Tone {
    fn show(self, look: Look, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Bold => look.bold(text),
            Self::Dim => look.dim(text),
            Self::Good => look.good(text),
            Self::Bad => look.bad(text),
        }
    }
}

impl Table {
    pub(crate) fn row<const N: usize>(&mut self, cells: [(String, Tone); N], remark: Option<&str>) {
        self.rows.push(Row { cells: cells.into(), remark: remark.unwrap_or_default().to_owned() });
    }

    /// The rows in lines behind `indent`. Where the width does not suffice for remarks they stand below their rows.
    pub(crate) fn render(&self, look: Look, indent: usize) -> String {
        let mut starts = vec![indent];
        for column in self.columns(look.width.saturating_sub(indent)) {
            let start = starts.last().copied().unwrap_or(indent);
            starts.push(if column > 0 { start + column + GAP } else { start });
        }
        let behind = starts.last().copied().unwrap_or(indent);
        let room = look.width.saturating_sub(behind);
        let mut text = String::new();
        for row in &self.rows {
            let mut line = Line { look, indent, text: String::new(), end: 0 };
            for ((cell, tone), start) in row.cells.iter().zip(&starts) {
                line.push(cell, *tone, *start);
            }
            if room >= MIN_REMARK && line.end + GAP <= behind {
                line.push(&Look::shortened(&row.remark, room), Tone::Dim, behind);
            } else {
                let below = Look::shortened(&row.remark, look.width.saturating_sub(indent + 4));
                line.push_below(&below, Tone::Dim);
            }
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }

    /// As wide as the widest cells. Where these do not fit beside each other, no wider than a share of the width: a longer
    /// cell moves the next ones on.
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

/// A line under way; it goes on below where it is full.
struct Line {
    look: Look,
    indent: usize,
    text: String,
    /// How many characters the last line has.
    end: usize,
}

impl Line {
    /// Puts a cell at `start`, or behind the one that reaches as far.
    fn push(&mut self, cell: &str, tone: Tone, start: usize) {
        let start = if self.end > 0 { start.max(self.end + GAP) } else { start };
        if self.end > 0 && start + measure_text_width(cell) > self.look.width {
            self.push_below(cell, tone);
        } else if !cell.is_empty() {
            self.text.push_str(&" ".repeat(start - self.end));
            self.text.push_str(&tone.show(self.look, cell));
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
        table.row([plain("id"), plain("String"), plain("key")], Some("What tells one from another."));
        table.row([plain("mail"), plain("String[]"), plain("")], None);
        table.row([plain("onPremisesProvisioningErrors"), plain("Error[]"), plain("required")], Some("Errors."));
        table
    }

    #[test]
    fn remarks_stand_behind_where_there_is_room() {
        let wide = Look { width: 100, colour: false };
        assert_eq!(
            table().render(wide, 2),
            "  id                            String    key       What tells one from another.\n  \
               mail                          String[]\n  \
               onPremisesProvisioningErrors  Error[]   required  Errors.\n"
        );
    }

    #[test]
    fn a_narrow_terminal_has_them_below() {
        let narrow = Look { width: 40, colour: false };
        assert_eq!(
            table().render(narrow, 2),
            "  id    String    key\n      What tells one from another.\n  \
               mail  String[]\n  \
               onPremisesProvisioningErrors  Error[]\n      required\n      Errors.\n"
        );
    }
}
