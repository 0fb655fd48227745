//! The added, changed and removed types, operations and path roots.

use std::collections::BTreeMap;

use graph_csdl::{Annotations, Definition, EntitySet, Metadata, Operation, OperationImport, Singleton};

/// Names, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) changed: Vec<String>,
    pub(crate) added: Vec<String>,
    pub(crate) removed: Vec<String>,
}

impl Difference {
    fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.removed.is_empty()
    }
}

/// The differences of all declarations.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) types: Difference,
    /// By name and binding type.
    pub(crate) operations: Difference,
    /// The first segments of paths: entity sets, singletons and imported operations.
    pub(crate) roots: Difference,
}

impl Summary {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, part)| part.is_empty())
    }

    /// The differences, each with its noun.
    pub(crate) fn parts(&self) -> [(&'static str, &Difference); 3] {
        [("type", &self.types), ("operation", &self.operations), ("root", &self.roots)]
    }
}

/// Compares all declarations.
pub(super) fn of(old: &Metadata, new: &Metadata) -> Summary {
    let types = |metadata: &Metadata| {
        let named =
            metadata.definitions().map(|definition| (definition.name().to_owned(), without_descriptions(definition)));
        named.collect::<BTreeMap<_, _>>()
    };
    Summary {
        types: difference(&types(old), &types(new)),
        operations: difference(&operations(old), &operations(new)),
        roots: difference(&roots(old), &roots(new)),
    }
}

fn difference<V: PartialEq>(old: &BTreeMap<String, V>, new: &BTreeMap<String, V>) -> Difference {
    let names = |of: &BTreeMap<String, V>, is_wanted: &dyn Fn(&String, &V) -> bool| {
        of.iter().filter(|(name, value)| is_wanted(name, value)).map(|(name, _)| name.clone()).collect()
    };
    Difference {
        changed: names(new, &|name, value| old.get(name).is_some_and(|before| before != value)),
        added: names(new, &|name, _| !old.contains_key(name)),
        removed: names(old, &|name, _| !new.contains_key(name)),
    }
}

/// The overloads of each operation, by name and binding type.
fn operations(metadata: &Metadata) -> BTreeMap<String, Vec<Operation>> {
    let mut found: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for operation in metadata.operations() {
        let on = operation.binding.as_ref().map(|binding| format!(" on {binding}")).unwrap_or_default();
        let mut plain = operation.clone();
        remove_descriptions(&mut plain.annotations);
        plain.parameters.iter_mut().for_each(|parameter| remove_descriptions(&mut parameter.annotations));
        found.entry(format!("{}{on}", operation.name)).or_default().push(plain);
    }
    found
}

/// The root of a path.
#[derive(PartialEq, Eq)]
enum Root {
    Set(EntitySet),
    Singleton(Singleton),
    Import(OperationImport),
}

/// The path roots by name.
fn roots(metadata: &Metadata) -> BTreeMap<String, Vec<Root>> {
    let mut found: BTreeMap<String, Vec<Root>> = BTreeMap::new();
    let Some(container) = metadata.container() else { return found };
    for mut set in container.sets.iter().cloned() {
        remove_descriptions(&mut set.annotations);
        found.entry(set.name.clone()).or_default().push(Root::Set(set));
    }
    for mut one in container.singletons.iter().cloned() {
        remove_descriptions(&mut one.annotations);
        found.entry(one.name.clone()).or_default().push(Root::Singleton(one));
    }
    for import in container.imports.iter().cloned() {
        found.entry(import.name.clone()).or_default().push(Root::Import(import));
    }
    found
}

/// The type without its descriptions, which are not compared.
fn without_descriptions(definition: &Definition) -> Definition {
    let mut plain = definition.clone();
    match &mut plain {
        Definition::Structured(of) => {
            remove_descriptions(&mut of.annotations);
            of.properties.iter_mut().for_each(|property| remove_descriptions(&mut property.annotations));
            of.navigation.iter_mut().for_each(|property| remove_descriptions(&mut property.annotations));
        }
        Definition::Enum(of) => {
            remove_descriptions(&mut of.annotations);
            of.members.iter_mut().for_each(|member| remove_descriptions(&mut member.annotations));
        }
        Definition::TypeDefinition(of) => remove_descriptions(&mut of.annotations),
    }
    plain
}

fn remove_descriptions(annotations: &mut Annotations) {
    annotations.description = None;
    annotations.long_description = None;
}
