//! What each type and operation is called in Rust, and the module that it is in.

use std::collections::{BTreeSet, HashMap, HashSet};

use graph_csdl::names::{namespace, short, written};
use graph_csdl::{Operation, OperationKind};

use super::naming::{Scope, pascal, snake, type_name};
use super::plan::Plan;

/// The names of all that is written.
pub(super) struct Names<'m> {
    /// By the namespace.
    modules: HashMap<&'m str, String>,
    types: HashMap<&'m str, String>,
    /// By the base.
    unions: HashMap<&'m str, String>,
    /// In the order of the plan.
    operations: Vec<String>,
}

impl<'m> Names<'m> {
    pub(super) fn new(plan: &Plan<'m>) -> Self {
        let mut scopes: HashMap<&'m str, Scope> = HashMap::new();
        let mut names =
            Self { modules: modules(plan), types: HashMap::new(), unions: HashMap::new(), operations: Vec::new() };
        for name in plan.types.iter().map(|definition| definition.name()) {
            let scope = scopes.entry(namespace(name)).or_default();
            names.types.insert(name, scope.give(&type_name(short(name))));
        }
        for name in plan.types.iter().map(|definition| definition.name()).filter(|name| plan.has_union(name)) {
            let scope = scopes.entry(namespace(name)).or_default();
            names.unions.insert(name, scope.give(&format!("Any{}", type_name(short(name)))));
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

    /// The name of the operation at this place of the plan.
    pub(super) fn operation(&self, index: usize) -> &str {
        self.operations.get(index).map(String::as_str).unwrap_or_default()
    }

    /// What a variant is called where two types of one union have the same name: after its module, too.
    pub(super) fn with_module(&self, of: &str) -> String {
        format!("{}{}", pascal(self.module(namespace(of))), self.ty(of))
    }
}

/// The namespaces of what is written.
pub(super) fn namespaces<'m>(plan: &Plan<'m>) -> BTreeSet<&'m str> {
    let types = plan.types.iter().map(|definition| definition.name());
    types.chain(plan.operations.iter().map(|planned| planned.operation.name.as_str())).map(namespace).collect()
}

/// `microsoft.graph.callRecords` → `call_records`, and `microsoft.graph` → `graph`.
fn modules<'m>(plan: &Plan<'m>) -> HashMap<&'m str, String> {
    let mut scope = Scope::default();
    for taken in ["lib", "mod", "main"] {
        scope.reserve(taken);
    }
    let modules = namespaces(plan).into_iter().map(|namespace| {
        let rest = namespace.strip_prefix("microsoft.").unwrap_or(namespace);
        let name = snake(rest.strip_prefix("graph.").unwrap_or(rest));
        let name = if written(&name) == name { name } else { format!("{name}_types") };
        (namespace, scope.give(&name))
    });
    modules.collect()
}

/// A longer name of an operation that shares its name with a group.
type Longer = fn(&Operation, &[&Operation], &str) -> String;

/// What operations are told apart by: each kind of name is longer than the one before it.
const LONGER: &[Longer] = &[with_type, with_collection, with_arguments, with_kind];

/// An operation is called after itself; where that is taken, after its type as well, then after a collection of it, then
/// after those of its arguments that others of that name don't have, and then after what it is.
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
    given.map(|(operation, name)| scopes.entry(namespace(&operation.name)).or_default().give(name)).collect()
}

/// Overloads of one type don't need it.
fn with_type(operation: &Operation, group: &[&Operation], name: &str) -> String {
    let bound = |of: &Operation| of.binding.as_ref().map(|binding| binding.name.clone());
    let are_overloads = group.len() > 1 && group.iter().all(|of| bound(of) == bound(operation));
    match &operation.binding {
        Some(binding) if !are_overloads => format!("{}{name}", type_name(short(&binding.name))),
        _ => name.to_owned(),
    }
}

/// Where one is called on an entity, the other is called on a collection.
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

fn with_arguments(operation: &Operation, group: &[&Operation], name: &str) -> String {
    let has = |of: &Operation, name: &str| of.parameters.iter().any(|parameter| parameter.name == name);
    let own = operation.parameters.iter().filter(|parameter| !group.iter().all(|of| has(of, &parameter.name)));
    let own = own.map(|parameter| pascal(&parameter.name)).collect::<Vec<_>>();
    if own.is_empty() { name.to_owned() } else { format!("{name}By{}", own.join("And")) }
}

/// A type has the name already.
fn with_kind(operation: &Operation, _: &[&Operation], name: &str) -> String {
    match operation.kind {
        OperationKind::Action => format!("{name}Action"),
        OperationKind::Function => format!("{name}Function"),
    }
}
