//! Whether a JSON value is one of a primitive type or of an enumeration.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use graph_csdl::EnumType;
use serde_json::Value as Json;

use crate::answer::Failure;
use crate::filter;

/// Takes padding and does without.
const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// Whether a value that is not `null` is of a type: `Edm.Int32`.
///
/// # Rule
/// OData JSON Format 4.01, §7.1. An `Edm.Int64` or `Edm.Decimal` may be a text, as with `IEEE754Compatible=true`. What this
/// does not know, such as a geography, may be anything.
pub(super) fn is_primitive(type_name: &str, value: &Json) -> bool {
    let whole = |least: i64, most: i64| value.as_i64().is_some_and(|number| (least..=most).contains(&number));
    let text = || value.as_str();
    match type_name {
        "Edm.String" | "Edm.Stream" => value.is_string(),
        "Edm.Boolean" => value.is_boolean(),
        "Edm.Byte" => whole(0, u8::MAX.into()),
        "Edm.SByte" => whole(i8::MIN.into(), i8::MAX.into()),
        "Edm.Int16" => whole(i16::MIN.into(), i16::MAX.into()),
        "Edm.Int32" => whole(i32::MIN.into(), i32::MAX.into()),
        "Edm.Int64" => value.is_i64() || text().is_some_and(|text| text.parse::<i64>().is_ok()),
        "Edm.Single" | "Edm.Double" => value.is_number() || matches!(text(), Some("NaN" | "INF" | "-INF")),
        "Edm.Decimal" => value.is_number() || text().is_some_and(|text| filter::is_value(type_name, text)),
        "Edm.Binary" => text().is_some_and(|text| BASE64.decode(text).is_ok() || BASE64_URL.decode(text).is_ok()),
        "Edm.DateTimeOffset" | "Edm.Date" | "Edm.TimeOfDay" | "Edm.Duration" | "Edm.Guid" => {
            text().is_some_and(|text| filter::is_value(type_name, text))
        }
        _ => true,
    }
}

/// A member of an enumeration as the metadata writes it: the service takes it in any case, as `HTML`.
///
/// # Errors
/// What is no member, at a property.
pub(super) fn member(at: &str, of: &EnumType, value: &Json) -> Result<Json, Failure> {
    let Json::String(text) = value else { return Err(unconvertible(at, &of.name)) };
    let known = |name: &str| {
        let known = of.members.iter().find(|member| member.name.eq_ignore_ascii_case(name));
        known.map_or_else(|| name.to_owned(), |member| member.name.clone())
    };
    let names: Vec<_> = text.split(',').map(|name| known(name.trim())).collect();
    let names = names.join(",");
    if filter::is_member(of, &names) {
        return Ok(names.into());
    }
    let message =
        format!("The value '{text}' of the property '{at}' is not a member of the enumeration '{}'.", of.name);
    Err(Failure::refused(message))
}

pub(super) fn unconvertible(at: &str, expected: &str) -> Failure {
    Failure::refused(format!("Cannot convert the value of the property '{at}' to the expected type '{expected}'."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_primitive_value_has_its_types_form() {
        for (type_name, right, wrong) in [
            ("Edm.String", vec![json!(""), json!("1")], vec![json!(1), json!(true), json!([]), json!({})]),
            ("Edm.Boolean", vec![json!(true)], vec![json!("true"), json!(0)]),
            ("Edm.Byte", vec![json!(0), json!(255)], vec![json!(-1), json!(256)]),
            ("Edm.SByte", vec![json!(-128)], vec![json!(128)]),
            ("Edm.Int16", vec![json!(-32768)], vec![json!(32768)]),
            ("Edm.Int32", vec![json!(-2_147_483_648)], vec![json!(2_147_483_648_u32), json!(1.5), json!("1")]),
            ("Edm.Int64", vec![json!(i64::MAX), json!("-9223372036854775808")], vec![json!(u64::MAX), json!("1.0")]),
            ("Edm.Double", vec![json!(1), json!(1.5), json!("INF"), json!("NaN")], vec![json!("1.5"), json!("inf")]),
            ("Edm.Decimal", vec![json!(1.5), json!("0.1")], vec![json!("x")]),
            ("Edm.Binary", vec![json!("AP__"), json!("AP//"), json!("AA==")], vec![json!("?"), json!(1)]),
            (
                "Edm.DateTimeOffset",
                vec![json!("2020-01-01T00:00:00Z"), json!("2020-01-01T00:00:00.1234567+02:00")],
                vec![json!("2020-01-01"), json!("2020-01-01T00:00:00"), json!("2020-02-30T00:00:00Z")],
            ),
            ("Edm.Date", vec![json!("2020-02-29")], vec![json!("2021-02-29"), json!("2020-01-01T00:00:00Z")]),
            ("Edm.TimeOfDay", vec![json!("08:30:00.0000000"), json!("08:30")], vec![json!("8:30"), json!("24:00:00")]),
            ("Edm.Duration", vec![json!("PT1H"), json!("-P1DT2H")], vec![json!("1h"), json!("P")]),
            ("Edm.Guid", vec![json!("ABCDEF12-0000-0000-0000-000000000001")], vec![json!("abc"), json!("{}")]),
        ] {
            for value in right {
                assert!(is_primitive(type_name, &value), "{type_name} {value}");
            }
            for value in wrong {
                assert!(!is_primitive(type_name, &value), "{type_name} {value}");
            }
        }
    }
}
