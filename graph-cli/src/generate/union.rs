//! Unions: a base and what is derived from it.

use graph_csdl::{StructuredKind, StructuredType};

use super::attribute;
use super::docs;
use super::module::Module;
use super::words::Scope;

const WIDTH: usize = 100;

/// Writes the union of a base: each type that has values, the base, and any other.
pub(super) fn write(module: &mut Module<'_, '_>, base: &StructuredType) {
    let item = module.names.union(&base.name).to_owned();
    let text = format!("`{}`, or any type that is derived from it.", base.name);
    docs::markdown(&mut module.text, 0, &text);
    let mut arguments = if base.kind == StructuredKind::Entity { module.endpoints(&base.name) } else { Vec::new() };
    arguments.extend(Module::odata_type(&item, &base.name));
    let name = module.import("", "graph_union");
    attribute::write(&mut module.text, 0, name, &arguments);
    module.text.push_str(&format!("#[derive(Debug, Clone, PartialEq)]\npub enum {item} {{\n"));
    let mut scope = Scope::default();
    ["Other", "Self"].into_iter().for_each(|taken| scope.reserve(taken));
    let mut given: Vec<String> = Vec::new();
    for of in module.plan.members(&base.name) {
        let name = module.names.ty(&of.name);
        let is_taken = given.iter().any(|given| given == name);
        let name = if is_taken { module.names.with_module(&of.name) } else { name.to_owned() };
        let variant = scope.give(&name);
        let ty = module.ty(&of.name);
        docs::write(&mut module.text, 4, &of.annotations, &format!("A `{}`.", of.name));
        module.text.push_str(&declaration(&variant, &ty));
        given.push(variant);
    }
    let variant = scope.give("Base");
    let ty = module.ty(&base.name);
    docs::markdown(&mut module.text, 4, "The type itself.");
    module.text.push_str("    #[graph(base)]\n");
    module.text.push_str(&declaration(&variant, &ty));
    let ty = module.import("", "JsonObject");
    docs::markdown(&mut module.text, 4, "A type that is not known here.");
    module.text.push_str(&format!("    #[graph(other)]\n    Other({ty}),\n}}\n"));
}

/// A variant in one line, or in three where rustfmt would break it.
fn declaration(variant: &str, ty: &str) -> String {
    let line = format!("    {variant}(Box<{ty}>),\n");
    let is_broken = line.trim_end().len() > WIDTH && 14 + ty.len() <= WIDTH;
    if is_broken { format!("    {variant}(\n        Box<{ty}>,\n    ),\n") } else { line }
}
