//! The writer of JSON has the output and the errors of `serde_json`, for each shape of serde's data model.

use std::fmt;

use graph_core::json;
use proptest::collection::vec;
use proptest::prelude::*;
use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Value as Json;
use serde_json::value::RawValue;

/// A value of each shape. The names of structs and variants are those of a few texts, since they are static.
#[derive(Debug, Clone)]
enum Shape {
    Bool(bool),
    I8(i8),
    I16(i16),
    I32(i32),
    I64(i64),
    I128(i128),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    U128(u128),
    F32(f32),
    F64(f64),
    Char(char),
    Text(String),
    Bytes(Vec<u8>),
    Nothing,
    Something(Box<Shape>),
    Unit,
    UnitStruct,
    UnitVariant(Name),
    NewtypeStruct(Box<Shape>),
    NewtypeVariant(Name, Box<Shape>),
    Sequence(bool, Vec<Shape>),
    Tuple(Vec<Shape>),
    TupleStruct(Vec<Shape>),
    TupleVariant(Name, Vec<Shape>),
    Map(bool, Vec<(Shape, Shape)>),
    Struct(Vec<(Name, Shape)>),
    StructVariant(Name, Vec<(Name, Shape)>),
    Displayed(Vec<String>),
    Raw(Json),
    Failure,
}

type Name = &'static str;

/// Texts that are displayed one after the other.
struct Displayed<'a>(&'a [String]);

impl fmt::Display for Displayed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| write!(f, "{part}\t{:>3}", part.len()))
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::I8(value) => serializer.serialize_i8(*value),
            Self::I16(value) => serializer.serialize_i16(*value),
            Self::I32(value) => serializer.serialize_i32(*value),
            Self::I64(value) => serializer.serialize_i64(*value),
            Self::I128(value) => serializer.serialize_i128(*value),
            Self::U8(value) => serializer.serialize_u8(*value),
            Self::U16(value) => serializer.serialize_u16(*value),
            Self::U32(value) => serializer.serialize_u32(*value),
            Self::U64(value) => serializer.serialize_u64(*value),
            Self::U128(value) => serializer.serialize_u128(*value),
            Self::F32(value) => serializer.serialize_f32(*value),
            Self::F64(value) => serializer.serialize_f64(*value),
            Self::Char(value) => serializer.serialize_char(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Bytes(value) => serializer.serialize_bytes(value),
            Self::Nothing => serializer.serialize_none(),
            Self::Something(value) => serializer.serialize_some(value),
            Self::Unit => serializer.serialize_unit(),
            Self::UnitStruct => serializer.serialize_unit_struct("Unit"),
            Self::UnitVariant(name) => serializer.serialize_unit_variant("Enum", 1, name),
            Self::NewtypeStruct(value) => serializer.serialize_newtype_struct("Newtype", value),
            Self::NewtypeVariant(name, value) => serializer.serialize_newtype_variant("Enum", 2, name, value),
            Self::Sequence(is_known, values) => {
                let mut sequence = serializer.serialize_seq(is_known.then_some(values.len()))?;
                values.iter().try_for_each(|value| sequence.serialize_element(value))?;
                sequence.end()
            }
            Self::Tuple(values) => {
                let mut tuple = serializer.serialize_tuple(values.len())?;
                values.iter().try_for_each(|value| tuple.serialize_element(value))?;
                tuple.end()
            }
            Self::TupleStruct(values) => {
                let mut tuple = serializer.serialize_tuple_struct("Tuple", values.len())?;
                values.iter().try_for_each(|value| tuple.serialize_field(value))?;
                tuple.end()
            }
            Self::TupleVariant(name, values) => {
                let mut tuple = serializer.serialize_tuple_variant("Enum", 3, name, values.len())?;
                values.iter().try_for_each(|value| tuple.serialize_field(value))?;
                tuple.end()
            }
            Self::Map(is_known, entries) => {
                let mut map = serializer.serialize_map(is_known.then_some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
            Self::Struct(fields) => {
                let mut object = serializer.serialize_struct("Struct", fields.len())?;
                fields.iter().try_for_each(|(name, value)| object.serialize_field(name, value))?;
                object.end()
            }
            Self::StructVariant(name, fields) => {
                let mut object = serializer.serialize_struct_variant("Enum", 4, name, fields.len())?;
                fields.iter().try_for_each(|(name, value)| object.serialize_field(name, value))?;
                object.end()
            }
            Self::Displayed(parts) => serializer.collect_str(&Displayed(parts)),
            Self::Raw(value) => {
                RawValue::from_string(format!(" {value:#} ")).map_err(S::Error::custom)?.serialize(serializer)
            }
            Self::Failure => Err(S::Error::custom("no form")),
        }
    }
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![Just(""), Just("id"), Just("größe"), Just("a \"quoted\" name"), Just("userPrincipalName@odata.type")]
}

