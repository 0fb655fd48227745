//! Entities and complex types as structs.

use graph_csdl::names::{property, written};
use graph_csdl::{StructuredKind, StructuredType};

use crate::generate::module::Module;
use crate::generate::naming::{Scope, snake};
use crate::generate::options::Options;
use crate::generate::plan::{Field, Held, is_any_json};
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
    absent(module, &of.name);
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
        let name = scope.give("type_name");
        docs::markdown(&mut module.text, 4, "The type as received: this one, or one that is derived from it.");
        module.text.line(4, "#[graph(type_name)]");
        module.text.line(4, format!("pub {name}: Option<String>,"));
    }
    if keeps_all {
        let name = scope.give("rest");
        let ty = module.import("", "JsonObject");
        docs::markdown(&mut module.text, 4, "What is not declared.");
        module.text.line(4, "#[graph(additional)]");
        module.text.line(4, format!("pub {name}: {ty},"));
    }
    let fields = std::mem::replace(&mut module.text, before);
    module.text.block(&format!("pub struct {item}"), &fields);
}

/// Writes that one may be absent, where the relation that leads to a single one may be `null`.
pub(crate) fn absent(module: &mut Module<'_, '_>, of: &str) {
    let Some(path) = module.plan.absent(of) else { return };
    module.text.line(0, "///");
    let text = format!(
        "At `{path}` there may be none, which the service may answer by 204: `.get().optional()` is `None` then."
    );
    docs::markdown(&mut module.text, 0, &text);
}

fn write_field<'m>(
    module: &mut Module<'_, 'm>,
    of: &StructuredType,
    field: &Field<'m>,
    options: &Options,
    scope: &mut Scope,
) {
    let Field { name, ty, annotations, is_key, is_needed, is_navigation } = *field;
    let held = module.plan.held(ty);
    if is_navigation && matches!(held, Held::FarObject) {
        module.text.line(4, format!("// `{name}` leads to `{ty}`, which is not written here."));
        return;
    }
    let Some(mut value) = module.value(ty) else {
        module.text.line(4, format!("// `{name}` is a stream: its bytes are at an address of their own."));
        return;
    };
    if let Held::Struct(inner) = held
        && !ty.is_collection
        && module.cycles.is_cycle(&of.name, inner)
    {
        value = format!("Box<{value}>");
    }
    let value = if ty.is_collection { format!("Option<Vec<{value}>>") } else { format!("Option<{value}>") };
    let noun = if is_navigation { "relation" } else { "property" };
    docs::write(&mut module.text, 4, annotations, &format!("The {noun} `{name}`."));
    if is_needed && !is_key {
        module.text.line(4, "///");
        docs::markdown(&mut module.text, 4, "It holds a part of the key.");
    }
    let field = scope.give(&snake(name));
    let mut marks = Vec::new();
    marks.extend(is_key.then_some(Argument::Word("key")));
    marks.extend(is_navigation.then_some(Argument::Word("navigation")));
    let is_read_only = options.read_only && annotations.is_read_only();
    marks.extend(is_read_only.then_some(Argument::Word("read_only")));
    marks.extend((property(&field) != name).then(|| Argument::Text("rename", name.to_owned())));
    if !marks.is_empty() {
        attribute::write(&mut module.text, 4, "graph", &marks);
    }
    declare(&mut module.text, &written(&field), &value);
}

/// Writes a field in one line, or in two where rustfmt would break it.
pub(crate) fn declare(into: &mut Text, field: &str, ty: &str) {
    let line = format!("pub {field}: {ty},");
    if 4 + line.len() > WIDTH && 9 + ty.len() <= WIDTH {
        into.line(4, format!("pub {field}:"));
        into.line(8, format!("{ty},"));
    } else {
        into.line(4, line);
    }
}
