// Generated from entity.rs.

#[doc = " A user."]
#[derive(Debug)]
pub struct User {
    pub id: Option<String>,
    #[doc = " The name in the address book."]
    pub display_name: Option<String>,
    pub created_date_time: Option<DateTime<Utc>>,
    pub direct_reports: Option<Vec<User>>,
}
#[allow(dead_code, deprecated, unused_mut, clippy::self_named_constructors)]
const _: () = {
    use ::graph_core::__private as __g;
    #[automatically_derived]
    impl __g::Serialize for User {
        fn serialize<__S: __g::Serializer>(&self, __serializer: __S) -> __g::Result<__S::Ok, __S::Error> {
            __g::encode_object(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __g::Deserialize<'de> for User {
        fn deserialize<__D: __g::Deserializer<'de>>(__deserializer: __D) -> __g::Result<Self, __D::Error> {
            __g::deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    impl __g::Value for User {
        type Assigned = Self;
        const TYPE: &'static __g::str = "microsoft.graph.user";
        fn decode<'de, __D: __g::Deserializer<'de>>(
            __deserializer: __D,
            __path: &mut __g::JsonPath,
        ) -> __g::Result<Self, __D::Error> {
            __g::decode_object(__deserializer, __path)
        }
        fn projection() -> __g::Projection {
            __g::projection::<Self>()
        }
    }
    #[automatically_derived]
    impl __g::Structured for User {
        const TYPE_TAG: &'static __g::str = "#microsoft.graph.user";
        const PROPERTIES: &'static [__g::PropertyInfo] = &[
            __g::PropertyInfo::new("id").as_key(),
            __g::PropertyInfo::new("displayName"),
            __g::PropertyInfo::new("createdDateTime").as_read_only(),
            __g::PropertyInfo::new("directReports").as_navigation(<Option<Vec<User>> as __g::Expandable>::target),
        ];
        fn fields<__C: __g::Codec>(__written: __g::Option<&Self>, __codec: &mut __C) -> __g::Option<Self> {
            if __C::READS {
                let mut __value = Self {
                    id: __g::None,
                    display_name: __g::None,
                    created_date_time: __g::None,
                    direct_reports: __g::None,
                };
                __C::read(
                    __codec,
                    &mut [
                        &mut __value.id,
                        &mut __value.display_name,
                        &mut __value.created_date_time,
                        &mut __value.direct_reports,
                    ],
                );
                return __g::Some(__value);
            }
            if let __g::Some(__value) = __written {
                __C::write(
                    __codec,
                    &[&__value.id, &__value.display_name, &__value.created_date_time, &__value.direct_reports],
                );
            }
            __g::None
        }
    }
    #[automatically_derived]
    impl __g::Entity for User {}
    impl User {
        #[doc = " The property `id`."]
        pub const ID: ::graph_core::Property<Self, Option<String>> = __g::property("id");
        #[doc = " The property `displayName`."]
        #[doc = ""]
        #[doc = " The name in the address book."]
        pub const DISPLAY_NAME: ::graph_core::Property<Self, Option<String>> = __g::property("displayName");
        #[doc = " The property `createdDateTime`."]
        pub const CREATED_DATE_TIME: ::graph_core::Property<
            Self,
            Option<DateTime<Utc>>,
            ::graph_core::object::property::ReadOnly,
        > = __g::property("createdDateTime");
        #[doc = " The property `directReports`."]
        pub const DIRECT_REPORTS: ::graph_core::Property<
            Self,
            Option<Vec<User>>,
            ::graph_core::object::property::Navigation,
        > = __g::property("directReports");
    }
    impl User {
        #[doc = " The collection at `users`."]
        #[inline]
        #[must_use]
        pub fn users() -> ::graph_core::Collection<Self> {
            __g::Collection::from_template("users", &[])
        }
        #[doc = " The entity at `me`."]
        #[inline]
        #[must_use]
        pub fn me() -> ::graph_core::Item<Self> {
            __g::Item::from_template("me", &[])
        }
        #[doc = " An empty update of a `User`; `set` and `clear` add changes to it."]
        #[inline]
        pub fn changes() -> ::graph_core::Changes<Self> {
            __g::Changes::new()
        }
        #[doc = " The update from this value to another: the properties that differ, without the key. A property that is `None` in the other alone is cleared, so change a clone of this value."]
        #[inline]
        pub fn changes_to(&self, __after: &Self) -> ::graph_core::Changes<Self> {
            __g::Changes::between(self, __after)
        }
    }
};
