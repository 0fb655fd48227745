//! Rust names of modules, types and operations.

use std::collections::{BTreeSet, HashMap, HashSet};

use graph_csdl::names::{namespace, short, written};
use graph_csdl::{Operation, OperationKind};

use super::naming::{Scope, pascal, snake, type_name};
use super::plan::Plan;

/// The Rust names of all generated items.
pub(super) struct ItemNames<'m> {
    /// By namespace.
    modules: HashMap<&'m str, String>,
    types: HashMap<&'m str, String>,
    /// By base type.
    unions: HashMap<&'m str, String>,
    /// In the order of the plan.
    operations: Vec<String>,
}

impl<'m> ItemNames<'m> {
    pub(super) fn new(plan: &Plan<'m>) -> Self {
        let mut scopes: HashMap<&'m str, Scope> = HashMap::new();
        let mut names =
            Self { modules: modules(plan), types: HashMap::new(), unions: HashMap::new(), operations: Vec::new() };
        for name in plan.types.iter().map(|definition| definition.name()) {
            let scope = scopes.entry(namespace(name)).or_default();
            names.types.insert(name, scope.add(&type_name(short(name))));
        }
        for name in plan.types.iter().map(|definition| definition.name()).filter(|name| plan.has_union(name)) {
            let scope = scopes.entry(namespace(name)).or_default();
            names.unions.insert(name, scope.add(&format!("Any{}", type_name(short(name)))));
        }
        names.operations = operations(plan, &mut scopes);
        names
    }

    /// The module of a namespace.
    pub(super) fn module(&self, namespace: &str) -> &str {
        self.modules.get(namespace).map_or("graph", String::as_str)
    }

    pub(super) fn ty(&self, of: &str) -> &str {
        self.types.get(of).map_or("JsonObject", String::as_str)
    }

    pub(super) fn union(&self, base: &str) -> &str {
        self.unions.get(base).map_or("JsonObject", String::as_str)
    }

    /// The name of the operation with this index in the plan.
    pub(super) fn operation(&self, index: usize) -> &str {
        self.operations.get(index).map(String::as_str).unwrap_or_default()
    }

    /// The name of a variant with its module, for a union of two types with the same name.
    pub(super) fn with_module(&self, of: &str) -> String {
        format!("{}{}", pascal(self.module(namespace(of))), self.ty(of))
    }
}

/// The namespaces of the generated items.
pub(super) fn namespaces<'m>(plan: &Plan<'m>) -> BTreeSet<&'m str> {
    let types = plan.types.iter().map(|definition| definition.name());
    types.chain(plan.operations.iter().map(|planned| planned.operation.name.as_str())).map(namespace).collect()
}

/// The module of each namespace: `microsoft.graph.callRecords` → `call_records`, `microsoft.graph` → `graph`.
fn modules<'m>(plan: &Plan<'m>) -> HashMap<&'m str, String> {
    let mut scope = Scope::default();
    for taken in ["lib", "mod", "main"] {
        scope.reserve(taken);
    }
    let modules = namespaces(plan).into_iter().map(|namespace| {
        let rest = namespace.strip_prefix("microsoft.").unwrap_or(namespace);
        let name = snake(rest.strip_prefix("graph.").unwrap_or(rest));
        let name = if written(&name) == name { name } else { format!("{name}_types") };
        (namespace, scope.add(&name))
    });
    modules.collect()
}

/// A function that extends the name of an operation which shares it with a group.
type Longer = fn(&Operation, &[&Operation], &str) -> String;

/// The extensions of a name, in the order of their use.
const LONGER: &[Longer] = &[with_type, with_collection, with_parameters, with_kind];

/// The names of operations. If a name is taken, it is extended by the binding type, by `Collection`, by the parameters that others
/// of this name do not have, and by the kind of operation.
fn operations<'m>(plan: &Plan<'m>, scopes: &mut HashMap<&'m str, Scope>) -> Vec<String> {
    let types = plan.types.iter().map(|definition| definition.name());
    let types: HashSet<(&str, String)> = types.map(|name| (namespace(name), type_name(short(name)))).collect();
    let planned: Vec<&'m Operation> = plan.operations.iter().map(|planned| planned.operation).collect();
    let mut names: Vec<String> = planned.iter().map(|operation| type_name(operation.short_name())).collect();
    for longer in LONGER {
        let mut groups: HashMap<(&str, String), Vec<&Operation>> = HashMap::new();
        for (operation, name) in planned.iter().zip(&names) {
            groups.entry((namespace(&operation.name), name.clone())).or_default().push(operation);
        }
        for (operation, name) in planned.iter().zip(&mut names) {
            let key = (namespace(&operation.name), name.clone());
            let group = groups.get(&key).map(Vec::as_slice).unwrap_or_default();
            if group.len() > 1 || types.contains(&key) {
                *name = longer(operation, group, name);
            }
        }
    }
    let given = planned.iter().zip(&names);
    given.map(|(operation, name)| scopes.entry(namespace(&operation.name)).or_default().add(name)).collect()
}

/// Adds the binding type, except for overloads of one type.
fn with_type(operation: &Operation, group: &[&Operation], name: &str) -> String {
    let bound = |of: &Operation| of.binding.as_ref().map(|binding| binding.name.clone());
    let are_overloads = group.len() > 1 && group.iter().all(|of| bound(of) == bound(operation));
    match &operation.binding {
        Some(binding) if !are_overloads => format!("{}{name}", type_name(short(&binding.name))),
        _ => name.to_owned(),
    }
}

/// Adds `Collection` if the group also has an operation bound to an entity.
fn with_collection(operation: &Operation, group: &[&Operation], name: &str) -> String {
    let is_collection = |of: &Operation| of.binding.as_ref().is_some_and(|binding| binding.is_collection);
    let are_all = group.iter().all(|of| is_collection(of));
    match &operation.binding {
        Some(binding) if is_collection(operation) && !are_all => {
            let of = type_name(short(&binding.name));
            format!("{of}Collection{}", name.strip_prefix(&of).unwrap_or(name))
        }
        _ => name.to_owned(),
    }
}

/// Adds the parameters that others do not have.
fn with_parameters(operation: &Operation, group: &[&Operation], name: &str) -> String {
    let has = |of: &Operation, name: &str| of.parameters.iter().any(|parameter| parameter.name == name);
    let own = operation.parameters.iter().filter(|parameter| !group.iter().all(|of| has(of, &parameter.name)));
    let own = own.map(|parameter| pascal(&parameter.name)).collect::<Vec<_>>();
    if own.is_empty() { name.to_owned() } else { format!("{name}By{}", own.join("And")) }
}

/// Adds the kind of operation, if a type has the name.
fn with_kind(operation: &Operation, _: &[&Operation], name: &str) -> String {
    match operation.kind {
        OperationKind::Action => format!("{name}Action"),
        OperationKind::Function => format!("{name}Function"),
    }
}
