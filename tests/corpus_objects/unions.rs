//! The unions over declared types, with the type of each variant.

use graph_core::object::Union;
use graph_tests::resources::any::{
    AnyDeviceCompliancePolicy, AnyDeviceConfiguration, AnyManagedAppProtection, AnyMobileApp,
};
use graph_tests::resources::chats::AnyConversationMember;
use serde_json::Value;

/// A union: its declared type, the variants for it and for types that derive from it, and how it reads an object.
pub(crate) struct Alternatives {
    pub(crate) name: &'static str,
    pub(crate) variants: &'static [(&'static str, &'static str)],
    pub(crate) read: fn(&Value) -> serde_json::Result<Alternative>,
}

/// An object that was read.
pub(crate) struct Alternative {
    pub(crate) variant: String,
    pub(crate) type_name: String,
    /// The JSON that is sent for it.
    pub(crate) written: Value,
}

/// `Debug` names the variant first.
fn read<U>(object: &Value) -> serde_json::Result<Alternative>
where
    U: Union + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    let value: U = serde_json::from_str(&object.to_string())?;
    let variant = format!("{value:?}").split('(').next().unwrap_or_default().to_owned();
    Ok(Alternative { variant, type_name: value.type_name().to_owned(), written: serde_json::to_value(&value)? })
}

macro_rules! unions {
    ($($union:ident: $($variant:ident $name:literal),+;)*) => {
        pub(crate) fn all() -> Vec<Alternatives> {
            vec![$(Alternatives {
                name: <$union as graph_core::value::Value>::TYPE,
                variants: &[$((concat!("microsoft.graph.", $name), stringify!($variant))),+],
                read: read::<$union>,
            }),*]
        }
    };
}

unions! {
    AnyDeviceConfiguration: Android "androidGeneralDeviceConfiguration", IosCustom "iosCustomConfiguration",
        MacOS "macOSGeneralDeviceConfiguration", SharedPC "sharedPCConfiguration",
        Windows10Team "windows10TeamGeneralConfiguration", Base "deviceConfiguration";
    AnyDeviceCompliancePolicy: Ios "iosCompliancePolicy", Windows10 "windows10CompliancePolicy",
        WindowsPhone81 "windowsPhone81CompliancePolicy", Base "deviceCompliancePolicy";
    AnyMobileApp: AndroidLob "androidLobApp", IosStore "iosStoreApp", MacOSOfficeSuite "macOSOfficeSuiteApp",
        Win32Lob "win32LobApp", Base "mobileApp";
    AnyManagedAppProtection: Ios "iosManagedAppProtection", Base "managedAppProtection";
    AnyConversationMember: AadUser "aadUserConversationMember", Base "conversationMember";
}
