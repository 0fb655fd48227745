//! Types beyond the plain struct: what JSON they are read from, and what they write.

mod enumerations;
mod open_types;
mod plain;
mod unions;
mod wide;
