//! The methods of the table, and sets of them.

pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The bit of a method in a set; 0 of one that the table does not have.
pub(super) fn method_bit(method: &str) -> u8 {
    METHODS.iter().position(|known| known.eq_ignore_ascii_case(method)).map_or(0, |index| 1 << index)
}
