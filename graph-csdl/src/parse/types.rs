//! Types: `EntityType`, `ComplexType`, `EnumType`, `TypeDefinition`.

use std::collections::HashSet;

use super::{annotations, type_ref, unique};
use crate::error::OffsetError;
use crate::model::{
    Definition, EnumType, Member, NavigationProperty, Property, StructuredKind, StructuredType, TypeDefinition,
};
use crate::parse::aliases::Aliases;
use crate::parse::element::Element;
use crate::parse::index::{Declaration, DeclarationKind};

/// The type that a declaration declares; `None` where it declares something else.
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
            name: unique(property, &mut names)?,
            ty: type_ref(property, aliases)?,
            annotations: annotations(property, aliases)?,
        })
    });
    let properties = properties.collect::<Result<_, OffsetError>>()?;
    let navigation = element.named("NavigationProperty").map(|property| {
        Ok(NavigationProperty {
            name: unique(property, &mut names)?,
            ty: type_ref(property, aliases)?,
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
                let message = format!("`Value=\"{written}\"` of `<Member>` is no 64-bit integer");
                member.error(message)
            })?,
        };
        next = value.wrapping_add(1);
        members.push(Member { name: unique(member, &mut names)?, value, annotations: annotations(member, aliases)? });
    }
    Ok(EnumType {
        name,
        is_flags: element.flag("IsFlags", false)?,
        members,
        annotations: annotations(element, aliases)?,
    })
}
