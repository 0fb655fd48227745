//! The properties that the service returns without `$select`, and those that it never returns.

use serde_json::Value as Json;

use crate::store::directory;
use crate::store::properties::{Properties, full_name, type_name};

/// The properties of a user that only `$select` returns: all but `businessPhones`, `displayName`, `givenName`, `id`,
/// `jobTitle`, `mail`, `mobilePhone`, `officeLocation`, `preferredLanguage`, `surname` and `userPrincipalName`.
const OF_USERS: [&str; 69] = [
    "aboutMe",
    "accountEnabled",
    "ageGroup",
    "assignedLicenses",
    "assignedPlans",
    "authorizationInfo",
    "birthday",
    "city",
    "companyName",
    "consentProvidedForMinor",
    "country",
    "createdDateTime",
    "creationType",
    "customSecurityAttributes",
    "department",
    "deviceEnrollmentLimit",
    "employeeHireDate",
    "employeeId",
    "employeeLeaveDateTime",
    "employeeOrgData",
    "employeeType",
    "externalUserState",
    "externalUserStateChangeDateTime",
    "faxNumber",
    "hireDate",
    "identities",
    "identityParentId",
    "imAddresses",
    "interests",
    "isManagementRestricted",
    "isResourceAccount",
    "lastPasswordChangeDateTime",
    "legalAgeGroupClassification",
    "licenseAssignmentStates",
    "mailboxSettings",
    "mailNickname",
    "mySite",
    "onPremisesDistinguishedName",
    "onPremisesDomainName",
    "onPremisesExtensionAttributes",
    "onPremisesImmutableId",
    "onPremisesLastSyncDateTime",
    "onPremisesProvisioningErrors",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "onPremisesUserPrincipalName",
    "otherMails",
    "passwordPolicies",
    "passwordProfile",
    "pastProjects",
    "postalCode",
    "preferredDataLocation",
    "preferredName",
    "print",
    "provisionedPlans",
    "proxyAddresses",
    "responsibilities",
    "schools",
    "securityIdentifier",
    "serviceProvisioningErrors",
    "showInAddressList",
    "signInActivity",
    "signInSessionsValidFromDateTime",
    "skills",
    "state",
    "streetAddress",
    "usageLocation",
    "userType",
];

/// The properties of a group that only `$select` returns.
const OF_GROUPS: [&str; 11] = [
    "allowExternalSenders",
    "assignedLabels",
    "assignedLicenses",
    "autoSubscribeNewMembers",
    "hasMembersWithLicenseErrors",
    "hideFromAddressLists",
    "hideFromOutlookClients",
    "isArchived",
    "isSubscribedByMail",
    "licenseProcessingState",
    "unseenCount",
];

/// Write-only values within a property of a directory object.
const SECRETS: [(&str, &str); 2] = [("passwordProfile", "password"), ("passwordCredentials", "secretText")];

/// Whether a property of an entity is returned without `$select`.
///
/// # Rule
/// A user has eleven default properties, a group lacks some, and either lacks its schema extensions, whose names have a `_`;
/// directory extensions (`extension_…`) are returned: <https://learn.microsoft.com/graph/api/user-get>,
/// <https://learn.microsoft.com/graph/api/resources/user#properties>, <https://learn.microsoft.com/graph/api/group-get>.
pub(crate) fn is_default(home: &[String], of: &Properties, name: &str) -> bool {
    let hidden = match type_of(home, of).as_deref() {
        Some("microsoft.graph.user") => OF_USERS.as_slice(),
        Some("microsoft.graph.group") => OF_GROUPS.as_slice(),
        _ => return true,
    };
    let property = name.split('@').next().unwrap_or_default();
    let is_schema_extension = property.contains('_') && !property.starts_with("extension_");
    !is_schema_extension && !hidden.contains(&property)
}

/// The type of the collection where the entity was created, or else the entity's own type.
fn type_of(home: &[String], of: &Properties) -> Option<String> {
    let of_collection = home.split_last().and_then(|(_, collection)| directory::type_of(collection));
    of_collection.map(str::to_owned).or_else(|| type_name(of).map(full_name))
}

/// Removes write-only values.
///
/// # Rule
/// A password is never returned: <https://learn.microsoft.com/graph/api/resources/passwordprofile>. It is therefore not stored.
pub(crate) fn without_secrets(mut properties: Properties) -> Properties {
    for (property, secret) in SECRETS {
        match properties.get_mut(property) {
            Some(Json::Object(value)) => drop(value.shift_remove(secret)),
            Some(Json::Array(items)) => {
                for item in items.iter_mut().filter_map(Json::as_object_mut) {
                    item.shift_remove(secret);
                }
            }
            _ => {}
        }
    }
    properties
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn properties(value: Json) -> Properties {
        let Json::Object(properties) = value else { return Properties::new() };
        properties
    }

    #[test]
    fn a_user_comes_with_the_default_properties() {
        let user = properties(json!({ "@odata.type": "#graph.user" }));
        let agent = properties(json!({ "@odata.type": "#microsoft.graph.agentUser" }));
        let home = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        for (path, of, name, expected) in [
            ("users/ada", &Properties::new(), "displayName", true),
            ("users/ada", &Properties::new(), "department", false),
            ("users/ada", &Properties::new(), "assignedLicenses@odata.type", false),
            ("users/ada", &Properties::new(), "@odata.type", true),
            ("users/ada", &user, "accountEnabled", false),
            ("users/ada", &agent, "accountEnabled", false),
            ("users/ada", &user, "ext1_courses", false),
            ("users/ada", &user, "extension_ab12_skill", true),
            ("directory/deletedItems/ada", &user, "department", false),
            ("groups/g", &Properties::new(), "isArchived", false),
            ("groups/g", &Properties::new(), "description", true),
            ("devices/d", &Properties::new(), "accountEnabled", true),
            ("me/contacts/c", &Properties::new(), "department", true),
            ("users/ada/messages/m", &Properties::new(), "state", true),
        ] {
            assert_eq!(is_default(&home(path), of, name), expected, "{path} {name}");
        }
    }

    #[test]
    fn secrets_are_removed() {
        let user = json!({ "passwordProfile": { "password": "p", "forceChangePasswordNextSignIn": true },
            "passwordCredentials": [{ "secretText": "s", "hint": "abc" }], "password": "kept" });
        let kept = json!({ "passwordProfile": { "forceChangePasswordNextSignIn": true },
            "passwordCredentials": [{ "hint": "abc" }], "password": "kept" });
        assert_eq!(Json::Object(without_secrets(properties(user))), kept);
    }
}
