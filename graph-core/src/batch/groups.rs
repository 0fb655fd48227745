//! Grouping of requests into batch calls, by their versions and dependencies.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::error::BatchError;
use crate::value::path::ApiVersion;

/// The maximum number of requests in a call.
pub(super) const MOST: usize = 20;

/// The properties of a request that determine its call.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    /// The position in the batch, from 0.
    pub(super) index: usize,
    pub(super) version: ApiVersion,
    /// The positions of its dependencies, which precede it.
    pub(super) after: &'a [usize],
}

/// The requests of one call, in the order of `add`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) version: ApiVersion,
    pub(super) members: Vec<usize>,
    /// No request of the call depends on another.
    is_parallel: bool,
}

/// Combines independent requests up to the maximum of a call. Requests that depend on one another have a call of their own.
///
/// # Rule
/// The service refuses a call with both: "Batch should be either fully sequential or fully parallel"
/// ([JSON batching](https://learn.microsoft.com/graph/json-batching#sequencing-requests-with-the-dependson-property)).
pub(super) fn groups(nodes: &[Node<'_>]) -> Result<Vec<Group>, BatchError> {
    let are_independent = nodes.iter().all(|node| node.after.is_empty());
    let components = if are_independent {
        nodes.iter().map(|node| (node.version, vec![node.index])).collect()
    } else {
        components(nodes)?
    };
    let mut groups: Vec<Group> = Vec::new();
    for (version, members) in components {
        let is_parallel = members.len() == 1;
        let has_room = |group: &&mut Group| group.is_parallel && group.version == version && group.members.len() < MOST;
        match groups.iter_mut().find(has_room).filter(|_| is_parallel) {
            Some(group) => group.members.extend(members),
            None => groups.push(Group { version, members, is_parallel }),
        }
    }
    Ok(groups)
}

/// The connected components of the dependencies, by their first requests.
fn components(nodes: &[Node<'_>]) -> Result<Vec<(ApiVersion, Vec<usize>)>, BatchError> {
    let mut component_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut components: BTreeMap<usize, (ApiVersion, Vec<usize>)> = BTreeMap::new();
    for &Node { index, version, after } in nodes {
        let joined: BTreeSet<usize> = after.iter().filter_map(|before| component_of.get(before).copied()).collect();
        let mut members = vec![index];
        for first in &joined {
            let Some((other, others)) = components.remove(first) else { continue };
            if other != version {
                let before = after.iter().copied().find(|before| others.contains(before)).unwrap_or(*first);
                return Err(BatchError::AcrossVersions { request: index + 1, after: before + 1 });
            }
            members.extend(others);
        }
        members.sort_unstable();
        let first = joined.first().copied().unwrap_or(index);
        component_of.extend(members.iter().map(|member| (*member, first)));
        components.insert(first, (version, members));
    }
    match components.iter().find(|(_, (_, members))| members.len() > MOST) {
        Some((first, (_, members))) => Err(BatchError::TooManyDependents { first: first + 1, count: members.len() }),
        None => Ok(components.into_values().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(index: usize, after: &[usize]) -> Node<'_> {
        Node { index, version: ApiVersion::V1_0, after }
    }

    fn members(nodes: &[Node<'_>]) -> Vec<Vec<usize>> {
        let groups = groups(nodes).unwrap_or_else(|error| panic!("{error}"));
        groups.into_iter().map(|group| group.members).collect()
    }

    fn error(nodes: &[Node<'_>]) -> String {
        groups(nodes).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn independent_requests_fill_one_call_after_the_other() {
        assert!(members(&[]).is_empty());
        let nodes: Vec<Node<'_>> = (0..45).map(|index| node(index, &[])).collect();
        assert_eq!(members(&nodes), [(0..20).collect::<Vec<_>>(), (20..40).collect(), (40..45).collect()]);
    }

    #[test]
    fn dependent_requests_have_a_call_of_their_own() {
        let nodes = [node(0, &[]), node(1, &[]), node(2, &[0]), node(3, &[]), node(4, &[2]), node(5, &[3])];
        assert_eq!(members(&nodes), [vec![0, 2, 4], vec![1], vec![3, 5]]);
    }

    #[test]
    fn a_request_joins_the_call_of_its_dependencies() {
        let nodes = [node(0, &[]), node(1, &[0]), node(2, &[]), node(3, &[]), node(4, &[3, 1, 3]), node(5, &[])];
        assert_eq!(members(&nodes), [vec![0, 1, 3, 4], vec![2, 5]]);
    }

    #[test]
    fn indices_may_have_gaps() {
        assert_eq!(members(&[node(3, &[]), node(7, &[3]), node(9, &[])]), [vec![3, 7], vec![9]]);
    }

    #[test]
    fn twenty_depend_on_one_another_and_no_more() {
        let before: Vec<[usize; 1]> = (0..20).map(|index| [index]).collect();
        let after = |index: usize| index.checked_sub(1).and_then(|last| before.get(last)).map_or(&[][..], |one| one);
        let chain = |length: usize| (0..length).map(|index| node(index, after(index))).collect::<Vec<_>>();
        assert_eq!(members(&chain(20)), [(0..20).collect::<Vec<_>>()]);
        assert_eq!(
            error(&chain(21)),
            "21 requests depend on one another, from request 1 on, and one call takes 20: \
             send some of them in a later batch"
        );
    }

    #[test]
    fn a_version_has_its_own_calls() {
        fn beta(index: usize, after: &[usize]) -> Node<'_> {
            Node { version: ApiVersion::Beta, ..node(index, after) }
        }
        assert_eq!(members(&[node(0, &[]), beta(1, &[]), node(2, &[]), beta(3, &[])]), [vec![0, 2], vec![1, 3]]);
        assert_eq!(
            error(&[node(0, &[]), node(1, &[]), node(2, &[0]), beta(3, &[2])]),
            "request 4 depends on request 3, which has another API version: send it in a later batch"
        );
    }
}
