//! The declared types, and those derived from them whose objects they read as well.

use std::collections::BTreeSet;

use graph_core::object::{PropertyInfo, Structured};
use graph_tests::resources::{
    android_apps, android_configurations, app_protections, applications, assignments, audit, calendar, chat_messages,
    chats, columns, compliance, conditional_access, conditions, configurations, contacts, device_reports, education,
    events, facets, files, groups, macos_apps, macos_configurations, mail, mail_rules, managed_devices, mobile_apps,
    named_locations, notes, organizations, places, planner, service_principals, sharing, sites, subscriptions,
    team_configurations, teams, tenant, todo, users, values, win32_apps, win32_rules, windows_compliance,
};
use serde_json::Value;

/// A declared type: how its objects are read and written, and what it keeps of them.
pub(crate) struct Declared {
    pub(crate) name: &'static str,
    pub(crate) is_entity: bool,
    pub(crate) properties: BTreeSet<&'static str>,
    pub(crate) derived: &'static [&'static str],
    pub(crate) round_trip: fn(&Value) -> serde_json::Result<Value>,
}

fn declared<T: Structured>(derived: &'static [&'static str]) -> Declared {
    let sent = T::properties().filter(|property| !property.is_read_only());
    Declared {
        name: T::TYPE,
        is_entity: T::properties().any(PropertyInfo::is_key),
        properties: sent.map(PropertyInfo::name).collect(),
        derived,
        round_trip: |object| serde_json::to_value(serde_json::from_str::<T>(&object.to_string())?),
    }
}

macro_rules! declared {
    ($($module:ident: $($name:ident $([$($derived:literal)*])?),+;)*) => {
        pub(crate) fn all() -> Vec<Declared> {
            vec![$($(declared::<$module::$name>(&[$($(concat!("microsoft.graph.", $derived)),*)?])),+),*]
        }
    };
}