/// Texts with many characters that must be escaped, of all lengths.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,80}",
        "[a-z\"\\\\\u{0}-\u{1f}\u{7f}é€😀]{0,80}",
        (0..700_usize, any::<char>()).prop_map(|(length, last)| "x".repeat(length) + &last.to_string()),
    ]
}

fn json_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Json::from),
            vec((text(), inner), 0..6).prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

fn shape() -> impl Strategy<Value = Shape> {
    let numbers = prop_oneof![
        any::<i8>().prop_map(Shape::I8),
        any::<i16>().prop_map(Shape::I16),
        any::<i32>().prop_map(Shape::I32),
        any::<i64>().prop_map(Shape::I64),
        any::<i128>().prop_map(Shape::I128),
        any::<u8>().prop_map(Shape::U8),
        any::<u16>().prop_map(Shape::U16),
        any::<u32>().prop_map(Shape::U32),
        any::<u64>().prop_map(Shape::U64),
        any::<u128>().prop_map(Shape::U128),
        proptest::num::f32::ANY.prop_map(Shape::F32),
        proptest::num::f64::ANY.prop_map(Shape::F64),
    ];
    let leaf = prop_oneof![
        4 => numbers,
        4 => text().prop_map(Shape::Text),
        1 => any::<bool>().prop_map(Shape::Bool),
        1 => any::<char>().prop_map(Shape::Char),
        1 => any::<Vec<u8>>().prop_map(Shape::Bytes),
        1 => prop_oneof![Just(Shape::Nothing), Just(Shape::Unit), Just(Shape::UnitStruct)],
        1 => name().prop_map(Shape::UnitVariant),
        1 => vec(text(), 0..4).prop_map(Shape::Displayed),
        1 => json_value().prop_map(Shape::Raw),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        let several = || vec(inner.clone(), 0..5);
        let fields = || vec((name(), inner.clone()), 0..5);
        // Most keys are strings: other maps are refused as a whole.
        let key = prop_oneof![4 => text().prop_map(Shape::Text), 1 => inner.clone()];
        prop_oneof![
            inner.clone().prop_map(|value| Shape::Something(value.into())),
            inner.clone().prop_map(|value| Shape::NewtypeStruct(value.into())),
            (name(), inner.clone()).prop_map(|(name, value)| Shape::NewtypeVariant(name, value.into())),
            (any::<bool>(), several()).prop_map(|(is_known, values)| Shape::Sequence(is_known, values)),
            several().prop_map(Shape::Tuple),
            several().prop_map(Shape::TupleStruct),
            (name(), several()).prop_map(|(name, values)| Shape::TupleVariant(name, values)),
            (any::<bool>(), vec((key, inner.clone()), 0..5))
                .prop_map(|(is_known, values)| Shape::Map(is_known, values)),
            fields().prop_map(Shape::Struct),
            (name(), fields()).prop_map(|(name, fields)| Shape::StructVariant(name, fields)),
        ]
    })
}

