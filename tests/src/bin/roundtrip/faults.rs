//! Faults of a sample by the metadata, which nothing could read.

use graph_csdl::TypeRef;

use super::json::{Entries, Json};
use super::reasons::Reason;
use super::shapes::{Reader, Shape, Shapes, TYPE_TAG};
use super::{texts, values};

/// A value that its type does not have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// `assignedPlans[0].servicePlanId`, as the library names places.
    pub(crate) place: String,
    /// For [`Json::remove`].
    pub(crate) steps: Vec<usize>,
    pub(crate) reason: Reason,
    pub(crate) value: Json,
}

/// The faults of an object of this type, in their order.
pub(crate) fn find<'m>(shapes: Shapes<'m>, of: &'m str, object: &Entries) -> Vec<Fault> {
    let mut search = Search { shapes, steps: Vec::new(), found: Vec::new() };
    search.object(of, object, "");
    search.found
}

/// The place of a property within another place.
pub(crate) fn within(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

struct Search<'m> {
    shapes: Shapes<'m>,
    steps: Vec<usize>,
    found: Vec<Fault>,
}

impl<'m> Search<'m> {
    fn object(&mut self, declared: &'m str, object: &Entries, place: &str) {
        let of = match self.shapes.reader(declared, object) {
            Reader::Struct(of) => of,
            Reader::Whole => return,
        };
        for (index, (name, value)) in object.iter().enumerate().filter(|(_, (name, _))| name != TYPE_TAG) {
            let Some(ty) = self.shapes.property(of, name) else { continue };
            self.steps.push(index);
            self.value(ty, value, &within(place, name));
            self.steps.pop();
        }
    }

    fn value(&mut self, ty: &'m TypeRef, value: &Json, place: &str) {
        match value {
            Json::Null => {}
            _ if ty.is_nullable && self.is_empty(ty, value) => {}
            Json::Array(values) if ty.is_collection => {
                for (index, value) in values.iter().enumerate() {
                    self.steps.push(index);
                    if *value != Json::Null || !ty.is_nullable {
                        self.one(ty, value, &format!("{place}[{index}]"));
                    }
                    self.steps.pop();
                }
            }
            _ if ty.is_collection && !self.is_stream(ty) => {
                self.fault(place, value, Reason::Kind { found: value.kind(), wanted: "an array".to_owned() });
            }
            _ => self.one(ty, value, place),
        }
    }

    /// Returns `true` if `""` means a missing value.
    fn is_empty(&self, ty: &'m TypeRef, value: &Json) -> bool {
        matches!(self.shapes.shape(ty), Shape::Primitive(name) if !ty.is_collection && values::is_empty(name, value))
    }

    fn is_stream(&self, ty: &'m TypeRef) -> bool {
        self.shapes.shape(ty) == Shape::Primitive("Stream")
    }

    fn one(&mut self, ty: &'m TypeRef, value: &Json, place: &str) {
        let reason = match (self.shapes.shape(ty), value) {
            (Shape::Object(of), Json::Object(object)) => return self.object(of, object, place),
            (Shape::Any, _) | (Shape::AnyObject, Json::Object(_)) | (Shape::Enum(_), Json::Text(_)) => None,
            (Shape::Enum(_), Json::Number(text)) if !text.contains(['.', 'e', 'E']) => None,
            (Shape::Enum(_), _) => Some(Reason::Kind { found: value.kind(), wanted: "a member".to_owned() }),
            (Shape::Object(_) | Shape::AnyObject, _) => {
                Some(Reason::Kind { found: value.kind(), wanted: "an object".to_owned() })
            }
            (Shape::Primitive(name), _) => primitive(name, value),
        };
        if let Some(reason) = reason {
            self.fault(place, value, reason);
        }
    }

    fn fault(&mut self, place: &str, value: &Json, reason: Reason) {
        let steps = self.steps.clone();
        self.found.push(Fault { place: place.to_owned(), steps, reason, value: value.clone() });
    }
}

const INTEGERS: [&str; 5] = ["Byte", "SByte", "Int16", "Int32", "Int64"];
const FLOATS: [&str; 3] = ["Single", "Double", "Decimal"];

/// The fault of a value of a primitive type.
fn primitive(name: &str, value: &Json) -> Option<Reason> {
    let form = |is_sound: bool, name| (!is_sound).then_some(Reason::Form(name));
    let kind = |wanted: &str| Some(Reason::Kind { found: value.kind(), wanted: wanted.to_owned() });
    match (name, value) {
        ("Boolean", _) => {
            if matches!(value, Json::Bool(_)) {
                None
            } else {
                kind("a Boolean")
            }
        }
        ("String", _) => {
            if matches!(value, Json::Text(_)) {
                None
            } else {
                kind("a text")
            }
        }
        (_, Json::Number(text)) if INTEGERS.contains(&name) => {
            (!fits(name, text)).then(|| Reason::Kind { found: "another number", wanted: format!("Edm.{name}") })
        }
        (_, Json::Text(text)) if INTEGERS.contains(&name) => {
            if fits(name, text) {
                None
            } else {
                kind("a number")
            }
        }
        (_, Json::Text(text)) if FLOATS.contains(&name) => {
            if is_float(text) {
                None
            } else {
                kind("a number")
            }
        }
        (_, Json::Bool(_) | Json::Array(_) | Json::Object(_)) if INTEGERS.contains(&name) || FLOATS.contains(&name) => {
            kind("a number")
        }
        ("DateTimeOffset", Json::Text(text)) if texts::lacks_offset(text) => Some(Reason::NoOffset),
        ("DateTimeOffset", Json::Text(text)) => form(texts::moment(text).is_some(), "Edm.DateTimeOffset"),
        ("Date", Json::Text(text)) => form(texts::is_date(text), "Edm.Date"),
        ("TimeOfDay", Json::Text(text)) => form(texts::time(text).is_some(), "Edm.TimeOfDay"),
        ("Duration", Json::Text(text)) => form(texts::duration(text).is_some(), "Edm.Duration"),
        ("Guid", Json::Text(text)) => form(texts::is_guid(text), "Edm.Guid"),
        ("Binary", Json::Text(text)) => form(texts::is_base64(text), "Edm.Binary"),
        ("DateTimeOffset" | "Date" | "TimeOfDay" | "Duration" | "Guid" | "Binary", _) => kind(&format!("Edm.{name}")),
        _ => None,
    }
}

/// Returns `true` if the text is a number, or `NaN`, `INF` or `-INF`.
fn is_float(text: &str) -> bool {
    ["NaN", "INF", "-INF"].contains(&text) || texts::number(text).is_some()
}

/// Returns `true` if the text is an integer in the range of the type.
fn fits(name: &str, text: &str) -> bool {
    let Ok(number) = text.parse::<i64>() else { return false };
    match name {
        "Byte" => u8::try_from(number).is_ok(),
        "SByte" => i8::try_from(number).is_ok(),
        "Int16" => i16::try_from(number).is_ok(),
        "Int32" => i32::try_from(number).is_ok(),
        _ => true,
    }
}
