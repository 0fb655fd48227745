//! The types that extend one, as a tree.

use graph_csdl::Metadata;

use crate::metadata::signature::short;
use crate::terminal::style::{Look, line};

/// As many types are shown at any depth; of more only the first level, and of that as many.
const MOST: usize = 60;

/// The tree in lines, and how many types it stands for.
pub(super) fn derived(metadata: &Metadata, of: &str, look: Look, indent: usize) -> (String, usize) {
    let all = metadata.derived(of);
    let mut text = String::new();
    branch(metadata, of, &all, all.len() <= MOST, &" ".repeat(indent), look, &mut text);
    (text, all.len())
}

fn branch(metadata: &Metadata, of: &str, all: &[&str], is_deep: bool, lead: &str, look: Look, text: &mut String) {
    let extends = |name: &&&str| metadata.structured(name).is_some_and(|ty| ty.base.as_deref() == Some(of));
    let children: Vec<&&str> = all.iter().filter(extends).collect();
    let last = children.len().saturating_sub(1);
    let shown = if is_deep { children.len() } else { MOST };
    for (index, name) in children.iter().enumerate().take(shown) {
        let (fork, next) = if index == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        text.push_str(&look.dim(&format!("{lead}{fork}")));
        text.push_str(short(name));
        let below = metadata.derived(name).len();
        if !is_deep && below > 0 {
            text.push_str(&look.dim(&format!("  and {below} that extend it")));
        }
        text.push('\n');
        // A circle of types has no place in `all` twice, but would be walked for ever.
        if is_deep && lead.chars().count() < 60 {
            branch(metadata, name, all, is_deep, &format!("{lead}{next}"), look, text);
        }
    }
    if children.len() > shown {
        let more = format!("{lead}└─ and {} more, all of them with --json", children.len() - shown);
        line(text, &look.dim(&more));
    }
}
