//! The file of objects.

use std::fs;
use std::path::Path;

use super::json::Json;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// An object of the file.
pub(crate) struct Sample {
    pub(crate) id: String,
    /// The type's name, as in the file.
    pub(crate) of: String,
    pub(crate) object: Json,
}

/// Reads the file: one JSON object a line, with `id`, `type`, and the object itself as text in `json`.
pub(crate) fn read(file: &Path) -> Result<Vec<Sample>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let samples = lines.map(|(index, line)| {
        sample(line).map_err(|error| format!("{}, line {}: {error}", file.display(), index + 1).into())
    });
    samples.collect()
}

fn sample(line: &str) -> Result<Sample> {
    let line: serde_json::Value = serde_json::from_str(line)?;
    let text = |name: &str| {
        let text = line.get(name).and_then(serde_json::Value::as_str);
        text.map(str::to_owned).ok_or_else(|| format!("no text `{name}`"))
    };
    Ok(Sample { id: text("id")?, of: text("type")?, object: Json::parse(&text("json")?)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_an_object_as_text() -> Result<()> {
        let read = sample(r#"{"id": "a#1", "type": "b.c", "json": "{\"d\":1.0,\"d\":2}", "more": 1}"#)?;
        assert_eq!((read.id.as_str(), read.of.as_str()), ("a#1", "b.c"));
        assert_eq!(read.object.to_string(), r#"{"d":1.0,"d":2}"#);
        assert!(sample(r#"{"id": "a#1", "type": "b.c"}"#).is_err());
        Ok(())
    }
}
