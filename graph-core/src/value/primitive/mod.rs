//! JSON forms of the primitive types that differ from serde's.

mod empty_text;
mod date_text;
mod binary;
mod boolean_and_guid;
mod string;
mod date_time_offset;
mod assume_utc;
mod date_and_time;
mod duration;
mod number;
mod literal;
#[cfg(feature = "decimal")]
mod decimal;

pub use self::assume_utc::assume_utc;
pub use self::binary::{Binary, BinaryError};
pub use self::duration::{Duration, DurationError};
