//! Conversions between names of Graph and of Rust.

/// Keywords of any edition, which can't be plain names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The name without its namespace: `user` of `microsoft.graph.user`.
#[must_use]
pub fn short(qualified: &str) -> &str {
    qualified.rsplit_once('.').map_or(qualified, |(_, short)| short)
}

/// The namespace of a name: `microsoft.graph` of `microsoft.graph.user`.
#[must_use]
pub fn namespace(qualified: &str) -> &str {
    qualified.rsplit_once('.').map_or("", |(namespace, _)| namespace)
}

/// `device_display_name` → `deviceDisplayName`: the property of a field without `rename`.
#[must_use]
pub fn property(field: &str) -> String {
    let mut words = field.split('_').filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    name
}

/// `NotApplicable` → `notApplicable`: the member of a variant, or the type of an item, without `rename`.
#[must_use]
pub fn lower_camel(pascal: &str) -> String {
    let mut letters = pascal.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// `minOSVersion` → `min_os_version`: the field of a property. The last capital of several begins the next word.
#[must_use]
pub fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            snake.push('_');
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        let ends_word = before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit());
        let begins_word = before.is_some_and(char::is_ascii_uppercase) && after.is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && (ends_word || begins_word) {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// `deviceStatuses` → `device_statuses`, `user-id` → `user_id`: the function of a path segment, or its argument. Unlike in a
/// field's name, several capitals are one word: `URLs` → `urls`. The name can be empty or begin with a digit.
#[must_use]
pub fn function(segment: &str) -> String {
    let mut name = String::with_capacity(segment.len() + 4);
    for letter in separated(segment).chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name.trim_matches('_').to_owned()
}

/// `device_display_name` and `deviceDisplayName` → `DEVICE_DISPLAY_NAME`: the constant of a property.
#[must_use]
pub fn constant(field: &str) -> String {
    separated(field).to_uppercase()
}

/// The text with `_` between a small letter or digit and a capital.
fn separated(text: &str) -> String {
    let mut separated = String::with_capacity(text.len() + 4);
    let mut after_small = false;
    for letter in text.chars() {
        if letter.is_uppercase() && after_small {
            separated.push('_');
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
        separated.push(letter);
    }
    separated
}

/// The name as an identifier: raw if it is a keyword.
#[must_use]
pub fn written(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// The path of one entity of a collection: `users` → `users/{userId}`. A placeholder that the path already has gets a number.
#[must_use]
pub fn with_key(collection: &str, of: &str) -> String {
    let name = format!("{}Id", lower_camel(short(of)));
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let is_free = |name: &String| !collection.contains(&format!("{{{name}}}"));
    let key = std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name);
    format!("{collection}/{{{key}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_attributes() {
        for (field, name) in [
            ("id", "id"),
            ("device_display_name", "deviceDisplayName"),
            ("displayName", "displayName"),
            ("type", "type"),
            ("address_1", "address1"),
            ("_private", "private"),
            ("ipv4_address", "ipv4Address"),
            ("min_os_version", "minOsVersion"),
            ("self_", "self"),
            ("v10_0", "v100"),
        ] {
            assert_eq!(property(field), name);
        }
        assert_eq!(lower_camel("NotApplicable"), "notApplicable");
    }

    #[test]
    fn a_field_is_in_snake_case() {
        for (name, field) in [
            ("displayName", "display_name"),
            ("minOSVersion", "min_os_version"),
            ("v10_0", "v10_0"),
            ("SendResponse", "send_response"),
            ("windows10Devices", "windows10_devices"),
        ] {
            assert_eq!(snake(name), field);
        }
        assert_eq!(written("type"), "r#type");
        assert_eq!(written("kind"), "kind");
    }

    #[test]
    fn a_function_is_called_after_its_segment() {
        for (segment, name) in [
            ("deviceStatuses", "device_statuses"),
            ("usedRange()", "used_range"),
            ("user-id", "user_id"),
            ("windows10Devices", "windows10_devices"),
            ("URLs", "urls"),
            ("minOSVersion", "min_osversion"),
            ("10", "10"),
            ("", ""),
        ] {
            assert_eq!(function(segment), name);
        }
        assert_eq!(constant("displayName"), "DISPLAY_NAME");
        assert_eq!(constant("größe_nr"), "GRÖSSE_NR");
    }

    #[test]
    fn a_placeholder_stands_once_in_a_path() {
        assert_eq!(with_key("users", "microsoft.graph.user"), "users/{userId}");
        assert_eq!(with_key("users/{userId}/friends", "microsoft.graph.user"), "users/{userId}/friends/{userId2}");
    }
}
