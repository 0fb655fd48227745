// Generated from union.rs.

pub enum AnyConfiguration {
    Windows10(Windows10GeneralConfiguration),
    Base(DeviceConfiguration),
    Other(JsonObject),
}
#[allow(dead_code, deprecated, unused_mut, clippy::self_named_constructors)]
const _: () = {
    use ::graph_core::__private as __g;
    #[automatically_derived]
    impl __g::Serialize for AnyConfiguration {
        fn serialize<__S: __g::Serializer>(&self, __serializer: __S) -> __g::Result<__S::Ok, __S::Error> {
            __g::Union::write(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __g::Deserialize<'de> for AnyConfiguration {
        fn deserialize<__D: __g::Deserializer<'de>>(__deserializer: __D) -> __g::Result<Self, __D::Error> {
            __g::deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    impl __g::Value for AnyConfiguration {
        type Assigned = Self;
        const TYPE: &'static __g::str = "microsoft.graph.deviceConfiguration";
        fn decode<'de, __D: __g::Deserializer<'de>>(
            __deserializer: __D,
            __path: &mut __g::JsonPath,
        ) -> __g::Result<Self, __D::Error> {
            __g::decode_union(__deserializer, __path)
        }
        fn projection() -> __g::Projection {
            __g::Projection::OPEN
        }
    }
    #[automatically_derived]
    impl __g::Union for AnyConfiguration {
        const TYPE_TAGS: &'static [&'static __g::str] =
            &[<Windows10GeneralConfiguration as __g::UnionMember>::TAG, <DeviceConfiguration as __g::UnionMember>::TAG];
        const BASE: __g::Option<__g::usize> = __g::Some(1usize);
        fn read<'de, __A: __g::MapAccess<'de>>(
            __index: __g::usize,
            __object: __g::UnionObject<'_, __A>,
        ) -> __g::Result<Self, __A::Error> {
            match __index {
                0usize => <Windows10GeneralConfiguration as __g::UnionMember>::read(__object).map(Self::Windows10),
                1usize => <DeviceConfiguration as __g::UnionMember>::read(__object).map(Self::Base),
                _ => <JsonObject as __g::UnionOther>::read(__object).map(Self::Other),
            }
        }
        fn write<__S: __g::Serializer>(&self, __serializer: __S) -> __g::Result<__S::Ok, __S::Error> {
            match self {
                Self::Windows10(__member) => {
                    <Windows10GeneralConfiguration as __g::UnionMember>::write(__member, __serializer)
                }
                Self::Base(__member) => <DeviceConfiguration as __g::UnionMember>::write(__member, __serializer),
                Self::Other(__other) => <JsonObject as __g::UnionOther>::write(__other, __serializer),
            }
        }
        fn type_tag(&self) -> &__g::str {
            match self {
                Self::Windows10(__member) => <Windows10GeneralConfiguration as __g::UnionMember>::tag(__member),
                Self::Base(__member) => <DeviceConfiguration as __g::UnionMember>::tag(__member),
                Self::Other(__other) => <JsonObject as __g::UnionOther>::tag(__other),
            }
        }
        fn key(&self) -> __g::Key {
            match self {
                Self::Windows10(__member) => <Windows10GeneralConfiguration as __g::UnionMember>::key(__member),
                Self::Base(__member) => <DeviceConfiguration as __g::UnionMember>::key(__member),
                Self::Other(__other) => <JsonObject as __g::UnionOther>::key(__other),
            }
        }
    }
    const _: () = __g::assert_distinct(<AnyConfiguration as __g::Union>::TYPE_TAGS);
    #[automatically_derived]
    impl __g::Entity for AnyConfiguration {}
    impl AnyConfiguration {
        #[doc = " The collection at `deviceManagement/deviceConfigurations`."]
        #[inline]
        #[must_use]
        pub fn device_configurations() -> ::graph_core::Collection<Self> {
            __g::Collection::from_template("deviceManagement/deviceConfigurations", &[])
        }
    }
    #[automatically_derived]
    impl __g::From<Windows10GeneralConfiguration> for AnyConfiguration {
        fn from(__member: Windows10GeneralConfiguration) -> Self {
            Self::Windows10(__g::Into::into(__member))
        }
    }
    #[automatically_derived]
    impl __g::From<DeviceConfiguration> for AnyConfiguration {
        fn from(__member: DeviceConfiguration) -> Self {
            Self::Base(__g::Into::into(__member))
        }
    }
    #[automatically_derived]
    impl __g::edm::HoldsObject for AnyConfiguration {}
    #[automatically_derived]
    impl __g::edm::HoldsObject for __g::Box<AnyConfiguration> {}
};
