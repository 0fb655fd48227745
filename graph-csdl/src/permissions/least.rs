//! The least sets of permissions that let requests pass.

use std::collections::{HashMap, HashSet};

use super::table::Grant;

/// The requests by their grants, and by the permissions in them. The letter case of names is ignored.
pub(super) struct Needs<'t> {
    /// By the index of the request.
    grants: Vec<Vec<Grant<'t>>>,
    permissions: HashMap<String, Uses>,
}

/// The requests that a permission helps to pass.
#[derive(Default)]
struct Uses {
    requests: Vec<usize>,
    /// The last place among the permissions of one of them: later is more privileged.
    place: usize,
}

/// Permissions that a token has. The letter case of names is ignored.
#[derive(Clone, Default)]
pub(super) struct Held(HashSet<String>);

impl Held {
    pub(super) fn new(names: &[&str]) -> Self {
        Self(names.iter().map(|name| name.to_ascii_lowercase()).collect())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(&name.to_ascii_lowercase())
    }

    /// Adds a permission. Returns `false` if it was there.
    fn add(&mut self, name: &str) -> bool {
        self.0.insert(name.to_ascii_lowercase())
    }

    fn remove(&mut self, name: &str) {
        self.0.remove(&name.to_ascii_lowercase());
    }

    fn lets_pass(&self, grants: &[Grant<'_>]) -> bool {
        grants.iter().any(|grant| grant.is_held_by(|name| self.has(name)))
    }
}

impl<'t> Needs<'t> {
    pub(super) fn new(grants: Vec<Vec<Grant<'t>>>) -> Self {
        let mut permissions: HashMap<String, Uses> = HashMap::new();
        for (request, grants) in grants.iter().enumerate() {
            for (place, grant) in grants.iter().enumerate() {
                let name = grant.permission.name();
                let uses = permissions.entry(name.to_ascii_lowercase()).or_default();
                uses.requests.push(request);
                uses.place = uses.place.max(place);
                for name in &grant.also {
                    permissions.entry(name.to_ascii_lowercase()).or_default().requests.push(request);
                }
            }
        }
        Self { grants, permissions }
    }

    /// The requests that the scheme supports, and that do not pass with these permissions.
    pub(super) fn failing(&self, held: &Held) -> Vec<usize> {
        let all = self.grants.iter().enumerate();
        all.filter(|(_, grants)| !grants.is_empty() && !held.lets_pass(grants)).map(|(request, _)| request).collect()
    }

    /// The least permissions that let these requests pass, beside those that a token has; none of them is superfluous. They are added to the token.
    pub(super) fn least(&self, requests: &[usize], held: &mut Held) -> Vec<&'t str> {
        let mut added = Vec::new();
        for least in requests.iter().filter_map(|request| self.grants.get(*request)?.first()) {
            let name = least.permission.name();
            added.extend(held.add(name).then_some(name));
            if let Some(also) = least.also.first().filter(|_| !least.also.iter().any(|name| held.has(name))) {
                held.add(also);
                added.push(also);
            }
        }
        self.remove_superfluous(&mut added, held);
        added.sort_unstable();
        added
    }

    /// Removes each of these permissions without which the same requests pass, the most privileged first.
    pub(super) fn remove_superfluous(&self, names: &mut Vec<&str>, held: &mut Held) {
        let mut order = names.clone();
        order.sort_by_key(|name| std::cmp::Reverse(self.uses(name).map_or(0, |uses| uses.place)));
        for name in order {
            let requests = self.uses(name).into_iter().flat_map(|uses| &uses.requests);
            let grants = requests.filter_map(|request| self.grants.get(*request));
            let passing: Vec<_> = grants.filter(|grants| held.lets_pass(grants)).collect();
            held.remove(name);
            if passing.iter().all(|grants| held.lets_pass(grants)) {
                names.retain(|other| *other != name);
            } else {
                held.add(name);
            }
        }
    }

    fn uses(&self, name: &str) -> Option<&Uses> {
        self.permissions.get(&name.to_ascii_lowercase())
    }
}
