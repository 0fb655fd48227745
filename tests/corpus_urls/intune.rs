//! Intune and cloud PCs: long paths, casts within them, entities with their type tag.

use graph_core::{JsonObject, graph_entity, graph_enum, graph_union};

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;
use crate::related::related;

related! { CloudPcProvisioningPolicyAssignment }

#[graph_entity(path = "deviceManagement/deviceCategories")]
struct DeviceCategory {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    description: Option<String>,
}

#[graph_entity(path = "deviceAppManagement/managedAppRegistrations/{managedAppRegistrationId}/operations")]
struct ManagedAppOperation {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    state: Option<String>,
    version: Option<String>,
}

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum BrandingOptions {
    IncludeCompanyLogo,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "deviceManagement/notificationMessageTemplates")]
struct NotificationMessageTemplate {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    default_locale: Option<String>,
    branding_options: Option<BrandingOptions>,
}

#[graph_entity]
struct DeviceEnrollmentLimitConfiguration {
    #[graph(key)]
    id: Option<String>,
    limit: Option<i32>,
}

/// A collection of derived types: `list` requests all properties.
#[graph_union(
    path = "deviceManagement/deviceEnrollmentConfigurations",
    odata_type = "microsoft.graph.deviceEnrollmentConfiguration"
)]
enum EnrollmentConfiguration {
    Limit(DeviceEnrollmentLimitConfiguration),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_entity(
    path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.iosPkcsCertificateProfile/managedDeviceCertificateStates"
)]
struct ManagedDeviceCertificateState {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "deviceAppManagement/mobileApps/{mobileAppId}/microsoft.graph.iosVppApp/assignedLicenses")]
struct IosVppAppAssignedLicense {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "deviceManagement/virtualEndpoint/provisioningPolicies", select = false)]
struct CloudPcProvisioningPolicy {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    assignments: Option<Vec<CloudPcProvisioningPolicyAssignment>>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = changes();
    cases.extend(reads());
    cases
}

fn changes() -> Vec<Case> {
    let operation = ManagedAppOperation {
        id: None,
        display_name: Some("Display Name value".into()),
        state: Some("State value".into()),
        version: Some("Version value".into()),
    };
    let template = NotificationMessageTemplate {
        id: None,
        display_name: Some("Display Name value".into()),
        default_locale: Some("Default Locale value".into()),
        branding_options: Some(BrandingOptions::IncludeCompanyLogo),
    };
    vec![
        case_with_body(
            "v1.0/intune-mam-managedappoperation-create#1",
            &[Kind::Post],
            ManagedAppOperation::operations("{managedAppRegistrationId}").create(&operation),
        ),
        case_with_body(
            "v1.0/intune-notification-notificationmessagetemplate-create#1",
            &[Kind::Post],
            NotificationMessageTemplate::notification_message_templates().create(&template),
        ),
        // The page's body has the type tag as well, which an update leaves out.
        case(
            "v1.0/intune-onboarding-devicecategory-update#1",
            &[Kind::Patch],
            DeviceCategory::device_categories().entity("{deviceCategoryId}").update(
                DeviceCategory::changes()
                    .set(DeviceCategory::DISPLAY_NAME, "Display Name value")
                    .set(DeviceCategory::DESCRIPTION, "Description value"),
            ),
        ),
    ]
}

fn reads() -> Vec<Case> {
    let certificates = ManagedDeviceCertificateState::managed_device_certificate_states("{deviceConfigurationId}");
    vec![
        case(
            "beta/intune-shared-deviceenrollmentconfiguration-list#1",
            &[Kind::Get],
            EnrollmentConfiguration::device_enrollment_configurations().list(),
        ),
        case(
            "beta/intune-deviceconfig-manageddevicecertificatestate-list#1",
            &[Kind::CastSegment],
            certificates.list().select_all(),
        ),
        case(
            "beta/intune-deviceconfig-manageddevicecertificatestate-delete#1",
            &[Kind::CastSegment, Kind::Delete],
            certificates.entity("{managedDeviceCertificateStateId}").delete(),
        ),
        case(
            "beta/intune-apps-iosvppappassignedlicense-list#1",
            &[Kind::CastSegment],
            IosVppAppAssignedLicense::assigned_licenses("{mobileAppId}").list().select_all(),
        ),
        case(
            "beta/cloudpcprovisioningpolicy-get#2",
            &[Kind::Expand],
            CloudPcProvisioningPolicy::provisioning_policies().entity("{id}").get(),
        ),
    ]
}
