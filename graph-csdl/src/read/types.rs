//! Types: `EntityType`, `ComplexType`, `EnumType`, `TypeDefinition`.

use super::{Source, annotations};
use crate::element::Element;
use crate::error::Error;
use crate::model::{
    Definition, EnumType, Member, NavigationProperty, Property, StructuredKind, StructuredType, TypeDefinition,
};
use crate::outline::{Declaration, Kind};

/// The type that a declaration declares; `None` where it declares something else.
pub(crate) fn definition(
    declaration: &Declaration,
    element: &Element,
    source: &Source<'_>,
) -> Result<Option<Definition>, Error> {
    let name = declaration.name.clone();
    Ok(Some(match declaration.kind {
        Kind::EntityType => Definition::Structured(structured(name, StructuredKind::Entity, element, source)?),
        Kind::ComplexType => Definition::Structured(structured(name, StructuredKind::Complex, element, source)?),
        Kind::EnumType => Definition::Enum(enumeration(name, element, source)?),
        Kind::TypeDefinition => Definition::Alias(TypeDefinition {
            name,
            underlying: source.aliases.qualified(element.required("UnderlyingType", source.text)?),
            annotations: annotations(element, source)?,
        }),
        Kind::Action | Kind::Function | Kind::EntityContainer | Kind::Annotations => return Ok(None),
    }))
}

fn structured(
    name: String,
    kind: StructuredKind,
    element: &Element,
    source: &Source<'_>,
) -> Result<StructuredType, Error> {
    let keys = element.named("Key").flat_map(|key| key.named("PropertyRef"));
    let properties = element.named("Property").map(|property| {
        Ok(Property {
            name: source.owned(property, "Name")?,
            ty: source.type_ref(property)?,
            annotations: annotations(property, source)?,
        })
    });
    let navigation = element.named("NavigationProperty").map(|property| {
        Ok(NavigationProperty {
            name: source.owned(property, "Name")?,
            ty: source.type_ref(property)?,
            is_contained: property.flag("ContainsTarget", false, source.text)?,
            annotations: annotations(property, source)?,
        })
    });
    Ok(StructuredType {
        name,
        kind,
        base: element.attribute("BaseType").map(|base| source.aliases.qualified(base)),
        is_abstract: element.flag("Abstract", false, source.text)?,
        is_open: element.flag("OpenType", false, source.text)?,
        has_stream: element.flag("HasStream", false, source.text)?,
        key: keys.map(|key| source.owned(key, "Name")).collect::<Result<_, _>>()?,
        properties: properties.collect::<Result<_, Error>>()?,
        navigation: navigation.collect::<Result<_, Error>>()?,
        annotations: annotations(element, source)?,
    })
}

fn enumeration(name: String, element: &Element, source: &Source<'_>) -> Result<EnumType, Error> {
    let mut members = Vec::new();
    let mut next = 0_i64;
    for member in element.named("Member") {
        let value = match member.attribute("Value") {
            None => next,
            Some(written) => written.parse().map_err(|_| {
                let fact = format!("`Value=\"{written}\"` of `<Member>` is no 64-bit integer");
                source.error(member, fact)
            })?,
        };
        next = value.wrapping_add(1);
        members.push(Member { name: source.owned(member, "Name")?, value, annotations: annotations(member, source)? });
    }
    Ok(EnumType {
        name,
        is_flags: element.flag("IsFlags", false, source.text)?,
        members,
        annotations: annotations(element, source)?,
    })
}
