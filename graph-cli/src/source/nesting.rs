//! The nesting limit of tokens: parsers are recursive, and no file may exhaust the stack.

use std::io;
use std::thread;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The limit. Nobody writes deeper code by hand.
pub(super) const LIMIT: usize = 500;

/// The stack size of the parser. The worst known case at [`LIMIT`] levels takes less than half of it in a debug build.
const STACK: usize = 64 << 20;

/// Runs a parser on a stack that suffices for [`LIMIT`] levels.
///
/// # Errors
/// There is no memory for the stack.
pub(super) fn on_large_stack<T: Send>(step: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, step)?;
        worker.join().map_err(|_| io::Error::other("the parser panicked"))
    })
}

/// Whether every parser needs at most `limit` levels, whatever the tokens mean. Each level starts with its own token: a bracket,
/// `<`, `&` or `->`. A comma ends all levels but those of angle brackets.
pub(super) fn is_within(tokens: TokenStream, limit: usize) -> bool {
    let (mut open, mut since_comma) = (0_usize, 0_usize);
    let mut before = ' ';
    for tree in tokens {
        let mut mark = ' ';
        match &tree {
            // The content of an attribute is parsed separately.
            TokenTree::Group(group) if before == '#' && group.delimiter() == Delimiter::Bracket => {}
            TokenTree::Punct(punct) => {
                mark = punct.as_char();
                match mark {
                    ',' | ';' => since_comma = 0,
                    '<' => open += 1,
                    '>' if !matches!(before, '-' | '=') => open = open.saturating_sub(1),
                    '#' => {}
                    _ => since_comma += 1,
                }
            }
            _ => since_comma += 1,
        }
        before = mark;
        let Some(deeper) = limit.checked_sub(open + since_comma) else { return false };
        if let TokenTree::Group(group) = tree
            && !deeper.checked_sub(1).is_some_and(|deeper| is_within(group.stream(), deeper))
        {
            return false;
        }
    }
    true
}
