//! The text of one module, and what it imports.

use std::collections::BTreeSet;

use graph_csdl::names::{lower_camel, namespace};
use graph_csdl::{Primitive, StructuredType, TypeRef};

use super::item_names::Names;
use super::naming::endpoint;
use super::plan::Cycles;
use super::plan::{Held, Plan};
use super::text::attribute::Argument;
use super::text::{Text, WIDTH};

/// Functions that every entity has for updates.
const TAKEN: &[&str] = &["changes", "changes_to"];

/// A module while it is written.
pub(super) struct Module<'p, 'm> {
    pub(super) plan: &'p Plan<'m>,
    pub(super) names: &'p Names<'m>,
    pub(super) cycles: &'p Cycles<'m>,
    pub(super) namespace: &'m str,
    pub(super) text: Text,
    /// Below `graph_core`: the module there, which may be empty, and the name.
    imports: BTreeSet<(&'static str, &'static str)>,
}

impl<'p, 'm> Module<'p, 'm> {
    pub(super) fn new(plan: &'p Plan<'m>, names: &'p Names<'m>, cycles: &'p Cycles<'m>, namespace: &'m str) -> Self {
        Self { plan, names, cycles, namespace, text: Text::default(), imports: BTreeSet::new() }
    }

    /// The name of something in `graph_core`, once it is imported. No type that is written has such a name.
    pub(super) fn import(&mut self, module: &'static str, name: &'static str) -> &'static str {
        self.imports.insert((module, name));
        name
    }

    /// A struct or enum by its name, where it is in another module with a path to it.
    fn named(&self, of: &str, name: &str) -> String {
        let space = namespace(of);
        if space == self.namespace { name.to_owned() } else { format!("super::{}::{name}", self.names.module(space)) }
    }

    /// The struct or enum of a type.
    pub(super) fn ty(&self, of: &str) -> String {
        self.named(of, self.names.ty(of))
    }

    /// The Rust type of one value: `None` of a stream, which is no value.
    pub(super) fn value(&mut self, ty: &'m TypeRef) -> Option<String> {
        Some(match self.plan.held(ty) {
            Held::Primitive(of) => return self.primitive(of),
            Held::Enum(of) | Held::Struct(of) => self.ty(of),
            Held::Flags(of) => format!("{}<{}>", self.import("", "Flags"), self.ty(of)),
            Held::Union(of) => self.named(of, self.names.union(of)),
            Held::FarEnum => "String".to_owned(),
            Held::FarObject | Held::AnyEntity => self.import("", "JsonObject").to_owned(),
            Held::Any => "serde_json::Value".to_owned(),
        })
    }

    fn primitive(&mut self, of: Primitive) -> Option<String> {
        let module = match of {
            Primitive::String
            | Primitive::Boolean
            | Primitive::Byte
            | Primitive::SByte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64
            | Primitive::Single
            | Primitive::Double => None,
            Primitive::Decimal => Some("rust_decimal"),
            Primitive::Binary | Primitive::Duration => Some(""),
            Primitive::Date | Primitive::DateTimeOffset | Primitive::TimeOfDay => Some("chrono"),
            Primitive::Guid => Some("uuid"),
            Primitive::Stream => return None,
        };
        let name = of.rust_types().first()?;
        let name = module.map_or(*name, |module| self.import(module, name));
        if of == Primitive::DateTimeOffset {
            return Some(format!("{name}<{}>", self.import("chrono", "FixedOffset")));
        }
        Some(name.to_owned())
    }

    /// The arguments that say where an entity is.
    fn endpoints(&self, of: &str) -> Vec<Argument> {
        let Some(address) = self.plan.places.address(of) else { return Vec::new() };
        let paths = [("path", &address.collection), ("singleton", &address.single)];
        let mut given: Vec<String> = Vec::new();
        let paths = paths.into_iter().filter_map(|(key, path)| Some((key, path.as_deref()?)));
        let arguments = paths.map(|(key, path)| {
            let last = path.rsplit('/').next().unwrap_or_default();
            // A path between colons that has no end leads to one entity, and its last segment is no name.
            let is_open = path.split('/').filter(|segment| segment.ends_with(':')).count() % 2 == 1;
            let own = if is_open { Some("at_path".to_owned()) } else { endpoint(last) };
            let mut name = own.clone().unwrap_or_else(|| "of_service".to_owned());
            // The last segment is a cast: what was cast says where the entities are.
            if last.contains('.') {
                let segments = path.rsplit('/').filter(|segment| !segment.contains(['.', '{']));
                name = segments.into_iter().find_map(endpoint).unwrap_or(name);
            }
            while TAKEN.contains(&name.as_str()) || given.contains(&name) {
                name.push_str(if key == "singleton" { "_item" } else { "_list" });
            }
            given.push(name.clone());
            if key == "path" && own.as_ref() == Some(&name) {
                return Argument::Text(key, path.to_owned());
            }
            Argument::List(key, vec![Argument::Text("name", name), Argument::Text("template", path.to_owned())])
        });
        arguments.collect()
    }

    /// The arguments of an entity, or of the union of its base: where it is, which type, and what the service there takes.
    pub(super) fn entity(&self, item: &str, of: &StructuredType) -> Vec<Argument> {
        let mut arguments = self.endpoints(&of.name);
        arguments.extend(Self::odata_type(item, &of.name));
        arguments.extend(self.version());
        arguments.extend(self.plan.refuses_select(of).then_some(Argument::Truth("select", false)));
        arguments
    }

    /// The argument that says of which version something is.
    pub(super) fn version(&self) -> Option<Argument> {
        self.plan.version.map(|version| Argument::Text("version", version.to_owned()))
    }

    /// The argument that says the type's name, where the item's own name does not.
    pub(super) fn odata_type(item: &str, of: &str) -> Option<Argument> {
        let is_plain = of == format!("microsoft.graph.{}", lower_camel(item));
        (!is_plain).then(|| Argument::Text("odata_type", of.to_owned()))
    }

    /// Whether it needs `graph_core`'s feature `decimal`.
    pub(super) fn has_decimals(&self) -> bool {
        self.imports.iter().any(|(module, _)| *module == "rust_decimal")
    }

    /// Writes what is imported, as rustfmt sorts it: what stands in braces comes behind the modules.
    pub(super) fn write_imports(&self, into: &mut Text) {
        let mut modules: Vec<&str> = self.imports.iter().map(|(module, _)| *module).collect();
        modules.dedup();
        let (own, others): (Vec<&str>, Vec<&str>) = modules.into_iter().partition(|module| module.is_empty());
        for module in others.into_iter().chain(own) {
            let names: Vec<&str> = self.imports.iter().filter(|(of, _)| *of == module).map(|(_, name)| *name).collect();
            let path = if module.is_empty() { "graph_core".to_owned() } else { format!("graph_core::{module}") };
            write_import(into, &path, &names);
        }
    }
}

