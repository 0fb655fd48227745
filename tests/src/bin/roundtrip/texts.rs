//! Texts of primitive types and their equality, by the grammar of OData and independent of the code that is
//! tested.

/// The significant parts of a date and time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Moment<'a> {
    /// Year to second.
    at: String,
    /// Without trailing zeros.
    pub(crate) fraction: &'a str,
    /// In minutes.
    offset: i32,
}

/// The date and time, its offset and its significant digits; `None` if the text is not an `Edm.DateTimeOffset`.
pub(crate) fn moment(text: &str) -> Option<Moment<'_>> {
    let (day, rest) = text.split_once(['T', 't'])?;
    let at = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, offset) = rest.split_at_checked(at)?;
    if !is_date(day) {
        return None;
    }
    let (time, fraction) = time(clock)?;
    Some(Moment { at: format!("{day}T{time}"), fraction, offset: minutes(offset)? })
}

/// Returns `true` if only the offset is missing.
pub(crate) fn lacks_offset(text: &str) -> bool {
    moment(text).is_none() && moment(&format!("{text}Z")).is_some()
}

fn minutes(offset: &str) -> Option<i32> {
    if offset.eq_ignore_ascii_case("Z") {
        return Some(0);
    }
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// A number of exactly this many digits.
fn digits(text: &str, count: usize) -> Option<i32> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut part = |count| parts.next().and_then(|part| digits(part, count));
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=last).contains(&day)
}

/// Hours to seconds, which default to 0, and the fraction without trailing zeros.
pub(crate) fn time(text: &str) -> Option<(String, &str)> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_fraction = (1..=12).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = clock.split(':').map(|part| digits(part, 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next());
    let has_second = second.is_some();
    let second = second.unwrap_or(Some(0))?;
    let is_sound = hour < 24 && minute < 60 && second <= 60 && (has_second || !text.contains('.'));
    (is_sound && is_fraction && parts.next().is_none())
        .then(|| (format!("{hour:02}:{minute:02}:{second:02}"), fraction.trim_end_matches('0')))
}

/// `[-]PnDTnHnMn.nS` without trailing zeros of the fraction.
pub(crate) fn duration(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix('P')?;
    let (days, time) = match unsigned.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (unsigned, None),
    };
    let are_days = days.is_empty() || parts(days, "D");
    let is_time = time.is_none_or(|time| !time.is_empty() && parts(time, "HMS"));
    let is_some = !days.is_empty() || time.is_some();
    if !(are_days && is_time && is_some) {
        return None;
    }
    let Some((whole, fraction)) = text.split_once('.') else { return Some(text.to_owned()) };
    let fraction = fraction.trim_end_matches('S').trim_end_matches('0');
    Some(if fraction.is_empty() { format!("{whole}S") } else { format!("{whole}.{fraction}S") })
}

/// Returns `true` if a text consists of numbers followed by these letters in this order; only seconds can have a fraction.
fn parts(text: &str, letters: &str) -> bool {
    let mut left = letters;
    let mut rest = text;
    while !rest.is_empty() {
        let Some(end) = rest.find(|c: char| c.is_ascii_alphabetic()) else { return false };
        let (number, behind) = rest.split_at(end);
        let mut behind = behind.chars();
        let Some((_, after)) =
            behind.next().and_then(|letter| left.split_once(letter).map(|(_, after)| (letter, after)))
        else {
            return false;
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_second = after.is_empty() && letters.ends_with('S');
        if !are_digits(whole) || !are_digits(fraction) || (number.contains('.') && !is_second) {
            return false;
        }
        left = after;
        rest = behind.as_str();
    }
    true
}

pub(crate) fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// base64 of either alphabet, with or without padding.
pub(crate) fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    let is_padded = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    let letters = |extra: [char; 2]| bare.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(&c));
    is_padded && bare.len() % 4 != 1 && (letters(['+', '/']) || letters(['-', '_']))
}

/// Returns `true` if two base64 texts differ only in bits after the last byte.
pub(crate) fn differ_in_spare_bits(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches('=').to_owned();
    let (mut a, mut b) = (bare(one), bare(other));
    a.pop();
    b.pop();
    one.len() == other.len() && bare(one).len() % 4 >= 2 && a == b
}

