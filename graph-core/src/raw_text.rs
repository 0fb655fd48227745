//! JSON text that was kept, to be read once more is known.

use serde::de;
use serde_json::value::RawValue;

/// How deep a text may be nested: as deep as `serde_json` reads at all.
const DEPTH: usize = 128;

/// Refuses what is nested too deeply: a new deserializer counts from nothing again, so that texts within texts could
/// exhaust the stack.
///
/// # Errors
/// The deserializer's.
pub(crate) fn check_depth<E: de::Error>(text: &RawValue) -> Result<(), E> {
    if depth(text.get()) > DEPTH { Err(E::custom("the value is nested too deeply")) } else { Ok(()) }
}

/// How deep the objects and arrays of a JSON text are nested.
fn depth(json: &str) -> usize {
    let (mut deepest, mut open, mut in_string, mut escaped) = (0, 0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The error without its line and column, which count from the start of the value and not of the document.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).map_or_else(|| text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_are_no_depth() {
        for (json, deepest) in [("1", 0), (r#"{"a":[1,{}],"b":[]}"#, 3), (r#""[[[""#, 0), (r#"["\"[[", "\\", [1]]"#, 2)]
        {
            assert_eq!(depth(json), deepest, "{json}");
        }
    }
}
