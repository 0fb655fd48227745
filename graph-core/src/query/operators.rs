//! Operators of properties and expressions.

use super::expression::{Expression, Operand, call, compare, function, lambda, within};
use super::filter::{Filter, Order, Precedence, type_argument};
use super::search::Search;
use crate::object::property::Property;
use crate::value::containers::{CollectionValued, Nullable};
use crate::value::flags::FlagSet;
use crate::value::literal::{HasDate, HasTime, Literal, Ordered, Text};
use crate::value::value::{AssignTo, Value};

impl<E, T, A> Property<E, T, A> {
    #[allow(clippy::unused_self)] // the same form as an expression's
    fn operand(self) -> Operand {
        (self.name().to_owned(), false)
    }

    /// A clause of `$search` for this property: `"displayName:Video"`.
    pub fn search(self, text: &str) -> Search<E>
    where
        T: Value,
        T::Assigned: Text,
    {
        Search::within(self.name(), text)
    }

    /// The property in a request for entities of a base type: `microsoft.graph.user/jobTitle`. It can be compared, ordered by,
    /// selected, and expanded if it is a navigation property. It is `null` for entities of other types.
    ///
    /// # Rule
    /// OData URL Conventions 4.01, §4.11: the qualified name of the derived type precedes the property
    /// ([item attachments](https://learn.microsoft.com/graph/api/attachment-get)).
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// #[graph_entity(path = "me/messages/{messageId}/attachments")]
    /// pub struct Attachment { #[graph(key)] pub id: Option<String> }
    ///
    /// #[graph_entity]
    /// pub struct ItemAttachment { #[graph(navigation)] pub item: Option<OutlookItem>, pub size: Option<i32> }
    ///
    /// #[graph_entity]
    /// pub struct OutlookItem { #[graph(key)] pub id: Option<String> }
    ///
    /// let list = Attachment::attachments("m1").list().expand(ItemAttachment::ITEM.of_derived());
    /// assert_eq!(list.query(), "$select=id&$expand=microsoft.graph.itemAttachment/item($select=id)");
    ///
    /// let list = Attachment::attachments("m1").list().filter(ItemAttachment::SIZE.of_derived().gt(1000));
    /// assert_eq!(list.query(), "$select=id&$filter=microsoft.graph.itemAttachment/size%20gt%201000");
    /// ```
    #[must_use]
    pub fn of_derived<B>(self) -> Expression<B, T>
    where
        E: Value,
    {
        within((E::TYPE.to_owned(), false), self.name())
    }
}

