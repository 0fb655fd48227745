//! What is asked of the type that an operation returns.

use bytes::Bytes;

use crate::value::Value;

/// An answer of an operation, by what it holds: a value itself.
#[doc(hidden)]
pub trait Answered {
    /// What is asked whether it can hold what the operation returns.
    type Held;
}

#[diagnostic::do_not_recommend]
impl<T: Value> Answered for T {
    type Held = Self;
}

/// The body as it is, whatever it says.
#[diagnostic::do_not_recommend]
impl Answered for Bytes {
    type Held = serde_json::Value;
}

/// Nothing is asked of it.
#[diagnostic::do_not_recommend]
impl Answered for () {
    type Held = serde_json::Value;
}

/// An answer that can be content, which is no JSON.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't hold content",
    label = "the metadata says `Edm.Stream`: the body is the content itself",
    note = "write `returns = graph_core::bytes::Bytes`"
)]
pub trait HoldsContent {
    /// What the macros name, so that rustc asks for the trait.
    const HELD: () = ();
}

#[diagnostic::do_not_recommend]
impl HoldsContent for Bytes {}
#[diagnostic::do_not_recommend]
impl HoldsContent for () {}
#[diagnostic::do_not_recommend]
impl HoldsContent for serde_json::Value {}
