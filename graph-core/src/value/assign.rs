//! Values that a property can be set to or compared with.

/// A value that a property of the type `T` can be set to or compared with: all that converts `Into` it. It is implemented for all of
/// these, and a trait of its own for the sake of the compiler's message.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{T}` takes no value of the type `{Self}`",
    label = "not a `{T}`",
    note = "pass a `{T}`, or a value that converts into it; for the `None` of an `Option` there are `clear` and `is_null`"
)]
pub trait AssignTo<T> {
    /// Converts it.
    fn into_assigned(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> AssignTo<T> for V {
    fn into_assigned(self) -> T {
        self.into()
    }
}
