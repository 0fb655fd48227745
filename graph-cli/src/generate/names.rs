//! What each type and operation is called in Rust, and the module that it is in.

use std::collections::{BTreeSet, HashMap};

use graph_csdl::{Definition, Operation};

use super::plan::Plan;
use super::words::{Scope, namespace, pascal, short, snake, type_name, written};

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
    ["lib", "mod", "main"].into_iter().for_each(|taken| scope.reserve(taken));
    let modules = namespaces(plan).into_iter().map(|namespace| {
        let rest = namespace.strip_prefix("microsoft.").unwrap_or(namespace);
        let name = snake(rest.strip_prefix("graph.").unwrap_or(rest));
        let name = if written(&name) == name { name } else { format!("{name}_types") };
        (namespace, scope.give(&name))
    });
    modules.collect()
}

/// An operation is called after itself; where that is taken, after its type as well, and then after its arguments.
fn operations<'m>(plan: &Plan<'m>, scopes: &mut HashMap<&'m str, Scope>) -> Vec<String> {
    let planned: Vec<&'m Operation> = plan.operations.iter().map(|planned| planned.operation).collect();
    let mut names: Vec<String> = planned.iter().map(|operation| type_name(operation.short_name())).collect();
    for longer in [with_type, with_arguments] {
        let mut taken: HashMap<(&str, &str), usize> = HashMap::new();
        let types = plan.types.iter().map(|definition: &&Definition| definition.name());
        let types: Vec<(&str, String)> = types.map(|name| (namespace(name), type_name(short(name)))).collect();
        types.iter().for_each(|(space, name)| *taken.entry((space, name)).or_default() += 1);
        for (operation, name) in planned.iter().zip(&names) {
            *taken.entry((namespace(&operation.name), name)).or_default() += 1;
        }
        let is_shared = |operation: &Operation, name: &str| {
            taken.get(&(namespace(&operation.name), name)).is_some_and(|count| *count > 1)
        };
        let next = planned
            .iter()
            .zip(&names)
            .map(|(operation, name)| if is_shared(operation, name) { longer(operation, name) } else { name.clone() });
        let next = next.collect();
        names = next;
    }
    let given = planned.iter().zip(&names);
    given.map(|(operation, name)| scopes.entry(namespace(&operation.name)).or_default().give(name)).collect()
}

fn with_type(operation: &Operation, name: &str) -> String {
    match &operation.binding {
        Some(binding) => format!("{}{}", type_name(short(&binding.name)), name),
        None => name.to_owned(),
    }
}

fn with_arguments(operation: &Operation, name: &str) -> String {
    match operation.parameters.as_slice() {
        [] => name.to_owned(),
        parameters => {
            let arguments = parameters.iter().map(|parameter| pascal(&parameter.name)).collect::<Vec<_>>();
            format!("{name}By{}", arguments.join("And"))
        }
    }
}
