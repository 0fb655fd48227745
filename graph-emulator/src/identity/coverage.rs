//! Whether the permissions of a token cover a request.

use graph_csdl::permissions::{Grant, PermissionTable, Scheme};

use super::rights::Rights;
use crate::http::request::ParsedRequest;
use crate::http::response::ODataError;

/// Fails if the table lists the request, and the token has none of the permissions that let it pass.
pub(crate) fn check(table: &PermissionTable, request: &ParsedRequest, rights: &Rights) -> Result<(), ODataError> {
    // A path without a version is of no resource.
    let Some(path) = request.path_after_version() else { return Ok(()) };
    let first = request.segments().and_then(|segments| segments.first());
    if first.is_some_and(|first| first.eq_ignore_ascii_case("me")) && rights.scheme == Scheme::Application {
        return Err(ODataError::no_user());
    }
    let method = request.method.as_str();
    let Some(found) = table.at(path) else {
        if PermissionTable::is_too_long(path) {
            let reason = "The path has too many segments, so its permissions are not known.";
            return Err(ODataError::insufficient_privileges(reason));
        }
        return Ok(());
    };
    let Some(listed) = found.path(method) else { return Ok(()) };
    let grants = found.grants(method, rights.scheme);
    if grants.iter().any(|grant| grant.is_held(&rights.permissions)) {
        return Ok(());
    }
    Err(ODataError::insufficient_privileges(&reason(&format!("{method} {listed}"), &grants, rights)))
}

/// `GET users/{id} needs one of the application permissions User.Read.All, …; the token has Mail.Send.`
fn reason(request: &str, grants: &[Grant<'_>], rights: &Rights) -> String {
    let kind = rights.kind();
    let held = if rights.permissions.is_empty() { "none".to_owned() } else { rights.permissions.join(", ") };
    let needed = match grants {
        [] => format!("has no {kind} permission"),
        grants => {
            format!(
                "needs one of the {kind} permissions {}",
                grants.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            )
        }
    };
    format!("{request} {needed}; the token has {held}.")
}
