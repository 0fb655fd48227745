//! Which type of the metadata an annotated type is of: what the macros' constants ask.

use crate::union::is_same;

/// Refuses what is not so.
///
/// # Panics
/// At compile time, which is the error.
#[doc(hidden)]
pub const fn assert_so(is_so: bool, message: &str) {
    assert!(is_so, "{}", message);
}

/// The message for what is so, or the other.
#[doc(hidden)]
#[must_use]
pub const fn told<'m>(is_so: bool, message: &'m str, otherwise: &'m str) -> &'m str {
    if is_so { message } else { otherwise }
}

/// Whether the type of this name is the one that is likely, or one of all.
#[doc(hidden)]
#[must_use]
pub const fn extends(name: &str, likely: &str, all: &[&str]) -> bool {
    is_same(name.as_bytes(), likely.as_bytes()) || is_listed(name, all)
}

/// Whether the type of this name is one of these, or is of no type of the metadata: text, a map, any JSON, a type that says
/// itself what it holds and has no name. Where there are no names, any will do: it was asked for its trait.
#[doc(hidden)]
#[must_use]
pub const fn is_named(name: &str, names: &[&str]) -> bool {
    names.is_empty()
        || is_listed(name, names)
        || matches!(name.as_bytes(), b"Edm.String" | b"Edm.Untyped" | b"object" | b"value")
}

/// Whether the name is among these.
#[doc(hidden)]
#[must_use]
pub const fn is_listed(name: &str, names: &[&str]) -> bool {
    let mut rest = names;
    while let Some((first, others)) = rest.split_first() {
        if is_same(name.as_bytes(), first.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}
