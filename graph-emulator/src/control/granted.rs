//! The permissions that the applications are granted, from JSON.

use serde_json::{Value as Json, json};

use crate::control::fields::{Fields, Mistake, text};
use crate::emulator::Emulator;
use crate::identity::granted::Granted;

const EXAMPLE: &str = r#"{"application": ["User.Read.All"]}"#;
const NAMES: &str = r#"["User.Read.All"]"#;

/// Reads the field `granted`: names by the kind of token.
pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Granted, Mistake> {
    let place = fields.place("granted");
    let Some(value) = fields.get("granted") else { return Ok(Granted::default()) };
    let mut kinds = Fields::of(value, &place, EXAMPLE)?;
    let delegated = kinds.optional("delegated", NAMES, names)?;
    let application = kinds.optional("application", NAMES, names)?;
    kinds.finish()?;
    Ok(Granted { delegated, application })
}

fn names(json: &Json) -> Option<Vec<String>> {
    json.as_array()?.iter().map(|name| text(name).map(str::to_owned)).collect()
}

/// Fails for a permission that the emulator's table does not have.
pub(crate) fn check(granted: &Granted, emulator: &Emulator) -> Result<(), Mistake> {
    let mistake = emulator.permissions.as_ref().and_then(|table| granted.mistake(table));
    mistake.map_or(Ok(()), |mistake| Err(Mistake::new(mistake)))
}

/// The permissions as JSON; `null` for a kind that is not declared.
pub(crate) fn write(granted: &Granted) -> Json {
    json!({ "delegated": granted.delegated, "application": granted.application })
}
