//! How deeply tokens nest: who parses them calls itself for each level, and a file must not exhaust the stack.

use std::io;
use std::thread;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What is deeper is no program that a person wrote.
pub(super) const MOST: usize = 500;

/// Without optimisation the worst that was found for [`MOST`] levels takes less than half of it.
const STACK: usize = 64 << 20;

/// Does what parses on a stack that is large enough for [`MOST`] levels.
///
/// # Errors
/// There is no memory for the stack.
pub(super) fn on_large_stack<T: Send>(step: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, step)?;
        worker.join().map_err(|_| io::Error::other("the parser gave up"))
    })
}

/// Whether no parser can come to more than so many levels, whatever the tokens mean: a level begins with a token of its own, be
/// it a bracket, a `<`, a `&` or the arrow of a function, and what a comma ends has only the angle brackets in common with what
/// is behind it.
pub(super) fn is_within(tokens: TokenStream, most: usize) -> bool {
    let (mut open, mut since_comma) = (0_usize, 0_usize);
    let mut before = ' ';
    for tree in tokens {
        let mut mark = ' ';
        match &tree {
            // An attribute stands before something, and holds nothing but its own text.
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
        let Some(deeper) = most.checked_sub(open + since_comma) else { return false };
        if let TokenTree::Group(group) = tree
            && !deeper.checked_sub(1).is_some_and(|deeper| is_within(group.stream(), deeper))
        {
            return false;
        }
    }
    true
}
