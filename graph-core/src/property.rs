//! Typed names of properties: the constants that an annotated struct gets.

use std::fmt;
use std::marker::PhantomData;

/// A property of `E` with the type `T`: an associated constant of the annotated struct, such as
/// `DeviceStatus::STATUS`.
///
/// # Shape
/// `A` is [`ReadWrite`], [`ReadOnly`] for a field marked `#[graph(read_only)]`, [`Navigation`] for one marked
/// `#[graph(navigation)]`, or [`ByFunction`] for one that `#[serde(with = …)]` writes. Its operators make a
/// [`Filter`](crate::Filter).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, property::Property};
/// #[graph_entity(path = "users")]
/// pub struct User { pub display_name: Option<String> }
///
/// let name: Property<User, Option<String>> = User::DISPLAY_NAME;
/// assert_eq!(name.name(), "displayName");
/// ```
pub struct Property<E, T, A = ReadWrite> {
    name: &'static str,
    of: PhantomData<Of<E, T, A>>,
}

/// Owns none of the three, so that a property is `Copy`, `Send` and `Sync` whatever they are.
type Of<E, T, A> = fn() -> (E, T, A);

impl<E, T, A> Property<E, T, A> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// The property's name in JSON and in queries.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<E, T, A> Copy for Property<E, T, A> {}

impl<E, T, A> Clone for Property<E, T, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, T, A> fmt::Debug for Property<E, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Property").field(&self.name).finish()
    }
}

/// The property can be sent.
#[derive(Debug, Clone, Copy)]
pub struct ReadWrite(());

/// The service alone writes the property.
#[derive(Debug, Clone, Copy)]
pub struct ReadOnly(());

/// A function of your own writes the property, as `#[serde(with = …)]` or `#[serde(serialize_with = …)]` says.
#[derive(Debug, Clone, Copy)]
pub struct ByFunction(());

/// The property leads to other entities: it is expanded and bound, not set.
#[derive(Debug, Clone, Copy)]
pub struct Navigation(());

/// How a property is used. Sealed.
pub trait Access: sealed::Sealed {
    #[doc(hidden)]
    const IS_NAVIGATION: bool = false;
}

impl Access for ReadWrite {}
impl Access for ReadOnly {}
impl Access for ByFunction {}
impl Access for Navigation {
    const IS_NAVIGATION: bool = true;
}

/// Says that a property can be set and cleared. Sealed.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` property can't be set or cleared",
    label = "a `{Self}` property",
    note = "`ReadOnly`: the service alone writes it; leave it out, or remove `#[graph(read_only)]` from the field",
    note = "`Navigation`: it leads to other entities; write `.bind(User::MANAGER.set(&reference))`",
    note = "`ByFunction`: the function of its `#[serde(with = …)]` writes it; use `before.changes_to(&after)`"
)]
pub trait Writable: Access {}

impl Writable for ReadWrite {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ReadWrite {}
    impl Sealed for super::ReadOnly {}
    impl Sealed for super::ByFunction {}
    impl Sealed for super::Navigation {}
}
