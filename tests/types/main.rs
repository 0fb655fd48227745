//! The JSON of types other than plain structs.

mod enumerations;
mod open_types;
mod plain;
mod strings;
mod unions;
mod wide;
