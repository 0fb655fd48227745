//! Actions and functions.

use super::{Source, annotations};
use crate::element::Element;
use crate::error::Error;
use crate::model::{Operation, OperationKind, Parameter};
use crate::outline::{Declaration, Kind};

/// The operation that a declaration declares.
pub(crate) fn operation(declaration: &Declaration, element: &Element, source: &Source<'_>) -> Result<Operation, Error> {
    let mut parameters = Vec::new();
    for parameter in element.named("Parameter") {
        let has_term = |annotation: &Element| {
            annotation.attribute("Term").is_some_and(|term| term.ends_with(".OptionalParameter"))
        };
        parameters.push(Parameter {
            name: source.owned(parameter, "Name")?,
            ty: source.type_ref(parameter)?,
            is_optional: parameter.named("Annotation").any(has_term),
            annotations: annotations(parameter, source)?,
        });
    }
    let is_bound = element.flag("IsBound", false, source.text)?;
    if is_bound && parameters.is_empty() {
        let fact = format!("`{}` is bound, and has no parameter that says to what", declaration.name);
        return Err(source.error(element, fact));
    }
    let binding = is_bound.then(|| parameters.remove(0).ty);
    Ok(Operation {
        name: declaration.name.clone(),
        kind: if declaration.kind == Kind::Action { OperationKind::Action } else { OperationKind::Function },
        binding,
        is_composable: element.flag("IsComposable", false, source.text)?,
        parameters,
        returns: element.named("ReturnType").next().map(|returns| source.type_ref(returns)).transpose()?,
        annotations: annotations(element, source)?,
    })
}
