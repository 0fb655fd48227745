//! Expanded navigation properties.

use std::fmt;
use std::marker::PhantomData;

use super::expression::Expression;
use super::filter::{IntoFilter, IntoOrder};
use super::query::{Expanded, Query, list_options, projection_options};
use super::search::IntoSearch;
use super::selection::Selection;
use crate::object::entity::Entity;
use crate::object::property::{Navigation, Property};
use crate::value::value::Value;

/// An expanded navigation property of `E`, with the query options for its entities of the type `N`.
///
/// # Shape
/// `$select` and a nested `$expand` default to the fields of `N`, as in a request for `N`.
///
/// # Rule
/// Nested options are separated by `;` (OData URL Conventions 4.01, §5.1.3).
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }
///
/// #[graph_entity(path = "groups")]
/// pub struct Group {
///     #[graph(key)]
///     pub id: Option<String>,
///     #[graph(navigation)]
///     pub members: Option<Vec<User>>,
/// }
///
/// let all = Group::groups().list();
/// assert_eq!(all.query(), "$select=id&$expand=members($select=id,displayName)");
/// let few = Group::groups().list().expand(Group::MEMBERS.expand().select(User::ID).top(5));
/// assert_eq!(few.query(), "$select=id&$expand=members($select=id;$top=5)");
/// ```
#[must_use = "it does nothing until a request has it: `.expand(…)`"]
pub struct Expand<E, N> {
    expanded: Expanded,
    of: PhantomData<fn() -> (E, N)>,
}

impl<E, N> Expand<E, N> {
    fn with_query(mut self, change: impl FnOnce(&mut Query)) -> Self {
        change(&mut self.expanded.query);
        self
    }

    list_options!(N);
    projection_options!(N);

    /// Expands the same property recursively, to this depth: `$levels`.
    pub fn levels(mut self, levels: u32) -> Self {
        self.expanded.with_levels(levels.to_string());
        self
    }

    /// Expands the same property recursively, without a limit: `$levels=max`.
    pub fn all_levels(mut self) -> Self {
        self.expanded.with_levels("max".to_owned());
        self
    }
}

impl<E, N> Clone for Expand<E, N> {
    fn clone(&self) -> Self {
        Self { expanded: self.expanded.clone(), of: PhantomData }
    }
}

impl<E, N> fmt::Debug for Expand<E, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expand").field(&self.expanded.name).finish()
    }
}

/// The type of a navigation property: an entity, or a `Vec` of entities. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an entity nor a `Vec` of entities",
    label = "not the type of a navigation property",
    note = "annotate the struct with `#[graph_entity]`"
)]
pub trait Related: sealed::Sealed {
    /// The type of the entity.
    type Entity: Entity;
}

impl<E: Entity> Related for E {
    type Entity = E;
}

impl<E: Entity> Related for Vec<E> {
    type Entity = E;
}

impl<E, T> Property<E, T, Navigation>
where
    E: Value,
    T: Value,
    T::Assigned: Related,
{
    /// Creates an argument for `.expand(…)` with query options.
    pub fn expand(self) -> Expand<E, <T::Assigned as Related>::Entity> {
        Expand { expanded: Expanded::new(self.name(), E::projection(), T::projection()), of: PhantomData }
    }
}

impl<E, T> Expression<E, T>
where
    E: Value,
    T: Value,
    T::Assigned: Related,
{
    /// Creates an argument for `.expand(…)` with query options, for a property of a derived type: `microsoft.graph.itemAttachment/item`.
    pub fn expand(self) -> Expand<E, <T::Assigned as Related>::Entity> {
        Expand { expanded: Expanded::new(self.into_text(), E::projection(), T::projection()), of: PhantomData }
    }
}

/// An argument of `.expand(…)`: a navigation property, or its [`expand`](Property::expand) with query options.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be expanded",
    label = "not a navigation property of `{E}`",
    note = "mark the field `#[graph(navigation)]` if it refers to other entities; other properties need no `expand`",
    note = "to send text write `.select_all().raw_query(\"$expand=…\")`"
)]
pub trait Expansion<E> {
    #[doc(hidden)]
    fn into_expanded(self) -> Expanded;
}

impl<E, N> Expansion<E> for Expand<E, N> {
    fn into_expanded(self) -> Expanded {
        self.expanded
    }
}

impl<E, T> Expansion<E> for Property<E, T, Navigation>
where
    E: Value,
    T: Value,
    T::Assigned: Related,
{
    fn into_expanded(self) -> Expanded {
        self.expand().expanded
    }
}

/// A navigation property of a derived type: `microsoft.graph.itemAttachment/item`.
impl<E, T> Expansion<E> for Expression<E, T>
where
    E: Value,
    T: Value,
    T::Assigned: Related,
{
    fn into_expanded(self) -> Expanded {
        self.expand().expanded
    }
}

mod sealed {
    use crate::object::entity::Entity;

    pub trait Sealed {}
    impl<E: Entity> Sealed for E {}
    impl<E: Entity> Sealed for Vec<E> {}
}