declared! {
    values: Identity, IdentitySet, EmailAddress, Recipient, ItemBody, PhysicalAddress, DateTimeTimeZone,
        PatternedRecurrence, RecurrencePattern, RecurrenceRange, AssignedLicense, AssignedPlan, ProvisionedPlan,
        PasswordProfile;
    users: User, EmployeeOrgData, ObjectIdentity, LicenseAssignmentState, MailboxSettings, OnPremisesProvisioningError,
        SignInActivity;
    groups: Group;
    tenant: Device, AlternativeSecurityId, Domain, AdministrativeUnit, DirectoryRole;
    organizations: Organization, PrivacyProfile, VerifiedDomain, CertificateConnectorSetting;
    mail: Message, FollowupFlag, InternetMessageHeader, MailFolder, FileAttachment;
    mail_rules: MessageRule, MessageRuleActions, MessageRulePredicates;
    contacts: Contact;
    places: Room, OutlookGeoCoordinates;
    calendar: Calendar;
    events: Event, Attendee, ResponseStatus, Location, OnlineMeetingInfo;
    facets: Audio, Bundle, Album, Deleted, File, Hashes, FileSystemInfo, Folder, FolderView, Image, GeoCoordinates,
        Malware, Package, Photo, PublicationFacet, Shared, SharepointIds, Video, Root, SearchResult, Quota;
    files: Drive, DriveItem, ItemReference, RemoteItem, ThumbnailSet, Thumbnail;
    sharing: Permission, SharingInvitation, SharingLink;
    sites: Site, List, ListInfo, ListItem, FieldValueSet;
    columns: ColumnDefinition, TextColumn, ContentType;
    teams: Team, TeamFunSettings, TeamGuestSettings, TeamMemberSettings, TeamMessagingSettings, Channel;
    chats: Chat, ConversationMember ["aadUserConversationMember"], AadUserConversationMember, TeamsApp,
        TeamsAppDefinition;
    chat_messages: ChatMessage, ChatMessageAttachment, ChannelIdentity, ChatMessageFromIdentitySet, ChatMessageMention,
        ChatMessageMentionedIdentitySet, TeamworkConversationIdentity;
    planner: PlannerPlan, PlannerPlanContainer, PlannerTask;
    todo: TodoTaskList, TodoTask, LinkedResource;
    notes: Notebook, NotebookLinks, ExternalLink;
    education: EducationClass, EducationTerm, EducationSchool, EducationUser, EducationOnPremisesInfo, RelatedContact,
        EducationStudent, EducationTeacher;
    assignments: EducationAssignment, EducationAssignmentRecipient, EducationAssignmentGradeType
        ["educationAssignmentPointsGradeType"], EducationItemBody;
    subscriptions: Subscription;
    audit: AuditEvent, AuditActor, RoleScopeTagInfo, AuditResource, AuditProperty;
    device_reports: DeviceHealthAttestationState, DeviceActionResult, ConfigurationManagerClientEnabledFeatures,
        ConfigurationManagerClientHealthState, ConfigurationManagerClientInformation, HardwareInformation,
        SharedAppleDeviceUser, LoggedOnUser, ChromeOSDeviceProperty;
    managed_devices: DeviceCategory, ManagedDevice;
    configurations: DeviceConfiguration ["androidCertificateProfileBase" "androidCustomConfiguration"
        "androidDeviceOwnerCertificateProfileBase" "androidDeviceOwnerDerivedCredentialAuthenticationConfiguration"
        "androidDeviceOwnerEnterpriseWiFiConfiguration" "androidDeviceOwnerGeneralDeviceConfiguration"
        "androidDeviceOwnerImportedPFXCertificateProfile" "androidDeviceOwnerPkcsCertificateProfile"
        "androidDeviceOwnerTrustedRootCertificate" "androidDeviceOwnerVpnConfiguration"
        "androidDeviceOwnerWiFiConfiguration" "androidEasEmailProfileConfiguration" "androidEnterpriseWiFiConfiguration"
        "androidForWorkCustomConfiguration" "androidForWorkEasEmailProfileBase"
        "androidForWorkEnterpriseWiFiConfiguration" "androidForWorkGeneralDeviceConfiguration"
        "androidForWorkGmailEasConfiguration" "androidForWorkNineWorkEasConfiguration"
        "androidForWorkPkcsCertificateProfile" "androidForWorkScepCertificateProfile"
        "androidForWorkTrustedRootCertificate" "androidForWorkVpnConfiguration" "androidForWorkWiFiConfiguration"
        "androidGeneralDeviceConfiguration" "androidImportedPFXCertificateProfile" "androidOmaCpConfiguration"
        "androidPkcsCertificateProfile" "androidScepCertificateProfile" "androidVpnConfiguration"
        "androidWiFiConfiguration" "androidWorkProfileCustomConfiguration" "androidWorkProfileEasEmailProfileBase"
        "androidWorkProfileEnterpriseWiFiConfiguration" "androidWorkProfileGeneralDeviceConfiguration"
        "androidWorkProfileGmailEasConfiguration" "androidWorkProfileNineWorkEasConfiguration"
        "androidWorkProfilePkcsCertificateProfile" "androidWorkProfileScepCertificateProfile"
        "androidWorkProfileTrustedRootCertificate" "androidWorkProfileVpnConfiguration"
        "androidWorkProfileWiFiConfiguration" "aospDeviceOwnerDeviceConfiguration"
        "appleDeviceFeaturesConfigurationBase" "appleVpnConfiguration" "easEmailProfileConfigurationBase"
        "editionUpgradeConfiguration" "iosCertificateProfileBase" "iosCustomConfiguration"
        "iosDerivedCredentialAuthenticationConfiguration" "iosDeviceFeaturesConfiguration"
        "iosEasEmailProfileConfiguration" "iosEduDeviceConfiguration" "iosEducationDeviceConfiguration"
        "iosEnterpriseWiFiConfiguration" "iosExpeditedCheckinConfiguration" "iosGeneralDeviceConfiguration"
        "iosImportedPFXCertificateProfile" "iosPkcsCertificateProfile" "iosScepCertificateProfile"
        "iosTrustedRootCertificate" "iosUpdateConfiguration" "iosVpnConfiguration" "iosWiFiConfiguration"
        "iosikEv2VpnConfiguration" "macOSCustomAppConfiguration" "macOSCustomConfiguration"
        "macOSDeviceFeaturesConfiguration" "macOSEndpointProtectionConfiguration" "macOSEnterpriseWiFiConfiguration"
        "macOSExtensionsConfiguration" "macOSGeneralDeviceConfiguration" "macOSImportedPFXCertificateProfile"
        "macOSPkcsCertificateProfile" "macOSScepCertificateProfile" "macOSSoftwareUpdateConfiguration"
        "macOSTrustedRootCertificate" "macOSWiFiConfiguration" "macOSWiredNetworkConfiguration" "sharedPCConfiguration"
        "unsupportedDeviceConfiguration" "vpnConfiguration" "windows10CertificateProfileBase"
        "windows10CustomConfiguration" "windows10DeviceFirmwareConfigurationInterface"
        "windows10EasEmailProfileConfiguration" "windows10EndpointProtectionConfiguration"
        "windows10EnterpriseModernAppManagementConfiguration" "windows10GeneralConfiguration"
        "windows10ImportedPFXCertificateProfile" "windows10NetworkBoundaryConfiguration"
        "windows10PFXImportCertificateProfile" "windows10PkcsCertificateProfile"
        "windows10SecureAssessmentConfiguration" "windows10TeamGeneralConfiguration" "windows10VpnConfiguration"
        "windows81CertificateProfileBase" "windows81SCEPCertificateProfile" "windows81TrustedRootCertificate"
        "windows81VpnConfiguration" "windows81WifiImportConfiguration" "windowsCertificateProfileBase"
        "windowsDefenderAdvancedThreatProtectionConfiguration" "windowsDeliveryOptimizationConfiguration"
        "windowsHealthMonitoringConfiguration" "windowsIdentityProtectionConfiguration"
        "windowsPhone81CertificateProfileBase" "windowsPhone81CustomConfiguration" "windowsPhone81GeneralConfiguration"
        "windowsPhone81ImportedPFXCertificateProfile" "windowsPhone81SCEPCertificateProfile"
        "windowsPhone81TrustedRootCertificate" "windowsPhone81VpnConfiguration"
        "windowsPhoneEASEmailProfileConfiguration" "windowsUpdateForBusinessConfiguration" "windowsVpnConfiguration"
        "windowsWifiConfiguration" "windowsWifiEnterpriseEAPConfiguration"], DeviceManagementApplicabilityRuleOsEdition,
        DeviceManagementApplicabilityRuleOsVersion, DeviceManagementApplicabilityRuleDeviceMode, IosCustomConfiguration,
        SharedPCConfiguration, SharedPCAccountManagerPolicy;
    team_configurations: Windows10TeamGeneralConfiguration;
    android_configurations: AndroidGeneralDeviceConfiguration, AppListItem;
    macos_configurations: MacOSGeneralDeviceConfiguration, MacOSPrivacyAccessControlItem, MacOSAppleEventReceiver;
    compliance: DeviceCompliancePolicy ["androidWorkProfileCompliancePolicy" "iosCompliancePolicy"
        "macOSCompliancePolicy" "windows10CompliancePolicy" "windows10MobileCompliancePolicy"
        "windows81CompliancePolicy" "windowsPhone81CompliancePolicy"], IosCompliancePolicy,
        WindowsPhone81CompliancePolicy;
    windows_compliance: Windows10CompliancePolicy, OperatingSystemVersionRange, DeviceCompliancePolicyScript;
    named_locations: IpNamedLocation, IpRange ["iPv4CidrRange" "iPv6CidrRange"], CountryNamedLocation;
    conditions: ConditionalAccessConditionSet, ConditionalAccessApplications, ConditionalAccessDevices,
        ConditionalAccessLocations, ConditionalAccessPlatforms, ConditionalAccessUsers;
    conditional_access: ConditionalAccessPolicy, ConditionalAccessGrantControls, ConditionalAccessSessionControls,
        CloudAppSecuritySessionControl, SignInFrequencySessionControl;
    applications: Application, ApiApplication, PermissionScope, AppRole, InformationalUrl, KeyCredential,
        OptionalClaims, ParentalControlSettings, PasswordCredential, PublicClientApplication, RequiredResourceAccess,
        ResourceAccess, SpaApplication, WebApplication, ImplicitGrantSettings;
    service_principals: ServicePrincipal, AppRoleAssignment;
    mobile_apps: MobileApp ["androidForWorkApp" "androidLobApp" "androidManagedStoreApp" "androidManagedStoreWebApp"
        "androidStoreApp" "iosLobApp" "iosStoreApp" "iosVppApp" "macOSLobApp" "macOSMdatpApp" "macOSMicrosoftEdgeApp"
        "macOSOfficeSuiteApp" "macOsVppApp" "managedAndroidLobApp" "managedAndroidStoreApp" "managedApp"
        "managedIOSLobApp" "managedIOSStoreApp" "managedMobileLobApp" "microsoftStoreForBusinessApp"
        "mobileAppDependency" "mobileLobApp" "officeSuiteApp" "webApp" "win32LobApp" "windowsAppX"
        "windowsMicrosoftEdgeApp" "windowsMobileMSI" "windowsPhone81AppX" "windowsPhone81AppXBundle"
        "windowsPhone81StoreApp" "windowsPhoneXAP" "windowsStoreApp" "windowsUniversalAppX"], MimeContent, IosStoreApp,
        IosDeviceType, IosMinimumOperatingSystem;
    android_apps: AndroidLobApp, AndroidMinimumOperatingSystem;
    macos_apps: MacOSOfficeSuiteApp;
    win32_rules: Win32LobAppRule ["win32LobAppRegistryRule"], Win32LobAppRegistryDetection,
        Win32LobAppRegistryRequirement;
    win32_apps: Win32LobApp, Win32LobAppInstallExperience, Win32LobAppMsiInformation, Win32LobAppReturnCode,
        WindowsMinimumOperatingSystem;
    app_protections: ManagedAppProtection ["androidManagedAppProtection" "defaultManagedAppProtection"
        "iosManagedAppProtection" "targetedManagedAppProtection"], IosManagedAppProtection;
}
