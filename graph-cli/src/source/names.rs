//! Rust's names -> Graph's names, as the attributes make them.

use proc_macro2::Ident;
use syn::ext::IdentExt;

/// `device_display_name` → `deviceDisplayName`. A name that is in camel case stays.
pub(super) fn property(field: &Ident) -> String {
    let plain = field.unraw().to_string();
    let mut words = plain.split('_').filter(|word| !word.is_empty());
    let mut name = words.next().map(str::to_owned).unwrap_or_default();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    name
}

/// `NotApplicable` → `notApplicable`; also from a struct's name to its type's.
pub(super) fn lower_camel(pascal: &Ident) -> String {
    let plain = pascal.unraw().to_string();
    let mut letters = plain.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;

    // The same examples as of the macros: the two must agree.
    #[test]
    fn names_are_those_of_the_attributes() {
        for (field, name) in [
            ("id", "id"),
            ("device_display_name", "deviceDisplayName"),
            ("displayName", "displayName"),
            ("address_1", "address1"),
            ("_private", "private"),
            ("ipv4_address", "ipv4Address"),
        ] {
            assert_eq!(property(&Ident::new(field, Span::call_site())), name);
        }
        assert_eq!(property(&Ident::new_raw("type", Span::call_site())), "type");
        assert_eq!(lower_camel(&Ident::new("NotApplicable", Span::call_site())), "notApplicable");
    }
}
