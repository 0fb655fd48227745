//! An operation by its name: what it is called on, and at which paths.

use graph_csdl::{Metadata, Operation, OperationKind};

use super::types::{listed, operations, section};
use crate::metadata::resolve::operation_paths;
use crate::metadata::signature::type_text;
use crate::terminal::style::Look;

/// The overloads of one name, by what they are called on, and where.
pub(crate) fn operation(metadata: &Metadata, overloads: &[&Operation], look: Look) -> String {
    let Some(first) = overloads.first() else { return String::new() };
    let kind = match first.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let mut text = format!("{}  {}\n", look.bold(&first.name), look.dim(kind));
    for group in overloads.chunk_by(|one, other| one.binding == other.binding) {
        let heading = match group.first().and_then(|operation| operation.binding.as_ref()) {
            Some(binding) => format!("Called on {}", type_text(binding)),
            None => "Called at the root".to_owned(),
        };
        text.push_str(&operations(&heading, group, look));
    }
    let found = operation_paths(metadata, overloads);
    text + &section("Paths", found.len(), &listed(&found, look), look)
}
