//! Types beyond the plain struct: what JSON they are read from, and what they write.

#[path = "types/enumerations.rs"]
mod enumerations;
#[path = "types/open_types.rs"]
mod open_types;
#[path = "types/plain.rs"]
mod plain;
#[path = "types/unions.rs"]
mod unions;
#[path = "types/wide.rs"]
mod wide;
