//! Search for annotated items in the tokens of a file: also in modules, functions and macro calls, and in a file that does not parse
//! elsewhere.

use graph_codegen::ItemKind;
use graph_codegen::analysis::Invocation;
use proc_macro2::{Delimiter, Group, Punct, Spacing, Span, TokenStream, TokenTree};

use super::nesting;

/// All annotated items in order, or the span of an item that is nested too deeply.
pub(super) fn annotated(tokens: TokenStream) -> Vec<Result<Invocation, Span>> {
    let mut found = Vec::new();
    collect(tokens, nesting::LIMIT, &mut found);
    found
}

fn collect(tokens: TokenStream, levels: usize, found: &mut Vec<Result<Invocation, Span>>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let Some(ItemTokens { kind, attribute, length }) = item(rest) {
            let (item, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let is_within = nesting::is_within(item.iter().cloned().collect(), nesting::LIMIT);
            found.push(if is_within {
                invocation(kind, attribute, item).ok_or(first.span())
            } else {
                Err(first.span())
            });
            rest = after;
            continue;
        }
        if let TokenTree::Group(group) = first {
            match levels.checked_sub(1) {
                Some(levels) => collect(group.stream(), levels, found),
                None => found.push(Err(group.span())),
            }
        }
        rest = after;
    }
}

/// The position of an item among tokens.
struct ItemTokens {
    kind: ItemKind,
    /// The index of the `#` of its attribute.
    attribute: usize,
    /// The number of its tokens.
    length: usize,
}

/// The item at the start of these tokens.
fn item(trees: &[TokenTree]) -> Option<ItemTokens> {
    let mut own = None;
    let mut length = 0;
    while let Some((TokenTree::Punct(punct), TokenTree::Group(group))) = trees.get(length).zip(trees.get(length + 1)) {
        if punct.as_char() != '#' || group.delimiter() != Delimiter::Bracket {
            break;
        }
        own = own.or_else(|| Some((attribute(group)?, length)));
        length += 2;
    }
    let (kind, attribute) = own?;
    // An attribute before other tokens, as in the pattern of a macro, does not annotate an item.
    let head = trees.get(length..)?;
    let keyword = head.iter().take(4).position(is_keyword)?;
    let is_end = |tree: &TokenTree| match tree {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let end = head.iter().skip(keyword).position(is_end)?;
    Some(ItemTokens { kind, attribute, length: length + keyword + end + 1 })
}

/// Whether this is the keyword of an item. On most kinds of items the attribute is a mistake, which is reported.
fn is_keyword(tree: &TokenTree) -> bool {
    const KEYWORDS: &[&str] =
        &["struct", "enum", "union", "fn", "impl", "trait", "mod", "type", "const", "static", "use"];
    matches!(tree, TokenTree::Ident(word) if KEYWORDS.iter().any(|keyword| word == keyword))
}

/// Separates an item from its attribute. The other attributes of a `cfg_attr` stay on the item.
fn invocation(kind: ItemKind, attribute: usize, item: &[TokenTree]) -> Option<Invocation> {
    let (before, rest) = item.split_at_checked(attribute)?;
    let [mark, TokenTree::Group(group), after @ ..] = rest else { return None };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let (own, others) = match inner.as_slice() {
        [TokenTree::Ident(word), TokenTree::Group(given)] if word == "cfg_attr" => own_of_cfg_attr(kind, given)?,
        _ => (inner, TokenStream::new()),
    };
    let arguments = match own.last() {
        Some(TokenTree::Group(arguments)) => arguments.stream(),
        _ => TokenStream::new(),
    };
    let item = before.iter().cloned().chain(others).chain(after.iter().cloned()).collect();
    Some(Invocation { kind, span: mark.span(), arguments, item })
}

/// The attribute of this kind in a `cfg_attr`, and the other ones as separate attributes.
fn own_of_cfg_attr(kind: ItemKind, given: &Group) -> Option<(Vec<TokenTree>, TokenStream)> {
    let trees: Vec<TokenTree> = given.stream().into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let is_own = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == kind.attribute());
    let (mut own, mut others) = (None, TokenStream::new());
    // The first is the condition.
    for attribute in trees.split(is_comma).skip(1).filter(|attribute| !attribute.is_empty()) {
        if own.is_none() && attribute.iter().any(is_own) {
            own = Some(attribute.to_vec());
        } else {
            let attribute = Group::new(Delimiter::Bracket, attribute.iter().cloned().collect());
            others.extend([TokenTree::Punct(Punct::new('#', Spacing::Alone)), TokenTree::Group(attribute)]);
        }
    }
    Some((own?, others))
}

/// The kind of an attribute such as `graph_entity` or `graph_core::graph_entity(…)`, also within `cfg_attr`.
fn attribute(group: &Group) -> Option<ItemKind> {
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
                TokenTree::Ident(word) => ItemKind::of_attribute(&word.to_string()),
                _ => None,
            })
        }
        word => ItemKind::of_attribute(word),
    }
}
