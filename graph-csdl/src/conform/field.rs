//! What a field is called in Rust.

/// Names that stand for themselves only as `r#…`.
const KEYWORDS: [&str; 24] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "for", "if", "impl", "in",
    "let", "loop", "match", "mod", "move", "ref", "static", "type", "use", "where",
];

/// `displayName` → `display_name`, with a `rename` where the macros' rule does not lead back.
pub(super) fn field(property: &str) -> String {
    let mut name = String::with_capacity(property.len() + 4);
    let letters: Vec<char> = property.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let is_after_small = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        // The last capital of several begins the next word: `azureADDevice` is `azure_ad_device`.
        let is_after_capital = before.is_some_and(|before| before.is_uppercase());
        let is_before_small = letters.get(index + 1).is_some_and(|after| after.is_lowercase());
        if letter.is_uppercase() && (is_after_small || is_after_capital && is_before_small) {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    if camel(&name) != property {
        return format!("#[graph(rename = \"{property}\")] {name}");
    }
    if KEYWORDS.contains(&name.as_str()) { format!("r#{name}") } else { name }
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
