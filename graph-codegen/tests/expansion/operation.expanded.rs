// Generated from operation.rs.

pub struct ReminderView {
    pub start_date_time: String,
    pub end_date_time: String,
}
#[allow(dead_code, deprecated, unused_mut, clippy::self_named_constructors)]
const _: () = {
    use ::graph_core::__private as __g;
    #[automatically_derived]
    impl __g::Operation for ReminderView {
        const ARGUMENTS: &'static [__g::PropertyInfo] = &__g::properties(["startDateTime", "endDateTime"], &[], &[]);
    }
    #[automatically_derived]
    impl __g::Function for ReminderView {
        fn write(&self, __arguments: &mut __g::ArgumentWriter) {
            __g::ArgumentWriter::write(__arguments, &self.start_date_time, 0usize);
            __g::ArgumentWriter::write_by_alias(__arguments, &self.end_date_time, 1usize);
        }
    }
    const _: () = {
        fn user_id() {}
        impl ReminderView {
            #[doc = " The request `GET users/{userId}/reminderView`."]
            pub fn request(
                &self,
                user_id: impl ::core::convert::Into<::graph_core::value::Key>,
            ) -> ::graph_core::Request<::graph_core::Page<Reminder>> {
                __g::function::<_, ::graph_core::Page<Reminder>>(
                    self,
                    "users/{userId}/reminderView",
                    &[__g::Into::into(user_id)],
                )
            }
        }
    };
};
