//! Where entities are, and where operations are called on them: by the paths that were asked for, or else by the shortest.

use std::borrow::Cow;
use std::collections::HashMap;

use graph_csdl::names::short;
use graph_csdl::{Address, Addresses, Metadata, Operation};

use super::naming::{Scope, endpoint, snake};
use super::options::Options;
use super::selection::Wanted;

/// The addresses of all types.
pub(super) struct Places<'m> {
    metadata: &'m Metadata,
    given: HashMap<&'m str, Address>,
    found: Addresses<'m>,
}

/// An operation, and where it is called: nowhere, where no path leads to what it is bound to.
pub(super) struct PlannedOperation<'m> {
    pub(super) operation: &'m Operation,
    pub(super) calls: Vec<Call>,
}

/// One place at which an operation is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) path: String,
    /// What the method is called, where it is not the first.
    pub(super) name: Option<String>,
}

impl<'m> Places<'m> {
    pub(super) fn new(metadata: &'m Metadata, wanted: &Wanted<'m>) -> Self {
        let given = wanted.types.iter().filter_map(|wanted| Some((wanted.definition.name(), wanted.address.clone()?)));
        Self { metadata, given: given.collect(), found: Addresses::find(metadata) }
    }

    /// Where entities of this type are.
    pub(super) fn address(&self, of: &str) -> Option<Cow<'_, Address>> {
        if let Some(given) = self.given.get(of) {
            return Some(Cow::Borrowed(given));
        }
        let mut bases = self.metadata.lineage(of).into_iter().skip(1);
        let cast = bases.find_map(|base| self.given.get(base.name.as_str())).map(|given| given.cast(of));
        cast.map(Cow::Owned).or_else(|| self.found.of(of).map(Cow::Borrowed))
    }

    /// The operations that were asked for, and those of the types that were.
    pub(super) fn operations(&self, wanted: &Wanted<'m>, options: &Options) -> Vec<PlannedOperation<'m>> {
        if wanted.is_all {
            let all = self.metadata.operations();
            return all.map(|operation| PlannedOperation { operation, calls: self.calls(operation) }).collect();
        }
        let mut planned: Vec<PlannedOperation<'m>> = Vec::new();
        for (operation, path) in &wanted.operations {
            add(&mut planned, operation, vec![Call { path: path.clone(), name: None }], "here");
        }
        let types = wanted.types.iter().map(|wanted| wanted.definition.name());
        for of in types.filter(|_| options.operations) {
            for operation in self.metadata.bound_to(of, false).chain(self.metadata.bound_to(of, true)) {
                add(&mut planned, operation, self.calls_on(of, operation), short(of));
            }
        }
        planned
    }

    /// Where an operation is called: on its type, or else on one that extends it.
    fn calls(&self, operation: &Operation) -> Vec<Call> {
        let Some(binding) = &operation.binding else {
            let imports = self.metadata.container().map(|container| container.imports.as_slice()).unwrap_or_default();
            let import = imports.iter().find(|import| import.operation == operation.name);
            return import.map(|import| Call { path: import.name.clone(), name: None }).into_iter().collect();
        };
        let own = self.calls_on(&binding.name, operation);
        if !own.is_empty() {
            return own;
        }
        let derived = self.metadata.derived(&binding.name).into_iter().map(|of| self.calls_on(of, operation));
        let length = |calls: &Vec<Call>| calls.first().map_or(0, |call| call.path.len());
        derived.filter(|calls| !calls.is_empty()).min_by_key(length).unwrap_or_default()
    }

    /// Where an operation is called on a type: on the entities of a collection, and on the one that is at the root.
    fn calls_on(&self, of: &str, operation: &Operation) -> Vec<Call> {
        let Some(address) = self.address(of) else { return Vec::new() };
        let segment = self.metadata.segment(operation, of);
        let call = |on: &str, name| Call { path: format!("{on}/{segment}"), name };
        if operation.binding.as_ref().is_some_and(|binding| binding.is_collection) {
            return address.collection.iter().map(|on| call(on, None)).collect();
        }
        let single = address.single.iter().filter(|single| !single.contains('{') && **single != address.item);
        let single = single.filter_map(|single| {
            let name = endpoint(single.rsplit('/').next().unwrap_or_default())?;
            Some(call(single, Some(format!("for_{name}"))))
        });
        std::iter::once(call(&address.item, None)).chain(single).collect()
    }
}

/// Adds an operation; one that is there gets what is new of its places, named after the type.
fn add<'m>(planned: &mut Vec<PlannedOperation<'m>>, operation: &'m Operation, calls: Vec<Call>, of: &str) {
    let Some(known) = planned.iter_mut().find(|known| std::ptr::eq(known.operation, operation)) else {
        planned.push(PlannedOperation { operation, calls });
        return;
    };
    let mut scope = Scope::default();
    known.calls.iter().filter_map(|call| call.name.as_deref()).for_each(|name| scope.reserve(name));
    for call in calls {
        if known.calls.iter().all(|known| known.path != call.path) {
            let name = call.name.unwrap_or_else(|| format!("for_{}", snake(of)));
            known.calls.push(Call { path: call.path, name: Some(scope.give(&name)) });
        }
    }
}
