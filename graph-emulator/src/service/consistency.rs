//! The directory's advanced queries, which it answers only to those who take an index that lags behind.

use crate::http::response::ODataError;
use crate::query::criteria::Criteria;
use crate::service::request::Call;
use crate::store::directory::is_directory;

/// Refuses an advanced query of a directory collection without the header, and without `$count=true` where it is needed.
///
/// The service's rule: <https://learn.microsoft.com/graph/aad-advanced-queries>.
pub(crate) fn require(call: &Call, collection: &[String], query: &Criteria, is_count: bool) -> Result<(), ODataError> {
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
    Err(ODataError::unsupported_query(format!("{what} is an advanced query of directory objects: add {missing}.")))
}
