//! Errors of JSON texts, with their line and column.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Expected, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Error;

use super::delegate::without_location;
use super::input::{Input, Number};

impl Input<'_> {
    /// The error of a visitor that expects a value of another type.
    #[cold]
    pub(super) fn invalid_type(&mut self, expected: &dyn Expected) -> Error {
        let string;
        let found = match self.peek() {
            Some(b'n') => self.word("null").map(|()| Unexpected::Unit),
            Some(b't') => self.word("true").map(|()| Unexpected::Bool(true)),
            Some(b'f') => self.word("false").map(|()| Unexpected::Bool(false)),
            Some(b'"') => match self.string() {
                Ok(found) => {
                    string = found;
                    Ok(Unexpected::Str(&string))
                }
                Err(error) => Err(error),
            },
            Some(b'-' | b'0'..=b'9') => match self.number() {
                Ok(Number::Unsigned(number)) => Ok(Unexpected::Unsigned(number)),
                Ok(Number::Negative(number)) => Ok(Unexpected::Signed(number)),
                Ok(Number::Other(number)) => match serde_json::from_str::<f64>(number) {
                    Ok(float) => Ok(unexpected_number(number, float)),
                    Err(error) => Err(self.relocate(&error, self.at - number.len())),
                },
                Err(error) => Err(error),
            },
            Some(b'[') => Ok(Unexpected::Seq),
            Some(b'{') => Ok(Unexpected::Map),
            _ => Err(self.invalid()),
        };
        match found {
            Ok(found) => self.located(de::Error::invalid_type(found, expected)),
            Err(error) => error,
        }
    }

    /// Adds the position to an error that has none.
    #[cold]
    pub(super) fn located(&self, error: Error) -> Error {
        if error.line() == 0 { at(&error, self.position(self.at)) } else { error }
    }

    /// Moves the position of an error in the value that starts at `start`.
    #[cold]
    pub(super) fn relocate(&self, error: &Error, start: usize) -> Error {
        let (line, column) = self.position(start);
        let moved = match error.line() {
            0 => self.position(self.at),
            1 => (line, column + error.column()),
            further => (line + further - 1, error.column()),
        };
        let syntax = if error.is_data() { None } else { self.syntax_error(start) };
        syntax.unwrap_or_else(|| at(error, moved))
    }

    /// The line, from 1, and the number of bytes in it before the index.
    fn position(&self, index: usize) -> (usize, usize) {
        let before = self.text.as_bytes().get(..index).unwrap_or(self.text.as_bytes());
        let lines = before.split(|byte| *byte == b'\n').map(<[u8]>::len);
        lines.fold((0, 0), |(line, _), column| (line + 1, column))
    }

    /// The error of a value that can't be read.
    #[cold]
    pub(super) fn invalid(&self) -> Error {
        self.syntax_error(self.at).unwrap_or_else(|| self.more("invalid value"))
    }

    /// The error of a value that can't be skipped.
    #[cold]
    pub(super) fn invalid_skipped(&self) -> Error {
        serde_json::from_str::<IgnoredAny>(self.text).err().unwrap_or_else(|| self.more("invalid value"))
    }

    /// The syntax error of the token at `start`, or after it.
    ///
    /// # Rule
    /// `serde_json` skips some strings and numbers that it can't read. Such a one before `start` is not the error.
    fn syntax_error(&self, start: usize) -> Option<Error> {
        let is_here = |error: &Error| error.is_eof() || (error.line(), error.column()) > self.position(start);
        let read = serde_json::from_str::<Whole>(self.text).err().filter(is_here);
        read.or_else(|| serde_json::from_str::<IgnoredAny>(self.text).err())
    }

    /// The error of an object or array whose visitor did not read all of it.
    #[cold]
    pub(super) fn more(&self, message: &str) -> Error {
        at(&de::Error::custom(message), self.position(self.at + 1))
    }
}

fn unexpected_number(number: &str, float: f64) -> Unexpected<'static> {
    match (number.parse(), number.parse()) {
        (Ok(unsigned), _) => Unexpected::Unsigned(unsigned),
        (_, Ok(signed)) if number != "-0" => Unexpected::Signed(signed),
        _ => Unexpected::Float(float),
    }
}

/// The error at another position. `serde_json` reads the position from the end of a message.
fn at(error: &Error, (line, column): (usize, usize)) -> Error {
    let message = without_location(error);
    de::Error::custom(format_args!("{message} at line {line} column {column}"))
}

/// Reads each value of a text, however deep it is.
struct Whole;

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Whole {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> std::result::Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> std::result::Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> std::result::Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> std::result::Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> std::result::Result<Self, A::Error> {
        while elements.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, Self>()?.is_some() {}
        Ok(self)
    }
}
