//! The text and imports of a generated module.

use std::collections::BTreeSet;

use graph_csdl::names::{lower_camel, namespace};
use graph_csdl::{Primitive, StructuredType, TypeRef};

use super::item_names::ItemNames;
use super::naming::endpoint;
use super::plan::{Cycles, Plan, ValueType};
use super::text::attribute::Argument;
use super::text::{Text, WIDTH};

/// Names of functions that every entity has.
const RESERVED: &[&str] = &["changes", "changes_to"];

/// A module under construction.
pub(super) struct Module<'p, 'm> {
    pub(super) plan: &'p Plan<'m>,
    pub(super) names: &'p ItemNames<'m>,
    pub(super) cycles: &'p Cycles<'m>,
    pub(super) namespace: &'m str,
    pub(super) text: Text,
    /// Modules in `graph_core`, or `""` for its root, and names.
    imports: BTreeSet<(&'static str, &'static str)>,
}

impl<'p, 'm> Module<'p, 'm> {
    pub(super) fn new(
        plan: &'p Plan<'m>,
        names: &'p ItemNames<'m>,
        cycles: &'p Cycles<'m>,
        namespace: &'m str,
    ) -> Self {
        Self { plan, names, cycles, namespace, text: Text::default(), imports: BTreeSet::new() }
    }

    /// Imports a name of `graph_core`. No generated type has such a name.
    pub(super) fn import(&mut self, module: &'static str, name: &'static str) -> &'static str {
        self.imports.insert((module, name));
        name
    }

    /// The path of a generated item.
    fn item_path(&self, of: &str, name: &str) -> String {
        let space = namespace(of);
        if space == self.namespace { name.to_owned() } else { format!("super::{}::{name}", self.names.module(space)) }
    }

    /// The path of the struct or enum of a type.
    pub(super) fn ty(&self, of: &str) -> String {
        self.item_path(of, self.names.ty(of))
    }

    /// The Rust type of one value; `None` for a stream, which is not part of the object.
    pub(super) fn value(&mut self, ty: &'m TypeRef) -> Option<String> {
        Some(match self.plan.value_type(ty) {
            ValueType::Primitive(of) => return self.primitive(of),
            ValueType::Enum(of) | ValueType::Struct(of) => self.ty(of),
            ValueType::Flags(of) => format!("{}<{}>", self.import("", "Flags"), self.ty(of)),
            ValueType::Union(of) => self.item_path(of, self.names.union(of)),
            ValueType::OmittedEnum => "String".to_owned(),
            ValueType::OmittedStruct | ValueType::AnyEntity => self.import("", "JsonObject").to_owned(),
            ValueType::AnyJson => "serde_json::Value".to_owned(),
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

    /// The arguments for the endpoints of an entity.
    fn endpoints(&self, of: &str) -> Vec<Argument> {
        let Some(address) = self.plan.endpoints.address(of) else { return Vec::new() };
        let paths = [("path", &address.collection), ("singleton", &address.single)];
        let mut names: Vec<String> = Vec::new();
        let paths = paths.into_iter().filter_map(|(key, path)| Some((key, path.as_deref()?)));
        let arguments = paths.map(|(key, path)| {
            let last = path.rsplit('/').next().unwrap_or_default();
            // An open path between colons addresses one entity, and its last segment is not a name.
            let is_open = path.split('/').filter(|segment| segment.ends_with(':')).count() % 2 == 1;
            let own = if is_open { Some("at_path".to_owned()) } else { endpoint(last) };
            let mut name = own.clone().unwrap_or_else(|| "of_service".to_owned());
            // After a cast the segment before it names the endpoint.
            if last.contains('.') {
                let segments = path.rsplit('/').filter(|segment| !segment.contains(['.', '{']));
                name = segments.into_iter().find_map(endpoint).unwrap_or(name);
            }
            while RESERVED.contains(&name.as_str()) || names.contains(&name) {
                name.push_str(if key == "singleton" { "_item" } else { "_list" });
            }
            names.push(name.clone());
            if key == "path" && own.as_ref() == Some(&name) {
                return Argument::Text(key, path.to_owned());
            }
            Argument::List(key, vec![Argument::Text("name", name), Argument::Text("template", path.to_owned())])
        });
        arguments.collect()
    }

    /// The arguments of an entity, or of a union of entities: endpoints, type, version, `select`.
    pub(super) fn entity(&self, item: &str, of: &StructuredType) -> Vec<Argument> {
        let mut arguments = self.endpoints(&of.name);
        arguments.extend(Self::odata_type(item, &of.name));
        arguments.extend(self.version());
        arguments.extend(self.plan.refuses_select(of).then_some(Argument::Bool("select", false)));
        arguments
    }

    /// The argument `version`.
    pub(super) fn version(&self) -> Option<Argument> {
        self.plan.version.map(|version| Argument::Text("version", version.to_owned()))
    }

    /// The argument `odata_type`, unless the item's name implies it.
    pub(super) fn odata_type(item: &str, of: &str) -> Option<Argument> {
        let is_plain = of == format!("microsoft.graph.{}", lower_camel(item));
        (!is_plain).then(|| Argument::Text("odata_type", of.to_owned()))
    }

    /// Whether the module needs the feature `decimal` of `graph_core`.
    pub(super) fn has_decimals(&self) -> bool {
        self.imports.iter().any(|(module, _)| *module == "rust_decimal")
    }

    /// Writes the imports, sorted as by rustfmt: names of the root are after modules.
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

/// Writes `use path::{…};`, in several lines if it is too wide.
fn write_import(into: &mut Text, path: &str, names: &[&str]) {
    if let [only] = names {
        into.line(0, format!("use {path}::{only};"));
        return;
    }
    let line = format!("use {path}::{{{}}};", names.join(", "));
    // rustfmt reserves the width of `};`.
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
    fn imports_are_formatted_as_by_rustfmt() {
        let mut text = Text::default();
        let names = ["JsonObject", "graph_action", "graph_complex", "graph_entity", "graph_enum", "graph_function"];
        write_import(&mut text, "graph_core", &names);
        let lines: Vec<&str> = text.as_str().lines().collect();
        let list = "    JsonObject, graph_action, graph_complex, graph_entity, graph_enum, graph_function,";
        assert_eq!(lines, ["use graph_core::{", list, "};"]);
    }
}
