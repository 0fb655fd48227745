//! The table, and the answers to its questions.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use super::method::{METHODS, method_bit};
use super::permission::{Permission, Scheme};
use super::steps::{self, Step};
use super::tree::{Entry, Found, Node, Tree};
use crate::similar::nearest;

/// The service's table of permissions.
#[derive(Debug, Default)]
pub struct PermissionTable {
    permissions: Vec<Permission>,
    /// By the name of the first segment, in lower case.
    roots: HashMap<Box<str>, Root>,
}

/// The paths that begin with one name. Their tree is built when the first of them is looked up.
#[derive(Debug, Default)]
struct Root {
    listed: Vec<(Box<str>, Entry)>,
    tree: OnceLock<Tree>,
}

impl Root {
    fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| Tree::new(&self.listed))
    }
}

impl PermissionTable {
    /// Adds a permission, and returns its index.
    pub(super) fn add(&mut self, permission: Permission) -> usize {
        self.permissions.push(permission);
        self.permissions.len() - 1
    }

    pub(super) fn permission_mut(&mut self, index: usize) -> Option<&mut Permission> {
        self.permissions.get_mut(index)
    }

    /// Adds an entry at a path of the table.
    pub(super) fn insert(&mut self, path: Box<str>, entry: Entry) {
        let Some(permission) = self.permissions.get_mut(entry.permission) else { return };
        permission.count(entry.methods.count_ones() as usize, entry.schemes);
        let root = path.trim_start_matches('/').split(['/', '(']).next().unwrap_or_default().to_lowercase();
        self.roots.entry(root.into()).or_default().listed.push((path, entry));
    }

    /// All permissions, in the order of the file.
    #[must_use]
    pub fn permissions(&self) -> &[Permission] {
        &self.permissions
    }

    /// The permission of this name.
    #[must_use]
    pub fn permission(&self, name: &str) -> Option<&Permission> {
        self.permissions.iter().find(|permission| permission.name() == name)
    }

    /// The name of a permission that is similar to an unknown one.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.permissions.iter().map(Permission::name))
    }

    /// Whether a path has too many segments to be looked up. [`at`](Self::at) finds nothing for it.
    #[must_use]
    pub fn is_too_long(path: &str) -> bool {
        steps::of_request(path).len() > steps::MOST
    }

    /// The number of paths. Two that are the same by the rules of paths are counted once.
    #[must_use]
    pub fn path_count(&self) -> usize {
        self.roots.values().map(|root| root.tree().path_count()).sum()
    }

    /// The permissions of a path relative to the service root: `users/{userId}/messages`, `me/sendMail`,
    /// `groups/ada/members/$ref`. `None` if the table lists no path for it by the rules of paths.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<PathPermissions<'_>> {
        let steps = steps::of_request(path);
        let is_of_user = matches!(steps.first(), Some(Step::Name(name) | Step::Call(name)) if name == "me");
        let mut found = Vec::new();
        self.find(&steps, &mut found);
        (!found.is_empty()).then_some(PathPermissions { permissions: &self.permissions, found, is_of_user })
    }

    /// Adds the listed resources at these steps, the nearest first.
    fn find<'t>(&'t self, steps: &[Step], found: &mut Vec<Found<'t>>) {
        let Some(Step::Name(first) | Step::Call(first)) = steps.first().filter(|_| steps.len() <= steps::MOST) else {
            return;
        };
        let root = steps::without_parameters(first).unwrap_or(first);
        let user = [Step::Name("users".to_owned()), Step::Key];
        let as_user = steps.get(1..).filter(|_| first == "me").map(|rest| [&user, rest].concat());
        let paths = [Some((root, steps)), as_user.as_deref().map(|steps| ("users", steps))];
        let trees = || paths.into_iter().flatten().filter_map(|(root, steps)| Some((self.roots.get(root)?, steps)));
        for (root, steps) in trees() {
            root.tree().find(steps, found);
        }
        for (root, steps) in trees() {
            root.tree().find_before_suffix(steps, found);
        }
    }
}

/// The permissions of the requests at a path.
#[derive(Debug, Clone)]
pub struct PathPermissions<'t> {
    permissions: &'t [Permission],
    /// The nearest first.
    found: Vec<Found<'t>>,
    /// The path begins with `me`.
    is_of_user: bool,
}

