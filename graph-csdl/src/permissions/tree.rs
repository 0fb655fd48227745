//! The paths below one root, as a tree of steps.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::permission::Scheme;
use super::steps::{self, Step};

/// The resources below a root, by the index of their nodes. The first one is above the root.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A resource.
#[derive(Debug, Default)]
pub(super) struct Node {
    names: BTreeMap<Box<str>, usize>,
    key: Option<usize>,
    path_of_names: Option<usize>,
    /// The path as the table has it.
    pub(super) path: Box<str>,
    pub(super) entries: Vec<Entry>,
}

/// A permission at a path. Methods and schemes are sets of bits.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) permission: usize,
    pub(super) methods: u8,
    pub(super) schemes: u8,
    /// The schemes of which the permission is marked as the least one.
    pub(super) least: u8,
    /// One of these is required as well.
    pub(super) also: Vec<Box<str>>,
}

impl Entry {
    pub(super) const fn has(&self, method: u8, scheme: Scheme) -> bool {
        self.methods & method != 0 && self.schemes & scheme.bit() != 0
    }
}

impl Tree {
    /// The tree of these paths of the table.
    pub(super) fn new(listed: &[(Box<str>, Entry)]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()] };
        for (path, entry) in listed {
            tree.insert(path, entry.clone());
        }
        tree
    }

    fn insert(&mut self, path: &str, entry: Entry) {
        let mut at = 0;
        for step in steps::of_table(path) {
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = match step {
                Step::Name(name) | Step::Qualified(name) | Step::Alias(name) => {
                    *node.names.entry(name.into()).or_insert(next)
                }
                Step::Key | Step::InParentheses => *node.key.get_or_insert(next),
                Step::Names => *node.path_of_names.get_or_insert(next),
            };
            if at == next {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            if node.path.is_empty() {
                node.path = path.trim_start_matches('/').into();
            }
            node.entries.push(entry);
        }
    }

    /// The number of paths.
    pub(super) fn path_count(&self) -> usize {
        self.nodes.iter().filter(|node| !node.entries.is_empty()).count()
    }

    /// Adds the listed resources at these steps, the nearest first.
    pub(super) fn find<'t>(&'t self, steps: &[Step], found: &mut Vec<&'t Node>) {
        self.find_below(Some(0), steps, found);
    }

    fn find_below<'t>(&'t self, at: Option<usize>, steps: &[Step], found: &mut Vec<&'t Node>) {
        let Some(node) = self.node(at) else { return };
        let Some((step, rest)) = steps.split_first() else {
            if !node.entries.is_empty() {
                found.push(node);
            }
            return;
        };
        // A name and what is in parentheses after it may be the text of a key.
        let after_text = match rest.split_first() {
            Some((Step::InParentheses, after)) => after,
            _ => rest,
        };
        match step {
            Step::Key | Step::InParentheses => self.find_below(node.key, rest, found),
            Step::Name(name) => {
                self.find_named(node, name, rest, found);
                // A key that begins with `$` is quoted.
                if !name.starts_with('$') {
                    self.find_below(node.key, after_text, found);
                }
            }
            Step::Qualified(name) => {
                self.find_named(node, name, rest, found);
                self.find_below(at, rest, found);
                self.find_below(node.key, after_text, found);
            }
            Step::Alias(name) => {
                self.find_named(node, name, rest, found);
                self.find_below(node.key, after_text, found);
                self.find_below(at, rest, found);
            }
            Step::Names => {
                self.find_below(node.path_of_names, rest, found);
                self.find_below(at, rest, found);
            }
        }
    }

    /// Follows a name: as it is, as a collection with an alternate key, without its parameters, or with any.
    fn find_named<'t>(&'t self, node: &'t Node, name: &str, rest: &[Step], found: &mut Vec<&'t Node>) {
        let child = |name: &str| node.names.get(name).copied();
        let key_of = |name: &str| self.node(child(name)).and_then(|child| child.key);
        self.find_below(child(name), rest, found);
        if let Some(called) = steps::without_parameters(name) {
            self.find_below(key_of(called), rest, found);
            self.find_below(child(called), rest, found);
        } else {
            let call = format!("{name}(");
            let later = node.names.range::<str, _>((Bound::Included(call.as_str()), Bound::Unbounded));
            for (_, overload) in later.take_while(|(name, _)| name.starts_with(&call)) {
                self.find_below(Some(*overload), rest, found);
            }
        }
        // `root` is an item like `items/{id}`.
        if name == "root" {
            self.find_below(key_of("items"), rest, found);
        }
    }

    fn node(&self, at: Option<usize>) -> Option<&Node> {
        self.nodes.get(at?)
    }
}
