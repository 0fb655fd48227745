//! JSON paths of decode errors.

use std::fmt;

use bytestring::ByteString;
use serde::de;

use super::shared_str::{SharedBody, SharedStrVisitor};
use super::unexpected::{Level, Unexpected};

/// The JSON path of a value that could not be decoded. It is filled from the inside out while the error is returned, so
/// that successful decoding has no cost.
///
/// # Shape
/// [`Display`](fmt::Display) writes names and indexes from the document's root, such as `value[3].platform`.
#[derive(Debug, Clone, Default)]
pub struct JsonPath {
    /// The segments, innermost first.
    segments: Vec<Segment>,
    mismatch: Option<Mismatch>,
    /// The number of open unions.
    unions: usize,
    /// The level of the next object.
    level: Level,
    /// The body that contains the value. The path passes through each reader, so it carries the body as well.
    body: SharedBody,
    /// The text is a page of a delta query that does not name a removal.
    without_removals: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Segment {
    Property(&'static str),
    Index(usize),
}

/// The mistake at the end of a [`JsonPath`]. It never contains the value, which may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mismatch {
    /// The value is not of this type.
    NotA(&'static str),
    /// The object lacks this property, whose field is not an `Option`.
    Missing(&'static str),
    /// The object has another form.
    Unexpected(Unexpected),
}

impl JsonPath {
    /// Creates the path of the body of a response.
    pub(crate) fn of_response(level: Level, body: ByteString) -> Self {
        Self { level, body: SharedBody::Unshared(body), ..Self::default() }
    }

    /// Returns `true` for the path of the body of a response, which [`Input`](crate::json::Input) reads.
    #[inline]
    pub(crate) fn is_of_response(&self) -> bool {
        !matches!(self.body, SharedBody::None)
    }

    /// The visitor of a string that shares the body.
    pub(crate) fn shared_str(&mut self) -> SharedStrVisitor<'_> {
        SharedStrVisitor(&mut self.body)
    }

    /// Enters an object and returns its level for [`leave`](Self::leave).
    pub(crate) fn enter_object(&mut self) -> Level {
        let level = self.level;
        self.level = level.within();
        level
    }

    /// Enters an array and returns its level.
    pub(crate) fn enter_array(&mut self) -> Level {
        let level = self.level;
        self.level = level.of_elements();
        level
    }

    /// Leaves an object or array of this level.
    pub(crate) fn leave(&mut self, level: Level) {
        self.level = level;
    }

    /// Records that the current object has another form.
    pub(crate) fn unexpected(&mut self, form: Unexpected) {
        self.mismatch = Some(Mismatch::Unexpected(form));
    }

    /// The index of the item that contains the mistake.
    pub(crate) fn element(&self) -> Option<usize> {
        self.segments.iter().rev().find_map(|segment| match segment {
            Segment::Index(index) => Some(*index),
            Segment::Property(_) => None,
        })
    }

    /// Records that the value at `name`, or a value within it, could not be read as `expected`.
    pub(crate) fn at_property(&mut self, name: &'static str, expected: &'static str) {
        self.push(Segment::Property(name), expected);
    }

    /// Records that the item at `index`, or a value within it, could not be read as `expected`.
    pub(crate) fn at_index(&mut self, index: usize, expected: &'static str) {
        self.push(Segment::Index(index), expected);
    }

    /// Records that the current object lacks `name`.
    pub(crate) fn missing(&mut self, name: &'static str) {
        self.mismatch = Some(Mismatch::Missing(name));
    }

    /// Opens a union. Returns `false` if too many are open.
    ///
    /// # Rule
    /// Properties before a type tag are read by a separate deserializer, which counts the depth from zero. Only the path is
    /// shared by all of them.
    pub(crate) fn open_union(&mut self) -> bool {
        const MOST: usize = 32;
        self.unions += 1;
        self.unions <= MOST
    }

    pub(crate) fn close_union(&mut self) {
        self.unions = self.unions.saturating_sub(1);
    }

    pub(crate) fn set_without_removals(&mut self) {
        self.without_removals = true;
    }

    pub(crate) fn is_without_removals(&self) -> bool {
        self.without_removals
    }

    pub(crate) fn mismatch(&self) -> Option<Mismatch> {
        self.mismatch
    }

    /// Adds the path to an error that serde reports without one.
    pub(crate) fn locate<E: de::Error>(&self, error: E) -> E {
        if self.segments.is_empty() { error } else { E::custom(format_args!("{self}: {error}")) }
    }

    fn push(&mut self, segment: Segment, expected: &'static str) {
        self.mismatch.get_or_insert(Mismatch::NotA(expected));
        self.segments.push(segment);
    }
}

/// Compares the places. The body does not count.
impl PartialEq for JsonPath {
    fn eq(&self, other: &Self) -> bool {
        let Self { segments, mismatch, unions, level, body: _, without_removals: _ } = self;
        (segments, mismatch, unions, level) == (&other.segments, &other.mismatch, &other.unions, &other.level)
    }
}

impl Eq for JsonPath {}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, segment) in self.segments.iter().rev().enumerate() {
            match segment {
                Segment::Property(name) if depth == 0 => f.write_str(name)?,
                Segment::Property(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mismatch_wins_and_the_path_starts_at_the_root() {
        let mut path = JsonPath::default();
        path.at_property("platform", "Edm.Int32");
        path.at_index(3, "microsoft.graph.device");
        path.at_property("value", "collection");
        assert_eq!(path.to_string(), "value[3].platform");
        assert_eq!(path.mismatch(), Some(Mismatch::NotA("Edm.Int32")));
    }

    #[test]
    fn an_error_at_the_root_stays_as_it_is() {
        let error = <serde_json::Error as de::Error>::custom("no");
        assert_eq!(JsonPath::default().locate(error).to_string(), "no");
    }
}
