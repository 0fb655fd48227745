//! Actions and functions as structs of their arguments.

use graph_csdl::names::{property, written};
use graph_csdl::{Operation, OperationKind, Parameter, TypeRef};

use super::structured::declare;
use crate::generate::endpoints::{Call, PlannedOperation};
use crate::generate::module::Module;
use crate::generate::naming::{Scope, snake};
use crate::generate::plan::Held;
use crate::generate::text::attribute::{self, Argument};
use crate::generate::text::docs;

/// Writes the struct of the operation at this place of the plan.
pub(crate) fn write<'m>(module: &mut Module<'_, 'm>, index: usize, planned: &PlannedOperation<'m>) {
    let operation = planned.operation;
    if planned.calls.is_empty() {
        let why = match operation.binding {
            Some(_) => format!("no path leads to {}", bound_to(operation)),
            None => "the service does not import it".to_owned(),
        };
        module.text.line(0, format!("// `{}` can't be called: {why}.", operation.name));
        return;
    }
    let item = module.names.operation(index).to_owned();
    let (name, noun) = match operation.kind {
        OperationKind::Action => ("graph_action", "action"),
        OperationKind::Function => ("graph_function", "function"),
    };
    let bound = operation.binding.as_ref().map(|_| format!(" of {}", bound_to(operation))).unwrap_or_default();
    docs::write(
        &mut module.text,
        0,
        &operation.annotations,
        &format!("The {noun} `{}`{bound}.", operation.short_name()),
    );
    let mut arguments: Vec<Argument> = planned.calls.iter().map(place).collect();
    arguments.extend(module.version());
    arguments.extend(operation.returns.as_ref().map(|ty| Argument::Type("returns", answer(module, ty))));
    module.import("", name);
    attribute::write(&mut module.text, 0, name, &arguments);
    let before = std::mem::take(&mut module.text);
    let mut scope = Scope::default();
    let mut is_plain = true;
    for parameter in &operation.parameters {
        is_plain &= write_argument(module, parameter, &mut scope);
    }
    let fields = std::mem::replace(&mut module.text, before);
    let default = if is_plain { "Default, " } else { "" };
    module.text.line(0, format!("#[derive(Debug, Clone, {default}PartialEq)]"));
    if fields.is_empty() {
        module.text.line(0, format!("pub struct {item};"));
    } else {
        module.text.block(&format!("pub struct {item}"), &fields);
    }
}

/// The argument that says where it is called.
fn place(call: &Call) -> Argument {
    let Call { path, name } = call;
    match name {
        None => Argument::Text("path", path.clone()),
        Some(name) => {
            let parts = vec![Argument::Text("name", name.clone()), Argument::Text("template", path.clone())];
            Argument::List("path", parts)
        }
    }
}

/// What the operation is called on, in words.
fn bound_to(operation: &Operation) -> String {
    match &operation.binding {
        Some(TypeRef { name, is_collection: true, .. }) => format!("a collection of `{name}`"),
        Some(TypeRef { name, .. }) => format!("`{name}`"),
        None => "the service".to_owned(),
    }
}

/// Writes the field of an argument; says whether it has a default.
fn write_argument<'m>(module: &mut Module<'_, 'm>, parameter: &'m Parameter, scope: &mut Scope) -> bool {
    let Parameter { name, ty, is_optional, annotations } = parameter;
    let held = module.plan.held(ty);
    let value = module.value(ty).unwrap_or_else(|| inline(module));
    let value = if ty.is_collection { format!("Vec<{value}>") } else { value };
    let may_be_left_out = *is_optional || ty.is_nullable;
    let value = if may_be_left_out { format!("Option<{value}>") } else { value };
    docs::write(&mut module.text, 4, annotations, &format!("The argument `{name}`."));
    let field = scope.give(&snake(name));
    if property(&field) != *name {
        attribute::write(&mut module.text, 4, "graph", &[Argument::Text("rename", name.clone())]);
    }
    declare(&mut module.text, &written(&field), &value);
    let has_default =
        matches!(held, Held::Struct(_) | Held::FarEnum | Held::FarObject | Held::AnyEntity | Held::Primitive(_));
    may_be_left_out || ty.is_collection || has_default
}

/// A stream within JSON: its bytes as base64.
fn inline(module: &mut Module<'_, '_>) -> String {
    module.import("", "Binary").to_owned()
}

/// What `returns` says. A stream is the body itself; any other single value may be `null`, or a 204 in its place, where the
/// metadata does not say otherwise.
fn answer<'m>(module: &mut Module<'_, 'm>, ty: &'m TypeRef) -> String {
    match module.value(ty) {
        None if ty.is_collection => format!("Vec<{}>", inline(module)),
        None => module.import("bytes", "Bytes").to_owned(),
        Some(value) if ty.is_collection => format!("Vec<{value}>"),
        Some(value) if ty.is_nullable => format!("Option<{value}>"),
        Some(value) => value,
    }
}
