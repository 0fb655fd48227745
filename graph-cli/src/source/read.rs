//! A file's text -> the annotated items in it.

use std::path::Path;

use graph_codegen::MetadataSource;
use graph_codegen::analysis::{Analysis, analyze};
use proc_macro2::{TokenStream, TokenTree};

use super::item::{Finding, Item, Location, Sources, Unread};
use super::{annotated, nesting};

/// What helps where a text is no Rust.
const COMPILES: &str = "see that it compiles";

/// The items of a file, each checked against the metadata of the source.
pub(super) fn read(file: &Path, text: &str, metadata: &MetadataSource) -> Sources {
    let read = nesting::on_large_stack(|| parsed(file, text, metadata));
    read.unwrap_or_else(|error| {
        let help = "leave the file out, and tell of it where this program is from";
        let unread = vec![Unread::whole(file, format!("this can't be read: {error}"), help)];
        Sources { files: 1, unread, ..Sources::default() }
    })
}

fn parsed(file: &Path, text: &str, metadata: &MetadataSource) -> Sources {
    let mut sources = Sources { files: 1, ..Sources::default() };
    let unread = |location, fact: String, help| Unread { file: file.to_owned(), location, fact, help };
    // A script's first line is no Rust; its place stays, so that lines are counted as in an editor.
    let text = match text.strip_prefix("#!").filter(|rest| !rest.starts_with('[')) {
        Some(script) => script.find('\n').and_then(|end| script.get(end..)).unwrap_or_default(),
        None => text,
    };
    let tokens = match text.parse::<TokenStream>() {
        Ok(tokens) => tokens,
        Err(error) => {
            let fact = "this is no Rust: brackets or quotes do not match".to_owned();
            sources.unread.push(unread(Location::from(error.span()), fact, COMPILES));
            return sources;
        }
    };
    for invocation in annotated::annotated(tokens) {
        let invocation = match invocation {
            Ok(invocation) => invocation,
            Err(span) => {
                let fact = "this is nested too deeply to be read".to_owned();
                let help = "give the inner part a name of its own: `type Inner = …;`";
                sources.unread.push(unread(span.into(), fact, help));
                continue;
            }
        };
        if is_of_a_macro(invocation.item.clone()) || is_of_a_macro(invocation.arguments.clone()) {
            continue;
        }
        let attribute = Location::from(invocation.span);
        match analyze(invocation, metadata) {
            Ok(analysis) => sources.add(file, analysis),
            // What is missing at the end has no place of its own.
            Err(error) => {
                let location = Location::from(error.span()).max(attribute);
                sources.unread.push(unread(location, error.to_string(), COMPILES));
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

/// Whether there is a `$name`: then it is the text of a macro, and becomes an item only where that is called.
fn is_of_a_macro(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Group(group) => is_of_a_macro(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
