//! Base types with their derived types as enums.

use graph_csdl::{StructuredKind, StructuredType};

use super::structured::write_nullable;
use crate::generate::module::Module;
use crate::generate::naming::Scope;
use crate::generate::text::attribute;
use crate::generate::text::docs;
use crate::generate::text::{Text, WIDTH};

/// Writes the union of a base: variants for derived types, the base, and other types.
pub(crate) fn write(module: &mut Module<'_, '_>, base: &StructuredType) {
    let item = module.names.union(&base.name).to_owned();
    let title = format!("`{}` or a derived type.", base.name);
    docs::markdown(&mut module.text, 0, &title);
    write_nullable(module, &base.name);
    let arguments = match base.kind {
        StructuredKind::Entity => module.entity(&item, base),
        StructuredKind::Complex => Module::odata_type(&item, &base.name).into_iter().collect(),
    };
    let name = module.import("", "graph_union");
    attribute::write(&mut module.text, 0, name, &arguments);
    module.text.line(0, "#[derive(Debug, Clone, PartialEq)]");
    let mut text = Text::default();
    let mut scope = Scope::default();
    scope.reserve("Other");
    let mut variants: Vec<String> = Vec::new();
    for of in module.plan.members(&base.name) {
        let name = module.names.ty(&of.name);
        let is_taken = variants.iter().any(|variant| variant == name);
        let name = if is_taken { module.names.with_module(&of.name) } else { name.to_owned() };
        let variant = scope.add(&name);
        let ty = module.ty(&of.name);
        docs::write(&mut text, 4, &of.annotations, &format!("A `{}`.", of.name));
        declare(&mut text, &variant, &ty);
        variants.push(variant);
    }
    let variant = scope.add("Base");
    let ty = module.ty(&base.name);
    docs::markdown(&mut text, 4, "The base type.");
    text.line(4, "#[graph(base)]");
    declare(&mut text, &variant, &ty);
    let ty = module.import("", "JsonObject");
    docs::markdown(&mut text, 4, "An unknown type.");
    text.line(4, "#[graph(other)]");
    text.line(4, format!("Other({ty}),"));
    module.text.block(&format!("pub enum {item}"), &text);
}

/// Writes a variant in one line, or in three like rustfmt.
fn declare(into: &mut Text, variant: &str, ty: &str) {
    let line = format!("{variant}(Box<{ty}>),");
    if 4 + line.len() > WIDTH && 14 + ty.len() <= WIDTH {
        into.line(4, format!("{variant}("));
        into.line(8, format!("Box<{ty}>,"));
        into.line(4, "),");
    } else {
        into.line(4, line);
    }
}