/// The text, or the message and the kind of the error.
type Outcome = Result<String, (String, serde_json::error::Category)>;

fn outcome(written: serde_json::Result<Vec<u8>>) -> Outcome {
    let of_error = |error: serde_json::Error| (error.to_string(), error.classify());
    written.map_err(of_error).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn both(value: &(impl Serialize + ?Sized)) -> (Outcome, Outcome) {
    (outcome(json::to_vec(value)), outcome(serde_json::to_vec(value)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_json_value_is_written_as_serde_json_writes_it(value in json_value()) {
        let (ours, theirs) = both(&value);
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn each_shape_is_written_as_serde_json_writes_it(shape in shape()) {
        let (ours, theirs) = both(&shape);
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn each_shape_is_a_key_as_in_serde_json(key in shape(), is_first: bool) {
        let entry = |key| (key, Shape::Unit);
        let first = (!is_first).then(|| entry(Shape::Text("first".to_owned())));
        let map = Shape::Map(false, first.into_iter().chain([entry(key)]).collect());
        let (ours, theirs) = both(&map);
        prop_assert_eq!(ours, theirs);
    }
}

#[test]
fn an_error_is_that_of_serde_json() {
    let entry = |key| Shape::Map(true, vec![(key, Shape::Unit)]);
    let sequence = || Shape::Sequence(true, vec![]);
    for (value, message) in [
        (Shape::Failure, "no form"),
        (Shape::Tuple(vec![Shape::Unit, Shape::Failure]), "no form"),
        (entry(Shape::Failure), "no form"),
        (entry(Shape::Unit), "key must be a string"),
        (entry(Shape::Nothing), "key must be a string"),
        (entry(Shape::Something(Shape::UnitStruct.into())), "key must be a string"),
        (entry(Shape::Bytes(b"key".to_vec())), "key must be a string"),
        (entry(sequence()), "key must be a string"),
        (entry(Shape::NewtypeVariant("name", Shape::Unit.into())), "key must be a string"),
        (entry(entry(Shape::Unit)), "key must be a string"),
        (entry(Shape::F32(f32::NAN)), "float key must be finite (got NaN or +/-inf)"),
        (entry(Shape::F64(f64::INFINITY)), "float key must be finite (got NaN or +/-inf)"),
    ] {
        let (ours, theirs) = both(&value);
        assert_eq!(ours, theirs, "{value:?}");
        assert_eq!(ours.map_err(|(ours, _)| ours).err().as_deref(), Some(message), "{value:?}");
    }
}

/// A key and its value may be written one after the other.
#[test]
fn a_key_and_its_value_are_written_apart() {
    struct Apart;

    impl Serialize for Apart {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            for (key, value) in [("a", 1), ("b", 2)] {
                map.serialize_key(key)?;
                map.serialize_value(&value)?;
            }
            map.end()
        }
    }

    assert_eq!(both(&Apart), (Ok(r#"{"a":1,"b":2}"#.to_owned()), Ok(r#"{"a":1,"b":2}"#.to_owned())));
}

#[test]
fn a_display_that_fails_is_an_error() {
    struct Failing;

    impl fmt::Display for Failing {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    impl Serialize for Failing {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    assert!(json::to_vec(&Failing).is_err());
}

/// The form of a number under `serde_json`'s feature `arbitrary_precision`, which can't be enabled here.
#[test]
fn a_number_may_be_a_text() {
    const NUMBER: Name = "$serde_json::private::Number";

    struct Number(Shape);

    impl Serialize for Number {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut number = serializer.serialize_struct(NUMBER, 1)?;
            number.serialize_field(NUMBER, &self.0)?;
            number.end()
        }
    }

    let number = |value| outcome(json::to_vec(&[Number(value)]));
    assert_eq!(number(Shape::Text("1.10e400".to_owned())), Ok("[1.10e400]".to_owned()));
    assert!(number(Shape::U8(1)).is_err());
}