/// A permission that lets a request pass, if one of those that are required as well comes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grant<'t> {
    /// The permission.
    pub permission: &'t Permission,
    /// One of these is required as well, unless it is empty.
    pub also: Vec<&'t str>,
    /// The table marks it as the least one of the request.
    pub is_marked: bool,
}

/// The name of the permission, and those of which one is required as well: `A`, `A with B`, `A with one of B, C`.
impl fmt::Display for Grant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.permission.name())?;
        match self.also.as_slice() {
            [] => Ok(()),
            [only] => write!(f, " with {only}"),
            several => write!(f, " with one of {}", several.join(", ")),
        }
    }
}

impl Grant<'_> {
    /// Adds another entry of the same permission: either lets the request pass.
    fn extend(&mut self, other: Self) {
        self.is_marked |= other.is_marked;
        if self.also.is_empty() || other.also.is_empty() {
            self.also.clear();
            return;
        }
        for name in other.also {
            if !self.also.contains(&name) {
                self.also.push(name);
            }
        }
    }

    /// Whether a token that has these permissions has this one, and one of those that are required as well. The identity platform ignores
    /// the letter case of their names.
    pub fn is_held<S: AsRef<str>>(&self, held: &[S]) -> bool {
        self.is_held_by(|name| held.iter().any(|held| held.as_ref().eq_ignore_ascii_case(name)))
    }

    pub(super) fn is_held_by(&self, has: impl Fn(&str) -> bool) -> bool {
        has(self.permission.name()) && (self.also.is_empty() || self.also.iter().any(|name| has(name)))
    }
}

impl<'t> PathPermissions<'t> {
    /// The methods of the requests that the table lists at the nearest path.
    pub fn methods(&self) -> impl Iterator<Item = &'static str> {
        let listed = self.found.first().map_or(0, Found::methods);
        METHODS.into_iter().filter(move |method| listed & method_bit(method) != 0)
    }

    /// The path of the table that lists requests of this method, without a `/` at its start; `None` if none does.
    #[must_use]
    pub fn path(&self, method: &str) -> Option<&'t str> {
        self.listed(method_bit(method)).map(|node| &*node.path)
    }

    /// The path of the table for a request, with `me` for the user if the request is about the signed-in one.
    pub(super) fn request_path(&self, method: &str) -> Option<Cow<'t, str>> {
        let path = self.path(method)?;
        let of_user = path.get(.."users/".len()).filter(|root| self.is_of_user && root.eq_ignore_ascii_case("users/"));
        let rest = of_user.and_then(|root| path.get(root.len()..)?.split_once('}'));
        Some(rest.map_or(Cow::Borrowed(path), |(_, rest)| Cow::Owned(format!("me{rest}"))))
    }

    /// The nearest resource that lists a method.
    fn listed(&self, method: u8) -> Option<&'t Node> {
        self.found.iter().find(|found| found.methods() & method != 0).map(|found| found.node)
    }

    /// The permissions of which each alone lets the request pass, the least first. Empty if requests of this method are not
    /// supported with the scheme, or not listed.
    #[must_use]
    pub fn grants(&self, method: &str, scheme: Scheme) -> Vec<Grant<'t>> {
        let bit = method_bit(method);
        let node = self.listed(bit).filter(|_| !(self.is_of_user && scheme == Scheme::Application));
        let mut grants: Vec<Grant<'t>> = Vec::new();
        for entry in node.iter().flat_map(|node| &node.entries).filter(|entry| entry.has(bit, scheme)) {
            let is_marked = entry.least & scheme.bit() != 0;
            let Some(permission) = self.permissions.get(entry.permission) else { continue };
            let also = entry.also.iter().map(|name| &**name).collect();
            let grant = Grant { permission, also, is_marked };
            // The table lists some twice.
            match grants.iter_mut().find(|known| known.permission.name() == permission.name()) {
                Some(known) => known.extend(grant),
                None => grants.push(grant),
            }
        }
        let method = method.to_ascii_uppercase();
        grants.sort_by(|one, other| {
            let rank = |grant: &Grant<'t>| grant.permission.rank(&method, scheme, grant.is_marked);
            rank(one).cmp(&rank(other))
        });
        grants
    }

    /// The least of the [grants](Self::grants).
    #[must_use]
    pub fn least(&self, method: &str, scheme: Scheme) -> Option<Grant<'t>> {
        self.grants(method, scheme).into_iter().next()
    }
}
