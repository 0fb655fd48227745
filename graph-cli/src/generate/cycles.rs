//! Which structs hold one another by value, and so need a `Box`.

use std::collections::{HashMap, HashSet};

use super::plan::{Held, Plan};

/// Which structs each struct holds by value, directly or not.
pub(super) struct Cycles<'m> {
    within: HashMap<&'m str, HashSet<&'m str>>,
}

impl<'m> Cycles<'m> {
    pub(super) fn find(plan: &Plan<'m>) -> Self {
        let mut held: HashMap<&'m str, Vec<&'m str>> = HashMap::new();
        for of in plan.types.iter().map(|definition| definition.name()) {
            let single = plan.fields(of).iter().filter(|field| !field.ty.is_collection);
            let structs = single.filter_map(|field| match plan.held(field.ty) {
                Held::Struct(name) => Some(name),
                _ => None,
            });
            held.insert(of, structs.collect());
        }
        let within = held.keys().map(|of| (*of, reached(&held, of))).collect();
        Self { within }
    }

    /// Whether a struct that holds another by value would hold itself.
    pub(super) fn is_cycle(&self, outer: &str, inner: &str) -> bool {
        outer == inner || self.within.get(inner).is_some_and(|within| within.contains(outer))
    }
}

fn reached<'m>(held: &HashMap<&'m str, Vec<&'m str>>, of: &str) -> HashSet<&'m str> {
    let mut found = HashSet::new();
    let mut open: Vec<&'m str> = held.get(of).cloned().unwrap_or_default();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(held.get(next).into_iter().flatten());
        }
    }
    found
}
