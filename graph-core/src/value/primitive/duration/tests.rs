use std::collections::HashSet;

use serde_json::json;

use super::*;

/// Numbers that look random and are the same in each run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let count = u64::try_from(choices.len()).unwrap_or_default();
        choices[usize::try_from(self.below(count)).unwrap_or_default()]
    }

    fn digits(&mut self, most: u64) -> String {
        (0..=self.below(most)).map(|_| self.pick(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])).collect()
    }

    /// A legal text, the fraction without zeros at its end.
    fn duration(&mut self) -> String {
        let sign = self.pick(&["", "-", "+"]);
        let mut clock = String::new();
        for letter in ['H', 'M'] {
            if self.below(2) == 0 {
                clock = format!("{clock}{}{letter}", self.digits(8));
            }
        }
        match self.below(3) {
            0 => clock = format!("{clock}{}S", self.digits(12)),
            1 => clock = format!("{clock}{}.{}7S", self.digits(12), self.digits(11)),
            _ => {}
        }
        match (clock.is_empty(), self.below(2)) {
            (true, _) => format!("{sign}P{}D", self.digits(12)),
            (false, 0) => format!("{sign}P{}DT{clock}", self.digits(12)),
            (false, _) => format!("{sign}PT{clock}"),
        }
    }
}

fn read(text: &str) -> Duration {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn the_original_text_is_written() {
    for text in [
        "-PT15M",
        "-PT17.1357909S",
        "PT0S",
        "P0D",
        "-PT0S",
        "PT24H",
        "P1D",
        "P30D",
        "PT60M",
        "PT05M",
        "P0DT0H30M0S",
        "P10675199DT2H48M5.4775807S",
        "PT0.000000000001S",
        "P213503982334601DT7H0M15.999999999999S",
        "+PT1H",
    ] {
        assert_eq!(read(text).to_string(), text);
    }
    assert_eq!(read("PT1.5000000S").to_string(), "PT1.5S");
    assert_eq!(read("PT1.00000000000000S").to_string(), "PT1S");
}

#[test]
fn every_legal_text_is_kept() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        let text = numbers.duration();
        assert_eq!(read(&text).to_string(), text);
    }
}

#[test]
fn no_text_panics() {
    const PIECES: [&str; 14] =
        ["-", "+", "P", "PT", "T", ".", "D", "H", "M", "S", "W", "18446744073709551615", "9", "é"];
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let (mut legal, mut illegal) = (0, 0);
    for _ in 0..50_000 {
        let (text, piece) = (numbers.duration(), numbers.pick(&PIECES));
        let at = numbers.pick(&(0..=text.len()).collect::<Vec<_>>());
        let (before, after) = text.split_at(at);
        for text in [format!("{before}{piece}{after}"), format!("{before}{piece}"), format!("{piece}{after}")] {
            let Ok(duration) = text.parse::<Duration>() else {
                illegal += 1;
                continue;
            };
            legal += 1;
            assert_eq!(duration.to_string().parse(), Ok(duration), "{text}");
            assert_eq!(duration < Duration::ZERO, duration.is_negative(), "{text}");
            let _ = (TimeDelta::try_from(duration), time::Duration::try_from(duration));
        }
    }
    assert!(legal > 1_000 && illegal > 1_000, "{legal} legal, {illegal} illegal");
}

#[test]
fn other_texts_are_errors() {
    for text in [
        "",
        "-",
        "P",
        "-P",
        "PT",
        "P1DT",
        "1D",
        "P1",
        "PT1",
        "P1W",
        "P1Y",
        "P1M",
        "P1YT1H",
        "P1H",
        "PT1D",
        "PT1H2H",
        "PT1M2H",
        "PT1S2M",
        "PT1.5M",
        "P1.5D",
        "PT.5S",
        "PT5.S",
        "PT1,5S",
        "PT1.2.3S",
        "P-1D",
        "PT-1S",
        "PT+1S",
        "PT1.+5S",
        "--PT1S",
        "-+PT1S",
        "pt1s",
        "PT1s",
        " PT1S",
        "PT1S ",
        "PT1 S",
        "PT1ST",
        "PTT1S",
        "PT1ST1S",
        "PT١S",
        "PT0.1234567890123S",
        "PT1.é0S",
    ] {
        assert_eq!(text.parse::<Duration>(), Err(DurationError::Syntax), "{text}");
    }
    let zeros = "0".repeat(256);
    for text in ["PT18446744073709551616S", "P213503982334602D", "P213503982334601DT7H16S", &format!("PT{zeros}S")] {
        assert_eq!(text.parse::<Duration>(), Err(DurationError::TooLong), "{text}");
    }
}

#[test]
fn the_length_is_compared() {
    assert_eq!(read("PT24H"), read("P1D"));
    assert_eq!(read("-PT0S"), Duration::default());
    assert_ne!(read("-PT1S"), read("PT1S"));
    assert!(read("-P1D") < read("-PT23H59M59.999S"));
    assert!(read("PT0.000000000001S") > Duration::ZERO);
    assert_eq!(HashSet::from([read("PT60M"), read("PT1H"), read("+PT3600S")]).len(), 1);
}

#[test]
fn a_duration_of_std_is_not_negative() {
    for (length, text) in [
        (time::Duration::ZERO, "PT0S"),
        (time::Duration::from_millis(1_500), "PT1.5S"),
        (time::Duration::from_nanos(1), "PT0.000000001S"),
        (time::Duration::from_hours(26), "P1DT2H"),
        (time::Duration::from_hours(24), "P1D"),
        (time::Duration::MAX, "P213503982334601DT7H15.999999999S"),
    ] {
        let duration = Duration::from(length);
        assert_eq!(duration.to_string(), text);
        assert_eq!(time::Duration::try_from(duration), Ok(length));
    }
    assert_eq!(time::Duration::try_from(read("-PT1S")), Err(DurationError::Negative));
    assert_eq!(time::Duration::try_from(read("-PT0S")), Ok(time::Duration::ZERO));
    assert_eq!(read("-PT1.123456789999S").unsigned_abs(), time::Duration::new(1, 123_456_789));
}

#[test]
fn a_duration_of_chrono_has_a_range() {
    for length in [TimeDelta::MIN, TimeDelta::MAX, TimeDelta::zero(), TimeDelta::nanoseconds(-1), TimeDelta::days(-3)] {
        assert_eq!(TimeDelta::try_from(Duration::from(length)), Ok(length));
    }
    assert_eq!(Duration::from(TimeDelta::milliseconds(-1_500)).to_string(), "-PT1.5S");
    assert_eq!(TimeDelta::try_from(Duration::from(time::Duration::MAX)), Err(DurationError::TooLong));
}

#[test]
fn it_is_a_string_in_json() {
    let duration = serde_json::from_str::<Duration>("\"PT24H\"").ok();
    assert_eq!(duration, Some(read("P1D")));
    assert_eq!(duration.and_then(|duration| serde_json::to_value(duration).ok()), Some(json!("PT24H")));
    for wrong in ["90", "null", "\"an hour\"", "{}"] {
        assert!(serde_json::from_str::<Duration>(wrong).is_err(), "{wrong}");
    }
}
