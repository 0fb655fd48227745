//! Actions and functions as structs.

use graph_csdl::names::{property, written};
use graph_csdl::{Operation, OperationKind, Parameter, TypeRef};

use super::structured::declare;
use crate::generate::endpoints::{OperationPath, PlannedOperation};
use crate::generate::module::Module;
use crate::generate::naming::{Scope, snake};
use crate::generate::plan::ValueType;
use crate::generate::text::attribute::{self, Argument};
use crate::generate::text::docs;
use crate::metadata::signature::noun;

/// Writes the struct of the operation with this index in the plan.
pub(crate) fn write<'m>(module: &mut Module<'_, 'm>, index: usize, planned: &PlannedOperation<'m>) {
    let operation = planned.operation;
    if planned.paths.is_empty() {
        let why = match operation.binding {
            Some(_) => format!("no path to {}", bound_to(operation)),
            None => "no operation import".to_owned(),
        };
        module.text.line(0, format!("// `{}` cannot be called: {why}.", operation.name));
        return;
    }
    let item = module.names.operation(index).to_owned();
    let attribute = match operation.kind {
        OperationKind::Action => "graph_action",
        OperationKind::Function => "graph_function",
    };
    let bound = operation.binding.as_ref().map(|_| format!(" of {}", bound_to(operation))).unwrap_or_default();
    docs::write(
        &mut module.text,
        0,
        &operation.annotations,
        &format!("The {} `{}`{bound}.", noun(operation.kind), operation.short_name()),
    );
    let mut arguments: Vec<Argument> = planned.paths.iter().map(path_argument).collect();
    arguments.extend(module.version());
    arguments.extend(operation.returns.as_ref().map(|ty| Argument::Type("returns", result(module, ty))));
    module.import("", attribute);
    attribute::write(&mut module.text, 0, attribute, &arguments);
    let before = std::mem::take(&mut module.text);
    let mut scope = Scope::default();
    let mut has_default = true;
    for parameter in &operation.parameters {
        has_default &= write_parameter(module, parameter, &mut scope);
    }
    let fields = std::mem::replace(&mut module.text, before);
    let default = if has_default { "Default, " } else { "" };
    module.text.line(0, format!("#[derive(Debug, Clone, {default}PartialEq)]"));
    if fields.is_empty() {
        module.text.line(0, format!("pub struct {item};"));
    } else {
        module.text.block(&format!("pub struct {item}"), &fields);
    }
}

/// The argument `path`.
fn path_argument(path: &OperationPath) -> Argument {
    let OperationPath { path, name } = path;
    match name {
        None => Argument::Text("path", path.clone()),
        Some(name) => {
            let parts = vec![Argument::Text("name", name.clone()), Argument::Text("template", path.clone())];
            Argument::List("path", parts)
        }
    }
}

/// The binding type as text.
fn bound_to(operation: &Operation) -> String {
    match &operation.binding {
        Some(TypeRef { name, is_collection: true, .. }) => format!("a collection of `{name}`"),
        Some(TypeRef { name, .. }) => format!("`{name}`"),
        None => "the service".to_owned(),
    }
}

/// Writes the field of a parameter, and returns whether it has a default.
fn write_parameter<'m>(module: &mut Module<'_, 'm>, parameter: &'m Parameter, scope: &mut Scope) -> bool {
    let Parameter { name, ty, is_optional, annotations, .. } = parameter;
    let value_type = module.plan.value_type(ty);
    let value = module.value(ty).unwrap_or_else(|| inline_stream(module));
    let value = if ty.is_collection { format!("Vec<{value}>") } else { value };
    let is_optional_field = *is_optional || ty.is_nullable;
    let value = if is_optional_field { format!("Option<{value}>") } else { value };
    docs::write(&mut module.text, 4, annotations, &format!("The parameter `{name}`."));
    let field = scope.add(&snake(name));
    if property(&field) != *name {
        attribute::write(&mut module.text, 4, "graph", &[Argument::Text("rename", name.clone())]);
    }
    declare(&mut module.text, &written(&field), &value);
    let has_default = matches!(
        value_type,
        ValueType::Struct(_)
            | ValueType::OmittedEnum
            | ValueType::OmittedStruct
            | ValueType::AnyEntity
            | ValueType::Primitive(_)
    );
    is_optional_field || ty.is_collection || has_default
}

/// The type of a stream in JSON: bytes as base64.
fn inline_stream(module: &mut Module<'_, '_>) -> String {
    module.import("", "Binary").to_owned()
}

/// The type of `returns`. A stream is the body itself. Any other single value may be null, or 204, unless the metadata excludes it.
fn result<'m>(module: &mut Module<'_, 'm>, ty: &'m TypeRef) -> String {
    match module.value(ty) {
        None if ty.is_collection => format!("Vec<{}>", inline_stream(module)),
        None => module.import("bytes", "Bytes").to_owned(),
        Some(value) if ty.is_collection => format!("Vec<{value}>"),
        Some(value) if ty.is_nullable => format!("Option<{value}>"),
        Some(value) => value,
    }
}
