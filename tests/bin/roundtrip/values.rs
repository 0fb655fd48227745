//! One value and what came of it.

use graph_csdl::EnumType;

use super::json::Json;
use super::reasons::Reason;
use super::texts;

/// How a value of a primitive type differs: not at all where a date has its instant, its offset and its digits.
pub(crate) fn primitive(name: &str, before: &Json, after: &Json) -> Option<Reason> {
    match (before, after) {
        _ if before == after => None,
        (Json::Text(before), Json::Text(after)) => text(name, before, after),
        (Json::Number(before), Json::Number(after)) => number(name, before, after),
        (Json::Text(text), Json::Number(after)) => {
            Some(if same_number(text, after) { Reason::NumberInText } else { Reason::Changed })
        }
        _ => Some(Reason::Changed),
    }
}

/// How JSON differs that nothing is declared of.
pub(crate) fn untyped(before: &Json, after: &Json) -> Option<Reason> {
    match (before, after) {
        _ if before == after => None,
        (Json::Number(before), Json::Number(after)) => number("Double", before, after),
        _ => Some(Reason::Changed),
    }
}

/// How a member, or a set of them, differs.
pub(crate) fn member(of: &EnumType, before: &Json, after: &Json) -> Option<Reason> {
    let is_member = |name: &str| of.members.iter().any(|member| member.name == name);
    match (before, after) {
        (Json::Text(before), Json::Text(after)) if before == after => {
            let all = if of.is_flags { texts::flags(before) } else { vec![before.as_str()] };
            (!all.into_iter().all(is_member)).then_some(Reason::UnknownMember)
        }
        (Json::Text(before), Json::Text(after)) if of.is_flags && texts::flags(before) == texts::flags(after) => {
            Some(Reason::FlagBlanks)
        }
        (Json::Text(before), Json::Text(after)) if before.parse::<i64>().is_ok() && is_member(after) => {
            Some(Reason::MemberByNumber)
        }
        (Json::Number(_), Json::Text(_)) => Some(Reason::MemberByNumber),
        _ => Some(Reason::Changed),
    }
}

fn number(name: &str, before: &str, after: &str) -> Option<Reason> {
    let is_float = ["Single", "Double", "Decimal"].contains(&name);
    let are_same = match name {
        "Single" => before.parse::<f32>().ok() == after.parse::<f32>().ok(),
        "Double" => before.parse::<f64>().ok() == after.parse::<f64>().ok(),
        _ => false,
    };
    Some(match (is_float && same_number(before, after), are_same) {
        (true, _) => Reason::NumberForm,
        (false, true) => Reason::SpareDigits,
        (false, false) => Reason::Changed,
    })
}

/// Whether two texts are one number, to the last digit.
fn same_number(before: &str, after: &str) -> bool {
    before == after || texts::number(before).is_some_and(|before| Some(before) == texts::number(after))
}

fn text(name: &str, before: &str, after: &str) -> Option<Reason> {
    match name {
        "DateTimeOffset" => {
            let (Some(before), Some(mut after)) = (texts::moment(before), texts::moment(after)) else {
                return Some(Reason::Changed);
            };
            if before == after {
                return None;
            }
            // What differs is the tenth digit and those behind it.
            let is_cut = before.fraction.len() > 9 && before.fraction.starts_with(after.fraction);
            after.fraction = before.fraction;
            Some(if is_cut && before == after { Reason::DigitsBeyondNanoseconds } else { Reason::Changed })
        }
        "TimeOfDay" => {
            unless(texts::time(before).is_some() && texts::time(before) == texts::time(after), Reason::Changed)
        }
        "Duration" => unless(
            texts::duration(before).is_some() && texts::duration(before) == texts::duration(after),
            Reason::Changed,
        ),
        "Guid" if before.eq_ignore_ascii_case(after) => Some(Reason::GuidCase),
        "Binary" if texts::differ_in_spare_bits(before, after) => Some(Reason::SpareBits),
        _ => Some(Reason::Changed),
    }
}

fn unless(same: bool, reason: Reason) -> Option<Reason> {
    (!same).then_some(reason)
}
