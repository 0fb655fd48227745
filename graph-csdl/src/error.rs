//! The error of a file that can't be read.

use std::fmt;

/// A position in a text: both numbers begin at 1, and a column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

impl Position {
    /// The position of the byte `offset` of `text`.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// An error at a byte of the text. Lines are counted only if it is reported: a file can have an error in each of a hundred
/// thousand declarations.
#[derive(Debug)]
pub(crate) struct OffsetError {
    offset: usize,
    message: String,
}

impl OffsetError {
    pub(crate) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }

    pub(crate) fn into_error(self, text: &str) -> Error {
        Error { position: Position::of(text, self.offset), message: self.message }
    }
}

/// The error of a text that is not CSDL 4.0, or that has a declaration which can't be read.
///
/// # Example
/// ```
/// let error = graph_csdl::Metadata::parse("{\"error\": {}}").unwrap_err();
/// assert_eq!(error.to_string(), "line 1, column 1: this is not CSDL: it begins with `{`, not with XML");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    position: Position,
    message: String,
}

impl Error {
    #[cfg(feature = "permissions")]
    pub(crate) const fn new(position: Position, message: String) -> Self {
        Self { position, message }
    }

    /// The position in the text.
    #[must_use]
    pub const fn position(&self) -> Position {
        self.position
    }

    /// The message without the position.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_lines_and_characters() {
        for (offset, line, column) in [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (6, 2, 3), (99, 2, 3)] {
            assert_eq!(Position::of("ab\nüx", offset), Position { line, column }, "{offset}");
        }
    }
}
