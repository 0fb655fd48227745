//! The declarations of a file: types, operations and the entity container.

use std::collections::HashSet;

use super::aliases::Aliases;
use super::annotations::{annotations, says_optional};
use super::element::Element;
use super::index::{Declaration, DeclarationKind};
use crate::error::OffsetError;
use crate::model::{
    Binding, Container, Definition, EntitySet, EnumType, Member, NavigationProperty, Operation, OperationImport,
    OperationKind, Parameter, Property, Singleton, StructuredKind, StructuredType, TypeDefinition,
};

/// The type of a declaration; `None` if it does not declare a type.
pub(crate) fn definition(
    declaration: &Declaration,
    element: &Element,
    aliases: &Aliases,
) -> Result<Option<Definition>, OffsetError> {
    let name = declaration.name.clone();
    Ok(Some(match declaration.kind {
        DeclarationKind::EntityType => {
            Definition::Structured(structured(name, StructuredKind::Entity, element, aliases)?)
        }
        DeclarationKind::ComplexType => {
            Definition::Structured(structured(name, StructuredKind::Complex, element, aliases)?)
        }
        DeclarationKind::EnumType => Definition::Enum(enumeration(name, element, aliases)?),
        DeclarationKind::TypeDefinition => Definition::TypeDefinition(TypeDefinition {
            name,
            underlying: aliases.qualified(element.required("UnderlyingType")?),
            annotations: annotations(element, aliases)?,
        }),
        DeclarationKind::Action
        | DeclarationKind::Function
        | DeclarationKind::EntityContainer
        | DeclarationKind::Annotations => return Ok(None),
    }))
}

fn structured(
    name: String,
    kind: StructuredKind,
    element: &Element,
    aliases: &Aliases,
) -> Result<StructuredType, OffsetError> {
    let mut names = HashSet::new();
    let keys = element.named("Key").flat_map(|key| key.named("PropertyRef"));
    let properties = element.named("Property").map(|property| {
        Ok(Property {
            name: property.unique_name(&mut names)?,
            ty: property.type_ref(aliases)?,
            annotations: annotations(property, aliases)?,
        })
    });
    let properties = properties.collect::<Result<_, OffsetError>>()?;
    let navigation = element.named("NavigationProperty").map(|property| {
        Ok(NavigationProperty {
            name: property.unique_name(&mut names)?,
            ty: property.type_ref(aliases)?,
            is_contained: property.flag("ContainsTarget", false)?,
            annotations: annotations(property, aliases)?,
        })
    });
    Ok(StructuredType {
        name,
        kind,
        base: element.attribute("BaseType").map(|base| aliases.qualified(base)),
        is_abstract: element.flag("Abstract", false)?,
        is_open: element.flag("OpenType", false)?,
        has_stream: element.flag("HasStream", false)?,
        key: keys.map(|key| key.required("Name").map(str::to_owned)).collect::<Result<_, _>>()?,
        properties,
        navigation: navigation.collect::<Result<_, OffsetError>>()?,
        annotations: annotations(element, aliases)?,
    })
}

fn enumeration(name: String, element: &Element, aliases: &Aliases) -> Result<EnumType, OffsetError> {
    let mut names = HashSet::new();
    let mut members = Vec::new();
    let mut next = 0_i64;
    for member in element.named("Member") {
        let value = match member.attribute("Value") {
            None => next,
            Some(written) => written.parse().map_err(|_| {
                let message = format!("`Value=\"{written}\"` of `<Member>` is not a 64-bit integer");
                member.error(message)
            })?,
        };
        next = value.wrapping_add(1);
        members.push(Member {
            name: member.unique_name(&mut names)?,
            value,
            annotations: annotations(member, aliases)?,
        });
    }
    Ok(EnumType {
        name,
        is_flags: element.flag("IsFlags", false)?,
        members,
        annotations: annotations(element, aliases)?,
    })
}

/// The operation of a declaration.
pub(crate) fn operation(
    declaration: &Declaration,
    element: &Element,
    aliases: &Aliases,
) -> Result<Operation, OffsetError> {
    let mut names = HashSet::new();
    let mut parameters = Vec::new();
    for parameter in element.named("Parameter") {
        parameters.push(Parameter {
            name: parameter.unique_name(&mut names)?,
            ty: parameter.type_ref(aliases)?,
            is_optional: says_optional(parameter, aliases)?,
            annotations: annotations(parameter, aliases)?,
        });
    }
    let is_bound = element.flag("IsBound", false)?;
    if is_bound && parameters.is_empty() {
        let message = format!("`{}` is bound, and has no binding parameter", declaration.name);
        return Err(element.error(message));
    }
    let binding = is_bound.then(|| parameters.remove(0).ty);
    Ok(Operation {
        name: declaration.name.clone(),
        kind: if declaration.kind == DeclarationKind::Action { OperationKind::Action } else { OperationKind::Function },
        binding,
        is_composable: element.flag("IsComposable", false)?,
        parameters,
        returns: element.named("ReturnType").next().map(|returns| returns.type_ref(aliases)).transpose()?,
        annotations: annotations(element, aliases)?,
    })
}

/// The entity container of an element, with this name.
pub(crate) fn container(name: &str, element: &Element, aliases: &Aliases) -> Result<Container, OffsetError> {
    let mut container = Container { name: name.to_owned(), ..Container::default() };
    let mut names = HashSet::new();
    for child in &element.children {
        match child.name.as_str() {
            "EntitySet" => container.sets.push(EntitySet {
                name: child.unique_name(&mut names)?,
                entity_type: aliases.qualified(child.required("EntityType")?),
                bindings: bindings(child)?,
                annotations: annotations(child, aliases)?,
            }),
            "Singleton" => container.singletons.push(Singleton {
                name: child.unique_name(&mut names)?,
                entity_type: aliases.qualified(child.required("Type")?),
                bindings: bindings(child)?,
                annotations: annotations(child, aliases)?,
            }),
            kind @ ("ActionImport" | "FunctionImport") => {
                let attribute = kind.strip_suffix("Import").unwrap_or(kind);
                container.imports.push(OperationImport {
                    name: child.unique_name(&mut names)?,
                    operation: aliases.qualified(child.required(attribute)?),
                });
            }
            _ => {}
        }
    }
    Ok(container)
}

fn bindings(element: &Element) -> Result<Vec<Binding>, OffsetError> {
    let read = |binding: &Element| {
        Ok(Binding { path: binding.required("Path")?.to_owned(), target: binding.required("Target")?.to_owned() })
    };
    element.named("NavigationPropertyBinding").map(read).collect()
}
