// Generated from enumeration.rs.

#[derive(Debug, Clone, PartialEq)]
pub enum Importance {
    Low,
    High,
    Other(String),
}
#[allow(dead_code, deprecated, unused_mut, clippy::self_named_constructors)]
const _: () = {
    use ::graph_core::__private as __g;
    #[automatically_derived]
    impl __g::Serialize for Importance {
        fn serialize<__S: __g::Serializer>(&self, __serializer: __S) -> __g::Result<__S::Ok, __S::Error> {
            __g::encode_member(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __g::Deserialize<'de> for Importance {
        fn deserialize<__D: __g::Deserializer<'de>>(__deserializer: __D) -> __g::Result<Self, __D::Error> {
            __g::deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    impl __g::Value for Importance {
        type Assigned = Self;
        const TYPE: &'static __g::str = "microsoft.graph.importance";
        fn decode<'de, __D: __g::Deserializer<'de>>(
            __deserializer: __D,
            __path: &mut __g::JsonPath,
        ) -> __g::Result<Self, __D::Error> {
            __g::decode_member(__deserializer, __path)
        }
    }
    #[automatically_derived]
    impl __g::Enumeration for Importance {
        const MEMBERS: &'static [&'static __g::str] = &["low", "high"];
        fn from_member(__name: &__g::str) -> Self {
            match __name {
                "low" | "0" => Self::Low,
                "high" | "2" => Self::High,
                _ => match __g::member_in_any_case::<Self>(__name) {
                    __g::Some(__name) => Self::from_member(__name),
                    __g::None => Self::Other(__g::Into::into(__name)),
                },
            }
        }
        fn as_member(&self) -> &__g::str {
            match self {
                Self::Low => "low",
                Self::High => "high",
                Self::Other(__name) => __name,
            }
        }
    }
    #[automatically_derived]
    impl __g::From<&__g::str> for Importance {
        fn from(__name: &__g::str) -> Self {
            <Self as __g::Enumeration>::from_member(__name)
        }
    }
    #[automatically_derived]
    impl __g::Display for Importance {
        fn fmt(&self, __formatter: &mut __g::Formatter<'_>) -> __g::FormatResult {
            __formatter.pad(<Self as __g::Enumeration>::as_member(self))
        }
    }
    #[automatically_derived]
    impl __g::FromStr for Importance {
        type Err = __g::Infallible;
        fn from_str(__name: &__g::str) -> __g::Result<Self, __g::Infallible> {
            __g::Ok(<Self as __g::Enumeration>::from_member(__name))
        }
    }
    #[automatically_derived]
    impl __g::From<__g::String> for Importance {
        fn from(__name: __g::String) -> Self {
            <Self as __g::Enumeration>::from_member(&__name)
        }
    }
    #[automatically_derived]
    impl __g::AsRef<__g::str> for Importance {
        fn as_ref(&self) -> &__g::str {
            <Self as __g::Enumeration>::as_member(self)
        }
    }
    #[automatically_derived]
    impl __g::PartialEq<__g::str> for Importance {
        fn eq(&self, __name: &__g::str) -> __g::bool {
            <Self as __g::Enumeration>::as_member(self) == __name
        }
    }
    #[automatically_derived]
    impl __g::PartialEq<&__g::str> for Importance {
        fn eq(&self, __name: &&__g::str) -> __g::bool {
            <Self as __g::Enumeration>::as_member(self) == *__name
        }
    }
    impl Importance {
        #[doc = r" The member's name in JSON."]
        #[must_use]
        pub fn as_str(&self) -> &::core::primitive::str {
            <Self as __g::Enumeration>::as_member(self)
        }
    }
};
