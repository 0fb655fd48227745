//! Comparison of an object with the object that came back.

use graph_csdl::TypeRef;

use super::faults::within;
use super::json::{Entries, Json, get};
use super::reasons::Reason;
use super::shapes::{Reader, Shape, Shapes, TYPE_TAG, tag};
use super::values;

/// The shown length of a value.
const LENGTH: usize = 40;

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) reason: Reason,
    pub(crate) place: String,
    /// The value, and the value that came back.
    pub(crate) detail: String,
}

impl Finding {
    pub(crate) fn new(reason: Reason, place: &str, before: &Json, after: Option<&Json>) -> Self {
        let short = |value: &Json| {
            let text = value.to_string();
            if text.chars().count() > LENGTH { text.chars().take(LENGTH).chain(['…']).collect() } else { text }
        };
        let became = after.map_or_else(String::new, |after| format!(" → {}", short(after)));
        Self { reason, place: place.to_owned(), detail: format!("{}{became}", short(before)) }
    }
}

/// All differences of an object with this declared type from the object that came back.
pub(crate) fn compare<'m>(shapes: Shapes<'m>, of: &'m str, before: &Json, after: &Json) -> Vec<Finding> {
    let mut comparison = Comparison { shapes, found: Vec::new() };
    match (before, after) {
        (Json::Object(before), Json::Object(after)) => comparison.object(of, before, after, ""),
        _ => comparison.add(Reason::Changed, "", before, Some(after)),
    }
    comparison.found
}

struct Comparison<'m> {
    shapes: Shapes<'m>,
    found: Vec<Finding>,
}

impl<'m> Comparison<'m> {
    fn add(&mut self, reason: Reason, place: &str, before: &Json, after: Option<&Json>) {
        self.found.push(Finding::new(reason, place, before, after));
    }

    fn object(&mut self, declared: &'m str, before: &Entries, after: &Entries, place: &str) {
        let reader = self.shapes.reader(declared, before);
        self.type_tag(&reader, before, after, place);
        let of = match reader {
            Reader::Whole => {
                self.read_as(Reason::UnknownType, before, place);
                return self.untyped_object(before, after, place);
            }
            Reader::Struct(of) => of,
        };
        if of != declared {
            self.read_as(Reason::DerivedType, before, place);
        }
        for (index, (name, value)) in before.iter().enumerate() {
            let at = within(place, name);
            if before.iter().skip(index + 1).any(|(other, _)| other == name) {
                self.add(Reason::DuplicateName, &at, value, None);
            } else if name != TYPE_TAG {
                match self.shapes.property(of, name) {
                    Some(ty) => self.declared(ty, value, get(after, name), &at),
                    None => self.undeclared(of, name, value, get(after, name), &at),
                }
            }
        }
        self.added(before, after, place);
    }

    fn read_as(&mut self, reason: Reason, object: &Entries, place: &str) {
        let tag = get(object, TYPE_TAG).unwrap_or(&Json::Null);
        self.add(reason, place, tag, None);
    }

    fn added(&mut self, before: &Entries, after: &Entries, place: &str) {
        // The type's name is written with each object.
        for (name, value) in after.iter().filter(|(name, _)| name != TYPE_TAG && get(before, name).is_none()) {
            self.add(Reason::Added, &within(place, name), &Json::Null, Some(value));
        }
    }

    fn type_tag(&mut self, reader: &Reader<'_>, before: &Entries, after: &Entries, place: &str) {
        let Some(sent) = get(before, TYPE_TAG) else { return };
        let place = within(place, TYPE_TAG);
        let received = get(after, TYPE_TAG);
        let reason = match (tag(before), tag(after), reader) {
            _ if received == Some(sent) => return,
            (Some(one), Some(other), _) if one.eq_ignore_ascii_case(other) => Reason::TypeNameForm,
            (_, Some(other), Reader::Struct(of)) if other == *of => Reason::ForeignType,
            _ => Reason::Changed,
        };
        self.add(reason, &place, sent, received);
    }

