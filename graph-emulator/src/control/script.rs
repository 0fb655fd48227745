//! Scripts: what an emulator has and does, as JSON documents.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde_json::{Deserializer, Value as Json};

use crate::control::entity::Seed;
use crate::control::fault;
use crate::control::fields::{Fields, Mistake, number};
use crate::control::granted;
use crate::control::operation::Operation;
use crate::emulator::Emulator;
use crate::identity::granted::Granted;
use crate::testing::fault::Fault;
use crate::testing::storm::Storm;

const EXAMPLE: &str = r#"{"entities": [{"path": "users", "entities": [{"id": "ada"}]}]}"#;

/// Entities, operations and faults of an emulator, from JSON text: one object, or several after each other.
///
/// # Shape
/// The fields are `pageSize`, `granted`, `entities`, `operations`, `faults` and `storm`, each with the JSON of the control path of that name:
/// `docs/emulator.md` lists them.
///
/// # Errors
/// [`ScriptError`]: the text is not JSON, or a field is unknown or has a wrong value.
///
/// # Example
/// ```
/// use graph_emulator::{Emulator, Script};
///
/// let script: Script = r#"{ "entities": [{ "path": "users", "entities": [{ "id": "ada" }] }],
///                           "faults": [{ "kind": "throttled", "retryAfter": 1, "path": "users" }] }"#.parse()?;
/// let emulator = Emulator::builder().script(script).build()?;
/// # drop(emulator);
///
/// let mistake = r#"{ "faults": [{ "kind": "throtled" }] }"#.parse::<Script>().unwrap_err();
/// assert_eq!(mistake.to_string(), "'faults[0].kind' can't be 'throtled': did you mean 'throttled'?");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Script {
    page_size: Option<usize>,
    granted: Granted,
    entities: Vec<Seed>,
    operations: Vec<Operation>,
    faults: Vec<Fault>,
    storm: Option<Storm>,
}

/// A script that can't be read. The message names the field and the edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError(String);

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ScriptError {}

impl FromStr for Script {
    type Err = ScriptError;

    fn from_str(text: &str) -> Result<Self, ScriptError> {
        let mut script = Self::default();
        for (index, document) in Deserializer::from_str(text).into_iter::<Json>().enumerate() {
            let document = document.map_err(|error| ScriptError(format!("The script is not JSON: {error}.")))?;
            let numbered = |mistake: Mistake| {
                let place = if index == 0 { String::new() } else { format!("Document {}: ", index + 1) };
                ScriptError(format!("{place}{mistake}"))
            };
            script.extend(Self::read(&document).map_err(numbered)?);
        }
        Ok(script)
    }
}

impl Script {
    pub(crate) fn read(document: &Json) -> Result<Self, Mistake> {
        let mut fields = Fields::of(document, "", EXAMPLE)?;
        let page_size = fields.optional("pageSize", "20", page_size)?;
        let granted = granted::read(&mut fields)?;
        let seeds = fields.elements("entities").into_iter().map(|(place, json)| Seed::read(json, &place));
        let entities = seeds.collect::<Result<_, _>>()?;
        let operations = fields.elements("operations").into_iter().map(|(place, json)| Operation::read(json, &place));
        let operations = operations.collect::<Result<_, _>>()?;
        let faults = fields.elements("faults").into_iter().map(|(place, json)| fault::read(json, &place));
        let faults = faults.collect::<Result<_, _>>()?;
        let storm = fields.get("storm").map(|storm| fault::read_storm(storm, "storm")).transpose()?;
        fields.finish()?;
        Ok(Self { page_size, granted, entities, operations, faults, storm })
    }

    fn extend(&mut self, other: Self) {
        self.page_size = other.page_size.or(self.page_size);
        self.granted.extend(other.granted);
        self.entities.extend(other.entities);
        self.operations.extend(other.operations);
        self.faults.extend(other.faults);
        self.storm = other.storm.or(self.storm.take());
    }

    /// Fails if it can't be applied to an emulator.
    pub(crate) fn check(&self, emulator: &Emulator) -> Result<(), ScriptError> {
        granted::check(&self.granted, emulator).map_err(|mistake| ScriptError(mistake.to_string()))
    }

    /// Applies a script that was [checked](Self::check).
    pub(crate) fn apply(&self, emulator: &Emulator) {
        if let Some(page_size) = self.page_size {
            emulator.set_page_size(page_size);
        }
        emulator.shared.token_endpoint.grant_from_outside(self.granted.clone());
        self.entities.iter().for_each(|seed| seed.apply(emulator));
        self.operations.iter().for_each(|operation| operation.apply(emulator));
        for fault in &self.faults {
            emulator.fault(fault.clone());
        }
        if let Some(storm) = &self.storm {
            emulator.storm(storm.clone());
        }
    }
}

pub(crate) fn page_size(json: &Json) -> Option<usize> {
    number(json).filter(|size| *size > 0)
}
