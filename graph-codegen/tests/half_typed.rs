//! While a part of an item is half typed, its other constants and endpoints stay known: each prefix of each part is expanded.

#![allow(clippy::panic, reason = "a test that can't go on fails")]

use graph_codegen::{ItemKind, expand};
use proc_macro2::TokenStream;

const ARGUMENTS: &[(&str, &str)] = &[
    ("path = \"users\"", "fn users ("),
    ("path(name = \"members\", template = \"groups/{groupId}/members\")", "fn members ("),
    ("singleton(name = \"me\", template = \"me\")", "fn me ("),
    ("stream = \"photo\"", "const PHOTO :"),
    ("permissions(delegated = [\"User.Read\"], application = [])", "const PERMISSIONS :"),
    ("crate = my_graph", "use my_graph :: __private"),
];

const FIELDS: &[(&str, &str)] = &[
    ("#[graph(key)] pub id: Option<String>", "const ID :"),
    ("/// The name.\n #[graph(rename = \"displayName\", read_only)] pub name: Option<String>", "const NAME :"),
    ("#[serde(with = \"hours\")] pub hours: Vec<(u8, [u8; 4])>", "const HOURS :"),
    ("#[graph(navigation)] pub(crate) manager: Option<Box<User>>", "const MANAGER :"),
    ("mail: crate::mail::Address<'static>", "const MAIL :"),
];

#[test]
fn constants_and_endpoints_of_whole_fields_stay_while_a_field_is_typed() {
    let arguments = list(ARGUMENTS.iter().map(|(source, _)| *source));
    for (typed, (source, _)) in FIELDS.iter().enumerate() {
        for half in prefixes(source) {
            for comma in [",", ""] {
                let fields = FIELDS.iter().enumerate().map(|(index, (source, _))| {
                    if index == typed { format!("{half}{comma}\n") } else { format!("{source},\n") }
                });
                let item = format!("pub struct User {{ {} }}", fields.collect::<String>());
                let others = FIELDS.iter().enumerate().filter(|(index, _)| *index != typed).map(|(_, field)| field.1);
                let expected = others.chain(ARGUMENTS.iter().map(|(_, expected)| *expected));
                // `PERMISSIONS` is in the impl of `Entity`, which has a stand-in.
                assert_known(&arguments, &item, expected.filter(|expected| *expected != "const PERMISSIONS :"));
            }
        }
    }
}

#[test]
fn constants_and_endpoints_stay_while_an_argument_is_typed() {
    let item = format!("pub struct User {{ {} }}", list(FIELDS.iter().map(|(source, _)| *source)));
    for (typed, (source, _)) in ARGUMENTS.iter().enumerate() {
        for half in prefixes(source) {
            for comma in [",", ""] {
                let arguments = ARGUMENTS.iter().enumerate().map(|(index, (source, _))| {
                    if index == typed { format!("{half}{comma}\n") } else { format!("{source},\n") }
                });
                let others =
                    ARGUMENTS.iter().enumerate().filter(|(index, _)| *index != typed).map(|(_, other)| other.1);
                let expected = others.chain(FIELDS.iter().map(|(_, expected)| *expected));
                assert_known(
                    &arguments.collect::<String>(),
                    &item,
                    expected.filter(|expected| *expected != "const PERMISSIONS :"),
                );
            }
        }
    }
}

fn list<'s>(parts: impl Iterator<Item = &'s str>) -> String {
    parts.flat_map(|part| [part, ",\n"]).collect()
}

/// The beginnings of a source text, each with the closing brackets that an editor adds.
fn prefixes(source: &str) -> impl Iterator<Item = String> {
    source.char_indices().filter_map(|(end, _)| {
        let half = source.get(..end)?;
        let mut closing = Vec::new();
        for char in half.chars() {
            match char {
                '(' => closing.push(')'),
                '[' => closing.push(']'),
                ')' | ']' => drop(closing.pop()),
                _ => {}
            }
        }
        let closing: String = closing.into_iter().rev().collect();
        let half = if half.matches('"').count() % 2 == 1 { format!("{half}\"") } else { half.to_owned() };
        Some(half + &closing)
    })
}

fn assert_known<'e>(arguments: &str, item: &str, expected: impl Iterator<Item = &'e str>) {
    let tokens = |source: &str| source.parse::<TokenStream>();
    let (Ok(arguments), Ok(tokens)) = (tokens(arguments), tokens(item)) else { return };
    let text = arguments.to_string();
    let expanded = expand(ItemKind::Entity, arguments, tokens).to_string();
    let missing: Vec<&str> = expected.filter(|expected| !expanded.contains(expected)).collect();
    assert!(missing.is_empty(), "{missing:?} is missing\n#[graph_entity({text})]\n{item}");
}
