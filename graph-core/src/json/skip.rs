//! Skipping of objects and arrays.

use super::input::Input;

/// The maximum depth that is skipped here; `serde_json` has none.
const DEPTH: u32 = 128;

/// The brackets that are open.
#[derive(Clone, Copy, Default)]
struct Open {
    depth: u32,
    /// A bit for each bracket, the lowest for the innermost: 1 for an object.
    objects: u128,
}

impl Open {
    fn is_object(self) -> bool {
        self.objects & 1 == 1
    }

    fn within(self, is_object: bool) -> Self {
        Self { depth: self.depth + 1, objects: self.objects << 1 | u128::from(is_object) }
    }

    fn outside(self) -> Self {
        Self { depth: self.depth.saturating_sub(1), objects: self.objects >> 1 }
    }
}

impl Input<'_> {
    /// Skips an object or array whose bracket is the next byte. Returns `false` for one that is invalid or too deep, and then stops
    /// anywhere in it.
    pub(super) fn skip_nested(&mut self) -> bool {
        let mut open = Open::default();
        loop {
            let is_value = match self.peek() {
                Some(bracket @ (b'{' | b'[')) if open.depth < DEPTH => {
                    let is_object = bracket == b'{';
                    self.pass();
                    open = open.within(is_object);
                    match self.peek() {
                        Some(b'}') if is_object => true,
                        Some(b']') if !is_object => true,
                        _ if !is_object || self.skip_name() => continue,
                        _ => false,
                    }
                }
                Some(b'"') => self.skip_string(),
                Some(b'n') => self.word("null").is_ok(),
                Some(b't') => self.word("true").is_ok(),
                Some(b'f') => self.word("false").is_ok(),
                Some(b'-' | b'0'..=b'9') => self.number().is_ok(),
                _ => false,
            };
            if !is_value {
                return false;
            }
            loop {
                match self.peek() {
                    Some(b'}') if open.is_object() => open = open.outside(),
                    Some(b']') if !open.is_object() => open = open.outside(),
                    Some(b',') => {
                        self.pass();
                        if open.is_object() && !self.skip_name() {
                            return false;
                        }
                        break;
                    }
                    _ => return false,
                }
                self.pass();
                if open.depth == 0 {
                    return true;
                }
            }
        }
    }

    /// Skips the name of a property and the colon after it.
    fn skip_name(&mut self) -> bool {
        self.peek() == Some(b'"') && self.skip_string() && self.pass_if(b':')
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;

    use super::*;

    /// The end of the first value, by `serde_json` and by [`Input::skip_nested`]. A failure may be a success of `serde_json` alone.
    fn ends(text: &str) -> (Option<usize>, Option<usize>) {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
        let expected = matches!(values.next(), Some(Ok(_))).then(|| values.byte_offset());
        let mut input = Input::new(text);
        (expected, input.skip_nested().then_some(input.at))
    }

    #[test]
    fn a_value_ends_where_serde_json_ends_it() {
        for text in [
            "{}",
            "[]",
            "[ ] ,",
            "{ } }",
            r#"{"a":1}"#,
            r#"{"a" : [1, -2.5e3, {"b\"]}": "}"}], "c": {"d": null, "e": [true, false]}} x"#,
            r#"[[[]], {}, [{"a": []}], "\u00e9\\"]]"#,
        ] {
            let (expected, end) = ends(text);
            assert!(expected.is_some());
            assert_eq!(end, expected, "{text}");
        }
        assert_eq!(ends(&format!("{}{}", "[".repeat(128), "]".repeat(128))).1, Some(256));
        assert_eq!(ends(&format!("{}{}", "[".repeat(129), "]".repeat(129))), (Some(258), None));
    }

    /// Each text of up to six tokens that starts with a bracket.
    #[test]
    fn what_serde_json_refuses_is_refused() {
        const TOKENS: [&str; 9] = ["{", "}", "[", "]", ",", ":", "\"\"", "1", "null"];
        let mut texts = vec![String::new()];
        let mut accepted = 0;
        for _ in 0..6 {
            texts = texts.iter().flat_map(|text| TOKENS.map(|token| format!("{text}{token}"))).collect();
            texts.retain(|text| text.starts_with(['{', '[']));
            for text in &texts {
                let (expected, end) = ends(text);
                assert_eq!(end, expected, "{text}");
                accepted += usize::from(end.is_some());
            }
        }
        assert!(accepted > 1_000, "{accepted}");
    }
}
