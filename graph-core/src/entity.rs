//! What the macro says of a type that has an address, beyond what it holds.

use crate::cloud::ApiVersion;
use crate::permissions::Permissions;
use crate::value::Value;

/// A struct annotated with `#[graph_entity]`, or an enum with `#[graph_union]`: a type that has an address.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, Entity, Structured};
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// assert_eq!(User::TYPE_TAG, "#microsoft.graph.user");
/// assert_eq!(User::VERSION, None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph entity",
    label = "not an entity",
    note = "annotate the struct with `#[graph_entity(path = \"…\")]`"
)]
pub trait Entity: Value {
    /// The version of the service that the entity is of, where it is not the client's.
    const VERSION: Option<ApiVersion> = None;

    /// The permissions that its page documents.
    const PERMISSIONS: Permissions = Permissions::NONE;
}
