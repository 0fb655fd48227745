//! The permissions that let all requests pass: the least set, and a comparison with those that are granted.

use graph_csdl::permissions::{Grant, Scheme};

use super::requests::{Request, Requests};

/// The least set of permissions that lets each request pass that the scheme supports, sorted by name.
///
/// It begins with the least permission of each request. One that the others make superfluous is removed, the most privileged first:
/// `Mail.Read` beside `Mail.ReadWrite`.
pub(super) fn least_set<'t>(requests: &Requests<'t>, scheme: Scheme) -> Vec<&'t str> {
    let mut chosen: Vec<&str> = Vec::new();
    let all: Vec<Vec<Grant<'t>>> = requests.all.iter().map(|request| request.grants(scheme)).collect();
    for least in all.iter().filter_map(|grants| grants.first()) {
        add(&mut chosen, least.permission.name());
        // One of those that are required as well.
        if !least.also.iter().any(|name| chosen.contains(&&**name)) {
            least.also.first().into_iter().for_each(|name| add(&mut chosen, name));
        }
    }
    without_superfluous(&mut chosen, &all);
    chosen.sort_unstable();
    chosen
}

fn add<'t>(chosen: &mut Vec<&'t str>, name: &'t str) {
    if !chosen.contains(&name) {
        chosen.push(name);
    }
}

/// Removes each permission without which the same requests pass.
fn without_superfluous(chosen: &mut Vec<&str>, all: &[Vec<Grant<'_>>]) {
    let passing = |names: &[&str]| all.iter().map(|grants| passes(grants, names)).collect::<Vec<bool>>();
    let before = passing(chosen);
    // The place of a permission among those of the requests: later is more privileged.
    let place = |name: &str| {
        let places = all.iter().filter_map(|grants| grants.iter().position(|grant| grant.permission.name() == name));
        places.max().unwrap_or_default()
    };
    let mut order: Vec<&str> = chosen.clone();
    order.sort_by_key(|name| std::cmp::Reverse(place(name)));
    for name in order {
        let others: Vec<&str> = chosen.iter().copied().filter(|other| *other != name).collect();
        if passing(&others) == before {
            *chosen = others;
        }
    }
}

/// Whether a request passes with these permissions.
fn passes(grants: &[Grant<'_>], names: &[&str]) -> bool {
    grants.iter().any(|grant| {
        let has_also = grant.also.is_empty() || grant.also.iter().any(|name| names.contains(&&**name));
        names.contains(&grant.permission.name()) && has_also
    })
}

/// The comparison of granted permissions with the needed ones.
pub(super) struct Granted<'t> {
    /// The least permissions of the requests that do not pass.
    pub(super) missing: Vec<&'t str>,
    /// The granted permissions without which the same requests pass, once the missing ones are added.
    pub(super) unneeded: Vec<String>,
    /// The granted permissions that are needed, and broader than those of the least set.
    pub(super) broader: Vec<String>,
    /// The requests that do not pass: method and path.
    pub(super) uncovered: Vec<(String, String)>,
}

impl Granted<'_> {
    /// Whether nothing is missing, and nothing granted without need.
    pub(super) fn is_exact(&self) -> bool {
        self.missing.is_empty() && self.unneeded.is_empty()
    }
}

/// Compares the granted permissions with the requests.
pub(super) fn granted<'t>(requests: &Requests<'t>, scheme: Scheme, names: &[&str]) -> Granted<'t> {
    let all: Vec<Vec<Grant<'t>>> = requests.all.iter().map(|request| request.grants(scheme)).collect();
    let fails = |(_, grants): &(&Request<'t>, &Vec<Grant<'t>>)| !grants.is_empty() && !passes(grants, names);
    let failing: Vec<_> = requests.all.iter().zip(&all).filter(fails).collect();
    let mut missing: Vec<&str> = Vec::new();
    for grant in failing.iter().filter_map(|(_, grants)| grants.first()) {
        for name in std::iter::once(grant.permission.name()).chain(grant.also.first().map(|name| &**name)) {
            if !names.contains(&name) {
                add(&mut missing, name);
            }
        }
    }
    missing.sort_unstable();
    let mut needed = [names, &missing].concat();
    without_superfluous(&mut needed, &all);
    let least = least_set(requests, scheme);
    let among = |is_meant: &dyn Fn(&&str) -> bool| {
        names.iter().copied().filter(is_meant).map(str::to_owned).collect::<Vec<String>>()
    };
    Granted {
        missing,
        unneeded: among(&|name| !needed.contains(name)),
        broader: among(&|name| needed.contains(name) && !least.contains(name)),
        uncovered: failing.iter().map(|(request, _)| (request.method.clone(), request.path.clone())).collect(),
    }
}
