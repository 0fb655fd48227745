//! Values that a property can be set to or compared with.

/// A value that a property of the type `T` can be set to or compared with: any type that implements `Into<T>`. It is a
/// separate trait for the compiler's message.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{T}` can't be assigned a value of the type `{Self}`",
    label = "not a `{T}`",
    note = "pass a `{T}`, or a value that converts into it; use `clear` and `is_null` for the `None` of an `Option`"
)]
pub trait AssignTo<T> {
    /// Converts the value.
    fn into_assigned(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> AssignTo<T> for V {
    fn into_assigned(self) -> T {
        self.into()
    }
}
