//! Entities and complex types as structs.

use graph_csdl::names::{property, written};
use graph_csdl::{StructuredKind, StructuredType};

use crate::generate::module::Module;
use crate::generate::naming::{Scope, snake};
use crate::generate::options::Options;
use crate::generate::plan::{PlannedField, ValueType, is_any_json};
use crate::generate::text::attribute::{self, Argument};
use crate::generate::text::docs;
use crate::generate::text::{Text, WIDTH};

/// Writes the struct of a type.
pub(crate) fn write(module: &mut Module<'_, '_>, of: &StructuredType, options: &Options) {
    let item = module.names.ty(&of.name).to_owned();
    let is_entity = of.kind == StructuredKind::Entity;
    let (macro_name, noun) =
        if is_entity { ("graph_entity", "entity type") } else { ("graph_complex", "complex type") };
    docs::write(&mut module.text, 0, &of.annotations, &format!("The {noun} `{}`.", of.name));
    write_nullable(module, &of.name);
    let mut arguments =
        if is_entity { module.entity(&item, of) } else { Module::odata_type(&item, &of.name).into_iter().collect() };
    let fields = module.plan.fields(&of.name).to_vec();
    let streams = fields.iter().filter(|field| is_entity && field.ty.is_stream());
    arguments.extend(streams.map(|field| Argument::Text("stream", field.name.to_owned())));
    module.import("", macro_name);
    attribute::write(&mut module.text, 0, macro_name, &arguments);
    module.text.line(0, "#[derive(Debug, Clone, Default, PartialEq)]");
    let before = std::mem::take(&mut module.text);
    let mut scope = Scope::default();
    let is_narrowed = module.plan.is_narrowed(&of.name);
    let is_open = module.plan.metadata.is_open(&of.name) || is_any_json(&of.name);
    let keeps_all = options.keep_unknown || (is_open && !is_narrowed);
    for field in fields.into_iter().filter(|field| !is_entity || !field.ty.is_stream()) {
        write_field(module, of, &field, options, &mut scope);
    }
    if is_entity && module.plan.is_extended(of) && !is_narrowed {
        let name = scope.add("type_name");
        docs::markdown(&mut module.text, 4, "The name of the value's type: this type or a derived one.");
        module.text.line(4, "#[graph(type_name)]");
        module.text.line(4, format!("pub {name}: Option<String>,"));
    }
    if keeps_all {
        let name = scope.add("rest");
        let ty = module.import("", "JsonObject");
        docs::markdown(&mut module.text, 4, "Undeclared properties.");
        module.text.line(4, "#[graph(additional)]");
        module.text.line(4, format!("pub {name}: {ty},"));
    }
    let fields = std::mem::replace(&mut module.text, before);
    module.text.block(&format!("pub struct {item}"), &fields);
}

/// Writes a note about a nullable singleton.
pub(crate) fn write_nullable(module: &mut Module<'_, '_>, of: &str) {
    let Some(path) = module.plan.nullable_singleton(of) else { return };
    module.text.line(0, "///");
    let text = format!("`{path}` may be null: the service then returns 204, and `.get().optional()` returns `None`.");
    docs::markdown(&mut module.text, 0, &text);
}

fn write_field<'m>(
    module: &mut Module<'_, 'm>,
    of: &StructuredType,
    field: &PlannedField<'m>,
    options: &Options,
    scope: &mut Scope,
) {
    let PlannedField { name, ty, annotations, is_key, has_key_part, is_navigation } = *field;
    let value_type = module.plan.value_type(ty);
    if is_navigation && matches!(value_type, ValueType::OmittedStruct) {
        module.text.line(4, format!("// `{name}` is a navigation property of type `{ty}`, which is not generated."));
        return;
    }
    let Some(mut value) = module.value(ty) else {
        module.text.line(4, format!("// `{name}` is a stream: its content has its own URL."));
        return;
    };
    if let ValueType::Struct(inner) = value_type
        && !ty.is_collection
        && module.cycles.is_cycle(&of.name, inner)
    {
        value = format!("Box<{value}>");
    }
    let value = if ty.is_collection { format!("Option<Vec<{value}>>") } else { format!("Option<{value}>") };
    let noun = if is_navigation { "navigation property" } else { "property" };
    docs::write(&mut module.text, 4, annotations, &format!("The {noun} `{name}`."));
    if has_key_part && !is_key {
        module.text.line(4, "///");
        docs::markdown(&mut module.text, 4, "Contains a part of the key.");
    }
    let field = scope.add(&snake(name));
    let mut graph = Vec::new();
    graph.extend(is_key.then_some(Argument::Word("key")));
    graph.extend(is_navigation.then_some(Argument::Word("navigation")));
    let is_read_only = options.read_only && annotations.is_read_only();
    graph.extend(is_read_only.then_some(Argument::Word("read_only")));
    graph.extend((property(&field) != name).then(|| Argument::Text("rename", name.to_owned())));
    if !graph.is_empty() {
        attribute::write(&mut module.text, 4, "graph", &graph);
    }
    declare(&mut module.text, &written(&field), &value);
}

/// Writes a field in one line, or in two like rustfmt.
pub(crate) fn declare(into: &mut Text, field: &str, ty: &str) {
    let line = format!("pub {field}: {ty},");
    if 4 + line.len() > WIDTH && 9 + ty.len() <= WIDTH {
        into.line(4, format!("pub {field}:"));
        into.line(8, format!("{ty},"));
    } else {
        into.line(4, line);
    }
}