/// The sign of a number, its digits without leading and trailing zeros, and the power of ten of the last digit: the same for `1`,
/// `1.0` and `10e-1`. `None` if the text is not a JSON number.
pub(crate) fn number(text: &str) -> Option<(bool, String, i64)> {
    let (is_negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent: i64 = exponent.parse().ok()?;
    if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) || mantissa.ends_with('.') {
        return None;
    }
    let all = format!("{whole}{fraction}");
    let digits = all.trim_end_matches('0');
    let dropped = i64::try_from(all.len() - digits.len()).ok()?;
    let power = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(dropped)?;
    let digits = digits.trim_start_matches('0');
    Some(if digits.is_empty() { (is_negative, String::new(), 0) } else { (is_negative, digits.to_owned(), power) })
}

/// The flags of a text, each once.
pub(crate) fn flags(text: &str) -> Vec<&str> {
    let mut flags = Vec::new();
    for flag in text.split(',').map(str::trim).filter(|flag| !flag.is_empty()) {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_the_same_by_instant_offset_and_digits() {
        for (one, other, same) in [
            ("2020-01-02T03:04:05.1200000+00:00", "2020-01-02T03:04:05.12Z", true),
            ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05.000Z", true),
            ("2020-01-02T03:04Z", "2020-01-02T03:04:00Z", true),
            ("2020-01-02T03:04:05.12Z", "2020-01-02T03:04:05.13Z", false),
            ("2020-01-02T04:04:05+01:00", "2020-01-02T03:04:05Z", false),
            ("2020-01-02T03:04:05.1234567891Z", "2020-01-02T03:04:05.123456789Z", false),
        ] {
            assert!(moment(one).is_some(), "{one}");
            assert_eq!(moment(one) == moment(other), same, "{one} {other}");
        }
        let wrong =
            ["2020-02-30T00:00:00Z", "2020-01-01", "2020-01-01T00:00:00", "timestamp", "2020-01-01T24:00:00Z", ""];
        assert!(wrong.iter().all(|text| moment(text).is_none()));
        assert!(
            lacks_offset("2020-01-01T00:00:00.5")
                && !lacks_offset("2020-13-01T00:00:00")
                && !lacks_offset("2020-01-01")
        );
    }

    #[test]
    fn times_and_lengths_have_zeros_that_say_nothing() {
        assert_eq!(time("17:00:00.0000000"), time("17:00"));
        assert_ne!(time("17:00:00.1"), time("17:00:00"));
        assert!(
            ["17", "24:00:00", "17:60:00", "17:00:00.", "17:00.5", "7:00:00", "17:00:00:00"]
                .iter()
                .all(|text| time(text).is_none())
        );
        assert_eq!(duration("PT1.50S"), duration("PT1.5S"));
        assert_eq!(duration("PT0.0S"), duration("PT0S"));
        assert_ne!(duration("PT24H"), duration("P1D"));
        assert!(["P1D", "-PT1H2M", "P1DT0.5S"].iter().all(|text| duration(text).is_some()));
        assert!(["P", "PT", "P1Y", "P1W", "PT1M2H", "1D", "PT1.5M", "PTS"].iter().all(|text| duration(text).is_none()));
    }

    #[test]
    fn numbers_are_told_apart_by_their_digits() {
        for same in ["1", "1.0", "10e-1", "0.1E+1"] {
            assert_eq!(number(same), Some((false, "1".to_owned(), 0)), "{same}");
        }
        assert_eq!(number("0.0"), number("0"));
        assert_ne!(number("-0"), number("0"));
        assert_ne!(number("1.0000000000000000000001"), number("1"));
        assert!(["", "x", "1.", "1e", ".5", "--1"].iter().all(|text| number(text).is_none()));
    }

    #[test]
    fn bytes_and_guids_have_a_form() {
        assert!(["", "AAEC", "AA==", "AA", "-_8", "+/8="].iter().all(|text| is_base64(text)));
        assert!(["A", "AA=", "A b=", "-/8=", "…", "===="].iter().all(|text| !is_base64(text)));
        assert!(differ_in_spare_bits("AB==", "AA==") && !differ_in_spare_bits("AAEC", "AAED"));
        assert!(is_guid("0a1b2c3d-0000-0000-0000-00000000000F") && !is_guid("{id}") && !is_guid(""));
        assert_eq!(flags(" a, b,a,"), ["a", "b"]);
    }
}
