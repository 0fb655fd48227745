//! How the primitive types that serde knows otherwise, or not at all, stand in Graph's JSON.

mod empty_text;
mod binary;
mod boolean_and_guid;
mod date_time_offset;
mod assume_utc;
mod date_and_time;
mod duration;
mod number;
mod literal;
#[cfg(feature = "decimal")]
mod decimal;

use std::fmt::Write as _;

pub use self::assume_utc::{Moment, assume_utc};
pub use self::binary::{Binary, BinaryError};
pub use self::duration::{Duration, DurationError};

/// Appends a fraction of a second, without its trailing zeros.
fn write_fraction(text: &mut String, nanoseconds: u32) {
    if nanoseconds == 0 {
        return;
    }
    // Writing to a `String` can't fail.
    let _ = write!(text, ".{nanoseconds:09}");
    text.truncate(text.trim_end_matches('0').len());
}
