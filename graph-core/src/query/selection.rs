//! Selections of properties.

use super::expression::Expression;
use super::query::{Expanded, Selected};
use crate::object::property::{Access, Property};
use crate::value::value::Value;

/// Properties of `E` to select: one, an array, or a tuple of properties of different types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of properties of `{E}`",
    label = "not a selection",
    note = "write one property of `{E}`, an array of properties of one type, or a tuple: `.select(({E}::ID, …))`",
    note = "undeclared properties are not read; to send text write `.select_all().raw_query(\"$select=…\")`"
)]
pub trait Selection<E> {
    #[doc(hidden)]
    fn into_selected(self) -> Vec<Selected>;
}

impl<E: Value, T: Value, A: Access> Selection<E> for Property<E, T, A> {
    fn into_selected(self) -> Vec<Selected> {
        let name = self.name();
        vec![if A::IS_NAVIGATION {
            Selected::Expanded(Box::new(Expanded::new(name, E::projection(), T::projection())))
        } else {
            Selected::Named(name.to_owned())
        }]
    }
}

/// A nested property: `address/city`.
impl<E, T> Selection<E> for Expression<E, T> {
    fn into_selected(self) -> Vec<Selected> {
        vec![Selected::Named(self.into_text())]
    }
}

impl<E, S: Selection<E>, const N: usize> Selection<E> for [S; N] {
    fn into_selected(self) -> Vec<Selected> {
        self.into_iter().flat_map(S::into_selected).collect()
    }
}

impl<E, S: Selection<E>> Selection<E> for Vec<S> {
    fn into_selected(self) -> Vec<Selected> {
        self.into_iter().flat_map(S::into_selected).collect()
    }
}

macro_rules! selection_of_tuple {
    ($($name:ident)+) => {
        impl<E, $($name: Selection<E>),+> Selection<E> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn into_selected(self) -> Vec<Selected> {
                let ($($name,)+) = self;
                let mut selected = Vec::new();
                $(selected.extend($name.into_selected());)+
                selected
            }
        }
    };
}

selection_of_tuple!(P1);
selection_of_tuple!(P1 P2);
selection_of_tuple!(P1 P2 P3);
selection_of_tuple!(P1 P2 P3 P4);
selection_of_tuple!(P1 P2 P3 P4 P5);
selection_of_tuple!(P1 P2 P3 P4 P5 P6);
selection_of_tuple!(P1 P2 P3 P4 P5 P6 P7);
selection_of_tuple!(P1 P2 P3 P4 P5 P6 P7 P8);
selection_of_tuple!(P1 P2 P3 P4 P5 P6 P7 P8 P9);
selection_of_tuple!(P1 P2 P3 P4 P5 P6 P7 P8 P9 P10);
selection_of_tuple!(P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11);
selection_of_tuple!(P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12);
