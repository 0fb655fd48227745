//! Warnings about types and operations that the metadata refers to and does not declare.

use std::collections::BTreeMap;

use graph_csdl::{Container, Definition, Operation, StructuredType};

use super::plan::Plan;

/// A name, with its use.
type TypeUse<'m> = (&'m str, String);

/// A warning for each undeclared name, with its uses in the generated items.
pub(super) fn warnings(plan: &Plan<'_>) -> Vec<String> {
    let is_declared = |name: &str| name.starts_with("Edm.") || plan.metadata.definition(name).is_some();
    let structured = plan.types.iter().filter_map(|definition| match definition {
        Definition::Structured(of) => Some(of),
        Definition::Enum(_) | Definition::TypeDefinition(_) => None,
    });
    let operations = plan.operations.iter().flat_map(|planned| of_operation(planned.operation));
    let container = plan.metadata.container().filter(|_| plan.is_all);
    let named = structured
        .flat_map(|of| of_type(plan, of))
        .chain(operations)
        .chain(container.into_iter().flat_map(of_container));
    let mut uses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, usage) in named.filter(|(name, _)| !is_declared(name)) {
        let known = uses.entry(name).or_default();
        // Several types may inherit a property.
        if !known.contains(&usage) {
            known.push(usage);
        }
    }
    let types = uses.iter().map(|(name, uses)| {
        format!("the metadata does not declare `{name}`, {}: its values are JSON, or omitted", first_and_count(uses))
    });
    let imports = container.into_iter().flat_map(|container| &container.imports);
    let undeclared = imports.filter(|import| plan.metadata.operations_named(&import.operation).next().is_none());
    let undeclared = undeclared.map(|import| {
        format!(
            "the metadata does not declare `{}`, the operation of `{}`: it is omitted",
            import.operation, import.name
        )
    });
    types.chain(undeclared).collect()
}

/// The bases of a type, and the types of its generated properties.
fn of_type<'m>(plan: &Plan<'m>, of: &'m StructuredType) -> Vec<TypeUse<'m>> {
    let is_generated = |name: &str| plan.is_all || plan.fields(&of.name).iter().any(|field| field.name == name);
    let mut named = Vec::new();
    for declared_by in plan.metadata.lineage(&of.name) {
        let of = &declared_by.name;
        named.extend(declared_by.base.iter().map(|base| (base.as_str(), format!("the base of `{of}`"))));
        let properties = declared_by.properties.iter().map(|property| (&property.name, &property.ty));
        let relations = declared_by.navigation.iter().map(|relation| (&relation.name, &relation.ty));
        let written = properties.chain(relations).filter(|(name, _)| is_generated(name));
        named.extend(written.map(|(name, ty)| (ty.name.as_str(), format!("the type of `{of}/{name}`"))));
    }
    named
}

/// The types of an operation.
fn of_operation(of: &Operation) -> Vec<TypeUse<'_>> {
    let binding = of.binding.iter().map(|ty| (ty.name.as_str(), format!("the binding type of `{}`", of.name)));
    let parameters = of.parameters.iter().map(|parameter| {
        (parameter.ty.name.as_str(), format!("the type of the parameter `{}` of `{}`", parameter.name, of.name))
    });
    let returns = of.returns.iter().map(|ty| (ty.name.as_str(), format!("the result of `{}`", of.name)));
    binding.chain(parameters).chain(returns).collect()
}

/// The types of entity sets and singletons.
fn of_container(of: &Container) -> Vec<TypeUse<'_>> {
    let sets = of.sets.iter().map(|set| (&set.entity_type, &set.name));
    let singletons = of.singletons.iter().map(|one| (&one.entity_type, &one.name));
    sets.chain(singletons).map(|(ty, name)| (ty.as_str(), format!("the type of `{name}`"))).collect()
}

/// The first use, and the number of the others.
fn first_and_count(uses: &[String]) -> String {
    match uses {
        [] => String::new(),
        [only] => only.clone(),
        [first, others @ ..] => format!("{first}, and {} more", others.len()),
    }
}