/// The operators of properties and expressions.
macro_rules! operators {
    (impl<$($generic:ident),*> $operand:ty) => {
        impl<$($generic),*> $operand
        where
            T: Value,
        {
            /// Equals the value: `a eq 1`.
            pub fn eq(self, value: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: Literal,
            {
                compare(self.operand(), "eq", &value.into_assigned())
            }

            /// Differs from the value: `a ne 1`. The request becomes an advanced query of the directory automatically.
            pub fn ne(self, value: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: Literal,
            {
                compare(self.operand(), "ne", &value.into_assigned())
            }

            /// Is greater or later than the value: `a gt 1`.
            pub fn gt(self, value: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: Ordered,
            {
                compare(self.operand(), "gt", &value.into_assigned())
            }

            /// Is greater, later or equal: `a ge 1`.
            pub fn ge(self, value: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: Ordered,
            {
                compare(self.operand(), "ge", &value.into_assigned())
            }

            /// Is less or earlier than the value: `a lt 1`.
            pub fn lt(self, value: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: Ordered,
            {
                compare(self.operand(), "lt", &value.into_assigned())
            }

            /// Is less, earlier or equal: `a le 1`.
            pub fn le(self, value: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: Ordered,
            {
                compare(self.operand(), "le", &value.into_assigned())
            }

            /// Equals one of the values: `a in ('x','y')`. Without values the condition is `false`.
            pub fn is_in<V: AssignTo<T::Assigned>>(self, values: impl IntoIterator<Item = V>) -> Filter<E>
            where
                T::Assigned: Literal,
            {
                let values: Vec<_> = values.into_iter().map(|value| value.into_assigned().to_literal()).collect();
                let (operand, advanced) = self.operand();
                if values.is_empty() {
                    return Filter::new("false".to_owned(), Precedence::Whole);
                }
                let text = format!("{operand} in ({})", values.join(","));
                Filter::new(text, Precedence::Comparison).with_advanced(advanced)
            }

            /// Contains the flag, or all flags of a set: `a has 'x'`.
            pub fn has(self, members: impl AssignTo<T::Assigned>) -> Filter<E>
            where
                T::Assigned: FlagSet,
            {
                compare(self.operand(), "has", &members.into_assigned())
            }

            /// Is `null`: `a eq null`.
            pub fn is_null(self) -> Filter<E>
            where
                T: Nullable,
            {
                let (operand, advanced) = self.operand();
                Filter::new(format!("{operand} eq null"), Precedence::Comparison).with_advanced(advanced)
            }

            /// Is not `null`: `a ne null`. The request becomes an advanced query of the directory automatically.
            pub fn is_not_null(self) -> Filter<E>
            where
                T: Nullable,
            {
                let (operand, _) = self.operand();
                Filter::new(format!("{operand} ne null"), Precedence::Comparison).with_advanced(true)
            }

            /// Starts with the string: `startswith(a,'x')`.
            pub fn starts_with(self, text: &str) -> Filter<E>
            where
                T::Assigned: Text,
            {
                call("startswith", self.operand(), text)
            }

            /// Ends with the string: `endswith(a,'x')`. The request becomes an advanced query of the directory automatically.
            pub fn ends_with(self, text: &str) -> Filter<E>
            where
                T::Assigned: Text,
            {
                call("endswith", self.operand(), text)
            }

            /// Contains the string: `contains(a,'x')`.
            pub fn contains(self, text: &str) -> Filter<E>
            where
                T::Assigned: Text,
            {
                call("contains", self.operand(), text)
            }

            /// The number of characters: `length(a)`.
            #[must_use]
            pub fn length(self) -> Expression<E, i32>
            where
                T::Assigned: Text,
            {
                function("length", self.operand())
            }

            /// The string in lower case: `tolower(a)`.
            #[must_use]
            pub fn to_lower(self) -> Expression<E, String>
            where
                T::Assigned: Text,
            {
                function("tolower", self.operand())
            }

            /// The string in upper case: `toupper(a)`.
            #[must_use]
            pub fn to_upper(self) -> Expression<E, String>
            where
                T::Assigned: Text,
            {
                function("toupper", self.operand())
            }

            /// The string without surrounding white space: `trim(a)`.
            #[must_use]
            pub fn trim(self) -> Expression<E, String>
            where
                T::Assigned: Text,
            {
                function("trim", self.operand())
            }

            parts! { HasDate: year month day }
            parts! { HasTime: hour minute second }

            /// The nested property `next` of a complex or related value: `a/b`.
            #[must_use]
            pub fn then<N, B>(self, next: Property<T::Assigned, N, B>) -> Expression<E, N> {
                within(self.operand(), next.name())
            }

            /// At least one item meets the condition: `a/any(x:x eq 1)`.
            pub fn any(
                self,
                condition: impl FnOnce(Expression<E, <T::Assigned as CollectionValued>::Element>) -> Filter<E>,
            ) -> Filter<E>
            where
                T::Assigned: CollectionValued,
            {
                lambda("any", self.operand(), condition)
            }

            /// All items meet the condition: `a/all(x:x eq 1)`.
            pub fn all(
                self,
                condition: impl FnOnce(Expression<E, <T::Assigned as CollectionValued>::Element>) -> Filter<E>,
            ) -> Filter<E>
            where
                T::Assigned: CollectionValued,
            {
                lambda("all", self.operand(), condition)
            }

            /// The collection is not empty: `a/any()`.
            pub fn is_not_empty(self) -> Filter<E>
            where
                T::Assigned: CollectionValued,
            {
                let (operand, advanced) = self.operand();
                Filter::new(format!("{operand}/any()"), Precedence::Whole).with_advanced(advanced)
            }

            /// The number of items: `a/$count`. The request becomes an advanced query of the directory automatically.
            #[must_use]
            pub fn count(self) -> Expression<E, i64>
            where
                T::Assigned: CollectionValued,
            {
                within(self.operand(), "$count").with_advanced(true)
            }

            /// Is of the type `D`: `isof(a,'microsoft.graph.user')`.
            pub fn is_of<D: Value>(self) -> Filter<E> {
                let (operand, advanced) = self.operand();
                let text = format!("isof({operand},{})", type_argument::<D>());
                Filter::new(text, Precedence::Whole).with_advanced(advanced)
            }

            /// The value cast to the type `D`: `a/microsoft.graph.user` for an object, whose properties `then` accesses;
            /// `cast(a,Edm.Guid)` for a primitive value, to compare.
            #[must_use]
            pub fn cast<D: Value>(self) -> Expression<E, D> {
                let (operand, advanced) = self.operand();
                if D::projection().is_object() {
                    return within((operand, advanced), D::TYPE);
                }
                Expression::new(format!("cast({operand},{})", type_argument::<D>())).with_advanced(advanced)
            }

            /// Ascending order: `$orderby=a`.
            #[must_use]
            pub fn asc(self) -> Order<E>
            where
                T::Assigned: Literal,
            {
                Order::new(self.operand().0)
            }

            /// Descending order: `$orderby=a desc`.
            #[must_use]
            pub fn desc(self) -> Order<E>
            where
                T::Assigned: Literal,
            {
                Order::new(format!("{} desc", self.operand().0))
            }
        }
    };
}

/// Functions that return a part of a date or a time.
macro_rules! parts {
    ($kind:ident: $($part:ident)*) => {$(
        #[doc = concat!("A part of it: `", stringify!($part), "(a)`.")]
        #[must_use]
        pub fn $part(self) -> Expression<E, i32>
        where
            T::Assigned: $kind,
        {
            function(stringify!($part), self.operand())
        }
    )*};
}

impl<E, T: Value, A> From<Property<E, T, A>> for Order<E>
where
    T::Assigned: Literal,
{
    fn from(property: Property<E, T, A>) -> Self {
        property.asc()
    }
}

operators!(impl<E, T, A> Property<E, T, A>);
operators!(impl<E, T> Expression<E, T>);
