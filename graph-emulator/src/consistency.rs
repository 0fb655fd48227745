//! The directory's advanced queries, which it answers only to those who take an index that lags behind.

use crate::answer::Failure;
use crate::call::Call;
use crate::directory::{COLLECTIONS, RELATIONSHIPS};
use crate::query::Query;

/// Refuses an advanced query of a directory collection without the header, and without `$count=true` where it is needed.
///
/// The service's rule: <https://learn.microsoft.com/graph/aad-advanced-queries>.
pub(crate) fn require(call: &Call, collection: &[String], query: &Query, is_count: bool) -> Result<(), Failure> {
    if !is_directory(collection) {
        return Ok(());
    }
    let counts = call.target.options.flag("$count")?;
    let filter = query.filter.as_ref();
    let advanced = match filter.and_then(|filter| filter.advanced) {
        None if filter.is_some() && query.order.is_some() => Some("$filter with $orderby"),
        advanced => advanced,
    };
    let what = match advanced {
        _ if query.search.is_some() => "$search",
        Some(what) => what,
        None if is_count => "the segment '/$count'",
        None if counts => "$count=true",
        None => return Ok(()),
    };
    let needs_count = advanced.is_some() && !is_count && !counts;
    let missing = match (call.is_eventual(), needs_count) {
        (true, false) => return Ok(()),
        (true, true) => "$count=true to the query",
        (false, false) => "the header 'ConsistencyLevel: eventual'",
        (false, true) => "the header 'ConsistencyLevel: eventual', and $count=true to the query",
    };
    Err(Failure::unsupported_query(format!("{what} is an advanced query of directory objects: add {missing}.")))
}

/// Whether the entities of a collection are directory objects, as its names tell.
pub(crate) fn is_directory(collection: &[String]) -> bool {
    let path: Vec<_> = collection.iter().map(String::as_str).collect();
    match path.as_slice() {
        [name] | ["directory", name] => COLLECTIONS.contains(name),
        ["me", name] | ["directory", _, _, name] => RELATIONSHIPS.contains(name),
        [owner, _, name] => COLLECTIONS.contains(owner) && RELATIONSHIPS.contains(name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_told_by_its_names() {
        let is = |path: &str| is_directory(&path.split('/').map(str::to_owned).collect::<Vec<_>>());
        for path in ["users", "me/memberOf", "groups/g/members", "directory/administrativeUnits/a/members"] {
            assert!(is(path), "{path}");
        }
        for path in
            ["me/messages", "me/contacts", "users/ada/messages", "teams/t/members", "deviceManagement/x", "members"]
        {
            assert!(!is(path), "{path}");
        }
    }
}
