//! The paths below one root, as a tree of steps.

use std::collections::HashMap;

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
    names: HashMap<Box<str>, usize>,
    /// The names with parameters, by the name without them.
    overloads: HashMap<Box<str>, Vec<usize>>,
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

impl Node {
    /// The child of this name; `next` if there was none.
    fn name(&mut self, name: String, next: usize) -> usize {
        if let Some(known) = self.names.get(name.as_str()) {
            return *known;
        }
        if let Some(called) = steps::without_parameters(&name) {
            self.overloads.entry(called.into()).or_default().push(next);
        }
        self.names.insert(name.into(), next);
        next
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
                Step::Name(name) | Step::Qualified(name) | Step::Alias(name) => node.name(name, next),
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
        let visited = vec![0; self.nodes.len()];
        Search { tree: self, steps, visited, found }.visit(Some(0), 0);
    }

    fn node(&self, at: Option<usize>) -> Option<&Node> {
        self.nodes.get(at?)
    }
}

/// A search for the resources at some steps. Casts, keys and repetitions have many readings that meet at the same resource and step, so that it
/// visits each pair of them once.
struct Search<'t, 's> {
    tree: &'t Tree,
    steps: &'s [Step],
    /// For each node, the set of indexes of the steps after it. There are at most `steps::MOST` steps, and one more for a user.
    visited: Vec<u128>,
    found: &'s mut Vec<&'t Node>,
}

impl<'t> Search<'t, '_> {
    /// Follows the steps from an index on.
    fn visit(&mut self, at: Option<usize>, index: usize) {
        let (Some(node), Some(visited)) = (self.tree.node(at), at.and_then(|at| self.visited.get_mut(at))) else {
            return;
        };
        let before = *visited;
        *visited |= 1 << index;
        if *visited == before {
            return;
        }
        let (steps, next) = (self.steps, index + 1);
        let Some(step) = steps.get(index) else {
            if !node.entries.is_empty() {
                self.found.push(node);
            }
            return;
        };
        // A name and what is in parentheses after it may be the text of a key.
        let after_text = if steps.get(next) == Some(&Step::InParentheses) { next + 1 } else { next };
        match step {
            Step::Key | Step::InParentheses => self.visit(node.key, next),
            Step::Name(name) => {
                self.visit_named(node, name, next);
                // A key that begins with `$` is quoted.
                if !name.starts_with('$') {
                    self.visit(node.key, after_text);
                }
            }
            Step::Qualified(name) => {
                self.visit_named(node, name, next);
                self.visit(at, next);
                self.visit(node.key, after_text);
            }
            Step::Alias(name) => {
                self.visit_named(node, name, next);
                self.visit(node.key, after_text);
                self.visit(at, next);
            }
            Step::Names => {
                self.visit(node.path_of_names, next);
                self.visit(at, next);
            }
        }
        if steps::is_repetition(steps.get(index..).unwrap_or_default()) {
            self.visit(at, index + 2);
        }
    }

    /// Follows a name: as it is, as a collection with an alternate key, without its parameters, or with any.
    fn visit_named(&mut self, node: &'t Node, name: &str, next: usize) {
        let child = |name: &str| node.names.get(name).copied();
        let key_of = |name: &str| self.tree.node(child(name)).and_then(|child| child.key);
        let items = key_of("items");
        let with_key = steps::without_parameters(name).map(|called| (key_of(called), child(called)));
        self.visit(child(name), next);
        if let Some((key, called)) = with_key {
            self.visit(key, next);
            self.visit(called, next);
        } else {
            for overload in node.overloads.get(name).into_iter().flatten() {
                self.visit(Some(*overload), next);
            }
        }
        // `root` is an item like `items/{id}`.
        if name == "root" {
            self.visit(items, next);
        }
    }
}
