//! What a field is called in Rust.

/// `displayName` → `display_name`, with a `rename` where the macros' rule does not lead back.
pub(super) fn field(property: &str) -> String {
    let mut name = String::with_capacity(property.len() + 4);
    let mut after_small = false;
    for letter in property.chars() {
        if letter.is_uppercase() && after_small {
            name.push('_');
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
        name.extend(letter.to_lowercase());
    }
    if camel(&name) == property { name } else { format!("#[graph(rename = \"{property}\")] {name}") }
}

/// The macros' rule.
fn camel(field: &str) -> String {
    let mut words = field.split('_').filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    name
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
            ("azureADAppId", "#[graph(rename = \"azureADAppId\")] azure_adapp_id"),
        ] {
            assert_eq!(field(property), name);
        }
    }
}
