//! The fields of JSON documents, and the mistakes in them.

use std::fmt;

use graph_csdl::nearest;
use serde_json::{Map, Value as Json};

use crate::http::response::ODataError;

/// The longest value that a message repeats.
const LONGEST: usize = 40;

/// A mistake in a document. The message names the field and the edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake(String);

impl Mistake {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A value that the field can't have; `example` is one that it can.
    pub(crate) fn value(place: &str, value: &Json, example: &str) -> Self {
        let subject = if place.is_empty() { "The document".to_owned() } else { format!("'{place}'") };
        Self(format!("{subject} can't be {}: write, for example, {example}.", shown(value)))
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Mistake> for ODataError {
    fn from(mistake: Mistake) -> Self {
        Self::refused(mistake.0)
    }
}

/// A value in a message.
fn shown(value: &Json) -> String {
    match value {
        Json::Object(_) => "an object".to_owned(),
        Json::Array(_) => "an array".to_owned(),
        Json::String(text) if text.chars().count() > LONGEST => "this text".to_owned(),
        value => value.to_string(),
    }
}

/// The fields of one object.
pub(crate) struct Fields<'j> {
    place: String,
    object: &'j Map<String, Json>,
    /// The names that were asked for.
    known: Vec<&'static str>,
}

impl<'j> Fields<'j> {
    /// The fields of an object at a place such as `faults[0]`; the document itself has an empty one.
    pub(crate) fn of(json: &'j Json, place: &str, example: &str) -> Result<Self, Mistake> {
        let object = json.as_object().ok_or_else(|| Mistake::value(place, json, example))?;
        Ok(Self { place: place.to_owned(), object, known: Vec::new() })
    }

    /// The place of a field.
    pub(crate) fn place(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    /// A field, unless it is absent or `null`.
    pub(crate) fn get(&mut self, name: &'static str) -> Option<&'j Json> {
        self.known.push(name);
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// A field that may be absent.
    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        example: &str,
        read: impl FnOnce(&'j Json) -> Option<T>,
    ) -> Result<Option<T>, Mistake> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match read(value) {
            Some(read) => Ok(Some(read)),
            None => Err(Mistake::value(&self.place(name), value, &format!("\"{name}\": {example}"))),
        }
    }

    /// A field that must be there.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        example: &str,
        read: impl FnOnce(&'j Json) -> Option<T>,
    ) -> Result<T, Mistake> {
        let place = self.place(name);
        let missing = || Mistake::new(format!("'{place}' is missing: add, for example, \"{name}\": {example}."));
        self.optional(name, example, read)?.ok_or_else(missing)
    }

    /// The elements of an array, or the only one, each with its place.
    pub(crate) fn elements(&mut self, name: &'static str) -> Vec<(String, &'j Json)> {
        let place = self.place(name);
        self.get(name).map(|value| elements(value, &place)).unwrap_or_default()
    }

    /// Fails if there is a field that was not asked for.
    pub(crate) fn finish(self) -> Result<(), Mistake> {
        let Some(unknown) = self.object.keys().find(|name| !self.known.contains(&name.as_str())) else {
            return Ok(());
        };
        let edit = match nearest(unknown, self.known.iter().copied()) {
            Some(name) => format!("did you mean '{name}'?"),
            None if self.known.is_empty() => "remove it.".to_owned(),
            None => format!("remove it; the known fields are {}.", self.known.join(", ")),
        };
        Err(Mistake::new(format!("'{}' is not a known field here: {edit}", self.place(unknown))))
    }
}

/// The elements of an array, or the value as the only one, each with its place.
pub(crate) fn elements<'j>(value: &'j Json, place: &str) -> Vec<(String, &'j Json)> {
    match value {
        Json::Array(elements) => {
            elements.iter().enumerate().map(|(index, element)| (format!("{place}[{index}]"), element)).collect()
        }
        value => vec![(place.to_owned(), value)],
    }
}

/// A text that is not empty.
pub(crate) fn text(json: &Json) -> Option<&str> {
    json.as_str().filter(|text| !text.is_empty())
}

/// A template of a path, whose braces are closed within their segments.
pub(crate) fn template(json: &Json) -> Option<&str> {
    text(json).filter(|template| {
        let mut is_open = false;
        let is_allowed = template.chars().all(|letter| match letter {
            '{' => !std::mem::replace(&mut is_open, true),
            '}' => std::mem::replace(&mut is_open, false),
            '/' => !is_open,
            _ => true,
        });
        is_allowed && !is_open
    })
}

pub(crate) fn number(json: &Json) -> Option<usize> {
    json.as_u64().and_then(|number| usize::try_from(number).ok())
}
