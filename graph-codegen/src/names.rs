//! Names of Graph as Rust identifiers, by the rules in `graph_csdl::names`.

use graph_csdl::names;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// `device_display_name` → `deviceDisplayName`. A name that is in camel case stays.
pub(crate) fn property(field: &Ident) -> String {
    names::property(&field.unraw().to_string())
}

/// `NotApplicable` → `notApplicable`; also from a struct's name to its type's.
pub(crate) fn lower_camel(pascal: &Ident) -> String {
    names::lower_camel(&pascal.unraw().to_string())
}

/// `deviceStatuses` → `device_statuses`: what a function or an argument is called. `None` where nothing of the text can
/// stand in a Rust name.
pub(crate) fn snake(graph_name: &str, span: Span) -> Option<Ident> {
    identifier(&names::function(graph_name), span)
}

/// `device_display_name` and `deviceDisplayName` → `DEVICE_DISPLAY_NAME`: the property's constant.
pub(crate) fn constant(field: &Ident) -> Ident {
    identifier(&names::constant(&field.unraw().to_string()), field.span()).unwrap_or_else(|| field.clone())
}

/// An identifier, raw where the text is a keyword; `None` where it can be none.
pub(crate) fn identifier(text: &str, span: Span) -> Option<Ident> {
    // The lexer would report other characters on its own.
    if text.starts_with(|first: char| first.is_numeric()) || !text.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    // No keyword but `Self` has a capital. The lexer takes longer than anything else here.
    if text.is_ascii() && text.contains(|c: char| c.is_ascii_uppercase()) && text != "Self" {
        return Some(Ident::new(text, span));
    }
    if let Ok(mut ident) = syn::parse_str::<Ident>(text) {
        ident.set_span(span);
        return Some(ident);
    }
    let mut raw = syn::parse_str::<Ident>(&format!("r#{text}")).ok()?;
    raw.set_span(span);
    Some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ident(text: &str) -> Ident {
        identifier(text, Span::call_site()).unwrap_or_else(|| Ident::new("none", Span::call_site()))
    }

    #[test]
    fn properties_are_in_lower_camel_case() {
        for (field, name) in [
            ("id", "id"),
            ("device_display_name", "deviceDisplayName"),
            ("displayName", "displayName"),
            ("type", "type"),
            ("address_1", "address1"),
            ("_private", "private"),
            ("ipv4_address", "ipv4Address"),
        ] {
            assert_eq!(property(&ident(field)), name);
        }
        assert_eq!(lower_camel(&ident("NotApplicable")), "notApplicable");
    }

    #[test]
    fn functions_are_in_snake_case() {
        for (segment, name) in [
            ("deviceStatuses", "device_statuses"),
            ("me", "me"),
            ("type", "r#type"),
            ("deviceConfigurationId", "device_configuration_id"),
            ("user-id", "user_id"),
            ("windows10Devices", "windows10_devices"),
            ("URLs", "urls"),
        ] {
            assert_eq!(snake(segment, Span::call_site()).map(|ident| ident.to_string()).as_deref(), Some(name));
        }
        assert!(snake("10", Span::call_site()).is_none());
        assert!(snake("", Span::call_site()).is_none());
    }

    #[test]
    fn constants_are_in_screaming_snake_case() {
        for (field, name) in [
            ("device_name", "DEVICE_NAME"),
            ("displayName", "DISPLAY_NAME"),
            ("type", "TYPE"),
            ("größe_nr", "GRÖSSE_NR"),
        ] {
            assert_eq!(constant(&ident(field)).to_string(), name);
        }
    }
}
