//! The permissions that the applications are granted, from JSON.

use serde_json::{Value as Json, json};

use crate::control::fields::{Fields, Mistake, elements, text};
use crate::emulator::Emulator;
use crate::identity::granted::Granted;

const EXAMPLE: &str = r#"{"application": ["User.Read.All"]}"#;

/// Reads the field `granted`: names by the kind of token.
pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Granted, Mistake> {
    let place = fields.place("granted");
    let Some(value) = fields.get("granted") else { return Ok(Granted::default()) };
    let mut kinds = Fields::of(value, &place, EXAMPLE)?;
    let granted =
        Granted { delegated: names(&mut kinds, "delegated")?, application: names(&mut kinds, "application")? };
    kinds.finish()?;
    Ok(granted)
}

/// The names of one kind, unless the field is absent or `null`.
fn names(kinds: &mut Fields<'_>, kind: &'static str) -> Result<Option<Vec<String>>, Mistake> {
    let place = kinds.place(kind);
    let Some(value) = kinds.get(kind) else { return Ok(None) };
    let name = |(place, json): (String, &Json)| {
        text(json).map(str::to_owned).ok_or_else(|| Mistake::value(&place, json, r#""User.Read.All""#))
    };
    elements(value, &place).into_iter().map(name).collect::<Result<_, _>>().map(Some)
}

/// Fails for a permission that the emulator's table does not have, and without a table.
pub(crate) fn check(granted: &Granted, emulator: &Emulator) -> Result<(), Mistake> {
    let mistake = match &emulator.permissions {
        Some(table) => granted.mistake(table),
        None if granted.is_declared() => {
            Some("'granted' needs the service's table: start with `--permissions`.".to_owned())
        }
        None => None,
    };
    mistake.map_or(Ok(()), |mistake| Err(Mistake::new(mistake)))
}

/// The permissions as JSON; `null` for a kind that is not declared.
pub(crate) fn write(granted: &Granted) -> Json {
    json!({ "delegated": granted.delegated, "application": granted.application })
}
