//! Graph's names as Rust's names, and which names Rust or the written files need for themselves.

use std::collections::HashSet;

use graph_csdl::names;

/// Keywords that can't be raw either.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate"];

/// Types and traits that the written files or their derives call by these names.
const NEEDED: &[&str] = &[
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

/// `minOSVersion` → `min_os_version`, `up__id` → `up_id`: a field, a module or a file. rustc wants one `_` between words.
pub(super) fn snake(name: &str) -> String {
    let mut snake = names::snake(name);
    while snake.contains("__") {
        snake = snake.replace("__", "_");
    }
    begun(snake, '_')
}

/// `deviceConfiguration` → `DeviceConfiguration`: a type. What is left of a name that Rust needs gets `Type` behind it.
pub(super) fn type_name(name: &str) -> String {
    let name = begun(unshouted(pascal(name)), 'T');
    if NEEDED.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// `id_token` → `IdToken`, `CRM` → `Crm`, `tls1_0` → `Tls1_0`: a variant.
pub(super) fn variant(name: &str) -> String {
    let name = begun(unshouted(pascal(name)), 'N');
    if name == "Self" { "SelfMember".to_owned() } else { name }
}

/// `CRM` → `Crm`: an acronym is a word like any other.
fn unshouted(name: String) -> String {
    let is_shouted = name.len() > 1 && !name.chars().any(|letter| letter.is_ascii_lowercase());
    if is_shouted { pascal(&name.to_ascii_lowercase()) } else { name }
}

/// Capitals at the beginning and after what is no letter or digit; `_` stays between digits alone.
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

/// A name that begins as one may.
fn begun(name: String, with: char) -> String {
    let is_sound = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    if is_sound && name.chars().any(|letter| letter != '_') { name } else { format!("{with}{name}") }
}

/// What an endpoint is called by the attributes: after the last segment of its path. `None` where that can name nothing.
pub(super) fn endpoint(segment: &str) -> Option<String> {
    let name = names::function(segment);
    let is_sound = name.starts_with(|first: char| first.is_ascii_alphabetic()) && !NEVER_RAW.contains(&name.as_str());
    is_sound.then_some(name)
}

/// Names of one scope, each given once.
#[derive(Default)]
pub(super) struct Scope {
    given: HashSet<String>,
}

impl Scope {
    /// Takes a name out of the choice.
    pub(super) fn reserve(&mut self, name: &str) {
        self.given.insert(name.to_owned());
    }

    /// The name, or with the first number behind it that is free. A name that can't be raw gets `_`.
    pub(super) fn give(&mut self, name: &str) -> String {
        let name = if NEVER_RAW.contains(&name) { format!("{name}_") } else { name.to_owned() };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.given.contains(name));
        let free = free.unwrap_or(name);
        self.given.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_each_kind_is_what_rust_expects() {
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
    fn the_attributes_read_names_back() {
        assert_eq!(names::property("min_os_version"), "minOsVersion");
        assert_eq!(names::property("self_"), "self");
        assert_eq!(names::property("v10_0"), "v100");
        assert_eq!(endpoint("deviceStatuses").as_deref(), Some("device_statuses"));
        assert_eq!(endpoint("usedRange()").as_deref(), Some("used_range"));
        assert_eq!(endpoint("self"), None);
        assert_eq!(names::written("type"), "r#type");
    }

    #[test]
    fn a_name_is_given_once() {
        let mut scope = Scope::default();
        scope.reserve("rest");
        let given: Vec<String> = ["id", "rest", "id", "self", "rest"].map(|name| scope.give(name)).into();
        assert_eq!(given, ["id", "rest2", "id2", "self_", "rest3"]);
    }
}
