//! A type as text.

use quote::ToTokens;

/// A type as a user writes it, `Option<Vec<String>>`. The text of its tokens has spaces, which differ between rustc and other
/// environments.
pub(crate) fn type_text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = [(" :: ", "::"), (" < ", "<"), (" >", ">"), (" ,", ","), ("& ", "&"), (" ;", ";"), ("fn (", "fn(")]
        .into_iter()
        .fold(text, |text, (spaced, close)| text.replace(spaced, close));
    text.trim_start_matches(":: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_written_without_gaps() {
        let texts = [
            "Option<Vec<String>>",
            "HashMap<String, [u8; 4]>",
            "&'static str",
            "Box<dyn A + B>",
            "a::Flags<b::C>",
            "fn(i32) -> i32",
        ];
        for text in texts {
            assert_eq!(syn::parse_str::<syn::Type>(text).map(|ty| type_text(&ty)).unwrap_or_default(), text);
        }
    }
}
