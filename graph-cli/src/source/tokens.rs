//! Finding annotated items among a file's tokens: also within modules, functions and macro calls, and in a file that does not
//! parse elsewhere.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use super::depth;
use super::item::Kind;

/// The tokens of an item and the attribute that it is found by.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) tokens: TokenStream,
}

/// All annotated items, in order; in place of what is nested too deeply to be looked at, where it begins.
pub(super) fn annotated(tokens: TokenStream) -> Vec<Result<Found, Span>> {
    let mut found = Vec::new();
    collect(tokens, depth::MOST, &mut found);
    found
}

fn collect(tokens: TokenStream, deeper: usize, found: &mut Vec<Result<Found, Span>>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        if let Some((kind, length)) = item(rest) {
            let (item, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let tokens: TokenStream = item.iter().cloned().collect();
            let is_within = depth::is_within(tokens.clone(), depth::MOST);
            found.push(if is_within { Ok(Found { kind, tokens }) } else { Err(first.span()) });
            rest = behind;
            continue;
        }
        if let TokenTree::Group(group) = first {
            match deeper.checked_sub(1) {
                Some(deeper) => collect(group.stream(), deeper, found),
                None => found.push(Err(group.span())),
            }
        }
        rest = behind;
    }
}

/// What item begins here, and how many tokens it has.
fn item(trees: &[TokenTree]) -> Option<(Kind, usize)> {
    let mut kind = None;
    let mut length = 0;
    while let Some((TokenTree::Punct(punct), TokenTree::Group(group))) = trees.get(length).zip(trees.get(length + 1)) {
        if punct.as_char() != '#' || group.delimiter() != Delimiter::Bracket {
            break;
        }
        kind = kind.or_else(|| attribute(group));
        length += 2;
    }
    let kind = kind?;
    // An attribute on something else, as in the pattern of a macro, is none of ours.
    let is_item = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "struct" || word == "enum");
    let head = trees.get(length..)?;
    let keyword = head.iter().take(4).position(is_item)?;
    let is_end = |tree: &TokenTree| match tree {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let end = head.iter().skip(keyword).position(is_end)?;
    Some((kind, length + keyword + end + 1))
}

/// The kind of `graph_entity`, `graph_core::graph_entity(…)`, or of either within `cfg_attr`.
fn attribute(group: &Group) -> Option<Kind> {
    let words = group.stream().into_iter();
    let path = words.take_while(|tree| !matches!(tree, TokenTree::Group(_)));
    let last = path.filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    match last.last()?.as_str() {
        "cfg_attr" => {
            let TokenTree::Group(arguments) = group.stream().into_iter().nth(1)? else { return None };
            arguments.stream().into_iter().find_map(|tree| match tree {
                TokenTree::Ident(word) => Kind::of(&word.to_string()),
                _ => None,
            })
        }
        word => Kind::of(word),
    }
}

/// The attribute of this kind among those of an item, taken out of a `cfg_attr`.
pub(super) fn own(attributes: &[Attribute], kind: Kind) -> Option<Meta> {
    let is_own = |meta: &Meta| meta.path().segments.last().is_some_and(|last| last.ident == kind.attribute());
    attributes.iter().find_map(|attribute| {
        if !attribute.path().is_ident("cfg_attr") {
            return is_own(&attribute.meta).then(|| attribute.meta.clone());
        }
        let all = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
        all.into_iter().find(is_own)
    })
}
