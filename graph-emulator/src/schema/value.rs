//! Validation of primitive values and members of enumerations.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use graph_csdl::{EnumType, Member, Primitive};
use serde_json::Value as Json;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::schema::enumeration;
use crate::schema::literal;

/// With or without padding.
const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// Whether a value that is not `null` has a primitive type.
///
/// # Rule
/// OData JSON Format 4.01, §7.1. An `Edm.Int64` or `Edm.Decimal` may be a string, as with `IEEE754Compatible=true`.
pub(super) fn is_primitive(of: Primitive, value: &Json) -> bool {
    let text = || value.as_str();
    match of {
        Primitive::String | Primitive::Stream => value.is_string(),
        Primitive::Boolean => value.is_boolean(),
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => {
            value.as_i64().zip(of.range()).is_some_and(|(number, range)| range.contains(&number))
        }
        Primitive::Int64 => value.is_i64() || text().is_some_and(|text| text.parse::<i64>().is_ok()),
        Primitive::Single | Primitive::Double => value.is_number() || matches!(text(), Some("NaN" | "INF" | "-INF")),
        Primitive::Decimal => value.is_number() || text().is_some_and(|text| literal::number(text).is_some()),
        Primitive::Binary => text().is_some_and(|text| BASE64.decode(text).is_ok() || BASE64_URL.decode(text).is_ok()),
        Primitive::DateTimeOffset => text().is_some_and(|text| literal::instant(text).is_some()),
        Primitive::Date => text().is_some_and(|text| literal::date(text).is_some()),
        Primitive::TimeOfDay => text().is_some_and(|text| literal::time(text).is_some()),
        Primitive::Duration => text().is_some_and(|text| literal::duration(text).is_some()),
        Primitive::Guid => text().is_some_and(|text| literal::guid(text).is_some()),
    }
}

/// The metadata's spelling of a member: the service accepts any letter case, as `HTML`, and the number. Flags get the
/// metadata's order, so that each value has one text.
///
/// # Errors
/// A value that is not a member.
pub(super) fn member(at: &str, of: &EnumType, value: &Json, spelling: Spelling) -> Result<Json, ODataError> {
    let Json::String(text) = value else { return Err(unconvertible(at, &of.name)) };
    let known = |name: &str| {
        enumeration::member(of, name, spelling).map_or_else(|| name.to_owned(), |member| member.name.clone())
    };
    let names: Vec<_> = text.split(',').map(|name| known(name.trim())).collect();
    if enumeration::number(of, &names.join(","), spelling).is_some() {
        return Ok(in_order(of, &names).into());
    }
    let message =
        format!("The value '{text}' of the property '{at}' is not a member of the enumeration '{}'.", of.name);
    Err(ODataError::refused(message))
}

/// Names of members, also for their numbers. The member for 0 is used alone; bits without a member stay a number.
fn in_order(of: &EnumType, names: &[String]) -> String {
    let (mut wanted, mut rest) = (Vec::new(), 0);
    for name in names {
        let Ok(number) = name.parse::<i64>() else {
            wanted.push(name.as_str());
            continue;
        };
        let exact = of.members.iter().find(|member| member.value == number);
        let is_part = |member: &&Member| member.value != 0 && number & member.value == member.value;
        let parts: Vec<_> = exact.map_or_else(|| of.members.iter().filter(is_part).collect(), |exact| vec![exact]);
        rest |= parts.iter().fold(number, |rest, part| rest & !part.value);
        wanted.extend(parts.into_iter().map(|part| part.name.as_str()));
    }
    let given = || of.members.iter().filter(|member| wanted.contains(&member.name.as_str()));
    let is_something = rest != 0 || given().any(|member| member.value != 0);
    let names = given().filter(|member| member.value != 0 || !is_something).map(|member| member.name.clone());
    names.chain((rest != 0 || given().next().is_none()).then(|| rest.to_string())).collect::<Vec<_>>().join(",")
}

pub(super) fn unconvertible(at: &str, expected: &str) -> ODataError {
    ODataError::refused(format!("Cannot convert the value of the property '{at}' to the expected type '{expected}'."))
}

#[cfg(test)]
mod tests {
    use graph_csdl::Metadata;
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_enumeration_values_have_one_text() {
        let metadata = Metadata::parse(
            r#"<Schema Namespace="n"><EnumType Name="flags" IsFlags="true"><Member Name="none" Value="0"/>
            <Member Name="x86" Value="1"/><Member Name="x64" Value="2"/><Member Name="both" Value="3"/>
            <Member Name="arm" Value="4"/></EnumType>
            <EnumType Name="bits" IsFlags="true"><Member Name="one" Value="1"/></EnumType>
            <EnumType Name="plain"><Member Name="low" Value="0"/><Member Name="high" Value="2"/></EnumType></Schema>"#,
        )
        .unwrap();
        for (of, given, stored) in [
            ("n.flags", "x64, X86", "x86,x64"),
            ("n.flags", "x64,x64", "x64"),
            ("n.flags", "arm,1", "x86,arm"),
            ("n.flags", "3", "both"),
            ("n.flags", "5", "x86,arm"),
            ("n.flags", "12", "arm,8"),
            ("n.flags", "none,arm", "arm"),
            ("n.flags", "None", "none"),
            ("n.flags", "0", "none"),
            ("n.bits", "0", "0"),
            ("n.plain", "2", "high"),
            ("n.plain", "LOW", "low"),
        ] {
            let of = metadata.enumeration(of).unwrap();
            assert_eq!(member("x", of, &json!(given), Spelling::AnyCase).unwrap(), json!(stored), "{given}");
        }
        for (of, wrong) in [("n.plain", "1"), ("n.plain", "low,high"), ("n.flags", "x86,"), ("n.flags", "")] {
            assert!(
                member("x", metadata.enumeration(of).unwrap(), &json!(wrong), Spelling::AnyCase).is_err(),
                "{wrong}"
            );
        }
    }

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
            let of = Primitive::parse(type_name).unwrap();
            for value in right {
                assert!(is_primitive(of, &value), "{type_name} {value}");
            }
            for value in wrong {
                assert!(!is_primitive(of, &value), "{type_name} {value}");
            }
        }
    }
}
