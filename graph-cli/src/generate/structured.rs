//! Entities and complex types as structs.

use graph_csdl::{StructuredKind, StructuredType};

use super::attribute::{self, Argument};
use super::docs;
use super::module::Module;
use super::options::Options;
use super::plan::{Field, Held};
use super::words::{Scope, property, snake, written};

const WIDTH: usize = 100;

/// Writes the struct of a type.
pub(super) fn write(module: &mut Module<'_, '_>, of: &StructuredType, options: &Options) {
    let item = module.names.ty(&of.name).to_owned();
    let is_entity = of.kind == StructuredKind::Entity;
    let (macro_name, noun) =
        if is_entity { ("graph_entity", "entity type") } else { ("graph_complex", "complex type") };
    docs::write(&mut module.text, 0, &of.annotations, &format!("The {noun} `{}`.", of.name));
    let mut arguments = if is_entity { module.endpoints(&of.name) } else { Vec::new() };
    arguments.extend(Module::odata_type(&item, &of.name));
    module.import("", macro_name);
    attribute::write(&mut module.text, 0, macro_name, &arguments);
    module.text.push_str("#[derive(Debug, Clone, Default, PartialEq)]\n");
    let start = module.text.len();
    let mut scope = Scope::default();
    let keeps_all = options.keep_unknown || module.plan.metadata.is_open(&of.name);
    for field in module.plan.fields(&of.name).to_vec() {
        write_field(module, of, &field, options, &mut scope);
    }
    if module.plan.has_union(&of.name) && !of.is_abstract {
        let name = scope.give("type_name");
        docs::markdown(&mut module.text, 4, "The type as received: this one, or one that is derived from it.");
        module.text.push_str(&format!("    #[graph(type_name)]\n    pub {name}: Option<String>,\n"));
    }
    if keeps_all {
        let name = scope.give("rest");
        let ty = module.import("", "JsonObject");
        docs::markdown(&mut module.text, 4, "What is not declared.");
        module.text.push_str(&format!("    #[graph(additional)]\n    pub {name}: {ty},\n"));
    }
    let fields = module.text.split_off(start);
    if fields.is_empty() {
        module.text.push_str(&format!("pub struct {item} {{}}\n"));
    } else {
        module.text.push_str(&format!("pub struct {item} {{\n{fields}}}\n"));
    }
}

fn write_field<'m>(
    module: &mut Module<'_, 'm>,
    of: &StructuredType,
    field: &Field<'m>,
    options: &Options,
    scope: &mut Scope,
) {
    let Field { name, ty, annotations, is_key, is_navigation } = *field;
    let held = module.plan.held(ty);
    if is_navigation && matches!(held, Held::FarObject) {
        module.text.push_str(&format!("    // `{name}` leads to `{ty}`, which is not written here.\n"));
        return;
    }
    let Some(mut value) = module.value(ty) else {
        module.text.push_str(&format!("    // `{name}` is a stream: its bytes are at an address of their own.\n"));
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
    module.text.push_str(&declaration(&written(&field), &value));
}

/// A field in one line, or in two where rustfmt would break it.
pub(super) fn declaration(field: &str, ty: &str) -> String {
    let line = format!("    pub {field}: {ty},\n");
    let is_broken = line.trim_end().len() > WIDTH && 9 + ty.len() <= WIDTH;
    if is_broken { format!("    pub {field}:\n        {ty},\n") } else { line }
}
