//! Reading of the annotated items in a file's text.

use std::path::Path;

use graph_codegen::MetadataSource;
use graph_codegen::analysis::{Analysis, analyze};
use proc_macro2::{TokenStream, TokenTree};

use super::item::{Finding, Item, Location, Sources, Unreadable};
use super::{annotated, nesting};

/// The help for text that is not Rust.
const COMPILES: &str = "fix the syntax: the file does not compile";

/// The items of a file, each checked against `metadata`.
pub(super) fn read(file: &Path, text: &str, metadata: &MetadataSource) -> Sources {
    let read = nesting::on_large_stack(|| parse(file, text, metadata));
    read.unwrap_or_else(|error| {
        let help = "exclude the file, and report it to the authors of this program";
        let unreadable = vec![Unreadable::file(file, format!("cannot read the file: {error}"), help)];
        Sources { files: 1, unreadable, ..Sources::default() }
    })
}

fn parse(file: &Path, text: &str, metadata: &MetadataSource) -> Sources {
    let mut sources = Sources { files: 1, ..Sources::default() };
    let unreadable = |location, message: String, help| Unreadable { file: file.to_owned(), location, message, help };
    // A shebang is not Rust. Its line break stays, so that the line numbers are right.
    let text = match text.strip_prefix("#!").filter(|rest| !rest.starts_with('[')) {
        Some(script) => script.find('\n').and_then(|end| script.get(end..)).unwrap_or_default(),
        None => text,
    };
    let tokens = match text.parse::<TokenStream>() {
        Ok(tokens) => tokens,
        Err(error) => {
            let message = "the file is not Rust: unbalanced brackets or quotes".to_owned();
            sources.unreadable.push(unreadable(Location::from(error.span()), message, COMPILES));
            return sources;
        }
    };
    for invocation in annotated::annotated(tokens) {
        let invocation = match invocation {
            Ok(invocation) => invocation,
            Err(span) => {
                let message = "the item is nested too deeply".to_owned();
                let help = "name the inner part: `type Inner = …;`";
                sources.unreadable.push(unreadable(span.into(), message, help));
                continue;
            }
        };
        if is_macro_text(invocation.item.clone()) || is_macro_text(invocation.arguments.clone()) {
            continue;
        }
        let attribute = Location::from(invocation.span);
        match analyze(invocation, metadata) {
            Ok(analysis) => sources.add(file, analysis),
            // A missing token at the end has no location.
            Err(error) => {
                let location = Location::from(error.span()).max(attribute);
                sources.unreadable.push(unreadable(location, error.to_string(), COMPILES));
            }
        }
    }
    sources
}

impl Sources {
    fn add(&mut self, file: &Path, analysis: Analysis) {
        let Analysis { item, diagnostics, metadata, .. } = analysis;
        let item = item.map(|item| Item::new(file, item, metadata));
        self.findings.extend(diagnostics.into_iter().map(|diagnostic| match &item {
            Some(item) => Finding::new(item, diagnostic),
            None => Finding { file: file.to_owned(), item: None, diagnostic },
        }));
        self.items.extend(item);
    }
}

/// Whether the tokens contain `$name`: the body of a macro becomes an item only at its calls.
fn is_macro_text(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Group(group) => is_macro_text(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
