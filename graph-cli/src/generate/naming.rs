//! Conversion of the service's names to Rust names.

use std::collections::HashSet;

use graph_csdl::names;

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate"];

/// Names of types and traits that the generated files or their derives use.
const RESERVED: &[&str] = &[
    "Binary",
    "Box",
    "Bytes",
    "Clone",
    "Copy",
    "DateTime",
    "Debug",
    "Decimal",
    "Default",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "FixedOffset",
    "Flags",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "JsonObject",
    "NaiveDate",
    "NaiveTime",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Uuid",
    "Vec",
];

/// The name of a field, a module or a file: `minOSVersion` → `min_os_version`, `up__id` → `up_id`. rustc warns of more than one `_`
/// between words.
pub(super) fn snake(name: &str) -> String {
    let mut snake = names::snake(name);
    while snake.contains("__") {
        snake = snake.replace("__", "_");
    }
    with_valid_start(snake, '_')
}

/// The name of a type: `deviceConfiguration` → `DeviceConfiguration`. A reserved name gets the suffix `Type`.
pub(super) fn type_name(name: &str) -> String {
    let name = with_valid_start(without_capitals(pascal(name)), 'T');
    if RESERVED.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// The name of a variant: `id_token` → `IdToken`, `CRM` → `Crm`, `tls1_0` → `Tls1_0`.
pub(super) fn variant(name: &str) -> String {
    let name = with_valid_start(without_capitals(pascal(name)), 'N');
    if name == "Self" { "SelfMember".to_owned() } else { name }
}

/// Changes a name of only capitals to a word: `CRM` → `Crm`.
fn without_capitals(name: String) -> String {
    let is_capitals = name.len() > 1 && !name.chars().any(|letter| letter.is_ascii_lowercase());
    if is_capitals { pascal(&name.to_ascii_lowercase()) } else { name }
}

/// Capitalises the first letter and each letter after a separator, and keeps `_` only between digits.
pub(super) fn pascal(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    for word in name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let is_between_digits =
            pascal.ends_with(|last: char| last.is_ascii_digit()) && first.is_some_and(|first| first.is_ascii_digit());
        pascal.extend(is_between_digits.then_some('_').into_iter().chain(first));
        pascal.push_str(letters.as_str());
    }
    pascal
}

/// Prefixes a name that does not start like an identifier.
fn with_valid_start(name: String, prefix: char) -> String {
    let is_valid = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    if is_valid && name.chars().any(|letter| letter != '_') { name } else { format!("{prefix}{name}") }
}

/// The name that the attributes give an endpoint, from the last segment of its path; `None` if that is not a name.
pub(super) fn endpoint(segment: &str) -> Option<String> {
    let name = names::function(segment);
    let is_valid = name.starts_with(|first: char| first.is_ascii_alphabetic()) && !NEVER_RAW.contains(&name.as_str());
    is_valid.then_some(name)
}

/// The names of a scope, each unique.
#[derive(Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// Excludes a name.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Adds a name, with the first free number as suffix if it is taken. A name that cannot be a raw identifier gets `_`.
    pub(super) fn add(&mut self, name: &str) -> String {
        let name = if NEVER_RAW.contains(&name) { format!("{name}_") } else { name.to_owned() };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let free = free.unwrap_or(name);
        self.taken.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_variants_and_types() {
        for (name, field) in [
            ("displayName", "display_name"),
            ("minOSVersion", "min_os_version"),
            ("v10_0", "v10_0"),
            ("alerts_v2", "alerts_v2"),
            ("SendResponse", "send_response"),
            ("A", "a"),
            ("windows10Devices", "windows10_devices"),
            ("x-y", "x_y"),
            ("up__id", "up_id"),
            ("up___Id__", "up_id_"),
            ("__meta", "_meta"),
            ("größe", "gr_e"),
            ("1st", "_1st"),
            ("_", "__"),
        ] {
            assert_eq!(snake(name), field, "{name}");
        }
        for (name, member) in [
            ("notApplicable", "NotApplicable"),
            ("CRM", "Crm"),
            ("iOS", "Ios"),
            ("AzureAD", "AzureAD"),
            ("id_token", "IdToken"),
            ("tls1_0", "Tls1_0"),
            ("v3_2_1", "V3_2_1"),
            ("remote_Control_Software", "RemoteControlSoftware"),
            ("3g", "N3g"),
            ("self", "SelfMember"),
        ] {
            assert_eq!(variant(name), member, "{name}");
        }
        assert_eq!(type_name("macOSLobApp"), "MacOSLobApp");
        assert_eq!(type_name("option"), "OptionType");
        assert_eq!(type_name("Json"), "Json");
    }

    #[test]
    fn attributes_restore_the_names() {
        assert_eq!(names::property("min_os_version"), "minOsVersion");
        assert_eq!(names::property("self_"), "self");
        assert_eq!(names::property("v10_0"), "v100");
        assert_eq!(endpoint("deviceStatuses").as_deref(), Some("device_statuses"));
        assert_eq!(endpoint("usedRange()").as_deref(), Some("used_range"));
        assert_eq!(endpoint("self"), None);
        assert_eq!(names::written("type"), "r#type");
    }

    #[test]
    fn names_of_a_scope_are_unique() {
        let mut scope = Scope::default();
        scope.reserve("rest");
        let names: Vec<String> = ["id", "rest", "id", "self", "rest"].map(|name| scope.add(name)).into();
        assert_eq!(names, ["id", "rest2", "id2", "self_", "rest3"]);
    }
}
