//! Fragments of Rust code in the help of a diagnostic.

use crate::names;

/// `displayName` → `display_name`, with a `rename` if the field alone would mean another property.
pub(super) fn field(property: &str) -> String {
    let name = names::snake(property);
    if names::property(&name) != property {
        return format!("#[graph(rename = \"{property}\")] {name}");
    }
    names::written(&name)
}

/// The variant of a member, with a `rename` if the variant alone would mean another member.
pub(super) fn variant(member: &str) -> String {
    let words = member.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters)
        })
        .collect();
    let is_plain = member.starts_with(|first: char| first.is_ascii_lowercase()) && name.eq_ignore_ascii_case(member);
    if is_plain { format!("`{name}`") } else { format!("`#[graph(rename = \"{member}\")] {name}`") }
}

/// The edit `odata_type = "microsoft.graph.user"`.
pub(super) fn by_argument(name: &str) -> String {
    format!("write `odata_type = \"{name}\"`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_means_its_property() {
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
