//! Endpoints of entities and operations: the selected paths, or else the shortest ones.

use std::borrow::Cow;
use std::collections::HashMap;

use graph_csdl::names::short;
use graph_csdl::{Address, Addresses, Metadata, Operation};

use super::naming::{Scope, endpoint, snake};
use super::options::Options;
use super::selection::Selected;

/// The endpoints of all types.
pub(super) struct Endpoints<'m> {
    metadata: &'m Metadata,
    selected: HashMap<&'m str, Address>,
    found: Addresses<'m>,
}

/// An operation with its paths; without one if its binding type has no path.
pub(super) struct PlannedOperation<'m> {
    pub(super) operation: &'m Operation,
    pub(super) paths: Vec<OperationPath>,
}

/// A path of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OperationPath {
    pub(super) path: String,
    /// The name of its method; `None` for the first path.
    pub(super) name: Option<String>,
}

impl<'m> Endpoints<'m> {
    pub(super) fn new(metadata: &'m Metadata, selected: &Selected<'m>) -> Self {
        let selected_addresses =
            selected.types.iter().filter_map(|selected| Some((selected.definition.name(), selected.address.clone()?)));
        Self { metadata, selected: selected_addresses.collect(), found: Addresses::find(metadata) }
    }

    /// The address of entities of this type.
    pub(super) fn address(&self, of: &str) -> Option<Cow<'_, Address>> {
        if let Some(given) = self.selected.get(of) {
            return Some(Cow::Borrowed(given));
        }
        let mut bases = self.metadata.lineage(of).into_iter().skip(1);
        let cast = bases.find_map(|base| self.selected.get(base.name.as_str())).map(|given| given.cast(of));
        cast.map(Cow::Owned).or_else(|| self.found.of(of).map(Cow::Borrowed))
    }

    /// The selected operations, and those of the selected types.
    pub(super) fn operations(&self, selected: &Selected<'m>, options: &Options) -> Vec<PlannedOperation<'m>> {
        if selected.is_all {
            let all = self.metadata.operations();
            return all.map(|operation| PlannedOperation { operation, paths: self.paths(operation) }).collect();
        }
        let mut planned: Vec<PlannedOperation<'m>> = Vec::new();
        for (operation, path) in &selected.operations {
            add(&mut planned, operation, vec![OperationPath { path: path.clone(), name: None }], "here");
        }
        let types = selected.types.iter().map(|selected| selected.definition.name());
        for of in types.filter(|_| options.operations) {
            for operation in self.metadata.bound_to(of, false).chain(self.metadata.bound_to(of, true)) {
                add(&mut planned, operation, self.paths_at(of, operation), short(of));
            }
        }
        planned
    }

    /// The paths of an operation: those at its binding type, or else at a derived type.
    fn paths(&self, operation: &Operation) -> Vec<OperationPath> {
        let Some(binding) = &operation.binding else {
            let imports = self.metadata.container().map(|container| container.imports.as_slice()).unwrap_or_default();
            let import = imports.iter().find(|import| import.operation == operation.name);
            return import.map(|import| OperationPath { path: import.name.clone(), name: None }).into_iter().collect();
        };
        let own = self.paths_at(&binding.name, operation);
        if !own.is_empty() {
            return own;
        }
        let derived = self.metadata.derived(&binding.name).into_iter().map(|of| self.paths_at(of, operation));
        let length = |paths: &Vec<OperationPath>| paths.first().map_or(0, |path| path.path.len());
        derived.filter(|paths| !paths.is_empty()).min_by_key(length).unwrap_or_default()
    }

    /// The paths of an operation at a type: at entities of a collection, and at a singleton.
    fn paths_at(&self, of: &str, operation: &Operation) -> Vec<OperationPath> {
        let Some(address) = self.address(of) else { return Vec::new() };
        let segment = self.metadata.segment(operation, of);
        let path = |on: &str, name| OperationPath { path: format!("{on}/{segment}"), name };
        if operation.binding.as_ref().is_some_and(|binding| binding.is_collection) {
            return address.collection.iter().map(|on| path(on, None)).collect();
        }
        let single = address.single.iter().filter(|single| !single.contains('{') && **single != address.item);
        let single = single.filter_map(|single| {
            let name = endpoint(single.rsplit('/').next().unwrap_or_default())?;
            Some(path(single, Some(format!("for_{name}"))))
        });
        std::iter::once(path(&address.item, None)).chain(single).collect()
    }
}

/// Adds an operation, or new paths to a known operation, with methods named after the type.
fn add<'m>(planned: &mut Vec<PlannedOperation<'m>>, operation: &'m Operation, paths: Vec<OperationPath>, of: &str) {
    let Some(known) = planned.iter_mut().find(|known| std::ptr::eq(known.operation, operation)) else {
        planned.push(PlannedOperation { operation, paths });
        return;
    };
    let mut scope = Scope::default();
    known.paths.iter().filter_map(|path| path.name.as_deref()).for_each(|name| scope.reserve(name));
    for path in paths {
        if known.paths.iter().all(|known| known.path != path.path) {
            let name = path.name.unwrap_or_else(|| format!("for_{}", snake(of)));
            known.paths.push(OperationPath { path: path.path, name: Some(scope.add(&name)) });
        }
    }
}
