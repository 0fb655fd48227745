//! Comparison of one value with the value that came back.

use graph_csdl::EnumType;

use super::json::Json;
use super::reasons::Reason;
use super::texts;

/// The difference of two values of a primitive type: none if a date has the same instant, offset and digits.
pub(crate) fn primitive(name: &str, before: &Json, after: &Json) -> Option<Reason> {
    match (before, after) {
        _ if before == after => None,
        (Json::Text(before), Json::Text(after)) => text(name, before, after),
        (_, Json::Null) if is_empty(name, before) => Some(Reason::EmptyIsAbsent),
        (Json::Number(before), Json::Number(after)) => Some(number(name, before, after)),
        (Json::Text(text), Json::Number(after)) => {
            Some(if same_number(text, after) { Reason::NumberInText } else { Reason::Changed })
        }
        _ => Some(Reason::Changed),
    }
}

/// Returns `true` for `""` where the type has no empty text of its own: a service writes it for a missing value.
pub(crate) fn is_empty(name: &str, value: &Json) -> bool {
    !["String", "Binary", "Stream"].contains(&name) && matches!(value, Json::Text(text) if text.is_empty())
}

/// The difference of undeclared JSON.
pub(crate) fn untyped(before: &Json, after: &Json) -> Option<Reason> {
    match (before, after) {
        _ if before == after => None,
        (Json::Number(before), Json::Number(after)) => Some(number("Double", before, after)),
        _ => Some(Reason::Changed),
    }
}

/// The difference of a member, or a set of members.
pub(crate) fn member(of: &EnumType, before: &Json, after: &Json) -> Option<Reason> {
    let is_member = |name: &str| of.members.iter().any(|member| member.name == name);
    match (before, after) {
        (Json::Text(before), Json::Text(after)) if before == after => {
            (!members_of(of, before).into_iter().all(is_member)).then_some(Reason::UnknownMember)
        }
        (Json::Text(before), Json::Text(after)) if of.is_flags && texts::flags(before) == texts::flags(after) => {
            Some(Reason::FlagBlanks)
        }
        (Json::Text(before), Json::Text(after)) if spelt(of, before) == members_of(of, after) => {
            Some(Reason::MemberCase)
        }
        (Json::Text(before) | Json::Number(before), Json::Text(after)) if is_number_of(of, before, after) => {
            Some(Reason::MemberByNumber)
        }
        _ => Some(Reason::Changed),
    }
}

/// The members that a text names.
fn members_of<'t>(of: &EnumType, text: &'t str) -> Vec<&'t str> {
    if of.is_flags { texts::flags(text) } else { vec![text] }
}

/// The same in the metadata's spelling, if exactly one member differs in letter case only.
fn spelt<'t>(of: &'t EnumType, text: &'t str) -> Vec<&'t str> {
    let mut all = Vec::new();
    for name in members_of(of, text) {
        let members = || of.members.iter().map(|member| member.name.as_str());
        let mut alike = members().filter(|member| member.eq_ignore_ascii_case(name));
        let member = match (members().any(|member| member == name), alike.next(), alike.next()) {
            (false, Some(member), None) => member,
            _ => name,
        };
        if !all.contains(&member) {
            all.push(member);
        }
    }
    all
}

/// Returns `true` if a number means these members, or is kept as its text.
fn is_number_of(of: &EnumType, number: &str, members: &str) -> bool {
    let Ok(value) = number.parse::<i64>() else { return false };
    let value_of = |name: &str| of.members.iter().find(|member| member.name == name).map(|member| member.value);
    let parts = texts::flags(members).into_iter().map(value_of);
    let all = parts.map(|part| part.filter(|_| of.is_flags)).try_fold(0, |sum, part| part.map(|part| sum | part));
    number == members || value_of(members) == Some(value) || all == Some(value)
}

fn number(name: &str, before: &str, after: &str) -> Reason {
    let is_float = ["Single", "Double", "Decimal"].contains(&name);
    let are_same = match name {
        "Single" => before.parse::<f32>().ok() == after.parse::<f32>().ok(),
        "Double" => before.parse::<f64>().ok() == after.parse::<f64>().ok(),
        _ => false,
    };
    match (is_float && same_number(before, after), are_same) {
        (true, _) => Reason::NumberForm,
        (false, true) => Reason::SpareDigits,
        (false, false) => Reason::Changed,
    }
}

/// Returns `true` if two texts are the same number, to the last digit.
fn same_number(before: &str, after: &str) -> bool {
    before == after || texts::number(before).is_some_and(|before| Some(before) == texts::number(after))
}

fn text(name: &str, before: &str, after: &str) -> Option<Reason> {
    match name {
        "DateTimeOffset" => moment(before, after),
        "TimeOfDay" if texts::time(before).is_some_and(|before| Some(before) == texts::time(after)) => None,
        "Duration" if texts::duration(before).is_some_and(|before| Some(before) == texts::duration(after)) => None,
        "Guid" if before.eq_ignore_ascii_case(after) => Some(Reason::GuidCase),
        "Binary" if texts::differ_in_spare_bits(before, after) => Some(Reason::SpareBits),
        _ => Some(Reason::Changed),
    }
}

fn moment(before: &str, after: &str) -> Option<Reason> {
    let (Some(before), Some(mut after)) = (texts::moment(before), texts::moment(after)) else {
        return Some(Reason::Changed);
    };
    if before == after {
        return None;
    }
    // The tenth digit and later ones differ.
    let is_cut = before.fraction.len() > 9 && before.fraction.starts_with(after.fraction);
    after.fraction = before.fraction;
    Some(if is_cut && before == after { Reason::DigitsBeyondNanoseconds } else { Reason::Changed })
}
