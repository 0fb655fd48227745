//! Actions and functions.

use std::collections::HashSet;

use super::{annotations, says_optional, type_ref, unique};
use crate::error::OffsetError;
use crate::model::{Operation, OperationKind, Parameter};
use crate::parse::aliases::Aliases;
use crate::parse::element::Element;
use crate::parse::index::{Declaration, DeclarationKind};

/// The operation that a declaration declares.
pub(crate) fn operation(
    declaration: &Declaration,
    element: &Element,
    aliases: &Aliases,
) -> Result<Operation, OffsetError> {
    let mut names = HashSet::new();
    let mut parameters = Vec::new();
    for parameter in element.named("Parameter") {
        parameters.push(Parameter {
            name: unique(parameter, &mut names)?,
            ty: type_ref(parameter, aliases)?,
            is_optional: says_optional(parameter, aliases)?,
            annotations: annotations(parameter, aliases)?,
        });
    }
    let is_bound = element.flag("IsBound", false)?;
    if is_bound && parameters.is_empty() {
        let message = format!("`{}` is bound, and has no parameter that says to what", declaration.name);
        return Err(element.error(message));
    }
    let binding = is_bound.then(|| parameters.remove(0).ty);
    Ok(Operation {
        name: declaration.name.clone(),
        kind: if declaration.kind == DeclarationKind::Action { OperationKind::Action } else { OperationKind::Function },
        binding,
        is_composable: element.flag("IsComposable", false)?,
        parameters,
        returns: element.named("ReturnType").next().map(|returns| type_ref(returns, aliases)).transpose()?,
        annotations: annotations(element, aliases)?,
    })
}