    fn declared(&mut self, ty: &'m TypeRef, before: &Json, after: Option<&Json>, place: &str) {
        match (after, before) {
            (None, _) if self.shapes.shape(ty) == Shape::Primitive("Stream") => {
                self.add(Reason::Stream, place, before, None);
            }
            (None, Json::Null) => self.add(Reason::NullIsAbsent, place, before, None),
            (None, _) if self.is_empty(ty, before) => self.add(Reason::EmptyIsAbsent, place, before, None),
            (None, _) => self.add(Reason::Lost, place, before, None),
            (Some(Json::Array(after)), Json::Array(before)) if ty.is_collection && before.len() == after.len() => {
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    self.one(ty, before, after, &format!("{place}[{index}]"));
                }
            }
            (Some(after), _) if ty.is_collection => self.untyped(before, after, place),
            (Some(after), _) => self.one(ty, before, after, place),
        }
    }

    fn is_empty(&self, ty: &'m TypeRef, value: &Json) -> bool {
        matches!(self.shapes.shape(ty), Shape::Primitive(name) if !ty.is_collection && values::is_empty(name, value))
    }

    fn one(&mut self, ty: &'m TypeRef, before: &Json, after: &Json, place: &str) {
        let reason = match (self.shapes.shape(ty), before, after) {
            (Shape::Object(of), Json::Object(before), Json::Object(after)) => {
                return self.object(of, before, after, place);
            }
            (Shape::Enum(of), ..) => {
                self.shapes.metadata.enumeration(of).and_then(|of| values::member(of, before, after))
            }
            (Shape::Primitive(name), ..) if !matches!(before, Json::Array(_) | Json::Object(_)) => {
                values::primitive(name, before, after)
            }
            _ => return self.untyped(before, after, place),
        };
        if let Some(reason) = reason {
            self.add(reason, place, before, Some(after));
        }
    }

    fn undeclared(&mut self, of: &str, name: &str, before: &Json, after: Option<&Json>, place: &str) {
        let keeps = self.shapes.keeps(of);
        match after {
            Some(after) if keeps => self.untyped(before, after, place),
            Some(_) => self.add(Reason::Added, place, before, after),
            None if self.is_control(of, name) => self.add(Reason::Control, place, before, None),
            None if keeps => self.add(Reason::UnknownLost, place, before, None),
            None => self.add(Reason::UnknownProperty, place, before, None),
        }
    }

    /// Returns `true` for an annotation of the object, of a declared property, or of related objects.
    fn is_control(&self, of: &str, name: &str) -> bool {
        let Some((annotated, term)) = name.split_once('@') else { return name.starts_with('#') };
        let term = term.strip_prefix("odata.").unwrap_or(term);
        let is_link = ["navigationLink", "associationLink", "context", "nextLink"].contains(&term);
        annotated.is_empty() || name.starts_with('#') || is_link || self.shapes.property(of, annotated).is_some()
    }

    /// Undeclared JSON.
    fn untyped(&mut self, before: &Json, after: &Json, place: &str) {
        match (before, after) {
            (Json::Object(before), Json::Object(after)) => self.untyped_object(before, after, place),
            (Json::Array(before), Json::Array(after)) if before.len() == after.len() => {
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    self.untyped(before, after, &format!("{place}[{index}]"));
                }
            }
            _ => {
                if let Some(reason) = values::untyped(before, after) {
                    self.add(reason, place, before, Some(after));
                }
            }
        }
    }

    fn untyped_object(&mut self, before: &Entries, after: &Entries, place: &str) {
        for (index, (name, value)) in before.iter().enumerate() {
            let at = within(place, name);
            if before.iter().skip(index + 1).any(|(other, _)| other == name) {
                self.add(Reason::DuplicateName, &at, value, None);
            } else {
                match get(after, name) {
                    Some(after) => self.untyped(value, after, &at),
                    None => self.add(Reason::UnknownLost, &at, value, None),
                }
            }
        }
        self.added(before, after, place);
    }
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
