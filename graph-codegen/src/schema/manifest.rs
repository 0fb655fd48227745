//! `[package.metadata.graph]`: the metadata files that a crate's Cargo.toml names.

use graph_csdl::nearest;
use toml::{Table, Value};

/// The keys of the table, each with an example of its file.
const KEYS: [(&str, &str); 3] =
    [("schema", "v1.0.csdl"), ("beta-schema", "beta.csdl"), ("permissions", "permissions.json")];

/// The files that are named.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The file for items of v1.0 or without a version.
    pub(super) schema: Option<String>,
    pub(super) beta_schema: Option<String>,
    /// The service's table of permissions.
    pub(super) permissions: Option<String>,
    pub(super) mistakes: Vec<Mistake>,
}

/// A mistake that would leave the crate unchecked, and the edit that corrects it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) fact: String,
    pub(super) help: String,
}

impl Manifest {
    /// Reads the text of a Cargo.toml.
    pub(super) fn read(text: &str) -> Self {
        let mut manifest = Self::default();
        match text.parse::<Table>() {
            Ok(table) => manifest.names(&table),
            Err(error) => manifest.mistake(
                format!("can't read Cargo.toml: {}", error.message()),
                "correct the file, or name the schema on the item: `schema = \"metadata/v1.0.csdl\"`",
            ),
        }
        manifest
    }

    fn names(&mut self, table: &Table) {
        let graph = |of: &str| table.get(of)?.as_table()?.get("metadata")?.as_table()?.get("graph");
        match (graph("package"), graph("workspace")) {
            (Some(Value::Table(graph)), _) => {
                for (key, value) in graph {
                    self.key(key, value);
                }
            }
            (Some(_), _) => self.mistake(
                "expected a table for `graph` under `[package.metadata]`",
                "write `[package.metadata.graph]`, and below it `schema = \"metadata/v1.0.csdl\"`",
            ),
            (None, Some(_)) => self.mistake(
                "`[workspace.metadata.graph]` is not used",
                "write `[package.metadata.graph]` in the Cargo.toml of each crate to check",
            ),
            (None, None) => {}
        }
    }

    fn key(&mut self, key: &str, value: &Value) {
        let Some((_, example)) = KEYS.iter().find(|(known, _)| *known == key) else {
            let known = KEYS.map(|(known, _)| known);
            let help = match nearest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of `{}`, or remove it", known.join("`, `")),
            };
            return self.mistake(format!("unknown key `{key}` in `[package.metadata.graph]`"), help);
        };
        let Some(name) = value.as_str() else {
            let help = format!("write `{key} = \"metadata/{example}\"`");
            return self.mistake(format!("expected a string for `{key}` under `[package.metadata.graph]`"), help);
        };
        let slot = match key {
            "permissions" => &mut self.permissions,
            "beta-schema" => &mut self.beta_schema,
            _ => &mut self.schema,
        };
        *slot = Some(name.to_owned());
    }

    fn mistake(&mut self, fact: impl Into<String>, help: impl Into<String>) {
        self.mistakes.push(Mistake { fact: fact.into(), help: help.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        let mistakes = Manifest::read(text).mistakes.into_iter();
        mistakes.map(|Mistake { fact, help }| format!("{fact}; {help}")).collect()
    }

    #[test]
    fn the_files_are_named_in_a_table_of_the_package() {
        let text = "[package]\nname = 'a'\n[package.metadata.graph]\nschema = 'a.csdl'\nbeta-schema = 'b.csdl'";
        let (schema, beta_schema) = (Some("a.csdl".to_owned()), Some("b.csdl".to_owned()));
        assert_eq!(Manifest::read(text), Manifest { schema, beta_schema, ..Manifest::default() });
        for nothing in ["", "[package]\nname = 'a'", "[package.metadata]\nother = 1", "[package.metadata.graph]"] {
            assert_eq!(Manifest::read(nothing), Manifest::default(), "{nothing}");
        }
        // The table of the package has priority; that of the workspace may belong to another tool.
        let both = "[package.metadata.graph]\nschema = 'a.csdl'\n[workspace.metadata.graph]\nx = 1";
        assert_eq!(mistakes(both), Vec::<String>::new());
    }

    #[test]
    fn mistakes_that_leave_the_crate_unchecked_are_reported() {
        for (text, expected) in [
            (
                "[package.metadata.graph]\nshema = 'a'",
                "unknown key `shema` in `[package.metadata.graph]`; did you mean `schema`?",
            ),
            (
                "[package.metadata.graph]\nbeta_schema = 'a'",
                "unknown key `beta_schema` in `[package.metadata.graph]`; did you mean `beta-schema`?",
            ),
            (
                "[package.metadata.graph]\nv1 = 'a'",
                "unknown key `v1` in `[package.metadata.graph]`; use one of `schema`, `beta-schema`, `permissions`, or remove it",
            ),
            (
                "[package.metadata.graph]\nschema = true",
                "expected a string for `schema` under `[package.metadata.graph]`; write `schema = \"metadata/v1.0.csdl\"`",
            ),
            (
                "[package.metadata]\ngraph = 'a.csdl'",
                "expected a table for `graph` under `[package.metadata]`; write `[package.metadata.graph]`, and below it \
                 `schema = \"metadata/v1.0.csdl\"`",
            ),
            (
                "[workspace.metadata.graph]\nschema = 'a'",
                "`[workspace.metadata.graph]` is not used; write `[package.metadata.graph]` in the Cargo.toml of \
                 each crate to check",
            ),
        ] {
            assert_eq!(mistakes(text), [expected]);
        }
        assert!(matches!(&mistakes("[package")[..], [only] if only.starts_with("can't read Cargo.toml: ")));
    }
}