/// `use path::{…};`, in several lines where it is too wide.
fn write_import(into: &mut Text, path: &str, names: &[&str]) {
    if let [only] = names {
        into.line(0, format!("use {path}::{only};"));
        return;
    }
    let line = format!("use {path}::{{{}}};", names.join(", "));
    // rustfmt keeps room for what closes the list.
    if line.len() + 2 <= WIDTH {
        into.line(0, line);
        return;
    }
    into.line(0, format!("use {path}::{{"));
    let mut line = String::new();
    for name in names {
        if line.is_empty() {
            line = format!("{name},");
        } else if 4 + line.len() + name.len() + 2 < WIDTH {
            line.extend([" ", name, ","]);
        } else {
            into.line(4, &line);
            line = format!("{name},");
        }
    }
    into.line(4, &line);
    into.line(0, "};");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_broken_as_rustfmt_does() {
        let mut text = Text::default();
        let names = ["JsonObject", "graph_action", "graph_complex", "graph_entity", "graph_enum", "graph_function"];
        write_import(&mut text, "graph_core", &names);
        let lines: Vec<&str> = text.as_str().lines().collect();
        let list = "    JsonObject, graph_action, graph_complex, graph_entity, graph_enum, graph_function,";
        assert_eq!(lines, ["use graph_core::{", list, "};"]);
    }
}
