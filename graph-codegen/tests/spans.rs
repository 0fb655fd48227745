//! Spans of what an attribute generates: an editor goes from a constant to its field, from an endpoint to its path.

#![cfg(feature = "analysis")]
#![allow(clippy::panic, reason = "a test that can't go on fails")]

use graph_codegen::{ItemKind, expand};
use proc_macro2::{TokenStream, TokenTree};

#[test]
fn a_constant_has_the_span_of_its_field() {
    let spans = spans(
        ItemKind::Entity,
        "path = \"users\", stream = \"photo\"",
        "pub struct User { #[graph(key)] id: Option<String>, #[graph(rename = \"x\")] displayName: String, r#match: String }",
    );
    assert_eq!(source_of(&spans, "const", "ID"), "id");
    assert_eq!(source_of(&spans, "const", "DISPLAY_NAME"), "displayName");
    assert_eq!(source_of(&spans, "const", "MATCH"), "r#match");
    assert_eq!(source_of(&spans, "const", "PHOTO"), "\"photo\"");
}

#[test]
fn an_endpoint_has_the_span_of_its_path_or_name() {
    let spans = spans(
        ItemKind::Entity,
        "path = \"groups/{groupId}/members\", singleton(name = \"me\", template = \"me/manager\")",
        "pub struct User { id: String }",
    );
    assert_eq!(source_of(&spans, "fn", "members"), "\"groups/{groupId}/members\"");
    assert_eq!(source_of(&spans, "(", "group_id"), "\"groups/{groupId}/members\"");
    assert_eq!(source_of(&spans, "fn", "me"), "\"me\"");
}

#[test]
fn an_operation_has_the_span_of_its_path() {
    let spans = spans(
        ItemKind::Function,
        "path = \"users/{userId}/reminderView\", path(name = \"mine\", template = \"me/reminderView\"), returns = Vec<Reminder>",
        "pub struct ReminderView { start: String }",
    );
    assert_eq!(source_of(&spans, "fn", "request"), "\"users/{userId}/reminderView\"");
    assert_eq!(source_of(&spans, "fn", "mine"), "\"mine\"");
}

#[test]
fn the_item_is_the_users_own_tokens() {
    let item = "pub struct User { pub id: Option<String>, pub mail: Vec<Address<'static>> }";
    let spans = spans(ItemKind::Complex, "", item);
    let own = item.parse::<TokenStream>().unwrap_or_else(|error| panic!("{error}"));
    let own: Vec<String> = flat(own).into_iter().map(|(text, _)| text).collect();
    for ((text, source), own) in spans.iter().zip(own) {
        assert_eq!((text, source), (&own, &own));
    }
}

/// The tokens of an expansion, each with the source text that its span covers.
fn spans(kind: ItemKind, arguments: &str, item: &str) -> Vec<(String, String)> {
    let tokens = |source: &str| source.parse::<TokenStream>().unwrap_or_else(|error| panic!("{error}"));
    flat(expand(kind, tokens(arguments), tokens(item)))
}

fn flat(tokens: TokenStream) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let (open, close) = match group.delimiter() {
                proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                proc_macro2::Delimiter::Brace => ("{", "}"),
                proc_macro2::Delimiter::Bracket => ("[", "]"),
                proc_macro2::Delimiter::None => ("", ""),
            };
            texts.push((open.to_owned(), group.span_open().source_text().unwrap_or_default()));
            texts.extend(flat(group.stream()));
            texts.push((close.to_owned(), group.span_close().source_text().unwrap_or_default()));
        } else {
            texts.push((token.to_string(), token.span().source_text().unwrap_or_default()));
        }
    }
    texts
}

/// The source text of the first `name` after the token `before`.
fn source_of<'s>(spans: &'s [(String, String)], before: &str, name: &str) -> &'s str {
    let pairs = spans.iter().zip(spans.iter().skip(1));
    let mut found = pairs.filter(|((first, _), (second, _))| first == before && second == name);
    found.next().map_or_else(|| panic!("`{before} {name}` is not generated"), |(_, (_, source))| source)
}
