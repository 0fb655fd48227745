//! The calls of endpoints and operations in Rust sources, as far as the text shows them.
//!
//! A chain of methods is followed from the function of an endpoint, `User::users()`, from an operation, or from a local variable that
//! holds one of these. What is passed on to another function, or kept in a field, is reported: its calls are not seen.

mod call;
mod methods;
mod scan;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use call::Names;
pub(crate) use call::{Call, Calls, EndpointPath, QueryOption, Unseen};

use super::item::{Item, Sources};
use super::{files, nesting};
use crate::terminal::output::CommandError;

/// Reads the calls in all Rust files in these files and directories. The items of `#[cfg(test)]` are left out.
///
/// # Errors
/// A file or directory can't be read. A file that is not Rust is skipped: it is among `unreadable` of the sources.
pub(crate) fn read(paths: &[PathBuf], sources: &Sources) -> Result<Calls, CommandError> {
    let files = if paths.is_empty() { Vec::new() } else { files::files(paths)? };
    let files = files.into_iter().filter_map(|file| Some((std::fs::read_to_string(&file).ok()?, file)));
    let files: Vec<(String, PathBuf)> = files.collect();
    let texts = files.iter().map(|(text, file)| (file.as_path(), text.as_str()));
    Ok(of_texts(&texts.collect::<Vec<_>>(), &sources.items))
}

/// Reads the calls in the texts of files.
pub(crate) fn of_texts(texts: &[(&Path, &str)], items: &[Item]) -> Calls {
    nesting::on_large_stack(|| {
        let parsed: Vec<(&Path, TokenStream)> = texts
            .iter()
            .filter_map(|(file, text)| Some((*file, text.parse::<TokenStream>().ok()?)))
            .filter(|(_, tokens)| nesting::is_within(tokens.clone(), nesting::LIMIT))
            .collect();
        let mut names = Names::default();
        for (_, tokens) in &parsed {
            aliases(tokens.clone(), &mut names);
        }
        let mut calls = Calls::default();
        let mut called = HashSet::new();
        for (file, tokens) in parsed {
            scan::scan(file, tokens, items, &names, &mut calls, &mut called);
        }
        calls.add_uncalled(items, &called);
        calls
    })
    .unwrap_or_default()
}

impl Calls {
    /// Adds the endpoints and operations that the sources declare and do not call.
    fn add_uncalled(&mut self, items: &[Item], called: &HashSet<(usize, usize)>) {
        for (index, item) in items.iter().enumerate() {
            let endpoints = item.endpoints.iter().enumerate();
            for (_, endpoint) in endpoints.filter(|(at, _)| !called.contains(&(index, *at))) {
                let is_collection = !endpoint.is_singleton && !item.kind.is_operation();
                self.unseen.push(Unseen {
                    file: item.file.clone(),
                    location: endpoint.location,
                    path: Some(EndpointPath { path: methods::template(item, endpoint), is_collection }),
                    message: format!("no call of `{}::{}` is seen", item.name, endpoint.function),
                });
            }
        }
    }
}

/// Collects `One as Other` of imports and `type Other = One;`.
fn aliases(tokens: TokenStream, names: &mut Names) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let word = |at: usize| match trees.get(at) {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        _ => None,
    };
    let is = |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => aliases(group.stream(), names),
            TokenTree::Ident(keyword) if keyword == "as" => {
                if let (Some(one), Some(other)) = (at.checked_sub(1).and_then(word), word(at + 1)) {
                    names.aliases.insert(other, one);
                }
            }
            TokenTree::Ident(keyword) if keyword == "type" && is(at + 2, '=') => {
                let end = (at + 3..trees.len()).find(|at| is(*at, ';'));
                // The type of a path is its last word.
                if let (Some(other), Some(one)) = (word(at + 1), end.and_then(|end| word(end - 1))) {
                    names.aliases.insert(other, one);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
