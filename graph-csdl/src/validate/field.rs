//! What a field is called in Rust.

use crate::names;

/// `displayName` → `display_name`, with a `rename` where the macros' rule does not lead back.
pub(super) fn field(property: &str) -> String {
    let name = names::snake(property);
    if names::property(&name) != property {
        return format!("#[graph(rename = \"{property}\")] {name}");
    }
    names::written(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_leads_back_to_its_property() {
        for (property, name) in [
            ("id", "id"),
            ("displayName", "display_name"),
            ("ipv4Address", "ipv4_address"),
            ("alerts_v2", "#[graph(rename = \"alerts_v2\")] alerts_v2"),
            ("StartDateTime", "#[graph(rename = \"StartDateTime\")] start_date_time"),
            ("azureADAppId", "#[graph(rename = \"azureADAppId\")] azure_ad_app_id"),
            ("iOSVersion", "#[graph(rename = \"iOSVersion\")] i_os_version"),
            ("tenantID", "#[graph(rename = \"tenantID\")] tenant_id"),
            ("aBTest", "a_b_test"),
            ("type", "r#type"),
        ] {
            assert_eq!(field(property), name);
        }
    }
}
