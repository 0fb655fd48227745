//! Typed property names: the constants of an annotated struct.

use std::fmt;
use std::marker::PhantomData;

/// A property of `E` with the type `T`: an associated constant of the annotated struct, such as `DeviceStatus::STATUS`.
///
/// # Shape
/// `A` is [`ReadWrite`], [`ReadOnly`] for a field with `#[graph(read_only)]`, [`Navigation`] for one with
/// `#[graph(navigation)]`, or [`ByFunction`] for one with `#[serde(with = …)]`. Its operators return a
/// [`Filter`](crate::Filter).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, object::property::Property};
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

/// Creates a property. A free function costs less in each constant than an associated one, whose type is inferred as well.
#[must_use]
pub const fn property<E, T, A>(name: &'static str) -> Property<E, T, A> {
    Property { name, of: PhantomData }
}

/// A function type owns nothing, so a property is `Copy`, `Send` and `Sync` for any type parameters.
type Of<E, T, A> = fn() -> (E, T, A);

impl<E, T, A> Property<E, T, A> {
    /// The name of the property in JSON and in queries.
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

/// Only the service writes the property.
#[derive(Debug, Clone, Copy)]
pub struct ReadOnly(());

/// A function of your own writes the property: `#[serde(with = …)]` or `#[serde(serialize_with = …)]`.
#[derive(Debug, Clone, Copy)]
pub struct ByFunction(());

/// The property refers to other entities: it is expanded and bound, not set.
#[derive(Debug, Clone, Copy)]
pub struct Navigation(());

/// The access to a property. This trait is sealed.
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

/// The access to a property that can be set and cleared. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` property can't be set or cleared",
    label = "a `{Self}` property",
    note = "`ReadOnly`: only the service writes it; omit it, or remove `#[graph(read_only)]` from the field",
    note = "`Navigation`: it refers to other entities; write `.bind(User::MANAGER.set(&reference))`",
    note = "`ByFunction`: the function of its `#[serde(with = …)]` writes it; use `before.changes_to(&after)`"
)]
pub trait Writable: Access {}

impl Writable for ReadWrite {}

/// The typed name of a stream property, whose bytes have a URL of their own and are not part of the entity's JSON.
///
/// # Shape
/// `#[graph_entity(stream = "bannerLogo")]` creates the constant `BANNER_LOGO`, which
/// [`Item::stream`](crate::Item::stream) and [`Item::set_stream`](crate::Item::set_stream) take. They accept a string as well.
///
/// # Rule
/// OData Protocol 4.01, §11.2.4.1: a property of the type `Edm.Stream` is read and written at its own URL.
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(
///     singleton(name = "branding", template = "organization/{organizationId}/branding"),
///     stream = "bannerLogo",
/// )]
/// pub struct OrganizationalBranding { #[graph(key)] pub id: Option<String> }
///
/// let branding = OrganizationalBranding::branding("t1");
/// let request = branding.stream(OrganizationalBranding::BANNER_LOGO);
/// assert_eq!(request.path(), "organization/t1/branding/bannerLogo");
/// ```
pub struct Stream<E> {
    name: &'static str,
    of: PhantomData<fn() -> E>,
}

impl<E> Stream<E> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// The name in URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<E> Copy for Stream<E> {}

impl<E> Clone for Stream<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> fmt::Debug for Stream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stream").field(&self.name).finish()
    }
}

/// The name of a stream property of `E`: a constant of its struct, or a string.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream property of `{E}`",
    label = "not a stream property of `{E}`",
    note = "declare it on the struct, `#[graph_entity(stream = \"bannerLogo\")]`, or write its name: `.stream(\"bannerLogo\")`"
)]
pub trait StreamName<E> {
    #[doc(hidden)]
    fn into_name(self) -> String;
}

impl<E> StreamName<E> for Stream<E> {
    fn into_name(self) -> String {
        self.name.to_owned()
    }
}

impl<E> StreamName<E> for &str {
    fn into_name(self) -> String {
        self.to_owned()
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ReadWrite {}
    impl Sealed for super::ReadOnly {}
    impl Sealed for super::ByFunction {}
    impl Sealed for super::Navigation {}
}
