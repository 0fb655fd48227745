//! The paths below one root, as a tree of steps.

use std::collections::HashMap;

use super::method::method_bit;
use super::permission::Scheme;
use super::steps::{self, Step};

/// The node above the root.
const ROOT: usize = 0;

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

/// A resource that is found.
#[derive(Debug, Clone)]
pub(super) struct Found<'t> {
    pub(super) node: &'t Node,
    /// The path ends with the name of a type that the table does not list.
    ends_with_cast: bool,
}

impl Found<'_> {
    /// The methods of the requests that the table lists.
    ///
    /// # Rule
    /// The name at the end of a `POST` is that of an action: `users/microsoft.graph.getByIds`. The table lists the types by which a `POST`
    /// creates an entity, so that the name with its namespace finds what it finds without it.
    pub(super) fn methods(&self) -> u8 {
        let listed = self.node.entries.iter().fold(0, |methods, entry| methods | entry.methods);
        if self.ends_with_cast { listed & !method_bit("POST") } else { listed }
    }
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
                Step::Name(name) | Step::Call(name) | Step::Qualified(name) | Step::Alias(name) => {
                    node.name(name, next)
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
    pub(super) fn find<'t>(&'t self, steps: &[Step], found: &mut Vec<Found<'t>>) {
        self.search(steps, None, found);
    }

    /// Adds the listed resources at the steps before a `$ref`, `$value` or `$count` at the end, the nearest first.
    pub(super) fn find_before_suffix<'t>(&'t self, steps: &[Step], found: &mut Vec<Found<'t>>) {
        if let [front @ .., last @ Step::Name(name)] = steps
            && matches!(name.as_str(), "$ref" | "$value" | "$count")
        {
            self.search(front, Some(last), found);
        }
    }

    fn search<'t>(&'t self, steps: &[Step], suffix: Option<&Step>, found: &mut Vec<Found<'t>>) {
        let visited = vec![0; self.nodes.len()];
        Search { tree: self, steps, has_suffix: suffix.is_some(), visited, found }.visit(Some(ROOT), 0);
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
    /// A `$ref`, `$value` or `$count` follows the steps.
    has_suffix: bool,
    /// For each node, the set of indexes of the steps after it. There are at most `steps::MOST` steps, and one more for a user.
    visited: Vec<u128>,
    found: &'s mut Vec<Found<'t>>,
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
            return self.add(node, false);
        };
        // A name and what is in parentheses after it may be the text of a key.
        let after_text = if steps.get(next) == Some(&Step::InParentheses) { next + 1 } else { next };
        match step {
            Step::Key | Step::InParentheses => self.visit(node.key, next),
            Step::Name(name) => {
                self.visit_named(at, node, name, next);
                // A key that begins with `$` is quoted.
                if !name.starts_with('$') {
                    self.visit(node.key, after_text);
                }
            }
            Step::Call(name) => self.visit_called(at, node, name, next),
            Step::Qualified(name) => {
                self.visit_named(at, node, name, next);
                self.visit_cast(at, node, next);
                self.visit(node.key, after_text);
            }
            Step::Alias(name) => {
                self.visit_named(at, node, name, next);
                self.visit(node.key, after_text);
                self.visit_cast(at, node, next);
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

    fn add(&mut self, node: &'t Node, ends_with_cast: bool) {
        if !node.entries.is_empty() {
            self.found.push(Found { node, ends_with_cast });
        }
    }

    /// Leaves out the name of a type.
    fn visit_cast(&mut self, at: Option<usize>, node: &'t Node, next: usize) {
        if next == self.steps.len() && !self.has_suffix {
            self.add(node, true);
        } else {
            self.visit(at, next);
        }
    }

    /// Follows a name: as it is, or as a function with any parameters.
    fn visit_named(&mut self, at: Option<usize>, node: &'t Node, name: &str, next: usize) {
        let child = node.names.get(name).copied();
        self.visit(child, next);
        self.visit_overloads(at, node, name, next);
        let is_key = |step: &Step| matches!(step, Step::Name(_) | Step::Key | Step::InParentheses);
        // `root` and `special/{name}` are items like `items/{id}`.
        let next = match name {
            "root" => next,
            "special" if self.steps.get(next).is_some_and(is_key) => next + 1,
            _ => return,
        };
        self.visit(self.key_of(node.names.get("items").copied()), next);
    }

    /// Follows a name with parentheses: with these parameters; as a collection with an alternate key; or as a function that the table lists
    /// without parameters, or with others.
    fn visit_called(&mut self, at: Option<usize>, node: &'t Node, name: &str, next: usize) {
        self.visit(node.names.get(name).copied(), next);
        let Some(called) = steps::without_parameters(name) else {
            return self.visit_overloads(at, node, name, next);
        };
        let child = node.names.get(called).copied();
        let key = self.key_of(child);
        self.visit(if self.is_collection(at, child) { key } else { child }, next);
    }

    /// Follows a name without parameters as a function with any. The parameters of a collection are an alternate key.
    fn visit_overloads(&mut self, at: Option<usize>, node: &'t Node, name: &str, next: usize) {
        if !self.is_collection(at, node.names.get(name).copied()) {
            for overload in node.overloads.get(name).into_iter().flatten() {
                self.visit(Some(*overload), next);
            }
        }
    }

    /// Whether parameters after a name are an alternate key: the table lists a key there, or the name is at the root, where no function is.
    fn is_collection(&self, at: Option<usize>, child: Option<usize>) -> bool {
        at == Some(ROOT) || self.key_of(child).is_some()
    }

    fn key_of(&self, at: Option<usize>) -> Option<usize> {
        self.tree.node(at)?.key
    }
}
